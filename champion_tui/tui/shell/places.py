"""Where a screen can lead. A screen says one of these, ``navigation`` knows which screen shows it and loads it.

Every place names what its screen needs, and its type what that screen ends with: ``Place[str]`` ends with a text, or with None
where the person went back.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from champion_tui.desk.views import CaseView, OptionView, OutcomeView
from champion_tui.domain.cases.letter import LetterWanted

if TYPE_CHECKING:
    from champion_tui.desk.connection.draft import ConnectionDraft
    from champion_tui.desk.triage.interview import Interview
    from champion_tui.tui.shell.page import Page

Result = TypeVar("Result")


class Place(Generic[Result]):
    """Where to go. ``Result`` is what its screen ends with."""

    __slots__ = ()


# -- triage --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NewCase(Place[None]):
    """A triage from its first question."""


@dataclass(frozen=True, slots=True)
class Triage(Place[None]):
    """A triage at its open question."""

    interview: "Interview"


@dataclass(frozen=True, slots=True)
class ChangeAnswer(Place[None]):
    """A triage opened to change one answer; it ends as soon as it comes to the outcome with the id ``before`` again."""

    interview: "Interview"
    before: str | None


@dataclass(frozen=True, slots=True)
class Outcome(Place[str]):
    """What the answers come to. Ends with what the person does next."""

    interview: "Interview"
    view: OutcomeView


# -- numbers and local connection ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Numbers(Place[None]):
    """The emergency numbers."""


@dataclass(frozen=True, slots=True)
class Guidance(Place[None]):
    """Things to look up."""


@dataclass(frozen=True, slots=True)
class Confirm(Place[None]):
    """The numbers that somebody should ring."""


@dataclass(frozen=True, slots=True)
class Connection(Place[str]):
    """The local-connection advisor on ``draft``, or on a new one. Ends with a sentence to take over where it ``takes`` one;
    ``kept`` says that the screen below keeps the draft.
    """

    draft: "ConnectionDraft | None" = None
    heading: str = ""
    takes: bool = False
    kept: bool = False


# -- cases ---------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cases(Place[None]):
    """The list of cases."""


@dataclass(frozen=True, slots=True)
class Case(Place[None]):
    """A case's hub."""

    reference: str


@dataclass(frozen=True, slots=True)
class Check(Place[None]):
    """Everything that was answered and typed; ``at`` is the line to begin at."""

    reference: str
    at: str | None = None


@dataclass(frozen=True, slots=True)
class Form(Place[None]):
    """A step of the form, at a field where one is named; ``once`` ends it after that field."""

    view: CaseView
    step: str
    field: str = ""
    once: bool = False


@dataclass(frozen=True, slots=True)
class Paper(Place[bool]):
    """Whether paper is safe for the person."""

    reference: str


@dataclass(frozen=True, slots=True)
class MarkSent(Place[str]):
    """The day a referral was sent, and its code. Ends with what to do next."""

    reference: str


@dataclass(frozen=True, slots=True)
class Erase(Place[str]):
    """Erasing a case. Ends with what to do next."""

    reference: str


# -- papers --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Preview(Place[str]):
    """The pack before it is written. Ends with what to do next, as all that may write do."""

    reference: str


@dataclass(frozen=True, slots=True)
class ChooseSlip(Place[bool]):
    """The slip's form and language. Ends with whether they were chosen."""

    reference: str


@dataclass(frozen=True, slots=True)
class PreviewSlip(Place[str]):
    """The slip before it is written."""

    reference: str


@dataclass(frozen=True, slots=True)
class ChooseLetter(Place[LetterWanted]):
    """Which letter to the council."""

    reference: str


@dataclass(frozen=True, slots=True)
class PreviewLetter(Place[str]):
    """A letter before it is written."""

    reference: str
    wanted: LetterWanted


@dataclass(frozen=True, slots=True)
class Write(Place[str]):
    """Writing files of a kind (``WriteScreen`` lists them)."""

    reference: str
    kind: str
    letter: LetterWanted | None = None


@dataclass(frozen=True, slots=True)
class WaysToCouncil(Place[str]):
    """The ways by which a referral can reach the council."""

    reference: str


@dataclass(frozen=True, slots=True)
class Portal(Place[str]):
    """A referral line by line, for the council's portal."""

    reference: str


@dataclass(frozen=True, slots=True)
class Print(Place[None]):
    """Printing the papers of a case, or only the one named; ``notified`` is the day that a letter for a review needs."""

    reference: str
    what: str = ""
    notified: date | None = None


@dataclass(frozen=True, slots=True)
class ManyPacks(Place[None]):
    """The packs of all cases that are ready."""


@dataclass(frozen=True, slots=True)
class FilesOutside(Place[None]):
    """Files that left the vault and are not dealt with."""


# -- the vault -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class People(Place[None]):
    """Who can open the vault."""


@dataclass(frozen=True, slots=True)
class Copies(Place[None]):
    """Safety copies."""


@dataclass(frozen=True, slots=True)
class MakeCopy(Place[None]):
    """Making a safety copy."""


@dataclass(frozen=True, slots=True)
class Restore(Place[bool]):
    """Putting a safety copy back; without a file it is asked for. Ends with whether it was."""

    file: Path | None = None


@dataclass(frozen=True, slots=True)
class Unlock(Place[bool]):
    """Opening the vault. Ends with whether it is open."""


@dataclass(frozen=True, slots=True)
class NewVault(Place[bool]):
    """Making the vault. Ends with whether it was made."""


# -- over every screen ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Ask(Place[str]):
    """A question of the program itself. Ends with the id of the answer."""

    question: str
    text: str
    options: tuple[OptionView, ...]


@dataclass(frozen=True, slots=True)
class AskOverHidden(Place[str]):
    """The same over the neutral screen, giving nothing away."""

    question: str
    text: str
    options: tuple[OptionView, ...]


@dataclass(frozen=True, slots=True)
class Help(Place[None]):
    """Help for a screen."""

    about: "Page"


@dataclass(frozen=True, slots=True)
class Commands(Place[str]):
    """The commands of a screen. Ends with the action of the chosen one."""

    about: "Page"


@dataclass(frozen=True, slots=True)
class Hidden(Place[None]):
    """The neutral screen."""


@dataclass(frozen=True, slots=True)
class TooSmall(Place[None]):
    """The window is too small."""
