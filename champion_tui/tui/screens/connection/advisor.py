"""The local-connection advisor: a history as they remember it, drawn as a timeline, and what it comes to for each district."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.widget import Widget

from champion_tui.desk.connection.advice_views import ConnectionDistrictView, ConnectionFormView, ConnectionView
from champion_tui.desk.connection.draft import FAMILY, SPECIAL, STAY, TIMES, UNSAFE, WORK, Entry
from champion_tui.desk.views import OptionView
from champion_tui.ground.answers import Problem
from champion_tui.tui.screens.connection import connection_words as words
from champion_tui.tui.screens.connection.entry_steps import Answers, ChooseStep, EntryScreen, Step, TypeStep
from champion_tui.tui.screens.kit.base import ChampionScreen
from champion_tui.tui.shell import places
from champion_tui.tui.shell.commands import bindings_for
from champion_tui.tui.shell.shell_words import UNSAVED_PLACES
from champion_tui.tui.widgets.choices import Choices
from champion_tui.tui.widgets.layout import EMPTY, Cell, Row, labelled, line
from champion_tui.tui.widgets.prose import Prose

if TYPE_CHECKING:
    from champion_tui.desk.connection.draft import ConnectionDraft

PLACE = 34
"""Columns for an entry's place, in front of what was said about it."""

CASUAL = {"no": False, "yes": True, "unknown": None}


class ConnectionScreen(ChampionScreen[str]):
    """Dismissed with the sentence for the referral where one was taken, else with None.

    ``draft`` belongs to the screen below where that keeps it; then leaving this one loses nothing. ``takes`` says whether there
    is a referral to take a sentence into.
    """

    NAME = "connection"
    HEADING = words.CONNECTION
    PURPOSE = "Work out with the person where they may have a local connection, from what they remember."
    SHOWS = (
        "A timeline: one row per district, the last five years and the last twelve months marked, time in custody hatched.",
        "What was entered, each line to change or take out, and lines to add to it.",
        "For each district how strong it is, the grounds, the working (for sure, at most), and what would settle it.",
        "In a case: the sentence that can be taken into the referral.",
    )
    BINDINGS = bindings_for(NAME)
    AUTO_FOCUS: ClassVar[str] = "#entries"

    def __init__(self, draft: "ConnectionDraft", *, heading: str = "", takes: bool = False, kept: bool = False) -> None:
        super().__init__()
        self._draft = draft
        self._heading = heading or words.CONNECTION
        self._takes = takes
        self._kept = kept

    def parts(self) -> Iterator[Widget]:
        """The timeline, the entries, the findings."""
        yield Prose(id="timeline")
        yield Choices(id="entries")
        yield Prose(id="findings")

    def header(self) -> tuple[str, str]:
        """Where this is, and the day it is worked out for."""
        return self._heading, self.desk.start().date_words

    def refresh_view(self) -> None:
        """Show what the entries come to now."""
        self._show("")

    def _show(self, mark: str) -> None:
        view = self._draft.view()
        self.query_one("#timeline", Prose).show(timeline_rows(view))
        entries = [OptionView(str(place), *self._draft.words(entry)) for place, entry in enumerate(self._draft.entries)]
        takes = [
            OptionView(f"take-{district.id}", words.TAKE.format(name=district.name), "")
            for district in (view.districts if view and self._takes else ())
            if district.take
        ]
        adds = [words.ADD_STAY, words.ADD_TIE, words.ADD_UNSAFE]
        self.query_one(Choices).offer(
            [*entries, *adds, *takes], mark or words.ADD_STAY.id, menu=True, searched=False, hint_column=PLACE
        )
        self.query_one("#findings", Prose).show(finding_rows(view) if view else [])

    # -- what the person does ---------------------------------------------------------------------------------------

    def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """Add something, change an entry, or take a sentence."""
        self._chosen(str(event.answer))

    @work
    async def _chosen(self, chosen: str) -> None:
        form = self._draft.form
        steps = {
            words.ADD_STAY.id: lambda given: stay_step(form, given),
            words.ADD_TIE.id: lambda given: tie_step(form, given),
            words.ADD_UNSAFE.id: lambda given: unsafe_step(form, given),
        }
        if chosen in steps:
            await self._enter(steps[chosen])
        elif chosen.isdecimal():
            await self._change(int(chosen))
        else:
            await self._take(chosen.removeprefix("take-"))
        self.listen()

    async def _enter(
        self, steps: Callable[[Answers], Step | None], place: int | None = None, said: Answers | None = None
    ) -> None:
        def finish(given: Answers) -> Problem | None:
            return self._draft.put(entry_of(given), place)

        def judge(given: Answers) -> Problem | None:
            return self._draft.problem_in(entry_of(given), place)

        _ = await self.result_of(EntryScreen(steps, finish, said, judge=judge))
        self._show("")

    async def _change(self, place: int) -> None:
        entry = self._draft.entries[place]
        title = " ".join(part for part in self._draft.words(entry) if part)
        answer = await self.result_of(places.Ask(words.ENTRY_ASK, title, words.ENTRY_OPTIONS))
        if answer == "out":
            self._draft.take_out(place)
            self._show("")
        elif answer == "change":
            steps = {STAY: stay_step, UNSAFE: unsafe_step}.get(entry.kind, tie_step)
            await self._enter(lambda given: steps(self._draft.form, given), place, said_in(entry))

    async def _take(self, district: str) -> None:
        view = self._draft.view()
        found = next((each for each in view.districts if each.id == district), None) if view else None
        if found is None:
            return
        answer = await self.result_of(places.Ask(words.TAKE_TITLE, found.take, words.TAKE_OPTIONS))
        if answer == "take":
            self.leave(found.take)

    def action_back(self) -> None:
        """Leave; entries that no screen below keeps are thrown away only after asking."""
        self._leave_or_stay()

    @work
    async def _leave_or_stay(self) -> None:
        if self.unsaved() and not self._kept:
            answer = await self.result_of(places.Ask(words.DROP, words.DROP_WHY, words.DROP_OPTIONS))
            if answer != "drop":
                return
        self.leave()

    def unsaved_words(self) -> str:
        """The entries: they are never stored."""
        count = len(self._draft.entries)
        return UNSAVED_PLACES.format(count=count) if count else ""


