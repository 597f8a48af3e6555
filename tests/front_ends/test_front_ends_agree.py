"""The plain interview, the full screen and ``triage`` are one program: the same answers give the same outcome, word for word."""

import json
from datetime import datetime

import pytest
from command_line import run_here
from desk_samples import REFER, desk_in
from driving import driven
from outcome_pages import in_plain, on_screen, words

from champion_tui.ground.dates.calendar import LONDON
from champion_tui.knowledge.book import load

MONDAY_MORNING, SUNDAY_NIGHT = "2026-11-23T10:04:31", "2026-11-22T02:30:00"
HIGH = (99, 300)
"""Columns and lines of a one-column window that holds every outcome without scrolling."""


def changed(**answers):
    """Returns the answers of a person leaving prison that end in ``refer``, with some changed (``_`` for ``-``)."""
    return {**REFER, **{question.replace("_", "-"): answer for question, answer in answers.items()}}


PATHS = {
    "refer": (changed(), MONDAY_MORNING),
    "refer, in an emergency": (
        changed(
            emergency="fleeing-abuse",
            after_call="no-answer-or-refused",
            safeguarding="yes-not-yet",
            situation="homeless-now",
            circumstances=("children-in-household", "domestic-abuse-history", "no-recourse-to-public-funds"),
            authority="west-oxfordshire",
        ),
        SUNDAY_NIGHT,
    ),
    "other-authority": (changed(authority="elsewhere-england"), MONDAY_MORNING),
    "already-referred": (changed(earlier_referral="waiting-in-time"), MONDAY_MORNING),
    "assist-direct": (changed(reach="unlikely", assist="person-prefers-direct"), MONDAY_MORNING),
    "no-consent": (changed(consent_contact="no"), MONDAY_MORNING),
    "ask-again": (changed(consent="not-asked"), MONDAY_MORNING),
    "lacks-capacity": (changed(capacity="doubt", capacity_support="cannot-decide"), SUNDAY_NIGHT),
    "outside-england": (changed(authority="outside-england"), MONDAY_MORNING),
    "advice-only": (changed(situation="not-at-risk"), MONDAY_MORNING),
    "childrens-services": (changed(age="under-16"), SUNDAY_NIGHT),
    "phone-now": (changed(emergency="nowhere-tonight", after_call="stop-here"), SUNDAY_NIGHT),
}
"""For each outcome, answers that lead to it (some remain off the path), and the moment."""


def judged(answers, at):
    """Returns what ``triage --json`` prints."""
    given = {question: list(answer) if isinstance(answer, tuple) else answer for question, answer in answers.items()}
    ran = run_here("triage", "--answers", "-", "--json", "--at", at, stdin=json.dumps({"answers": given}))
    assert ran.code == 0
    return ran.json


def talked(answers, path, at, home):
    """Returns the outcome that ``plain`` shows when these answers are piped into it."""
    lines = [" ".join(answers[each]) if isinstance(answers[each], tuple) else answers[each] for each in path]
    ran = run_here("plain", "--at", at, "--home", home, stdin="".join(f"{line}\n" for line in lines))
    assert (ran.code, ran.err) == (0, "")
    return in_plain(ran.out)


def keys_for(question, answer):
    """Returns the keys that give an answer on the full screen."""
    places = [place for place, option in enumerate(question.options) if option.id in answer]
    if question.kind == "date":
        return [answer]
    if question.kind == "many":
        moves = [place - before for before, place in zip([0, *places], places, strict=False)]
        return ["home", *(key for move in moves for key in (*["down"] * move, "space")), "enter"]
    (place,) = [place for place, option in enumerate(question.options) if option.id == answer]
    return ["home", *["down"] * place, "enter"]


async def drawn(answers, path, at, home):
    """Returns the outcome that the full screen draws for these answers, and its view."""
    moment = datetime.fromisoformat(at).replace(tzinfo=LONDON)
    async with driven("1", desk=desk_in(home, lambda: moment)) as run:
        for question in path:
            assert run.app.top.question.id == question
            keys = keys_for(run.app.top.question, answers[question])
            if run.app.top.question.kind == "date":
                await run.type("".join(keys))
                keys = ["enter"]
            await run.press(*keys)
        assert run.name == "outcome"
        await run.resize(*HIGH)
        assert "PgDn" not in run.footer
        return on_screen(run.lines), run.app.top.view


def stand_in_order(texts, shown):
    """Returns whether the words of all texts are in ``shown``, in that order."""
    place = 0
    for text in texts:
        wanted = words(text)
        place = shown.find(wanted, place) + len(wanted)
        if place < len(wanted):
            return False
    return True


def test_every_outcome_is_played():
    """The paths tested here lead to all outcomes of the tree."""
    outcomes = {name.split(",")[0] for name in PATHS}
    assert outcomes == set(load().trees["duty-to-refer"].outcomes)


@pytest.mark.parametrize("name", PATHS)
async def test_both_front_ends_and_triage_agree(name, tmp_path):
    """Title, steps, numbers with their notes, warnings, words to say, record and reasons are the same in both front ends."""
    answers, at = PATHS[name]
    result = judged(answers, at)
    assert result["outcome"] == name.split(",")[0]
    plain = talked(answers, result["path"], at, tmp_path)
    screen, view = await drawn(answers, result["path"], at, tmp_path)
    assert view.id == result["outcome"]
    assert screen.head == plain.head
    for part in plain.parts:
        assert screen.parts.get(part) == plain.parts[part]
    assert set(screen.parts) == set(plain.parts)
    for part, key in (("do-now", "next_steps"), ("say", "say"), ("record", "record")):
        assert screen.parts[part] == words(" ".join(result[key]))
    assert stand_in_order([reason["text"] for reason in result["reasons"]], screen.parts["why"])
    assert [reason.text for reason in view.reasons] == [reason["text"] for reason in result["reasons"]]
    assert stand_in_order([line["phone"] for line in result["numbers"]], screen.parts.get("call", ""))
    assert [line.now.line for line in view.numbers] == [line["line"] for line in result["numbers"]]
