"""One exact day from typed text: every British way of writing it, and a question if two days could be meant."""

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from champion_tui.domain.dates.purposes import ANY_DATE, DATE_OF_BIRTH, LAST_DATE, PURPOSES, SENT_ON
from champion_tui.domain.dates.said_day import DayNotKnown, DoubtfulDay, NoDay, UnderstoodDay, read_day
from champion_tui.ground.dates.date_words import DAYS, MONTHS, day_words, plain_day

TODAY = date(2026, 11, 26)
"""A Thursday."""

ORDINAL = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}
ARABIC, FULL_WIDTH = (dict(zip("0123456789", digits, strict=True)) for digits in ("٠١٢٣٤٥٦٧٨٩", "０１２３４５６７８９"))
WAYS = {
    "31 12 1990": lambda day: f"{day:%d %m %Y}",
    "31 12 1990, no noughts": lambda day: f"{day.day} {day.month} {day.year}",
    "31/12/1990": lambda day: f"{day:%d/%m/%Y}",
    "31.12.1990": lambda day: f"{day:%d.%m.%Y}",
    "31-12-1990": lambda day: f"{day:%d-%m-%Y}",
    "31, 12, 1990": lambda day: f"{day:%d, %m, %Y}",
    "31121990": lambda day: f"{day:%d%m%Y}",
    "1990-12-31": lambda day: day.isoformat(),
    "1990/12/31": lambda day: f"{day:%Y/%m/%d}",
    "19901231": lambda day: f"{day:%Y%m%d}",
    "31 December 1990": plain_day,
    "Monday 31 December 1990": day_words,
    "Mon, 31 Dec 1990.": lambda day: f"{DAYS[day.weekday()][:3]}, {day.day} {MONTHS[day.month - 1][:3]} {day.year}.",
    "31st of December, 1990": lambda day: (
        f"{day.day}{ORDINAL.get(day.day, 'th')} of {MONTHS[day.month - 1]}, {day.year}"
    ),
    "the 31ST DECEMBER 1990": lambda day: (
        f"the {day.day}{ORDINAL.get(day.day, 'th')} {MONTHS[day.month - 1]} {day.year}".upper()
    ),
    "December 31 1990": lambda day: f"{MONTHS[day.month - 1]} {day.day} {day.year}",
    "31-Dec-1990": lambda day: f"{day.day}-{MONTHS[day.month - 1][:3]}-{day.year}",
    "31dec1990": lambda day: f"{day.day}{MONTHS[day.month - 1][:3].lower()}{day.year}",
    "1990 December 31": lambda day: f"{day.year} {MONTHS[day.month - 1]} {day.day}",
    "no-break spaces": lambda day: plain_day(day).replace(" ", "\u00a0"),
    "pasted with space, tabs and line ends": lambda day: f"\t {day:%d/%m/%Y}\r\n",
    "with what nobody sees": lambda day: f"\u200e{day:%d/%m/%Y}\u200b\ufeff",
    "en dashes": lambda day: f"{day:%d–%m–%Y}",
    "Arabic digits": lambda day: f"{day:%d/%m/%Y}".translate(str.maketrans(ARABIC)),
    "full-width digits": lambda day: f"{day:%d/%m/%Y}".translate(str.maketrans(FULL_WIDTH)).replace("/", "／"),
}
"""Every way of writing a full date that is understood without a question."""


def asked(text, purpose, today=TODAY):
    """Returns the days that ``text`` is asked about."""
    found = read_day(text, purpose, today)
    assert isinstance(found, DoubtfulDay), (text, found)
    assert found.why
    return [reading.day for reading in found.readings]


def day_of(text, purpose, today=TODAY):
    """Returns the day that ``text`` is read as."""
    found = read_day(text, purpose, today)
    assert isinstance(found, UnderstoodDay), (text, found)
    return found.day


def wrong(text, purpose, today=TODAY):
    """Returns what is expected instead of ``text``."""
    found = read_day(text, purpose, today)
    assert isinstance(found, NoDay), (text, found)
    return found.expected


