"""The shipped values for Oxfordshire and the nation, compared one by one with those that were found."""

import re
from datetime import date

import pytest
from knowledge_samples import shipped

from champion_tui.domain.lines.hours import hours_in_words
from champion_tui.domain.lines.phone_lines import PhoneLine
from champion_tui.knowledge.lines.areas import Protocol
from champion_tui.triage.tree import Situation

SEED = date(2018, 10, 1)
REFERENCE = date(2026, 6, 30)
HALF_HOUR_CARE = "Mon-Thu 08:30-17:00, Fri 08:30-16:00"


def _line(line_id: str) -> PhoneLine:
    return next(line for line in shipped().lines() if line.line == line_id)


def _area_protocols() -> tuple[Protocol, ...]:
    return shipped().areas["oxfordshire"].protocols


@pytest.mark.parametrize(
    ("line", "phone", "use", "confidence", "checked_on"),
    [
        ("oxford-day", "01865 249811", "day", "confirmed", date(2020, 3, 24)),
        ("cherwell-day", "01295 753751", "day", "confirmed", REFERENCE),
        ("cherwell-out-of-hours", "01295 221531", "out-of-hours", "confirmed", REFERENCE),
        ("south-oxfordshire-day", "01235 422452", "day", "confirmed", REFERENCE),
        ("south-oxfordshire-out-of-hours", "01235 422410", "out-of-hours", "confirmed", date(2023, 12, 1)),
        ("vale-of-white-horse-day", "01235 422452", "day", "confirmed", REFERENCE),
        ("vale-of-white-horse-out-of-hours", "01235 422420", "out-of-hours", "confirmed", date(2022, 12, 1)),
        ("west-oxfordshire-day", "01993 861000", "day", "unconfirmed", SEED),
        ("west-oxfordshire-out-of-hours", "0151 343 2945", "out-of-hours", "unconfirmed", SEED),
        ("oxfordshire-adult-social-care", "0345 050 7666", "day", "confirmed", REFERENCE),
        ("oxfordshire-childrens-social-care", "0345 050 7666", "day", "confirmed", REFERENCE),
        ("oxfordshire-emergency-duty-team", "0800 833 408", "out-of-hours", "confirmed", REFERENCE),
        ("oxfordshire-domestic-abuse", "0800 731 0055", "helpline", "confirmed", REFERENCE),
        ("999", "999", "any-time", "confirmed", REFERENCE),
        ("national-domestic-abuse", "0808 2000 247", "any-time", "confirmed", date(2020, 1, 1)),
        ("shelter", "0808 800 4444", "helpline", "confirmed", date(2021, 1, 1)),
        ("samaritans", "116 123", "any-time", "confirmed", REFERENCE),
        ("nhs-111", "111", "any-time", "confirmed", date(2024, 1, 1)),
        ("childline", "0800 1111", "any-time", "confirmed", REFERENCE),
        ("mens-advice-line", "0808 801 0327", "helpline", "confirmed", REFERENCE),
        ("galop", "0800 999 5428", "helpline", "confirmed", date(2023, 2, 1)),
        ("centrepoint", "0808 800 0661", "helpline", "confirmed", date(2026, 7, 31)),
    ],
)
def test_each_line_has_the_number_that_was_found(
    line: str, phone: str, use: str, confidence: str, checked_on: date
) -> None:
    """A number, its use and its confidence cannot change unless this table is changed on purpose."""
    found = _line(line)

    assert (found.phone, found.use, found.standing.confidence) == (phone, use, confidence)
    assert found.standing.checked_on == checked_on


@pytest.mark.parametrize(
    ("line", "sets"),
    [
        ("oxford-day", [("Mon-Fri 08:00-17:00", "confirmed", date(2020, 3, 24))]),
        ("cherwell-day", [("Mon-Fri 09:00-17:15", "confirmed", REFERENCE)]),
        ("south-oxfordshire-day", []),
        ("vale-of-white-horse-day", []),
        ("west-oxfordshire-day", [("Mon-Fri 09:00-14:00", "unconfirmed", REFERENCE)]),
        ("oxfordshire-adult-social-care", [(HALF_HOUR_CARE, "confirmed", REFERENCE)]),
        ("oxfordshire-childrens-social-care", [(HALF_HOUR_CARE, "confirmed", REFERENCE)]),
        (
            "oxfordshire-domestic-abuse",
            [
                ("Mon-Fri 10:00-19:00, Sat 10:00-16:00", "conflicting", REFERENCE),
                ("Mon-Fri 09:30-18:00, Sat 10:00-16:00", "conflicting", REFERENCE),
            ],
        ),
        (
            "shelter",
            [
                ("Mon-Fri 08:00-17:00", "conflicting", date(2026, 9, 1)),
                ("Mon-Fri 08:00-20:00, Sat-Sun 09:00-17:00", "conflicting", REFERENCE),
            ],
        ),
        ("galop", []),
        ("childline", [("24 hours", "unconfirmed", REFERENCE)]),
    ],
)
def test_each_line_has_the_hours_that_were_found(line: str, sets: list[tuple[str, str, date]]) -> None:
    """Hours have their own confidence and date; if two sets are in use, both are listed."""
    found = [
        (hours_in_words(hours.periods), hours.standing.confidence, hours.standing.checked_on)
        for hours in _line(line).hours
    ]

    assert found == sets


