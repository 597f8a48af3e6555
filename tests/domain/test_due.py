"""What a case asks for and by when: a table of days, and what holds over a year of days."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from champion_tui.domain.cases.after_sending import OF_A_REFERRAL, OUTCOME, WITHDRAWN, Heard, Step
from champion_tui.domain.cases.afterwards.due import (
    RING_WITHIN_WORKING_DAYS,
    WAITS,
    DueFacts,
    chase_day,
    day_of,
    days,
    dues,
    early_due,
    most_urgent,
    shown,
    urgency,
)
from champion_tui.domain.cases.summary import Due, DueKind, EarlyEntry
from champion_tui.domain.dates.deadlines import chase_on, contact_by, hurry
from champion_tui.domain.lines.authority import Promise
from champion_tui.knowledge.book import load
from champion_tui.triage.rules import SOON_WORKING_DAYS

CALENDAR = load().calendar
THURSDAY, FRIDAY, MONDAY, TUESDAY = date(2026, 11, 26), date(2026, 11, 27), date(2026, 11, 30), date(2026, 12, 1)
DRAFT = DueFacts(begun_on=THURSDAY, changed_on=THURSDAY)
TO_SEND = replace(DRAFT, refers=True)
SENT = replace(TO_SEND, sent_on=THURSDAY, code="ABC123")
CHASE = Due(DueKind.CHASE, date(2026, 12, 11), date(2026, 12, 11))
PROMISE = Promise(5, "an invented promise", None)


def heard(*kinds):
    """Returns steps of these kinds."""
    return {kind: Step(THURSDAY, "An Invented Worker") for kind in kinds}


def withdrawn(told_council):
    """Returns a withdrawal; ``told`` says whether the council was told."""
    return {WITHDRAWN: Step(THURSDAY, "An Invented Worker", told_council=told_council)}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (DRAFT, ()),
        (TO_SEND, (Due(DueKind.SEND, THURSDAY, FRIDAY),)),
        (replace(TO_SEND, begun_on=FRIDAY), (Due(DueKind.SEND, FRIDAY, MONDAY),)),
        (replace(TO_SEND, steps=heard(WITHDRAWN)), ()),
        (replace(DRAFT, rings_today=True), (Due(DueKind.RING_TODAY, THURSDAY, None),)),
        (SENT, (CHASE,)),
        (replace(SENT, rings_today=True), (CHASE,)),
        (replace(SENT, steps=heard(Heard.ACKNOWLEDGED)), (CHASE,)),
        *((replace(SENT, code="", steps=heard(kind)), ()) for kind in (*OF_A_REFERRAL[1:], OUTCOME)),
        (replace(SENT, code="", steps=heard(WITHDRAWN)), (Due(DueKind.TELL_COUNCIL, THURSDAY, None),)),
        (replace(SENT, steps=withdrawn("no")), (Due(DueKind.TELL_COUNCIL, THURSDAY, None),)),
        (replace(SENT, steps=withdrawn("yes")), ()),
        (replace(SENT, steps={**heard(OUTCOME), **withdrawn("no")}), (Due(DueKind.TELL_COUNCIL, THURSDAY, None),)),
        (replace(SENT, promise=PROMISE), (Due(DueKind.CHASE, date(2026, 12, 4), date(2026, 12, 4)),)),
        (replace(SENT, code=""), (CHASE, Due(DueKind.CODE_MISSING, MONDAY, MONDAY))),
        (replace(SENT, code="", gives_code=False), (CHASE,)),
        (replace(SENT, slip_missing=True), (CHASE, Due(DueKind.SLIP_MISSING, THURSDAY, FRIDAY))),
        (replace(DRAFT, slip_missing=True), ()),
        (
            replace(SENT, last_date=date(2026, 12, 2)),
            (Due(DueKind.CHASE, FRIDAY, FRIDAY), Due(DueKind.LAST_DATE, THURSDAY, date(2026, 12, 2))),
        ),
        (
            replace(SENT, last_date=date(2027, 1, 10), steps=heard(Heard.CONTACT_MADE)),
            (Due(DueKind.LAST_DATE, date(2026, 12, 27), date(2027, 1, 10)),),
        ),
        (replace(SENT, last_date=date(2027, 1, 10), steps=heard(Heard.CONTACT_MADE, OUTCOME)), ()),
        (replace(DRAFT, last_date=date(2027, 1, 10), closed=True), ()),
        (
            replace(DRAFT, duty_ends=date(2026, 12, 27)),
            (Due(DueKind.DUTY_ENDS, date(2026, 12, 13), date(2026, 12, 27)),),
        ),
        (replace(DRAFT, duty_ends=FRIDAY, closed=True), ()),
        (replace(DRAFT, duty_ends=FRIDAY, steps=heard(WITHDRAWN)), ()),
        (
            replace(SENT, duty_ends=FRIDAY, steps={OUTCOME: Step(FRIDAY, "", what="accepted-social-work")}),
            (Due(DueKind.DUTY_ENDS, THURSDAY, FRIDAY),),
        ),
        (replace(SENT, duty_ends=FRIDAY, steps={OUTCOME: Step(FRIDAY, "", what="closed-by-housing")}), ()),
        (replace(DRAFT, asks_again=True, changed_on=FRIDAY), (Due(DueKind.ASK_AGAIN, MONDAY, MONDAY),)),
        (
            replace(DRAFT, closed=True, files_outside=(MONDAY, FRIDAY), erase_from=TUESDAY),
            (Due(DueKind.FILE_OUTSIDE, FRIDAY, MONDAY), Due(DueKind.ERASE, TUESDAY, TUESDAY)),
        ),
    ],
)
def test_what_a_case_asks_for(facts, expected):
    """Each kind of due has the day when it is first shown, the day when it is due, and what ends it."""
    assert dues(facts, CALENDAR) == expected


@given(st.integers(0, 500), st.integers(-30, 120), st.sampled_from([None, PROMISE]))
def test_the_day_to_chase_is_the_one_that_slip_and_pack_of_that_day_say(sent_in, last_in, promise):
    """The day equals that of ``desk/triage/contact.py`` on the day of sending, and is not after the home is lost
    without a reason.
    """
    sent_on = THURSDAY + timedelta(days=sent_in)
    last = sent_on + timedelta(days=last_in)
    counted = contact_by(sent_on, promise, CALENDAR)
    soon = hurry(counted.due, {"last-date": last.isoformat()}, sent_on, CALENDAR)
    assert chase_day(sent_on, promise, last, CALENDAR) == (soon.ring_by if soon else counted.chase)
    expected = chase_on(counted.due, last if last >= sent_on else None, sent_on, CALENDAR)
    assert chase_day(sent_on, promise, last, CALENDAR) == expected


@given(st.integers(0, 500), st.integers(0, 120))
def test_ringing_begins_on_the_day_on_which_call_today_begins_to_hold(begun_in, last_in):
    """Compared with the tree's rule day by day, ringing is due from ``shows_from`` on and not on the day before."""
    assert RING_WITHIN_WORKING_DAYS == SOON_WORKING_DAYS
    begun = THURSDAY + timedelta(days=begun_in)
    last = begun + timedelta(days=last_in)
    (ring, *_) = dues(replace(DRAFT, begun_on=begun, rings_by_last_date=True, last_date=last), CALENDAR)
    assert ring.kind is DueKind.RING_TODAY

    def holds(day):
        return last <= CALENDAR.add_working_days(day, SOON_WORKING_DAYS)

    assert holds(ring.shows_from)
    assert ring.shows_from == begun or not holds(ring.shows_from - timedelta(days=1))


