"""``early``: people who may lose a home later, before anybody has asked for consent."""

from champion_tui.cli.commands.cases.cases import show_state
from champion_tui.cli.context import Context
from champion_tui.cli.exit_codes import ExitCode
from champion_tui.cli.grammar.given_date import read_date
from champion_tui.cli.json_files import bytes_of
from champion_tui.cli.passphrase import unlocked, unlocked_to_write
from champion_tui.cli.streams import tell
from champion_tui.cli.view_lines import bad_rows, wrapped
from champion_tui.desk.early.early import EarlyView
from champion_tui.desk.early.early_words import MOST_BYTES, NOBODY, BadRows


def add(context: Context) -> ExitCode:
    """Adds somebody to the list."""
    args = context.args
    on = read_date("date", args.date, context.now())
    view = unlocked_to_write(context).early.add(args.own_reference, on, args.kind, args.worker)
    return context.show(view.as_json(), wrapped(view.words))


def list_all(context: Context) -> ExitCode:
    """Shows everybody on the list, the nearest date first."""
    views = unlocked(context).early.listed()
    lines = [line for view in views for line in _lines(view)]
    return context.show({"early": [view.as_json() for view in views]}, lines or [NOBODY])


def _lines(view: EarlyView) -> list[str]:
    return list(wrapped(f"{view.own_reference}: {view.words}", "", "    "))


def begin(context: Context) -> ExitCode:
    """Begins the case of somebody on the list, with the known answers about the date filled in."""
    desk = unlocked_to_write(context)
    return show_state(context, desk, desk.early.begin(context.args.own_reference))


def remove(context: Context) -> ExitCode:
    """Takes somebody off the list."""
    own = context.args.own_reference
    unlocked(context).early.remove(own)
    return context.show({"own_reference": own, "removed": True}, [f"{own} is no longer on the early list."])


def take_in(context: Context) -> ExitCode:
    """Imports a list from a file, all of it or nothing. Raises ``WrongValue`` for the first bad row, and reports the others."""
    raw = bytes_of(context.args.file, MOST_BYTES)
    try:
        taken = unlocked_to_write(context).early.take_in(raw, context.args.file)
    except BadRows as bad:
        for sentence in bad_rows(bad):
            tell(sentence)
        raise
    return context.show({"taken": taken}, [f"Taken onto the early list: {taken}."])
