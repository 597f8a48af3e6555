"""``retention``: what is due to be erased by the organisation's own periods, and erasing it."""

from champion_tui.cli.context import Context
from champion_tui.cli.exit_codes import ExitCode
from champion_tui.cli.passphrase import unlocked, unlocked_to_write
from champion_tui.cli.view_lines import retention_lines
from champion_tui.ground.answers import Problem, WrongValue


def due(context: Context) -> ExitCode:
    """Shows every case and early-list entry that is due, with the reason. Changes nothing."""
    view = unlocked(context).cases.retention.due()
    cases, early = ([row.as_json() for row in view.rows if row.early is listed] for listed in (False, True))
    return context.show({"total": len(view.rows), "cases": cases, "early": early}, retention_lines(view))


def erase(context: Context) -> ExitCode:
    """Erases exactly those that are due, if their number was typed. Raises ``WrongValue`` and ``RefusedByProcedure``."""
    given = context.args.confirm
    if not (given.isascii() and given.isdigit() and len(given) < len("1000000")):
        raise WrongValue(Problem("confirm", given, "a whole number, as retention due says it"))
    erased = unlocked_to_write(context).cases.retention.erase(int(given))
    return context.show(
        {"erased": list(erased)}, [*(f"{reference} is erased." for reference in erased)] or ["Nothing was due."]
    )
