"""The PDFs: accessible, in reading order, with nothing lost or off the page, and values never read as markup."""

from dataclasses import replace

import pack_samples as samples
import pdf_reading
import pytest

from champion_tui.papers.pack import pack

PDFS = ("referral.pdf", "consent-record.pdf", "next-steps.pdf")
INDIA_AND_BEYOND = ("नमस्ते उदाहरण", "দিলরুবা উদাহরণ", "வணக்கம்", "שלום דוגמה", "สมชาย ตัวอย่าง")
MARKUP = '#panic("x") *bold* _it_ $x^2$ @ref <label> \\ [a] `raw` // = head #set page(width: 1pt)'
LONG = {
    "words": "Wolverhampton ",
    "one-word": "W",
    "right-to-left": "مرحبا بكم ",
    "unprintable": "Ray 😀 中 ",
    "short-lines": "a short line\n",
}


def written(tmp_path, source):
    """Writes the pack and returns its folder."""
    return pack.write(source, tmp_path).folder


def filled(unit):
    """Returns a case whose every field is as long as the form allows, with every code chosen."""
    values = {"paper": "full", "slip-form": "standard"}
    for field in samples.FORM.fields:
        codes = [item.id for item in samples.BOOK.codes.get(field.codes, ()) if not item.alone]
        if field.id in values:
            continue
        if codes:
            values[field.id] = tuple(codes) if field.kind == "many" else codes[-1]
        elif field.kind == "date":
            values[field.id] = "1990-12-31"
        else:
            values[field.id] = (unit * field.longest)[: field.longest]
    whole = samples.source(referral=values, authority_name="The Borough Council of Upper Wold and Lower Wold Together")
    return replace(whole, case=replace(whole.case, agency=values))


@pytest.mark.parametrize("name", PDFS)
def test_each_pdf_passes_the_independent_checker(tmp_path, name):
    """Typst enforces PDF/UA-1 while it writes; an independent checker agrees, and the file claims the standard."""
    file = written(tmp_path, samples.source()) / name
    assert not pdf_reading.findings(file)
    read = pdf_reading.reader(file.read_bytes())
    assert read.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert read.trailer["/Root"]["/Lang"] == "en-GB"
    assert b"pdfuaid:part" in file.read_bytes()


def test_card_and_evidence_pass_the_checker_too(tmp_path):
    """The card and the evidence record meet the same standard."""
    pack.write_slip(samples.source(referral={"paper": "plain-card"}), tmp_path / "card.pdf")
    pack.write_evidence(samples.source(), tmp_path / "evidence.pdf")
    assert not pdf_reading.findings(tmp_path / "card.pdf")
    assert not pdf_reading.findings(tmp_path / "evidence.pdf")


def test_a_pdf_is_dated_by_the_case_and_not_by_a_clock(tmp_path):
    """The date in the file is the time for which the pack was made."""
    for name in PDFS:
        read = pdf_reading.reader((written(tmp_path, samples.source()) / name).read_bytes())
        assert read.metadata.creation_date == samples.AT


def assert_in_order(text, parts):
    """Fails unless each part is in the text, after the previous one."""
    place = 0
    for part in parts:
        found = text.find(part, place)
        assert found >= 0, f"{part!r} does not stand after {text[:place][-60:]!r}"
        place = found + len(part)


def test_the_first_page_tells_the_officer_everything_in_order(tmp_path):
    """Who, where now, by when, what is asked, how to reach them safely, and what not to do are on page one."""
    pages = pdf_reading.page_texts((written(tmp_path, samples.source()) / "referral.pdf").read_bytes())
    assert_in_order(
        pages[0],
        ["Referral to Upper Wold District Council", "Zebedee Example", "Known as Zeb. Born 3 March 1990", "Where now",
         "Prison or other custody", "By when", "Sunday 10 January 2027", "48 days", "What is asked",
         "by Monday 7 December 2026", "Threatened with homelessness", "How to reach them", "phone call", "07700 900123",
         "What not to do", "His brother's flat", "Do not leave a message.", "Referred by", "Ada Sample", "Agreed",
         "not a homelessness application"],
    )  # fmt: skip


