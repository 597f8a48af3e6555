"""Local-connection advice from what the person remembers, as final text for both front ends.

``raw`` is always the object that ``connection --remembered`` reads (``read_remembered``).
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from champion_tui.desk.connection.advice_views import (
    ConnectionDistrictView,
    ConnectionFormView,
    ConnectionGroundView,
    ConnectionView,
    StayView,
)
from champion_tui.desk.connection.advice_words import (
    ASKED,
    BACKGROUND,
    BEGAN_HELP,
    ENDED_HELP,
    GROUND_TITLES,
    KINDS,
    LENGTH_HELP,
    RELATIONS,
    SEVERAL_NAMES,
    day_range,
    gap_words,
    headline,
    overlap_words,
    take_words,
    working,
)
from champion_tui.desk.connection.draft import COUNTY
from champion_tui.desk.connection.timeline import timeline
from champion_tui.desk.options import OptionView
from champion_tui.desk.triage.finding_councils import council_finder, starts
from champion_tui.domain.connection.doubts import Settles, Unsure, gaps, overlaps, settling
from champion_tui.domain.connection.findings import ConnectionStrength
from champion_tui.domain.connection.ranges import RangedConnection, RangedDistrict, RangedGround, connection_range
from champion_tui.domain.connection.reading import read_remembered
from champion_tui.domain.connection.remembered_history import RememberedHistory, RememberedStay
from champion_tui.ground.answers import Problem, WrongValue
from champion_tui.knowledge.lines.areas import Area
from champion_tui.knowledge.routing import Routing

Raw = Mapping[str, object]

EVERY_DISTRICT = "every district of that county"


def connection_form(book: Routing, area: Area, day: date) -> ConnectionFormView:
    """Returns what can be entered on ``day``; the person's own area comes first."""
    areas = sorted(book.areas.values(), key=lambda other: other.id != area.id)
    districts = [
        OptionView(authority.id, authority.name, listed.name) for listed in areas for authority in listed.authorities
    ]
    several = tuple(OptionView(each, words, "") for each, words in SEVERAL_NAMES.items())
    find = council_finder(book, area.id, day, several)
    counties = tuple(
        OptionView(f"{COUNTY}{each.id}", each.council_name, EVERY_DISTRICT) for each in book.england.counties(day)
    )
    return ConnectionFormView(
        districts=(*districts, *several),
        kinds=tuple(OptionView(kind, words, hint) for kind, (words, hint) in KINDS.items()),
        relations=tuple(OptionView(relation, words, "") for relation, words in RELATIONS.items()),
        began_help=BEGAN_HELP,
        ended_help=ENDED_HELP,
        length_help=LENGTH_HELP,
        find=find,
        find_owing=lambda typed: (*(each for each in counties if starts(typed, each.words)), *find(typed)),
        name=lambda district: district_names(book, (district,))[district],
    )


def connection_advice(book: Routing, raw: Raw, at: date) -> ConnectionView | Problem:
    """Returns the advice as of ``at`` (a day in London), or the problem with the first value in ``raw`` that cannot be
    used.
    """
    try:
        history = read_remembered(raw, book.places(at))
    except WrongValue as wrong:
        return wrong.problem
    return advice_view(book, history, connection_range(history, at, book.connection_words))


def advice_view(book: Routing, history: RememberedHistory, connection: RangedConnection) -> ConnectionView:
    """Returns the advice for a history and the connection that was worked out from it."""
    places = (*connection.districts, *(stay.district for stay in history.stays))
    names = district_names(book, places, short=True)
    return ConnectionView(
        cautions=connection.cautions,
        stays=tuple(_stay_view(names, stay) for stay in history.stays),
        timeline=timeline(history, names, connection.at),
        districts=tuple(
            _district_view(book, history, district_id, district, connection.at)
            for district_id, district in connection.districts.items()
        ),
        questions=tuple(_questions(names, history, connection.at)),
        background=tuple(
            f"{ground.title}: {ground.words}" for ground in book.connection_grounds if ground.id in BACKGROUND
        ),
    )


def district_names(book: Routing, places: Iterable[str], *, short: bool = False) -> dict[str, str]:
    """Returns the names of those districts and counties, by id."""
    names = dict(SEVERAL_NAMES)
    for place in places:
        if place.startswith(COUNTY):
            names[place] = f"{place.removeprefix(COUNTY).replace('-', ' ').title()} County Council"
        elif found := book.authority(place):
            names[place] = found.short_name if short else found.name
    return names


def _stay_view(names: Mapping[str, str], stay: RememberedStay) -> StayView:
    end = "and goes on" if stay.goes_on else f"and ended {day_range(stay.last)}"
    return StayView(
        words=f"{names[stay.district]}: {KINDS[stay.kind][0].lower()}",
        taken=f"It began {day_range(stay.first)} {end}.",
        exact=stay.exact,
    )


def _district_view(
    book: Routing, history: RememberedHistory, district_id: str, district: RangedDistrict, at: date
) -> ConnectionDistrictView:
    short_name = district_names(book, (district_id,), short=True)[district_id]
    return ConnectionDistrictView(
        id=district_id,
        name=district_names(book, (district_id,))[district_id],
        least=district.least.value,
        most=district.most.value,
        headline=headline(district),
        grounds=tuple(_ground_view(ground) for ground in district.grounds),
        settles=tuple(
            _settles_words(book, history, open_point) for open_point in settling(history, district_id, district, at)
        ),
        take="" if district.most is ConnectionStrength.UNSAFE else take_words(short_name, district),
    )


def _ground_view(ground: RangedGround) -> ConnectionGroundView:
    figures = working(ground)
    return ConnectionGroundView(
        GROUND_TITLES[ground.least.ground], "" if figures else ground.why, figures, ground.least.source
    )


def _settles_words(book: Routing, history: RememberedHistory, open_point: Settles) -> str:
    if open_point.row is None:
        return ASKED[open_point.what]
    stay = history.stays[open_point.row]
    place = district_names(book, (stay.district,), short=True)[stay.district]
    span = stay.first if open_point.what is Unsure.BEGAN else stay.last
    words = f"{ASKED[open_point.what]} (row {open_point.row + 1}, {place}: so far {day_range(span)})"
    if open_point.turns is None:
        return f"{words}."
    bound = "before" if open_point.what is Unsure.BEGAN else "later"
    return f"{words}. If it was {day_range(open_point.turns)} or {bound}, the guideline is reached."


def _questions(names: Mapping[str, str], history: RememberedHistory, at: date) -> Iterator[str]:
    for gap in gaps(history, at):
        yield gap_words(gap)
    for overlap in overlaps(history, at):
        pair = (history.stays[overlap.one], history.stays[overlap.other])
        yield overlap_words(overlap, *(names[stay.district] for stay in pair))
