"""A council's form that is being set while the program ends."""

import sys

SETTING = "champion_tui.papers.setting.set_apart"


def stop_setting() -> None:
    """Stop it, so that nothing waits for a template without an end; the pack is then whole without the form."""
    # Where nothing was set, nothing is loaded for it.
    apart = sys.modules.get(SETTING)
    if apart is not None:
        apart.end_all()