def test_the_detail_follows_in_the_portals_order(tmp_path):
    """Every given value comes after page one, in the form's order."""
    pages = pdf_reading.page_texts((written(tmp_path, samples.source()) / "referral.pdf").read_bytes())
    rest = " ".join(pages[1:])
    values = {**samples.AGENCY, **samples.REFERRAL}
    free = [field for field in samples.FORM.fields if not field.codes and field.kind != "date" and field.id in values]
    assert_in_order(rest[rest.index("1. Who is referring") :], [values[field.id] for field in free])


def test_needs_reference_and_page_number_stand_on_every_page(tmp_path):
    """An officer who has page three knows whose it is, and that an interpreter is needed."""
    pages = pdf_reading.page_texts((written(tmp_path, samples.source()) / "referral.pdf").read_bytes())
    assert len(pages) > 1
    for number, text in enumerate(pages, start=1):
        assert "NEEDS: Interpreter: Inventese of the north" in text
        assert "Large print" in text
        assert "UPW-7K3M-2Q" in text
        assert f"page {number} of {len(pages)}" in text


def test_without_a_language_the_banner_still_asks_for_an_interpreter(tmp_path):
    """An unknown language still shows that an interpreter is needed, and a language alone shows it as well."""
    for needs, language, said in (
        (("interpreter",), None, "NEEDS: Interpreter Referral"),
        (("bsl",), "Inventese", "NEEDS: Interpreter: Inventese; British Sign Language Referral"),
        ((), "Inventese", "NEEDS: Interpreter: Inventese Referral"),
    ):
        folder = tmp_path / str(len(said))
        folder.mkdir()
        given = {"communication-needs": needs, "interpreter-language": language}
        text = pdf_reading.text((written(folder, samples.source(referral=given)) / "referral.pdf").read_bytes())
        assert said in text
        assert "Do not let a relative or friend interpret." in text


def test_without_needs_there_is_no_banner(tmp_path):
    """A page without needs has no banner, and ``none`` is no need; an empty banner would teach people to ignore it."""
    for needs in (None, ("none",)):
        folder = written(
            tmp_path, samples.source(referral={"communication-needs": needs, "interpreter-language": None})
        )
        assert "NEEDS" not in pdf_reading.text((folder / "referral.pdf").read_bytes())


@pytest.mark.parametrize("field", ["full-name", "summary", "contact-notes", "do-not-contact-at"])
def test_markup_in_a_value_prints_as_it_is(tmp_path, field):
    """Typst markup in a value is printed unchanged, because the value is passed as data."""
    folder = written(tmp_path, samples.source(referral={field: MARKUP}))
    assert MARKUP in pdf_reading.text((folder / "referral.pdf").read_bytes())


@pytest.fixture(scope="module", params=LONG.values(), ids=LONG)
def long_pack(request, tmp_path_factory):
    """Returns the folder of a pack whose every value is as long as the form allows."""
    return written(tmp_path_factory.mktemp("long"), filled(request.param))


@pytest.mark.needs("pdftotext")
def test_the_longest_values_are_neither_cut_off_nor_laid_over_each_other(long_pack):
    """Every word keeps a margin to each edge, and none overlaps its neighbour."""
    for name in PDFS:
        pages = list(pdf_reading.pages_of_words(long_pack / name))
        assert pages
        assert not pdf_reading.outside(pages, margin=18), name
        assert not pdf_reading.overlapping(pages), name


@pytest.mark.needs("pdftotext")
def test_a_note_of_many_short_lines_runs_over_the_page_and_not_off_it(tmp_path):
    """A text of few characters can have more lines than a page, and continues on the next one."""
    folder = written(tmp_path, samples.source(referral={"risk-notes": "a\n" * 345 + "LASTWORD"}))
    pages = list(pdf_reading.pages_of_words(folder / "referral.pdf"))
    assert not pdf_reading.outside(pages, margin=18)
    assert "LASTWORD" in pdf_reading.text((folder / "referral.pdf").read_bytes())


