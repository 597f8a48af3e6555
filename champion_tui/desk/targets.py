"""Which folders to offer for files that leave the vault. Nothing is remembered, since a folder's name may reveal
something about a person.
"""

from pathlib import Path

FOLDERS = ("Documents", "My Documents")

MOST_COPIES = 1000

QUOTES = "\"'"
"""Characters that a file manager puts around a path that is dragged or copied."""


def typed_path(typed: str) -> Path | None:
    """Returns the path that was typed or pasted, perhaps in quotes or beginning with ``~``; None if nothing was typed."""
    clean = typed.strip().strip(QUOTES)
    return from_home(clean) if clean else None


def from_home(path: str) -> Path:
    """Returns the absolute path, with ``~`` expanded. If there is no user of the name after ``~``, it is treated as a
    folder's name.
    """
    try:
        return Path(path).expanduser().absolute()
    except RuntimeError:
        return Path(path).absolute()


def default_folder() -> Path:
    """Returns the user's documents folder, or their home folder if there is none."""
    home = Path.home()
    return next((home / name for name in FOLDERS if (home / name).is_dir()), home)


def free_file(folder: Path, name: str, suffix: str) -> Path:
    """Returns the path of ``name`` with ``suffix`` in ``folder``, with a number added if a file of that name exists."""
    names = (f"{name}{suffix}", *(f"{name}-{number}{suffix}" for number in range(2, MOST_COPIES)))
    return next((folder / file for file in names if not (folder / file).exists()), folder / names[0])
