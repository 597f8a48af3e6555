"""Finding a command, a place or a case by part of its name, from everywhere."""

from case_desks import BEGUN, READY_WITH_PAPER, at_desk
from driving import driven

from champion_tui.desk.screen_commands import commands_on
from champion_tui.desk.views import CasesView
from champion_tui.tui.screens.cover.finding import MOST_CASES
from champion_tui.tui.shell.beginnings import BEGINNINGS
from champion_tui.tui.widgets.lists.choices import Choices

UNSAVED = ("1", "2")


async def test_every_place_and_every_command_is_found_by_its_name():
    """Every place and every command of the page is in the list once."""
    async with driven("1", "ctrl+p") as run:
        offered = [option.words for option in run.app.top.query_one(Choices).options]
        assert all(each.words in offered for each in BEGINNINGS)
        actions = {each.action for each in commands_on("question") if each.action and each.id != "commands"}
        assert len(offered) == len(actions) + len(BEGINNINGS)


async def test_a_place_opens_over_what_is_being_done_and_back_leads_there():
    """Unsaved answers are still there after a visit to another place."""
    async with driven(*UNSAVED, "ctrl+p") as run:
        await run.type("safety copies")
        await run.press("enter")
        assert run.name == "copies"
        await run.press("escape")
        assert run.name == "question"
        assert run.desk.interviews[-1].answers == {"emergency": "none"}


async def test_a_case_is_found_by_reference_and_name_while_the_vault_is_open():
    """Part of the reference or name is enough, Enter opens the case over the current page, and typed text is saved."""
    async with at_desk("3", "1", "2", cases=(BEGUN, READY_WITH_PAPER)) as run:
        reference = run.app.top.reference
        other = next(row.reference for row in run.desk.cases.lists.cases().rows if row.reference != reference)
        name = run.desk.cases.view(other)
        full = next(field.value for step in name.steps for field in step.fields if field.id == "full-name")
        await run.type("Zed")
        await run.press("ctrl+p")
        await run.type(full.split()[-1].lower())
        await run.until(lambda: other in run.text)
        await run.press("end", "enter")
        assert (run.name, run.app.top.reference) == ("case", other)
        stored = [field.value for step in run.desk.cases.view(reference).steps for field in step.fields]
        assert any(isinstance(value, str) and "Zed" in value for value in stored)
        await run.press("escape", "ctrl+p")
        await run.type(reference[-4:])
        await run.until(lambda: reference in run.text)
        await run.press("end", "enter")
        assert (run.name, run.app.top.reference) == ("case", reference)


async def test_all_that_fit_are_looked_for_only_where_the_first_cases_are_too_few():
    """Cases are shown as quickly as in My cases, and a full search is only run if some may be missing."""
    async with at_desk("3", cases=(BEGUN, READY_WITH_PAPER)) as run:
        rows, asked = run.desk.cases.lists.cases().rows, []
        gives = [CasesView(1, rows[:1], more=True)]

        def cases(query):
            asked.append(query.quickly)
            return gives[-1] if query.quickly else CasesView(2, rows)

        run.desk.cases.lists.cases = cases
        await run.press("ctrl+p")
        await run.type("zq")
        await run.until(lambda: all(row.reference in run.text for row in rows))
        assert asked == [True, False]
        for view in (CasesView(1, rows[:1]), CasesView(MOST_CASES, rows[:1] * MOST_CASES, more=True)):
            gives.append(view)
            asked.clear()
            await run.type("z")
            await run.until(lambda: rows[0].reference in run.text)
            assert asked == [True]
            assert rows[1].reference not in run.text


async def test_no_case_is_found_while_everything_is_hidden_or_nobody_has_unlocked():
    """Over the neutral page only the commands of the page opened there are found, and no case."""
    async with at_desk("3", cases=(READY_WITH_PAPER,)) as run:
        found = []
        run.desk.cases.lists.cases = found.append
        await run.press("f9", "f2", "ctrl+p")
        assert run.name == "commands"
        await run.type("zeb")
        assert found == []
        assert not [each for each in BEGINNINGS if each.words in run.text]
