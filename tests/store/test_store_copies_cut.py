"""Killed before each step of making or restoring a safety copy: saved work is there, and nothing is in the way."""

import shutil

import pytest
from zygote import Zygote

from champion_tui.store.copies import container, copies_here, making
from champion_tui.store.errors import CopyNotMade


@pytest.fixture(scope="module")
def zygote():
    """Yields one parent process for all the writers."""
    made = Zygote()
    yield made
    made.end()


def good(store):
    """Asserts that nothing is wrong with the store or its copies."""
    assert [result for result in store.check() if not result.ok] == []


def test_a_save_that_was_cut_while_a_copy_was_made_leaves_every_copy_whole_or_none(desk, zygote):
    """Every file with the name of a copy is complete; other remains are deleted when the next copy is made."""
    with desk.create()[0] as store:
        desk.new_case(store)
    for copy in copies_here.copies(desk.home):
        copy.path.unlink()
    before, home, step, said = desk.kept(), desk.home, 0, []
    made = []
    while "done" not in said:
        step += 1
        desk.home = home.with_name(f"home-{step}")
        desk.home.mkdir(mode=0o700)
        for name, content in before.items():
            (desk.home / name).write_bytes(content)
            (desk.home / name).chmod(0o600)
        said = zygote.until_dead(f"save-{step} {desk.home}")
        found = copies_here.copies(desk.home)
        made.append(len(found))
        assert all(container.read(copy.path) for copy in found)
        with desk.unlock() as store:
            assert len(store.cases()) == 1
            if not found:
                store.save_setting("area", "kent-and-medway")
        assert len(copies_here.copies(desk.home)) == 1
        if not found:
            assert not list(desk.home.rglob("*.unfinished*"))
        shutil.rmtree(desk.home)
    assert step > 25
    assert set(made) == {0, 1}


def test_a_restore_that_was_cut_at_any_step_gives_the_old_store_or_the_copy(desk, zygote, tmp_path):
    """A restore that is cut off leaves both old files or both files of the copy; in the second case the old pair is kept."""
    with desk.create()[0] as store:
        desk.new_case(store, "OX-1")
        store.backups.make(tmp_path / "copy.zip")
        desk.new_case(store, "OX-2")
    before, step, said, outcomes = desk.kept(), 0, [], []
    while "done" not in said:
        step += 1
        desk.home = tmp_path / f"home-{step}"
        desk.home.mkdir(mode=0o700)
        for name, content in before.items():
            (desk.home / name).write_bytes(content)
            (desk.home / name).chmod(0o600)
        said = zygote.until_dead(f"restore-{step} {desk.home}")
        with desk.unlock() as store:
            cases = {case.reference for case in store.cases()}
            good(store)
        kept = [copy.path for copy in copies_here.copies(desk.home) if copy.kind == "replaced"]
        outcomes.append(cases == {"OX-1"})
        if outcomes[-1]:
            (folder,) = kept
            assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
        else:
            assert cases == {"OX-1", "OX-2"}
        assert not (desk.home / ".new-pair").exists()
        shutil.rmtree(desk.home)
    assert step > 25
    assert outcomes == sorted(outcomes)
    assert set(outcomes) == {False, True}


def neighbours(folder):
    """Writes other people's files whose names resemble those of a copy into ``folder`` and returns their contents by name."""
    given = {
        name: name.encode()
        for name in ("copy.zip.txt", "copy.zip2", "copy.zip.unfinished-list", "letter.unfinished.txt")
    }
    for name, content in given.items():
        (folder / name).write_bytes(content)
    return given


def files_in(folder):
    """Returns the files of the folder with their bytes."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@pytest.mark.parametrize("name", ["copy.zip", "*"])
def test_a_copy_takes_nothing_of_others_away(desk, store, tmp_path, name):
    """Making a copy leaves all other files in the folder, even if its name looks like a shell pattern."""
    given = neighbours(tmp_path)
    store.backups.make(tmp_path / name)
    assert {key: content for key, content in files_in(tmp_path).items() if key != name} == given


def test_a_copy_that_fails_at_the_last_takes_nothing_of_others_away(desk, store, tmp_path, monkeypatch):
    """If syncing the folder fails, the new copy is deleted and nothing else."""
    given = neighbours(tmp_path)

    def fail(folder):
        if folder == tmp_path:
            raise OSError(5, "Input/output error")

    monkeypatch.setattr(making, "sync_folder", fail)
    with pytest.raises(CopyNotMade):
        store.backups.make(tmp_path / "copy.zip")
    assert files_in(tmp_path) == given


def test_the_rest_of_a_copy_that_was_cut_is_named_and_stays(desk, store, tmp_path):
    """Remains of an earlier copy may belong to somebody: the message says what they probably are, and they are kept."""
    rest = tmp_path / "copy.zip.unfinished"
    rest.write_bytes(b"half")
    with pytest.raises(CopyNotMade, match="an earlier try may have been cut short") as caught:
        store.backups.make(tmp_path / "copy.zip")
    assert "Delete it if so" in caught.value.way_out
    assert rest.read_bytes() == b"half"


def test_a_link_that_leads_nowhere_is_in_the_way(desk, store, tmp_path):
    """A broken link is not overwritten either."""
    (tmp_path / "copy.zip").symlink_to(tmp_path / "nowhere")
    with pytest.raises(CopyNotMade, match="already something"):
        store.backups.make(tmp_path / "copy.zip")
    assert (tmp_path / "copy.zip").is_symlink()
