"""The text extracted from a PDF equals the original, by three extractors, in the languages of the people it is about.

The table in ``docs/papers.md`` is made here: run this file to print it.
"""

import functools
import io
import subprocess
import sys
import unicodedata
from pathlib import Path

import pdf_reading
import pdfplumber
import pikepdf
import pytest
from names_of_the_world import LEFT_TO_RIGHT, NAMES, RIGHT_TO_LEFT
from PIL import Image, ImageChops, ImageFilter
from pypdf import PdfReader

from champion_tui.papers.document import Document, Pairs, Paragraph
from champion_tui.papers.setting import pdf_text, typesetter
from champion_tui.papers.setting.fonts import SHIPPED
from champion_tui.papers.writers import pdf

PAPERS = Path(__file__).parents[2] / "docs" / "papers.md"
STEERING = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C))
"""The marks with which ``pdftotext`` shows direction, and those that our own setting must not leave in a text."""


@functools.cache
def page(name, unmended=False):
    """Returns a paper with a name in a row and in a heading, set once for all tests that read it."""
    paper = Document("record", "A page", (Pairs((("Full name", (name,)),)), Paragraph(name, "large")))
    if not unmended:
        return pdf.write(paper, 0)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(typesetter, "is_plain", lambda data: True)
        return pdf.write(paper, 0)


def by_poppler(content):
    """Returns the text by ``pdftotext``, without the marks that it adds."""
    run = subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True, timeout=60)
    return run.stdout.decode().translate(STEERING)


def by_pypdf(content):
    """Returns the text by ``pypdf``, in the order of the file."""
    return "\n".join(one.extract_text() for one in PdfReader(io.BytesIO(content)).pages)


def by_pdfplumber(content):
    """Returns the text by ``pdfplumber``, from left to right by the places of the glyphs."""
    with pdfplumber.open(io.BytesIO(content)) as read:
        return "\n".join(one.extract_text() for one in read.pages)


EXTRACTORS = {"pdftotext": by_poppler, "pypdf": by_pypdf, "pdfplumber": by_pdfplumber}


def comes_out(name, read):
    """Returns ``yes``, ``from the left`` (the letters as they are on the page, from left to right), or ``no``."""
    wanted = unicodedata.normalize("NFC", name)
    return "yes" if read.count(wanted) == 2 else "from the left" if read.count(wanted[::-1]) == 2 else "no"


@functools.cache
def found(name):
    """Returns how each extractor reads a name; the table in the docs has what the tests have read."""
    content = page(name)
    return {tool: comes_out(name, extract(content)) for tool, extract in EXTRACTORS.items()}


def table():
    """Returns the rows of the table in the docs."""
    rows = [f"| language | {' | '.join(EXTRACTORS)} |", f"|---|{'---|' * len(EXTRACTORS)}"]
    rows += [f"| {language} | {' | '.join(found(name).values())} |" for language, name in sorted(NAMES.items())]
    return "\n".join(rows)


@pytest.mark.needs("pdftotext")
@pytest.mark.parametrize("language", LEFT_TO_RIGHT)
def test_a_name_comes_out_of_three_extractors_as_it_was_typed(language):
    """No letter is doubled or lost, no space is added within a word, and the normal form is the typed one."""
    assert set(found(LEFT_TO_RIGHT[language]).values()) == {"yes"}


@pytest.mark.needs("pdftotext")
@pytest.mark.parametrize("language", RIGHT_TO_LEFT)
def test_a_name_from_right_to_left_comes_out_whole(language):
    """An extractor that knows reading order returns it, and one that does not returns the letters from left to right."""
    assert found(RIGHT_TO_LEFT[language]) == {"pdftotext": "yes", "pypdf": "yes", "pdfplumber": "from the left"}


@pytest.mark.needs("pdftotext")
def test_the_table_in_the_docs_is_what_comes_out():
    """The table in the docs equals what the tests extract, so that a person who relies on search or copy knows what to expect."""
    assert table() in PAPERS.read_text(encoding="utf-8")


@pytest.mark.parametrize("language", NAMES)
def test_the_tags_hold_the_same_letters(language):
    """Assistive software gets each letter once without ``ActualText``, and there is none."""
    letters = sorted(unicodedata.normalize("NFC", 2 * NAMES[language]).replace(" ", ""))
    content = page(NAMES[language])
    read = [one for part in _marked(content) for one in part if not one.isspace()]
    given = sorted(read)
    assert all(given.count(one) >= letters.count(one) for one in letters)
    assert len(read) == len(letters) + len("Apage" + "Fullname" + "page1of1")
    with pikepdf.open(io.BytesIO(content)) as opened:
        assert b"ActualText" not in b"".join(one.Contents.read_bytes() for one in opened.pages)


