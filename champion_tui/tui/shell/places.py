"""The places that a screen can lead to. A screen names one of these; ``navigation`` loads the screen that shows it.

Each place holds the values that its screen needs. Its type parameter is the type of the screen's result: a ``Place[str]`` ends
with a text, or with None if the person went back.
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
        """Ends the screen without a result, once it is on top."""

    def unsaved(self) -> bool:
        """Returns whether leaving the app now would lose something on this screen."""

    def unsaved_words(self) -> str:
        """Returns a description of what would be lost, naming nobody; "" if nothing would."""

    def to_mend(self) -> bool:
        """Returns whether some text typed here is not a valid value yet."""

    async def put_away(self) -> None:
        """Saves what is typed here, because the vault is about to be locked."""

    def notice(self, sentence: str) -> None:
        """Shows ``sentence`` in place of the keys; "" shows the keys again."""

    def seen_again(self) -> None:
        """Called when the screen is on top again."""


@immutable
class Place(Generic[Result]):
    """A place to go to. ``Result`` is the type of its screen's result."""


# -- triage --------------------------------------------------------------------------------------------------------------


@immutable
class NewCase(Place[None]):
    """A triage from its first question, through ``tree`` ("" for the area's own)."""

    tree: str = ""


@immutable
class Triage(Place[None]):
    """A triage at its current question."""

    interview: "Interview"


@immutable
class ChangeAnswer(Place[None]):
    """A triage reopened to change one answer. Ends as soon as it reaches the outcome with the id ``before`` again."""

    interview: "Interview"
    before: str | None


@immutable
class Outcome(Place[str]):
    """The outcome of a triage. Ends with the id of the next step."""

    interview: "Interview"
    view: "OutcomeView"


@immutable
class Found(Place[str]):
    """What staff found out about a council outside the areas. Ends with a sentence that says what was kept."""

    council: str
    name: str


# -- numbers and local connection ----------------------------------------------------------------------------------------


@immutable
class Numbers(Place[None]):
    """The emergency numbers of the area where a person is; None for the desk's own area."""

    area: str | None = None


class Practice(Place[None]):
    """The invented cases to practise on."""


class Guidance(Place[None]):
    """Guidance to look things up in."""


@immutable
class Offer(Place[None]):
    """What to tell a family about an offer of accommodation. ``duty`` is the id of the offer, "" to let the person choose."""

    duty: str = ""


@immutable
class WriteOffer(Place[None]):
    """Writing the slip about an offer in one form. ``notified`` is the day the family was told, None if not known."""

    duty: str
    notified: date | None
    form: str


class Confirm(Place[None]):
    """The telephone numbers that somebody should ring and confirm."""


class Stale(Place[None]):
    """Facts other than telephone numbers that are due to be checked."""


class TakeCorrections(Place[str]):
    """Taking in another organisation's corrections from a file. Ends with a sentence that says what was done."""


@immutable
class Connection(Place[str]):
    """The local-connection advisor on ``draft``, or on a new draft if None. If ``takes``, it can end with a sentence to take
    over; with ``kept`` the screen below keeps the draft.
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
    """Every answer and field of a case; ``at`` is the line to begin at."""

    reference: str
    at: str | None = None


@immutable
class Form(Place[None]):
    """A step of the form, at ``field`` if it is not "". With ``once`` it ends after that field."""

    view: "CaseView"
    step: str
    field: str = ""
    once: bool = False


@immutable
class Paper(Place[bool]):
    """Whether carrying paper is safe for the person."""

    reference: str


@immutable
class MarkSent(Place[str]):
    """The day a referral was sent, and its code. Ends with the id of the next step."""

    reference: str


@immutable
class AfterSending(Place[None]):
    """What happened after a referral was sent: the entries so far, and a form for another."""

    reference: str


@immutable
class Timeline(Place[None]):
    """Everything that was done to a case, in order."""

    reference: str


@immutable
class Similar(Place[str]):
    """Other cases that are likely to be the same person's. Ends with ``go-on`` or the reference of the case to open."""

    reference: str


@immutable
class Erase(Place[str]):
    """Erasing a case. Ends with the id of the next step."""

    reference: str


# -- papers --------------------------------------------------------------------------------------------------------------


@immutable
class Preview(Place[str]):
    """The pack before it is written. Ends with the id of the next step, as every place that may write files does."""

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
    """The choice of a letter to the council."""

    reference: str


