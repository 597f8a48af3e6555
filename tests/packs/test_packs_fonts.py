"""The list of characters is read from the fonts themselves, and agrees with what Typst can set."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from champion_tui.ground.plain_text import clean
from champion_tui.papers.document import Document, Paragraph
from champion_tui.papers.errors import CannotSet
from champion_tui.papers.setting import font_files, fonts, typesetter
from champion_tui.papers.setting.fonts import SHIPPED, Fonts
from champion_tui.papers.writers import pdf


def test_the_families_that_papers_need_are_installed():
    """Atkinson Hyperlegible is first, then fonts with more scripts, and each family's folder has font files."""
    assert fonts.families()[:3] == ("Atkinson Hyperlegible", "Noto Sans", "Noto Sans Arabic")
    assert all(list(folder.glob("*.ttf")) for folder in fonts.folders())


def test_typst_sets_every_character_that_the_fonts_are_said_to_hold(monkeypatch):
    """Of several thousand characters none is wrongly counted as printable, because one would cost a whole page."""

    def refuse(data):
        raise AssertionError("Typst refused a character that the fonts' maps hold")

    monkeypatch.setattr(pdf, "only_safe", refuse)
    held = frozenset().union(*fonts.shipped_characters())
    known = sorted(one for one in held if clean(one) == one and not SHIPPED.missing(f"a {one}"))
    assert len(known) > 3000
    for start in range(0, len(known), 500):
        words = " ".join(known[start : start + 500])
        assert pdf.write(Document("record", "All", (Paragraph(words),)), 0).startswith(b"%PDF")


@pytest.mark.parametrize("text", ["😀", "中", "\ue123", "ᚠ"])
def test_typst_refuses_what_the_fonts_are_said_not_to_hold(text):
    """No character that can be printed is replaced by the marker."""
    assert SHIPPED.unprintable(text) == text
    document = Document("record", "One", (Paragraph(text),))
    with pytest.raises(CannotSet):
        typesetter.typeset(
            pdf.data_folder() / "templates" / "record.typ", pdf.page_data(document), 0, SHIPPED.folders()
        )


@pytest.mark.parametrize("text", ["e\u0301", "Å", "a\u200db", "ﬁ", "x\ufe0f", "ậ"])
def test_what_can_be_put_together_from_parts_is_printable(text):
    """Joined accents, joiners and variation marks count as printable."""
    assert not SHIPPED.unprintable(text)


def test_a_page_that_typst_refuses_after_all_is_set_without_the_unusual_characters(monkeypatch):
    """If the list of characters is wrong, one page loses some characters, but the referral is printed."""
    monkeypatch.setattr(Fonts, "missing", lambda fonts, text: frozenset())
    content = pdf.write(Document("record", "Net", (Paragraph("Zoë 😀 kept"),)), 0)
    assert content.startswith(b"%PDF")


def test_a_missing_font_package_is_left_out_not_an_error(monkeypatch):
    """A missing font package is left out and is no error, because optional scripts may not be installed."""
    monkeypatch.setattr(fonts, "FAMILIES", (("Nothing", "fontpkg_that_is_not_there"), *fonts.FAMILIES))
    assert "Nothing" not in fonts.families()


def test_a_font_without_a_unicode_map_holds_nothing():
    """A damaged font or a symbol font counts as having no characters."""
    assert not list(font_files.characters_in(b"\x00\x01\x00\x00\x00\x00" + bytes(6)))


@given(st.text(st.sampled_from("ab é\n\u0301\u200d\ufe0f\u0915\u094d\u0e33\u0628\u064b"), max_size=12))
def test_the_signs_of_a_text_are_its_clusters_each_once(text):
    """Marks, joiners and selectors after letters, spaces, line ends and each other are included; together the clusters
    are the text.
    """
    assert font_files.signs(text) == set(font_files.clusters(text))
    assert "".join(font_files.clusters(text)) == text
    for one in font_files.clusters(text):
        follows = [other in "\u200d\ufe0f" or unicodedata.category(other).startswith("M") for other in one[1:]]
        assert all(follows), one