def test_page_one_is_one_page_whatever_is_filled_in(long_pack):
    """The detail begins on page two, even with the longest values."""
    pages = pdf_reading.page_texts((long_pack / "referral.pdf").read_bytes(), first=2)
    assert "not a homelessness application" in pages[0]
    assert "1. Who is referring" in pages[1]


def test_ten_thousand_characters_come_out_whole(tmp_path):
    """The last word of the longest note is on paper."""
    note = " ".join(f"word{number:04d}" for number in range(1100)) + " LASTWORD"
    folder = written(tmp_path, samples.source(referral={"risk-notes": note}))
    text = pdf_reading.text((folder / "referral.pdf").read_bytes())
    assert all(f"word{number:04d}" in text for number in range(1100))
    assert "LASTWORD" in text


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("王小明", "No font here can print this. See portal-sheet.txt"),
        ("Zoë 😀 Example", "Zoë [?] Example ([?]: no font here can print it. See portal-sheet.txt"),
    ],
)
def test_what_no_font_can_print_is_said_in_its_place(tmp_path, name, printed):
    """No character crashes the program or loses a name: the page says where the original is, and it is there."""
    done = pack.write(samples.source(referral={"full-name": name}), tmp_path)
    assert printed in pdf_reading.text((done.folder / "referral.pdf").read_bytes())
    for file in ("portal-sheet.txt", "referral.json"):
        assert name in (done.folder / file).read_text(encoding="utf-8")
    assert [one.field for one in done.cannot_print] == ["full-name"]
    assert all(character in name for character in done.cannot_print[0].characters)


@pytest.mark.parametrize(
    "name", ["José Ångström-Łukasz", "Иван Петров", "Ελένη", "Nguyễn Văn Đức", "محمد علي", *INDIA_AND_BEYOND]
)
def test_names_of_many_scripts_print(tmp_path, name):
    """Names with accents and in Cyrillic, Greek, Vietnamese, Arabic, Hebrew, Devanagari, Bengali, Tamil and Thai are printed."""
    done = pack.write(samples.source(referral={"full-name": name}), tmp_path)
    assert not done.cannot_print
    assert "No font here" not in pdf_reading.text((done.folder / "referral.pdf").read_bytes())


@pytest.mark.parametrize(
    "name",
    [
        "Bell\x07 Example",
        "\x1b[31mRed\x1b[0m",
        "A\u202eB 90700",
        "nul\x00nul",
        "\ud800lone",
        "tab\there",
        "  ",
        "\u200d",
    ],
)
def test_control_characters_neither_crash_nor_reach_the_paper(tmp_path, name):
    """No character that moves a cursor, reverses digits or cannot be encoded is printed or written to a text file."""
    folder = written(tmp_path, samples.source(referral={"full-name": name}))
    for file in ("portal-sheet.txt", "referral.json"):
        content = (folder / file).read_bytes().decode("utf-8")
        assert not set(content) & set("\x00\x07\x1b\ud800")
    assert "\u202e" not in (folder / "portal-sheet.txt").read_text(encoding="utf-8")


def test_a_case_with_the_bare_minimum_makes_a_whole_pack(tmp_path):
    """One name, one phone and the agreed reason are enough: a person with nothing else is an ordinary case."""
    empty = dict.fromkeys(samples.REFERRAL) | {
        "full-name": "Zebedee",
        "phone": "07700 900123",
        "agreed-reason": "homeless",
    }
    whole = samples.source(referral=empty, contact_by=None, promise_words="", lines=(), chain_head="", consent_words=())
    folder = written(tmp_path, replace(whole, case=replace(whole.case, agency={})))
    text = pdf_reading.text((folder / "referral.pdf").read_bytes())
    assert "as soon as you can" in text
    assert "Nobody has said what is safe" in text
    assert not pdf_reading.findings(folder / "referral.pdf")
