"""Mistakes are explained in the words that people see, in both front ends: no option's id, and no date in machine form."""

import re

import pytest
from case_desks import BEGUN, at_desk
from command_line import run_here
from desk_samples import MONDAY_MORNING, REFER, desk_in, unlocked_desk
from driving import driven
from test_front_ends_agree import MONDAY_MORNING as AT
from test_front_ends_agree import keys_for

from champion_tui.desk.cases.field_values import parse
from champion_tui.domain.cases.form import FieldKind
from champion_tui.domain.dates.purposes import SENT
from champion_tui.domain.dates.said_day import DoubtfulDay, NoDay
from champion_tui.ground.answers import Problem
from champion_tui.knowledge.book import load
from champion_tui.triage.walk import check_answer

BOOK = load()
TREE = BOOK.trees["duty-to-refer"]
FORM = BOOK.forms["duty-to-refer"]
AUTHORITIES = tuple(authority.id for authority in BOOK.authorities())
IDS = {
    *(option.id for question in TREE.questions.values() for option in question.options),
    *(item.id for codes in BOOK.codes.values() for item in codes),
    *(*TREE.questions, *AUTHORITIES, *(field.id for field in FORM.fields)),
}
MACHINE = re.compile(
    rf"[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}|YYYY|(?<![\w-])(?:{'|'.join(sorted(name for name in IDS if '-' in name))})(?![\w-])"
)
"""A date in machine form, or an id that cannot be part of an ordinary sentence."""

WRONG = (
    "zzz",
    "30 2 2027",
    "31/12/90",
    "12/31/2027",
    "31 Decemebr",
    "next Friday",
    "99",
    "1 1 1800",
    "soon",
    "December 2026",
)
"""Texts that no date box accepts at once."""

NO_VALUES = (None, "", "zzz", 3, [], ["zzz"], ["zzz", "zzz"], {"a": 1})


def assert_in_words(text):
    """Asserts that nothing in ``text`` is for machines."""
    assert MACHINE.findall(text) == [], text


@pytest.mark.parametrize("question", TREE.questions.values(), ids=lambda question: question.id)
def test_every_question_says_in_words_what_it_takes(question):
    """Every question explains any wrong value in words, including a list that contains an exclusive answer."""
    alone = [[option.id, question.options[0].id] for option in question.options if option.alone]
    repeated = [[option.id, option.id] for option in question.options[:1]]
    wrong = [check_answer(question, given, AUTHORITIES) for given in (*NO_VALUES, *alone, *repeated)]
    problems = [found for found in wrong if isinstance(found, Problem)]
    assert len(problems) >= len(NO_VALUES)
    for problem in problems:
        assert_in_words(problem.words)


@pytest.mark.parametrize("field", FORM.fields, ids=lambda field: field.id)
def test_every_field_says_in_words_what_it_takes(field):
    """Every field explains any wrong value in words, including impossible dates in machine form."""
    codes = BOOK.codes.get(field.codes, ())
    alone = [[item.id, codes[0].id] for item in codes if item.alone]
    dates = ["1990-02-30", "1850-01-01", "2199-01-01"] if field.kind is FieldKind.DATE else []
    for given in (*NO_VALUES, "x" * 20_000, *alone, *dates):
        found = parse(field, BOOK.codes, given, MONDAY_MORNING.date())
        if isinstance(found, Problem):
            assert_in_words(found.words)


@pytest.mark.parametrize("what", ["last-date", "date-of-birth", SENT, "any other"])
def test_every_date_says_in_words_what_it_takes(what, tmp_path):
    """A doubtful date gets a question, and a wrong one what would be right."""
    desk = desk_in(tmp_path)
    for text in (*WRONG, ""):
        found = desk.read_day(what, text)
        if isinstance(found, NoDay):
            assert_in_words(found.expected)
        elif isinstance(found, DoubtfulDay):
            assert_in_words(found.question)


