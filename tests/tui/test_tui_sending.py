"""The ways to the council on the full screen: into a portal line by line, drafts, sealed files, printing."""

import base64
import json
import re
from pathlib import Path
from unittest.mock import patch

import pytest
import pyzipper
from case_desks import READY, READY_WITH_PAPER, REFUSED, at_desk, desk_with
from case_scenes import FIGURES
from desk_samples import MINIMUM, REFER
from driving import type_target, words
from guarding import guarded
from print_server import print_server

from champion_tui.desk.papers.printing import printing

COPYING = re.compile(r"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07")
VALE = {"triage": {**REFER, "authority": "vale-of-white-horse"}, "referral": {**MINIMUM, "paper": "full"}}
PORTAL = ("3", "1", "7", "f4", "1")
PRINT = ("3", "1", "7", "f4", "5")


def copied(run):
    """Returns what the terminal was asked to take, in order."""
    return [base64.b64decode(each).decode("utf-8") for each in COPYING.findall("".join(run.sent))]


def marked_line(run):
    """Returns the marked line."""
    return next(found for found in run.lines if found.lstrip().startswith(">"))


MULTIPLEXERS = [
    ("TMUX", "/tmp/tmux-1000/default,1,0", "You are in tmux."),
    ("STY", "1234.pts-0.desk", "You are in screen"),
    ("TERM", "tmux-256color", "You are in tmux."),
    ("TERM", "screen-256color", "You seem to be in tmux or screen"),
]


# -- line by line -------------------------------------------------------------------------------------------------------


async def test_a_line_is_offered_and_the_person_ticks_it():
    """After one question, each Enter offers the whole marked value and ticks nothing, as no program sees whether it arrived. F5
    ticks it and moves to the next line with a value, just as for the first line after the question.
    """
    with desk_with(READY_WITH_PAPER) as desk:
        async with guarded(*PORTAL, desk=desk) as run:
            assert "0 of 6 ticked" in run.lines[0]
            await run.press("enter")
            assert run.name == "ask"
            assert "can read the clipboard" in words(run)
            assert copied(run) == []
            await run.go("1")
            assert copied(run) == ["Zebedee Example"]
            assert "Offered to the clipboard: Full name. F5 ticks it" in run.footer
            assert "0 of 6 ticked" in run.lines[0]
            assert "Full name" in marked_line(run)
            await run.press("f5")
            assert "1 of 6 ticked" in run.lines[0]
            assert "Their phone" in marked_line(run)
            for value in ("07700 900123", "Threatened with homelessness within 56 days", "Yes, spoken", "Yes", "Yes"):
                await run.press("enter")
                assert copied(run)[-1] == value
                await run.press("f5")
            assert "Zebedee" not in run.footer
            assert "All 6 lines" in words(run)


async def test_nothing_says_copied_or_ticks_by_being_offered():
    """However often a line is offered, nothing is ticked in the store, and no page claims that it was copied."""
    with desk_with(READY_WITH_PAPER) as desk:
        async with guarded(*PORTAL, desk=desk) as run:
            await run.go("enter", "1")
            for _ in range(3):
                await run.press("enter")
                assert "copied" not in run.text.casefold()
            reference = desk.cases.lists.cases().rows[0].reference
            assert not [one for one in desk.papers.sending.copying(reference).lines if one.done]


@pytest.mark.parametrize(("name", "value", "said"), MULTIPLEXERS)
async def test_a_multiplexer_that_drops_the_request_is_named_with_what_to_do(name, value, said, monkeypatch):
    """The multiplexer and what to do are named before anything is offered, and next to the offer."""
    for one in ("TMUX", "STY", "TERM"):
        monkeypatch.delenv(one, raising=False)
    monkeypatch.setenv(name, value)
    with desk_with(READY_WITH_PAPER) as desk:
        async with guarded(*PORTAL, desk=desk) as run:
            await run.press("enter")
            assert said in words(run)
            assert "portal-sheet.txt" in words(run)
            assert ("set-clipboard on" in words(run)) == ("tmux" in said)
            await run.go("1")
            assert "may have dropped it" in run.footer
            assert "F5" in run.footer


async def test_an_interruption_loses_nothing():
    """After leaving in the middle and restarting, the ticks and the position of the mark are kept."""
    with desk_with(READY_WITH_PAPER) as desk:
        async with guarded(*PORTAL, desk=desk) as run:
            await run.go("enter", "1")
            await run.press("f5")
            await run.go("escape", "escape")
            assert run.name == "preview"
        async with guarded("3", "1", "7", "f4", desk=desk) as run:
            assert "1 of 6 ticked, 5 left" in run.text
            await run.go("1")
            assert "Their phone" in marked_line(run)
            assert next(found for found in run.lines if "Full name" in found).count("[x]") == 1


