"""Fills a store with invented cases, as many as asked for, as the program would have written them one by one.

``filled(home, 100_000)`` makes a closed store in a new folder, with the passphrase ``PASSPHRASE``. A separate process
writes it without locked memory, which would make each of millions of rows slow.
"""

import json
import multiprocessing
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bench import many_summaries
from bench.processes import ANSWERS
from champion_tui.domain.cases.reference_code import ALPHABET, RANDOM_CHARACTERS, new_reference
from champion_tui.store import vault
from champion_tui.store.cases.summaries import mark_of
from champion_tui.store.database import driver
from champion_tui.store.files import DATABASE
from champion_tui.store.history import chain
from champion_tui.store.history.converters import EventContent, moment_to_text, payload_bytes
from champion_tui.store.keys import kdf, passphrase, slots, vaultfile

PASSPHRASE = "a plainly invented passphrase"  # noqa: S105  it opens nothing but invented stores
AT_ONCE = 5_000
"""How many cases have their rows in memory at the same time."""

FIRST_DAY = datetime(2024, 12, 31, 9, tzinfo=UTC)
EVERY = 100
"""Of this many cases, one is not sent yet, one was refused consent, and one has files that are not dealt with."""

EARLY = 200
BASIS = "invented by the bench"

AGENCY = {"agency-name": "Example Advice", "body-type": "voluntary", "referrer-name": "Ada Invented"}
TREE = ("duty-to-refer", "1.0", "ab" * 32)
CASE = (
    "INSERT INTO case_record (id, reference, version, created_at, changed_at, last_event, area, tree_id, tree_version,"
    " tree_digest, sent_on, sent_code, sent_by, exported_at) VALUES (?, ?, 4, ?, ?, ?, 'oxfordshire', ?, ?, ?, ?, ?, ?, ?)"
)
SENT_AS = '"Ada Invented"'
VALUE = "INSERT INTO case_value (case_id, holder, key, value) VALUES (?, ?, ?, ?)"
EXPORTED = "INSERT INTO exported_file (case_id, path, kind, exported_at, dealt_with_at) VALUES (?, ?, 'pack', ?, ?)"
EVENT = "INSERT INTO event (number, at, slot, case_reference, verb, commitment, chain) VALUES (?, ?, ?, ?, ?, ?, ?)"
PAYLOAD = "INSERT INTO event_payload (number, salt, payload) VALUES (?, ?, ?)"


def filled(home: Path, count: int, basis: str = BASIS) -> None:
    """Makes a store in ``home`` with ``count`` cases and closes it. ``basis`` is the basis of their summaries.

    Raises ``CalledProcessError``.
    """
    subprocess.run([sys.executable, "-m", "bench.many_cases", str(home), str(count), basis], check=True)


