"""The terminal's clipboard. The program removes from it only what it has put there.

The terminal is asked through xterm's OSC 52 and does not confirm anything, so the program never claims that a copy succeeded. A
multiplexer most likely drops the request: tmux does unless ``set-clipboard`` is ``on`` (its default is ``external``), and GNU
screen passes on nothing that it does not know.
"""

import base64
from collections.abc import Callable, Mapping

from champion_tui.ground.visible import DRIVES_A_TERMINAL

NOTHING = " "
"""Text that replaces ours. One blank, because tmux ignores an empty text (its ``input_osc_52``)."""


class Clipboard:
    """The clipboard of the app's terminal. ``send`` writes a sequence to the terminal."""

    def __init__(self, send: Callable[[str], None], between: str = "") -> None:
        self._send = send
        self.between = between
        """The name of the multiplexer that may drop the request; "" if none is known."""
        self.text = ""
        """The text we put in the clipboard; "" if none of it is ours."""

    def fill(self, text: str) -> None:
        """Asks the terminal to take ``text``, without characters that could control the program it is pasted into."""
        self.text = DRIVES_A_TERMINAL.sub("", text)
        self._ask(self.text)

    def overwrite(self) -> None:
        """Asks the terminal to overwrite our text. Does nothing if the clipboard was not filled from here."""
        if self.text:
            self.text = ""
            self._ask(NOTHING)

    def _ask(self, text: str) -> None:
        self._send(sequence(text))


def multiplexer(environment: Mapping[str, str]) -> str:
    """Returns the name of the multiplexer that the program runs in, "" for none. Over a network only TERM is passed on, and
    tmux's default for it is ``screen`` too.
    """
    if environment.get("TMUX"):
        return "tmux"
    if environment.get("STY"):
        return "screen"
    kind = environment.get("TERM", "")
    return "tmux" if kind.startswith("tmux") else "tmux or screen" if kind.startswith("screen") else ""


def sequence(text: str) -> str:
    """Returns the sequence that asks a terminal to take ``text``."""
    return f"\x1b]52;c;{base64.b64encode(text.encode('utf-8')).decode('ascii')}\a"
