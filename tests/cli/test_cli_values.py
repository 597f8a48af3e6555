"""What the command line reports about its input: what it left out, what it corrected, and a clock that may be wrong."""

import json

import pytest
from command_line import run_here
from desk_samples import MINIMUM, MONDAY_MORNING, PASSPHRASE, REFER, unlocked_desk

from champion_tui.cli import context as context_module
from champion_tui.cli.commands.cases.cases import PACK_IS_CURRENT
from champion_tui.desk.cases.case_views import PACK_IS_OLDER
from champion_tui.desk.desk import open_desk

ABUSE = {**REFER, "circumstances": ["domestic-abuse-history"]}
AT = ("--at", "2026-11-23T10:04:31")
DATED = [
    ("case", "export", "{ref}", "--to", "{folder}/out"),
    ("case", "export", "{ref}", "{ref}", "--to", "{folder}/out"),
    ("case", "export", "--all-ready", "--to", "{folder}/out"),
    ("case", "export", "{ref}", "--form", "sealed-archive", "--to", "{folder}/out"),
    ("case", "print", "{ref}", "--what", "evidence", "--to", "{folder}/e.pdf"),
    ("case", "slip", "{ref}", "--to", "{folder}/slip.txt"),
    ("case", "evidence", "{ref}", "--to", "{folder}/evidence.txt"),
    ("case", "sent", "{ref}", "--on", "2026-11-20"),
]
"""Every command that writes, prints or notes something with a date."""


