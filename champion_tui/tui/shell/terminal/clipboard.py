"""The terminal's clipboard, as far as this program has filled it: what it put there, it takes out again.

The terminal is asked by xterm's OSC 52, and does not say whether it did anything. Nothing here claims that it did. Where a
multiplexer stands between, it most likely did not: tmux drops the request unless ``set-clipboard`` is ``on`` (its default is
``external``), GNU screen passes nothing on that it does not know.
"""

import base64
from collections.abc import Callable, Mapping

from champion_tui.ground.visible import DRIVES_A_TERMINAL

NOTHING = " "
"""What it is overwritten with. tmux ignores an empty text (its ``input_osc_52``), so one blank stands for nothing."""


class Clipboard:
    """Made by the app with what sends a sequence to its terminal."""

    def __init__(self, send: Callable[[str], None], between: str = "") -> None:
        self._send = send
        self.between = between
        """The multiplexer that may drop the request, by its name; "" where there is none that we know of."""
        self.text = ""
        """What it was filled with; "" where there is nothing of ours in it."""

    def fill(self, text: str) -> None:
        """Ask the terminal to take ``text``, without what would drive whatever it is pasted into."""
        self.text = DRIVES_A_TERMINAL.sub("", text)
        self._ask(self.text)

    def overwrite(self) -> None:
        """Ask the terminal to forget it, if what it has is from here; what others put there stays theirs."""
        if self.text:
            self.text = ""
            self._ask(NOTHING)

    def _ask(self, text: str) -> None:
        self._send(sequence(text))


def multiplexer(environment: Mapping[str, str]) -> str:
    """Which multiplexer the program runs in, by its name, "" for none. Over a network only the kind of terminal comes along, and
    tmux calls itself ``screen`` too by default.
    """
    if environment.get("TMUX"):
        return "tmux"
    if environment.get("STY"):
        return "screen"
    kind = environment.get("TERM", "")
    return "tmux" if kind.startswith("tmux") else "tmux or screen" if kind.startswith("screen") else ""


def sequence(text: str) -> str:
    """What asks a terminal to take ``text``."""
    return f"\x1b]52;c;{base64.b64encode(text.encode('utf-8')).decode('ascii')}\a"
