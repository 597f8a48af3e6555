"""What a hostile or unlucky user does: values that control a terminal, endless files, outputs that cannot be written."""

import json
import os
import signal
import subprocess
import sys

import pytest
from command_line import ROOT, run_here
from desk_samples import MINIMUM, REFER, unlocked_desk
from plain_files import at_the_second_file

from champion_tui import cli
from champion_tui.cli import main
from champion_tui.cli.plain.talk import place_in
from champion_tui.cli.running import stopping_cleanly
from champion_tui.ground.visible import DRIVES_A_TERMINAL
from champion_tui.store.casestore import CaseStore
from champion_tui.store.errors import StoreFull

AT = ("--at", "2026-11-23T10:04:31")
TRIAGE = [" ".join(answer) if isinstance(answer, tuple) else answer for answer in REFER.values()]
READY = {"triage": {key: list(v) if isinstance(v, tuple) else v for key, v in REFER.items()}, "referral": dict(MINIMUM)}
HOSTILE = "\x1b[2J \x9b31m \u202e \u2066 \x07"


@pytest.fixture
def home(tmp_path, monkeypatch):
    """Returns a home with a vault that a passphrase file opens."""
    unlocked_desk(tmp_path / "home").vault.lock()
    secret = tmp_path / "passphrase.txt"
    secret.write_text("a plainly invented passphrase", encoding="utf-8")
    monkeypatch.setenv("CHAMPION_PASSPHRASE_FILE", str(secret))
    monkeypatch.setenv("CHAMPION_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def stored(value=READY):
    """Stores a case and returns its reference."""
    return run_here("case", "new", "--from", "-", "--json", *AT, stdin=json.dumps(value)).json["reference"]


def shell(script, home, *words):
    """Runs the real command through a shell, for what only a shell can do to a process's streams."""
    return subprocess.run(
        ["bash", "-c", script, "champion", sys.executable, *map(str, words)],
        env={**os.environ, "PYTHONPATH": str(ROOT), "CHAMPION_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_json_never_drives_a_terminal():
    """A wrong value is returned in full, with control characters and direction overrides as JSON escapes."""
    ran = run_here("triage", "--answers", "-", "--json", stdin=json.dumps({"answers": {"emergency": HOSTILE}}))
    assert not DRIVES_A_TERMINAL.search(ran.out + ran.err)
    assert ran.problem["given"] == HOSTILE


def test_words_never_drive_a_terminal(home, tmp_path):
    """Text typed into the plain interview, and a folder's name, are shown without acting on the terminal."""
    ran = run_here("plain", *AT, stdin=f"{HOSTILE}\n")
    assert "is not one of the answers" in ran.out
    assert not DRIVES_A_TERMINAL.search(ran.out)
    written = run_here("case", "export", stored(), "--to", tmp_path / "\x1b]0;title\x07", *AT)
    assert (written.code, DRIVES_A_TERMINAL.search(written.out)) == (0, None)
    assert "\\x1b]0;title\\x07" in written.out


def test_a_sentence_stays_short_whatever_was_given():
    """A key of a hundred thousand letters is named by its beginning."""
    ran = run_here("triage", "--answers", "-", stdin=json.dumps({"k" * 100_000: 1}))
    assert (ran.code, len(ran.err) < 500) == (3, True)


@pytest.mark.parametrize("heard", ["9" * 5000, "0", "4", "-1", "\u00b2", "", "1 "])
def test_no_number_that_is_typed_is_a_fault(heard):
    """Thousands of digits are refused like any other number that is not offered."""
    assert place_in("abc", heard) is None


def test_digits_without_end_are_asked_for_again():
    """The plain interview continues after a number too large for a machine word."""
    ran = run_here("plain", *AT, stdin="9" * 5000 + "\nq\n")
    assert (ran.code, "Nothing has changed." in ran.out) == (0, True)


@pytest.mark.parametrize("path", ["~nobody-of-this-name/pack", "a\0b", "a" * 5000])
def test_a_path_that_is_none_is_asked_for_again(home, path):
    """An unknown user's home, a NUL or a name too long gives a sentence, and the interview continues."""
    form = [".c", "2", "9", "Zebedee Example", "2", "12", "07700 900123"]
    stored()
    (row,) = run_here("case", "list", "--json", *AT).json["cases"]
    ran = run_here("plain", row["reference"], *AT, stdin="\n".join(["1", ".c", "1", "", "", path, "", *form]) + "\n")
    assert ran.code == 0
    assert "Folder to put it in" in ran.out
    assert ran.out.count("Folder to put it in") == 2


@pytest.mark.parametrize("words", [["case", "export"], ["case", "slip"], ["case", "evidence"]])
def test_an_empty_target_is_wrong(home, tmp_path, monkeypatch, words):
    """An unset variable of a script does not write plain files into the current folder."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    ran = run_here(*words, stored(), "--to", "", "--json", *AT)
    assert (ran.code, ran.problem["key"], ran.problem["given"]) == (3, "to", "")
    assert list((tmp_path / "here").iterdir()) == []


def test_a_portals_code_is_one_short_line(home):
    """Control characters are removed from the code, and a page of text is refused."""
    reference = stored()
    told = run_here("case", "sent", reference, "--on", "2026-11-23", "--code", " AB\x1b[2J\n1 ", "--json", *AT)
    assert (told.code, told.json["code"]) == (0, "AB[2J 1")
    long = run_here("case", "sent", reference, "--on", "2026-11-23", "--code", "x" * 101, "--json", *AT)
    assert (long.code, long.problem["key"]) == (3, "code")


def test_a_pack_that_cannot_be_listed_is_taken_back(home, tmp_path, monkeypatch):
    """If the store has no room to list a pack, its plain files are deleted, as nobody would do so later."""
    reference = stored()

    def full(*_):
        raise StoreFull

    monkeypatch.setattr(CaseStore, "record_export", full)
    ran = run_here("case", "export", reference, "--to", tmp_path / "packs", *AT)
    assert (ran.code, list((tmp_path / "packs").iterdir())) == (6, [])
    ran = run_here("case", "slip", reference, "--to", tmp_path / "slip.txt", *AT)
    assert (ran.code, (tmp_path / "slip.txt").exists()) == (6, False)


@pytest.mark.parametrize("name", ["settings.toml", "local/corrections.toml"])
@pytest.mark.parametrize("kind", ["pipe", "device", "folder", "huge"])
def test_nothing_in_the_home_folder_stops_the_numbers(tmp_path, name, kind):
    """A pipe without a writer, an endless device, a folder or a huge file is named, and the shipped numbers are shown."""
    file = tmp_path / name
    file.parent.mkdir(exist_ok=True)
    if kind == "pipe":
        os.mkfifo(file)
    elif kind == "device":
        file.symlink_to("/dev/zero")
    elif kind == "folder":
        file.mkdir()
    else:
        file.write_bytes(b"#" * 5_000_001)
    ran = run_here("numbers", "--json", "--home", tmp_path, *AT)
    assert (ran.code, ran.json["call"][0]["line"]) == (0, "oxford-day")
    assert name in ran.err


@pytest.mark.parametrize("home", ["a" * 300, "afile"])
def test_a_home_that_cannot_be_one_stops_no_numbers(tmp_path, home):
    """If the name is too long, or a file is where the folder should be, the numbers are shown all the same."""
    (tmp_path / "afile").touch()
    ran = run_here("numbers", "--json", "--home", tmp_path / home, *AT)
    assert (ran.code, ran.json["call"][0]["line"]) == (0, "oxford-day")
    assert "settings.toml" in ran.err


@pytest.mark.parametrize(
    "words", [("numbers",), ("area",), ("settings",), ("triage", "--answers", "-", "--json"), ("plain",), ()]
)
def test_what_needs_no_vault_works_without_its_folder(tmp_path, words):
    """For an unreadable folder (here a name that is too long), the error is reported and the rest works."""
    ran = run_here("--home", tmp_path / ("a" * 300), *AT, *words, stdin='{"answers": {}}' if "-" in words else "n\nq\n")
    assert ran.code == 0, ran.err
    assert "File name too long" in ran.err


def test_a_vault_file_without_end_is_damaged(home):
    """A pipe in place of vault.json is not waited for."""
    (home / "vault.json").unlink()
    os.mkfifo(home / "vault.json")
    ran = run_here("case", "list", *AT)
    assert (ran.code, "no ordinary file" in ran.err) == (6, True)


def test_an_unknown_user_is_told_how_to_name_a_home(monkeypatch):
    """If the system has no folder for the user, the message names --home."""

    def nowhere(*_, **__):
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("CHAMPION_HOME", raising=False)
    monkeypatch.setattr("platformdirs.user_data_dir", nowhere)
    ran = run_here("case", "list", *AT)
    assert (ran.code, "--home" in ran.err) == (6, True)


def test_nothing_is_done_where_nothing_can_be_shown(tmp_path):
    """With standard output closed no vault is made, as its recovery code would be lost."""
    (tmp_path / "pp").write_text("a plainly invented passphrase")
    script = '"$1" -m champion_tui vault create --name A --role B --passphrase-file "$2" >&-'
    ran = shell(script, tmp_path / "home", tmp_path / "pp")
    assert (ran.returncode, (tmp_path / "home").exists()) == (6, False)
    assert "Nothing was done" in ran.stderr


def test_a_recovery_code_that_nobody_saw_is_said(tmp_path):
    """If standard output is full, the vault exists but its code was not shown, and the message says so."""
    (tmp_path / "pp").write_text("a plainly invented passphrase")
    script = '"$1" -m champion_tui vault create --name A --role B --passphrase-file "$2" >/dev/full'
    ran = shell(script, tmp_path / "home", tmp_path / "pp")
    assert (ran.returncode, (tmp_path / "home" / "vault.json").exists()) == (6, True)
    assert "recovery code could not be shown" in ran.stderr
    assert "Exception ignored" not in ran.stderr


@pytest.mark.parametrize(
    "words", [["tree", "show"], ["dates", "review", "--notified", "2026-11-23"], ["data", "check"]]
)
def test_a_wrong_moment_is_wrong_everywhere(words):
    """``--at`` is checked even by commands that do not use the clock."""
    ran = run_here(*words, "--at", "2026-02-30", "--json")
    assert (ran.code, ran.problem["key"]) == (3, "at")


@pytest.mark.parametrize("name", ["\u200b", "\u200b \u200e\u00ad", "\u2060"])
def test_a_name_that_nobody_can_see_is_none(home, name):
    """Zero-width characters alone are not a name, so the minimum required by law is not met."""
    value = {**READY, "referral": {**MINIMUM, "full-name": name}}
    ran = run_here("case", "new", "--from", "-", "--json", *AT, stdin=json.dumps(value))
    assert (ran.code, ran.json["status"]) == (0, "needs-answer")
    assert ran.json["missing"][0]["field"] == "full-name"


def test_an_unknown_case_comes_with_the_way_out(home):
    """The message about an unknown case says where to find references."""
    ran = run_here("case", "show", "CHW-0000-00\x1b[2J", *AT)
    assert (ran.code, DRIVES_A_TERMINAL.search(ran.err)) == (3, None)
    assert "Look at the list of cases" in ran.err


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_an_export_that_is_ended_from_outside_leaves_no_plain_file(home, tmp_path, monkeypatch, number):
    """SIGHUP (a closed terminal) and SIGTERM remove the half-written pack, as Ctrl+C does."""
    reference = stored()
    at_the_second_file(monkeypatch, lambda: signal.raise_signal(number))
    before = signal.getsignal(number)
    ran = run_here("case", "export", reference, "--to", tmp_path / "packs", *AT)
    assert (ran.code, list((tmp_path / "packs").iterdir())) == (130, [])
    assert signal.getsignal(number) is before


def test_a_signal_that_is_ignored_stays_ignored(monkeypatch):
    """A closed terminal does not end a program started with ``nohup``."""
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with stopping_cleanly():
            signal.raise_signal(signal.SIGHUP)
        assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)


def test_ctrl_c_while_the_program_loads_is_no_traceback(monkeypatch):
    """Before anything is loaded, the exit code alone reports the interruption."""

    def interrupted(_):
        raise KeyboardInterrupt

    monkeypatch.setattr(cli.importlib, "import_module", interrupted)
    assert main([]) == 130


@pytest.mark.parametrize(("mode", "told"), [(0o600, False), (0o640, True), (0o604, True)])
def test_a_passphrase_file_that_others_can_read_is_said(home, tmp_path, mode, told):
    """The command works, and one line warns that others can read the file, without showing the passphrase."""
    (tmp_path / "passphrase.txt").chmod(mode)
    ran = run_here("case", "list", "--json", *AT)
    assert ran.code == 0
    assert ("Others on this machine may read the passphrase in" in ran.err) == told
    assert "a plainly invented" not in ran.err
