"""Old pages put back without the key, and rows changed with the key: what the history does not say is not shown."""

import json
from datetime import date

import pytest
import store_child
from behind import execute, steps
from store_holds import bench

from champion_tui.desk.desk import open_desk
from champion_tui.desk.errors import CannotReadOrWrite
from champion_tui.domain.cases.case import CaseFacts, TreeStamp
from champion_tui.store.errors import HistoryDiffers, NoSuchCase, StoreError
from champion_tui.store.files import DATABASE

__all__ = ["bench"]
PAGE = 4096
REFERENCE = "OX-7"
TREE = TreeStamp("duty-to-refer", "1.0", "ab" * 32)
FACTS = CaseFacts("cherwell", "voluntary", "threatened", "refer")


@pytest.fixture
def home(bench):
    """Makes a closed store with a few cases, one of them with two files outside the vault, and returns its home."""
    store_child.prepare(bench / "home")
    with store_child.unlock(bench / "home") as store:
        store.create_case(
            reference=REFERENCE,
            area="oxfordshire",
            tree=TREE,
            answers={"emergency": "fleeing-abuse"},
            agency={"team": "Front desk"},
            referral={"full-name": "Zoë Example", "phone": "07700 900123", "safe-to-ring": "yes"},
        )
        store.record_export(REFERENCE, [("/stick/OX-7", "pack"), ("/stick/OX-7-slip.pdf", "slip")], "ab" * 32)
        for number in range(1, 5):
            store.create_case(
                reference=f"OY-{number}",
                area="oxfordshire",
                tree=TREE,
                answers={},
                agency={},
                referral={"summary": "-" * 900},
            )
    return bench / "home"


def changed(home, change):
    """Runs ``change`` on the open store; returns the bytes of the file of cases before and after."""
    before = (home / DATABASE).read_bytes()
    with store_child.unlock(home) as store:
        change(store)
        store.check()
    assert not (home / f"{DATABASE}-wal").exists()
    return before, (home / DATABASE).read_bytes()


def put_back(home, before, after):
    """Replaces one new page after another by the old one; yields the open store each time the file still opens."""
    pages = [
        at for at in range(0, min(len(before), len(after)), PAGE) if before[at : at + PAGE] != after[at : at + PAGE]
    ]
    assert pages
    for at in pages:
        (home / DATABASE).write_bytes(after[:at] + before[at : at + PAGE] + after[at + PAGE :])
        try:
            store = store_child.unlock(home)
        except StoreError:
            continue
        with store:
            yield store
    (home / DATABASE).write_bytes(after)


def as_read(store, reference=REFERENCE):
    """Returns the case as it is shown, None if it is refused."""
    try:
        return store.case(reference)
    except StoreError:
        return None


def history(store):
    """Returns the result of the check of stored values against the history."""
    return next(result for result in store.check() if result.name == "history")


def ringing_is_not_safe(store):
    """The change that an abuser would like to see undone."""
    store.save_fields(
        REFERENCE, store.case(REFERENCE).version, "referral", {"safe-to-ring": "no", "phone": "07700 900999"}
    )


def test_an_old_page_put_back_never_says_that_ringing_is_safe(home):
    """With any old page in the new file, the case is as last saved, or refused with both values named."""
    named = 0
    for store in put_back(home, *changed(home, ringing_is_not_safe)):
        try:
            case = store.case(REFERENCE)
        except StoreError as error:
            assert not all(result.ok for result in store.check())
            if isinstance(
                error, HistoryDiffers
            ) and 'safe-to-ring is stored as "yes", the history says "no"' in " ".join(error.found):
                named += 1
                assert 'safe-to-ring is stored as "yes", the history says "no"' in history(store).words
                assert REFERENCE in history(store).words
        else:
            assert (case.referral["safe-to-ring"], case.referral["phone"]) == ("no", "07700 900999")
    assert named == 1


