"""``case heard``, ``case outcome``, ``case withdraw`` and ``case take-back``: a referral after it was sent."""

from champion_tui.cli.commands.cases.cases import case_named, state_lines, state_of
from champion_tui.cli.context import Context
from champion_tui.cli.exit_codes import ExitCode
from champion_tui.cli.grammar.given_date import read_date
from champion_tui.cli.passphrase import unlocked_to_write
from champion_tui.cli.view_lines import noted_lines
from champion_tui.desk.cases.afterwards.after import NotedView
from champion_tui.desk.desk import Desk


def heard(context: Context) -> ExitCode:
    """Records what the council said."""
    args, on = context.args, read_date("on", context.args.on, context.now())
    desk = unlocked_to_write(context)
    noted = desk.cases.after.heard(case_named(context), args.what, on, args.note, args.instead_of)
    return _show(context, desk, noted)


def outcome(context: Context) -> ExitCode:
    """Records how the council decided."""
    args, on = context.args, read_date("on", context.args.on, context.now())
    desk = unlocked_to_write(context)
    return _show(context, desk, desk.cases.after.outcome(case_named(context), args.what, on, args.note))


def withdraw(context: Context) -> ExitCode:
    """Records that consent was withdrawn, or that the referral is no longer wanted."""
    args, on = context.args, read_date("on", context.args.on, context.now())
    desk = unlocked_to_write(context)
    noted = desk.cases.after.withdraw(case_named(context), on, args.why, args.told_council, args.note)
    return _show(context, desk, noted)


def take_back(context: Context) -> ExitCode:
    """Takes out an entry that was wrong; it stays in the history with the reason."""
    desk = unlocked_to_write(context)
    return _show(context, desk, desk.cases.after.take_back(case_named(context), context.args.what, context.args.why))


def _show(context: Context, desk: Desk, noted: NotedView) -> ExitCode:
    view = noted.case
    steps = {step.kind: step.as_json() for step in view.after}
    lines = (*state_lines(view), *noted_lines(noted))
    return context.show({**state_of(desk, view), "after_sending": steps, "next_steps": list(noted.next_steps)}, lines)