@pytest.mark.parametrize(
    ("on", "added", "day"),
    [
        (date(2027, 3, 1), THURSDAY, date(2027, 1, 4)),
        (date(2027, 1, 21), THURSDAY, THURSDAY),
        (date(2026, 12, 1), THURSDAY, THURSDAY),
    ],
)
def test_an_early_entry_wakes_when_the_56_days_begin(on, added, day):
    """An early entry is due 56 days before its date, and at once if the 56 days have begun when it is added."""
    assert early_due(EarlyEntry("R1", on, "release", "", added)) == Due(DueKind.EARLY, day, day)


def test_the_first_days_of_the_calendar_break_nothing():
    """A mistyped date at the start of the calendar still has its dues."""
    first = replace(DRAFT, last_date=date.min, rings_by_last_date=True)
    assert [due.kind for due in dues(first, CALENDAR)] == [DueKind.RING_TODAY, DueKind.LAST_DATE]
    assert early_due(EarlyEntry("R1", date.min, "release", "", THURSDAY)).due == THURSDAY


DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
ALL = st.builds(Due, st.sampled_from(DueKind), DAYS, st.none() | DAYS)


def test_the_order_of_what_is_urgent():
    """Ring today comes before what is long overdue, the same day is in the order of the kinds, and later days follow."""
    ring, chase = Due(DueKind.RING_TODAY, THURSDAY, None), Due(DueKind.CHASE, THURSDAY, date(2026, 1, 1))
    send, code = Due(DueKind.SEND, THURSDAY, FRIDAY), Due(DueKind.CODE_MISSING, THURSDAY, FRIDAY)
    later = Due(DueKind.ERASE, TUESDAY, THURSDAY)
    slip = Due(DueKind.SLIP_MISSING, THURSDAY, date(2025, 12, 1))
    assert shown([later, slip, code, send, chase, ring], THURSDAY) == (ring, chase, slip, send, code)
    assert shown([slip, replace(chase, due=THURSDAY)], THURSDAY) == (replace(chase, due=THURSDAY), slip)
    assert most_urgent([code, send], FRIDAY) == send
    assert most_urgent([later], MONDAY) is None
    assert [days(due, MONDAY) for due in (ring, send, Due(DueKind.CHASE, MONDAY, TUESDAY))] == [0, 3, -1]
    assert day_of(ring, MONDAY) == MONDAY


