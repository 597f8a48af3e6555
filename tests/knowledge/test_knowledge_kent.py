"""Kent and Medway against values that another person wrote down by hand from the sources, council by council: this
table is not made from data/, and nothing in data/ is made from it.
"""

import re
from datetime import date, datetime

import pytest
from knowledge_samples import shipped

from champion_tui.domain.lines.hours import hours_in_words
from champion_tui.domain.lines.phone_lines import PhoneLine
from champion_tui.ground.dates.calendar import LONDON
from champion_tui.knowledge.lines.areas import Area
from champion_tui.knowledge.shelf import data_folder
from champion_tui.knowledge.who_to_call import who_to_call

AREA = "kent-and-medway"
ONS = {
    "ashford": "E07000105",
    "canterbury": "E07000106",
    "dartford": "E07000107",
    "dover": "E07000108",
    "gravesham": "E07000109",
    "maidstone": "E07000110",
    "sevenoaks": "E07000111",
    "folkestone-and-hythe": "E07000112",
    "swale": "E07000113",
    "thanet": "E07000114",
    "tonbridge-and-malling": "E07000115",
    "tunbridge-wells": "E07000116",
    "medway": "E06000035",
}
UNDATED = None
"""The only source is the joint guidance, which has no date."""

LINES = {
    "ashford": [
        ("day", "01233 331111", "confirmed", date(2024, 1, 1), ["Mon-Fri 08:30-16:00"]),
        ("out-of-hours", "01233 331111", "confirmed", date(2024, 1, 1), []),
    ],
    "canterbury": [
        ("day", "01227 862000", "unconfirmed", date(2014, 1, 1), []),
        ("out-of-hours", "01227 781879", "unconfirmed", date(2018, 3, 1), []),
    ],
    "dartford": [
        ("day", "01322 343434", "confirmed", date(2026, 6, 30), ["Mon-Thu 08:45-17:15, Fri 08:45-16:45"]),
        ("out-of-hours", "0345 634 1212", "unconfirmed", UNDATED, []),
    ],
    "dover": [
        ("day", "01304 872265", "conflicting", date(2018, 2, 26), []),
        ("day", "01304 821199", "conflicting", UNDATED, []),
        ("out-of-hours", "01304 821199", "conflicting", date(2018, 2, 26), []),
        ("out-of-hours", "01304 872265", "conflicting", UNDATED, []),
    ],
    "folkestone-and-hythe": [
        ("day", "01303 853300", "confirmed", date(2026, 6, 30), ["Mon-Fri 10:00-16:00"]),
        ("day", "01303 853000", "confirmed", date(2023, 12, 1), ["Mon-Fri 09:00-16:00"]),
        ("out-of-hours", "01303 221888", "confirmed", date(2023, 12, 1), []),
    ],
    "gravesham": [
        ("day", "01474 337000", "unconfirmed", UNDATED, []),
        ("out-of-hours", "01474 564422", "unconfirmed", date(2026, 6, 30), []),
    ],
    "maidstone": [
        ("day", "01622 602000", "unconfirmed", UNDATED, []),
        ("day", "01622 602440", "unconfirmed", UNDATED, ["Mon-Fri 09:00-16:30"]),
        ("out-of-hours", "01622 602000", "unconfirmed", UNDATED, []),
    ],
    "medway": [
        ("day", "01634 333600", "unconfirmed", date(2026, 6, 30), []),
        ("day", "01634 333333", "unconfirmed", UNDATED, []),
        ("out-of-hours", "01634 304400", "confirmed", date(2026, 1, 4), []),
    ],
    "sevenoaks": [
        ("day", "01732 227000", "confirmed", date(2020, 11, 1), []),
        ("out-of-hours", "01732 227000", "unconfirmed", UNDATED, []),
    ],
    "swale": [
        (
            "day",
            "01795 417485",
            "confirmed",
            date(2022, 12, 6),
            [
                "Mon-Fri 10:00-12:00 and 14:00-16:00",
                "Mon and Wed-Thu 09:00-17:00, Tue 11:00-17:00, Fri 09:00-16:30",
            ],
        ),
        ("out-of-hours", "01795 417711", "confirmed", date(2022, 12, 6), []),
    ],
    "thanet": [
        ("day", "01843 577000", "unconfirmed", date(2017, 12, 1), []),
        ("any-time", "01843 577277", "confirmed", date(2022, 2, 18), []),
        ("out-of-hours", "01843 577000", "unconfirmed", UNDATED, []),
    ],
    "tonbridge-and-malling": [
        ("day", "01732 876067", "unconfirmed", date(2026, 6, 30), []),
        ("day", "01732 844522", "unconfirmed", UNDATED, []),
        ("out-of-hours", "01732 844522", "unconfirmed", date(2026, 6, 30), []),
    ],
    "tunbridge-wells": [
        ("day", "01892 526121", "confirmed", date(2013, 1, 1), []),
        ("out-of-hours", "01892 352777", "conflicting", date(2026, 6, 30), []),
        ("out-of-hours", "01892 526121", "conflicting", UNDATED, []),
    ],
}
"""Every number of the thirteen councils: when to ring it, the number, its confidence, its date, and its own hours
(several if they conflict).
"""

