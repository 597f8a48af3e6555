"""Nothing on screen controls the terminal, wherever the text comes from. ``test_tui_every_screen`` proves that no widget needs
its own filter.
"""

import shutil
from dataclasses import replace

import pytest
from case_desks import READY_WITH_PAPER, desk_with
from case_scenes import CASE_SCENES
from desk_samples import PASSPHRASE, desk_in
from driving import PASSPHRASE_KEYS, TO_OUTCOME, driven
from invented_language import kept
from stand_in_desk import StandInDesk
from terminal_commands import TITLE, driving
from textual.widgets import Input

from champion_tui.desk.errors import Locked
from champion_tui.desk.papers import papers
from champion_tui.desk.papers.printing import printing
from champion_tui.desk.papers.sending import letters
from champion_tui.desk.vault import copies
from champion_tui.store.keys import slots, vaultfile
from champion_tui.store.keys.passphrase import as_bytes

CLIPBOARD, FALSE_WORDS = "\x1b]52;c;T1dORUQ=\x07", "\x1b[5;5HFALSE"
MARKUP = "[b][link=http://example.org]x[/link][/x]"
# -- the sources ------------------------------------------------------------------------------------------------------------

CORRECTION = """\
[[correction]]
line = "cherwell-day"
phone = "01632 960123"
who = "CORRECTOR\\u001b]0;OWNED\\u0007[/x]"
why = "REASON\\u001b]52;c;T1dORUQ=\\u0007"
on = 2026-11-20
"""
SETTINGS = 'area = "AREA\\u001b]0;OWNED\\u0007"\n"KEY\\u001b]0;OWNED\\u0007" = "x"\n'


def hostile(name):
    """Returns a name that sets the title, fills the clipboard, draws over the page and contains Textual's markup."""
    return f"{name}{TITLE}{CLIPBOARD}{FALSE_WORDS}\u202e{MARKUP}"


def rename_everybody(desk):
    """Gives everybody in the vault a hostile name and role, with the signature that a key holder can make."""
    listed = vaultfile.read(desk.home)
    key = slots.opened(listed.vault, listed.people()[0], as_bytes(PASSPHRASE)).key
    own, *others = listed.slots
    second = replace(own, id="0" * 32, name=hostile("SECOND"), role=hostile("ROLE"))
    more = vaultfile.VaultFile(listed.vault, listed.counter, (own, second, *others))
    vaultfile.write(desk.home, slots.signed(more, slots.list_key(listed.vault, key)))


@pytest.fixture(scope="module")
def hostile_files(tmp_path_factory):
    """Returns the home of a desk whose people, corrections, settings, languages and exported files are hostile, and the hostile
    folder of its papers.
    """
    home, folder = (
        tmp_path_factory.mktemp("home"),
        tmp_path_factory.mktemp("papers") / hostile("DOCUMENTS").replace("/", "_"),
    )
    with desk_with(READY_WITH_PAPER) as desk:
        rename_everybody(desk)
        (desk.home / "local").mkdir(exist_ok=True)
        (desk.home / "local" / "corrections.toml").write_text(CORRECTION, encoding="utf-8")
        (desk.home / "settings.toml").write_text(SETTINGS, encoding="utf-8")
        (desk.home / "languages").mkdir(exist_ok=True)
        (desk.home / "languages" / "ar.po").write_bytes(kept(desk.book, who=hostile("CHECKER")))
        desk.vault.opened().store.record_export(
            desk.cases.lists.cases().rows[0].reference, [(str(folder / "pack"), "pack"), (hostile("/SLIP"), "slip")]
        )
        desk.vault.lock()
        shutil.copytree(desk.home, home, dirs_exist_ok=True)
    return home, folder


