"""The early list: entries are added all or none, are listed in date order, and are checked against the history."""

from datetime import date, timedelta

import pytest
from behind import execute

from champion_tui.domain.cases.summary import EarlyEntry
from champion_tui.store.errors import EarlyChanged, EarlyTaken, NoSuchEarly

DAY = date(2026, 11, 24)


def entry(number, days=0, worker="Ann Example"):
    """Returns an entry of a person who may lose their home this many days after ``DAY``."""
    return EarlyEntry(f"EX {number} \ud800\"'", DAY + timedelta(days=days), "prison", worker, DAY)


def history(store):
    """Returns the result of the check of rows against history."""
    return next(each for each in store.check() if each.name == "history")


def test_entries_come_by_the_day_and_until_a_day(desk, store):
    """Entries with any characters are listed by date, optionally up to a date, also after the store was closed."""
    entries = [entry(1, 30), entry(2, 10, "李 \0"), entry(3, 20)]
    store.early_add(entries)
    store.close()
    again = desk.unlock()
    assert again.early() == (entries[1], entries[2], entries[0])
    assert again.early(DAY + timedelta(days=20)) == (entries[1], entries[2])
    assert [each for each in again.check() if not each.ok] == []


def test_one_that_is_taken_keeps_all_of_them_out(store):
    """If one reference is already on the list or is given twice, no entry is added."""
    store.early_add([entry(1)])
    events = store.verify_chain().events
    for given in ([entry(2), entry(1)], [entry(2), entry(3), entry(2, 5)]):
        with pytest.raises(EarlyTaken) as caught:
            store.early_add(given)
        assert caught.value.own_reference == given[-1].own_reference
    assert store.early() == (entry(1),)
    assert store.verify_chain().events == events


def test_one_that_was_taken_off_may_come_again(store):
    """An entry may be added again after it was removed, and both are in the history; removing a missing one raises an error."""
    store.early_add([entry(1)])
    store.early_remove(entry(1).own_reference)
    assert store.early() == ()
    with pytest.raises(NoSuchEarly):
        store.early_remove(entry(1).own_reference)
    store.early_add([entry(1, 7)])
    assert store.early() == (entry(1, 7),)
    assert [event.what.split()[0] for event in store.events()][-3:] == ["early"] * 3
    assert history(store).ok


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE early_entry SET may_lose_on = '2027-01-01'",
        "DELETE FROM early_entry",
        "UPDATE early_entry SET own_reference = 7",
    ],
)
def test_an_entry_that_is_not_what_the_history_says_is_named(store, harm):
    """An entry that was changed, deleted or made into something else without an event fails the check."""
    store.early_add([entry(1)])
    assert history(store).ok
    execute(store, harm)
    assert not history(store).ok


def test_thousands_are_added_in_one_piece(store):
    """Three thousand entries are added together, each with its own event, and the chain verifies."""
    store.early_add([entry(number, number % 900) for number in range(3_000)])
    assert len(store.early()) == 3_000
    assert store.verify_chain().ok
    assert store.verify_chain().events == 3_001


def checked(store, name):
    """Returns whether that check of the store passes."""
    return next(each for each in store.check() if each.name == name).ok


def said_in_history(store):
    """Returns all the text that events of the early list still hold."""
    return " ".join(
        f"{event.what} {event.old} {event.new}" for event in store.events() if event.what.startswith("early")
    )


def test_what_is_erased_is_gone_from_the_history_too(store):
    """Entries up to the day are erased from the history too, even if removed before; later ones stay, and the chain verifies."""
    gone, off, later = entry(1, 1), entry(2, 2), entry(3, 9)
    store.early_add([gone, off, later])
    store.early_remove(off.own_reference)
    store.erase_all((), early_until=(DAY + timedelta(days=2), [gone.own_reference]))
    assert store.early() == (later,)
    said = said_in_history(store)
    assert "EX 3" in said
    assert "EX 1" not in said
    assert "EX 2" not in said
    assert store.verify_chain().ok
    assert store.verify_chain().erased == 3
    assert [checked(store, name) for name in ("events", "history", "erased")] == [True] * 3


def test_nothing_is_erased_where_others_are_due_by_then(store):
    """Nothing is erased if the entries due by the day are not exactly those that the person saw."""
    store.early_add([entry(1, 1), entry(2, 2)])
    for seen in ([entry(1).own_reference], [entry(1).own_reference, entry(2).own_reference, entry(3).own_reference]):
        with pytest.raises(EarlyChanged):
            store.erase_all((), early_until=(DAY + timedelta(days=5), seen))
    assert len(store.early()) == 2
    assert "EX 1" in said_in_history(store)


@pytest.mark.parametrize("erased", [True, False])
def test_what_an_event_said_cannot_be_taken_out_behind_the_historys_back(store, erased):
    """A payload deleted from an event is missed, both without an erasing and next to one that does not name it."""
    store.early_add([entry(1, 1), entry(2, 9)])
    if erased:
        store.erase_all((), early_until=(DAY + timedelta(days=2), [entry(1).own_reference]))
        assert checked(store, "events")
    kept = max(event.number for event in store.events() if "EX 2" in event.what)
    execute(store, "DELETE FROM event_payload WHERE number = ?", (kept,))
    assert not checked(store, "events")


def test_what_was_erased_and_says_something_again_is_found(store):
    """An erased event that has a payload again, as when an old part of the file was put back, is found."""
    store.early_add([entry(1, 1)])
    number = next(event.number for event in store.events() if "EX 1" in event.what)
    execute(store, "CREATE TABLE kept AS SELECT * FROM event_payload WHERE number = ?", (number,))
    store.erase_all((), early_until=(DAY + timedelta(days=2), [entry(1).own_reference]))
    execute(store, "INSERT INTO event_payload SELECT * FROM kept")
    assert not checked(store, "erased")