@pytest.mark.parametrize(
    "stale",
    [
        "01295 275751",
        "01295 252535",
        "01235 422422",
        "01865 243229",
        "0300 500 0914",
        "01962 851747",
        "0800 200 0247",
        "support@npsservice.org.uk",
    ],
)
def test_no_value_known_to_be_wrong_is_offered(stale: str) -> None:
    """A stale value is kept in the data with its reason, and is in nothing that people are shown."""
    book = shipped()
    kept = {replaced.phone for line in book.lines() for replaced in line.replaces}
    kept |= {found.value for service in book.national for found in service.withdrawn}
    kept |= {found.value for authority in book.authorities() for found in authority.channel.withdrawn}
    channels = [(found.channel.steps, found.channel.portal_help, found.email) for found in book.authorities()]
    offered = repr([(line.phone, line.note, line.hours_note, line.doubt) for line in book.lines()]) + repr(channels)
    flat = re.sub(r"\s", "", offered)

    assert stale in kept
    assert stale.replace(" ", "") not in flat


def test_oxford_has_no_night_line_of_its_own_and_says_so() -> None:
    """At night Oxford relies on the county's team, and a note says that the team's use for homelessness is not confirmed."""
    oxford = shipped().authority("oxford")
    assert oxford is not None

    assert [line.line for line in oxford.lines] == ["oxford-day"]
    assert oxford.fallback == "oxfordshire-emergency-duty-team"
    assert "not confirmed" in oxford.fallback_note


def test_the_emergency_duty_team_follows_childrens_social_care() -> None:
    """The county's team answers when children's social care does not."""
    assert _line("oxfordshire-emergency-duty-team").day_line == "oxfordshire-childrens-social-care"


def test_west_oxfordshire_says_why_the_night_line_comes_first() -> None:
    """Both West Oxfordshire lines say that the council's phones are answered until 14:00 only."""
    assert "only until 14:00" in _line("west-oxfordshire-day").note
    assert "From 14:00" in _line("west-oxfordshire-out-of-hours").note
    assert "01993 861000" in _line("west-oxfordshire-out-of-hours").note


def test_every_authority_takes_referrals_through_alert_in_four_steps() -> None:
    """The channel, its address, its steps and the way without internet are listed for all five; South and Vale have an
    e-mail address for when the portal fails.
    """
    authorities = shipped().areas["oxfordshire"].authorities

    assert [found.id for found in authorities] == [
        "oxford",
        "cherwell",
        "south-oxfordshire",
        "vale-of-white-horse",
        "west-oxfordshire",
    ]
    for authority in authorities:
        channel = authority.channel
        assert channel.kind == "alert"
        assert channel.address == "https://live.housingjigsaw.co.uk/alert/duty-to-refer"
        assert len(channel.steps) == 4
        assert channel.without_internet
        south_and_vale = authority.id in ("south-oxfordshire", "vale-of-white-horse")
        assert channel.fallback_email == ("dutytorefer@southandvale.gov.uk" if south_and_vale else "")


def test_every_authority_promises_an_answer_in_ten_working_days() -> None:
    """All five make the local promise; it is confirmed only if the council's own page still says so."""
    promises = {found.id: found.promise for found in shipped().authorities()}

    assert {promise.working_days for promise in promises.values() if promise} == {10}
    assert {found for found, promise in promises.items() if promise and promise.standing.confidence == "confirmed"} == {
        "cherwell",
        "vale-of-white-horse",
    }


def test_the_ons_codes_are_those_of_the_five_districts() -> None:
    """Each authority has its code, marked as not checked against a published list."""
    found = {authority.id: authority.ons_code for authority in shipped().areas["oxfordshire"].authorities}

    assert found == {
        "oxford": "E07000178",
        "cherwell": "E07000177",
        "south-oxfordshire": "E07000179",
        "vale-of-white-horse": "E07000180",
        "west-oxfordshire": "E07000181",
    }
    assert {authority.ons_standing.confidence for authority in shipped().authorities()} == {"unconfirmed"}


