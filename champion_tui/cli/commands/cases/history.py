"""``case timeline``, ``case similar`` and ``case subject-access``: what is known of one person's case."""

from pathlib import Path

from champion_tui.cli.commands.cases.cases import case_named, show_files, target_of
from champion_tui.cli.context import Context
from champion_tui.cli.exit_codes import ExitCode
from champion_tui.cli.passphrase import unlocked, unlocked_to_write
from champion_tui.cli.view_lines import entry_lines, similar_lines
from champion_tui.desk.cases.after_words import NONE_SIMILAR


def timeline(context: Context) -> ExitCode:
    """Shows every event of the case in order, or with ``--to`` writes it as a paper."""
    if context.args.to is not None:
        to = target_of(context, "a file ending in .pdf or .txt")
        return show_files(context, unlocked_to_write(context).papers.write_timeline(case_named(context), to))
    reference = case_named(context)
    entries = unlocked(context).cases.history.timeline(reference)
    values = {"reference": reference, "events": [entry.as_json() for entry in entries]}
    return context.show(values, (line for entry in entries for line in entry_lines(entry)))


def similar(context: Context) -> ExitCode:
    """Shows cases that are likely the same person's, the likeliest first."""
    candidates = unlocked(context).cases.history.similar(case_named(context))
    values = {"candidates": [candidate.as_json() for candidate in candidates]}
    lines = (line for candidate in candidates for line in similar_lines(candidate))
    return context.show(values, lines if candidates else [NONE_SIMILAR])


def subject_access(context: Context) -> ExitCode:
    """Writes everything that is held about the person of a case into a new folder below ``--to``."""
    to = target_of(context, "a folder")
    return show_files(context, unlocked_to_write(context).papers.subject_access(case_named(context), Path(to)))
