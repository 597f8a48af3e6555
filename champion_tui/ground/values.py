"""Values: objects that never change once made, and equal another of the same class with the same fields.

``@immutable`` makes the same class as ``@dataclass(frozen=True, slots=True)``, with two differences (ADR 040). It takes a tenth of
the time, which matters at every start: the library would write six methods as text and compile them; here only ``__init__`` is
compiled, when the first object of the class is made. And mypy checks before the program runs that nothing is assigned, instead of a
check at each assignment. ``replace``, ``fields`` and ``field`` of ``dataclasses`` work as usual; keyword-only fields follow ``_:
KW_ONLY``.
"""

from collections.abc import Callable, Sequence
from dataclasses import MISSING, Field, dataclass, field, fields
from operator import attrgetter
from typing import Any, TypeVar, cast, dataclass_transform

Kind = TypeVar("Kind")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def immutable(cls: type[Kind]) -> type[Kind]:
    """Returns the class as a value class. Its own methods for comparing, hashing and showing are kept. Otherwise these use every
    field except those declared with ``compare=False`` or ``repr=False``.
    """
    made = dataclass(slots=True, init=False, eq=False, repr=False)(cls)
    parts = fields(made)  # type: ignore[arg-type]  # it is a dataclass now
    compared = _getter([part.name for part in parts if part.compare])
    shown = [part.name for part in parts if part.repr]

    def equal(self: object, other: object) -> bool:
        return compared(self) == compared(other) if other.__class__ is self.__class__ else NotImplemented

    def hashed(self: object) -> int:
        return hash(compared(self))

    def in_words(self: object) -> str:
        return f"{self.__class__.__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in shown)})"

    def begun(self: object, *given: object, **named: object) -> None:
        # The class gets its real method only now: a start uses fewer than half of the classes that it loads.
        made.__init__ = written = _init_of(parts)  # type: ignore[method-assign]  # what the decorator would have made
        written(self, *given, **named)

    for name, method in (("__init__", begun), ("__eq__", equal), ("__hash__", hashed), ("__repr__", in_words)):
        if name not in cls.__dict__:
            setattr(made, name, method)
    return made


def parts_of(value: object) -> dict[str, Any]:
    """Returns the fields of a value by name, without copying them."""
    return {part.name: getattr(value, part.name) for part in fields(value)}  # type: ignore[arg-type]  # of a class that ``immutable`` made


def _init_of(parts: Sequence[Field[Any]]) -> Callable[..., None]:
    """Returns an ``__init__`` for these fields, as the library writes it: each argument as given, else its default."""
    known: dict[str, object] = {"MISSING": MISSING}
    given: dict[bool, list[str]] = {False: [], True: []}
    lines = list[str]()
    for part in parts:
        name = part.name
        value = name
        if part.default is not MISSING:
            known[f"default_{name}"] = part.default
            value = f"{name}=default_{name}"
        elif part.default_factory is not MISSING:
            known[f"make_{name}"] = part.default_factory
            value = f"{name}=MISSING"
            lines.append(f" if {name} is MISSING: {name} = make_{name}()")
        given[bool(part.kw_only)].append(value)
        lines.append(f" self.{name} = {name}")
    by_name = ["*", *given[True]] if given[True] else []
    head = f"def __init__(self, {', '.join((*given[False], *by_name))}):"
    exec("\n".join((head, *lines, " return")), known)  # noqa: S102  only field names, which are in our own classes
    return cast("Callable[..., None]", known["__init__"])


def _getter(names: Sequence[str]) -> Callable[[object], object]:
    return attrgetter(*names) if names else lambda _: ()
