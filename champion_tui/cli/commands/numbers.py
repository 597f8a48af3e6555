"""``numbers``: who to call now."""

from champion_tui.cli.context import Context
from champion_tui.cli.exit_codes import ExitCode
from champion_tui.cli.streams import show, show_json, tell
from champion_tui.cli.words import numbers_lines
from champion_tui.desk.number_views import numbers_view
from champion_tui.knowledge.numbers import numbers_json, who_to_call


def run(context: Context) -> ExitCode:
    """Print the lines that fit the hour. Raises ``WrongValue`` for an id that is not loaded."""
    authority, emergency = context.args.authority, context.args.emergency
    book, at = context.book, context.now()
    area = area_for(context, authority)
    if context.json:
        show_json(numbers_json(who_to_call(book, at, area, authority, emergency), at, area))
    else:
        show(*numbers_lines(numbers_view(book, at, area, authority, emergency)))
    for trouble in book.troubles:
        tell(f"{trouble.file}: {trouble.key}: expected {trouble.expected}. The shipped numbers are shown instead.")
    return ExitCode.DONE


def area_for(context: Context, authority: str | None) -> str:
    """Where the person is: ``--area``, else the settings', else the authority's, else the first of all (section 6)."""
    desk = context.desk
    if context.area_given is not None or desk.settings.area in desk.book.areas or authority is None:
        return desk.area.id
    found = desk.book.area_of(authority)
    return found.id if found else desk.area.id
