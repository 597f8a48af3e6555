"""A safety copy as a file: the same bytes each time, and refused if any byte is changed or missing."""

import json
import os
import random
import zipfile
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from champion_tui.ground.files.durable_files import new_private_file
from champion_tui.store.copies import container
from champion_tui.store.errors import CopyUnusable, StoreError

KEY = b"k" * 32
VAULT = b'{"invented": "vault file"}\n'
DATABASE = random.Random(1).randbytes(5 * 4096)  # noqa: S311  invented bytes, no secret


def manifest(**other):
    """Returns an invented manifest that fits what is packed here."""
    given_values = {
        "made_at": datetime(2026, 11, 23, 9, 30, tzinfo=UTC).isoformat(),
        "vault": "ab" * 16,
        "counter": 1,
        "layout": 1,
        "events": 3,
        "chain_head": "cd" * 32,
        "vault_sha256": container.bytes_digest(VAULT),
        "database_sha256": container.bytes_digest(DATABASE),
        **other,
    }
    return container.Manifest(**given_values).signed(KEY)


def packed(folder, name="copy.zip", described=None, vault=VAULT):
    """Writes a container into ``folder`` and returns its path."""
    database = folder / "database"
    database.write_bytes(DATABASE)
    path = folder / name
    new_private_file(path)
    container.write(path, described or manifest(), vault, database)
    return path


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """Returns one good container."""
    return packed(tmp_path_factory.mktemp("copy"))


def test_what_was_written_is_read_back(copy, tmp_path):
    """The manifest, the vault file and every byte of the database are read back unchanged, and the key proves them."""
    found = container.read(copy)
    assert (found.manifest, found.vault) == (manifest(), VAULT)
    assert found.manifest.is_signed(KEY)
    assert not found.manifest.is_signed(b"x" * 32)
    new_private_file(tmp_path / "out")
    found.take_out_database(tmp_path / "out")
    assert (tmp_path / "out").read_bytes() == DATABASE
    assert container.peek(copy) == manifest()


def test_the_same_copy_gives_the_same_bytes(copy, tmp_path):
    """The file contains nothing about the machine, its clock or its user."""
    assert packed(tmp_path, "again.zip").read_bytes() == copy.read_bytes()


def test_any_tool_opens_it(copy):
    """It is an ordinary zip of stored members that passes the zip's own test."""
    with zipfile.ZipFile(copy) as opened:
        assert opened.namelist() == ["backup.json", "vault.json", "cases.db"]
        assert opened.testzip() is None
        assert {member.compress_type for member in opened.infolist()} == {zipfile.ZIP_STORED}
        assert json.loads(opened.read("backup.json"))["format"] == "champion-tui backup"


def test_cut_anywhere_it_is_refused(copy, tmp_path):
    """A copy cut short anywhere, even within the lists at its end, is refused with one message."""
    whole = copy.read_bytes()
    chosen = random.Random(20261125)  # noqa: S311  the same cuts in every run, no secret
    cuts = {*range(80), *range(len(whole) - 600, len(whole)), *(chosen.randrange(len(whole)) for _ in range(300))}
    cut = tmp_path / "cut.zip"
    for length in sorted(cuts):
        cut.write_bytes(whole[:length])
        refused(cut)


def refused(path):
    """Reading ``path`` fails with one printable message that names the file; returns the message."""
    with pytest.raises(CopyUnusable) as caught:
        container.read(path)
    assert str(caught.value).isprintable()
    assert path.name in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize("part", ["start", "end", "anywhere"])
def test_any_byte_that_was_changed_is_seen(copy, tmp_path, part):
    """One changed bit anywhere, including in the checksum, is detected."""
    whole = bytearray(copy.read_bytes())
    chosen = random.Random(part)  # noqa: S311  the same places in every run, no secret
    places = {
        "start": range(700),
        "end": range(len(whole) - 500, len(whole)),
        "anywhere": [chosen.randrange(len(whole)) for _ in range(500)],
    }[part]
    changed = tmp_path / "changed.zip"
    for place in places:
        whole[place] ^= 1 << chosen.randrange(8)
        changed.write_bytes(whole)
        refused(changed)
        whole[:] = copy.read_bytes()


@pytest.mark.parametrize("extra", [b"x", b"\0" * 100, b"0" * 64])
def test_bytes_added_at_either_end_are_seen(copy, tmp_path, extra):
    """Bytes added before or after the copy are detected."""
    longer = tmp_path / "longer.zip"
    for content in (copy.read_bytes() + extra, extra + copy.read_bytes()):
        longer.write_bytes(content)
        refused(longer)


