"""The last thing every line passes on its way to the terminal: no part of it can be a command to the terminal.

Widgets show what would drive a terminal as an escape, where they make text of what they are given (``layout.py``,
``widgets/bars.py``, ``widgets/caption.py``). What is typed and edited must stay what it is, so it is made harmless only here; so is
whatever a new widget forgets. Nothing bypasses the gate: Textual asks each widget's app for the filters of its lines.
"""

import re

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from champion_tui.ground.visible import DRIVES_A_TERMINAL

NEVER_IN_A_CELL = re.compile(f"{DRIVES_A_TERMINAL.pattern}|[\t\n]")
"""On a line that is laid out already a tab or a line end moves the cursor too."""

IN_ITS_PLACE = "\ufffd"
"""One column wide, Unicode's sign for what cannot be shown."""


class Gate(LineFilter):
    """Puts one sign for each character that would drive a terminal; links, which a terminal would open, become plain text."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002  Textual's signature
        """The same line, as wide as before and harmless."""
        if not any(map(_drives, segments)):
            return segments
        width = Segment.get_line_length(segments)
        return Segment.adjust_line_length([_harmless(part) for part in segments if not part.control], width)


def _drives(part: Segment) -> bool:
    return bool(part.control or NEVER_IN_A_CELL.search(part.text) or (part.style and part.style.link))


def _harmless(part: Segment) -> Segment:
    style = part.style.update_link(None) if part.style and part.style.link else part.style
    return Segment(NEVER_IN_A_CELL.sub(IN_ITS_PLACE, part.text), style)


GATE = Gate()
"""One for all apps: Textual remembers what a filter made of a line."""
