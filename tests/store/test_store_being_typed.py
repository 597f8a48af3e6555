"""What is typed is stored at every pause; the history hears of a field once, when it is left."""

import pytest
from behind import execute

from champion_tui.domain.cases.case import CaseFacts, Typing
from champion_tui.store.errors import Conflict

NAME = "full-name"


@pytest.fixture
def store(desk):
    """An open store with one case, ``OX-1``."""
    opened, _ = desk.create()
    desk.new_case(opened, phone="07700 900123")
    return opened


def said(store):
    """What the history says about the case, after its beginning."""
    return [(event.what, event.old, event.new) for event in store.events("OX-1")][1:]


def typed(store, *texts, key=NAME, holder="referral"):
    """Store values as they come at pauses; gives the case."""
    case = store.case("OX-1")
    for text in texts:
        case = store.save_passing("OX-1", case.version, holder, key, text)
    return case


def test_a_value_is_stored_at_every_pause_and_said_once(store):
    """Each pause is in the store at once, as a new version; one event tells what stood there before and what stands now."""
    case = typed(store, "Ma", "Mary", "Mary Exam")
    assert store.case("OX-1") == case
    assert (case.version, case.referral[NAME], said(store)) == (4, "Mary Exam", [])
    case = store.save_fields("OX-1", case.version, "referral", {NAME: "Mary Example"})
    assert (case.version, case.referral[NAME], case.typing) == (5, "Mary Example", {})
    assert said(store) == [("referral full-name", None, "Mary Example")]


def test_leaving_a_field_as_the_last_pause_left_it_is_said_too(store):
    """The value is stored already, and the history has not heard of it yet."""
    case = typed(store, "Mary")
    case = store.save_fields("OX-1", case.version, "referral", {NAME: "Mary"})
    assert said(store) == [("referral full-name", None, "Mary")]
    assert case.typing == {}


@pytest.mark.parametrize("in_passing", [True, False])
def test_typed_back_to_what_stood_there_is_no_change(store, in_passing):
    """Begun and taken back: nothing happened, and the version shows other windows that something stood there meanwhile."""
    case = typed(store, "07700 9001", key="phone")
    if in_passing:
        case = typed(store, "07700 900123", key="phone")
    else:
        case = store.save_fields("OX-1", case.version, "referral", {"phone": "07700 900123"})
    assert (case.referral["phone"], case.version, case.typing, said(store)) == ("07700 900123", 3, {}, [])


def test_emptied_in_passing_is_said_when_it_is_left(store):
    """A field that was emptied has no row, and still its old value is in the event."""
    case = typed(store, None, key="phone")
    assert "phone" not in case.referral
    store.save_fields("OX-1", case.version, "referral", {"phone": None})
    assert said(store) == [("referral phone", "07700 900123", None)]


def test_text_that_a_field_refuses_is_kept_and_is_no_value(store):
    """It is found again as it was typed, stands in no field and in no event, and goes when the field takes another."""
    case = store.keep_text("OX-1", "referral", "email", "mary at nhs")
    assert (case.version, case.typing, case.referral) == (
        1,
        {"email": Typing("mary at nhs")},
        {"phone": "07700 900123"},
    )
    assert said(store) == []
    case = store.save_fields("OX-1", 1, "referral", {"email": "mary@example.org"})
    assert (case.typing, case.referral["email"]) == ({}, "mary@example.org")


def test_text_that_is_refused_takes_the_value_of_a_pause_with_it(store):
    """Half a number that would be one is not left standing as their number when what follows makes it none."""
    typed(store, "01632 96012", key="phone")
    case = store.keep_text("OX-1", "referral", "phone", "01632 96012 or so")
    assert case.referral["phone"] == "07700 900123"
    assert case.typing == {"phone": Typing("01632 96012 or so")}
    assert said(store) == []


def test_kept_text_can_be_forgotten(store):
    """Dropped by the person: nothing of it is left beside the value."""
    store.keep_text("OX-1", "referral", "phone", "07700")
    assert store.keep_text("OX-1", "referral", "phone", "").typing == {}


def test_an_older_version_is_refused_in_passing_too(store):
    """Two windows: whoever types on an older state is told, and nothing is changed."""
    typed(store, "Mary")
    with pytest.raises(Conflict):
        store.save_passing("OX-1", 1, "referral", NAME, "Zoë")
    assert store.case("OX-1").referral[NAME] == "Mary"


def test_what_a_program_that_ended_had_stored_is_said_when_the_store_is_opened(desk, store):
    """In the name of whoever typed it; the field is marked until somebody leaves it again, and own details are kept."""
    typed(store, "Mary Exam")
    typed(store, "Ann", key="referrer-name", holder="agency")
    store.close()
    again = desk.unlock()
    assert said(again) == [("referral full-name", None, "Mary Exam"), ("agency referrer-name", None, "Ann")]
    assert {event.who for event in again.events("OX-1")} == {"Ann Example"}
    case = again.case("OX-1")
    assert case.typing == {NAME: Typing(cut_short=True), "referrer-name": Typing(cut_short=True)}
    assert again.agency() == {"referrer-name": "Ann"}
    assert again.verify_chain().trouble == ""
    assert again.save_fields("OX-1", case.version, "referral", {NAME: "Mary Exam"}).typing.keys() == {"referrer-name"}
    again.close()
    assert len(said(desk.unlock())) == 2


def test_nothing_of_it_is_left_of_an_erased_case(desk, store):
    """Neither text that was refused nor a value of a pause is in any row or file afterwards."""
    typed(store, "Zebedee Half")
    store.keep_text("OX-1", "referral", "email", "zebedee at nowhere")
    store.erase("OX-1", store.case("OX-1").version, CaseFacts(None, None, None, None))
    rows = execute(store, "SELECT value FROM case_value")
    assert rows == []
    assert said(store) == [("erased", None, None)]


def test_every_case_is_read_with_text_that_was_refused(store):
    """The list of cases reads it over, and it is no part of an answer or field."""
    store.keep_text("OX-1", "referral", "email", "mary at nhs")
    (case,) = store.cases()
    assert "mary at nhs" not in str((case.answers, case.agency, case.referral, case.copied))
