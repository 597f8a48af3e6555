"""A history is read strictly: the first problem is named by its path within the file (design section 6)."""

from datetime import date

import pytest
from few_places import places

from champion_tui.domain.connection.history import Family, History, Relation, Special, Stay, StayKind, Work
from champion_tui.domain.connection.reading import read_history
from champion_tui.domain.dates.stage import Stage
from champion_tui.ground.answers import WrongValue

AT = date(2026, 11, 21)
DISTRICTS = ("oxford", "cherwell")
HOME = {"district": "oxford", "from": "2026-01-01", "to": None, "kind": "home"}


def problem(values):
    """Returns the problem with these values."""
    with pytest.raises(WrongValue) as caught:
        read_history(values, places(DISTRICTS, AT))
    return caught.value.problem


def address(**changes):
    """Returns a file with one address that differs from a good one; a change to ``...`` removes the key."""
    row = {**HOME, **{key.rstrip("_"): value for key, value in changes.items()}}
    return {"addresses": [{key: value for key, value in row.items() if value is not ...}]}


def test_everything_is_read():
    """Each key of the contract becomes its value."""
    values = {
        "addresses": [HOME, {"district": "cherwell", "from": "2020-01-01", "to": "2020-02-29", "kind": "prison"}],
        "work": [{"district": "cherwell", "casual": False}],
        "family": [{"district": "oxford", "relation": "adult-child", "years": 6.5}],
        "special": [{"district": "oxford", "reason": "specialist hospital care"}],
        "unsafe": ["cherwell", "outside-england"],
        "care_leaver": {"districts": ["oxford", "elsewhere-england"]},
        "asylum_support": {"district": "cherwell"},
        "stage": "early",
    }
    assert read_history(values, places(DISTRICTS, AT)) == History(
        stays=(
            Stay("oxford", date(2026, 1, 1), None, StayKind.HOME),
            Stay("cherwell", date(2020, 1, 1), date(2020, 2, 29), StayKind.PRISON),
        ),
        work=(Work("cherwell", casual=False),),
        family=(Family("oxford", Relation.ADULT_CHILD, 6.5),),
        special=(Special("oxford", "specialist hospital care"),),
        unsafe=("cherwell", "outside-england"),
        care=("oxford", "elsewhere-england"),
        asylum_support="cherwell",
        stage=Stage.EARLY,
    )


def test_every_key_is_optional_and_null_is_absent():
    """Design: "every key optional"; "null at the top is absent"."""
    keys = ("addresses", "work", "family", "special", "unsafe", "care_leaver", "asylum_support", "stage")
    assert read_history({}, places(DISTRICTS, AT)) == History()
    assert read_history(dict.fromkeys(keys), places(DISTRICTS, AT)) == History()


def test_only_to_may_be_left_out_of_a_row():
    """Design: "in rows every key but `to` is needed"; a missing end is an unknown end."""
    assert read_history(address(to=...), places(DISTRICTS, AT)) == read_history(address(to=None), places(DISTRICTS, AT))


@pytest.mark.parametrize("key", ["district", "from", "kind"])
def test_a_missing_key_is_named_with_null(key):
    """Design: `given` is "for a missing one null", and the key is its path."""
    assert (problem(address(**{key: ...})).key, problem(address(**{key: ...})).given) == (f"addresses[0].{key}", None)


