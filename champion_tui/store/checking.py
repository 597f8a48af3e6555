"""``vault check``: checks everything once, and reports what it did and what it found."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import field
from pathlib import Path

from sqlmodel import Session

from champion_tui.domain.dates.clock import SLACK
from champion_tui.ground.dates.date_words import count_words, list_words, printed_moment
from champion_tui.ground.values import immutable
from champion_tui.store import files, slot_list
from champion_tui.store.cases import erasing
from champion_tui.store.cases.summaries import Summaries, check_indexes
from champion_tui.store.database import schema
from champion_tui.store.database.connection import Database
from champion_tui.store.database.driver import number, translating
from champion_tui.store.errors import StoreDamaged, StoreError
from champion_tui.store.files import BACKUPS, DATABASE, NEW_PAIR, NEXT_VAULT, VAULT, reaching
from champion_tui.store.history import agreeing, events, list_history
from champion_tui.store.history.converters import moment_from_text
from champion_tui.store.keys import kdf
from champion_tui.store.keys.vaultfile import VaultFile

LOCAL_DISK = "The folder is on a disk of this machine."
NAMED = 20
"""How many differences the check names one by one."""

REBUILD = "Make it again with: champion-tui vault check --rebuild"

FEW = 5
"""How many moments the check names one by one."""

NETWORK_DISK = "The folder is on a network disk: one program at a time may open it."


@immutable
class CheckResult:
    """The result of one check: ``name`` (an id), whether it is ``ok``, and ``words``, which say what was done and found."""

    name: str
    ok: bool
    words: str


@immutable
class StoreKeys:
    """The folder and keys of an open store. ``list_key`` proves the list of slots; ``key`` is the database key, held in
    memory here only.

    ``made_private`` names the files that other users could read until the store was opened.
    """

    home: Path
    key: bytes = field(repr=False)
    list_key: bytes = field(repr=False)
    network: bool
    made_private: tuple[str, ...]


def check(database: Database, opened: StoreKeys, summaries: Summaries, *, to_sweep: bool) -> tuple[CheckResult, ...]:
    """Runs every check and returns the results in order; nothing is changed. Call it in the owning thread.

    ``to_sweep`` is True if all unswept traces come from erasings since the store was opened: closing it will remove them.
    """
    return (
        _result("pages", lambda: _pages(database, opened.home)),
        _result("layout", lambda: _layout(database)),
        _result("people", lambda: _people(database, opened.home, opened.list_key)),
        _result("unfinished", lambda: _unfinished(opened.home)),
        _result("events", lambda: _events(database)),
        _result("moments", lambda: _moments(database)),
        _result("history", lambda: _history(database)),
        _result("summaries", lambda: _summaries(database, summaries)),
        _result("erased", lambda: _erased(database, to_sweep=to_sweep)),
        _result("permissions", lambda: _permissions(opened.home, opened.made_private)),
        CheckResult("disk", True, NETWORK_DISK if opened.network else LOCAL_DISK),
    )


def _result(name: str, job: Callable[[], tuple[bool, str]]) -> CheckResult:
    """Runs ``job``. A check that raises ``StoreError`` counts as failed."""
    try:
        ok, words = job()
    except StoreError as error:
        return CheckResult(name, False, str(error))
    return CheckResult(name, ok, words)


def _pages(database: Database, home: Path) -> tuple[bool, str]:
    """Checks every page's authentication code in the file, then runs SQLite's own checks of tables and indexes."""
    connection = database.connection
    with translating(home):
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        pages = number(connection, "page_count")
        broken = [str(row[0]) for row in connection.execute("PRAGMA cipher_integrity_check").fetchall()]
        if not broken:
            broken = [str(row[0]) for row in connection.execute("PRAGMA integrity_check").fetchall() if row != ("ok",)]
        if not broken and connection.execute("PRAGMA foreign_key_check").fetchall():
            broken = ["rows refer to rows that are not there"]
    with reaching(home / DATABASE):
        size = (home / DATABASE).stat().st_size
    if broken:
        return (
            False,
            f"Read all {pages} pages of {DATABASE}; {count_words(len(broken), 'fault')}, the first: {broken[0]}.",
        )
    return True, f"Read all {pages} pages of {DATABASE} ({size:,} bytes); each is as it was written."


def _layout(database: Database) -> tuple[bool, str]:
    with translating():
        stored = schema.stored_version(database.connection)
    return stored == schema.VERSION, f"The layout is number {stored}; this program writes number {schema.VERSION}."


def _people(database: Database, home: Path, list_key: bytes) -> tuple[bool, str]:
    def held_against_history(session: Session) -> tuple[VaultFile, tuple[str, ...]]:
        held = slot_list.holding(session, home, list_key)
        return held, list_history.unrecorded(session, held)

    vault, unrecorded = database.read(held_against_history)
    people, recovery = len(vault.people()), len(vault.recovery())
    cheap = [slot.name for slot in vault.slots if kdf.needs_raising(slot.cost)]
    words = (
        f"Compared the list of people in {VAULT} with the store. It is unchanged, and the newest one (number "
        f"{vault.counter}), {count_words(people, 'person', 'people')}, {count_words(recovery, 'recovery code')}. "
    )
    for_tests = [slot.name for slot in vault.slots if slot.cost == kdf.TEST_ONLY_COST]
    if for_tests:
        words += (
            f"A guess costs far too little for {', '.join(for_tests)}, as is meant for tests alone. That is so until they get "
            "another passphrase or code. "
        )
    if unrecorded:
        return (
            False,
            f"{words}But no entry of the history tells of a way in that stands in it: {list_words(unrecorded)}.",
        )
    if cheap:
        return True, f"{words}A guess costs less than it should, until they next unlock, for: {', '.join(cheap)}."
    if for_tests:
        return True, words.rstrip()
    return True, f"{words}A guess at any of their passphrases costs what it should."


def _unfinished(home: Path) -> tuple[bool, str]:
    """Looks for leftovers of an interrupted change. Opening the store clears them, so any that exist are newer or could not be removed."""
    with reaching(home):
        left = [name for name in (NEW_PAIR, NEXT_VAULT) if (home / name).exists()]
    if left:
        return (
            False,
            f"The rest of a change that was cut short is here: {', '.join(left)}. Lock and unlock: that ends it.",
        )
    return True, "Looked for the rest of a change that was cut short: there is none."


def _events(database: Database) -> tuple[bool, str]:
    report = database.read(events.verify)
    if report.trouble:
        return False, f"Followed the chain of {count_words(report.events, 'event')}: {report.trouble}."
    return True, (
        f"Followed the chain of {count_words(report.events, 'event')}, {report.erased} of them erased; it holds, its head is "
        f"{report.head}."
    )


def _moments(database: Database) -> tuple[bool, str]:
    """Names moments that go backwards or were given by a person. Neither is damage, and neither is ever corrected, so
    this check passes.
    """
    try:
        moments = database.read(lambda session: events.moments(session, SLACK))
    except events.Broken as broken:
        return False, f"Looked at when each event was recorded: {broken}."
    words = [f"Looked at when each of {count_words(moments.events, 'event')} was recorded."]
    if moments.backwards:
        words.append(
            f"{count_words(len(moments.backwards), 'time')} the clock went backwards: "
            + _some(
                f"event {number} was recorded on {_printed(at)}, the one before it on {_printed(before)}"
                for number, at, before in moments.backwards
            )
        )
    if moments.given:
        words.append(
            f"{count_words(len(moments.given), 'event was', 'events were')} noted under a moment that someone gave: "
            + _some(
                f"event {number} under {_printed(given)}, while the clock said {_printed(at)}"
                for number, given, at in moments.given
            )
        )
    if not moments.backwards and not moments.given:
        words.append("None is earlier than the one before. None was given another moment than the clock's.")
    return True, " ".join(words)


def _some(parts: Iterable[str]) -> str:
    """Returns the first few parts, and how many more there are."""
    listed = tuple(parts)
    more = f"; and {len(listed) - FEW} more" if len(listed) > FEW else ""
    return f"{'; '.join(listed[:FEW])}{more}."


def _printed(moment: str) -> str:
    return printed_moment(moment_from_text(moment))


def _history(database: Database) -> tuple[bool, str]:
    try:
        agreement = database.read(agreeing.check)
    except events.Broken as broken:
        return False, f"Rebuilt each case from its events: {broken}."
    looked = (
        f"Rebuilt {count_words(agreement.cases, 'case')} from what the events say, and what stays of "
        f"{count_words(agreement.stubs, 'erased case')}: "
    )
    if not agreement.differs:
        return True, f"{looked}each is stored as its history has it."
    named = " ".join(
        f"{reference or 'Kept for the next case'}: {what}." for reference, what in agreement.differs[:NAMED]
    )
    more = len(agreement.differs) - NAMED
    return False, (
        f"{looked}{count_words(len(agreement.differs), 'difference')}. {named}{f' And {more} more.' if more > 0 else ''} "
        "An older part of the file may have been put back. Go by neither value before you have asked."
    )


def _summaries(database: Database, summaries: Summaries) -> tuple[bool, str]:
    """Compares what lists, due items and counts are read from with the cases themselves."""
    found = summaries.differing(database)
    if found is None:
        return (
            True,
            "What lists show was not compared with the cases. Nobody who can judge a case has opened the store.",
        )
    cases, wrong = found
    looked = f"Compared what lists show of {count_words(cases, 'case')} with the cases: "
    try:
        database.write(check_indexes)
    except StoreDamaged:
        return False, f"{looked}the search index is not that of their words. {REBUILD}"
    if not wrong:
        return True, f"{looked}it is what each gives."
    more = f", and {len(wrong) - NAMED} more" if len(wrong) > NAMED else ""
    return False, f"{looked}{len(wrong)} differ: {', '.join(wrong[:NAMED])}{more}. {REBUILD}"


def _erased(database: Database, *, to_sweep: bool) -> tuple[bool, str]:
    remains = database.read(erasing.remains)
    cases = count_words(remains.erased, "erased case")
    if remains.left:
        return False, f"Looked for what {cases} held: {remains.left} rows of it are still there."
    if remains.unswept and to_sweep:
        return True, (
            f"Looked for what {cases} held: the tables are clean. Traces may be in unused parts of the file until you lock the vault, which writes it again."
        )
    if remains.unswept:
        return False, (
            f"Looked for what {cases} held. The tables are clean, but the file was not written again since. So traces may be "
            "in unused parts of it. That is done when the vault is locked. Close every other champion-tui, make room on the disk, then "
            "lock it."
        )
    return True, f"Looked for what {cases} held: nothing of it is left."


def _permissions(home: Path, made_private: tuple[str, ...]) -> tuple[bool, str]:
    with reaching(home):
        looked = tuple(ours(home))
        open_to_others = [path.name for path in looked if not files.is_private(path)]
    if open_to_others:
        return False, f"Others on this machine may read: {', '.join(open_to_others)}."
    words = f"Looked at the folder and {len(looked) - 1} files: only their owner may read them."
    if made_private:
        words += f" That was put right when the store was opened for: {', '.join(made_private)}."
    return True, words


def ours(home: Path) -> Iterator[Path]:
    """Yields the folder, and every file and folder of the store in it. Raises OSError."""
    yield home
    for pattern in (f"{VAULT}*", f"{DATABASE}*", "store.lock", BACKUPS, f"{BACKUPS}/*", f"{BACKUPS}/*/*"):
        yield from sorted(home.glob(pattern))
