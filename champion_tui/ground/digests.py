"""SHA-256 in hexadecimal: what tells whether something is still what it was."""

from collections.abc import Iterable
from pathlib import Path

PIECE = 1 << 20
"""Bytes of a file that are held at a time."""


def sha256_hex(*parts: bytes) -> str:
    """The SHA-256 over ``parts``, as if they were one, in 64 hexadecimal digits."""
    return _over(parts)


def file_sha256_hex(path: Path) -> str:
    """The same over a file's bytes. Raises ``OSError``."""
    with path.open("rb") as file:
        return _over(iter(lambda: file.read(PIECE), b""))


def _over(pieces: Iterable[bytes]) -> str:
    import hashlib  # noqa: PLC0415  brings OpenSSL, 6 ms; an installed program starts without asking for a digest

    summed = hashlib.sha256()
    for piece in pieces:
        summed.update(piece)
    return summed.hexdigest()
