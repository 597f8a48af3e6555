"""A desk with canned views and a short invented tree, so that screens are tested fast and without a store."""

from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace

from champion_tui.desk.connection.advice_views import ConnectionFormView
from champion_tui.desk.connection.draft import ConnectionDraft
from champion_tui.desk.errors import CannotReadOrWrite, Locked
from champion_tui.desk.options import OptionView
from champion_tui.desk.settings.setting_list import SettingList
from champion_tui.desk.settings.settings import Settings
from champion_tui.desk.views import (
    CasesView,
    LineView,
    NoteView,
    NumbersView,
    OutcomeView,
    PageView,
    QuestionView,
    ReasonView,
    StartView,
    TrailStep,
)
from champion_tui.domain.dates.purposes import ANY_DATE, PURPOSES
from champion_tui.domain.dates.said_day import read_day
from champion_tui.domain.lines.phone_lines import LineNow, LineUse
from champion_tui.ground.answers import Problem
from champion_tui.ground.dates.calendar import LONDON

NOW = "Sunday 22 November 2026 10:04"
MOMENT = datetime(2026, 11, 22, 10, 4, tzinfo=LONDON)
TODAY = date(2026, 11, 22)
PASSPHRASE = "four invented quiet words"
CODE = "ABCDE-FGHJK-LMNPQ-RSTVW"
REFERENCE = "CHW-7K3M-2Q"


def line(name, phone, when, sureness="checked June 2026", note="", *, answers=True, confidence="confirmed"):
    """Returns an invented telephone line as a view."""
    line_id = name.lower().replace(" ", "-")
    now = LineNow(
        line=line_id,
        id=line_id,
        name=name,
        phone=phone,
        use=LineUse.OUT_OF_HOURS,
        weeks=(),
        hours_assumed=False,
        answers_now=answers,
        confidence=confidence,
        hours_confidence="confirmed",
        checked_on=date(2026, 6, 30),
        hours_checked_on=None,
        due=False,
        source="an invented page",
        note=note,
    )
    return LineView(now=now, title=name, when=when, sureness=sureness, source="an invented page")


CALL = (
    line("Someone is in danger", "999", "day and night", note="then 55 if you cannot speak"),
    line("Invented Abuse Helpline", "01632 960001", "day and night"),
    line("Northvale District Council", "01632 960002", "out of hours, answers now"),
    line(
        "Oldford City Council",
        "01632 960003",
        "may answer now: its hours are not sure",
        "NOT CONFIRMED",
        answers=None,
        confidence="unconfirmed",
    ),
)
ALSO = (
    line("Northvale District Council office", "01632 960004", "office line, closed until Monday 09:00", answers=False),
    line("Southmere District Council office", "01632 960005", "office line, closed until Monday 09:00", answers=False),
)


def options(*words):
    """Returns options whose ids are their words."""
    return tuple(OptionView(word, f"{word.capitalize()} words", "") for word in words)


WHY = ReasonView("Because an invented rule says so.", "Invented Act s.1, paragraph 2.1")
TREE = {
    "emergency": ("one", options("danger", "none")),
    "age": ("one", options("child", "adult", "unsure")),
    "last-date": ("date", options("not-known")),
    "circumstances": (
        "many",
        (
            *options(*(f"fact-{letter}" for letter in "abcdefghijkl")),
            OptionView("none", "None of these", "", alone=True),
        ),
    ),
    "authority": ("authority", options(*(f"place-{letter}" for letter in "abcdefghijklm"))),
    "consent": ("one", options("yes", "no")),
}
ORDER = tuple(TREE)


