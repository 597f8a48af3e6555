"""``vault accept`` on the command line: a store in another state than this computer saw last."""

import io
import shutil

import pytest
from command_line import run_here
from desk_samples import PASSPHRASE, unlocked_desk

from champion_tui.desk.training import mark_as_training
from champion_tui.store.keys import kdf


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """Returns a home with a vault that this computer has seen, opened by a passphrase file."""
    monkeypatch.setattr(kdf, "DEFAULT_COST", kdf.TEST_ONLY_COST)
    unlocked_desk(tmp_path / "home").vault.lock()
    (tmp_path / "words.txt").write_text(PASSPHRASE + "\n", encoding="utf-8")
    monkeypatch.setenv("CHAMPION_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("CHAMPION_PASSPHRASE_FILE", str(tmp_path / "words.txt"))
    return tmp_path / "home"


@pytest.fixture
def rolled_back(home):
    """Replaces the folder that was seen last with an earlier copy of it."""
    earlier = home.with_name("earlier")
    shutil.copytree(home, earlier)
    assert run_here("vault", "recovery-code").code == 0
    assert run_here("case", "list").code == 0
    shutil.rmtree(home)
    shutil.copytree(earlier, home)
    return home


def test_a_store_that_is_not_as_it_was_seen_last_stops_every_command_until_it_is_accepted(rolled_back):
    """Every command ends with code 6, what differs and what to do; without a terminal ``accept`` needs --yes, and then all
    commands work.
    """
    for words in (("case", "list"), ("vault", "check"), ("vault", "backup", str(rolled_back.with_name("copy.zip")))):
        ran = run_here(*words)
        assert ran.code == 6
        assert "This is not the store that you saw last." in ran.err
        assert "champion-tui vault accept" in ran.err
    ran = run_here("vault", "accept")
    assert ran.code == 5
    assert "--yes" in ran.err
    assert run_here("case", "list").code == 6
    ran = run_here("vault", "accept", "--yes", "--json")
    assert (ran.code, ran.json["accepted"]) == (0, True)
    assert run_here("case", "list").code == 0
    ran = run_here("vault", "accept", "--yes", "--json")
    assert (ran.code, ran.json["accepted"]) == (0, False)
    assert "There was nothing to accept" in run_here("vault", "accept").out


@pytest.mark.parametrize(("typed", "code"), [("accept\n", 0), ("yes\n", 5), ("", 5)])
def test_on_a_terminal_it_is_asked_once_more(rolled_back, monkeypatch, typed, code):
    """What differs is printed first, and only the word "accept" accepts it."""

    class Terminal(io.TextIOWrapper):
        def isatty(self):
            return True

    with monkeypatch.context() as patch:
        patch.setattr(io, "TextIOWrapper", Terminal)
        ran = run_here("vault", "accept", stdin=typed)
    assert ran.code == code
    assert "older than what you saw last" in " ".join(ran.err.split())
    assert run_here("case", "list").code == (6 if code else 0)


def test_the_memory_lies_in_the_own_folder_for_such_things_and_a_training_vault_has_none(home, own_home):
    """The memory is in the user's state folder, outside the store's folder, and a training vault leaves none."""
    memory = own_home / ".local" / "state" / "champion-tui-seen"
    assert not memory.exists()
    mark_as_training(home)
    assert run_here("case", "list").code == 0
    assert not memory.exists()
    (home / "TRAINING").unlink()
    assert run_here("case", "list").code == 0
    assert len([path for path in memory.rglob("*") if path.is_file()]) == 1


def test_a_new_key_prints_the_new_recovery_code_once(home, tmp_path):
    """Removing a person prints a new recovery code, as text or JSON, that opens the vault, or none if the key is kept."""
    (tmp_path / "new.txt").write_text("five wholly different invented words\n", encoding="utf-8")
    adding = ("vault", "add-person", "--name", "Bo Invented", "--role", "deputy", "--as", "Ada Invented")
    for more in ((), ("--json",), ("--json", "--keep-key")):
        assert run_here(*adding, "--new-passphrase-file", tmp_path / "new.txt").code == 0
        ran = run_here("vault", "remove-person", "Bo Invented", "--as", "Ada Invented", *more)
        assert ran.code == 0
        if "--keep-key" in more:
            assert "recovery_code" not in ran.json
            continue
        code = ran.json["recovery_code"] if more else ran.out.split()[0]
        (tmp_path / "code.txt").write_text(code + "\n", encoding="utf-8")
        assert run_here("case", "list", "--passphrase-file", tmp_path / "code.txt").code == 0
        assert more or "lock it away" in ran.out