# -- the steps of each kind of entry ------------------------------------------------------------------------------------


def stay_step(form: ConnectionFormView, given: Answers) -> Step | None:
    """A place where they lived: which area, what it was, when."""
    if "district" not in given:
        return ChooseStep("district", words.WHICH_DISTRICT, form.districts)
    if "kind" not in given:
        return ChooseStep("kind", words.WHAT_WAS_IT, form.kinds)
    if "from" not in given:
        labels = ((words.BEGAN, form.began_help), (words.ENDED, form.ended_help), (words.LENGTH, form.length_help))
        return TypeStep(words.WHEN, tuple((key, *both) for key, both in zip(TIMES, labels, strict=True)))
    return None


def tie_step(form: ConnectionFormView, given: Answers) -> Step | None:
    """Work, family or another tie: what it is, where, then what that kind needs to know."""
    if "tie" not in given:
        return ChooseStep("tie", words.WHICH_TIE, words.TIES)
    if "district" not in given:
        return ChooseStep("district", words.WHICH_DISTRICT_NOW, form.districts)
    more: dict[str, tuple[Step, ...]] = {
        WORK: (ChooseStep("casual", words.CASUAL, words.CASUAL_OPTIONS),),
        FAMILY: (
            ChooseStep("relation", words.WHO, form.relations),
            TypeStep(words.FAMILY_YEARS, (("years", words.FAMILY_YEARS_LABEL, words.FAMILY_YEARS_HELP),)),
        ),
        SPECIAL: (TypeStep(words.REASON, (("reason", words.REASON_LABEL, words.REASON_HELP),)),),
    }
    return next((step for step in more.get(given["tie"], ()) if _id_of(step) not in given), None)


def unsafe_step(form: ConnectionFormView, given: Answers) -> Step | None:
    """A place where they are not safe."""
    return None if "unsafe" in given else ChooseStep("unsafe", words.WHERE_UNSAFE, form.districts)


def _id_of(step: Step) -> str:
    return step.id if isinstance(step, ChooseStep) else step.boxes[0][0]


def entry_of(given: Answers) -> Entry:
    """What was said as an entry of the history."""
    if "unsafe" in given:
        return Entry(UNSAFE, {"district": given["unsafe"]})
    if "tie" not in given:
        times = {key: given[key] for key in TIMES if given.get(key)}
        return Entry(STAY, {"district": given["district"], "kind": given["kind"], **times})
    row: dict[str, object] = {"district": given["district"]}
    if given["tie"] == WORK:
        row["casual"] = CASUAL[given["casual"]]
    elif given["tie"] == FAMILY:
        row |= {"relation": given["relation"], "years": given["years"] or "unknown"}
    elif given["tie"] == SPECIAL:
        row["reason"] = given["reason"]
    return Entry(given["tie"], row)


def said_in(entry: Entry) -> Answers:
    """An entry as it was said, to change it."""
    said = {key: str(value) for key, value in entry.values.items() if key != "casual"}
    if "casual" in entry.values:
        said["casual"] = next(name for name, value in CASUAL.items() if value is entry.values["casual"])
    if entry.kind == UNSAFE:
        return {"unsafe": said["district"]}
    return said if entry.kind == STAY else {"tie": entry.kind, **said}


# -- what it comes to ---------------------------------------------------------------------------------------------------


def timeline_rows(view: ConnectionView | None) -> list[Row]:
    """The timeline; what to do where there is none yet."""
    if view is None:
        return [line(words.LEAD), line(words.NOTHING_YET, "quiet"), EMPTY]
    drawn = view.timeline.lines()
    return [*(line(text) for text in drawn), EMPTY] if drawn else [line(words.LEAD), EMPTY]


def finding_rows(view: ConnectionView) -> list[Row]:
    """Each district with its strength, grounds and working; then what to ask, and what to bear in mind."""
    rows: list[Row] = []
    for district in view.districts:
        rows += [EMPTY, *district_rows(district)]
    for title, texts in (
        (words.TO_ASK, view.questions),
        (words.BEAR_IN_MIND, view.cautions),
        (words.GOOD_TO_KNOW, view.background),
    ):
        rows += [EMPTY] if texts else []
        rows += [labelled(title if place == 0 else "", text) for place, text in enumerate(texts)]
    return rows


def district_rows(district: ConnectionDistrictView) -> list[Row]:
    """One district."""
    look = "warning" if district.most == "unsafe" else "accent" if district.least == "likely" else "strong"
    rows: list[Row] = [line(district.name, "title"), line(district.headline, look)]
    for ground in district.grounds:
        for place, text in enumerate(part for part in (ground.why, *ground.working) if part):
            rows.append(labelled(ground.title if place == 0 else "", text, width=GROUND))
        rows.append((Cell("", "", GROUND), Cell(ground.source, "quiet")))
    return [*rows, *(labelled(words.SETTLES, text, "accent", GROUND) for text in district.settles)]


GROUND = 14
"""Columns of the longest name of a ground."""
