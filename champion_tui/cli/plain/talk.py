"""Saying and hearing lines, numbers, commands and dates: everything the plain interview needs from a terminal or pipe."""

import re
import sys
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum

from champion_tui.cli.streams import finish, show
from champion_tui.cli.view_lines import guidance_lines, wrapped
from champion_tui.desk.views import GuidanceEntry
from champion_tui.domain.dates.said_day import DayNotKnown, DayRead, DoubtfulDay, NoDay, UnderstoodDay
from champion_tui.ground.plain_text import NUMBER_TO_RING

LONGEST_LINE = 100_000
"""The longest line, in bytes. The longest note has 10,000 characters; nobody types more than this."""

COMMANDS_HERE = "help, back, numbers, hide, save, leave, .g WORDS look up"
COMMANDS_IN_TEXT = ".help, .back, .numbers, hide, save, .leave, .g WORDS look up, .check"
"""Words, because a screen reader says nothing for a question mark and letters are easily misheard. One letter works too."""

LOOK_UP = re.compile(r"\.[gG](?:\s+(?P<words>.*))?\Z", re.DOTALL)
HIDE = frozenset({"hide", ".hide"})
SAVE = frozenset({"save", ".save"})
NUMBERS = frozenset({"numbers", ".numbers", ".n"})
"""Whole lines that mean the same at every prompt, even where text is typed: no name, note or address consists of one of them alone."""

ASIDES = frozenset({"help", "?", "numbers", "n"})
"""Words that are asked about a question without answering it."""

SET_UP = re.compile(r"\.[sS](?:\s+(?P<key>\S+)(?:\s+(?P<value>.*))?)?\Z", re.DOTALL)
MOST_LOOKED_UP = 5
"""How many entries are read out. Another word finds others."""

HOW_TO_CHOOSE = "Each number chooses the line after it. Type the number and press Enter. Nothing happens before that."
WHAT_TO_LOOK_UP = "Type what to look up after it: .g prison"


class Command(StrEnum):
    """The commands that every prompt accepts."""

    HELP = "?"
    BACK = "b"
    NUMBERS = "n"
    LEAVE = "q"
    CHECK = "c"


IN_WORDS = {
    "help": Command.HELP,
    "back": Command.BACK,
    "numbers": Command.NUMBERS,
    "leave": Command.LEAVE,
    "quit": Command.LEAVE,
    "check": Command.CHECK,
}
"""The commands as words, which are easier to hear, and to type without seeing the keys."""


def digit_by_digit(text: str) -> str:
    """Returns ``text`` with the digits of each phone number apart and a comma at each space: "0 1 6 3 2, 9 6 0 1 1 1"."""
    return NUMBER_TO_RING.sub(lambda found: ", ".join(map(" ".join, re.findall(r"[+\d]+", found[0]))), text)


class Left(Exception):
    """Raised if the person leaves; ``ended`` is true if the input ended."""

    def __init__(self, *, ended: bool) -> None:
        super().__init__()
        self.ended = ended


