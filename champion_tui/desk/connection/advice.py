"""Local connection worked out with the person, from what they remember: the advice in final words, for both front ends.

``raw`` is everywhere the same: the object that ``connection --remembered`` reads (``read_remembered``).
"""

from collections.abc import Iterator, Mapping
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
from champion_tui.desk.connection.timeline import timeline
from champion_tui.desk.views import OptionView
from champion_tui.domain.connection.doubts import Settles, Unsure, gaps, overlaps, settling
from champion_tui.domain.connection.findings import Strength
from champion_tui.domain.connection.ranges import RangedConnection, RangedDistrict, RangedGround, connection_range
from champion_tui.domain.connection.reading import read_remembered
from champion_tui.domain.connection.remembered_history import RememberedHistory, RememberedStay
from champion_tui.ground.answers import Problem, WrongValue
from champion_tui.knowledge.lines.areas import Area
from champion_tui.knowledge.routing import Routing

Raw = Mapping[str, object]


def connection_form(book: Routing, area: Area) -> ConnectionFormView:
    """What can be entered; the person's own area stands first."""
    areas = sorted(book.areas.values(), key=lambda each: each.id != area.id)
    districts = [OptionView(each.id, each.name, found.name) for found in areas for each in found.authorities]
    return ConnectionFormView(
        districts=(*districts, *(OptionView(each, words, "") for each, words in SEVERAL_NAMES.items())),
        kinds=tuple(OptionView(kind, words, hint) for kind, (words, hint) in KINDS.items()),
        relations=tuple(OptionView(relation, words, "") for relation, words in RELATIONS.items()),
        began_help=BEGAN_HELP,
        ended_help=ENDED_HELP,
        length_help=LENGTH_HELP,
    )


def connection_advice(book: Routing, raw: Raw, at: date) -> ConnectionView | Problem:
    """The advice on ``at`` (Europe/London), or the first thing in ``raw`` that cannot be used."""
    try:
        history = read_remembered(raw, [authority.id for authority in book.authorities()], at)
    except WrongValue as wrong:
        return wrong.problem
    return advice_view(book, history, connection_range(history, at, book.connection_words))


def advice_view(book: Routing, history: RememberedHistory, found: RangedConnection) -> ConnectionView:
    """The advice from a history that was read and judged."""
    names = district_names(book, short=True)
    return ConnectionView(
        cautions=found.cautions,
        stays=tuple(_stay_view(names, stay) for stay in history.stays),
        timeline=timeline(history, names, found.at),
        districts=tuple(_district_view(book, history, name, each, found.at) for name, each in found.districts.items()),
        questions=tuple(_questions(names, history, found.at)),
        background=tuple(
            f"{ground.title}: {ground.words}" for ground in book.connection_grounds if ground.id in BACKGROUND
        ),
    )


def district_names(book: Routing, *, short: bool = False) -> dict[str, str]:
    """Every district's name by its id."""
    loaded = {each.id: each.short_name if short else each.name for each in book.authorities()}
    return {**loaded, **SEVERAL_NAMES}


def _stay_view(names: Mapping[str, str], stay: RememberedStay) -> StayView:
    end = "and goes on" if stay.goes_on else f"and ended {day_range(stay.last)}"
    return StayView(
        words=f"{names[stay.district]}: {KINDS[stay.kind][0].lower()}",
        taken=f"It began {day_range(stay.first)} {end}.",
        exact=stay.exact,
    )


def _district_view(
    book: Routing, history: RememberedHistory, name: str, found: RangedDistrict, at: date
) -> ConnectionDistrictView:
    open_things = settling(history, name, found, at)
    return ConnectionDistrictView(
        id=name,
        name=district_names(book)[name],
        least=found.least.value,
        most=found.most.value,
        headline=headline(found),
        grounds=tuple(_ground_view(ground) for ground in found.grounds),
        settles=tuple(_settles_words(book, history, thing) for thing in open_things),
        take="" if found.most is Strength.UNSAFE else take_words(district_names(book, short=True)[name], found),
    )


def _ground_view(ground: RangedGround) -> ConnectionGroundView:
    figures = working(ground)
    return ConnectionGroundView(
        GROUND_TITLES[ground.least.ground], "" if figures else ground.why, figures, ground.least.source
    )


def _settles_words(book: Routing, history: RememberedHistory, thing: Settles) -> str:
    if thing.row is None:
        return ASKED[thing.what]
    stay = history.stays[thing.row]
    place = district_names(book, short=True)[stay.district]
    span = stay.first if thing.what is Unsure.BEGAN else stay.last
    words = f"{ASKED[thing.what]} (row {thing.row + 1}, {place}: so far {day_range(span)})"
    if thing.turns is None:
        return f"{words}."
    bound = "before" if thing.what is Unsure.BEGAN else "later"
    return f"{words}. If it was {day_range(thing.turns)} or {bound}, the guideline is reached."


def _questions(names: Mapping[str, str], history: RememberedHistory, at: date) -> Iterator[str]:
    for gap in gaps(history, at):
        yield gap_words(gap)
    for overlap in overlaps(history, at):
        pair = (history.stays[overlap.one], history.stays[overlap.other])
        yield overlap_words(overlap, *(names[stay.district] for stay in pair))
