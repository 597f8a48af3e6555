"""Local connection as calculated: design section 6 (`connection`), reference section 1.5."""

from datetime import date, timedelta

import pytest
from few_places import places
from hypothesis import given, settings
from hypothesis import strategies as st

from champion_tui.domain.connection.districts import connection, days_within, window_start
from champion_tui.domain.connection.history import GUIDELINE_KINDS, SEVERAL_PLACES, History, Stay, StayKind
from champion_tui.domain.connection.reading import read_history
from champion_tui.knowledge.routing import load_routing

AT = date(2026, 11, 21)
WORDS = load_routing().connection_words
DISTRICTS = ("oxford", "cherwell", "swale", "thanet")


def found(at=AT, **history):
    """Returns the findings as JSON for a history in the words of the contract."""
    return connection(read_history(history, places(DISTRICTS, at)), at, WORDS).json()


def stay(kind="home", first="2026-01-01", last=None, district="oxford"):
    """Returns an address of a history."""
    return {"district": district, "from": first, "to": last, "kind": kind}


def strengths(at=AT, **history):
    """Returns district -> strength."""
    return {name: each["strength"] for name, each in found(at, **history)["districts"].items()}


def ground(name, district="oxford", at=AT, **history):
    """Returns one ground of one district as JSON, or None if it is not listed."""
    grounds = found(at, **history)["districts"][district]["grounds"]
    return next((each for each in grounds if each["ground"] == name), None)


def days(at=AT, **history):
    """Returns Oxford's four counts: all days that count in 12 months and 5 years, then the guideline's."""
    residence = ground("residence", at=at, **history)
    return tuple(residence[key] for key in residence if key.startswith(("days", "guideline")))


def test_the_contracts_example():
    """Design section 6 shows these figures at 2026-11-21, "both ends included"."""
    shown = found(addresses=[stay()], stage="homeless")
    assert list(shown) == ["at", "considered", "cautions", "districts"]
    assert (shown["at"], shown["considered"]) == ("2026-11-21", True)
    oxford = shown["districts"]["oxford"]
    assert oxford["strength"] == "likely"
    residence = oxford["grounds"][0]
    assert {key: residence[key] for key in list(residence)[:6]} == {
        "ground": "residence",
        "met": True,
        "days_12_months": 325,
        "days_5_years": 325,
        "guideline_days_12_months": 325,
        "guideline_days_5_years": 325,
    }
    assert list(residence)[6:] == ["why", "source"]


def test_the_contracts_whole_input():
    """Every key of the contract's example input gives its district; `swale` is `unsafe` in spite of close family."""
    shown = strengths(
        addresses=[stay()],
        work=[{"district": "cherwell", "casual": False}],
        family=[{"district": "swale", "relation": "mother", "years": 6}],
        special=[{"district": "oxford", "reason": "specialist hospital care"}],
        unsafe=["swale"],
        care_leaver={"districts": ["oxford"]},
        asylum_support={"district": "thanet"},
        stage="homeless",
    )
    assert shown == {"cherwell": "likely", "oxford": "likely", "thanet": "likely", "swale": "unsafe"}


