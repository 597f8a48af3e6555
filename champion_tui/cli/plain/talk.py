"""Saying lines and hearing lines, numbers, commands and dates: all that the plain interview needs from a terminal or a pipe."""

import re
import sys
from collections.abc import Callable, Sequence
from enum import StrEnum

from champion_tui.cli.streams import finish, show
from champion_tui.cli.view_lines import guidance_lines, wrapped
from champion_tui.desk.views import GuidanceEntry
from champion_tui.domain.dates.said_day import DayNotKnown, DayRead, DoubtfulDay, NoDay, UnderstoodDay

LONGEST_LINE = 100_000
"""Bytes. The longest note has 10,000 characters; what is longer than this is not typed by anybody."""

COMMANDS_HERE = "? help and why, b back, n numbers, .g WORDS look up, q leave"
COMMANDS_IN_TEXT = ".? help, .b back, .n numbers, .g WORDS look up, .q leave, .c go to the check"
LOOK_UP = re.compile(r"\.[gG](?:\s+(?P<words>.*))?\Z", re.DOTALL)
MOST_LOOKED_UP = 5
"""Entries that are read out; whoever wants others gives another word."""

WHAT_TO_LOOK_UP = "Type what to look up behind it: .g prison"


class Command(StrEnum):
    """What can be asked for at every prompt."""

    HELP = "?"
    BACK = "b"
    NUMBERS = "n"
    LEAVE = "q"
    CHECK = "c"


class Left(Exception):
    """The person left; ``ended`` says that it was the input that ended."""

    def __init__(self, *, ended: bool) -> None:
        super().__init__()
        self.ended = ended


class Talk:
    """One conversation on standard input and output. A ``tag`` stands before every prompt."""

    def __init__(self, tag: str = "") -> None:
        self._tag = f"{tag}: " if tag else ""
        self.look_up: Callable[[str], Sequence[GuidanceEntry]] = lambda _: ()
        """What is found for words, the best first: the desk's guidance, once there is a desk."""

    def say(self, *lines: str) -> None:
        """Say lines. Raises as ``streams.show`` does."""
        show(*lines)

    def ask(self, prompt: str) -> str:
        """Ask for one line and give it without space at its ends. Raises ``Left`` at the end of the input."""
        while True:
            self.say(*wrapped(f"{self._tag}{prompt}"))
            finish()
            raw = self._line()
            try:
                heard = raw.decode("utf-8").strip()
            except UnicodeDecodeError:
                self.say("That is not UTF-8 text, so it was not taken. Once more, please.")
                continue
            looked_up = LOOK_UP.match(heard)
            if looked_up is None:
                return heard
            self._say_found(looked_up["words"] or "")

    def _say_found(self, words: str) -> None:
        """Look something up, and ask again what was asked."""
        if words:
            self.say("", *guidance_lines(words, self.look_up(words)[:MOST_LOOKED_UP]), "")
        else:
            self.say(WHAT_TO_LOOK_UP)

    def choose(self, prompt: str, options: Sequence[str]) -> int | Command:
        """Ask for one of ``options`` by its number; gives its place from 0, or a command. Raises ``Left`` for leaving."""
        for number, option in enumerate(options, 1):
            self.say(*wrapped(option, f"  {number}. "))
        while True:
            heard = self.ask(prompt)
            command = command_in(heard)
            if command is not None:
                return command
            place = place_in(options, heard)
            if place is not None:
                return place
            self.say(f"Please type a number from 1 to {len(options)}.")

    @staticmethod
    def _line() -> bytes:
        if sys.stdin is None:
            raise Left(ended=True)
        line = sys.stdin.buffer.readline(LONGEST_LINE)
        if not line or len(line) >= LONGEST_LINE:
            raise Left(ended=True)
        return line


MOST_DIGITS = 3
"""No list offers a thousand things; a longer number is a slip of the hand."""


def place_in(options: Sequence[object], heard: str) -> int | None:
    """The place, from 0, of the option whose number, from 1, was typed; None where it is none of them."""
    number = int(heard) if heard.isdecimal() and len(heard) <= MOST_DIGITS else 0
    return number - 1 if 1 <= number <= len(options) else None


def command_in(heard: str, *, text: bool = False) -> Command | None:
    """The command that was typed, or None. Where text can be typed, only with a dot before it: no letter is lost there.

    Leaving raises ``Left``.
    """
    word = heard.removeprefix(".").lower()
    if (text and not heard.startswith(".")) or word not in set(Command):
        return None
    command = Command(word)
    if command is Command.LEAVE:
        raise Left(ended=False)
    return command


WHICH_DAY = "Which day is meant? Type a number. (b back, q leave)"


def settle_day(talk: Talk, read: Callable[[str], DayRead], heard: str) -> str | None:
    """The answer that ``heard`` gives once every doubt is asked about: a day as it is stored, or that nobody knows it.

    None where the date is to be typed again, and why has been said. Raises ``Left``.
    """
    day = read(heard)
    if isinstance(day, NoDay):
        talk.say(*wrapped(f"That cannot be used: expected {day.expected}. Nothing has changed."))
        return None
    settled = _asked(talk, day) if isinstance(day, DoubtfulDay) else day
    if settled is None:
        talk.say("Nothing has changed.")
    elif isinstance(settled, UnderstoodDay):
        talk.say(*wrapped(f"Understood: {settled.words}."))
    return settled.answer if settled else None


def _asked(talk: Talk, doubt: DoubtfulDay) -> UnderstoodDay | DayNotKnown | None:
    talk.say(*wrapped(doubt.why))
    chosen = talk.choose(WHICH_DAY, [*(reading.words for reading in doubt.readings), "Another day: type it again"])
    return doubt.readings[chosen] if isinstance(chosen, int) and chosen < len(doubt.readings) else None
