"""``numbers``: who to call now."""

from datetime import datetime

from champion_tui.cli.context import Context
from champion_tui.cli.exit_codes import ExitCode
from champion_tui.cli.streams import show, show_json, tell
from champion_tui.knowledge.routing import Routing
from champion_tui.knowledge.who_to_call import numbers_json, who_to_call


def run(context: Context) -> ExitCode:
    """Print the lines that fit the hour. Raises ``WrongValue`` for an id that is not loaded."""
    authority, emergency = context.args.authority, context.args.emergency
    routing, at = context.routing, context.now()
    area = context.area(authority)
    if context.json:
        show_json(numbers_json(who_to_call(routing, at, area, authority, emergency), at, area))
    else:
        _show_words(routing, at, area, authority, emergency)
    for trouble in routing.troubles:
        tell(f"{trouble.place}: expected {trouble.expected}. The shipped numbers are shown instead.")
    if context.settings.trouble:
        tell(context.settings.trouble)
    return ExitCode.DONE


def _show_words(routing: Routing, at: datetime, area: str, authority: str | None, emergency: str | None) -> None:
    from champion_tui.cli.words import numbers_lines  # noqa: PLC0415  views take longer to load than JSON to print
    from champion_tui.desk.numbers.number_views import numbers_view  # noqa: PLC0415  as above

    show(*numbers_lines(numbers_view(routing, at, area, authority, emergency)))
