"""Which area the person is in: chosen for the machine or for one case, and kept with the case."""

from dataclasses import replace

import pytest
from desk_samples import MINIMUM, REFER, desk_in, unlocked_desk

from champion_tui.desk.errors import CannotReadOrWrite, RefusedByProcedure, UnusableValue
from champion_tui.desk.settings.settings import read_settings

KENT = "kent-and-medway"
EMERGENCY = {"emergency": "fleeing-abuse"}


def _lines(page) -> list[str]:
    return [line.now.line for line in page.numbers]


def test_the_area_of_the_machine_is_chosen_once_and_kept(tmp_path):
    """The start screen asks for the area until it is chosen; the choice is kept in the settings and is used at the next start."""
    desk = desk_in(tmp_path)
    assert desk.start().area_open
    assert desk.start().area == "Oxfordshire"

    desk.choose_area(KENT)

    assert not desk.start().area_open
    assert desk.start().area == "Kent and Medway"
    assert read_settings(tmp_path) == replace(read_settings(tmp_path), area=KENT)
    again = desk_in(tmp_path)
    assert again.area.id == KENT
    assert [area.hint for area in again.areas()] == ["where you work", ""]
    assert _lines(again.begin().here())[2] == "kent-domestic-abuse"


def test_a_broken_settings_file_is_not_overwritten_by_the_choice(tmp_path):
    """A settings file that cannot be read is not overwritten, because its content may be needed: the choice is refused
    with a sentence.
    """
    (tmp_path / "settings.toml").write_text("area = \n", encoding="utf-8")
    desk = desk_in(tmp_path)

    with pytest.raises(CannotReadOrWrite, match="settings"):
        desk.choose_area(KENT)
    assert (tmp_path / "settings.toml").read_text(encoding="utf-8") == "area = \n"


def test_one_person_is_elsewhere(tmp_path):
    """If the first answer names another area, its numbers are shown, every answer is kept, and the desk's own area does
    not change.
    """
    desk = desk_in(tmp_path)
    interview = desk.begin()
    assert interview.here().area == "Oxfordshire"

    desk.person_is_in(interview, KENT)

    assert interview.here().area == "Kent and Medway"
    assert "kent-domestic-abuse" in _lines(interview.here())
    assert not [line for line in _lines(interview.here()) if line.startswith("oxfordshire")]
    page = interview.answer("emergency", "nowhere-tonight")
    assert page.area == "Kent and Medway"
    assert desk.area.id == "oxfordshire"
    assert desk.numbers(area=interview.judged().area).call[0].now.line.startswith("ashford")


def test_a_case_keeps_its_area_wherever_it_is_opened(tmp_path):
    """A case of a person in Kent who is referred to Oxford is still a case of Kent when a desk in Oxfordshire opens it."""
    desk = unlocked_desk(tmp_path)
    interview = desk.begin()
    desk.person_is_in(interview, KENT)
    for question, answer in {**REFER, "circumstances": ("children-in-household",), "authority": "oxford"}.items():
        interview.answer(question, answer)
    reference = desk.cases.keep(interview)

    resumed = desk.cases.resume(reference)
    notes = " ".join(note.text for note in resumed.here().notes)

    assert reference.startswith("OXF-")
    assert resumed.judged().area == KENT
    assert "03000 41 11 11" in notes
    assert "0345 050 7666" not in notes
    assert desk.person_is_in(resumed, "oxfordshire")[0].startswith("They are in Oxfordshire now")
    assert resumed.judged().area == "oxfordshire"
    desk.cases.move(reference, KENT)
    assert desk.cases.resume(desk.cases.again(reference)).judged().area == KENT


def test_a_person_in_oxfordshire_is_referred_to_medway(tmp_path):
    """For a referral to Medway the channel is e-mail, and social care is that of the area where the person is."""
    judged = desk_in(tmp_path).judge({**REFER, "circumstances": ("children-in-household",), "authority": "medway"})

    assert judged.judgement.outcome == "refer"
    assert judged.values["authority"] == "Medway Council"
    assert "0345 050 7666" in judged.values["childrens_social_care"]
    assert [line.line for line in judged.lines][:2] == ["medway-day", "medway-switchboard"]