EMAILS = {
    "ashford": ("housing.advice@ashford.gov.uk", "confirmed", "housing.advice@ashford.gov.uk"),
    "canterbury": ("housingadvice@canterbury.gov.uk", "unconfirmed", ""),
    "dartford": ("housingoptions@dartford.gov.uk", "unconfirmed", ""),
    "dover": ("housing.options@dover.gov.uk", "unconfirmed", ""),
    "folkestone-and-hythe": ("housing@folkestone-hythe.gov.uk", "confirmed", "housing@folkestone-hythe.gov.uk"),
    "gravesham": ("housingneedsteam@gravesham.gov.uk", "confirmed", "housingneedsteam@gravesham.gov.uk"),
    "maidstone": ("", "", ""),
    "medway": ("housing@medway.gov.uk", "unconfirmed", ""),
    "sevenoaks": ("dutytorefer@sevenoaks.gov.uk", "confirmed", "dutytorefer@sevenoaks.gov.uk"),
    "swale": ("housingoptions@swale.gov.uk", "unconfirmed", ""),
    "thanet": ("housing@thanet.gov.uk", "unconfirmed", ""),
    "tonbridge-and-malling": ("housing.services@tmbc.gov.uk", "unconfirmed", ""),
    "tunbridge-wells": ("housingadvice@tunbridgewells.gov.uk", "unconfirmed", ""),
}
"""The housing team's address with its confidence, and the address for referrals, "" if none was found."""

SERVICES = {
    "kent-adult-social-care": ("day", "03000 41 61 61", "confirmed", ["Mon-Fri 09:00-17:00"]),
    "kent-childrens-social-care": ("day", "03000 41 11 11", "confirmed", []),
    "kent-emergency-duty-team": ("out-of-hours", "03000 41 91 91", "confirmed", []),
    "medway-adult-social-care": ("day", "01634 334466", "confirmed", ["Mon-Fri 08:30-17:00"]),
    "medway-childrens-social-care": ("day", "01634 334466", "confirmed", []),
    "kent-domestic-abuse": ("any-time", "0808 168 9111", "confirmed", []),
    "kent-domestic-abuse-weekdays": ("helpline", "0808 168 9276", "conflicting", ["Mon-Fri 08:00-20:00"]),
    "medway-domestic-abuse": (
        "helpline",
        "0800 917 9948",
        "confirmed",
        ["Mon-Wed 09:30-11:30 and 12:30-14:30, Thu-Fri 09:30-11:30"],
    ),
    "porchlight": ("helpline", "0800 567 7699", "confirmed", []),
    "maidstone-outreach": ("helpline", "01622 683933", "confirmed", []),
}
NEVER_OFFERED = {
    "01233 629911": "ashford-day",
    "01233 330688": "ashford-day",
    "01634 304400": "swale-out-of-hours",
    "01474 337000": "gravesham-out-of-hours",
}
WITHDRAWN = {"housingadvice@ashford.gov.uk", "housing@sevenoaks.gov.uk", "030000 419191", "0808 800 500"}


