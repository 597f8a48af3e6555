"""The hub of one stored case: what stops it, and a list of everything that can be done with it, in order."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import work
from textual.widget import Widget

from champion_tui.desk.cases.case_views import begun
from champion_tui.desk.options import OptionView
from champion_tui.desk.views import CaseView
from champion_tui.domain.cases.after_sending import WITHDRAWN
from champion_tui.ground.answers import Problem
from champion_tui.tui.screens.cases.form.check import first_line
from champion_tui.tui.screens.cases.form.form import NEEDED_COUNT, NOTHING_MISSING, WANTED_COUNT, first_missing
from champion_tui.tui.screens.kit.vault_screen import TROUBLE, OneCaseScreen
from champion_tui.tui.shell import places
from champion_tui.tui.shell.shell_words import CANNOT_USE, TAKEN, WHERE_NOW, WHERE_NOW_WHY
from champion_tui.tui.widgets.layout import EMPTY, Row, labelled, line
from champion_tui.tui.widgets.lists.choices import Choices
from champion_tui.tui.widgets.lists.tasks import TaskList
from champion_tui.tui.widgets.panes import Side
from champion_tui.tui.widgets.prose import Prose, Title
from champion_tui.tui.widgets.states import NOT_SENT

if TYPE_CHECKING:
    from champion_tui.desk.cases.lists.today import GlanceView
    from champion_tui.desk.connection.draft import ConnectionDraft
    from champion_tui.domain.papers.letter import LetterWanted

ELSEWHERE = "Where they are now: {area}"
NEEDED = "Needed"
CHECK_TASK = "Check your answers"
PAPER_TASK = "Is paper safe for them?"
PACK_TASK = "Look at the pack, write it"
SENT_TASK = "Mark as sent"
SLIP_TASK = "The slip: look, write it"
EVIDENCE_TASK = "Write the evidence record"
QUESTIONS_TASK = "Questions and outcome"
PAPER_NOT_ASKED = "not asked yet"
PACK_NOT_YET = "not yet: something is needed"
PACK_READY = "ready to write"
PACK_WRITTEN = "written; can be written again"
PACK_OLDER = "older than the case: write it again"
READ_TASK, READ_STATE = "Read what was sent", "every answer and field"
SENT_STEP = "sent: read it"
AGAIN_TASK, AGAIN_STATE = "Begin a new referral", "it follows this one"
AGAIN_GO_ON = "go on with {reference}"
AGAIN = "Begin a new referral that follows this one?"
AGAIN_WHY = "All answers and fields are copied. You ask for consent again. This referral stays as it is, with its code, the day it was sent and the portal's ticks."
AGAIN_OPTIONS = (OptionView("begin", "Begin it", ""), OptionView("leave", "Leave it", ""))
SENT_DONE = "sent; correct day or code"
SLIP_SENT = "it carries day and code now"
SLIP_BEFORE = "its day is still blank"
SLIP_NUMBERS = "what to do now, and whom to ring"
EVIDENCE_STATE = "shows the duty was met, no name"
QUESTIONS_STATE = "see them again, change one"
TO_MEND = "Typed and not finished: {fields}"
ERASE_TASK, ERASE_STATE = "Erase this case", "for good; says first what goes"
CONNECTION_OF = "{reference} > Local connection"
CASE_TASK, CASE_STATE = "Work out local connection", "where do they belong?"
"""In the list of a stored case."""
LETTER_TASK, LETTER_STATE = "A letter to the council", "a place, a decision, a review"

HEARD_TASK, HEARD_STATE = "Heard from the council", "what it said, how it decided"
BACK_TASK, BACK_STATE = "They take it back", "stops everything at once"
MEND_STATE = "withdrawn; correct a wrong entry"
TIMELINE_TASK, TIMELINE_STATE = "What was done so far", "every step; writes it as a paper"
HELD_TASK, HELD_STATE = "Everything held about them", "for a request to see it"
STOPPED = "WITHDRAWN. {words}"
SHUT = "shut: it was withdrawn"
NOTHING_GOES_OUT = "This was withdrawn, so only the evidence record may leave the vault."
IF_AFTER_ALL = "If that was a mistake, take the entry out: “{task}”. If they want it after all, begin a new referral."

STATE = 26
"""Columns for a task, in front of its state."""

GLANCE = "At a glance"
FILL_IN, READ, CHECK, SEND, AFTER = "Fill in", "Read", "Check", "Send", "After"
"""The groups of a case's tasks, none wider than ``GROUP`` of ``widgets/lists/tasks.py``."""

