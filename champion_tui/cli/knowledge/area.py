"""In which area the person is: it decides which tree, numbers and arrangements hold (design section 6)."""

from champion_tui.cli.context import Context
from champion_tui.cli.knowledge.directory import directory_of
from champion_tui.desk.settings.settings import Settings


def area_of(context: Context, settings: Settings, authority: str | None = None) -> str:
    """``--area``, else the settings' area, else the authority's, else the first. Raises as ``directory_of`` does."""
    directory = directory_of(context)
    of_authority = directory.area_of(authority) if authority is not None else None
    stated = settings.area if settings.area in directory.areas else None
    return directory.area_of_person(context.area_given or stated or (of_authority.id if of_authority else None)).id
