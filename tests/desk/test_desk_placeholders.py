"""What stands in the braces of the tree's words: wherever the data knows it, the desk fills it in."""

from pathlib import Path

from desk_samples import REFER, desk_in

from champion_tui.triage.words import PLACEHOLDERS

FROM_THE_SETTINGS = {"champion"}
"""Known only where the organisation named its champion."""


def test_every_placeholder_is_filled_where_the_data_knows_it(tmp_path: Path) -> None:
    """A name that the desk never fills would show its stand-in to everybody: Childline without a number."""
    values = desk_in(tmp_path).judge(REFER).values

    assert {name for name in PLACEHOLDERS if not values.get(name)} == FROM_THE_SETTINGS
    assert "0800 1111" in values["childline"]
