"""Whether a home folder is for training. A file in it says so to every command; only ``demo`` writes that file.

``Desk.training`` is the flag for it. The line at the top of every screen and the one way from a paper to its bytes
(``papers/writers/to_bytes.py``) read it, so that no single screen or paper has to.
"""

import os
from pathlib import Path

MARK = "TRAINING"
"""The file's name."""


def is_training(home: Path) -> bool:
    """Whether the cases in ``home`` are invented and will be deleted."""
    return os.path.exists(home / MARK)  # noqa: PTH110  a path raises where the folder may not be read, and numbers must come all the same


def mark_as_training(home: Path) -> None:
    """Mark ``home`` as a training folder. Raises ``OSError``."""
    (home / MARK).write_text("These cases are invented. They are deleted when the demo ends.\n", encoding="utf-8")
