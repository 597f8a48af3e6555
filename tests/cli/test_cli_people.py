"""``vault people`` and changes to the list: on the command line, as text and JSON, by files and on a terminal."""

import pytest
from command_line import run_here
from desk_samples import PASSPHRASE, unlocked_desk

from champion_tui.cli import passphrase as typing
from champion_tui.store.keys import kdf

OTHER = "five wholly different invented words"
ADA, BO = "Ada Invented", "Bo Invented"


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """Returns a folder with a vault that a passphrase file opens, and a second file with another passphrase."""
    monkeypatch.setattr(kdf, "DEFAULT_COST", kdf.TEST_ONLY_COST)
    unlocked_desk(tmp_path / "home").vault.lock()
    for name, words in (("first.txt", PASSPHRASE), ("other.txt", OTHER), ("weak.txt", "Bo Invented")):
        (tmp_path / name).write_text(words + "\n", encoding="utf-8")
    monkeypatch.setenv("CHAMPION_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("CHAMPION_PASSPHRASE_FILE", str(tmp_path / "first.txt"))
    return tmp_path


def add(home, *more, file="other.txt"):
    """Adds Bo."""
    return run_here(
        *("vault", "add-person", "--name", BO, "--role", "deputy", "--new-passphrase-file", home / file), *more
    )


def names():
    """Returns the names that are listed."""
    return [person["name"] for person in run_here("vault", "people", "--json").json["people"]]


def opens(home, file, person):
    """Returns the exit code of listing the cases as ``person``."""
    return run_here("case", "list", "--as", person, "--passphrase-file", home / file).code


def test_people_are_listed_without_unlocking(monkeypatch):
    """Names and roles are listed as text and JSON without a passphrase."""
    monkeypatch.delenv("CHAMPION_PASSPHRASE_FILE")
    assert run_here("vault", "people").out == "Ada Invented: homelessness champion\nThe recovery code opens it too.\n"
    assert run_here("vault", "people", "--json").json == {
        "people": [{"name": ADA, "role": "homelessness champion"}],
        "recovery_code": True,
    }


def test_a_person_is_put_in_and_taken_out(home):
    """Bo opens the vault with a passphrase of their own; after removal, with a new key or the old one, only Ada does."""
    for more, changed in (((), True), (("--keep-key",), False)):
        ran = add(home, "--json")
        assert ran.code == 0
        assert {key: ran.json[key] for key in ("name", "role")} == {"name": BO, "role": "deputy"}
        assert opens(home, "other.txt", BO) == 0
        assert opens(home, "first.txt", BO) == 4
        ran = run_here("vault", "remove-person", "bo invented", "--as", ADA, "--json", *more)
        assert (ran.code, ran.json["removed"], ran.json["key_changed"]) == (0, "bo invented", changed)
        assert "copy" in ran.json["words"]
        assert names() == [ADA]
        assert opens(home, "other.txt", BO) == 3
        assert opens(home, "first.txt", ADA) == 0
    assert run_here("vault", "check").code == 0


def test_what_cannot_be_done_is_said_with_its_exit_code(home):
    """A weak passphrase, a taken name and an unknown person are wrong values, and the last person cannot be removed."""
    ran = add(home, "--json", file="weak.txt")
    assert (ran.code, ran.problem["key"], ran.problem["given"]) == (3, "passphrase", None)
    assert "too easy to guess" in add(home, file="weak.txt").err
    assert names() == [ADA]
    assert add(home).code == 0
    assert "Say which of them you are" in add(home).err
    assert add(home, "--as", ADA).code == 3
    assert run_here("vault", "remove-person", ADA, "--as", ADA).code == 5
    assert run_here("vault", "remove-person", "Nobody", "--as", ADA).code == 3
    assert add(home, "--as", ADA, file="no-such-file.txt").code == 3
    assert (
        run_here("vault", "change-passphrase", BO, "--as", ADA, "--new-passphrase-file", home / "first.txt").code == 5
    )
    assert names() == [ADA, BO]


def test_a_passphrase_is_changed_and_says_what_an_old_copy_opens(home):
    """The new passphrase opens the vault, the old one does not, and the message says that the key is the same."""
    ran = run_here("vault", "change-passphrase", "--new-passphrase-file", home / "other.txt")
    assert ran.code == 0
    assert "the key is the same" in ran.out
    assert opens(home, "first.txt", ADA) == 4
    assert opens(home, "other.txt", ADA) == 0


def test_a_new_recovery_code_opens_the_vault_and_another_persons_passphrase_may_be_changed_with_it(home):
    """A new recovery code is printed in groups, alone in JSON, and can replace a forgotten passphrase."""
    (home / "code.txt").write_text(run_here("vault", "recovery-code", "--json").json["recovery_code"])
    assert run_here("vault", "recovery-code", "--passphrase-file", home / "code.txt").code == 0
    code = run_here("vault", "recovery-code").out.splitlines()[0].strip()
    assert [len(group) for group in code.split("-")] == [5] * 7
    assert opens(home, "code.txt", ADA) == 4
    (home / "code.txt").write_text(code)
    ran = run_here(
        *("vault", "change-passphrase", ADA, "--new-passphrase-file", home / "other.txt"),
        *("--passphrase-file", home / "code.txt"),
    )
    assert ran.code == 0
    assert opens(home, "other.txt", ADA) == 0


def test_on_a_terminal_the_new_passphrase_is_typed_twice(home, monkeypatch):
    """The same text twice is accepted, two different ones are refused, and without a terminal the message names the option."""
    monkeypatch.setattr(typing, "can_ask", lambda: True)
    said = iter([OTHER, OTHER + "x", OTHER, OTHER])
    monkeypatch.setattr(typing, "typed_unseen", lambda prompt: next(said))
    put_in = ("vault", "add-person", "--name", BO, "--role", "deputy")
    assert run_here(*put_in).code == 3
    assert names() == [ADA]
    assert run_here(*put_in).code == 0
    assert names() == [ADA, BO]
    monkeypatch.undo()
    put_in = ("vault", "add-person", "--name", "Cy Invented", "--role", "deputy")
    ran = run_here("--home", home / "home", "--passphrase-file", home / "first.txt", "--as", ADA, *put_in)
    assert ran.code == 4
    assert "--new-passphrase-file" in ran.err


@pytest.mark.parametrize(("typed", "code", "left"), [("yes\n", 0, [ADA]), ("\n", 5, [ADA, BO]), ("", 5, [ADA, BO])])
def test_on_a_terminal_taking_somebody_out_is_asked_once_more(home, monkeypatch, typed, code, left):
    """The consequences are printed first, and anything but yes changes nothing."""
    add(home)

    import io

    class Terminal(io.TextIOWrapper):
        def isatty(self):
            return True

    monkeypatch.setattr(io, "TextIOWrapper", Terminal)
    ran = run_here("vault", "remove-person", BO, "--as", ADA, stdin=typed)
    monkeypatch.undo()
    assert ran.code == code
    assert "gets a new key" in ran.err
    assert [
        person["name"] for person in run_here("vault", "people", "--home", home / "home", "--json").json["people"]
    ] == left