def _marked(content):
    """Yields the text of each marked part of a page, by its font's character map."""
    with pdfplumber.open(io.BytesIO(content)) as read:
        for one in read.pages:
            yield "".join(char["text"] for char in one.chars)


@pytest.mark.parametrize("language", NAMES)
def test_nothing_that_steers_the_setting_is_part_of_the_text(language):
    """The text has no mark of direction and no isolate, so a copied name is only the name."""
    assert not set(by_pypdf(page(f"Ring {NAMES[language]} on 01632 960 001"))) & set(map(chr, STEERING))


@pytest.mark.parametrize("language", NAMES)
def test_no_letter_under_an_accent_is_lost(language):
    """If a font has an accent and not its letter, Typst prints the accent alone, so such a font never comes first:
    every cluster that is not an accent by itself has a width.
    """
    with pdfplumber.open(io.BytesIO(page(NAMES[language]))) as read:
        flat = [one["text"] for one in read.pages[0].chars if one["x1"] - one["x0"] <= 0]
    assert not [one for one in flat if unicodedata.category(one[0])[0] == "L"]


def test_a_family_that_has_letter_and_accent_comes_before_one_that_has_the_accent():
    """If nothing is lost, the first family stays the one that is easiest to read."""
    assert SHIPPED.families_for("Nguyễn Thị Ánh")[0] == "Atkinson Hyperlegible"
    assert SHIPPED.families_for("Ẹ́kúndayọ̀")[0] == "Noto Sans"
    assert SHIPPED.families_for("Ива́н")[0] == "Noto Sans"
    assert sorted(SHIPPED.families_for("Ẹ́kúndayọ̀")) == sorted(SHIPPED.families())


@pytest.mark.needs("pdftoppm")
@pytest.mark.parametrize("language", NAMES)
def test_the_page_looks_as_it_did(language, tmp_path):
    """Letters made of several glyphs are drawn with the same outlines at the same places, except for the fraction of a
    dot by which a page is rounded when it is drawn.
    """
    before, after = (picture(page(NAMES[language], unmended=kept), tmp_path / f"{kept}.pdf") for kept in (True, False))
    differs = ImageChops.difference(*(one.filter(ImageFilter.GaussianBlur(1.5)) for one in (before, after)))
    assert max(most for _, most in differs.getextrema()) < 80


def picture(content, file):
    """Returns the page, drawn sharply enough to show a dot that moved."""
    file.write_bytes(content)
    subprocess.run(["pdftoppm", "-r", "150", "-png", "-singlefile", str(file), str(file)], check=True, timeout=60)
    with Image.open(f"{file}.png") as drawn:
        return drawn.convert("RGB")


@pytest.mark.parametrize(
    "language", ["Vietnamese", "Yoruba", "Arabic with vowel signs", "Hindi", "Hebrew with vowel signs"]
)
def test_mended_pages_pass_the_independent_checker_and_are_the_same_bytes_each_time(language, tmp_path):
    """The page passes as PDF/UA-1 as before, and the same case gives the same bytes. The last page is set in this test: ``papers_once``
    may give another test's page to whoever asks first.
    """
    content = page(NAMES[language])
    (tmp_path / "page.pdf").write_bytes(content)
    assert not pdf_reading.findings(tmp_path / "page.pdf")
    assert b"pdfuaid:part" in content
    assert content == page.__wrapped__(NAMES[language]) == page.__wrapped__(NAMES[language])


@pytest.mark.needs("pdftotext")
def test_what_is_called_plain_needs_no_mending():
    """Each such character is extracted unchanged by all three extractors, without mending."""
    plain = "".join(sorted(one for one in typesetter.PLAIN if one.isprintable() and not one.isspace()))
    rows = [plain[start : start + 20] for start in range(0, len(plain), 20)]
    content = pdf.write(Document("record", "A page", tuple(map(Paragraph, rows))), 0)
    assert typesetter.is_plain(plain)
    for tool, extract in EXTRACTORS.items():
        read = extract(content)
        assert [row for row in rows if unicodedata.normalize("NFC", row) not in read] == [], tool


def test_a_font_that_is_no_truetype_is_left_as_it_is():
    """An organisation's own font may be of any kind, and its page is not lost for that reason."""
    content = page(NAMES["Vietnamese"], unmended=True)
    with pikepdf.open(io.BytesIO(content)) as opened:
        for font in opened.pages[0].resources["/Font"].values():
            font.DescendantFonts[0].FontDescriptor.FontFile2 = opened.make_stream(b"OTTO and no more")
        broken = io.BytesIO()
        opened.save(broken)
    assert by_pypdf(pdf_text.as_typed(broken.getvalue())) == by_pypdf(content)


if __name__ == "__main__":
    sys.stdout.write(table() + "\n")