async def test_without_the_clipboard_lines_are_ticked_by_hand():
    """Without the clipboard nothing is copied, and F5 ticks and unticks the marked line."""
    with desk_with(READY_WITH_PAPER) as desk:
        async with guarded(*PORTAL, desk=desk) as run:
            await run.go("enter", "2")
            assert run.name == "portal"
            assert "0 of 6 ticked" in run.lines[0]
            await run.press("f5")
            assert "1 of 6 ticked" in run.lines[0]
            assert "Full name: ticked." in run.footer
            await run.press("up", "up", "up", "ctrl+t")
            assert "0 of 6 ticked" in run.lines[0]
            assert copied(run) == []


async def test_a_gap_is_said_and_never_copied():
    """Enter on a line without a value explains why there is none, and asks and ticks nothing."""
    with desk_with(READY_WITH_PAPER) as desk:
        async with guarded(*PORTAL, desk=desk) as run:
            await run.press("home", "enter")
            assert run.name == "portal"
            assert "There is nothing here to copy: not given: wanted" in run.footer
            assert copied(run) == []
            await run.press("down", "enter")
            assert "There is nothing here" in run.footer


async def test_a_value_that_changed_after_it_was_ticked_says_so():
    """A value changed after it was ticked loses its tick and gets the mark."""
    with desk_with(READY_WITH_PAPER) as desk:
        case = desk.cases.lists.cases().rows[0].reference
        desk.papers.sending.mark_copied(case, "full-name", done=True)
        desk.cases.set_field(case, "full-name", "Zebedee Other")
        async with guarded(*PORTAL, desk=desk) as run:
            assert "changed since it was ticked: Zebedee Other" in words(run)
            assert "0 of 6" in run.lines[0]


async def test_at_most_one_masked_value_stands_on_the_page():
    """A phone number is shown as dots until it is marked."""
    async with at_desk(*PORTAL, cases=(READY_WITH_PAPER,)) as run:
        assert "900123" not in run.text
        await run.press("down", "down", "down")
        assert "900123" in run.text
        await run.press("down")
        assert "900123" not in run.text


# -- the channel decides ------------------------------------------------------------------------------------------------


async def test_the_ways_stand_in_the_channels_order():
    """The portal is first, and the address for when it fails is labelled as such."""
    async with at_desk("3", "1", "7", "f4", cases=(VALE,)) as run:
        said = words(run)
        assert said.index("Copy it into the council's portal") < said.index("Write the pack into a folder")
        assert "if the portal fails dutytorefer@southandvale.gov.uk" in said


async def test_a_draft_is_written_and_said_with_how_sure_its_address_is(tmp_path):
    """A draft is written with its address and how sure that is, and the case can then be marked as sent."""
    async with at_desk("3", "1", "7", "f4", "3", cases=(VALE,)) as run:
        await type_target(run, tmp_path)
        assert "referral.eml" in run.text
        assert "dutytorefer@southandvale.gov.uk" in run.text
        assert (tmp_path / run.reference / "referral.eml").exists()
        await run.go("1")
        assert run.name == "sent"


@pytest.mark.parametrize(("way", "name"), [("3", "sealed.pdf"), ("4", "sealed.zip")])
async def test_the_key_of_a_sealed_file_is_on_the_page_once(tmp_path, way, name):
    """The key of a sealed file is shown once in groups with how to pass it on, opens the file, and is forgotten on leaving."""
    async with at_desk("3", "1", "7", "f4", way, cases=(READY_WITH_PAPER,), size=(100, 40)) as run:
        assert "once, when it is written" in words(run)
        await type_target(run, tmp_path)
        (key,) = [found.strip() for found in run.lines if re.fullmatch(r"(\d{4} ){5}\d{4}", found.strip())]
        assert "Tell it by phone, never in the same e-mail." in words(run)
        assert (tmp_path / run.reference / name).exists()
        if name == "sealed.zip":
            with pyzipper.AESZipFile(tmp_path / run.reference / name) as archive:
                archive.setpassword(key.replace(" ", "").encode())
                assert json.loads(archive.read("referral.json"))["reference"] == run.reference
        await run.go("2")
        assert run.name == "case"
        assert key not in run.text


async def test_the_page_for_writing_leads_to_the_other_ways():
    """F4 replaces the page with the other ways, and Esc from them leads to the pack."""
    async with at_desk("3", "1", "7", "enter", cases=(READY_WITH_PAPER,)) as run:
        assert run.name == "write"
        await run.press("ctrl+k")
        assert run.name == "send"
        await run.press("escape")
        assert run.name == "preview"


async def test_what_is_needed_stops_every_way():
    """A case without its minimum says so and opens no way of sending."""
    async with at_desk("3", "1", "7", "f4", cases=({"triage": REFER, "referral": {"paper": "full"}},)) as run:
        assert run.name == "preview"
        assert "It cannot be written yet" in run.text


# -- printing -----------------------------------------------------------------------------------------------------------


