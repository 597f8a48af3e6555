"""Whether a line answers at a given time: design section 6, "Lines", sentence by sentence."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from champion_tui.domain.lines.hours import read_hours
from champion_tui.domain.lines.phone_lines import Closure, Confidence, Hours, LineUse, PhoneLine, Provenance
from champion_tui.domain.lines.switchboard import Switchboard
from champion_tui.ground.dates.calendar import LONDON, WorkingCalendar

BANK_HOLIDAYS = frozenset((date(2026, 12, 25), date(2026, 12, 26), date(2026, 12, 28), date(2027, 1, 1)))
CALENDAR = WorkingCalendar(BANK_HOLIDAYS.__contains__, date(2028, 12, 31))
CHECKED = date(2026, 6, 30)


def standing(confidence=Confidence.CONFIRMED, checked_on=CHECKED):
    """Returns a standing with a page that does not exist."""
    return Provenance("a-page", checked_on, confidence)


def line(line_id, use, *hours, owner="cherwell", day_line=None, sure=Confidence.CONFIRMED, checked_on=CHECKED, note=""):
    """Returns an invented line; each of ``hours`` is text as people write it, or ready ``Hours``."""
    return PhoneLine(
        line=line_id,
        owner=owner,
        name="Cherwell District Council",
        phone="01632 960001",
        use=use,
        standing=standing(sure, checked_on),
        hours=tuple(Hours(read_hours(text), standing()) if isinstance(text, str) else text for text in hours),
        day_line=day_line,
        note=note,
    )


DAY = line("cherwell-day", LineUse.DAY, "Mon-Fri 09:00-17:15")
NIGHT = line("cherwell-out-of-hours", LineUse.OUT_OF_HOURS, day_line="cherwell-day")
UNKNOWN_DAY = line("vale-day", LineUse.DAY, owner="vale")
UNKNOWN_NIGHT = line("vale-out-of-hours", LineUse.OUT_OF_HOURS, owner="vale", day_line="vale-day")
CARE = line("social-care", LineUse.DAY, "Mon-Thu 08:30-17:00, Fri 08:30-16:00", owner="social-care")
DUTY_TEAM = line("duty-team", LineUse.OUT_OF_HOURS, owner="duty-team", day_line="social-care")
ALWAYS = line("999", LineUse.ANY_TIME, owner="999")
HELPLINE = line("helpline", LineUse.HELPLINE, "Mon-Fri 10:00-19:00, Sat 10:00-16:00", owner="helpline")
UNKNOWN_HELPLINE = line("other-helpline", LineUse.HELPLINE, owner="other-helpline")
TWO_HOURS = line("torn-helpline", LineUse.HELPLINE, "Mon-Fri 08:00-17:00", "Mon-Fri 08:00-20:00", owner="torn-helpline")
TORN_DAY = line("torn-day", LineUse.DAY, "Mon-Fri 10:00-16:00", "Mon-Fri 09:00-17:00", owner="torn")
TORN_NIGHT = line("torn-out-of-hours", LineUse.OUT_OF_HOURS, owner="torn", day_line="torn-day")

EVERY = (
    *(DAY, NIGHT, UNKNOWN_DAY, UNKNOWN_NIGHT, CARE, DUTY_TEAM, ALWAYS),
    *(HELPLINE, UNKNOWN_HELPLINE, TWO_HOURS, TORN_DAY, TORN_NIGHT),
)
LINES = {each.line: each for each in EVERY}
CLOSURES = {"cherwell": (Closure(date(2026, 12, 29), date(2026, 12, 31), "Christmas", "a-page"),)}


def london(text):
    """Returns the moment on London's clocks."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


def now(each, at, closures=CLOSURES):
    """Returns the line's state ``at`` a moment, among the lines above."""
    return Switchboard(LINES, closures, CALENDAR, london(at) if isinstance(at, str) else at).now(each)


@pytest.mark.parametrize(
    ("at", "by_day"),
    [
        ("2026-11-23T08:59:59", False),
        ("2026-11-23T09:00", True),
        ("2026-11-23T17:14:59", True),
        ("2026-11-23T17:15", False),
        ("2026-11-21T12:00", False),
        ("2026-11-22T12:00", False),
        ("2026-12-25T12:00", False),
        ("2026-12-28T12:00", False),
        ("2026-12-24T12:00", True),
    ],
)
def test_day_line_answers_in_its_hours_on_working_days_and_the_other_line_when_it_does_not(at, by_day):
    """Design: "A day line answers in its hours on working days, from the first minute and until, not including, the last. An
    out-of-hours line answers when its day line does not."
    """
    assert now(DAY, at).answers_now is by_day
    assert now(NIGHT, at).answers_now is not by_day


