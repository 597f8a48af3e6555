"""A pack as a whole: its files, the manifest, the same bytes for the same case, and what is refused."""

import hashlib
import json
import os
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pack_samples as samples
import pytest

from champion_tui.papers.errors import NoPaper, NoReferral, NotAgreed, TargetNotWritable, WrongSuffix
from champion_tui.papers.pack import pack

ALWAYS = {"referral.pdf", "portal-sheet.txt", "consent-record.pdf", "referral.json", "manifest.json"}
PAPERS = {"full": {"next-steps.pdf", "next-steps.txt"}, "plain-card": {"card.pdf", "card.txt"}, "none": set()}
ABUSE = [
    {"answers": {"emergency": "fleeing-abuse"}},
    {"answers": {"circumstances": ("pregnant", "domestic-abuse-history")}},
    {"referral": {"reason-for-loss": "domestic-abuse"}},
]


def contents(folder):
    """Returns the name and the bytes of each file."""
    return {file.name: file.read_bytes() for file in folder.iterdir()}


@pytest.mark.parametrize("paper", PAPERS)
def test_the_pack_holds_what_the_choice_of_paper_says(tmp_path, paper):
    """The pack has a full slip, a plain card or neither, with the files that are always there, and no others."""
    written = pack.write(samples.source(referral={"paper": paper}), tmp_path)
    assert set(contents(written.folder)) == ALWAYS | PAPERS[paper]
    assert written.folder == tmp_path / "UPW-7K3M-2Q"
    assert [file.name for file in tmp_path.iterdir()] == ["UPW-7K3M-2Q"]


@pytest.mark.parametrize("changes", ABUSE)
def test_where_abuse_appears_and_nothing_was_chosen_the_paper_is_the_card(tmp_path, changes):
    """With abuse and no choice the paper is the card, because an abuser may find a full slip."""
    assert set(contents(pack.write(samples.source(**changes), tmp_path).folder)) == ALWAYS | PAPERS["plain-card"]
    asked = {**changes, "referral": {**changes.get("referral", {}), "paper": "full"}}
    assert set(contents(pack.write(samples.source(**asked), tmp_path).folder)) == ALWAYS | PAPERS["full"]


def test_abuse_in_an_answer_off_the_path_still_makes_it_the_card(tmp_path):
    """Abuse in an answer off the path still makes the paper the card, because a changed answer does not make a person safe."""
    whole = samples.source()
    off_path = {**samples.ANSWERS, "emergency": "fleeing-abuse"}
    written = pack.write(replace(whole, case=replace(whole.case, answers=off_path)), tmp_path)
    assert "card.pdf" in contents(written.folder)


def test_the_manifest_names_every_other_file_and_what_they_were_made_from(tmp_path):
    """Sizes and SHA-256 match the bytes on the disk, and tree, data and times are named."""
    written = pack.write(samples.source(), tmp_path)
    files = contents(written.folder)
    manifest = json.loads(files["manifest.json"])
    named = {entry["name"]: (entry["bytes"], entry["sha256"]) for entry in manifest["files"]}
    assert named == {
        name: (len(content), hashlib.sha256(content).hexdigest())
        for name, content in files.items()
        if name != "manifest.json"
    }
    assert manifest["tree"] == {"id": "duty-to-refer", "version": "1", "digest": "a" * 64}
    assert manifest["data"] == {"digest": "d" * 64}
    assert manifest["made_at"] == "2026-11-23T10:04:00+00:00"
    assert manifest["chain_head"] == "c" * 64
    assert {(name, size, digest) for name, size, digest in written.files} == {
        (name, len(content), hashlib.sha256(content).hexdigest()) for name, content in files.items()
    }


def test_the_same_case_data_and_time_give_the_same_bytes(tmp_path):
    """Another process with another hash seed and time zone writes the same bytes; at another time they differ."""
    first = contents(pack.write(samples.source(), tmp_path / "first").folder)
    assert contents(pack.write(samples.source(), tmp_path / "second").folder) == first
    script = (
        "import sys; sys.path.insert(0, sys.argv[1]); import pack_samples as s; from pathlib import Path;"
        "from champion_tui.papers.pack import pack; pack.write(s.source(), Path(sys.argv[2]))"
    )
    subprocess.run(
        [sys.executable, "-c", script, Path(samples.__file__).parent, tmp_path / "third"],
        env=os.environ | {"PYTHONHASHSEED": "7", "TZ": "Pacific/Kiritimati"},
        check=True,
        timeout=120,
    )
    assert contents(tmp_path / "third" / "UPW-7K3M-2Q") == first
    later = samples.source(at=samples.AT.replace(minute=5))
    assert contents(pack.write(later, tmp_path / "fourth").folder) != first