@pytest.mark.parametrize(
    ("values", "key", "given"),
    [
        (address(from_="2026-02-30"), "addresses[0].from", "2026-02-30"),
        (address(from_="1 May 2026"), "addresses[0].from", "1 May 2026"),
        (address(from_="26-01-01"), "addresses[0].from", "26-01-01"),
        (address(from_=20260101), "addresses[0].from", 20260101),
        (address(from_=None), "addresses[0].from", None),
        (address(from_="2026-11-22"), "addresses[0].from", "2026-11-22"),
        (address(to="2025-12-31"), "addresses[0].to", "2025-12-31"),
        (address(to=""), "addresses[0].to", ""),
        (address(district="atlantis"), "addresses[0].district", "atlantis"),
        (address(district=["oxford"]), "addresses[0].district", ["oxford"]),
        (address(kind="castle"), "addresses[0].kind", "castle"),
        (address(kind="Home"), "addresses[0].kind", "Home"),
        ({"addresses": HOME}, "addresses", HOME),
        ({"addresses": [HOME, "oxford"]}, "addresses[1]", "oxford"),
        ({"work": [{"district": "oxford", "casual": "no"}]}, "work[0].casual", "no"),
        ({"work": [{"district": "oxford"}]}, "work[0].casual", None),
        ({"family": [{"district": "oxford", "relation": "aunt", "years": 1}]}, "family[0].relation", "aunt"),
        ({"family": [{"district": "oxford", "relation": "other", "years": -1}]}, "family[0].years", -1),
        ({"family": [{"district": "oxford", "relation": "other", "years": True}]}, "family[0].years", True),
        ({"family": [{"district": "oxford", "relation": "other", "years": "6"}]}, "family[0].years", "6"),
        ({"special": [{"district": "oxford", "reason": " "}]}, "special[0].reason", " "),
        ({"unsafe": "oxford"}, "unsafe", "oxford"),
        ({"unsafe": ["oxford", "atlantis"]}, "unsafe[1]", "atlantis"),
        ({"care_leaver": {}}, "care_leaver.districts", None),
        ({"care_leaver": ["oxford"]}, "care_leaver", ["oxford"]),
        ({"care_leaver": {"districts": "oxford"}}, "care_leaver.districts", "oxford"),
        ({"care_leaver": {"districts": ["oxford", 1]}}, "care_leaver.districts[1]", 1),
        ({"asylum_support": "oxford"}, "asylum_support", "oxford"),
        ({"asylum_support": {"district": None}}, "asylum_support.district", None),
        ({"stage": "soon"}, "stage", "soon"),
        ({"stage": 1}, "stage", 1),
    ],
)
def test_each_wrong_value_is_named(values, key, given):
    """Every unusable value is one problem with its path, the value itself, and what would be right."""
    found = problem(values)
    assert (found.key, found.given) == (key, given)
    assert found.expected


@pytest.mark.parametrize("years", [float("nan"), float("inf")])
def test_years_are_finite(years):
    """Infinity and NaN are refused as a number of years."""
    found = problem({"family": [{"district": "oxford", "relation": "other", "years": years}]})
    assert found.key == "family[0].years"


@pytest.mark.parametrize(
    ("values", "key", "given"),
    [
        ({"adresses": []}, "adresses", "adresses"),
        (address(until="2026-01-01"), "addresses[0].until", "until"),
        ({"work": [{"district": "oxford", "casual": True, "hours": 16}]}, "work[0].hours", "hours"),
        ({"care_leaver": {"districts": [], "district": "oxford"}}, "care_leaver.district", "district"),
        ({"asylum_support": {"district": "oxford", "from": "2020-01-01"}}, "asylum_support.from", "from"),
    ],
)
def test_an_unknown_key_is_wrong(values, key, given):
    """Design: "an unknown or repeated one is wrong"; `given` is "for an unknown key its name"."""
    assert (problem(values).key, problem(values).given) == (key, given)


def test_unknown_keys_come_before_all_else_in_the_whole_file():
    """Design: "the first problem, unknown keys before others in the whole file"."""
    values = {"stage": "soon", **address(kind="castle"), "work": [{"district": "oxford", "casual": True, "hours": 1}]}
    assert problem(values).key == "work[0].hours"


@pytest.mark.parametrize(
    ("values", "key"),
    [
        ({"stage": "soon", **address(kind="castle")}, "stage"),
        ({**address(kind="castle"), "stage": "soon"}, "addresses[0].kind"),
        ({"addresses": [{"kind": "castle", "from": "x", "district": "y"}]}, "addresses[0].kind"),
        ({"addresses": [{"from": "x", "kind": "castle"}]}, "addresses[0].from"),
        ({"addresses": [{"kind": "home", "to": "2025-01-01", "from": "2026-01-01"}]}, "addresses[0].to"),
        ({"addresses": [HOME, {**HOME, "from": "x"}, {**HOME, "kind": "x"}]}, "addresses[1].from"),
    ],
)
def test_other_problems_come_in_the_files_order(values, key):
    """Design: "then in the tree's or the file's order"; a missing key is reported at the end of its row."""
    assert problem(values).key == key


def test_two_hundred_addresses_are_read():
    """A history of two hundred addresses is read."""
    assert len(read_history({"addresses": [HOME] * 200}, places(DISTRICTS, AT)).stays) == 200