def test_social_care_is_that_of_the_council_that_runs_it(tmp_path):
    """Social care is Medway's own in Medway and the county's in a district; before a council is chosen, both are shown,
    each with its area.
    """
    desk = desk_in(tmp_path)
    children = {
        council: desk.judge({**REFER, "authority": council}, area=KENT).values for council in ("medway", "swale")
    }
    before = desk.judge({"emergency": "none", "safeguarding": "no", "age": "16-17"}, area=KENT).values

    assert children["medway"]["childrens_social_care"] == "Medway children's social care on 01634 334466"
    assert children["swale"]["childrens_social_care"] == "Kent children's social care on 03000 41 11 11"
    assert before["childrens_social_care"] == "Kent children's social care on 03000 41 11 11 (in Medway: 01634 334466)"
    assert before["adult_social_care"] == "Kent adult social care on 03000 41 61 61 (in Medway: 01634 334466)"
    assert before["emergency_duty_team"] == "Kent and Medway Out of Hours service on 03000 41 91 91"


@pytest.mark.parametrize(
    ("council", "first", "code"),
    [
        ("dover", "takes referrals by e-mail", True),
        ("maidstone", "into the council's online form", True),
        ("cherwell", "into the portal", False),
    ],
)
def test_a_council_without_a_portal_sends_no_code(tmp_path, council, first, code):
    """What to do with the pack depends on the council's channel; without a portal the slip's code is the case's own
    reference.
    """
    desk = unlocked_desk(tmp_path / "home")
    interview = desk.begin()
    for question, answer in {**REFER, "authority": council}.items():
        interview.answer(question, answer)
    reference = desk.cases.keep(interview)
    for field, value in {**MINIMUM, "paper": "full"}.items():
        desk.cases.set_field(reference, field, value)

    view = desk.papers.export(reference, tmp_path)
    slip = (tmp_path / reference / "next-steps.txt").read_text(encoding="utf-8")

    assert first in view.next_steps[0]
    assert ("No code comes back" in view.next_steps[1]) is code
    assert (f"Your code: {reference}" in slip) is code
    ways = [way.id for way in desk.papers.sending.ways(reference)]
    assert ways[0] == ("folder" if council == "dover" else "portal")
    assert "email" not in ways


def test_an_e_mail_to_ashford_goes_to_the_address_with_the_dot(tmp_path):
    """The draft's address is the one for referrals, and the draft says that it is confirmed."""
    desk = unlocked_desk(tmp_path / "home")
    interview = desk.begin()
    for question, answer in {**REFER, "authority": "ashford"}.items():
        interview.answer(question, answer)
    reference = desk.cases.keep(interview)
    for field, value in MINIMUM.items():
        desk.cases.set_field(reference, field, value)

    view = desk.papers.sending.draft(reference, tmp_path)

    assert desk.papers.sending.ways(reference)[0].hint == "housing.advice@ashford.gov.uk"
    assert "It goes to housing.advice@ashford.gov.uk. Confirmed" in " ".join(view.next_steps)


@pytest.mark.parametrize(
    ("council", "day", "night"),
    [
        ("thanet", "01843 577000", "01843 577277"),
        ("dover", "01304 872265", "01304 821199"),
        ("tunbridge-wells", "01892 526121", "01892 352777"),
        ("medway", "01634 333600", "01634 304400"),
        ("gravesham", "01474 337000", "01474 564422"),
        ("oxford", "01865 249811", "Oxfordshire Emergency Duty Team (social services) on 0800 833 408"),
    ],
)
def test_of_several_numbers_the_words_name_the_first(tmp_path, council, day, night):
    """A sentence names one number only: the likelier of two, and one that answers day and night before one that may not."""
    values = desk_in(tmp_path).judge({**REFER, "authority": council}).values

    assert (values["day_number"], values["night_number"]) == (day, night)


URGENT = {"emergency": "fleeing-abuse", "after-call": "refer-too"}


