"""Cases that may be about the same person: candidates that the store can find fast. The desk compares them closely.

Works within its caller's transaction.
"""

import json
from collections import Counter
from collections.abc import Sequence
from typing import cast

from sqlmodel import Session

from champion_tui.domain.cases.summary import Likeness
from champion_tui.store.cases.summary_rows import clean, likeness_from
from champion_tui.store.database.connection import plain
from champion_tui.store.database.driver import Connection
from champion_tui.store.database.tables import NAME_INDEX

TRIGRAM = 3
SURE = 1_000
"""What a shared phone number or date of birth counts for: more than any name can."""


def likely_same(session: Session, likeness: Likeness, but: str, most: int) -> tuple[tuple[str, Likeness], ...]:
    """Returns (reference, likeness) of up to ``most`` candidates, the likeliest first, without the case ``but``."""
    connection = plain(session)
    counted = _by_name(connection, (likeness.name, likeness.known_as))
    for case_id in _by_number(connection, likeness):
        counted[case_id] += SURE
    # Of two with the same count, the one with the lower id is first: sorting keeps their order.
    likeliest = sorted(sorted(counted), key=counted.__getitem__, reverse=True)[: max(0, most) + 1]
    found = _likenesses(connection, likeliest)
    candidates = (found[case_id] for case_id in likeliest if case_id in found)
    return tuple(each for each in candidates if each[0] != but)[: max(0, most)]


def _by_number(connection: Connection, likeness: Likeness) -> Sequence[int]:
    """Returns the cases that share a phone number or the date of birth (also with day and month swapped). A case is
    listed once for each match.
    """
    found = list[int]()
    for phone in {clean(phone) for phone in likeness.phones if phone}:
        found += _numbers(
            connection, "SELECT json_group_array(DISTINCT case_id) FROM case_phone WHERE phone = ?", phone
        )
    for born in {clean(likeness.born), changed_round(likeness.born)} - {""}:
        found += _numbers(connection, "SELECT json_group_array(case_id) FROM case_search WHERE born = ?", born)
    return found


def changed_round(born: str) -> str:
    """Returns an ISO day with day and month swapped, "" if that is not a date or ``born`` is not one."""
    year, _, rest = born.partition("-")
    month, _, day = rest.partition("-")
    return f"{year}-{day}-{month}" if day.isdecimal() and day <= "12" else ""


def _by_name(connection: Connection, names: Sequence[str]) -> Counter[int]:
    """Counts, for each case, how many sequences of three letters its names share with ``names``."""
    counted = Counter[int]()
    pieces = {word[at : at + TRIGRAM] for name in names for word in clean(name).split() for at in range(len(word) - 2)}
    for piece in sorted(pieces):
        quoted = '"' + piece.replace('"', '""') + '"'
        having = f"SELECT json_group_array(rowid) FROM {NAME_INDEX} WHERE {NAME_INDEX} MATCH ?"  # noqa: S608  a name of our own
        counted.update(_numbers(connection, having, quoted))
    return counted


def _numbers(connection: Connection, sql: str, value: str) -> list[int]:
    """Returns the case ids that ``sql`` joins into one JSON text. Reading tens of thousands row by row takes four times as long."""
    (found,) = connection.execute(sql, (value,))
    return cast("list[int]", json.loads(str(found[0])))


def _likenesses(connection: Connection, case_ids: Sequence[int]) -> dict[int, tuple[str, Likeness]]:
    rows = connection.execute(
        "SELECT q.case_id, c.reference, q.alike_name, q.alike_known_as, q.born, q.phones FROM case_search q"  # noqa: S608  numbers
        f" JOIN case_record c ON c.id = q.case_id WHERE q.case_id IN ({', '.join(map(str, case_ids))})"
    )
    return {int(str(case_id)): (str(reference), likeness_from(columns)) for case_id, reference, *columns in rows}
