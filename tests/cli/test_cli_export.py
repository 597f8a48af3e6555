"""``case export`` of many cases: one JSON object, a stop between two packs, and the exit codes."""

import json
import os
import pty
import re
import signal

import pytest
from command_line import run_here
from desk_samples import MINIMUM, PASSPHRASE, REFER, unlocked_desk
from plain_files import at_the_second_file

from champion_tui.cli.commands.papers.exporting import _progress_bar
from champion_tui.desk.papers.many_packs import Progress
from champion_tui.desk.papers.papers import Papers

AT = ("--at", "2026-11-23T10:04:31")


@pytest.fixture
def references(tmp_path, monkeypatch):
    """Returns the references of three ready cases in a vault of their own, the last changed first."""
    home = tmp_path / "home"
    desk = unlocked_desk(home)
    made = [desk.cases.new({"triage": REFER, "referral": {**MINIMUM, "paper": "full"}}) for _ in range(3)]
    desk.vault.lock()
    word = tmp_path / "passphrase"
    word.write_text(PASSPHRASE, encoding="utf-8")
    word.chmod(0o600)
    monkeypatch.setenv("CHAMPION_HOME", str(home))
    monkeypatch.setenv("CHAMPION_PASSPHRASE_FILE", str(word))
    return made[::-1]


@pytest.fixture
def stopped_in_the_first(monkeypatch):
    """Sends Ctrl-C while the first pack is written."""
    really_export = Papers.export

    def export(self, reference, to):
        signal.raise_signal(signal.SIGINT)
        return really_export(self, reference, to)

    monkeypatch.setattr(Papers, "export", export)


def test_all_ready_gives_one_json_object_with_every_pack(references, tmp_path):
    """Each pack has its files as in ``case export`` of one case, and no progress bar is in a script's output."""
    ran = run_here("case", "export", "--all-ready", "--to", tmp_path / "out", "--json", *AT)
    assert (ran.code, ran.err) == (0, "")
    assert [pack["reference"] for pack in ran.json["packs"]] == references
    assert all({"name", "bytes", "sha256"} == set(file) for pack in ran.json["packs"] for file in pack["files"])
    assert (ran.json["refused"], ran.json["untouched"], ran.json["stopped"]) == ([], [], False)
    again = run_here("case", "export", "--all-ready", "--to", tmp_path / "out", *AT)
    assert (again.code, again.out) == (0, "No case is waiting for a pack.\n")


def test_several_references_are_written_as_they_are_named(references, tmp_path):
    """A reference named twice is written once, and lower case is accepted."""
    named = (references[2].lower(), references[0], references[0])
    ran = run_here("case", "export", *named, "--to", tmp_path / "out", *AT)
    assert ran.code == 0
    assert [line.split()[0] for line in ran.out.splitlines()[:2]] == [references[2], references[0]]
    assert "2 written." in ran.out
    assert "NOT SENT" in ran.out


@pytest.mark.usefixtures("stopped_in_the_first")
def test_ctrl_c_ends_after_the_pack_that_is_being_written(references, tmp_path):
    """Ctrl-C gives exit code 130, the first pack is complete, the others are named as untouched, and none is half written."""
    ran = run_here("case", "export", "--all-ready", "--to", tmp_path / "out", "--json", *AT)
    assert (ran.code, ran.json["stopped"]) == (130, True)
    assert [pack["reference"] for pack in ran.json["packs"]] == references[:1]
    assert ran.json["untouched"] == references[1:]
    assert [file.name for file in (tmp_path / "out").iterdir()] == references[:1]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


@pytest.mark.usefixtures("stopped_in_the_first")
def test_a_second_ctrl_c_ends_at_once_and_leaves_no_half_pack(references, tmp_path, monkeypatch):
    """A second SIGINT in the middle of a pack ends with exit code 130 and removes what was written of it."""
    at_the_second_file(monkeypatch, lambda: signal.raise_signal(signal.SIGINT))
    ran = run_here("case", "export", "--all-ready", "--to", tmp_path / "out", *AT)
    assert ran.code == 130
    assert list((tmp_path / "out").iterdir()) == []


def test_a_case_that_is_refused_gives_exit_code_five_and_the_others_are_written(references, tmp_path):
    """The refused case is named with the reason."""
    value = {"triage": {**REFER, "circumstances": ["leaving-prison"], "consent": "refused"}}
    made = run_here("case", "new", "--from", "-", "--json", *AT, stdin=json.dumps(value))
    ran = run_here("case", "export", *references, made.json["reference"], "--to", tmp_path / "out", "--json", *AT)
    assert (ran.code, len(ran.json["packs"])) == (5, 3)
    assert [one["reference"] for one in ran.json["refused"]] == [made.json["reference"]]


@pytest.mark.parametrize("which", [(), ("CHW-0000-00", "--all-ready")], ids=["none", "both"])
def test_references_or_all_that_are_ready_but_not_both(which, tmp_path):
    """Giving neither or both is a mistake."""
    assert run_here("case", "export", *which, "--to", tmp_path / "out").code == 2


def read_to_the_end(terminal):
    """Returns everything written to a terminal whose other end is closed; it arrives in pieces."""
    pieces = []
    try:
        while piece := os.read(terminal, 65536):
            pieces.append(piece)
    except OSError:
        # Linux reports that the other end is closed and everything was read.
        pass
    os.close(terminal)
    return b"".join(pieces).decode()


@pytest.mark.usefixtures("references")
def test_on_a_terminal_a_bar_says_how_far_it_is(tmp_path, monkeypatch):
    """The bar is on standard error, so that the result on standard output is unchanged, and is removed at the end."""
    ours, theirs = pty.openpty()
    with os.fdopen(theirs, "w", encoding="utf-8") as terminal:
        monkeypatch.setenv("TERM", "xterm")
        monkeypatch.setattr("sys.stderr", terminal)
        with _progress_bar() as show:
            show(Progress(1, 3, "CHW-0000-00"))
    painted = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", read_to_the_end(ours))
    assert "Writing packs (Ctrl+C stops)" in painted
    assert "1/3" in painted
