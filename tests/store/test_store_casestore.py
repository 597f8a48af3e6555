"""Cases, answers, fields and settings: written, read back, in order, and refused if somebody else was faster."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from store_changes import save_answers

from champion_tui.domain.cases.case import Sent, TreeStamp
from champion_tui.store.cases.records import CaseChanges
from champion_tui.store.errors import (
    Conflict,
    NoSuchCase,
    NoSuchExportedFile,
    ReferenceTaken,
    StoreClosed,
)

TEXT = st.text(st.characters(), max_size=60)
ANSWERS = st.one_of(TEXT, st.lists(TEXT, max_size=4).map(tuple))
KEYS = st.sampled_from(["full-name", "phone", "household", "risk-notes"])


def test_a_case_comes_back_as_it_was_given(desk, store):
    """Every part of a new case is read back, also after locking and unlocking."""
    made = desk.new_case(store, **{"full-name": "Zoë O’Example", "support-needs": ("a", "b")})
    assert (made.version, made.created_at, made.changed_at) == (1, desk.clock(), desk.clock())
    assert made.answers == {"emergency": "none"}
    assert made.agency == {"team": "Front desk"}
    assert made.referral == {"full-name": "Zoë O’Example", "support-needs": ("a", "b")}
    assert (made.area, made.tree.id, made.sent, made.exported_at) == ("oxfordshire", "duty-to-refer", None, None)
    assert store.case("OX-1") == made
    store.close()
    assert desk.unlock().case("OX-1") == made


def test_a_reference_is_given_once(desk, store):
    """A second case under the same reference is refused, and the first stays as it is."""
    first = desk.new_case(store)
    with pytest.raises(ReferenceTaken, match="OX-1"):
        desk.new_case(store, **{"full-name": "Somebody Else"})
    assert store.cases() == (first,)
    assert store.verify_chain().ok


@pytest.mark.parametrize("reference", ["", "OX-2", "'; DROP TABLE case_record; --", "\ud800", "x" * 5000, "\x1b[2J"])
def test_an_unknown_case_is_said_in_one_printable_line(desk, store, reference):
    """For any unknown reference the message is short and contains no control character."""
    desk.new_case(store)
    for ask in (
        lambda: store.case(reference),
        lambda: save_answers(store, reference, {"age": "18-plus"}),
        lambda: store.mark_sent(reference, 1, date(2026, 11, 23), ""),
        lambda: store.record_export(reference, [("/x", "pack")]),
    ):
        with pytest.raises(NoSuchCase) as caught:
            ask()
        assert str(caught.value).isprintable()
        assert len(str(caught.value)) < 200
    assert len(store.cases()) == 1


def test_each_save_is_a_version_and_clearing_one_field_clears_no_other(desk, store):
    """Answers and fields are set, changed and cleared one at a time; the version grows by one with each write."""
    desk.new_case(store, **{"full-name": "Ann", "phone": "07700 900123"})
    case = save_answers(store, "OX-1", {"safeguarding": "no", "age": "18-plus"})
    assert (case.version, case.answers) == (2, {"emergency": "none", "safeguarding": "no", "age": "18-plus"})
    case = store.save_fields("OX-1", 2, "referral", {"phone": None})
    assert (case.version, case.referral) == (3, {"full-name": "Ann"})
    case = store.save_fields("OX-1", 3, "agency", {"team": "Ward 5"})
    assert (case.version, case.agency, case.referral) == (4, {"team": "Ward 5"}, {"full-name": "Ann"})
    assert store.case("OX-1") == case


def test_the_same_key_in_two_holders_is_two_fields(desk, store):
    """A field of the referral and a field of the agency with the same id are separate."""
    desk.new_case(store, team="other")
    case = store.save_fields("OX-1", 1, "referral", {"team": None})
    assert (case.agency, case.referral) == ({"team": "Front desk"}, {})


def test_saving_what_is_stored_already_writes_nothing(desk, store):
    """Saving the same values again makes no new version, no event and no new time."""
    case = desk.new_case(store)
    events = len(store.events())
    desk.clock.forward(hours=1)
    assert save_answers(store, "OX-1", {"emergency": "none", "age": None}, tree=case.tree) == case
    assert save_answers(store, "OX-1", {}) == case
    assert len(store.events()) == events


def test_a_case_asked_under_a_newer_tree_says_so(desk, store):
    """The tree's stamp changes together with the answers, in one version."""
    case = desk.new_case(store)
    newer = TreeStamp("duty-to-refer", "2.0", "cd" * 32)
    case = save_answers(store, "OX-1", {"age": "18-plus"}, tree=newer)
    assert (case.version, case.tree) == (2, newer)
    assert store.events("OX-1")[-1].what == "tree"


