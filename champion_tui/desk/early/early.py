"""The early list: who may lose a home later, under the agency's own reference, before anybody has asked for consent."""

from dataclasses import dataclass
from datetime import date

from champion_tui.domain.early.reading import EarlyKind

KIND_WORDS = {EarlyKind.RELEASE: "release", EarlyKind.DISCHARGE: "discharge", EarlyKind.OTHER: "last day"}
"""What the day is, in words."""

BEGUN, TO_COME = "the 56 days began on {day}", "the 56 days begin on {day}"
NO_SUCH = "Nobody with the reference {own} is on the early list."

SITUATION = "leaving-institution"
LEAVING = {EarlyKind.RELEASE: ("leaving-prison",), EarlyKind.DISCHARGE: ("leaving-hospital",)}
"""What is known of somebody on the list, as answers: looked through with the person, like every answer."""


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
