"""The editors for fields of the form. Each shows a stored value and returns the value to save."""

import math
from typing import TYPE_CHECKING, cast

from rich.text import Text
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import TextArea

from champion_tui.desk.options import OptionView
from champion_tui.desk.views import FieldView
from champion_tui.ground.answers import Answer
from champion_tui.tui.widgets.date_field import DateField
from champion_tui.tui.widgets.layout import line
from champion_tui.tui.widgets.lists.choices import HIDDEN, Choices
from champion_tui.tui.widgets.text_box import PASTED_TOO_LONG, TextBox, on_lines, underlined

if TYPE_CHECKING:
    from champion_tui.tui.shell.guard import Shell

EMPTY_FIELD = "-"
NO_ANSWER = "No answer"
SUGGESTED = "suggested by the answers: agree it with them"

CLEAR = ""
"""The id of the line that removes an answer."""

MOST_LINES = 100_000
"""Most characters of a paste into several lines, ten times the longest note. More would slow down every further key."""

LONG = frozenset({"long-text", "address"})
CHOSEN_FROM = frozenset({"one", "many"})


class LineEditor(TextBox):
    """A box for one line of text. A masked field shows dots until it has the focus."""

    def __init__(self, field: FieldView) -> None:
        super().__init__(select_on_focus=False)
        self._masked = field.masked
        self.fill(field.value)
        self.reveal(shown=False)

    def fill(self, value: Answer | None) -> None:
        """Shows a value."""
        self.value = value if isinstance(value, str) else ""

    @property
    def given(self) -> Answer | None:
        """The text typed, None if there is none."""
        return self.value.strip() or None

    def reveal(self, *, shown: bool) -> None:
        """Shows the masked text, or dots. Without the focus, an empty box shows a dash."""
        self.password = self._masked and not shown
        self.placeholder = "" if shown else EMPTY_FIELD

    def at_edge(self, key: str) -> bool:  # noqa: ARG002  its one line is both the first and the last
        """Returns whether Up or Down leaves the editor."""
        return True


