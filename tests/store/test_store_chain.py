"""The chain of events: what it records, what it detects, and that it still verifies after an erasing."""

import dataclasses
import hashlib

import pytest
from behind import in_thread, inside
from hypothesis import given
from hypothesis import strategies as st
from store_desk import TREE

from champion_tui.domain.cases.case import CaseFacts
from champion_tui.store.errors import HistoryDiffers, StoreDamaged, StoreError
from champion_tui.store.history import chain
from champion_tui.store.keys import vaultfile


def tamper(store, *statements):
    """Changes the tables without the store's knowledge, as a person with the key could."""

    def run():
        for statement in statements:
            inside(store).database.connection.execute(statement)

    in_thread(store, run)


@pytest.fixture
def told(desk, store):
    """Returns a store whose chain has six events."""
    desk.new_case(store, **{"full-name": "Zoë"})
    store.save_fields("OX-1", 1, "referral", {"full-name": "Zoë Example", "support-needs": ("a", "b")})
    store.save_setting("area", "oxfordshire")
    store.save_fields("OX-1", 2, "referral", {"full-name": None})
    return store


def test_events_say_who_when_what_old_and_new(desk, told):
    """Each change is an event with its author, its time and both values."""
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
    """Changes made after unlocking with the recovery code are recorded as made by "recovery code"."""
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


FACTS = CaseFacts("cherwell", "voluntary", "threatened", "refer")
TAKEN_OUT = "DELETE FROM event_payload WHERE number IN (SELECT number FROM event WHERE case_reference = 'OX-1')"


def put(store, table, column, value):
    """Puts another value into a column of event 3."""
    statement = "UPDATE a_table SET a_column = a_value WHERE number = 3".replace("a_table", table)
    tamper(store, statement.replace("a_column", column).replace("a_value", value))


def without(store, number):
    """Deletes the payload of that event, and which case any case follows."""
    statement = "DELETE FROM event_payload WHERE number = a_value".replace("a_value", str(number))
    tamper(store, statement, "UPDATE case_record SET follows = NULL")


def events_of(store):
    """Returns the result of the check of the events."""
    return next(result for result in store.check() if result.name == "events")


def test_erased_payloads_leave_a_chain_that_verifies_and_a_stub_without_identity(told):
    """Without salts and payloads the chain still verifies; the time, the case and the kind of change remain."""
    told.erase("OX-1", 3, FACTS)
    report = told.verify_chain()
    assert (report.ok, report.events, report.erased, report.head) == (True, 7, 4, told.chain_head())
    assert "7 events, 4 of them erased" in events_of(told).words
    stub = told.events("OX-1")[:-1]
    assert [(event.what, event.who, event.old, event.new) for event in stub] == [
        ("created", "", None, None),
        ("referral", "", None, None),
        ("referral", "", None, None),
        ("referral", "", None, None),
    ]


def test_what_was_taken_out_is_no_erasing(told):
    """If payloads are missing and their case was not erased, the check and the case both name the event."""
    tamper(told, TAKEN_OUT)
    assert told.verify_chain().trouble == "what event 2 said is gone, and no erasing took it"
    assert (events_of(told).ok, "event 2 said is gone" in events_of(told).words) == (False, True)
    with pytest.raises(HistoryDiffers, match="what event 2 said is gone"):
        told.case("OX-1")


@pytest.mark.parametrize("number", [1, 5])
def test_what_an_event_of_no_case_said_is_never_gone(told, number):
    """The payload of an event that belongs to no case is always required; no erasing removes it."""
    without(told, number)
    told_trouble = told.verify_chain().trouble
    assert told_trouble == f"what event {number} said is gone, and no erasing took it"


def test_an_erasing_takes_what_was_said_before_it_of_its_own_case_alone(desk, told):
    """An erasing excuses no missing payload of another case, and none of its own event."""
    desk.new_case(told, "OX-2")
    told.erase("OX-1", 3, FACTS)
    assert told.verify_chain().ok
    tamper(told, "DELETE FROM event_payload WHERE number = 7")
    assert "event 7 said is gone" in told.verify_chain().trouble
    tamper(told, "DELETE FROM event_payload WHERE number = 8")
    assert "event 7 said is gone" in told.verify_chain().trouble