@pytest.mark.parametrize("way", WAYS)
@given(day=st.dates(date(1900, 1, 1), date(2100, 12, 31)))
@example(day=date(2000, 2, 29))
@example(day=date(1900, 1, 1))
def test_a_day_written_in_any_way_reads_back_as_that_day(way, day):
    """Issue, number 8: "One reader of British dates": every day from 1900 to 2100, in every way of writing it in full."""
    assert read_day(WAYS[way](day), ANY_DATE, TODAY) == UnderstoodDay(
        day, read_day(day.isoformat(), ANY_DATE, TODAY).words
    )


@given(
    st.dates(date(1900, 1, 1), TODAY),
    st.sampled_from(["%d/%m/%y", "%d %m %y", "%d%m%y", "%d.%m.%y", "%d %B %y", "%d-%b-'%y"]),
)
def test_a_year_of_two_digits_is_always_asked_about(day, way):
    """``31/12/90``: the day is one of those offered, each is worded, and none is chosen by itself."""
    found = read_day(day.strftime(way), DATE_OF_BIRTH, TODAY)
    assert isinstance(found, DoubtfulDay)
    assert day in [reading.day for reading in found.readings]
    assert all(reading.words.startswith(day_words(reading.day)) for reading in found.readings)
    assert all(reading.day <= TODAY for reading in found.readings)


def test_both_centuries_are_named_where_both_are_possible():
    """A person born on 5/3/24 may be two years old or a hundred and two; nobody was born in 2090."""
    assert asked("5/3/24", DATE_OF_BIRTH) == [date(1924, 3, 5), date(2024, 3, 5)]
    assert asked("31/12/90", DATE_OF_BIRTH) == [date(1990, 12, 31)]
    assert asked("31/12/90", LAST_DATE, date(2040, 1, 1)) == [date(1990, 12, 31), date(2090, 12, 31)]
    assert asked("15/1/27", LAST_DATE) == [date(2027, 1, 15)]


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)).filter(lambda day: day.day > 12), st.sampled_from("/.- "))
def test_the_american_order_is_always_asked_about(day, between):
    """``12/31/1990`` is no British date: the American reading is offered and never accepted by itself."""
    assert asked(f"{day:%m{between}%d{between}%Y}", ANY_DATE) == [day]
    assert asked(f"{day:%m%d%Y}", ANY_DATE) == [day]


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.integers(1, 6))
def test_a_weekday_that_does_not_fit_is_always_asked_about(day, off):
    """``Monday 31 December 2026`` is a Thursday: that day and the nearest Monday are offered."""
    said = DAYS[(day.weekday() + off) % 7]
    readings = asked(f"{said} {plain_day(day)}", ANY_DATE)
    assert readings[0] == day
    assert all(DAYS[other.weekday()] == said and abs(other - day) < timedelta(days=4) for other in readings[1:])


@given(st.dates(date(2000, 1, 1), date(2100, 12, 31)), st.sampled_from(DAYS), st.sampled_from([LAST_DATE, SENT_ON]))
def test_a_weekday_is_the_nearest_one_in_its_direction(today, weekday, purpose):
    """For a future date "Friday" is the coming one, for a sent referral the last one; on a Friday the program asks which."""
    if DAYS[today.weekday()] == weekday:
        assert asked(weekday, purpose, today) == [today, today + timedelta(days=7 * purpose.toward)]
    else:
        found = day_of(weekday, purpose, today)
        assert DAYS[found.weekday()] == weekday
        assert 0 < (found - today).days * purpose.toward < 7