def sent(store):
    """Marks the case as sent."""
    store.mark_sent(REFERENCE, store.case(REFERENCE).version, date(2026, 11, 23), "ALT-1", json.dumps({"then": "kept"}))


def sent_anew(store):
    """Corrects the day and the code."""
    store.mark_sent(REFERENCE, store.case(REFERENCE).version, date(2026, 11, 22), "ALT-2")


def written(store):
    """Records another pack."""
    store.record_export(REFERENCE, [("/desk/OX-7", "pack")], "cd" * 32)


def dealt_with(store):
    """Deals with the files."""
    for file in store.exported_files():
        store.deal_with(file.id)


def ticked(store):
    """Ticks a field as copied into the portal."""
    store.mark_copied(REFERENCE, "phone", "ef" * 32)


def followed(store):
    """Creates another case that follows it."""
    store.create_case(
        reference="OX-8", area="oxfordshire", tree=TREE, answers={}, agency={}, referral={}, follows=REFERENCE
    )


@pytest.mark.parametrize("change", [sent, sent_anew, written, dealt_with, ticked, ringing_is_not_safe, followed])
def test_an_old_page_put_back_hides_no_change(home, change):
    """What was sent, written, dealt with or ticked is there, or the store or the case is refused and the check fails."""
    before, after = changed(home, change)
    with store_child.unlock(home) as store:
        wanted, files = store.case(REFERENCE), store.exported_files()
        others = {f"OY-{number}": store.case(f"OY-{number}") for number in range(1, 5)}
    refused = 0
    for store in put_back(home, before, after):
        right = all(result.ok for result in store.check())
        refused += not right
        if right:
            assert (store.case(REFERENCE), store.exported_files()) == (wanted, files)
        shown = as_read(store)
        # The day of the last change and the version only serve to detect two windows; no paper shows them.
        for name in ("answers", "agency", "referral", "sent", "copied", "exported_at", "pack_contents", "as_sent"):
            assert shown is None or getattr(shown, name) == getattr(wanted, name)
        for reference, other in others.items():
            assert as_read(store, reference) in (None, other)
    assert refused


def test_an_old_page_put_back_brings_no_erased_case_back(home):
    """With an old page of the erased case, nothing of the case is shown, and its summary is unchanged."""
    before = (home / DATABASE).read_bytes()
    with store_child.unlock(home) as store:
        stub = store.erase(REFERENCE, store.case(REFERENCE).version, FACTS)
        store.check()
    for store in put_back(home, before, (home / DATABASE).read_bytes()):
        assert as_read(store) is None
        try:
            assert store.erased_case(REFERENCE) == stub
        except StoreError:
            assert not all(result.ok for result in store.check())


def test_neither_shown_nor_exported_nor_printed_nor_changed(home, tmp_path):
    """The desk refuses the case with both values in a message, and writes no file."""
    with store_child.unlock(home) as store:
        version = store.case(REFERENCE).version
        tamper(store, "UPDATE case_value SET value = '\"maybe\"' WHERE key = 'safe-to-ring'")
    desk = open_desk(home, store_child.NOW)
    desk.vault.unlock(store_child.PASSPHRASE, store_child.PERSON)
    out = tmp_path / "out"
    out.mkdir()
    for attempt in (
        lambda: desk.cases.view(REFERENCE),
        lambda: desk.papers.preview(REFERENCE),
        lambda: desk.papers.export(REFERENCE, out),
        lambda: desk.papers.write_evidence(REFERENCE, out / "evidence.pdf"),
        lambda: desk.cases.resume(REFERENCE),
        lambda: desk.cases.mark_sent(REFERENCE, date(2026, 11, 20), ""),
        lambda: desk.cases.set_field(REFERENCE, "safe-to-ring", "no", version),
        lambda: desk.cases.again(REFERENCE),
        lambda: desk.cases.erasing.before(REFERENCE),
    ):
        with pytest.raises(
            CannotReadOrWrite, match=r'safe-to-ring is stored as "maybe", the history says "yes" \(event \d+\)'
        ):
            attempt()
    desk.vault.lock()
    assert list(out.iterdir()) == []


