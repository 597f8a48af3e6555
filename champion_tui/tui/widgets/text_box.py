"""The one-line text box used on every screen. Pasted text is taken in full, on one line."""

import re
import unicodedata

from rich.highlighter import Highlighter
from rich.style import Style
from rich.text import Text
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input

from champion_tui.tui.shell.terminal.gate import IN_ITS_PLACE, NEVER_IN_A_CELL

PASTED_LINES = "{count} lines were pasted. They are joined into one here."
PASTED_TOO_LONG = "{count:,} characters are too many for this box: nothing was put in."

LINE_ENDS = "\r\n\x0b\x0c\x85\u2028\u2029"
BETWEEN_LINES = re.compile(rf"[ \t]*[{LINE_ENDS}][ \t{LINE_ENDS}]*")

TOO_LONG_TO_SEARCH = "{count:,} characters are too many to search for: nothing was put in."

MOST_SEARCHED = 100
"""Most characters of a search, longer than any name. More would fill the page, and could only be removed one by one."""

MOST_PASTED = 10_000
"""Most characters of a paste. Longer text was not meant for one line, and would slow down every further key."""

BROKEN_MARKERS = re.compile(r"\x1b?\[20[01]~")
"""The markers that a terminal puts around a paste, if they arrive inside one."""


UNDER = Style(underline=True)


class Signs(Highlighter):
    """Draws a replacement for each character that could control the terminal. The value stays unchanged, because it may be a path."""

    def highlight(self, text: Text) -> None:
        """Replaces characters one for one in what is drawn, so that the cursor keeps its place."""
        text.plain = NEVER_IN_A_CELL.sub(IN_ITS_PLACE, text.plain)


class TextBox(Input):
    """One line of text. Posts ``Noted`` with a sentence if pasted text differs from what was copied."""

    virtual_size = Reactive(Size(0, 0))
    """The size of its text. Textual lays out the whole page when that changes, which a box of one line never needs."""

    class Noted(Message):
        """A sentence about what was pasted, which repeats none of it."""

        def __init__(self, sentence: str) -> None:
            super().__init__()
            self.sentence = sentence

    def __init__(
        self,
        value: str = "",
        *,
        password: bool = False,
        select_on_focus: bool = True,
        id: str | None = None,  # noqa: A002  Textual's word
    ) -> None:
        super().__init__(
            value, password=password, compact=True, select_on_focus=select_on_focus, highlighter=Signs(), id=id
        )

    def render_line(self, y: int) -> Strip:
        """Returns the text with an underline below the box."""
        return underlined(super().render_line(y), self)

    def _on_paste(self, event: events.Paste) -> None:
        # Without this Textual calls the base classes' handlers too.
        event.stop()
        event.prevent_default()
        self.take_pasted(event.text)

    def action_paste(self) -> None:
        """Pastes what was copied in the app."""
        self.take_pasted(self.app.clipboard)

    def take_pasted(self, text: str) -> None:
        """Inserts all of ``text`` at the cursor, on one line; none of it if it is far too long."""
        given = whole_secret(text) if self.password else on_one_line(text)
        if len(given) > MOST_PASTED:
            self.post_message(self.Noted(PASTED_TOO_LONG.format(count=len(given))))
            return
        self.replace(given, *self.selection)
        lines = len(BETWEEN_LINES.split(text.strip(LINE_ENDS)))
        if lines > 1:
            self.post_message(self.Noted(PASTED_LINES.format(count=lines)))


def searched_for(typed: str) -> str:
    """Returns the text to search for: without spaces in front, and no longer than ``MOST_SEARCHED``."""
    return typed.lstrip()[:MOST_SEARCHED]


def searched_with(widget: Widget, typed: str, pasted: str) -> str:
    """Returns the search text of ``widget`` after a paste behind ``typed``. If that is too long, returns ``typed`` and says so."""
    given = " ".join(on_one_line(pasted).split())
    if len(typed) + len(given) > MOST_SEARCHED:
        widget.post_message(TextBox.Noted(TOO_LONG_TO_SEARCH.format(count=len(given))))
        return typed
    return typed + given


def underlined(strip: Strip, box: Widget) -> Strip:
    """Returns a line of a box with an underline over its full width. Without colours nothing else shows where the box is."""
    return strip.adjust_cell_length(box.size.width, box.rich_style).apply_style(UNDER)


def on_one_line(text: str) -> str:
    """Returns ``text`` with line ends and tabs as spaces, none at either end, and without control characters."""
    lines = BETWEEN_LINES.sub(" ", BROKEN_MARKERS.sub("", text).strip(LINE_ENDS)).replace("\t", " ")
    return without_controls(lines)


def on_lines(text: str) -> str:
    """Returns ``text`` with its line breaks, with tabs as spaces, and without control characters."""
    ends = re.compile(rf"\r\n|[{LINE_ENDS}]")
    return without_controls(ends.sub("\n", BROKEN_MARKERS.sub("", text)).replace("\t", " "))


def whole_secret(text: str) -> str:
    """Returns a passphrase as it was copied, without a line end behind it. Anything else is part of it."""
    return BETWEEN_LINES.sub(" ", text.strip(LINE_ENDS))


def without_controls(text: str) -> str:
    """Returns ``text`` without control characters, which a terminal would obey, and surrogates. Line ends stay."""
    return "".join(char for char in text if char == "\n" or unicodedata.category(char) not in {"Cc", "Cs"})
