"""The folder of copies as it may be found: odd names, links, other people's files, and clocks that were wrong."""

from datetime import timedelta

import pytest

from champion_tui.store.copies import copies_here
from champion_tui.store.errors import StoreDamaged


@pytest.mark.parametrize(
    "name",
    ["auto-2026-02-30T120000.000000Z.zip", "auto-2026-11-20T996000.000000Z.zip", "auto-.zip", "notes.txt", "auto"],
)
def test_what_only_looks_like_a_copy_stops_nothing(desk, store, name):
    """A file that only looks like a copy is ignored by the list, by the check and by the next copy."""
    desk.new_case(store)
    store.backups.wait()
    (desk.home / "backups" / name).write_bytes(b"not ours")
    assert len(copies_here.copies(desk.home)) == 1
    desk.clock.forward(minutes=20)
    store.save_setting("area", "oxfordshire")
    store.backups.wait()
    assert store.backups.trouble is None
    assert len(copies_here.copies(desk.home)) == 2
    assert [result for result in store.check() if result.name == "copies" and not result.ok] == []


def test_a_copy_of_a_day_to_come_is_offered_last(desk, store):
    """One day with a clock far ahead does not make the oldest copy the newest for ever."""
    store.close()
    now = desk.clock()
    desk.clock.forward(days=365 * 100)
    with desk.unlock() as ahead:
        desk.new_case(ahead, "OX-1")
        ahead.backups.wait()
    desk.clock.forward(days=-365 * 100)
    with desk.unlock() as again:
        desk.new_case(again, "OX-2")
        again.backups.wait()
        words = next(result.words for result in again.check() if result.name == "copies")
        assert "The newest was made on Monday 23 November 2026" in words
    assert copies_here.newest_whole(desk.home, desk.clock()).manifest.moment - now < timedelta(days=1)
    (desk.home / "cases.db").write_bytes(b"rubbish" * 2000)
    with pytest.raises(StoreDamaged) as caught:
        desk.unlock()
    assert "auto-2026" in caught.value.way_out


def test_a_link_that_leads_nowhere_hides_no_good_copy(desk, store):
    """A link to a missing file is ignored, and the good copies are found and read."""
    desk.new_case(store)
    store.backups.wait()
    (desk.home / "backups" / "auto-2026-11-23T235900.000000Z.zip").symlink_to(desk.home / "nowhere")
    desk.clock.forward(days=1)
    assert copies_here.newest_whole(desk.home, desk.clock()) is not None
    words = next(result.words for result in store.check() if result.name == "copies")
    assert "Read every byte of 1 safety copy" in words


def test_thinning_leaves_what_has_another_name_elsewhere(desk, store, tmp_path):
    """Deleting old copies leaves hard links to them complete."""
    desk.new_case(store)
    store.backups.wait()
    (copy,) = copies_here.copies(desk.home)
    kept = tmp_path / "kept.zip"
    kept.hardlink_to(copy.path)
    before = kept.read_bytes()
    copies_here.delete(copy)
    assert not copy.path.exists()
    assert kept.read_bytes() == before
