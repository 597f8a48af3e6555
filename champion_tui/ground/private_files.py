"""Files for the person's own eyes: written whole or not at all, folder 0700, file 0600."""

import os
from pathlib import Path


def private_folder(folder: Path) -> None:
    """Make ``folder`` and what is missing on the way to it, each for its owner alone. What is there already stays as it is.

    Raises ``OSError`` where one cannot be made, or something else than a folder stands there.
    """
    missing = [one for one in (folder, *folder.parents) if not one.is_dir()]
    for one in reversed(missing):
        # Not ``parents=True``: Python makes those with whatever rights the umask leaves to others.
        one.mkdir(mode=0o700, exist_ok=True)


def replace_file(file: Path, content: bytes) -> None:
    """Put ``content`` in the place of ``file``: after a cut at any moment the old or the new one is there, whole.

    Raises ``OSError`` where the folder cannot be written to or is full; then nothing has changed.
    """
    import tempfile  # noqa: PLC0415  most commands write nothing

    private_folder(file.parent)
    handle, name = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(file)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
