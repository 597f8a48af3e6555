"""``@immutable`` compared with ``@dataclass(frozen=True, slots=True)``: the same class in every way that the program
uses, except assignment.
"""

from collections.abc import Callable
from dataclasses import KW_ONLY, asdict, dataclass, field, fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from champion_tui.ground.values import immutable


def _kinds(decorate: Callable[[type], type]) -> list[type]:
    """Returns a class of each shape that the program has, made by ``decorate``."""

    @decorate
    class Nothing:
        """A class without parts."""

    @decorate
    class One:
        """A class with one part, which may be unhashable."""

        part: Any

    @decorate
    class Several:
        """A class with defaults, one part that is not compared and one that is not shown."""

        part: Any
        other: Any = 1
        uncompared: Any = field(default=None, compare=False)
        secret: Any = field(default="s", repr=False)
        made: Any = field(default_factory=tuple)

    @decorate
    class Named:
        """A class whose parts are given by name."""

        _: KW_ONLY
        part: Any = 0

    @decorate
    class Below(Named):
        """A class with the parts of its base class and one of its own."""

        more: Any = 2

    @decorate
    class Own:
        """A class with its own comparison, hash and representation."""

        part: Any

        def __eq__(self, other: object) -> bool:
            return True

        def __hash__(self) -> int:
            return 7

        def __repr__(self) -> str:
            return "own"

    return [Nothing, One, Several, Named, Below, Own]


OURS = _kinds(immutable)
LIBRARYS = _kinds(dataclass(frozen=True, slots=True))
PARTS = st.recursive(st.none() | st.integers(0, 2) | st.sampled_from(("", "a")), st.lists, max_leaves=3) | st.just((1,))


@st.composite
def shape_and_two(draw: st.DrawFn) -> tuple[int, dict[str, Any], dict[str, Any]]:
    """Draws a class and the arguments for two values, which differ in one part at most."""
    which = draw(st.integers(0, len(OURS) - 1))
    names = [part.name for part in fields(LIBRARYS[which])]
    one = draw(
        st.fixed_dictionaries(dict.fromkeys(names[:1], PARTS), optional=dict.fromkeys((*names[1:], "wrong"), PARTS))
    )
    other = {**one, draw(st.sampled_from(names)): draw(PARTS)} if names else one
    return which, one, other


def outcome(act: Callable[[], object]) -> object:
    """Returns the value, or the kind of error."""
    try:
        return act()
    except (TypeError, AttributeError) as error:
        return type(error)


@given(shape_and_two())
def test_values_are_made_compared_hashed_and_shown_as_dataclasses_are(
    drawn: tuple[int, dict[str, Any], dict[str, Any]],
) -> None:
    """For any arguments both refuse them, or make values that are equal, hash, show, copy and unpack alike."""
    which, one, other = drawn

    def all_of(kind: type) -> list[object]:
        if isinstance(made := outcome(lambda: kind(**one)), type):
            return [made]
        second = outcome(lambda: kind(**other))
        return [
            repr(made),
            made == second,
            made == kind(**one),
            made != object(),
            outcome(lambda: hash(made) == hash(kind(**one))),
            outcome(lambda: replace(made, part=3) == made),
            asdict(made),
        ]

    assert all_of(OURS[which]) == all_of(LIBRARYS[which])


@pytest.mark.parametrize(
    ("ours", "librarys"), list(zip(OURS, LIBRARYS, strict=True)), ids=[kind.__name__ for kind in OURS]
)
def test_they_have_the_same_parts_and_no_others(ours: type, librarys: type) -> None:
    """Names, order and match patterns are the same, and neither can hold another attribute."""
    assert [part.name for part in fields(ours)] == [part.name for part in fields(librarys)]
    assert ours.__match_args__ == librarys.__match_args__
    assert "__dict__" not in dir(ours)


def test_values_of_two_kinds_are_never_equal() -> None:
    """A value never equals one of another class that has the same parts."""
    _, one, several, *_ = OURS
    assert one(1) != several(1)
    assert one(1) != LIBRARYS[1](1)


def test_each_part_counts_but_for_those_that_are_not_compared() -> None:
    """Two values that differ in one part are equal, with equal hashes, if and only if that part is not compared."""
    several = OURS[2]
    for name in ("part", "other", "uncompared", "secret", "made"):
        one, other = (several(**{"part": 0, name: given}) for given in ("a", "b"))
        assert ((one == other), (hash(one) == hash(other))) == (name == "uncompared", name == "uncompared")
