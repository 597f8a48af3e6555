"""One field of the form: its label and mark, what it is typed with, and with the focus its help."""

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from textual import events
from textual.containers import Horizontal
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, TextArea

from champion_tui.desk.views import FieldView
from champion_tui.ground.answers import Answer
from champion_tui.tui.screens.cases.form.field_editors import CHOSEN_FROM, LONG, ChoiceEditor, editor_for, last_box
from champion_tui.tui.shell.copying import as_pasted
from champion_tui.tui.widgets.laid_out import LaidOutOnce
from champion_tui.tui.widgets.layout import Cell, Row, line
from champion_tui.tui.widgets.lists.choices import BY_DIGIT, Choices
from champion_tui.tui.widgets.prose import Prose

MARKS = {"needed": "needed", "wanted": "wanted", "done": "", "": ""}
ONE_HELP = "A number or an arrow marks, Enter chooses. Tab leaves it as it is."
ONE_LONG_HELP = "Type to search, Up and Down mark, Enter chooses. Tab leaves it as it is."
MANY_HELP = "A number or Space marks, Enter goes on."
MANY_LONG_HELP = "A number or Space marks, letters search, Enter goes on."
LONG_HELP = "Enter begins a new line, Tab goes on."
DATE_HELP = "Such as 31 12 1990 or 31 December 1990. Enter goes on."
CUT_SHORT = "The program was ended while this was being typed. Look whether it is whole."

MARK = 6
"""Columns for "needed" and "wanted"."""

TALL = "tall"
"""The class of a row whose editor takes the whole width while it has the focus."""


class Caption(Prose):
    """Label and mark."""


class SubHeading(Prose):
    """What the fields from here on are about."""


class Below(Prose):
    """Why it was not saved; with the focus, its help."""


class Save(Protocol):
    """Has a field's value saved; ``in_passing``: it is still being typed."""

    def __call__(self, field: FieldView, value: Answer | None, *, in_passing: bool) -> None:
        """Begin it."""


class Line(Horizontal, LaidOutOnce):
    """The label and what is typed or chosen with, side by side."""


class FieldRow(LaidOutOnce, inherit_bindings=False):
    """Calls ``save`` with its field and value when it is left with another value than it had, when an answer is chosen, and in
    passing when ``rest`` is called; calls ``typed`` as soon as something changes in it; posts ``Onward`` when the focus should
    go to a neighbour.
    """

    class Onward(Message):
        """Go to the field ``steps`` further on."""

        def __init__(self, row: "FieldRow", steps: int) -> None:
            super().__init__()
            self.row = row
            self.steps = steps

    def __init__(self, field: FieldView, save: Save, typed: Callable[[], None], heading: str = "") -> None:
        super().__init__(id=f"field-{field.id}", classes=TALL if field.kind in LONG | CHOSEN_FROM else "")
        self.field = field
        self.editor = editor_for(field)
        # Kept by name: while the row is being built or taken away they cannot be found among its parts.
        self._caption, self._below = Caption(), Below()
        self._heading = SubHeading([line(heading, "title")] if heading else [])
        self._save = save
        self._typed = typed
        self._trouble: tuple[Row, ...] = ()
        self._sent: Answer | None = field.value
        self._in_passing = field.cut_short
        self._inside = False

    def compose(self) -> Iterator[Widget]:
        """Label and editor side by side, help below; over the first of some fields their heading."""
        yield self._heading
        with Line():
            yield self._caption
            if self.has_class(TALL):
                # Above a list that may be longer than the screen.
                yield self._below
            self.editor.add_class("editor")
            yield self.editor
        if not self.has_class(TALL):
            yield self._below

    def on_mount(self) -> None:
        """Show the field, and hear of each letter before it is drawn: nothing may say "saved" over it."""
        self._draw()
        for box in self.query(Input):
            self.watch(box, "value", self._typed, init=False)
        for area in self.query(TextArea):
            self.watch(area, "selection", self._typed, init=False)

    # -- what it shows ----------------------------------------------------------------------------------------------

    def show(self, field: FieldView) -> None:
        """Show another state of the field; what is being typed is left alone."""
        before, self.field = self.field, field
        in_use = self._inside and field.kind != "one"
        if not in_use and not self.typed_on and (field != before or self.editor.given != field.value):
            self._sent = field.value
            if isinstance(self.editor, ChoiceEditor):
                self.editor.show_field(field)
            else:
                self.editor.fill(field.value)
        if field != before or self._trouble:
            self._trouble = ()
            self._draw()

    @property
    def typed_on(self) -> bool:
        """Whether the value differs from what was last saved, or tried."""
        return self.editor.given != self._sent

    def complain(self, rows: Sequence[Row], value: Answer | None) -> None:
        """Say why ``value`` was not saved. What was typed or chosen stays, and is tried again when the focus leaves it."""
        self._trouble = tuple(rows)
        if not self._inside and not self.typed_on and self.editor.given != value:
            self._sent = value
            self.editor.fill(value)
        self._draw()

    def put_back(self) -> None:
        """Drop what was typed or chosen and show the stored value."""
        self._trouble = ()
        self._sent = self.field.value
        self.editor.fill(self.field.value)

    def _draw(self) -> None:
        look = "accent" if self._inside else ""
        mark = MARKS[self.field.mark]
        self._caption.show(
            [(Cell(self.field.label, look), Cell(mark, "warning" if self.field.mark == "needed" else "quiet", MARK))]
        )
        self.set_class(bool(self._trouble), "troubled")
        self._below.show([*self._trouble, *(self._help() if self._inside else self._doubt())])

    def _doubt(self) -> list[Row]:
        """Why the value is asked about again, also without the focus."""
        return [line(self.field.asks, "warning")] if self.field.value is not None and self.field.asks else []

    def _help(self) -> list[Row]:
        field = self.field
        how = {
            "one": ONE_LONG_HELP if len(field.options) > BY_DIGIT else ONE_HELP,
            "many": MANY_LONG_HELP if len(field.options) > BY_DIGIT else MANY_HELP,
            "date": DATE_HELP,
            "long-text": LONG_HELP,
            "address": LONG_HELP,
        }.get(field.kind, "")
        rows = [line(field.asks, "warning") if field.asks else line(field.help)]
        rows = [line(CUT_SHORT, "warning"), *rows] if field.cut_short else rows
        return [*rows, *(line(words, "quiet") for words in (how, field.goes_out_words) if words)]

    @property
    def pasted(self) -> str:
        """The value as a portal takes it."""
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

    def on_resize(self) -> None:
        """Its help has come, or the window has another size: it stays in sight."""
        if self._inside:
            self.scroll_visible(animate=False)

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
        """Have it saved, where it differs from what was last saved or tried, or was saved in passing only; ``again``: try the
        same value once more.
        """
        if self.typed_on or self._in_passing or again:
            self._in_passing = False
            self._sent = self.editor.given
            self._save(self.field, self._sent, in_passing=False)

    def rest(self) -> None:
        """Have the value saved while somebody is still typing."""
        if self.typed_on:
            self._in_passing = True
            self._sent = self.editor.given
            self._save(self.field, self._sent, in_passing=True)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """A letter was taken away behind the cursor, perhaps."""
        event.stop()
        self._typed()

    def on_choice_editor_marked(self, event: ChoiceEditor.Marked) -> None:
        """Another answer is marked."""
        event.stop()
        self._typed()

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
