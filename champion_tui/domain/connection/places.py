"""Which district a name in a history means on the day of the findings: itself, or the council that has replaced it."""

from collections.abc import Callable, Collection
from datetime import date

from champion_tui.domain.connection.history import SEVERAL_PLACES
from champion_tui.domain.lines.england import England
from champion_tui.ground.values import immutable


@immutable
class Places:
    """Every district of England on ``at``. ``loaded`` are the ids of the loaded authorities. For any other id ``england`` is
    called, which reads the list of England.
    """

    loaded: Collection[str]
    england: Callable[[], England]
    at: date

    def meant(self, given: str) -> str | None:
        """Returns the id of the district that ``given`` counts as, or None if it names none."""
        if given in self.loaded or given in SEVERAL_PLACES:
            return given
        now = self.england().on(given, self.at)
        return now.id if now else None

    def moved(self, given: str) -> str:
        """Returns a sentence that says which district a former district now belongs to, or "" if it still exists."""
        if given in self.loaded or given in SEVERAL_PLACES:
            return ""
        part_of = self.england().part_of(given, self.at)
        return f"{part_of}: what is given for it counts there, each day once." if part_of else ""

    def of_county(self, given: str) -> tuple[str, ...]:
        """Returns every district of the county whose council is ``given``, () if there is no such county council."""
        county = self.england().county(given, self.at)
        return county.districts if county else ()

    def expected(self, given: object) -> str:
        """Returns what would be right instead of ``given``."""
        ids = f"one of {', '.join((*self.loaded, *SEVERAL_PLACES))}, or the id of another council in England"
        return f"{ids} ({self.england().refusal(given, self.at)})" if isinstance(given, str) and given else ids

    def expected_county(self, given: object) -> str:
        """Returns which counties would be right instead of ``given``."""
        known = ", ".join(each.id for each in self.england().counties(self.at))
        single = isinstance(given, str) and self.england().on(given, self.at) is not None
        hint = f" ({given} has no county council above it: name it under districts)" if single else ""
        return f"one of {known}{hint}"
