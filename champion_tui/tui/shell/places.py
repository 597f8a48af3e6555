"""Where a screen can lead. A screen says one of these, ``navigation`` knows which screen shows it and loads it.

Every place names what its screen needs, and its type what that screen ends with: ``Place[str]`` ends with a text, or with None
where the person went back.
"""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Generic, Protocol, TypeVar

from champion_tui.ground.values import immutable

if TYPE_CHECKING:
    from champion_tui.desk.connection.draft import ConnectionDraft
    from champion_tui.desk.figures.figures import FiguresView
    from champion_tui.desk.options import Finder, OptionView
    from champion_tui.desk.triage.interview import Interview
    from champion_tui.desk.views import CaseView, OutcomeView
    from champion_tui.domain.papers.letter import LetterWanted

Result = TypeVar("Result")


class Page(Protocol):
    """A screen as the guard, help and the list of commands see it."""

    NAME: ClassVar[str]
    HEADING: ClassVar[str]
    PURPOSE: ClassVar[str]
    SHOWS: ClassVar[tuple[str, ...]]
    FOR_ALL: ClassVar[bool]
    over_hidden: bool

    def leave(self) -> None:
        """End without a result, once it is on top."""

    def unsaved(self) -> bool:
        """Whether leaving the app now would lose something on this screen."""

    def unsaved_words(self) -> str:
        """What would be lost, in words that name nobody."""

    def to_mend(self) -> bool:
        """Whether something that was typed here is no value yet."""

    async def put_away(self) -> None:
        """Save what is typed here: the vault is about to be locked."""

    def notice(self, sentence: str) -> None:
        """Say something in the place of the keys; "" shows the keys again."""

    def seen_again(self) -> None:
        """Called when it is back on top."""


@immutable
class Place(Generic[Result]):
    """Where to go. ``Result`` is what its screen ends with."""


# -- triage --------------------------------------------------------------------------------------------------------------


@immutable
class NewCase(Place[None]):
    """A triage from its first question, through ``tree`` ("" for the area's own)."""

    tree: str = ""


@immutable
class Triage(Place[None]):
    """A triage at its open question."""

    interview: "Interview"


@immutable
class ChangeAnswer(Place[None]):
    """A triage opened to change one answer; it ends as soon as it comes to the outcome with the id ``before`` again."""

    interview: "Interview"
    before: str | None


@immutable
class Outcome(Place[str]):
    """What the answers come to. Ends with what the person does next."""

    interview: "Interview"
    view: "OutcomeView"


@immutable
class Found(Place[str]):
    """What staff found about a council outside the areas. Ends with what was kept, in words."""

    council: str
    name: str


# -- numbers and local connection ----------------------------------------------------------------------------------------


@immutable
class Numbers(Place[None]):
    """The emergency numbers, of the area where a person is; None for the one that this desk works in."""

    area: str | None = None


class Practice(Place[None]):
    """The invented cases to practise on."""


class Guidance(Place[None]):
    """Things to look up."""


@immutable
class Offer(Place[None]):
    """What to tell a family about an offer of somewhere to live; ``duty`` is the id of the offer, "" where it is to be chosen."""

    duty: str = ""


@immutable
class WriteOffer(Place[None]):
    """The slip of an offer, of which the family was ``notified`` on that day (None: not known), in one form."""

    duty: str
    notified: date | None
    form: str


class Confirm(Place[None]):
    """The numbers that somebody should ring."""


class Stale(Place[None]):
    """Whatever else is due for checking."""


class TakeCorrections(Place[str]):
    """Taking in another organisation's corrections from a file. Ends with what was done."""


@immutable
class Connection(Place[str]):
    """The local-connection advisor on ``draft``, or on a new one. Ends with a sentence to take over where it ``takes`` one;
    ``kept`` says that the screen below keeps the draft.
    """

    draft: "ConnectionDraft | None" = None
    heading: str = ""
    takes: bool = False
    kept: bool = False


# -- cases ---------------------------------------------------------------------------------------------------------------


class Cases(Place[None]):
    """The list of cases."""


@immutable
class Case(Place[None]):
    """A case's hub."""

    reference: str


@immutable
class Check(Place[None]):
    """Everything that was answered and typed; ``at`` is the line to begin at."""

    reference: str
    at: str | None = None


@immutable
class Form(Place[None]):
    """A step of the form, at a field where one is named; ``once`` ends it after that field."""

    view: "CaseView"
    step: str
    field: str = ""
    once: bool = False


@immutable
class Paper(Place[bool]):
    """Whether paper is safe for the person."""

    reference: str


@immutable
class MarkSent(Place[str]):
    """The day a referral was sent, and its code. Ends with what to do next."""

    reference: str


@immutable
class AfterSending(Place[None]):
    """What happened after a referral was sent: what is noted, and one entry more."""

    reference: str


@immutable
class Timeline(Place[None]):
    """Everything that was done to a case, in order."""

    reference: str