def test_who_erased_is_never_gone(told):
    """The last event of an erased case keeps its payload, which says who erased it."""
    told.erase("OX-1", 3, FACTS)
    tamper(told, "DELETE FROM event_payload WHERE number = 7")
    assert "event 7 said is gone" in told.verify_chain().trouble


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM erased_case",
        "UPDATE erased_case SET event = 6",
        "UPDATE erased_case SET event = 99",
        "UPDATE erased_case SET reference = 'OX-9'",
        "INSERT INTO erased_case (reference, event, created_on, erased_on, area) VALUES ('OX-8', 3, '', '', '')",
    ],
)
def test_each_stub_has_its_erasing_and_each_erasing_its_stub(told, statement):
    """The chain fails if the list of erased cases does not match the erasing events."""
    told.erase("OX-1", 3, FACTS)
    assert told.verify_chain().ok
    tamper(told, statement)
    assert not told.verify_chain().ok


def following(desk, store, *followers):
    """Creates cases that follow others; each is given as (its reference, the reference it follows)."""
    for reference, follows in followers:
        store.create_case(
            reference=reference, area="oxfordshire", tree=TREE, answers={}, agency={}, referral={}, follows=follows
        )


def test_that_a_case_followed_one_that_was_erased_goes_with_that_one_and_no_other(desk, told):
    """Each erasing excuses at most one case's missing predecessor, and only if the case followed it before."""
    following(desk, told, ("OX-2", "OX-1"), ("OX-3", "OX-2"))
    told.erase("OX-1", 3, FACTS)
    assert told.case("OX-2").follows is None
    assert told.verify_chain().ok
    third = next(event.number for event in told.events("OX-3") if event.what == "follows")
    without(told, third)
    assert "whom a case follows is gone" in told.verify_chain().trouble
    assert str(third) in told.verify_chain().trouble


def test_one_that_followed_later_than_the_last_erasing_is_missed(desk, told):
    """An erasing excuses nothing that was recorded after it."""
    told.erase("OX-1", 3, FACTS)
    desk.new_case(told, "OX-2")
    following(desk, told, ("OX-3", "OX-2"))
    number = told.events("OX-3")[-1].number
    without(told, number)
    assert "whom a case follows is gone" in told.verify_chain().trouble


@pytest.mark.parametrize("value", ["'a text'", "5", "1000000000000", "1.5", "''"])
@pytest.mark.parametrize("column", ["event_payload.payload", "event_payload.salt", "event.commitment", "event.chain"])
def test_another_type_is_reported_and_nothing_faults(told, column, value):
    """SQLite keeps any type in any column: text or a number in place of bytes is reported as damage and does not crash."""
    table, _, name = column.partition(".")
    put(told, table, name, value)
    report = told.verify_chain()
    assert "event 3" in report.trouble
    assert not events_of(told).ok
    with pytest.raises(StoreError):
        told.case("OX-1")
    with pytest.raises(StoreDamaged):
        told.events("OX-1")


@pytest.mark.parametrize("name", ["at", "slot", "verb", "case_reference"])
def test_bytes_in_the_place_of_a_text_are_reported(told, name):
    """Bytes in a text column are reported too."""
    put(told, "event", name, "x'00ff'")
    assert "event 3" in told.verify_chain().trouble
    assert not events_of(told).ok


@pytest.mark.parametrize(
    "payload",
    [b"", b"[]", b"5", b"null", b"\xff", b"[" * 100_000, b'{"who": 5, "key": "", "old": null, "new": null}'],
)
def test_a_payload_that_is_none_of_ours_is_reported(told, payload):
    """A payload in a wrong form is reported, even if its commitment fits, because a person with the key can write anything."""
    salt = b"s" * 32

    def put():
        connection = inside(told).database.connection
        connection.execute("UPDATE event_payload SET salt = ?, payload = ? WHERE number = 6", (salt, payload))
        connection.execute("UPDATE event SET commitment = ? WHERE number = 6", (chain.commitment(salt, payload),))

    in_thread(told, put)
    assert "event 6" in told.verify_chain().trouble
    assert not events_of(told).ok
    with pytest.raises(StoreError):
        told.case("OX-1")


