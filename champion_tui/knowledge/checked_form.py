"""The shipped knowledge as the values that strict reading made of it when the wheel was built (ADR 048).

Reading and checking the files takes a third of a start, and in an installed program they are what they were when it was built. So the
wheel carries the values as well, in ``data/checked``. They are taken where every file that they were read from still has its size and
its CRC-32, and the organisation has no areas of its own, which are checked against the ids in all of them. Otherwise, and where the
program runs from its source, which has no such folder, the part is read strictly.

A part is written by ``pickle``. Only values and words of a closed list in this program can be made while one is read, so that a file
which somebody has put there can at worst hold wrong knowledge, as the files beside it could.
"""

import pickle
from datetime import date, time
from enum import Enum
from importlib import import_module
from io import BytesIO
from typing import Any, TypeVar
from zlib import crc32

from champion_tui import __version__ as VERSION  # noqa: N812  a constant wherever it is read
from champion_tui.knowledge.local.own_files import Local
from champion_tui.knowledge.shelf import Shelf, Sums

FOLDER = "checked"
BYTES_OF_SUM = 4
ROOMS = ("champion_tui.domain.", "champion_tui.knowledge.", "champion_tui.triage.")
OF_PYTHON: dict[tuple[str, str], type] = {
    ("datetime", "date"): date,
    ("datetime", "time"): time,
    ("builtins", "range"): range,
}
"""What the values hold beside each other and what ``pickle`` knows by itself: texts, numbers, tuples, sets, tables."""

Kind = TypeVar("Kind")


def read(shelf: Shelf, own: Local, kind: type[Kind]) -> Kind | None:
    """The part of that ``kind`` as it was written; None where it has to be read strictly. Raises ``DataError``."""
    raw = None if own.areas else shelf.file_or_none(_file_of(kind))
    if raw is None or crc32(raw[BYTES_OF_SUM:]) != int.from_bytes(raw[:BYTES_OF_SUM]):
        return None
    held = BytesIO(raw[BYTES_OF_SUM:])
    try:
        version, sums = _Reader(held).load()
        part = _Reader(held).load() if version == VERSION and shelf.holds(sums) else None
    except (pickle.UnpicklingError, EOFError):
        return None
    return part if isinstance(part, kind) else None


def written(part: object, sums: Sums) -> tuple[str, bytes]:
    """The file in the data folder that a part stands in, and its bytes. ``sums`` are of the files that it was read from."""
    held = BytesIO()
    for each in ((VERSION, dict(sums)), part):
        _Writer(held, protocol=5).dump(each)
    raw = held.getvalue()
    return _file_of(type(part)), crc32(raw).to_bytes(BYTES_OF_SUM) + raw


def _file_of(kind: type) -> str:
    return f"{FOLDER}/{kind.__name__}"


class _Writer(pickle.Pickler):
    """Writes a word of a closed list as its value, in the same way with every version of Python."""

    def reducer_override(self, value: object) -> Any:
        """How ``value`` is made again; ``NotImplemented`` where that is as usual."""
        return (type(value), (value.value,)) if isinstance(value, Enum) else NotImplemented


class _Reader(pickle.Unpickler):
    """Makes values and words of closed lists, and nothing else."""

    def find_class(self, module: str, name: str) -> Any:
        """The class of that name. Raises ``UnpicklingError`` for anything that is none of ours."""
        if (known := OF_PYTHON.get((module, name))) is not None:
            return known
        found = getattr(import_module(module), name, None) if module.startswith(ROOMS) else None
        if isinstance(found, type) and (issubclass(found, Enum) or hasattr(found, "__dataclass_fields__")):
            return found
        raise pickle.UnpicklingError(f"{module}.{name} is no value of this program")
