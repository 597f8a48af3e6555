"""All of England: the shipped list is right for every day, and is read only when it is needed."""

import csv
import re
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest

from champion_tui.domain.lines.authority import HousingAuthority
from champion_tui.domain.lines.england import Council, CouncilKind, England
from champion_tui.domain.lines.phone_lines import Confidence
from champion_tui.ground.tables import DataError
from champion_tui.knowledge.lines.england import CODE_PREFIX, Outside, read_england, read_neighbours
from champion_tui.knowledge.lines.reading_lines import digits, parse_phone
from champion_tui.knowledge.routing import Routing, load_routing
from champion_tui.knowledge.shelf import data_folder

TODAY = date(2026, 11, 26)
NEAR = ("oxford", "vale-of-white-horse")


@cache
def routing() -> Routing:
    """Returns the shipped routing."""
    return load_routing()


def england() -> England:
    """Returns the shipped list."""
    return routing().england


def council(council_id: str) -> HousingAuthority:
    """Returns a council that must be in the list."""
    found = routing().authority(council_id)
    assert found is not None
    return found


def today() -> list[Council]:
    """Returns today's councils."""
    return [each for each in england() if each.holds(TODAY)]


def test_the_counts_of_today_are_those_of_england() -> None:
    """Reference 10.2: 296 councils today, by kind; 42 that have ended; and Surrey's two future ones."""
    assert Counter(each.kind for each in today()) == {
        CouncilKind.DISTRICT: 164,
        CouncilKind.UNITARY: 62,
        CouncilKind.METROPOLITAN_BOROUGH: 36,
        CouncilKind.LONDON_BOROUGH: 32,
        CouncilKind.CITY_OF_LONDON: 1,
        CouncilKind.ISLES_OF_SCILLY: 1,
    }
    ended = [each for each in england() if each.valid_to and each.valid_to < TODAY]
    coming = [each.id for each in england() if each.valid_from and each.valid_from > TODAY]
    assert (len(today()), len(ended), coming) == (296, 42, ["east-surrey", "west-surrey"])


def test_no_day_has_two_councils_for_one_place_or_none() -> None:
    """A council that ends is valid until 31 March, and its successor from the next day; none ends without a successor."""
    for each in england():
        if each.valid_to is None:
            assert each.successor is None
            continue
        after = england().council(each.successor or "")
        assert after is not None, each
        assert (each.valid_to.month, each.valid_to.day) == (3, 31)
        assert after.valid_from == each.valid_to + timedelta(days=1)
        assert england().on(each.id, each.valid_to) == each
        assert england().on(each.id, each.valid_to + timedelta(days=1)) == after
    ends = {each.valid_to for each in england() if each.valid_to}
    assert {day.year for day in ends} == {2019, 2020, 2021, 2023, 2027}


def test_codes_names_and_ids_are_well_formed_and_once_each() -> None:
    """ONS codes have the form of their kind, and only future councils have none."""
    forms = {CouncilKind.DISTRICT: "E07", CouncilKind.UNITARY: "E06", CouncilKind.METROPOLITAN_BOROUGH: "E08"}
    codes = [each.ons_code for each in england() if each.ons_code]
    assert len(set(codes)) == len(codes)
    assert len({each.name for each in england()}) == len(list(england()))
    for each in england():
        assert re.fullmatch(r"E0[6-9]\d{6}", each.ons_code) or each.id in {"east-surrey", "west-surrey"}
        assert each.ons_code.startswith(forms.get(each.kind, "")) or not each.ons_code
        assert each.region
        assert bool(each.county) == (each.kind is CouncilKind.DISTRICT)
        assert each.name == " ".join(each.name.split())


def test_the_traps_of_the_look_up_are_put_right() -> None:
    """The mistakes and inconsistencies of the public look-up are corrected."""
    known = {each.id: each for each in england()}
    assert (known["forest-heath"].county, known["forest-heath"].region) == ("Suffolk", "East of England")
    assert known["kettering"].region == "East Midlands"
    assert known["wycombe"].county == "Buckinghamshire"
    assert known["purbeck"].county == "Dorset"
    assert known["carlisle"].valid_to == date(2023, 3, 31)
    assert known["taunton-deane"].successor == "somerset-west-and-taunton"
    assert [each.id for each in england().became("taunton-deane")] == ["somerset-west-and-taunton", "somerset"]


@pytest.mark.parametrize("area", sorted(routing().areas))
def test_loaded_authorities_stand_in_the_list_as_they_are(area: str) -> None:
    """The areas' files and the list agree on name and code, and a search returns the area's own entry."""
    for loaded in routing().areas[area].authorities:
        listed = england().council(loaded.id)
        assert listed is not None
        assert (listed.name, listed.short_name, listed.ons_code) == (loaded.name, loaded.short_name, loaded.ons_code)
        assert routing().authority(loaded.id) is loaded


