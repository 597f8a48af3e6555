"""Asking in steps: for a number, a day, a text or a path. Going back repeats the previous question; nothing given is lost."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path

from champion_tui.cli.plain.talk import COMMANDS_HERE, Command, Talk, command_in, place_in, settle_day
from champion_tui.cli.view_lines import wrapped
from champion_tui.desk.desk import Desk
from champion_tui.desk.errors import CannotReadOrWrite, DeskError, WrongValue
from champion_tui.ground.dates.calendar import iso_date, london_date
from champion_tui.ground.dates.date_words import day_words

COMMANDS_AT_TEXT = ".help, .back, .numbers, hide, .leave"
NUMBER = "Type a number."
CLEAR = "-"
NEEDED = "You must write something here."
NO_CHECK = "There is no check here."
PATH_HELP = "Type the path of a folder or a file on this machine."


class Back(Exception):
    """Raised if the person goes back to the previous question."""


def in_turn(*steps: Callable[[], bool]) -> None:
    """Asks the steps in order. Going back repeats the last step that asked something.

    Each step returns whether it asked anything. Raises ``Left``, and ``Back`` from the first question.
    """
    asked: list[int] = []
    here = 0
    while here < len(steps):
        try:
            if steps[here]():
                asked.append(here)
            here += 1
        except Back:
            if not asked:
                raise
            here = asked.pop()


class CaseQuestions:
    """Questions about one case, or about none if ``reference`` is "".

    Methods raise ``Back`` and ``Left``. ``help_words`` is the answer to ``?``.
    """

    def __init__(self, talk: Talk, desk: Desk, reference: str = "") -> None:
        self.talk = talk
        self.desk = desk
        self.reference = reference

    def today(self) -> date:
        """Returns today's date in London."""
        return london_date(self.desk.now())

    def choose(self, question: str, options: Sequence[str], help_words: str, kept: int | None = None) -> int:
        """Returns the place, from 0, of the option chosen. Enter accepts the option at ``kept``."""
        self.offer(question, options)
        enter = "" if kept is None else f" Enter keeps: {options[kept]}."
        while True:
            heard = self.talk.ask(f"{NUMBER}{enter} ({COMMANDS_HERE})")
            place = kept if not heard else place_in(options, heard)
            if place is not None:
                return place
            if not self.command(heard, help_words):
                self.talk.say(f"Please type a number from 1 to {len(options)}.")

    def offer(self, question: str, options: Sequence[str]) -> None:
        """Says a question and its numbered options."""
        self.talk.say("", *wrapped(question))
        for number, option in enumerate(options, 1):
            self.talk.say(*wrapped(option, f"  {number}. "))

    def day(self, question: str, offered: date, purpose: str, help_words: str) -> date:
        """Returns a day for a ``purpose`` (``domain.dates.purposes``). Enter accepts ``offered``."""
        near = "today, " if offered == self.today() else ""
        return self.any_day(f"{question} Enter for {near}{day_words(offered)}.", purpose, help_words) or offered

    def any_day(self, prompt: str, purpose: str, help_words: str) -> date | None:
        """Returns a day, or None for Enter."""
        while True:
            heard = self.talk.ask(f"{prompt} ({COMMANDS_HERE})")
            if self.command(heard, help_words):
                continue
            if not heard:
                return None
            day = iso_date(settle_day(self.talk, lambda text: self.desk.read_day(purpose, text), heard) or "")
            if day is not None:
                return day

    def text(self, prompt: str, help_words: str, kept: str = "", *, needed: bool = False) -> str:
        """Returns a line of text. Enter keeps ``kept``, a dash clears it. If ``needed``, asks until there is one."""
        enter = f"Enter keeps: {kept}. {CLEAR} clears it." if kept else "" if needed else "Enter leaves it out."
        while True:
            heard = self.talk.ask(f"{prompt} {enter}".rstrip() + f" ({COMMANDS_AT_TEXT})")
            if self.command(heard, help_words, text=True):
                continue
            given = "" if heard == CLEAR else heard or kept
            if given or not needed:
                return given
            self.talk.say(NEEDED)

    def command(self, heard: str, help_words: str, *, text: bool = False) -> bool:
        """Runs a command if one was typed, and returns whether it was. With ``text``, commands begin with a dot."""
        command = command_in(heard, text=text)
        if command is Command.BACK:
            raise Back
        if command is Command.NUMBERS:
            self.talk.numbers()
        elif command is Command.HELP:
            self.talk.say(*wrapped(help_words))
        elif command is not None:
            self.talk.say(NO_CHECK)
        return command is not None

    def refused(self, error: DeskError | WrongValue) -> None:
        """Says why something was not done."""
        way_out = error.way_out if isinstance(error, DeskError) else ""
        self.talk.say("", *wrapped(" ".join(part for part in (str(error), way_out) if part)))


def write_out(talk: Talk, desk: Desk, prompt: str, write: Callable[[Path], Iterable[str]]) -> bool:
    """Asks for a path until something is written there, and says the lines that ``write`` returns.

    Returns False if the person leaves it. Raises ``Left``.
    """
    if doubt := desk.clock_doubt():
        talk.say(*wrapped(f"WARNING: {doubt}"))
    ask = CaseQuestions(talk, desk)
    while True:
        heard = talk.ask(prompt)
        try:
            if not heard:
                return False
            if ask.command(heard, PATH_HELP, text=True):
                continue
            lines = list(write(path_of(heard)))
        except Back:
            return False
        except (DeskError, WrongValue) as error:
            ask.refused(error)
            continue
        talk.say(*lines)
        return True


def path_of(heard: str) -> Path:
    """Returns the path that was typed, with ``~`` expanded. Raises ``CannotReadOrWrite`` if it cannot be a path here."""
    if "\0" in heard:
        raise CannotReadOrWrite("A path cannot hold that character.", "Type it again.")
    try:
        return Path(heard).expanduser()
    except RuntimeError as error:
        raise CannotReadOrWrite("The home folder in that path is not known.", "Type the whole path.") from error
