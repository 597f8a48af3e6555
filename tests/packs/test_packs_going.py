"""What is sent as one file: the e-mail draft, the sealed PDF and the sealed archive; and the choice of their content."""

import email
import hashlib
import io
import json
import os
import string
import subprocess
import sys
from email import policy
from pathlib import Path

import pack_samples as samples
import pdf_reading
import pikepdf
import pytest
import pyzipper
from plain_files import at_each_file

from champion_tui.domain.papers.sending import EVERYTHING, Chosen, Part
from champion_tui.papers.errors import NotAgreed, NothingToSeal, TargetFull
from champion_tui.papers.outgoing import outgoing
from champion_tui.papers.pack import going, pack, sealing

ADDRESS = "housing@example.org"
PERSON = ("Zebedee", "Example", "Zeb", "07700 900123", "prison", "mental", "heron", "1990", "Ada Sample")
SENT = {"referral.pdf", "consent-record.pdf", "referral.json"}


def choosing(*parts, **more):
    """Returns the sample's case with these parts chosen for every export."""
    return samples.source(chosen=Chosen(frozenset(parts), frozenset(parts)), **more)


def opened(draft):
    """Returns a draft as a mail program reads it."""
    return email.message_from_bytes(draft, policy=policy.default)


def written_draft(tmp_path, source=None):
    """Writes a draft to the disk and reads it back."""
    written = going.write_draft(source or samples.source(), ADDRESS, tmp_path)
    return opened((written.folder / "referral.eml").read_bytes())


# -- the choice ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("part", Part)
def test_a_pack_of_one_part_holds_that_part_and_its_manifest(tmp_path, part):
    """Each part can be chosen alone; the manifest lists the files that are there, and the preview shows the same ones."""
    source = choosing(part)
    folder = pack.write(source, tmp_path).folder
    names = {file.name for file in folder.iterdir()}
    expected = {
        Part.REFERRAL: {"referral.pdf"},
        Part.PORTAL_SHEET: {"portal-sheet.txt"},
        Part.CONSENT_RECORD: {"consent-record.pdf"},
        Part.REFERRAL_DATA: {"referral.json"},
        Part.COUNCIL_FORM: set(),
        Part.SLIP: {"next-steps.pdf", "next-steps.txt"},
    }[part]
    assert names == expected | {"manifest.json"}
    assert {entry["name"] for entry in json.loads((folder / "manifest.json").read_text())["files"]} == expected
    assert {name for name, _ in pack.preview(source)} == names


def test_what_consent_does_not_cover_cannot_be_chosen_in(tmp_path):
    """Choosing everything adds no slip if the person carries no paper, no details that were not agreed, and no pack
    without consent.
    """
    none = choosing(*EVERYTHING, answers={"consent-details": "minimum-only"}, referral={"paper": "none"})
    folder = pack.write(none, tmp_path).folder
    assert {file.name for file in folder.iterdir()} == {*SENT, "portal-sheet.txt", "manifest.json"}
    sealed = going.write_sealed(none, "sealed.zip", tmp_path)
    inside = contents_of_archive(sealed)
    assert set(inside) == {*SENT, "portal-sheet.txt", "manifest.json"}
    assert not [word for word in ("mental", "Mental", "prison on") if word.encode() in b"".join(inside.values())]
    refused = choosing(*EVERYTHING, answers={"consent": "refused"})
    for write in (
        lambda: pack.write(refused, tmp_path / "no"),
        lambda: going.write_draft(refused, ADDRESS, tmp_path / "no"),
        lambda: going.write_sealed(refused, "sealed.pdf", tmp_path / "no"),
    ):
        with pytest.raises(NotAgreed):
            write()
    assert not (tmp_path / "no").exists()


# -- the e-mail draft ---------------------------------------------------------------------------------------------------


def test_the_draft_opens_unsent_with_its_attachments(tmp_path):
    """The draft is unsent, has the address and a subject without a name, and each chosen file whole with its own type."""
    draft = written_draft(tmp_path)
    assert draft["X-Unsent"] == "1"
    assert draft["To"] == ADDRESS
    assert draft["Subject"] == "Duty to refer: UPW-7K3M-2Q"
    assert draft["From"] is None
    files = pack.make(samples.source(), outgoing(samples.source())).files
    attached = {part.get_filename(): part for part in draft.iter_attachments()}
    assert set(attached) == SENT
    assert attached["referral.pdf"].get_content() == files["referral.pdf"]
    assert attached["referral.json"].get_content() == files["referral.json"]
    assert attached["referral.pdf"].get_content_type() == "application/pdf"


