"""What a terminal sends, before Textual reads it: bytes that are no text end nothing, and nothing of a paste is taken for keys.

Textual reads UTF-8 strictly: one byte of another encoding (an é from a terminal set to Latin-1) would close the app. And what stands
behind an escape in a paste it takes for keys that were pressed, Enter among them.
"""

import os
import selectors
from codecs import getincrementaldecoder

from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

ESCAPE = "\x1b"
BEGINS, ENDS = f"{ESCAPE}[200~", f"{ESCAPE}[201~"
"""Around what is pasted (xterm's bracketed paste)."""

AT_ONCE = 4096
"""Bytes."""


class Pasting:
    """Takes the escapes out of pastes, however what is sent is cut into pieces. Outside of them nothing is held back: Esc is a key."""

    def __init__(self) -> None:
        self._inside = False
        self._marker = ""
        """How much of the marker that is next has come."""

    def passed(self, sent: str) -> str:
        """What Textual is to read of it."""
        given = []
        for sign in sent:
            awaited = ENDS if self._inside else BEGINS
            if not awaited.startswith(self._marker + sign):
                if self._inside:
                    given.append(self._marker.removeprefix(ESCAPE))
                self._marker = ""
            if awaited.startswith(self._marker + sign):
                self._marker += sign
                if not self._inside:
                    given.append(sign)
                if self._marker == awaited:
                    given += [ENDS] if self._inside else []
                    self._inside, self._marker = not self._inside, ""
            else:
                given.append(sign)
        return "".join(given)


class TerminalDriver(LinuxDriver):
    """Textual's driver for the terminals of Linux and macOS, but for what it does with the bytes that it reads."""

    def run_input_thread(self) -> None:
        """Read what the terminal sends until the app ends. What is no UTF-8 becomes the sign for that, which stands where it was typed."""
        parser, pasting = XTermParser(self._debug), Pasting()
        decode = getincrementaldecoder("utf-8")("replace").decode
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                if selector.select(0.1):
                    sent = pasting.passed(decode(os.read(self.fileno, AT_ONCE)))
                    for event in parser.feed(sent) if sent else ():
                        self.process_message(event)
                for event in parser.tick():
                    self.process_message(event)
