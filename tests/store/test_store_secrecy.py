"""Nothing personal and no secret is readable in any file, error, printed form or stream."""

import json
import os
import subprocess
import sys
import tempfile
import traceback
from pathlib import Path

import newer_layout
import pytest
from behind import execute, inside

from champion_tui.store.database import driver
from champion_tui.store.errors import Conflict, StoreError, UpgradeFailed
from champion_tui.store.keys import passphrase, slots, vaultfile

MARK = "Zebedee Markerson-Quill"
CODED = ("utf-8", "utf-16-le", "utf-16-be")


def found_in(folders, wanted):
    """Returns (file name, found bytes) for each of the ``wanted`` byte strings in the files under ``folders``."""
    return [
        (path.name, what)
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file()
        for content in [path.read_bytes()]
        for what in wanted
        if what in content
    ]


def spellings(*texts):
    """Returns each text in the encodings that a file could use, and as JSON writes it."""
    return [text.encode(coding) for text in texts for coding in CODED] + [
        json.dumps(text)[1:-1].encode() for text in texts
    ]


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    """Returns a separate folder for the temporary files of Python and SQLite."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP", "SQLITE_TMPDIR"):
        monkeypatch.setenv(name, str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return folder


def test_no_byte_of_a_case_stands_in_the_clear_in_any_file(desk, temporary):
    """Open or closed, with journals, an export, a copy and an upgrade, no file contains a name, a field or a key."""
    store, code = desk.create()
    case = desk.new_case(store, f"OX-{MARK}", **{"full-name": MARK, "risk-notes": f"{MARK} " * 4000})
    for number in range(20):
        case = store.save_fields(case.reference, case.version, "referral", {"full-name": f"{MARK} {number}"})
    store.save_fields(case.reference, None, "agency", {"referrer-name": MARK})
    store.save_setting("printer", MARK)
    store.record_export(case.reference, [(f"/stick/{MARK}", "pack")])
    listed = vaultfile.read(desk.home)
    key = slots.opened(listed.vault, listed.slots[0], passphrase.as_bytes("four invented words here")).key
    secrets = [key, key.hex().encode(), key.hex().upper().encode(), slots.list_key(listed.vault, key)]
    wanted = [*spellings(MARK, code, code.replace("-", ""), "four invented words here", "risk-notes"), *secrets]
    assert (desk.home / "cases.db-wal").stat().st_size > 0
    store.backups.wait()  # files of a safety copy that is being made come and go
    assert found_in([desk.home, temporary], wanted) == []
    store.close()
    assert found_in([desk.home, temporary], wanted) == []
    with newer_layout.installed(), desk.unlock() as store:
        assert found_in([desk.home, temporary], wanted) == []
        assert MARK in store.case(case.reference).referral["full-name"]
    assert list((desk.home / "backups").iterdir())
    assert not any(b"SQLite format 3" in content for content in desk.files().values())
    (temporary / "control").write_text(f"a file that does hold {MARK}", encoding="utf-16-le")
    assert {name for name, _ in found_in([desk.home, temporary], wanted)} == {"control"}


def everything_about(error):
    """Returns all that an error could show: its traceback, its printed form, and its causes, hidden or not."""
    said = "".join(traceback.format_exception(error)) + repr(error)
    led_to_it = error.__context__
    while led_to_it is not None:
        said, led_to_it = said + str(led_to_it), led_to_it.__context__
    return said


def test_no_error_says_what_was_stored(desk, store, capfd):
    """No error, printed in full with all its causes, contains a value or a secret."""
    case = desk.new_case(store, **{"full-name": MARK, "risk-notes": MARK * 500})

    def limit(pages):
        return execute(store, f"PRAGMA max_page_count = {pages}")

    limit(1)
    errors = []
    try:
        for number in range(500):
            store.save_fields("OX-1", case.version + number, "referral", {f"f{number}": MARK * 50})
    except StoreError as error:
        errors.append(error)
    limit(10**6)
    execute(store, "UPDATE case_value SET value = 'Zebedee Markerson-Quill'")
    for ask in (store.cases, lambda: store.case("OX-1")):
        with pytest.raises(StoreError) as caught:
            ask()
        errors.append(caught.value)
    execute(store, "DROP TABLE case_value")
    with pytest.raises(StoreError) as caught:
        store.save_fields("OX-1", 1, "referral", {"full-name": MARK})
    errors.append(caught.value)
    store.close()
    with newer_layout.installed("layout_5_broken"), pytest.raises(UpgradeFailed) as caught:
        desk.unlock()
    errors.append(caught.value)
    assert len(errors) == 5
    for said in map(everything_about, errors):
        assert "Markerson" not in said
        assert "four invented words" not in said
    assert capfd.readouterr() == ("", "")


def test_a_conflict_shows_both_values_to_the_person_on_screen_on_one_line():
    """Both values are shown, shortened and without control characters, and lists as a sentence."""
    said = str(Conflict("full-name", "a\x1b[2Jb" + "x" * 500, ("c", "d")))
    assert said.isprintable()
    assert "a?[2Jb" in said
    assert '"c, d"' in said
    assert len(said) < 400


def test_nothing_prints_a_key_by_accident(desk, store):
    """The printed form of every object in memory shows no key and no passphrase."""
    listed = vaultfile.read(desk.home)
    key = slots.opened(listed.vault, listed.slots[0], passphrase.as_bytes("four invented words here")).key
    for thing in (
        store,
        inside(store).opened,
        inside(store),
        inside(store).database,
        inside(store).worker,
        store.people,
    ):
        shown = repr(thing) + repr(getattr(thing, "__dict__", ""))
        for secret in (key, slots.list_key(listed.vault, key)):
            assert secret.hex() not in shown
            assert repr(secret)[2:-1] not in shown
    assert inside(store).opened.key == key


def test_statements_that_reach_sqlalchemys_log_hold_no_values(desk, caplog):
    """Even with every logger turned up, no value and no key is written to a log."""
    caplog.set_level(0)
    with desk.create()[0] as store:
        desk.new_case(store, **{"full-name": MARK})
        assert store.cases()
    assert "Markerson" not in caplog.text
    assert "PRAGMA key" not in caplog.text


def test_the_wrong_key_is_refused_quietly(desk, store, capfd):
    """Opening a database with another key gives only an error, because the cipher's own log is off."""
    store.close()
    connection = driver.connect(desk.home / "cases.db", bytes(32))
    try:
        with pytest.raises(StoreError, match="belongs to another vault"), driver.translating():
            connection.execute("SELECT count(*) FROM case_record")
    finally:
        connection.close()
    assert capfd.readouterr() == ("", "")


