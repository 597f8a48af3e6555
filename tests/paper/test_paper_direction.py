"""Numbers, addresses and codes are printed from left to right as they were typed, within text of any direction.

The tests read the places of the glyphs, as an officer's eye does.
"""

import re
from collections import defaultdict
from dataclasses import replace

import every_paper
import pack_samples as samples
import paper_samples
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from champion_tui.papers.document import (
    Beside,
    Blank,
    Bullets,
    Callout,
    Document,
    Fact,
    Facts,
    Heading,
    Number,
    Pairs,
    Paragraph,
    Sides,
    Write,
)
from champion_tui.papers.pack import pack
from champion_tui.papers.setting.bidi import ISOLATES, LONGEST_WHOLE, MARKS, in_one, parts
from champion_tui.papers.writers import pdf

WORDS = {
    "Arabic": ["اتصل", "أو", "هاتف", "مساء", "الآن", "منذ", "رقم", "بيت"],
    "Hebrew": ["התקשר", "או", "טלפון", "ערב", "עכשיו", "מספר", "בית"],
    "Persian": ["تماس", "یا", "تلفن", "عصر", "اکنون", "شماره", "خانه"],
    "Urdu": ["رابطہ", "یا", "فون", "شام", "ابھی", "نمبر", "گھر"],
}
SEEN = re.compile(r"[\s\u200e\u200f]")
EASTERN = {"Arabic": "٠١٢٣٤٥٦٧٨٩", "Persian": "۰۱۲۳۴۵۶۷۸۹", "Urdu": "۰۱۲۳۴۵۶۷۸۹"}

groups = st.lists(st.from_regex(r"[0-9]{2,4}", fullmatch=True), min_size=1, max_size=4)
between = st.sampled_from((" ", "-", ".", "/", " - ", " / ", "–", "\u00a0", "  ", ") ", ":"))
before = st.sampled_from(("", "+44 ", "+44 (0)", "0044 ", "00", "+33 ", "("))


@st.composite
def phones(draw):
    """A phone number as people write them."""
    sign = draw(between)
    first, *rest = draw(groups)
    opening = draw(before)
    if sign == ") ":
        opening, first = "(", f"{first}) "
        sign = " "
        made = f"{opening}{first}{sign.join(rest) or '1'}"
    else:
        made = f"{opening.replace('(', '') if opening == '(' else opening}{sign.join((first, *rest))}"
    return made + draw(st.sampled_from(("", "", " ext 4", " x12", "#3")))


others = st.sampled_from(
    (
        "12 High Street",
        "Flat 3, 12 High Street, Oxford OX1 2AB",
        "OX1 2AB",
        "12/10/2026",
        "2026-10-12",
        "14:30",
        "12/10/2026 14:30",
        "9 - 5",
        "50%",
        "£250",
        "jo@example.org",
        "2.jo-with-a-longer-name@mail.example.org",
        "UPW-7K3M-2Q",
        "7K3M-2Q",
        "https://example.org/a-page",
        "A-12/3",
    )
)
whole = phones().filter(lambda one: len(one) <= LONGEST_WHOLE) | others


ROOM = 40
"""How many characters of the protected text fit on a line next to three words."""


@st.composite
def notes(draw):
    """A line in a right-to-left language, and the part of it that must stay as it was typed."""
    language = draw(st.sampled_from(sorted(WORDS)))
    words = st.sampled_from(WORDS[language])
    kept = draw(st.lists(whole, min_size=1, max_size=2))
    if language in EASTERN and draw(st.booleans()):
        eastern = str.maketrans("0123456789", EASTERN[language])
        kept = [one if re.search("[A-Za-z]", one) else one.translate(eastern) for one in kept]
    if sum(map(len, kept)) > ROOM:
        # # Two that do not fit on one line are broken between them, and the second need not be on one line then.
        kept = kept[:1]
    line = draw(words)
    for one in kept:
        line += f"{draw(st.sampled_from((' ', ': ', ' (', '، ')))}{one}"
        line += f"{')' if line.count('(') > line.count(')') else ''} {draw(words)}"
    return line, kept


