"""The page about a team, where one of two people's values is chosen with the keys."""

import threading
from contextlib import contextmanager
from types import SimpleNamespace
from unittest.mock import patch

import pytest
from case_desks import DRAFT, REFUSED, at_desk, desk_with
from case_scenes import TEAM
from driving import driven, words

from champion_tui.desk.team.team import Team
from champion_tui.desk.team.views import ClashView, TeamView
from champion_tui.tui.shell.team_watch import TeamWatch

OF_A_CASE = ClashView(
    3, "CHW-7K3M-2Q", "Their phone", "07700 900111", "07700 900222", "Yours and theirs.", can_take=True
)
OF_NONE = ClashView(4, "", "Early list, B-12", "", "", "Ben Example added them too.", can_take=False)


@contextmanager
def of_a_team(*clashes):
    """Makes every desk a team's, with these clashes to decide; yields what was decided."""
    left, decided = list(clashes), []

    def decide(_, number, *, mine):
        decided.append((number, mine))
        left[:] = [clash for clash in left if clash.number != number]
        return "It is decided."

    def status(_):
        return TeamView("postgresql://maria@cases.example.org/champion", "up", "The line is there.", 0, len(left))

    with patch.multiple(Team, status=status, clashes=lambda _: tuple(left), decide=decide):
        yield decided


@pytest.mark.parametrize(("key", "mine"), [("1", True), ("2", False)])
async def test_one_of_two_values_is_chosen_and_goes_off_the_list(key, mine):
    """Both values are shown, the digit and Enter decide, and the page reports it."""
    with of_a_team(OF_A_CASE) as decided:
        async with at_desk(*TEAM) as run:
            assert "CHW-7K3M-2Q: Their phone" in run.text
            await run.go("1")
            assert run.name == "ask"
            assert "Yours and theirs." in run.text
            await run.go(key)
            assert decided == [(3, mine)]
            assert "It is decided." in run.text
            assert "Nothing waits for you to decide." in run.text
            assert "nothing in this list" not in run.text


async def test_looking_at_the_case_first_decides_nothing():
    """The last line and Esc both lead back to an unchanged list."""
    with of_a_team(OF_A_CASE) as decided:
        async with at_desk(*TEAM) as run:
            await run.go("1", "3")
            await run.go("1")
            await run.press("escape")
            assert run.name == "team"
            assert decided == []
            assert "CHW-7K3M-2Q: Their phone" in run.text


async def test_what_belongs_to_no_case_and_cannot_be_put_back_is_only_seen():
    """A clash without a case has no reference in front, and one that cannot be undone does not offer one's own value."""
    with of_a_team(OF_NONE) as decided:
        async with at_desk(*TEAM) as run:
            assert ": Early list" not in run.text
            await run.go("1")
            assert "Put mine there" not in words(run)
            await run.go("1")
            assert decided == [(4, False)]


async def test_what_a_colleague_decides_or_enters_comes_onto_the_page_by_itself():
    """A clash that arrives through the connection is listed without a key."""
    async with at_desk(*TEAM) as run:
        assert "CHW-7K3M-2Q" not in run.text
        with of_a_team(OF_A_CASE):
            run.app.screen.news()
            await run.settle()
            assert "CHW-7K3M-2Q: Their phone" in run.text


class JustAfter(threading.Event):
    """News that come each time just after somebody has asked whether there are any."""

    def is_set(self):
        """What was so before they came."""
        there = super().is_set()
        self.set()
        return there


def test_news_that_come_while_somebody_looks_for_them_are_found_at_the_next_look():
    """The thread of the line tells of them whenever it likes: none are dropped, and no page stays as it was for it."""
    watch = TeamWatch(SimpleNamespace(desk_is_open=False))
    watch._news = JustAfter()
    assert not watch.look()
    assert watch.look()


CHANGED = "Somebody else has just changed the answers of this case"


def changes(desk, question, answer):
    """Answers ``question`` in the only case as a colleague would."""
    interview = desk.cases.resume(desk.cases.lists.cases().rows[0].reference)
    interview.go_to(question)
    interview.answer(question, answer)


async def hear(run):
    """Delivers news from the team's server to the page."""
    run.app.screen.news()
    await run.settle()


@pytest.mark.parametrize(("answers", "page"), [(DRAFT, "question"), (REFUSED, "outcome")])
async def test_a_triage_and_an_outcome_say_that_a_colleague_has_changed_the_answers(answers, page):
    """A notice on the open page reports changed answers without moving anything, and other events in the store are not reported."""
    with desk_with({"triage": answers}) as desk:
        async with driven("3", "1", desk=desk) as run:
            if page == "outcome":
                tasks = [option.words for option in run.app.screen.query_one("#tasks").options]
                await run.press("home", *["down"] * tasks.index("Questions and outcome"), "enter")
            assert run.name == page
            trail = run.text
            await hear(run)
            assert CHANGED not in words(run)
            changes(desk, "age", "16-17")
            await hear(run)
            assert CHANGED in words(run)
            assert run.name == page
            assert [line for line in trail.splitlines()[1:4] if line not in run.text] == []


async def test_an_answer_that_a_colleague_gave_meanwhile_is_not_overwritten_after_the_notice():
    """Answering after the notice overwrites nothing, and the page says that the answer was changed in another window."""
    with desk_with({"triage": DRAFT}) as desk:
        async with driven("3", "1", desk=desk) as run:
            assert run.app.top.question.id == "situation"
            changes(desk, "situation", "leaving-institution")
            await hear(run)
            await run.press("home", "enter")
            assert "was changed meanwhile in another window" in words(run)
            assert (
                desk.cases.resume(desk.cases.lists.cases().rows[0].reference).answers["situation"]
                == "leaving-institution"
            )


async def test_a_case_that_a_colleague_erased_is_said_to_be_gone():
    """The page of an erased case says so, so that nobody continues to answer in it."""
    with desk_with({"triage": DRAFT}) as desk:
        reference = desk.cases.lists.cases().rows[0].reference
        async with driven("3", "1", desk=desk) as run:
            view = desk.cases.erasing.before(reference)
            desk.cases.erasing.erase(reference, view.version)
            await hear(run)
            assert "erased" in words(run)
