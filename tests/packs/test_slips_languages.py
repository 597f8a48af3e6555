"""A language is printed only if a named person has checked every sentence of it against the present English words."""

import io
from dataclasses import replace
from datetime import date

import invented_language as invented
import pack_samples as samples
import pdf_reading
import pdfplumber
import pytest

from champion_tui.papers import catalogue
from champion_tui.papers.errors import LanguageNotPrinted, WrongSheet
from champion_tui.papers.pack import pack
from champion_tui.papers.setting import fonts
from champion_tui.papers.slip import languages, sheets
from champion_tui.papers.slip.languages import LanguageState
from champion_tui.papers.wording import language_of

WORDS = catalogue.words_of(samples.BOOK)
ARABIC = language_of(invented.TAG)
EXPORTED = sheets.write(WORDS, ARABIC)
FILLED = invented.filled(EXPORTED)
COUNCIL = "سومهونه فروم {council} شيلل ترط تو رينغ طوع."


def standing(tmp_path, raw, tag=invented.TAG, words=WORDS):
    """Returns the state of a language whose file holds these bytes."""
    (tmp_path / f"{tag}.po").write_bytes(raw)
    (one,) = languages.listed(tmp_path, words)
    return one


def refused(raw, words=WORDS):
    """Returns every reason why a sheet is refused."""
    try:
        return sheets.problems(sheets.read(raw, "sheet.po"), words)
    except WrongSheet as error:
        return error.problems


def test_the_sheet_tells_a_checker_everything():
    """Each sentence has its place, its reader and what must be kept, and the checker need not type any English again."""
    text = EXPORTED.decode()
    assert "Must stay as it is: {council}." in text
    assert "Slip, large print, screen reader" in text
    assert text.count("\nmsgctxt ") == sum(one.translated for one in WORDS.values())
    assert "card-title" not in text
    assert "tell.duty-to-refer" in text or not any(key.startswith("tell.") for key in WORDS)
    assert refused(EXPORTED)[0].endswith("it is not translated yet.")


def test_a_sheet_with_every_sentence_is_taken_and_stands_as_checked(tmp_path):
    """The checker and the day are stored, and the stored file is read back as the same sentences."""
    assert refused(FILLED) == ()
    one = standing(tmp_path, invented.kept(samples.BOOK))
    assert (one.standing, one.checked_by, one.checked_on) == (
        LanguageState.CHECKED,
        "Noor Invented",
        date(2026, 11, 20),
    )
    spoken = languages.wording(tmp_path, "ar", WORDS)
    assert spoken.translations == sheets.read(FILLED, "sheet.po").translations


def changed(old, new):
    """Returns the filled sheet with one text replaced, which must be in it."""
    text = FILLED.decode()
    assert old in text
    return text.replace(old, new, 1).encode()


WHO = 'msgctxt "who-phone"\nmsgid "Someone from {council} will try to ring you."\nmsgstr "'
DANGER = 'msgctxt "danger-hint"\nmsgid "You cannot speak? Press 55 when you are told to."\nmsgstr "'


def with_translation(before, translation):
    """Returns the filled sheet with another translation of one sentence."""
    text = FILLED.decode()
    start = text.index(before) + len(before)
    return (text[:start] + translation + text[text.index('"\n', start) :]).encode()


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (with_translation(WHO, ""), "not translated yet"),
        (with_translation(WHO, "  "), "not translated yet"),
        (with_translation(WHO, "سومهونه شيلل."), "must stand in it as often as in the English: council"),
        (with_translation(WHO, COUNCIL + " {day}"), "must stand in it as often"),
        (with_translation(WHO, COUNCIL + " {council}"), "must stand in it as often"),
        (with_translation(WHO, COUNCIL + " {"), "a brace stands alone"),
        (with_translation(WHO, COUNCIL.replace("{council}", "{council.x}")), "brace"),
        (with_translation(WHO, COUNCIL.replace("{council}", "{council:>9}")), "brace"),
        (with_translation(WHO, COUNCIL + " 7"), "figures"),
        (with_translation(DANGER, "پرهسس 56"), "figures"),
        (with_translation(DANGER, "پرهسس ٥٥"), "figures"),
        (with_translation(WHO, COUNCIL + "\u202e"), "turn figures round"),
        (with_translation(WHO, COUNCIL + "\\n2"), "one line"),
        (with_translation(WHO, COUNCIL + " ط" * 400), "one line of 600"),
        (with_translation(WHO, "Someone from {council} will try to ring you."), "still in English"),
        (with_translation(WHO, COUNCIL + " 中"), "no font here can print Arabic"),
        (changed('msgid "What happens next"', 'msgid "What happens now"'), "English of 'title' was changed"),
        (changed('msgctxt "title"', 'msgctxt "titel"'), "the sentence 'title' is not in it"),
        (changed("X-Champion-Words: ", "X-Champion-Words: 0"), "made from other English words"),
        (changed("Language: ar", "Language: qqq"), "not known"),
        (changed("Language: ar", "Language: en"), "every slip has already"),
        (changed('msgctxt "who-phone"', '#, fuzzy\nmsgctxt "who-phone"'), "fuzzy"),
        (b"no sheet at all", ""),
        (b"x" * 2_000_000, "larger than a sheet"),
    ],
)
def test_a_sheet_that_is_not_right_in_every_sentence_is_refused(raw, why):
    """A sheet with a missing, changed or half-finished sentence, other figures or blanks, or letters that no font has
    is refused with reasons.
    """
    found = refused(raw)
    assert found
    assert any(why in one for one in found), found