@given(st.lists(ALL, max_size=6), DAYS)
def test_what_shows_goes_on_showing_and_grows_a_day_later_each_day(among, today):
    """A day later, the same dues are shown, each a day later except those that are always for today; others may be
    added. The order stays, except that a waiting due may be passed by one that has become due.
    """
    now, then = shown(among, today), shown(among, today + timedelta(days=1))
    still = [due for due in then if due.shows_from <= today]
    assert sorted(still, key=repr) == sorted(now, key=repr)
    assert [due for due in still if due.kind not in WAITS] == [due for due in now if due.kind not in WAITS]
    assert all(days(due, today + timedelta(days=1)) - days(due, today) == (due.due is not None) for due in among)
    keys = [urgency(due, today) for due in now]
    assert keys == sorted(keys)


@given(
    begun=DAYS,
    sent=st.none() | st.integers(0, 30),
    last=st.none() | st.integers(-20, 200),
    kinds=st.sets(st.sampled_from([*Heard, OUTCOME, WITHDRAWN])),
    flags=st.lists(st.booleans(), min_size=6, max_size=6),
)
def test_a_case_asks_for_each_thing_once_on_days_of_its_own_life(begun, sent, last, kinds, flags):
    """For every mixture of facts there is one due of each kind, none before the case was begun, and each on a day when
    councils are open.
    """
    refers, asks, rings, slip, code, closed = flags
    facts = DueFacts(
        begun_on=begun,
        changed_on=begun,
        sent_on=None if sent is None else begun + timedelta(days=sent),
        code="X" if code else "",
        steps=heard(*kinds),
        refers=refers,
        asks_again=asks,
        rings_today=rings,
        slip_missing=slip,
        closed=closed,
        last_date=None if last is None else begun + timedelta(days=last),
    )
    found = dues(facts, CALENDAR)
    assert len({due.kind for due in found}) == len(found)
    assert [due.kind for due in found] == [kind for kind in DueKind if kind in {due.kind for due in found}]
    assert all(due.shows_from >= begun for due in found)
    worked = [due for due in found if due.kind not in {DueKind.LAST_DATE, DueKind.RING_TODAY, DueKind.TELL_COUNCIL}]
    assert all(CALENDAR.is_working_day(due.due) and due.due > begun for due in worked)
    if facts.sent_on is not None:
        assert not {DueKind.RING_TODAY, DueKind.SEND, DueKind.ASK_AGAIN} & {due.kind for due in found}
