"""No command line ends in a traceback, and each way to end has its exit code."""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import ROOT, run_here, run_process

import champion_tui
from champion_tui.cli import main
from champion_tui.cli.exit_codes import ExitCode

ANYWHERE = ("--json", "--at", "--area", "--home", "--as", "--passphrase-file")


@pytest.mark.parametrize(
    "argv",
    [
        ["fly"],
        ["--jso"],
        ["numbers", "a", "b"],
        ["numbers", "--emergency", "danger"],
        ["triage"],
        ["triage", "--answers"],
        ["dates"],
        ["dates", "contact"],
        ["case"],
        ["case", "export", "REF"],
        ["case", "sent", "REF"],
        ["vault", "create", "--name", "Ann"],
        ["vault", "create", "--name", "Ann", "--role", "nurse", "--passphrase", "secret"],
        ["data", "correct", "cherwell-day"],
        ["numbers", "--at"],
    ],
)
def test_a_command_line_that_makes_no_sense_is_exit_code_2(argv):
    """Nothing is printed on standard output, and standard error says what is wrong and how to write it."""
    ran = run_here(*argv)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("champion-tui: ")
    assert "usage: champion-tui" in ran.err


def test_a_passphrase_given_as_an_argument_is_not_taken():
    """No command has an option for a passphrase."""
    for command in (["case", "list"], ["vault", "check"], ["plain"]):
        assert run_here(*command, "--passphrase", "secret").code == 2


def test_options_may_stand_anywhere(tmp_path):
    """Options mean the same before the command, between its words and at the end."""
    said = {
        run_here(*argv).out
        for argv in (
            ["--json", "--at", "2026-11-23", "--home", tmp_path, "dates", "home", "--last", "2027-01-10"],
            ["dates", "--json", "--at", "2026-11-23", "home", "--last", "2027-01-10", "--home", tmp_path],
            ["dates", "home", "--last", "2027-01-10", "--home", tmp_path, "--at", "2026-11-23", "--json"],
        )
    }
    assert len(said) == 1
    assert json.loads(said.pop())["days"] == 48


def test_every_command_has_help_that_names_the_options():
    """``--help`` works on every level, prints to standard output and ends with 0."""
    for argv in (
        [],
        ["numbers"],
        ["case"],
        ["case", "new"],
        ["vault", "create"],
        ["data", "correct"],
        ["tree", "show"],
    ):
        ran = run_here(*argv, "--help")
        assert (ran.code, ran.err) == (0, "")
        assert all(option in ran.out for option in ANYWHERE)


def test_the_version_is_printed():
    """Only the name and the version are printed."""
    ran = run_here("--version")
    assert (ran.code, ran.out, ran.err) == (0, f"champion-tui {champion_tui.__version__}\n", "")


def test_without_a_terminal_the_program_goes_line_by_line_and_has_no_json():
    """The command alone in a pipe asks where to begin, and with ``--json`` it is refused."""
    ran = run_here()
    assert (ran.code, ran.err) == (0, "")
    assert "Where to begin?" in ran.out
    assert (
        run_here("--json").code == run_here("plain", "--json").code == run_here("demo", "--plain", "--json").code == 2
    )


@pytest.mark.parametrize(
    ("raised", "code", "words"),
    [
        (KeyboardInterrupt(), ExitCode.INTERRUPTED, "Stopped."),
        (BrokenPipeError(), ExitCode.CANNOT, "The reader of the output left"),
        (OSError(28, "No space left on device", "somewhere"), ExitCode.CANNOT, "somewhere: No space left on device"),
        (RecursionError("deep"), ExitCode.FAULT, "RecursionError in"),
        (KeyError("Zebedee Example"), ExitCode.FAULT, "KeyError in"),
    ],
)
def test_whatever_happens_ends_in_a_sentence(monkeypatch, raised, code, words):
    """An interruption, a lost reader, a full disk and even a mistake in the program end with a sentence and a code, without
    values.
    """

    def fail(*_):
        raise raised

    monkeypatch.setattr("champion_tui.cli.commands.numbers.numbers.run", fail)
    ran = run_here("numbers")
    assert ran.code == code
    assert words in ran.err
    assert "Zebedee" not in ran.err


