"""The early list: people who may lose their home later, under the agency's own reference, before anybody has asked for
consent.
"""

from collections.abc import Callable
from datetime import date, datetime

from champion_tui.desk.cases.cases import Cases
from champion_tui.desk.early.early_words import WHY, BadRows, fault_words
from champion_tui.desk.errors import UnusableValue
from champion_tui.desk.store_access import store_errors
from champion_tui.domain.cases.afterwards.due import threatened_from
from champion_tui.domain.cases.summary import EarlyEntry
from champion_tui.domain.early.reading import EarlyKind, date_fault, kind_words, read_early, reference_fault
from champion_tui.ground.answers import Problem, WrongValue
from champion_tui.ground.csv_tables import NotATable, read_csv
from champion_tui.ground.dates.calendar import london_date
from champion_tui.ground.dates.date_words import day_words
from champion_tui.ground.values import immutable
from champion_tui.store.casestore import CaseStore

BEGUN, TO_COME = "the 56 days began on {day}", "the 56 days begin on {day}"
NO_SUCH = "Nobody with the reference {own} is on the early list."


@immutable
class EarlyView:
    """A person on the list, as values and text. ``wakes_on`` is the day on which the 56 days begin; ``awake`` says
    whether they have begun.
    """

    own_reference: str
    on: date
    kind: str
    worker: str
    wakes_on: date
    awake: bool
    words: str

    def as_json(self) -> dict[str, object]:
        """Returns the entry for scripts."""
        return {
            "own_reference": self.own_reference,
            "date": self.on.isoformat(),
            "kind": self.kind,
            "worker": self.worker,
            "begins": self.wakes_on.isoformat(),
            "begun": self.awake,
        }


class Early:
    """``desk.early``. All methods are *slow*."""

    def __init__(self, store: CaseStore, cases: Cases, now: Callable[[], datetime]) -> None:
        self._store = store
        self._cases = cases
        self._now = now

    def listed(self) -> tuple[EarlyView, ...]:
        """Returns everybody on the list, the nearest date first."""
        with store_errors():
            entries = self._store.early()
        return tuple(map(self._view, entries))

    def add(self, own_reference: str, on: date, kind: str, worker: str = "") -> EarlyView:
        """Adds a person to the list. Raises ``WrongValue``, and ``UnusableValue`` for a reference that is already on
        it.
        """
        today = london_date(self._now())
        if kind not in set(EarlyKind):
            raise WrongValue(Problem("kind", kind, f"one of {', '.join(EarlyKind)}"))
        for key, given, why in (
            ("own-reference", own_reference, reference_fault(own_reference)),
            ("date", on.isoformat(), date_fault(on, today)),
        ):
            if why is not None:
                raise WrongValue(Problem(key, given, WHY[why]))
        entry = EarlyEntry(own_reference.strip(), on, kind, " ".join(worker.split()), today)
        with store_errors():
            self._store.early_add([entry])
        return self._view(entry)

    def remove(self, own_reference: str) -> None:
        """Takes a person off the list. Raises ``UnusableValue`` if nobody has that reference."""
        with store_errors():
            self._store.early_remove(own_reference)

    def begin(self, own_reference: str) -> str:
        """Begins the case of a person on the list and takes them off it. What is known of their date becomes answers to
        be looked through. Returns the new reference. Raises what ``remove`` raises.
        """
        with store_errors():
            entry = next((each for each in self._store.early() if each.own_reference == own_reference), None)
        if entry is None:
            raise UnusableValue("own_reference", NO_SUCH.format(own=own_reference))
        return self._cases.begin_early(entry)

    def take_in(self, raw: bytes, shown_as: str) -> int:
        """Imports a list that a prison or ward exported as CSV, all of it or nothing. ``shown_as`` is the file's name
        in messages. Returns the number of entries. Raises ``BadRows``, or another ``WrongValue`` if it is not a list at
        all.
        """
        with store_errors():
            stored = [each.own_reference for each in self._store.early()]
        try:
            read = read_early(read_csv(raw).rows, london_date(self._now()), stored)
        except NotATable as fault:
            raise WrongValue(Problem("file", shown_as, fault_words(fault))) from fault
        if read.bad:
            raise BadRows(read.bad)
        with store_errors():
            self._store.early_add(read.entries)
        return len(read.entries)

    def _view(self, entry: EarlyEntry) -> EarlyView:
        wakes_on = threatened_from(entry.on)
        awake = wakes_on <= london_date(self._now())
        wakes = (BEGUN if awake else TO_COME).format(day=day_words(wakes_on))
        worker = f", {entry.worker}" if entry.worker else ""
        words = f"{kind_words(entry.kind)} on {day_words(entry.on)}; {wakes}{worker}"
        return EarlyView(entry.own_reference, entry.on, entry.kind, entry.worker, wakes_on, awake, words)
