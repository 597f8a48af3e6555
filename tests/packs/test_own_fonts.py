"""An organisation's own fonts: used for characters that no installed font has, read strictly, and never stopping an export."""

import os
import shutil
from pathlib import Path

import pack_samples as samples
import pdf_reading
import pytest
import typst

from champion_tui.papers.document import Document, Paragraph
from champion_tui.papers.errors import CannotSet
from champion_tui.papers.pack import pack
from champion_tui.papers.setting import fonts, own_fonts, typesetter
from champion_tui.papers.setting.fonts import SHIPPED, Fonts
from champion_tui.papers.setting.own_fonts import LARGEST, MOST_FILES
from champion_tui.papers.writers import pdf

NAME = "สมชาย ตัวอย่าง"


@pytest.fixture
def without_thai(monkeypatch):
    """Hides every installed font with Thai, and returns the file of one."""
    thai = next(fonts.folder("fontpkg_noto_sans_thai").glob("*.ttf"))
    monkeypatch.setattr(fonts, "FAMILIES", fonts.FAMILIES[:2])
    fonts.shipped_characters.cache_clear()
    yield thai
    fonts.shipped_characters.cache_clear()


def test_a_font_that_is_laid_there_prints_the_name_at_once(without_thai, tmp_path):
    """Without the font the name cannot be printed; with it, and without a restart, the paper shows it and reports
    nothing missing.
    """
    own = Fonts(tmp_path / "fonts")
    assert own.unprintable(NAME)
    own.own_folder.mkdir()
    shutil.copy(without_thai, own.own_folder / "Thai.TTF")
    assert not own.unprintable(NAME)
    assert own.troubles() == ()
    done = pack.write(samples.source(referral={"full-name": NAME}, fonts=own), tmp_path / "out")
    assert done.cannot_print == ()
    text = pdf_reading.text((done.folder / "referral.pdf").read_bytes())
    assert "No font" not in text
    assert any("\u0e00" <= one <= "\u0e7f" for one in text)
    (own.own_folder / "Thai.TTF").unlink()
    assert own.unprintable(NAME)