@immutable
class PreviewLetter(Place[str]):
    """A letter before it is written."""

    reference: str
    wanted: "LetterWanted"


@immutable
class Write(Place[str]):
    """Writing files of one kind (listed in ``WriteScreen``)."""

    reference: str
    kind: str
    letter: "LetterWanted | None" = None


@immutable
class WaysToCouncil(Place[str]):
    """The ways in which a referral can be sent to the council."""

    reference: str


@immutable
class Portal(Place[str]):
    """A referral line by line, for the council's portal."""

    reference: str


@immutable
class Print(Place[None]):
    """Printing the papers of a case, or only the one that ``what`` names. ``notified`` is the date needed for a letter that
    asks for a review.
    """

    reference: str
    what: str = ""
    notified: date | None = None


@immutable
class PrintByName(Place[None]):
    """Printing the by-name list, with full names if ``names``, else initials."""

    names: bool


class ManyPacks(Place[None]):
    """The packs of all cases that are ready."""


class FilesOutside(Place[None]):
    """Files written outside the vault that have not been dealt with."""


# -- lists and figures ---------------------------------------------------------------------------------------------------


class Early(Place[None]):
    """The early list: people who may lose their home later."""


class AddEarly(Place[str]):
    """Adding somebody to the early list. Ends with a sentence that says what was done."""


class ImportEarly(Place[str]):
    """Taking in an early list from a file. Ends with a sentence that says what was done."""


class Figures(Place[None]):
    """The figures of a period, and the lists that can be written or tidied from there."""


class Period(Place[tuple[date | None, date | None]]):
    """The first and last day of a period to count. Ends with both, None for each that was left open."""


@immutable
class WriteFigures(Place[None]):
    """Writing the figures shown to a file for a spreadsheet."""

    view: "FiguresView"


@immutable
class WriteByName(Place[None]):
    """Writing the by-name list, with full names if ``names``, else initials."""

    names: bool


class Retention(Place[None]):
    """Cases that are due to be erased."""


class EraseDue(Place[str]):
    """Erasing everything that is due. Ends with a sentence that says what was done."""


# -- the settings --------------------------------------------------------------------------------------------------------


class Team(Place[None]):
    """A team on one store: the state of the connection to its server, and conflicts to decide."""


class Settings(Place[None]):
    """The settings and their values."""


@immutable
class TypeSetting(Place[str]):
    """Typing the value of a setting. Ends with a sentence about its new value."""

    key: str


# -- the vault -----------------------------------------------------------------------------------------------------------


class People(Place[None]):
    """The people who can open the vault."""


@immutable
class NewPassphrase(Place[str]):
    """A new passphrase for ``name``, who lost the old one. Ends with a sentence that says what was done."""

    name: str


class Copies(Place[None]):
    """The safety copies."""


class MakeCopy(Place[None]):
    """Making a safety copy."""


@immutable
class Restore(Place[bool]):
    """Restoring a safety copy. The person is asked for the file if it is None. Ends with whether it was restored."""

    file: Path | None = None


class Unlock(Place[bool]):
    """Unlocking the vault. Ends with whether it is open."""


class NewVault(Place[bool]):
    """Making the vault. Ends with whether it was made."""


# -- dialogs and screens above all others --------------------------------------------------------------------------------


@immutable
class Ask(Place[str]):
    """A question from the program itself. Ends with the id of the answer."""

    question: str
    text: str
    options: "tuple[OptionView, ...]"


@immutable
class Pick(Place[str]):
    """A choice between several values. ``given`` is the current one's id; ``find`` finds more than ``options`` by the typed
    text. Ends with the id of the chosen one.
    """

    question: str
    text: str
    options: "tuple[OptionView, ...]"
    given: str
    find: "Finder | None" = None


@immutable
class AskOverHidden(Place[str]):
    """A question above the neutral screen, which reveals nothing."""

    question: str
    text: str
    options: "tuple[OptionView, ...]"


@immutable
class Help(Place[None]):
    """Help for a screen."""

    about: Page


@immutable
class Commands(Place[str]):
    """The commands of a screen, the places, and cases. Ends with the action of the chosen command, with ``place:`` and a
    beginning's id, or with ``case:`` and a reference.
    """

    about: Page


class Hidden(Place[None]):
    """The neutral screen."""


@immutable
class TooSmall(Place[None]):
    """The notice that the window is too small."""
