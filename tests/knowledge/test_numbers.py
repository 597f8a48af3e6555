"""Whom to call: design section 4 ("Which lines fit which emergency") and section 6 (`numbers`), for an invented county."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from knowledge_samples import shipped

from champion_tui.domain.connection.findings import ConnectionWords
from champion_tui.domain.lines.authority import Channel, HousingAuthority, Service
from champion_tui.domain.lines.hours import read_hours
from champion_tui.domain.lines.phone_lines import Closure, Confidence, Hours, LineUse, PhoneLine, Provenance
from champion_tui.ground.answers import WrongValue
from champion_tui.ground.dates.calendar import LONDON
from champion_tui.knowledge.bank_holidays import calendar_of, read_bank_holidays
from champion_tui.knowledge.book import Book
from champion_tui.knowledge.forms.letters import Letters
from champion_tui.knowledge.lines.areas import Area, all_lines
from champion_tui.knowledge.trees.reading_trees import read_tree
from champion_tui.knowledge.who_to_call import lines_for, numbers_json, who_to_call
from champion_tui.triage.tree import Situation
from champion_tui.triage.walk import Judgement, Status

CALENDAR = calendar_of(
    read_bank_holidays((Path(__file__).parents[2] / "data" / "bank-holidays.toml").read_bytes(), "bank-holidays.toml")
)
TREE = read_tree(
    (Path(__file__).parents[2] / "data" / "triage" / "duty-to-refer.toml").read_bytes(), "duty-to-refer.toml"
)
SURE = Provenance("a-page", date(2026, 6, 30), Confidence.CONFIRMED)

NOON = "2026-11-23T12:00"  # a Monday
NIGHT = "2026-11-23T02:00"
AFTERNOON = "2026-11-23T14:30"
SATURDAY = "2026-11-28T12:00"
CHRISTMAS = "2026-12-25T12:00"
FRIDAY_LATE = "2026-11-27T16:30"


def line(line_id, use, *hours, owner=None, day_line=None, confidence=Confidence.CONFIRMED):
    """Returns an invented line; ``hours`` are texts as people write them."""
    standing = replace(SURE, confidence=confidence)
    known = tuple(Hours(read_hours(text), SURE) for text in hours)
    return PhoneLine(line_id, owner or line_id, line_id, "01632 960001", use, standing, known, day_line)


def authority(authority_id, *lines, fallback=None, closures=()):
    """Returns an invented housing authority with these lines."""
    return HousingAuthority(
        id=authority_id,
        name=authority_id,
        short_name=authority_id,
        code_prefix="ABC",
        ons_code="E00000000",
        ons_standing=SURE,
        valid_from=None,
        valid_to=None,
        successor=None,
        lines=lines,
        fallback=fallback,
        fallback_note="",
        email="",
        email_standing=None,
        office="",
        channel=Channel("email", "", "", (), "", "", SURE),
        promise=None,
        closures=closures,
    )


def day_and_night(owner, *hours, closures=()):
    """Returns an authority with a day line and an out-of-hours line."""
    day = line(f"{owner}-day", LineUse.DAY, *hours, owner=owner)
    night = line(f"{owner}-night", LineUse.OUT_OF_HOURS, owner=owner, day_line=f"{owner}-day")
    return authority(owner, night, day, closures=closures)


def service(*lines):
    """Returns a service named like its first line."""
    return Service(lines[0].owner, lines[0].name, "", lines)


OXFORD = authority(
    "oxford",
    line("oxford-day", LineUse.DAY, "Mon-Fri 08:00-17:00", owner="oxford"),
    fallback="duty-team",
    closures=(Closure(date(2026, 11, 30), date(2026, 11, 30), "move", "a-page"),),
)
CHERWELL = day_and_night("cherwell", "Mon-Fri 09:00-17:15")
VALE = day_and_night("vale")
WEST = day_and_night("west", "Mon-Fri 09:00-14:00")
LONE = authority(
    "lone",
    line("lone-advice", LineUse.DAY, "Wed 10:00-12:00", owner="lone"),
    line("lone-day", LineUse.DAY, "Mon-Fri 09:00-17:00", owner="lone"),
    line("lone-old", LineUse.DAY, "Mon-Sun 00:00-24:00", owner="lone", confidence=Confidence.STALE),
)
SWALE = day_and_night("swale", "Mon-Fri 09:00-17:00")

CARE_HOURS = "Mon-Thu 08:30-17:00, Fri 08:30-16:00"
SERVICES = (
    service(line("adult-care", LineUse.DAY, CARE_HOURS)),
    service(line("child-care", LineUse.DAY, CARE_HOURS)),
    service(line("duty-team", LineUse.OUT_OF_HOURS, day_line="child-care")),
    service(line("county-abuse", LineUse.HELPLINE, "Mon-Fri 10:00-19:00, Sat 10:00-16:00")),
)
NATIONAL = (
    service(line("999", LineUse.ANY_TIME)),
    service(line("national-abuse", LineUse.ANY_TIME)),
    service(line("shelter", LineUse.HELPLINE, "Mon-Fri 08:00-17:00")),
    service(line("closed-down", LineUse.ANY_TIME, confidence=Confidence.STALE)),
)
ROWS = {
    "danger": ("999", "authorities", "emergency-duty-team"),
    "fire-or-flood": ("999", "authorities", "duty-team", "shelter"),
    "fleeing-abuse": ("999", "national-abuse", "county-abuse", "authorities", "emergency-duty-team", "shelter"),
    "nowhere-tonight": ("authorities", "emergency-duty-team", "shelter"),
}


def area(area_id, authorities, services, team="", adult="", child=""):
    """Returns an invented area."""
    return Area(area_id, area_id, authorities, services, (), (), team, adult, child, "duty-to-refer", "duty-to-refer")


def book(*areas):
    """Returns a book with these areas, the national lines and the table of emergencies."""
    return Book(
        areas={each.id: each for each in areas},
        national=NATIONAL,
        emergency_rows=ROWS,
        sources={},
        law=(),
        connection_grounds=(),
        connection_words=ConnectionWords({}, {}, {}),
        rules={},
        glossary=(),
        trees={},
        forms={},
        codes={},
        letters=Letters("", "", ()),
        after_sending=shipped().after_sending,
        after_request=shipped().after_request,
        offers=shipped().offers,
        nicknames={},
        calendar=CALENDAR,
        bank_holidays_published_until=CALENDAR.published_until,
        digest="",
    )


SHIRE = area("shire", (OXFORD, CHERWELL, VALE, WEST), SERVICES, "duty-team", "adult-care", "child-care")
KENT = area("kent", (SWALE,), (service(line("kent-team", LineUse.OUT_OF_HOURS)),), "kent-team")
BOOK = book(SHIRE, KENT)
LONELY = book(area("shire", (LONE,), ()))


def london(text):
    """Returns the moment on London's clocks."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


