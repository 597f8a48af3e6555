"""The rows above and below the answers on a page of a triage."""

from champion_tui.desk.screen_commands import keyed
from champion_tui.desk.views import NoteView, PageView, QuestionView, ReasonView
from champion_tui.ground.answers import Problem
from champion_tui.tui.widgets.layout import EMPTY, LABEL, Row, labelled, line
from champion_tui.tui.widgets.lines import brief_rows

DATE_HELP = "Such as 10 1 2027, 10 January, Friday, in 3 days, or not known. Enter goes on; Down: the answer below."
HERE = "Where they are now: {area}"
ANSWERED = "Answered: {words}"
MARK_HELP = "Mark all that fit: number or Space. Then press Enter."
WRONG = "That cannot be used. Expected: {expected}."
CONNECTION_KEY = "%connection+%: work out where they may have a local connection."
ADVICE = "Good to know"
WHY = "Why we ask"
SOURCE = "Source: {source}"
MORE_NUMBERS = "%numbers% shows all numbers, how sure each one is, and where it comes from."

KINDS = {"warning": "Warning", "note": "Note", "protocol": "Locally", "council": "Council"}
"""The label in front of a note, by its kind."""


def above_rows(page: PageView) -> list[Row]:
    """Returns the page's answered questions, the titles of warnings, then the open question."""
    question = page.questions[-1]
    rows: list[Row] = [line(f"{answered.title} {answered.given_words}", "quiet") for answered in page.questions[:-1]]
    if len(page.questions) > 1:
        rows.append(EMPTY)
    warnings = [note for note in page.notes if note.kind == "warning"]
    rows += [labelled(KINDS["warning"], note.title, "warning") for note in warnings]
    if warnings:
        rows.append(EMPTY)
    rows += [line(words, "warning") for words in page.again]
    if page.again:
        rows.append(EMPTY)
    if question.first:
        rows += [line(question.first, "accent"), EMPTY]
    rows += [line(HERE.format(area=page.area), "quiet")] if page.area else []
    rows.append(line(question.title, "title"))
    rows += [line(text) for text in (question.help, *_how(question)) if text]
    return [*rows, EMPTY]


def _how(question: QuestionView) -> list[str]:
    how = [MARK_HELP] if question.kind == "many" else [DATE_HELP] if question.kind == "date" else []
    if "local-connection" in question.shows:
        how = [*how, keyed(CONNECTION_KEY)]
    return [*how, ANSWERED.format(words=question.given_words)] if question.given_words else how


def wrong_rows(problem: Problem | None) -> list[Row]:
    """Returns what was wrong with an answer."""
    if problem is None:
        return []
    return [line(WRONG.format(expected=problem.words), "warning"), EMPTY]


def ring_rows(page: PageView) -> list[Row]:
    """Returns the numbers to call if the question is urgent, else []."""
    if not page.numbers:
        return []
    return [
        *brief_rows(page.numbers),
        *(line(words) for words in page.no_night),
        line(keyed(MORE_NUMBERS), "quiet"),
    ]


def why_rows(page: PageView) -> list[Row]:
    """Returns advice, then why the question is asked and the source."""
    advice: list[Row] = [labelled("-", advice, width=1) for advice in page.advice]
    if advice:
        advice = [line(ADVICE, "strong"), *advice]
    return [*advice, *([EMPTY] if advice else []), *reason_rows(page.questions[-1].why)]


def note_rows(notes: tuple[NoteView, ...], width: int = LABEL) -> list[Row]:
    """Returns each note with its kind, title, text and source, with an empty line between notes. A folded note has only its title."""
    rows: list[Row] = []
    for note in notes:
        look = "warning" if note.kind == "warning" else "quiet" if note.folded else "strong"
        rows += [EMPTY] if rows else []
        rows.append(labelled(KINDS[note.kind], note.title, look, width))
        if note.folded:
            continue
        rows.append(labelled("", note.text, "", width))
        if note.source:
            rows.append(labelled("", SOURCE.format(source=note.source), "quiet", width))
    return rows


def reason_rows(reason: ReasonView) -> list[Row]:
    """Returns why the question is asked, and the source."""
    return [labelled(WHY, reason.text), labelled("", reason.source, "quiet")]