WRITTEN = frozenset({"exported", "sent"})
ASK_AGAIN = "ask-again"
"""The outcome without a referral that can still lead to one."""


class CaseScreen(OneCaseScreen[None]):
    """The hub of a case. Everything else about the case opens from here and returns here."""

    NAME = "case"
    PURPOSE = "See how far a case has got, and do the next thing with it."
    SHOWS = (
        "Whose case it is, by initials only, and whether it is NOT SENT.",
        "What stops the export and why, and how much more is only wanted.",
        "The steps of the form, then the steps up to sending, and how far each has got. The next one to do is marked.",
        "Once it is sent: to whom and when. You can read what was sent but not change it. A new referral can follow it.",
    )
    AT = "{reference}"
    saved = ""
    AUTO_FOCUS = "#tasks"

    def __init__(self, reference: str) -> None:
        super().__init__(reference)
        self.view: CaseView | None = None
        self._tag, self._last = "", ""
        self._checked = False
        self._draft: ConnectionDraft | None = None

    def parts(self) -> Iterator[Widget]:
        """Yields the case at a glance, the error, and the tasks."""
        last, explained = Prose(id="last", classes="cramped"), Prose(id="explained", classes="roomy")
        yield Side(
            Title(GLANCE), Prose(id="state"), last, explained, Prose(id="sent"), Prose(id="lacks"), classes="first"
        )
        yield Prose(id=TROUBLE)
        yield TaskList(id="tasks")
        yield Prose(id="explained-below", classes="cramped")

    def look(self) -> None:
        """Reads the case."""
        self.ask_desk(
            lambda: (self.desk.cases.view(self.reference), self.desk.cases.lists.glance(self.reference)),
            self._read,
        )

    def _read(self, read: "tuple[CaseView, GlanceView]") -> None:
        view, glance = read
        self._tag, self._last = glance.tag, glance.last
        self._show(view)

    def _show(self, view: CaseView) -> None:
        self.view, self.saved, self.who = view, view.saved, view.who
        explained = explained_rows(view, self._last)
        parts = {
            "state": [*state_rows(view), *self._elsewhere(view)],
            "last": [line(self._last)] if self._last and view.referral and view.not_sent else [],
            "explained": explained,
            "sent": sent_rows(view),
            "lacks": lacks_rows(view),
            "explained-below": [EMPTY, *explained] if explained else [],
        }
        for part, rows in parts.items():
            self.query_one(f"#{part}", Prose).show(rows)
        shut = shut_tasks(view)
        tasks = [
            replace(task, hint=SHUT) if task.id in shut else task
            for task in (referral_tasks(view) if view.referral else other_tasks(view))
        ]
        at = next_task(view, checked=self._checked)
        listed = self.query_one(TaskList)
        listed.lay_out(groups(view), looks(view))
        listed.offer(tasks, at, menu=True, searched=False, hint_column=STATE)

    def header(self) -> tuple[str, str]:
        """Returns the case, whether it is sent, and when it was saved."""
        view, (left, saved) = self.view, super().header()
        if view is None or not view.referral:
            return left, saved
        return left, f"{self._tag}   {saved}" if self._tag else saved

    # -- input ------------------------------------------------------------------------------------------------------

    def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """Does the chosen task."""
        self.say(())
        task = str(event.answer)
        if self.view is not None and task in shut_tasks(self.view):
            self.say([line(NOTHING_GOES_OUT, "warning"), line(IF_AFTER_ALL.format(task=BACK_TASK))])
            self.listen()
        else:
            self.do(task)

    def do(self, task: str | None) -> None:
        """Does the task with the id ``task``, which may be the result of another screen; does nothing for None or any other id."""
        reference = self.reference
        ways: dict[str, Callable[[], None]] = {
            "check": self.action_check,
            "paper": lambda: self._ask_paper(""),
            "pack": self._pack,
            "sent": lambda: self.go(places.MarkSent(reference), self.do),
            "slip": self._slip,
            "heard": lambda: self.go(places.AfterSending(reference)),
            "timeline": lambda: self.go(places.Timeline(reference)),
            "held": lambda: self.go(places.Write(reference, "subject-access"), self.do),
            "evidence": lambda: self.go(places.Write(reference, "evidence"), self.do),
            "questions": lambda: self._open_questions(reference),
            "again": self._again,
            "connection": self._connection,
            "letter": lambda: self.go(places.ChooseLetter(reference), self._read_letter),
            "erase": lambda: self.go(places.Erase(reference), self.do),
            "erased": lambda: self.once_on_top(self.champion.ways.list_cases),
            "look-at-pack": lambda: self.go(places.Preview(reference), self.do),
            "look-at-slip": lambda: self.go(places.PreviewSlip(reference), self.do),
        }
        if task in ways:
            ways[task]()
        elif task is not None and self.view is not None and any(step.id == task for step in self.view.steps):
            self._form(task, "")

    def _again(self) -> None:
        """Opens the referral that follows this one, or asks whether to begin it."""
        follower = self.view.followed_by if self.view else None
        if follower is not None:
            self._open_questions(follower)
            return
        self.go(places.Ask(AGAIN, AGAIN_WHY, AGAIN_OPTIONS), self._begin_again)

    def _begin_again(self, answer: str | None) -> None:
        if answer == "begin":
            self.ask_desk(lambda: self.desk.cases.again(self.reference), self._open_questions)

    @property
    def area_of_person(self) -> str | None:
        """The area where the person of this case is."""
        return self.view.area if self.view else None

    def unused(self) -> frozenset[str]:
        """Returns the unused commands. A sent case keeps the area it was assessed in, and with only one area there is nothing
        to choose. Going to missing fields is only for a referral that was not sent.
        """
        stays = self.view is None or bool(self.view.frozen) or len(self.desk.areas()) == 1
        nothing_missing = self.view is None or bool(self.view.frozen) or not self.view.referral
        none = [("area", stays), ("missing", nothing_missing)]
        return super().unused() | {command for command, unused in none if unused}

    @work
    async def action_area(self) -> None:
        """Changes the area in which the person is."""
        view = self.view
        if view is None or "area" in self.unused():
            return
        area = await self.champion.result_of(places.Pick(WHERE_NOW, WHERE_NOW_WHY, self.desk.areas(), view.area))
        if area is not None:
            self.ask_desk(lambda: self.desk.cases.move(self.reference, area), self._moved)

    def _moved(self, view: CaseView) -> None:
        # A read started when the choice of areas closed may only finish now, so the case is read again.
        self.look()
        self.say([line(words, "accent") for words in view.moved])

    def _elsewhere(self, view: CaseView) -> list[Row]:
        """Returns where the person is, if not in the desk's own area."""
        return [] if view.area == self.desk.area.id else [line(ELSEWHERE.format(area=view.area_words))]

    def action_missing(self) -> None:
        """Goes to the first field that stops the export, or that is wanted."""
        if self.view is not None and self.view.frozen:
            self.say([line(self.view.frozen, "warning")])
            return
        missing = first_missing(self.view) if self.view and self.view.referral else None
        if missing is not None:
            self._form(*missing)

    def action_check(self) -> None:
        """Opens the page with all answers and fields."""
        self._checked = True
        self.go(places.Check(self.reference))

    def _form(self, step: str, field: str) -> None:
        if self.view is None:
            return
        if self.view.frozen:
            self.go(places.Check(self.reference, first_line(self.view, step)))
        else:
            self.go(places.Form(self.view, step, field))

    def _ask_paper(self, then: str) -> None:
        self.go(places.Paper(self.reference), lambda asked: self._choose_slip(then) if asked else None)

    def _pack(self) -> None:
        if self.view is not None and not self.view.paper_asked:
            self._ask_paper("look-at-pack")
        else:
            self.do("look-at-pack")

    def _connection(self) -> None:
        if self._draft is None:
            self._draft = self.desk.connection.draft(self.view.stage if self.view else None)
        heading = CONNECTION_OF.format(reference=self.reference)
        self.go(places.Connection(self._draft, heading=heading, takes=True, kept=True), self._take)

    def _take(self, sentence: str | None) -> None:
        if sentence:
            self.ask_desk(lambda: self.desk.cases.take_connection(self.reference, sentence), self._taken)

    def _taken(self, taken: CaseView | Problem) -> None:
        if isinstance(taken, Problem):
            self.say([line(CANNOT_USE.format(expected=taken.words), "warning")])
        else:
            self._show(taken)
            self.say([line(TAKEN, "accent")])

    def _read_letter(self, wanted: "LetterWanted | None") -> None:
        if wanted is not None:
            self.go(places.PreviewLetter(self.reference, wanted), self.do)

    def _slip(self) -> None:
        if self.view is not None and (not self.view.paper_asked or self.view.paper == "none"):
            self._ask_paper("look-at-slip")
        else:
            self._choose_slip("look-at-slip")

    def _choose_slip(self, then: str) -> None:
        self.go(places.ChooseSlip(self.reference), lambda chosen: self.do(then) if chosen and then else None)

    def _open_questions(self, reference: str) -> None:
        self.ask_desk(lambda: self.desk.cases.resume(reference), lambda interview: self.go(places.Triage(interview)))


