"""The early list: who may lose a home later, under the agency's own reference, before anybody has asked for consent."""

from dataclasses import dataclass
from datetime import date

from champion_tui.domain.early.reading import EarlyKind

KIND_WORDS = {EarlyKind.RELEASE: "release", EarlyKind.DISCHARGE: "discharge", EarlyKind.OTHER: "last day"}
"""What the day is, in words."""

BEGUN, TO_COME = "the 56 days began on {day}", "the 56 days begin on {day}"
NO_SUCH = "Nobody with the reference {own} is on the early list."


@dataclass(frozen=True, slots=True)
class EarlyView:
    """Somebody on the list, in words. ``wakes_on`` is the day on which the 56 days begin; ``awake`` says that it has come."""

    own_reference: str
    on: date
    kind: str
    worker: str
    wakes_on: date
    awake: bool
    words: str

    def as_json(self) -> dict[str, object]:
        """The entry for scripts."""
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
        """Everybody on the list, the nearest date first."""
        with store_errors():
            entries = self._store.early()
        return tuple(map(self._view, entries))

    def add(self, own_reference: str, on: date, kind: str, worker: str = "") -> EarlyView:
        """Put somebody on the list. Raises ``WrongValue``, also for a reference that is there already."""
        entry = EarlyEntry(own_reference.strip(), on, kind, worker.strip(), self._today())
        problem = entry_problem(entry, self._today())
        if problem is not None:
            raise WrongValue(problem)
        with store_errors():
            self._store.early_add([entry])
        return self._view(entry)

    def remove(self, own_reference: str) -> None:
        """Take somebody off the list. Raises ``UnusableValue`` where nobody has that reference."""
        with store_errors():
            self._store.early_remove(own_reference)

    def begin(self, own_reference: str) -> str:
        """Begin the case of somebody on the list, with what is known of their date as answers to be looked through; they leave the list.
        Returns the new reference. Raises as ``remove``.
        """
        with store_errors():
            entry = next((each for each in self._store.early() if each.own_reference == own_reference), None)
        if entry is None:
            raise UnusableValue("own_reference", NO_SUCH.format(own=own_reference))
        return self._cases.begin_early(entry)

    def take_in(self, raw: bytes) -> int:
        """Take a list that a prison or ward exported as CSV, all of it or nothing. Returns how many. Raises ``WrongValue`` with the first row
        that cannot be used, and all others in its words.
        """
        with store_errors():
            known = frozenset(each.own_reference for each in self._store.early())
