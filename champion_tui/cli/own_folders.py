"""The system's folders for this user's files. Commands that are given a home folder do not load this."""

from pathlib import Path
from typing import Literal

import platformdirs


def own_folder(kind: Literal["data", "state"], name: str) -> Path:
    """Returns this user's folder of that kind. Raises ``RuntimeError`` if the system does not know one."""
    find = platformdirs.user_data_dir if kind == "data" else platformdirs.user_state_dir
    return Path(find(name, appauthor=False))
