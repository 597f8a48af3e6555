"""Output: one JSON object, one line on standard error, and no value that controls a terminal."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import ROOT, streams

from champion_tui.cli.json_out import show_json
from champion_tui.cli.streams import show, tell
from champion_tui.desk.errors import CannotReadOrWrite


def test_standard_error_shows_control_characters_as_escapes():
    """A value with an escape sequence or a direction override cannot act on the terminal."""
    with streams(b"") as (_, err):
        tell("wrong: \x1b[2J \u202e \x07 é")
        sys.stderr.flush()
        assert err.getvalue().decode() == "wrong: \\x1b[2J \\u202e \\x07 é\n"


def test_json_keeps_accents_and_survives_lone_surrogates():
    """JSON is UTF-8 with readable letters, and half a character becomes a question mark instead of an error."""
    with streams(b"") as (out, _):
        show_json({"given": "Zoë \ud800"})
        sys.stdout.flush()
        assert json.loads(out.getvalue().decode("utf-8")) == {"given": "Zoë ?"}


def test_an_output_that_is_not_utf8_still_gets_everything(monkeypatch):
    """On an old terminal JSON is escaped to ASCII, and text shows a question mark for what it cannot show."""
    raw = io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(raw, encoding="ascii"))
    show_json({"name": "Zoë"})
    show("Zoë")
    sys.stdout.flush()
    shown = raw.getvalue().decode("ascii")
    assert json.loads(shown[: shown.index("}") + 1]) == {"name": "Zoë"}
    assert shown.endswith("Zo?\n")


def test_a_closed_output_is_an_error_with_a_sentence(monkeypatch):
    """A result that nobody can read is not reported as done."""
    monkeypatch.setattr("sys.stdout", None)
    with pytest.raises(CannotReadOrWrite, match="Standard output is closed"):
        show("result")
    with pytest.raises(CannotReadOrWrite, match="Standard output is closed"):
        show_json({})


@pytest.mark.parametrize("words", [("--help",), ("case", "--help"), ("--version",), ("keys",), ("completion", "bash")])
def test_a_full_output_is_an_error_whatever_is_shown(words):
    """Help fails too, while argparse's own ignores a full output and ends with 0."""
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(
            [sys.executable, "-m", "champion_tui", *words],
            stdout=full,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            check=False,
        )
    assert (ran.returncode, b"No space left on device" in ran.stderr) == (6, True)
