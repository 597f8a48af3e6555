"""The area on the full screen: of the desk, of one person, and of the numbers shown."""

from case_desks import READY, at_desk
from desk_samples import desk_in
from driving import driven, words

from champion_tui.knowledge.routing import load_routing
from champion_tui.tui.widgets.lines import NUMBER


async def test_the_area_is_chosen_on_the_start_screen(tmp_path):
    """After F7, a number and Enter, the start screen shows the area, the settings keep it, and a new case uses it."""
    async with driven(desk=desk_in(tmp_path)) as run:
        assert "F7: say in which area you work" in run.text
        await run.press("f7")
        assert "Which area do you work in?" in run.text
        await run.press("1", "enter")
        await run.until(lambda: "Kent and Medway (F7: another area)" in run.text)
        assert "F7: say in which area you work" not in run.text
        assert 'area = "kent-and-medway"' in (tmp_path / "settings.toml").read_text(encoding="utf-8")
        await run.press("1", "enter")
        await run.until(lambda: "Where they are now: Kent and Medway" in run.text)


async def test_one_person_is_elsewhere(tmp_path):
    """At the first question F7 sets where the person is and F2 then shows that area's numbers, while the desk's area stays."""
    async with driven(desk=desk_in(tmp_path)) as run:
        await run.press("1", "enter")
        await run.until(lambda: "Where they are now: Oxfordshire" in run.text)
        await run.press("f7", "1", "enter")
        await run.until(lambda: "Where they are now: Kent and Medway" in run.text)
        await run.press("f2")
        await run.until(lambda: "Emergency numbers" in run.text)
        assert "Kent and Medway. It is" in run.text
        assert "Kent and Medway abuse helpline" in run.text
        await run.press("f7")
        await run.until(lambda: "Oxfordshire. It is" in run.text)
        assert "03000 41 91 91" not in run.text
        await run.press("escape", "escape")
        assert not (tmp_path / "settings.toml").exists()


async def test_a_kept_case_is_moved_from_its_own_screen_and_f2_follows_it():
    """F7 in a case shows what changes and sets where the person is, and F2 there and over its form shows that area's numbers."""
    async with at_desk("3", "1") as run:
        await run.press("f7", "1", "enter")
        await run.until(lambda: "They are in Kent and Medway now" in words(run))
        await run.until(lambda: "Where they are now: Kent and Medway" in run.text)
        await run.press("f2")
        await run.until(lambda: "Kent and Medway. It is" in run.text)
        await run.press("escape", "1", "enter")
        await run.until(lambda: run.name == "form")
        await run.press("f2")
        await run.until(lambda: "Kent and Medway. It is" in run.text)


async def test_a_sent_case_is_not_moved():
    """In a sent case F7 is not in the line of keys and does nothing."""
    async with at_desk("3", "1", cases=(READY,), sent=True) as run:
        assert "F7" not in run.footer
        await run.press("f7")
        assert run.name == "case"


def test_no_number_is_broken_over_two_lines():
    """The column for numbers is as wide as the longest number that is shipped."""
    assert max(len(line.phone) for line in load_routing().lines()) <= NUMBER
