"""Cases that may be about one person: candidates, found by what the store can look up fast. The desk compares them closely.

Within a transaction that the caller holds.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from sqlmodel import Session

from champion_tui.domain.cases.summary import Likeness
from champion_tui.store.cases.summary_rows import clean, likeness_from
from champion_tui.store.database.connection import plain
from champion_tui.store.database.driver import Connection
from champion_tui.store.database.tables import NAME_INDEX

TRIGRAM = 3
SURE = 1_000
"""What a phone number or a day of birth in common counts for: more than any name."""


def likely_same(session: Session, likeness: Likeness, but: str, most: int) -> tuple[tuple[str, Likeness], ...]:
    """Reference and likeness of each candidate, the likeliest first, without the case ``but``."""
    connection = plain(session)
    counted = Counter(_by_name(connection, (likeness.name, likeness.known_as)))
    for case_id in _by_number(connection, likeness):
        counted[case_id] += SURE
    likeliest = sorted(counted, key=lambda case_id: (-counted[case_id], case_id))[: max(0, most) + 1]
    found = _likenesses(connection, likeliest)
    candidates = (found[case_id] for case_id in likeliest if case_id in found)
    return tuple(each for each in candidates if each[0] != but)[: max(0, most)]


def _by_number(connection: Connection, likeness: Likeness) -> Iterable[int]:
    """Cases with a phone number or the day of birth in common, day and month changed round too; one that has both twice."""
    for phone in {clean(phone) for phone in likeness.phones if phone}:
        yield from _numbers(connection, "SELECT DISTINCT case_id FROM case_phone WHERE phone = ?", phone)
    for born in {clean(likeness.born), changed_round(likeness.born)} - {""}:
        yield from _numbers(connection, "SELECT case_id FROM case_search WHERE born = ?", born)


def changed_round(born: str) -> str:
    """An ISO day with day and month changed round; "" where that is no day, or is none at all."""
    year, _, rest = born.partition("-")
    month, _, day = rest.partition("-")
    return f"{year}-{day}-{month}" if day.isdecimal() and day <= "12" else ""


def _by_name(connection: Connection, names: Sequence[str]) -> Iterable[int]:
    """Each case once for each three letters in a row that its names have in common with these."""
    pieces = {word[at : at + TRIGRAM] for name in names for word in clean(name).split() for at in range(len(word) - 2)}
    for piece in sorted(pieces):
        quoted = '"' + piece.replace('"', '""') + '"'
        yield from _numbers(connection, f"SELECT rowid FROM {NAME_INDEX} WHERE {NAME_INDEX} MATCH ?", quoted)  # noqa: S608  a name of our own


def _numbers(connection: Connection, sql: str, value: str) -> Iterable[int]:
    return (int(str(case_id)) for (case_id,) in connection.execute(sql, (value,)))


def _likenesses(connection: Connection, case_ids: Sequence[int]) -> dict[int, tuple[str, Likeness]]:
    rows = connection.execute(
        "SELECT q.case_id, c.reference, q.alike_name, q.alike_known_as, q.born, q.phones FROM case_search q"  # noqa: S608  numbers
        f" JOIN case_record c ON c.id = q.case_id WHERE q.case_id IN ({', '.join(map(str, case_ids))})"
    )
    return {int(str(case_id)): (str(reference), likeness_from(columns)) for case_id, reference, *columns in rows}