@pytest.mark.parametrize("statement", ["UPDATE state SET chain_head = 'a text'", "UPDATE state SET chain_head = 5"])
def test_an_end_of_the_chain_that_is_no_bytes_is_damage(told, statement):
    """A chain head of a wrong type is reported as damage; it is not read, and nothing is written after it."""
    tamper(told, statement)
    for ask in (told.chain_head, told.verify_chain, lambda: told.save_setting("area", "kent-and-medway")):
        with pytest.raises(StoreDamaged):
            ask()
    assert not events_of(told).ok


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
    """Any later change to an event is found by the check of the chain and by the check of the whole store."""
    tamper(told, statement)
    report = told.verify_chain()
    assert not report.ok
    assert report.trouble
    (result,) = [result for result in told.check() if result.name == "events"]
    assert not result.ok


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE event SET at = '2026-11-24T09:30:00.000000+00:00' WHERE number = 2",
        "UPDATE event SET slot = 'somebody' WHERE number = 2",
        "UPDATE event SET verb = 'agency' WHERE number = 2",
        "UPDATE event SET commitment = zeroblob(32) WHERE number = 2",
        "UPDATE event SET chain = zeroblob(32) WHERE number = 1",
        "UPDATE event SET number = 99 WHERE number = 2",
        "UPDATE event_payload SET payload = CAST(replace(payload, 'Zo', 'Jo') AS BLOB) WHERE number = 2",
        "UPDATE event_payload SET salt = zeroblob(32) WHERE number = 2",
        "UPDATE event_payload SET payload = CAST(payload AS TEXT) WHERE number = 2",
        "DELETE FROM event_payload WHERE number = 2",
        "UPDATE case_value SET value = '[\"a\", \"c\"]' WHERE key = 'support-needs'",
        "UPDATE case_record SET area = 'kent-and-medway'",
    ],
)
@pytest.mark.parametrize("after", ["opened", "saved"])
def test_a_case_that_was_looked_at_before_is_held_against_its_history_again(told, statement, after):
    """A case that was opened or saved before is checked against its history again, and a change made since is refused."""
    for _ in range(2):
        told.case("OX-1")
    if after == "saved":
        told.save_fields("OX-1", None, "referral", {"known-as": "Zo"})
    tamper(told, "PRAGMA foreign_keys = OFF", statement)
    with pytest.raises(StoreError):
        told.case("OX-1")
    with pytest.raises(StoreError):
        told.save_fields("OX-1", None, "referral", {"known-as": "Zed"})


REMOVED = {
    1: ("DELETE FROM event_payload WHERE number = 1", "DELETE FROM event WHERE number = 1"),
    3: ("DELETE FROM event_payload WHERE number = 3", "DELETE FROM event WHERE number = 3"),
    6: ("DELETE FROM event_payload WHERE number = 6", "DELETE FROM event WHERE number = 6"),
}


@pytest.mark.parametrize("number", REMOVED)
def test_a_removed_event_breaks_the_chain(told, number):
    """An event removed at the beginning, in the middle or at the end is missed."""
    tamper(told, "PRAGMA foreign_keys = OFF", *REMOVED[number])
    assert not told.verify_chain().ok


def test_swapped_payloads_break_the_chain(told):
    """The payload of one event cannot be moved to another."""
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
    """The salt is fresh, so equal payloads have different commitments."""
    payload = vaultfile.canonical({"who": "Ann"})
    first, second = chain.new_salt(), chain.new_salt()
    assert chain.commitment(first, payload) != chain.commitment(second, payload)
    assert chain.fits(first, payload, chain.commitment(first, payload))
    assert not chain.fits(second, payload, chain.commitment(first, payload))


TEXTS = st.text(st.characters(exclude_categories=()), max_size=12)


@given(
    before=st.binary(min_size=32, max_size=32),
    link=st.builds(chain.Link, st.integers(0, 2**62), TEXTS, TEXTS, TEXTS, TEXTS, st.binary(max_size=32)),
)
def test_a_link_is_spelt_as_every_store_before_spelt_it(before, link):
    """A link is hashed from the vault's canonical JSON, with any characters, so that existing stores still verify."""
    said = [link.number, link.at, link.slot, link.case, link.verb, link.commitment.hex()]
    assert chain.following(before, link) == hashlib.sha256(chain.LINK + before + vaultfile.canonical(said)).digest()