def visual_lines(content):
    """Returns each line of the pages as its glyphs are from left to right, without spaces."""
    paper = every_paper.Printed(Document("record", "", ()), content)
    made = []
    for page in paper.pages:
        rows = defaultdict(list)
        for char in page.chars:
            rows[round(char["matrix"][5])].append(char)
        made += ["".join(one["text"] for one in sorted(row, key=lambda one: one["x0"])) for row in rows.values()]
    return [SEEN.sub("", line) for line in made]


def stands(kept, content):
    """Returns whether the typed text is on one line as it was typed."""
    return any(SEEN.sub("", kept) in line for line in visual_lines(content))


def in_a_row(line):
    """Returns the paper with a line in a row."""
    return pdf.write(Document("record", "A page", (Pairs((("Note", (line,)),)),)), 0)


@given(notes())
@example(("اتصل 07700-900-123 الآن", ["07700-900-123"]))
@example(("اتصل 01865 24 98 11 الآن", ["01865 24 98 11"]))
@example(("اتصل +33 6 12 34 56 78 الآن", ["+33 6 12 34 56 78"]))
@example(("اتصل +44 7700 900123 الآن", ["+44 7700 900123"]))
@example(("اتصل ٠٧٧٠٠ ٩٠٠ ١٢٣ الآن", ["٠٧٧٠٠ ٩٠٠ ١٢٣"]))
def test_what_is_in_a_line_from_right_to_left_stands_as_it_was_typed(note):
    """Phone numbers in every grouping, dates, times, addresses, postcodes, e-mail addresses, pages, codes and sums are
    unchanged.
    """
    line, kept = note
    content = in_a_row(line)
    assert [one for one in kept if not stands(one, content)] == []


@given(st.sampled_from([word for words in WORDS.values() for word in words]), phones())
@example("محمد", "7K3M-2Q")
@example("محمد", "12a")
def test_a_number_behind_a_name_in_an_english_line_stands_as_it_was_typed(name, phone):
    """A number after a right-to-left name in an English line is printed as it was typed, and not in the name's direction."""
    content = in_a_row(f"Ask for {name} {phone}\nor ring {phone} {name}")
    assert sum(SEEN.sub("", phone) in line for line in visual_lines(content)) == 2


def test_each_line_of_an_address_runs_its_own_way():
    """Even if the first line is in Hebrew, the English lines begin on the left."""
    paper = every_paper.Printed(
        Document("record", "", ()), in_a_row("רחוב הדוגמה 7\n12 High Street\nOxford, דוד, OX1 2AB\n24 רחוב")
    )
    rows = defaultdict(list)
    for char in paper.pages[0].chars:
        rows[round(char["matrix"][5])].append(char)
    found = {}
    for row in rows.values():
        in_order = sorted(row, key=lambda one: one["x0"])
        value = [one for one in in_order if one["x0"] > 200 and one["text"].strip()]
        if value:
            text = "".join(one["text"] for one in value)
            found[text] = (round(value[0]["x0"]), round(value[-1]["x1"]))
    hebrew, street, town, number = (
        found[one] for one in ("7המגודהבוחר", "12HighStreet", "Oxford,דוד,OX12AB", "בוחר24")
    )
    assert street[0] == town[0] < min(hebrew[0], number[0]) - 50
    assert abs(hebrew[1] - number[1]) <= 2


LINE = "اتصل 07700-900-123 أو 12 High Street مساء"
KEPT = ("07700-900-123", "12 High Street")
BLOCKS = {
    "heading": Heading(LINE),
    "paragraph": Paragraph(LINE),
    "strong": Paragraph(LINE, "strong"),
    "large": Paragraph(LINE, "large"),
    "quiet": Paragraph(LINE, "quiet"),
    "pairs": Pairs(((LINE, (LINE,)),)),
    "bullets": Bullets((LINE, LINE)),
    "callout": Callout("Title", (LINE,)),
    "number": Number("07700-900-123", "12 High Street", LINE),
    "blank": Blank(LINE),
    "beside": Beside(
        (Paragraph("English"),), (Paragraph(LINE), Bullets((LINE,))), "ar", right_to_left=True, columns=False
    ),
    "two lines": Bullets((f"Never here: {LINE}\nמספר 01865 24 98 11\n12 High Street",)),
}
ON_RECORDS = {"facts": Facts((Fact("Label", LINE, (LINE,)),)), "write": Write(LINE, 1)}
ON_REFERRALS = {
    "facts": ON_RECORDS["facts"],
    "sides": Sides((Pairs((("Label", (LINE,)),)),), (Callout("Not", (LINE,), "stop"),)),
}


