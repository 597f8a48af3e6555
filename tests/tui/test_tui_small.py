"""Windows of every size."""

import pytest
from driving import TO_OUTCOME, driven


async def test_a_small_window_says_what_it_needs_and_keeps_the_first_numbers():
    """The header shows the sizes if they fit, and each number is complete on one line below it, as are the keys."""
    async with driven(size=(59, 15)) as run:
        assert "Make the window larger" in run.text
        assert "59x15, needs 60x16" in run.text


@pytest.mark.parametrize("width", [59, 40, 30, 20, 16])
async def test_no_number_is_broken_however_narrow_the_window_is(width):
    """Only whole numbers are shown, one on a line, and the keys show PgDn for those further down."""
    async with driven(size=(width, 10)) as run:
        lines = run.text.splitlines()
        assert "needs 60x16" in lines[0] or width < 40
        numbers = [each.now.phone for each in run.desk.numbers().call]
        assert numbers
        assert [words.split("  ")[0].strip() for words in lines[1 : 1 + len(numbers)]] == numbers
        assert "F2 " in lines[-1]


async def test_numbers_that_do_not_fit_are_reached():
    """Three lines show one number, and PgDn the next."""
    async with driven(size=(24, 3)) as run:
        first = run.text.splitlines()[1]
        await run.press("pagedown")
        assert run.text.splitlines()[1] != first


async def test_making_the_window_larger_brings_the_same_question_back():
    """The earlier answers are kept, and keys pressed while the window was too small answered nothing."""
    async with driven("1", "1") as run:
        await run.resize(40, 10)
        assert run.name == "too-small"
        await run.go("1", "2", "enter")
        await run.resize(80, 24)
        assert run.name == "question"
        assert run.app.top.question.id == "age"
        await run.go("2")
        assert run.app.top.question.id == "last-date"


async def test_the_size_is_said_anew_while_it_changes():
    """The sentence shows the current size."""
    async with driven(size=(40, 10)) as run:
        await run.resize(50, 12)
        assert "50x12, needs 60x16" in run.text


async def test_hiding_works_in_a_small_window():
    """Hiding works in a small window too."""
    async with driven(size=(40, 10)) as run:
        await run.press("f9")
        assert run.name == "hidden"
        await run.press("enter")
        assert run.name == "too-small"


async def test_a_window_made_larger_while_hidden_stays_hidden():
    """The desk stays hidden when the window grows, and Enter then shows the app."""
    async with driven(size=(40, 10)) as run:
        await run.press("f9")
        await run.resize(80, 24)
        assert run.name == "hidden"
        await run.press("enter")
        assert run.name == "start"


async def test_every_part_of_an_outcome_can_be_reached_by_its_number():
    """At 80x16 the last part is far below, and its digit scrolls to it."""
    async with driven(*TO_OUTCOME, size=(80, 16)) as run:
        assert "They agreed aloud." not in run.text
        await run.go("7")
        assert "They agreed aloud." in run.text
        await run.go("1")
        assert "Fill in the referral." in run.text
