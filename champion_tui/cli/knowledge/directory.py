"""What the numbers need, and in which area the person is: it decides which tree, numbers and arrangements hold (design section 6)."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from champion_tui.cli.context import Context
from champion_tui.cli.streams import tell
from champion_tui.desk.opening import LOCAL_DATA, data_errors
from champion_tui.ground.answers import Problem, WrongValue
from champion_tui.knowledge import directory
from champion_tui.knowledge.directory import Directory

if TYPE_CHECKING:
    from champion_tui.desk.settings.settings import Settings

Read = TypeVar("Read", bound=Directory)


def directory_of(context: Context) -> Directory:
    """Whom there is to call, in half the time of the routing. Raises as ``read_once`` does."""
    return context.knowledge or read_once(context, directory.load_directory)


def read_once(context: Context, load: Callable[[Path], Read]) -> Read:
    """What ``load`` reads, kept for all that ask in this run. Raises ``BrokenData``; ``WrongValue`` for an ``--area`` that is not loaded."""
    with data_errors():
        read = load(context.home / LOCAL_DATA)
    if context.area_given is not None and context.area_given not in read.areas:
        raise WrongValue(Problem("area", context.area_given, f"one of {', '.join(read.areas)}"))
    context.knowledge = read
    return read


def area_of(context: Context, settings: "Settings", authority: str | None = None) -> str:
    """``--area``, else the settings' area, else the authority's, else the first; what is wrong in the settings is said. Raises as ``directory_of`` does."""
    directory = directory_of(context)
    for mistake in settings.troubles:
        tell(mistake)
    of_authority = directory.area_of(authority) if authority is not None else None
    stated = settings.area if settings.area in directory.areas else None
    return directory.area_of_person(context.area_given or stated or (of_authority.id if of_authority else None)).id
