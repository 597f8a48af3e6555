"""Local connection from imprecise memory: ranges that always include the exact answer."""

from datetime import date, timedelta

import pytest
from few_places import places
from hypothesis import given, settings
from hypothesis import strategies as st
from remembered_samples import AT, histories, remembered, stays

from champion_tui.domain.connection.districts import connection, window_start
from champion_tui.domain.connection.doubts import Settles, Unsure, gaps, overlaps, settling
from champion_tui.domain.connection.findings import RANK
from champion_tui.domain.connection.history import History
from champion_tui.domain.connection.ranges import connection_range, count_range, stay_range
from champion_tui.domain.connection.reading import MOST_STAYS, read_history, read_remembered
from champion_tui.domain.connection.remembered_history import RememberedHistory
from champion_tui.ground.answers import WrongValue
from champion_tui.knowledge.routing import load_routing

WORDS = load_routing().connection_words
LOADED = ("oxford", "cherwell", "swale")
FIGURES = ("months_12", "years_5", "guideline_months_12", "guideline_years_5")
YEAR, FIVE_YEARS = window_start(AT, 1), window_start(AT, 5)


def read(at=AT, **raw):
    """Returns a remembered history in the words of the file."""
    return read_remembered(raw, places(LOADED, at))


def stay(first=None, last=None, length=None, kind="home", district="oxford"):
    """Returns an address as a person tells it."""
    row = {"district": district, "kind": kind, "from": first, "to": last, "for": length}
    return {key: value for key, value in row.items() if value is not None}


def oxford(**raw):
    """Returns Oxford's finding."""
    return connection_range(read(**raw), AT, WORDS).districts["oxford"]


def guideline(*addresses):
    """Returns Oxford's guideline days, (at least, at most) in 12 months and in 5 years, and the strengths."""
    found = oxford(addresses=list(addresses))
    least, most = found.grounds[0].least.days, found.grounds[0].most.days
    return (
        (least.guideline_months_12, most.guideline_months_12),
        (least.guideline_years_5, most.guideline_years_5),
        (str(found.least), str(found.most)),
    )


# Sources: G = guideline figures (Code 10.2; reference 1.5), A = Housing Act 1996 s.199 (reference 1.5), D = design section 6.
# The figures follow by counting days between the dates that the words can mean, both ends included.
WORKED = [
    (
        "G since a whole year that began inside the 12 months",
        [stay("2026")],
        (1, 325),
        (1, 325),
        ("possible", "likely"),
    ),
    ("G since May 2026: for sure enough", [stay("early May 2026")], (190, 205), (190, 205), ("likely", "likely")),
    ("G since May 2026: perhaps", [stay("May 2026")], (175, 205), (175, 205), ("possible", "likely")),
    ("G since June 2026: not enough", [stay("June 2026")], (145, 174), (145, 174), ("possible", "possible")),
    (
        "G since spring 2023 is three years for nobody yet",
        [stay("spring 2023", "spring 2025")],
        (0, 0),
        (620, 844),
        ("possible",) * 2,
    ),
    ("G about 2 years, still there", [stay(length="about 2 years")], (365, 365), (546, 915), ("likely", "likely")),
    ("G about 6 months, still there", [stay(length="about 6 months")], (134, 231), (134, 231), ("possible", "likely")),
    (
        "G about 6 months some time in 2024",
        [stay("2024", "2024", "about 6 months")],
        (0, 0),
        (134, 231),
        ("possible",) * 2,
    ),
    ("G over three years, until now", [stay(length="over 3 years")], (365, 365), (1094, 1826), ("likely", "likely")),
    (
        "D unknown beginning, ended in 2026",
        [stay("unknown", "March 2026")],
        (1, 130),
        (1, 1591),
        ("possible", "likely"),
    ),
    ("D unknown end", [stay("2022-01-01", "unknown")], (0, 365), (1, 1786), ("possible", "likely")),
    ("D nothing but that they were there", [stay("unknown", "unknown")], (0, 365), (0, 1826), ("none", "likely")),
    ("D exact words, exact figures", [stay("24 May 2026")], (182, 182), (182, 182), ("likely", "likely")),
    (
        "D two stays that may overlap are not counted twice",
        [stay("2026-06-01", "2026-08-31"), stay("August 2026", "2026-10-31", kind="staying-with-others")],
        (153, 153),
        (153, 153),
        ("possible", "possible"),
    ),
    ("A prison adds no days, however long", [stay("2021", "2026", kind="prison")], (0, 0), (0, 0), ("none", "none")),
    (
        "A a home kept in prison still counts",
        [stay("2026-01-01"), stay("2026", kind="prison")],
        (325, 325),
        (325, 325),
        ("likely",) * 2,
    ),
    (
        "D hospital alone is never likely",
        [stay("about 2020", kind="hospital")],
        (0, 0),
        (0, 0),
        ("possible", "possible"),
    ),
]