def test_a_kept_case_moves_to_another_area(tmp_path):
    """When a stored case moves to another area, every answer is kept, the numbers of the new area are shown, what is
    lost and gained is named, and the history says who moved it.
    """
    desk = unlocked_desk(tmp_path)
    reference = desk.cases.new({"triage": {**REFER, **URGENT}, "referral": MINIMUM})
    before = desk.cases.view(reference)
    moved = desk.cases.move(reference, KENT)
    away, coming = moved.moved[1:]

    assert moved.moved[0].startswith("They are in Kent and Medway now, not in Oxfordshire.")
    assert away.startswith("Not shown any more: ")
    assert "Oxfordshire" in away
    assert coming.startswith("Shown from now on: ")
    assert "Kent" in coming
    assert (moved.answers, moved.area, moved.version) == (before.answers, KENT, before.version + 1)
    assert desk.cases.resume(reference).judged().area == KENT
    last = desk.cases.history.timeline(reference)[-1]
    assert "Where they are now" in last.words
    assert "Kent and Medway" in last.words
    assert all(each.ok for each in desk.vault.check())


def test_moving_a_case_to_where_it_is_changes_nothing(tmp_path):
    """Moving a case to its own area writes no version and no event, and the person is told."""
    desk = unlocked_desk(tmp_path)
    reference = desk.cases.new({"triage": dict(REFER), "referral": MINIMUM})
    before = desk.cases.view(reference)
    moved = desk.cases.move(reference, "oxfordshire")
    assert moved.moved == ("They are in Oxfordshire already: nothing has changed.",)
    assert moved.version == before.version


def test_two_windows_move_one_case_and_answer_it(tmp_path):
    """An interview that was open before the move still saves its answers, and the case stays in its new area."""
    desk = unlocked_desk(tmp_path)
    reference = desk.cases.new({"triage": dict(REFER), "referral": MINIMUM})
    open_elsewhere = desk.cases.resume(reference)
    desk.cases.move(reference, KENT)
    open_elsewhere.answer("age", "16-17")
    assert desk.cases.view(reference).area == KENT
    desk.cases.move(reference, "oxfordshire")
    assert desk.cases.view(reference).area == "oxfordshire"


@pytest.mark.parametrize(("area", "error"), [("atlantis", UnusableValue), (KENT, RefusedByProcedure)])
def test_a_case_is_not_moved_where_it_may_not_be(tmp_path, area, error):
    """A sent case cannot be moved, and no case can be moved to an unknown area; a refused move changes nothing."""
    desk = unlocked_desk(tmp_path)
    reference = desk.cases.new({"triage": dict(REFER), "referral": MINIMUM})
    desk.cases.mark_sent(reference, desk.now().date(), "A1")
    before = desk.cases.view(reference)
    with pytest.raises(error):
        desk.cases.move(reference, area)
    assert desk.cases.view(reference) == before


def test_a_request_stays_in_an_area_that_asks_its_questions(tmp_path):
    """A request for support cannot be moved to Oxfordshire, which has none, and the refusal names the reason."""
    desk = unlocked_desk(tmp_path)
    desk.choose_area(KENT)
    reference = desk.cases.new({"tree": "request-for-support", "triage": {"emergency": "none"}})
    desk.cases.move(reference, KENT)
    with pytest.raises(RefusedByProcedure, match="is not asked in Oxfordshire"):
        desk.cases.move(reference, "oxfordshire")
    assert desk.cases.view(reference).area == KENT


def test_a_rule_of_another_area_is_not_said_to_be_the_rule_here(tmp_path):
    """Oxfordshire's procedure is named as its own there, and as no procedure of Kent's for a person in Kent; the law is
    the law in both.
    """
    desk = unlocked_desk(tmp_path)
    reference = desk.cases.new({"triage": dict(REFER), "referral": MINIMUM})
    procedure = "Oxfordshire duty to refer procedure"
    here = [reason.source for reason in desk.cases.resume(reference).here().reasons]
    desk.cases.move(reference, KENT)
    there = [reason.source for reason in desk.cases.resume(reference).here().reasons]

    assert any(source.startswith(procedure) for source in here)
    for before, after in zip(here, there, strict=True):
        theirs = f"as in the {before}, which is not Kent and Medway's own"
        assert after == (theirs if before.startswith(procedure) else before)
