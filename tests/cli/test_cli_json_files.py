"""Files are read strictly: each possible mistake has its own sentence."""

import json

import pytest
from command_line import streams

from champion_tui.cli.json_files import LARGEST, read_object, repeated_keys
from champion_tui.ground.answers import WrongValue


def expected_of(file):
    """Returns the expected words of the problem that reading ``file`` raises, whose key must be ``file``."""
    with pytest.raises(WrongValue) as caught:
        read_object(str(file))
    assert caught.value.problem.key == "file"
    assert caught.value.problem.given == str(file)
    return caught.value.problem.expected


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "JSON (line 1, column 1"),
        (b"{", "JSON (line 1, column 2"),
        (b'{"a": 1,}', "JSON (line 1, column"),
        (b'{"a": NaN}', "ordinary numbers (NaN is none)"),
        (b'{"a": -Infinity}', "ordinary numbers (-Infinity is none)"),
        (b'{"a": 1e999}', "ordinary numbers (1e999 is none)"),
        (b'{"a": ' + b"9" * 5000 + b"}", "ordinary numbers"),
        (b"[1]", "a JSON object"),
        (b"null", "a JSON object"),
        (b'"text"', "a JSON object"),
        (b'{"a": "\xff"}', "UTF-8 text (byte 7 is not)"),
        ('{"a": 1}'.encode("utf-16"), "UTF-8 text"),
        (b"\x00" * 10, "JSON (line 1"),
        (b'{"a": ' + b"[" * 100_000, "nested so deeply"),
        (b'{"a": ' + b"[" * 30 + b"]" * 30 + b"}", "nested so deeply"),
        (b" " * (LARGEST + 1), "bytes or fewer"),
    ],
)
def test_each_thing_that_is_wrong_with_a_file_is_said(tmp_path, content, words):
    """A file that is not JSON, not an object, not UTF-8, too large or too deep is refused by name, without a traceback."""
    file = tmp_path / "file.json"
    file.write_bytes(content)
    assert words in expected_of(file)


def test_a_file_that_cannot_be_opened_is_named(tmp_path):
    """A missing file, a folder and an impossible file name are reported as unreadable."""
    assert "No such file" in expected_of(tmp_path / "missing.json")
    assert "directory" in expected_of(tmp_path)
    assert "can be read" in expected_of("a\0b")


def test_an_endless_file_is_too_large_and_not_awaited():
    """An endless device is read only up to the limit."""
    assert "bytes or fewer" in expected_of("/dev/zero")


def test_a_dash_is_standard_input():
    """The object may come through a pipe, with or without a byte-order mark."""
    with streams(b'\xef\xbb\xbf{"a": "\xc3\xa9"}'):
        assert read_object("-") == {"a": "é"}


def test_closed_standard_input_is_said(monkeypatch):
    """A program started without standard input reports that."""
    monkeypatch.setattr("sys.stdin", None)
    assert "standard input that is open" in expected_of("-")


def test_repeated_keys_are_found_wherever_they_are(tmp_path):
    """Every repeated key is reported with its path and its repeated value, in the file's order."""
    file = tmp_path / "file.json"
    file.write_text('{"a": 1, "b": [{"c": 1, "c": 2}], "a": 3, "d": {"e": {"f": 0, "f": []}}}', encoding="utf-8")
    assert list(repeated_keys(read_object(str(file)))) == [("a", 3), ("b[0].c", 2), ("d.e.f", [])]
    assert list(repeated_keys(json.loads('{"a": {"b": 1}}'))) == []