def _area() -> Area:
    return shipped().areas[AREA]


def _row(line: PhoneLine) -> tuple[str, str, str, date | None, list[str]]:
    hours = [hours_in_words(each.periods) for each in line.hours]
    return line.use.value, line.phone, line.standing.confidence.value, line.standing.checked_on, hours


def _calls(at: str, authority: str | None = None, emergency: str | None = None) -> list[str]:
    moment = datetime.fromisoformat(at).replace(tzinfo=LONDON)
    return [line.line for line in who_to_call(shipped(), moment, AREA, authority, emergency).call]


def _answers(at: str, line_id: str) -> bool | None:
    board = shipped().switchboard(datetime.fromisoformat(at).replace(tzinfo=LONDON))
    return board.now(board.lines[line_id]).answers_now


def test_the_thirteen_are_there_with_their_codes() -> None:
    """There are twelve districts and Medway, each with its ONS code."""
    assert {each.id: each.ons_code for each in _area().authorities} == ONS


@pytest.mark.parametrize("council", LINES)
def test_each_council_has_exactly_the_lines_that_were_found(council: str) -> None:
    """Numbers, when to ring them, hours, confidence and dates match in this order, with none missing and none added."""
    authority = shipped().authority(council)

    assert authority is not None
    assert [_row(line) for line in authority.lines] == LINES[council]


@pytest.mark.parametrize("council", EMAILS)
def test_each_council_has_the_address_that_was_found(council: str) -> None:
    """The team's address is listed, and the address for referrals, which is not guessed from it."""
    authority, (email, sure, referrals) = shipped().authority(council), EMAILS[council]

    assert authority is not None
    assert authority.email == email
    assert (authority.email_standing.confidence if authority.email_standing else "") == sure
    assert authority.channel.address == referrals
    assert authority.channel.kind == ("online-form" if council == "maidstone" else "email")
    assert referrals or "No address of its own" in authority.channel.portal_help or council == "maidstone"


@pytest.mark.parametrize("line", SERVICES)
def test_each_service_has_the_line_that_was_found(line: str) -> None:
    """The county's and Medway's social care, the night desk, abuse and rough sleeping have their lines."""
    found = next(each for each in shipped().lines() if each.line == line)
    use, phone, sure, _, hours = _row(found)

    assert (use, phone, sure, hours) == SERVICES[line]


def test_what_is_wrong_is_kept_and_never_offered() -> None:
    """Old numbers, misprints and addresses that take no referrals are kept next to what replaced them."""
    replaced = {old.phone: line.line for line in shipped().lines() for old in line.replaces if line.line in _own()}
    withdrawn = {each.value for authority in _area().authorities for each in authority.channel.withdrawn}
    withdrawn |= {each.value for service in _area().services for each in service.withdrawn}

    assert replaced == NEVER_OFFERED
    assert withdrawn == WITHDRAWN
    emails = {each.email for each in _area().authorities} | {each.channel.address for each in _area().authorities}
    assert withdrawn.isdisjoint(emails)


def _own() -> set[str]:
    return {line.line for authority in _area().authorities for line in authority.lines}


def test_whatever_is_unsure_says_in_words_what_to_ask() -> None:
    """A person who rings to confirm a number is told what is in doubt."""
    unsure = [
        line for authority in _area().authorities for line in authority.lines if line.standing.confidence != "confirmed"
    ]

    assert unsure
    assert all(line.doubt for line in unsure)


def test_no_person_of_the_seed_is_named() -> None:
    """Addresses are those of teams; the trainer whom the joint guidance names is nowhere in the shipped data."""
    shipped_text = "".join(file.read_text() for file in (data_folder() / "areas").glob("*.toml")).casefold()
    mailboxes = set(re.findall(r"[a-z.]+(?=@[a-z]+\.gov\.uk)", shipped_text))

    assert "helen miller" not in shipped_text
    assert mailboxes <= {
        *("dutytorefer", "homelessreferrals", "housing", "housing.advice", "housing.options", "housing.services"),
        *("housingadvice", "housingneedsteam", "housingoptions"),
    }


