"""The whole job in a real terminal, with the keys that a person presses: from the start to a pack, and what is left on disk."""

import re

import pytest
from command_line import run_here
from desk_samples import PASSPHRASE, REFER, unlocked_desk
from journeys import (
    AT,
    CODE,
    MARKS,
    NAME,
    PHONE,
    START,
    answer_all,
    files_with,
    leave,
    missing,
    own_folder,
    spelt,
    titles,
    unlock,
    write_to,
)

RECOVERY_CODE = re.compile(r"[A-Z0-9]{5}(?:-[A-Z0-9]{5})+")
REFERENCE = re.compile(r"CHW-[A-Z0-9]{4}-[A-Z0-9]{2}")

FILES = {"referral.pdf", "portal-sheet.txt", "consent-record.pdf", "referral.json", "manifest.json"}
"""The files in every pack, whatever paper the person takes away."""


@pytest.fixture
def stored(own_home, tmp_path):
    """Returns a function that runs a command on the stored cases of this home, with the vault open."""
    secret = tmp_path / "passphrase.txt"
    secret.write_text(PASSPHRASE, encoding="utf-8")
    return lambda *words: run_here(*words, "--json", "--at", AT, "--passphrase-file", secret)


def make_vault(screen):
    """Makes the first vault of this computer and confirms that the recovery code is written down."""
    screen.wait_for("Make a vault", "Your name").write("Ada Invented").press("Enter")
    screen.write("Champion").press("Enter")
    screen.write(PASSPHRASE).press("Enter").write(PASSPHRASE).press("Enter").wait_for("type its last 4 characters")
    code = RECOVERY_CODE.search(screen.text)[0]
    screen.write(code[-4:].lower()).press("Enter")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_from_the_start_to_a_pack_that_is_sent(open_terminal, own_home, tmp_path, stored, size):
    """The whole job by keys alone leaves a pack, a slip and a case marked sent, and nothing personal readable elsewhere."""
    screen = open_terminal("--at", AT, size=size).wait_for(START).choose(1)
    answer_all(screen, REFER, tmp_path / "beside")
    screen.wait_for("Refer to Cherwell District Council", "NOT SAVED").press("Enter")
    make_vault(screen)
    screen.wait_for("NOT SENT. 3 things are needed")
    reference = REFERENCE.search(screen.text)[0]
    fill_in_the_least(screen)
    screen.press("F6").wait_for("Nothing stops the export.").press("Esc").wait_for("Step 4 of 4")
    screen.press("Esc").wait_for("ready to write")
    screen.choose(6).wait_for("Is it safe for them to carry paper?", "1-3 mark").choose(1).wait_for(
        "How do they take it away?"
    ).choose(1).wait_for("Is paper safe for them? The full slip")
    screen.choose(7).wait_for("File 1 of 7").press("Enter").wait_for("Folder to put the pack in", str(own_home))
    write_to(screen, tmp_path / "packs")
    screen.choose(1).wait_for("The portal's code", "23 November 2026").write(CODE).press("Enter").wait_for(
        "Write the slip again"
    )
    screen.choose(1).wait_for("How do they take it away?").choose(1).wait_for("File 1 of 2").press("Enter").wait_for(
        "File for the slip"
    )
    write_to(screen, tmp_path / "slip.pdf")
    screen.choose(1).wait_for("sent; correct day or code").press("Esc").wait_for(START)
    screen.choose(3).wait_for(f"{reference} Z.M.", CODE).press("Esc")
    leave(screen)
    pack = {file.name for file in (tmp_path / "packs" / reference).iterdir()}
    assert pack == {*FILES, "next-steps.pdf", "next-steps.txt"}
    assert NAME.encode() in (tmp_path / "packs" / reference / "portal-sheet.txt").read_bytes()
    assert (tmp_path / "slip.pdf").read_bytes().startswith(b"%PDF")
    assert (own_folder(own_home) / "cases.db").is_file()
    assert files_with(own_home, spelt(*MARKS)) == []
    assert NAME.encode() in screen.raw
    assert not [title for title in titles(screen) if any(mark.encode() in title for mark in MARKS)]
    assert stored("vault", "check").code == 0
    assert stored("case", "show", reference).json["status"] == "sent"


def fill_in_the_least(screen):
    """Goes from field to field that stops the export, until none does."""
    missing(screen, "Full name").write(NAME).press("Enter").wait_for("2 needed")
    missing(screen, "Their phone").write(PHONE).press("Enter").wait_for("1 needed")
    missing(screen, "Reason you agreed with them").choose(2).wait_gone("1 needed")


