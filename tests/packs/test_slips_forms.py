"""The six forms: which is proposed, how each looks on paper, and where QR codes are and must not be."""

import io
import re
from dataclasses import replace

import pack_samples as samples
import pdf_reading
import pdfplumber
import pytest
import segno

from champion_tui.domain.lines.authority import Website
from champion_tui.domain.papers import slip_form
from champion_tui.papers import catalogue
from champion_tui.papers.document import Number
from champion_tui.papers.errors import PackError, WrongSuffix
from champion_tui.papers.pack import pack
from champion_tui.papers.setting import fonts
from champion_tui.papers.slip import slip_papers
from champion_tui.papers.slip.full_slip import digit_by_digit
from champion_tui.papers.writers import pdf

PDFS = (slip_form.STANDARD, slip_form.LARGE_PRINT, slip_form.EASY_READ, slip_form.PLAIN_CARD)
FILES = {
    slip_form.STANDARD: {"next-steps.pdf", "next-steps.txt"},
    slip_form.LARGE_PRINT: {"next-steps-large-print.pdf"},
    slip_form.EASY_READ: {"next-steps-easy-read.pdf"},
    slip_form.PLAIN_CARD: {"card.pdf", "card.txt"},
    slip_form.PHONE_MESSAGE: {"phone-message.txt"},
    slip_form.SCREEN_READER: {"next-steps.txt"},
}


def written(tmp_path, form, source=None):
    """Returns the PDF of a form."""
    file = tmp_path / f"{form}.pdf"
    pack.write_slip(source or samples.source(), file, form=form)
    return file


def codes(document):
    """Returns the QR codes of a document."""
    return [one.scan for one in document.blocks if isinstance(one, Number) and one.scan]


@pytest.mark.parametrize(
    ("needs", "form"),
    [
        ((), "standard"),
        (("none",), "standard"),
        (("interpreter", "large-print"), "large-print"),
        (("large-print", "easy-read"), "easy-read"),
        (("email-or-plain-text",), "screen-reader"),
    ],
)
def test_the_form_that_is_proposed_fits_what_the_person_needs(needs, form):
    """A person who needs large print or easy read gets it without anybody asking for it, and a stored choice takes precedence."""
    assert slip_form.form_choice({}, {"communication-needs": needs}) == form
    assert slip_form.form_choice({}, {"communication-needs": needs, "slip-form": "standard"}) == "standard"


def test_a_kept_choice_that_is_not_safe_is_not_made():
    """A form that was chosen before abuse was mentioned is replaced by the card, and no paper stays no paper."""
    kept = {"slip-form": "easy-read"}
    assert slip_form.form_choice({"emergency": "fleeing-abuse"}, kept) == "plain-card"
    assert slip_form.form_choice({}, {**kept, "paper": "none"}) is None
    assert slip_form.form_choice({}, {"slip-form": "phone-message", "paper": "none", "safe-to-text": "ask"}) == (
        "phone-message"
    )


@pytest.mark.parametrize("form", FILES)
def test_the_pack_holds_the_chosen_form_by_its_names(tmp_path, form):
    """The folder has the form that is stored with the case, and no file of another form."""
    source = samples.source(referral={"slip-form": form})
    names = {file.name for file in pack.write(source, tmp_path).folder.iterdir()}
    slips = {name for name in names if name.startswith(("next-steps", "card", "phone"))}
    assert slips == FILES[form]


def test_a_suffix_that_a_form_does_not_have_is_refused_in_words(tmp_path):
    """A suffix that the form does not have is refused with a sentence: large print is a print, and a text message is no PDF."""
    for form, suffix in (("large-print", ".txt"), ("phone-message", ".pdf"), ("screen-reader", ".pdf")):
        with pytest.raises(WrongSuffix, match="end the name in"):
            pack.write_slip(samples.source(), tmp_path / f"slip{suffix}", form=form)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("form", PDFS)
def test_each_form_passes_the_independent_checker(tmp_path, form):
    """Each form passes as PDF/UA-1, including the alternative text of QR codes."""
    assert not pdf_reading.findings(written(tmp_path, form))


@pytest.mark.needs("pdftotext")
@pytest.mark.parametrize("form", PDFS)
@pytest.mark.parametrize("name", ["W" * 200, "Wolverhampton " * 14, "مرحبا بكم " * 20, "Zoë 😀 中"])
def test_no_form_cuts_off_or_overlays_the_longest_names(tmp_path, form, name):
    """The longest names of helper and council, in any script and with unprintable characters, are not cut off."""
    source = samples.source(authority_name=name)
    agency = {"agency-name": name, "referrer-phone": "01632 960100 ext 1234"}
    file = written(tmp_path, form, replace(source, case=replace(source.case, agency=agency)))
    pages = list(pdf_reading.pages_of_words(file))
    assert not pdf_reading.outside(pages, margin=14)
    assert not pdf_reading.overlapping(pages)


