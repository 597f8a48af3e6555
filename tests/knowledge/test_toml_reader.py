"""The compiled TOML reader compared with the standard library's: the same values and the same messages for any text."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from source_tree import ROOT

from champion_tui.ground.tables import DataError, toml_values

SHIPPED = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "data").glob("**/*.toml"))]
PIECES = (*"\"'[]{}=,.\\\n\r\t #0a-_:TZ+ex\x00é", '"""', "'''", "[[", "true", "nan", "2026-06-30", "\\u00e9", "a = ")


def as_read(text: str) -> object:
    """Returns what the program reads from a text: values, or the message of its error."""
    try:
        return toml_values(text.encode(), "x.toml")
    except DataError as error:
        return error.expected


def as_the_standard_library_reads(text: str) -> object:
    """Returns the expected result."""
    try:
        return tomllib.loads(text)
    except ValueError as error:
        return f"TOML ({error})"


@st.composite
def spoiled(draw: st.DrawFn) -> str:
    """A piece of a shipped file with something inserted, removed or cut off."""
    text = draw(st.sampled_from(SHIPPED))
    start = draw(st.integers(0, max(0, len(text) - 300)))
    text = text[start : start + draw(st.integers(0, 300))]
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(st.sampled_from(PIECES)) + text[at + draw(st.integers(0, 3)) :]
    return text


def test_every_shipped_file_is_read_as_the_standard_library_reads_it() -> None:
    """Every file in data/ has the values that Python itself reads."""
    assert len(SHIPPED) > 25
    assert [as_read(text) for text in SHIPPED] == [as_the_standard_library_reads(text) for text in SHIPPED]


@given(st.one_of(spoiled(), st.lists(st.sampled_from(PIECES)).map("".join)))
def test_spoiled_text_is_read_or_refused_in_the_standard_librarys_words(text: str) -> None:
    """A mistake in a file gives the standard library's message, with its line and column."""
    assert repr(as_read(text)) == repr(as_the_standard_library_reads(text))


@pytest.mark.parametrize("levels", [399, 402, 100_000])
@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ("{a=", "}")], ids=["lists", "tables"])
def test_nesting_without_end_is_refused_and_ends_no_process(levels: int, opening: str, closing: str) -> None:
    """Compiled code has no recursion limit of its own, so too deep nesting must raise an error and not end the process."""
    text = f"a={opening * levels}{'1' if opening != '[' else ''}{closing * levels}"
    assert isinstance(as_read(text), dict) if levels < 400 else as_read(text) == "TOML (it is nested too deeply)"
