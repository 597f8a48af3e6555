"""``case export --form`` and ``case print``: JSON, text, exit codes, and where a key is shown."""

import json

import pytest
import pyzipper
from command_line import run_here
from desk_samples import MINIMUM, PASSPHRASE, REFER, unlocked_desk

from champion_tui.desk.papers.printing.printing import Printers

VALE = {"triage": {**REFER, "authority": "vale-of-white-horse"}, "referral": dict(MINIMUM)}
TODAYS_SHAPE = {"reference", "files", "folder"}


@pytest.fixture
def vault(tmp_path, monkeypatch):
    """Returns a function that runs a command on a vault with one case, and the case's reference."""
    desk = unlocked_desk(tmp_path / "home")
    reference = desk.cases.new(VALE)
    desk.vault.lock()
    secret = tmp_path / "passphrase.txt"
    secret.write_text(f"{PASSPHRASE}\n", encoding="utf-8")
    monkeypatch.setenv("CHAMPION_PASSPHRASE_FILE", str(secret))
    return lambda *argv: run_here("--at", "2026-11-23T10:04:31", "--home", tmp_path / "home", *argv), reference


@pytest.mark.parametrize(
    ("form", "files"),
    [
        ((), None),
        (("--form", "folder"), None),
        (("--form", "email"), ["referral.eml", "manifest.json"]),
    ],
    ids=str,
)
def test_every_form_keeps_the_shape_of_today(vault, tmp_path, form, files):
    """The JSON has only reference, files and folder, and the default form is the folder."""
    run, case = vault
    ran = run("case", "export", case, "--to", tmp_path / "out", *form, "--json")
    assert ran.code == 0, ran.err
    assert set(ran.json) == TODAYS_SHAPE
    given = [file["name"] for file in ran.json["files"]]
    assert given == files if files else "referral.pdf" in given
    assert {file.name for file in (tmp_path / "out" / case).iterdir()} == set(given)


def test_a_sealed_file_gives_its_key_once_as_one_more_json_key(vault, tmp_path):
    """``passphrase`` is only on standard output and opens the file, and standard error says how to pass it on."""
    run, case = vault
    ran = run("case", "export", case, "--to", tmp_path, "--form", "sealed-archive", "--json")
    assert set(ran.json) == {*TODAYS_SHAPE, "passphrase"}
    key = ran.json["passphrase"]
    assert key not in ran.err
    assert PASSPHRASE not in ran.out
    assert "by phone, never in the same e-mail" in ran.err
    with pyzipper.AESZipFile(tmp_path / case / "sealed.zip") as archive:
        archive.setpassword(key.encode())
        assert json.loads(archive.read("referral.json"))["reference"] == case


def test_in_words_the_key_stands_alone_on_its_line_in_groups(vault, tmp_path):
    """The key can be read out, and how to pass it on and what comes next are printed with it."""
    run, case = vault
    ran = run("case", "export", case, "--to", tmp_path, "--form", "sealed-pdf")
    (line,) = [line for line in ran.out.splitlines() if line.replace(" ", "").isdigit()]
    assert len(line.split()) == 6
    words = " ".join(ran.out.split())
    assert "never in the same e-mail" in words
    assert "NOT SENT" in words
    assert line.strip() not in ran.err


def test_a_key_that_nobody_can_see_takes_its_file_with_it(vault, tmp_path, monkeypatch):
    """If standard output is full or missing, no file or list entry is left, and no error contains the key."""
    run, case = vault

    def full(*lines):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("champion_tui.cli.commands.papers.exporting.show", full)
    ran = run("case", "export", case, "--to", tmp_path / "out", "--form", "sealed-pdf")
    assert ran.code == 6
    assert "key could not be shown" in ran.err
    assert not list((tmp_path / "out").iterdir())
    desk = unlocked_again(tmp_path)
    assert desk.papers.exported_files() == ()
    desk.vault.lock()


def unlocked_again(tmp_path):
    """Returns the vault's desk, unlocked again."""
    from desk_samples import desk_in

    desk = desk_in(tmp_path / "home")
    desk.vault.unlock(PASSPHRASE)
    return desk


def test_an_unknown_form_is_a_wrong_value(vault, tmp_path):
    """An unknown form gives exit code 3 and the existing forms, before anything is unlocked or written."""
    run, case = vault
    ran = run("case", "export", case, "--to", tmp_path / "out", "--form", "fax", "--json")
    assert ran.code == 3
    assert ran.problem == {
        "key": "form", "given": "fax", "expected": "one of folder, email, sealed-pdf, sealed-archive"
    }  # fmt: skip
    assert not (tmp_path / "out").exists()


