"""Printing: on a real CUPS server with a PDF printer of the test's own, on a simulated Windows, and on machines that
cannot print.
"""

import os
import stat
import subprocess
import sys
import types
from contextlib import nullcontext
from pathlib import Path

import pytest
from desk_samples import MINIMUM, MONDAY_MORNING, REFER, unlocked_desk
from print_server import print_server

from champion_tui.desk.errors import CannotReadOrWrite, RefusedByProcedure, UnusableValue
from champion_tui.desk.papers.prepared import Preparing
from champion_tui.desk.papers.printing import printing, windows_printing
from champion_tui.desk.settings.remembered import PRINTER, this_machine
from champion_tui.papers.pack import one_paper

READY = {"triage": REFER, "referral": {**MINIMUM, "paper": "full"}}
CUPS = pytest.mark.needs("lp", "lpstat", "lpadmin", "cupsd")


@pytest.fixture
def desk(tmp_path):
    """Returns an unlocked desk."""
    found = unlocked_desk(tmp_path / "home")
    yield found
    found.vault.lock()


@pytest.fixture
def cups(monkeypatch):
    """Starts a print server with a PDF printer, which this test's programs use."""
    with print_server() as server:
        monkeypatch.setenv("CUPS_SERVER", server.socket)
        server.add("Office_PDF")
        yield server


def files_below(folder):
    """Returns every file below the folder, except the safety copies that the vault makes."""
    return {file for file in folder.rglob("*") if file.is_file() and file.parent.name != "backups"}


def prepared(desk, reference):
    """Returns the case as its papers are made from it."""
    opened = desk.vault.opened()
    preparing = Preparing(opened.store, desk.book, opened.cases.judged, home=desk.home, training=False)
    return preparing.case(reference)


@CUPS
@pytest.mark.parametrize("what", ["slip", "referral", "consent", "evidence"])
def test_each_paper_comes_out_of_the_printer_as_the_very_pdf(desk, cups, tmp_path, what):
    """The printer gets byte for byte the PDF that the pack's writer makes; the job's title reveals nothing, and no file
    of ours is left.
    """
    case = desk.cases.new(READY)
    before = files_below(tmp_path)
    expected = one_paper.to_print(prepared(desk, case).source, what)
    view = desk.papers.prints.print(case, what)
    new = {file.name for file in files_below(tmp_path) - before}
    assert cups.printed() == [expected]
    assert cups.titles() == ["Document"]
    assert new <= {"printers.toml", "cases.db-wal", "cases.db-shm"}
    assert view.printer == "Office_PDF"
    assert any("may keep the document" in note for note in view.notes)


@pytest.fixture
def handed(monkeypatch):
    """A printer that accepts everything, with a list of the documents that each printer got."""
    got = []
    monkeypatch.setattr(printing, "printers", lambda: printing.Printers(("Office",), "Office"))
    monkeypatch.setattr(printing, "print_pdf", lambda document, printer: got.append((document, printer)))
    return got


@pytest.mark.parametrize("what", ["timeline", "subject-access"])
def test_a_record_of_a_case_goes_to_a_printer_as_it_would_into_a_file(desk, handed, tmp_path, what):
    """A whole record can be printed whatever the case's status and is listed as a print; it is no slip, so a missing
    slip stays missing.
    """
    case = desk.cases.new(READY)
    desk.cases.after.withdraw(case, MONDAY_MORNING.date(), "need-resolved")
    desk.papers.prints.to_file(case, what, tmp_path / "paper.pdf")
    view = desk.papers.prints.print(case, what)
    document, printer = handed[0]
    assert document.startswith(b"%PDF")
    assert len(document) > 5_000
    assert (printer, view.printer) == ("Office", "Office")
    assert f"{what} on printer Office" in [file.path for file in desk.papers.exported_files()]


def test_what_was_printed_beside_it_is_no_slip(desk, handed):
    """A printed timeline leaves the slip on the list of what is due; a printed slip removes it."""
    case = desk.cases.new(READY)
    desk.cases.mark_sent(case, MONDAY_MORNING.date(), "AB1")
    for what, missing in (("timeline", True), ("evidence", True), ("slip", False)):
        desk.papers.prints.print(case, what)
        kinds = [due.kind for due in desk.vault.opened().store.listed_one(case, MONDAY_MORNING.date()).summary.dues]
        assert ("slip-missing" in kinds) is missing


