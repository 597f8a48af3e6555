"""England's bank holidays: a table in data/ for the years people use, the holidays package for all others.

Importing the package takes longer than a whole ``triage`` may, so the table is generated from it
(``scripts/make_bank_holidays.py``) and a test compares the two day by day.
"""

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from champion_tui.domain.lines.phone_lines import Confidence, Provenance
from champion_tui.ground.dates.calendar import WorkingCalendar, iso_date
from champion_tui.ground.tables import Table, parse_toml, reading
from champion_tui.ground.values import immutable

YEAR = re.compile(r"[12][0-9]{3}")


@immutable
class BankHolidays:
    """The table as read: the holidays of ``years`` (first and last, both included) and their source."""

    days: frozenset[date]
    years: range
    published_until: date
    standing: Provenance


def calendar_of(table: BankHolidays, extra: Iterable[date] = ()) -> WorkingCalendar:
    """Returns the working calendar with the holidays of ``table`` and the one-off holidays ``extra``."""
    one_off = frozenset(extra)

    def is_bank_holiday(day: date) -> bool:
        known = table.days if day.year in table.years else worked_out(day.year)
        return day in known or day in one_off

    return WorkingCalendar(is_bank_holiday, table.published_until)


def read_bank_holidays(raw: bytes, shown_as: str) -> BankHolidays:
    """Reads the table. Raises ``DataError`` for an unknown key, a missing year, or a date in the wrong year or order."""
    with reading(parse_toml(raw, shown_as)) as table:
        standing = Provenance(table.id("source"), table.day("checked_on"), table.choice("confidence", Confidence))
        published_until = table.day("published_until")
        with reading(table.table("years")) as by_year:
            years = _years(by_year)
            days = frozenset(day for year in years for day in _days(by_year, year))
        if published_until.year not in years:
            raise table.error("published_until", f"a date in the years {years[0]} to {years[-1]} of the table")
    return BankHolidays(days, years, published_until, standing)


def _years(by_year: Table) -> range:
    """Returns the years of the table, which must follow each other without a gap."""
    keys = by_year.keys()
    for key in keys:
        if not YEAR.fullmatch(key):
            raise by_year.error(key, "a year of four digits")
    if not keys:
        raise by_year.error("", "at least one year")
    years = range(int(keys[0]), int(keys[0]) + len(keys))
    for year, key in zip(years, keys, strict=True):
        if int(key) != year:
            raise by_year.error(key, f"the year {year}, so that none is left out")
    return years


def _days(by_year: Table, year: int) -> list[date]:
    """Returns one year's holidays, each a date of that year, in order."""
    key = str(year)
    days: list[date] = []
    for index, text in enumerate(by_year.texts(key)):
        day = iso_date(text)
        if day is None or day.year != year:
            raise by_year.error(f"{key}[{index}]", f"a date of {year} such as {year}-12-25, not {text!r}")
        if days and day < days[-1]:
            raise by_year.error(f"{key}[{index}]", f"a date after {days[-1]}, not {text!r}")
        days.append(day)
    if not days:
        raise by_year.error(key, "at least one bank holiday")
    return days


@lru_cache(maxsize=64)
def worked_out(year: int) -> frozenset[date]:
    """Returns England's bank holidays of ``year`` as the holidays package computes them, proclaimed or not."""
    from holidays import country_holidays  # noqa: PLC0415  slow to import, and hardly ever needed

    return frozenset(country_holidays("GB", subdiv="ENG", years=year))