@pytest.mark.parametrize(
    ("addresses", "year", "five_years", "strengths"), [each[1:] for each in WORKED], ids=[each[0] for each in WORKED]
)
def test_worked_examples_of_remembered_stays(addresses, year, five_years, strengths):
    """Each example of the table gives its certain and possible days, and the strengths that they lead to."""
    assert guideline(*addresses) == (year, five_years, strengths)


@settings(max_examples=300)
@given(histories())
def test_ranges_always_hold_the_exact_answer(pairs):
    """Whatever a person remembers of a history, every figure and strength of the exact answer is within its range."""
    exact = connection(History(stays=tuple(stay for stay, _ in pairs)), AT, WORDS).districts
    ranged = connection_range(RememberedHistory(stays=tuple(told for _, told in pairs)), AT, WORDS).districts
    assert set(exact) == set(ranged)
    for name, district in exact.items():
        found = ranged[name]
        assert RANK.index(found.least) <= RANK.index(district.strength) <= RANK.index(found.most)
        for ground, between in zip(district.grounds, found.grounds, strict=True):
            least, most = between.least, between.most
            assert ground.ground == least.ground == most.ground
            assert RANK.index(least.strength) <= RANK.index(ground.strength) <= RANK.index(most.strength)
            for figure in FIGURES if ground.days else ():
                assert getattr(least.days, figure) <= getattr(ground.days, figure) <= getattr(most.days, figure)


@settings(max_examples=200)
@given(st.lists(stays(), max_size=6))
def test_an_exact_history_gives_the_exact_answer_twice(lived):
    """For a history that is remembered to the day, the least and the most are the exact findings."""
    exact = connection(History(stays=tuple(lived)), AT, WORDS)
    ranged = connection_range(RememberedHistory(stays=tuple(map(remembered, lived))), AT, WORDS)
    for name, district in exact.districts.items():
        found = ranged.districts[name]
        assert (found.least, found.most) == (district.strength, district.strength)
        assert [ground.least for ground in found.grounds] == list(district.grounds)
        assert [ground.most for ground in found.grounds] == list(district.grounds)


@settings(max_examples=150)
@given(histories(), st.randoms(use_true_random=False))
def test_the_order_of_entries_never_matters(pairs, randomly):
    """The same stays in another order give the same findings."""
    told = [each for _, each in pairs]
    mixed = list(told)
    randomly.shuffle(mixed)
    one, other = (connection_range(RememberedHistory(stays=tuple(each)), AT, WORDS) for each in (told, mixed))
    assert one.json() == other.json()


@settings(max_examples=150)
@given(histories(), histories(most=1))
def test_adding_a_stay_never_lowers_a_count(pairs, more):
    """Another stay can only add days, certain or possible, and no count is longer than its window."""
    told, added = [each for _, each in pairs], [each for _, each in more]
    for first in (YEAR, FIVE_YEARS):
        window = (AT - first).days + 1
        least, most = count_range(told, first, AT)
        assert 0 <= least <= most <= window
        with_more = count_range([*told, *added], first, AT)
        assert with_more[0] >= least
        assert with_more[1] >= most
        assert with_more[1] <= window


@settings(max_examples=60)
@given(histories(most=1))
def test_one_stays_range_is_what_every_possible_stay_comes_to(pairs):
    """For one stay the ends of the range equal the fewest and the most days over a grid of possible stays."""
    for _, told in pairs:
        ends = ((told.last.latest - told.last.earliest).days, (told.first.latest - told.first.earliest).days)
        if max(ends) > 120:
            continue
        counts = {
            max(0, (min(last, AT) - max(first, YEAR)).days + 1)
            for first in _days(told.first)
            for last in _days(told.last)
            if told.length.least <= (last - first).days + 1 <= told.length.most
        }
        assert stay_range(told, YEAR, AT) == (min(counts), max(counts))


