"""Reads the state and history of a database that nobody has vouched for yet: raw rows, of any layout, without changing anything.

The results are only what the file claims. They are shown as such, and nothing is decided by them.
"""

import json
from collections.abc import Iterator
from datetime import datetime

from champion_tui.ground.dates.date_words import printed_moment
from champion_tui.store.database.driver import Connection, Cursor
from champion_tui.store.errors import StoreDamaged, printable
from champion_tui.store.history import chain
from champion_tui.store.history.chain import State

LAST = 3
"""How many entries are named."""

DONE = {
    "vault-created": "the vault was made",
    "person-added": "somebody was let in",
    "person-removed": "somebody was taken out",
    "key-changed": "the key was changed",
    "passphrase-changed": "a passphrase was changed",
    "recovery-code-changed": "the recovery code was changed",
    "restored": "a safety copy was put back",
    "change-accepted": "a change was taken that nobody vouched for",
}
"""What was done, by the verb of the entry. Any other verb is work on a case or a setting."""

WORK = "something was entered"

ENTRIES = "SELECT e.verb, e.at, p.payload FROM event e LEFT JOIN event_payload p ON p.number = e.number"


def sound_state(connection: Connection) -> State:
    """Reads every page, table and index of a database and returns its state. Raises ``StoreDamaged``."""
    if connection.execute("PRAGMA cipher_integrity_check").fetchall() or connection.execute(
        "PRAGMA integrity_check"
    ).fetchall() != [("ok",)]:
        raise StoreDamaged("a part of it is damaged")
    return state_of(connection)


def state_of(connection: Connection) -> State:
    """Returns the stored state, of any layout. Raises ``StoreDamaged``."""
    row = connection.execute("SELECT vault, slots_counter, events, chain_head FROM state WHERE id = 1").fetchone()
    if row is None or not isinstance(row[3], bytes):
        raise StoreDamaged("its first row is missing")
    return State(str(row[0]), int(str(row[1])), int(str(row[2])), row[3].hex())


def head_at(connection: Connection, vault: str, number: int) -> str:
    """Returns the chain's hash after entry ``number``, in hexadecimal; "" if there is no such entry."""
    if number == 0:
        return chain.beginning(vault).hex()
    row = connection.execute("SELECT chain FROM event WHERE number = ?", (number,)).fetchone()
    return row[0].hex() if row and isinstance(row[0], bytes) else ""


def put_back_since(connection: Connection, number: int) -> Iterator[tuple[datetime, str, datetime]]:
    """Yields each restore of a safety copy after entry ``number``: when, by whom, and when the copy was made."""
    for _, at, said in _said(connection.execute(f"{ENTRIES} WHERE e.verb = 'restored' AND e.number > ?", (number,))):
        new = said.get("new")
        made = _moment(new.get("made_at") if isinstance(new, dict) else None)
        yield at, str(said.get("who", "")), made or at


def last_words(connection: Connection) -> str:
    """Describes the newest entries: when, who, what."""
    newest = _said(connection.execute(f"{ENTRIES} ORDER BY e.number DESC LIMIT ?", (LAST,)))
    return "; ".join(
        f"{printed_moment(at)}, {printable(str(said.get('who', ''))) or 'somebody'}: {DONE.get(verb, WORK)}"
        for verb, at, said in newest
    )


def _said(rows: Cursor) -> Iterator[tuple[str, datetime, dict[str, object]]]:
    for verb, at, payload in rows.fetchall():
        moment = _moment(at)
        if moment is None:
            raise StoreDamaged("a moment in its history cannot be read")
        yield str(verb), moment, _json(payload)


def _json(payload: object) -> dict[str, object]:
    """Returns what an entry says, {} if it was erased or cannot be read."""
    try:
        values = json.loads(payload) if isinstance(payload, bytes) else {}
    except (ValueError, RecursionError):
        return {}
    return values if isinstance(values, dict) else {}


def _moment(text: object) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
    return moment if moment is not None and moment.tzinfo is not None else None
