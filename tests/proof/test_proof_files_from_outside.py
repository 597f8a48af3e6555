"""Attacks with files placed where the program looks: pipes, devices, giant files, and text that is slow to read."""

import os

import pytest
from desk_samples import PASSPHRASE, unlocked_desk
from forked import COMMAND_LINE, Forked
from own_home import home_variables

from champion_tui.desk.settings.settings import read_settings
from champion_tui.ground.files import bounded
from champion_tui.papers import catalogue
from champion_tui.papers.slip import languages

COMMANDS = {
    "settings.toml": ("numbers",),
    "local/corrections.toml": ("numbers",),
    "local/closures.toml": ("numbers",),
    "local/bank-holidays.toml": ("dates", "contact", "--sent", "2026-11-20"),
    "local/forms/a.toml": ("data", "check"),
    "languages/so.po": ("slips", "languages"),
    "fonts/a.ttf": ("slips", "languages"),
    "vault.json": ("case", "list"),
    "cases.db": ("case", "list"),
    "cases.db-wal": ("case", "list"),
    "store.lock": ("case", "list"),
    "vault.json.next": ("case", "list"),
    "backups/a.zip": ("vault", "check"),
}
"""A file that the program looks for in its home folder, and a command that does."""


@pytest.fixture(scope="module")
def program():
    """Yields the command line, in a process of its own for each command."""
    made = Forked(COMMAND_LINE)
    yield made
    made.end()


@pytest.mark.parametrize("kind", ["pipe", "device"])
@pytest.mark.parametrize("name", COMMANDS)
def test_nothing_in_the_home_folder_holds_the_program_up(program, tmp_path, name, kind):
    """With a pipe that nobody writes to, or an endless device, in place of each file, the command ends with a message."""
    home = tmp_path / "home"
    unlocked_desk(home).vault.lock()
    (tmp_path / "pp").write_text(PASSPHRASE, encoding="utf-8")
    file = home / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.unlink(missing_ok=True)
    if kind == "pipe":
        os.mkfifo(file)
    else:
        file.symlink_to("/dev/zero")
    needs = ("--passphrase-file", tmp_path / "pp") if COMMANDS[name][0] in {"case", "vault"} else ()
    at = ("--at", "2026-11-23T10:04:31")
    ran = program(*COMMANDS[name], "--home", home, *needs, *at, **home_variables(tmp_path))
    assert "program itself" not in ran.err
    assert ran.code in {0, 6, 7}


SLOW = {
    "keys": ("\n".join(f"k{number} = 1" for number in range(200_000)), "200,000 bytes or fewer"),
    "tables": ("\n".join(f"[packs.authority.k{number}]" for number in range(200_000)), "200,000 bytes or fewer"),
    "a key within a key": (f"{'.'.join('a' * 50_000)} = 1", "nested too deeply"),
    "quoted keys": (" . ".join(['"a.b"'] * 5_000) + " = 1", "nested too deeply"),
    "a table within a table": (f"[{'.'.join('a' * 50_000)}]", "nested too deeply"),
    "lists": (f"area = {'[' * 50_000}", "nested too deeply"),
    "a giant number": (f"area = 0x{'f' * 50_000}", "not a number of thousands of digits"),
    "a giant text": (f'blank_after = "{"x" * 100_000}"', "xxx..."),
}


@pytest.mark.parametrize("kind", SLOW)
def test_settings_that_are_slow_to_read_are_named(tmp_path, kind):
    """For 200,000 keys, nested keys or a huge number there is one short message, and the standard settings apply."""
    text, said = SLOW[kind]
    (tmp_path / "settings.toml").write_text(text, encoding="utf-8")
    found = read_settings(tmp_path)
    assert said in found.trouble
    assert len(found.trouble) < 400
    assert (found.blank_after, found.lock_after) == (60, 600)


def test_long_lists_are_read_in_one_go(tmp_path):
    """Each of ten thousand values is looked up once among those before it, and the first wrong one is named."""
    values = ", ".join(f'"k{number}"' for number in range(10_000))
    (tmp_path / "settings.toml").write_text(f"[packs.email]\nfolder = [{values}]", encoding="utf-8")
    assert "packs.email.folder[0]" in read_settings(tmp_path).trouble


def lay(kind, file):
    """Puts something there that is no readable file."""
    if kind == "pipe":
        os.mkfifo(file)
    elif kind == "device":
        file.symlink_to("/dev/zero")
    else:
        with file.open("wb") as giant:
            giant.truncate(50_000_000_000)


@pytest.mark.parametrize("kind", ["pipe", "device", "huge"])
def test_a_language_that_is_no_file_is_listed_as_unreadable(tmp_path, kind):
    """It is neither waited for nor loaded into memory, and the other languages are listed."""
    lay(kind, tmp_path / "so.po")
    (tmp_path / "fa.po").write_text("nothing", encoding="utf-8")
    listed = {one.language.tag: one for one in languages.listed(tmp_path, catalogue.english())}
    assert set(listed) == {"so", "fa"}
    assert listed["so"].standing is languages.LanguageState.CANNOT_READ
    assert "ordinary file" in listed["so"].words or "larger than 1,000,000 bytes" in listed["so"].words
    assert languages.known(tmp_path, listed["so"].language) == {}


@pytest.mark.parametrize("kind", ["pipe", "device", "huge"])
def test_the_one_reader_refuses_what_has_no_end(tmp_path, kind):
    """Anything but an ordinary file of limited size is an error, a folder too."""
    lay(kind, tmp_path / "file")
    with pytest.raises((bounded.NotOrdinary, bounded.TooLarge)):
        bounded.whole(tmp_path / "file", 1000)
    with pytest.raises(IsADirectoryError):
        bounded.whole(tmp_path, 1000)


def test_the_one_reader_reads_up_to_its_last_byte(tmp_path):
    """It reads up to the limit and not one byte more; a link is followed unless the file must be alone."""
    file, link = tmp_path / "file", tmp_path / "link"
    link.symlink_to(file)
    file.write_bytes(b"x" * 1000)
    assert bounded.whole(link, 1000) == b"x" * 1000
    assert bounded.whole(file, 1000, alone=True) == b"x" * 1000
    with pytest.raises(bounded.TooLarge, match="larger than 999 bytes"):
        bounded.whole(file, 999)
    with pytest.raises(bounded.NotOrdinary, match="it is a link"):
        bounded.whole(link, 1000, alone=True)
    (tmp_path / "second").hardlink_to(file)
    with pytest.raises(bounded.NotOrdinary, match="second name"):
        bounded.whole(file, 1000, alone=True)
