"""Automatic safety copies: made between writes, on any disk, and never at the expense of what is being saved."""

import os
import shutil
import tempfile
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from behind import execute, inside
from copy_looks import copied, copies, rests, settled, stepping, values
from store_changes import save_answers

from champion_tui.store import backups, opening
from champion_tui.store.cases import records
from champion_tui.store.copies import checking_copies, container, copies_here, making
from champion_tui.store.errors import CopyNotMade, StoreBusy, StoreDamaged
from champion_tui.store.history import events

__all__ = ["stepping"]
NOBODY = 65534


def test_the_first_change_makes_a_copy_and_later_ones_in_time(desk, store):
    """A copy is made at once, then none for fifteen minutes, then one with the later changes; none if nothing was changed."""
    desk.new_case(store)
    settled(store)
    assert len(copies(desk)) == 1
    desk.clock.forward(minutes=14, seconds=59)
    save_answers(store, "OX-1", {"age": "18-plus"})
    settled(store)
    assert len(copies(desk)) == 1
    desk.clock.forward(seconds=1)
    store.save_fields("OX-1", None, "referral", {"full-name": "Zoë"})
    settled(store)
    newest, first = copies(desk)
    assert newest.made - first.made == timedelta(minutes=15)
    assert "full-name" in copied(desk, newest.path, values)
    assert "full-name" not in copied(desk, first.path, values)
    desk.clock.forward(minutes=20)
    store.save_fields("OX-1", store.case("OX-1").version, "referral", {"full-name": "Zoë"})
    settled(store)
    assert len(copies(desk)) == 2
    assert rests(desk) == []


def test_a_second_program_and_the_next_day_go_by_the_copies_that_are_there(desk, store):
    """A program that opens the store later makes a copy only if the newest one is old enough."""
    desk.new_case(store)
    settled(store)
    other = desk.unlock()
    other.save_setting("area", "oxfordshire")
    settled(other)
    assert len(copies(desk)) == 1
    desk.clock.forward(hours=20)
    other.save_setting("area", None)
    settled(other)
    assert len(copies(desk)) == 2


def test_a_clock_that_jumps_stops_no_copies(desk, store):
    """When the clock is put back a year, copies are made at the new time too and the later ones are kept for now."""
    desk.new_case(store)
    settled(store)
    desk.clock.forward(days=-365)
    store.save_setting("area", "oxfordshire")
    settled(store)
    desk.clock.forward(minutes=15)
    store.save_setting("area", None)
    settled(store)
    assert len(copies(desk)) == 3


def test_old_copies_go_when_a_new_one_is_there(desk, store):
    """After a month of daily work there are only the copies that the rule keeps, and none is older than 28 days."""
    for day in range(34):
        desk.clock.forward(days=1)
        store.save_setting("area", str(day))
        settled(store)
    here = copies(desk)
    assert 10 <= len(here) <= 16
    assert desk.clock() - here[-1].made <= timedelta(days=28)


def test_who_waits_for_the_store_has_it_between_two_steps(desk, store, stepping):
    """Work handed in during a copy is done before the copy's next step, in order, at every step."""
    order = []

    def do(step):
        order.append(f"step {step}")
        inside(store).worker.start(lambda: order.append(f"job {step}a"))
        inside(store).worker.start(lambda: order.append(f"job {step}b"))

    stepping["do"] = do
    desk.new_case(store)
    settled(store)
    steps = len(order) // 3
    assert steps > 20
    assert order == [each for step in range(1, steps + 1) for each in (f"step {step}", f"job {step}a", f"job {step}b")]
    assert len(copies(desk)) == 1


@pytest.mark.parametrize("network", [False, True])
def test_a_write_during_the_copy_is_whole_in_it(desk, monkeypatch, network):
    """A copy is sound and holds one complete state although a value over many pages is changed during its first steps."""
    monkeypatch.setattr(opening, "on_network", lambda home: network)
    monkeypatch.setattr("champion_tui.store.creating.on_network", lambda home: network)
    monkeypatch.setattr(making, "STEP", 4)
    store, _ = desk.create()
    desk.new_case(store, **{"risk-notes": "0" * 20_000})
    settled(store)
    original, written = store.backups._between, []

    def write():
        number = str(len(written) % 10)
        case = inside(store).database.write(
            lambda session: backups_write(session, store, {"risk-notes": number * 20_000, "known-as": number})
        )
        written.append(case)

    def between():
        if len(written) < 8:
            inside(store).worker.start(write)
        original()

    monkeypatch.setattr(store.backups, "_between", between)
    made = store.backups.make(desk.home / "copy.zip")
    assert len(written) == 8
    found = copied(desk, made.path, values)
    assert set(found["risk-notes"]) - {'"'} == set(found["known-as"]) - {'"'}
    assert len(found["risk-notes"]) == 20_002
    assert store.verify_chain().ok


