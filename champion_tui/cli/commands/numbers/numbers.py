"""``numbers``: who to call now."""

from champion_tui.cli.commands.numbers.numbers_json import look_up
from champion_tui.cli.context import Context
from champion_tui.cli.exit_codes import ExitCode
from champion_tui.cli.knowledge.directory import directory_of
from champion_tui.cli.streams import show
from champion_tui.cli.view_lines import numbers_lines
from champion_tui.desk.numbers.number_views import numbers_view


def run(context: Context) -> ExitCode:
    """Prints the phone lines for this hour. Raises ``WrongValue`` for an id that is not loaded."""
    args = context.args
    return look_up(
        context,
        lambda area: show(
            *numbers_lines(numbers_view(directory_of(context), context.now(), area, args.authority, args.emergency))
        ),
    )
