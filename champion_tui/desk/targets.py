"""Where to offer to put what leaves the vault. Nothing is remembered: a folder's name may say something about somebody."""

from pathlib import Path

FOLDERS = ("Documents", "My Documents")

MOST_COPIES = 1000


QUOTES = "\"'"
"""What a file manager puts around a path that is dragged or copied."""


def typed_path(typed: str) -> Path | None:
    """A path as somebody typed or pasted it, perhaps in quotes or from ``~``; None where nothing was typed."""
    clean = typed.strip().strip(QUOTES)
    return from_home(clean) if clean else None


def from_home(path: str) -> Path:
    """The whole path, ``~`` filled in. Where nobody has the name after it, it is a folder that is called so."""
    try:
        return Path(path).expanduser().absolute()
    except RuntimeError:
        return Path(path).absolute()


def default_folder() -> Path:
    """The user's folder for documents; their home folder where there is none."""
    home = Path.home()
    return next((home / name for name in FOLDERS if (home / name).is_dir()), home)


def free_file(folder: Path, name: str, suffix: str) -> Path:
    """``name`` with ``suffix`` in ``folder``, numbered where a file of that name is there already."""
    names = (f"{name}{suffix}", *(f"{name}-{number}{suffix}" for number in range(2, MOST_COPIES)))
    return next((folder / each for each in names if not (folder / each).exists()), folder / names[0])