def test_what_is_planned_is_said_and_no_further() -> None:
    """Reference 2.3: Surrey's two are known; for Oxfordshire and Kent only that a change is planned for April 2028."""
    known = {each.id: each for each in england()}
    surrey = {each.id: each.successor for each in today() if each.county == "Surrey"}
    assert Counter(surrey.values()) == {"east-surrey": 5, "west-surrey": 6}
    assert all(known[each].valid_to == date(2027, 3, 31) for each in surrey)
    assert known["east-surrey"].ons_code == ""
    assert "No ONS code was found" in known["east-surrey"].note
    planned = [each for each in england() if each.planned]
    assert {each.county or each.id for each in planned} == {"Oxfordshire", "Kent", "medway"}
    assert all(each.successor is None and "April 2028" in each.planned for each in planned)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("newc", ["newcastle-upon-tyne", "newcastle-under-lyme"]),
        ("Newcastle upon", ["newcastle-upon-tyne"]),
        ("lancaster", ["lancaster"]),
        ("St. Helens", ["st-helens"]),
        ("saint alb", ["st-albans"]),
        ("ST ALBANS", ["st-albans"]),
        ("kings lynn", ["kings-lynn-and-west-norfolk"]),
        ("king’s lynn & west", ["kings-lynn-and-west-norfolk"]),
        ("stratford on avon", ["stratford-on-avon"]),
        ("wycombe", ["buckinghamshire"]),
        ("taunton deane", ["somerset"]),
        ("oxford city council", ["oxford"]),
        ("hackney council", ["hackney"]),
        ("vale", ["vale-of-white-horse", "buckinghamshire"]),
        ("bristol", ["bristol"]),
        ("bath", ["bath-and-north-east-somerset"]),
        ("cumbria", ["cumberland", "westmorland-and-furness"]),
        ("ashfo", ["ashford"]),
    ],
)
def test_typing_finds_it(typed: str, first: list[str]) -> None:
    """Part of a name, a former name or a former county finds it; accents, apostrophes, hyphens and capitals make no
    difference.
    """
    assert [each.council.id for each in england().find(typed, TODAY, NEAR)][: len(first)] == first


def test_a_county_is_asked_about() -> None:
    """A county council has no housing duties, so its districts are offered with that explanation."""
    for typed in ("Kent County Council", "kent"):
        found = england().find(typed, TODAY)
        assert len([each for each in found if each.council.county == "Kent"]) == 12
        assert found[0].said == "Kent County Council does not deal with housing: its districts do."
    lancashire = england().find("lancashire", TODAY)
    assert lancashire[0].council.id == "west-lancashire"
    assert {each.council.county for each in lancashire} == {"Lancashire"}
    kent = england().county("Kent County Council", TODAY)
    assert kent is not None
    assert (kent.id, len(kent.districts)) == ("kent", 12)
    assert len(england().counties(TODAY)) == 21
    assert england().county("surrey", date(2027, 4, 1)) is None


def test_like_names_are_told_apart() -> None:
    """Each council of today has its own name and hint."""
    hints = Counter((each.short_name, each.hint) for each in today())
    assert max(hints.values()) == 1
    known = {each.id: each.hint for each in england()}
    assert known["newcastle-under-lyme"] == "district in Staffordshire"
    assert known["newcastle-upon-tyne"] == "metropolitan borough, North East"


def test_word_starts_come_before_inside_and_the_own_area_first() -> None:
    """In each group, the person's own area comes first."""
    order = [each.council.id for each in england().find("ford", TODAY, NEAR)]
    assert order[0] == "oxford"
    assert "ashford" in order
    assert "cherwell" not in order
    order = [each.council.id for each in england().find("west", TODAY, ("west-oxfordshire",))]
    assert order[0] == "west-oxfordshire"
    assert order.index("westminster") < order.index("north-west-leicestershire")


def test_every_name_finds_itself() -> None:
    """The full or short name of any council, past or present, finds the council of today."""
    for each in england():
        now = england().on(each.id, TODAY)
        wanted = {now.id} if now else {before.id for before in england().of(each.id)}
        for typed in (each.name, each.short_name, each.id.replace("-", " ")):
            assert wanted <= {found.council.id for found in england().find(typed, TODAY)}, typed


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (
            "wycombe",
            "Wycombe District Council held until 31 March 2020; it is part of Buckinghamshire Council now: buckinghamshire",
        ),
        ("east-surrey", "East Surrey Council begins on 1 April 2027; until then one of: elmbridge"),
        ("kent", "Kent County Council does not deal with housing; one of its districts: ashford"),
        ("lancashire", "Lancashire County Council does not deal with housing; one of its districts: burnley"),
        ("newcastle", "like it: newcastle-upon-tyne, newcastle-under-lyme"),
        ("atlantis", "no housing authority of England"),
        ("reading", ""),
    ],
)
def test_what_cannot_be_chosen_is_refused_with_what_to_type(given: str, why: str) -> None:
    """An ended or future council, a county and half a name are refused."""
    assert england().refusal(given, TODAY).find(why) >= 0
    assert bool(england().refusal(given, TODAY)) == bool(why)


