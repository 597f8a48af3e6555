"""Local connection across England, worked out by hand: districts that have ended or are about to end, and counties for
care leavers.

Each figure is worked out in a comment. The windows end with the day of the findings: the 12 months begin on the day
after the same day a year before, the 5 years on the day after the same day five years before; both ends of a stay
count, an overlap once.
"""

from datetime import date

import pytest

from champion_tui.domain.connection.districts import connection
from champion_tui.domain.connection.reading import read_history
from champion_tui.ground.answers import WrongValue
from champion_tui.knowledge.routing import load_routing

ROUTING = load_routing()
TODAY = date(2026, 11, 26)
KENT = {
    *("ashford", "canterbury", "dartford", "dover", "folkestone-and-hythe", "gravesham"),
    *("maidstone", "sevenoaks", "swale", "thanet", "tonbridge-and-malling", "tunbridge-wells"),
}


def found(at=TODAY, **history):
    """Returns the findings of a history in the words of the contract."""
    return connection(read_history(history, ROUTING.places(at)), at, ROUTING.connection_words)


def strengths(at=TODAY, **history):
    """Returns district -> strength."""
    return {name: str(district.strength) for name, district in found(at, **history).districts.items()}


def days(district, at=TODAY, **history):
    """Returns the days of residence in one district, in the 12 months and the 5 years."""
    grounds = found(at, **history).districts[district].grounds
    counted = next(ground.days for ground in grounds if ground.ground == "residence")
    assert counted is not None
    return counted.guideline_months_12, counted.guideline_years_5


def home(district, first, last=None, kind="home"):
    """Returns an address."""
    return {"district": district, "from": first, "to": last, "kind": kind}


def test_aylesbury_vale_and_wycombe_count_for_buckinghamshire_and_an_overlap_once():
    """On 30 June 2021, days in both count, because both became Buckinghamshire on 1 April 2020."""
    at = date(2021, 6, 30)
    history = {
        "addresses": [
            home("aylesbury-vale", "2018-01-01", "2019-06-30"),  # 365 + 181 = 546 days
            home("wycombe", "2019-06-01", "2020-12-30", "staying-with-others"),  # 214 + 365 = 579 days
        ]
    }
    # Together 1 January 2018 to 30 December 2020: 365 + 365 + 365 = 1,095, the 30 days of June 2019 once (546 + 579 - 30 = 1,095).
    # In the 12 months from 1 July 2020: to 30 December, 31 + 31 + 30 + 31 + 30 + 30 = 183.
    assert days("buckinghamshire", at, **history) == (183, 1095)
    assert strengths(at, **history) == {"buckinghamshire": "likely"}
    assert found(at, **history).cautions[-2:] == (
        "Aylesbury Vale is part of Buckinghamshire Council since 1 April 2020: what is given for it counts there, each day once.",
        "Wycombe is part of Buckinghamshire Council since 1 April 2020: what is given for it counts there, each day once.",
    )


def test_wycombe_was_itself_before():
    """On 1 June 2019 Wycombe is not yet a former district."""
    at = date(2019, 6, 1)
    # 12 months from 2 June 2018 to 1 June 2019: 365. From 1 January 2018: 365 + 152 = 517.
    assert days("wycombe", at, addresses=[home("wycombe", "2018-01-01")]) == (365, 517)
    assert not any("is part of" in words for words in found(at, addresses=[home("wycombe", "2018-01-01")]).cautions)


@pytest.mark.parametrize(
    ("last", "total", "strength"), [("2024-11-25", 1095, "likely"), ("2024-11-24", 1094, "possible")]
)
def test_somerset_west_and_taunton_to_the_day(last, total, strength):
    """Today, the days count for Somerset, which it became on 1 April 2023; three years are 1,095 days."""
    history = {"addresses": [home("somerset-west-and-taunton", "2020-01-01", last)]}
    # The 5 years begin on 27 November 2021: 35 days of 2021, 365, 365, and of 2024 (305 to 31 October) 330 or 329.
    assert days("somerset", **history) == (0, total)
    assert strengths(**history) == {"somerset": strength}


def test_two_mergers_in_turn_and_too_long_ago():
    """Today: Taunton Deane became part of Somerset West and Taunton in 2019, and that of Somerset in 2023; the stay
    ended before the 5 years.
    """
    history = {"addresses": [home("taunton-deane", "2017-03-01", "2019-03-31")]}
    assert days("somerset", **history) == (0, 0)
    assert strengths(**history) == {"somerset": "none"}


def test_neighbours_that_went_into_two_councils():
    """On 30 June 2022: Corby and Kettering had become North Northamptonshire, and Daventry West Northamptonshire."""
    at = date(2022, 6, 30)
    history = {
        "addresses": [
            home("corby", "2020-01-01", "2020-06-30"),  # 31 + 29 + 31 + 30 + 31 + 30 = 182
            home("kettering", "2020-07-01", "2020-12-31"),  # 31 + 31 + 30 + 31 + 30 + 31 = 184
            home("daventry", "2021-01-01", "2021-03-31"),  # 31 + 28 + 31 = 90
        ]
    }
    assert days("north-northamptonshire", at, **history) == (0, 366)
    assert days("west-northamptonshire", at, **history) == (0, 90)
    assert strengths(at, **history) == {"north-northamptonshire": "possible", "west-northamptonshire": "possible"}


