"""What is no longer needed, by the periods that the organisation has set, and erasing exactly that."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from champion_tui.desk.cases.erasing import GOES, STAYS, WAY_OUT, Erasing
from champion_tui.desk.cases.today import status_words_of
from champion_tui.desk.errors import RefusedByProcedure
from champion_tui.desk.store_access import store_errors
from champion_tui.domain.cases.retention import Periods
from champion_tui.domain.cases.summary import DueKind, Listed
from champion_tui.ground.calendar import london_date
from champion_tui.ground.date_words import count_words, day_words
from champion_tui.store.casestore import CaseStore

NO_PERIODS = "Your organisation has set no periods, so nothing is ever due. How to: docs/how-to/settings.md."
NOTHING_DUE = "Nothing is due to be erased."
DUE = "{cases} due to be erased by your organisation's periods."
WHY = "{status}, since {day}"
ANOTHER_NUMBER = "{due} due, not {given}. Nothing was erased."
LOOK_AGAIN = "Look at what is due (champion-tui retention due), then give the number that it says."
IN_THE_WAY = "Files of {cases} are still outside the vault, so nothing was erased: {references}."


@dataclass(frozen=True, slots=True)
class DueRow:
    """A case that is due. ``since`` is the day from which it was."""

    reference: str
    who: str
    why: str
    since: date

    def as_json(self) -> dict[str, object]:
        """The row for scripts."""
        return {"reference": self.reference, "why": self.why, "since": self.since.isoformat()}


@dataclass(frozen=True, slots=True)
class RetentionView:
    """What is due, in words; what erasing it takes, and what it leaves."""

    words: str
    rows: tuple[DueRow, ...]
    goes: tuple[str, ...] = GOES
    stays: tuple[str, ...] = STAYS


class Retention:
    """``desk.cases.retention``. All methods are *slow*."""

    def __init__(
        self,
        store: CaseStore,
        erasing: Erasing,
        keep: Periods,
        now: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._erasing = erasing
        self._keep = keep
        self._now = now

    def due(self) -> RetentionView:
        """Every case that is due, the one that has been due longest first."""
        rows = tuple(map(self._row, self._due()))
        if rows:
            return RetentionView(DUE.format(cases=_cases_are(len(rows))), rows)
        return RetentionView(NO_PERIODS if self._keep == Periods() else NOTHING_DUE, ())

    def erase(self, count: int) -> tuple[str, ...]:
        """Erase exactly those that are due, in one piece, if there are ``count`` of them. Returns their references. Raises
        ``RefusedByProcedure`` for another number, and while files of one of them are outside the vault.
        """
        due = [row.summary.reference for row in self._due()]
        if count != len(due):
            raise RefusedByProcedure(ANOTHER_NUMBER.format(due=_cases_are(len(due)), given=count), LOOK_AGAIN)
        waiting = [reference for reference in due if self._erasing.before(reference).files]
        if waiting:
            cases = count_words(len(waiting), "case")
            raise RefusedByProcedure(IN_THE_WAY.format(cases=cases, references=", ".join(waiting)), WAY_OUT)
        return self._erasing.erase_all(due)

    def _due(self) -> tuple[Listed, ...]:
        with store_errors():
            return self._store.due_items(london_date(self._now()), kind=DueKind.ERASE)

    def _row(self, row: Listed) -> DueRow:
        assert row.due is not None  # noqa: S101  the store gives what is due alone
        case, since = row.summary, row.due.shows_from
        closed = case.closed_on or london_date(case.changed_at)
        why = WHY.format(status=status_words_of(row), day=day_words(closed))
        return DueRow(case.reference, case.initials, why, since)


def _cases_are(count: int) -> str:
    return f"{count_words(count, 'case')} {'is' if count == 1 else 'are'}"