# Each with its source: A = Housing Act 1996 s.199 (reference 1.5), G = guideline figures (Code 10.2; reference 1.5),
# C = councils' practice (Exeter, Guildford; reference 1.5), D = design section 6.
WORKED = [
    ("G 182 of the last 12 months", [stay(first="2026-05-24")], (182, 182, 182, 182), "likely"),
    ("G 181 are too few", [stay(first="2026-05-25")], (181, 181, 181, 181), "possible"),
    ("G 1,095 of the last 5 years", [stay(first="2022-01-01", last="2024-12-30")], (0, 1095, 0, 1095), "likely"),
    ("G 1,094 are too few", [stay(first="2022-01-01", last="2024-12-29")], (0, 1094, 0, 1094), "possible"),
    (
        "D a whole life: the windows hold 365 and 1,826 days",
        [stay(first="1980-01-01")],
        (365, 1826, 365, 1826),
        "likely",
    ),
    ("D a single day today", [stay(first="2026-11-21")], (1, 1, 1, 1), "possible"),
    ("D both ends included", [stay(first="2026-11-01", last="2026-11-02")], (2, 2, 2, 2), "possible"),
    (
        "D the 12 months start on 22 November 2025",
        [stay(first="2025-11-01", last="2025-11-22")],
        (1, 22, 1, 22),
        "possible",
    ),
    ("D the day before them is outside", [stay(first="2025-11-01", last="2025-11-21")], (0, 21, 0, 21), "possible"),
    (
        "D the 5 years start on 22 November 2021",
        [stay(first="2021-01-01", last="2021-11-22")],
        (0, 1, 0, 1),
        "possible",
    ),
    ("D the day before them is outside", [stay(first="2021-01-01", last="2021-11-21")], (0, 0, 0, 0), "none"),
    ("D an end to come is taken as today", [stay(last="2027-06-30")], (325, 325, 325, 325), "likely"),
    (
        "D overlapping stays once",
        [stay(last="2026-03-31"), stay("staying-with-others", "2026-03-01", "2026-04-10")],
        (100, 100, 100, 100),
        "possible",
    ),
    (
        "G two spells are added up",
        [stay(first="2026-01-01", last="2026-03-31"), stay(first="2026-08-01", last="2026-10-31")],
        (182, 182, 182, 182),
        "likely",
    ),
    ("C temporary accommodation from a council counts", [stay("temporary-accommodation")], (325,) * 4, "likely"),
    ("A barracks count since service residence does", [stay("barracks")], (325,) * 4, "likely"),
    ("D staying with others counts", [stay("staying-with-others")], (325,) * 4, "likely"),
    ("A prison adds no days", [stay("prison", "2020-01-01")], (0, 0, 0, 0), "none"),
    ("A detention in hospital adds no days", [stay("hospital-detained", "2020-01-01")], (0, 0, 0, 0), "none"),
    ("A a home kept while in prison still counts", [stay(), stay("prison")], (325,) * 4, "likely"),
    ("C a stay in hospital is judged", [stay("hospital", "2020-01-01")], (365, 1826, 0, 0), "possible"),
    ("C approved premises are judged", [stay("approved-premises")], (325, 325, 0, 0), "possible"),
    ("D rough sleeping is judged", [stay("rough-sleeping", "2020-01-01")], (365, 1826, 0, 0), "possible"),
    (
        "D rough sleeping does not fill up the guideline",
        [stay(first="2026-06-01"), stay("rough-sleeping", "2026-01-01", "2026-05-31")],
        (325, 325, 174, 174),
        "possible",
    ),
    (
        "D a hospital stay inside a tenancy changes nothing",
        [stay(), stay("hospital", "2026-03-01", "2026-03-31")],
        (325,) * 4,
        "likely",
    ),
    ("D a hospital stay too old to count", [stay("hospital", "2015-01-01", "2016-01-01")], (0, 0, 0, 0), "none"),
]


@pytest.mark.parametrize(
    ("addresses", "counts", "strength"), [each[1:] for each in WORKED], ids=[each[0] for each in WORKED]
)
def test_worked_examples_of_residence(addresses, counts, strength):
    """Each example of the table gives its counts and its strength; `met` is true if the guideline alone is reached."""
    assert days(addresses=addresses) == counts
    assert strengths(addresses=addresses) == {"oxford": strength}
    assert ground("residence", addresses=addresses)["met"] is (strength == "likely")


@pytest.mark.parametrize(
    ("at", "years", "start"),
    [
        ("2026-11-21", 1, "2025-11-22"),
        ("2026-11-21", 5, "2021-11-22"),
        ("2028-02-29", 1, "2027-03-01"),
        ("2028-02-29", 5, "2023-03-01"),
        ("2028-02-28", 1, "2027-03-01"),
        ("2028-03-01", 1, "2027-03-02"),
        ("2026-12-31", 1, "2026-01-01"),
        ("2025-02-28", 1, "2024-02-29"),
    ],
)
def test_windows_start_on_the_day_after_at_less_years(at, years, start):
    """Design: "The window starts on the day after `--at` less 12 months, less 5 years", leap days included."""
    assert window_start(date.fromisoformat(at), years) == date.fromisoformat(start)


OTHER = [
    ("A work that is not casual", "work", {"work": [{"district": "oxford", "casual": False}]}, "likely"),
    ("C casual work", "work", {"work": [{"district": "oxford", "casual": True}]}, "possible"),
    (
        "D casual work beside other work",
        "work",
        {"work": [{"district": "oxford", "casual": True}, {"district": "oxford", "casual": False}]},
        "likely",
    ),
    *(
        (f"G close family of 5 years: {relation}", "family", [relation, 5], "likely")
        for relation in ("mother", "father", "parent", "adult-child", "brother", "sister")
    ),
    ("G close family for less", "family", ["sister", 4.9], "possible"),
    ("G close family that just came", "family", ["mother", 0], "possible"),
    ("C other family of 5 years", "family", ["other", 5], "possible"),
    ("C other family for less", "family", ["other", 4], "none"),
    ("A a special reason", "special", {"special": [{"district": "oxford", "reason": "hospital care"}]}, "possible"),
    ("A care leavers", "care", {"care_leaver": {"districts": ["oxford"]}}, "likely"),
    ("A asylum support by name", "asylum-support", {"asylum_support": {"district": "oxford"}}, "likely"),
    (
        "A asylum support as a stay",
        "asylum-support",
        {"addresses": [stay("asylum-support", "2015-01-01", "2016-01-01")]},
        "likely",
    ),
]