@given(st.dates(date(2000, 1, 1), date(2100, 12, 31)), st.sampled_from(DAYS))
def test_next_friday_is_always_asked_about(today, weekday):
    """Half of the country means a different day by it, so both are offered."""
    one, other = asked(f"next {weekday}", LAST_DATE, today)
    assert (other - one, one > today, DAYS[one.weekday()]) == (timedelta(days=7), True, weekday)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", "2026-11-26"),
        ("tomorrow", "2026-11-27"),
        ("the day after tomorrow", "2026-11-28"),
        ("yesterday", "2026-11-25"),
        ("in 3 days", "2026-11-29"),
        ("in three days' time", "2026-11-29"),
        ("3 days", "2026-11-29"),
        ("3 days from now", "2026-11-29"),
        ("in a week", "2026-12-03"),
        ("in a week’s time", "2026-12-03"),
        ("in a fortnight", "2026-12-10"),
        ("a week today", "2026-12-03"),
        ("a week tomorrow", "2026-12-04"),
        ("a week on Monday", "2026-12-07"),
        ("Monday week", "2026-12-07"),
        ("a week from Friday", "2026-12-04"),
        ("2 weeks on friday", "2026-12-11"),
        ("this Friday", "2026-11-27"),
        ("on Friday", "2026-11-27"),
        ("Fri", "2026-11-27"),
        ("31 Dec", "2026-12-31"),
        ("31/12", "2026-12-31"),
        ("Dec 31st", "2026-12-31"),
        ("Thursday 31 December", "2026-12-31"),
        ("the thirty-first of December", "2026-12-31"),
        ("12 June", "2027-06-12"),
        ("10 days ago", "2026-11-16"),
    ],
)
def test_a_last_date_is_said_as_people_say_it(text, day):
    """Words are counted from today, and a day without its year is the next such day."""
    assert day_of(text, LAST_DATE) == date.fromisoformat(day)


def test_a_sent_day_without_its_year_is_the_last_one():
    """The day of sending is in the past, so a missing year means the last such day."""
    assert day_of("24 Nov", SENT_ON) == date(2026, 11, 24)
    assert day_of("Monday", SENT_ON) == date(2026, 11, 23)
    assert day_of("24/11", SENT_ON) == date(2026, 11, 24)


def test_a_birth_without_its_year_is_refused_with_the_year():
    """The year of a date of birth is never worked out."""
    assert wrong("31 Dec", DATE_OF_BIRTH) == "the year too, such as 31 December 1990"
    assert wrong("Friday", DATE_OF_BIRTH) == "a date of birth, such as 31 December 1990"


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("25 Nov", ["2027-11-25", "2026-11-25"]),
        ("29 Feb", ["2028-02-29"]),
        ("31 Decemebr", ["2026-12-31"]),
        ("31 Decmber 2026", ["2026-12-31"]),
        ("tomorow", ["2026-11-27"]),
        ("wendesday", ["2026-12-02"]),
        ("3 Juny 2027", ["2027-06-03", "2027-07-03"]),
        ("1121990", ["1990-12-01", "1990-02-11"]),
        ("in a month", ["2026-12-26"]),
        ("end of December", ["2026-12-31"]),
        ("the end of the month", ["2026-11-30"]),
        ("Monday 30th", ["2026-11-30"]),
        ("26 26 2026", None),
        ("31 12 2020", ["2020-12-31"]),
        ("31 12 2077", ["2077-12-31"]),
        ("1 5 2026", ["2026-05-01"]),
        ("1 12 2028", ["2028-12-01"]),
    ],
)
def test_what_could_be_a_slip_is_asked_about(text, days):
    """A date that is misspelt, rough, countable in two ways or too far away is asked about, with the likeliest day first."""
    if days is None:
        assert "there is no month 26" in wrong(text, LAST_DATE)
    else:
        assert asked(text, LAST_DATE) == [date.fromisoformat(day) for day in days]


@pytest.mark.parametrize(
    ("text", "purpose", "says"),
    [
        ("30 2 2027", LAST_DATE, "a day that exists: February 2027 has 28 days"),
        ("31 June", LAST_DATE, "a day that exists: June has 30 days"),
        ("31 June", DATE_OF_BIRTH, "a day that exists: June has 30 days"),
        ("12", LAST_DATE, "the month too, such as 12 December"),
        ("December 2026", LAST_DATE, "the day too, such as 5 December 2026"),
        ("1 1 2150", LAST_DATE, "a date from 26 November 1966 to 26 November 2086"),
        ("5 March 1066", DATE_OF_BIRTH, "a year from 1900 to 2199"),
        ("27 11 2026", DATE_OF_BIRTH, "a date of birth, which is not after today"),
        ("tomorrow", SENT_ON, "the day it was sent, which is not after today"),
        ("not known", DATE_OF_BIRTH, "a date of birth, such as 31 December 1990; leave it empty if it is not known"),
        ("soon", LAST_DATE, "a date, such as 26 December 2026, Friday, in 3 days, or not known"),
    ],
)
def test_what_is_wrong_is_said_in_words_with_an_example(text, purpose, says):
    """Each refusal says what would be right."""
    assert wrong(text, purpose) == says