def test_a_sheet_from_another_editor_is_taken(tmp_path):
    """Windows line ends, a byte-order mark and comments that an editor adds make no difference."""
    raw = b"\xef\xbb\xbf" + FILLED.replace(b"\n", b"\r\n")
    assert refused(raw) == ()
    assert refused(FILLED.replace(b'\nmsgctxt "title"', b'\n# checked twice\nmsgctxt "title"')) == ()


RENAMED = invented.kept(samples.BOOK, tag="fa").replace(b"Language: fa", f"Language: {invented.TAG}".encode(), 1)
"""A checked sheet of one language under another language's name."""


@pytest.mark.parametrize(
    ("raw", "expected", "words"),
    [
        (EXPORTED, LanguageState.NOT_CHECKED, "nobody has checked it"),
        (FILLED, LanguageState.NOT_CHECKED, "nobody has checked it"),
        (
            invented.kept(samples.BOOK).replace("طويل".encode(), "طوال".encode(), 1),
            LanguageState.NOT_CHECKED,
            "changed after",
        ),
        (invented.kept(samples.BOOK).replace(b"Noor", b"Nora", 1), LanguageState.NOT_CHECKED, "changed after"),
        (RENAMED, LanguageState.NOT_CHECKED, "changed after"),
        (b"broken", LanguageState.CANNOT_READ, "cannot be read"),
        (invented.kept(samples.BOOK, tag="fa"), LanguageState.CANNOT_READ, "is a sheet for Persian"),
    ],
)
def test_what_is_not_checked_is_listed_as_such_and_never_prints(tmp_path, raw, expected, words):
    """An unchecked sheet, one changed later and one under another name are listed with the reason, and refused for printing."""
    one = standing(tmp_path, raw)
    assert one.standing is expected
    assert words in one.words
    with pytest.raises(LanguageNotPrinted, match="does not print"):
        languages.wording(tmp_path, invented.TAG, WORDS)


def test_when_the_words_change_the_language_is_out_of_date_until_it_is_checked_again(tmp_path):
    """One changed English sentence stops the language, and the next sheet keeps every translation that still fits."""
    words = {**WORDS, "title": replace(WORDS["title"], text="What happens now")}
    one = standing(tmp_path, invented.kept(samples.BOOK), words=words)
    assert one.standing is LanguageState.OUT_OF_DATE
    assert "have changed since" in one.words
    with pytest.raises(LanguageNotPrinted, match="have changed since"):
        languages.wording(tmp_path, invented.TAG, words)
    again = sheets.read(sheets.write(words, ARABIC, languages.known(tmp_path, ARABIC)), "again.po")
    assert [entry.key for entry in again.entries if not entry.translation] == ["title"]


def test_a_language_whose_font_is_gone_does_not_print(tmp_path, monkeypatch):
    """A language that was checked on a machine with the font is refused with a message on one without it, and not
    printed as boxes.
    """
    monkeypatch.setattr(fonts, "FAMILIES", fonts.FAMILIES[:2])
    fonts.shipped_characters.cache_clear()
    try:
        one = standing(tmp_path, invented.kept(samples.BOOK))
        assert one.standing is LanguageState.NO_FONT
        assert "no font here can print Arabic" in one.words
        with pytest.raises(LanguageNotPrinted, match="no font"):
            languages.wording(tmp_path, invented.TAG, WORDS)
    finally:
        fonts.shipped_characters.cache_clear()


def test_a_language_nobody_has_is_refused_with_the_way_to_get_it(tmp_path):
    """A language without a file and a name that is no language are refused."""
    with pytest.raises(LanguageNotPrinted, match="nobody has checked it"):
        languages.wording(tmp_path, "so", WORDS)
    with pytest.raises(LanguageNotPrinted, match="no language that is known"):
        languages.wording(tmp_path, "../../ar", WORDS)


def test_no_language_but_english_is_shipped():
    """Only English is shipped, and the invented language is made by the tests."""
    folder = samples.DATA / "languages"
    assert [file.name for file in folder.iterdir()] == ["en.po"]


TWO = replace(samples.source(), beside=invented.wording(samples.BOOK))


@pytest.mark.parametrize("form", ["standard", "large-print", "easy-read"])
def test_two_languages_pass_the_checker_with_their_own_names(tmp_path, form):
    """The paper passes as PDF/UA-1, and tells a screen reader which language each part is in."""
    pack.write_slip(TWO, tmp_path / "slip.pdf", form=form)
    assert not pdf_reading.findings(tmp_path / "slip.pdf")
    raw = pdf_reading.reader((tmp_path / "slip.pdf").read_bytes())
    assert "ar" in _languages(raw.trailer["/Root"]["/StructTreeRoot"])
    assert raw.trailer["/Root"]["/Lang"] == "en-GB"