def tamper(store, *statements):
    """Changes the tables without the store's knowledge, as a person with the key could."""
    for statement in statements:
        execute(store, statement)


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        (
            "UPDATE case_value SET value = '\"no\"' WHERE key = 'safe-to-ring' AND case_id = 2",
            '"no", the history says "yes"',
        ),
        (
            "DELETE FROM case_value WHERE key = 'safe-to-ring' AND case_id = 2",
            'nothing, the history says "yes"',
        ),
        (
            "INSERT INTO case_value (case_id, holder, key, value) VALUES (2, 'referral', 'paper', '\"full\"')",
            '"full", the history says nothing',
        ),
        (
            "INSERT INTO case_value (case_id, holder, key, value) VALUES (2, 'copied', 'phone', '\"ab\"')",
            "copied phone",
        ),
        (
            "INSERT INTO case_value (case_id, holder, key, value) VALUES (2, 'invented', 'a', '\"b\"')",
            "does not know",
        ),
        (
            "UPDATE case_value SET value = 5 WHERE key = 'safe-to-ring' AND case_id = 2",
            "something that cannot be read",
        ),
        (
            "UPDATE case_record SET sent_on = '2026-11-20', sent_code = '\"X\"', sent_by = '\"Ann\"' WHERE id = 2",
            '"2026-11-20, X, Ann", the history says nothing',
        ),
        ("UPDATE case_record SET as_sent = '{}' WHERE id = 2", "what was true when it was sent"),
        ("UPDATE case_record SET created_at = '2026-01-01T09:00:00.000000+00:00' WHERE id = 2", "begun at"),
        (
            "UPDATE case_record SET area = 'kent-and-medway' WHERE id = 2",
            '"kent-and-medway", the history says "oxfordshire"',
        ),
        ("UPDATE case_record SET tree_version = '0.1' WHERE id = 2", "the questions it was asked under"),
        ("UPDATE case_record SET follows = 'OY-1' WHERE id = 2", '"OY-1", the history says nothing'),
        ("UPDATE case_record SET exported_at = NULL WHERE id = 2", "when a pack was written"),
        ("UPDATE case_record SET pack_contents = 'x' WHERE id = 2", "what the pack holds"),
        ("DELETE FROM exported_file WHERE kind = 'slip' AND case_id = 2", '"/stick/OX-7-slip.pdf"'),
        (
            "UPDATE exported_file SET dealt_with_at = exported_at WHERE kind = 'slip' AND case_id = 2",
            '"slip, dealt with", the history says nothing',
        ),
        ("UPDATE exported_file SET kind = 'slip' WHERE case_id = 2", '"/stick/OX-7"'),
    ],
)
def test_what_no_event_says_is_refused(home, statement, named):
    """A value, a sent mark, an export or anything else written, changed or deleted without an event is refused."""
    with store_child.unlock(home) as store:
        store.case(REFERENCE)
        tamper(store, statement)
        with pytest.raises(HistoryDiffers) as caught:
            store.case(REFERENCE)
        assert named in " ".join(caught.value.found)
        result = history(store)
        assert (result.ok, named in result.words, REFERENCE in result.words) == (False, True, True)
        assert store.case("OY-1").reference == "OY-1"


