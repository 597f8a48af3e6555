"""The triage, one page at a time. The interview decides which page comes next."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, ClassVar

from textual import events, on, work
from textual.widget import Widget
from textual.widgets import Input

from champion_tui.desk.errors import DeskError
from champion_tui.desk.screen_commands import Command, footer_of, keyed
from champion_tui.desk.views import OutcomeView, PageView, QuestionView
from champion_tui.domain.dates.said_day import DayRead
from champion_tui.ground.answers import Problem
from champion_tui.tui.screens.triage.of_interview import InterviewScreen
from champion_tui.tui.screens.triage.outcome import ANEW, GO_ON, KEEPS, WAY_OUT
from champion_tui.tui.screens.triage.page_rows import above_rows, note_rows, ring_rows, why_rows, wrong_rows
from champion_tui.tui.shell import places
from champion_tui.tui.shell.shell_words import NOT_YET, TAKEN, WHERE_NOW, WHERE_NOW_WHY
from champion_tui.tui.widgets.date_field import DateField
from champion_tui.tui.widgets.layout import EMPTY, Row, labelled, line
from champion_tui.tui.widgets.lists.choices import Choices
from champion_tui.tui.widgets.lists.trail import SoFar, Trail
from champion_tui.tui.widgets.panes import Left, Region, Side
from champion_tui.tui.widgets.prose import Prose, Title

if TYPE_CHECKING:
    from champion_tui.desk.connection.draft import ConnectionDraft
    from champion_tui.desk.triage.interview import Interview

TAKEN_LATER = "It goes into the referral, under “Why this council”, when you keep the case."
RING = "Ring now"
MORE_TO_COME = "about {count} more to come"
PROGRESS = "question {number} of about {about}"
NEW_CASE = "New case"
ANSWER_NOT_SAVED = "NOT SAVED: the last answer was not taken. Give it again."
SAVING = "saving"
HINTS_END = "%end-hints%: no more hints."

AREA = 44
"""Columns for an authority's name, in front of its area."""

SAYS_SAVING_AFTER = 0.2
"""Seconds after which the header says that an answer is being saved."""