def test_the_past_has_the_councils_of_its_day() -> None:
    """On 1 June 2019 Wycombe is itself, and Buckinghamshire does not exist yet."""
    then = date(2019, 6, 1)
    assert [each.council.id for each in england().find("wycombe", then)] == ["wycombe"]
    assert england().refusal("wycombe", then) == ""
    assert england().refusal("buckinghamshire", then).startswith("Buckinghamshire Council begins on 1 April 2020")


# -- neighbouring councils ----------------------------------------------------------------------------------------------


def neighbours_of_the_reference() -> list[dict[str, str]]:
    """Returns the ids and numbers that the neighbours were written from, kept with the tests."""
    with (Path(__file__).parents[1] / "vectors" / "neighbours.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("row", neighbours_of_the_reference(), ids=lambda row: row["id"])
def test_each_neighbour_has_the_numbers_of_the_reference(row: dict[str, str]) -> None:
    """Day, night and e-mail are those of the reference and nothing else, with no confidence above unconfirmed."""
    found = council(row["id"])
    assert found.outside
    for use, key in (("day", "day"), ("out-of-hours", "night")):
        wanted = [each for each in row[key].split("|") if each]
        assert [line.phone for line in found.lines if line.use == use] == wanted
    assert found.email == row["email"]
    standings = [line.standing for line in found.lines]
    standings += [found.way.standing] if found.way else []
    standings += [found.email_standing] if found.email_standing else []
    assert all(each.confidence in {Confidence.UNCONFIRMED, Confidence.CONFLICTING} for each in standings)
    assert all(routing().source(each.source) for each in standings)
    assert all(parse_phone(line.phone) for line in found.lines)


def test_numbers_that_are_not_the_councils_are_never_offered() -> None:
    """A charity's number, superseded numbers and a neighbour's number are kept with a reason and are in no line."""
    assert routing().outside is not None
    neighbours = routing().outside.neighbours
    assert set(neighbours) == {row["id"] for row in neighbours_of_the_reference()}
    for one in neighbours.values():
        offered = {digits(line.phone) for line in one.lines} | ({one.email.words} if one.email else set())
        assert not {digits(each.value) for each in one.withdrawn} & offered
    assert [each.value for each in neighbours["buckinghamshire"].withdrawn] == ["01494 447699"]
    assert council("buckinghamshire").lines == ()


# -- only when it is needed ---------------------------------------------------------------------------------------------


def test_the_list_is_read_only_when_it_is_asked_for() -> None:
    """The list is read for a council outside, and not for a loaded authority, none, or elsewhere."""
    read: list[str] = []

    def noted(name: str) -> tuple[bytes, str]:
        read.append(name)
        return (data_folder() / name).read_bytes(), name

    fresh = replace(routing(), outside=Outside(noted, tuple, lambda _council: None, lambda _council: (), {}))
    for given in ("oxford", "", "elsewhere-england", "outside-england"):
        fresh.authority(given)
    assert fresh.why_not("oxford", TODAY) == ""
    fresh.switchboard(datetime(2026, 11, 26, 12, tzinfo=UTC), ("oxford", "999", "shelter"))
    assert not read
    assert fresh.authority("reading") is not None
    assert read == ["england.toml", "neighbours.toml"]


def test_no_area_uses_the_prefix_of_councils_outside() -> None:
    """The prefix of references for councils outside is no loaded authority's prefix."""
    assert CODE_PREFIX not in {each.code_prefix for each in routing().authorities()}
    assert council("reading").code_prefix == CODE_PREFIX


# -- strict reading -----------------------------------------------------------------------------------------------------

GOOD = """
[standing]
source = "list"
checked_on = 2025-07-01
confidence = "unconfirmed"
[[source]]
id = "list"
title = "A list"
[[group]]
kind = "district"
region = "South East"
county = "Testshire"
council = [
    { id = "old-a", name = "Old A Council", short = "Old A", ons = "E07000001" },
    { id = "old-b", name = "Old B Council", short = "Old B", ons = "E07000002" },
]
[[group]]
kind = "unitary"
region = "South East"
council = [{ id = "new-a", name = "New A Council", short = "New A", ons = "E06000001" }]
[[merger]]
on = 2020-04-01
into = "new-a"
of = ["old-a"]
[[planned]]
counties = ["Testshire"]
words = "Something is planned."
source = "list"
checked_on = 2025-07-01
confidence = "unconfirmed"
"""


def test_a_good_list_is_read() -> None:
    """The smallest list with everything in it is read."""
    councils, _ = read_england(GOOD.encode(), "england.toml")
    assert [each.id for each in councils] == ["old-a", "old-b", "new-a"]
    assert councils.on("old-a", TODAY) == councils.council("new-a")
    assert [each.planned for each in councils] == ["", "Something is planned.", ""]


@pytest.mark.parametrize(
    ("was", "now", "expected"),
    [
        ('ons = "E07000002"', 'ons = "E07000001"', "each ONS code once"),
        ('ons = "E07000002"', 'ons = "E0700000"', "an ONS code such as"),
        (', ons = "E07000002"', "", "an ONS code: only a council that a merger begins may have none"),
        ('id = "old-b"', 'id = "old-a"', "each council once"),
        ('id = "old-b"', 'id = "Old B"', "an id of small letters"),
        ('short = "Old B"', 'shrt = "Old B"', "a text (it is missing)"),
        ('county = "Testshire"\n', "", "the county of a group of districts"),
        ('kind = "unitary"', 'kind = "parish"', "one of district"),
        ("on = 2020-04-01", "on = 2020-03-31", "a first of April, not 2020-03-31"),
        ("on = 2020-04-01", 'on = "2020-04-01"', "a date such as"),
        ('of = ["old-a"]', 'of = ["old-c"]', "the id of a known council, not 'old-c'"),
        ('of = ["old-a"]', "of = []", "the ids of the councils that end"),
        ('of = ["old-a"]', 'of = ["new-a"]', "the ids of the councils that end, and not the new one"),
        ('into = "new-a"', 'into = "new-b"', "the id of a known council, not 'new-b'"),
        ('counties = ["Testshire"]', 'counties = ["Elsewhere"]', "the county of a known district"),
        (
            'source = "list"\nchecked_on = 2025-07-01\nconfidence = "unconfirmed"\n[[source]]',
            'source = "lost"\nconfidence = "unconfirmed"\n[[source]]',
            "the id of a known source",
        ),
        (
            "[[merger]]",
            '[[merger]]\non = 2019-04-01\ninto = "new-a"\nof = ["old-b"]\n[[merger]]',
            "each new council once",
        ),
        (
            "[[merger]]",
            '[[merger]]\non = 2019-04-01\ninto = "old-b"\nof = ["old-a"]\n[[merger]]',
            "each council that ends once",
        ),
        (
            "[[planned]]",
            '[[merger]]\non = 2019-04-01\ninto = "old-b"\nof = ["new-a"]\n[[planned]]',
            "a council that began before 2019-04-01",
        ),
        (
            "[[planned]]",
            '[[merger]]\non = 2021-04-01\ninto = "old-a"\nof = ["old-b"]\n[[planned]]',
            "a day on or before 2020-03-31",
        ),
    ],
)
def test_each_mistake_in_the_list_is_named(was: str, now: str, expected: str) -> None:
    """Each list has one mistake and is right otherwise."""
    assert was in GOOD
    with pytest.raises(DataError) as error:
        read_england(GOOD.replace(was, now, 1).encode(), "england.toml")
    assert expected in str(error.value)


NEIGHBOUR = """
[[source]]
id = "page"
title = "A page"
[[council]]
id = "reading"
[[council.line]]
line = "reading-day"
phone = "01632 960001"
use = "day"
source = "page"
confidence = "unconfirmed"
"""


@pytest.mark.parametrize(
    ("was", "now", "expected"),
    [
        ('id = "reading"', 'id = "readding"', "the id of a council in data/england.toml"),
        ('line = "reading-day"', 'line = "wokingham-day"', 'an id that begins with "reading-day"'),
        ('phone = "01632 960001"', 'phone = "not found"', "a UK phone number"),
        ('source = "page"', 'source = "pge"', "the id of a known source"),
        ('id = "reading"', 'id = "reading"\nfax = "1"', "no such key"),
    ],
)
def test_each_mistake_about_a_neighbour_is_named(was: str, now: str, expected: str) -> None:
    """Each list has one mistake and is right otherwise."""
    with pytest.raises(DataError) as error:
        read_neighbours(NEIGHBOUR.replace(was, now, 1).encode(), "neighbours.toml", england())
    assert expected in str(error.value)


def test_the_shipped_files_are_those_that_are_read() -> None:
    """Both shipped files are in the data folder."""
    assert (data_folder() / "england.toml").is_file()
    assert (data_folder() / "neighbours.toml").is_file()