def test_a_reader_that_goes_away_is_no_traceback(tmp_path):
    """``champion-tui tree show | head -1`` gives one sentence on standard error, and none from Python."""
    command = f'"{sys.executable}" -m champion_tui tree show --home "{tmp_path}"'
    ran = subprocess.run(
        ["bash", "-c", f"{command} | head -c 1; exit ${{PIPESTATUS[0]}}"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert "Traceback" not in ran.stderr
    assert "Exception ignored" not in ran.stderr
    assert ran.returncode in (0, 6)


@pytest.mark.parametrize("redirection", [">/dev/full", ">&-"])
def test_an_output_that_takes_nothing_is_exit_code_6(tmp_path, redirection):
    """If standard output is full or missing, the command is not reported as done."""
    for words in ("numbers", "numbers --json"):
        ran = subprocess.run(
            ["bash", "-c", f'"{sys.executable}" -m champion_tui {words} --home "{tmp_path}" {redirection}'],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert "Traceback" not in ran.stderr
        assert "Exception ignored" not in ran.stderr
        assert ran.returncode == 6


def test_the_real_command_in_a_clean_home(tmp_path):
    """Run as scripts do, it prints only JSON on standard output, and for a wrong value the problem on both."""
    ran = run_process("numbers", "cherwell", "--json", "--at", "2026-11-22T03:00")
    assert (ran.code, ran.err) == (0, "")
    assert ran.json["call"][0]["line"] == "cherwell-out-of-hours"
    ran = run_process("triage", "--answers", tmp_path, "--json")
    assert (ran.code, ran.problem["key"], ran.problem["given"]) == (3, "file", str(tmp_path))
    ran = run_process("triage", "--answers", "-", "--json", stdin='{"answers": {"emergency": "\\u202e"}}')
    assert (ran.code, ran.problem["key"]) == (3, "emergency")
    assert "\u202e" not in ran.err
    ran = run_process("case", "list")
    assert (ran.code, ran.out) == (4, "")
    assert not list(Path.home().iterdir())


def test_main_takes_the_processs_own_words(monkeypatch, capsys):
    """The installed command calls ``main()`` without arguments."""
    monkeypatch.setattr(sys, "argv", ["champion-tui", "--version"])
    assert main() == 0
    assert capsys.readouterr().out.startswith("champion-tui ")


def test_the_home_folder_is_option_then_environment_then_the_persons_own(tmp_path, monkeypatch):
    """``--home`` overrides ``CHAMPION_HOME``, which overrides the platform's folder."""
    from champion_tui.cli.context import Context
    from champion_tui.cli.grammar.options import parse

    assert Context(parse(["numbers"])).home.is_relative_to(Path.home())
    monkeypatch.setenv("CHAMPION_HOME", str(tmp_path / "named"))
    assert Context(parse(["numbers"])).home == tmp_path / "named"
    assert Context(parse(["numbers", "--home", str(tmp_path)])).home == tmp_path


@pytest.mark.parametrize(("words", "most"), [((), 3), (("--at", "2026-11-23"), 3), (("numbers", "cherwell"), 20)])
def test_a_start_makes_no_parsers_that_it_does_not_need(words, most, monkeypatch):
    """Of a hundred commands only the named one and its neighbours get a parser, and none do for the full screen."""
    from champion_tui.cli.grammar.options import parse

    made, real = [], argparse.ArgumentParser.__init__
    monkeypatch.setattr(argparse.ArgumentParser, "__init__", lambda *given, **named: made.append(real(*given, **named)))
    assert parse(words).command
    assert len(made) <= most
