"""Many packs in one run: each is written whole or not at all, the run can stop between two, and no refused case is written."""

import errno
import os
from pathlib import Path

import pytest
from desk_samples import MINIMUM, REFER, unlocked_desk
from plain_files import at_each_file

from champion_tui.desk.errors import UnusableValue
from champion_tui.desk.papers.many_packs import export_many

READY = {"triage": REFER, "referral": MINIMUM}


@pytest.fixture
def desk(tmp_path):
    """Returns an open desk with three cases that are ready, one without a name and one that was refused."""
    opened = unlocked_desk(tmp_path / "home")
    for case in (READY, READY, READY, {"triage": REFER, "referral": {}}, {"triage": {**REFER, "consent": "refused"}}):
        opened.cases.new(case)
    yield opened
    opened.vault.lock()


def ready(desk):
    """Returns the references of the cases that are ready, in the order of the list."""
    return [row.reference for row in desk.cases.lists.cases().rows if row.status == "ready"]


def whole(folder):
    """Returns whether a folder holds a whole pack."""
    return {"referral.pdf", "manifest.json"} <= {file.name for file in folder.iterdir()}


def test_all_that_are_ready_are_written_once_and_listed(desk, tmp_path):
    """A second run has nothing left to write; an incomplete case and a refused one are not touched."""
    waiting = ready(desk)
    told = []
    made = export_many(desk.cases, desk.papers, tmp_path / "out", lambda progress: told.append(progress) is None)
    assert [view.reference for view in made.written] == waiting
    assert all(map(whole, (tmp_path / "out").iterdir()))
    assert {item.path for item in desk.papers.exported_files()} == {view.folder for view in made.written}
    assert [(each.done, each.of) for each in told] == [(0, 3), (1, 3), (2, 3), (3, 3)]
    again = export_many(desk.cases, desk.papers, tmp_path / "out", lambda _: True)
    assert (again.written, again.refused, again.untouched) == ((), (), ())


def test_a_stop_leaves_what_was_written_whole_and_the_rest_untouched(desk, tmp_path):
    """A run that is stopped before the third case leaves two whole, listed packs and one case that is still ready."""
    waiting = ready(desk)
    made = export_many(desk.cases, desk.papers, tmp_path / "out", lambda progress: progress.done < 2)
    assert (made.stopped, made.untouched) == (True, tuple(waiting[2:]))
    assert len(list((tmp_path / "out").iterdir())) == len(desk.papers.exported_files()) == 2
    assert ready(desk) == waiting[2:]


def test_a_case_that_is_refused_is_named_and_does_not_stop_the_row(desk, tmp_path):
    """Of the cases that were named, the ones that may be exported are exported."""
    named = [row.reference for row in desk.cases.lists.cases().rows]
    made = export_many(desk.cases, desk.papers, tmp_path / "out", lambda _: True, [*named, named[0]])
    assert len(made.written) == 3
    assert len(made.refused) == 2
    assert any("lawful minimum" in why for _, why in made.refused)


def test_a_full_disk_ends_the_row_with_whole_packs_only(desk, tmp_path, monkeypatch):
    """The pack that did not fit on the disk leaves no file and is named as untouched."""
    waiting, written = ready(desk), []

    def full(file):
        written.append(file)
        if len(written) > 10:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    at_each_file(monkeypatch, full)
    made = export_many(desk.cases, desk.papers, tmp_path / "out", lambda _: True)
    assert "the disk is full" in made.trouble
    assert [view.reference for view in made.written] + list(made.untouched) == waiting
    assert {folder.name for folder in (tmp_path / "out").iterdir()} == {view.reference for view in made.written}
    assert len(desk.papers.exported_files()) == len(made.written)


def test_one_wrong_reference_leaves_the_whole_row_untouched(desk, tmp_path):
    """A wrong reference is found before anything is written, so that no pack is left that nobody was told about."""
    named = ready(desk)
    with pytest.raises(UnusableValue):
        export_many(desk.cases, desk.papers, tmp_path / "out", lambda _: True, [named[0], "CHW-NOPE-00", named[1]])
    assert not (tmp_path / "out").exists()
    assert desk.papers.exported_files() == ()


def test_a_pack_under_a_relative_path_is_found_from_any_folder(desk, tmp_path, monkeypatch):
    """The list has absolute paths, so erasing the case from another folder still finds the unencrypted pack."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    reference = ready(desk)[0]
    desk.papers.export(reference, Path("packs"))
    monkeypatch.chdir(tmp_path)
    (listed,) = desk.papers.exported_files()
    assert listed.still_there
    assert listed.path == str(tmp_path / "here" / "packs" / reference)
