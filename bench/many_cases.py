"""Fills a store with plainly invented cases, as many as are asked for, as the program would have written them one by one.

``filled(home, 100_000)``, or ``python -m bench.many_cases HOME 100000``: a closed store in a new folder, whose passphrase is
``PASSPHRASE``. A process of its own writes it, without the locked memory that makes each of millions of rows slow.
"""

import json
import multiprocessing
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bench.processes import ANSWERS
from champion_tui.domain.cases.reference_code import ALPHABET, RANDOM_CHARACTERS, new_reference
from champion_tui.store import vault
from champion_tui.store.database import driver
from champion_tui.store.files import DATABASE
from champion_tui.store.history import chain
from champion_tui.store.history.converters import Said, moment_to_text, payload_bytes
from champion_tui.store.keys import kdf, passphrase, slots, vaultfile

PASSPHRASE = "a plainly invented passphrase"  # noqa: S105  it opens nothing that is anybody's
AT_ONCE = 5_000
"""Cases whose rows are in memory at once."""

FIRST_DAY = datetime(2024, 1, 1, 9, tzinfo=UTC)
EVERY = 20
"""Of so many cases one is not sent yet, one was refused consent, and the files of one are not dealt with."""

AGENCY = {"agency-name": "Example Advice", "body-type": "voluntary", "referrer-name": "Ada Invented"}
TREE = ("duty-to-refer", "1.0", "ab" * 32)
CASE = (
    "INSERT INTO case_record (id, reference, version, created_at, changed_at, last_event, area, tree_id, tree_version,"
    " tree_digest, sent_on, sent_code, sent_by, exported_at) VALUES (?, ?, 4, ?, ?, ?, 'oxfordshire', ?, ?, ?, ?, ?, ?, ?)"
)
VALUE = "INSERT INTO case_value (case_id, holder, key, value) VALUES (?, ?, ?, ?)"
EXPORTED = "INSERT INTO exported_file (case_id, path, kind, exported_at, dealt_with_at) VALUES (?, ?, 'pack', ?, ?)"
EVENT = "INSERT INTO event (number, at, slot, case_reference, verb, commitment, chain) VALUES (?, ?, ?, ?, ?, ?, ?)"
PAYLOAD = "INSERT INTO event_payload (number, salt, payload) VALUES (?, ?, ?)"


def filled(home: Path, count: int) -> None:
    """Make a store in ``home`` with so many cases and close it. Raises ``CalledProcessError``."""
    subprocess.run([sys.executable, "-m", "bench.many_cases", str(home), str(count)], check=True)


def reference(number: int) -> str:
    """The reference of the case with that number."""
    digits = iter(number // len(ALPHABET) ** place for place in range(RANDOM_CHARACTERS))
    return new_reference("CHW", lambda below: next(digits) % below)


def _create(home: Path) -> None:
    """An empty store, in a process of its own: whoever opens one through the program has all memory locked from then on."""
    store, _ = vault.create(
        home, "Ada Invented", "champion", PASSPHRASE, now=lambda: datetime.now(UTC), cost=kdf.TEST_ONLY_COST
    )
    store.close()


def _fill(home: Path, count: int) -> None:
    """Write the cases; references and people follow from their number, and the chain holds."""
    listed = vaultfile.read(home)
    key = slots.opened(listed.vault, listed.slots[0], passphrase.as_bytes(PASSPHRASE)).key
    connection = driver.MODULE.connect(str(home / DATABASE), isolation_level=None)
    for pragma in (f"key = \"x'{key.hex()}'\"", "journal_mode = OFF", "synchronous = OFF", "cache_size = -200000"):
        connection.execute(f"PRAGMA {pragma}").fetchall()
    connection.execute("BEGIN")
    end = connection.execute("SELECT events, chain_head FROM state").fetchone()
    for begin in range(0, count, AT_ONCE):
        rows: dict[str, list[tuple[Any, ...]]] = {sql: [] for sql in (CASE, VALUE, EXPORTED, EVENT, PAYLOAD)}
        for number in range(begin, min(begin + AT_ONCE, count)):
            end = _case(rows, number, end)
        for sql, values in rows.items():
            connection.executemany(sql, values)
    connection.execute("UPDATE state SET events = ?, chain_head = ?", end)
    connection.execute("COMMIT")
    connection.execute("PRAGMA journal_mode = WAL").fetchall()
    connection.close()


def _case(rows: dict[str, list[tuple[Any, ...]]], number: int, end: tuple[int, bytes]) -> tuple[int, bytes]:
    """Add the rows of one case; gives the chain's new end."""
    case_id, name, at = number + 1, reference(number), FIRST_DAY + timedelta(minutes=10 * number)
    moment, day = moment_to_text(at), at.date().isoformat()
    sent, exported = number % EVERY > 1, number % EVERY > 0
    values = dict(_values(number, refused=number % EVERY == 1))
    begun: dict[str, dict[str, object]] = {"answer": {}, "agency": {}, "referral": {}}
    for key, value in values.items():
        holder, field = key.split(".")
        begun[holder][field] = value
    listed = ("exported", [[f"/stick/{name}", "pack"]])
    gone = ("dealt-with", f"/stick/{name}")
    told: list[tuple[str, object]] = [("created", begun), *([listed] if exported else [])]
    told += [("sent", [day, ""])] if sent else []
    told += [gone] if exported and number % EVERY != EVERY - 1 else []
    for verb, said in told:
        link, salt, payload = _event(end[0] + 1, moment, name, verb, said)
        end = link.number, chain.following(end[1], link)
        rows[EVENT].append((link.number, moment, link.slot, name, verb, link.commitment, end[1]))
        rows[PAYLOAD].append((link.number, salt, payload))
    sending = (day, '""', '"Ada Invented"') if sent else (None, None, None)
    rows[CASE].append((case_id, name, moment, moment, end[0], *TREE, *sending, moment if exported else None))
    rows[VALUE].extend((case_id, *key.split("."), json.dumps(value)) for key, value in values.items())
    if exported:
        dealt = None if number % EVERY == EVERY - 1 else moment
        rows[EXPORTED].append((case_id, json.dumps(f"/stick/{name}"), moment, dealt))
    return end


def _event(number: int, at: str, case: str, verb: str, said: object) -> tuple[chain.Link, bytes, bytes]:
    salt, payload = chain.new_salt(), payload_bytes(Said("Ada Invented", new=said))
    return chain.Link(number, at, "00" * 8, case, verb, chain.commitment(salt, payload)), salt, payload


def _values(number: int, *, refused: bool) -> Iterator[tuple[str, object]]:
    """The values of one case, by holder and field."""
    answers = {**ANSWERS, "consent": "refused"} if refused else ANSWERS
    yield from ((f"answer.{key}", value) for key, value in answers.items())
    yield from ((f"agency.{key}", value) for key, value in AGENCY.items())
    yield "referral.full-name", f"Zebedee Example the {number}th"
    yield "referral.phone", f"07700 900{number % 1000:03}"
    yield "referral.agreed-reason", "threatened"
    yield "referral.risk-notes", f"An invented note of some length about person {number}. " * (1 + number % 4)


if __name__ == "__main__":
    folder, many = Path(sys.argv[1]), int(sys.argv[2])
    made = multiprocessing.get_context("spawn").Process(target=_create, args=(folder,))
    made.start()
    made.join()
    _fill(folder, many)
