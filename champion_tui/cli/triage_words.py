"""The result of a triage in words."""

from collections.abc import Iterator

from champion_tui.cli.words import note_lines, outcome_lines, trail_lines, wrapped
from champion_tui.desk.triage.interview import NOT_SAVED, Interview
from champion_tui.desk.views import OutcomeView


def result_lines(interview: Interview) -> Iterator[str]:
    """Where the answers lead: the outcome, or the question to ask next."""
    here = interview.here()
    if isinstance(here, OutcomeView):
        yield from outcome_lines(here)
        yield from trail_lines(here.trail)
    else:
        question = here.questions[-1]
        yield from wrapped(f"Still to ask: {question.title} ({question.id})")
        yield from trail_lines(here.trail)
        yield from note_lines(here.notes)
    yield ""
    yield f"{NOT_SAVED}: nothing was stored."