def test_nothing_that_a_mailbox_shows_tells_of_the_person(tmp_path):
    """Headers and body have no name, number, date of birth or circumstance, only the reference."""
    draft = written_draft(tmp_path)
    shown = f"{draft.items()} {draft.get_body().get_content()}"
    assert not [word for word in PERSON if word in shown]
    assert len(draft.get_body().get_content()) < 500


def test_the_draft_is_a_message_as_the_standard_has_it(tmp_path):
    """The message has CRLF, seven-bit characters, no line over 998 characters (RFC 5322 2.1.1), and no defect that a
    parser finds.
    """
    raw = (going.write_draft(samples.source(), ADDRESS, tmp_path).folder / "referral.eml").read_bytes()
    assert raw.count(b"\n") == raw.count(b"\r\n")
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    assert raw.isascii()
    assert not [part.defects for part in opened(raw).walk() if part.defects]


def test_the_same_case_and_time_give_the_same_draft(tmp_path):
    """The boundary and the date come from the case, so they are the same in another process with another time zone."""
    first = going.write_draft(samples.source(), ADDRESS, tmp_path / "first").folder
    script = (
        "import sys; sys.path.insert(0, sys.argv[1]); import pack_samples as s; from pathlib import Path;"
        "from champion_tui.papers.pack import going; going.write_draft(s.source(), sys.argv[3], Path(sys.argv[2]))"
    )
    subprocess.run(
        [sys.executable, "-c", script, Path(samples.__file__).parent, tmp_path / "second", ADDRESS],
        env=os.environ | {"PYTHONHASHSEED": "7", "TZ": "Pacific/Kiritimati"},
        check=True,
        timeout=120,
    )
    second = tmp_path / "second" / "UPW-7K3M-2Q"
    for name in ("referral.eml", "manifest.json"):
        assert (first / name).read_bytes() == (second / name).read_bytes()


def test_names_in_every_script_travel_in_attachments(tmp_path):
    """A text attachment with every script is read back unchanged."""
    note = "名前 اسم नाम தமிழ் 🌳 " * 200
    source = choosing(Part.PORTAL_SHEET, referral={"summary": note})
    (attached,) = written_draft(tmp_path, source).iter_attachments()
    assert attached.get_content() == pack.make(source, outgoing(source)).files["portal-sheet.txt"].decode()
    assert "தமிழ்" in attached.get_content()


def test_no_boundary_stands_in_what_it_parts(tmp_path):
    """The fixed boundary is in no attachment, so no attachment can end early."""
    reference = samples.source().case.reference
    boundary = going.BOUNDARY.format(reference=reference)
    raw = going.draft(reference, ADDRESS, {"a.txt": f"--{boundary}--\r\nafter".encode()}, samples.AT, training=False)
    (attached,) = opened(raw).iter_attachments()
    assert "after" in attached.get_content()


# -- sealed files -------------------------------------------------------------------------------------------------------


def contents_of_archive(sealed):
    """Returns the files of a sealed archive, opened with its key."""
    with pyzipper.AESZipFile(sealed.written.folder / "sealed.zip") as opened_archive:
        opened_archive.setpassword(sealed.key.encode())
        return {name: opened_archive.read(name) for name in opened_archive.namelist()}


def test_the_key_is_digits_that_can_be_read_out():
    """The key has 24 digits in groups of four, each digit equally likely, and is never the same twice."""
    keys = {sealing.new_key() for _ in range(200)}
    assert len(keys) == 200
    assert {len(key) for key in keys} == {24}
    assert set("".join(keys)) == set(string.digits)
    asked = []
    assert sealing.new_key(lambda below: asked.append(below) or 7) == "7" * 24
    assert asked == [10] * 24
    assert going.as_read_out("123456789012345678901234") == "1234 5678 9012 3456 7890 1234"