def call(at, authority=None, emergency=None, area="shire", known=BOOK):
    """Returns the ids of the lines to call, in order."""
    return [each.line for each in who_to_call(known, london(at), area, authority, emergency).call]


def judged(outcome=None, **answers):
    """Returns a judgement at ``outcome`` with these answers on its path; whom to ring comes from the shipped tree."""
    situation = Situation(answers, outcome=outcome)
    rings = TREE.outcomes[outcome].rings if outcome else ()
    return Judgement(
        Status.OUTCOME if outcome else Status.QUESTION, outcome, None, None, tuple(answers), answers, (), (), (),
        rings=tuple(ring.text for ring in rings if ring.when.holds(situation)),
    )  # fmt: skip


def lines(at, judgement, area="shire", known=BOOK):
    """Returns the ids of a triage's numbers, in order."""
    return [each.line for each in lines_for(known, judgement, london(at), area)]


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (NOON, ["oxford-day", "cherwell-day", "vale-day", "vale-night", "west-day"]),
        (NIGHT, ["duty-team", "cherwell-night", "vale-night", "west-night"]),
        (AFTERNOON, ["oxford-day", "cherwell-day", "vale-day", "vale-night", "west-night"]),
        (SATURDAY, ["duty-team", "cherwell-night", "vale-night", "west-night"]),
        (CHRISTMAS, ["duty-team", "cherwell-night", "vale-night", "west-night"]),
        (FRIDAY_LATE, ["oxford-day", "cherwell-day", "vale-day", "vale-night", "west-night", "duty-team"]),
    ],
)
def test_without_an_emergency_the_authorities_that_answer_and_the_duty_team(at, expected):
    """Design section 6: "`call` holds the authorities' lines that answer or may at that hour, then the emergency duty team
    out of hours"; Oxford at night through its fallback; assumed hours offer both lines, "day first".
    """
    assert call(at) == expected


