"""Saying lines and hearing lines, numbers, commands and dates: all that the plain interview needs from a terminal or a pipe."""

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
"""Bytes. The longest note has 10,000 characters; what is longer than this is not typed by anybody."""

COMMANDS_HERE = "help, back, numbers, hide, save, leave, .g WORDS look up"
COMMANDS_IN_TEXT = ".help, .back, .numbers, hide, save, .leave, .g WORDS look up, .check"
"""Words and not signs: a voice says nothing for a question mark, and letters are easily misheard. One letter does it too (``Command``)."""

LOOK_UP = re.compile(r"\.[gG](?:\s+(?P<words>.*))?\Z", re.DOTALL)
HIDE = frozenset({"hide", ".hide"})
SAVE = frozenset({"save", ".save"})
NUMBERS = frozenset({"numbers", ".numbers", ".n"})
"""Whole lines that mean the same at every prompt, also where text is typed: nobody's name, note or address is one of these alone."""

ASIDES = frozenset({"help", "?", "numbers", "n"})
"""What is asked beside a question, which stays open."""

SET_UP = re.compile(r"\.[sS](?:\s+(?P<key>\S+)(?:\s+(?P<value>.*))?)?\Z", re.DOTALL)
MOST_LOOKED_UP = 5
"""Entries that are read out; whoever wants others gives another word."""

HOW_TO_CHOOSE = (
    "Each number stands for the line behind it. Type the number and press Enter. Nothing happens before that."
)
WHAT_TO_LOOK_UP = "Type what to look up behind it: .g prison"


class Command(StrEnum):
    """What can be asked for at every prompt."""

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
"""The same, said in a word: easier to hear, and to type for who cannot see which sign was typed."""


def digit_by_digit(text: str) -> str:
    """``text`` with the digits of each phone number apart, and a pause where it has a blank: "0 1 6 3 2, 9 6 0 1 1 1"."""
    return NUMBER_TO_RING.sub(lambda found: ", ".join(map(" ".join, re.findall(r"[+\d]+", found[0]))), text)


class Left(Exception):
    """The person left; ``ended`` says that it was the input that ended."""

    def __init__(self, *, ended: bool) -> None:
        super().__init__()
        self.ended = ended


class Talk:
    """One conversation on standard input and output. A ``tag`` stands before every prompt."""

    def __init__(self, tag: str = "") -> None:
        self._tag = f"{tag}: " if tag else ""
        self._since: list[str] = []
        """What was said since the last answer: said again to somebody who comes back to a window that was cleared."""
        self.look_up: Callable[[str], Sequence[GuidanceEntry]] = lambda _: ()
        """What is found for words, the best first: the desk's guidance, once there is a desk."""
        self.numbers: Callable[[], None] = lambda: None
        """Says who to call now."""
        self.hide: Callable[[], None] = lambda: None
        """Takes everything off the window until whoever hid it is back."""
        self.save: Callable[[], Iterable[str]] = lambda: ()
        """Keeps what is not kept yet, and gives lines that say what is saved."""
        self.set_up: Callable[[str, str], Iterable[str]] = lambda *_: ()
        """What becomes of a key and a value of the settings, as lines; of no key, how all stand."""
        self.digits_apart: Callable[[], bool] = lambda: False
        """Whether each digit of a phone number is said for itself."""

    def say(self, *lines: str) -> None:
        """Say lines. Raises as ``streams.show`` does."""
        show(*(map(digit_by_digit, lines) if self.digits_apart() else lines))
        self._since += lines

    def ask(self, prompt: str) -> str:
        """Ask for one line and give it without space at its ends. Raises ``Left`` at the end of the input."""
        asked = tuple(self._since)
        while True:
            self.say(*wrapped(f"{self._tag}{prompt}"))
            finish()
            raw = self._line()
            try:
                heard = raw.decode("utf-8").strip()
            except UnicodeDecodeError:
                self.say("That is not UTF-8 text, so it was not taken. Once more, please.")
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
        """Say what is found for words."""
        if words:
            self.say("", *guidance_lines(words, self.look_up(words)[:MOST_LOOKED_UP]), "")
        else:
            self.say(WHAT_TO_LOOK_UP)

    def choose(self, prompt: str, options: Sequence[str], help_words: str = HOW_TO_CHOOSE) -> int | Command:
        """Ask for one of ``options`` by its number; gives its place from 0, or the command to go back. Raises ``Left`` for leaving."""
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
        """Until a line comes, whatever it holds. Raises ``Left`` at the end of the input."""
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
    if text and not heard.startswith("."):
        return None
    command = IN_WORDS.get(word) or (Command(word) if word in set(Command) else None)
    if command is None:
        return None
    if command is Command.LEAVE:
        raise Left(ended=False)
    return command


WHICH_DAY = "Which day is meant? Type a number. (back, leave)"


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
