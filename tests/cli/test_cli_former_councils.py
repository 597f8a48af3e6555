"""A council that was abolished is understood as its successor, with a note; on a date when it still existed it is itself."""

import json

import pytest
from command_line import run_here
from desk_samples import MINIMUM, MONDAY_MORNING, PASSPHRASE, REFER, unlocked_desk

AT = ("--at", "2026-11-23T10:04:31")
SAID = "Wycombe is part of Buckinghamshire Council since 1 April 2020."
FORMER = {**REFER, "authority": "wycombe"}


@pytest.fixture
def answers(tmp_path):
    """Returns a file of answers that name an abolished council."""
    file = tmp_path / "answers.json"
    file.write_text(json.dumps({"answers": FORMER}), encoding="utf-8")
    return file


def test_the_numbers_are_those_of_what_it_is_part_of():
    """The numbers of an abolished council are those of its successor, with one sentence more."""
    former, now = (run_here("numbers", each, "--json", *AT) for each in ("wycombe", "buckinghamshire"))
    assert former.json == now.json
    assert (former.err, now.err) == (f"{SAID}\n", "")
    former, now = (run_here("numbers", each, *AT) for each in ("wycombe", "buckinghamshire"))
    assert former.out == now.out


def test_a_triage_names_the_council_of_today(answers):
    """Every sentence names the council of today, and a sentence about the old name is on standard error, with or without JSON."""
    ran = run_here("triage", "--answers", answers, "--json", *AT)
    assert ran.json["outcome"] == "other-authority"
    assert "Buckinghamshire Council" in " ".join(ran.json["next_steps"])
    assert "Wycombe" not in ran.out
    assert SAID in ran.err
    assert SAID in run_here("triage", "--answers", answers, *AT).err


def test_on_a_day_when_it_still_held_it_is_itself(answers):
    """The law and the councils of that date apply."""
    ran = run_here("triage", "--answers", answers, "--json", "--at", "2019-06-03T10:00")
    assert "Wycombe District Council" in " ".join(ran.json["next_steps"])
    assert ran.err == ""


def test_a_deadline_is_that_of_the_council_of_today():
    """``dates contact`` accepts the old name too."""
    ran = run_here("dates", "contact", "--sent", "2026-11-20", "--authority", "wycombe", "--json", *AT)
    assert (ran.code, ran.err) == (0, f"{SAID}\n")


@pytest.mark.parametrize("word", ["new", "set"])
def test_a_stored_case_keeps_the_council_of_today(tmp_path, monkeypatch, word):
    """The stored council is the one that receives referrals, and a note names what was typed."""
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
    """Nothing is guessed: the message says why this is not a housing authority today, and what to type."""
    ran = run_here("numbers", authority, "--json", *AT)
    assert ran.code == 3
    assert words in ran.problem["expected"]
