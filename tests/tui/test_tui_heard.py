"""What a terminal sends: a paste is text and never keys, whatever stands in it, and however it arrives in pieces."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual._xterm_parser import XTermParser
from textual.events import Key, Paste

from champion_tui.tui.shell.terminal.heard import BEGINS, ENDS, Pasting

PIECES = st.one_of(
    st.sampled_from(
        ["\x1b", "\x1b[", "\x1b[2", "[201~", "\r", "\n", "5", "\x1bOQ", "\x1b[31m", "\x1b]0;a\x07", "\x00", BEGINS]
    ),
    st.text(max_size=3),
)


def heard(*pieces):
    """The events that Textual makes of what comes in pieces."""
    parser, pasting = XTermParser(), Pasting()
    passed = [pasting.passed(piece) for piece in pieces]
    return [event for piece in passed if piece for event in parser.feed(piece)]


@given(st.lists(PIECES).map("".join).filter(lambda text: ENDS not in text and not text.endswith("\x1b[201")), st.data())
def test_nothing_of_a_paste_is_a_key(text, data):
    """Whatever is pasted, escapes and all, arrives as one text; the key after it is a key."""
    sent = f"{BEGINS}{text}{ENDS}q"
    cut = sorted(data.draw(st.sets(st.integers(1, len(sent) - 1), max_size=4)))
    events = heard(*(sent[first:last] for first, last in zip([0, *cut], [*cut, len(sent)], strict=True)))
    assert [event.key for event in events if isinstance(event, Key)] == ["q"]
    pasted = [event.text for event in events if isinstance(event, Paste)]
    assert "".join(pasted) == text.replace("\x1b", "").replace("\x00", "")


@pytest.mark.parametrize("keys", ["\x1bOQ", "\x1b[A", "\x1b[20~", "q\r", "\x1b[2~"])
def test_keys_are_what_they_were(keys):
    """Outside of a paste not one sign is held back or changed: Esc is a key, and begins the names of others."""
    pasting = Pasting()
    assert [pasting.passed(sign) for sign in keys] == list(keys)
    assert [pasting.passed(sign) for sign in "\x1b"] == ["\x1b"]
