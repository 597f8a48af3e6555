"""Values: what is never changed once it is made, and equals another of the same kind with the same parts.

``@immutable`` makes the class that ``@dataclass(frozen=True, slots=True)`` makes, with two differences (ADR 040). It takes a tenth of the time,
which somebody waits for at every start: of six methods that the library would write as text and compile, only ``__init__`` is, and
that when the first value of the class is made. And that nothing is changed is checked by mypy, before the program runs, instead of at
each assignment while it runs. ``replace``, ``fields`` and ``field`` of ``dataclasses`` work as ever; parts that are only given by name
stand below ``_: KW_ONLY``.
"""

from collections.abc import Callable, Sequence
from dataclasses import MISSING, Field, dataclass, field, fields
from operator import attrgetter
from typing import Any, TypeVar, cast, dataclass_transform

Kind = TypeVar("Kind")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def immutable(cls: type[Kind]) -> type[Kind]:
    """The class as a value. Of comparing, hashing and showing, what it says itself stays; else each part counts, but for those that are
    not to be compared or shown.
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
        # From now on the class has the method that it needs: of the classes that a start loads, it uses less than half.
        made.__init__ = written = _init_of(parts)  # type: ignore[method-assign]  # what the decorator would have made
        written(self, *given, **named)

    for name, method in (("__init__", begun), ("__eq__", equal), ("__hash__", hashed), ("__repr__", in_words)):
        if name not in cls.__dict__:
            setattr(made, name, method)
    return made


def parts_of(value: object) -> dict[str, Any]:
    """The parts of a value by name, themselves and no copies of them."""
    return {part.name: getattr(value, part.name) for part in fields(value)}  # type: ignore[arg-type]  # of a class that ``immutable`` made


def _init_of(parts: Sequence[Field[Any]]) -> Callable[..., None]:
    """``__init__`` for these parts, as the library writes it: each as it is given, else its default."""
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
    exec("\n".join((head, *lines, " return")), known)  # noqa: S102  names of parts alone, which are in our own classes
    return cast("Callable[..., None]", known["__init__"])


def _getter(names: Sequence[str]) -> Callable[[object], object]:
    return attrgetter(*names) if names else lambda _: ()
