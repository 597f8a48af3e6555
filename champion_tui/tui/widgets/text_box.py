"""The box that one line of text is typed into, everywhere on screen. What is pasted is taken whole, on one line."""

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

PASTED_LINES = "{count} lines were pasted. They stand here as one."
PASTED_TOO_LONG = "{count:,} characters are too many for this box: nothing was put in."

LINE_ENDS = "\r\n\x0b\x0c\x85\u2028\u2029"
BETWEEN_LINES = re.compile(rf"[ \t]*[{LINE_ENDS}][ \t{LINE_ENDS}]*")

TOO_LONG_TO_SEARCH = "{count:,} characters are too many to search for: nothing was put in."

MOST_SEARCHED = 100
"""Characters that are searched for at once, longer than any name: more would fill the page, and could only be taken away one by one."""

MOST_PASTED = 10_000
"""Characters: what is longer was not meant for one line, and would make every further key slow."""

BROKEN_MARKERS = re.compile(r"\x1b?\[20[01]~")
"""What a terminal puts around a paste, where it arrives inside one."""


UNDER = Style(underline=True)


class Signs(Highlighter):
    """Draws a sign for each character that would drive the terminal. What the box holds stays what it is: a path, perhaps."""

    def highlight(self, text: Text) -> None:
        """Change what is drawn, sign for sign, so that the cursor stands where it is."""
        text.plain = NEVER_IN_A_CELL.sub(IN_ITS_PLACE, text.plain)


class TextBox(Input):
    """One line of text. Posts ``Noted`` with a sentence where what was pasted does not stand here as it was copied."""

    virtual_size = Reactive(Size(0, 0))
    """How far its text reaches. Textual lays the whole page out when that changes; a box of one line is as large as before."""

    class Noted(Message):
        """Something to say about what was pasted, in words that repeat none of it."""

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
        """What was typed, and the line under the box."""
        return underlined(super().render_line(y), self)

    def _on_paste(self, event: events.Paste) -> None:
        # Without this Textual calls the base classes' handlers too.
        event.stop()
        event.prevent_default()
        self.take_pasted(event.text)

    def action_paste(self) -> None:
        """Paste what was copied here."""
        self.take_pasted(self.app.clipboard)

    def take_pasted(self, text: str) -> None:
        """Put all of ``text`` where the cursor is, on one line; nothing of it where it is far too long."""
        given = whole_secret(text) if self.password else on_one_line(text)
        if len(given) > MOST_PASTED:
            self.post_message(self.Noted(PASTED_TOO_LONG.format(count=len(given))))
            return
        self.replace(given, *self.selection)
        lines = len(BETWEEN_LINES.split(text.strip(LINE_ENDS)))
        if lines > 1:
            self.post_message(self.Noted(PASTED_LINES.format(count=lines)))


def searched_with(widget: Widget, typed: str, pasted: str) -> str:
    """What is searched for in ``widget`` once that was pasted behind what was typed; the same as before where it is too long, which is said."""
    given = " ".join(on_one_line(pasted).split())
    if len(typed) + len(given) > MOST_SEARCHED:
        widget.post_message(TextBox.Noted(TOO_LONG_TO_SEARCH.format(count=len(given))))
        return typed
    return typed + given


def underlined(strip: Strip, box: Widget) -> Strip:
    """A line of a box with the line under it, also where nothing is typed: without colours nothing else shows that there is a box."""
    return strip.adjust_cell_length(box.size.width, box.rich_style).apply_style(UNDER)


def on_one_line(text: str) -> str:
    """``text`` with its line ends and tabs as spaces, none at either end, and without control characters."""
    lines = BETWEEN_LINES.sub(" ", BROKEN_MARKERS.sub("", text).strip(LINE_ENDS)).replace("\t", " ")
    return without_controls(lines)


def on_lines(text: str) -> str:
    """``text`` on as many lines as it had, tabs as spaces, without control characters."""
    ends = re.compile(rf"\r\n|[{LINE_ENDS}]")
    return without_controls(ends.sub("\n", BROKEN_MARKERS.sub("", text)).replace("\t", " "))


def whole_secret(text: str) -> str:
    """A passphrase as it was copied, without the line end behind it. What else it holds is part of it."""
    return BETWEEN_LINES.sub(" ", text.strip(LINE_ENDS))


def without_controls(text: str) -> str:
    """``text`` without control characters, which a terminal would obey, and halves of characters; line ends stay."""
    return "".join(char for char in text if char == "\n" or unicodedata.category(char) not in {"Cc", "Cs"})