def test_the_plain_interview_says_in_words_what_is_wrong(tmp_path, monkeypatch):
    """Wrong answers at every question, in every field that can refuse one, and for the day of sending are explained in words."""
    unlocked_desk(tmp_path / "home").vault.lock()
    (tmp_path / "secret").write_text("a plainly invented passphrase", encoding="utf-8")
    (tmp_path / "secret").chmod(0o600)
    monkeypatch.setenv("CHAMPION_PASSPHRASE_FILE", str(tmp_path / "secret"))
    # A question with several possible days takes one more line: "b" leaves it, and is refused anywhere else.
    asked = [
        line
        for text in WRONG
        for line in ((text, "b") if text in {"31 Decemebr", "next Friday", "12/31/2027"} else (text,))
    ]
    lines = []
    for question, answer in REFER.items():
        wrong = asked if question == "last-date" else ("zzz", "99", "zzz 1")
        lines += [*wrong, " ".join(answer) if isinstance(answer, tuple) else answer]
    lines += ["1", ".c"]
    refusing = {FieldKind.ONE: ["zzz"], FieldKind.MANY: ["zzz 1"], FieldKind.PHONE: ["zzz"], FieldKind.EMAIL: ["zzz"]}
    refusing[FieldKind.DATE] = ["zzz", "30 2 1990", "31 Dec", "not known"]
    for number, field in enumerate((field for field in FORM.fields if not field.only_when), 1):
        if field.kind in refusing:
            lines += ["2", str(number), *refusing[field.kind], ""]
    ran = run_here(
        "plain", "--at", AT, "--home", tmp_path / "home", stdin="".join(f"{line}\n" for line in [*lines, "q"])
    )
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.count("That cannot be used") > len(FORM.fields) / 4
    assert "February 1990 has 28 days" in " ".join(ran.out.split())
    assert_in_words(ran.out)


async def test_the_full_screen_says_in_words_what_is_wrong_at_every_question(tmp_path):
    """For a list with nothing marked and every wrong date, nothing on the page is for machines."""
    async with driven("1", desk=desk_in(tmp_path, lambda: MONDAY_MORNING)) as run:
        for question, answer in REFER.items():
            view = run.app.top.question
            assert view.id == question
            if view.kind == "many":
                await run.press("enter")
                assert run.app.top.question.id == question
            for text in WRONG if view.kind == "date" else ():
                await run.type(text)
                assert_in_words(run.text)
                await run.press("enter")
                assert run.app.top.question.id == question
                assert_in_words(run.text)
                await run.press("ctrl+u")
            assert_in_words(run.text)
            keys = keys_for(view, answer)
            if view.kind == "date":
                await run.type("".join(keys))
                keys = ["enter"]
            await run.press(*keys)
        assert run.name == "outcome"


async def test_the_form_says_in_words_what_is_wrong():
    """Every field that can refuse its text explains it in words under the field."""
    async with at_desk("3", "1", "2", cases=(BEGUN,), size=(120, 120)) as run:
        for field in run.app.top.step.fields:
            for text in {"date": ("31 Dec", "30 2 1990", "1/2/90"), "phone": ("zzz",), "email": ("zzz",)}.get(
                field.kind, ()
            ):
                run.app.screen.query_one(f"#field-{field.id}").start()
                await run.press("ctrl+u")
                await run.type(text)
                await run.press("tab")
                assert "NOT SAVED. Expected:" in " ".join(run.text.split())
                assert_in_words(run.text)


async def test_the_advisor_says_in_words_what_is_wrong(tmp_path):
    """Every time that the advisor cannot use is explained in words."""
    async with driven("7", "1", "1", "1", desk=desk_in(tmp_path, lambda: MONDAY_MORNING)) as run:
        for text in (*WRONG[:5], "5/3/24", "winter 2023", "1066"):
            box = run.app.focused
            await run.press("ctrl+u")
            await run.type(text)
            await run.press("enter", "enter", "enter")
            assert "Expected:" in run.text, text
            assert run.app.focused is box
            assert_in_words(run.text)