def state_rows(view: CaseView) -> list[Row]:
    """Returns the outcome. For a referral only the title, because its tasks need every line of a small window. Whose case it is
    is in the header.
    """
    return [
        *withdrawn_rows(view),
        line(view.headline, "title"),
        *([line(view.duty, "strong")] if view.duty else []),
        *(line(words) for words in view.summary if not view.referral),
    ]


def explained_rows(view: CaseView, last: str) -> list[Row]:
    """Returns what else there is to know about a referral, shown above or next to its tasks if there is room, otherwise below."""
    if not view.referral:
        return []
    rows = [line(words) for words in view.summary] if view.not_sent else [line(last)] if last else []
    needed = [field.label for step in view.steps for field in step.fields if field.mark == "needed"]
    if needed and not view.frozen and not is_withdrawn(view):
        rows += [EMPTY, labelled(NEEDED, "; ".join(needed), width=len(NEEDED))]
    return [*rows, *([line(view.frozen)] if view.frozen else [])]


def sent_rows(view: CaseView) -> list[Row]:
    """Returns whether the case is sent, and the referrals before and after it."""
    words = view.sent_words or ("" if is_withdrawn(view) else view.status_words)
    sent = [line(words, "warning" if view.not_sent else "strong")] if words else []
    # A referral's tasks need every line of a small window.
    rows: list[Row] = sent if view.referral else [EMPTY, *sent]
    rows += [line(view.after[-1].words, "strong")] if view.after and not is_withdrawn(view) else []
    return [*rows, *(line(words, "accent") for words in view.linked)]


