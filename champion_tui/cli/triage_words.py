"""The result of a triage in words."""

from collections.abc import Iterator

from champion_tui.cli.words import note_lines, outcome_lines, trail_lines, wrapped
from champion_tui.desk.triage.interview import NOT_SAVED, Interview


def result_lines(interview: Interview) -> Iterator[str]:
    """Where the answers lead: the outcome, or the question to ask next."""
    outcome, page = interview.outcome(), interview.page()
    if outcome is not None:
        yield from outcome_lines(outcome)
        yield from trail_lines(outcome.trail)
    if page is not None:
        question = page.questions[-1]
        yield from wrapped(f"Still to ask: {question.title} ({question.id})")
        yield from trail_lines(page.trail)
        yield from note_lines(page.notes)
    yield ""
    yield f"{NOT_SAVED}: nothing was stored."
