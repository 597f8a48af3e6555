"""The full-screen front end. It shows the desk's views and passes on what the person does; it makes no decisions itself.

Importing this package loads nothing else. It only sets the environment variables that Textual reads when it is imported.
"""

import os

SETTINGS = {
    # With the enhanced keyboard protocol every key, even Ctrl+E, becomes an escape sequence, which a slow connection
    # can split.
    "TEXTUAL_DISABLE_KITTY_KEY": "1",
    # Milliseconds. Esc is treated as the Esc key if nothing more has arrived by then.
    "ESCDELAY": "50",
}

for _name, _value in SETTINGS.items():
    os.environ.setdefault(_name, _value)
