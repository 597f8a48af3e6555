"""``case timeline``, ``case similar`` and ``case subject-access``: what is known of one person's case."""

from collections.abc import Iterator
from pathlib import Path

from champion_tui.cli.commands.cases import case_named, show_files, target_of
from champion_tui.cli.context import Context
from champion_tui.cli.exit_codes import ExitCode
from champion_tui.cli.passphrase import unlocked, unlocked_to_write
from champion_tui.cli.view_lines import wrapped
from champion_tui.desk.cases.history_views import SimilarCase, TimelineEntry

NONE_SIMILAR = "No other case here is likely to be the same person's."


def timeline(context: Context) -> ExitCode:
    """Every event of the case in order; with ``--to`` as a paper."""
    if context.args.to is not None:
        to = target_of(context, "a file ending in .pdf or .txt")
        return show_files(context, unlocked_to_write(context).papers.write_timeline(case_named(context), to))
    reference = case_named(context)
    entries = unlocked(context).cases.history.timeline(reference)
    values = {"reference": reference, "events": [entry.as_json() for entry in entries]}
    return context.show(values, (line for entry in entries for line in _entry_lines(entry)))


def _entry_lines(entry: TimelineEntry) -> Iterator[str]:
    yield from wrapped(f"{entry.when}  {entry.words}", "", "    ")


def similar(context: Context) -> ExitCode:
    """Cases that are likely the same person's, the likeliest first."""
    candidates = unlocked(context).cases.history.similar(case_named(context))
    values = {"candidates": [candidate.as_json() for candidate in candidates]}
    lines = (line for candidate in candidates for line in _similar_lines(candidate))
    return context.show(values, lines if candidates else [NONE_SIMILAR])


def _similar_lines(candidate: SimilarCase) -> Iterator[str]:
    yield from wrapped(f"{candidate.reference}  {candidate.who}  {candidate.score} of 100  {candidate.state}")
    yield from wrapped("; ".join(candidate.why_words), "    ")
    if candidate.since_words:
        yield from wrapped(candidate.since_words, "    ")


def subject_access(context: Context) -> ExitCode:
    """Everything that is held about the person of a case, in a new folder below ``--to``."""
    to = target_of(context, "a folder")
    return show_files(context, unlocked_to_write(context).papers.subject_access(case_named(context), Path(to)))
