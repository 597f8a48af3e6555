"""Safety copies and erasing: a new copy without the case at once, none that mixes before and after, and old ones expire."""

from datetime import timedelta
from threading import Thread

from behind import inside
from copy_looks import copied, copies, rests, settled, stepping, values, wait_until

from champion_tui.domain.cases.case import CaseFacts
from champion_tui.store.copies import making

__all__ = ["stepping"]
FACTS = CaseFacts(authority="oxford", body_type="voluntary", stage="homeless", outcome="refer")


def unswept(connection):
    """Returns the copy's own mark that it may contain traces."""
    return connection.execute("SELECT unswept FROM state").fetchall()


def test_an_erasing_makes_a_copy_at_once_in_which_nothing_is_left(desk, store):
    """An erasing makes a copy at once, however young the newest is, so that the newest copy does not hold the case."""
    desk.new_case(store, "OX-1", **{"full-name": "Zoe Example"})
    settled(store)
    (before,) = copies(desk)
    assert copied(desk, before.path, values)["full-name"] == '"Zoe Example"'
    store.erase("OX-1", 1, FACTS)
    settled(store)
    after = copies(desk)[0]
    assert after.made > before.made
    assert copied(desk, after.path, values) == {}
    assert copied(desk, after.path, unswept) == [(0,)]


def test_an_erasing_while_a_copy_is_made_comes_into_it(desk, store, stepping):
    """An erasing during a copy also removes the case from the pages copied so far, and no second copy is needed."""
    erasing = []

    def do(_step):
        if not erasing:
            erasing.append(Thread(target=store.erase, args=("OX-1", 1, FACTS)))
            erasing[0].start()
            wait_until(lambda: not inside(store).worker._queue.empty())

    desk.new_case(store, "OX-1", **{"full-name": "Zoe Example"})
    settled(store)
    desk.clock.forward(minutes=20)
    stepping["do"] = do
    store.save_setting("area", "oxfordshire")
    settled(store)
    erasing[0].join()
    settled(store)
    newest, older = copies(desk)
    assert copied(desk, newest.path, values) == {}
    assert copied(desk, newest.path, unswept) == [(0,)]
    assert older.made == newest.made - timedelta(minutes=20)
    assert rests(desk) == []


def test_an_erasing_while_a_copy_is_being_finished_makes_another(desk, store, monkeypatch):
    """A copy that was nearly finished when the case was erased is kept as it was, and another copy follows by itself."""
    finish, erased = making.finish, []

    def erase_first(*arguments):
        if not erased:
            erased.append(store.erase("OX-1", 1, FACTS))
        return finish(*arguments)

    monkeypatch.setattr(making, "finish", erase_first)
    desk.new_case(store, "OX-1", **{"full-name": "Zoe Example"})
    wait_until(lambda: len(copies(desk)) == 2)
    settled(store)
    newest, older = copies(desk)
    assert copied(desk, newest.path, values) == {}
    assert copied(desk, older.path, values)["full-name"] == '"Zoe Example"'


def test_what_was_erased_leaves_the_copies_within_28_days(desk, store):
    """After 28 days of ordinary work no copy on this machine holds the erased case; until then some do."""
    desk.new_case(store, "OX-1", **{"full-name": "Zoe Example"})
    settled(store)
    store.erase("OX-1", 1, FACTS)
    settled(store)
    held = []
    for day in range(1, 30):
        desk.clock.forward(days=1)
        store.save_setting("area", str(day))
        settled(store)
        held.append(any(copied(desk, copy.path, values) for copy in copies(desk)))
    assert held[0]
    assert not held[28]
