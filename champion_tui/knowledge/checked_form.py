"""The shipped knowledge as the values that strict reading produced when the wheel was built (ADR 048).

Reading and checking the files takes a third of a start, and in an installed program they have not changed since it was built. So
the wheel also carries the values, in ``data/checked``. They are used if every file they were read from still has its size and
CRC-32, and if the organisation has no areas of its own, which must be checked against the ids in all files. Otherwise, and when the
program runs from its source, which has no such folder, the part is read strictly.

A part is written with ``pickle``. The reader only creates values and enum members of this program. A file that somebody else put
there can therefore at worst contain wrong knowledge, as the data files next to it could.
"""

import pickle
from datetime import date, time
from enum import Enum
from importlib import import_module
from io import BytesIO
from typing import Any, TypeVar
from zlib import crc32

from champion_tui import __version__ as VERSION  # noqa: N812  a constant wherever it is used
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
"""The classes that the values contain besides this program's own and those that ``pickle`` handles itself: texts, numbers, tuples,
sets, dicts.
"""

Kind = TypeVar("Kind")


def read(shelf: Shelf, own: Local, kind: type[Kind]) -> Kind | None:
    """Returns the part of that ``kind`` as it was written, or None if it has to be read strictly. Raises ``DataError``."""
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
    """Returns the name within the data folder of the file for a part, and its bytes. ``sums`` are of the files that it was read
    from.
    """
    held = BytesIO()
    for each in ((VERSION, dict(sums)), part):
        _Writer(held, protocol=5).dump(each)
    raw = held.getvalue()
    return _file_of(type(part)), crc32(raw).to_bytes(BYTES_OF_SUM) + raw


def _file_of(kind: type) -> str:
    return f"{FOLDER}/{kind.__name__}"


class _Writer(pickle.Pickler):
    """Writes an enum member as its value, in the same way in every version of Python."""

    def reducer_override(self, value: object) -> Any:
        """Returns how to recreate ``value``, or ``NotImplemented`` for pickle's usual way."""
        return (type(value), (value.value,)) if isinstance(value, Enum) else NotImplemented


class _Reader(pickle.Unpickler):
    """Creates values and enum members, and nothing else."""

    def find_class(self, module: str, name: str) -> Any:
        """Returns the class with that name. Raises ``UnpicklingError`` for any class that is not allowed."""
        if (known := OF_PYTHON.get((module, name))) is not None:
            return known
        found = getattr(import_module(module), name, None) if module.startswith(ROOMS) else None
        if isinstance(found, type) and (issubclass(found, Enum) or hasattr(found, "__dataclass_fields__")):
            return found
        raise pickle.UnpicklingError(f"{module}.{name} is no value of this program")