def test_a_write_against_an_older_version_is_refused_with_both_values(desk, store):
    """The second of two windows to save gets both values in the conflict, and nothing of its change is written."""
    desk.new_case(store)
    store.save_fields("OX-1", 1, "referral", {"phone": "07700 900001"})
    events = len(store.events())
    with pytest.raises(Conflict) as caught:
        store.save_fields("OX-1", 1, "referral", {"email": "a@example.org", "phone": "07700 900002"})
    assert (caught.value.field, caught.value.yours, caught.value.theirs) == ("email", "a@example.org", None)
    with pytest.raises(Conflict, match="NOT saved") as caught:
        store.save_fields("OX-1", 1, "referral", {"phone": "07700 900002"})
    assert (caught.value.field, caught.value.yours, caught.value.theirs) == ("phone", "07700 900002", "07700 900001")
    with pytest.raises(Conflict):
        store.save_fields("OX-1", 3, "referral", {"phone": None})
    with pytest.raises(Conflict) as caught:
        store.mark_sent("OX-1", 1, date(2026, 11, 23), "A1")
    assert (caught.value.field, caught.value.yours, caught.value.theirs) == ("sent", ("2026-11-23", "A1"), None)
    assert store.case("OX-1").referral == {"phone": "07700 900001"}
    assert len(store.events()) == events


def test_a_conflict_is_seen_between_two_open_programs(desk, store):
    """Two programs with one store open see each other's writes, and the later write to a field is refused."""
    case = desk.new_case(store)
    other = desk.unlock()
    changed = other.save_fields("OX-1", case.version, "referral", {"phone": "07700 900001"})
    assert store.case("OX-1") == changed
    with pytest.raises(Conflict) as caught:
        store.save_fields("OX-1", case.version, "referral", {"phone": "07700 900002"})
    assert (caught.value.yours, caught.value.theirs) == ("07700 900002", "07700 900001")
    assert store.verify_chain().ok


def test_a_change_is_decided_on_the_case_as_it_stands_and_refusing_it_changes_nothing(desk, store):
    """The callback gets the case as another program has just stored it; if it raises, the error is passed on and nothing is
    written.
    """
    desk.new_case(store)
    changed = save_answers(desk.unlock(), "OX-1", {"age": "16-17"})
    seen = []

    def refuse(case):
        seen.append(case)
        raise LookupError("not this one")

    with pytest.raises(LookupError, match="not this one"):
        store.change_case("OX-1", refuse)
    assert seen == [changed]
    assert store.case("OX-1") == changed
    assert store.change_case("OX-1", lambda case: CaseChanges(answers={"age": None})).answers == {"emergency": "none"}
    assert store.verify_chain().ok


def test_the_list_begins_with_the_last_change_also_when_the_clock_jumps(desk, store):
    """The list is in the order of the writes, not of the clock, which may be set back."""
    for reference in ("OX-1", "OX-2", "OX-3"):
        desk.new_case(store, reference)
        desk.clock.forward(minutes=-30)
    assert [case.reference for case in store.cases()] == ["OX-3", "OX-2", "OX-1"]
    save_answers(store, "OX-2", {"age": "18-plus"})
    assert [case.reference for case in store.cases()] == ["OX-2", "OX-3", "OX-1"]
    assert all(store.case(case.reference) == case for case in store.cases())


