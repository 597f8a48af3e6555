"""Check your answers: everything that was asked and typed, in order. Each line can be changed, and changing it returns here."""

from collections.abc import Iterator

from textual.widget import Widget

from champion_tui.desk.cases.undoing import NOTHING_TO_UNDO, Undone
from champion_tui.desk.options import OptionView
from champion_tui.desk.triage.interview import Interview
from champion_tui.desk.views import CaseView, FieldView
from champion_tui.domain.cases.case import FOR_THE_DESK
from champion_tui.ground.answers import Problem
from champion_tui.tui.screens.cases.form.field_editors import EMPTY_FIELD
from champion_tui.tui.screens.cases.form.form import first_missing
from champion_tui.tui.screens.kit.vault_screen import TROUBLE, OneCaseScreen
from champion_tui.tui.shell import places
from champion_tui.tui.shell.copying import as_pasted, offer_copy
from champion_tui.tui.widgets.layout import EMPTY, Row, labelled, line
from champion_tui.tui.widgets.lists.choices import Choices, MaskedList
from champion_tui.tui.widgets.panes import Side
from champion_tui.tui.widgets.prose import Prose, Title

BEFORE_IT_GOES = "Before it goes"
STOPS = "What stops the export"
ONLY_WANTED = "Wanted, but it stops nothing"
NOTHING_STOPS = "Nothing stops the export."
QUESTIONS_PART = "The questions"
CHECK_HELP = "Enter changes the marked line and comes back here. Type to find a line."
SENT_HELP = "Enter on a line about the slip changes it. Nothing else can be changed. Type to find a line."
STAYS = "(stays here)"
CHECK_MARKS = {"needed": "(needed)", "wanted": "(wanted)"}
CUT = "{text} ... ({length:,} characters; Enter shows all)"

LABEL = 30
"""Columns for a label, in front of the answer."""

LONGEST = 240
"""Characters of an answer that are shown here."""

QUESTION, FIELD = "question:", "field:"
"""Prefixes of the ids of lines, by what the line changes."""


class CheckScreen(OneCaseScreen[None]):
    """Everything about a referral on one page."""

    NAME = "check"
    PURPOSE = "Read everything once more with the person, and change what is wrong."
    SHOWS = (
        "At the top: what stops the export, then what is only wanted.",
        "Then every answer and every field in order. Press Enter on a line to change it and come back here.",
        "Personal details show as dots until you mark them, or one key shows them all. Leaving or hiding the page covers them again.",
        "You can read all of a case that was sent. You can change only what the person takes away.",
    )
    AT = "{reference} > Check"
    saved = ""
    AUTO_FOCUS = "#answers"

    def __init__(self, reference: str, at: str | None = None) -> None:
        """``at`` is the id of the line marked first, None for the first line."""
        super().__init__(reference)
        self._view: CaseView | None = None
        self._last = at

    def parts(self) -> Iterator[Widget]:
        """Yields what is missing, the error, the list."""
        yield Side(Title(BEFORE_IT_GOES), Prose(id="missing"), classes="first")
        yield Prose(id=TROUBLE)
        yield MaskedList(id="answers")

    def look(self) -> None:
        """Reads the case."""
        self.ask_desk(lambda: self.desk.cases.view(self.reference), self._show)

    def _show(self, view: CaseView) -> None:
        self._view, self.saved, self.who = view, view.saved, view.who
        self.query_one("#missing", Prose).show(missing_rows(view))
        answers = self.query_one(MaskedList)
        answers.lay_out(headings(view), masked(view), lacking(view))
        answers.offer(answer_lines(view), self._last, menu=True, hint_column=LABEL)

    def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """Changes the chosen line."""
        self._last = str(event.answer)
        if self._view is not None and self._view.frozen:
            self._at_what_was_sent(self._view, self._last)
        elif self._last.startswith(QUESTION):
            self._change_answer(self._last.removeprefix(QUESTION))
        else:
            self._change_field(self._last.removeprefix(FIELD))

    def action_reveal(self) -> None:
        """Shows masked values, or masks them again."""
        answers = self.query_one(MaskedList)
        answers.reveal(shown=not answers.revealed)

    def on_screen_suspend(self) -> None:
        """Masks the values again, because another screen covers this one or everything is hidden."""
        self.query_one(MaskedList).reveal(shown=False)

    def action_copy(self) -> None:
        """Offers the marked line to the clipboard."""
        marked = self.query_one(MaskedList).here
        if marked is None or self._view is None:
            return
        marked_fields = [field for field in fields(self._view) if f"{FIELD}{field.id}" == marked.id]
        text = (
            as_pasted(marked_fields[0], marked_fields[0].value, marked_fields[0].shown)
            if marked_fields
            else marked.hint
        )
        offer_copy(self.champion, marked.words, text, lambda: self.champion.ways.to_pack(self.reference))

    def action_undo(self) -> None:
        """Undoes the last change of a field."""
        self.ask_desk(lambda: self.desk.cases.undo(self.reference), self._undone)

    def _undone(self, undone: Undone | Problem | None) -> None:
        if isinstance(undone, Undone):
            self._last = f"{FIELD}{undone.field}"
            self._show(undone.view)
        self.champion.guard.say(undone.words if undone else NOTHING_TO_UNDO)

    def action_missing(self) -> None:
        """Goes to the first field that stops the export, or that is wanted."""
        missing = first_missing(self._view) if self._view and not self._view.frozen else None
        if missing is not None:
            self._last = f"{FIELD}{missing[1]}"
            self._change_field(missing[1])

    def _at_what_was_sent(self, view: CaseView, marked: str) -> None:
        """Says that what was sent cannot be changed, except the choices about the papers that the person takes away."""
        field = marked.removeprefix(FIELD)
        if field not in FOR_THE_DESK:
            self.say([line(view.frozen, "warning")])
        elif field == "paper":
            self.go(places.Paper(self.reference))
        else:
            self.go(places.ChooseSlip(self.reference))

    def _change_field(self, field: str) -> None:
        if self._view is not None:
            step = next(step.id for step in self._view.steps if any(one.id == field for one in step.fields))
            self.go(places.Form(self._view, step, field, once=True))

    def _change_answer(self, question: str) -> None:
        def opened() -> Interview:
            interview = self.desk.cases.resume(self.reference)
            interview.go_to(question)
            return interview

        outcome = self._view.outcome if self._view else None
        self.ask_desk(opened, lambda interview: self.go(places.ChangeAnswer(interview, outcome)))


