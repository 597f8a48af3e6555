"""The local-connection advisor: a person's history as they remember it, drawn as a timeline, and the result for each district."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from textual import work
from textual.widget import Widget

from champion_tui.desk.connection.advice_views import ConnectionDistrictView, ConnectionFormView, ConnectionView
from champion_tui.desk.connection.draft import ASYLUM, CARE, FAMILY, SPECIAL, STAY, TIMES, UNSAFE, WORK, DraftEntry
from champion_tui.desk.options import OptionView
from champion_tui.ground.answers import Problem
from champion_tui.tui.screens.connection.entry_steps import Answers, ChooseStep, EntryScreen, Step, TypeStep
from champion_tui.tui.screens.kit.base import ChampionScreen
from champion_tui.tui.shell import places
from champion_tui.tui.shell.shell_words import CONNECTION
from champion_tui.tui.widgets.layout import EMPTY, Row, labelled, line
from champion_tui.tui.widgets.lists.choices import Choices
from champion_tui.tui.widgets.panes import ONE, Side
from champion_tui.tui.widgets.prose import Prose, Title

if TYPE_CHECKING:
    from champion_tui.desk.connection.draft import ConnectionDraft

UNSAVED_PLACES = "places entered for local connection ({count})"
LEAD = "It helps them to choose, and decides nothing. What you type here is not stored."
NOTHING_YET = "Begin with the places where they lived in the last five years, as they remember them."
ADD_STAY = OptionView("stay", "Add a place where they lived", "")
ADD_TIE = OptionView("tie", "Add work, family or another tie", "")
ADD_UNSAFE = OptionView("unsafe", "Add a place not safe for them", "")
TAKE = "Take {name} into the referral"
TAKE_TITLE = "This goes to the council, under “Why this council”. Read it out first."
TAKE_OPTIONS = (OptionView("take", "Take it", ""), OptionView("no", "Leave it out", ""))
ENTRY_ASK = "What about it?"
ENTRY_OPTIONS = (
    OptionView("change", "Change it", ""),
    OptionView("out", "Take it out", ""),
    OptionView("leave", "Leave it as it is", ""),
)
DROP = "These places are not stored"
DROP_WHY = "Leaving this page throws them away. Nothing else is lost."
DROP_OPTIONS = (OptionView("stay", "Stay here", ""), OptionView("drop", "Throw them away", ""))
SETTLES = "To settle it"
TO_ASK = "To ask"
BEAR_IN_MIND = "Bear in mind"
GOOD_TO_KNOW = "Good to know"
WHICH_DISTRICT = "Which council's area was it?"
WHICH_DISTRICT_NOW = "Which council's area is it?"
WHICH_OWES = "Which council owes them help? A county council is every district of its county."
WHERE_UNSAFE = "Where are they not safe?"
WHAT_WAS_IT = "What was it?"
WHEN = "When was it?"
BEGAN, ENDED, LENGTH = "It began", "It ended", "It lasted"
WHICH_TIE = "What ties them to a place?"
TIES = (
    OptionView(WORK, "Work", ""),
    OptionView(FAMILY, "Family", ""),
    OptionView(SPECIAL, "A special reason", "Such as care that they can only get there."),
    OptionView(CARE, "Leaving care", "The council that owes them help as a care leaver."),
    OptionView(ASYLUM, "Asylum support", "Where they were last housed by it."),
)
CASUAL_QUESTION = "Is the work casual?"
CASUAL_OPTIONS = (
    OptionView("no", "No, it is ordinary work", ""),
    OptionView("yes", "Yes: now and then, with no fixed hours or end", ""),
    OptionView("unknown", "Not known", ""),
)
COMES_TO = "What it comes to"
WHO = "Who is it?"
FAMILY_YEARS = "For how long have they lived there?"
FAMILY_YEARS_LABEL = "How long"
FAMILY_YEARS_HELP = "Such as 6 years, about 5 years, over 10 years, or unknown."
REASON = "What is the reason?"
REASON_LABEL = "In a few words"
REASON_HELP = "It is not put into the referral: health and the like belong to the person."

PLACE = 34
"""Columns for an entry's place, in front of what was said about it."""

BESIDE_THE_TIMELINE = [(0, ONE), (120, "-two"), (160, "-three")]
"""Replaces ``panes.WIDTHS``, because the timeline is as wide as a narrow window and must not wrap."""

CASUAL = {"no": False, "yes": True, "unknown": None}