def test_nothing_comes_between_a_copy_and_its_list_of_people(desk, store, stepping):
    """With a change waiting at every step, including the last, the copy holds everything done before it was complete."""
    desk.new_case(store)
    settled(store)

    def save(number):
        return inside(store).database.write(
            lambda session: records.save_setting(session, inside(store).hand(), "area", f"area {number}")
        )

    stepping["do"] = lambda step: inside(store).worker.start(lambda: save(step))
    made = store.backups.make(desk.home / "copy.zip")
    assert made.manifest.chain_head == store.chain_head()


def backups_write(session, store, changes):
    """Saves fields from within the thread that owns the connection."""
    hand = events.Hand("slot", "Ann Example", "2026-11-23T09:30:00+00:00")
    return records.save_fields(session, hand, "OX-1", None, "referral", changes)


def test_a_write_of_another_program_during_the_copy_begins_it_anew(desk, store, monkeypatch):
    """A copy disturbed by another program's write is begun again; if the writes never stop, it is given up with a message."""
    monkeypatch.setattr(making, "STEP", 2)
    desk.new_case(store)
    settled(store)
    other, original, steps = desk.unlock(), store.backups._between, []

    def between():
        steps.append(len(steps))
        if len(steps) == 3 or stubborn:
            other.save_setting("area", f"area {len(steps)}")
        original()

    monkeypatch.setattr(store.backups, "_between", between)
    stubborn = False
    made = store.backups.make(desk.home / "copy.zip")
    setting = copied(desk, made.path, lambda connection: connection.execute("SELECT value FROM setting").fetchall())
    assert setting == [('"area 3"',)]
    stubborn = True
    with pytest.raises(CopyNotMade, match="kept being changed"):
        store.backups.make(desk.home / "second.zip")
    assert rests(desk) == []


def test_work_that_needs_the_store_alone_ends_the_copy(desk, store, stepping):
    """Work that needs the store alone ends the copy, leaves nothing half done, and the next change begins another copy."""
    done = []

    def do(step):
        if step == 5:
            inside(store).worker.start(lambda: done.append(rests(desk)), alone=True)

    stepping["do"] = do
    desk.new_case(store)
    settled(store)
    store.cases()
    assert len(done) == 1
    assert copies(desk) == []
    assert rests(desk) == []
    store.save_setting("area", "oxfordshire")
    settled(store)
    assert len(copies(desk)) == 1
    assert store.backups.trouble is None


def test_closing_lets_a_copy_come_to_its_end(desk, store):
    """A program that saves once and ends leaves a copy behind."""
    desk.new_case(store)
    store.close()
    assert len(copies(desk)) == 1
    assert rests(desk) == []


def test_closing_drops_a_copy_that_takes_too_long(desk, store, stepping, monkeypatch):
    """A copy that is not finished in its time is dropped when the store closes, and the store is closed and sound."""
    import threading

    monkeypatch.setattr(backups, "SECONDS_TO_FINISH", 0.05)
    held = threading.Event()
    stepping["do"] = lambda step: held.wait(0.2)
    desk.new_case(store)
    store.close()
    running = store.backups._running
    if running is not None:
        running.join(10)
    assert copies(desk) == []
    assert rests(desk) == []
    assert len(desk.unlock().cases()) == 1


def fail_with(number):
    """Returns a call that fails with the OSError of this number."""

    def fail(*arguments, **named):
        raise OSError(number, os.strerror(number))

    return fail