def test_the_by_name_list_is_listed_for_everybody_on_it_and_dealt_with_once(desk, handed, tmp_path):
    """Each person on the list may ask what has left the vault about them. The list appears once among the exported
    files, one case is enough to ask for it, and no case counts as another one.
    """
    cases = [desk.cases.new(READY) for _ in range(3)]
    store = desk.vault.opened().store
    before = [store.case(case) for case in cases]
    view = desk.figures.print_by_name(names=True)
    assert view.words == "The by-name list went to Office."
    assert [store.case(case) for case in cases] == before
    for case in cases:
        assert [file.path for file in store.exported_of(case)] == ["by-name on printer Office"]
    (listed,) = desk.papers.exported_files()
    assert listed.words.startswith("by-name list")
    assert desk.cases.lists.waiting()[2] == 1
    today = MONDAY_MORNING.date()
    asking = [
        case for case in cases if "file-outside" in [due.kind for due in store.listed_one(case, today).summary.dues]
    ]
    assert asking == [listed.reference]
    desk.papers.dealt_with(listed.id, delete=False)
    assert desk.papers.exported_files() == ()
    assert desk.cases.lists.waiting()[2] == 0
    assert all(file.dealt_with_at for case in cases for file in store.exported_of(case))
    assert [each.words for each in desk.vault.check() if not each.ok] == []


def test_a_by_name_list_that_cannot_be_printed_is_on_nobodys_list(desk, handed, monkeypatch):
    """If the printer refuses the list, nothing has left the vault, and the history of each case says so."""

    def refuse(_document, _printer):
        raise CannotReadOrWrite("no paper")

    monkeypatch.setattr(printing, "print_pdf", refuse)
    cases = [desk.cases.new(READY) for _ in range(2)]
    with pytest.raises(CannotReadOrWrite):
        desk.figures.print_by_name()
    assert [desk.vault.opened().store.exported_of(case) for case in cases] == [(), ()]
    assert [each.words for each in desk.vault.check() if not each.ok] == []


def test_a_by_name_list_still_outside_keeps_everybody_on_it_from_being_erased(desk, tmp_path):
    """A file with a person's name or initials in it is about them too, so their case cannot be erased while it exists."""
    first, other = (desk.cases.new(READY) for _ in range(2))
    desk.figures.write_by_name(tmp_path / "list.csv")
    for case in (first, other):
        with pytest.raises(RefusedByProcedure):
            desk.cases.erasing.erase(case)
    desk.papers.dealt_with(desk.papers.exported_files()[0].id, delete=True)
    assert not (tmp_path / "list.csv").exists()
    desk.cases.erasing.erase(other)


@CUPS
@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root can become somebody else")
def test_a_server_that_an_ordinary_user_runs_prints_too(desk, monkeypatch):
    """A CUPS server without root's rights prints as well."""
    with print_server(user="nobody") as server:
        monkeypatch.setenv("CUPS_SERVER", server.socket)
        server.add("Ward")
        desk.papers.prints.print(desk.cases.new(READY), "slip")
        assert server.printed()[0].startswith(b"%PDF")


@CUPS
def test_what_was_printed_is_listed_until_it_is_dealt_with(desk, cups, tmp_path, monkeypatch):
    """A print is listed with its printer and time; there is no file to delete, and no file that happens to have that
    name is touched.
    """
    case = desk.cases.new(READY)
    desk.papers.prints.print(case, "consent")
    (listed,) = desk.papers.exported_files()
    assert (listed.reference, listed.still_there) == (case, False)
    assert "Office_PDF" in listed.path
    assert listed.words.startswith("print, Monday 23 November 2026")
    folder = tmp_path / listed.path
    folder.mkdir()
    monkeypatch.chdir(tmp_path)
    assert not desk.papers.exported_files()[0].still_there
    desk.papers.dealt_with(listed.id, delete=True)
    assert desk.papers.exported_files() == ()
    assert folder.exists()
    assert desk.cases.view(case).status == "ready"


@CUPS
def test_the_printer_is_remembered_for_this_machine_alone(desk, cups):
    """A printer that was named once is used again; another machine with the same home has its own, and the vault does
    not hold it.
    """
    cups.add("Ward")
    case = desk.cases.new(READY)
    desk.papers.prints.print(case, "slip", "Ward")
    assert desk.papers.prints.printers().offered == "Ward"
    assert desk.papers.prints.print(case, "slip").printer == "Ward"
    machine = this_machine()
    assert PRINTER.of(desk.home, machine) == "Ward"
    assert PRINTER.of(desk.home, "another-ward") == ""
    PRINTER.note(desk.home, "another-ward", 'Odd "name"')
    assert PRINTER.of(desk.home, "another-ward") == 'Odd "name"'
    assert PRINTER.of(desk.home, machine) == "Ward"
    assert "Ward" not in repr(desk.vault.opened().store.settings())


@CUPS
def test_the_systems_own_printer_is_used_before_one_is_chosen(desk, cups):
    """If there are several printers and no default, none is guessed: their names are shown."""
    cups.add("Ward")
    case = desk.cases.new(READY)
    with pytest.raises(UnusableValue, match="Choose one of: Office_PDF, Ward") as refused:
        desk.papers.prints.print(case, "slip")
    assert refused.value.key == "printer"
    cups.add("Ward", default=True)
    assert desk.papers.prints.print(case, "slip").printer == "Ward"


