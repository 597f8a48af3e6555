"""The timeline of a history as text: one row per district, one cell per month of the last five years. Both front ends
print it.

The same history and day always give the same lines. None is wider than ``WIDTH``, and the characters need no colour.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

from champion_tui.domain.connection.districts import window_start
from champion_tui.domain.connection.history import DAYS_ONLY_KINDS, DETAINED_KINDS, GUIDELINE_KINDS, StayKind
from champion_tui.domain.connection.remembered_history import RememberedHistory, RememberedStay
from champion_tui.ground.dates.date_words import MONTHS
from champion_tui.ground.values import immutable

WIDTH = 76
LABEL = 14
"""Columns for a district's name, before one space."""

SURE, MAYBE, JUDGED, DETAINED, MAYBE_DETAINED, ASYLUM, NOTHING = "#", "?", "o", "/", "-", "a", "."

LEGEND = {
    SURE: "lived there",
    MAYBE: "may have",
    JUDGED: "there: councils judge it",
    DETAINED: "held there: adds nothing",
    MAYBE_DETAINED: "may have been held there",
    ASYLUM: "asylum support",
}
"""What each mark means. Only marks that occur in the rows are explained."""

BETWEEN_MARKS = "   "


@immutable
class Timeline:
    """``years`` and ``windows`` are printed above the rows; ``rows`` are (district id, name as far as it fits, cells)."""

    years: str
    windows: str
    rows: tuple[tuple[str, str, str], ...]
    legend: tuple[str, ...]

    def lines(self) -> tuple[str, ...]:
        """Returns the whole drawing, line by line; () if there are no rows."""
        if not self.rows:
            return ()
        indent = " " * (LABEL + 1)
        drawn = (f"{label:{LABEL}} {cells}" for _, label, cells in self.rows)
        return (f"{indent}{self.years}".rstrip(), f"{indent}{self.windows}".rstrip(), *drawn, *self.legend)


def timeline(history: RememberedHistory, names: Mapping[str, str], at: date) -> Timeline:
    """Returns the drawing of ``history`` as of ``at`` (a day in London); ``names`` are the districts' short names by
    id.
    """
    months = _months(window_start(at, 5), at)
    districts = list(dict.fromkeys(stay.district for stay in history.stays))
    rows = tuple(
        (district, fitted(names.get(district, district)), _cells(history, district, months)) for district in districts
    )
    return Timeline(
        years=_years(months),
        windows=_windows(months, window_start(at, 1)),
        rows=rows,
        legend=_legend("".join(cells for _, _, cells in rows)),
    )


def fitted(name: str) -> str:
    """Returns a name that fits in ``LABEL`` columns: a longer one is cut and ends with a full stop."""
    return name if len(name) <= LABEL else f"{name[: LABEL - 1].rstrip()}."


def _months(first: date, last: date) -> list[tuple[date, date]]:
    """Returns every month from ``first`` to ``last``, each as its first and last day within them."""
    months = []
    begins = first
    while begins <= last:
        following = (begins.replace(day=1) + timedelta(days=31)).replace(day=1)
        months.append((begins, min(following - timedelta(days=1), last)))
        begins = following
    return months


def _years(months: Sequence[tuple[date, date]]) -> str:
    """Returns the heading with each year above its January. The first year is above the first month if there is room."""
    line = [" "] * len(months)
    room = 5
    for index, (first, _) in enumerate(months):
        begins = first.month == 1 or (index == 0 and first.month <= len(MONTHS) - room + 1)
        if begins and index + 4 <= len(months):
            line[index : index + 4] = str(first.year)
    return "".join(line)


def _windows(months: Sequence[tuple[date, date]], year_begins: date) -> str:
    """Returns the heading with the two windows: five years from the first cell, twelve months up to the last."""
    split = next(index for index, (_, last) in enumerate(months) if last >= year_begins)
    return _bracket("5 years", split) + _bracket("12 months", len(months) - split - 1) + "]"


def _bracket(words: str, width: int) -> str:
    return f"[{words}".ljust(width, "-")


def _cells(history: RememberedHistory, district: str, months: Sequence[tuple[date, date]]) -> str:
    here = [stay for stay in history.stays if stay.district == district]
    tests: tuple[tuple[str, Callable[[RememberedStay], bool], bool], ...] = (
        (SURE, lambda stay: stay.kind in GUIDELINE_KINDS, True),
        (JUDGED, lambda stay: stay.kind in DAYS_ONLY_KINDS, True),
        (DETAINED, lambda stay: stay.kind in DETAINED_KINDS, True),
        (ASYLUM, lambda stay: stay.kind is StayKind.ASYLUM_SUPPORT, True),
        (MAYBE, lambda stay: stay.kind not in DETAINED_KINDS, False),
        (MAYBE_DETAINED, lambda stay: stay.kind in DETAINED_KINDS, False),
    )

    def cell(first: date, last: date) -> str:
        for mark, fits, sure in tests:
            if any(fits(stay) and _within(stay, first, last, sure=sure) for stay in here):
                return mark
        return NOTHING

    return "".join(cell(first, last) for first, last in months)


def _within(stay: RememberedStay, first: date, last: date, *, sure: bool) -> bool:
    days = stay.surest() if sure else stay.longest()
    return days is not None and days.first <= last and (days.last or last) >= first


def _legend(cells: str) -> tuple[str, ...]:
    """Returns the explanation of the marks in ``cells``, in as few lines as possible."""
    lines: list[str] = []
    for shown in (f"{mark} {words}" for mark, words in LEGEND.items() if mark in cells):
        if lines and len(lines[-1]) + len(shown) + len(BETWEEN_MARKS) <= WIDTH:
            lines[-1] += f"{BETWEEN_MARKS}{shown}"
        else:
            lines.append(shown)
    return tuple(lines)