class StandInInterview:
    """Six questions in a row; ``no`` to the last one ends without a referral."""

    def __init__(self):
        self.answers = {}
        self.reference = None
        self.frozen = ""
        self.at = 0
        self.saves = []
        self.judged = lambda: SimpleNamespace(area="oxfordshire")

    def here(self):
        """Returns the page with the open question, or the outcome."""
        return self._page() if self.at < len(ORDER) else self._outcome()

    def _page(self):
        shown = ORDER[:2] if ORDER[self.at] == "age" else (ORDER[self.at],)
        return PageView(
            number=self.at + 1,
            about=len(ORDER),
            trail=self._trail(),
            questions=tuple(self._question(name) for name in shown),
            notes=(
                (
                    NoteView(
                        "warning", "call-today", "Ring today as well", "Say: I am sending this now.", "Invented Act"
                    ),
                )
                if self.answers.get("emergency") == "danger"
                else ()
            ),
            numbers=CALL if ORDER[self.at] == "emergency" else (),
            advice=("Southmere looks likely: 200 days there.",) if ORDER[self.at] == "authority" else (),
            saved=self._saved(),
        )

    def _saved(self):
        return "saved 10:09:31" if self.reference else "NOT SAVED"

    def _trail(self):
        return tuple(TrailStep(name, name, f"{self.answers[name]} chosen") for name in ORDER[: self.at])

    def _question(self, name):
        kind, choices = TREE[name]
        given = self.answers.get(name)
        return QuestionView(
            id=name,
            kind=kind,
            title=f"What about {name}?",
            help=f"Help about {name}.",
            first="Are they alone? Is it safe to talk?" if name == "emergency" else "",
            options=choices,
            why=WHY,
            given=given,
            given_words="" if given is None else str(given),
            shows=(),
        )

    def _outcome(self):
        return OutcomeView(
            id="refer",
            title="REFER to Southmere District Council",
            summary=("Threatened with homelessness: 49 days until Sunday 10 January 2027",),
            referral=self.answers["consent"] == "yes",
            trail=self._trail(),
            do_now=(
                "Fill in the referral. It takes about four minutes.",
                "Send it. It is NOT SENT until you note the code.",
            ),
            numbers=CALL[2:],
            notes=(
                NoteView(
                    "warning", "call-today", "Ring today as well", "The portal is not watched at night.", "Invented"
                ),
                NoteView(
                    "protocol", "adult-pathway", "Adult pathway", "A place to sleep, in all districts.", "Annex 2"
                ),
            ),
            record=("The date, the answers, and that they agreed.",),
            say=("I am ringing about somebody who has nowhere to stay tonight.",),
            tell=("The council tries to reach you by Friday 4 December 2026.",),
            reasons=(WHY, ReasonView("They agreed aloud.", "Invented procedure 1.3")),
            saved=self._saved(),
        )

    def answer(self, question, given):
        """Takes an answer; 30 February and an empty answer are wrong."""
        if given in {(), "2027-02-30"}:
            return Problem(question, given, "a date such as 2027-01-10, or an answer of the list")
        if self.reference:
            self.saves.append((question, given))
        self.answers[question] = given
        self.at = ORDER.index(question) + 1
        return self.here()

    def back(self):
        """Re-opens the previous question; returns False at the first."""
        if self.at == 0:
            return False
        self.at -= 1
        return True

    def go_to(self, question):
        """Re-opens a question."""
        self.at = ORDER.index(question)


class StandInVault:
    """Stands in for the vault; only ``PASSPHRASE`` opens it."""

    def __init__(self, desk, persons):
        self.desk = desk
        self.persons = persons
        self.open_as = None
        self.newest = None
        self.people = SimpleNamespace(problem_in=self._problem_in, opened_by_recovery_code=lambda: False)
        self.copies = SimpleNamespace(listed=tuple, offered_target=lambda: "/home/alex/Documents/copy.zip")

    @staticmethod
    def team_desk():
        """Returns None: it is not a team's desk."""

    @staticmethod
    def _problem_in(field, text, _own_words=()):
        """Requires a name, and refuses any passphrase that begins with "weak"."""
        if field == "name" and not text:
            return "A name is needed. Type your name."
        return "That passphrase is too easy to guess." if field == "passphrase" and text.startswith("weak") else ""

    def exists(self):
        """Returns whether anybody is in the vault."""
        return bool(self.persons)

    def unlocked_as(self):
        """Returns the name of the person who unlocked it, or None."""
        return self.open_as

    def names(self):
        """Returns the names of everybody in the vault."""
        return self.persons

    def create(self, name, role, passphrase):
        """Creates the vault unless the disk is full, and returns the recovery code."""
        if self.desk.broken:
            raise CannotReadOrWrite("The disk is full.", "Free some space.")
        self.persons, self.open_as = (name,), name
        self.desk.asked.append(f"create {name}, {role}")
        return CODE

    def take_notes(self):
        """Returns no notes."""
        return ()

    def unlock(self, passphrase, person=None, *, accept=False):
        """Unlocks for ``PASSPHRASE`` only; raises ``Locked`` otherwise."""
        if passphrase != PASSPHRASE:
            raise Locked("That passphrase does not open the vault.", "Type it again.")
        self.open_as = person or self.persons[0]

    def whose(self, passphrase, *, but):
        """Returns None: nobody else is in the vault."""

    def prove(self, passphrase):
        """Raises ``Locked`` unless ``passphrase`` is ``PASSPHRASE``."""
        if passphrase != PASSPHRASE:
            raise Locked("That is nobody's passphrase here.", "Type it again.")

    def lock(self):
        """Locks the vault."""
        self.open_as = None


