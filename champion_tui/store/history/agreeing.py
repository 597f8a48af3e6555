"""Checks that the tables agree with the history. Each function works within its caller's transaction.

A page's authentication code proves who wrote it, not that it is the newest version: someone who can write to the file,
but has no key, can put an old page back. The chain's newest hash is in the first row, so the events cannot be old, and
they say what every row of a case must hold. So a case is rebuilt from its events before it is shown, changed, exported
or printed, and all cases by ``vault check``. Reasons and limits: ``docs/adr/020-a-row-agrees-with-its-history.md``.
"""

import json
from collections import Counter
from collections.abc import Iterator
from typing import TypeAlias, cast

from sqlmodel import Session, select

from champion_tui.ground.dates.calendar import london_date
from champion_tui.ground.digests import sha256_hex
from champion_tui.ground.values import immutable
from champion_tui.store.database import case_rows, value_rows
from champion_tui.store.database.case_rows import StoredCase
from champion_tui.store.database.connection import KEPT, plain
from champion_tui.store.database.tables import (
    AGENCY,
    ANSWER,
    REFERRAL,
    TYPING,
    EarlyRow,
    ErasedRow,
    OwnDetailRow,
    SettingRow,
)
from champion_tui.store.errors import (
    CaseErased,
    HistoryDiffers,
    NoSuchCase,
    StoreDamaged,
    quoted,
)
from champion_tui.store.history.converters import (
    day_from_text,
    erased_from_row,
    moment_from_text,
    text_from_json,
    typed_note_from_json,
    whole,
)
from champion_tui.store.history.events import Broken, Stored, proved, state_of, stored_of, told
from champion_tui.store.history.replaying import HOLDERS, STUB, STUB_SINCE, UNKNOWN, Place, Rebuilt
from champion_tui.store.history.verbs import EARLY, ERASED

OWN_DETAIL, SETTING = "own-detail", "setting"
"""Two of the three verbs of events that belong to no case; the third is ``EARLY``."""

ExportColumns: TypeAlias = tuple[str, str, str, str | None]
"""An exported file: path, kind, when it was exported, when it was dealt with (None: not yet)."""

EXPORTS = "SELECT case_id, path, kind, exported_at, dealt_with_at FROM exported_file"
OF_ONE = f"{EXPORTS} WHERE case_id = ?"

NOT_OURS = "a part of it is nothing that this program writes"
UNREADABLE = "something that cannot be read"

KNOWN = 50
"""For how many cases the proved history is kept in memory while the store is open."""

NO_VALUE = object()
"""The value of a row that this program did not write. No event has this value, and it is never shown."""


@immutable
class Agreement:
    """The result of comparing everything with the history: the number of ``cases``, the number of ``stubs`` (what stays
    of erased cases), and the differences.
    """

    cases: int
    stubs: int
    differs: tuple[tuple[str, str], ...]
    """For each difference, the reference ("" if it belongs to no case) and a sentence."""


# -- one case -----------------------------------------------------------------------------------------------------------


def find_row(session: Session, reference: str) -> StoredCase:
    """Returns the row of the case, after checking that all that is stored of it agrees with its history.

    Raises ``NoSuchCase`` (``CaseErased`` if it was erased) or ``HistoryDiffers``.
    """
    if not is_text(reference):
        raise NoSuchCase(reference)
    session.flush()
    row = case_rows.find(session, reference)
    try:
        rebuilt = _rebuilt(session, reference)
        found = tuple(_of_case(session, row, rebuilt) if row is not None else _without_row(rebuilt))
    except Broken as broken:
        raise HistoryDiffers(reference, (str(broken),)) from None
    if found:
        raise HistoryDiffers(reference, found)
    if row is not None:
        return row
    erased = stub_row(session, reference)
    raise NoSuchCase(reference) if erased is None else CaseErased(erased_from_row(erased))


def stub_row(session: Session, reference: str) -> ErasedRow | None:
    """Returns the row of what stays of an erased case, checked against the history; None if no such case was erased.
    Raises ``HistoryDiffers``.
    """
    row = session.get(ErasedRow, reference)
    try:
        rebuilt = _rebuilt(session, reference)
    except Broken as broken:
        raise HistoryDiffers(reference, (str(broken),)) from None
    found = tuple(_of_stub(row, rebuilt))
    if found:
        raise HistoryDiffers(reference, found)
    return row


