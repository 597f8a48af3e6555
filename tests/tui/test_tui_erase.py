"""Erasing a case on the full screen: what the page shows, what stops it, what must be typed, what follows."""

from unittest.mock import patch

from case_desks import READY, READY_WITH_PAPER, at_desk
from desk_samples import PASSPHRASE
from driving import words

from champion_tui.store.cases import erasing as store_erasing
from champion_tui.store.errors import StoreFull

HUB = ("3", "1")
ERASE = (*HUB, "end", "enter")


async def erased(run):
    """Types the reference and waits until the case is erased."""
    await run.type(run.reference.lower())
    await run.press("enter")
    await run.until(lambda: "was erased on" in run.text)
    await run.settle()


async def test_it_says_what_goes_and_what_stays_on_one_page():
    """One page shows initials only, what is deleted, what stays, the copies' 28 days, and what must be typed."""
    async with at_desk(*ERASE, cases=(READY,)) as run:
        assert run.name == "erase"
        for said in (
            "Erase the case of Z.E.?",
            "What goes, for good",
            "What stays",
            "28 days",
            "type its reference again",
        ):
            assert said in words(run)
        assert "Zebedee" not in run.text
        assert "PgDn" not in run.footer


async def test_only_the_reference_erases_and_the_list_comes_next():
    """Only the reference erases the case; then its stub is shown, and Enter leads to the list without the case."""
    async with at_desk(*ERASE, cases=(READY,)) as run:
        await run.type("yes")
        await run.press("enter")
        assert "Nothing was erased." in run.text
        await run.press(*["backspace"] * 3)
        await erased(run)
        assert "Cherwell District Council" in run.text
        await run.go("1")
        assert run.name == "cases"
        assert "There are no cases yet." in run.text
        await run.press("escape")
        assert run.name == "start"


async def test_esc_leaves_the_case_as_it_is():
    """Esc leads back to the hub with the case unchanged."""
    async with at_desk(*ERASE, cases=(READY,)) as run:
        await run.press("escape")
        assert run.name == "case"
        assert run.reference in run.lines[0]


async def test_a_case_that_was_opened_from_the_start_leads_to_the_list_too():
    """After erasing, Esc leads to the list and not back to the erased case."""
    async with at_desk(cases=(READY,)) as run:
        run.app.ways.open_case(run.reference)
        await run.settle()
        await run.press("end", "enter")
        await erased(run)
        await run.press("escape")
        assert run.name == "cases"


async def test_files_outside_the_vault_come_first(tmp_path):
    """Files outside the vault are named and nothing can be typed; once they are dealt with from here, erasing continues."""
    slip = tmp_path / "slip.pdf"
    slip.write_text("invented", encoding="utf-8")
    files = [(str(slip), "slip"), ("/stick/gone.pdf", "slip"), ("the slip, on a printer", "print")]
    async with at_desk(*ERASE, cases=(READY_WITH_PAPER,), exported=files, size=(120, 40)) as run:
        assert slip.name in "".join(run.text.split())  # a long path is broken anywhere
        assert "Files outside the vault" in run.text
        assert "type its reference again" not in words(run)
        await run.go("1")
        assert run.name == "exported"
        await run.go("1", "2")
        await run.until(lambda: not slip.exists())
        await run.press("escape")
        await run.settle()
        assert "type its reference again" in words(run)
        assert "still exists, delete it there: /stick/gone.pdf" in words(run)
        assert "Printed, and not noted as dealt with: the slip, on a printer" in words(run)
        await erased(run)
        assert run.desk.papers.exported_files() == ()


async def test_without_room_for_the_second_copy_the_case_is_erased_and_the_check_tells():
    """Locking removes the traces; if there is no room for that, nothing is lost, and the check of the vault reports it."""
    async with at_desk(*ERASE, cases=(READY,)) as run:
        await erased(run)
        with patch.object(store_erasing, "rewrite", side_effect=StoreFull):
            run.desk.vault.lock()
        run.desk.vault.unlock(PASSPHRASE)
        (check,) = [check for check in run.desk.vault.check() if check.name == "erased"]
        assert not check.ok
        assert "traces may be in unused parts" in check.words
