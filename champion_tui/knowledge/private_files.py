"""Files for the person's own eyes: written whole or not at all, folder 0700, file 0600."""

import os
from pathlib import Path


def replace_file(file: Path, content: bytes) -> None:
    """Put ``content`` in the place of ``file``: after a cut at any moment the old or the new one is there, whole.

    Raises ``OSError`` where the folder cannot be written to or is full; then nothing has changed.
    """
    import tempfile  # noqa: PLC0415  most commands write nothing

    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
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
