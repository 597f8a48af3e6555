"""The full-screen front end. It shows the desk's views and passes on what the person does; it decides nothing.

Importing this package loads nothing, and sets what Textual reads when it is imported.
"""

import os

SETTINGS = {
    # With the enhanced keyboard protocol every key, even Ctrl+E, becomes a sequence that a slow line can break.
    "TEXTUAL_DISABLE_KITTY_KEY": "1",
    # Milliseconds: Esc is taken for itself as soon as nothing more has come with it.
    "ESCDELAY": "50",
}

for _name, _value in SETTINGS.items():
    os.environ.setdefault(_name, _value)
