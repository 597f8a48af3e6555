"""The chain of events: what it notes, what it notices, and that it holds after something was erased."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from champion_tui.store import chain, vaultfile


def tamper(store, *statements):
    """Change the tables behind the store's back, as a holder of the key could."""

    def run():
        for statement in statements:
            store._database.connection.execute(statement)

    store._worker.call(run)


@pytest.fixture
def told(desk, store):
    """A store whose chain has six events."""
    desk.new_case(store, **{"full-name": "Zoë"})
    store.save_fields("OX-1", 1, "referral", {"full-name": "Zoë Example", "support-needs": ("a", "b")})
    store.save_setting("area", "oxfordshire")
    store.save_fields("OX-1", 2, "referral", {"full-name": None})
    return store


def test_events_say_who_when_what_old_and_new(desk, told):
    """Each change is an event with its author, its moment and both values."""
    what = [(event.what, event.old, event.new) for event in told.events("OX-1")[1:]]
    assert what == [
        ("referral full-name", "Zoë", "Zoë Example"),
        ("referral support-needs", None, "a, b"),
        ("referral full-name", "Zoë Example", None),
    ]
    everything = told.events()
    assert [event.number for event in everything] == list(range(1, 7))
    assert everything[0].what == "vault-created"
    assert '"full-name": "Zoë"' in everything[1].new
    assert {(event.who, event.at) for event in everything} == {("Ann Example", desk.clock())}
    assert told.events("OX-9") == ()


def test_the_author_is_the_person_who_unlocked(desk):
    """What is done after unlocking with the recovery code is not put down to anybody else."""
    store, code = desk.create()
    store.close()
    store = desk.unlock(code)
    desk.new_case(store)
    assert [event.who for event in store.events()] == ["Ann Example", "recovery code"]


def test_the_chain_holds_and_its_head_is_the_last_events(told):
    """An untouched chain verifies, and the head to print is the newest value."""
    report = told.verify_chain()
    assert (report.ok, report.events, report.erased, report.head) == (True, 6, 0, told.chain_head())
    assert told.events()[-1].chain == told.chain_head()


def test_erased_payloads_leave_a_chain_that_verifies_and_a_stub_without_identity(told):
    """With salt and payload gone, the chain still holds; when, which case and what kind of thing remain."""
    head = told.chain_head()
    tamper(told, "DELETE FROM event_payload WHERE number IN (SELECT number FROM event WHERE case_reference = 'OX-1')")
    report = told.verify_chain()
    assert (report.ok, report.erased, report.head) == (True, 4, head)
    stub = told.events("OX-1")
    assert [(event.what, event.who, event.old, event.new) for event in stub] == [
        ("created", "", None, None),
        ("referral", "", None, None),
        ("referral", "", None, None),
        ("referral", "", None, None),
    ]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE event SET at = '2026-11-24T09:30:00.000000+00:00' WHERE number = 3",
        "UPDATE event SET slot = 'somebody' WHERE number = 3",
        "UPDATE event SET case_reference = 'OX-7' WHERE number = 3",
        "UPDATE event SET verb = 'agency' WHERE number = 3",
        "UPDATE event SET commitment = zeroblob(32) WHERE number = 3",
        "UPDATE event SET chain = zeroblob(32) WHERE number = 6",
        "UPDATE event_payload SET payload = CAST(replace(payload, 'Zo', 'Jo') AS BLOB) WHERE number = 3",
        "UPDATE event_payload SET salt = zeroblob(32) WHERE number = 3",
        "UPDATE event_payload SET salt = x'' WHERE number = 3",
        "UPDATE state SET events = 5",
        "UPDATE state SET chain_head = zeroblob(32)",
        "UPDATE state SET vault = '00000000000000000000000000000000'",
    ],
)
def test_every_change_to_what_was_written_breaks_the_chain(told, statement):
    """Whatever is altered afterwards, verifying says so, and so does the check of the whole store."""
    tamper(told, statement)
    report = told.verify_chain()
    assert not report.ok
    assert report.trouble
    (result,) = [result for result in told.check() if result.name == "events"]
    assert not result.ok


REMOVED = {
    1: ("DELETE FROM event_payload WHERE number = 1", "DELETE FROM event WHERE number = 1"),
    3: ("DELETE FROM event_payload WHERE number = 3", "DELETE FROM event WHERE number = 3"),
    6: ("DELETE FROM event_payload WHERE number = 6", "DELETE FROM event WHERE number = 6"),
}


@pytest.mark.parametrize("number", REMOVED)
def test_a_removed_event_breaks_the_chain(told, number):
    """An event taken out at the beginning, in the middle or at the end is missed."""
    tamper(told, "PRAGMA foreign_keys = OFF", *REMOVED[number])
    assert not told.verify_chain().ok


def test_swapped_payloads_break_the_chain(told):
    """What one event said cannot be put into the mouth of another."""
    tamper(
        told,
        "PRAGMA foreign_keys = OFF",
        "UPDATE event_payload SET number = 99 WHERE number = 3",
        "UPDATE event_payload SET number = 3 WHERE number = 4",
        "UPDATE event_payload SET number = 4 WHERE number = 99",
    )
    assert "event 3" in told.verify_chain().trouble


LINK = chain.Link(1, "2026-11-23T09:30:00.000000+00:00", "s", "OX-1", "created", b"c" * 32)


@given(
    field=st.sampled_from(["number", "at", "slot", "case", "verb", "commitment"]), text=st.text(min_size=1, max_size=8)
)
def test_every_part_of_a_link_counts(field, text):
    """Two links that differ in one part never give the same value."""
    value = {"number": len(text) + 1, "commitment": text.encode("utf-8", "surrogatepass").ljust(32, b"x")}.get(
        field, text
    )
    other = dataclasses.replace(LINK, **{field: value})
    before = chain.beginning("0" * 32)
    assert (chain.following(before, other) == chain.following(before, LINK)) == (other == LINK)
    assert chain.following(chain.beginning("1" * 32), LINK) != chain.following(before, LINK)


def test_the_same_words_are_committed_to_differently_each_time():
    """The salt is fresh, so two equal payloads cannot be told from their commitments."""
    payload = vaultfile.canonical({"who": "Ann"})
    first, second = chain.new_salt(), chain.new_salt()
    assert chain.commitment(first, payload) != chain.commitment(second, payload)
    assert chain.fits(first, payload, chain.commitment(first, payload))
    assert not chain.fits(second, payload, chain.commitment(first, payload))