def is_text(reference: str) -> bool:
    """Returns False if a database cannot store the text: half of a surrogate pair, as a broken terminal sends it."""
    try:
        reference.encode()
    except UnicodeEncodeError:
        return False
    return True


def _rebuilt(session: Session, reference: str) -> Rebuilt:
    """Returns the case as its events tell it. All its events are read each time, but those unchanged since they were
    last proved, byte for byte, are not proved again. Raises ``Broken``.
    """
    rows, known, which = stored_of(session, reference), _known(session), (state_of(session).vault, reference)
    before, rebuilt = known.pop(which, ([], Rebuilt()))
    if rows[: len(before)] != before or any(_erases(row) for row in rows[len(before) :]):
        before, rebuilt = [], Rebuilt(only_stub=any(map(_erases, rows)))
    for event in proved(session, rows[len(before) :]):
        rebuilt.add(event)
    known[which] = rows, rebuilt
    if len(known) > KNOWN:
        del known[next(iter(known))]
    return rebuilt


def forget_histories(session: Session) -> None:
    """Discards what is kept in memory of every case's history, because some of it was erased."""
    _known(session).clear()


def _known(session: Session) -> dict[tuple[str, str], tuple[list[Stored], Rebuilt]]:
    """Returns the histories kept in memory, by vault and reference."""
    kept: dict[str, dict[tuple[str, str], tuple[list[Stored], Rebuilt]]] = session.info.get(KEPT, {})
    return kept.setdefault("histories", {})


def _erases(row: Stored) -> bool:
    return row[4] == ERASED


def _without_row(rebuilt: Rebuilt) -> Iterator[str]:
    if rebuilt.created_at and not rebuilt.only_stub:
        yield "the history says that it was begun and never that it was erased, and it is not stored"


def _of_case(session: Session, row: StoredCase, rebuilt: Rebuilt) -> Iterator[str]:
    values = [value[1:] for value in value_rows.read(session, row.id)]
    exports = [cast("ExportColumns", export) for _, *export in plain(session).execute(OF_ONE, (row.id,))]
    return _differences(row, values, exports, rebuilt)


# -- all of them --------------------------------------------------------------------------------------------------------


def check(session: Session) -> Agreement:
    """Compares everything stored about people with the whole history. Raises ``Broken`` about the history itself, or ``StoreDamaged``."""
    stubs = {row.reference: row for row in whole(session.exec(select(ErasedRow)))}
    rebuilt = {reference: Rebuilt(only_stub=True) for reference in stubs}
    kept: dict[Place, object] = {}
    for event in told(session):
        if event.case:
            rebuilt.setdefault(event.case, Rebuilt()).add(event)
        elif event.verb in {OWN_DETAIL, SETTING, EARLY} and event.said is not None:
            kept[event.verb, event.said.key] = event.said.new
    rows = case_rows.every(session)
    found = [("", sentence) for sentence in _of_kept(session, kept)]
    found += [
        (reference, sentence)
        for reference, one in rebuilt.items()
        if one.only_stub
        for sentence in _of_stub(stubs.get(reference), one)
    ]
    there = {row.reference for row in rows}
    found += [
        (reference, sentence)
        for reference, one in rebuilt.items()
        if reference not in there
        for sentence in _without_row(one)
    ]
    values = value_rows.of_cases(session, None)
    exports: dict[object, list[ExportColumns]] = {}
    for of_case, *export in plain(session).execute(EXPORTS):
        exports.setdefault(of_case, []).append(cast("ExportColumns", export))
    for row in rows:
        mine = rebuilt.get(row.reference, Rebuilt())
        sentences = _differences(row, values.get(row.id, []), exports.get(row.id, []), mine)
        found += [(row.reference, sentence) for sentence in sentences]
    return Agreement(len(rows), len(stubs), tuple(found))


