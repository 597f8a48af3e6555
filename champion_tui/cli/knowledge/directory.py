"""The directory of numbers, and the person's area, which decides the tree, numbers and arrangements that apply (design section 6)."""

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
    """Returns the directory of who to call, which takes half as long to read as the routing. Raises as ``read_once`` does."""
    return context.knowledge or read_once(context, directory.load_directory)


def read_once(context: Context, load: Callable[[Path], Read]) -> Read:
    """Returns what ``load`` reads, and keeps it in ``context`` for the rest of the run.

    Raises ``BrokenData``, and ``WrongValue`` if ``--area`` names an area that is not loaded.
    """
    with data_errors():
        read = load(context.home / LOCAL_DATA)
    if context.area_given is not None and context.area_given not in read.areas:
        raise WrongValue(Problem("area", context.area_given, f"one of {', '.join(read.areas)}"))
    context.knowledge = read
    return read


def area_of(context: Context, settings: "Settings", authority: str | None = None) -> str:
    """Returns the id of the person's area: ``--area``, else the settings' area, else the authority's, else the first.

    Reports mistakes in the settings on standard error. Raises as ``directory_of`` does.
    """
    directory = directory_of(context)
    for mistake in settings.troubles:
        tell(mistake)
    of_authority = directory.area_of(authority) if authority is not None else None
    stated = settings.area if settings.area in directory.areas else None
    return directory.area_of_person(context.area_given or stated or (of_authority.id if of_authority else None)).id