@pytest.mark.parametrize(
    ("day", "closed"), [("2026-12-24", False), ("2026-12-29", True), ("2026-12-31", True), ("2027-01-04", False)]
)
def test_closures_are_no_working_days(day, closed):
    """Design: "England's bank holidays and `closures` are none": a closure includes its first and last day, and is its
    owner's only.
    """
    assert now(DAY, f"{day}T12:00").answers_now is not closed
    assert now(NIGHT, f"{day}T12:00").answers_now is closed
    assert now(UNKNOWN_DAY, f"{day}T12:00").answers_now is True


@pytest.mark.parametrize(
    ("at", "day_answers", "night_answers"),
    [
        ("2026-11-23T08:59", False, True),
        ("2026-11-23T09:00", True, None),
        ("2026-11-23T16:59", True, None),
        ("2026-11-23T17:00", False, True),
        ("2026-11-21T12:00", False, True),
        ("2026-12-28T12:00", False, True),
    ],
)
def test_unknown_day_hours_are_assumed_and_leave_the_other_line_open(at, day_answers, night_answers):
    """Design: "Monday to Friday 09:00 to 17:00 is assumed: then in those hours the out-of-hours line's `answers_now` is null (not
    known) and both lines are offered, day first (its `answers_now` is true)."
    """
    assert now(UNKNOWN_DAY, at).answers_now is day_answers
    assert now(UNKNOWN_NIGHT, at).answers_now is night_answers


@pytest.mark.parametrize("each", [UNKNOWN_DAY, UNKNOWN_NIGHT])
def test_assumed_hours_are_said_to_be_assumed_and_unconfirmed(each):
    """Design: "An out-of-hours line repeats its day line's `hours_assumed` and `hours_confidence` (assumed is `unconfirmed`)"."""
    found = now(each, "2026-11-23T12:00")
    assert (found.hours_assumed, found.hours_confidence, found.hours_checked_on) == (True, "unconfirmed", None)
    assert found.confidence == "confirmed"


def test_out_of_hours_line_repeats_the_standing_of_its_day_lines_hours():
    """Known but unconfirmed hours mark both lines, with their date; the numbers keep their own confidence."""
    hours = Hours(read_hours("Mon-Fri 09:00-14:00"), standing(Confidence.UNCONFIRMED, date(2018, 10, 1)))
    day = line("west-day", LineUse.DAY, hours, owner="west")
    night = line("west-night", LineUse.OUT_OF_HOURS, owner="west", day_line="west-day")
    for each in (day, night):
        found = Switchboard({"west-day": day}, {}, CALENDAR, london("2026-11-23T12:00")).now(each)
        assert (found.hours_assumed, found.hours_confidence) == (False, "unconfirmed")
        assert found.hours_checked_on == date(2018, 10, 1)
        assert found.confidence == "confirmed"


@pytest.mark.parametrize(
    ("each", "text"),
    [
        (DAY, "Mon-Fri 09:00-17:15"),
        (NIGHT, "outside Mon-Fri 09:00-17:15"),
        (UNKNOWN_DAY, "Mon-Fri 09:00-17:00"),
        (UNKNOWN_NIGHT, "outside Mon-Fri 09:00-17:00"),
        (CARE, "Mon-Thu 08:30-17:00, Fri 08:30-16:00"),
        (DUTY_TEAM, "outside Mon-Thu 08:30-17:00, Fri 08:30-16:00"),
        (ALWAYS, "24 hours, every day"),
        (HELPLINE, "Mon-Fri 10:00-19:00, Sat 10:00-16:00"),
        (UNKNOWN_HELPLINE, None),
        (TWO_HOURS, "Mon-Fri 08:00-17:00 or Mon-Fri 08:00-20:00"),
    ],
)
def test_hours_are_text_or_null(each, text):
    """Design: "`hours` is text or null": null only if nobody knows and nothing is assumed; conflicting sets are both given."""
    assert now(each, "2026-11-23T12:00").hours == text


