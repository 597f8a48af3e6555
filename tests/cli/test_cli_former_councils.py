"""A council that has ended is understood as the one it is part of now, and said so; on a day when it still held it is itself."""

import json

import pytest
from command_line import run_here
from desk_samples import MINIMUM, MONDAY_MORNING, PASSPHRASE, REFER, unlocked_desk

AT = ("--at", "2026-11-23T10:04:31")
SAID = "Wycombe is part of Buckinghamshire Council since 1 April 2020."
FORMER = {**REFER, "authority": "wycombe"}


@pytest.fixture
def answers(tmp_path):
    """A file of answers that name a council which has ended."""
    file = tmp_path / "answers.json"
    file.write_text(json.dumps({"answers": FORMER}), encoding="utf-8")
    return file


def test_the_numbers_are_those_of_what_it_is_part_of():
    """The same as for the council of today, and one sentence more."""
    former, now = (run_here("numbers", each, "--json", *AT) for each in ("wycombe", "buckinghamshire"))
    assert former.json == now.json
    assert (former.err, now.err) == (f"{SAID}\n", "")
    former, now = (run_here("numbers", each, *AT) for each in ("wycombe", "buckinghamshire"))
    assert former.out == now.out


def test_a_triage_names_the_council_of_today(answers):
    """In every sentence; the sentence on the old name stands on standard error, in words and as JSON."""
    ran = run_here("triage", "--answers", answers, "--json", *AT)
    assert ran.json["outcome"] == "other-authority"
    assert "Buckinghamshire Council" in " ".join(ran.json["next_steps"])
    assert "Wycombe" not in ran.out
    assert SAID in ran.err
    assert SAID in run_here("triage", "--answers", answers, *AT).err


def test_on_a_day_when_it_still_held_it_is_itself(answers):
    """The law and the councils of then."""
    ran = run_here("triage", "--answers", answers, "--json", "--at", "2019-06-03T10:00")
    assert "Wycombe District Council" in " ".join(ran.json["next_steps"])
    assert ran.err == ""


def test_a_deadline_is_that_of_the_council_of_today():
    """``dates contact`` takes it too."""
    ran = run_here("dates", "contact", "--sent", "2026-11-20", "--authority", "wycombe", "--json", *AT)
    assert (ran.code, ran.err) == (0, f"{SAID}\n")


@pytest.mark.parametrize("word", ["new", "set"])
def test_a_stored_case_keeps_the_council_of_today(tmp_path, monkeypatch, word):
    """What is stored is the council that can be sent to; what was typed is told."""
    secret = tmp_path / "passphrase"
    secret.write_text(PASSPHRASE, encoding="utf-8")
    secret.chmod(0o600)
    monkeypatch.setenv("CHAMPION_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("CHAMPION_PASSPHRASE_FILE", str(secret))
    desk = unlocked_desk(tmp_path / "home", lambda: MONDAY_MORNING)
    reference = desk.cases.new({"triage": REFER, "referral": MINIMUM})
    desk.vault.lock()
    given = json.dumps({"triage": FORMER} if word == "new" else {"triage": {"authority": "wycombe"}})
    named = () if word == "new" else (reference,)
    ran = run_here("case", word, *named, "--from", "-", "--json", *AT, stdin=given)
    assert ran.code == 0, ran.err
    assert SAID in ran.err
    shown = run_here("case", "show", ran.json["reference"], "--json", *AT).json
    assert shown["triage"]["authority"] == "buckinghamshire"


@pytest.mark.parametrize(
    ("authority", "words"),
    [
        ("east-surrey", "begins on 1 April 2027"),
        ("kent", "does not deal with housing"),
        ("newcastle", "newcastle-upon-tyne"),
    ],
)
def test_what_is_not_yet_or_no_council_or_half_a_name_is_refused_with_what_to_type(authority, words):
    """Nothing is guessed: the words say why it names no housing authority of today, and what does."""
    ran = run_here("numbers", authority, "--json", *AT)
    assert ran.code == 3
    assert words in ran.problem["expected"]