def _languages(element):
    """Returns every language named in the tree of tags."""
    found, kids = set(), element.get("/K", [])
    if "/Lang" in element:
        found.add(str(element["/Lang"]))
    for kid in kids if isinstance(kids, list) else [kids]:
        held = kid.get_object() if hasattr(kid, "get_object") else kid
        if hasattr(held, "get"):
            found |= _languages(held)
    return found


@pytest.mark.needs("pdftotext")
@pytest.mark.parametrize("form", ["standard", "large-print", "easy-read"])
def test_long_words_of_two_languages_stay_on_the_page_and_apart(tmp_path, form):
    """Even with the longest names nothing is cut off and nothing overlaps."""
    long = replace(TWO, authority_name="Wolverhampton and " * 4)
    pack.write_slip(long, tmp_path / "slip.pdf", form=form)
    pages = list(pdf_reading.pages_of_words(tmp_path / "slip.pdf"))
    assert not pdf_reading.outside(pages, margin=14)


def test_numbers_keep_their_order_within_right_to_left_text(tmp_path):
    """The first part of a number is always to the left of its second part on the same line, as it is dialled."""
    pack.write_slip(TWO, tmp_path / "slip.pdf", form="large-print")
    pairs = 0
    with pdfplumber.open(io.BytesIO((tmp_path / "slip.pdf").read_bytes())) as read:
        for page in read.pages:
            found = page.extract_words(use_text_flow=False, keep_blank_chars=False)
            for first, second in (("01632", "960100"), ("01632", "960001"), ("01632", "960002")):
                for one in (word for word in found if word["text"].startswith(first)):
                    same = [w for w in found if w["text"].startswith(second) and abs(w["top"] - one["top"]) < 3]
                    assert all(word["x0"] > one["x1"] - 1 for word in same)
                    pairs += len(same)
    assert pairs >= 5


def test_in_plain_text_too_a_number_is_held_together_by_its_marks(tmp_path):
    """A text file has no direction of its own, so a number in a right-to-left sentence has marks around it."""
    (_, text), *_ = pack.preview_slip(TWO, "phone-message")
    english, other = text.strip().split("\n")
    assert "\u200e01632 960001\u200e" in other
    assert "\u200e" not in english


def test_days_are_in_words_of_the_language_and_names_stay():
    """Dates come from babel's tables, with digits that every phone and every officer reads."""
    files = dict(pack.preview_slip(TWO, "standard"))
    text = files["next-steps.txt"]
    assert "الاثنين، 7 ديسمبر 2026" in text
    assert "Monday 7 December 2026" in text
    assert text.count("Upper Wold District Council") > 4


def test_every_part_stands_in_english_and_in_the_other_language():
    """Both languages have the same parts in the same order, each with its own heading, and QR codes once."""
    alone = dict(pack.preview_slip(samples.source(), "standard"))["next-steps.txt"]
    both = dict(pack.preview_slip(TWO, "standard"))["next-steps.txt"]
    for line in alone.splitlines():
        assert line.strip() in both
    for key in ("who-heading", "nothing-heading", "tonight-heading", "bring-heading", "mind-heading"):
        assert invented.invented(WORDS[key].text).split()[0] in both


@pytest.mark.parametrize("form", ["plain-card", "phone-message"])
def test_what_must_not_give_away_is_in_english_alone(form):
    """The card and the quiet message are in English alone, because two languages would reveal that an office wrote them."""
    abuse = replace(
        samples.source(answers={"emergency": "fleeing-abuse"}, referral={"safe-to-text": "yes"}), beside=TWO.beside
    )
    for _, text in pack.preview_slip(abuse, form):
        assert text.isascii()


def test_what_the_tree_tells_is_translated_with_its_blanks():
    """If nothing is sent to a council, what to do now is in both languages, with numbers and names filled in."""
    from test_slips_walk import source

    made = source("childrens-services", abuse=False, sent=False)
    told = tuple(text.replace("Childline", "Childline on 0800 1111") for text in made.judgement.tell)
    made = replace(made, judgement=replace(made.judgement, tell=told), beside=invented.wording(made.book))
    text = dict(pack.preview_slip(made, "standard"))["next-steps.txt"]
    text = " ".join(text.split())
    assert "Childline on 0800 1111" in text
    assert "\u200e0800 1111\u200e" in text
    assert text.count(invented.invented("We have not sent anything to housing.").split()[1]) >= 1


def test_a_pack_is_never_held_up_by_a_language(tmp_path):
    """The referral is exported all the same, with its slip in English, and the reason is reported after the export."""
    why = "Somali does not print: nobody has checked it."
    done = pack.write(samples.source(not_beside=why), tmp_path)
    assert (done.folder / "next-steps.pdf").is_file()
    assert list(done.notes) == [f"The slip is in English alone. {why}"]
    with pytest.raises(LanguageNotPrinted, match="nobody has checked it"):
        pack.write_slip(samples.source(not_beside=why), tmp_path / "slip.pdf")
