"""Check your answers: everything that was asked and typed, in order, with a way to change each that comes back here."""

from collections.abc import Iterator
from typing import ClassVar

from textual.widget import Widget

from champion_tui.desk.interview import Interview
from champion_tui.desk.views import CaseView, FieldView, OptionView, OutcomeView, PageView
from champion_tui.domain.answers import Problem
from champion_tui.domain.case import FOR_THE_DESK
from champion_tui.tui.case_words import (
    CHECK_AT,
    CHECK_HELP,
    CHECK_MARKS,
    CUT,
    EMPTY_FIELD,
    HIDDEN,
    NOTHING_STOPS,
    ONLY_WANTED,
    QUESTIONS_PART,
    SENT_HELP,
    STAYS,
    STOPS,
)
from champion_tui.tui.commands import bindings_for
from champion_tui.tui.copying import as_pasted, offer_copy
from champion_tui.tui.layout import EMPTY, Cell, Row, labelled, line
from champion_tui.tui.screens.triage import TriageScreen
from champion_tui.tui.screens.vault_screen import TROUBLE, VaultScreen
from champion_tui.tui.widgets.choices import Choices
from champion_tui.tui.widgets.prose import Prose

LABEL = 30
"""Columns for a label, in front of the answer."""

LONGEST = 240
"""Characters of an answer that are shown here."""

QUESTION, FIELD = "question:", "field:"
"""What stands in front of the id of a line, by what it changes."""


class Answers(Choices):
    """The list: headings between its parts; dots in place of what is masked, but for the marked line."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  Textual's word
        super().__init__(id=id)
        self._headings: dict[str, str] = {}
        self._masked: frozenset[str] = frozenset()
        self.revealed = False
        """Whether what is masked stands here in full: until the page is left or hidden."""

    def reveal(self, *, shown: bool) -> None:
        """Show what is masked, or mask it again."""
        self.revealed = shown
        self._draw()

    def lay_out(self, headings: dict[str, str], masked: frozenset[str]) -> None:
        """Which lines begin a part, and which are masked."""
        self._headings, self._masked = headings, masked

    def _option_rows(self, number: int, option: OptionView) -> list[Row]:
        if option.id in self._masked and number != self._at and not self.revealed:
            option = OptionView(option.id, option.words, HIDDEN * len(option.hint))
        rows = super()._option_rows(number, option)
        heading = self._headings.get(option.id)
        if heading is None:
            return rows
        return [*([EMPTY] if number else []), (Cell(heading, "title"),), *rows]


class CheckScreen(VaultScreen[None]):
    """Everything about a referral on one page."""

    NAME = "check"
    PURPOSE = "Read everything once more with the person, and change what is wrong."
    SHOWS = (
        "On top what stops the export, then what is only wanted.",
        "Then every answer and every field in order. Enter on a line changes it and comes back here.",
        "Personal details show dots until the mark stands on them, or one key shows all; leaving or hiding the page masks them again.",
        "Of a case that was sent everything can be read, and only what the person takes away can be changed.",
    )
    BINDINGS = bindings_for(NAME)
    AUTO_FOCUS: ClassVar[str] = "#answers"

    def __init__(self, reference: str, at: str | None = None) -> None:
        """``at`` is the line that is marked first."""
        super().__init__()
        self.reference = reference
        self._view: CaseView | None = None
        self._last = at

    def parts(self) -> Iterator[Widget]:
        """What is missing, what went wrong, the list."""
        yield Prose(id="missing")
        yield Prose(id=TROUBLE)
        yield Answers(id="answers")

    def header(self) -> tuple[str, str]:
        """The case, and when it was saved."""
        return CHECK_AT.format(reference=self.reference), self._view.saved if self._view else ""

    def look(self) -> None:
        """Read the case."""
        self.ask_desk(lambda: self.desk.case(self.reference), self._show)

    def _show(self, view: CaseView) -> None:
        self._view = view
        self.query_one("#missing", Prose).show(missing_rows(view))
        answers = self.query_one(Answers)
        answers.lay_out(headings(view), masked(view))
        answers.offer(answer_lines(view), self._last, menu=True, hint_column=LABEL)

    def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """Change that line."""
        self._last = str(event.answer)
        if self._view is not None and self._view.frozen:
            self._at_what_was_sent(self._view, self._last)
        elif self._last.startswith(QUESTION):
            self._change_answer(self._last.removeprefix(QUESTION))
        else:
            self._change_field(self._last.removeprefix(FIELD))

    def action_reveal(self) -> None:
        """Show what is masked, or mask it again."""
        answers = self.query_one(Answers)
        answers.reveal(shown=not answers.revealed)

    def on_screen_suspend(self) -> None:
        """Another screen stands over this one, or everything is hidden: what was shown is masked again."""
        self.query_one(Answers).reveal(shown=False)

    def action_copy(self) -> None:
        """Offer the marked line to the clipboard."""
        marked = self.query_one(Answers).here
        if marked is None or self._view is None:
            return
        found = [field for field in fields(self._view) if f"{FIELD}{field.id}" == marked.id]
        text = as_pasted(found[0], found[0].value, found[0].shown) if found else marked.hint
        offer_copy(self, marked.words, text, lambda: self.champion.journeys.to_pack(self.reference))

    def action_missing(self) -> None:
        """Go to the first field that stops the export, or that is wanted."""
        from champion_tui.tui.screens.form import first_missing  # noqa: PLC0415  loaded when opened

        found = first_missing(self._view) if self._view and not self._view.frozen else None
        if found is not None:
            self._last = f"{FIELD}{found[1]}"
            self._change_field(found[1])

    def _at_what_was_sent(self, view: CaseView, marked: str) -> None:
        """What went out stays; what the person takes away can still be chosen."""
        from champion_tui.tui.screens.paper import PaperScreen  # noqa: PLC0415  as above
        from champion_tui.tui.screens.slip import SlipScreen  # noqa: PLC0415  as above

        field = marked.removeprefix(FIELD)
        if field not in FOR_THE_DESK:
            self.say([line(view.frozen, "warning")])
        elif field == "paper":
            _ = self.app.push_screen(PaperScreen(self.reference))
        else:
            _ = self.app.push_screen(SlipScreen(self.reference))

    def _change_field(self, field: str) -> None:
        from champion_tui.tui.screens.form import FormScreen  # noqa: PLC0415  as above

        if self._view is not None:
            step = next(step.id for step in self._view.steps if any(found.id == field for found in step.fields))
            self.champion.open(FormScreen(self._view, step, field, once=True))

    def _change_answer(self, question: str) -> None:
        def opened() -> Interview:
            interview = self.desk.resume(self.reference)
            interview.go_to(question)
            return interview

        outcome = self._view.outcome if self._view else None
        self.ask_desk(opened, lambda interview: self.champion.open(ChangeScreen(interview, outcome)))


class ChangeScreen(TriageScreen):
    """The triage, opened to change one answer: it leads back as soon as it has come to the same outcome as before."""

    def __init__(self, interview: Interview, outcome: str | None) -> None:
        super().__init__(interview)
        self._before = outcome

    def _show(self, page: PageView | None, outcome: OutcomeView | None, problem: Problem | None) -> None:
        if page is None and outcome is not None and outcome.id == self._before:
            self.leave()
        else:
            super()._show(page, outcome, problem)

    def action_back(self) -> None:
        """Back to the list: what is saved stays saved."""
        self.leave()


def fields(view: CaseView) -> Iterator[FieldView]:
    """All fields in the form's order."""
    return (field for step in view.steps for field in step.fields)


