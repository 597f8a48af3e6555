"""Paper for training is marked on every page, in every file and in every form; a real case's paper never is."""

import ast
import email
import inspect
import io
import json
from dataclasses import replace
from email import policy
from pathlib import Path

import every_paper
import pack_samples as samples
import paper_samples
import pikepdf
import pytest
import pyzipper
import record_samples

from champion_tui.domain.cases.training import TRAINING
from champion_tui.domain.papers import slip_form
from champion_tui.domain.papers.letter import LetterWanted
from champion_tui.domain.papers.sending import CouncilForm
from champion_tui.papers import outgoing
from champion_tui.papers.errors import NoLetter, NoPaper, NotAgreed, WrongSuffix
from champion_tui.papers.pack import by_name_list, going, one_paper, pack
from champion_tui.papers.referral import council_form
from champion_tui.papers.source import PackSource

CASES = {
    "ordinary": samples.source,
    "urgent": paper_samples.urgent,
    "two-languages": paper_samples.two_languages,
    "not-referred": lambda: samples.source(answers={"consent": "refused"}, outcome="no-consent"),
}
PAPERS = Path(outgoing.__file__).parent
WRITERS = {"pdf", "text", "typesetter", "typst_side"}
"""The modules that set a paper; nothing else may call them without the mark."""
OF_THE_WRITERS = {"__init__.py", "pdf.py", "form_child.py"}
"""The files of the writers themselves."""


def training(source: PackSource) -> PackSource:
    """Returns the same case, for training."""
    return replace(source, training=True)


def text_of(page) -> str:
    """Returns the visible text of a page as one line."""
    return " ".join((page.extract_text() or "").split())


@pytest.mark.parametrize("name", ["ordinary", "urgent", "two-languages"])
def test_every_page_of_every_pdf_says_training(name):
    """The mark is on each page of each paper, its title begins with the word, and it still passes as PDF/UA-1
    (otherwise Typst refuses it); a page of a real case has neither.
    """
    source = CASES[name]()
    made, of_a_real_case = every_paper.printed(training(source)), every_paper.printed(source)
    assert {one.template for one in made} == {one.template for one in of_a_real_case}
    for one in made:
        assert one.document.title.startswith(f"{TRAINING}: ")
        assert all(TRAINING in text and "not for use" in text for text in map(text_of, one.pages)), one.template
    assert not [one for one in of_a_real_case for page in one.pages if TRAINING in text_of(page)]


@pytest.mark.parametrize("pad", range(6))
def test_a_list_that_runs_on_to_the_next_page_stays_one(pad):
    """Typst 0.15 refused a marked page on which a list continues: wherever the page ends, the paper is set."""
    source = training(samples.source(referral={"agency-name": "x"}))
    source = replace(source, authority_name="word " * (7 * pad) + "Council")
    for form in ("large-print", "standard", "easy-read"):
        assert dict(pack.preview_slip(source, form))
        assert papers_of(source, form).startswith(b"%PDF")


def papers_of(source, form):
    """Returns the PDF of a slip."""
    return pack.slip_papers.content(source, form, ".pdf", pack.to_bytes.as_pdf(source))


@pytest.mark.parametrize("name", CASES)
def test_every_text_file_says_training(name, tmp_path):
    """The word is in the first line of each text and a key of each JSON file, whatever was written; a real case's files
    have neither.
    """
    for source, marked in ((training(CASES[name]()), True), (CASES[name](), False)):
        folder = tmp_path / str(marked)
        folder.mkdir()
        for file in everything_written(source, folder):
            if file.suffix == ".json":
                assert json.loads(file.read_text(encoding="utf-8")).get("training", False) is marked, file.name
            elif file.suffix == ".txt":
                first = file.read_text(encoding="utf-8").splitlines()[0]
                assert first.startswith(TRAINING) is marked, file.name


def everything_written(source: PackSource, folder: Path) -> list[Path]:
    """Writes every file that a case can become."""
    pack.write_evidence(source, folder / "evidence.txt")
    pack.write_evidence(source, folder / "evidence.pdf")
    pack.write_timeline(source, record_samples.events(), folder / "timeline.txt")
    pack.write_subject_access(source, record_samples.held(), folder)
    by_name_list.write_by_name(record_samples.by_name(training=source.training), folder / "by-name.txt")
    for form, suffix in ((form, suffix) for form in pack.slip_papers.PAPERS for suffix in (".pdf", ".txt")):
        try:
            pack.write_slip(source, folder / f"slip-{form}{suffix}", form=form)
        except (NoPaper, WrongSuffix):
            continue
    if outgoing.is_referral(source):
        pack.write(source, folder)
        going.write_draft(source, "housing@example.org", folder)
        going.write_sealed(source, going.SEALED_PDF, folder)
        going.write_sealed(source, going.SEALED_ARCHIVE, folder)
    return [file for file in folder.rglob("*") if file.is_file()]


def test_what_is_previewed_says_training():
    """The preview has the training mark, like the written files."""
    for name, text in (*pack.preview(training(samples.source())), *pack.preview_slip(training(samples.source()))):
        assert TRAINING in text or '"training": true' in text, name