def test_a_case_that_is_not_stored_though_the_history_has_it_is_said(home):
    """A case deleted without an erasing is reported as missing, and one added without an event is refused."""
    with store_child.unlock(home) as store:
        tamper(
            store,
            "DELETE FROM case_value WHERE case_id = 2",
            "DELETE FROM exported_file WHERE case_id = 2",
            "DELETE FROM case_record WHERE reference = 'OX-7'",
            "UPDATE case_record SET reference = 'ZZ-1' WHERE reference = 'OY-1'",
        )
        for reference, said in ((REFERENCE, "and it is not stored"), ("ZZ-1", "does not say that it was begun")):
            with pytest.raises(HistoryDiffers, match=said):
                store.case(reference)
            assert said in history(store).words
        with pytest.raises(NoSuchCase):
            store.case("ZZ-2")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE erased_case SET outcome = 'advice-only'",
        "UPDATE erased_case SET sent_on = '2026-11-20'",
        "UPDATE erased_case SET created_on = '2026-09-01'",
        "UPDATE erased_case SET authority = NULL",
        "DELETE FROM erased_case",
        "UPDATE erased_case SET reference = 'OX-9'",
    ],
)
def test_what_stays_of_an_erased_case_is_what_its_erasing_says(home, statement):
    """The evidence of the duty is refused if it is changed, deleted or put under another reference."""
    with store_child.unlock(home) as store:
        store.erase(REFERENCE, store.case(REFERENCE).version, FACTS)
        assert store.erased_case(REFERENCE).facts == FACTS
    with store_child.unlock(home) as store:
        assert [result.words for result in store.check() if not result.ok] == []
        tamper(store, statement)
        with pytest.raises(HistoryDiffers):
            store.erased_case(REFERENCE)
        assert not history(store).ok


def test_what_is_kept_for_the_next_case_is_checked_too(home):
    """The referrer's own number and a setting, changed without an event, fail the check."""
    with store_child.unlock(home) as store:
        store.save_fields("OX-1", None, "agency", {"referrer-phone": "01632 960123"})
        store.save_setting("area", "oxfordshire")
        assert history(store).ok
        tamper(store, "UPDATE own_detail SET value = '\"01632 960999\"'", "DELETE FROM setting")
        words = history(store).words
        assert 'referrer-phone is stored as "01632 960999", the history says "01632 960123"' in words
        assert 'area is stored as nothing, the history says "oxfordshire"' in words


def test_what_is_being_typed_agrees_as_long_as_nothing_was_said_of_it_since(home):
    """A value stored in passing has no event yet. The same rows put back later, after events that say otherwise, are refused,
    and the history does not adopt them.
    """
    with store_child.unlock(home) as store:
        case = store.save_passing(REFERENCE, store.case(REFERENCE).version, "referral", "phone", "07700 900555")
        assert store.case(REFERENCE).referral["phone"] == "07700 900555"
        assert history(store).ok
        rows = "SELECT holder, key, value FROM case_value WHERE key = 'phone' AND case_id = 2"
        old = execute(store, rows)
        case = store.save_fields(REFERENCE, case.version, "referral", {"phone": "07700 900666"})
        store.save_fields(REFERENCE, case.version, "referral", {"phone": "07700 900123"})
        put = "INSERT INTO case_value (case_id, holder, key, value) VALUES (2, ?, ?, ?)"
        execute(store, "DELETE FROM case_value WHERE key = 'phone' AND case_id = 2")
        for row in old:
            execute(store, put, row)
    with store_child.unlock(home) as store:
        with pytest.raises(HistoryDiffers, match='phone is stored as "07700 900555", the history says "07700 900123"'):
            store.case(REFERENCE)
        assert store.events(REFERENCE)[-1].new == "07700 900123"


def test_rebuilding_looks_at_this_case_alone(home):
    """Reading a case takes steps in proportion to its own events: a hundred other cases add at most half as many."""
    with store_child.unlock(home) as store:
        among_few = steps(store, lambda: store.case(REFERENCE))
        for number in range(100):
            store.create_case(
                reference=f"XX-{number}", area="oxfordshire", tree=TREE, answers={}, agency={}, referral={}
            )
        # A search of all cases would take many times as many; an index gains a level now and then.
        assert 0 < steps(store, lambda: store.case(REFERENCE)) <= among_few * 1.5 + 2