@pytest.mark.parametrize(("name", "history", "strength"), [each[1:] for each in OTHER], ids=[each[0] for each in OTHER])
def test_worked_examples_of_the_other_grounds(name, history, strength):
    """Each ground alone gives its strength; `met` "is true for a ground that alone makes `likely`"; no other is listed."""
    if isinstance(history, list):
        history = {"family": [{"district": "oxford", "relation": history[0], "years": history[1]}]}
    shown = found(**history)["districts"]["oxford"]
    assert shown["strength"] == strength
    assert [(each["ground"], each["met"]) for each in shown["grounds"]] == [(name, strength == "likely")]
    assert shown["grounds"][0]["source"].startswith("Housing Act 1996 s.199(")
    assert list(shown["grounds"][0]) == ["ground", "met", "why", "source"]


def test_strength_is_the_best_of_the_grounds():
    """Design: "`strength` is the best of the grounds": distant family and a special reason do not weaken a tenancy."""
    history = {
        "family": [{"district": "oxford", "relation": "other", "years": 1}],
        "special": [{"district": "oxford", "reason": "hospital care"}],
    }
    assert strengths(**history) == {"oxford": "possible"}
    assert strengths(addresses=[stay()], **history) == {"oxford": "likely"}


def test_an_address_that_adds_no_days_lists_residence_with_zeros():
    """Design: "An address that adds no days lists `residence` with zeros (`asylum-support` lists only its own ground)"."""
    assert days(addresses=[stay("prison")]) == (0, 0, 0, 0)
    assert ground("residence", addresses=[stay("asylum-support")]) is None


@pytest.mark.parametrize("place", SEVERAL_PLACES)
@pytest.mark.parametrize(
    "history",
    [
        lambda place: {"addresses": [stay(district=place)]},
        lambda place: {"work": [{"district": place, "casual": False}]},
        lambda place: {"family": [{"district": place, "relation": "mother", "years": 30}]},
        lambda place: {"care_leaver": {"districts": [place]}},
        lambda place: {"asylum_support": {"district": place}},
    ],
)
def test_several_places_are_never_more_than_possible(place, history):
    """Design: "(these two may be several places: never above `possible`, with a caution, never suggested)"."""
    shown = found(**history(place))
    assert shown["districts"][place]["strength"] == "possible"
    assert [each["met"] for each in shown["districts"][place]["grounds"]] == [False]
    assert any("several places" in caution for caution in shown["cautions"])


def test_unsafe_whatever_the_grounds():
    """Design: "`unsafe` whatever the grounds where the person says so"; the grounds are still listed unchanged."""
    shown = found(addresses=[stay()], unsafe=["oxford"])
    assert shown["districts"]["oxford"]["strength"] == "unsafe"
    assert shown["districts"]["oxford"]["grounds"][0]["met"] is True
    assert any("not safe" in caution for caution in shown["cautions"])


def test_districts_named_only_in_unsafe_are_listed():
    """Design: "Districts named only in `unsafe` are listed", without grounds and after all others."""
    shown = found(unsafe=["cherwell"], family=[{"district": "swale", "relation": "other", "years": 1}])
    assert shown["districts"]["cherwell"] == {"strength": "unsafe", "grounds": []}
    assert list(shown["districts"]) == ["swale", "cherwell"]


@pytest.mark.parametrize(
    ("stage", "considered"),
    [("threatened", False), ("early", False), ("homeless", True), ("unknown", True), ("none", True), (None, True)],
)
def test_not_considered_before_homelessness(stage, considered):
    """Design: "`considered` is false when `stage` is `threatened` or `early` (with the caution that it may matter later, if they
    become homeless); districts are filled all the same."
    """
    shown = found(addresses=[stay()], stage=stage)
    assert shown["considered"] is considered
    assert (
        any("may matter later, if they become homeless" in caution for caution in shown["cautions"]) is not considered
    )
    assert shown["districts"]["oxford"]["strength"] == "likely"


def test_the_findings_never_decide():
    """Design: "The findings inform the person's choice; they never decide it": every answer says so, even an empty one."""
    for shown in (found(), found(addresses=[stay()])):
        assert "It decides nothing" in shown["cautions"][0]
    assert found()["districts"] == {}


