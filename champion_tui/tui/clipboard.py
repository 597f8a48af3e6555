"""The terminal's clipboard, as far as this program has filled it: what it put there, it takes out again.

The terminal is asked by xterm's OSC 52, and does not say whether it did anything. Nothing here claims that it did.
"""

import base64
from collections.abc import Callable

NOTHING = " "
"""What it is overwritten with. tmux ignores an empty text (its ``input_osc_52``), so one blank stands for nothing."""


class Clipboard:
    """Made by the app with what sends a sequence to its terminal."""

    def __init__(self, send: Callable[[str], None]) -> None:
        self._send = send
        self.text = ""
        """What it was filled with; "" where there is nothing of ours in it."""

    def fill(self, text: str) -> None:
        """Ask the terminal to take ``text``."""
        self.text = text
        self._ask(text)

    def overwrite(self) -> None:
        """Ask the terminal to forget it, if what it has is from here; what others put there stays theirs."""
        if self.text:
            self.text = ""
            self._ask(NOTHING)

    def _ask(self, text: str) -> None:
        self._send(sequence(text))


def sequence(text: str) -> str:
    """What asks a terminal to take ``text``."""
    return f"\x1b]52;c;{base64.b64encode(text.encode('utf-8')).decode('ascii')}\a"
