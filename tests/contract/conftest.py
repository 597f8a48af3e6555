"""A home with a vault that is cheap to open, and files for the command line."""

import json
from pathlib import Path

import pytest
from command_line import Ran, run_here
from desk_samples import MINIMUM, REFER, unlocked_desk

AT = "2026-11-23T10:04:31"


@pytest.fixture
def at(tmp_path):
    """Returns a function that runs a command at a fixed moment in an empty home."""

    def run(*argv: object, stdin: str | bytes = b"") -> Ran:
        return run_here("--at", AT, "--home", tmp_path / "home", *argv, stdin=stdin)

    return run


@pytest.fixture
def write(tmp_path):
    """Returns a function that writes a value as JSON, or text as it is, into a file and returns its path."""

    def to_file(value: object, name: str = "given.json") -> Path:
        file = tmp_path / name
        file.write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")
        return file

    return to_file


@pytest.fixture
def vault(tmp_path, monkeypatch, at):
    """Returns the same function, with a vault that opens by a passphrase file."""
    desk = unlocked_desk(tmp_path / "home")
    desk.vault.lock()
    secret = tmp_path / "passphrase.txt"
    secret.write_text("a plainly invented passphrase\n", encoding="utf-8")
    secret.chmod(0o600)
    monkeypatch.setenv("CHAMPION_PASSPHRASE_FILE", str(secret))
    return at


@pytest.fixture
def answers():
    """Returns answers that lead to the outcome ``refer``, which a test may change."""
    return {question: list(answer) if isinstance(answer, tuple) else answer for question, answer in REFER.items()}


@pytest.fixture
def ready(answers):
    """Returns a case that can be exported."""
    return {"triage": answers, "agency": {"agency-name": "HMP Example"}, "referral": dict(MINIMUM)}
