"""Attacks on what leaves the vault: killed in the middle, deleted with other people's files next to it, in folders open to
everybody.
"""

import json
import os
import signal
from pathlib import Path

import pytest
from desk_samples import MINIMUM, PASSPHRASE, REFER, desk_in, unlocked_desk
from forked import Forked
from plain_files import at_each_file

from champion_tui.desk.errors import CannotReadOrWrite
from champion_tui.papers import choosing
from champion_tui.papers.pack import placing, taking_away

WITH_PAPER = {"triage": dict(REFER), "referral": {**MINIMUM, "paper": "full"}}

KILLED = f"""
import os, shutil, signal
from pathlib import Path
from desk_samples import PASSPHRASE, desk_in
from champion_tui.desk import unlocked
from champion_tui.papers.pack import placing
from champion_tui.papers.writers import pdf
from champion_tui.store import creating, opening

def run(words):
    home, to, what, where, turn = words
    to = Path(to)
    desk = desk_in(Path(home))
    desk.vault.unlock(PASSPHRASE)
    reference = desk.cases.new({WITH_PAPER!r})
    doors = {{"open": os, "lexists": os.path, "hardlink_to": Path, "rmtree": shutil}}
    door, calls = doors.get(where, placing), []
    real = getattr(door, where)
    def killed(file, *given, **more):
        begins = where != "open" or given[0] & os.O_CREAT
        if begins and Path(file).is_relative_to(to): calls.append(1)
        if len(calls) == int(turn): os.kill(os.getpid(), signal.SIGKILL)
        return real(file, *given, **more)
    setattr(door, where, killed)
    ways = {{
        "pack": lambda: desk.papers.export(reference, to),
        "slip": lambda: desk.papers.slips.write(reference, to / "a slip.pdf"),
        "evidence": lambda: desk.papers.write_evidence(reference, to / "evidence.txt"),
        "print": lambda: desk.papers.prints.to_file(reference, "slip", to / "print.pdf"),
        "sealed": lambda: desk.papers.sending.seal(reference, to, "sealed-pdf"),
    }}
    ways[what]()
"""
"""The program that is killed while it writes."""

BOTH = [("open", 1), ("sync_file", 1), ("sync_folder", 1), ("rmtree", 1), ("lexists", 1)]
MOMENTS = [("pack", *moment) for moment in (*BOTH, ("open", 2), ("sync_folder", 2))]
MOMENTS += [("slip", *moment) for moment in (*BOTH, ("hardlink_to", 1))]
"""The call on a file or folder of the export before which the program is killed, and its number."""


@pytest.fixture(scope="module")
def writer():
    """Yields the program that writes and is killed, in a process of its own each time."""
    made = Forked(KILLED)
    yield made
    made.end()


def killed(writer, tmp_path, what, where, turn):
    """Returns the reopened desk of a program that wrote an export, and whether the program was killed at that moment."""
    out = tmp_path / "out"
    out.mkdir()
    unlocked_desk(tmp_path / "home").vault.lock()
    ran = writer(tmp_path / "home", out, what, where, turn)
    assert ran.code in {0, -signal.SIGKILL}, ran.err
    desk = desk_in(tmp_path / "home")
    desk.vault.unlock(PASSPHRASE)
    return desk, ran.code != 0


def plain_files(folder):
    """Returns every file there, including hidden ones."""
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize(("what", "where", "turn"), MOMENTS)
def test_a_killed_export_leaves_nothing_that_is_not_listed(writer, tmp_path, what, where, turn):
    """Killed before the first byte, between two files, or before or after the move: every plain file is on the list, and
    deleting from the list leaves nothing.
    """
    desk, was_killed = killed(writer, tmp_path, what, where, turn)
    assert was_killed
    listed = [Path(file.path) for file in desk.papers.exported_files()]
    for file in plain_files(tmp_path / "out"):
        assert any(one == file or one in file.parents for one in listed), file
    assert listed
    (case,) = desk.cases.lists.cases().rows
    assert (tmp_path / "out" / case.reference).exists() or case.status == "ready"
    for file in desk.papers.exported_files():
        assert desk.papers.dealt_with(file.id, delete=True) == ()
    assert plain_files(tmp_path / "out") == []
    assert desk.papers.exported_files() == ()
    desk.vault.lock()