def test_the_emergency_rows_are_those_of_the_design() -> None:
    """For each emergency the lines are in the order of the design."""
    assert dict(shipped().emergency_rows) == {
        "danger": ("999", "authorities", "emergency-duty-team"),
        "fire-or-flood": ("999", "authorities", "emergency-duty-team", "shelter"),
        "fleeing-abuse": (
            "999",
            "national-domestic-abuse",
            "domestic-abuse",
            "authorities",
            "emergency-duty-team",
            "shelter",
        ),
        "nowhere-tonight": ("authorities", "emergency-duty-team", "shelter"),
    }
    assert shipped().areas["oxfordshire"].domestic_abuse == ("oxfordshire-domestic-abuse",)


def test_all_thirteen_arrangements_are_there_and_belong_where_the_agreement_says() -> None:
    """There are five countywide arrangements, three of Oxford, three of Cherwell, one of South and Vale, and one of
    West Oxfordshire.
    """
    found = [protocol.authorities for protocol in _area_protocols()]

    assert len(found) == 13
    assert found.count(()) == 5
    assert found.count(("oxford",)) == 3
    assert found.count(("cherwell",)) == 3
    assert found.count(("south-oxfordshire", "vale-of-white-horse")) == 1
    assert found.count(("west-oxfordshire",)) == 1


@pytest.mark.parametrize(
    ("circumstances", "age", "expected"),
    [
        (("none",), "18-plus", set()),
        (("domestic-abuse-history",), "18-plus", set()),
        (("none",), "16-17", {"young-persons-accommodation-panel", "protocol-16-17"}),
        (("leaving-care",), "18-plus", {"young-persons-accommodation-panel"}),
        (
            ("supported-housing",),
            "18-plus",
            {"pre-eviction-mental-health-supported-housing", "pre-eviction-adult-pathway"},
        ),
        (("children-in-household",), "18-plus", {"intentionally-homeless-families"}),
    ],
)
def test_countywide_arrangements_follow_the_circumstances(
    circumstances: tuple[str, ...], age: str, expected: set[str]
) -> None:
    """Each arrangement is named for the people whom it fits, and for nobody else."""
    situation = Situation({"age": age, "circumstances": circumstances})

    fits = {found.id for found in _area_protocols() if not found.authorities and found.when.holds(situation)}

    assert fits == expected


@pytest.mark.parametrize(
    ("circumstance", "expected"),
    [
        ("registered-provider-tenant", {"oxford": 2, "cherwell": 1, "south-oxfordshire": 1, "vale-of-white-horse": 1}),
        ("council-tenant", {"oxford": 2}),
        ("supported-housing", {"cherwell": 2, "west-oxfordshire": 1}),
        ("pregnant", {}),
    ],
)
def test_each_councils_own_arrangements_follow_the_circumstances(circumstance: str, expected: dict[str, int]) -> None:
    """A council's arrangements depend on the circumstances as well as on the council."""
    situation = Situation({"age": "18-plus", "circumstances": (circumstance,)})
    fits = [found.authorities for found in _area_protocols() if found.authorities and found.when.holds(situation)]

    counted = {found.id: sum(found.id in each for each in fits) for found in shipped().authorities()}

    assert {authority: count for authority, count in counted.items() if count} == expected


def test_local_connection_says_what_the_2018_list_left_out() -> None:
    """There are the four grounds, and care leavers, asylum support, danger, prevention and the separate register of
    council homes.
    """
    grounds = {ground.id: ground for ground in shipped().connection_grounds}

    assert {"residence", "work", "family", "special"} <= set(grounds)
    assert {"care", "asylum-support", "no-return-to-danger", "not-at-prevention", "register-is-different"} <= set(
        grounds
    )
    assert any("held there under the law" in each for each in grounds["residence"].does_not_count)
    assert "Prison" in grounds["residence"].does_not_count


def test_streetlink_is_a_website_only() -> None:
    """Nobody is sent to a phone line that is believed to be closed."""
    streetlink = next(service for service in shipped().national if service.id == "streetlink")

    assert streetlink.lines == ()
    assert streetlink.website is not None
    assert streetlink.website.address == "https://thestreetlink.org.uk"


def test_no_person_is_named() -> None:
    """Addresses are those of teams, and nobody who was named in 2018 is in the shipped data."""
    councils = shipped().areas["oxfordshire"].authorities
    emails = [found.email for found in councils] + [found.channel.fallback_email for found in councils]

    assert {email.split("@")[0] for email in emails if email} == {"homelessreferrals", "housing", "dutytorefer"}
