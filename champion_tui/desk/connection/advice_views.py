"""What front ends show of the local-connection advice: plain values, all text final."""

from collections.abc import Callable

from champion_tui.desk.connection.timeline import Timeline
from champion_tui.desk.options import Finder, OptionView
from champion_tui.ground.values import immutable


@immutable
class ConnectionFormView:
    """What can be entered: the districts, kinds of stay and relations to choose from, and help for each column.
    ``find`` searches all districts of England, ``find_owing`` (for leaving care) county councils too. ``name`` returns
    a district's name by its id.
    """

    districts: tuple[OptionView, ...]
    kinds: tuple[OptionView, ...]
    relations: tuple[OptionView, ...]
    began_help: str
    ended_help: str
    length_help: str
    find: Finder | None = None
    find_owing: Finder | None = None
    name: Callable[[str], str] = str


@immutable
class StayView:
    """One row of the history as it was understood: ``words`` name the place, ``taken`` says which days it can mean."""

    words: str
    taken: str
    exact: bool


@immutable
class ConnectionGroundView:
    """One ground: its title, the reason for the finding, the calculation in figures, and the source."""

    title: str
    why: str
    working: tuple[str, ...]
    source: str


@immutable
class ConnectionDistrictView:
    """One district. ``least`` and ``most`` are strengths (the same if it is settled); ``headline`` is the sentence for
    them.

    ``settles`` says what would settle it. ``take`` is the sentence that can go into the referral; "" if nothing may be
    suggested.
    """

    id: str
    name: str
    least: str
    most: str
    headline: str
    grounds: tuple[ConnectionGroundView, ...]
    settles: tuple[str, ...]
    take: str


@immutable
class ConnectionView:
    """The whole advice. ``questions`` are what the history leaves open; ``background`` is useful to know with it."""

    cautions: tuple[str, ...]
    stays: tuple[StayView, ...]
    timeline: Timeline
    districts: tuple[ConnectionDistrictView, ...]
    questions: tuple[str, ...]
    background: tuple[str, ...]