def first_line(view: CaseView, step: str) -> str | None:
    """The line of a step's first field."""
    return next((f"{FIELD}{one.fields[0].id}" for one in view.steps if one.id == step and one.fields), None)


def masked(view: CaseView) -> frozenset[str]:
    """The lines that show dots until the mark stands on them."""
    return frozenset(f"{FIELD}{field.id}" for field in fields(view) if field.masked and field.value is not None)


def missing_rows(view: CaseView) -> list[Row]:
    """What stops the export and what is only wanted, on top."""
    rows: list[Row] = [line(view.headline, "title")]
    if view.frozen:
        return [*rows, line(view.frozen, "strong"), EMPTY, line(SENT_HELP, "quiet"), EMPTY]
    rows += [line(words, "warning") for words in view.to_mend]
    if view.needed:
        rows += [line(STOPS, "warning"), *(labelled("-", words, width=1) for words in view.needed)]
    else:
        rows += [line(NOTHING_STOPS, "strong")]
    if view.wanted:
        labels = ", ".join(field.label for field in fields(view) if field.mark == "wanted")
        rows += [line(ONLY_WANTED, "strong"), line(labels, "quiet")]
    return [*rows, EMPTY, line(CHECK_HELP, "quiet"), EMPTY]


def headings(view: CaseView) -> dict[str, str]:
    """The parts of the list, by the id of the line that begins each."""
    found = {f"{QUESTION}{view.answers[0].question}": QUESTIONS_PART} if view.answers else {}
    return {**found, **{f"{FIELD}{step.fields[0].id}": step.title for step in view.steps if step.fields}}


def answer_lines(view: CaseView) -> list[OptionView]:
    """Every answer and every field."""
    asked = [OptionView(f"{QUESTION}{step.question}", step.short, step.answer) for step in view.answers]
    return [*asked, *(OptionView(f"{FIELD}{field.id}", field.label, _shown(field)) for field in fields(view))]


def _shown(field: FieldView) -> str:
    text = (
        field.shown if len(field.shown) <= LONGEST else CUT.format(text=field.shown[:LONGEST], length=len(field.shown))
    )
    words = text or EMPTY_FIELD
    stays = STAYS if field.value is not None and not field.goes_out else ""
    return " ".join(part for part in (words, CHECK_MARKS.get(field.mark, ""), stays) if part)
