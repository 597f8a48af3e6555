"""The housing authorities of England on a given day: which exist, which merged into which, and a search by typed text."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property

from champion_tui.domain.lines.phone_lines import Provenance
from champion_tui.ground.dates.calendar import holds_on
from champion_tui.ground.dates.date_words import plain_day
from champion_tui.ground.values import immutable

ELSEWHERE, OUTSIDE_ENGLAND = "elsewhere-england", "outside-england"
NO_COUNCIL = frozenset((ELSEWHERE, OUTSIDE_ENGLAND))
"""Answers and districts that do not name a single council."""


class CouncilKind(StrEnum):
    """The type of a council."""

    DISTRICT = "district"
    UNITARY = "unitary"
    METROPOLITAN_BOROUGH = "metropolitan-borough"
    LONDON_BOROUGH = "london-borough"
    CITY_OF_LONDON = "city-of-london"
    ISLES_OF_SCILLY = "isles-of-scilly"


KIND_WORDS: Mapping[CouncilKind, str] = {
    CouncilKind.DISTRICT: "district in {place}",
    CouncilKind.UNITARY: "single council, {place}",
    CouncilKind.METROPOLITAN_BOROUGH: "metropolitan borough, {place}",
    CouncilKind.LONDON_BOROUGH: "London borough",
    CouncilKind.CITY_OF_LONDON: "in the middle of London",
    CouncilKind.ISLES_OF_SCILLY: "islands, {place}",
}


@immutable
class Council:
    """One housing authority.

    ``county`` is "" except for districts; ``ons_code`` is "" if none was found. It exists from ``valid_from`` to ``valid_to``, both
    included; None if no such day is known. ``successor`` is the id of the council that replaced it on the day after. ``planned`` is
    an announced change whose successor is not known yet (read in ``planned_source``), or "".
    """

    id: str
    name: str
    short_name: str
    ons_code: str
    kind: CouncilKind
    region: str
    county: str
    standing: Provenance
    valid_from: date | None = None
    valid_to: date | None = None
    successor: str | None = None
    note: str = ""
    planned: str = ""
    planned_source: str = ""

    def holds(self, day: date) -> bool:
        """Returns whether it is a housing authority on ``day``."""
        return holds_on(day, self.valid_from, self.valid_to)

    @property
    def hint(self) -> str:
        """What distinguishes it from others with a similar name: its type, and its county or region."""
        return KIND_WORDS[self.kind].format(place=self.county or self.region)


@immutable
class County:
    """A county with a county council, which is no housing authority, and its ``districts`` (ids) on the day asked about."""

    id: str
    name: str
    districts: tuple[str, ...]

    @property
    def council_name(self) -> str:
        """The name of its county council."""
        return f"{self.name} County Council"


@immutable
class CouncilFound:
    """A council that matches the typed text. ``said`` must be shown with it if the text names a former council or a county; it is
    "" if the text is the council's own name.
    """

    council: Council
    said: str = ""


COUNTY = 2


@immutable
class _Key:
    """Folded words under which a council is found. ``rank`` is 0 for its name, 1 for the name of a predecessor or future successor,
    ``COUNTY`` for its county's name.
    """

    words: tuple[str, ...]
    rank: int
    council: Council
    said: str


class England:
    """All housing authorities, in the data's order."""

    def __init__(self, councils: Iterable[Council]) -> None:
        self._councils = {each.id: each for each in councils}
        self._keys: dict[date, tuple[_Key, ...]] = {}

    def __iter__(self) -> Iterator[Council]:
        return iter(self._councils.values())

    def council(self, council_id: str) -> Council | None:
        """Returns the council with the id ``council_id``, whenever it existed, or None."""
        return self._councils.get(council_id)

    def on(self, council_id: str, day: date) -> Council | None:
        """Returns the council with that id, or the one that had replaced it by ``day``. None if there is none, or it began later."""
        found = self._councils.get(council_id)
        while found is not None and found.valid_to is not None and day > found.valid_to:
            found = self._councils.get(found.successor or "")
        return found if found is not None and found.holds(day) else None

    def became(self, council_id: str) -> tuple[Council, ...]:
        """Returns the councils that replaced that one, in order of time; () if it was not merged."""
        after: list[Council] = []
        found = self._councils.get(council_id)
        while found is not None and found.successor is not None and (found := self._councils.get(found.successor)):
            after.append(found)
        return tuple(after)

    def of(self, council_id: str) -> tuple[Council, ...]:
        """Returns the councils that the given one replaced."""
        return tuple(each for each in self if each.successor == council_id)

    def county(self, name: str, day: date) -> County | None:
        """Returns the county with the given id or name ("kent", "Kent", "Kent County Council") if it has a county council on
        ``day``, or None.
        """
        wanted = fold(name)
        for ending in (("county", "council"), ("council",), ("county",)):
            if len(wanted) > len(ending) and wanted[-len(ending) :] == ending:
                wanted = wanted[: -len(ending)]
                break
        return next((each for each in self.counties(day) if fold(each.name) == wanted), None)

    def counties(self, day: date) -> tuple[County, ...]:
        """Returns every county with a county council on ``day``, by name. These are the counties that have districts."""
        held: dict[str, list[str]] = {}
        for each in self:
            if each.county and each.holds(day):
                held.setdefault(each.county, []).append(each.id)
        return tuple(County("-".join(fold(name)), name, tuple(held[name])) for name in sorted(held))

    def refusal(self, given: str, day: date) -> str:
        """Returns why the id ``given`` names no housing authority on ``day``, with what to type instead, or "" if it names one."""
        found = self._councils.get(given)
        if found is None:
            return self._unknown(given, day)
        if found.holds(day):
            return ""
        if found.valid_from is not None and day < found.valid_from:
            before = ", ".join(each.id for each in self.of(given))
            return f"{found.name} begins on {plain_day(found.valid_from)}; until then one of: {before}"
        now = self.on(given, day)
        ended = f"{found.name} held until {plain_day(found.valid_to)}" if found.valid_to else f"{found.name} has ended"
        return f"{ended}; it is part of {now.name} now: {now.id}" if now else ended

    def _unknown(self, given: str, day: date) -> str:
        county = self.county(given, day)
        if county is not None:
            districts = ", ".join(county.districts)
            return f"{county.council_name} does not deal with housing; one of its districts: {districts}"
        alike = [each.council.id for each in self.find(given, day)[:6]]
        return (
            f"no housing authority of England; like it: {', '.join(alike)}"
            if alike
            else "no housing authority of England"
        )

    def part_of(self, council_id: str, day: date) -> str:
        """Returns a sentence about a former district, such as "Wycombe is part of Buckinghamshire Council since 1 April 2020", or
        "" if it still exists on ``day``.
        """
        former, now = self._councils.get(council_id), self.on(council_id, day)
        if former is None or now is None or now.id == council_id:
            return ""
        return _part_of(former, now)

    def find(self, typed: str, day: date, own: Collection[str] = ()) -> tuple[CouncilFound, ...]:
        """Returns the councils on ``day`` that match ``typed``: part of a name, of a former or future name, or of a county.

        Each typed word must be the start of a word, or be inside one; the latter matches come last. Councils in ``own`` (ids of the
        person's area) come first, then matches by name, former name and county. Capitals, accents, apostrophes, hyphens, "St" or
        "Saint" and "&" or "and" make no difference.
        """
        wanted = fold(typed)
        found = self._found(wanted, day, own)
        if not found and (fewer := tuple(word for word in wanted if word not in _GENERAL)):
            found = self._found(fewer, day, own)
        return found

    def _found(self, wanted: tuple[str, ...], day: date, own: Collection[str]) -> tuple[CouncilFound, ...]:
        if not wanted:
            return ()
        best: dict[str, tuple[tuple[bool, bool, int, bool, str], CouncilFound]] = {}
        for key in self._keys_on(day):
            starts = all(any(word.startswith(part) for word in key.words) for part in wanted)
            # Part of a word says little about a county: "ford" means Ashford, not every district of Oxfordshire.
            if not starts and (
                key.rank == COUNTY or not all(any(part in word for word in key.words) for part in wanted)
            ):
                continue
            council = key.council
            at_once = key.words[: len(wanted)] == wanted or key.words[0].startswith(wanted[0])
            order = (not starts, council.id not in own, key.rank, not at_once, council.name)
            if council.id not in best or order < best[council.id][0]:
                best[council.id] = order, CouncilFound(council, key.said)
        return tuple(found for _, found in sorted(best.values(), key=lambda each: each[0]))

    def ready(self, day: date) -> None:
        """Prepares what ``find`` needs for ``day``, before somebody types."""
        self._keys_on(day)

    def _keys_on(self, day: date) -> tuple[_Key, ...]:
        """Returns every key for ``day``. They are cached for one day, because ``find`` runs at each key press."""
        if day not in self._keys:
            self._keys = {day: tuple(self._make_keys(day))}
        return self._keys[day]

    def _make_keys(self, day: date) -> Iterator[_Key]:
        for each in self:
            if each.holds(day):
                yield _Key(self._words[each.id], 0, each, "")
                if each.county:
                    county = f"{each.county} County Council"
                    said = f"{county} does not deal with housing: its districts do."
                    yield _Key(fold(county), COUNTY, each, said)
                continue
            now = self.on(each.id, day)
            if now is not None:
                yield _Key(self._words[each.id], 1, now, _part_of(each, now))
                if each.county and each.county != now.county:
                    yield _Key(fold(f"{each.county} County Council"), COUNTY, now, "")
            elif each.valid_from is not None and each.valid_from > day:
                said = f"{each.name} begins on {plain_day(each.valid_from)}; until then it is {{council}}"
                for before in self.of(each.id):
                    if before.holds(day):
                        yield _Key(self._words[each.id], 1, before, said.format(council=before.name))

    @cached_property
    def _words(self) -> Mapping[str, tuple[str, ...]]:
        """Council id -> the folded words of its short name and name."""
        return {each.id: _spellings((*fold(each.short_name), *fold(each.name))) for each in self}


