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
    """An invented line in words."""
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
    """Options whose ids are their words."""
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
        """The page with the open question, or the outcome."""
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
        """Take an answer; 30 February and nothing at all are wrong."""
        if given in {(), "2027-02-30"}:
            return Problem(question, given, "a date such as 2027-01-10, or an answer of the list")
        if self.reference:
            self.saves.append((question, given))
        self.answers[question] = given
        self.at = ORDER.index(question) + 1
        return self.here()

    def back(self):
        """Re-open the question before."""
        if self.at == 0:
            return False
        self.at -= 1
        return True

    def go_to(self, question):
        """Re-open a question."""
        self.at = ORDER.index(question)


class StandInVault:
    """Everything of the vault, without one; only ``PASSPHRASE`` opens it."""

    def __init__(self, desk, persons):
        self.desk = desk
        self.persons = persons
        self.open_as = None
        self.newest = None
        self.people = SimpleNamespace(problem_in=self._problem_in, opened_by_recovery_code=lambda: False)
        self.copies = SimpleNamespace(listed=tuple, offered_target=lambda: "/home/alex/Documents/copy.zip")

    @staticmethod
    def team_desk():
        """It is no team's."""

    @staticmethod
    def _problem_in(field, text, _own_words=()):
        """A name is needed; whatever begins with "weak" is refused."""
        if field == "name" and not text:
            return "A name is needed. Type your name."
        return "That passphrase is too easy to guess." if field == "passphrase" and text.startswith("weak") else ""

    def exists(self):
        """Whether there are people."""
        return bool(self.persons)

    def unlocked_as(self):
        """Who unlocked."""
        return self.open_as

    def names(self):
        """Everybody in the vault."""
        return self.persons

    def create(self, name, role, passphrase):
        """Make it, unless the disk is full."""
        if self.desk.broken:
            raise CannotReadOrWrite("The disk is full.", "Free some space.")
        self.persons, self.open_as = (name,), name
        self.desk.asked.append(f"create {name}, {role}")
        return CODE

    def take_notes(self):
        """Nothing to tell."""
        return ()

    def unlock(self, passphrase, person=None, *, accept=False):
        """Only ``PASSPHRASE`` opens."""
        if passphrase != PASSPHRASE:
            raise Locked("That passphrase does not open the vault.", "Type it again.")
        self.open_as = person or self.persons[0]

    def whose(self, passphrase, *, but):
        """Nobody else is in it."""

    def prove(self, passphrase):
        """Whether it is ``PASSPHRASE``."""
        if passphrase != PASSPHRASE:
            raise Locked("That is nobody's passphrase here.", "Type it again.")

    def lock(self):
        """Nobody can read the cases any more."""
        self.open_as = None


class StandInLists:
    """Lists of no case at all, but for one that is counted."""

    def waiting(self):
        """Nothing is due, one referral is NOT SENT, no file waits, and nobody of the early list."""
        return 0, 1, 0, 0

    def beside(self):
        """No pack is ready, nobody on the early list is due."""
        return 0, 0

    def workers(self):
        """Nobody."""
        return ()

    def cases(self, query=None):
        """None."""
        return CasesView(0, (), "1 NOT SENT")


class StandInCases:
    """There is no store behind this desk."""

    def __init__(self, desk):
        self.desk = desk
        self.lists = StandInLists()

    def view(self, reference):
        """There is no store behind this desk."""
        raise CannotReadOrWrite("The stand-in keeps no cases.", "Use the real desk.")

    def keep(self, interview):
        """Keep it."""
        if self.desk.broken:
            raise CannotReadOrWrite("The disk is full.", "Free some space, then try again.")
        interview.reference = REFERENCE
        return REFERENCE


class StandInDesk:
    """Counts what it is asked; ``broken`` makes the store fail."""

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
        """The theme kept."""
        return self.kept_theme

    def hint(self, question):
        """Somebody who needs none."""
        return ""

    def remember_theme(self, name):
        """Keep a theme."""
        self.kept_theme = name

    def now(self):
        """The moment at which its clock stands."""
        return MOMENT

    date_words = NOW

    def start(self):
        """The start screen's view."""
        return StartView(
            area="Oxfordshire",
            stale_words="2 numbers have not been checked since 2018: see Guidance, Stale facts.",
            first_run=False,
            troubles=(),
        )

    def clock_doubt(self):
        """The clock is right."""
        return ""

    area = SimpleNamespace(id="oxfordshire")

    def areas(self):
        """One area."""
        return (OptionView("oxfordshire", "Oxfordshire", ""),)

    def find_councils(self, typed):
        """One invented council, whatever is typed."""
        return (OptionView("northvale", "Northvale District Council", typed),)

    def numbers(self, authority=None, emergency=None, area=None):
        """The canned lines."""
        self.asked.append("numbers")
        return NumbersView(
            headline=f"It is {NOW}. Offices are closed.",
            call=CALL,
            also=ALSO,
            footnote="If a number fails: try the next one. If someone is in danger, call 999.",
            troubles=(),
        )

    def begin(self, tree=""):
        """A new interview."""
        self.interviews.append(StandInInterview())
        return self.interviews[-1]

    def read_day(self, what, text):
        """A date as the real desk reads it."""
        return read_day(text, PURPOSES.get(what, ANY_DATE), TODAY)

    def facts_to_confirm(self):
        """No number is in doubt."""
        return ()

    rang_last = ""

    def other_facts_due(self):
        """Nothing is due."""
        return ()

    def first_run_done(self):
        """Nothing to remember."""

    def guidance(self, search=""):
        """Nothing to look up."""
        return ()

    @property
    def connection(self):
        """An advisor that knows nothing."""
        return self

    def draft(self, stage=None):
        """A draft that nothing can be put into."""
        return ConnectionDraft(
            ConnectionFormView((), (), (), "", "", ""), lambda raw: Problem("file", None, "the real desk"), stage
        )

    def understood(self, key, text):
        """Nothing is understood here."""
        return ""
