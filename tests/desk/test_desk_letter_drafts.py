"""A letter as an e-mail draft: sent to the council's own address, listed as a letter, and refused if no address is known."""

from dataclasses import replace
from datetime import date
from email import message_from_bytes
from email.policy import SMTP

import pytest
from desk_samples import MINIMUM, REFER, unlocked_desk

from champion_tui.desk.errors import RefusedByProcedure
from champion_tui.desk.papers.prepared import PreparedCase
from champion_tui.domain.papers.letter import LetterWanted

CHASE = LetterWanted("chase")


@pytest.fixture
def overdue(tmp_path):
    """Returns a desk and a referral that nobody answered."""
    desk = unlocked_desk(tmp_path / "home")
    case = desk.cases.new({"triage": dict(REFER), "referral": dict(MINIMUM)})
    desk.cases.mark_sent(case, date(2026, 10, 5), "AB1")
    yield desk, case
    desk.vault.lock()


def test_a_letter_is_written_as_a_draft_by_its_ending(overdue, tmp_path):
    """The draft has the council's address from the data and the letter as a PDF; the instructions say that nothing is
    sent by itself.
    """
    desk, case = overdue
    view = desk.papers.letters.write(case, tmp_path / "chase.eml", CHASE)
    message = message_from_bytes((tmp_path / "chase.eml").read_bytes(), policy=SMTP)
    council = desk.book.authority("cherwell")
    assert message["To"] == council.email
    assert message["X-Unsent"] == "1"
    assert [part.get_filename() for part in message.iter_attachments()] == ["letter-chase.pdf"]
    assert any("Nothing is sent until you send it" in step for step in view.next_steps)
    assert [file.words.partition(",")[0] for file in desk.papers.exported_files()] == ["letter to the council"]


def test_without_an_address_nothing_is_written(overdue, tmp_path, monkeypatch):
    """Without an address no draft is written, and the message says what to do instead."""
    desk, case = overdue
    known = PreparedCase.authority.fget

    def nowhere(prepared):
        council = known(prepared)
        return replace(council, email="", channel=replace(council.channel, kind="alert", fallback_email=""))

    monkeypatch.setattr(PreparedCase, "authority", property(nowhere))
    with pytest.raises(RefusedByProcedure, match="No e-mail address is known") as refused:
        desk.papers.letters.write(case, tmp_path / "chase.eml", CHASE)
    assert "PDF" in refused.value.way_out
    assert not (tmp_path / "chase.eml").exists()
