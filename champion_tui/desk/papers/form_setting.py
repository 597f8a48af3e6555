"""Stops the typesetting of a council's form when the program ends."""

import sys

SETTING = "champion_tui.papers.setting.set_apart"


def stop_setting() -> None:
    """Stops it, so that leaving the program never waits for a template that does not finish. The pack is then written
    without the form.
    """
    # The module is not loaded if no form was typeset; then there is nothing to stop.
    apart = sys.modules.get(SETTING)
    if apart is not None:
        apart.end_all()
