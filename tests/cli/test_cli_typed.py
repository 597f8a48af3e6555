"""What somebody types on a terminal: who they are, and the word before something is done for good. Nothing is asked for in vain."""

import os
import sys
from pathlib import Path

import pexpect
import pytest
from command_line import run_here
from desk_samples import PASSPHRASE, unlocked_desk

from champion_tui.store.keys import kdf

ROOT = Path(__file__).parents[2]
ADA, BO, OTHER = "Ada Invented", "Bo Invented", "five wholly different invented words"
ASKS = r"assphrase[^\n]*: $"


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A home with a vault that Ada and Bo can open; nobody is named, and no file holds a passphrase."""
    monkeypatch.setattr(kdf, "DEFAULT_COST", kdf.TEST_ONLY_COST)
    desk = unlocked_desk(tmp_path / "home")
    desk.vault.people.add(BO, "deputy", OTHER)
    desk.vault.lock()
    return tmp_path


@pytest.fixture
def terminal(home):
    """Starts a command on a terminal of its own, whose locale is strict about what is no text."""
    children = []
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CHAMPION_")}
    env = {
        **kept,
        "HOME": str(home),
        "CHAMPION_HOME": str(home / "home"),
        "PYTHONPATH": str(ROOT),
        "PYTHONIOENCODING": "utf-8:strict",
    }

    def start(*words):
        child = pexpect.spawn(sys.executable, ["-m", "champion_tui", *map(str, words)], env=env, timeout=30)
        children.append(child)
        return child

    yield start
    for child in children:
        child.close(force=True)


def ended(child):
    """What was said to the end, with one blank between words, and the exit code."""
    child.expect(pexpect.EOF)
    said = " ".join(child.before.decode(errors="replace").split())
    child.close()
    return child.exitstatus, said


VAIN = {
    ("today", "--as", "Nobody"): (3, "Nobody of that name can open it"),
    ("vault", "accept", "--as", "Nobody"): (3, "Nobody of that name can open it"),
    ("vault", "add-person", "--name", "", "--role", "clerk", "--as", ADA): (3, "The name needs"),
    ("vault", "create", "--name", "", "--role", "clerk", "--home", "another"): (3, "The name needs"),
    ("team", "prepare", "nonsense://x"): (6, "not the address of a team's store"),
    ("team", "create", "nonsense://x", "--as", ADA): (6, "not the address of a team's store"),
    ("team", "join", "nonsense://x", "--as", BO, "--home", "another"): (6, "not the address of a team's store"),
    ("team", "invite", "Cy\u202e Invented", "--role", "clerk", "--as", ADA): (3, "characters that cannot be shown"),
}


@pytest.mark.parametrize("words", VAIN, ids=" ".join)
def test_no_passphrase_is_asked_for_in_vain(terminal, words):
    """What can be seen to be wrong without a passphrase is said before one is typed."""
    code, said = ended(terminal(*words))
    assert code == VAIN[words][0]
    assert VAIN[words][1] in said
    assert "assphrase:" not in said
    assert "assword" not in said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("add-person", "--name", "bo invented", "--role", "deputy"), "already somebody of that name"),
        (("remove-person", "Nobody"), "Nobody of that name"),
        (("remove-person", ADA), "Nobody can take themself out"),
        (("change-passphrase", BO), "Only Bo Invented can change that passphrase"),
    ],
)
def test_nothing_more_is_asked_for_what_is_refused_all_the_same(terminal, words, said):
    """Once the list can be read, no new passphrase and no yes is asked for a change that will be refused."""
    child = terminal("vault", *words, "--as", ADA)
    child.expect(ASKS)
    child.sendline(PASSPHRASE)
    code, heard = ended(child)
    assert code in {3, 5}
    assert said in heard
    assert "Type yes" not in heard
    assert "New passphrase" not in heard


def test_of_several_people_it_is_asked_who_unlocks(terminal, home):
    """By a number or a name, before the passphrase; Enter alone is for the recovery code, and the end of the input opens nothing."""
    for who in ("1", ADA.upper()):
        child = terminal("vault", "backup", home / f"{len(who)}.zip")
        child.expect("Who unlocks it")
        child.sendline("3")
        child.expect("none of them")
        child.expect("Who unlocks it")
        child.sendline(who)
        child.expect(ASKS)
        child.sendline(PASSPHRASE)
        assert ended(child)[0] == 0
    child = terminal("today")
    child.expect("Who unlocks it")
    child.sendeof()
    assert ended(child)[0] == 4
    child = terminal("today")
    child.expect("Who unlocks it")
    child.sendline("")
    child.expect(ASKS)
    child.sendline("this is no recovery code")
    assert ended(child)[0] != 0


def test_whoever_goes_through_a_triage_line_by_line_can_keep_it_where_several_can_open_the_vault(terminal):
    """``save`` at a prompt of ``plain`` asks who unlocks: what was answered is not lost for want of an option."""
    child = terminal("plain")
    child.expect("emergency right now")
    child.sendline("5")
    child.expect("harmed or neglected")
    child.sendline("save")
    child.expect("Who unlocks it")
    child.sendline("2")
    child.expect(ASKS)
    child.sendline(OTHER)
    child.expect("saved under|Kept as|is kept|CHW-|OXF-|[A-Z]{3}-[A-Z0-9]{4}-[A-Z0-9]{2}")


def test_what_is_no_text_is_no_word(terminal, home):
    """Bytes of another encoding, typed where a word is asked for, change nothing, and are no mistake of the program."""
    copy = home / "copy.zip"
    (home / "file.txt").write_text(PASSPHRASE + "\n", encoding="utf-8")
    os.environ["CHAMPION_HOME"] = str(home / "home")
    try:
        assert run_here("vault", "backup", copy, "--as", ADA, "--passphrase-file", home / "file.txt").code == 0
    finally:
        del os.environ["CHAMPION_HOME"]
    for words in (("remove-person", BO), ("restore", copy)):
        child = terminal("vault", *words, "--as", ADA)
        child.expect(ASKS)
        child.sendline(PASSPHRASE)
        child.expect("anything else to leave")
        child.sendline(b"\xff\xfe")
        code, said = ended(child)
        assert code == 5
        assert "Nothing was changed" in said or "nothing was replaced" in said
