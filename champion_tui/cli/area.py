"""In which area the person is: it decides which tree, numbers and arrangements hold (design section 6)."""

from champion_tui.cli.context import Context
from champion_tui.desk.settings import Settings
from champion_tui.desk.triage.judging import area_of_person


def area_of(context: Context, settings: Settings, authority: str | None = None) -> str:
    """``--area``, else the settings' area, else the authority's, else the first. Raises as ``Context.routing`` does."""
    routing = context.routing
    of_authority = routing.area_of(authority) if authority is not None else None
    stated = settings.area if settings.area in routing.areas else None
    return area_of_person(routing, context.area_given or stated or (of_authority.id if of_authority else None)).id