def test_a_draft_for_training_goes_to_nobody(tmp_path):
    """A person who presses "send" sends it to an address that nobody has; subject, text and attachments have the mark."""
    written = going.write_draft(training(samples.source()), "housing@example.org", tmp_path)
    draft = email.message_from_bytes((written.folder / going.DRAFT).read_bytes(), policy=policy.default)
    assert draft["To"] == "nobody@example.org"
    assert draft["Subject"].startswith(TRAINING)
    assert draft.get_body().get_content().startswith(TRAINING)
    attached = {part.get_filename(): part.get_content() for part in draft.iter_attachments()}
    assert attached
    assert json.loads(attached["referral.json"])["training"] is True


def test_a_sealed_file_for_training_says_so_inside(tmp_path):
    """The sealed PDF's title and every text in the archive have the mark."""
    sealed = going.write_sealed(training(samples.source()), going.SEALED_PDF, tmp_path)
    with (
        pikepdf.open(sealed.written.folder / going.SEALED_PDF, password=sealed.key) as opened,
        opened.open_metadata() as told,
    ):
        assert told["dc:title"].startswith(TRAINING)
    sealed = going.write_sealed(training(samples.source()), going.SEALED_ARCHIVE, tmp_path)
    content = (sealed.written.folder / going.SEALED_ARCHIVE).read_bytes()
    with pyzipper.AESZipFile(io.BytesIO(content)) as zipped:
        zipped.setpassword(sealed.key.encode())
        texts = [zipped.read(one).decode() for one in zipped.namelist() if not one.endswith(".pdf")]
    assert texts
    assert all(TRAINING in text or '"training": true' in text for text in texts)


def test_a_councils_own_form_is_not_made_for_training(tmp_path):
    """Its template belongs to the organisation and cannot be marked: the form is left out, and the pack says why."""
    source = training(samples.source())
    form = CouncilForm("own", "1", "Own form", tmp_path / "form.typ", (), ())
    source = replace(source, chosen=replace(source.chosen, form=form))
    made = council_form.make(source, outgoing.outgoing(source))
    assert made.pdf is None
    assert "training" in made.trouble


def test_printing_for_training_says_so():
    """The printer gets the page with the training mark."""
    for what in one_paper.PAPERS:
        with pikepdf.open(io.BytesIO(one_paper.to_print(training(samples.source()), what))) as printed:
            assert str(printed.docinfo["/Title"]).startswith(TRAINING)


def test_a_letter_for_training_says_so(tmp_path):
    """A letter for training has the mark on the screen before printing, and in every file."""
    seen = 0
    for wanted in (LetterWanted("decision"), LetterWanted("interim")):
        for source in CASES.values():
            try:
                ((_, text),) = pack.preview_letter(training(source()), wanted)
            except (NotAgreed, NoLetter):
                continue
            assert TRAINING in text
            file = tmp_path / f"{seen}.eml"
            going.write_letter_draft(training(source()), "homes@example.org", file, wanted)
            mail = file.read_bytes()
            assert f"Subject: {TRAINING}".encode() in mail
            assert b"homes@example.org" not in mail
            seen += 1
    assert seen


def test_nothing_sets_a_paper_but_the_one_that_marks_it():
    """Only ``to_bytes`` makes the bytes of a paper; a council's own form is the one exception, above. Others only
    measure or load fonts.
    """
    using = {
        file.name
        for file in PAPERS.rglob("*.py")
        if file.name not in OF_THE_WRITERS
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").startswith(("champion_tui.papers.writers", "champion_tui.papers.setting"))
        and {*(alias.name for alias in node.names), (node.module or "").rpartition(".")[2]} & WRITERS
    }
    measuring = {"letters.py": "pdf.pages(", "slip_room.py": "pdf.pages(", "own_fonts.py": "typst_side()."}
    assert using == {"to_bytes.py", "council_form.py", *measuring}
    for name in measuring:
        (file,) = PAPERS.rglob(name)
        assert "pdf.write(" not in file.read_text(encoding="utf-8")


def test_every_front_door_is_tried_here():
    """A new way to export a case must be added to this file."""
    doors = {
        name
        for module in (pack, going, one_paper, by_name_list)
        for name, made in inspect.getmembers(module, inspect.isfunction)
        if made.__module__ == module.__name__
        and not name.startswith("_")
        and next(iter(inspect.signature(made).parameters), "") == "source"
    } - {"not_printed", "page_cannot_print"}
    assert doors == {
        "write", "make", "write_slip", "write_evidence", "preview", "preview_slip", "in_english_alone",
        "files_to_send", "write_draft", "write_sealed", "to_print", "write_letter", "preview_letter",
        "write_letter_draft", "write_timeline", "write_subject_access", "write_by_name",
    }  # fmt: skip


def test_every_form_of_the_slip_has_its_paper():
    """The forms that are tried above are all the forms."""
    assert set(pack.slip_papers.PAPERS) == set(slip_form.FORMS)