class ConnectionScreen(ChampionScreen[str]):
    """The advisor. Ends with the sentence for the referral if one was taken, else with None.

    With ``kept`` the screen below keeps the draft, so leaving loses nothing. ``takes`` says whether there is a referral to take
    a sentence into.
    """

    NAME = "connection"
    HEADING = CONNECTION
    PURPOSE = "Work out with the person where they may have a local connection, from what they remember."
    SHOWS = (
        "A timeline: one row per district, the last five years and the last twelve months marked, time in custody hatched.",
        "What you entered. You can change a line, take it out, or add another.",
        "For each district: how strong it is, the grounds, the working (for sure, at most), and what would settle it.",
        "In a case: the sentence that you can put into the referral.",
    )
    AUTO_FOCUS = "#entries"
    HORIZONTAL_BREAKPOINTS = BESIDE_THE_TIMELINE

    def __init__(self, draft: "ConnectionDraft", *, heading: str = "", takes: bool = False, kept: bool = False) -> None:
        super().__init__()
        self._draft = draft
        self._heading = heading or CONNECTION
        self._takes = takes
        self._kept = kept

    def parts(self) -> Iterator[Widget]:
        """Yields the timeline, the entries and the findings."""
        yield Prose(id="timeline")
        yield Choices(id="entries")
        yield Side(Title(COMES_TO), Prose(id="findings"))

    def header(self) -> tuple[str, str]:
        """Returns the heading, and the date of the assessment."""
        return self._heading, self.desk.date_words

    def refresh_view(self) -> None:
        """Shows the result of the entries."""
        self._show("")

    def _show(self, mark: str) -> None:
        view = self._draft.view()
        self.query_one("#timeline", Prose).show(timeline_rows(view))
        entries = [OptionView(str(place), *self._draft.words(entry)) for place, entry in enumerate(self._draft.entries)]
        takes = [
            OptionView(f"take-{district.id}", TAKE.format(name=district.name), "")
            for district in (view.districts if view and self._takes else ())
            if district.take
        ]
        adds = [ADD_STAY, ADD_TIE, ADD_UNSAFE]
        self.query_one(Choices).offer(
            [*entries, *adds, *takes], mark or ADD_STAY.id, menu=True, searched=False, hint_column=PLACE
        )
        self.query_one("#findings", Prose).show(finding_rows(view) if view else [])

    # -- input ------------------------------------------------------------------------------------------------------

    @work
    async def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """Adds an entry, changes one, or takes a sentence."""
        form, chosen = self._draft.form, str(event.answer)
        steps = {
            ADD_STAY.id: lambda given: stay_step(form, given),
            ADD_TIE.id: lambda given: tie_step(form, given),
            ADD_UNSAFE.id: lambda given: unsafe_step(form, given),
        }
        if chosen in steps:
            await self._enter(steps[chosen])
        elif chosen.isdecimal():
            await self._change(int(chosen))
        else:
            await self._take(chosen.removeprefix("take-"))
        self.listen()

    async def _enter(
        self, steps: Callable[[Answers], Step | None], place: int | None = None, given_before: Answers | None = None
    ) -> None:
        def finish(given: Answers) -> Problem | None:
            return self._draft.put(entry_of(given), place)

        def judge(given: Answers) -> Problem | None:
            return self._draft.problem_in(entry_of(given), place)

        _ = await self.result_of(EntryScreen(steps, finish, given_before, judge=judge))
        self._show("")

    async def _change(self, place: int) -> None:
        entry = self._draft.entries[place]
        title = " ".join(part for part in self._draft.words(entry) if part)
        answer = await self.result_of(places.Ask(ENTRY_ASK, title, ENTRY_OPTIONS))
        if answer == "out":
            self._draft.take_out(place)
            self._show("")
        elif answer == "change":
            steps = {STAY: stay_step, UNSAFE: unsafe_step}.get(entry.kind, tie_step)
            await self._enter(lambda given: steps(self._draft.form, given), place, said_in(entry))

    async def _take(self, district: str) -> None:
        view = self._draft.view()
        advice = next((each for each in view.districts if each.id == district), None) if view else None
        if advice is None:
            return
        answer = await self.result_of(places.Ask(TAKE_TITLE, advice.take, TAKE_OPTIONS))
        if answer == "take":
            self.leave(advice.take)

    def action_back(self) -> None:
        """Leaves, after asking if entries would be lost."""
        self._leave_or_stay()

    @work
    async def _leave_or_stay(self) -> None:
        if self.unsaved() and not self._kept:
            answer = await self.result_of(places.Ask(DROP, DROP_WHY, DROP_OPTIONS))
            if answer != "drop":
                return
        self.leave()

    def unsaved_words(self) -> str:
        """Returns a description of the entries, which are never stored; "" if there are none."""
        count = len(self._draft.entries)
        return UNSAVED_PLACES.format(count=count) if count else ""


# -- the steps of each kind of entry ------------------------------------------------------------------------------------


