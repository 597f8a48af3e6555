"""The full-screen front end. It shows the desk's views and passes on what the person does; it decides nothing.

Importing this package costs nothing: Textual is loaded by ``run``.
"""

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from champion_tui.desk.desk import Desk

SETTINGS = {
    # With the enhanced keyboard protocol every key, even Ctrl+E, becomes a sequence that a slow line can break.
    "TEXTUAL_DISABLE_KITTY_KEY": "1",
    # Milliseconds: Esc is taken for itself as soon as nothing more has come with it.
    "ESCDELAY": "50",
}


def run(open_desk: Callable[[], "Desk"], *, training: bool = False) -> int:
    """Open the full-screen app; gives the exit code when the person leaves. ``open_desk`` is called once, behind the first
    paint; the caller closes the desk. ``training`` says that what is kept there is invented. Raises the ``DeskError`` that left nothing to show, such as ``BrokenData``.
    """
    for name, value in SETTINGS.items():
        os.environ.setdefault(name, value)
    from champion_tui.tui.app import ChampionApp  # noqa: PLC0415  on demand, see the module's docstring

    app = ChampionApp(open_desk, training=training)
    try:
        with app.ending.heeded():
            # The app asks for the mouse itself, once the settings are read: where they say off the terminal hears nothing of it.
            app.run(mouse=False)
    finally:
        app.leave_nothing()
    if app.stopped_by is not None:
        raise app.stopped_by
    return app.return_code or 0
