"""Asking in steps: by number, a day, a text, a path. Going back asks what was asked before; nothing that was given is lost."""

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
NEEDED = "Something is needed here."
NO_CHECK = "There is no check here."
PATH_HELP = "Type the path of a folder or a file on this machine."


class Back(Exception):
    """The person goes back to what was asked before."""


def in_turn(*steps: Callable[[], bool]) -> None:
    """Ask one after the other; going back asks the one before again. Each says whether it asked anything. Raises ``Back`` from the
    first, ``Left``.
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
    """Asks for one case; for none where there is no ``reference``. Each method raises ``Back`` and ``Left``; ``help_words`` are for ``?``."""

    def __init__(self, talk: Talk, desk: Desk, reference: str = "") -> None:
        self.talk = talk
        self.desk = desk
        self.reference = reference

    def today(self) -> date:
        """London's day."""
        return london_date(self.desk.now())

    def choose(self, question: str, options: Sequence[str], help_words: str, kept: int | None = None) -> int:
        """The place, from 0, of the option that was chosen; Enter takes the one at ``kept``."""
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
        """Say a question and its numbered options."""
        self.talk.say("", *wrapped(question))
        for number, option in enumerate(options, 1):
            self.talk.say(*wrapped(option, f"  {number}. "))

    def day(self, question: str, offered: date, purpose: str, help_words: str) -> date:
        """A day for a ``purpose`` (``domain.dates.purposes``); Enter takes the one that is ``offered``."""
        near = "today, " if offered == self.today() else ""
        return self.any_day(f"{question} Enter for {near}{day_words(offered)}.", purpose, help_words) or offered

    def any_day(self, prompt: str, purpose: str, help_words: str) -> date | None:
        """A day; None for Enter."""
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
        """A line of text; Enter keeps what there is, a dash clears it. Where it is ``needed`` it is asked for until there is one."""
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
        """Whether a command was typed; it is done. Where ``text`` can be typed only with a dot before it."""
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
        """Say why something was not done."""
        way_out = error.way_out if isinstance(error, DeskError) else ""
        self.talk.say("", *wrapped(" ".join(part for part in (str(error), way_out) if part)))


def write_out(talk: Talk, desk: Desk, prompt: str, write: Callable[[Path], Iterable[str]]) -> bool:
    """Ask for a path until something is written there, and say the lines that ``write`` gives; False where it is left out. Raises
    ``Left``.
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
    """The path that was typed, ``~`` filled in. Raises ``CannotReadOrWrite`` for what cannot be a path here."""
    if "\0" in heard:
        raise CannotReadOrWrite("A path cannot hold that character.", "Type it again.")
    try:
        return Path(heard).expanduser()
    except RuntimeError as error:
        raise CannotReadOrWrite("The home folder in that path is not known.", "Type the whole path.") from error