def test_a_sealed_pdf_opens_with_its_key_alone(tmp_path):
    """The file has AES-256, revision 6, with encrypted metadata: no key, an empty key and a wrong key are refused, for
    owner and reader.
    """
    sealed = going.write_sealed(samples.source(), "sealed.pdf", tmp_path)
    file = sealed.written.folder / "sealed.pdf"
    for wrong in ("", "0" * 24, sealed.key[:-1], going.as_read_out(sealed.key)):
        with pytest.raises(pikepdf.PasswordError):
            pikepdf.open(file, password=wrong)
    with pikepdf.open(file, password=sealed.key) as whole:
        found = whole.encryption
        assert (found.R, found.V, found.bits) == (6, 5, 256)
        assert {found.stream_method, found.string_method, found.file_method} == {pikepdf.models.EncryptionMethod.aesv3}
        assert bool(whole.trailer.Encrypt.get("/EncryptMetadata", True)) is True


def test_a_sealed_pdf_shows_every_chosen_page_and_attaches_the_rest(tmp_path):
    """The referral and then the consent record are pages and the rest is attached; the text is in order and tagged, as
    the checker reads it.
    """
    sealed = going.write_sealed(samples.source(), "sealed.pdf", tmp_path)
    with pikepdf.open(sealed.written.folder / "sealed.pdf", password=sealed.key) as whole:
        assert set(whole.attachments) == {"referral.json", "manifest.json"}
        inside = json.loads(whole.attachments["manifest.json"].get_file().read_bytes())
        data = whole.attachments["referral.json"].get_file().read_bytes()
        unlocked = io.BytesIO()
        whole.save(tmp_path / "unlocked.pdf")
        whole.save(unlocked)
    assert {entry["name"] for entry in inside["files"]} == SENT
    digests = {entry["name"]: entry["sha256"] for entry in inside["files"]}
    assert hashlib.sha256(data).hexdigest() == digests["referral.json"]
    text = pdf_reading.text(unlocked.getvalue())
    assert 0 <= text.index("Zebedee Example") < text.index("Consent record")
    assert not [found for found in pdf_reading.findings(tmp_path / "unlocked.pdf") if found.severity.name == "ERROR"]


