"""Cases behind the passphrase: what may be exported, what is refused, and what is listed until it is dealt with."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from desk_samples import MINIMUM, PASSPHRASE, REFER, desk_in, unlocked_desk

from champion_tui.desk.desk import Desk
from champion_tui.desk.errors import Locked, RefusedByProcedure, UnusableValue
from champion_tui.desk.views import CaseView
from champion_tui.ground.answers import Problem, WrongValue
from champion_tui.store.casestore import CaseStore
from champion_tui.store.keys import kdf


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Returns a desk with an open vault."""
    desk = unlocked_desk(tmp_path / "home")
    yield desk
    desk.vault.lock()


def test_without_a_passphrase_nothing_of_a_case_is_shown(tmp_path: Path) -> None:
    """The list of cases cannot be read until the vault is open."""
    with pytest.raises(Locked):
        desk_in(tmp_path).cases()


def test_a_wrong_passphrase_is_locked_and_the_right_one_opens(desk: Desk) -> None:
    """A wrong passphrase is reported; the right one opens the vault with its case."""
    reference = desk.cases.new({"triage": REFER, "referral": MINIMUM})
    desk.vault.lock()
    with pytest.raises(Locked):
        desk.vault.unlock("something else entirely")
    desk.vault.unlock(PASSPHRASE)
    assert [row.reference for row in desk.cases.lists.cases().rows] == [reference]


def test_the_list_shows_initials_and_never_a_name(desk: Desk) -> None:
    """The list shows two initials to a person who passes the screen, and never a name."""
    desk.cases.new({"triage": REFER, "referral": MINIMUM})
    (row,) = desk.cases.lists.cases().rows
    assert row.initials == "Z.E."
    assert "Zebedee" not in repr(row)
    assert row.not_sent


def test_a_minimum_that_is_missing_stops_the_export_and_is_named(desk: Desk, tmp_path: Path) -> None:
    """Without a phone number no pack is written: the refusal names the missing field."""
    reference = desk.cases.new({"triage": REFER, "referral": {**MINIMUM, "phone": None}})
    with pytest.raises(RefusedByProcedure, match="phone"):
        desk.papers.export(reference, tmp_path / "out")
    assert not (tmp_path / "out").exists()
    assert desk.cases.view(reference).status == "needs-answer"


def test_the_timeline_of_a_pack_that_was_written_does_not_say_that_it_was_not(desk: Desk, tmp_path: Path) -> None:
    """The hidden folder in which a pack is made goes off the list when the pack is in place: the timeline says that nothing is there
    now, and of no file that it was not written.
    """
    reference = desk.cases.new({"triage": REFER, "referral": MINIMUM})
    desk.papers.export(reference, tmp_path)
    told = [entry.words for entry in desk.cases.history.timeline(reference)]
    (gone,) = [words for words in told if "nothing is there now" in words]
    assert not Path(gone.rpartition(": ")[2].rstrip(".")).exists()
    assert not any("not written" in words for words in told)


def test_without_consent_nothing_leaves(desk: Desk, tmp_path: Path) -> None:
    """A case that was refused consent gets an evidence record and no pack."""
    reference = desk.cases.new({"triage": {**REFER, "consent": "refused"}, "referral": MINIMUM})
    assert desk.cases.view(reference).status == "refused-consent"
    with pytest.raises(RefusedByProcedure):
        desk.papers.export(reference, tmp_path)
    written = desk.papers.write_evidence(reference, tmp_path / "evidence.txt")
    assert "Zebedee" not in Path(written.folder, written.files[0][0]).read_text()


def test_a_pack_is_listed_until_it_is_dealt_with(desk: Desk, tmp_path: Path) -> None:
    """An exported folder stays on the list until it is deleted from there, which removes the folder and its entry."""
    reference = desk.cases.new({"triage": REFER, "referral": MINIMUM})
    exported = desk.papers.export(reference, tmp_path)
    (listed,) = desk.papers.exported_files()
    assert listed.path == exported.folder
    assert listed.still_there
    desk.papers.dealt_with(listed.id, delete=True)
    assert not Path(exported.folder).exists()
    assert desk.papers.exported_files() == ()


def test_it_is_not_sent_until_it_is_marked_sent(desk: Desk, tmp_path: Path) -> None:
    """A case with a written pack still counts as NOT SENT, until the day and the portal's code are noted."""
    reference = desk.cases.new({"triage": REFER, "referral": MINIMUM})
    desk.papers.export(reference, tmp_path)
    assert desk.cases.lists.waiting()[1:3] == (1, 1)
    view = desk.cases.mark_sent(reference, date(2026, 11, 23), " AB12 ")
    assert isinstance(view, CaseView)
    assert view.status == "sent"
    assert desk.cases.lists.waiting()[1] == 0
    assert "AB12" in desk.cases.lists.cases().rows[0].status_words