def _of_kept(session: Session, kept: dict[Place, object]) -> Iterator[str]:
    """Compares the referrer's own details, the settings and the early list."""
    details = {(OWN_DETAIL, row.key): _loaded(row.value) for row in whole(session.exec(select(OwnDetailRow)))}
    settings = {(SETTING, row.key): _loaded(row.value) for row in whole(session.exec(select(SettingRow)))}
    early = {(EARLY, _key(row.own_reference)): _of_early(row) for row in whole(session.exec(select(EarlyRow)))}
    stored = {(verb, key): value for (verb, key), value in (details | settings | early).items() if isinstance(key, str)}
    if len(stored) < len(details) + len(settings) + len(early):
        yield NOT_OURS
    said = {place: value for place, value in kept.items() if value is not None}
    for place in sorted(stored.keys() | said.keys()):
        if stored.get(place) != said.get(place):
            yield _sentence(" ".join(place), stored.get(place), said.get(place))


def _key(stored: str) -> object:
    loaded = _loaded(stored)
    return loaded if isinstance(loaded, str) else NO_VALUE


def _of_early(row: EarlyRow) -> object:
    return [row.may_lose_on, row.kind, _loaded(row.worker), row.added_on]


# -- comparing ----------------------------------------------------------------------------------------------------------


def _differences(
    row: StoredCase, values: list[tuple[str, str, str]], exports: list[ExportColumns], rebuilt: Rebuilt
) -> Iterator[str]:
    if rebuilt.only_stub:
        yield f"it was erased by event {rebuilt.erased}, and it is stored again"
        return
    if not rebuilt.created_at:
        yield "it is stored, and the history does not say that it was begun"
        return
    if not _is_whole(row, values, exports):
        yield NOT_OURS
        return
    if rebuilt.newest < row.last_event:
        yield f"its last change is event {row.last_event}, and the history has none after event {rebuilt.newest}"
    try:
        yield from _values(values, rebuilt)
        yield from _about_sending(row, rebuilt)
        yield from _other_columns(row, rebuilt)
        yield from _exports(exports, rebuilt)
    except StoreDamaged as damaged:
        yield damaged.what


def _is_whole(row: StoredCase, values: list[tuple[str, str, str]], exports: list[ExportColumns]) -> bool:
    """Returns True if each column has the type it is written with. SQLite accepts any type in any column, and an old
    page may have belonged to another table.
    """
    texts = [row.created_at, row.changed_at, row.area, row.tree_id, row.tree_version, row.tree_digest]
    texts += [text for value in values for text in value]
    texts += [text for each in exports for text in each[:3]]
    blank = [row.sent_on, row.sent_code, row.sent_by, row.exported_at, row.follows, row.pack_contents, row.as_sent]
    blank += [each[3] for each in exports]
    return (
        all(isinstance(number, int) for number in (row.version, row.last_event))
        and all(isinstance(text, str) for text in texts)
        and all(text is None or isinstance(text, str) for text in blank)
    )


def _values(values: list[tuple[str, str, str]], rebuilt: Rebuilt) -> Iterator[str]:
    """Compares every answer and field. A field being typed has no event yet: then the value before it must agree, and
    no event may have changed the field since.
    """
    stored = {(holder, key): _loaded(value) for holder, key, value in values if holder != TYPING}
    for holder, key, value in values:
        note = typed_note_from_json(value) if holder == TYPING else None
        if note is not None and note.passing:
            place = note.holder, key
            before = None if note.before is None else _plain(note.before)
            if before == rebuilt.values.get(place) and (not note.after or rebuilt.numbers.get(place, 0) <= note.after):
                stored[place] = before
                if before is None:
                    del stored[place]
    for place in sorted(stored.keys() | rebuilt.values.keys()):
        if place[0] not in HOLDERS:
            yield f"a value of {quoted(place[0])} is stored, which this program does not know"
        elif stored.get(place) != rebuilt.values.get(place):
            yield _sentence(_named(place), stored.get(place), rebuilt.values.get(place), rebuilt.numbers.get(place))


def _named(place: Place) -> str:
    """Names a field or question by its id, and anything kept with one by its kind too."""
    return place[1] if place[0] in {ANSWER, AGENCY, REFERRAL} else " ".join(place)


