"""Compares ``screens.md`` with what the code draws."""

import difflib

from case_scenes import CASE_SCENES
from draw_screens import ALL, DRAWINGS, drawn_anew, introduction, kept
from scenes import SCENES


async def test_screens_md_is_what_the_code_draws():
    """Purpose, keys and picture of every screen are in the document as they are drawn now; ``make screens`` updates it.
    ``test_tui_every_screen`` compares the screens of stored cases.
    """
    above, sections = kept()
    assert [*sections] == [drawing.title for drawing in ALL]
    drawn = "".join([introduction(), *[await drawn_anew(drawing) for drawing in DRAWINGS]])
    stands = "".join([above, *[sections[drawing.title] for drawing in DRAWINGS]])
    changed = list(
        difflib.unified_diff(stands.splitlines(), drawn.splitlines(), "screens.md", "drawn now", lineterm="")
    )
    assert not changed, "run `make screens`:\n" + "\n".join(changed[:60])


def test_every_screen_is_drawn():
    """Every screen is in the document, and no two pictures have the same title."""
    assert {drawing.screen for drawing in ALL} == {scene.screen for scene in SCENES}
    assert all(drawing in SCENES for drawing in CASE_SCENES)
    assert len({drawing.title for drawing in ALL}) == len(ALL)