@pytest.mark.parametrize("number", [28, 5, 30])
@pytest.mark.parametrize("place", ["container.write", "new_private_file", "container.read", "sync_folder"])
def test_a_copy_that_fails_fails_no_save_and_leaves_nothing(desk, store, monkeypatch, place, number):
    """A full, broken or read-only disk at any stage of a copy stops no save; the reason is kept and the copy is tried again."""
    with monkeypatch.context() as patched:
        patched.setattr(f"champion_tui.store.copies.making.{place}", fail_with(number))
        desk.new_case(store)
        settled(store)
        since, why = store.backups.trouble
        assert since == desk.clock()
        assert why.startswith("The safety copy was NOT made")
        save_answers(store, "OX-1", {"age": "18-plus"})
        settled(store)
        assert [copy.path.name for copy in copies(desk)] == []
        assert rests(desk) == []
    desk.clock.forward(minutes=15)
    save_answers(store, "OX-1", {"age": "16-17"})
    settled(store)
    assert len(copies(desk)) == 1
    assert store.backups.trouble is None


def test_a_fault_in_the_program_fails_no_save_either(desk, store, monkeypatch):
    """Even a bug of ours in making a copy never reaches a caller that saves."""
    monkeypatch.setattr(making, "finish", lambda *arguments: 1 / 0)
    desk.new_case(store)
    settled(store)
    assert "ZeroDivisionError" in store.backups.trouble[1]


def test_copies_never_fill_the_disk(desk, store, monkeypatch):
    """If there is room for the store but hardly for copies, none is made, and nothing is written to find that out."""
    usage = shutil.disk_usage(desk.home)._replace(free=making.SPARE_BYTES)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage)
    desk.new_case(store)
    settled(store)
    assert "too little room" in store.backups.trouble[1]
    assert rests(desk) == []


def test_a_folder_of_copies_that_cannot_be_written_stops_no_save(desk, clock):
    """If an ordinary user's folder of copies is read-only, saving still works and the reason is kept."""
    with tempfile.TemporaryDirectory(prefix="store-", dir="/tmp") as name:
        root, folder = os.geteuid() == 0, Path(name)
        if root:
            folder.chmod(0o755)
            os.chown(folder, NOBODY, NOBODY)
            os.setresuid(NOBODY, NOBODY, 0)
        try:
            desk.home = folder / "home"
            store, _ = desk.create()
            (desk.home / "backups").mkdir(mode=0o500)
            desk.new_case(store)
            settled(store)
            assert "may not be" in store.backups.trouble[1]
            assert len(store.cases()) == 1
            store.close()
        finally:
            (desk.home / "backups").chmod(0o700)
            if root:
                os.setresuid(0, 0, 0)


def test_two_programs_make_one_copy_at_a_time(desk, store, stepping):
    """While one program makes a copy, another makes none and reports no trouble."""
    other = desk.unlock()

    def do(step):
        if step == 3:
            other.save_setting("area", "oxfordshire")
            settled(other)

    stepping["do"] = do
    desk.new_case(store)
    settled(store)
    assert len(copies(desk)) == 1
    assert other.backups.trouble is None
    lock = copies_here.folder_alone(desk.home)
    with pytest.raises(StoreBusy):
        store.backups.make(desk.home / "copy.zip")
    lock.release()


def test_a_copy_that_is_asked_for_goes_where_it_is_wanted(desk, store, tmp_path):
    """A requested copy is verified, private and equal to the store; it overwrites no file and creates no folder."""
    desk.new_case(store, **{"full-name": "Zoë"})
    target = tmp_path / "stick" / "copy.zip"
    with pytest.raises(CopyNotMade, match="no folder"):
        store.backups.make(target)
    target.parent.mkdir()
    made = store.backups.make(target)
    assert (made.path, made.size) == (target, target.stat().st_size)
    assert target.stat().st_mode & 0o777 == 0o600
    assert made.manifest.chain_head == store.chain_head()
    assert container.read(target).manifest == made.manifest
    content = target.read_bytes()
    with pytest.raises(CopyNotMade, match="already something"):
        store.backups.make(target)
    assert target.read_bytes() == content
    assert [path.name for path in target.parent.iterdir()] == ["copy.zip"]


def test_a_damaged_store_is_not_copied(desk, store, tmp_path):
    """A store that cannot be verified is not copied: the damage is reported and nothing is left behind."""
    desk.new_case(store)
    settled(store)
    execute(store, "PRAGMA wal_checkpoint(TRUNCATE)")
    path = desk.home / "cases.db"
    content = bytearray(path.read_bytes())
    content[9 * 4096 + 100] ^= 1
    path.write_bytes(content)
    fresh = desk.unlock()
    with pytest.raises(StoreDamaged):
        fresh.backups.make(tmp_path / "copy.zip")
    assert not (tmp_path / "copy.zip").exists()
    assert rests(desk) == []