def stay_step(form: ConnectionFormView, given: Answers) -> Step | None:
    """Returns the next step for a place where they lived: which area, what it was, when. None if all is said."""
    if "district" not in given:
        return ChooseStep("district", WHICH_DISTRICT, form.districts, form.find)
    if "kind" not in given:
        return ChooseStep("kind", WHAT_WAS_IT, form.kinds)
    if "from" not in given:
        labels = ((BEGAN, form.began_help), (ENDED, form.ended_help), (LENGTH, form.length_help))
        return TypeStep(WHEN, tuple((key, *both) for key, both in zip(TIMES, labels, strict=True)))
    return None


def tie_step(form: ConnectionFormView, given: Answers) -> Step | None:
    """Returns the next step for work, family or another tie: what it is, where, then what that kind needs. None if all is said."""
    if "tie" not in given:
        return ChooseStep("tie", WHICH_TIE, TIES)
    if "district" not in given:
        owing = given["tie"] == CARE
        title, find = (WHICH_OWES, form.find_owing) if owing else (WHICH_DISTRICT_NOW, form.find)
        return ChooseStep("district", title, form.districts, find)
    more: dict[str, tuple[Step, ...]] = {
        WORK: (ChooseStep("casual", CASUAL_QUESTION, CASUAL_OPTIONS),),
        FAMILY: (
            ChooseStep("relation", WHO, form.relations),
            TypeStep(FAMILY_YEARS, (("years", FAMILY_YEARS_LABEL, FAMILY_YEARS_HELP),)),
        ),
        SPECIAL: (TypeStep(REASON, (("reason", REASON_LABEL, REASON_HELP),)),),
    }
    return next((step for step in more.get(given["tie"], ()) if _id_of(step) not in given), None)


def unsafe_step(form: ConnectionFormView, given: Answers) -> Step | None:
    """Returns the step for a place where they are not safe, None if it is said."""
    return None if "unsafe" in given else ChooseStep("unsafe", WHERE_UNSAFE, form.districts, form.find)


def _id_of(step: Step) -> str:
    return step.id if isinstance(step, ChooseStep) else step.boxes[0][0]


def entry_of(given: Answers) -> DraftEntry:
    """Returns what was said as an entry of the history."""
    if "unsafe" in given:
        return DraftEntry(UNSAFE, {"district": given["unsafe"]})
    if "tie" not in given:
        times = {key: given[key] for key in TIMES if given.get(key)}
        return DraftEntry(STAY, {"district": given["district"], "kind": given["kind"], **times})
    row: dict[str, object] = {"district": given["district"]}
    if given["tie"] == WORK:
        row["casual"] = CASUAL[given["casual"]]
    elif given["tie"] == FAMILY:
        row |= {"relation": given["relation"], "years": given["years"] or "unknown"}
    elif given["tie"] == SPECIAL:
        row["reason"] = given["reason"]
    return DraftEntry(given["tie"], row)


def said_in(entry: DraftEntry) -> Answers:
    """Returns an entry as answers, so that it can be changed."""
    answers = {key: str(value) for key, value in entry.values.items() if key != "casual"}
    if "casual" in entry.values:
        answers["casual"] = next(name for name, value in CASUAL.items() if value is entry.values["casual"])
    if entry.kind == UNSAFE:
        return {"unsafe": answers["district"]}
    return answers if entry.kind == STAY else {"tie": entry.kind, **answers}


# -- the result ---------------------------------------------------------------------------------------------------------


def timeline_rows(view: ConnectionView | None) -> list[Row]:
    """Returns the timeline, or what to do if there is none yet."""
    if view is None:
        return [line(LEAD), line(NOTHING_YET, "quiet"), EMPTY]
    drawn = view.timeline.lines()
    return [*(line(text) for text in drawn), EMPTY] if drawn else [line(LEAD), EMPTY]


def finding_rows(view: ConnectionView) -> list[Row]:
    """Returns each district with its strength, grounds and working; then what to ask and what to bear in mind."""
    rows: list[Row] = []
    for district in view.districts:
        rows += [*([EMPTY] if rows else []), *district_rows(district)]
    for title, texts in (
        (TO_ASK, view.questions),
        (BEAR_IN_MIND, view.cautions),
        (GOOD_TO_KNOW, view.background),
    ):
        rows += [EMPTY] if texts and rows else []
        rows += [labelled(title if place == 0 else "", text) for place, text in enumerate(texts)]
    return rows


def district_rows(district: ConnectionDistrictView) -> list[Row]:
    """Returns the rows of one district."""
    look = "warning" if district.most == "unsafe" else "accent" if district.least == "likely" else "strong"
    rows: list[Row] = [line(district.name, "title"), line(district.headline, look)]
    for ground in district.grounds:
        for place, text in enumerate(part for part in (ground.why, *ground.working) if part):
            rows.append(labelled(ground.title if place == 0 else "", text, width=GROUND))
        rows.append(labelled("", ground.source, "quiet", GROUND))
    return [*rows, *(labelled(SETTLES, text, "accent", GROUND) for text in district.settles)]


GROUND = 14
"""Columns of the longest title of a ground."""
