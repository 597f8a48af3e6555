"""Whether a home folder is for training. A marker file in it tells every command; only ``demo`` writes that file.

``Desk.training`` is the flag. The top line of every screen and the one function that turns a paper into bytes
(``papers/writers/to_bytes.py``) read it, so that no single screen or paper has to.
"""

import os
from pathlib import Path

MARK = "TRAINING"
"""The marker file's name."""


def is_training(home: Path) -> bool:
    """Returns whether the cases in ``home`` are invented and will be deleted."""
    return os.path.exists(home / MARK)  # noqa: PTH110  Path.exists raises if the folder may not be read; the numbers must be shown even then


def mark_as_training(home: Path) -> None:
    """Marks ``home`` as a training folder. Raises ``OSError``."""
    (home / MARK).write_text("These cases are invented. They are deleted when the demo ends.\n", encoding="utf-8")