def test_a_referral_is_marked_sent_by_the_person_who_unlocked_and_may_be_corrected(desk, store):
    """The day, code and person are stored; a second marking corrects the first, and both are in the events."""
    desk.new_case(store)
    case = store.mark_sent("OX-1", 1, date(2026, 11, 23), "")
    assert (case.version, case.sent) == (2, Sent(date(2026, 11, 23), "", "Ann Example"))
    case = store.mark_sent("OX-1", 2, date(2026, 11, 22), "ALT-7")
    assert (case.version, case.sent) == (3, Sent(date(2026, 11, 22), "ALT-7", "Ann Example"))
    assert store.mark_sent("OX-1", 3, date(2026, 11, 22), "ALT-7") == case
    assert [(event.old, event.new) for event in store.events("OX-1") if event.what == "sent"] == [
        (None, "2026-11-23, "),
        ("2026-11-23, ", "2026-11-22, ALT-7"),
    ]


def test_taking_back_what_is_no_pack_leaves_the_pack_as_it_was(desk, store):
    """Taking back an unfinished file removes it from the list and leaves the pack's time and contents as they were."""
    case = desk.new_case(store)
    store.record_export("OX-1", [("/stick/.unfinished", "unfinished")])
    assert store.case("OX-1").exported_at is None
    store.record_export("OX-1", [("/stick/OX-1", "pack")], "digest")
    store.take_back_export("OX-1", "/stick/.unfinished", case.exported_at, case.pack_contents)
    kept = store.case("OX-1")
    assert (kept.exported_at, kept.pack_contents) == (desk.clock(), "digest")
    assert [file.path for file in store.exported_files()] == ["/stick/OX-1"]


def test_exported_files_are_listed_until_dealt_with(desk, store):
    """Each exported file is listed with its case until somebody deals with it; dealing with it twice is no error."""
    desk.new_case(store)
    desk.new_case(store, "OX-2")
    desk.clock.forward(hours=1)
    case = store.record_export("OX-1", [("/stick/OX-1", "pack"), ("/stick/caf\udce9.txt", "slip")])
    assert (case.version, case.exported_at) == (2, desk.clock())
    store.record_export("OX-2", [("/stick/OX-2", "pack")])
    first, second, third = store.exported_files()
    assert (first.case, first.path, first.kind, first.exported_at) == ("OX-1", "/stick/OX-1", "pack", desk.clock())
    assert (second.path, third.case) == ("/stick/caf\udce9.txt", "OX-2")
    store.deal_with(first.id)
    store.deal_with(first.id)
    assert store.exported_files() == (second, third)
    assert [event.what for event in store.events("OX-1")] == ["created", "exported", "dealt-with"]
    for unknown in (0, -1, 99, 2**70):
        with pytest.raises(NoSuchExportedFile):
            store.deal_with(unknown)


def test_the_referrers_own_details_and_settings_are_kept(desk, store):
    """The referrer's details are kept for the next case, after locking too; clearing one leaves the others."""
    assert (dict(store.agency()), dict(store.settings())) == ({}, {})
    desk.new_case(store)
    store.save_fields("OX-1", None, "agency", {"team": "Ward 5", "referrer-name": "Ann"})
    assert store.agency() == {"team": "Ward 5", "referrer-name": "Ann"}
    store.save_fields("OX-1", None, "agency", {"team": None, "referrer-name": "Ann B"})
    assert store.agency() == {"referrer-name": "Ann B"}
    store.save_setting("area", "oxfordshire")
    store.save_setting("blank-after", "60")
    store.save_setting("area", "kent-and-medway")
    store.save_setting("blank-after", None)
    store.save_setting("never-there", None)
    store.close()
    again = desk.unlock()
    assert (again.agency(), again.settings()) == ({"referrer-name": "Ann B"}, {"area": "kent-and-medway"})
    assert again.verify_chain().ok