def lay(kind, file, thai):
    """Creates one unusable font, by its kind."""
    whole = thai.read_bytes()
    made = {
        "empty": lambda: file.write_bytes(b""),
        "text": lambda: file.write_text("not a font"),
        "cut": lambda: file.write_bytes(whole[: len(whole) // 2]),
        "noise": lambda: file.write_bytes(b"\x00\x01\x00\x00" + b"\xff" * 5_000),
        "endless map": lambda: file.write_bytes(endless_map()),
        "a link": lambda: file.symlink_to(thai),
        "a pipe": lambda: os.mkfifo(file),
        "a folder": file.mkdir,
        "locked": lambda: (file.write_bytes(whole), file.chmod(0)),
        "huge": lambda: sparse(file, LARGEST + 1),
    }
    made[kind]()


def sparse(file, size):
    """Creates a file of that nominal size that takes no room on the disk."""
    with file.open("wb") as opened:
        opened.truncate(size)


def endless_map():
    """Returns a font with one table, whose map claims every four-byte number a thousand times."""
    head = b"\x00\x01\x00\x00\x00\x01" + bytes(6)
    groups = b"".join(bytes(4) + b"\xff\xff\xff\xff" + bytes(4) for _ in range(1_000))
    table = b"\x00\x00\x00\x01\x00\x03\x00\x0a\x00\x00\x00\x0c" + b"\x00\x0c\x00\x00" + bytes(8)
    table += (1_000).to_bytes(4, "big") + groups
    return head + b"cmap" + bytes(4) + (28).to_bytes(4, "big") + len(table).to_bytes(4, "big") + table


KINDS = ("empty", "text", "cut", "noise", "endless map", "a link", "a pipe", "a folder", "locked", "huge")


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_no_usable_font_is_named_and_left_out(without_thai, tmp_path, kind):
    """The font is named in a message, the name is still asked for, and nothing crashes, hangs or stops an export."""
    if kind == "locked" and os.geteuid() == 0:
        kind = "text"  # an administrator may read everything
    own = Fonts(tmp_path / "fonts")
    own.own_folder.mkdir()
    lay(kind, own.own_folder / "Strange.ttf", without_thai)
    (own.own_folder / "OFL.txt").write_text("A licence is no font.")
    assert own.unprintable(NAME)
    (said,) = own.troubles()
    assert "Strange.ttf" in said
    done = pack.write(samples.source(fonts=own), tmp_path / "out")
    assert said in done.notes


def test_other_kinds_of_font_are_said_and_a_licence_is_not(tmp_path):
    """A collection or a web font is reported as ignored; a licence, a note or a hidden file is not."""
    for name in ("a.ttc", "b.woff2", "OFL.txt", "readme.md", ".hidden.ttf"):
        (tmp_path / name).write_bytes(b"x")
    assert [said.split()[1] for said in Fonts(tmp_path).troubles()] == ["a.ttc", "b.woff2"]


def test_more_fonts_than_can_be_meant_are_not_all_read(without_thai, tmp_path):
    """The number of own fonts is limited, so that a person's whole collection does not make each page slow."""
    for number in range(MOST_FILES + 5):
        shutil.copy(without_thai, tmp_path / f"{number:03}.ttf")
    own = Fonts(tmp_path)
    assert not own.unprintable(NAME)
    assert len(own.own().characters) == MOST_FILES
    assert any("only the first" in said for said in own.troubles())


def test_a_folder_that_is_none_or_cannot_be_read_is_said_only_where_it_is_there(tmp_path):
    """A missing folder is the usual case and is not reported; a file in its place is a mistake."""
    assert Fonts(tmp_path / "nothing").troubles() == ()
    (tmp_path / "fonts").write_text("a file")
    assert "cannot be read" in Fonts(tmp_path / "fonts").troubles()[0]
    assert Fonts(tmp_path / "fonts").families() == SHIPPED.families()


def test_private_use_is_no_letter_whatever_a_font_says(monkeypatch):
    """A private-use code is never printed, because it is a different sign on every machine."""
    made = own_fonts.OwnFonts(None, (), (frozenset("\ue000\U000f0000a"),))
    monkeypatch.setattr(own_fonts.OwnFonts, "_set", lambda fonts, held: held)
    assert made.shown(frozenset({"\ue000", "\U000f0000", "a"})) == {"a"}
    assert SHIPPED.unprintable("\ue000\u0378") == "\ue000\u0378"


def test_a_font_that_typst_breaks_off_at_is_not_used(without_thai, tmp_path, monkeypatch):
    """A font is tried before it is used, and an unexpected end of Typst does not end the program."""

    class PanicException(BaseException):
        """Stands for the error that Typst's Python side raises."""

    class Breaking:
        def compile(self, **_):
            raise PanicException

    monkeypatch.setattr(typst, "Compiler", lambda **_: Breaking())
    shutil.copy(without_thai, tmp_path / "Thai.ttf")
    assert Fonts(tmp_path).unprintable(NAME)


def test_a_page_that_own_fonts_cannot_set_after_all_is_set_without_them(without_thai, tmp_path, monkeypatch):
    """The referral is printed in the installed fonts, with a mark for each character that they lack."""
    shutil.copy(without_thai, tmp_path / "Thai.ttf")
    own = Fonts(tmp_path)
    assert not own.unprintable(NAME)
    compiler, refused = typst.Compiler, []

    def refusing(**given):
        files = [Path(font.path) for font in given["font_paths"].fonts() if font.path]
        if Path(given["input"]).name != typesetter.TRIAL_FILE and any(
            own.own().folder in file.parents for file in files
        ):
            refused.append(files)
            raise CannotSet("A font is broken.")
        return compiler(**given)

    monkeypatch.setattr(typst, "Compiler", refusing)
    content = pdf.write(Document("record", "Net", (Paragraph(f"Zoë {NAME}"),)), 0, own)
    assert refused
    assert "No font here can print this" in pdf_reading.text(content)


def test_without_room_for_copies_the_installed_fonts_are_used(without_thai, tmp_path, monkeypatch):
    """If the disk has no room for copies of the own fonts, the paper is set in the installed ones."""

    def full(**_):
        raise OSError(28, "No space left on device")

    shutil.copy(without_thai, tmp_path / "Thai.ttf")
    monkeypatch.setattr(own_fonts.tempfile, "mkdtemp", full)
    assert Fonts(tmp_path).unprintable(NAME)
    assert "No space left on device" in Fonts(tmp_path).troubles()[0]
