"""Copying to the clipboard: it asks first, names only the label, offers a file instead, and clears the clipboard afterwards."""

import base64
import contextlib
import re

import pytest
from case_desks import READY, READY_WITH_PAPER, desk_with
from desk_samples import MINIMUM, REFER
from driving import PASSPHRASE_KEYS, TO_OUTCOME
from guarding import give_passphrase, guarded, pass_time
from textual.widgets import Input

from champion_tui.desk.screen_commands import command

COPYING = re.compile(r"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07")
PERSON = {**MINIMUM, "date-of-birth": "1990-02-01", "support-needs": ["mental-health"]}


def copied(run):
    """Returns what the terminal was asked to take, in order."""
    return [base64.b64decode(each).decode("utf-8") for each in COPYING.findall("".join(run.sent))]


async def to(run, label):
    """Goes down the check list to the line with that label."""
    labels = [option.words for option in run.app.screen.query_one("#answers").options]
    await run.press("home", *["down"] * labels.index(label))


async def test_the_key_is_one_byte_that_nothing_on_the_way_takes():
    """Ctrl+F is not used by tmux, screen, flow control or job control, and works while text is typed."""
    (key,) = command("copy").keys
    assert key == "ctrl+f"
    assert command("copy").anyhow


async def test_a_field_is_copied_only_after_saying_who_can_read_it():
    """Nothing goes to the terminal before the question is answered, and the message names the label, never the value."""
    with desk_with(READY) as desk:
        async with guarded("3", "1", "2", desk=desk) as run:
            await run.press("down", "down", "down", "ctrl+f")
            assert run.name == "ask"
            said = " ".join(run.text.split())
            assert "Offer to the clipboard: Their phone" in said
            assert "can read the clipboard" in said
            assert "Some terminals ignore the request" in said
            assert "portal-sheet.txt" in said
            assert "07700" not in said
            assert copied(run) == []
            await run.go("1")
            assert copied(run) == ["07700 900123"]
            assert run.name == "form"
            assert "Offered to the clipboard: Their phone." in run.footer
            assert run.app.focused.has_focus
            await run.press("up")
            assert "Offered" not in run.footer


async def test_what_is_typed_at_the_moment_is_what_is_copied():
    """The current text is copied: a date in the portal's form, a choice in words, a name as it is in the box."""
    with desk_with({"triage": REFER, "referral": PERSON}) as desk:
        async with guarded("3", "1", "2", desk=desk) as run:
            await run.go("end", "x", "ctrl+f", "1")
            await run.go("down", "down", "ctrl+f", "1")
            assert copied(run) == ["Zebedee Examplex", "01/02/1990"]
        async with guarded("3", "1", "4", desk=desk) as run:
            await run.go("tab", "ctrl+f", "1")
            assert copied(run) == ["Threatened with homelessness within 56 days"]


async def test_the_marked_line_of_the_check_is_copied():
    """The marked line copies an answer in words, or a field's value without the marks next to it."""
    with desk_with({"triage": REFER, "referral": PERSON}) as desk:
        async with guarded("3", "1", "5", desk=desk) as run:
            await run.go("ctrl+f", "1")
            await to(run, "Full name")
            await run.go("ctrl+f", "1")
            await to(run, "Date of birth")
            await run.go("ctrl+f", "1")
            assert copied(run)[1:] == ["Zebedee Example", "01/02/1990"]
            assert (
                copied(run)[0] == run.desk.cases.view(run.desk.cases.lists.cases().rows[0].reference).answers[0].answer
            )


async def test_the_file_shown_is_copied_whole():
    """In the preview the text of the file is copied and named by its file name."""
    with desk_with(READY_WITH_PAPER) as desk:
        async with guarded("3", "1", "7", "2", desk=desk) as run:
            name, text = desk.papers.preview(desk.cases.lists.cases().rows[0].reference)[1]
            await run.press("ctrl+f")
            assert f"Offer to the clipboard: {name}" in run.text
            await run.go("1")
            assert copied(run) == [text]


@pytest.mark.parametrize("keys", [("3", "1", "2"), ("3", "1", "5"), ("3", "1", "7")], ids=["form", "check", "preview"])
async def test_a_file_is_offered_instead(keys):
    """The second answer leads to writing the pack, and nothing is copied."""
    with desk_with(READY_WITH_PAPER) as desk:
        async with guarded(*keys, "ctrl+f", "2", desk=desk) as run:
            assert run.name == ("write" if keys[-1] == "7" else "preview")
            assert copied(run) == []
            await run.go("escape", *(("escape",) if keys[-1] == "7" else ()))
            assert run.name == "case"


