"""The early list: all that is given or none of it, in the order of the days, and held against its history."""

from datetime import date, timedelta

import pytest
from behind import execute

from champion_tui.domain.cases.summary import EarlyEntry
from champion_tui.store.errors import EarlyTaken, NoSuchEarly

DAY = date(2026, 11, 24)


def entry(number, days=0, worker="Ann Example"):
    """An entry of somebody who may lose a home so many days later."""
    return EarlyEntry(f"EX {number} \ud800\"'", DAY + timedelta(days=days), "prison", worker, DAY)


def history(store):
    """What the check says of rows and history."""
    return next(each for each in store.check() if each.name == "history")


def test_entries_come_by_the_day_and_until_a_day(desk, store):
    """Whatever characters they hold; also after the store was closed."""
    entries = [entry(1, 30), entry(2, 10, "李 \0"), entry(3, 20)]
    store.early_add(entries)
    store.close()
    again = desk.unlock()
    assert again.early() == (entries[1], entries[2], entries[0])
    assert again.early(DAY + timedelta(days=20)) == (entries[1], entries[2])
    assert [each for each in again.check() if not each.ok] == []


def test_one_that_is_taken_keeps_all_of_them_out(store):
    """A reference that is on the list already, or that is given twice."""
    store.early_add([entry(1)])
    events = store.verify_chain().events
    for given in ([entry(2), entry(1)], [entry(2), entry(3), entry(2, 5)]):
        with pytest.raises(EarlyTaken) as caught:
            store.early_add(given)
        assert caught.value.own_reference == given[-1].own_reference
    assert store.early() == (entry(1),)
    assert store.verify_chain().events == events


def test_one_that_was_taken_off_may_come_again(store):
    """The history has both; one that is not there is said."""
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
    """Changed, taken out or made into something else behind the history's back."""
    store.early_add([entry(1)])
    assert history(store).ok
    execute(store, harm)
    assert not history(store).ok


def test_thousands_are_added_in_one_piece(store):
    """Each with its own event, and the chain holds."""
    store.early_add([entry(number, number % 900) for number in range(3_000)])
    assert len(store.early()) == 3_000
    assert store.verify_chain().ok
    assert store.verify_chain().events == 3_001