@immutable
class Similar(Place[str]):
    """Other cases that are likely the same person's. Ends with ``go-on``, or with the reference of the case to open."""

    reference: str


@immutable
class Erase(Place[str]):
    """Erasing a case. Ends with what to do next."""

    reference: str


# -- papers --------------------------------------------------------------------------------------------------------------


@immutable
class Preview(Place[str]):
    """The pack before it is written. Ends with what to do next, as all that may write do."""

    reference: str


@immutable
class ChooseSlip(Place[bool]):
    """The slip's form and language. Ends with whether they were chosen."""

    reference: str


@immutable
class PreviewSlip(Place[str]):
    """The slip before it is written."""

    reference: str


@immutable
class ChooseLetter(Place["LetterWanted"]):
    """Which letter to the council."""

    reference: str


@immutable
class PreviewLetter(Place[str]):
    """A letter before it is written."""

    reference: str
    wanted: "LetterWanted"


@immutable
class Write(Place[str]):
    """Writing files of a kind (``WriteScreen`` lists them)."""

    reference: str
    kind: str
    letter: "LetterWanted | None" = None


@immutable
class WaysToCouncil(Place[str]):
    """The ways by which a referral can reach the council."""

    reference: str


@immutable
class Portal(Place[str]):
    """A referral line by line, for the council's portal."""

    reference: str


@immutable
class Print(Place[None]):
    """Printing the papers of a case, or only the one named; ``notified`` is the day that a letter for a review needs."""

    reference: str
    what: str = ""
    notified: date | None = None


@immutable
class PrintByName(Place[None]):
    """Printing the by-name list; with ``names`` in full, else initials."""

    names: bool


class ManyPacks(Place[None]):
    """The packs of all cases that are ready."""


class FilesOutside(Place[None]):
    """Files that left the vault and are not dealt with."""


# -- lists and figures ---------------------------------------------------------------------------------------------------


class Early(Place[None]):
    """The early list: who may lose a home later."""


class AddEarly(Place[str]):
    """Putting somebody on the early list. Ends with what was done."""


class ImportEarly(Place[str]):
    """Taking in an early list from a file. Ends with what was done."""


class Figures(Place[None]):
    """The figures of a period, and what can be written or tidied from there."""


class Period(Place[tuple[date | None, date | None]]):
    """Two days to count between. Ends with them; None for one that was left open."""


@immutable
class WriteFigures(Place[None]):
    """Writing the figures shown to a file for a spreadsheet."""

    view: "FiguresView"


@immutable
class WriteByName(Place[None]):
    """Writing the by-name list; with ``names`` in full, else initials."""

    names: bool


class Retention(Place[None]):
    """What is due to be erased."""


class EraseDue(Place[str]):
    """Erasing all that is due. Ends with what was done."""


# -- the settings --------------------------------------------------------------------------------------------------------


class Team(Place[None]):
    """A team on one store: how the line to its server stands, and what is to be decided."""


class Settings(Place[None]):
    """What can be set, and how it stands."""


@immutable
class TypeSetting(Place[str]):
    """Typing the value of a setting. Ends with how it stands now."""

    key: str


# -- the vault -----------------------------------------------------------------------------------------------------------


class People(Place[None]):
    """Who can open the vault."""


@immutable
class NewPassphrase(Place[str]):
    """A new passphrase for ``name``, whose old one was lost. Ends with what was done."""

    name: str


class Copies(Place[None]):
    """Safety copies."""


class MakeCopy(Place[None]):
    """Making a safety copy."""


@immutable
class Restore(Place[bool]):
    """Putting a safety copy back; without a file it is asked for. Ends with whether it was."""

    file: Path | None = None


class Unlock(Place[bool]):
    """Opening the vault. Ends with whether it is open."""


class NewVault(Place[bool]):
    """Making the vault. Ends with whether it was made."""


# -- over every screen ---------------------------------------------------------------------------------------------------


@immutable
class Ask(Place[str]):
    """A question of the program itself. Ends with the id of the answer."""

    question: str
    text: str
    options: "tuple[OptionView, ...]"


@immutable
class Pick(Place[str]):
    """One of several ways to show something; ``given`` is how it is shown now, ``find`` finds more than ``options`` by what is typed. Ends
    with the id of the one chosen.
    """

    question: str
    text: str
    options: "tuple[OptionView, ...]"
    given: str
    find: "Finder | None" = None


@immutable
class AskOverHidden(Place[str]):
    """The same over the neutral screen, giving nothing away."""

    question: str
    text: str
    options: "tuple[OptionView, ...]"


@immutable
class Help(Place[None]):
    """Help for a screen."""

    about: Page


@immutable
class Commands(Place[str]):
    """The commands of a screen, the places, and cases. Ends with the action of the chosen command, or with ``place:`` and the id of a
    beginning, or ``case:`` and a reference.
    """

    about: Page


class Hidden(Place[None]):
    """The neutral screen."""


@immutable
class TooSmall(Place[None]):
    """The window is too small."""