def fields(view: CaseView) -> Iterator[FieldView]:
    """Returns all fields, in the order of the form."""
    return (field for step in view.steps for field in step.fields)


def first_line(view: CaseView, step: str) -> str | None:
    """Returns the id of the line of a step's first field, None if there is none."""
    return next((f"{FIELD}{one.fields[0].id}" for one in view.steps if one.id == step and one.fields), None)


def masked(view: CaseView) -> frozenset[str]:
    """Returns the ids of lines whose value is masked until they are marked."""
    return frozenset(f"{FIELD}{field.id}" for field in fields(view) if field.masked and field.value is not None)


def lacking(view: CaseView) -> dict[str, str]:
    """Returns the looks of lines without a value: needed ones stand out, optional ones do not."""
    return {
        f"{FIELD}{field.id}": "unsure" if field.mark == "needed" else "quiet"
        for field in fields(view)
        if field.value is None
    }


def missing_rows(view: CaseView) -> list[Row]:
    """Returns what stops the export and what is only wanted."""
    rows: list[Row] = [line(view.headline, "title")]
    if view.frozen:
        return [*rows, line(view.frozen, "strong"), EMPTY, line(SENT_HELP, "quiet")]
    rows += [line(words, "warning") for words in view.to_mend]
    if view.needed:
        rows += [line(STOPS, "warning"), *(labelled("-", words, width=1) for words in view.needed)]
    else:
        rows += [line(NOTHING_STOPS, "strong")]
    if view.wanted:
        labels = "; ".join(field.label for field in fields(view) if field.mark == "wanted")
        rows += [line(ONLY_WANTED, "strong"), line(labels, "quiet")]
    return [*rows, EMPTY, line(CHECK_HELP, "quiet")]


def headings(view: CaseView) -> dict[str, str]:
    """Returns the headings of the list, by the id of the first line below each."""
    questions = {f"{QUESTION}{view.answers[0].question}": QUESTIONS_PART} if view.answers else {}
    return {**questions, **{f"{FIELD}{step.fields[0].id}": step.title for step in view.steps if step.fields}}


def answer_lines(view: CaseView) -> list[OptionView]:
    """Returns a line for every answer and every field."""
    asked = [OptionView(f"{QUESTION}{step.question}", step.short, step.answer) for step in view.answers]
    return [*asked, *(OptionView(f"{FIELD}{field.id}", field.label, _shown(field)) for field in fields(view))]


def _shown(field: FieldView) -> str:
    text = (
        field.shown if len(field.shown) <= LONGEST else CUT.format(text=field.shown[:LONGEST], length=len(field.shown))
    )
    words = text or EMPTY_FIELD
    stays = STAYS if field.value is not None and not field.goes_out else ""
    return " ".join(part for part in (words, CHECK_MARKS.get(field.mark, ""), stays) if part)
