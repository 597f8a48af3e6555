# ruff: noqa: INP001  a folder of scripts, no package
"""Writes data/bank-holidays.toml from the holidays package.

Run it when a new version of the package has more, and state what has been published:

    python scripts/make_bank_holidays.py --checked-on 2026-11-23 --published-until 2028-12-31
"""

import argparse
from datetime import date
from pathlib import Path

from champion_tui.knowledge.bank_holidays import worked_out

FIRST_YEAR, LAST_YEAR = 2018, 2040
TARGET = Path(__file__).resolve().parent.parent / "data" / "bank-holidays.toml"

HEAD = """\
# Bank holidays in England, written by scripts/make_bank_holidays.py from the holidays package: do not edit by hand.
# Dates after published_until are worked out by rule; nobody has proclaimed them yet.
source = "holidays-package"
checked_on = {checked_on}
confidence = "unconfirmed"
published_until = {published_until}

[years]
"""


def table(checked_on: date, published_until: date) -> str:
    """Returns the whole file as text: every year on one line, its days in order."""
    rows = []
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        days = ", ".join(f'"{day.isoformat()}"' for day in sorted(worked_out(year)))
        rows.append(f"{year} = [{days}]\n")
    return HEAD.format(checked_on=checked_on, published_until=published_until) + "".join(rows)


def main() -> None:
    """Writes the file, using the two dates on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checked-on", type=date.fromisoformat, required=True)
    parser.add_argument("--published-until", type=date.fromisoformat, required=True)
    given = parser.parse_args()
    TARGET.write_text(table(given.checked_on, given.published_until), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