@pytest.mark.parametrize(
    ("stays", "winner"),
    [
        ([("oxford", "2020-01-01", "2021-01-01"), ("swale", "2021-01-02", "2022-01-01")], "swale"),
        ([("oxford", "2020-01-01", None), ("swale", "2021-01-02", "2022-01-01")], "oxford"),
        ([("oxford", "2020-01-01", "2022-01-01"), ("swale", "2021-01-01", "2022-01-01")], "swale"),
        ([("oxford", "2026-01-01", None), ("swale", "2026-02-01", "2026-11-21")], "swale"),
        ([("oxford", "2026-01-01", "2026-12-31"), ("swale", "2026-02-01", "2027-01-31")], "swale"),
        ([("oxford", "2026-01-01", "2027-12-31"), ("swale", "2026-02-01", None)], "swale"),
    ],
)
def test_the_most_recent_asylum_support_gives_the_ground(stays, winner):
    """Design: "Else the latest `to`, then `from`, wins"; an end to come "is taken as `--at`", so does a stay that goes on."""
    addresses = [stay("asylum-support", first, last, district) for district, first, last in stays]
    assert [name for name, strength in strengths(addresses=addresses).items() if strength == "likely"] == [winner]
    loser = "oxford" if winner == "swale" else "swale"
    assert ground("asylum-support", loser, addresses=addresses)["met"] is False
    assert strengths(addresses=addresses)[loser] == "none"


def test_asylum_support_by_name_beats_addresses():
    """Design: "`asylum_support` beats addresses", however recent the addresses are."""
    shown = strengths(addresses=[stay("asylum-support")], asylum_support={"district": "thanet"})
    assert shown == {"thanet": "likely", "oxford": "none"}


@pytest.mark.parametrize(
    ("kind", "word"), [("prison", "by choice"), ("hospital-detained", "by choice"), ("rough-sleeping", "on the street")]
)
def test_kinds_that_do_not_count_in_full_are_explained(kind, word):
    """A person who was detained, in hospital or on the street reads why those days count for less; others do not."""
    assert any(word in caution for caution in found(addresses=[stay(kind)])["cautions"])
    assert not any(word in caution for caution in found(addresses=[stay()])["cautions"])


STAYS = st.builds(
    lambda district, first, length, kind: Stay(
        district, min(first, AT), None if length is None else min(first, AT) + timedelta(days=length), kind
    ),
    st.sampled_from([*DISTRICTS, *SEVERAL_PLACES]),
    st.dates(date(2018, 1, 1), AT),
    st.none() | st.integers(0, 3000),
    st.sampled_from(StayKind),
)
HISTORIES = st.lists(STAYS, max_size=8)


def counts(stays):
    """Returns (district, window) -> days, for every district in ``stays``."""
    shown = connection(History(stays=tuple(stays)), AT, WORDS).json()["districts"]
    return {
        (name, key): value
        for name, each in shown.items()
        for residence in each["grounds"]
        for key, value in residence.items()
        if key.startswith(("days", "guideline"))
    }


@given(HISTORIES)
def test_counts_never_exceed_the_window(stays):
    """No count is longer than its window, and the guideline's count never exceeds the count of all days."""
    for (name, key), value in counts(stays).items():
        assert 0 <= value <= (365 if key.endswith("12_months") else 1826)
        assert value <= counts(stays)[name, key.removeprefix("guideline_")]


@given(HISTORIES, STAYS)
def test_adding_a_stay_never_lowers_a_count(stays, another):
    """A longer history can only add days."""
    after = counts([*stays, another])
    assert all(after[key] >= value for key, value in counts(stays).items())


@given(HISTORIES, st.randoms())
def test_the_order_of_entries_never_matters(stays, order):
    """The same stays in another order give identical findings."""
    shuffled = list(stays)
    order.shuffle(shuffled)
    assert connection(History(stays=tuple(shuffled)), AT, WORDS) == connection(History(stays=tuple(stays)), AT, WORDS)


@given(HISTORIES)
def test_entries_said_twice_count_once(stays):
    """An overlap counts once: the same history given twice has the same counts."""
    assert counts([*stays, *stays]) == counts(stays)


@settings(max_examples=50)
@given(HISTORIES)
def test_days_agree_with_counting_them_one_by_one(stays):
    """The count equals the number of days in the window on which the person was at home there."""
    first = window_start(AT, 5)
    window = [first + timedelta(days=ahead) for ahead in range((AT - first).days + 1)]
    counted = [each for each in stays if each.district == "oxford" and each.kind in GUIDELINE_KINDS]
    one_by_one = sum(any(each.first <= day <= (each.last or AT) for each in counted) for day in window)
    assert days_within(counted, first, AT) == one_by_one


@given(HISTORIES, st.sampled_from(DISTRICTS))
def test_unsafe_always_wins_and_several_places_never_do(stays, district):
    """For any history, an unsafe district is unsafe, and a place that may be several is `possible` at most."""
    shown = connection(History(stays=tuple(stays), unsafe=(district,)), AT, WORDS).districts
    assert shown[district].strength == "unsafe"
    assert all(shown[place].strength in {"none", "possible"} for place in SEVERAL_PLACES if place in shown)
