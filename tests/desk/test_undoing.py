"""Undoing the last change of a field, which is stored like every other change."""

import itertools
from datetime import timedelta

import pytest
from desk_samples import MINIMUM, MONDAY_MORNING, REFER, unlocked_desk

from champion_tui.desk.cases.undoing import HOLDERS, Undone, last_change
from champion_tui.desk.errors import RefusedByProcedure
from champion_tui.domain.cases.case import Event

TEXTS = {"known-as": ("Zed", "Zeddie"), "contact-notes": ("first\nsecond, third", "after six, please")}


@pytest.fixture
def desk(tmp_path):
    """Returns a desk with an open vault, whose clock moves on."""
    seconds = itertools.count()
    return unlocked_desk(tmp_path / "home", lambda: MONDAY_MORNING + timedelta(seconds=next(seconds)))


def values(desk, reference):
    """Returns the value of every field."""
    return {field.id: field.value for step in desk.cases.view(reference).steps for field in step.fields}


def two_values(field):
    """Returns two values that the field accepts, one after the other; None for a field that is not tried."""
    ids = [option.id for option in field.options if not option.alone]
    by_kind = {
        "one": ids[:2],
        "many": [tuple(ids[:1]), tuple(ids[:2])],
        "date": ["1990-12-31", "1991-01-01"],
    }
    found = TEXTS.get(field.id) or by_kind.get(field.kind, ())
    return found if len(found) == 2 else None


def test_every_kind_of_field_gets_back_what_stood_in_it(desk):
    """Text, several lines, a date, one option and several: an undo restores the earlier value, and a second undo the
    later one.
    """
    reference = desk.cases.new({"triage": REFER, "referral": MINIMUM})
    tried = set()
    for field in (each for step in desk.cases.view(reference).steps for each in step.fields):
        both = two_values(field)
        if both is None or any(not hasattr(desk.cases.set_field(reference, field.id, each), "steps") for each in both):
            continue
        tried.add(field.kind)
        before = values(desk, reference)
        undone = desk.cases.undo(reference)
        assert isinstance(undone, Undone)
        assert undone.field == field.id
        assert values(desk, reference) == {**before, field.id: both[0]}
        assert str(both[1]) not in undone.words
        desk.cases.undo(reference)
        assert values(desk, reference) == before
    assert {"one", "many", "date", "text", "long-text"} <= tried


def test_the_history_tells_of_the_change_and_of_taking_it_back(desk):
    """The history keeps the change and gets one more entry for the undo."""
    reference = desk.cases.new({"triage": REFER, "referral": MINIMUM})
    desk.cases.set_field(reference, "known-as", "Zed")
    told = len(desk.cases.history.timeline(reference))
    undone = desk.cases.undo(reference)
    assert "empty again" in undone.words
    assert len(desk.cases.history.timeline(reference)) == told + 1
    assert values(desk, reference)["known-as"] is None


def test_what_came_with_the_case_is_no_change_of_a_field(desk):
    """Neither the worker's own details nor what a file brought can be undone in a case that was only begun."""
    reference = desk.cases.new({"triage": REFER, "referral": MINIMUM})
    assert desk.cases.undo(reference) is None


def test_what_was_sent_stays(desk):
    """A referral that was sent to the council is not changed by an undo either."""
    reference = desk.cases.new({"triage": REFER, "referral": {**MINIMUM, "paper": "full"}})
    desk.cases.set_field(reference, "known-as", "Zed")
    desk.cases.mark_sent(reference, MONDAY_MORNING.date(), "48213")
    with pytest.raises(RefusedByProcedure):
        desk.cases.undo(reference)
    assert values(desk, reference)["known-as"] == "Zed"


def test_only_what_the_person_changed_themselves_is_taken_back(desk):
    """A colleague's change stays, and the person's own last change below it is undone."""
    form = desk.book.form_of("homeless") if "homeless" in desk.book.trees else next(iter(desk.book.forms.values()))
    holder = max(HOLDERS)

    def event(number, who, old):
        return Event(
            number,
            MONDAY_MORNING + timedelta(seconds=number),
            who,
            "CHW-7K3M-2Q",
            holder,
            "known-as",
            old,
            "x",
            "",
            before=old,
        )

    created = Event(0, MONDAY_MORNING, "Alex", "CHW-7K3M-2Q", "created", "", None, None, "")
    events = [created, event(1, "Alex", None), event(2, "Alex", "mine"), event(3, "Sam", "theirs")]
    assert last_change(events, form, "Alex")[1] == "mine"
    assert last_change(events, form, "Sam")[1] == "theirs"
    assert last_change(events, form, "Robin") is None
    assert last_change([], form, "Alex") is None


def test_a_value_that_holds_a_comma_is_not_taken_apart(desk):
    """The value is restored as the history keeps it, and not parsed from its words."""
    form = next(iter(desk.book.forms.values()))
    many = next(each for each in form.fields if each.kind == "many")
    event = Event(
        1, MONDAY_MORNING, "Alex", "CHW-7K3M-2Q", max(HOLDERS), many.id, "a, b, c", None, "", before=("a, b", "c")
    )
    created = Event(0, MONDAY_MORNING - timedelta(seconds=1), "Alex", "CHW-7K3M-2Q", "created", "", None, None, "")
    assert last_change([created, event], form, "Alex")[1] == ("a, b", "c")
