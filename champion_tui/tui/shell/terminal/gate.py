"""The last filter before the terminal: it removes anything that the terminal could take as a command.

Widgets show such characters as escapes when they turn values into text (``widgets/layout.py``, ``widgets/bars.py``,
``widgets/caption.py``). Text being edited must stay unchanged, so only its drawing is made harmless, here; the same goes for
whatever a new widget forgets. Nothing bypasses the gate, because Textual asks the app for the filters of every line.
"""

import re

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from champion_tui.ground.visible import DRIVES_A_TERMINAL

NEVER_IN_A_CELL = re.compile(f"{DRIVES_A_TERMINAL.pattern}|[\t\n]")
"""In a line that has been laid out, a tab or a line end moves the cursor too."""

IN_ITS_PLACE = "\ufffd"
"""One column wide; Unicode's sign for what cannot be shown."""


class Gate(LineFilter):
    """Replaces each character that could control a terminal with one sign, and turns links, which a terminal would open, into
    plain text.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002  Textual's signature
        """Returns the line made harmless, as wide as before."""
        if not any(map(_drives, segments)):
            return segments
        width = Segment.get_line_length(segments)
        return Segment.adjust_line_length([_harmless(part) for part in segments if not part.control], width)


def _drives(part: Segment) -> bool:
    return bool(part.control or NEVER_IN_A_CELL.search(part.text) or (part.style and part.style.link))


def _harmless(part: Segment) -> Segment:
    style = part.style.update_link(None) if part.style and part.style.link else part.style
    return Segment(NEVER_IN_A_CELL.sub(IN_ITS_PLACE, part.text), style)


class OnlyAscii(LineFilter):
    """Replaces drawn lines, marks and curly quotes with ASCII signs. Letters in names stay as they are."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002  Textual's signature
        """Returns the line in ASCII signs, as wide as before."""
        if all(part.text.isascii() for part in segments):
            return segments
        return [
            part
            if part.text.isascii()
            else Segment(ORNAMENT.sub(_on_the_keyboard, part.text), part.style, part.control)
            for part in segments
        ]


KEYBOARD = {
    **dict.fromkeys("\u2018\u2019\u201a\u2032", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u2033", '"'),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\u2500\u2501\u2504\u2508\u2550\u2574\u2576\u2581\u2594", "-"),
    **dict.fromkeys("\u2502\u2503\u2506\u250a\u2551\u2575\u2577\u258f\u2590\u2595", "|"),
    **dict.fromkeys("\u203a\u2192\u25b6\u25b8\u25ba\u276f", ">"),
    **dict.fromkeys("\u2039\u2190\u25c0\u25c2", "<"),
    **dict.fromkeys("\u2191\u25b2\u25b4", "^"),
    **dict.fromkeys("\u2193\u25bc\u25be", "v"),
    **dict.fromkeys("\u2713\u2714\u2717\u2718\u00d7", "x"),
    "\u2026": ".",
    "\u00b7": "-",
    "\u00a0": " ",
}
"""For each drawn sign, the ASCII sign that replaces it, also one column wide."""

ORNAMENT = re.compile("[\u00a0\u00b7\u00d7\u2010-\u203a\u2190-\u21ff\u2212\u2300-\u23ff\u2500-\u27bf]")
"""Punctuation, arrows, lines, blocks, shapes and marks. Line-drawing signs that ``KEYBOARD`` lacks become ``+``, blocks ``#``,
others ``*``.
"""


def _on_the_keyboard(found: re.Match[str]) -> str:
    sign = found[0]
    return KEYBOARD.get(sign) or ("+" if "\u2500" <= sign <= "\u257f" else "#" if "\u2580" <= sign <= "\u259f" else "*")


GATE, ASCII = Gate(), OnlyAscii()
"""Shared by all apps, because Textual caches a filter's result for each line."""
