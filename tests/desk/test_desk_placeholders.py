"""The placeholders in braces in the tree's words: the desk fills in each one that the data knows."""

from pathlib import Path

from desk_samples import REFER, desk_in

from champion_tui.triage.words import PLACEHOLDERS

FROM_THE_SETTINGS = {"champion"}
"""Placeholders that are known only if the organisation has named its champion."""


def test_every_placeholder_is_filled_where_the_data_knows_it(tmp_path: Path) -> None:
    """A placeholder that the desk never fills would always show its stand-in, for example Childline without a number."""
    values = desk_in(tmp_path).judge(REFER).values

    assert {name for name in PLACEHOLDERS if not values.get(name)} == FROM_THE_SETTINGS
    assert "0800 1111" in values["childline"]