@pytest.mark.parametrize(
    ("at", "duty_team"),
    [
        ("2026-11-26T16:59", False),
        ("2026-11-26T17:00", True),
        ("2026-11-27T15:59", False),
        ("2026-11-27T16:00", True),
        ("2026-11-28T12:00", True),
        ("2026-12-28T12:00", True),
    ],
)
def test_duty_team_follows_social_cares_hours(at, duty_team):
    """Design: "County services follow the same rules; the emergency duty team's day line is children's social care"."""
    assert now(DUTY_TEAM, at).answers_now is duty_team
    assert now(CARE, at).answers_now is not duty_team


@pytest.mark.parametrize(
    ("each", "at", "answers"),
    [
        (HELPLINE, "2026-11-23T10:00", True),
        (HELPLINE, "2026-11-23T19:00", False),
        (HELPLINE, "2026-11-28T15:59", True),
        (HELPLINE, "2026-11-29T12:00", False),
        (HELPLINE, "2026-12-28T12:00", None),
        (HELPLINE, "2026-12-28T03:00", None),
        (UNKNOWN_HELPLINE, "2026-11-23T12:00", None),
        (UNKNOWN_HELPLINE, "2026-11-23T03:00", None),
    ],
)
def test_helpline_answers_in_its_own_hours(each, at, answers):
    """Design: "A helpline answers in its own hours: null where they are unknown or the day is a bank holiday"."""
    assert now(each, at).answers_now is answers


@pytest.mark.parametrize(
    ("at", "answers"),
    [
        ("2026-11-23T07:59", False),
        ("2026-11-23T12:00", True),
        ("2026-11-23T17:00", None),
        ("2026-11-23T20:00", False),
    ],
)
def test_conflicting_hours_are_true_in_both_and_null_in_one(at, answers):
    """Design: "Where two sets of hours conflict, true in both, null in one" - and false in neither."""
    found = now(TWO_HOURS, at)
    assert found.answers_now is answers
    assert found.hours_confidence == "conflicting"


@pytest.mark.parametrize(
    ("at", "day", "night"), [("09:30", None, None), ("12:00", True, False), ("18:00", False, True)]
)
def test_conflicting_day_hours_leave_both_lines_open(at, day, night):
    """If it is not known whether the day line answers, it is not known for its out-of-hours line either."""
    assert now(TORN_DAY, f"2026-11-23T{at}").answers_now is day
    assert now(TORN_NIGHT, f"2026-11-23T{at}").answers_now is night


@pytest.mark.parametrize("at", ["2026-11-23T03:00", "2026-12-25T12:00", "2026-11-22T23:59:59"])
def test_any_time_line_always_answers(at):
    """A line for any time answers at night, on Sundays and on Christmas Day."""
    assert now(ALWAYS, at).answers_now is True


def test_a_line_open_until_midnight_answers_in_the_last_second():
    """A closing time of 24:00 includes the last second of the day, and does not open the next day."""
    late = line("late", LineUse.HELPLINE, "Mon 09:00-24:00")
    assert now(late, datetime(2026, 11, 23, 23, 59, 59, 999999, tzinfo=LONDON)).answers_now is True
    assert now(late, "2026-11-24T00:00").answers_now is False


def test_hours_are_london_hours_whatever_zone_the_moment_is_given_in():
    """08:30 UTC in June is 09:30 in London, and 08:30 UTC in November is 08:30: London's clock counts, not the offset."""
    assert now(DAY, datetime(2026, 6, 22, 8, 30, tzinfo=UTC)).answers_now is True
    assert now(DAY, datetime(2026, 11, 23, 8, 30, tzinfo=UTC)).answers_now is False


def test_days_are_london_days():
    """23:30 UTC on a Sunday in June is Monday in London, for the night line's day and for the date that `due` counts from."""
    old = line("old", LineUse.HELPLINE, "Mon 00:00-01:00", checked_on=date(2026, 6, 22) - timedelta(days=181))
    found = now(old, datetime(2026, 6, 21, 23, 30, tzinfo=UTC))
    assert found.answers_now is True
    assert found.due is True


@pytest.mark.parametrize(
    ("checked_on", "due"),
    [(date(2026, 5, 27), False), (date(2026, 5, 26), True), (None, True), (date(2026, 11, 23), False)],
)
def test_due_from_the_181st_day(checked_on, due):
    """Design section 4: "from the 181st day after `checked_on`, and where it is null, an entry is also `due`"."""
    assert now(line("any", LineUse.DAY, checked_on=checked_on), "2026-11-23T12:00").due is due


