"""Safety copies and erasing: a new copy without the case at once, none that mixes before and after, an end for the old ones."""

from datetime import timedelta
from threading import Thread

from behind import inside
from copy_looks import copied, copies, rests, settled, stepping, values, wait_until

from champion_tui.domain.cases.case import CaseFacts
from champion_tui.store.copies import making

__all__ = ["stepping"]
FACTS = CaseFacts(authority="oxford", body_type="voluntary", stage="homeless", outcome="refer")


def unswept(connection):
    """Whether the copy says of itself that traces may be in it."""
    return connection.execute("SELECT unswept FROM state").fetchall()


def test_an_erasing_makes_a_copy_at_once_in_which_nothing_is_left(desk, store):
    """However young the newest copy is: otherwise the last one before it would hold the case until somebody changes something."""
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
    """What was copied so far still had the case: it goes from the copy too, whole and in pieces, and no other one is needed."""
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
    """The one that was copied before the erasing is made as it was; the one after it follows by itself."""
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
    """After that many days of ordinary work no copy on this machine holds it, and until then some do."""
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