def _days(between):
    return [between.earliest + timedelta(days=ahead) for ahead in range((between.latest - between.earliest).days + 1)]


def test_an_exact_file_is_read_as_the_contract_reads_it():
    """``--remembered`` gives the same figures for a file as ``connection FILE``, for all kinds of ground."""
    raw = {
        "addresses": [
            {"district": "oxford", "from": "2026-01-01", "to": None, "kind": "home"},
            {"district": "swale", "from": "2020-01-01", "to": "2021-12-31", "kind": "asylum-support"},
        ],
        "work": [{"district": "cherwell", "casual": True}],
        "family": [{"district": "cherwell", "relation": "mother", "years": 6}],
        "special": [{"district": "oxford", "reason": "hospital care"}],
        "unsafe": ["swale"],
        "care_leaver": {"districts": ["oxford"]},
        "stage": "threatened",
    }
    exact = connection(read_history(raw, places(LOADED, AT)), AT, WORDS)
    ranged = connection_range(read_remembered(raw, places(LOADED, AT)), AT, WORDS)
    assert (ranged.considered, ranged.cautions) == (exact.considered, exact.cautions)
    for name, district in exact.districts.items():
        found = ranged.districts[name]
        assert found.least == found.most == district.strength
        assert sorted(g.least.ground for g in found.grounds) == sorted(g.ground for g in district.grounds)


@pytest.mark.parametrize(
    ("raw", "key"),
    [
        ({"addresses": [stay("2025", "2024")]}, "addresses[0].to"),
        ({"addresses": [stay("2025", "2025", "2 years")]}, "addresses[0].for"),
        ({"addresses": [stay("2027")]}, "addresses[0].from"),
        ({"addresses": [stay("March 24")]}, "addresses[0].from"),
        ({"addresses": [stay("30 Feb 2024")]}, "addresses[0].from"),
        ({"addresses": [stay("2024", length="ages")]}, "addresses[0].for"),
        ({"addresses": [stay()]}, "addresses[0].from"),
        (
            {"addresses": [stay("2024"), {"district": "nowhere", "from": "2024", "kind": "home"}]},
            "addresses[1].district",
        ),
        ({"addresses": [stay("2024", kind="castle")]}, "addresses[0].kind"),
        ({"addresses": [{**stay("2024"), "colour": "blue"}]}, "addresses[0].colour"),
        ({"addresses": [stay("2024")] * (MOST_STAYS + 1)}, "addresses"),
        ({"addresses": [stay(5)]}, "addresses[0].from"),
        ({"born": "2026-11-20", "addresses": [stay("2024")]}, "addresses[0].from"),
        ({"born": "2026-11-20", "addresses": [stay("unknown", "2025")]}, "addresses[0].to"),
        ({"born": "2026-11-22"}, "born"),
        ({"born": "20 November 1990"}, "born"),
        ({"family": [{"district": "oxford", "relation": "mother", "years": "ages"}]}, "family[0].years"),
        ({"family": [{"district": "oxford", "relation": "cat", "years": 3}]}, "family[0].relation"),
        ({"work": [{"district": "oxford"}]}, "work[0].casual"),
        ({"unsafe": ["oxford", "atlantis"]}, "unsafe[1]"),
        ({"pets": []}, "pets"),
    ],
)
def test_bad_input_is_named_and_refused(raw, key):
    """Issue: end before start, dates in the future, impossible dates, two-digit years, 200 addresses, a person born
    yesterday: each is named by its place in the file and never guessed.
    """
    with pytest.raises(WrongValue) as caught:
        read(**raw)
    assert caught.value.problem.key == key


def test_two_hundred_addresses_are_asked_about():
    """A history of 200 addresses is refused with the advice to leave out what ended too long ago."""
    with pytest.raises(WrongValue) as caught:
        read(addresses=[stay("2024")] * 200)
    assert "200" in str(caught.value)
    assert "five years ago" in caught.value.problem.expected


