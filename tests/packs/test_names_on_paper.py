"""A name that cannot be printed: what the paper shows instead, and that no paper names a file that is not with it."""

import re
from dataclasses import replace
from io import BytesIO
from itertools import chain, combinations

import pack_samples as samples
import pdf_reading
import pytest

from champion_tui.domain.papers.sending import EVERYTHING, Chosen, Part
from champion_tui.ground.visible import characters_named
from champion_tui.papers.outgoing import outgoing
from champion_tui.papers.pack import going, one_paper, pack
from champion_tui.papers.setting.font_files import clusters
from champion_tui.papers.setting.fonts import SHIPPED
from champion_tui.papers.writers import pdf

NAMES = {
    "Ethiopic": "ሰላም ተስፋዬ",
    "Chinese": "王小明",
    "Georgian": "გიორგი ბერიძე",
    "Gurmukhi": "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ",
    "Korean": "김민준",
    "Sinhala": "නිමල්",
    "Armenian": "Արամ",
    "mixed": "Anna 王",
    "emoji": "Zoë 😀 Example",
    "private use": "Ada \ue000",
    "a mark that no font has beside its letter": "a\u1ab0\u0f71",
}
LATIN = "Selam Tesfaye-Näslund"
MORE = {"known-as": "王", "alternative-contact-name": "გიორგი", "do-not-contact-at": "ሰላም", "summary": "Met 김민준 😀."}
PARCELS = [
    frozenset(chosen)
    for chosen in chain.from_iterable(
        combinations(sorted(set(Part) - {Part.COUNCIL_FORM}), many) for many in range(1, 6)
    )
]
FILE = re.compile(r"[a-z][a-z-]*\.(?:txt|json|pdf|eml|zip)")


def source(name, latin=LATIN, parts=EVERYTHING, **more):
    """Returns the sample's case under that name."""
    given = {"full-name": name, "full-name-latin": latin, **more}
    return samples.source(referral=given, chosen=Chosen(folder=parts, sent=parts))


def read(name, content):
    """Returns the text of a file of any kind."""
    return pdf_reading.text(content) if name.endswith(".pdf") else content.decode()


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_the_name_in_latin_letters_is_printed_and_the_other_kept(tmp_path, name):
    """The Latin name is on page one, in the detail and on the consent record; text files keep the original, and the
    paper says so.
    """
    done = pack.write(source(name), tmp_path)
    for paper in ("referral.pdf", "consent-record.pdf"):
        text = pdf_reading.text((done.folder / paper).read_bytes())
        assert LATIN in text
        assert "No font here can print" not in text
        assert "They write it in letters that no font here has. See portal-sheet.txt or referral.json." in text
    for file in ("portal-sheet.txt", "referral.json"):
        text = (done.folder / file).read_text(encoding="utf-8")
        assert name in text
        assert LATIN in text
    (lacks,) = done.cannot_print
    assert lacks.field == "full-name"
    assert f"Paper says “{LATIN}” in its place; portal-sheet.txt and referral.json hold it" in lacks.sentence()


def test_a_name_that_can_be_printed_has_both(tmp_path):
    """If the name can be printed as the person writes it and is also given in Latin letters, the officer sees both."""
    done = pack.write(source("محمد"), tmp_path)
    text = pdf_reading.text((done.folder / "referral.pdf").read_bytes())
    assert f"In Latin letters {LATIN}. Known as Zeb" in text
    assert done.cannot_print == ()


def test_where_it_is_not_needed_it_is_not_there(tmp_path):
    """If the name can be printed, there is no line, gap or key for a second one."""
    done = pack.write(source("Zebedee Example", None), tmp_path)
    for name, _, _ in done.files:
        assert "Latin" not in read(name, (done.folder / name).read_bytes())


@pytest.mark.parametrize("parts", PARCELS, ids=lambda parts: "+".join(sorted(parts)))
def test_no_file_of_a_pack_names_a_file_that_is_not_in_it(parts):
    """No file names a missing one, for every choice of files and unprintable text in every kind of field, with and
    without the Latin name.
    """
    for latin in (LATIN, None):
        made = dict(pack.preview(source("ሰላም", latin, parts, **MORE)))
        named = {found for content in made.values() for found in FILE.findall(content)}
        assert named <= set(made), named - set(made)


