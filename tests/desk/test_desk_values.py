"""A typed value that says nothing is kept and told to nobody, and a paper that nobody was asked about is not written."""

import json
from datetime import datetime, timedelta

import pytest
from behind import execute
from desk_samples import MINIMUM, MONDAY_MORNING, PASSPHRASE, REFER, page_of, unlocked_desk

from champion_tui.desk.errors import CannotReadOrWrite, RefusedByProcedure
from champion_tui.desk.papers.many_packs import export_many
from champion_tui.ground.dates.calendar import LONDON

ABUSE = {**REFER, "circumstances": ("domestic-abuse-history",)}
SAFE = {"contact-method": "phone", "safe-to-ring": "yes"}
FILLED = {
    "known-as": "As Above Invented n/a",
    "postal-address": "No fixed abode, Oxford",
    "alternative-contact-name": "Not Known",
    "contact-notes": "N/A",
    "reachable-after": "To be confirmed",
    "do-not-contact-at": "None",
}
MUST_NOT_APPEAR = ("No fixed abode", "Not Known", "To be confirmed", "N/A")
SLIPS = ("next-steps", "card", "phone-message")


@pytest.fixture
def desk(tmp_path):
    """Returns a desk with an open vault."""
    return unlocked_desk(tmp_path / "home")


def everything_shown(desk, reference, folder):
    """Returns every text of a case that can leave the vault, in every form."""
    shown = dict(desk.papers.preview(reference)) | dict(desk.papers.slips.preview(reference))
    desk.papers.export(reference, folder)
    shown |= {
        f"written {file.name}": file.read_bytes().decode("utf-8", "replace") for file in (folder / reference).iterdir()
    }
    copied = desk.papers.sending.copying(reference).lines
    return shown | {f"line {one.id}": one.value for one in copied}


def test_a_box_filled_with_nothing_is_told_to_nobody(desk, tmp_path):
    """The referral, the portal sheet and its lines, the data and the slip leave the value out; the case keeps it as it
    was typed.
    """
    referral = {**MINIMUM, **FILLED, "paper": "full", "last-settled-address": "NFA since 2019"}
    reference = desk.cases.new({"triage": REFER, "referral": referral})
    for name, text in everything_shown(desk, reference, tmp_path / "out").items():
        assert not [words for words in MUST_NOT_APPEAR if words in text], name
    given = json.loads((tmp_path / "out" / reference / "referral.json").read_text(encoding="utf-8"))
    assert "NFA since 2019" in json.dumps(given)
    assert "As Above Invented" in json.dumps(given)
    fields = {field.id: field for step in desk.cases.view(reference).steps for field in step.fields}
    assert {field: fields[field].value for field in FILLED} == FILLED
    assert fields["postal-address"].mark == "wanted"
    assert "“No fixed abode, Oxford”" in fields["postal-address"].asks


def test_a_name_that_says_nothing_stops_the_export_and_has_no_initials(desk, tmp_path):
    """The refusal shows what was typed, and the list shows no initials."""
    reference = desk.cases.new({"triage": REFER, "referral": {**MINIMUM, "full-name": "Name not given"}})
    with pytest.raises(RefusedByProcedure, match="“Name not given”"):
        desk.papers.export(reference, tmp_path)
    assert (desk.cases.lists.cases().rows[0].initials, desk.cases.view(reference).status) == ("--", "needs-answer")
    assert list(tmp_path.glob("*-*")) == []


def test_what_is_asked_again_is_said_when_it_is_typed(desk):
    """The field keeps what was typed and says why it does not count."""
    reference = desk.cases.new({"triage": REFER, "referral": {**MINIMUM}})
    view = desk.cases.set_field(reference, "full-name", "unknown")
    field = next(field for step in view.steps for field in step.fields if field.id == "full-name")
    assert (field.value, field.mark) == ("unknown", "needed")
    assert "unknown (real name)" in field.asks