def _about_sending(row: StoredCase, rebuilt: Rebuilt) -> Iterator[str]:
    if row.sent_on is None:
        stored = None
    else:
        code, by = text_from_json(row.sent_code or ""), text_from_json(row.sent_by or "")
        stored = (day_from_text(row.sent_on).isoformat(), code, by)
    if stored != rebuilt.sent:
        yield _sentence("sent", _listed(stored), _listed(rebuilt.sent))
    digest = None if row.as_sent is None else sha256_hex(row.as_sent.encode())
    if digest != rebuilt.as_sent:
        yield _sentence("what was true when it was sent", digest, rebuilt.as_sent)


def _listed(value: tuple[object, ...] | None) -> list[object] | None:
    return None if value is None else list(value)


def _other_columns(row: StoredCase, rebuilt: Rebuilt) -> Iterator[str]:
    tree = (row.tree_id, row.tree_version, row.tree_digest)
    for name, stored, said in (
        ("begun at", row.created_at, rebuilt.created_at),
        ("area", row.area, rebuilt.area),
        ("which case it follows", row.follows, rebuilt.follows),
        ("when a pack was written", row.exported_at, rebuilt.exported_at),
        ("what the pack holds", row.pack_contents, rebuilt.contents),
        ("the questions it was asked under", list(tree), UNKNOWN if rebuilt.tree is UNKNOWN else list(rebuilt.tree)),
    ):
        if said is not UNKNOWN and stored != said:
            yield _sentence(name, stored, said)


def _exports(rows: list[ExportColumns], rebuilt: Rebuilt) -> Iterator[str]:
    """Compares the files outside the vault: which are listed, and which of them are dealt with."""
    listed = Counter((text_from_json(path), kind, at, dealt_with) for path, kind, at, dealt_with in rows)
    said = Counter((each.path, each.kind, each.exported_at, each.dealt_with_at) for each in rebuilt.exports)
    vague = {path: sum(each.path == path for each in rebuilt.exports) for path in rebuilt.vague}
    for path, many in vague.items():
        found = sum(count for one, count in listed.items() if one[0] == path)
        if found != many:
            yield _sentence(f"the file outside the vault {quoted(path)}", f"{found} times", f"{many} times")
    for one in sorted(set(listed) | set(said), key=repr):
        if one[0] not in vague and listed[one] != said[one]:
            what = f"the file outside the vault {quoted(one[0])}"
            state = "dealt with" if one[3] else "not dealt with"
            there, told_so = ((f"{one[1]}, {state}" if counted[one] else None) for counted in (listed, said))
            yield _sentence(what, there, told_so)


def _of_stub(row: ErasedRow | None, rebuilt: Rebuilt) -> Iterator[str]:
    """Compares what stays of an erased case. For one that an earlier program erased, only the days are known."""
    if row is None or not rebuilt.erased:
        if row is not None:
            yield "it is listed as erased, and the history does not say so"
        elif rebuilt.only_stub:
            yield f"it was erased by event {rebuilt.erased}, and what stays of it is gone"
        return
    days = {"created_on": _day(rebuilt.created_at), "erased_on": _day(rebuilt.erased_at)}
    said = rebuilt.stub or days
    for name in STUB:
        # Facts that earlier programs did not keep are stored as None.
        if (name in said or name in STUB_SINCE) and getattr(row, name) != said.get(name):
            yield _sentence(name, getattr(row, name), said.get(name), rebuilt.erased)
    if row.event != rebuilt.erased:
        yield _sentence("the event that erased it", str(row.event), str(rebuilt.erased))


def _day(moment: str) -> str:
    return london_date(moment_from_text(moment)).isoformat()


def _plain(answer: str | tuple[str, ...]) -> object:
    return answer if isinstance(answer, str) else list(answer)


def _loaded(value: str) -> object:
    """Returns the value that a row holds as JSON, ``NO_VALUE`` if it is not JSON."""
    try:
        loaded: object = json.loads(value)
    except (ValueError, TypeError, RecursionError):
        return NO_VALUE
    return loaded


def _sentence(what: str, stored: object, said: object, number: int | None = None) -> str:
    where = f" (event {number})" if number else ""
    return f"{what} is stored as {_words(stored)}, the history says {_words(said)}{where}"


def _words(value: object) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return quoted(", ".join(value))
    return quoted(value) if isinstance(value, str) else UNREADABLE