def test_what_was_shown_as_saved_outlives_a_killed_program(open_terminal, own_home, tmp_path, stored):
    """After a program with a draft was killed, every answer shown as saved is there when the draft is resumed."""
    unlocked_desk(own_folder(own_home)).vault.lock()
    screen = open_terminal("--at", AT).wait_for(START).choose(1)
    given = {question: REFER[question] for question in list(REFER)[:3]}
    answer_all(screen, given, tmp_path / "beside")
    screen.wait_for("What is happening with their home?").press("F4")
    unlock(screen)
    screen.wait_gone("NOT SAVED").wait_for("What is happening with their home?", "saved 10:04:31")
    screen.choose(3).wait_for("When will they leave?", "saved 10:04:31")
    screen.kill()
    again = open_terminal("--at", AT).wait_for(START).choose(3)
    unlock(again)
    again.wait_for("questions still open").press("Down", "Enter")
    again.wait_for("saved 10:04:31", "Situation: They are leaving prison, hospital", "When will they leave?").close()
    (case,) = stored("case", "list").json["cases"]
    assert stored("case", "show", case["reference"]).json["triage"] == {**given, "situation": REFER["situation"]}
    assert stored("vault", "check").code == 0


def test_whoever_flees_abuse_is_offered_the_plain_card(open_terminal, own_home, tmp_path):
    """After the call, with the referral, the card is suggested in place of the slip, and no full slip is written."""
    unlocked_desk(own_folder(own_home)).vault.lock()
    screen = open_terminal("--at", AT).wait_for(START).choose(1)
    answer_all(screen, {**REFER, "emergency": "fleeing-abuse", "after-call": "refer-too"}, tmp_path / "beside")
    screen.wait_for("Refer to Cherwell District Council", "NOT SAVED").press("Enter")
    unlock(screen)
    screen.wait_for("things are needed")
    missing(screen, "Full name").write(NAME).press("Enter").wait_for("4 needed")
    missing(screen, "Their phone").write(PHONE).press("Enter").wait_for("3 needed")
    missing(screen, "How they want to be reached").press("Home", "Enter").wait_for("2 needed")
    missing(screen, "Is it safe to ring them?").press("Home", "Enter").wait_for("1 needed")
    missing(screen, "Reason you agreed with them").choose(2).wait_gone("1 needed")
    screen.press("Esc").wait_for("ready to write").choose(6).wait_for("2 A plain card", "suggested", "1-3 mark").choose(
        2
    )
    screen.wait_for("Is paper safe for them? A plain card").choose(7).wait_for("card.txt").wait_for(
        "File 1 of 7"
    ).press("Enter")
    screen.wait_for("Folder to put the pack in", str(own_home))
    write_to(screen, tmp_path / "packs").choose(2).wait_for("Mark as sent").press("Esc")
    leave(screen)
    (pack,) = (tmp_path / "packs").iterdir()
    assert {file.name for file in pack.iterdir()} == {*FILES, "card.pdf", "card.txt"}
    assert files_with(own_home, spelt(*MARKS)) == []


def test_hiding_in_the_middle_of_a_field_loses_and_shows_nothing(open_terminal, own_home, stored):
    """F9 with a half-typed name leaves nothing personal on screen, and the passphrase brings the typed letters back."""
    desk = unlocked_desk(own_folder(own_home))
    reference = desk.cases.new({"triage": REFER, "referral": {}})
    desk.vault.lock()
    screen = open_terminal("--at", AT).wait_for(START).choose(3)
    unlock(screen)
    screen.wait_for(reference).press("Down", "Enter").wait_for("NOT SENT. 3 things are needed")
    missing(screen, "Full name").write(NAME).wait_for(NAME).press("F9").wait_gone(NAME, reference)
    screen.wait_for("Password")
    assert screen.text == "Password"
    assert titles(screen)[-1] == b""
    screen.write("not the words").press("Enter").wait_for("Try again")
    assert not [mark for mark in (*MARKS, reference) if mark in screen.text]
    screen.write(PASSPHRASE).press("Enter").wait_for(NAME, "2 needed")
    screen.press("Esc").wait_for("Z.M.").press("Esc").wait_for(reference).press("Esc")
    leave(screen)
    assert stored("case", "show", reference).json["referral"]["full-name"] == NAME