def reference(number: int) -> str:
    """Returns the reference of the case with that number."""
    digits = iter(number // len(ALPHABET) ** place for place in range(RANDOM_CHARACTERS))
    return new_reference("CHW", lambda below: next(digits) % below)


def _create(home: Path) -> None:
    """Makes an empty store, in a separate process: opening one through the program locks all memory from then on."""
    store, _ = vault.create(
        home, "Ada Invented", "champion", PASSPHRASE, now=lambda: datetime.now(UTC), cost=kdf.TEST_ONLY_COST
    )
    store.close()


def _fill(home: Path, count: int, basis: str) -> None:
    """Writes the cases. References and people follow from the case's number, and the chain is valid."""
    listed = vaultfile.read(home)
    key = slots.opened(listed.vault, listed.slots[0], passphrase.as_bytes(PASSPHRASE)).key
    connection = driver.MODULE.connect(str(home / DATABASE), isolation_level=None)
    for pragma in (f"key = \"x'{key.hex()}'\"", "journal_mode = OFF", "synchronous = OFF", "cache_size = -200000"):
        connection.execute(f"PRAGMA {pragma}").fetchall()
    connection.execute("BEGIN")
    end = connection.execute("SELECT events, chain_head FROM state").fetchone()
    for begin in range(0, count, AT_ONCE):
        rows: dict[str, list[tuple[Any, ...]]] = {
            sql: [] for sql in (CASE, VALUE, EXPORTED, EVENT, PAYLOAD, *many_summaries.STATEMENTS)
        }
        for number in range(begin, min(begin + AT_ONCE, count)):
            end = _case(rows, number, end, basis)
        for sql, values in rows.items():
            connection.executemany(sql, values)
    end = _early(connection, end)
    many_summaries.index(connection)
    connection.execute("UPDATE state SET events = ?, chain_head = ?, summarised_under = ?", (*end, mark_of(basis)))
    connection.execute("COMMIT")
    connection.execute("PRAGMA journal_mode = WAL").fetchall()
    connection.close()


def _case(rows: dict[str, list[tuple[Any, ...]]], number: int, end: tuple[int, bytes], basis: str) -> tuple[int, bytes]:
    """Adds the rows of one case, and returns the number and hash at the end of the chain."""
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
    steps = many_summaries.steps(number, at.date()) if sent else {}
    told += [("step", (kind, list(value))) for kind, value in steps.items()]
    for verb, said in told:
        link, salt, payload = _event(end[0] + 1, moment, name, verb, said)
        end = link.number, chain.following(end[1], link)
        rows[EVENT].append((link.number, moment, link.slot, name, verb, link.commitment, end[1]))
        rows[PAYLOAD].append((link.number, salt, payload))
    sending = (day, '""', SENT_AS) if sent else (None, None, None)
    rows[CASE].append((case_id, name, moment, moment, end[0], *TREE, *sending, moment if exported else None))
    rows[VALUE].extend((case_id, *key.split("."), json.dumps(value)) for key, value in values.items())
    rows[VALUE].extend((case_id, "step", kind, json.dumps(value)) for kind, value in steps.items())
    dealt_with = not exported or number % EVERY != EVERY - 1
    summary = many_summaries.summary(number, name, at, values, steps, sent=sent, dealt_with=dealt_with)
    for sql, made in many_summaries.rows_of(case_id, mark_of(basis), summary):
        rows[sql].append(made)
    if exported:
        dealt = None if number % EVERY == EVERY - 1 else moment
        rows[EXPORTED].append((case_id, json.dumps(f"/stick/{name}"), moment, dealt))
    return end


def _early(connection: Any, end: tuple[int, bytes]) -> tuple[int, bytes]:
    """Writes the early list, and returns the number and hash at the end of the chain."""
    moment = moment_to_text(FIRST_DAY)
    for number in range(EARLY):
        on, own = (FIRST_DAY + timedelta(days=4 * number)).date().isoformat(), f"EX-{number}"
        said = [on, "release", "Ada Invented", FIRST_DAY.date().isoformat()]
        link, salt, payload = _event(end[0] + 1, moment, "", "early", (own, said))
        end = link.number, chain.following(end[1], link)
        connection.execute(EVENT, (link.number, moment, link.slot, "", "early", link.commitment, end[1]))
        connection.execute(PAYLOAD, (link.number, salt, payload))
        entry = (json.dumps(own), on, "release", SENT_AS, said[3])
        connection.execute("INSERT INTO early_entry VALUES (?, ?, ?, ?, ?)", entry)
    return end


def _event(number: int, at: str, case: str, verb: str, said: object) -> tuple[chain.Link, bytes, bytes]:
    key, new = said if verb in {"step", "early"} and isinstance(said, tuple) else ("", said)
    salt, payload = chain.new_salt(), payload_bytes(EventContent("Ada Invented", key, new=new))
    return chain.Link(number, at, "00" * 8, case, verb, chain.commitment(salt, payload)), salt, payload


def _values(number: int, *, refused: bool) -> Iterator[tuple[str, object]]:
    """Yields the values of one case, by holder and field."""
    answers = {**ANSWERS, "consent": "refused"} if refused else ANSWERS
    yield from ((f"answer.{key}", value) for key, value in answers.items())
    yield from ((f"agency.{key}", value) for key, value in AGENCY.items())
    yield "referral.full-name", many_summaries.name_of(number)
    yield "referral.date-of-birth", many_summaries.born(number).isoformat()
    yield "referral.phone", f"07700 900{number % 1000:03}"
    yield "referral.agreed-reason", "threatened"
    yield "referral.risk-notes", f"An invented note of some length about person {number}. " * (1 + number % 4)


if __name__ == "__main__":
    folder, many = Path(sys.argv[1]), int(sys.argv[2])
    made = multiprocessing.get_context("spawn").Process(target=_create, args=(folder,))
    made.start()
    made.join()
    _fill(folder, many, sys.argv[3])