def loaded_by(code, *arguments):
    """Returns the top-level packages that a fresh interpreter has loaded after running ``code``."""
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            f"{code}\nimport sys; print(*sorted({{m.split('.')[0] for m in sys.modules}}))",
            *arguments,
        ],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stdout.split())


HEAVY = {"sqlmodel", "sqlalchemy", "alembic", "sqlcipher3", "cryptography", "pydantic", "sqlite3"}


def test_asking_whether_there_is_a_vault_loads_nothing_heavy(desk):
    """The start screen can ask for the vault and its people before the cipher or SQLModel is loaded."""
    desk.create()[0].close()
    code = "import sys, pathlib; from champion_tui.store import vault; h = pathlib.Path(sys.argv[1]); assert vault.exists(h); vault.people(h)"
    assert loaded_by(code, str(desk.home)) & HEAVY == set()


def test_unlocking_loads_no_alembic(desk):
    """Migrations load nothing if there is nothing to migrate, and Python's own SQLite, which has no cipher, is never used."""
    desk.create()[0].close()
    code = (
        "import sys, pathlib, datetime; from champion_tui.store import vault; "
        "s = vault.unlock(pathlib.Path(sys.argv[1]), 'four invented words here', now=lambda: datetime.datetime.now(datetime.UTC)); "
        "s.cases(); s.close()"
    )
    assert loaded_by(code, str(desk.home)) & HEAVY == HEAVY - {"alembic", "sqlite3"}
