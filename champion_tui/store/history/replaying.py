"""Rebuilds a case from its events alone, to show what its rows must hold. A pure calculation, event by event.

Facts that an earlier program did not write into its events are ``UNKNOWN``; the rows may hold any value for them.
"""

from dataclasses import dataclass, field
from enum import Enum
from typing import Final, Literal, TypeAlias

from champion_tui.store.database.tables import AGENCY, ANSWER, COPIED, READ_OUT, REFERRAL, STEP, TAKEN_BACK
from champion_tui.store.history.converters import EventContent
from champion_tui.store.history.events import Broken, Told
from champion_tui.store.history.verbs import (
    AREA,
    AS_SENT,
    CREATED,
    DEALT_WITH,
    ERASED,
    EXPORTED,
    FOLLOWS,
    NOT_EXPORTED,
    PACKS,
    SENT,
    TREE,
)


class Unknown(Enum):
    """The type of ``UNKNOWN``: no event says it."""

    UNKNOWN = "unknown"


UNKNOWN: Final = Unknown.UNKNOWN
Known: TypeAlias = str | Literal[Unknown.UNKNOWN] | None
Place: TypeAlias = tuple[str, str]
"""Holder and key of a value."""

HOLDERS = frozenset({ANSWER, AGENCY, REFERRAL, COPIED, TAKEN_BACK, READ_OUT, STEP})
STUB_AT_FIRST = ("created_on", "erased_on", "area", "authority", "body_type", "stage", "outcome", "sent_on")
STUB_SINCE = ("status", "reason", "contact_on", "result", "result_on", "before_56")
STUB = (*STUB_AT_FIRST, *STUB_SINCE)
"""The columns of an erased case: those that every version of the program has kept, and those that layout 4 added."""


@dataclass(slots=True)
class Export:
    """One file that left the vault. Times are ISO texts in UTC."""

    path: str
    kind: str
    exported_at: str
    dealt_with_at: str | None = None


@dataclass(slots=True)
class Rebuilt:
    """A case according to its events. ``numbers`` has the event number of each value, ``newest`` that of the last
    event, ``erased`` that of the erasing.

    ``only_stub`` is True for an erased case, whose content is gone and is not rebuilt. ``vague`` holds paths listed
    several times, where an earlier program did not record which of them was dealt with.
    """

    only_stub: bool = False
    created_at: str = ""
    area: Known = UNKNOWN
    tree: tuple[object, ...] | Literal[Unknown.UNKNOWN] = UNKNOWN
    values: dict[Place, object] = field(default_factory=dict)
    numbers: dict[Place, int] = field(default_factory=dict)
    sent: tuple[object, object, str] | None = None
    as_sent: str | None = None
    exported_at: Known = None
    contents: Known = None
    exports: list[Export] = field(default_factory=list)
    vague: set[str] = field(default_factory=set)
    follows: str | None = None
    stub: dict[str, object] = field(default_factory=dict)
    newest: int = 0
    erased: int = 0
    erased_at: str = ""

    def add(self, told: Told) -> None:
        """Applies the next event. Raises ``Broken`` if its payload is missing, or this program did not write it."""
        self.newest = told.number
        if told.verb == CREATED:
            self.created_at = told.moment
        if told.verb == ERASED:
            self._erase(told)
        elif told.said is not None and not self.only_stub:
            try:
                self._take(told, told.said)
            except (ValueError, TypeError, KeyError, AttributeError):
                raise Broken(f"what event {told.number} says is nothing that this program writes") from None
        elif not self.only_stub and told.verb != FOLLOWS:
            raise Broken(f"what event {told.number} said is gone")

    def _erase(self, told: Told) -> None:
        self.erased, self.erased_at = told.number, told.moment
        beside = told.said.beside if told.said else None
        self.stub = {name: beside[name] for name in STUB if name in beside} if isinstance(beside, dict) else {}

    def _take(self, told: Told, said: EventContent) -> None:
        if told.verb in HOLDERS:
            self._set((told.verb, said.key), said.new, told.number)
        elif told.verb == CREATED:
            self._begin(told, said)
        elif told.verb in {EXPORTED, NOT_EXPORTED, DEALT_WITH}:
            self._export(told, said.new, said.beside)
        elif told.verb == SENT and isinstance(said.new, list):
            on, code = said.new
            self.sent = (on, code, said.who)
        elif told.verb == AS_SENT:
            self.as_sent = _text(said.new)
        elif told.verb == FOLLOWS:
            self.follows = _text(said.new)
        elif told.verb == TREE and isinstance(said.new, list):
            self.tree = tuple(said.new)
        elif told.verb == AREA:
            self.area = _text(said.new)

    def _begin(self, told: Told, said: EventContent) -> None:
        if not isinstance(said.new, dict):
            raise TypeError
        for holder in (ANSWER, AGENCY, REFERRAL):
            for key, value in said.new[holder].items():
                self._set((holder, key), value, told.number)
        if isinstance(said.beside, dict):
            self.area, self.tree = said.beside["area"], tuple(said.beside["tree"])

    def _set(self, place: Place, value: object, number: int) -> None:
        self.numbers[place] = number
        if value is None:
            self.values.pop(place, None)
        else:
            self.values[place] = value

    def _export(self, told: Told, new: object, beside: object) -> None:
        known = beside if isinstance(beside, dict) else None
        if told.verb == EXPORTED and isinstance(new, list):
            self.exports += [Export(_text(path), _text(kind), told.moment) for path, kind in new]
            if any(kind in PACKS for _, kind in new):
                self.exported_at = told.moment
                self.contents = UNKNOWN if known is None else known["contents"]
        elif told.verb == NOT_EXPORTED:
            self.exports = [each for each in self.exports if each.path != new or each.dealt_with_at is not None]
            self.exported_at = UNKNOWN if known is None else known["exported_at"]
            self.contents = UNKNOWN if known is None else known["contents"]
        elif told.verb == DEALT_WITH:
            self._deal_with(_text(new), told.moment, known)

    def _deal_with(self, path: str, moment: str, which: dict[str, object] | None) -> None:
        waiting = [each for each in self.exports if each.path == path and each.dealt_with_at is None]
        if which is not None:
            wanted = which["kind"], which["exported_at"]
            waiting = [each for each in waiting if (each.kind, each.exported_at) == wanted]
        elif len(waiting) > 1:
            self.vague.add(path)
        if waiting:
            waiting[0].dealt_with_at = moment


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    raise TypeError