def test_a_straightened_apostrophe_is_said(desk):
    """The change is reported by the view that the save returns, and for a whole case."""
    reference = desk.cases.new({"triage": REFER, "referral": {**MINIMUM}})
    view = desk.cases.set_field(reference, "email", "o\N{RIGHT SINGLE QUOTATION MARK}neil@example.org")
    assert "made straight: o'neil@example.org" in view.tidied
    assert desk.cases.set_field(reference, "email", "o'neil@example.org").tidied == ""
    given = {"referral": {"email": "o\N{RIGHT SINGLE QUOTATION MARK}neil@example.org"}}
    assert [words.rpartition(": ")[2] for words in desk.cases.tidied(given)] == ["o'neil@example.org"]


# -- the paper question that nobody answered ----------------------------------------------------------------------------


def slips_of(view):
    """Returns the files of a pack that are for the person."""
    return {name for name, _, _ in view.files if name.startswith(SLIPS)}


def test_without_an_answer_nothing_is_written_for_the_person(desk, tmp_path):
    """Neither slip nor card is in the preview, in the folder or in a run of packs; what was left out is reported with
    its reason.
    """
    reference, other = (desk.cases.new({"triage": REFER, "referral": MINIMUM}) for _ in range(2))
    assert not [name for name, _ in desk.papers.preview(reference) if name.startswith(SLIPS)]
    view = desk.papers.export(reference, tmp_path / "one")
    assert slips_of(view) == set()
    assert "safe for them to carry paper" in " ".join(view.doubts)
    made = export_many(desk.cases, desk.papers, tmp_path / "many", lambda _: True)
    assert [(one.reference, slips_of(one), len(one.doubts)) for one in made.written] == [(other, set(), 1)]


def test_where_abuse_appears_the_card_is_written_and_never_more(desk, tmp_path):
    """The card gives nobody away and is written unless the person chose otherwise; a note says that nobody was asked."""
    reference = desk.cases.new({"triage": ABUSE, "referral": {**MINIMUM, **SAFE}})
    view = desk.papers.export(reference, tmp_path)
    assert slips_of(view) == {"card.pdf", "card.txt"}
    assert "plain card" in " ".join(view.doubts)


@pytest.mark.parametrize(
    ("paper", "files"),
    [("full", {"next-steps.pdf", "next-steps.txt"}), ("plain-card", {"card.pdf", "card.txt"}), ("none", set())],
)
@pytest.mark.parametrize("triage", [REFER, ABUSE])
def test_an_answer_is_what_is_written(desk, tmp_path, triage, paper, files):
    """The paper that the person chose is written, without any note."""
    view = desk.papers.export(
        desk.cases.new({"triage": triage, "referral": {**MINIMUM, **SAFE, "paper": paper}}), tmp_path
    )
    assert (slips_of(view), view.doubts) == (files, ())


def test_nothing_for_the_person_goes_into_a_file_for_the_council_unasked(desk, tmp_path):
    """If an organisation sends the slip along, the same question is asked first."""
    (tmp_path / "home" / "settings.toml").write_text('[packs.alert]\nsent = ["referral", "slip"]\n', encoding="utf-8")
    reference = desk.cases.new({"triage": REFER, "referral": MINIMUM})
    sealed = desk.papers.sending.seal(reference, tmp_path / "out", "sealed-archive")
    assert "safe for them to carry paper" in " ".join(sealed.export.doubts)
    asked = desk.cases.new({"triage": REFER, "referral": {**MINIMUM, "paper": "full"}})
    assert desk.papers.sending.seal(asked, tmp_path / "out", "sealed-archive").export.doubts == ()