def papers_with_blocks():
    """Returns a paper of each template for each kind of block that it can hold."""
    for template in sorted(every_paper.templates()):
        more = {"record": ON_RECORDS, "referral": ON_REFERRALS}.get(template, {})
        for kind, block in (BLOCKS | more).items():
            yield template, kind, block


@pytest.mark.parametrize(
    ("template", "kind", "block"), list(papers_with_blocks()), ids=lambda one: one if isinstance(one, str) else ""
)
def test_it_holds_for_every_template_and_every_kind_of_block(template, kind, block):
    """Every template and every kind of block keeps typed text: slips in every form, the card, records and the referral."""
    details = (Heading("Detail", new_page=True),) if template == "referral" else ()
    if template == "slip-beside":
        block = (
            replace(block, columns=True)
            if kind == "beside"
            else Beside((block,), (block,), "ar", right_to_left=True, columns=True)
        )
    content = pdf.write(Document(template, "A page", (block, *details)), 0)
    shown = "".join(visual_lines(content))
    assert SEEN.sub("", KEPT[0]) in shown
    assert all(word in shown for word in ("12", "High", "Street"))
    if template not in {"card", "slip", "slip-easy", "slip-large", "slip-beside"} and kind != "sides":
        assert SEEN.sub("", KEPT[1]) in shown


@pytest.mark.parametrize("form", ["standard", "large-print", "easy-read"])
def test_hours_days_and_numbers_of_a_slip_in_two_languages_stand_as_they_are_dialled(form, tmp_path):
    """The column of the other language has them as the English one does."""
    pack.write_slip(paper_samples.two_languages(), tmp_path / "slip.pdf", form=form)
    shown = "\n".join(visual_lines((tmp_path / "slip.pdf").read_bytes()))
    for kept in ("01632960001", "01632960002", "08088004444"):
        assert shown.count(kept) >= 2
    assert "09:00" in shown
    assert "00:90" not in shown


def test_page_one_and_the_detail_keep_every_number_of_a_note():
    """Page one and the detail of the officer's referral keep every number of notes in Arabic."""
    note = "اتصل 07700-900-123 الآن\nאו 01865 24 98 11\n12 High Street"
    values = {"contact-notes": note, "summary": note, "do-not-contact-at": note, "postal-address": note}
    referral = next(one for one in every_paper.printed(samples.source(referral=values)) if one.template == "referral")
    lines = visual_lines(referral.content)
    for kept in ("07700-900-123", "01865249811", "12HighStreet"):
        assert sum(kept in line for line in lines) >= 7, kept


def test_text_files_hold_what_was_typed(tmp_path):
    """Text files have no added marks, because a mark that is copied into a portal's phone field makes the number invalid."""
    note = "اتصل 07700-900-123 الآن"
    folder = pack.write(samples.source(referral={"contact-notes": note}), tmp_path).folder
    for name in ("portal-sheet.txt", "referral.json"):
        text = (folder / name).read_text(encoding="utf-8")
        assert note in text
        assert not set(text) & (ISOLATES | MARKS)


letters = st.text(st.sampled_from("אبگ abc 12٣۴+-()/.,:\u200e\u200f\u064b\n@[]%"), max_size=60)


@given(letters, st.sampled_from((None, "rtl")))
def test_nothing_is_added_to_a_text_but_isolates_that_end_on_their_line(text, way):
    """Nothing is lost except marks that the isolates replace; a number that is kept together has non-breaking spaces."""
    for made in (in_one(text, way), "\n".join(one.words for one in parts(text, way))):
        plain = "".join(one for one in made if one not in ISOLATES).replace("\u00a0", " ")
        assert plain == "".join(one for one in text if one not in MARKS)
        for line in made.split("\n"):
            depth = 0
            for one in line:
                depth += (one in "\u2066\u2067") - (one == "\u2069")
                assert depth >= 0
            assert depth == 0