@CUPS
def test_a_printer_that_has_vanished_is_said_and_another_is_named(desk, cups):
    """Neither a vanished nor an unknown printer reaches the print program, and nothing is listed."""
    cups.add("Ward")
    case = desk.cases.new(READY)
    desk.papers.prints.print(case, "slip", "Ward")
    cups.remove("Ward")
    with pytest.raises(UnusableValue, match=r"no printer 'Ward' now\. There is: Office_PDF"):
        desk.papers.prints.print(case, "slip", "Ward")
    assert desk.papers.prints.printers().offered == "Office_PDF"
    assert len(desk.papers.exported_files()) == 1


@CUPS
def test_a_printer_that_vanishes_at_the_last_moment_leaves_nothing_listed(desk, cups, monkeypatch):
    """If a listed printer vanishes before the document arrives, a message says so, and the list is as before."""
    case = desk.cases.new(READY)
    monkeypatch.setattr(printing, "printers", lambda: printing.Printers(("Gone",), ""))
    with pytest.raises(CannotReadOrWrite, match="Gone did not take it"):
        desk.papers.prints.print(case, "slip")
    assert desk.papers.exported_files() == ()


@CUPS
@pytest.mark.parametrize("name", ["--odd", "$(touch_x)", "a;b&c", "quo'te", 'two"quotes'])
def test_odd_printer_names_are_names(desk, cups, tmp_path, monkeypatch, name):
    """A printer name that looks like an option or a shell command prints and does nothing else."""
    monkeypatch.chdir(tmp_path)
    try:
        cups.add(name)
    except subprocess.CalledProcessError:  # CUPS refuses some names itself, so nobody can have such a printer
        assert name not in printing.printers().names
        return
    assert desk.papers.prints.print(desk.cases.new(READY), "slip", name).printer == name
    assert cups.printed()
    assert not (tmp_path / "touch_x").exists()


@CUPS
def test_a_print_system_without_printers_or_without_a_server_says_so(desk, monkeypatch, tmp_path):
    """A print system without printers and one without a server give the same advice: write a file."""
    case = desk.cases.new(READY)
    with print_server() as server:
        monkeypatch.setenv("CUPS_SERVER", server.socket)
        with pytest.raises(CannotReadOrWrite, match="knows no printer") as none:
            desk.papers.prints.print(case, "slip")
        assert "Write a file" in none.value.way_out
    with pytest.raises(CannotReadOrWrite, match="knows no printer"):
        desk.papers.prints.print(case, "slip")
    assert desk.papers.exported_files() == ()


@pytest.mark.skipif(os.name != "posix", reason="programs of a folder are told apart by their mode")
@pytest.mark.parametrize("lp", ["exit 1", "sleep 30"], ids=["refuses", "hangs"])
def test_a_print_program_that_fails_or_hangs_is_said(desk, tmp_path, monkeypatch, lp):
    """The print program's own message is repeated; one that hangs is stopped after a timeout; nothing stays listed."""
    programs = tmp_path / "programs"
    programs.mkdir()
    for name, body in {"lpstat": '[ "$1" = -e ] && echo Office', "lp": f"echo out of paper >&2; {lp}"}.items():
        file = programs / name
        file.write_text(f"#!/bin/sh\n{body}\n")
        file.chmod(file.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}/usr/bin{os.pathsep}/bin")
    monkeypatch.setattr(printing, "PRINT_SECONDS", 0.5)
    with pytest.raises(CannotReadOrWrite, match=r"out of paper|does not answer"):
        desk.papers.prints.print(desk.cases.new(READY), "slip")
    assert desk.papers.exported_files() == ()


def test_without_a_print_system_a_file_is_the_way_out(desk, tmp_path, monkeypatch):
    """Without ``lp`` on the path a message says what to do; a file is written and listed instead, and never replaces another."""
    monkeypatch.setenv("PATH", str(tmp_path))
    case = desk.cases.new(READY)
    with pytest.raises(CannotReadOrWrite, match="no print system") as none:
        desk.papers.prints.print(case, "referral")
    assert "Write a file" in none.value.way_out
    file = tmp_path / "Ada's referral.pdf"
    view = desk.papers.prints.to_file(case, "referral", file)
    assert file.read_bytes().startswith(b"%PDF")
    assert "delete the file" in view.next_steps[0]
    assert [Path(one.path) for one in desk.papers.exported_files()] == [file]
    with pytest.raises(CannotReadOrWrite, match="there already"):
        desk.papers.prints.to_file(case, "evidence", file)
    with pytest.raises(UnusableValue, match=r"\.pdf"):
        desk.papers.prints.to_file(case, "evidence", tmp_path / "evidence.txt")


