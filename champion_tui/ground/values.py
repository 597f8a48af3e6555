"""Values: what is never changed once it is made, and equals another of the same kind with the same parts.

``@immutable`` makes the class that ``@dataclass(frozen=True, slots=True)`` makes, with two differences (ADR 040). It takes a third of the time,
which somebody waits for at every start: of six methods that the library would write as text and compile, only ``__init__`` is. And
that nothing is changed is checked by mypy, before the program runs, instead of at each assignment while it runs. ``replace``,
``fields`` and ``field`` of ``dataclasses`` work as ever; parts that are only given by name stand below ``_: KW_ONLY``.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import TypeVar, dataclass_transform

Kind = TypeVar("Kind")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def immutable(cls: type[Kind]) -> type[Kind]:
    """The class as a value. Of comparing, hashing and showing, what it says itself stays; else each part counts, but for those that are
    not to be compared or shown.
    """
    made = dataclass(slots=True, eq=False, repr=False)(cls)
    parts = fields(made)  # type: ignore[arg-type]  # it is a dataclass now
    compared = _getter([part.name for part in parts if part.compare])
    shown = [part.name for part in parts if part.repr]

    def equal(self: object, other: object) -> bool:
        return compared(self) == compared(other) if other.__class__ is self.__class__ else NotImplemented

    def hashed(self: object) -> int:
        return hash(compared(self))

    def in_words(self: object) -> str:
        return f"{self.__class__.__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in shown)})"

    for name, method in (("__eq__", equal), ("__hash__", hashed), ("__repr__", in_words)):
        if name not in cls.__dict__:
            setattr(made, name, method)
    return made


def _getter(names: Sequence[str]) -> Callable[[object], object]:
    return attrgetter(*names) if names else lambda _: ()
