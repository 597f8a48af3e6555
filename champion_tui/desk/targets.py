"""Where to offer to put what leaves the vault. Nothing is remembered: a folder's name may say something about somebody."""

from pathlib import Path

FOLDERS = ("Documents", "My Documents")

MOST_COPIES = 1000


def default_folder() -> Path:
    """The user's folder for documents; their home folder where there is none."""
    home = Path.home()
    return next((home / name for name in FOLDERS if (home / name).is_dir()), home)


def free_file(folder: Path, name: str, suffix: str) -> Path:
    """``name`` with ``suffix`` in ``folder``, numbered where a file of that name is there already."""
    names = (f"{name}{suffix}", *(f"{name}-{number}{suffix}" for number in range(2, MOST_COPIES)))
    return next((folder / each for each in names if not (folder / each).exists()), folder / names[0])