def lacks_rows(view: CaseView) -> list[Row]:
    """Returns what is unfinished or out of date."""
    rows: list[Row] = []
    if view.referral and not view.frozen and not is_withdrawn(view):
        typed = [field.label for step in view.steps for field in step.fields if field.typed or field.cut_short]
        rows += [line(TO_MEND.format(fields="; ".join(typed)), "warning")] if typed else []
    return [*rows, *([EMPTY, line(view.tree_changed, "warning")] if view.tree_changed else [])]


OTHER_TASKS = (
    OptionView("evidence", EVIDENCE_TASK, EVIDENCE_STATE),
    OptionView("questions", QUESTIONS_TASK, QUESTIONS_STATE),
    OptionView("erase", ERASE_TASK, ERASE_STATE),
)
"""Tasks for every case."""

RECORD_TASKS = (
    OptionView("timeline", TIMELINE_TASK, TIMELINE_STATE),
    OptionView("held", HELD_TASK, HELD_STATE),
)
"""Tasks that show what was done and what is held."""

LETTERS = OptionView("letter", LETTER_TASK, LETTER_STATE)


def other_tasks(view: CaseView) -> tuple[OptionView, ...]:
    """Returns the tasks of a case without a referral: with an outcome, a slip too; withdrawing, while it may still become a
    referral.
    """
    slip = (
        OptionView("paper", PAPER_TASK, view.paper_words if view.paper_asked else PAPER_NOT_ASKED),
        OptionView("slip", SLIP_TASK, SLIP_NUMBERS),
    )
    *first, erase = OTHER_TASKS
    may_take_back = view.outcome in {None, ASK_AGAIN} or is_withdrawn(view)
    return (
        *first,
        *(slip if view.outcome is not None else ()),
        *((OptionView("heard", BACK_TASK, MEND_STATE if is_withdrawn(view) else BACK_STATE),) if may_take_back else ()),
        *((again_task(view),) if is_withdrawn(view) else ()),
        *RECORD_TASKS,
        *((LETTERS,) if view.outcome is not None else ()),
        erase,
    )


