"""Where to offer to write files that leave the vault. Nothing is remembered: a folder's name may say something about somebody."""

from pathlib import Path

FOLDERS = ("Documents", "My Documents")

MOST_COPIES = 1000

QUOTES = "\"'"
"""What a file manager puts around a path that is dragged or copied."""


def typed_path(typed: str) -> Path | None:
    """A path as somebody typed or pasted it, perhaps in quotes or from ``~``; None if nothing was typed."""
    clean = typed.strip().strip(QUOTES)
    return from_home(clean) if clean else None


def from_home(path: str) -> Path:
    """The absolute path, ``~`` expanded. If no user has the name after ``~``, it is taken as the name of a folder."""
    try:
        return Path(path).expanduser().absolute()
    except RuntimeError:
        return Path(path).absolute()


def default_folder() -> Path:
    """The user's folder for documents, else their home folder."""
    home = Path.home()
    return next((home / name for name in FOLDERS if (home / name).is_dir()), home)


def free_file(folder: Path, name: str, suffix: str) -> Path:
    """``name`` with ``suffix`` in ``folder``, numbered if a file of that name exists already."""
    names = (f"{name}{suffix}", *(f"{name}-{number}{suffix}" for number in range(2, MOST_COPIES)))
    return next((folder / file for file in names if not (folder / file).exists()), folder / names[0])
