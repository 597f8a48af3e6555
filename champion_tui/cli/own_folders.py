"""Where the system keeps what belongs to this person. Scripts that name a home do not load it."""

from pathlib import Path
from typing import Literal

import platformdirs


def own_folder(kind: Literal["data", "state"], name: str) -> Path:
    """This person's own folder of that kind. Raises ``RuntimeError`` where the system knows none."""
    find = platformdirs.user_data_dir if kind == "data" else platformdirs.user_state_dir
    return Path(find(name, appauthor=False))
