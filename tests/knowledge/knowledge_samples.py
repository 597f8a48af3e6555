"""Shared by the tests of knowledge: the shipped book, read once, and bad files with the errors that they must give."""

import shutil
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from champion_tui.knowledge.book import Book, load
from champion_tui.knowledge.shelf import data_folder

VECTORS = Path(__file__).parents[1] / "vectors" / "data"


@cache
def shipped() -> Book:
    """Returns the shipped knowledge, without any local file."""
    return load()


@dataclass(frozen=True, slots=True)
class Vector:
    """A bad file: its path (``local/...`` is the organisation's own folder) and the one error that it must give."""

    name: str
    place: str
    error: str
    file: Path

    def told(self, error: str) -> bool:
        """Returns whether ``error`` is the expected one; "..." at the end stands for words that differ between versions
        of Python.
        """
        if self.error.endswith("..."):
            return error.startswith(self.error.removesuffix("..."))
        assert error == self.error
        return True

    def lay_out(self, folder: Path) -> tuple[Path, Path]:
        """Copies the shipped data to ``folder`` with this file in its place, and returns the data folder and the local folder."""
        data, local = folder / "data", folder / "local"
        shutil.copytree(data_folder(), data)
        local.mkdir()
        target = folder / self.place if self.place.startswith("local/") else data / self.place
        shutil.copyfile(self.file, target)
        return data, local


def vectors() -> list[Vector]:
    """Returns every bad file of tests/vectors/data by name; the first two lines of a file give its path and its error."""
    return [_vector(file) for file in sorted(VECTORS.glob("*.toml"))]


def _vector(file: Path) -> Vector:
    place, error = file.read_text(encoding="utf-8").splitlines()[:2]
    return Vector(file.stem, place.removeprefix("# place: "), error.removeprefix("# error: "), file)