class LongEditor(TextArea):
    """A box for several lines of text; Enter begins a new line. A masked field shows asterisks until it has the focus."""

    def __init__(self, field: FieldView) -> None:
        text = field.value if isinstance(field.value, str) else ""
        super().__init__(text, compact=True, tab_behavior="focus", highlight_cursor_line=False)
        self.placeholder = EMPTY_FIELD
        self._masked = field.masked
        self._shown = False

    def fill(self, value: Answer | None) -> None:
        """Shows a value."""
        self.text = value if isinstance(value, str) else ""

    @property
    def given(self) -> Answer | None:
        """The text typed, None if there is none."""
        return self.text.strip() or None

    def reveal(self, *, shown: bool) -> None:
        """Shows the masked text, or asterisks. Without the focus, it scrolls to the start, and an empty box shows a dash."""
        self._shown = shown
        if self._masked:
            self._line_cache.clear()
            self.refresh()
        self.placeholder = "" if shown else EMPTY_FIELD
        if not shown:
            self.scroll_home(animate=False)

    async def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self.take_pasted(event.text)

    def action_paste(self) -> None:
        """Pastes what was copied in the app."""
        self.take_pasted(self.app.clipboard)

    def take_pasted(self, text: str) -> None:
        """Inserts all of ``text`` at the cursor, with its line breaks; none of it if it is far too long."""
        given = on_lines(text)
        if len(given) > MOST_LINES:
            self.post_message(TextBox.Noted(PASTED_TOO_LONG.format(count=len(given))))
            return
        self.replace(given, *self.selection, maintain_selection_offset=False)

    def get_line(self, line_index: int) -> Text:
        """Returns a line as drawn; if it is masked, as many asterisks as it has characters."""
        line = super().get_line(line_index)
        return Text(HIDDEN * len(line.plain), end="", no_wrap=True) if self._masked and not self._shown else line

    def render_line(self, y: int) -> Strip:
        """Returns a line with an underline."""
        return underlined(super().render_line(y), self)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Returns the lines. While the widget is being removed they are blank, because its styles are gone already."""
        return super().render_lines(crop) if self.is_attached else [Strip.blank(crop.width)] * crop.height

    def at_edge(self, key: str) -> bool:
        """Returns whether Up or Down leaves the editor."""
        return self.cursor_at_first_line if key == "up" else self.cursor_at_last_line


class DateEditor(DateField):
    """A box for a date. A masked date shows dots, and nothing below them, until it has the focus."""

    def __init__(self, field: FieldView) -> None:
        super().__init__(lambda text: cast("Shell", self.app).desk.read_day(field.id, text))
        self._field = field

    def on_mount(self) -> None:
        """Shows the stored date."""
        self.fill(self._field.value if isinstance(self._field.value, str) else "")
        self.reveal(shown=False)

    def fill(self, given: Answer | None) -> None:
        """Shows a value."""
        super().fill(given if isinstance(given, str) else "")

    @property
    def given(self) -> Answer | None:
        """The ISO date, or the typed text if it is not understood; None if the box is empty."""
        return self.answer or self.typed or None

    def may_be_empty(self) -> bool:
        """Returns True: an empty field only counts as missing."""
        return True

    def go_on(self) -> bool:
        """Returns False, because the row handles Enter."""
        return False

    def reveal(self, *, shown: bool) -> None:
        """Shows the masked date and the words below it, or dots. Without the focus, an empty box shows a dash."""
        self.hide_words(hidden=not shown)
        for box in self.boxes:
            box.password = self._field.masked and not shown
            box.placeholder = "" if shown else EMPTY_FIELD

    def at_edge(self, key: str) -> bool:  # noqa: ARG002  it has one line
        """Returns whether Up or Down leaves the editor."""
        return True


class ChoiceEditor(Choices):
    """A list to choose one or several answers from. Without the focus only the answer is shown. If one is to be chosen, only
    Enter chooses it.
    """

    class Marked(Message):
        """Other answers are marked now."""

    def __init__(self, field: FieldView) -> None:
        super().__init__()
        self._field = field
        self._chosen = field.value
        self._open = False
        self._pressed, self._opened = -math.inf, -math.inf
        self._told: Answer | None = field.value

    def on_mount(self) -> None:
        """Shows the stored answer."""
        self.show_field(self._field)

    def show_field(self, field: FieldView) -> None:
        """Shows another state of the field and its stored value."""
        self._field = field
        self.fill(field.value)

    def fill(self, value: Answer | None) -> None:
        """Shows an answer, which may not be stored yet."""
        self._chosen = value
        self.offer(self._offered(), value, many=self._field.kind == "many")

    def _offered(self) -> list[OptionView]:
        field = self._field
        offered = [
            OptionView(option.id, option.words, SUGGESTED, option.alone)
            if option.id == field.proposed and field.value is None
            else option
            for option in field.options
        ]
        clears = field.kind == "one" and field.value is not None
        return [*offered, OptionView(CLEAR, NO_ANSWER, "")] if clears else offered

    @property
    def needs_one(self) -> bool:
        """Whether a list of several answers needs at least one: it does if one of them says "none of these"."""
        return self._alone is not None

    @property
    def given(self) -> Answer | None:
        """The ids marked if several may be chosen, otherwise the id chosen last; None if there is none."""
        return self.marked or None if self._field.kind == "many" else self._chosen

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Notes the time, because the press that opens the list must not mark anything."""
        self._pressed = event.time

    def on_click(self, event: events.Click) -> None:
        """Ignores a click that only opens the list; other clicks mark."""
        if not self._open or self._pressed < self._opened:
            event.prevent_default()

    def reveal(self, *, shown: bool) -> None:
        """Opens the list, or shows only the answer."""
        self._open = shown
        self._opened = events.Event().time
        if shown:
            self._draw()
        else:
            # A mark without Enter is not an answer, and is not kept.
            self._at, self._typed = None, ""
            self.fill(self.given)

    def at_edge(self, key: str) -> bool:
        """Returns whether Up or Down leaves the list."""
        if self._at is None:
            return key == "up" or not self.options
        return self._at == (0 if key == "up" else len(self.options) - 1)

    def _draw(self) -> None:
        if self._told != self.given:
            self._told = self.given
            self.post_message(self.Marked())
        if self._open:
            super()._draw()
        else:
            words = self.words
            self.show([line(words or EMPTY_FIELD, "" if words else "quiet")])

    @property
    def words(self) -> str:
        """The answer as a text."""
        given = self.given
        if given == self._field.value:
            return self._field.shown
        ids = () if given is None else (given,) if isinstance(given, str) else given
        return ", ".join(option.words for option in self._field.options if option.id in ids)

    def render_line(self, y: int) -> Strip:
        """Returns a line of the open list, or the answer with an underline like other boxes."""
        drawn = super().render_line(y)
        return drawn if self._open else underlined(drawn, self)

    def on_key(self, event: events.Key) -> None:
        """Lets Up and Down leave the list at its ends."""
        if event.key in {"up", "down"} and self.at_edge(event.key):
            event.prevent_default()


Editor = LineEditor | LongEditor | DateEditor | ChoiceEditor


def editor_for(field: FieldView) -> Editor:
    """Returns the editor for a field's kind."""
    if field.kind in CHOSEN_FROM:
        return ChoiceEditor(field)
    if field.kind == "date":
        return DateEditor(field)
    return LongEditor(field) if field.kind in LONG else LineEditor(field)


def last_box(editor: Editor | DateField) -> Widget:
    """Returns the part of an editor that Enter leaves for the next field."""
    return editor.boxes[-1] if isinstance(editor, DateField) else editor