class StandInLists:
    """Lists without cases; one case is counted."""

    def waiting(self):
        """Returns the counts: nothing due, one referral NOT SENT, no files, nobody on the early list."""
        return 0, 1, 0, 0

    def beside(self):
        """Returns the counts: no pack is ready, nobody on the early list is due."""
        return 0, 0

    def workers(self):
        """Returns no workers."""
        return ()

    def cases(self, query=None):
        """Returns an empty list of cases."""
        return CasesView(0, (), "1 NOT SENT")


class StandInCases:
    """The cases of a desk that has no store."""

    def __init__(self, desk):
        self.desk = desk
        self.lists = StandInLists()

    def view(self, reference):
        """Raises ``CannotReadOrWrite``, as there is no store."""
        raise CannotReadOrWrite("The stand-in keeps no cases.", "Use the real desk.")

    def keep(self, interview):
        """Keeps the case and returns its reference, unless the store is broken."""
        if self.desk.broken:
            raise CannotReadOrWrite("The disk is full.", "Free some space, then try again.")
        interview.reference = REFERENCE
        return REFERENCE


class StandInDesk:
    """Records what it is asked; ``broken`` makes the store fail."""

    def __init__(self, *, people=("Alex Example",)):
        self.asked = []
        self.interviews = []
        self.broken = False
        self.vault = StandInVault(self, tuple(people))
        self.cases = StandInCases(self)
        self.settings = Settings()
        self.home = Path("nowhere")
        self.kept_theme = ""
        self.setting_list = SettingList(
            self.home, lambda: self.settings, {"oxfordshire": "Oxfordshire"}, lambda: "oxfordshire"
        )

    def theme(self):
        """Returns the theme that was kept."""
        return self.kept_theme

    def hint(self, question):
        """Returns "": no hint is needed."""
        return ""

    def ready(self):
        """Returns an empty iterator, as there is nothing to prepare."""
        return iter(())

    def remember_theme(self, name):
        """Keeps a theme."""
        self.kept_theme = name

    def now(self):
        """Returns the moment that its clock shows."""
        return MOMENT

    date_words = NOW

    def start(self):
        """Returns the start screen's view."""
        return StartView(
            area="Oxfordshire",
            stale_words="2 numbers have not been checked since 2018: see Guidance, Stale facts.",
            first_run=False,
            troubles=(),
        )

    def clock_doubt(self):
        """Returns "": the clock is right."""
        return ""

    area = SimpleNamespace(id="oxfordshire")

    def areas(self):
        """Returns one area."""
        return (OptionView("oxfordshire", "Oxfordshire", ""),)

    def find_councils(self, typed):
        """Returns one invented council, whatever is typed."""
        return (OptionView("northvale", "Northvale District Council", typed),)

    def numbers(self, authority=None, emergency=None, area=None):
        """Returns the canned lines."""
        self.asked.append("numbers")
        return NumbersView(
            headline=f"It is {NOW}. Offices are closed.",
            call=CALL,
            also=ALSO,
            footnote="If a number fails: try the next one. If someone is in danger, call 999.",
            troubles=(),
        )

    def begin(self, tree=""):
        """Begins a new interview."""
        self.interviews.append(StandInInterview())
        return self.interviews[-1]

    def read_day(self, what, text):
        """Reads a date as the real desk does."""
        return read_day(text, PURPOSES.get(what, ANY_DATE), TODAY)

    def facts_to_confirm(self):
        """Returns (): no number needs to be confirmed."""
        return ()

    rang_last = ""

    def other_facts_due(self):
        """Returns (): nothing is due."""
        return ()

    def first_run_done(self):
        """Does nothing, as there is nothing to remember."""

    def guidance(self, search=""):
        """Returns (): there is nothing to look up."""
        return ()

    @property
    def connection(self):
        """An advisor that knows nothing."""
        return self

    def draft(self, stage=None):
        """Returns a draft that accepts nothing."""
        return ConnectionDraft(
            ConnectionFormView((), (), (), "", "", ""), lambda raw: Problem("file", None, "the real desk"), stage
        )

    def understood(self, key, text):
        """Returns "": nothing is understood here."""
        return ""