class TriageScreen(InterviewScreen[None]):
    """Shows the interview's pages one after another. An outcome opens above it and returns to it.

    All calls to the interview go through ``_step``, one at a time, in a thread. An answer counts as given only once the
    interview has accepted it and, if the case is in the vault, saved it.
    """

    NAME = "question"
    HEADING = NEW_CASE
    PURPOSE = "Find the right next step for the person in front of you, one question at a time."
    SHOWS: ClassVar[tuple[str, ...]] = (
        "At the top: the answers so far. Tab goes there, and you can change any of them. Later answers are kept.",
        "The question, the answers to choose from, why it is asked and where that is written.",
        "Warnings and notes that your answers call for. If the question is urgent: the numbers to call.",
        "NOT SAVED shows at the top until you keep the answers in the vault.",
    )
    AUTO_FOCUS = "#options"

    def __init__(self, interview: "Interview") -> None:
        super().__init__(interview)
        self.page: PageView | None = None
        self._saving = False
        self._draft: ConnectionDraft | None = None
        """What was entered in the local-connection advisor, kept as long as this screen."""

    def parts(self) -> Iterator[Widget]:
        """Yields the trail, the question, the answers, the side (whom to ring, why it is asked) and the notes."""
        yield Left(SoFar())
        yield Trail(id="trail", classes="one-column")
        yield Prose(id="above")
        yield DateField(self._read_day, id="date")
        yield Choices(id="options")
        yield Side(Title(RING), Prose(id="ring"), Prose(id="why"), SoFar())
        yield Prose(id="notes")

    @property
    def question(self) -> QuestionView | None:
        """The open question."""
        return self.page.questions[-1] if self.page else None

    def refresh_view(self) -> None:
        """Asks the interview for its current page."""
        self._step(self.interview.here)

    def header(self) -> tuple[str, str]:
        """Returns the progress, and whether the answers are saved."""
        if self.page is None:
            return self.HEADING, ""
        progress = PROGRESS.format(number=self.page.number, about=self.page.about)
        saved = SAVING if self._saving else NOT_YET if self._typed_on else self.page.saved
        if self.interview.reference is None:
            return self.HEADING, f"{progress}   {saved}  {keyed(KEEPS)}"
        return self.interview.reference, f"{progress}   {saved}"

    @property
    def _typed_on(self) -> bool:
        """Whether a date has been typed but not given as an answer yet, in a case that is in the vault."""
        question = self.question
        if question is None or question.kind != "date" or self.interview.reference is None:
            return False
        typed = self.query_one(DateField).typed
        return bool(typed) and typed != question.given

    def on_mount(self) -> None:
        """Watches the box of a date, so that the header says at each letter that it is not saved."""
        # Textual calls the base class's handler as well.
        for box in self.query(Input):
            self.watch(box, "value", self.refresh_bars, init=False)

    def footer_commands(self) -> tuple[Command, ...]:
        """Returns the commands for this kind of question."""
        kind = self.question.kind if self.question else ""
        absent = {
            "choose": kind in {"date", "many"},
            "mark": kind != "many",
            "trail": True,
            "connection": not self._at_council,
            "area": not self._may_move,
        }
        return footer_of(self.NAME, without=self.unused() | {command for command, missing in absent.items() if missing})

    @property
    def _at_council(self) -> bool:
        return self.question is not None and "local-connection" in self.question.shows

    @property
    def _may_move(self) -> bool:
        """Whether the page shows the person's area and it can be changed here. For a case that is kept it is changed in the case."""
        return self.page is not None and bool(self.page.area) and self.interview.reference is None

    # -- input ------------------------------------------------------------------------------------------------------

    @on(Choices.Chosen)
    @on(DateField.Given)
    def _answer(self, event: Choices.Chosen | DateField.Given) -> None:
        """Answers the open question."""
        question, answer = self.question, event.answer
        if question is not None:
            self._step(lambda: self.interview.answer(question.id, answer))

    def _read_day(self, text: str) -> DayRead:
        return self.desk.read_day(self.question.id if self.question else "", text)

    def on_trail_chosen(self, event: Trail.Chosen) -> None:
        """Goes back to an earlier question."""
        self._step(lambda: self._at(event.question))

    def on_key(self, event: events.Key) -> None:
        """Moves from the date to the answers below it on Down."""
        if self.question is None or self.question.kind != "date":
            return
        if event.key == "down" and not self.query_one(Choices).has_focus:
            self.query_one(Choices).focus()

    def action_back(self) -> None:
        """Goes to the previous question; from the first one, leaves."""
        self._step_back()

    def action_connection(self) -> None:
        """Opens the local-connection advisor, at the question for the council."""
        if not self._at_council:
            return
        if self._draft is None:
            stage = self.interview.judged().judgement.stage
            self._draft = self.desk.connection.draft(str(stage) if stage else None)
        self.go(places.Connection(self._draft, takes=True, kept=True), self._carry)

    @work
    async def action_area(self) -> None:
        """Changes the area in which the person is."""
        if not self._may_move:
            return
        here = self.area_of_person or ""
        area = await self.champion.result_of(places.Pick(WHERE_NOW, WHERE_NOW_WHY, self.desk.areas(), here))
        if area is not None:
            self._step(lambda: self._moved_to(area))

    def _moved_to(self, area: str) -> PageView | OutcomeView:
        self.desk.person_is_in(self.interview, area)
        return self.interview.here()

    @work
    async def _step_back(self) -> None:
        stepped: list[bool] = []
        await self._step(lambda: self._back(stepped)).wait()
        if not stepped[0] and (not self.unsaved() or await self.champion.ways.may_leave(self.interview)):
            self.leave()

    @work
    async def action_keep(self) -> None:
        """Keeps the answers in the vault."""
        if await self.champion.ways.keep(self.interview):
            self._step(self.interview.here)

    @work
    async def _after_outcome(self, left: str | None) -> None:
        """Handles the result of the outcome: back, to a question, out, or on to the case."""
        if left is None and self.interview.frozen:
            self.leave()
        elif left is None:
            self._step(lambda: self._back([]))
        elif left == WAY_OUT:
            self.leave()
        elif left == ANEW:
            self._step(self.interview.here)
        elif left != GO_ON:
            self._step(lambda: self._at(left))
        elif await self.champion.ways.keep(self.interview) and self.interview.reference is not None:
            reference = self.interview.reference
            self.once_on_top(lambda: self.champion.ways.open_case(reference))
        else:
            self._step(self.interview.here)

    def _at(self, question: str) -> PageView | OutcomeView:
        self.interview.go_to(question)
        return self.interview.here()

    def _back(self, stepped: list[bool]) -> PageView | OutcomeView:
        """Goes back. Appends to ``stepped`` whether there was a previous question."""
        stepped.append(self.interview.back())
        return self.interview.here()

    @work
    async def _carry(self, sentence: str | None) -> None:
        """Adds the advisor's sentence, if there is one, to the referral."""
        if not sentence:
            return
        try:
            await self.champion.at_work.do(lambda: self.interview.carry_connection(sentence))
        except DeskError as error:
            await self.champion.ways.tell(str(error), error.way_out)
            return
        await self.champion.ways.tell(TAKEN if self.interview.reference else TAKEN_LATER)

    def listen(self) -> None:
        """Lets the list take keys again, but not while an answer is being handled."""
        if not self._turn.locked():
            super().listen()

    # -- calls to the interview -------------------------------------------------------------------------------------

    @work
    async def _step(self, work_on: Callable[[], PageView | OutcomeView | Problem]) -> None:
        async with self._turn:
            notice = self.set_timer(SAYS_SAVING_AFTER, self._say_saving)
            try:
                came_to = await self.champion.at_work.do(work_on)
            except DeskError as error:
                here = await self.champion.at_work.do(self.interview.here)
                if self.is_open:
                    self._refused(error, here)
                return
            finally:
                notice.stop()
                self._saving = False
            if self.is_open:
                self._show(came_to)

    @property
    def is_open(self) -> bool:
        """Whether the page is still open. A slow answer may end after the person has left."""
        return super().is_open and bool(self.walk_children(Trail))

    def _refused(self, error: DeskError, here: PageView | OutcomeView) -> None:
        """Says why the answer was refused and asks again. If another window has changed the answers, shows the question that is
        open now.
        """
        if self.page is None or here.trail != self.page.trail or isinstance(here, OutcomeView):
            self._show(here)
            self.champion.guard.say(str(error))
        kept = above_rows(self.page) if self.page else []
        self.query_one("#above", Prose).show([*self._not_taken(error), *kept])
        self.query_one(Choices).listen()

    def _not_taken(self, error: DeskError) -> list[Row]:
        """Returns why the last answer was not accepted; the question is asked again below."""
        return [line(ANSWER_NOT_SAVED, "warning"), *self.error_rows(error)[1:], EMPTY]

    def _say_saving(self) -> None:
        self._saving = True
        self.refresh_bars()

    def _show(self, came_to: PageView | OutcomeView | Problem) -> None:
        if isinstance(came_to, OutcomeView):
            self.once_on_top(lambda: self.go(places.Outcome(self.interview, came_to), self._after_outcome))
            return
        problem, page = (came_to, self.page) if isinstance(came_to, Problem) else (None, came_to)
        if page is None:
            return
        moved = self.question is None or page.questions[-1].id != self.question.id
        self.page = page
        left = MORE_TO_COME.format(count=page.about - page.number) if page.about > page.number else ""
        for trail in self.walk_children(Trail):
            trail.walk(page.trail, left)
        self.query_one("#above", Prose).show(above_rows(page) + wrong_rows(problem))
        for part, rows in (
            ("ring", ring_rows(page)),
            ("why", why_rows(page)),
            ("notes", self.hint_rows() + note_rows(page.notes)),
        ):
            self.query_one(f"#{part}", Prose).show(rows)
        self.query_one(Title).stand(over=bool(page.numbers))
        self._offer(page.questions[-1], moved=moved)
        if moved:
            self.turn_page()
            for region in self.walk_children(Region):
                region.scroll_home(animate=False)
        self.refresh_bars()

    def hint_rows(self) -> list[Row]:
        """Returns the hint for new users at the open question and the key that turns hints off; [] if hints are off."""
        hint = self.desk.hint(self.question.id) if self.question else ""
        if not hint:
            return []
        return [labelled(self.desk.hints.label, hint, "accent"), labelled("", keyed(HINTS_END), "quiet"), EMPTY]

    def action_end_hints(self) -> None:
        """Turns hints off, from this page on."""
        if self.page is not None and self.hint_rows():
            said = self.desk.end_hints()
            self._show(self.page)
            self.champion.guard.say(said)

    def _offer(self, question: QuestionView, *, moved: bool) -> None:
        dated = question.kind == "date"
        date, choices = self.query_one(DateField), self.query_one(Choices)
        date.display = dated
        choices.display = bool(question.options)
        choices.offer(
            question.options,
            question.given,
            many=question.kind == "many",
            searched=True if question.kind == "authority" else None,
            hint_column=AREA if question.kind == "authority" else 0,
            finder=question.find,
        )
        if dated and moved:
            date.fill(question.given if isinstance(question.given, str) else "")
            date.start()
        elif not dated:
            choices.focus()


class ChangeScreen(TriageScreen):
    """A triage opened to change one answer. It ends as soon as it reaches the outcome with the id ``before`` again."""

    def __init__(self, interview: "Interview", before: str | None) -> None:
        super().__init__(interview)
        self._before = before

    def _show(self, came_to: PageView | OutcomeView | Problem) -> None:
        if isinstance(came_to, OutcomeView) and came_to.id == self._before:
            self.leave()
        else:
            super()._show(came_to)

    def action_back(self) -> None:
        """Leaves. Answers already saved stay saved."""
        self.leave()
