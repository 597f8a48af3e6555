"""The triage on the real desk: the screen shows what the interview returns, whatever is answered."""

import random
from datetime import datetime

import pytest
from desk_samples import outcome_of, page_of
from driving import driven

from champion_tui.desk.desk import open_desk
from champion_tui.ground.answers import Problem
from champion_tui.ground.dates.calendar import LONDON

NOW = datetime(2026, 11, 22, 10, 4, tzinfo=LONDON)
MOST_PAGES = 40
DATES = ("2026-11-20", "2026-12-01", "2027-01-17", "2027-06-30")


def choose(question, chance):
    """Returns an answer to a question and the keys that give it."""
    ids = [option.id for option in question.options]
    if question.kind == "date" and chance.random() < 0.7:
        day = chance.choice(DATES)
        year, month, date = day.split("-")
        return day, [*date, *month, *year, "enter"]
    if question.kind == "date":
        return ids[0], ["down", "1", "enter"]
    if question.kind == "many":
        place = chance.randrange(len(ids))
        return (ids[place],), ["home", *["down"] * place, "space", "enter"]
    place = chance.randrange(len(ids))
    return ids[place], ["home", *["down"] * place, "enter"]


@pytest.mark.parametrize("seed", range(8))
async def test_the_screen_shows_what_the_interview_says(seed, tmp_path):
    """A journey by keys shows on every page and at the outcome what the same answers give an interview directly."""
    chance = random.Random(seed)  # noqa: S311  a repeatable journey, no secret
    desk = open_desk(tmp_path, lambda: NOW)
    alone = desk.begin()
    async with driven("1", desk=desk, size=(100, 40)) as run:
        for _ in range(MOST_PAGES):
            page = page_of(alone)
            if page is None:
                break
            assert run.app.top.page == page
            for option in page.questions[-1].options[:3]:
                # A longer name continues on the next line of its column.
                assert option.words[:24] in run.text
            answer, keys = choose(page.questions[-1], chance)
            await run.press(*keys)
            assert not isinstance(alone.answer(page.questions[-1].id, answer), Problem)
        assert run.name == "outcome"
        assert run.app.top.view == outcome_of(alone)
        # A long title continues below, next to the numbers.
        assert outcome_of(alone).title[:40] in run.text


async def test_the_digits_are_the_order_of_the_answers(tmp_path):
    """The key 5 gives the fifth answer to the first question and leads to the same page as the interview."""
    desk = open_desk(tmp_path, lambda: NOW)
    alone = desk.begin()
    async with driven("1", "5", desk=desk) as run:
        question = page_of(alone).questions[-1]
        alone.answer(question.id, question.options[4].id)
        assert run.app.top.page == page_of(alone)


async def test_a_burst_of_digits_answers_nothing(tmp_path):
    """Four digits in a burst are four marks on one page; Enter takes the last, and the next page has no mark."""
    desk = open_desk(tmp_path, lambda: NOW)
    async with driven("1", desk=desk) as run:
        await run.at_once("5", "1", "3", "5")
        assert run.app.top.interview.answers == {}
        await run.press("enter")
        assert run.app.top.interview.answers == {"emergency": "none"}
        assert run.app.top.question.id == "safeguarding"
        assert run.app.top.listed.here is None