@pytest.mark.parametrize("form", [slip_form.LARGE_PRINT, slip_form.EASY_READ])
def test_large_print_is_large_everywhere(tmp_path, form):
    """The sheet is A4 and no letter is below 18 points, including the last line and the words below a QR code."""
    with pdfplumber.open(io.BytesIO(written(tmp_path, form).read_bytes())) as read:
        assert min(letter["size"] for page in read.pages for letter in page.chars) >= 17.99
        assert {round(page.height / page.width, 2) for page in read.pages} == {1.41}


def test_easy_read_has_one_short_idea_a_line_and_no_jargon():
    """Our sentences have at most twelve words, there is one sentence in a block, and the one technical term is explained."""
    sentences = {key: one.text for key, one in catalogue.english().items() if key.startswith("easy-")}
    assert not [text for text in sentences.values() if len(text.split()) > 12]
    assert not [text for text in sentences.values() if len(re.findall(r"[.?!]", text)) > 1]
    words = " ".join(sentences.values()).lower()
    for jargon in ("refer", "authority", "duty", "officer", "statutory", "applicant", "accommodation", "consent"):
        assert jargon not in words
    assert "an application means" in words


def test_a_screen_reader_reads_digits_and_meets_no_drawn_line():
    """Numbers are read digit by digit with a pause between groups, parts are counted, and no line is drawn with dashes
    or underscores.
    """
    assert digit_by_digit("01632 960001") == "0 1 6 3 2, 9 6 0 0 0 1"
    (_, text), *_ = pack.preview_slip(samples.source(), "screen-reader")
    assert "9 9 9" in text
    assert "999" not in text
    assert not re.search(r"[-=_*]{2,}", text)
    assert re.findall(r"Part (\d) of (\d)", text) == [(str(number), "6") for number in range(1, 7)]
    assert max(map(len, text.splitlines())) <= 78
    assert "7 December 2026" in text


def test_square_codes_ring_confirmed_numbers_only():
    """Each code has the number next to it; an uncertain number and 999 have none; the same text gives the same drawing."""
    document = slip_papers.document(samples.source(), "standard")
    assert [code.holds for code in codes(document)] == ["TEL:01632960001", "TEL:08088004444"]
    assert [code.alt for code in codes(document)] == [
        "QR code that rings 01632 960001",
        "QR code that rings 0808 800 4444",
    ]
    made = segno.make_qr("TEL:01632960001", error="q", boost_error=False)
    assert f'height="{made.symbol_size(border=0)[1]}"' in pdf.drawing("TEL:01632960001")


def test_a_helpline_whose_hours_are_not_certain_has_its_website_to_scan():
    """The slip refers to the website, so the code leads there; only if the address is certain, and only once."""
    source = samples.source()
    site = Website("https://helpline.example.org", samples.SURE)
    national = tuple(replace(one, website=site) for one in samples.BOOK.national)
    lines = tuple(replace(one, hours_confidence="conflicting") if one.id == "shelter" else one for one in source.lines)
    made = replace(source, book=replace(samples.BOOK, national=national), lines=lines)
    found = codes(slip_papers.document(made, "standard"))
    assert [code.holds for code in found] == ["TEL:01632960001", "https://helpline.example.org"]
    assert found[1].words == "Scan for the website of Shelter"


@pytest.mark.parametrize("form", FILES)
def test_where_abuse_appears_nothing_can_be_scanned(form, tmp_path):
    """A scan stays in a phone's history, so with abuse no form has a code, and the card never has one."""
    if form == "phone-message":
        return
    abuse = {"answers": {"emergency": "fleeing-abuse"}, "referral": {"paper": "full"}}
    assert not codes(slip_papers.document(samples.source(**abuse), form))
    assert not codes(slip_papers.document(samples.source(), "plain-card"))
    assert bool(codes(slip_papers.document(samples.source(), form))) == (
        form in {"standard", "large-print", "easy-read"}
    )


def test_without_any_font_nothing_is_printed_and_the_reason_is_said(tmp_path, monkeypatch):
    """A missing font package gives a message and not a page of boxes; text forms are still written."""
    monkeypatch.setattr(fonts, "FAMILIES", (("Nothing", "fontpkg_that_is_not_there"),))
    fonts.shipped_characters.cache_clear()
    try:
        with pytest.raises(PackError):
            pack.write_slip(samples.source(), tmp_path / "slip.pdf")
        pack.write_slip(samples.source(), tmp_path / "slip.txt")
    finally:
        fonts.shipped_characters.cache_clear()
    assert [file.name for file in tmp_path.iterdir()] == ["slip.txt"]


def test_an_empty_case_and_a_very_long_note_make_every_form(tmp_path):
    """A case with a name only, and one with a note of five thousand words that the slip does not use, make every form."""
    empty = dict.fromkeys(samples.REFERRAL) | {
        "full-name": "Zebedee",
        "agreed-reason": "homeless",
        "safe-to-text": "yes",
    }
    note = {"risk-notes": "word " * 5000, "safe-to-text": "yes"}
    for changes in ({"referral": empty, "contact_by": None, "promise_words": "", "lines": ()}, {"referral": note}):
        for form in FILES:
            for name, text in pack.preview_slip(samples.source(**changes), form):
                assert text.strip(), name
                assert "word word" not in text
