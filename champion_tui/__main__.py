"""``python -m champion_tui``: the same as the ``champion-tui`` command."""

import sys

from champion_tui.cli import main

if __name__ == "__main__":
    sys.exit(main())