def _part_of(former: Council, now: Council) -> str:
    since = f" since {plain_day(now.valid_from)}" if now.valid_from else ""
    return f"{former.short_name} is part of {now.name}{since}"


_GENERAL = frozenset(
    ("council", "borough", "district", "city", "county", "london", "metropolitan", "royal", "of", "the")
)
"""Words that people add to a council's name although they may not be part of it."""

_SIGNS = {"&": " and ", "'": "", "\u2019": "", "\u2018": "", "\u02bc": "", "`": "", ".": " ", ",": " ", "/": " "}
_BREAKS = re.compile(r"[\s\-\u2010-\u2015]+")


def fold(text: str) -> tuple[str, ...]:
    """Returns the words of a name in the form used for comparison."""
    plain = "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each)).casefold()
    for sign, instead in _SIGNS.items():
        plain = plain.replace(sign, instead)
    return tuple(word for word in _BREAKS.split(plain) if word)


def _spellings(words: tuple[str, ...]) -> tuple[str, ...]:
    """Returns each word once, with "saint" added if "st" is among them: people type both."""
    return tuple(dict.fromkeys((*words, *("saint" for word in words if word == "st"))))


def day_before(day: date) -> date:
    """Returns the day before ``day``: the last day of a council that another replaces on ``day``."""
    return day - timedelta(days=1)
