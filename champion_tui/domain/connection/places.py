"""What a district's name in a history means on the day of the findings: itself, or the council that has taken its place."""

from collections.abc import Callable, Collection
from datetime import date

from champion_tui.domain.connection.history import SEVERAL_PLACES
from champion_tui.domain.lines.england import England
from champion_tui.ground.values import immutable


@immutable
class Places:
    """Every district of England on ``at``. ``loaded`` are the loaded authorities' ids; for any other id ``england`` is asked, which reads
    the list of England.
    """

    loaded: Collection[str]
    england: Callable[[], England]
    at: date

    def meant(self, given: str) -> str | None:
        """The district that ``given`` counts as; None if it names none."""
        if given in self.loaded or given in SEVERAL_PLACES:
            return given
        now = self.england().on(given, self.at)
        return now.id if now else None

    def moved(self, given: str) -> str:
        """What is to be said of a former district: whose its days are now; "" where it is itself."""
        if given in self.loaded or given in SEVERAL_PLACES:
            return ""
        part_of = self.england().part_of(given, self.at)
        return f"{part_of}: what is given for it counts there, each day once." if part_of else ""

    def of_county(self, given: str) -> tuple[str, ...]:
        """Every district of the county whose council is ``given``; none if there is no such county council."""
        county = self.england().county(given, self.at)
        return county.districts if county else ()

    def expected(self, given: object) -> str:
        """What would be right in place of ``given``."""
        ids = f"one of {', '.join((*self.loaded, *SEVERAL_PLACES))}, or the id of another council in England"
        return f"{ids} ({self.england().refusal(given, self.at)})" if isinstance(given, str) and given else ids

    def expected_county(self, given: object) -> str:
        """What would be right in place of ``given`` among counties."""
        known = ", ".join(each.id for each in self.england().counties(self.at))
        single = isinstance(given, str) and self.england().on(given, self.at) is not None
        hint = f" ({given} has no county council above it: name it under districts)" if single else ""
        return f"one of {known}{hint}"