@pytest.mark.parametrize(
    ("at", "chosen", "expected"),
    [
        (NOON, "cherwell", ["cherwell-day"]),
        (NIGHT, "cherwell", ["cherwell-night", "duty-team"]),
        (FRIDAY_LATE, "cherwell", ["cherwell-day", "duty-team"]),
        (NOON, "oxford", ["oxford-day"]),
        (NIGHT, "oxford", ["duty-team"]),
        (NOON, "vale", ["vale-day", "vale-night"]),
        (NOON, "swale", ["swale-day"]),
        (NIGHT, "swale", ["swale-night", "duty-team"]),
    ],
)
def test_with_an_authority_its_lines_alone(at, chosen, expected):
    """Design section 6: "(AUTHORITY's alone when given, `call[0]` its line or `fallback`)"."""
    assert call(at, chosen) == expected


def test_an_authority_that_nobody_answers_for_gives_its_next_line():
    """If neither its lines nor its fallback answer, `call[0]` is its line that opens next, marked as not answering."""
    numbers = who_to_call(BOOK, london("2026-11-30T12:00"), "shire", "oxford")
    assert [(each.line, each.answers_now) for each in numbers.call] == [("oxford-day", False)]
    assert call("2026-11-23T18:00", "lone", known=LONELY) == ["lone-day"]
    assert call("2026-11-24T23:00", "lone", known=LONELY) == ["lone-day"]


@pytest.mark.parametrize(
    ("at", "emergency", "expected"),
    [
        (NOON, "danger", ["999", "oxford-day", "cherwell-day", "vale-day", "vale-night", "west-day"]),
        (NIGHT, "danger", ["999", "duty-team", "cherwell-night", "vale-night", "west-night"]),
        (NOON, "nowhere-tonight", ["oxford-day", "cherwell-day", "vale-day", "vale-night", "west-day", "shelter"]),
        (NIGHT, "nowhere-tonight", ["duty-team", "cherwell-night", "vale-night", "west-night"]),
        (
            FRIDAY_LATE,
            "fire-or-flood",
            ["999", "oxford-day", "cherwell-day", "vale-day", "vale-night", "west-night", "duty-team", "shelter"],
        ),
        (
            SATURDAY,
            "fleeing-abuse",
            ["999", "national-abuse", "county-abuse", "duty-team", "cherwell-night", "vale-night", "west-night"],
        ),
        (
            CHRISTMAS,
            "fleeing-abuse",
            [
                *("999", "national-abuse", "county-abuse", "duty-team"),
                *("cherwell-night", "vale-night", "west-night", "shelter"),
            ],
        ),
    ],
)
def test_each_emergency_has_its_row_in_its_order(at, emergency, expected):
    """Design section 4: "Which lines fit which emergency, each row in its order", of those that answer or may."""
    assert call(at, emergency=emergency) == expected


@pytest.mark.parametrize(
    ("at", "emergency", "chosen", "start"),
    [
        (NOON, "danger", "west", ["999", "west-day", "oxford-day", "cherwell-day"]),
        (NOON, "fleeing-abuse", "cherwell", ["999", "cherwell-day", "national-abuse", "county-abuse", "oxford-day"]),
        (NOON, "nowhere-tonight", "vale", ["vale-day", "vale-night", "oxford-day"]),
        (NIGHT, "fleeing-abuse", "oxford", ["999", "duty-team", "national-abuse", "cherwell-night"]),
        (NIGHT, "nowhere-tonight", "swale", ["swale-night", "duty-team", "cherwell-night"]),
    ],
)
def test_with_both_the_authority_comes_directly_after_999(at, emergency, chosen, start):
    """Design section 6: "AUTHORITY's lines then come directly after 999 (first where the row has no 999)"."""
    assert call(at, chosen, emergency)[: len(start)] == start


