"""``case letter``: files, JSON, the list of files outside the vault, and exit codes."""

import pytest
from command_line import run_here
from desk_samples import MINIMUM, PASSPHRASE, REFER, unlocked_desk

from champion_tui.cli.plain.papers.closing import Closing
from champion_tui.cli.plain.talk import Talk

AT = ("--at", "2026-11-23T10:04")


@pytest.fixture
def vault(tmp_path, monkeypatch):
    """Returns a function that runs a command on a vault with one case, of a homeless person who agreed."""
    desk = unlocked_desk(tmp_path / "home")
    reference = desk.cases.new({"triage": {**REFER, "situation": "homeless-now"}, "referral": dict(MINIMUM)})
    desk.vault.lock()
    secret = tmp_path / "passphrase.txt"
    secret.write_text(f"{PASSPHRASE}\n", encoding="utf-8")
    monkeypatch.setenv("CHAMPION_PASSPHRASE_FILE", str(secret))
    return lambda command, *argv: run_here(*AT, "--home", tmp_path / "home", "case", command, reference, *argv)


@pytest.mark.parametrize("ending", ["pdf", "txt"])
def test_a_letter_is_written_by_its_ending(vault, tmp_path, ending):
    """The letter is PDF or text and listed like any other file, and for a review the JSON has the last day."""
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
    """A letter that is too late is refused by the rule, and a missing or future day and an unknown letter are wrong values."""
    file = tmp_path / "letter.pdf"
    assert vault("letter", *given, "--to", str(file)).code == code
    assert not file.exists()


def test_a_referral_that_nobody_answered_is_asked_about(vault, tmp_path):
    """Three weeks after sending, the letter says since when and the output whom to ask; before sending there is no letter."""
    file = tmp_path / "ask.txt"
    ran = vault("letter", "--what", "chase", "--to", str(file))
    assert (ran.code, "has not been marked as sent" in ran.err, file.exists()) == (5, True, False)
    vault("sent", "--on", "2026-11-02", "--code", "AB12")
    ran = vault("letter", "--what", "chase", "--to", str(file))
    told = " ".join((ran.out + ran.err).split())
    assert "On Monday 2 November 2026 we sent you a referral" in " ".join(file.read_text(encoding="utf-8").split())
    assert "Cherwell District Council's homelessness team (0" in told
    assert "your organisation's homelessness champion" in told
    assert "Your organisation signs it" in told


def test_the_plain_interview_reads_a_letter_out_and_writes_it(vault, tmp_path):
    """Only possible letters are offered, one too late for a review is explained, and another can be chosen."""
    desk = unlocked_desk(tmp_path / "other")
    reference = desk.cases.new({"triage": {**REFER, "situation": "homeless-now"}, "referral": dict(MINIMUM)})
    file = tmp_path / "letter.txt"
    said: list[str] = []
    heard = iter(["4", "1 October 2026", "1", "2", str(file), "1"])
    talk = Talk()
    talk.say = lambda *lines: said.extend(lines)
    talk.ask = lambda prompt: said.append(prompt) or next(heard)
    Closing(talk, desk, reference).letter()
    told = " ".join(" ".join(said).split())
    assert "Ask for legal advice at once" in told
    assert "section 188 of the Housing Act 1996" in told
    assert "section 188 of the Housing Act 1996" in " ".join(file.read_text(encoding="utf-8").split())
    desk.vault.lock()