@pytest.mark.parametrize(
    ("changes", "what", "error"),
    [
        ({"triage": {**REFER, "consent": "refused"}}, "referral", RefusedByProcedure),
        ({"triage": {**REFER, "consent": "refused"}}, "consent", RefusedByProcedure),
        ({"referral": {**MINIMUM, "paper": "none"}}, "slip", RefusedByProcedure),
        ({"referral": {}}, "referral", RefusedByProcedure),
        ({}, "everything", UnusableValue),
    ],
)
def test_nothing_is_printed_that_may_not_go_out(desk, tmp_path, changes, what, error):
    """Consent, the minimum and the choice of paper apply to a printer as they do to a file."""
    case = desk.cases.new({**READY, **changes})
    with pytest.raises(error):
        desk.papers.prints.to_file(case, what, tmp_path / "paper.pdf")
    assert not (tmp_path / "paper.pdf").exists()


@pytest.mark.parametrize(
    "text",
    ["not toml [", '[[printer]]\nmachine = "x"', '[[printer]]\nmachine = "x"\nname = "y"\nmore = 1', "other = 1"],
)
def test_a_broken_list_of_printers_stands_in_nobodys_way(tmp_path, text):
    """A broken list of printers counts as empty and is not overwritten."""
    (tmp_path / "printers.toml").write_text(text)
    assert PRINTER.of(tmp_path, "x") == ""
    PRINTER.note(tmp_path, "x", "Office")
    assert (tmp_path / "printers.toml").read_text() == text


# -- Windows, simulated -------------------------------------------------------------------------------------------------


@pytest.fixture
def windows(monkeypatch):
    """A simulated Windows with two printers, which records what its handler was asked to print and what the file held then."""
    handed = []
    values = [("Office", "winspool,Ne00:", 1), ("Ward 3", "winspool,Ne01:", 1)]
    registry = types.SimpleNamespace(
        HKEY_CURRENT_USER=1,
        OpenKey=lambda root, name: nullcontext(name),
        QueryInfoKey=lambda key: (0, len(values), 0),
        EnumValue=lambda key, index: values[index],
        QueryValueEx=lambda key, name: ("Office,winspool,Ne00:", 1),
    )

    def startfile(file, operation, arguments):
        handed.append((Path(file), operation, arguments, Path(file).read_bytes()))

    monkeypatch.setattr(windows_printing, "winreg", registry, raising=False)
    monkeypatch.setattr(windows_printing.os, "startfile", startfile, raising=False)
    monkeypatch.setattr(sys, "platform", "win32")
    return handed


def test_windows_prints_from_a_file_that_is_said_listed_and_deleted_with_the_next(desk, windows):
    """The handler gets our file and the printer; the file stays in our folder until the next print, and can be deleted."""
    case = desk.cases.new(READY)
    view = desk.papers.prints.print(case, "slip", "Ward 3")
    file, operation, arguments, content = windows[0]
    assert (operation, arguments) == ("printto", '"Ward 3"')
    assert content.startswith(b"%PDF")
    assert file.parent == desk.home / "printing"
    assert case not in file.name
    assert any("stays in" in note for note in view.notes)
    assert [(one.path, one.still_there) for one in desk.papers.exported_files()] == [(str(file), True)]
    desk.papers.prints.print(case, "evidence")
    assert not file.exists()
    assert windows[1][2] == '"Ward 3"'
    assert [one.still_there for one in desk.papers.exported_files()] == [False, True]


def test_windows_lists_the_file_before_its_first_byte(desk, windows, monkeypatch):
    """A program that is killed while it writes leaves no unencrypted file that is missing from the list."""
    seen = []
    really_make = windows_printing.private_folder

    def make(folder):
        (listed,) = desk.papers.exported_files()
        seen.append(Path(listed.path).parent == folder and not listed.still_there)
        really_make(folder)

    monkeypatch.setattr(windows_printing, "private_folder", make)
    desk.papers.prints.print(desk.cases.new(READY), "slip", "Ward 3")
    assert seen == [True]


def test_windows_without_a_program_for_pdfs_leaves_no_file(desk, windows, monkeypatch):
    """If the handler refuses, a message says so, the file is removed and the list is as before."""

    def startfile(file, operation, arguments):
        raise OSError(1155, "No application is associated")

    monkeypatch.setattr(windows_printing.os, "startfile", startfile, raising=False)
    with pytest.raises(CannotReadOrWrite, match="No program on this machine prints PDFs"):
        desk.papers.prints.print(desk.cases.new(READY), "slip")
    assert not list((desk.home / "printing").iterdir())
    assert desk.papers.exported_files() == ()
