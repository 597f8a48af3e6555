"""The area on the full screen: of the desk, of one person, of the numbers that are shown."""

from desk_samples import desk_in
from driving import driven

from champion_tui.knowledge.routing import load_routing
from champion_tui.tui.widgets.lines import NUMBER


async def test_the_area_is_chosen_on_the_start_screen(tmp_path):
    """F7, a number, Enter: the start screen says it, the settings hold it, and a new case is there."""
    async with driven(desk=desk_in(tmp_path)) as run:
        assert "F7: say in which area you work" in run.text
        await run.press("f7")
        assert "In which area do you work?" in run.text
        await run.press("1", "enter")
        await run.until(lambda: "Kent and Medway (F7: another area)" in run.text)
        assert "F7: say in which area you work" not in run.text
        assert 'area = "kent-and-medway"' in (tmp_path / "settings.toml").read_text(encoding="utf-8")
        await run.press("1", "enter")
        await run.until(lambda: "Where they are now: Kent and Medway" in run.text)


async def test_one_person_is_elsewhere(tmp_path):
    """At the first question F7 says where the person is; F2 over it shows the numbers of there; the desk stays where it was."""
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


def test_no_number_is_broken_over_two_lines():
    """The column for numbers is as wide as the longest number that ships."""
    assert max(len(line.phone) for line in load_routing().lines()) <= NUMBER
