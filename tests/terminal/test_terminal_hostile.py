"""A real terminal, and files that try to control it: the program's output sets no title, fills no clipboard, draws over nothing."""

from dataclasses import replace

import pytest
from desk_samples import PASSPHRASE, unlocked_desk
from journeys import AT, START, TITLE, own_folder

from champion_tui.store.keys import vaultfile

OWNED = "\x1b]0;OWNED\x07\x1b]52;c;T1dORUQ=\x07\x1b[5;5HFALSE WORDS\x1b]8;;http://example.org\x07"
CORRECTION = """\
[[correction]]
line = "west-oxfordshire-day"
phone = "01632 960123"
who = "Robin \\u001b]0;OWNED\\u0007\\u001b]52;c;T1dORUQ=\\u0007"
why = "\\u001b[5;5HFALSE WORDS"
on = 2026-11-20
"""


def owned(screen):
    """Returns those parts of the attack that reached the terminal as commands."""
    titles = [title for title in TITLE.findall(screen.raw) if title]
    return [*titles, *(each for each in (b"\x1b]52;", b"\x1b]8;", b"\x1b[5;5HFALSE") if each in screen.raw)]


@pytest.mark.parametrize("name", [OWNED, "[b][/link] Ada", "\x9b5;5HFALSE\u202edlof"])
def test_a_name_in_the_vault_file_does_not_drive_the_terminal(open_terminal, own_home, name):
    """Commands that an attacker writes into a name in ``vault.json``, which is read before any passphrase, are shown as letters."""
    home = own_folder(own_home)
    unlocked_desk(home).vault.lock()
    listed = vaultfile.read(home)
    (own, *others) = listed.slots
    vaultfile.write(home, replace(listed, slots=(replace(own, name=f"Ada {name}"), *others)))
    screen = open_terminal("--at", AT)
    screen.wait_for(START).choose(3).wait_for("Passphrase: Ada").write(PASSPHRASE).press("Enter")
    screen.wait_gone("Opening the vault")
    screen.press("F9").wait_gone("Passphrase")
    assert owned(screen) == []
    assert "\\x" in name or "\x9b".encode() not in screen.raw
    assert "FALSE" not in screen.text
    screen.press("Ctrl+Q").wait_for("Leave?").choose(2)
    assert screen.wait_end() == 0


def test_a_correction_that_was_written_by_hand_does_not_drive_the_terminal(open_terminal, own_home):
    """The name and reason of a correction, which are read without a passphrase, do not control the terminal."""
    local = own_folder(own_home) / "local"
    local.mkdir(parents=True)
    (local / "corrections.toml").write_text(CORRECTION, encoding="utf-8")
    screen = open_terminal("--at", AT)
    screen.wait_for(START).press("F2").wait_for("Cherwell District Council").write("west").wait_for("Robin")
    screen.wait_for("\\x1b]0;OWNED")
    assert owned(screen) == []