def test_other_files_are_refused(tmp_path):
    """Empty files, texts, other zips, folders, pipes and missing files are refused."""
    other = tmp_path / "other.zip"
    for content in (b"", b"x" * 64, b"some text\n" * 100, os.urandom(5000)):
        other.write_bytes(content)
        refused(other)
    assert "not there" in refused(tmp_path / "none.zip")
    assert "no ordinary file" in refused(tmp_path)
    os.mkfifo(tmp_path / "pipe.zip")
    assert "no ordinary file" in refused(tmp_path / "pipe.zip")


def resummed(path):
    """Gives the file a checksum that fits its changed contents, as a person who knows the format could."""
    body = path.read_bytes()[: -container.SUM_LENGTH]
    path.write_bytes(body + container.bytes_digest(body).encode())
    return path


def zipped(path, members, method=zipfile.ZIP_STORED):
    """Writes another program's zip with a fitting checksum to ``path``."""
    with zipfile.ZipFile(path, "w", method) as made:
        for name, content in members:
            made.writestr(name, content)
        made.comment = b"0" * container.SUM_LENGTH
    return resummed(path)


GOOD = (("backup.json", manifest().to_bytes()), ("vault.json", VAULT), ("cases.db", DATABASE))


@pytest.mark.parametrize(
    ("members", "words"),
    [
        (GOOD[:2], "does not hold"),
        ((*GOOD, ("../../escaped", b"x")), "does not hold"),
        ((GOOD[1], GOOD[0], GOOD[2]), "does not hold"),
        ((*GOOD[:2], ("/cases.db", DATABASE)), "does not hold"),
        ((*GOOD[:2], ("cases.db", DATABASE + b"x")), "not what its list says"),
        ((GOOD[0], ("vault.json", VAULT + b"x"), GOOD[2]), "not what its list says"),
        ((("backup.json", b"{"), *GOOD[1:]), "no JSON"),
        ((("backup.json", b"[" * 50_000), *GOOD[1:]), "no JSON"),
        ((("backup.json", b'{"format": "another"}'), *GOOD[1:]), "not that of a champion-tui backup"),
        ((("backup.json", manifest().to_bytes().replace(b'"version": 1', b'"version": 2')), *GOOD[1:]), "newer"),
        ((("backup.json", manifest().to_bytes() + b" "), *GOOD[1:]), "not as this program writes it"),
        ((("backup.json", b" " * 100_000), *GOOD[1:]), "far too large"),
    ],
)
def test_a_zip_of_other_hands_with_a_fitting_sum_is_refused(tmp_path, members, words):
    """The checksum proves no origin: the contents must be exactly what this program packs."""
    assert words in refused(zipped(tmp_path / "made.zip", members))


def test_packed_members_are_refused(tmp_path):
    """A zip that would unpack to far more than its size is never unpacked."""
    assert "another program" in refused(zipped(tmp_path / "bomb.zip", GOOD, zipfile.ZIP_DEFLATED))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("made_at", value) for value in ("", "yesterday", "2026-11-23T09:30:00", 5, None)),
        *(("vault", value) for value in ("", "AB" * 16, "ab" * 15, 1, None)),
        *(("counter", value) for value in (0, -1, 2**63, 1.0, True, "1", None)),
        *(("layout", value) for value in (0, "1", [])),
        *(("events", value) for value in (0, {}, False)),
        *(("chain_head", value) for value in ("", "CD" * 32, "cd" * 31, None)),
        *(("mac", value) for value in ("", "xy" * 32, 7)),
    ],
)
def test_a_manifest_with_a_value_of_another_kind_is_refused(tmp_path, name, value):
    """Each value of the manifest is checked before anything relies on it."""
    table = json.loads(manifest().to_bytes()) | {name: value}
    raw = (json.dumps(table, indent=1) + "\n").encode()
    refused(zipped(tmp_path / "made.zip", (("backup.json", raw), *GOOD[1:])))


def test_a_manifest_that_was_changed_is_not_signed():
    """Each value of the manifest is covered by the code made with the database key."""
    good = manifest()
    for name, value in (("made_at", "2027-01-01T00:00:00+00:00"), ("events", 4), ("counter", 2), ("layout", 2)):
        assert not replace(good, **{name: value}).is_signed(KEY)


@settings(max_examples=200)
@given(st.data())
def test_nothing_made_of_a_copy_crashes_the_reader(copy, tmp_path, data):
    """A copy with bytes changed, cut, doubled or inserted and a fitting checksum is read whole or refused with a ``StoreError``."""
    content = bytearray(copy.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(content)))
        taken, added = data.draw(st.integers(0, 40)), data.draw(st.binary(max_size=40))
        content[place : place + taken] = added
    path = tmp_path / "made.zip"
    path.write_bytes(content)
    with suppress(StoreError):
        assert container.read(resummed(path)).manifest == manifest()