# -- at a given hour --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "day", "switchboard", "night"),
    [
        ("2026-11-26T09:30", False, True, None),
        ("2026-11-26T12:00", True, True, False),
        ("2026-11-26T16:00", False, False, True),
        ("2026-11-26T21:59", False, False, True),
        ("2026-11-26T22:00", False, False, None),
        ("2026-11-28T02:00", False, False, None),
        ("2026-12-28T17:00", False, False, True),
    ],
)
def test_nobody_is_promised_an_answer_in_folkestone_after_ten_at_night(
    at: str, day: bool, switchboard: bool, night: bool | None
) -> None:
    """The council gives hours until 22:00 only for its night line: after that it may answer, and the county's desk is
    shown next to it.
    """
    assert _answers(at, "folkestone-and-hythe-day") is day
    assert _answers(at, "folkestone-and-hythe-switchboard") is switchboard
    assert _answers(at, "folkestone-and-hythe-out-of-hours") is night
    if night is not False:
        calls = _calls(at, "folkestone-and-hythe")
        assert "folkestone-and-hythe-out-of-hours" in calls
        assert "kent-emergency-duty-team" in calls


@pytest.mark.parametrize(
    ("at", "day", "night"),
    [
        ("2026-11-26T10:30", True, False),
        ("2026-11-26T13:00", None, None),
        ("2026-11-26T16:30", None, None),
        ("2026-11-24T09:30", False, True),
        ("2026-11-26T17:00", False, True),
        ("2026-11-27T16:45", False, True),
        ("2026-12-28T11:00", False, True),
    ],
)
def test_swale_is_counted_on_only_in_its_shorter_hours(at: str, day: bool | None, night: bool | None) -> None:
    """In the hours that only the longer set covers, both lines are offered and neither is promised."""
    assert _answers(at, "swale-day") is day
    assert _answers(at, "swale-out-of-hours") is night


def test_dover_and_tunbridge_wells_show_both_numbers_the_likelier_first() -> None:
    """Two values in use are shown as two lines."""
    assert _calls("2026-11-28T02:00", "dover")[:2] == ["dover-out-of-hours", "dover-out-of-hours-other"]
    assert _calls("2026-11-26T11:00", "dover")[:2] == ["dover-day", "dover-day-other"]
    assert _calls("2026-11-28T02:00", "tunbridge-wells")[:2] == [
        "tunbridge-wells-out-of-hours",
        "tunbridge-wells-out-of-hours-other",
    ]


def test_a_person_in_kent_who_flees_abuse_gets_kents_lines() -> None:
    """The row of design section 4 has the area's own lines instead of Oxfordshire's."""
    night = _calls("2026-11-28T02:00", emergency="fleeing-abuse")
    day = _calls("2026-11-26T10:00", emergency="fleeing-abuse")

    assert night[:4] == ["999", "national-domestic-abuse", "kent-domestic-abuse", "ashford-out-of-hours"]
    assert night[-1] == "kent-emergency-duty-team"
    assert day[:5] == [
        "999",
        "national-domestic-abuse",
        "kent-domestic-abuse",
        "kent-domestic-abuse-weekdays",
        "medway-domestic-abuse",
    ]
    assert not [line for line in (*night, *day) if line.startswith("oxford")]


def test_medway_answers_for_its_own_children_and_adults() -> None:
    """With Medway chosen its own social care is named, with a district the county's, and before a choice both."""
    area = _area()

    assert area.childrens_care("medway") == ("medway-childrens-social-care",)
    assert area.adult_care("medway") == ("medway-adult-social-care",)
    assert area.childrens_care("swale") == ("kent-childrens-social-care",)
    assert area.childrens_care(None) == ("kent-childrens-social-care", "medway-childrens-social-care")
    assert area.childrens_care("oxford") == ("kent-childrens-social-care", "medway-childrens-social-care")