class Talk:
    """One conversation on standard input and output. ``tag`` precedes every prompt."""

    def __init__(self, tag: str = "") -> None:
        self._tag = f"{tag}: " if tag else ""
        self._since: list[str] = []
        """What has been said since the last answer, so that ``ask`` can repeat it after ``hide`` has cleared the window."""
        self.look_up: Callable[[str], Sequence[GuidanceEntry]] = lambda _: ()
        """Returns the entries found for words, best first: the desk's guidance once there is a desk."""
        self.numbers: Callable[[], None] = lambda: None
        """Says who to call now."""
        self.hide: Callable[[], None] = lambda: None
        """Clears the window until the person who hid it is back."""
        self.save: Callable[[], Iterable[str]] = lambda: ()
        """Saves what is not saved yet, and returns lines that say what is saved."""
        self.set_up: Callable[[str, str], Iterable[str]] = lambda *_: ()
        """Sets a key of the settings to a value and returns lines about it; without a key, lines about all settings."""
        self.digits_apart: Callable[[], bool] = lambda: False
        """Returns whether the digits of phone numbers are said one by one."""

    def say(self, *lines: str) -> None:
        """Prints lines. Raises as ``streams.show`` does."""
        show(*(map(digit_by_digit, lines) if self.digits_apart() else lines))
        self._since += lines

    def ask(self, prompt: str) -> str:
        """Asks for one line and returns it without space at either end. Raises ``Left`` at the end of the input."""
        asked = tuple(self._since)
        while True:
            self.say(*wrapped(f"{self._tag}{prompt}"))
            finish()
            raw = self._line()
            try:
                heard = raw.decode("utf-8").strip()
            except UnicodeDecodeError:
                self.say("That is not UTF-8 text, so it was not taken. Please type it again.")
                continue
            looked_up, set_up, word = LOOK_UP.match(heard), SET_UP.match(heard), heard.lower()
            if looked_up is not None:
                self.find(looked_up["words"] or "")
            elif set_up is not None:
                self.say("", *self.set_up(set_up["key"] or "", set_up["value"] or ""), "")
            elif word in NUMBERS:
                self.numbers()
            elif word in HIDE:
                self.hide()
                self._since = []
                self.say(*asked)
            elif word in SAVE:
                self.say(*self.save())
            else:
                if word.removeprefix(".") not in ASIDES:
                    self._since = []
                return heard

    def find(self, words: str) -> None:
        """Says what is found for words."""
        if words:
            self.say("", *guidance_lines(words, self.look_up(words)[:MOST_LOOKED_UP]), "")
        else:
            self.say(WHAT_TO_LOOK_UP)

    def choose(self, prompt: str, options: Sequence[str], help_words: str = HOW_TO_CHOOSE) -> int | Command:
        """Asks for one of ``options`` by number. Returns its place from 0, or ``BACK``. Raises ``Left``."""
        for number, option in enumerate(options, 1):
            self.say(*wrapped(option, f"  {number}. "))
        while True:
            heard = self.ask(prompt)
            command, place = command_in(heard), place_in(options, heard)
            if command is Command.BACK:
                return command
            if place is not None:
                return place
            if command is Command.NUMBERS:
                self.numbers()
            elif command is Command.HELP:
                self.say(*wrapped(help_words))
            else:
                self.say(f"Please type a number from 1 to {len(options)}.")

    def wait(self) -> None:
        """Waits for a line, whatever it contains. Raises ``Left`` at the end of the input."""
        finish()
        self._line()

    @staticmethod
    def _line() -> bytes:
        if sys.stdin is None:
            raise Left(ended=True)
        line = sys.stdin.buffer.readline(LONGEST_LINE)
        if not line or len(line) >= LONGEST_LINE:
            raise Left(ended=True)
        return line


MOST_DIGITS = 3
"""The longest option number, in digits. No list has a thousand options; a longer number is a slip."""


def place_in(options: Sequence[object], heard: str) -> int | None:
    """Returns the place, from 0, of the option whose number, from 1, was typed; None if there is no such option."""
    number = int(heard) if heard.isdecimal() and len(heard) <= MOST_DIGITS else 0
    return number - 1 if 1 <= number <= len(options) else None


def command_in(heard: str, *, text: bool = False) -> Command | None:
    """Returns the command that was typed, or None. With ``text``, only words with a dot before them are commands.

    Raises ``Left`` for leaving.
    """
    word = heard.removeprefix(".").lower()
    if text and not heard.startswith("."):
        return None
    command = IN_WORDS.get(word) or (Command(word) if word in set(Command) else None)
    if command is None:
        return None
    if command is Command.LEAVE:
        raise Left(ended=False)
    return command


WHICH_DAY = "Which day do you mean? Type a number. (back, leave)"


def settle_day(talk: Talk, read: Callable[[str], DayRead], heard: str) -> str | None:
    """Returns the answer that ``heard`` means, after asking about any doubt: a day as it is stored, or that it is not known.

    None if the date must be typed again; the reason has been said. Raises ``Left``.
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
