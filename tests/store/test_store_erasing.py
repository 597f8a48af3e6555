"""Erasing under the chain: what was erased is in no byte of any file, and the rest stays, however it is interrupted."""

import codecs
import json
import random
from datetime import date

import pytest
from behind import execute, in_thread, inside
from page_reader import pages_of_database, pages_of_wal
from store_changes import save_answers
from thoroughness import most

from champion_tui.domain.cases.case import CaseFacts
from champion_tui.store.cases import erasing
from champion_tui.store.copies import container, copies_here
from champion_tui.store.database import rewriting
from champion_tui.store.errors import CaseErased, NoSuchCase, NotErased, ReferenceTaken, StoreError
from champion_tui.store.files import DATABASE
from champion_tui.store.keys import passphrase, slots, vaultfile

FACTS = CaseFacts("cherwell", "voluntary", "threatened", "refer")
MARKS = (
    "Zwölfzylinderquark",
    "Грибоедоввыдуманный",
    "Ωμεγαφανταστικός",
    "虚構珍妙太郎",
    "مخترععجيبجدا",
    "अद्भुतकाल्पनिक",
    "בדויילחלוטין",
    "💠Quxmarker💠",
)
"""Invented words in eight scripts that appear nowhere by chance."""


def spellings(mark):
    """Returns the byte strings that could represent ``mark``: in each encoding, as JSON escapes and in hexadecimal."""
    coded = [mark.encode(coding) for coding in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le")]
    escaped = json.dumps(mark)[1:-1]
    return {*coded, escaped.encode(), escaped.upper().encode(), codecs.encode(coded[0], "hex")}


def key_of(desk):
    """Returns the raw key of the desk's store."""
    listed = vaultfile.read(desk.home)
    return slots.opened(listed.vault, listed.slots[0], passphrase.as_bytes("four invented words here")).key


def traces(desk, marks):
    """Returns (file, place) of each of ``marks`` in the home folder: in the plain bytes, and in each page once decrypted."""
    wanted = {spelling for mark in marks for spelling in spellings(mark)}
    key, found = key_of(desk), []
    for name, content in desk.files().items():
        places = [("plain", content)]
        if name == DATABASE:
            places += [(f"page {number}", page) for number, page in enumerate(pages_of_database(content, key), 1)]
        elif name == f"{DATABASE}-wal":
            places += [(f"frame {number}", page) for number, page in enumerate(pages_of_wal(content, key), 1)]
        found += [(name, place) for place, part in places if any(spelling in part for spelling in wanted)]
    return found


def erase(store, reference="OX-1"):
    """Erases the case in its current version."""
    return store.erase(reference, store.case(reference).version, FACTS)


def lived_in(desk, store, count=24):
    """Creates cases and changes them so often that SQLite moves their rows; the first has the marks everywhere it can."""
    chosen, versions = random.Random(20261125), {}  # noqa: S311  the same changes in every run, no secret
    for number in range(1, count + 1):
        versions[f"OX-{number}"] = desk.new_case(store, f"OX-{number}", **{"full-name": said(number)}).version
    for number in chosen.choices(range(1, count + 1), k=count * 6):
        change = {
            f"field-{chosen.randrange(25)}": f"{said(number)} " * chosen.choice((1, 1, 2, 5, 20, 100))
            if chosen.random() < 0.9
            else None
            for _ in range(7)
        }
        versions[f"OX-{number}"] = store.save_fields(
            f"OX-{number}", versions[f"OX-{number}"], "referral", change
        ).version
    case = save_answers(store, "OX-1", {"emergency": MARKS[0]})
    case = store.save_fields("OX-1", case.version, "agency", {"team": "Front desk", "list": ("one", "two")})
    case = store.record_export("OX-1", [(f"/stick/{mark}", "slip") for mark in MARKS])
    store.take_back_export("OX-1", f"/stick/{MARKS[0]}", None)
    for file in store.exported_files()[:3]:
        store.deal_with(file.id)
    store.mark_sent("OX-1", store.case("OX-1").version, date(2026, 11, 23), MARKS[2])


def said(number):
    """Returns the text that the case of that number repeats: the marks in the first, other words in the others."""
    return " ".join(MARKS) if number == 1 else f"Neighbour-{number}-kept"


def erased_check(store):
    """Returns the result of the check of erased cases."""
    return next(result for result in store.check() if result.name == "erased")


def test_what_was_erased_is_in_no_page_and_no_file(desk, store):
    """Text in eight scripts, changed a thousand times and exported, is in the files before an erasing and in none after closing."""
    lived_in(desk, store)
    kept = {case.reference: case for case in store.cases() if case.reference != "OX-1"}
    before, events = store.verify_chain(), store.events("OX-1")
    assert {name for name, _ in traces(desk, MARKS)} == {"cases.db", "cases.db-wal"}
    stub = erase(store)
    assert "until you lock the vault" in erased_check(store).words
    assert [result for result in store.check() if not result.ok] == []
    after = store.verify_chain()
    assert (after.ok, after.events, after.erased) == (True, before.events + 1, len(events))
    assert {case.reference: case for case in store.cases()} == kept
    store.close()
    assert traces(desk, MARKS) == []
    assert traces(desk, ["Neighbour-2-kept"]) != []
    with desk.unlock() as again:
        assert again.erased_case("OX-1") == stub
        assert [result for result in again.check() if not result.ok] == []


def test_a_copy_made_before_the_sweep_holds_no_trace_either(desk, store, tmp_path):
    """The copy that an erasing makes contains no trace, although the store itself still has what SQLite left behind of forty
    cases.
    """
    lived_in(desk, store, count=40)
    store.backups.wait()
    store.erase_all([(f"OX-{number}", store.case(f"OX-{number}").version, FACTS) for number in range(2, 41)])
    erased = [said(number) for number in range(2, 41)]
    store.backups.wait()
    execute(store, "PRAGMA wal_checkpoint(TRUNCATE)")
    assert {name for name, _ in traces(desk, erased)} == {"cases.db"}
    newest = next(copy for copy in copies_here.copies(desk.home) if copy.kind == "auto")
    database = tmp_path / "copied.db"
    database.touch()
    container.read(newest.path).take_out_database(database)
    pages = pages_of_database(database.read_bytes(), key_of(desk))
    wanted = {spelling for mark in erased for spelling in spellings(mark)}
    assert not [page for page in pages if any(spelling in page for spelling in wanted)]


def test_deleting_rows_alone_leaves_traces_and_writing_the_file_anew_does_not(desk, store, monkeypatch):
    """Deleted rows leave traces in the file even with secure_delete and an empty WAL; rewriting the file removes them."""
    sweep = erasing.sweep
    lived_in(desk, store, count=40)
    monkeypatch.setattr(erasing, "sweep", lambda database: None)
    for number in range(2, 41):
        erase(store, f"OX-{number}")
    execute(store, "PRAGMA wal_checkpoint(TRUNCATE)")
    erased = [said(number) for number in range(2, 41)]
    assert {name for name, _ in traces(desk, erased)} == {"cases.db"}
    in_thread(store, lambda: sweep(inside(store).database))
    assert traces(desk, erased) == []


def test_what_stays_is_ids_and_days_and_every_link_of_the_chain(desk, store, clock):
    """The summary of an erased case, and each event's time and verb, stay without name, field or value; who erased is known."""
    desk.new_case(store, **{"full-name": MARKS[0]})
    links = [(event.number, event.at, event.what.split()[0], event.chain) for event in store.events("OX-1")]
    clock.forward(days=40)
    stub = erase(store)
    assert (stub.reference, stub.area, stub.facts, stub.sent_on) == ("OX-1", "oxfordshire", FACTS, None)
    assert (stub.created_on, stub.erased_on) == (date(2026, 11, 23), date(2027, 1, 2))
    *old, last = store.events("OX-1")
    assert [(event.number, event.at, event.what, event.chain) for event in old] == links
    assert {(event.who, event.old, event.new) for event in old} == {("", None, None)}
    assert (last.what, last.who, last.new) == ("erased", "Ann Example", None)
    assert store.erased_cases() == (stub,)
    assert store.exported_files() == ()


def test_an_erased_case_says_so_and_its_reference_is_never_given_again(desk, store):
    """Every request for an erased case says when it was erased, and no new case may have its reference."""
    case = desk.new_case(store)
    erase(store)
    for ask in (
        lambda: store.case("OX-1"),
        lambda: store.erase("OX-1", case.version, FACTS),
        lambda: save_answers(store, "OX-1", {"age": "18-plus"}),
        lambda: store.save_fields("OX-1", case.version, "referral", {"full-name": "Zoë"}),
        lambda: store.record_export("OX-1", [("/stick/x", "slip")]),
    ):
        with pytest.raises(CaseErased, match="OX-1 was erased on Monday 23 November 2026"):
            ask()
    with pytest.raises(ReferenceTaken):
        desk.new_case(store)
    assert store.verify_chain().ok


@pytest.mark.parametrize("reference", ["OX-2", "", "ox-1", "\ud800", "OX-1' OR 1=1 --"])
def test_a_wrong_reference_erases_nothing(desk, store, reference):
    """An unknown or misspelt reference erases nothing and changes nothing."""
    desk.new_case(store)
    events = store.verify_chain().events
    with pytest.raises(NoSuchCase):
        store.erase(reference, 1, FACTS)
    assert store.erased_case(reference) is None
    assert (len(store.cases()), store.verify_chain().events) == (1, events)


def test_a_case_that_was_changed_meanwhile_is_not_erased(desk, store):
    """A case that was saved since the person looked at it is not erased."""
    case = desk.new_case(store)
    changed = save_answers(store, "OX-1", {"age": "18-plus"})
    with pytest.raises(NotErased, match="changed meanwhile"):
        store.erase("OX-1", case.version, FACTS)
    assert store.case("OX-1") == changed


def test_another_program_that_has_the_case_open_is_told(desk, store):
    """Another program's next save to an erased case is refused with a message, and the files they share keep no trace."""
    desk.new_case(store, **{"full-name": MARKS[0]})
    desk.new_case(store, "OX-2")
    other = desk.unlock()
    seen = other.case("OX-1")
    erase(store)
    with pytest.raises(CaseErased):
        other.save_fields("OX-1", seen.version, "referral", {"full-name": MARKS[0]})
    assert save_answers(other, "OX-2", {"age": "18-plus"}).version == 2
    store.close()
    assert traces(desk, MARKS) == []


def test_while_another_program_reads_it_is_said_that_traces_stay_and_made_up_for_later(desk, store):
    """If another program is reading, the case is erased at once, the check reports the traces, and the next session removes them."""
    desk.new_case(store, **{"full-name": MARKS[0]})
    other = desk.unlock()
    connection = inside(other).database.connection
    in_thread(other, lambda: (connection.execute("BEGIN"), connection.execute("SELECT * FROM case_value").fetchall()))
    erase(store)
    assert store.erased_case("OX-1") is not None
    store.close()
    with desk.unlock() as again:
        result = erased_check(again)
        assert not result.ok
        assert "written again" in result.words
        execute(other, "COMMIT")
        other.close()
    assert traces(desk, MARKS) == []
    with desk.unlock() as again:
        assert [result for result in again.check() if not result.ok] == []


def test_a_session_that_erased_nothing_writes_nothing_anew(desk, store, monkeypatch):
    """Closing rewrites the file only if something was erased, and unlocking never does."""
    desk.new_case(store)
    swept = []
    monkeypatch.setattr(erasing, "sweep", swept.append)
    store.close()
    assert swept == []
    store = desk.unlock()
    erase(store)
    assert swept == []
    store.close()
    assert len(swept) == 1
    desk.unlock()
    assert len(swept) == 1


def test_a_full_disk_leaves_the_case_whole_or_erased(desk, store):
    """On a full disk the case is either complete and unchanged, or erased with its traces removed later."""
    lived_in(desk, store, count=3)
    case = store.case("OX-1")

    def limit(pages):
        return execute(store, f"PRAGMA max_page_count = {pages}")

    limit(1)
    try:
        erase(store)
        assert store.erased_case("OX-1") is not None
    except StoreError:
        assert store.case("OX-1") == case
    store.close()
    with desk.unlock() as again:
        gone = again.erased_case("OX-1") is not None
    assert (traces(desk, MARKS) == []) == gone
    with desk.unlock() as again:
        assert [result for result in again.check() if not result.ok] == []


def test_check_finds_what_should_be_gone(desk, store):
    """The check counts the payload of an erased case that somebody put back."""
    desk.new_case(store)
    erase(store)
    put = "INSERT INTO event_payload SELECT min(number), x'00', x'00' FROM event WHERE case_reference = 'OX-1'"
    execute(store, put)
    (result,) = [result for result in store.check() if result.name == "erased"]
    assert (result.ok, "1 rows" in result.words) == (False, True)


def test_a_large_store_is_written_anew_through_an_encrypted_file(desk, store, monkeypatch):
    """If the copy does not fit into memory, its temporary file contains no byte of a case in plain text."""
    from pathlib import Path

    lived_in(desk, store)
    monkeypatch.setattr(rewriting, "ROOM_KIB", 64)
    held, folders, connection = [], set(), inside(store).database.connection

    def look():
        for handle in Path("/proc/self/fd").iterdir():
            try:
                if "etilqs" in str(handle.readlink()):
                    held.append(handle.read_bytes())
                    folders.add(handle.readlink().parent)
            except OSError:
                continue

    monkeypatch.setattr(rewriting, "STEPS", 2000)
    erase(store)
    in_thread(store, lambda: rewriting.rewrite(connection, look))
    store.close()
    assert max(map(len, held)) > 100_000
    assert folders == {desk.home}
    assert not any(b"Neighbour" in content or b"CREATE TABLE" in content for content in held)
    assert traces(desk, MARKS) == []


def test_an_erasing_that_was_killed_at_any_moment_is_whole_or_made_up_for(desk, zygote, figures):
    """An erasing killed at any moment leaves the case complete, or erased with no trace in any page after the next session."""
    rounds, chosen, erased = most(20, 200), random.Random(20261126), 0  # noqa: S311  the same moments in every run
    with desk.create()[0] as store:
        for number in range(1, rounds + 1):
            desk.new_case(store, f"OX-{number}", **{"full-name": said(number + 1), "notes": said(number + 1) * 300})
    for number in range(1, rounds + 1):
        # Every fifth has reported that it is done; the others get as far as the machine allows in their time.
        done = number % 5 == 0
        moment = 0 if done else chosen.uniform(0, chosen.choice((0.004, 0.015, 0.06)))
        told = zygote.kill_after(f"erase {desk.home}", int(done), moment)
        with desk.unlock() as store:
            stub = store.erased_case(f"OX-{number}")
            assert stub is not None or "erased" not in told
            erased += stub is not None
            if stub is None:
                assert store.case(f"OX-{number}").referral["full-name"] == said(number + 1)
                erase(store, f"OX-{number}")
            assert store.verify_chain().ok
            assert len(store.cases()) == rounds - number
        assert traces(desk, [f"{said(number + 1)}"]) == []
    assert erased >= rounds // 5
    figures(f"kill -9: {rounds} erasings killed, {erased} of them were done, no trace of any")