async def test_what_is_not_saved_is_not_left_for_a_file():
    """With an unsaved wrong number in the form, the way to the pack reports it and does not leave."""
    with desk_with(READY_WITH_PAPER) as desk:
        async with guarded("3", "1", "2", "down", "down", "down", desk=desk) as run:
            await run.press("end", *["backspace"] * 12)
            await run.type("12345")
            await run.go("ctrl+f", "2")
            assert run.name == "form"
            assert "Something is NOT SAVED" in run.footer


@pytest.mark.parametrize("answer", ["3", "escape"])
async def test_nothing_is_copied_by_not_answering(answer):
    """Without an answer nothing is copied, even when hiding and leaving."""
    with desk_with(READY) as desk:
        async with guarded("3", "1", "2", "ctrl+f", answer, "f9", "ctrl+q", "2", desk=desk) as run:
            assert not run.app.is_running
            assert copied(run) == []


async def test_in_a_multiplexer_the_offer_says_that_it_may_have_been_dropped(monkeypatch):
    """In a multiplexer, the question and the message warn that it may have dropped the text, and say what to do."""
    monkeypatch.setenv("TMUX", "/tmp/tmux-1000/default,1,0")
    with desk_with(READY) as desk:
        async with guarded("3", "1", "2", "ctrl+f", desk=desk) as run:
            assert "You are in tmux." in " ".join(run.text.split())
            assert "tmux set -g set-clipboard on" in " ".join(run.text.split())
            await run.go("1")
            assert "tmux may have dropped it" in run.footer


async def test_an_empty_field_is_not_copied():
    """An empty field is reported as empty without a question."""
    with desk_with(READY) as desk:
        async with guarded("3", "1", "2", "down", "ctrl+f", desk=desk) as run:
            assert run.name == "form"
            assert (
                "There is nothing here to copy: Name they use." in run.footer or "There is nothing here" in run.footer
            )
            assert copied(run) == []


@pytest.mark.parametrize("way", ["hide", "idle", "leave"])
async def test_what_was_put_there_is_overwritten(way):
    """Hiding, being away and leaving each ask the terminal once to forget the copied text."""
    with desk_with(READY) as desk:
        async with guarded("3", "1", "2", "ctrl+f", "1", desk=desk) as run:
            if way == "hide":
                await run.press("f9")
            elif way == "idle":
                await pass_time(run, 60)
            else:
                await run.go("ctrl+q", "2")
            assert copied(run) == ["Zebedee Example", " "]
            if way == "hide":
                assert run.app.clipboard == ""
                await run.go("f2", "f9", "ctrl+q", "2")
                assert copied(run) == ["Zebedee Example", " "]


async def test_it_is_overwritten_when_the_program_ends_in_a_fault():
    """The clipboard is cleared even if the program ends in a fault."""
    sent = []
    with desk_with(READY) as desk, contextlib.suppress(ZeroDivisionError):
        async with guarded("3", "1", "2", "ctrl+f", "1", desk=desk) as run:
            sent = run.sent
            run.app.call_later(lambda: 1 / 0)
            await run.until(lambda: not run.app.is_running)
    assert base64.b64decode(COPYING.findall("".join(sent))[-1]) == b" "


async def test_what_is_cut_in_a_box_follows_the_same_rule():
    """Text cut in a box by Textual's own key is reported, and cleared when hiding."""
    with desk_with(READY) as desk:
        async with guarded("3", "1", "2", "home", "shift+right", "shift+right", "ctrl+x", desk=desk) as run:
            assert copied(run) == ["Ze"]
            assert "What you cut is offered to the clipboard" in run.footer
            await run.press("ctrl+v")
            assert run.app.focused.value == "Zebedee Example"
            await run.press("f9")
            assert copied(run) == ["Ze", " "]
            await give_passphrase(run)
            await run.press("end", "ctrl+v")
            assert run.app.focused.value == "Zebedee Example"


async def test_a_passphrase_is_never_cut_into_the_clipboard():
    """A passphrase that is marked and cut is not copied anywhere."""
    async with guarded(*TO_OUTCOME, "enter", *PASSPHRASE_KEYS) as run:
        assert run.app.focused.password
        run.app.focused.select_all()
        await run.press("ctrl+x")
        assert copied(run) == []
        assert run.app.clipboard == ""


async def test_cutting_nothing_leaves_the_clipboard_alone():
    """With nothing marked, cutting leaves the clipboard as it is."""
    with desk_with(READY) as desk:
        async with guarded("3", "1", "2", "ctrl+x", desk=desk) as run:
            assert isinstance(run.app.focused, Input)
            assert copied(run) == []
