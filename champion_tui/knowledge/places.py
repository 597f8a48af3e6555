"""Where the shipped knowledge lies: beside the modules in an installed wheel, beside the package in a checkout."""

from pathlib import Path

from champion_tui.ground.tables import DataError

PACKAGE = Path(__file__).resolve().parent.parent


def data_folder() -> Path:
    """The folder ``data`` of this installation. Raises ``DataError`` where there is none."""
    for folder in (PACKAGE / "data", PACKAGE.parent / "data"):
        if (folder / "sources.toml").is_file():
            return folder
    raise DataError("data", "", "the knowledge that belongs to this program; install it again")