def test_a_slip_by_itself_says_what_to_ask_first(desk, tmp_path):
    """A slip that is asked for by itself is written, with a note on the question that is still open."""
    reference = desk.cases.new({"triage": REFER, "referral": MINIMUM})
    assert "Ask them before you hand it over" in " ".join(
        desk.papers.slips.write(reference, tmp_path / "slip.txt").doubts
    )
    assert "Ask them" in " ".join(desk.papers.prints.to_file(reference, "slip", tmp_path / "slip.pdf").doubts)
    assert desk.papers.prints.to_file(reference, "evidence", tmp_path / "e.pdf").doubts == ()
    desk.cases.set_field(reference, "paper", "full")
    assert desk.papers.slips.write(reference, tmp_path / "again.txt").doubts == ()


# -- a clock that may be wrong ------------------------------------------------------------------------------------------


def test_a_clock_before_the_newest_entry_is_doubted_once_the_vault_is_open(tmp_path):
    """Before the vault is open only the data can show the doubt; the start screen shows it once it is known, and
    locking forgets it.
    """
    clock = [MONDAY_MORNING + timedelta(days=30)]
    desk = unlocked_desk(tmp_path / "home", lambda: clock[0])
    desk.cases.new({"triage": REFER, "referral": MINIMUM})
    assert desk.clock_doubt() == desk.start().clock == ""
    desk.vault.lock()
    clock[0] = MONDAY_MORNING + timedelta(days=29)
    assert desk.start().clock == ""
    desk.vault.unlock(PASSPHRASE)
    assert "something was saved in this store on" in desk.start().clock
    assert desk.clock_doubt() == desk.start().clock
    desk.vault.lock()
    assert desk.start().clock == ""


def test_a_clock_that_was_wrong_is_doubted_although_something_was_saved_under_it(tmp_path):
    """One more entry under the wrong clock does not make the clock right."""
    clock = [MONDAY_MORNING + timedelta(days=30)]
    desk = unlocked_desk(tmp_path / "home", lambda: clock[0])
    reference = desk.cases.new({"triage": REFER, "referral": MINIMUM})
    desk.vault.lock()
    clock[0] = MONDAY_MORNING + timedelta(days=10)
    desk.vault.unlock(PASSPHRASE)
    desk.cases.set_field(reference, "known-as", "Zeb")
    desk.vault.lock()
    desk.vault.unlock(PASSPHRASE)
    assert desk.clock_doubt()


def test_a_clock_that_is_set_back_while_the_vault_is_open_is_doubted(tmp_path):
    """The clock is compared with what it showed earlier."""
    clock = [MONDAY_MORNING]
    desk = unlocked_desk(tmp_path / "home", lambda: clock[0])
    desk.cases.new({"triage": REFER, "referral": MINIMUM})
    desk.vault.lock()
    desk.vault.unlock(PASSPHRASE)
    clock[0] += timedelta(hours=3)
    assert desk.clock_doubt() == ""
    clock[0] -= timedelta(hours=2)
    assert desk.clock_doubt()


def test_a_clock_before_the_newest_check_of_the_data_is_doubted_at_once(tmp_path):
    """The doubt is shown without a vault, and the numbers to ring are shown as well."""
    desk = unlocked_desk(tmp_path / "home", lambda: datetime(2020, 1, 1, 9, tzinfo=LONDON))
    desk.vault.lock()
    assert "in the program's data was checked on" in desk.start().clock
    assert desk.numbers(emergency="danger").call
    assert page_of(desk.begin()).questions[-1].id == "emergency"


@pytest.mark.parametrize(("field", "raw"), [("full-name", "Zebedee"), ("full-name", 3), ("no-such-field", "x")])
def test_a_case_altered_behind_the_program_takes_no_field_and_says_no_other_fault(desk, field, raw):
    """Which form the case has is read from the row alone, and the fault reported is still that the case does not match
    its history.
    """
    reference = desk.cases.new({"triage": REFER})
    execute(desk.vault.opened().store, "UPDATE case_record SET tree_id = 'another'")
    with pytest.raises(CannotReadOrWrite, match="not what its history says"):
        desk.cases.set_field(reference, field, raw)