@pytest.mark.needs("lp", "lpstat", "lpadmin", "cupsd")
async def test_a_paper_goes_to_a_real_printer_and_the_page_says_what_the_queue_keeps(monkeypatch):
    """The page shows what is printed where and what the queue may keep, and names that printer next time."""
    with print_server() as server:
        monkeypatch.setenv("CUPS_SERVER", server.socket)
        server.add("Office")
        server.add("Ward")
        async with at_desk(*PRINT, cases=(READY_WITH_PAPER,), size=(90, 40)) as run:
            await run.go("3")
            assert "may keep the document itself for a day or longer" in words(run)
            await run.go("2")
            await run.until(lambda: "went to" in run.text)
            assert "The slip went to Ward." in words(run)
            assert server.printed()[0].startswith(b"%PDF")
            assert server.titles() == ["Document"]
            await run.go("1", "4")
            assert "Ward used last on this machine" in words(run)


async def test_a_record_is_printed_from_the_page_that_would_write_it(monkeypatch):
    """Without a referral, F6 prints the record instead of writing a file."""
    handed = []
    monkeypatch.setattr(printing, "printers", lambda: printing.Printers(("Office",), "Office"))
    monkeypatch.setattr(printing, "print_pdf", lambda document, printer: handed.append((document[:4], printer)))
    async with at_desk("3", "1", "1", "f6", cases=({"triage": REFUSED},)) as run:
        assert run.name == "print"
        await run.go("1")
        assert handed == [(b"%PDF", "Office")]
        await run.go("2")
        assert run.name == "write"


async def test_a_machine_that_cannot_print_says_what_to_do_instead(monkeypatch):
    """Without a print system, the page says what to do instead, and Esc leads back."""
    monkeypatch.setenv("PATH", str(Path(__file__).parent))
    async with at_desk(*PRINT, "1", cases=(READY_WITH_PAPER,)) as run:
        assert "no print system" in words(run)
        assert "write a file instead" in words(run)
        await run.press("escape")
        assert run.name == "send"


async def test_only_what_may_go_out_can_be_printed():
    """A slip is not printed if no paper may be carried."""
    none = {**READY, "referral": {**MINIMUM, "paper": "none"}}
    async with at_desk(*PRINT, cases=(none,)) as run:
        assert "The slip" not in run.text
        assert "The consent record" in run.text


async def test_a_printer_that_vanishes_is_said_on_the_page(monkeypatch):
    """If a printer vanishes, the page says so and the list stays."""
    names = iter([("Ward", "Office"), ("Office",), ("Office",)])
    with patch.object(printing, "printers", lambda: printing.Printers(next(names), "")):
        async with at_desk(*PRINT, "1", cases=(READY_WITH_PAPER,)) as run:
            await run.go("1")
            assert "There is no printer 'Ward' now. There is: Office." in words(run)
            assert run.name == "print"


async def test_the_code_is_kept_while_it_is_typed():
    """A code typed before the case is marked as sent is there again, and the header never shows it as saved."""
    async with at_desk("3", "1", cases=(READY,)) as run:
        run.app.screen.do("sent")
        await run.settle()
        assert run.name == "sent"
        assert "saved" in run.lines[0]
        await run.type("AL-7")
        assert "not saved yet" in run.lines[0]
        await run.app.screen.put_away()
        await run.press("escape")
        assert run.desk.cases.view(run.reference).sent_on is None
        run.app.screen.do("sent")
        await run.settle()
        assert run.app.focused.value == "AL-7"
        assert "not saved yet" in run.lines[0]
        await run.type("7")
        await run.press("enter")
        assert run.desk.cases.view(run.reference).sent_code == "AL-77"
        assert run.desk.vault.opened().store.case(run.reference).typing == {}


@pytest.mark.parametrize(("place", "asked"), [("timeline", "The timeline"), ("held", "Everything held about them")])
async def test_what_was_done_and_what_is_held_goes_to_a_printer_too(monkeypatch, place, asked):
    """F6 prints from the page that would write the file."""
    handed = []
    monkeypatch.setattr(printing, "printers", lambda: printing.Printers(("Office",), "Office"))
    monkeypatch.setattr(printing, "print_pdf", lambda document, printer: handed.append((document[:4], printer)))
    async with at_desk("3", "1", cases=(READY,)) as run:
        run.app.screen.do(place)
        await run.settle()
        if place == "timeline":
            await run.press("enter")
        await run.press("f6")
        assert run.name == "print"
        assert asked in run.text
        await run.go("1")
        assert handed == [(b"%PDF", "Office")]


async def test_the_by_name_list_goes_to_a_printer_too(monkeypatch):
    """The list is printed by initials or names as chosen, and figures are not."""
    handed = []
    monkeypatch.setattr(printing, "printers", lambda: printing.Printers(("Office",), "Office"))
    monkeypatch.setattr(printing, "print_pdf", lambda document, printer: handed.append((document[:4], printer)))
    async with at_desk(*FIGURES, "7", "1", cases=(READY,)) as run:
        assert run.name == "write-figures"
        assert "print it" in run.footer
        await run.press("f6")
        assert "The by-name list, by initials" in run.text
        await run.go("1")
        assert handed == [(b"%PDF", "Office")]
    async with at_desk(*FIGURES, "6", cases=(READY,)) as run:
        assert "print it" not in run.footer