def test_like_names_stay_apart():
    """Today, Newcastle upon Tyne and Newcastle-under-Lyme are two places, each with fewer than 182 days."""
    history = {
        "addresses": [
            home("newcastle-upon-tyne", "2026-01-01", "2026-06-30"),  # 31 + 28 + 31 + 30 + 31 + 30 = 181
            home("newcastle-under-lyme", "2026-07-01"),  # 31 + 31 + 30 + 31 + 26 = 149
        ]
    }
    assert days("newcastle-upon-tyne", **history) == (181, 181)
    assert days("newcastle-under-lyme", **history) == (149, 149)
    assert set(strengths(**history).values()) == {"possible"}


def test_a_county_that_owes_a_care_leaver_is_every_district_of_it():
    """Today, Kent County Council owes the duties in its twelve districts, and Medway is a separate council; a district
    that is also named is listed once.
    """
    history = {"care_leaver": {"districts": ["ashford", "medway"], "counties": ["kent"]}}
    assert strengths(**history) == dict.fromkeys(KENT | {"medway"}, "likely")
    assert strengths(care_leaver={"counties": ["Kent County Council"]}) == dict.fromkeys(KENT, "likely")


@pytest.mark.parametrize(
    ("county", "why"),
    [
        ("buckinghamshire", "buckinghamshire has no county council above it: name it under districts"),
        ("cumbria", "one of cambridgeshire, derbyshire"),
        (7, "one of cambridgeshire"),
    ],
)
def test_what_is_no_county_council_is_refused(county, why):
    """A unitary council owes the duties for itself, and a county that has ended owes nothing."""
    with pytest.raises(WrongValue) as wrong:
        found(care_leaver={"counties": [county]})
    assert wrong.value.problem.key == "care_leaver.counties[0]"
    assert why in wrong.value.problem.expected


def test_surrey_before_and_after_it_ends():
    """Tandridge and Reigate and Banstead become East Surrey on 1 April 2027."""
    addresses = [home("tandridge", "2026-06-01", "2027-01-31")]
    # On 26 November 2026 an end after that day is taken as that day: 30 + 31 + 31 + 30 + 31 + 26 = 179.
    assert days("tandridge", addresses=addresses) == (179, 179)
    at = date(2027, 6, 30)
    both = {"addresses": [*addresses, home("reigate-and-banstead", "2027-02-01")]}
    # # The 12 months are 1 July 2026 to 30 June 2027, all spent there: 365. With June 2026: 30 more, 395.
    assert days("east-surrey", at, **both) == (365, 395)
    assert strengths(at, **both) == {"east-surrey": "likely"}


def test_held_in_one_district_and_family_in_a_former_one():
    """Today: prison adds no days; the mother has lived in the former Weymouth and Portland for six years, so Dorset
    counts by family.
    """
    history = {
        "addresses": [home("dorset", "2024-01-01", None, "prison")],
        "family": [{"district": "weymouth-and-portland", "relation": "mother", "years": 6}],
    }
    assert days("dorset", **history) == (0, 0)
    assert strengths(**history) == {"dorset": "likely"}


def test_not_safe_in_a_former_district_is_not_safe_in_what_it_became():
    """Today: Carlisle and Allerdale are both Cumberland now, and 365 days there do not make it safe."""
    history = {"addresses": [home("allerdale", "2025-01-01")], "unsafe": ["carlisle"]}
    # 27 November 2025 to 26 November 2026: 365. From 1 January 2025: 365 + 330 = 695.
    assert days("cumberland", **history) == (365, 695)
    assert strengths(**history) == {"cumberland": "unsafe"}


def test_asylum_support_in_a_former_district_and_later_elsewhere():
    """Today, only the most recent accommodation counts: Leeds, and not the council that replaced Barrow-in-Furness."""
    history = {
        "addresses": [
            home("barrow-in-furness", "2022-01-01", "2022-12-31", "asylum-support"),
            home("leeds", "2023-01-01", "2023-06-30", "asylum-support"),
        ]
    }
    assert strengths(**history) == {"leeds": "likely", "westmorland-and-furness": "none"}


@pytest.mark.parametrize(
    ("district", "why"),
    [
        ("kent", "Kent County Council does not deal with housing; one of its districts: ashford"),
        ("east-surrey", "East Surrey Council begins on 1 April 2027"),
        ("newcastle", "like it: newcastle-upon-tyne, newcastle-under-lyme"),
    ],
)
def test_what_is_no_district_is_refused_with_what_to_type(district, why):
    """A county, a future council and half a name are refused with what to type."""
    with pytest.raises(WrongValue) as wrong:
        found(addresses=[home(district, "2026-01-01")])
    assert wrong.value.problem.key == "addresses[0].district"
    assert why in wrong.value.problem.expected