def referral_tasks(view: CaseView) -> tuple[OptionView, ...]:
    """Returns the tasks of a referral, in the order in which they are done, each with its state."""
    counts = (
        NEEDED_COUNT.format(needed=len(view.needed)) if view.needed else "",
        WANTED_COUNT.format(wanted=len(view.wanted)) if view.wanted else "",
    )
    if view.frozen:
        return sent_tasks(view)
    written = PACK_WRITTEN if view.pack_is_current is not False else PACK_OLDER
    pack = PACK_NOT_YET if view.needed else written if view.status in WRITTEN else PACK_READY
    return (
        *(OptionView(step.id, step.title, step.state) for step in view.steps),
        OptionView("check", CHECK_TASK, ", ".join(part for part in counts if part) or NOTHING_MISSING),
        OptionView("paper", PAPER_TASK, view.paper_words if view.paper_asked else PAPER_NOT_ASKED),
        OptionView("pack", PACK_TASK, pack),
        OptionView("sent", SENT_TASK, NOT_SENT),
        OptionView("slip", SLIP_TASK, SLIP_BEFORE),
        OptionView("heard", BACK_TASK, MEND_STATE if is_withdrawn(view) else BACK_STATE),
        *((again_task(view),) if is_withdrawn(view) else ()),
        *RECORD_TASKS,
        OptionView("connection", CASE_TASK, CASE_STATE),
        LETTERS,
        *OTHER_TASKS,
    )


def sent_tasks(view: CaseView) -> tuple[OptionView, ...]:
    """Returns the tasks of a sent referral, with the same numbers as before. What was sent can be read but not changed."""
    return (
        *(OptionView(step.id, step.title, SENT_STEP) for step in view.steps),
        OptionView("check", READ_TASK, READ_STATE),
        OptionView("paper", PAPER_TASK, view.paper_words if view.paper_asked else PAPER_NOT_ASKED),
        OptionView("pack", PACK_TASK, PACK_WRITTEN if view.pack_is_current is not None else PACK_READY),
        OptionView("sent", SENT_TASK, SENT_DONE),
        OptionView("slip", SLIP_TASK, SLIP_SENT),
        OptionView("heard", HEARD_TASK, MEND_STATE if is_withdrawn(view) else HEARD_STATE),
        again_task(view),
        *RECORD_TASKS,
        LETTERS,
        *OTHER_TASKS,
    )


def again_task(view: CaseView) -> OptionView:
    """Returns the task of beginning the referral that follows, or of going on with it."""
    follower = view.followed_by
    return OptionView("again", AGAIN_TASK, AGAIN_GO_ON.format(reference=follower) if follower else AGAIN_STATE)


def is_withdrawn(view: CaseView) -> bool:
    """Returns whether the case was withdrawn, so that only the evidence record may leave the vault."""
    return any(step.kind == WITHDRAWN for step in view.after)


def shut_tasks(view: CaseView) -> frozenset[str]:
    """Returns the ids of the tasks that cannot be done because the case was withdrawn."""
    if not is_withdrawn(view):
        return frozenset()
    return frozenset({"pack", "slip", "letter"} | (set() if view.frozen else {"sent"}))


def withdrawn_rows(view: CaseView) -> list[Row]:
    """Returns that the case was withdrawn, and why."""
    return [line(STOPPED.format(words=step.words), "warning") for step in view.after if step.kind == WITHDRAWN]


def groups(view: CaseView) -> dict[str, str]:
    """Returns the groups of a referral's tasks, by the id of the first task of each."""
    if not view.referral:
        return {}
    return {view.steps[0].id: READ if view.frozen else FILL_IN, "check": CHECK, "pack": SEND, "slip": AFTER}


def looks(view: CaseView) -> dict[str, str]:
    """Returns the looks of task states that still stop the referral, by task id."""
    if not view.referral:
        return {}
    if view.frozen or is_withdrawn(view):
        return dict.fromkeys(shut_tasks(view), "unsure")
    needing = {step.id: "unsure" for step in view.steps if any(field.mark == "needed" for field in step.fields)}
    return {**needing, "sent": "warning"}


def next_task(view: CaseView, *, checked: bool) -> str:
    """Returns the id of the next task. ``checked``: whether the answers were looked through since the case was opened."""
    if not view.referral:
        return "questions" if view.outcome is None and not is_withdrawn(view) else "evidence"
    if is_withdrawn(view):
        return "evidence"
    if view.frozen:
        return "heard" if view.after else "slip"
    if view.status in WRITTEN:
        return "sent" if view.pack_is_current is not False else "pack"
    if not any(begun(step.fields) for step in view.steps):
        return view.steps[0].id
    needing = next((step for step in view.steps if any(field.mark == "needed" for field in step.fields)), None)
    if needing is not None:
        return needing.id
    return "pack" if checked else "check"