def test_sending_in_the_future_is_a_problem(desk: Desk) -> None:
    """A day of sending in the future is refused."""
    reference = desk.cases.new({"triage": REFER, "referral": MINIMUM})
    assert isinstance(desk.cases.mark_sent(reference, date(2026, 11, 24), ""), Problem)


def test_a_field_is_checked_and_a_blank_clears_it(desk: Desk) -> None:
    """A word is refused as a phone number; an empty text removes the number and nothing else."""
    reference = desk.cases.new({"triage": REFER, "referral": MINIMUM})
    assert isinstance(desk.cases.set_field(reference, "phone", "ask his mum"), Problem)
    view = desk.cases.set_field(reference, "phone", "")
    assert isinstance(view, CaseView)
    values = {field.id: field.value for step in view.steps for field in step.fields}
    assert values["phone"] is None
    assert values["full-name"] == "Zebedee Example"


def test_field_after_field_of_a_case_asks_the_store_for_nothing_first(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Saving a field of the case that is shown does not look up its tree again; for another case the tree is looked up,
    and an unknown or erased case is refused.
    """
    first, other = (desk.cases.new({"triage": REFER, "referral": MINIMUM}) for _ in range(2))
    asked, tree_of = list[str](), CaseStore.tree_of

    def counted(store: CaseStore, reference: str) -> str:
        asked.append(reference)
        return tree_of(store, reference)

    monkeypatch.setattr(CaseStore, "tree_of", counted)
    desk.cases.view(first)
    for number in range(3):
        desk.cases.set_field(first, "risk-notes", f"note {number}")
    assert asked == []
    desk.cases.set_field(other, "risk-notes", "a note")
    assert asked == [other]
    with pytest.raises(UnusableValue):
        desk.cases.set_field("CHW-NONE", "risk-notes", "a note")
    desk.cases.erasing.erase(other)
    with pytest.raises(UnusableValue):
        desk.cases.set_field(other, "risk-notes", "a note")


def test_the_agency_is_typed_once(desk: Desk) -> None:
    """What one case holds about the agency is filled in for the next case."""
    first = desk.cases.new({"triage": REFER})
    desk.cases.set_field(first, "agency-name", "HMP Invented")
    second = desk.cases.keep(desk.begin())
    values = {field.id: field.value for step in desk.cases.view(second).steps for field in step.fields}
    assert values["agency-name"] == "HMP Invented"


@pytest.mark.parametrize(
    ("raw", "key"),
    [
        ([], "file"),
        ({"triage": []}, "triage"),
        ({"colour": 1}, "colour"),
        ({"triage": {"mood": "good"}}, "mood"),
        ({"triage": {"emergency": "perhaps"}}, "emergency"),
        ({"triage": {"last-date": "2027-02-30"}}, "last-date"),
        ({"referral": {"shoe-size": "9"}}, "referral.shoe-size"),
        ({"referral": {"phone": "no"}}, "referral.phone"),
        ({"referral": {"agency-name": "HMP Invented"}}, "referral.agency-name"),
    ],
)
def test_a_wrong_file_is_refused_whole(desk: Desk, raw: object, key: str) -> None:
    """A wrong file is refused with its first problem, and nothing is stored."""
    with pytest.raises(WrongValue) as wrong:
        desk.cases.new(raw)
    assert wrong.value.problem.key == key
    assert desk.cases.lists.cases().rows == ()


def test_an_unknown_reference_is_named(desk: Desk) -> None:
    """An unknown reference is reported as a wrong value and does not crash the program."""
    with pytest.raises(UnusableValue):
        desk.cases.view("NEW-0000-00")


def test_minimum_only_keeps_details_out_of_every_file(desk: Desk, tmp_path: Path) -> None:
    """If the person agreed to the minimum only, health and risk appear in no exported file."""
    reference = desk.cases.new(
        {
            "triage": {**REFER, "consent-details": "minimum-only"},
            "referral": {**MINIMUM, "risk-notes": "MARKER-RISK", "household": "MARKER-HOME"},
        }
    )
    exported = desk.papers.export(reference, tmp_path)
    for name, _, _ in exported.files:
        content = Path(exported.folder, name).read_bytes()
        assert b"MARKER" not in content
    assert json.loads(Path(exported.folder, "referral.json").read_text())


def test_the_consent_record_holds_the_words_that_were_read_out(desk: Desk) -> None:
    """The consent record prints each of the three agreements as it was read out to the person, not as staff see it."""
    reference = desk.cases.new({"triage": REFER, "referral": MINIMUM})
    record = " ".join(dict(desk.papers.preview(reference))["consent-record.pdf"].split())
    assert "“We can tell Cherwell District Council that you may need help with housing." in record
    assert "First: your household, and whether anyone in it is pregnant. Where you are staying" in record
    assert "{" not in record


def test_a_person_who_says_no_still_gets_numbers_to_take_away(desk: Desk, tmp_path: Path) -> None:
    """Without a referral the slip lists whom to ring, and does not claim that anybody was told about the person."""
    reference = desk.cases.new({"triage": {**REFER, "consent": "refused"}, "referral": MINIMUM})
    written = desk.papers.slips.write(reference, tmp_path / "slip.txt")
    slip = " ".join(Path(written.folder, written.files[0][0]).read_text().split())
    assert "01295 753751" in slip
    assert "get in touch" not in slip
    assert "Your code" not in slip


def test_unlocking_what_is_open_only_checks_the_passphrase(desk: Desk) -> None:
    """After hiding, a wrong passphrase is refused, and the right one keeps the store that is open already."""
    reference = desk.cases.new({"triage": REFER, "referral": MINIMUM})
    before = desk.vault.opened()
    with pytest.raises(Locked):
        desk.vault.unlock("something else entirely")
    desk.vault.unlock(PASSPHRASE)
    assert desk.vault.opened() is before
    assert [row.reference for row in desk.cases.lists.cases().rows] == [reference]


def _kept(desk: Desk) -> dict[str, object]:
    """Returns the agency's fields of a case that was asked question by question and kept."""
    interview = desk.begin()
    for question, answer in REFER.items():
        interview.answer(question, answer)
    return _agency(desk, desk.cases.keep(interview))


def _agency(desk: Desk, reference: str) -> dict[str, object]:
    return {field.id: field.value for step in desk.cases.view(reference).steps for field in step.fields}


def test_own_name_and_job_come_from_the_vault(desk: Desk) -> None:
    """A first case begins with the name and role of the person who unlocked the vault; a script gives its own."""
    fields = _kept(desk)
    assert (fields["referrer-name"], fields["referrer-role"]) == ("Ada Invented", "homelessness champion")
    assert _agency(desk, desk.cases.new({"triage": REFER}))["referrer-name"] is None


def test_what_was_typed_stays_with_one_person_and_never_becomes_anothers(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A person alone in the vault gets the last typed name in the next case; once the vault is shared, each person has
    their own.
    """
    monkeypatch.setattr(kdf, "DEFAULT_COST", kdf.TEST_ONLY_COST)
    first = desk.cases.new({"triage": REFER, "agency": {"referrer-name": "Ada Q. Invented", "agency-name": "A prison"}})
    assert _kept(desk)["referrer-name"] == "Ada Q. Invented"
    other = "five wholly different invented words"
    desk.vault.people.add("Bo Invented", "deputy", other)
    desk.vault.lock()
    desk.vault.unlock(other, "Bo Invented")
    fields = _kept(desk)
    assert (fields["referrer-name"], fields["referrer-role"]) == ("Bo Invented", "deputy")
    assert fields["agency-name"] == "A prison"
    assert _agency(desk, first)["referrer-name"] == "Ada Q. Invented"


def test_the_recovery_code_is_nobodys_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the recovery code opened the vault, no name is filled in, and the desk says that it was the code."""
    monkeypatch.setattr(kdf, "DEFAULT_COST", kdf.TEST_ONLY_COST)
    desk = desk_in(tmp_path / "other")
    code = desk.vault.create("Ada Invented", "champion", PASSPHRASE)
    assert not desk.vault.people.opened_by_recovery_code()
    desk.vault.lock()
    assert not desk.vault.people.opened_by_recovery_code()
    desk.vault.unlock(code)
    assert desk.vault.people.opened_by_recovery_code()
    assert _kept(desk)["referrer-name"] is None
    desk.vault.people.change_passphrase("Ada Invented", "five wholly different invented words")
    desk.vault.lock()
    desk.vault.unlock("five wholly different invented words", "Ada Invented")
    assert not desk.vault.people.opened_by_recovery_code()
    desk.vault.lock()