def test_json_has_the_contracts_keys():
    """Design section 6 shows a line in any JSON; `hours_checked_on` "dates the hours"."""
    shown = line("cherwell-day", LineUse.DAY, "Mon-Fri 09:00-17:15", note="Duty team.")
    assert now(shown, "2026-11-23T12:00").json() == {
        "line": "cherwell-day",
        "id": "cherwell",
        "name": "Cherwell District Council",
        "phone": "01632 960001",
        "use": "day",
        "hours": "Mon-Fri 09:00-17:15",
        "hours_assumed": False,
        "answers_now": True,
        "confidence": "confirmed",
        "hours_confidence": "confirmed",
        "checked_on": "2026-06-30",
        "hours_checked_on": "2026-06-30",
        "due": False,
        "source": "a-page",
        "note": "Duty team.",
    }


def test_json_of_an_undated_line_has_nulls():
    """An unknown date is null, not an invented day."""
    shown = now(line("any", LineUse.HELPLINE, checked_on=None), "2026-11-23T12:00").json()
    assert (shown["checked_on"], shown["hours_checked_on"], shown["hours"], shown["answers_now"]) == (None,) * 4


@pytest.mark.parametrize(
    ("each", "at", "opens"),
    [
        (DAY, "2026-11-23T12:00", "2026-11-23T12:00"),
        (DAY, "2026-11-23T07:00", "2026-11-23T09:00"),
        (DAY, "2026-11-27T17:15", "2026-11-30T09:00"),
        (DAY, "2026-12-24T18:00", "2027-01-04T09:00"),
        (NIGHT, "2026-11-23T12:00", "2026-11-23T17:15"),
        (NIGHT, "2026-12-24T12:00", "2026-12-24T17:15"),
        (UNKNOWN_NIGHT, "2026-11-23T12:00", "2026-11-23T17:00"),
        (DUTY_TEAM, "2026-11-27T12:00", "2026-11-27T16:00"),
        (TWO_HOURS, "2026-11-23T17:30", "2026-11-24T08:00"),
        (HELPLINE, "2026-12-25T12:00", "2026-12-29T10:00"),
        (ALWAYS, "2026-11-23T03:00", "2026-11-23T03:00"),
    ],
)
def test_when_a_line_opens_next(each, at, opens):
    """The result is the first moment at which a line certainly answers: now, later today, or after a weekend, bank
    holiday or closure.
    """
    assert Switchboard(LINES, CLOSURES, CALENDAR, london(at)).opens_next(each) == london(opens)


def test_a_night_line_opens_at_midnight_when_a_closure_begins():
    """A day line's closure may begin between two working days: its out-of-hours line then answers from the start of the
    closure.
    """
    round_the_clock = line("clock-day", LineUse.DAY, "Mon-Sun 00:00-24:00", owner="clock")
    night = line("clock-night", LineUse.OUT_OF_HOURS, owner="clock", day_line="clock-day")
    closures = {"clock": (Closure(date(2026, 11, 25), date(2026, 11, 25), "move", "a-page"),)}
    opens = Switchboard({"clock-day": round_the_clock}, closures, CALENDAR, london("2026-11-24T12:00")).opens_next(
        night
    )
    assert opens == london("2026-11-25T00:00")


@pytest.mark.parametrize("each", [UNKNOWN_HELPLINE, line("shut", LineUse.HELPLINE, "closed")])
def test_a_line_that_never_surely_answers_opens_at_no_known_time(each):
    """Unknown hours and a line closed all week give None, not a guess."""
    assert Switchboard(LINES, CLOSURES, CALENDAR, london("2026-11-23T12:00")).opens_next(each) is None


def test_a_line_is_looked_for_two_weeks_ahead_at_most():
    """After fourteen days of closure no next opening is given, because it is too late to wait for."""
    closures = {"cherwell": (Closure(date(2026, 11, 23), date(2026, 12, 31), "fire", "a-page"),)}
    assert Switchboard(LINES, closures, CALENDAR, london("2026-11-23T12:00")).opens_next(DAY) is None
    assert Switchboard(LINES, closures, CALENDAR, london("2026-12-29T12:00")).opens_next(DAY) == london(
        "2027-01-04T09:00"
    )


def test_the_day_the_clocks_change_keeps_office_hours():
    """On the Monday after the clocks go back a line opens at 09:00 by the new time."""
    opens = Switchboard(LINES, {}, CALENDAR, london("2026-10-24T12:00")).opens_next(DAY)
    assert opens == datetime(2026, 10, 26, 9, 0, tzinfo=UTC)
    assert opens.time() == time(9)
