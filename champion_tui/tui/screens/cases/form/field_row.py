"""One field of the form: its label and mark, its editor, and its help while it has the focus."""

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
CUT_SHORT = "The program stopped while this was being typed. Check that it is complete."

MARK = 6
"""Columns for "needed" and "wanted"."""

TALL = "tall"
"""The class of a row whose editor takes the whole width while it has the focus."""


class Caption(Prose):
    """The label and the mark."""


class SubHeading(Prose):
    """A heading above the first of several fields."""


class Below(Prose):
    """Why the value was not saved and, with the focus, the help."""


class Save(Protocol):
    """Saves a field's value. With ``in_passing`` the person is still typing."""

    def __call__(self, field: FieldView, value: Answer | None, *, in_passing: bool) -> None:
        """Starts saving."""


class Line(Horizontal, LaidOutOnce):
    """The label and the editor, next to each other."""


class FieldRow(LaidOutOnce, inherit_bindings=False):
    """A row of the form.

    Calls ``save`` with its field and value when the person leaves it with a changed value, when an answer is chosen, and
    (``in_passing``) when ``rest`` is called. Calls ``typed`` at every change. Posts ``Onward`` when the focus should move to a
    neighbour.
    """

    class Onward(Message):
        """The focus should move ``steps`` fields further."""

        def __init__(self, row: "FieldRow", steps: int) -> None:
            super().__init__()
            self.row = row
            self.steps = steps

    def __init__(self, field: FieldView, save: Save, typed: Callable[[], None], heading: str = "") -> None:
        super().__init__(id=f"field-{field.id}", classes=TALL if field.kind in LONG | CHOSEN_FROM else "")
        self.field = field
        self.editor = editor_for(field)
        # Kept as attributes, because a query does not find them while the row is being built or removed.
        self._caption, self._below = Caption(), Below()
        self._heading = SubHeading([line(heading, "title")] if heading else [])
        self._save = save
        self._typed = typed
        self._trouble: tuple[Row, ...] = ()
        self._sent: Answer | None = field.value
        self._in_passing = field.cut_short
        self._inside = False

    def compose(self) -> Iterator[Widget]:
        """Yields the heading if there is one, label and editor next to each other, and the help."""
        yield self._heading
        with Line():
            yield self._caption
            if self.has_class(TALL):
                # Above the editor, because a list may be taller than the screen.
                yield self._below
            self.editor.add_class("editor")
            yield self.editor
        if not self.has_class(TALL):
            yield self._below

    def on_mount(self) -> None:
        """Shows the field, and watches each letter before it is drawn, so that the screen never says "saved" over unsaved text."""
        self._draw()
        for box in self.query(Input):
            self.watch(box, "value", self._typed, init=False)
        for area in self.query(TextArea):
            self.watch(area, "selection", self._typed, init=False)

    # -- drawing ----------------------------------------------------------------------------------------------------

    def show(self, field: FieldView) -> None:
        """Shows another state of the field. Text being typed is left alone."""
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
        """Whether the value differs from the one last saved or tried."""
        return self.editor.given != self._sent

    def complain(self, rows: Sequence[Row], value: Answer | None) -> None:
        """Says why ``value`` was not saved. The text or choice stays, and is tried again when the focus leaves it."""
        self._trouble = tuple(rows)
        if not self._inside and not self.typed_on and self.editor.given != value:
            self._sent = value
            self.editor.fill(value)
        self._draw()

    def put_back(self) -> None:
        """Discards the text or choice and shows the stored value."""
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
        """Returns why the value should be checked again, which is shown without the focus too."""
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
        """The value as a portal expects it."""
        chosen = self.editor.words if isinstance(self.editor, ChoiceEditor) else ""
        return as_pasted(self.field, self.editor.given, chosen)

    # -- input ------------------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Puts the focus on the first box of the editor."""
        target: Widget = self.editor if not hasattr(self.editor, "boxes") else self.editor.boxes[0]
        target.focus()

    def on_descendant_focus(self) -> None:
        """Shows the help and the masked value."""
        if not self._inside:
            self._inside = True
            self.editor.reveal(shown=True)
            self._draw()
            self.call_after_refresh(self.scroll_visible, animate=False)

    def on_resize(self) -> None:
        """Keeps the row visible after its help has appeared or the window has changed size."""
        if self._inside:
            self.scroll_visible(animate=False)

    def on_descendant_blur(self) -> None:
        """Saves when the focus moves to another field."""
        focused = self.screen.focused
        if focused is not None and self in focused.ancestors:
            return
        self._inside = False
        self.leave(again=bool(self._trouble))
        self.editor.reveal(shown=False)
        self._draw()

    def leave(self, *, again: bool = False) -> None:
        """Saves the value if it differs from the one last saved or tried, or was only saved in passing. With ``again`` the same
        value is tried again.
        """
        if self.typed_on or self._in_passing or again:
            self._in_passing = False
            self._sent = self.editor.given
            self._save(self.field, self._sent, in_passing=False)

    def rest(self) -> None:
        """Saves the value while the person is still typing."""
        if self.typed_on:
            self._in_passing = True
            self._sent = self.editor.given
            self._save(self.field, self._sent, in_passing=True)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Notes a change that did not move the cursor."""
        event.stop()
        self._typed()

    def on_choice_editor_marked(self, event: ChoiceEditor.Marked) -> None:
        """Notes that another answer is marked."""
        event.stop()
        self._typed()

    def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """Saves the chosen answer and goes on."""
        event.stop()
        event.choices.listen()
        if self.field.kind == "one":
            self.editor.fill(event.answer or None)
        self.leave()
        self.post_message(self.Onward(self, 1))

    def on_key(self, event: events.Key) -> None:
        """Goes on with Enter, unless it begins a new line; Up and Down at the edge go to the neighbour."""
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
