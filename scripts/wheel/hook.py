"""What building a wheel does in addition to packing it: the knowledge is read strictly, and also included as values (ADR 048).

A wheel whose data has a mistake is not built.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


def checked_files(data: Path) -> Iterator[tuple[str, bytes]]:
    """Yields the name and bytes of each file of the checked form of the knowledge in ``data``. Raises ``DataError``."""
    from champion_tui.knowledge import book, checked_form, directory, routing  # noqa: PLC0415  importable once the hook has extended the path
    from champion_tui.knowledge.links import Links  # noqa: PLC0415  the same
    from champion_tui.knowledge.local.own_files import Local  # noqa: PLC0415  the same
    from champion_tui.knowledge.practice import hints  # noqa: PLC0415  importable once the hook has extended the path
    from champion_tui.knowledge.shelf import Shelf, Sums  # noqa: PLC0415  the same

    shelf = Shelf(data)

    def parts() -> Iterator[object]:
        yield directory.read_shipped(shelf, Links())
        _, routing_alone = routing.read_strictly(shelf, Links(), Local())
        yield routing_alone
        *_, book_alone = book.read_strictly(shelf, Local())
        yield book_alone
        yield hints.read_hints(shelf, {each for tree in routing_alone.trees.values() for each in tree.questions})

    counted: Sums = {}
    for part in parts():
        so_far = shelf.sums()
        yield checked_form.written(part, {name: so_far[name] for name in so_far if name not in counted})
        counted = so_far


class CheckedForm(BuildHookInterface[Any]):
    """The build hook that hatchling calls while it builds (``pyproject.toml``)."""

    _folder: TemporaryDirectory[str] | None = None

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Adds the checked form to the wheel. An editable wheel, which points at the source, has none and reads the data strictly."""
        if version != "standard":
            return
        self._folder = TemporaryDirectory()
        sys.path.insert(0, self.root)
        for name, raw in checked_files(Path(self.root) / "data"):
            file = Path(self._folder.name) / Path(name).name
            file.write_bytes(raw)
            build_data["force_include"][str(file)] = f"champion_tui/data/{name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002  hatchling passes them
        """Removes the temporary files."""
        if self._folder is not None:
            self._folder.cleanup()
