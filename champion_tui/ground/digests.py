"""SHA-256 in hexadecimal, which shows whether something has changed."""

from collections.abc import Iterable
from pathlib import Path

PIECE = 1 << 20
"""Bytes of a file that are held in memory at a time."""


def sha256_hex(*parts: bytes) -> str:
    """Returns the SHA-256 of the concatenated ``parts`` as 64 hexadecimal digits."""
    return _over(parts)


def file_sha256_hex(path: Path) -> str:
    """Returns the SHA-256 of a file's bytes in the same form. Raises ``OSError``."""
    with path.open("rb") as file:
        return _over(iter(lambda: file.read(PIECE), b""))


def _over(pieces: Iterable[bytes]) -> str:
    import hashlib  # noqa: PLC0415  loads OpenSSL (6 ms), and an installed program needs no digest to start

    summed = hashlib.sha256()
    for piece in pieces:
        summed.update(piece)
    return summed.hexdigest()