@pytest.mark.parametrize("text", ["not known", "Not known.", "unknown", "don’t know", "not sure", "?"])
def test_not_known_can_be_typed_where_it_is_an_answer(text):
    """The words "not known" can be typed if the question has that answer; a date of birth is left empty instead."""
    assert read_day(text, LAST_DATE, TODAY) == DayNotKnown("not-known")
    assert isinstance(read_day(text, DATE_OF_BIRTH, TODAY), NoDay)


@pytest.mark.parametrize(
    ("purpose", "day", "sure"),
    [
        (LAST_DATE, TODAY - timedelta(days=183), True),
        (LAST_DATE, TODAY - timedelta(days=184), False),
        (LAST_DATE, TODAY + timedelta(days=730), True),
        (LAST_DATE, TODAY + timedelta(days=731), False),
        (DATE_OF_BIRTH, date(2010, 11, 26), True),
        (DATE_OF_BIRTH, date(2010, 11, 27), False),
        (DATE_OF_BIRTH, date(1916, 11, 26), True),
        (DATE_OF_BIRTH, date(1916, 11, 25), False),
        (SENT_ON, TODAY - timedelta(days=28), True),
        (SENT_ON, TODAY - timedelta(days=29), False),
    ],
)
def test_each_purpose_takes_its_usual_days_and_asks_about_the_others(purpose, day, sure):
    """The limits hold to the day, and the question says how far away the date is."""
    found = read_day(plain_day(day), purpose, TODAY)
    if sure:
        assert isinstance(found, UnderstoodDay)
    else:
        assert isinstance(found, DoubtfulDay)
        assert [reading.day for reading in found.readings] == [day]
        assert found.question.endswith("?")


def test_what_was_understood_is_said_in_words():
    """The message has the weekday, the day and the distance from today, as each purpose counts it."""
    assert read_day("10 1 2027", LAST_DATE, TODAY).words == "Sunday 10 January 2027, in 45 days"
    assert read_day("31 12 1990", DATE_OF_BIRTH, TODAY).words == "Monday 31 December 1990, 35 years old"
    assert read_day("yesterday", SENT_ON, TODAY).words == "Wednesday 25 November 2026, yesterday"


PIECES = st.sampled_from(
    [
        *(
            *"0123456789 /.-,'?",
            *DAYS,
            *MONTHS,
            "Decemebr",
            "next",
            "last",
            "week",
            "a",
            "in",
            "on",
            "ago",
            "days",
            "end of",
        ),
        *(
            "the",
            "30",
            "31",
            "1990",
            "2026",
            "٣١",
            "３",
            "fortnight",
            "month",
            "first",
            "twenty-",
            "time",
            "from now",
            "year",
        ),
        *("not known", "²", "½", "٠"),
    ]
)


@pytest.mark.parametrize("purpose", [*PURPOSES.values(), ANY_DATE], ids=[*PURPOSES, "any"])
@given(
    text=st.one_of(
        st.text(max_size=60), st.lists(PIECES, max_size=8).map(" ".join), st.lists(PIECES, max_size=8).map("".join)
    ),
    today=st.dates(date(1900, 1, 1), date(2199, 12, 31)),
)
def test_no_text_breaks_the_reading(purpose, text, today):
    """Any text on any day is a day, a question, a refusal or "not known", and never a day that is impossible."""
    found = read_day(text, purpose, today)
    earliest, latest = purpose.possible(today)
    if isinstance(found, UnderstoodDay):
        assert earliest <= found.day <= latest
    elif isinstance(found, DoubtfulDay):
        assert found.readings
        assert all(earliest <= reading.day <= latest for reading in found.readings)
        assert len({reading.day for reading in found.readings}) == len(found.readings)
    elif isinstance(found, NoDay):
        assert found.expected
    else:
        assert purpose.unknown
