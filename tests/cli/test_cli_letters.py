"""``case letter``: files, JSON, the list of what left the vault, and exit codes."""

import pytest
from command_line import run_here
from desk_samples import MINIMUM, PASSPHRASE, REFER, unlocked_desk

AT = ("--at", "2026-11-23T10:04")


@pytest.fixture
def vault(tmp_path, monkeypatch):
    """Run a command on a vault with one case, of somebody who is homeless and agreed."""
    desk = unlocked_desk(tmp_path / "home")
    reference = desk.new_case({"triage": {**REFER, "situation": "homeless-now"}, "referral": dict(MINIMUM)})
    desk.lock()
    secret = tmp_path / "passphrase.txt"
    secret.write_text(f"{PASSPHRASE}\n", encoding="utf-8")
    monkeypatch.setenv("CHAMPION_PASSPHRASE_FILE", str(secret))
    return lambda command, *argv: run_here(*AT, "--home", tmp_path / "home", "case", command, reference, *argv)


@pytest.mark.parametrize("ending", ["pdf", "txt"])
def test_a_letter_is_written_by_its_ending(vault, tmp_path, ending):
    """PDF or text, listed like every other file; for a review the last day stands in the JSON."""
    file = tmp_path / f"letter.{ending}"
    given = ("--what", "review", "--notified", "2026-11-10", "--to", str(file))
    told = vault("letter", *given, "--json").json
    assert told["what"] == "review"
    assert told["last_day"] == "2026-11-30"
    assert file.read_bytes().startswith(b"%PDF" if ending == "pdf" else b"Request for a review")
    printed = tmp_path / "printed.pdf"
    vault("print", "--what", "letter-interim", "--to", str(printed))
    assert printed.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (("--what", "review", "--notified", "2026-11-01"), 5),
        (("--what", "review"), 3),
        (("--what", "review", "--notified", "2026-12-01"), 3),
        (("--what", "wish"), 3),
    ],
)
def test_what_cannot_be_written_says_so_and_writes_nothing(vault, tmp_path, given, code):
    """Too late is refused by the rule; no day, a day to come and an unknown letter are wrong values."""
    file = tmp_path / "letter.pdf"
    assert vault("letter", *given, "--to", str(file)).code == code
    assert not file.exists()