def test_a_stay_is_never_before_birth():
    """An unknown beginning is not before the date of birth, if that was given."""
    assert read(born="2001-05-04", addresses=[stay("unknown")]).stays[0].first.earliest == date(2001, 5, 4)


def test_unknown_work_and_family_are_ranges():
    """Unknown means at least the weaker and at most the stronger, for casual work and for family of five years."""
    found = oxford(work=[{"district": "oxford", "casual": None}])
    assert (found.least, found.most, found.settled) == ("possible", "likely", False)
    family = [{"district": "oxford", "relation": "sister", "years": "about 5 years"}]
    assert (oxford(family=family).least, oxford(family=family).most) == ("possible", "likely")
    family[0]["years"] = "over 5 years"
    assert oxford(family=family).least == "likely"


def test_asylum_support_may_have_been_the_most_recent():
    """If nobody remembers the ends of two such stays, either may give the ground, and neither does for certain."""
    rows = [stay("2022", "2023", kind="asylum-support"), stay("2022", "2023", kind="asylum-support", district="swale")]
    found = connection_range(read(addresses=rows), AT, WORDS).districts
    assert {name: (each.least, each.most) for name, each in found.items()} == {
        "oxford": ("none", "likely"),
        "swale": ("none", "likely"),
    }
    assert settling(read(addresses=rows), "oxford", found["oxford"], AT) == (Settles(Unsure.MOST_RECENT),)


def test_unsafe_stays_unsafe_whatever_is_unknown():
    """A district where the person is not safe has nothing to settle."""
    found = oxford(addresses=[stay("2026")], unsafe=["oxford"])
    assert (found.least, found.most, found.settled) == ("unsafe", "unsafe", True)


def settle(**raw):
    """Returns what would settle Oxford."""
    history = read(**raw)
    return settling(history, "oxford", connection_range(history, AT, WORDS).districts["oxford"], AT)


def test_what_would_settle_it_names_the_day_that_decides():
    """If only one day is uncertain, the day with which the guideline is just reached is named: 182 days up to today."""
    assert settle(addresses=[stay("May 2026")]) == (Settles(Unsure.BEGAN, 0, date(2026, 5, 24)),)
    assert settle(addresses=[stay("2022-01-01", "2024")]) == (Settles(Unsure.ENDED, 0, date(2024, 12, 30)),)
    assert settle(addresses=[stay("2022-01-01", "2024-12-30")]) == ()


def test_the_day_that_settles_it_does():
    """With the named day the connection is likely, and with the day after it no longer."""
    turns = settle(addresses=[stay("May 2026")])[0].turns
    assert oxford(addresses=[stay(turns.isoformat())]).least == "likely"
    assert oxford(addresses=[stay((turns + timedelta(days=1)).isoformat())]).most == "possible"


def test_with_several_unsure_days_none_decides_alone():
    """If both ends are uncertain, both are asked about, and no single day is named."""
    assert settle(addresses=[stay("2022", "2025")]) == (Settles(Unsure.BEGAN, 0), Settles(Unsure.ENDED, 0))


def test_gaps_are_asked_about():
    """Days of the five years that no stay can cover are named; the shortest gap is a fortnight."""
    history = read(addresses=[stay("2021-01-01", "2023-12-31"), stay("2024-02-01", "2026-11-01", district="cherwell")])
    assert [(gap.first, gap.last) for gap in gaps(history, AT)] == [
        (date(2024, 1, 1), date(2024, 1, 31)),
        (date(2026, 11, 2), AT),
    ]
    assert gaps(read(addresses=[stay("unknown")]), AT) == ()
    assert gaps(read(), AT) == ()


def test_overlaps_are_asked_about():
    """Two homes in two districts at once are asked about; a home kept during prison and a week's move are not."""
    homes = [stay("2024-01-01", "2024-06-30"), stay("2024-06-01", "2025-01-01", district="cherwell")]
    found = overlaps(read(addresses=homes), AT)
    assert [(each.one, each.other, each.first, each.last) for each in found] == [
        (0, 1, date(2024, 6, 1), date(2024, 6, 30))
    ]
    assert overlaps(read(addresses=[homes[0], {**homes[1], "kind": "prison"}]), AT) == ()
    assert overlaps(read(addresses=[homes[0], {**homes[1], "from": "2024-06-25"}]), AT) == ()