def test_a_second_export_never_replaces_the_first(tmp_path):
    """The first folder keeps its bytes, and the new one is numbered."""
    first = pack.write(samples.source(), tmp_path)
    before = contents(first.folder)
    second = pack.write(samples.source(referral={"full-name": "Another Name"}), tmp_path)
    third = pack.write(samples.source(), tmp_path)
    assert (second.folder.name, third.folder.name) == ("UPW-7K3M-2Q-2", "UPW-7K3M-2Q-3")
    assert contents(first.folder) == before
    assert contents(second.folder) != before


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps access lists instead of mode bits")
def test_nobody_else_on_the_machine_may_read_the_pack(tmp_path):
    """The folder is 0700 and each file 0600, for any umask."""
    before = os.umask(0)
    try:
        folder = pack.write(samples.source(), tmp_path / "new").folder
    finally:
        os.umask(before)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {file.stat().st_mode & 0o777 for file in folder.iterdir()} == {0o600}


@pytest.mark.parametrize("answers", [{"consent": "refused"}, {"consent": "not-asked"}, {"consent-contact": "no"}])
def test_without_agreement_no_pack_is_written(tmp_path, answers):
    """Without consent not one file is written, and a sentence says why (Housing Act 1996 s.213B)."""
    with pytest.raises(NotAgreed, match="has not agreed"):
        pack.write(samples.source(answers=answers), tmp_path)
    assert not list(tmp_path.iterdir())


def test_an_outcome_without_a_referral_has_no_pack(tmp_path):
    """A person who has been referred already is not referred twice, even though they agreed."""
    with pytest.raises(NoReferral, match="no referral"):
        pack.write(samples.source(outcome="already-referred"), tmp_path)
    assert not list(tmp_path.iterdir())


def test_the_preview_is_what_goes_out(tmp_path):
    """The preview has the same file names in the same order, and every text file byte for byte."""
    source = samples.source()
    shown = pack.preview(source)
    written = contents(pack.write(source, tmp_path).folder)
    assert [name for name, _ in shown] == [name for name, _, _ in pack.write(source, tmp_path).files]
    for name, text in shown:
        if not name.endswith(".pdf"):
            assert text.encode() == written[name], name
        assert "Zebedee" in text or name in {"next-steps.pdf", "next-steps.txt", "manifest.json"}


def test_without_agreement_the_preview_is_the_slip_alone():
    """No part of a referral is shown without consent."""
    shown = pack.preview(samples.source(answers={"consent": "refused"}, outcome="no-consent"))
    assert [name for name, _ in shown] == ["next-steps.pdf", "next-steps.txt"]
    assert "Zebedee" not in shown[0][1]


@pytest.mark.parametrize(("paper", "words"), [("full", "What happens next"), ("plain-card", "To ring")])
def test_a_slip_is_written_alone_by_the_suffix(tmp_path, paper, words):
    """The suffix gives PDF or text, full or card, and the listed file is the one that was written."""
    source = samples.source(referral={"paper": paper})
    text = pack.write_slip(source, tmp_path / "slip.txt")
    pdf = pack.write_slip(source, tmp_path / "slip.PDF")
    assert (tmp_path / "slip.txt").read_text(encoding="utf-8").startswith(words)
    assert (tmp_path / "slip.PDF").read_bytes().startswith(b"%PDF")
    assert text.files[0][:2] == ("slip.txt", (tmp_path / "slip.txt").stat().st_size)
    assert pdf.folder == tmp_path
    assert len(list(tmp_path.iterdir())) == 2


def test_a_slip_is_refused_where_it_cannot_be_right(tmp_path):
    """A choice of no paper, a wrong suffix and an existing file, which keeps its bytes, are refused."""
    with pytest.raises(NoPaper):
        pack.write_slip(samples.source(referral={"paper": "none"}), tmp_path / "slip.pdf")
    with pytest.raises(WrongSuffix, match=r"\.pdf or \.txt"):
        pack.write_slip(samples.source(), tmp_path / "slip.docx")
    taken = tmp_path / "slip.txt"
    taken.write_text("mine", encoding="utf-8")
    with pytest.raises(TargetNotWritable, match="there already"):
        pack.write_slip(samples.source(), taken)
    assert taken.read_text(encoding="utf-8") == "mine"
    assert [file.name for file in tmp_path.iterdir()] == ["slip.txt"]


def test_typst_is_loaded_only_when_a_page_is_set(tmp_path):
    """The text slip needs no Typst and the PDF does, so importing packs alone does not load it."""
    script = (
        "import sys; sys.path.insert(0, sys.argv[1]); import pack_samples as s; from pathlib import Path;"
        "from champion_tui.papers.pack import pack; pack.write_slip(s.source(), Path(sys.argv[2], 'slip.txt'));"
        "assert 'typst' not in sys.modules; pack.write_slip(s.source(), Path(sys.argv[2], 'slip.pdf'));"
        "assert 'typst' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script, Path(samples.__file__).parent, tmp_path], check=True, timeout=120)


def test_packs_written_from_several_threads_are_whole(tmp_path):
    """Packs written from several threads are whole, because screens export from different worker threads."""
    source = samples.source()
    wanted = contents(pack.write(source, tmp_path / "wanted").folder)
    folders = []
    threads = [threading.Thread(target=lambda: folders.append(pack.write(source, tmp_path).folder)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(folders)) == 4
    assert all(contents(folder) == wanted for folder in folders)
