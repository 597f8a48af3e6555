"""Whether a home folder is one for training: a mark in it says so, whatever command opens it, and ``demo`` alone sets it.

One flag on the desk follows from it, ``Desk.training``. The line on top of every screen and the one way from a paper to its bytes
(``packs/setting.py``) read it, so that no screen and no paper has to think of it.
"""

from pathlib import Path

MARK = "TRAINING"
"""The file's name."""


def is_training(home: Path) -> bool:
    """Whether what is kept in ``home`` is invented and thrown away."""
    return (home / MARK).exists()


def mark_as_training(home: Path) -> None:
    """Make ``home`` one for training. Raises ``OSError``."""
    (home / MARK).write_text("Invented cases, deleted when the demo ends.\n", encoding="utf-8")