@pytest.mark.parametrize("what", ["evidence", "print", "sealed"])
def test_every_kind_of_export_is_listed_before_its_first_byte(writer, tmp_path, what):
    """Not only the pack is listed, but also the record, the print to a file and the sealed file."""
    desk, was_killed = killed(writer, tmp_path, what, "open", 1)
    assert was_killed
    (listed,) = desk.papers.exported_files()
    assert "not finished" in listed.words
    assert Path(listed.path).name.startswith(placing.UNFINISHED) or Path(listed.path).parent.name.startswith(
        placing.UNFINISHED
    )
    desk.vault.lock()


@pytest.fixture
def desk(tmp_path):
    """Yields a desk with an open vault."""
    opened = unlocked_desk(tmp_path / "home")
    yield opened
    opened.vault.lock()


def exported(desk, to):
    """Returns the folder of a new pack, and its number on the list."""
    folder = Path(desk.papers.export(desk.cases.new(WITH_PAPER), to).folder)
    return folder, next(file.id for file in desk.papers.exported_files() if file.path == str(folder))


def test_a_finished_export_leaves_one_line(desk, tmp_path):
    """The entry made while writing is removed from the list at the end."""
    folder, _ = exported(desk, tmp_path / "out")
    assert [file.path for file in desk.papers.exported_files()] == [str(folder)]
    assert list((tmp_path / "out").iterdir()) == [folder]


def test_a_disk_that_is_pulled_out_leaves_the_unfinished_folder_on_the_list(desk, tmp_path, monkeypatch):
    """If the unfinished folder cannot be deleted, it stays on the list."""

    def gone(file):
        (tmp_path / "out").rename(tmp_path / "pulled-out")
        raise OSError(5, "Input/output error")

    at_each_file(monkeypatch, gone)
    with pytest.raises(CannotReadOrWrite):
        desk.papers.export(desk.cases.new(WITH_PAPER), tmp_path / "out")
    (listed,) = desk.papers.exported_files()
    (tmp_path / "pulled-out").rename(tmp_path / "out")
    assert Path(listed.path).is_dir()


def test_deleting_a_pack_leaves_what_somebody_else_laid_into_it(desk, tmp_path):
    """The files of the manifest are deleted; a letter, a folder and a link next to them are named and kept."""
    folder, number = exported(desk, tmp_path / "out")
    (tmp_path / "elsewhere.txt").write_text("elsewhere", encoding="utf-8")
    (folder / "letter from the GP.docx").write_text("theirs", encoding="utf-8")
    (folder / "photos").mkdir()
    (folder / "photos" / "referral.pdf").write_text("theirs", encoding="utf-8")
    (folder / "link.txt").symlink_to(tmp_path / "elsewhere.txt")
    assert desk.papers.dealt_with(number, delete=True) == ("letter from the GP.docx", "link.txt", "photos")
    assert sorted(path.name for path in folder.iterdir()) == ["letter from the GP.docx", "link.txt", "photos"]
    assert (folder / "photos" / "referral.pdf").read_text(encoding="utf-8") == "theirs"
    assert (tmp_path / "elsewhere.txt").read_text(encoding="utf-8") == "elsewhere"
    assert desk.papers.exported_files() == ()


@pytest.mark.parametrize(
    "name", ["../other/kept.txt", "/etc/passwd", "..", ".", "", "other\\kept.txt", "C:kept.txt", "\ud800", 7, None]
)
def test_a_manifest_that_somebody_changed_leads_nowhere(desk, tmp_path, name):
    """Names in a manifest count only as files of that folder."""
    folder, number = exported(desk, tmp_path / "out")
    (tmp_path / "out" / "other").mkdir()
    (tmp_path / "out" / "other" / "kept.txt").write_text("theirs", encoding="utf-8")
    manifest = json.loads((folder / "manifest.json").read_bytes())
    manifest["files"].append({"name": name})
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    assert desk.papers.dealt_with(number, delete=True) == ()
    assert not folder.exists()
    assert (tmp_path / "out" / "other" / "kept.txt").exists()