@pytest.mark.parametrize("at", [NOON, NIGHT, SATURDAY, CHRISTMAS, FRIDAY_LATE, "2026-10-25T01:30", "2027-03-28T03:00"])
@pytest.mark.parametrize("emergency", [None, *ROWS])
@pytest.mark.parametrize("chosen", [None, "oxford", "vale", "swale", "elsewhere-england"])
def test_call_and_also_hold_every_line_once_and_no_stale_one(at, emergency, chosen):
    """Design section 6: "`also` is every other loaded line"; section 4: stale is "kept but never offered". Those of other areas
    come last.
    """
    numbers = who_to_call(BOOK, london(at), "shire", chosen, emergency)
    named = [each.line for each in (*numbers.call, *numbers.also)]
    offered = [each.line for each in BOOK.lines() if each.standing.confidence is not Confidence.STALE]
    assert sorted(named) == sorted(offered)
    elsewhere = {line.line for area in BOOK.areas.values() if area.id != "shire" for line in all_lines([area], ())}
    order = sorted(offered, key=lambda line: line in elsewhere)
    assert [each.line for each in numbers.also] == [each for each in order if each in set(named[len(numbers.call) :])]


@pytest.mark.parametrize("nowhere", ["elsewhere-england", "outside-england"])
def test_elsewhere_chooses_no_authority(nowhere):
    """Design section 4: "`elsewhere-england` and `outside-england` choose none"."""
    assert call(NOON, nowhere) == call(NOON)
    assert lines(NOON, judged("refer", emergency="danger", authority=nowhere)) == call(NOON, emergency="danger")
    assert lines(NOON, judged("refer", emergency="none", authority=nowhere)) == []


def test_another_countys_services_are_not_offered_for_an_emergency():
    """A row's line of one county is not offered to a person in another county."""
    assert call(NIGHT, emergency="fire-or-flood", area="kent") == ["999", "swale-night"]
    assert "county-abuse" not in call(NOON, emergency="fleeing-abuse", area="kent")


@pytest.mark.parametrize(
    ("key", "given", "wrong"),
    [
        ("area", "mordor", {"area": "mordor"}),
        ("authority", "atlantis", {"authority": "atlantis"}),
        ("for", "none", {"emergency": "none"}),
    ],
)
def test_unknown_ids_are_wrong_values(key, given, wrong):
    """Design section 6: `key` is "the option without dashes", `given` the value, `expected` names what would do."""
    with pytest.raises(WrongValue) as caught:
        call(NOON, **wrong)
    assert (caught.value.problem.key, caught.value.problem.given) == (key, given)
    assert caught.value.problem.expected.startswith("one of ")


def test_json_has_the_contracts_keys():
    """Design section 6: `{"at": "...", "area": "...", "call": [lines, best first], "also": [the other lines]}`."""
    at = london(NOON)
    shown = numbers_json(who_to_call(BOOK, at, "shire"), at, "shire")
    assert list(shown) == ["at", "area", "call", "also"]
    assert (shown["at"], shown["area"]) == ("2026-11-23T12:00:00+00:00", "shire")
    assert shown["call"][0]["line"] == "oxford-day"


@pytest.mark.parametrize("at", [NOON, NIGHT, AFTERNOON, SATURDAY, CHRISTMAS])
@pytest.mark.parametrize("emergency", ROWS)
def test_a_triage_in_an_emergency_carries_its_row(at, emergency):
    """Design section 6: "with an emergency, the lines of section 4's table that answer at that hour or may"."""
    assert lines(at, judged("phone-now", emergency=emergency)) == call(at, emergency=emergency)