@pytest.fixture
def home(tmp_path, monkeypatch):
    """Returns a home whose vault is opened by a passphrase file."""
    word = tmp_path / "passphrase"
    word.write_text(PASSPHRASE, encoding="utf-8")
    word.chmod(0o600)
    monkeypatch.setenv("CHAMPION_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("CHAMPION_PASSPHRASE_FILE", str(word))
    return tmp_path / "home"


def stored(home, triage=REFER, now=MONDAY_MORNING, **fields):
    """Stores a case and returns its reference."""
    desk = unlocked_desk(home, lambda: now)
    reference = desk.cases.new({"triage": triage, "referral": {**MINIMUM, **fields}})
    desk.vault.lock()
    return reference


@pytest.mark.parametrize("form", ["folder", "sealed-archive"])
@pytest.mark.parametrize("json_form", [(), ("--json",)])
def test_an_export_without_an_answer_about_paper_says_what_it_left_out(home, tmp_path, form, json_form):
    """Without that answer, an export gives exit code 0, no slip, a sentence on standard error, and the usual JSON."""
    reference = stored(home)
    ran = run_here("case", "export", reference, "--form", form, "--to", tmp_path / "out", *json_form, *AT)
    assert ran.code == 0
    names = {file.name for file in (tmp_path / "out" / reference).iterdir()}
    assert not {name for name in names if name.startswith(("next-steps", "card", "phone-message"))}
    assert ("safe for them to carry paper" in ran.err) == (form == "folder")
    if json_form and form == "folder":
        assert list(ran.json) == ["reference", "files", "folder"]


def test_many_exports_name_each_case_that_nobody_asked(home, tmp_path):
    """One sentence names each case whose person was not asked about paper, and a person who was asked gets the slip."""
    asked, not_asked = stored(home, paper="full"), None
    desk = open_desk(home, lambda: MONDAY_MORNING)
    desk.vault.unlock(PASSPHRASE)
    not_asked = desk.cases.new({"triage": REFER, "referral": MINIMUM})
    desk.vault.lock()
    ran = run_here("case", "export", "--all-ready", "--to", tmp_path / "out", "--json", *AT)
    assert ran.code == 0
    assert f"{not_asked}: No slip for the person was written" in ran.err
    assert asked not in ran.err
    assert (tmp_path / "out" / asked / "next-steps.pdf").is_file()


def test_where_abuse_appears_the_card_is_there_and_it_is_said_that_nobody_was_asked(home, tmp_path):
    """The full slip is never written then."""
    reference = stored(home, ABUSE, **{"contact-method": "phone", "safe-to-ring": "yes"})
    ran = run_here("case", "export", reference, "--to", tmp_path / "out", *AT)
    names = {file.name for file in (tmp_path / "out" / reference).iterdir()}
    assert {name for name in names if name.startswith(("next-steps", "card"))} == {"card.pdf", "card.txt"}
    assert "Ask them before you hand it over" in ran.err


def test_what_was_tidied_is_told(home):
    """The corrected apostrophe of an e-mail address is reported on standard error, and the JSON is the usual one."""
    reference = stored(home)
    change = {"referral": {"email": "o\N{RIGHT SINGLE QUOTATION MARK}neil@example.org"}}
    ran = run_here("case", "set", reference, "--from", "-", "--json", *AT, stdin=json.dumps(change))
    assert (ran.code, list(ran.json)) == (0, ["reference", "status", "outcome", "missing"])
    assert "was made straight: o'neil@example.org" in ran.err
    shown = run_here("case", "show", reference, "--json", *AT).json
    assert shown["referral"]["email"] == "o'neil@example.org"


@pytest.mark.parametrize("words", DATED, ids=" ".join)
def test_a_clock_that_may_be_wrong_is_told_before_anything_with_a_date(home, tmp_path, monkeypatch, words):
    """The doubt about the clock is on standard error and stops nothing, and the rest of the output is as usual."""
    reference = stored(home, paper="full", now=MONDAY_MORNING.replace(year=2027))

    class Early(context_module.datetime):
        @classmethod
        def now(cls, tz=None):
            return MONDAY_MORNING.astimezone(tz)

    monkeypatch.setattr(context_module, "datetime", Early)
    ran = run_here(*(word.format(ref=reference, folder=tmp_path) for word in words))
    assert ran.code == 0, ran.err
    assert "something was saved in this store on Tuesday 23 November 2027" in ran.err


@pytest.mark.parametrize("words", [("numbers", "--for", "danger"), ("numbers",), ("triage", "--answers", "-")])
def test_the_numbers_and_the_triage_ask_nothing_of_the_clock(home, monkeypatch, words):
    """Whatever the clock shows, they are printed without a warning."""

    class Early(context_module.datetime):
        @classmethod
        def now(cls, tz=None):
            return MONDAY_MORNING.replace(year=2020).astimezone(tz)

    monkeypatch.setattr(context_module, "datetime", Early)
    ran = run_here(*words, stdin='{"answers": {}}')
    assert (ran.code, ran.err) == (0, "")


def test_a_moment_that_is_given_is_no_wrong_clock(home, tmp_path):
    """``--at`` before the data's date gives no warning; before the newest entry it says what dates are counted from."""
    reference = stored(home, paper="full")
    ran = run_here("case", "evidence", reference, "--to", tmp_path / "a.txt", *AT)
    assert (ran.code, ran.err) == (0, "")
    ran = run_here("case", "evidence", reference, "--to", tmp_path / "b.txt", "--at", "2026-11-20")
    assert (ran.code, "The moment that was given" in ran.err, "clock" in ran.err) == (0, True, False)


def test_the_interview_in_lines_says_it_first(home, monkeypatch):
    """The doubt about the clock is printed before the first question, which is asked all the same."""

    class Early(context_module.datetime):
        @classmethod
        def now(cls, tz=None):
            return MONDAY_MORNING.replace(year=2020).astimezone(tz)

    monkeypatch.setattr(context_module, "datetime", Early)
    ran = run_here("plain", stdin=".q\n")
    assert ran.code == 0
    assert "WARNING: This machine's clock says" in ran.out


def test_a_case_is_shown_in_words_with_everything_that_json_has(home, tmp_path):
    """Every answer and field, the pack and what is missing are printed, so that nobody needs the JSON."""
    reference = stored(home, paper="full", email="zebedee@example.org")
    assert run_here("case", "export", reference, "--to", tmp_path / "out", *AT).code == 0
    values = run_here("case", "show", reference, "--json", *AT).json
    shown = " ".join(run_here("case", "show", reference, *AT).out.split())
    desk = open_desk(home, lambda: MONDAY_MORNING)
    desk.vault.unlock(PASSPHRASE)
    view = desk.cases.view(reference)
    desk.vault.lock()
    assert {step.question for step in view.answers} == set(values["triage"])
    for step in view.answers:
        assert f"{step.short}: {step.answer}" in shown
    for step in view.steps:
        for field in step.fields:
            assert field.value is None or f"{field.label}: {' '.join(field.shown.split())}" in shown
    assert values["pack_is_current"] is True
    assert PACK_IS_CURRENT in shown
    assert (
        run_here("case", "set", reference, "--from", "-", *AT, stdin='{"referral": {"phone": "07700 900456"}}').code
        == 0
    )
    assert PACK_IS_OLDER in " ".join(run_here("case", "show", reference, *AT).out.split())