def test_replacing_all_leaves_one_new_copy(desk, store):
    """As after a change of key, one new copy is made and verified; then all others are deleted, put-aside pairs too."""
    desk.new_case(store)
    settled(store)
    (old,) = copies(desk)
    aside = desk.home / "backups" / "replaced-2026-11-01T090000.000000Z"
    aside.mkdir()
    (aside / "cases.db").write_bytes(b"old")
    made = store.backups.replace_all()
    assert [copy.path for copy in copies_here.copies(desk.home)] == [made.path]
    assert made.path != old.path
    assert copied(desk, made.path, values) == {}


def told_of_copies(store):
    """Returns whether the check of the copies passed, and its message."""
    (found,) = [result for result in store.check() if result.name == "copies"]
    assert found.words.isprintable()
    return found.ok, found.words


def test_the_check_reads_every_copy_and_says_how_old_the_newest_is(desk, store):
    """The check reports no copy yet, good copies, a damaged copy, and missing copies after something was changed."""
    assert told_of_copies(store) == (True, checking_copies.NONE_YET)
    desk.new_case(store)
    settled(store)
    desk.clock.forward(hours=1)
    store.save_setting("area", "oxfordshire")
    settled(store)
    desk.clock.forward(minutes=125)
    ok, words = told_of_copies(store)
    assert ok
    assert words == (
        "Read every byte of 2 safety copies; each is as it was written. The newest was made on Monday 23 November 2026 at "
        "10:30, 2 hours ago. Nothing was changed since. It was opened and read through: each page is as it was written."
    )
    newest, first = copies(desk)
    first.path.write_bytes(first.path.read_bytes()[:-1])
    ok, words = told_of_copies(store)
    assert not ok
    assert "2 safety copies; 1 cannot be used." in words
    assert f"The safety copy {first.path.name} cannot be used" in words
    newest.path.unlink()
    ok, words = told_of_copies(store)
    assert not ok
    assert checking_copies.NONE_YET in words
    assert rests(desk) == []


def test_the_check_says_since_when_no_copy_could_be_made_and_why(desk, store, monkeypatch):
    """While copies fail, the check fails too and gives the reason."""
    monkeypatch.setattr(making.container, "write", fail_with(28))
    desk.new_case(store)
    settled(store)
    ok, words = told_of_copies(store)
    assert not ok
    assert (
        "Since Monday 23 November 2026 at 09:30 none could be made. The safety copy was NOT made: the disk is full."
        in words
    )


def test_what_is_copied_goes_to_the_disk_bit_by_bit(desk, store, stepping, monkeypatch, tmp_path):
    """At most four steps wait to be written to disk; one large write at the end held up saving for 170 ms."""
    sizes, fsync = [0], os.fsync

    def seen(handle):
        fsync(handle)
        drafts = (desk.home / "backups").glob("*.unfinished.db")
        sizes.extend(draft.stat().st_size for draft in drafts if os.path.samestat(os.fstat(handle), draft.stat()))

    desk.new_case(store)
    settled(store)
    monkeypatch.setattr(making.os, "fsync", seen)
    store.backups.make(tmp_path / "copy.zip")
    pages = (desk.home / "cases.db").stat().st_size // 4096
    assert len(sizes) > pages // making.STEPS_A_FLUSH
    # SQLite's own cache may have held back one more page.
    assert max(later - earlier for earlier, later in pairwise(sizes)) <= (making.STEPS_A_FLUSH + 1) * 4096


def test_the_end_of_a_sitting_is_copied(desk):
    """Closing the store copies what was saved since the last copy; a single command, or only reading, makes none."""
    with desk.create()[0] as store:
        desk.new_case(store)
        settled(store)
        desk.clock.forward(minutes=5)
        store.save_fields("OX-1", 1, "referral", {"full-name": "Zoe"})
    newest, _ = copies(desk)
    assert copied_later(desk, newest.path) == {"full-name": '"Zoe"'}
    for minutes in (0, 5):
        with desk.unlock() as store:
            desk.clock.forward(minutes=minutes)
            store.cases()
    with desk.unlock() as store:
        store.save_setting("area", "oxfordshire")
    assert len(copies(desk)) == 2


def copied_later(desk, path):
    """Returns the values of the referral in a copy, for a store that is closed."""
    with desk.unlock():
        return copied(desk, path, values)
