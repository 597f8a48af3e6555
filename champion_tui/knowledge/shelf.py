"""The shipped data files: where they are, their bytes and the digest over them."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from champion_tui.ground.tables import DataError, file_bytes, is_left_out

PACKAGE = Path(__file__).resolve().parent.parent


def data_folder() -> Path:
    """The folder ``data`` of this installation. Raises ``DataError`` where there is none."""
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
        """The bytes of ``name`` and its name in errors. Raises ``DataError`` if it cannot be read."""
        shown_as = f"data/{name}"
        raw = file_bytes(self._folder / name, shown_as)
        self._read[shown_as] = raw
        return raw, shown_as

    def files(self, folder: str) -> Iterator[tuple[bytes, str]]:
        """Every TOML file of a folder within, by name; at least one. Raises ``DataError``."""
        names = sorted(file.name for file in (self._folder / folder).glob("*.toml"))
        if not names:
            raise DataError(f"data/{folder}", "", "at least one TOML file")
        for name in names:
            if is_left_out(f"data/{folder}/{name}", ""):
                continue
            yield self.file(f"{folder}/{name}")

    def digest(self, local: Iterable[tuple[str, bytes]]) -> str:
        """SHA-256 (hex) over the names and bytes of every file read, and of the organisation's own (name, bytes)."""
        import hashlib  # noqa: PLC0415  a triage and the numbers ask for no digest, and start a thirtieth sooner

        summed = hashlib.sha256()
        for name, raw in (*sorted(self._read.items()), *((f"local/{name}", raw) for name, raw in local)):
            summed.update(f"{name}\0{len(raw)}\0".encode())
            summed.update(raw)
        return summed.hexdigest()
