"""Prepares what a terminal sends, before Textual parses it.

Textual decodes UTF-8 strictly: a single byte in another encoding (an é from a terminal set to Latin-1) would end the app. And it takes
up to 32 characters behind an escape inside a paste as key presses, including Enter.
"""

import os
import selectors
from codecs import getincrementaldecoder

from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

ESCAPE = "\x1b"
BEGINS, ENDS = f"{ESCAPE}[200~", f"{ESCAPE}[201~"
"""The marks around a paste (xterm's bracketed paste)."""

AT_ONCE = 4096
"""The most bytes that are read at a time."""


class Pasting:
    """Removes the escapes from pastes, also when a paste comes in several reads. Outside a paste nothing is delayed, so that Esc works."""

    def __init__(self) -> None:
        self._inside = False
        self._marker = ""
        """The part of the next mark that was read so far."""

    def passed(self, sent: str) -> str:
        """Returns what Textual should parse."""
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
    """Textual's driver for terminals on Linux and macOS, with another way to decode what it reads."""

    def run_input_thread(self) -> None:
        """Reads from the terminal until the app ends or the terminal is gone. A byte that is not UTF-8 becomes the replacement
        character.

        Of a closed window each read returns nothing at once. Reading on would keep the program running, at full speed, because
        it waits for this thread before it ends.
        """
        parser, pasting = XTermParser(self._debug), Pasting()
        decode = getincrementaldecoder("utf-8")("replace").decode
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                if selector.select(0.1):
                    read = os.read(self.fileno, AT_ONCE)
                    if not read:
                        return
                    sent = pasting.passed(decode(read))
                    for event in parser.feed(sent) if sent else ():
                        self.process_message(event)
                for event in parser.tick():
                    self.process_message(event)
