"""Draws the list of realistic cases into ``docs/realistic-cases.md`` from the cases that the tests use:
``PYTHONPATH=.:tests/cases python tests/cases/draw_table.py``.
"""

import re
from pathlib import Path

from adviser_cases import CASES, Case, Phrases

from champion_tui.ground.dates.date_words import moment_words

DOCUMENT = Path(__file__).parents[2] / "docs" / "realistic-cases.md"
BEGIN, END = "<!-- cases: begin -->", "<!-- cases: end -->"
HEAD = (
    "| case | who | when | what a good adviser says | outcome | must stand | must not stand |",
    "|---|---|---|---|---|---|---|",
)
PLACES = {
    "asked": "while asking",
    "page": "outcome",
    "do": "do now",
    "say": "say",
    "tell": "tell them",
    "numbers": "numbers",
    "slip": "slip",
    "easy": "easy read",
    "message": "message",
    "card": "card",
    "one": "page one",
    "pack": "any file of the pack",
    "evidence": "evidence",
}


def phrases(given: Phrases) -> str:
    """Returns the phrases of each place, in one cell."""
    return "; ".join(f"*{PLACES[place]}:* {', '.join(f'“{one}”' for one in many)}" for place, many in given.items())


def table_row(case: Case) -> str:
    """Returns one case as a row of the Markdown table."""
    when = moment_words(case.moment)
    cells = (f"`{case.id}`", case.who, when, case.adviser, f"`{case.outcome}`", phrases(case.must), phrases(case.never))
    return f"| {' | '.join(cells)} |"


def table() -> str:
    """Returns the whole table."""
    return "\n".join((*HEAD, *map(table_row, CASES)))


if __name__ == "__main__":
    drawn = f"{BEGIN}\n{table()}\n{END}"
    text = DOCUMENT.read_text(encoding="utf-8")
    DOCUMENT.write_text(re.sub(f"{BEGIN}.*{END}", lambda _: drawn, text, flags=re.DOTALL), encoding="utf-8")
