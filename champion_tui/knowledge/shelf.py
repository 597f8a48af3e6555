"""The shipped data files: where they are, their bytes and the digest over them."""

from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path
from zlib import crc32

from champion_tui.ground.digests import sha256_hex
from champion_tui.ground.tables import DataError, file_bytes, file_bytes_or_none, is_left_out

Sums = Mapping[str, tuple[int, int]]
"""File name within the data folder -> its size in bytes and its CRC-32."""

PACKAGE = Path(__file__).resolve().parent.parent


def data_folder() -> Path:
    """Returns the ``data`` folder of this installation. Raises ``DataError`` if there is none."""
    for folder in (PACKAGE / "data", PACKAGE.parent / "data"):
        if (folder / "sources.toml").is_file():
            return folder
    raise DataError("data", "", "the knowledge that belongs to this program; install it again")


class Shelf:
    """Reads files of ``folder``, with the name that errors use ("data/national.toml")."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: dict[str, bytes] = {}

    def file(self, name: str) -> tuple[bytes, str]:
        """Returns the bytes of ``name`` and its name in errors. Raises ``DataError`` if it cannot be read."""
        shown_as = f"data/{name}"
        raw = file_bytes(self._folder / name, shown_as)
        self._read[shown_as] = raw
        return raw, shown_as

    def file_or_none(self, name: str) -> bytes | None:
        """Returns the bytes of ``name``, which is not knowledge itself and is not part of the digest, or None if the file is
        missing.
        """
        return file_bytes_or_none(self._folder / name, f"data/{name}")

    def files(self, folder: str) -> Iterator[tuple[bytes, str]]:
        """Yields every TOML file in the subfolder ``folder``, by name; there must be at least one. Raises ``DataError``."""
        names = self._names(folder)
        if not names:
            raise DataError(f"data/{folder}", "", "at least one TOML file")
        for name in names:
            if is_left_out(f"data/{name}", ""):
                continue
            yield self.file(name)

    def sums(self) -> Sums:
        """Returns the sums of every file that was read."""
        return {shown_as.removeprefix("data/"): (len(raw), crc32(raw)) for shown_as, raw in self._read.items()}

    def holds(self, sums: Sums) -> bool:
        """Returns whether these files are as they were when ``sums`` was taken, and their folders contain no others. Reads them."""
        folders = {name.rpartition("/")[0] for name in sums} - {""}
        further = {name for folder in folders for name in self._names(folder)} - set(sums)
        return not further and all(self._sum(name) == summed for name, summed in sums.items())

    def digest(self) -> str:
        """Returns the SHA-256 (hex) over the names and bytes of every file that was read."""
        named = ((f"{name}\0{len(raw)}\0".encode(), raw) for name, raw in sorted(self._read.items()))
        return sha256_hex(*chain.from_iterable(named))

    def _sum(self, name: str) -> tuple[int, int]:
        raw, _ = self.file(name)
        return len(raw), crc32(raw)

    def _names(self, folder: str) -> list[str]:
        return [f"{folder}/{name}" for name in sorted(file.name for file in (self._folder / folder).glob("*.toml"))]
