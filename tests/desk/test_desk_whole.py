"""What a script changes and what leaves the vault is there whole or not at all, and is always listed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from desk_samples import MINIMUM, REFER, unlocked_desk

from champion_tui.desk.desk import Desk
from champion_tui.desk.errors import CannotReadOrWrite
from champion_tui.papers.pack import placing
from champion_tui.store.cases import records


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Returns a desk with an open vault."""
    desk = unlocked_desk(tmp_path / "home")
    yield desk
    desk.vault.lock()


def test_a_change_that_fails_half_way_changes_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Triage, agency and referral of one file are one transaction: a full disk at the last step leaves the case as it was."""
    reference = desk.cases.new({"triage": REFER, "referral": MINIMUM})
    before = desk.cases.view(reference)
    note = records.note

    def full(session, hand, case, verb, **event):  # type: ignore[no-untyped-def]  # stands in for the real one
        if verb == records.REFERRAL:
            raise OSError(28, "No space left on device")
        return note(session, hand, case, verb, **event)

    monkeypatch.setattr(records, "note", full)
    changes = {"triage": {"capacity": "doubt"}, "agency": {"team": "Wing B"}, "referral": {"known-as": "Zeb"}}
    with pytest.raises(CannotReadOrWrite):
        desk.cases.change(reference, changes)
    monkeypatch.undo()
    assert desk.cases.view(reference) == before


def test_a_pack_is_listed_before_it_stands_there(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the program ends between the two steps, there are entries without a folder, and never a folder that is not listed."""
    reference = desk.cases.new({"triage": REFER, "referral": MINIMUM})

    class Cut(BaseException):
        """Stands for a power cut: no code runs after it."""

    move = Path.rename

    def cut(self, target):  # type: ignore[no-untyped-def]  # stands in for Path.rename
        if "backups" in self.parts:
            return move(self, target)
        raise Cut(target)

    def gone(*_):  # type: ignore[no-untyped-def]  # nothing is rolled back either
        raise Cut

    monkeypatch.setattr(Path, "rename", cut)
    monkeypatch.setattr("champion_tui.store.casestore.CaseStore.take_back_export", gone)
    with pytest.raises(Cut):
        desk.papers.export(reference, tmp_path / "out")
    monkeypatch.undo()
    unfinished, listed = desk.papers.exported_files()
    assert listed.path == str(tmp_path / "out" / reference)
    assert Path(unfinished.path).name.startswith(placing.UNFINISHED)
    assert not unfinished.still_there
    assert not listed.still_there


def test_a_pack_that_could_not_be_placed_is_off_the_list(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A failed move removes the entry, and the case does not count as exported."""
    reference = desk.cases.new({"triage": REFER, "referral": MINIMUM})

    def refused(self, target):  # type: ignore[no-untyped-def]  # stands in for Path.rename
        raise PermissionError(13, "Permission denied", str(target))

    monkeypatch.setattr(placing.Path, "rename", refused)
    with pytest.raises(CannotReadOrWrite):
        desk.papers.export(reference, tmp_path / "out")
    monkeypatch.undo()
    assert desk.papers.exported_files() == ()
    assert desk.cases.view(reference).status == "ready"


def test_a_slip_alone_is_no_pack(desk: Desk, tmp_path: Path) -> None:
    """Writing the slip or the evidence record does not make a case look exported."""
    reference = desk.cases.new({"triage": REFER, "referral": MINIMUM})
    desk.papers.slips.write(reference, tmp_path / "slip.txt")
    desk.papers.write_evidence(reference, tmp_path / "evidence.txt")
    assert desk.cases.view(reference).status == "ready"