@pytest.mark.parametrize(
    "odd", ["", "\x00", "a\x00b", "\ud800", "caf\udce9", "\u202eabc", "\r\n\t\x1b[2J", "x" * 100_000, ()]
)
def test_odd_characters_come_back_as_they_were(desk, store, odd):
    """Empty values, control characters, surrogates and a very long note are each stored and read back unchanged."""
    desk.new_case(store)
    store.save_fields(
        "OX-1", 1, "referral", {"risk-notes": odd, "support-needs": (odd or "", "b") if odd != () else ()}
    )
    store.save_fields("OX-1", None, "agency", {"team": odd})
    store.save_setting("printer", odd or "")
    assert store.case("OX-1").referral["risk-notes"] == odd
    assert (store.agency(), store.settings()) == ({"team": odd}, {"printer": odd or ""})
    assert store.verify_chain().ok


@pytest.mark.parametrize("wrong", [7, b"bytes", ["list"], ("a", 1), {"a": "b"}, 1.5, True])
def test_what_is_no_answer_is_never_stored(desk, store, wrong):
    """A value of a wrong type raises ``TypeError``, and the case stays readable."""
    case = desk.new_case(store)
    with pytest.raises(TypeError):
        save_answers(store, "OX-1", {"age": "18-plus", "capacity": wrong})
    assert store.cases() == (case,)


def test_a_moment_without_its_offset_is_refused(desk, store):
    """Times are stored in UTC, so a clock without a UTC offset is refused."""
    desk.clock.moment = desk.clock.moment.replace(tzinfo=None)
    with pytest.raises(ValueError, match="offset"):
        desk.new_case(store)


def test_a_closed_store_says_that_it_is_locked(desk, store):
    """After closing, every call raises the same error; closing again is no error."""
    desk.new_case(store)
    store.close()
    store.close()
    for ask in (store.cases, store.chain_head, store.check, lambda: desk.new_case(store, "OX-2")):
        with pytest.raises(StoreClosed, match="locked"):
            ask()


def test_a_store_used_in_a_with_is_closed_at_its_end(desk):
    """Leaving the ``with`` block locks the store and leaves no journal behind."""
    with desk.create()[0] as store:
        desk.new_case(store)
    with pytest.raises(StoreClosed):
        store.cases()
    assert set(desk.kept()) == {"vault.json", "cases.db"}


@pytest.fixture(scope="module")
def long_lived(tmp_path_factory):
    """Yields one store for all the examples of a property."""
    from store_desk import Clock, Desk

    desk = Desk(tmp_path_factory.mktemp("store") / "home", Clock())
    store, _ = desk.create()
    desk.new_case(store)
    yield store
    store.close()


@given(changes=st.lists(st.dictionaries(KEYS, st.none() | ANSWERS, max_size=4), min_size=1, max_size=4))
def test_any_run_of_changes_leaves_what_a_plain_dictionary_would_hold(long_lived, changes):
    """After any run of changes, in any characters, the store holds what a plain dictionary would hold."""
    case = long_lived.case("OX-1")
    expected = dict(case.referral)
    for change in changes:
        case = long_lived.save_fields("OX-1", case.version, "referral", change)
        expected = {key: value for key, value in {**expected, **change}.items() if value is not None}
        assert case.referral == expected
        assert long_lived.case("OX-1") == case


def test_times_of_any_zone_come_back_as_the_same_moment(desk, store):
    """A clock in another time zone writes the same moment, and it is read back in UTC."""
    from zoneinfo import ZoneInfo

    summer = desk.clock.moment.replace(month=7).astimezone(ZoneInfo("Europe/London"))
    desk.clock.moment = summer
    case = desk.new_case(store)
    assert case.created_at == summer
    assert case.created_at.utcoffset() == timedelta(0)
