"""A triage page as rows: what stands above the answers and what stands below them."""

from champion_tui.desk.views import NoteView, PageView, QuestionView, ReasonView
from champion_tui.domain.answers import Problem
from champion_tui.tui.layout import EMPTY, Row, labelled, line
from champion_tui.tui.widgets.lines import line_rows
from champion_tui.tui.words import ANSWERED, DATE_HELP, MARK_HELP, SOURCE, WHY, WRONG

KINDS = {"warning": "Warning", "note": "Note", "protocol": "Locally"}
"""What stands in front of a note of each kind."""


def above_rows(page: PageView) -> list[Row]:
    """The page's answered questions, the warnings' titles, then the open question."""
    question = page.questions[-1]
    rows: list[Row] = [EMPTY]
    rows += [line(f"{answered.title} {answered.given_words}", "quiet") for answered in page.questions[:-1]]
    if len(page.questions) > 1:
        rows.append(EMPTY)
    warnings = [note for note in page.notes if note.kind == "warning"]
    rows += [labelled(KINDS["warning"], note.title, "warning") for note in warnings]
    if warnings:
        rows.append(EMPTY)
    if question.first:
        rows += [line(question.first, "accent"), EMPTY]
    rows.append(line(question.title, "title"))
    rows += [line(text) for text in (question.help, *_how(question)) if text]
    return [*rows, EMPTY]


def _how(question: QuestionView) -> list[str]:
    how = [MARK_HELP] if question.kind == "many" else [DATE_HELP] if question.kind == "date" else []
    return [*how, ANSWERED.format(words=question.given_words)] if question.given_words else how


def wrong_rows(problem: Problem | None) -> list[Row]:
    """What was wrong with an answer."""
    return [line(WRONG.format(expected=problem.expected), "warning"), EMPTY] if problem else []


def below_rows(page: PageView) -> list[Row]:
    """Numbers to call, advice, warnings and notes in full, and why the question is asked."""
    rows: list[Row] = [EMPTY]
    if page.numbers:
        rows += [*line_rows(page.numbers), EMPTY]
    for advice in page.advice:
        rows += [line(advice), EMPTY]
    rows += note_rows(page.notes)
    return [*rows, *reason_rows(WHY, (page.questions[-1].why,))]


def note_rows(notes: tuple[NoteView, ...]) -> list[Row]:
    """Each note with its kind in front, its title, its text and its source."""
    rows: list[Row] = []
    for note in notes:
        look = "warning" if note.kind == "warning" else "strong"
        rows.append(labelled(KINDS[note.kind], note.title, look))
        rows.append(labelled("", note.text))
        rows += [labelled("", SOURCE.format(source=note.source), "quiet"), EMPTY]
    return rows


def reason_rows(label: str, reasons: tuple[ReasonView, ...]) -> list[Row]:
    """Why, and where it is written."""
    rows: list[Row] = []
    for place, reason in enumerate(reasons):
        rows.append(labelled(label if place == 0 else "", reason.text))
        rows.append(labelled("", reason.source, "quiet"))
    return rows