@pytest.fixture
def hostile_desk(hostile_files, tmp_path, monkeypatch):
    """Yields an unlocked desk on a copy of these files, as after the program's start, with hostile printers and a hostile
    folder for papers.
    """
    files, folder = hostile_files
    for module in (papers, copies, letters):
        monkeypatch.setattr(module, "default_folder", lambda: folder)
    monkeypatch.setattr(printing, "printers", lambda: printing.Printers((hostile("PRINTER"), "Office"), ""))
    desk = desk_in(shutil.copytree(files, tmp_path / "home"))
    desk.vault.unlock(PASSPHRASE, "Ada Invented")
    yield desk
    desk.vault.lock()


@pytest.mark.parametrize("scene", CASE_SCENES, ids=lambda scene: scene.title)
async def test_hostile_names_in_every_file_are_shown_as_escapes(scene, hostile_desk):
    """People, the folder for papers, corrections, settings, printers, languages and exported files are shown as escapes on
    every screen of a case and its help.
    """
    async with driven(*scene.keys, desk=hostile_desk, size=(160, 60)) as run:
        shows_escapes(run)
        await run.go("f1")
        shows_escapes(run)


def shows_escapes(run):
    """Asserts that nothing on the screen controls the terminal, and that false text is shown after its spelled-out command."""
    assert driving(run) == []
    assert "FALSE" not in run.text or "\\x1b[5;5HFALSE" in run.text


@pytest.mark.parametrize(
    ("keys", "source"),
    [
        ((), "KEY"),
        (("8",), "SECOND"),
        (("8",), "ROLE"),
        (("4",), "/SLIP"),
        (("4",), "DOCUMENTS"),
        (("f2", *"cherwell"), "CORRECTOR"),
        (("3", "1", "7", "f4", "5", "1"), "PRINTER"),
    ],
)
async def test_each_hostile_source_is_read_on_a_screen(keys, source, hostile_desk):
    """Each hostile source is shown on some screen with its commands as letters, so the walk above tests it."""
    async with driven(*keys, desk=hostile_desk, size=(160, 60)) as run:
        assert f"{source}\\x1b]0;OWNED\\x07" in "".join(run.text.split())


async def test_what_an_error_says_and_a_notice_is_shown_as_escapes():
    """An error about a hostile name puts no command into its message, its advice or the line of keys."""
    desk = StandInDesk()
    desk.vault.unlock = lambda *given, **more: (_ for _ in ()).throw(Locked(hostile("WRONG"), hostile("WAY")))
    async with driven(*TO_OUTCOME, "enter", *PASSPHRASE_KEYS, "enter", desk=desk, size=(160, 40)) as run:
        run.app.guard.say(hostile("NOTICE\n\t"))
        await run.settle()
        assert all(f"{word}\\x1b]0;OWNED" in "".join(run.text.split()) for word in ("WRONG", "WAY", "NOTICE"))
        assert driving(run) == []


async def test_one_persons_name_that_is_no_markup_does_not_stop_the_app():
    """The only name in the vault is shown over the passphrase box as it is written, even if it is invalid markup."""
    async with driven(*TO_OUTCOME, "enter", desk=StandInDesk(people=(hostile("NAME"),)), size=(200, 24)) as run:
        assert f"NAME\\x1b]0;OWNED\\x07\\x1b]52;c;T1dORUQ=\\x07\\x1b[5;5HFALSE\\u202e{MARKUP}" in run.text
        assert driving(run) == []


async def test_a_path_in_a_box_stays_what_it_is(hostile_desk):
    """A folder with an escape in its name is drawn with a replacement sign, and the box still holds the real path."""
    async with driven("3", "1", "7", "enter", desk=hostile_desk, size=(200, 24)) as run:
        box = run.app.screen.query_one("#target", Input)
        assert TITLE in box.value
        box.value = f"/BOX{TITLE}"
        await run.settle()
        assert "/BOX\ufffd]0;OWNED\n" in run.text
        assert box.value == f"/BOX{TITLE}"
        assert driving(run) == []


async def test_what_is_copied_drives_nothing_that_it_is_pasted_into():
    """The terminal is asked to take the text without its commands."""
    async with driven() as run:
        run.app.clip.fill(f"Zebedee{TITLE} Example")
        assert run.app.clip.text == "Zebedee]0;OWNED Example"
