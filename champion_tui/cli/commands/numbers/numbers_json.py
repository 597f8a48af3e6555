"""``numbers --json``: who to call now, as data."""

from collections.abc import Callable

from champion_tui.cli.context import Context
from champion_tui.cli.exit_codes import ExitCode
from champion_tui.cli.knowledge.directory import area_of, directory_of
from champion_tui.cli.streams import tell
from champion_tui.desk.settings.settings import read_settings
from champion_tui.ground.dates.calendar import london_date
from champion_tui.knowledge.who_to_call import numbers_json, who_to_call


def run(context: Context) -> ExitCode:
    """Prints the phone lines for this hour. Raises ``WrongValue`` for an id that is not loaded."""
    return look_up(context, lambda area: context.show(_as_json(context, area), ()))


def _as_json(context: Context, area: str) -> dict[str, object]:
    at, args = context.now(), context.args
    return numbers_json(who_to_call(directory_of(context), at, area, args.authority, args.emergency), at, area)


def tell_understood(context: Context, authority: str) -> None:
    """If the council has ended, says what it is part of now."""
    _, said = directory_of(context).understood(authority, london_date(context.now()))
    if said:
        tell(f"{said}.")


def look_up(context: Context, show_numbers: Callable[[str], object]) -> ExitCode:
    """Shows the numbers of the person's area, then reports mistakes in the organisation's own files."""
    show_numbers(area_of(context, read_settings(context.home), context.args.authority))
    if context.args.authority is not None:
        tell_understood(context, context.args.authority)
    for trouble in directory_of(context).troubles:
        tell(f"{trouble.place}: expected {trouble.expected}. The shipped numbers are shown instead.")
    return ExitCode.DONE
