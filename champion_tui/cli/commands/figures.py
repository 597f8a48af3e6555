"""``stats`` and ``by-name``: counts without identities, and the list for a meeting."""

from datetime import date
from pathlib import Path

from champion_tui.cli.commands.cases.cases import show_files, target_of
from champion_tui.cli.commands.papers.exporting import show_print
from champion_tui.cli.context import Context
from champion_tui.cli.exit_codes import ExitCode
from champion_tui.cli.grammar.given_date import read_date
from champion_tui.cli.passphrase import unlocked, unlocked_to_write


def stats(context: Context) -> ExitCode:
    """Shows the counts of a period; with ``--csv``, writes them into a file as well."""
    begin, end = _day(context, "from", context.args.begin), _day(context, "to", context.args.end)
    figures = unlocked(context).figures
    view = figures.statistics(begin, end)
    if context.args.csv is not None:
        figures.write_csv(view, Path(context.args.csv))
    return context.show(view.as_json(), view.lines())


def _day(context: Context, key: str, given: str | None) -> date | None:
    return None if given is None else read_date(key, given, context.now())


def by_name(context: Context) -> ExitCode:
    """Writes or prints the by-name list."""
    if context.args.on_printer:
        figures = unlocked_to_write(context).figures
        return show_print(context, figures.print_by_name(context.args.printer, names=context.args.show_names))
    to = target_of(context, "a file ending in .pdf, .txt or .csv")
    return show_files(context, unlocked_to_write(context).figures.write_by_name(to, names=context.args.show_names))
