"""Small parts stay small: ceilings for files, functions and classes, and a list of the parts allowed above them."""

import pytest
from source_tree import FUNCTION, definitions, lines_of, name_of, python_files, room_of

FILE_LINES = 300
TEST_FILE_LINES = 500
FUNCTION_LINES = 40
CLASS_LINES = 200
APP_CLASS_LINES = 150

# What may be larger, and why. A part that has shrunk below its ceiling must leave this list.
LARGER: dict[str, str] = {}


def too_large() -> dict[str, str]:
    """Every part above its ceiling, with its size in words."""
    found = {}
    for path in python_files("champion_tui", "bench", "scripts", "tests"):
        in_tests = name_of(path).startswith("tests/")
        lines = len(path.read_text(encoding="utf-8").splitlines())
        ceiling = TEST_FILE_LINES if in_tests else FILE_LINES
        if lines > ceiling:
            found[name_of(path)] = f"{lines} lines, ceiling {ceiling}"
        for name, node in definitions(path):
            ceiling = FUNCTION_LINES if isinstance(node, FUNCTION) else CLASS_LINES
            if room_of(path) == "tui" and name.endswith("App"):
                ceiling = APP_CLASS_LINES
            if lines_of(node) > ceiling:
                found[name] = f"{lines_of(node)} lines, ceiling {ceiling}"
    return found


def test_no_part_is_larger_than_its_ceiling():
    """Files, functions and classes keep to their ceilings, or are listed with the reason."""
    grown = {name: size for name, size in too_large().items() if name not in LARGER}
    assert not grown, "\n".join(f"{name}: {size}" for name, size in sorted(grown.items()))


def test_the_list_of_larger_parts_holds_no_old_names():
    """A part on the list is really above its ceiling and has a reason."""
    now = too_large()
    assert not [name for name in LARGER if name not in now]
    assert all(LARGER.values())


@pytest.mark.parametrize(("lines", "expected"), [(39, 39), (41, 41)])
def test_a_long_function_would_be_seen(lines, expected):
    """The measure counts a function's lines without its docstring."""
    import ast

    body = "\n".join(f"    x{number} = {number}" for number in range(lines - 1))
    node = ast.parse(f'def f():\n    """Say\n    more."""\n{body}\n').body[0]
    assert isinstance(node, ast.FunctionDef)
    assert lines_of(node) == expected
