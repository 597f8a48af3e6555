"""Practice on the full screen: TRAINING on top, the usual triage, then where the answers differ; nothing is kept."""

from case_desks import at_desk
from case_scenes import PRACTICE
from driving import words

SEVENTEEN = (*PRACTICE, "4", "1")


async def test_a_case_is_played_to_the_comparison_and_another_one_begun():
    """After one different answer, both answers and the reason are shown under TRAINING, and then the list of cases."""
    async with at_desk(*SEVENTEEN, "5", "1", "2", cases=(), size=(120, 40)) as run:
        assert run.name == "practice-question"
        assert "TRAINING" in run.text
        assert "Ottilie Practice" in run.text
        await run.go("1")
        await run.until(lambda: run.name == "practice-review")
        assert "1 of your 4 answers" in words(run)
        assert "You have rung, so it is reported." in words(run)
        await run.go("1")
        await run.until(lambda: run.name == "practice")
        assert "TRAINING" in run.text


async def test_what_the_person_said_is_in_sight_with_the_answers():
    """At 80x24 a page without numbers shows what the person said together with the answers."""
    async with at_desk(*SEVENTEEN, "5", cases=(), size=(80, 24)) as run:
        assert "Her stepfather told her to be gone by tonight" in words(run)


async def test_leaving_loses_nothing_and_keeps_nothing():
    """Esc at the first question leads back to the cases without asking, since there is nothing to keep."""
    async with at_desk(*SEVENTEEN, cases=(), size=(80, 24)) as run:
        assert "do not ring them" in words(run)
        await run.press("escape")
        await run.until(lambda: run.name == "practice")
        await run.press("escape")
        await run.until(lambda: run.name == "start")


async def test_a_key_ends_the_hints_at_once():
    """F8 removes the hint from its page and reports it."""
    async with at_desk(*SEVENTEEN, cases=(), size=(80, 24)) as run:
        assert "Hint" in run.text
        await run.press("f8")
        await run.until(lambda: "Hint" not in run.text)
        assert "No more hints on this computer." in words(run)
