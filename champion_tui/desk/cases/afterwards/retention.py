"""Finds what is no longer needed, by the periods that the organisation has set, and erases exactly that."""

from collections.abc import Callable, Iterator
from datetime import date, datetime

from champion_tui.desk.cases.afterwards.erasing import COPIES_STAY, GOES, STAYS, TRACES_STAY, WAY_OUT, Erasing
from champion_tui.desk.cases.lists.today import status_words_of
from champion_tui.desk.errors import RefusedByProcedure
from champion_tui.desk.store_access import store_errors
from champion_tui.domain.cases.afterwards.periods import Periods
from champion_tui.domain.cases.afterwards.retention import early_due_until, erase_early_from
from champion_tui.domain.cases.summary import DueKind, EarlyEntry, ListedCase
from champion_tui.domain.early.reading import kind_words
from champion_tui.ground.dates.calendar import london_date
from champion_tui.ground.dates.date_words import count_words, day_words
from champion_tui.ground.values import immutable
from champion_tui.store.casestore import CaseStore

NO_PERIODS = (
    "No periods have been set, so nothing is ever due. They are set under Settings, or with: champion-tui settings"
)
NOTHING_DUE = "Nothing is due to be erased."
DUE = "{what} due to be erased. The periods in your settings say so."
WHY = "{status}, since {day}"
WHY_EARLY = "on the early list: {kind} on {day}"
EARLY_GOES = "From the early list: the whole entry. What the history says about it is erased too, and about earlier ones that were taken off."
EARLY_STAYS = "From the early list: only the times. When someone put an entry on it, took it off or erased it."
ANOTHER_NUMBER = "{due} due, not {given}. Nothing was erased."
LOOK_AGAIN = "Look at what is due (champion-tui retention due), then give the number that it shows."
IN_THE_WAY = "Files of {cases} are still outside the vault, so nothing was erased: {references}."


@immutable
class DueRow:
    """A case that is due to be erased, or an entry of the early list (``early``), whose ``reference`` is the agency's
    own. ``since`` is the day on which it became due.
    """

    reference: str
    who: str
    why: str
    since: date
    early: bool = False

    def as_json(self) -> dict[str, object]:
        """Returns the row for scripts."""
        reference = "own_reference" if self.early else "reference"
        return {reference: self.reference, "why": self.why, "since": self.since.isoformat()}


@immutable
class RetentionView:
    """What is due, as sentences: ``what`` says how many of each, ``goes`` what erasing removes, ``stays`` what it
    leaves.
    """

    words: str
    rows: tuple[DueRow, ...]
    what: str = ""
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
        """Returns every case and every entry of the early list that is due, the longest due first."""
        cases, early = tuple(map(self._row, self._due())), tuple(self._early_rows())
        if not cases and not early:
            return RetentionView(NO_PERIODS if self._keep == Periods() else NOTHING_DUE, ())
        rows = tuple(sorted((*cases, *early), key=lambda row: row.since))
        words = DUE.format(what=_are(len(cases), len(early)))
        what = _how_many(len(cases), len(early))
        goes, stays = (
            (*(GOES if cases else ()), *((EARLY_GOES,) if early else ())),
            STAYS if cases else (COPIES_STAY, TRACES_STAY),
        )
        return RetentionView(words, rows, what, goes, ((EARLY_STAYS, *stays) if early else stays))

    def erase(self, count: int) -> tuple[str, ...]:
        """Erases exactly what is due, in one transaction, if that is ``count`` items. Returns their references, those
        of the early list last. Raises ``RefusedByProcedure`` for any other number, and while files of one of the cases
        are outside the vault.
        """
        due = [row.summary.reference for row in self._due()]
        early = [entry.own_reference for entry in self._early()]
        if count != len(due) + len(early):
            raise RefusedByProcedure(ANOTHER_NUMBER.format(due=_are(len(due), len(early)), given=count), LOOK_AGAIN)
        waiting = [reference for reference in due if self._erasing.before(reference).files]
        if waiting:
            cases = count_words(len(waiting), "case")
            raise RefusedByProcedure(IN_THE_WAY.format(cases=cases, references=", ".join(waiting)), WAY_OUT)
        until = self._early_until() if early else None
        return (*self._erasing.erase_all(due, None if until is None else (until, early)), *early)

    def _due(self) -> tuple[ListedCase, ...]:
        with store_errors():
            # Uses the periods as they are set now: nothing may be erased by earlier settings.
            self._store.settle()
            return self._store.due_cases(london_date(self._now()), DueKind.ERASE)

    def _early(self) -> tuple[EarlyEntry, ...]:
        until = self._early_until()
        with store_errors():
            return () if until is None else self._store.early(until)

    def _early_until(self) -> date | None:
        """Returns the latest date at which an entry of the early list is due to be erased; None if none can be due."""
        return early_due_until(london_date(self._now()), self._keep)

    def _early_rows(self) -> Iterator[DueRow]:
        for entry in self._early():
            since = erase_early_from(entry, self._keep)
            if since is not None:
                why = WHY_EARLY.format(kind=kind_words(entry.kind), day=day_words(entry.on))
                yield DueRow(entry.own_reference, "", why, since, early=True)

    def _row(self, row: ListedCase) -> DueRow:
        assert row.due is not None  # noqa: S101  the store returns only what is due
        case, since = row.summary, row.due.shows_from
        closed = case.closed_on or london_date(case.changed_at)
        why = WHY.format(status=status_words_of(row), day=day_words(closed))
        return DueRow(case.reference, case.initials, why, since)


def _are(cases: int, early: int) -> str:
    return f"{_how_many(cases, early)} {'is' if cases + early == 1 else 'are'}"


def _how_many(cases: int, early: int) -> str:
    """Returns how many of each there are. Cases are mentioned even if there are none of either."""
    both = [count_words(cases, "case")] if cases or not early else []
    both += [f"{count_words(early, 'entry', 'entries')} of the early list"] if early else []
    return " and ".join(both)
