"""``screens.md`` is what the code draws."""

import difflib

from case_scenes import CASE_SCENES
from draw_screens import ALL, DRAWINGS, drawn_anew, introduction, kept
from scenes import SCENES


async def test_screens_md_is_what_the_code_draws():
    """Purpose, keys and picture of every screen stand in the document as they are; ``make screens`` draws them anew. Those on stored
    cases are compared where each screen is visited anyway, in ``test_tui_every_screen``.
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
    """No screen is left out of the document, and no two pictures have one title."""
    assert {drawing.screen for drawing in ALL} == {scene.screen for scene in SCENES}
    assert all(drawing in SCENES for drawing in CASE_SCENES)
    assert len({drawing.title for drawing in ALL}) == len(ALL)
