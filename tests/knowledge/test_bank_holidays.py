"""England's bank holidays: the shipped table against the package that it was made from, and against the reference's vectors."""

import importlib.util
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from holidays import country_holidays

from champion_tui.ground.tables import DataError
from champion_tui.knowledge.bank_holidays import calendar_of, read_bank_holidays

ROOT = Path(__file__).resolve().parents[2]
TABLE = ROOT / "data" / "bank-holidays.toml"
CALENDAR = calendar_of(read_bank_holidays(TABLE.read_bytes(), "bank-holidays.toml"))

GOOD = """\
source = "holidays-package"
checked_on = 2026-11-23
confidence = "unconfirmed"
published_until = 2027-12-31

[years]
2026 = ["2026-12-25", "2026-12-28"]
2027 = ["2027-12-27"]
"""


def test_table_and_package_agree_on_every_day():
    """For each day of the table's years, and of two years on either side, the calendar agrees with the package."""
    package = country_holidays("GB", subdiv="ENG", years=range(2016, 2043))
    day, last = date(2016, 1, 1), date(2042, 12, 31)
    differing = []
    while day <= last:
        if CALENDAR.is_bank_holiday(day) != (day in package):
            differing.append(day)
        day += timedelta(days=1)
    assert differing == []


def test_shipped_file_is_what_the_script_writes():
    """The script writes the shipped file again byte for byte, so nobody has edited it by hand."""
    spec = importlib.util.spec_from_file_location("make_bank_holidays", ROOT / "scripts" / "make_bank_holidays.py")
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    shipped = read_bank_holidays(TABLE.read_bytes(), "bank-holidays.toml")
    written = script.table(shipped.standing.checked_on, shipped.published_until)
    assert written.encode() == TABLE.read_bytes()


def test_published_until_is_the_end_of_2028():
    """Design section 4: "data states `published_until` (2028-12-31)"."""
    assert CALENDAR.published_until == date(2028, 12, 31)


@pytest.mark.parametrize(
    "day",
    [
        *(
            "2026-01-01",
            "2026-04-03",
            "2026-04-06",
            "2026-05-04",
            "2026-05-25",
            "2026-08-31",
            "2026-12-25",
            "2026-12-28",
        ),
        *(
            "2027-01-01",
            "2027-03-26",
            "2027-03-29",
            "2027-05-03",
            "2027-05-31",
            "2027-08-30",
            "2027-12-27",
            "2027-12-28",
        ),
        *(
            "2028-01-03",
            "2028-04-14",
            "2028-04-17",
            "2028-05-01",
            "2028-05-29",
            "2028-08-28",
            "2028-12-25",
            "2028-12-26",
        ),
    ],
)
def test_bank_holidays_of_the_reference(day):
    """Reference section 5 lists these 24 weekdays of 2026 to 2028 as bank holidays."""
    assert CALENDAR.is_bank_holiday(date.fromisoformat(day))
    assert not CALENDAR.is_working_day(date.fromisoformat(day))


def test_weekdays_of_2026_to_2028_have_no_other_bank_holidays():
    """The reference's list is complete: 24 bank holidays fall on a weekday in 2026 to 2028, no more."""
    first = date(2026, 1, 1)
    days = (first + timedelta(days=ahead) for ahead in range((date(2029, 1, 1) - first).days))
    assert sum(CALENDAR.is_bank_holiday(day) for day in days if day.weekday() < 5) == 24


@pytest.mark.parametrize(
    ("sent", "tenth"),
    [
        ("2026-12-18", "2027-01-06"),
        ("2026-12-24", "2027-01-12"),
        ("2027-03-19", "2027-04-06"),
        ("2027-12-20", "2028-01-06"),
        ("2028-04-10", "2028-04-26"),
    ],
)
def test_ten_working_days_of_the_reference(sent, tenth):
    """Reference section 5: the tenth working day, the day after the referral being day 1."""
    assert CALENDAR.add_working_days(date.fromisoformat(sent), 10) == date.fromisoformat(tenth)


def test_one_off_holidays_can_be_added():
    """Design section 4: "one-off holidays can be added locally", in the table's years and after them."""
    extra = [date(2027, 6, 7), date(2050, 6, 8)]
    calendar = calendar_of(read_bank_holidays(TABLE.read_bytes(), "bank-holidays.toml"), iter(extra))
    assert all(calendar.is_bank_holiday(day) for day in extra)
    assert not any(CALENDAR.is_bank_holiday(day) for day in extra)


def test_table_years_do_not_import_the_package():
    """The table's years need no slow import of the package; a later year imports it."""
    code = (
        "import sys; from datetime import date; from pathlib import Path\n"
        "from champion_tui.knowledge.bank_holidays import calendar_of, read_bank_holidays\n"
        "calendar = calendar_of(read_bank_holidays(Path(sys.argv[1]).read_bytes(), 'x'))\n"
        "calendar.add_working_days(date(2040, 12, 1), 10); print('holidays' in sys.modules)\n"
        "calendar.add_working_days(date(2041, 12, 1), 10); print('holidays' in sys.modules)\n"
    )
    run = subprocess.run([sys.executable, "-c", code, str(TABLE)], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["False", "True"]


@pytest.mark.parametrize(
    ("old", "new", "key", "expected"),
    [
        ('source = "holidays-package"\n', "", "source", "missing"),
        ("checked_on = 2026-11-23", 'checked_on = "2026-11-23"', "checked_on", "without quotes"),
        ('"unconfirmed"', '"sure"', "confidence", "one of confirmed"),
        ("published_until = 2027-12-31", "published_until = 2028-12-31", "published_until", "2026 to 2027"),
        ("[years]", "colour = 1\n[years]", "colour", "no such key"),
        ("2027 = [", "2028 = [", "years.2028", "the year 2027"),
        ("2027 = [", "next = [", "years.next", "four digits"),
        ('"2027-12-27"', '"2026-12-27"', "years.2027[0]", "a date of 2027"),
        ('"2027-12-27"', '"2027-02-30"', "years.2027[0]", "a date of 2027"),
        ('"2027-12-27"', '"20271227"', "years.2027[0]", "a date of 2027"),
        ('"2027-12-27"', "", "years.2027", "at least one"),
        ('"2026-12-25", "2026-12-28"', '"2026-12-28", "2026-12-25"', "years.2026[1]", "after 2026-12-28"),
        ('"2026-12-25", "2026-12-28"', '"2026-12-25", "2026-12-25"', "years.2026[1]", "twice"),
    ],
)
def test_each_mistake_in_the_table_is_named(old, new, key, expected):
    """Design section 4: every mistake is its own error, naming file, key and what was expected."""
    assert old in GOOD
    with pytest.raises(DataError) as caught:
        calendar_of(read_bank_holidays(GOOD.replace(old, new).encode(), "bank-holidays.toml"))
    assert (caught.value.file, caught.value.key) == ("bank-holidays.toml", key)
    assert expected in caught.value.expected


def test_a_table_without_years_is_refused():
    """A table without any year is an error, not a calendar without holidays."""
    with pytest.raises(DataError, match="at least one year"):
        calendar_of(read_bank_holidays(GOOD.partition("2026 =")[0].encode(), "bank-holidays.toml"))


def test_the_small_table_is_good():
    """The table that the mistakes above are made in has no mistake itself."""
    calendar = calendar_of(read_bank_holidays(GOOD.encode(), "bank-holidays.toml"))
    assert calendar.is_bank_holiday(date(2026, 12, 28))
    assert not calendar.is_bank_holiday(date(2026, 12, 26))