@pytest.mark.needs("pdfinfo")
def test_every_appended_page_keeps_its_tags(tmp_path):
    """An independent reader finds the headings of both papers in the tags, each with its text."""
    sealed = going.write_sealed(samples.source(), "sealed.pdf", tmp_path)
    run = subprocess.run(
        ["pdfinfo", "-upw", sealed.key, "-struct-text", sealed.written.folder / "sealed.pdf"],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert run.stdout.count("H1") == 2
    assert '"Consent record"' in run.stdout
    assert '"Zebedee Example"' in run.stdout
    assert '"What they agreed to"' in run.stdout


def test_every_pages_place_in_the_list_of_tags_is_its_own(tmp_path):
    """Each page's number leads to the tags of that page alone, and none is used twice (ISO 32000-1, 14.7.4.4)."""
    sealed = going.write_sealed(samples.source(), "sealed.pdf", tmp_path)
    with pikepdf.open(sealed.written.folder / "sealed.pdf", password=sealed.key) as whole:
        flat = list(whole.Root.StructTreeRoot.ParentTree.Nums)
        listed = dict(zip(map(int, flat[::2]), flat[1::2], strict=True))
        numbers = [int(page.obj.StructParents) for page in whole.pages]
        assert sorted(numbers) == sorted(listed) == list(range(len(numbers)))
        assert int(whole.Root.StructTreeRoot.ParentTreeNextKey) == len(numbers)
        for page, number in zip(whole.pages, numbers, strict=True):
            pages = {element.Pg.objgen for element in listed[number] if "/Pg" in element}
            assert pages <= {page.obj.objgen}


@pytest.mark.parametrize("name", ["sealed.pdf", "sealed.zip"])
def test_nothing_of_the_person_stands_outside_the_seal(tmp_path, name):
    """Neither the sealed bytes nor the manifest next to them show a name, a title, or which papers were chosen."""
    source = choosing(*EVERYTHING, referral={"paper": "plain-card"})
    sealed = going.write_sealed(source, name, tmp_path)
    assert {file.name for file in sealed.written.folder.iterdir()} == {name, "manifest.json"}
    listed = json.loads((sealed.written.folder / "manifest.json").read_bytes())["files"]
    by_chance = [str(entry[key]).encode() for entry in listed for key in ("sha256", "bytes")]
    for file in sealed.written.folder.iterdir():
        raw = file.read_bytes()
        # In a hundred thousand encrypted bytes a short word appears by chance, and a year in their digest.
        for told in by_chance:
            raw = raw.replace(told, b"")
        shortest = 6 if file.name == name else 1
        for word in (*PERSON, "card", "Referral to", "next-steps", "Little Hill", "typst", "Typst", sealed.key):
            assert len(word) < shortest or word.encode() not in raw, (file.name, word)
    assert sealed.key not in repr(sealed.written)


def test_a_sealed_archive_is_aes_256_without_a_check_sum_in_the_clear(tmp_path):
    """Each file has AE-2 with the longest key and no CRC of its content, and no name reveals a slip."""
    source = choosing(*EVERYTHING)
    sealed = going.write_sealed(source, "sealed.zip", tmp_path)
    with pyzipper.AESZipFile(sealed.written.folder / "sealed.zip") as archive:
        infos = archive.infolist()
        for wrong in (b"", b"0" * 24):
            archive.setpassword(wrong)
            with pytest.raises(RuntimeError):
                archive.read("referral.json")
    assert {(info.wz_aes_version, info.wz_aes_strength, info.CRC) for info in infos} == {(2, 3, 0)}
    inside = contents_of_archive(sealed)
    assert set(inside) == {*SENT, "portal-sheet.txt", "slip.pdf", "slip.txt", "manifest.json"}
    assert inside["referral.pdf"] == pack.make(source, outgoing(source)).files["referral.pdf"]


def test_the_manifest_beside_a_sealed_file_says_that_its_bytes_are_never_the_same_twice(tmp_path):
    """Size and digest match this writing; ``repeatable`` is false, and a second writing has another key and other bytes."""
    first = going.write_sealed(samples.source(), "sealed.zip", tmp_path)
    second = going.write_sealed(samples.source(), "sealed.zip", tmp_path)
    (entry,) = json.loads((first.written.folder / "manifest.json").read_text())["files"]
    raw = (first.written.folder / "sealed.zip").read_bytes()
    assert entry == {
        "name": "sealed.zip",
        "bytes": len(raw),
        "sha256": hashlib.sha256(raw).hexdigest(),
        "repeatable": False,
        "files_inside": len(SENT) + 1,
    }
    assert first.key != second.key
    assert raw != (second.written.folder / "sealed.zip").read_bytes()
    assert contents_of_archive(first) == contents_of_archive(second)


def test_a_sealed_pdf_without_a_pdf_is_refused_in_words(tmp_path):
    """If the organisation chose only text and data, there is no page to seal, and nothing is written."""
    with pytest.raises(NothingToSeal, match="sealed archive"):
        going.write_sealed(choosing(Part.PORTAL_SHEET, Part.REFERRAL_DATA), "sealed.pdf", tmp_path)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["sealed.pdf", "sealed.zip", "referral.eml"])
def test_a_disk_that_fills_up_leaves_neither_draft_nor_sealed_file(tmp_path, monkeypatch, name):
    """No half-written sealed file or draft is left."""

    def full(file):
        if file.name == name:
            file.write_bytes(b"some of it")
            raise OSError(28, "No space left on device")

    at_each_file(monkeypatch, full)
    write = {
        "referral.eml": lambda: going.write_draft(samples.source(), ADDRESS, tmp_path),
    }.get(name, lambda: going.write_sealed(samples.source(), name, tmp_path))
    with pytest.raises(TargetFull, match="disk is full"):
        write()
    assert not list(tmp_path.iterdir())


def test_odd_folders_are_folders_for_every_form(tmp_path):
    """Spaces, quotes and shell characters are part of a folder's name."""
    parent = tmp_path / 'Ada\'s "new" folder; $(x) é'
    assert going.write_draft(samples.source(), ADDRESS, parent).folder == parent / "UPW-7K3M-2Q"
    assert going.write_sealed(samples.source(), "sealed.zip", parent).written.folder == parent / "UPW-7K3M-2Q-2"