def test_a_council_without_an_address_is_refused_by_the_procedure(vault, tmp_path):
    """A draft for a council without a known address gives exit code 5 and the reason, and nothing is written."""
    run, _ = vault
    file = tmp_path / "case.json"
    answers = {key: list(value) if isinstance(value, tuple) else value for key, value in REFER.items()}
    file.write_text(json.dumps({"triage": answers, "referral": dict(MINIMUM)}))
    case = run("case", "new", "--from", file, "--json").json["reference"]
    ran = run("case", "export", case, "--to", tmp_path / "out", "--form", "email")
    assert ran.code == 5
    assert (
        "Cherwell District Council takes referrals through its portal. No e-mail address is known for when that fails"
        in ran.err
    )
    assert not (tmp_path / "out").exists()


def test_a_target_that_is_a_file_is_named_for_every_form(vault, tmp_path):
    """If the target is a file, every form gives exit code 6, leaves the file unchanged and lists nothing."""
    run, case = vault
    taken = tmp_path / "a 'file'"
    taken.write_text("mine")
    for form in ("folder", "email", "sealed-pdf", "sealed-archive"):
        ran = run("case", "export", case, "--to", taken, "--form", form)
        assert ran.code == 6
        assert "a 'file'" in ran.err
        assert not any(line.replace(" ", "").isdigit() for line in ran.out.splitlines())
    assert taken.read_text() == "mine"


# -- printing -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def office(monkeypatch):
    """Replaces the print system by one with a single printer, and returns the list of what it was given."""
    handed = []
    monkeypatch.setattr("champion_tui.desk.papers.printing.printing.printers", lambda: Printers(("Office",), ""))
    monkeypatch.setattr(
        "champion_tui.desk.papers.printing.printing.print_pdf", lambda document, printer: handed.append(document[:4])
    )
    return handed


def test_a_paper_is_printed_and_the_queue_is_spoken_of(vault, office):
    """The JSON has only paper and printer, standard error says what the queue may keep, and the text has all of it."""
    run, case = vault
    ran = run("case", "print", case, "--what", "consent", "--json")
    assert ran.code == 0, ran.err
    assert ran.json == {"reference": case, "what": "consent", "printer": "Office"}
    assert "may keep the document" in ran.err
    said = run("case", "print", case.lower(), "--what", "evidence", "--printer", "Office")
    assert "The evidence record went to Office." in said.out
    assert "may keep the document" in " ".join(said.out.split())
    assert office == [b"%PDF", b"%PDF"]


def test_a_paper_goes_to_a_file_everywhere(vault, tmp_path, monkeypatch):
    """``--to`` needs no print system, has the shape of an export, and never replaces a file."""
    run, case = vault
    monkeypatch.setenv("PATH", str(tmp_path))
    file = tmp_path / 'Ada\'s "record".pdf'
    ran = run("case", "print", case, "--what", "consent", "--to", file, "--json")
    assert ran.code == 0, ran.err
    assert set(ran.json) == TODAYS_SHAPE
    assert [entry["name"] for entry in ran.json["files"]] == [file.name]
    before = file.read_bytes()
    assert run("case", "print", case, "--what", "referral", "--to", file).code == 6
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("options", "code", "key"),
    [
        (("--what", "everything"), 3, "what"),
        (("--what", "slip", "--printer", "Ward"), 3, "printer"),
        (("--what", "slip", "--to", ""), 3, "to"),
        (("--what", "slip", "--to", "slip.doc"), 3, "to"),
        (("--what", "slip", "--to", "a.pdf", "--printer", "Office"), 2, None),
        ((), 2, None),
    ],
    ids=str,
)
def test_wrong_options_of_printing_are_named(vault, office, options, code, key):
    """Each wrong option is named with its exit code, and nothing is printed or written."""
    run, case = vault
    ran = run("case", "print", case, *options, "--json")
    assert ran.code == code
    if key:
        assert ran.problem["key"] == key
    assert office == []


def test_a_machine_without_a_print_system_ends_with_a_way_out(vault, tmp_path, monkeypatch):
    """Without a print system, printing gives exit code 6 and what to do instead."""
    run, case = vault
    monkeypatch.setenv("PATH", str(tmp_path))
    ran = run("case", "print", case, "--what", "slip")
    assert ran.code == 6
    assert "no print system" in ran.err
    assert "Write a file instead" in ran.err