@pytest.mark.parametrize("kind", ["gone", "pipe", "text", "list", "huge"])
def test_without_a_manifest_the_names_that_the_program_gives_are_deleted(desk, tmp_path, kind):
    """A pipe in place of the manifest is not waited for, and only the names of a pack are deleted."""
    folder, number = exported(desk, tmp_path / "out")
    (folder / "notes.txt").write_text("theirs", encoding="utf-8")
    manifest = folder / "manifest.json"
    manifest.unlink()
    if kind == "pipe":
        os.mkfifo(manifest)
    elif kind != "gone":
        manifest.write_text({"text": "no JSON", "list": "[]", "huge": " " * 1_000_001}[kind], encoding="utf-8")
    stays = desk.papers.dealt_with(number, delete=True)
    assert stays == (("manifest.json", "notes.txt") if kind == "pipe" else ("notes.txt",))


def test_every_name_that_a_folder_of_ours_can_hold_is_known(desk, tmp_path):
    """Every name that the program writes into a folder is among those that are looked for without a manifest."""
    reference = desk.cases.new(WITH_PAPER)
    folders = [desk.papers.export(reference, tmp_path / "pack").folder]
    folders += [
        desk.papers.sending.seal(reference, tmp_path / form, form).export.folder
        for form in ("sealed-pdf", "sealed-archive")
    ]
    found = {path.name for folder in folders for path in Path(folder).iterdir()}
    assert found <= {*choosing.FILES, *taking_away.OTHER_NAMES, taking_away.MANIFEST}
    from champion_tui.papers.pack import going, pack
    from champion_tui.papers.slip import slip_papers

    slips = {f"{paper.name}{suffix}" for paper in slip_papers.PAPERS.values() for suffix in paper.suffixes}
    access = {f"{pack.SUBJECT_ACCESS}{suffix}" for suffix in (".pdf", ".json")}
    assert {*slips, *access, going.DRAFT, going.SEALED_PDF, going.SEALED_ARCHIVE} == taking_away.OTHER_NAMES


def test_a_link_in_the_place_of_a_pack_is_not_followed(desk, tmp_path):
    """Nothing behind the link is deleted, and the entry stays with the reason."""
    folder, number = exported(desk, tmp_path / "out")
    folder.rename(tmp_path / "theirs")
    folder.symlink_to(tmp_path / "theirs")
    before = sorted(path.name for path in (tmp_path / "theirs").iterdir())
    with pytest.raises(CannotReadOrWrite, match="no longer what was written there"):
        desk.papers.dealt_with(number, delete=True)
    assert sorted(path.name for path in (tmp_path / "theirs").iterdir()) == before
    assert len(desk.papers.exported_files()) == 1


def test_a_folder_in_the_place_of_a_file_is_not_deleted(desk, tmp_path):
    """If a folder now has the name of a slip, it is not deleted."""
    desk.papers.slips.write(desk.cases.new(WITH_PAPER), tmp_path / "slip.txt")
    (listed,) = desk.papers.exported_files()
    (tmp_path / "slip.txt").unlink()
    (tmp_path / "slip.txt").mkdir()
    (tmp_path / "slip.txt" / "theirs").touch()
    with pytest.raises(CannotReadOrWrite, match="no longer what was written there"):
        desk.papers.dealt_with(listed.id, delete=True)
    assert (tmp_path / "slip.txt" / "theirs").exists()


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such rights on files")
def test_every_folder_on_the_way_to_an_export_is_for_its_owner_alone(desk, tmp_path):
    """New folders are private even with a loose umask, and existing folders keep their permissions."""
    (tmp_path / "shared").mkdir(mode=0o755)
    (tmp_path / "shared").chmod(0o755)
    before = os.umask(0)
    try:
        desk.papers.export(desk.cases.new(WITH_PAPER), tmp_path / "shared" / "a" / "b" / "c")
    finally:
        os.umask(before)
    made = [path for path in (tmp_path / "shared").rglob("*") if path.is_dir()]
    assert len(made) == 4
    assert {path.stat().st_mode & 0o777 for path in made} == {0o700}
    assert (tmp_path / "shared").stat().st_mode & 0o777 == 0o755
