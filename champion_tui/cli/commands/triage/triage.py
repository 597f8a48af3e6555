"""``triage`` as text: where the answers lead."""

from collections.abc import Iterator

from champion_tui.cli.commands.triage.triage_json import judge_file
from champion_tui.cli.context import Context
from champion_tui.cli.exit_codes import ExitCode
from champion_tui.cli.streams import show
from champion_tui.cli.view_lines import note_lines, outcome_lines, trail_lines, wrapped
from champion_tui.desk.triage.interview import NOT_SAVED, Interview
from champion_tui.desk.views import OutcomeView


def run(context: Context) -> ExitCode:
    """Judges the answers of ``--answers``. Raises ``WrongValue`` with the first problem in the file."""
    return judge_file(context, lambda _, answers, judge: show(*_result_lines(Interview(judge, answers))))


def _result_lines(interview: Interview) -> Iterator[str]:
    """Yields the outcome, or the next question."""
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