def test_a_triage_puts_the_chosen_authority_first_among_the_authorities():
    """Design section 4: "the chosen one first where one is chosen and loaded, then the rest of `--area`, in the data's
    order"; the row keeps its own order around them.
    """
    found = lines(SATURDAY, judged("refer", emergency="fleeing-abuse", authority="west"))
    assert found == ["999", "national-abuse", "county-abuse", "west-night", "duty-team", "cherwell-night", "vale-night"]
    assert lines(NIGHT, judged("refer", emergency="nowhere-tonight", authority="swale"))[:2] == [
        "swale-night",
        "duty-team",
    ]


def test_in_an_emergency_an_authority_with_none_gives_its_next_line():
    """Design section 6: "(an authority with none gives its next line, `answers_now` false)", chosen or not."""
    found = lines_for(BOOK, judged("phone-now", emergency="danger"), london("2026-11-30T12:00"), "shire")
    assert [(each.line, each.answers_now) for each in found][:3] == [
        ("999", True),
        ("oxford-day", False),
        ("cherwell-day", True),
    ]


@pytest.mark.parametrize(
    ("at", "chosen", "expected"),
    [
        (NOON, "cherwell", ["cherwell-day", "cherwell-night"]),
        (NIGHT, "cherwell", ["cherwell-night", "cherwell-day"]),
        (NOON, "vale", ["vale-day", "vale-night"]),
        (NOON, "oxford", ["oxford-day"]),
        (NIGHT, "oxford", ["duty-team", "oxford-day"]),
        (NOON, "swale", ["swale-day", "swale-night"]),
    ],
)
def test_without_an_emergency_a_triage_carries_all_lines_of_the_chosen_authority(at, chosen, expected):
    """Design section 6: "without one, all the chosen authority's lines once it is on the path, answering first"; the
    fallback is used in hours for which it has no line of its own.
    """
    assert lines(at, judged(emergency="none", authority=chosen)) == expected


def test_without_an_emergency_nothing_is_carried_before_the_authority_is_chosen():
    """Design section 6, "once it is on the path": no emergency and no authority yet give no lines."""
    assert lines(NOON, judged(emergency="none")) == []
    assert lines(NOON, judged()) == []


@pytest.mark.parametrize(
    ("at", "outcome", "answers", "expected"),
    [
        (NOON, "childrens-services", {"emergency": "none", "age": "under-16"}, ["child-care", "duty-team"]),
        (NIGHT, "childrens-services", {"emergency": "none", "age": "under-16"}, ["duty-team", "child-care"]),
        (NOON, "lacks-capacity", {"emergency": "none", "age": "18-plus"}, ["adult-care", "duty-team"]),
        (NIGHT, "lacks-capacity", {"emergency": "none", "age": "18-plus"}, ["duty-team", "adult-care"]),
        (NOON, "lacks-capacity", {"emergency": "none", "age": "16-17"}, ["adult-care", "child-care", "duty-team"]),
        (NIGHT, "lacks-capacity", {"emergency": "none", "age": "16-17"}, ["duty-team", "adult-care", "child-care"]),
        (
            NOON,
            "childrens-services",
            {"emergency": "danger", "age": "under-16"},
            ["999", "child-care", "duty-team", "oxford-day", "cherwell-day", "vale-day", "vale-night", "west-day"],
        ),
        (
            NIGHT,
            "lacks-capacity",
            {"emergency": "nowhere-tonight", "age": "18-plus"},
            ["duty-team", "adult-care", "cherwell-night", "vale-night", "west-night"],
        ),
    ],
)
def test_social_care_comes_first_where_a_person_is_passed_on(at, outcome, answers, expected):
    """Design section 6: "`childrens-services` and `lacks-capacity` put the social care day line and the emergency duty team
    first (after 999), answering first; a line appears once"; "for `16-17` the children's one too".
    """
    assert lines(at, judged(outcome, **answers)) == expected


def test_an_area_without_social_care_lines_carries_none():
    """An area that names no social care line gets none."""
    assert lines(NOON, judged("childrens-services", emergency="none", age="under-16"), known=LONELY) == []