@pytest.mark.parametrize(
    "parts", [frozenset({Part.REFERRAL}), frozenset({Part.CONSENT_RECORD}), frozenset({Part.REFERRAL, Part.SLIP})]
)
def test_a_sealed_archive_with_only_a_paper_has_the_name(tmp_path, parts):
    """The council gets the name in letters that it can read, and is not referred to a file that it does not have."""
    sealed = going.write_sealed(source("ሰላም", parts=parts, **MORE), going.SEALED_ARCHIVE, tmp_path)
    inside = opened((sealed.written.folder / going.SEALED_ARCHIVE).read_bytes(), sealed.key)
    text = " ".join(read(name, content) for name, content in inside.items())
    assert LATIN in text
    assert set(FILE.findall(text)) <= set(inside)
    assert "Ask the referrer how it is written." in text
    for lacks in sealed.written.cannot_print:
        assert not FILE.findall(lacks.sentence())


def opened(content, key):
    """Returns the files of an archive, by name."""
    import pyzipper

    with pyzipper.AESZipFile(BytesIO(content)) as archive:
        archive.setpassword(key.encode())
        return {name: archive.read(name) for name in archive.namelist()}


def test_an_email_points_to_what_is_attached_to_it(tmp_path):
    """The paper names the data file only if it is attached."""
    for parts, said in ((frozenset({Part.REFERRAL, Part.REFERRAL_DATA}), True), (frozenset({Part.REFERRAL}), False)):
        made = going.files_to_send(source("ሰላም", parts=parts), outgoing(source("ሰላም", parts=parts)))
        assert set(made.files) == ({"referral.pdf", "referral.json"} if said else {"referral.pdf"})
        text = pdf_reading.text(made.files["referral.pdf"])
        assert ("referral.json" in text) == said
        assert "portal-sheet.txt" not in text


@pytest.mark.parametrize("what", [one_paper.REFERRAL, one_paper.CONSENT])
def test_a_printed_page_names_no_file_and_is_spoken_of_before(what):
    """A printed page refers to no file, because no files come with it, and the message appears before printing."""
    printed = source("ሰላም", **MORE)
    text = pdf_reading.text(one_paper.to_print(printed, what))
    assert LATIN in text
    assert not FILE.findall(text)
    said = one_paper.not_printed(printed, what)
    assert "full-name" in {lacks.field for lacks in said}
    assert not [lacks for lacks in said if FILE.findall(lacks.sentence())]


def test_slip_and_evidence_say_what_they_cannot_print(tmp_path):
    """The slip prints plain words instead of an unprintable helper's name, the evidence record marks it, and both are
    reported.
    """
    whole = source("Zebedee Example", None)
    whole = replace(whole, case=replace(whole.case, agency={**samples.AGENCY, "agency-name": "王小明"}))
    slip = pack.write_slip(whole, tmp_path / "slip.pdf")
    assert "the person who gave you this slip" in pdf_reading.text((tmp_path / "slip.pdf").read_bytes())
    assert "No font" not in pdf_reading.text((tmp_path / "slip.pdf").read_bytes())
    assert slip.cannot_print == ()
    evidence = pack.write_evidence(whole, tmp_path / "evidence.pdf")
    assert "[?]: no font here can print it." in pdf_reading.text((tmp_path / "evidence.pdf").read_bytes())
    assert "No font here can print 王小明." in evidence.cannot_print[0].sentence()


def test_a_mark_is_judged_with_its_letter():
    """A mark and its letter are printed from one font or not at all, because they are one sign."""
    assert list(clusters("e\u0301a\u200db x\ufe0f")) == ["e\u0301", "a\u200d", "b", " ", "x\ufe0f"]
    assert not SHIPPED.missing("Zoe\u0308 Nguye\u0302\u0303n")
    assert SHIPPED.missing("a\u1ab0\u0f71") == {"a\u1ab0\u0f71"}


@pytest.mark.parametrize("text", [*NAMES.values(), "שָׁלוֹם", "ﷺ", "नमस्ते", "\u0301alone", "क\u0301", "ก\u0591", "ভা\u0e31"])
def test_whatever_is_typed_is_set_without_the_last_net(monkeypatch, text):
    """Typst sets every mixture of characters that the fonts are said to hold: one wrong character would cost the
    accents of a whole page.
    """

    def refuse(data):
        raise AssertionError("Typst refused a sign that the fonts are said to show")

    monkeypatch.setattr(pdf, "only_safe", refuse)
    done = one_paper.to_print(
        samples.source(referral={"full-name": text, "summary": f"x{text}y {text}"}), one_paper.REFERRAL
    )
    assert done.startswith(b"%PDF")


def test_what_is_missing_is_named_so_that_it_can_be_read():
    """The message does not repeat a page of unprintable text, and names invisible characters by their code."""
    assert characters_named("王\ue000") == "王U+E000"
    assert characters_named("王" * 200) == f"{'王' * 12} and 188 more"
