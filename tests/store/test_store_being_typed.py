"""Text is stored at every pause in typing; the history gets one event for a field, when it is left."""

import pytest
from behind import execute

from champion_tui.domain.cases.case import CaseFacts, Typing
from champion_tui.store.errors import Conflict

NAME = "full-name"


@pytest.fixture
def store(desk):
    """Returns an open store with one case, ``OX-1``."""
    opened, _ = desk.create()
    desk.new_case(opened, phone="07700 900123")
    return opened


def said(store):
    """Returns (what, old, new) of each event of the case after its creation."""
    return [(event.what, event.old, event.new) for event in store.events("OX-1")][1:]


def typed(store, *texts, key=NAME, holder="referral"):
    """Stores values as they arrive at pauses in typing and returns the case."""
    case = store.case("OX-1")
    for text in texts:
        case = store.save_passing("OX-1", case.version, holder, key, text)
    return case


def test_a_value_is_stored_at_every_pause_and_said_once(store):
    """Each pause is stored at once as a new version; one event records the value before typing and the value after it."""
    case = typed(store, "Ma", "Mary", "Mary Exam")
    assert store.case("OX-1") == case
    assert (case.version, case.referral[NAME], said(store)) == (4, "Mary Exam", [])
    case = store.save_fields("OX-1", case.version, "referral", {NAME: "Mary Example"})
    assert (case.version, case.referral[NAME], case.typing) == (5, "Mary Example", {})
    assert said(store) == [("referral full-name", None, "Mary Example")]


def test_leaving_a_field_as_the_last_pause_left_it_is_said_too(store):
    """Leaving a field records the event even if the last pause has already stored the same value."""
    case = typed(store, "Mary")
    case = store.save_fields("OX-1", case.version, "referral", {NAME: "Mary"})
    assert said(store) == [("referral full-name", None, "Mary")]
    assert case.typing == {}


@pytest.mark.parametrize("in_passing", [True, False])
def test_typed_back_to_what_stood_there_is_no_change(store, in_passing):
    """Typing that is taken back records no change, but the version shows other windows that the field had another value."""
    case = typed(store, "07700 9001", key="phone")
    if in_passing:
        case = typed(store, "07700 900123", key="phone")
    else:
        case = store.save_fields("OX-1", case.version, "referral", {"phone": "07700 900123"})
    assert (case.referral["phone"], case.version, case.typing, said(store)) == ("07700 900123", 3, {}, [])


def test_emptied_in_passing_is_said_when_it_is_left(store):
    """The event for a field that was emptied holds its old value although the field has no row."""
    case = typed(store, None, key="phone")
    assert "phone" not in case.referral
    store.save_fields("OX-1", case.version, "referral", {"phone": None})
    assert said(store) == [("referral phone", "07700 900123", None)]


def test_text_that_a_field_refuses_is_kept_and_is_no_value(store):
    """Refused text is kept as it was typed, is in no field and no event, and is dropped when the field takes a value."""
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
    """If later text is refused, the half-typed number stored at a pause is not kept as the person's number."""
    typed(store, "01632 96012", key="phone")
    case = store.keep_text("OX-1", "referral", "phone", "01632 96012 or so")
    assert case.referral["phone"] == "07700 900123"
    assert case.typing == {"phone": Typing("01632 96012 or so")}
    assert said(store) == []


def test_kept_text_can_be_forgotten(store):
    """When the person drops refused text, only the value is left."""
    store.keep_text("OX-1", "referral", "phone", "07700")
    assert store.keep_text("OX-1", "referral", "phone", "").typing == {}


def test_an_older_version_is_refused_in_passing_too(store):
    """A window that types on an older version gets a conflict, and nothing is changed."""
    typed(store, "Mary")
    with pytest.raises(Conflict):
        store.save_passing("OX-1", 1, "referral", NAME, "Zoë")
    assert store.case("OX-1").referral[NAME] == "Mary"


def test_what_a_program_that_ended_had_stored_is_said_when_the_store_is_opened(desk, store):
    """Text that a program stored before it ended is recorded in the typist's name, and marked until the field is left again."""
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
    """After an erasing, neither refused text nor a value stored at a pause is in any row."""
    typed(store, "Zebedee Half")
    store.keep_text("OX-1", "referral", "email", "zebedee at nowhere")
    store.erase("OX-1", store.case("OX-1").version, CaseFacts(None, None, None, None))
    rows = execute(store, "SELECT value FROM case_value")
    assert rows == []
    assert said(store) == [("erased", None, None)]


def test_every_case_is_read_with_text_that_was_refused(store):
    """The list of cases can be read while refused text is kept, and the text is in no answer or field."""
    store.keep_text("OX-1", "referral", "email", "mary at nhs")
    (case,) = store.cases()
    assert "mary at nhs" not in str((case.answers, case.agency, case.referral, case.copied))
