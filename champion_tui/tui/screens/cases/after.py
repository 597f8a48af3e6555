"""After a referral was sent: shows the entries so far and asks for another, one page at a time. Then shows what it means and
what to do next.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import date
from typing import TypeVar

from textual import events, on
from textual.widget import Widget

from champion_tui.desk.cases.after_words import said_of
from champion_tui.desk.cases.afterwards.after import NotedView
from champion_tui.desk.cases.lists.today import GlanceView
from champion_tui.desk.options import OptionView
from champion_tui.desk.views import CaseView, LineView, NotedStep
from champion_tui.domain.cases.after_sending import NEEDS_NOTE, OUTCOME, WITHDRAWN, Heard
from champion_tui.domain.cases.afterwards.portal_words import Ambiguous
from champion_tui.domain.cases.afterwards.what_follows import Refusal
from champion_tui.domain.dates.purposes import HAPPENED
from champion_tui.ground.answers import Problem, WrongValue
from champion_tui.ground.dates.calendar import iso_date, london_date
from champion_tui.ground.dates.date_words import day_words
from champion_tui.ground.values import immutable
from champion_tui.knowledge.forms.after_sending import AfterSending, EntryWords, PortalQuestion, filled
from champion_tui.tui.screens.cases.form.field_editors import last_box
from champion_tui.tui.screens.kit.vault_screen import TROUBLE, ClockDoubt, OneCaseScreen
from champion_tui.tui.shell import places
from champion_tui.tui.shell.shell_words import CANNOT_USE
from champion_tui.tui.widgets.caption import Caption
from champion_tui.tui.widgets.date_field import DateField
from champion_tui.tui.widgets.layout import EMPTY, Row, labelled, line
from champion_tui.tui.widgets.lines import brief_rows
from champion_tui.tui.widgets.lists.choices import Choices, ExplainedList
from champion_tui.tui.widgets.panes import Body, Side
from champion_tui.tui.widgets.prose import Prose, Title
from champion_tui.tui.widgets.text_box import TextBox

WHAT, WHAT_WHY = "What happened?", "One thing at a time. What is due depends on what you note here."
PORTAL_SAYS = "The portal says “{word}”"
OUTCOME_WORDS, OUTCOME_MEANS = "How the council decided", "Eight results, from a duty to no duty, or that nobody knows."
TAKEN_BACK = "They take it back"
TAKEN_BACK_MEANS = (
    "They no longer agree, or it is no longer needed. After this, only the evidence record can leave the vault."
)
WRONG, WRONG_MEANS = (
    "An entry here is wrong",
    "Take it out, or replace it with the right one. The history keeps what it said.",
)
WHICH_OUTCOME, WHICH_OUTCOME_WHY = "How did the council decide?", "Ask the person: no portal shows it."
WHY_BACK = "Why does the referral stop here?"
WHY_BACK_WHY = "After this, no pack, letter or slip can be made from this case."
TOLD, TOLD_WHY = "Has the council been told?", "It was sent. Stopping it here does not stop it at the council."
TOLD_OPTIONS = (
    OptionView("yes", "Yes", ""),
    OptionView("no", "No, not yet", ""),
    OptionView("", "I do not know", ""),
)
WHICH_WRONG, WHICH_WRONG_WHY = "Which entry is wrong?", "Nothing is lost: the history keeps both."
MEND = "What is right?"
MEND_AGAIN = OptionView("again", "The same, with another day or note", "")
MEND_OUTCOME = OptionView("again", "Another result, day or note", "")
MEND_WITHDRAWN = OptionView("again", "Another reason, day or note", "")
MEND_INSTEAD = OptionView("instead", "The council said something else", "")
MEND_OUT = OptionView("out", "It did not happen: take it out", "")
INSTEAD, INSTEAD_WHY = "What did the council say?", "It replaces “{words}”."
WHY_WRONG, WHY_WRONG_WHY = (
    "Take out “{words}”",
    "Say why in a few words. The history shows the reason next to what it said.",
)
REASON = "Why the entry is wrong. Enter takes it out"
DAY = "The day it happened, such as today, yesterday or Monday"
NOTE = "A note, such as whom you spoke to, or none. Enter writes it down"
NOTE_OTHER = (
    "Why, or how you tried to reach them, without anything that they would not want written. Enter writes it down"
)
NOTED_BEFORE = "Already noted: {words} What you give now replaces it. The history keeps both."
MEANS = "It means"
NOTED, TAKEN_OUT = "Noted: {words}, {day}", "Taken out. The history keeps what it said and why it was taken out."
NEXT, SAY, RING = "Do next", "Say", "Ring now"
SO_FAR, NOTHING_YET = "Noted so far", "Nothing yet."
AFTER_NOTED = (OptionView("done", "Back to the case", ""), OptionView("more", "Note something else", ""))
AFTER_WITHDRAWN = (
    OptionView("evidence", "Write the evidence record", "it shows that they took it back"),
    *AFTER_NOTED,
)
TYPED = "{reference}: what happened after sending has been typed but not noted."


Id = TypeVar("Id", bound=str)


@immutable
class ChoicePage:
    """A page with answers to choose from. ``means`` explains each answer, by id; ``then`` is called with the chosen id."""

    title: str
    why: str
    options: tuple[OptionView, ...]
    then: Callable[[str], None]
    means: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    given: str | None = None


@immutable
class EntryPage:
    """A page on which the day and the note of an entry are typed. ``what`` and ``told`` are as in ``Step``; ``instead_of`` is
    the kind of the entry that it replaces, "" for none.
    """

    kind: str
    what: str = ""
    told: str = ""
    instead_of: str = ""


@immutable
class TakeOut:
    """A page on which the person types why an entry was wrong."""

    entry: NotedStep


Page = ChoicePage | EntryPage | TakeOut


class AfterSendingScreen(OneCaseScreen[None]):
    """The pages that led to the one shown are kept: Esc goes back to the previous one, with what was chosen or typed there."""

    NAME = "after-sending"
    PURPOSE = "Note what the council said, how it decided, or that the person takes it back. Then see what to do."
    SHOWS = (
        "What has been noted so far, with the day and who noted it.",
        "What happened, one question at a time. Each answer shows what it means and what it does not mean.",
        "“Accepted” on a portal can mean two opposite things, so you are asked which.",
        "Then the day and a note. After that: what it means, what to do next, whom to ring and what to say.",
        "You can take out a wrong entry or replace it. The history keeps both.",
    )
    AT = "{reference} > After sending"
    AUTO_FOCUS = "#choices"

    def __init__(self, reference: str) -> None:
        super().__init__(reference)
        self._view: CaseView | None = None
        self._tag = ""
        self._pages: list[Page] = []
        self._given: dict[str, str] = {}
        self._filled: tuple[str, str] = ("", "")
        self._noted = self._busy = False

    def parts(self) -> Iterator[Widget]:
        """Yields the question or result, the answers or text boxes, the error, and the entries so far."""
        yield ClockDoubt()
        yield Prose(id="question")
        yield ExplainedList(id="choices")
        yield Prose(id="means")
        yield Caption(DAY, id="day-caption")
        yield DateField(lambda text: self.desk.read_day(HAPPENED, text), id="day")
        yield Caption(NOTE, id="note-caption")
        yield TextBox(id="note")
        yield Prose(id=TROUBLE)
        yield Prose(id="result")
        yield Side(Title(SO_FAR), Prose(id="so-far"), Prose(id="ring"))

    def refresh_view(self) -> None:
        """Hides the form until the case has been read."""
        self._display(typed=False, day=False, choices=False)

    def look(self) -> None:
        """Reads the case and whom to ring."""
        if not self._noted:
            self.ask_desk(
                lambda: (self.desk.cases.view(self.reference), self.desk.cases.lists.glance(self.reference)),
                lambda read: self._show(*read),
            )

    def header(self) -> tuple[str, str]:
        """Returns the case, its state and the date."""
        left, right = super().header()
        return left, f"{self._tag}   {right}" if self._tag else right

    @property
    def _known(self) -> AfterSending:
        return self.desk.book.after_of(self._view.tree if self._view else "")

    def _show(self, view: CaseView, glance: GlanceView) -> None:
        self._view, self._tag = view, glance.tag
        self._show_side(view, glance.ring)
        if not self._pages:
            self._begin(view)

    def _show_side(self, view: CaseView, ring: Sequence[LineView]) -> None:
        self.query_one("#so-far", Prose).show(so_far_rows(view))
        self.query_one("#ring", Prose).show([line(RING, "strong"), *brief_rows(ring)] if ring else ())

    # -- the questions ----------------------------------------------------------------------------------------------

    def _begin(self, view: CaseView) -> None:
        self._pages = []
        first = self._what_happened(view)
        if [option.id for option in first.options] == [WITHDRAWN]:
            self._happened(WITHDRAWN)
        else:
            self._turn_to(first)

    def _what_happened(self, view: CaseView) -> ChoicePage:
        """Returns the first page. A referral that was not sent can only be withdrawn; after that, only corrected."""
        known, kinds = self._known, {step.kind for step in view.after}
        said: dict[str, tuple[str, tuple[str, ...]]] = {}
        if view.sent_on is not None and WITHDRAWN not in kinds:
            said |= {str(kind): (capital(one.words), _means(one)) for kind, one in known.heard.items()}
            said |= {
                str(word): (PORTAL_SAYS.format(word=word), (asked.question,)) for word, asked in known.portal.items()
            }
            said[OUTCOME] = OUTCOME_WORDS, (OUTCOME_MEANS,)
        if WITHDRAWN not in kinds:
            said[WITHDRAWN] = TAKEN_BACK, (TAKEN_BACK_MEANS,)
        if kinds:
            said["wrong"] = WRONG, (WRONG_MEANS,)
        why = known.refused[Refusal.WITHDRAWN] if WITHDRAWN in kinds else WHAT_WHY
        options = tuple(OptionView(what, words, "") for what, (words, _) in said.items())
        return ChoicePage(WHAT, why, options, self._happened, {what: means for what, (_, means) in said.items()})

    def _happened(self, what: str) -> None:
        if what in {OUTCOME, WITHDRAWN}:
            self._turn_to(self._again(what))
        elif what == "wrong":
            self._turn_to(self._which_is_wrong())
        elif what in set(Ambiguous):
            self._turn_to(self._portal(self._known.portal[Ambiguous(what)]))
        else:
            self._turn_to(EntryPage(what))

    def _portal(self, asked: PortalQuestion) -> ChoicePage:
        council = self._view.authority if self._view else ""
        options = tuple(OptionView(kind, capital(words), "") for kind, words in asked.answers.items())
        means = {str(kind): _means(one) for kind, one in self._known.heard.items()} | {OUTCOME: (OUTCOME_MEANS,)}
        why = " ".join(filled((asked.otherwise,), {"council": council}))
        return ChoicePage(asked.question, why, options, self._happened, means)

    def _again(self, kind: str, instead_of: str = "") -> Page:
        """Returns the page that asks for an entry of ``kind``."""
        known = self._known
        if kind == OUTCOME:
            return _listed(
                WHICH_OUTCOME,
                WHICH_OUTCOME_WHY,
                known.outcomes,
                lambda what: self._turn_to(EntryPage(OUTCOME, what)),
                self._what_before(OUTCOME),
            )
        if kind == WITHDRAWN:
            return _listed(WHY_BACK, WHY_BACK_WHY, known.withdrawn, self._why_back, self._what_before(WITHDRAWN))
        return EntryPage(kind, instead_of=instead_of)

    def _why_back(self, why: str) -> None:
        entry = EntryPage(WITHDRAWN, why)
        if self._view is None or self._view.sent_on is None:
            self._turn_to(entry)
            return
        before = self._before(WITHDRAWN)
        means = {told: (words,) for told, words in self._known.told.items()}
        told = before.told_council if before else None
        self._turn_to(
            ChoicePage(TOLD, TOLD_WHY, TOLD_OPTIONS, lambda told: self._turn_to(replace(entry, told=told)), means, told)
        )

    def _which_is_wrong(self) -> ChoicePage:
        steps = self._view.after if self._view else ()
        options = tuple(OptionView(step.kind, step.words, "") for step in steps)
        return ChoicePage(WHICH_WRONG, WHICH_WRONG_WHY, options, self._mend)

    def _mend(self, kind: str) -> None:
        entry = self._before(kind)
        if entry is None:
            return
        ways = {OUTCOME: (MEND_OUTCOME, MEND_OUT), WITHDRAWN: (MEND_WITHDRAWN, MEND_OUT)}
        heard = (MEND_AGAIN, MEND_INSTEAD, MEND_OUT) if kind in set(Heard) else (MEND_OUT,)
        options = ways.get(kind, heard)

        def mend(way: str) -> None:
            if way == "out":
                self._turn_to(TakeOut(entry))
            else:
                self._turn_to(self._instead(entry) if way == "instead" else self._again(kind))

        self._turn_to(ChoicePage(MEND, entry.words, options, mend))

    def _instead(self, entry: NotedStep) -> ChoicePage:
        others = {kind: one for kind, one in self._known.heard.items() if kind != entry.kind}
        why = INSTEAD_WHY.format(words=said_of(self._known, entry.kind, entry.what).words)
        return _listed(INSTEAD, why, others, lambda kind: self._turn_to(EntryPage(kind, instead_of=entry.kind)))

    def _before(self, kind: str) -> NotedStep | None:
        """Returns the existing entry of ``kind``, None if there is none."""
        return next((step for step in (self._view.after if self._view else ()) if step.kind == kind), None)

    def _what_before(self, kind: str) -> str | None:
        before = self._before(kind)
        return before.what if before else None

    # -- reading and showing ----------------------------------------------------------------------------------------

    def _turn_to(self, page: Page) -> None:
        self._pages.append(page)
        self._show_page()

    def _show_page(self) -> None:
        page = self._pages[-1]
        self.say(())
        self.query_one("#means", Prose).show(())
        choices = self.query_one(ExplainedList)
        if isinstance(page, ChoicePage):
            self.query_one("#question", Prose).show([line(page.title, "title"), line(page.why), EMPTY])
            self._display(typed=False, day=False, choices=True)
            choices.offer(page.options, self._given.get(page.title, page.given))
            choices.focus(scroll_visible=False)
            self._explain(choices.here)
        else:
            self._display(typed=True, day=isinstance(page, EntryPage), choices=False)
            if isinstance(page, EntryPage):
                self._ask_day(page)
            else:
                self._ask_reason(page)
        self._from_the_top()

    def _from_the_top(self) -> None:
        """Shows a new page from its first line."""
        self.query_one(Body).scroll_home(animate=False)
        self.turn_page()
        self.refresh_bars()

    def _display(self, *, typed: bool, day: bool, choices: bool) -> None:
        # By class, because a list that loses the focus is drawn again, which would show it.
        self.query_one(ExplainedList).set_class(not choices, "away")
        for part in ("day-caption", "day"):
            self.query_one(f"#{part}").display = day
        for part in ("note-caption", "note"):
            self.query_one(f"#{part}").display = typed

    def on_explained_list_marked(self, event: ExplainedList.Marked) -> None:
        """Explains the marked answer."""
        event.stop()
        self._explain(event.option)

    def _explain(self, option: OptionView | None) -> None:
        page = self._pages[-1] if self._pages else None
        if isinstance(page, ChoicePage) and not self._noted:
            means = page.means.get(option.id, ()) if option else ()
            self.query_one("#means", Prose).show([EMPTY, *(labelled(*part) for part in _beside(MEANS, means))])

    def _ask_day(self, entry: EntryPage) -> None:
        said, before = said_of(self._known, entry.kind, entry.what), self._before(entry.instead_of or entry.kind)
        rows: list[Row] = [line(capital(said.words), "title"), *(line(words) for words in _means(said))]
        if before is not None:
            rows += [EMPTY, line(NOTED_BEFORE.format(words=before.words), "accent")]
        self.query_one("#question", Prose).show(rows)
        self.query_one("#note-caption", Caption).say(NOTE_OTHER if entry.what in NEEDS_NOTE else NOTE)
        self._fill(before)
        self.query_one(DateField).start()

    def _fill(self, before: NotedStep | None) -> None:
        """Fills in the day and note of the existing entry, or today. Never replaces what was typed."""
        day, note = self.query_one(DateField), self.query_one("#note", TextBox)
        if (day.typed, note.value) != self._filled:
            return
        day.fill((before.on if before else london_date(self.desk.now())).isoformat())
        note.value = before.note if before else ""
        self._filled = day.typed, note.value

    def _ask_reason(self, page: TakeOut) -> None:
        words = page.entry.words
        self.query_one("#question", Prose).show([line(WHY_WRONG.format(words=words), "title"), line(WHY_WRONG_WHY)])
        self.query_one("#note-caption", Caption).say(REASON)
        note = self.query_one("#note", TextBox)
        if note.value == self._filled[1]:
            note.value = ""
            self._filled = self._filled[0], ""
        note.focus()

    # -- input ------------------------------------------------------------------------------------------------------

    def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """Goes on with the answer; after an entry was saved, does the next step."""
        answer = str(event.answer)
        if self._noted:
            self._after(answer)
            return
        page = self._pages[-1]
        if isinstance(page, ChoicePage):
            self._given[page.title] = answer
            page.then(answer)

    def on_date_field_given(self, event: DateField.Given) -> None:
        """Moves from the day to the note."""
        event.stop()
        self.query_one("#note", TextBox).focus()

    def action_next_field(self) -> None:
        """Moves to the next field on Tab, unless the date typed is not a real date."""
        if self.focused is not last_box(self.query_one(DateField)) or self._day() is not None:
            super().action_next_field()

    def on_key(self, event: events.Key) -> None:
        """Moves between the day and the note on Up and Down."""
        day, note = self.query_one(DateField), self.query_one("#note", TextBox)
        if event.key == "up" and note.has_focus and day.display:
            day.start()
        elif event.key == "down" and day.has_focus_within:
            note.focus()

    def _day(self) -> date | None:
        """Returns the day typed. If it is not understood, the field says what is wrong or asks, and None is returned."""
        typed = self.query_one(DateField)
        day = iso_date(typed.answer)
        if day is None:
            typed.start()
            typed.ask()
        return day

    @on(TextBox.Submitted, "#note")
    def _submitted(self, event: TextBox.Submitted) -> None:
        page, note = self._pages[-1], event.value.strip()
        if self._busy or isinstance(page, ChoicePage):
            return
        if isinstance(page, TakeOut):
            self._note(lambda: self.desk.cases.after.take_back(self.reference, page.entry.kind, note))
            return
        day = self._day()
        if day is not None:
            self._note(lambda: self._write(page, day, note))

    def _write(self, entry: EntryPage, day: date, note: str) -> NotedView:
        after = self.desk.cases.after
        if entry.kind == OUTCOME:
            return after.outcome(self.reference, entry.what, day, note)
        if entry.kind == WITHDRAWN:
            return after.withdraw(self.reference, day, entry.what, entry.told, note)
        return after.heard(self.reference, entry.kind, day, note, entry.instead_of)

    def _note(self, write: Callable[[], NotedView]) -> None:
        def noted() -> Problem | tuple[NotedView, GlanceView]:
            try:
                view = write()
            except WrongValue as error:
                return error.problem
            lists = self.desk.cases.lists
            glance = lists.glance(self.reference)
            # Even if nothing is due, the council may have to be rung and told of a withdrawal.
            return view, replace(glance, ring=lists.ring(self.reference)) if view.say and not glance.ring else glance

        self._busy = True
        self.ask_desk(noted, self._was_noted, self._again_open)

    def _again_open(self) -> None:
        self._busy = False

    def _was_noted(self, found: Problem | tuple[NotedView, GlanceView]) -> None:
        self._busy = False
        if isinstance(found, Problem):
            self.say([EMPTY, line(CANNOT_USE.format(expected=found.words), "warning")])
            return
        (noted, glance), page = found, self._pages[-1]
        self._view, self._tag, self._noted = noted.case, glance.tag, True
        self.say(())
        self._show_side(noted.case, ())
        self._display(typed=False, day=False, choices=True)
        kind = page.kind if isinstance(page, EntryPage) else ""
        step = self._before(kind)
        title = TAKEN_OUT
        if isinstance(page, EntryPage) and step is not None:
            title = NOTED.format(words=said_of(self._known, page.kind, page.what).words, day=day_words(step.on))
        self.query_one("#means", Prose).show(())
        self.query_one("#question", Prose).show(noted_rows(title, noted, glance.ring))
        choices = self.query_one(ExplainedList)
        choices.offer(AFTER_WITHDRAWN if kind == WITHDRAWN else AFTER_NOTED)
        choices.focus(scroll_visible=False)
        self._from_the_top()

    def _after(self, answer: str) -> None:
        if answer == "evidence":
            self.go(places.Write(self.reference, "evidence"))
        elif answer == "more" and self._view is not None:
            self._noted, self._given = False, {}
            self.query_one(DateField).fill("")
            self.query_one("#note", TextBox).value = ""
            self._filled = "", ""
            self._begin(self._view)
            self.look()
        else:
            self.leave()

    def action_back(self) -> None:
        """Goes back a page; from the first page, or once the entry is saved, to the case. Waits while an entry is being saved."""
        if self._busy:
            return
        if self._noted or len(self._pages) <= 1:
            self.leave()
            return
        self._pages.pop()
        self._show_page()

    def unsaved_words(self) -> str:
        """Returns a description of what is typed and not saved."""
        if self._noted or not self._pages or isinstance(self._pages[-1], ChoicePage):
            return ""
        typed = self.query_one(DateField).typed, self.query_one("#note", TextBox).value
        return TYPED.format(reference=self.reference) if typed != self._filled else ""


def _listed(
    title: str, why: str, said: Mapping[Id, EntryWords], then: Callable[[str], None], given: str | None = None
) -> ChoicePage:
    """Returns a page with one answer for each of ``said``, by id."""
    options = tuple(OptionView(str(what), capital(one.words), "") for what, one in said.items())
    return ChoicePage(title, why, options, then, {str(what): _means(one) for what, one in said.items()}, given)


def _means(said: EntryWords) -> tuple[str, ...]:
    """Returns what an entry means and, if there is one, what it does not mean."""
    return (said.means, said.not_this) if said.not_this else (said.means,)


def _beside(label: str, texts: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yields each text with the label in front of the first and "" in front of the others."""
    for number, text in enumerate(texts):
        yield ("" if number else label), text


def capital(words: str) -> str:
    """Returns ``words`` with a capital first letter."""
    return words[:1].upper() + words[1:]


def so_far_rows(view: CaseView) -> list[Row]:
    """Returns when the referral was sent and the entries since, in order."""
    rows: list[Row] = [line(view.sent_words)] if view.sent_words else []
    rows += [line(step.words) for step in view.after]
    return [row for each in rows for row in (each, EMPTY)][:-1] if rows else [line(NOTHING_YET, "quiet")]


def noted_rows(title: str, noted: NotedView, ring: Sequence[LineView]) -> list[Row]:
    """Returns what an entry means, what to do next, whom to ring and what to say."""
    rows: list[Row] = [line(title, "title")]
    rows += [line(noted.meaning)] if noted.meaning else []
    if noted.next_steps:
        numbered = (labelled(f"{number}", words, width=2) for number, words in enumerate(noted.next_steps, 1))
        rows += [EMPTY, line(NEXT, "strong"), *numbered]
    if ring:
        rows += [EMPTY, line(RING, "strong"), *brief_rows(ring)]
    if noted.say:
        rows += [EMPTY, line(SAY, "strong"), *(line(f"“{words}”") for words in noted.say)]
    return [*rows, EMPTY]
