"""One field of the form: its label and mark, what it is typed with, and with the focus its help."""

from collections.abc import Callable, Iterator, Sequence

from textual import events
from textual.containers import Horizontal
from textual.message import Message
from textual.widget import Widget

from champion_tui.desk.views import FieldView
from champion_tui.domain.answers import Answer
from champion_tui.tui.case_words import DATE_HELP, LONG_HELP, MANY_HELP, MANY_LONG_HELP, MARKS, ONE_HELP, ONE_LONG_HELP
from champion_tui.tui.copying import as_pasted
from champion_tui.tui.layout import Cell, Row, line
from champion_tui.tui.widgets.choices import BY_DIGIT, Choices
from champion_tui.tui.widgets.field_editors import CHOSEN_FROM, LONG, ChoiceEditor, editor_for, last_box
from champion_tui.tui.widgets.prose import Prose

MARK = 6
"""Columns for "needed" and "wanted"."""


TALL = "tall"
"""The class of a row whose editor takes the whole width while it has the focus."""


class Caption(Prose):
    """Label and mark."""


class Below(Prose):
    """Why it was not saved; with the focus, its help."""


class FieldRow(Widget, inherit_bindings=False):
    """Calls ``save`` with its field and value when it is left with another value than it had, or when an answer is chosen;
    posts ``Onward`` when the focus should go to a neighbour.
    """

    class Onward(Message):
        """Go to the field ``steps`` further on."""

        def __init__(self, row: "FieldRow", steps: int) -> None:
            super().__init__()
            self.row = row
            self.steps = steps

    def __init__(self, field: FieldView, save: Callable[[FieldView, Answer | None], None]) -> None:
        super().__init__(id=f"field-{field.id}", classes=TALL if field.kind in LONG | CHOSEN_FROM else "")
        self.field = field
        self.editor = editor_for(field)
        self._save = save
        self._trouble: tuple[Row, ...] = ()
        self._sent: Answer | None = field.value
        self._inside = False

    def compose(self) -> Iterator[Widget]:
        """Label and editor side by side, help below."""
        with Horizontal(classes="line"):
            yield Caption()
            if self.has_class(TALL):
                # Above a list that may be longer than the screen.
                yield Below()
            self.editor.add_class("editor")
            yield self.editor
        if not self.has_class(TALL):
            yield Below()

    def on_mount(self) -> None:
        """Show the field."""
        self._draw()

    # -- what it shows ----------------------------------------------------------------------------------------------

    def show(self, field: FieldView) -> None:
        """Show another state of the field; what is being typed is left alone."""
        if field == self.field and not self._trouble:
            return
        typed_on = self.editor.given != self._sent
        self.field, self._trouble = field, ()
        if not typed_on:
            self._sent = field.value
            if isinstance(self.editor, ChoiceEditor):
                self.editor.show_field(field)
            else:
                self.editor.fill(field.value)
        self._draw()

    def complain(self, rows: Sequence[Row], value: Answer | None) -> None:
        """Say why ``value`` was not saved. What was typed or chosen stays, and is tried again when the focus leaves it."""
        self._trouble = tuple(rows)
        if self.editor.given == self.field.value:
            self.editor.fill(value)
        self._draw()

    def put_back(self) -> None:
        """Drop what was typed or chosen: what is stored stands here again."""
        self._trouble = ()
        self._sent = self.field.value
        self.editor.fill(self.field.value)

    def _draw(self) -> None:
        caption, below = self.query_one(Caption), self.query_one(Below)
        look = "accent" if self._inside else ""
        mark = MARKS[self.field.mark]
        caption.show(
            [(Cell(self.field.label, look), Cell(mark, "warning" if self.field.mark == "needed" else "quiet", MARK))]
        )
        self.set_class(bool(self._trouble), "troubled")
        below.show([*self._trouble, *(self._help() if self._inside else ())])

    def _help(self) -> list[Row]:
        field = self.field
        how = {
            "one": ONE_LONG_HELP if len(field.options) > BY_DIGIT else ONE_HELP,
            "many": MANY_LONG_HELP if len(field.options) > BY_DIGIT else MANY_HELP,
            "date": DATE_HELP,
            "long-text": LONG_HELP,
            "address": LONG_HELP,
        }.get(field.kind, "")
        rows = [line(field.why_missing, "warning") if field.mark == "needed" else line(field.help)]
        return [*rows, *(line(words, "quiet") for words in (how, field.goes_out_words) if words)]

    @property
    def pasted(self) -> str:
        """What stands here now, as a portal takes it."""
        chosen = self.editor.words if isinstance(self.editor, ChoiceEditor) else ""
        return as_pasted(self.field, self.editor.given, chosen)

    # -- what the person does ---------------------------------------------------------------------------------------

    def start(self) -> None:
        """Put the focus here."""
        target: Widget = self.editor if not hasattr(self.editor, "boxes") else self.editor.boxes[0]
        target.focus()

    def on_descendant_focus(self) -> None:
        """Show the help, and what is masked."""
        if not self._inside:
            self._inside = True
            self.editor.reveal(shown=True)
            self._draw()
            self.call_after_refresh(self.scroll_visible, animate=False)

    def on_descendant_blur(self) -> None:
        """Left for another field: save."""
        focused = self.screen.focused
        if focused is not None and self in focused.ancestors:
            return
        self._inside = False
        self.leave(again=bool(self._trouble))
        self.editor.reveal(shown=False)
        self._draw()

    def leave(self, *, again: bool = False) -> None:
        """Have it saved, where it differs from what was last saved or tried; ``again``: try the same value once more."""
        value = self.editor.given
        if value != self._sent or again:
            self._sent = value
            self._save(self.field, value)

    def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """An answer was chosen: save it and go on."""
        event.stop()
        event.choices.listen()
        if self.field.kind == "one":
            self.editor.fill(event.answer or None)
        self.leave()
        self.post_message(self.Onward(self, 1))

    def on_key(self, event: events.Key) -> None:
        """Enter goes on, except where it begins a new line; Up and Down at the edge go to the neighbour."""
        if event.key == "enter":
            if self.screen.focused is last_box(self.editor):
                self.post_message(self.Onward(self, 1))
            else:
                self.screen.focus_next()
        elif event.key in {"up", "down"} and self.editor.at_edge(event.key):
            self.post_message(self.Onward(self, -1 if event.key == "up" else 1))
        else:
            return
        event.stop()
        event.prevent_default()
