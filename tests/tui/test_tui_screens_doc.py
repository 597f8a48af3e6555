"""``screens.md`` is what the code draws."""

import difflib

from case_scenes import CASE_SCENES
from draw_screens import DRAWINGS, TARGET, document
from scenes import SCENES


async def test_screens_md_is_what_the_code_draws():
    """Purpose, keys and picture of every screen stand in the document as they are; ``make screens`` draws them anew."""
    drawn = await document()
    kept = TARGET.read_text(encoding="utf-8")
    changed = list(difflib.unified_diff(kept.splitlines(), drawn.splitlines(), "screens.md", "drawn now", lineterm=""))
    assert not changed, "run `make screens`:\n" + "\n".join(changed[:60])


def test_every_screen_is_drawn():
    """No screen is left out of the document."""
    assert {drawing.screen for drawing in (*DRAWINGS, *CASE_SCENES)} == {scene.screen for scene in SCENES}
