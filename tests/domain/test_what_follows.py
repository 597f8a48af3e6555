"""Which steps may follow each other after a referral was sent: a state machine driven at random, and a table of refusals."""

from datetime import date, timedelta

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from champion_tui.domain.cases.after_sending import (
    OF_A_REFERRAL,
    OUTCOME,
    WITHDRAWN,
    CouncilOutcome,
    Heard,
    RequestOutcome,
    Step,
    WhyWithdrawn,
)
from champion_tui.domain.cases.afterwards.what_follows import CaseSoFar, Refusal, refused, sending_refused, status_after
from champion_tui.domain.cases.case import CaseStatus

BEGUN, SENT, TODAY = date(2026, 10, 28), date(2026, 11, 2), date(2026, 11, 26)
ACK, MADE, NONE, TWICE = OF_A_REFERRAL
KINDS = (*OF_A_REFERRAL, OUTCOME, WITHDRAWN)


def step(day, kind=""):
    """Returns a step with the first entry of its kind's list."""
    what = {OUTCOME: CouncilOutcome.RELIEF_DUTY, WITHDRAWN: WhyWithdrawn.CONSENT_WITHDRAWN}.get(kind, "")
    return Step(day, "An Invented Worker", what=what)


def standing(*kinds, sent_on=SENT):
    """Returns a case with these steps, each a day after the last."""
    return CaseSoFar(BEGUN, sent_on, {kind: step(SENT + timedelta(days=n), kind) for n, kind in enumerate(kinds, 1)})


TYPED_IN_LATE = CaseSoFar(TODAY, SENT)
"""A case that was sent on paper and typed in weeks afterwards."""


def judged(kind, before, instead_of="", on=TODAY):
    """Returns why a step on a day is refused."""
    return refused(kind, step(on, kind), before, TODAY, instead_of=instead_of)


ALLOWED = {
    ACK: {(), (ACK,)},
    MADE: {(), (ACK,), (NONE,), (ACK, NONE)},
    NONE: {(), (ACK,)},
    TWICE: {(), (ACK,)},
    OUTCOME: {(), (ACK,), (MADE,), (NONE,), (ACK, MADE), (ACK, NONE), (NONE, MADE), (ACK, NONE, MADE)},
}
"""Kind -> the sequences of earlier steps after which a new step of that kind is allowed."""

REACHABLE = {
    (*before, *after)
    for before in ((), (ACK,), (NONE,), (ACK, NONE), (MADE,), (ACK, MADE), (NONE, MADE), (ACK, NONE, MADE))
    for after in ((), (OUTCOME,))
} | {(TWICE,), (ACK, TWICE)}


@pytest.mark.parametrize("before", sorted(REACHABLE))
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != WITHDRAWN])
@pytest.mark.parametrize("withdrawn", [False, True])
def test_each_step_follows_only_what_it_can_follow(before, kind, withdrawn):
    """Every state is tried with every step: a correction is always allowed, a new step only if the table says so."""
    stands = standing(*before, *([WITHDRAWN] if withdrawn else []))
    found = judged(kind, stands, on=stands.steps[kind].on if kind in before else TODAY)
    if kind in before:
        assert found is None
    elif withdrawn:
        assert found is Refusal.WITHDRAWN
    else:
        assert (found is None) is (before in ALLOWED[kind])


@pytest.mark.parametrize("before", sorted(REACHABLE))
@pytest.mark.parametrize("sent_on", [None, SENT])
def test_consent_can_be_taken_back_whatever_the_council_said(before, sent_on):
    """Consent can be withdrawn before sending and after any answer (UK GDPR article 7(3))."""
    steps = before if sent_on else ()
    assert judged(WITHDRAWN, standing(*steps, sent_on=sent_on)) is None
    after = {**standing(*steps).steps, WITHDRAWN: step(TODAY, WITHDRAWN)}
    assert status_after(sent_on, after, TODAY) is CaseStatus.WITHDRAWN


@pytest.mark.parametrize(
    ("kind", "before", "on", "why"),
    [
        (ACK, standing(sent_on=None), TODAY, Refusal.NOT_SENT),
        (OUTCOME, standing(sent_on=None), TODAY, Refusal.NOT_SENT),
        (MADE, standing(), TODAY + timedelta(days=1), Refusal.IN_FUTURE),
        (MADE, standing(), SENT - timedelta(days=1), Refusal.BEFORE_SENT),
        (MADE, standing(), SENT, None),
        (WITHDRAWN, standing(), BEGUN - timedelta(days=1), Refusal.BEFORE_BEGUN),
        (WITHDRAWN, standing(), BEGUN, None),
        (WITHDRAWN, TYPED_IN_LATE, SENT, None),
        (WITHDRAWN, TYPED_IN_LATE, SENT - timedelta(days=1), Refusal.BEFORE_BEGUN),
        (WITHDRAWN, standing(), TODAY + timedelta(days=1), Refusal.IN_FUTURE),
        (ACK, standing(NONE), TODAY, Refusal.SAYS_NOTHING_NEW),
        (ACK, standing(MADE), TODAY, Refusal.SAYS_NOTHING_NEW),
        (NONE, standing(MADE), TODAY, Refusal.CONTACT_WAS_MADE),
        (TWICE, standing(MADE), TODAY, Refusal.CONTACT_WAS_MADE),
        (TWICE, standing(NONE), TODAY, Refusal.CONTACT_WAS_TRIED),
        (MADE, standing(OUTCOME), TODAY, Refusal.OUTCOME_KNOWN),
        (OUTCOME, standing(TWICE), TODAY, Refusal.DUPLICATE),
        (OUTCOME, standing(ACK, MADE), SENT + timedelta(days=1), Refusal.BEFORE_CONTACT),
        (OUTCOME, standing(ACK, MADE), SENT + timedelta(days=2), None),
        (MADE, standing(MADE, OUTCOME), TODAY, Refusal.AFTER_OUTCOME),
        (MADE, standing(ACK, NONE), SENT + timedelta(days=1), Refusal.BEFORE_NO_CONTACT),
        (MADE, standing(ACK, NONE), SENT + timedelta(days=2), None),
        ("accepted", standing(), TODAY, Refusal.UNKNOWN_KIND),
    ],
)
def test_what_is_refused_and_why(kind, before, on, why):
    """A step is refused for each of the reasons, and is still allowed on the days at the limit."""
    assert judged(kind, before, on=on) is why


@pytest.mark.parametrize(
    ("kind", "before", "instead_of", "why"),
    [
        (MADE, (ACK, NONE), NONE, None),
        (NONE, (ACK, MADE), MADE, None),
        (NONE, (MADE, OUTCOME), MADE, Refusal.AFTER_OUTCOME),
        (TWICE, (ACK, MADE), MADE, None),
        (TWICE, (MADE, OUTCOME), MADE, Refusal.OUTCOME_KNOWN),
        (MADE, (ACK, TWICE), TWICE, None),
        (OUTCOME, (TWICE,), TWICE, None),
        (MADE, (ACK, TWICE), ACK, Refusal.DUPLICATE),
        (MADE, (ACK, TWICE, WITHDRAWN), ACK, Refusal.DUPLICATE),
        (ACK, (NONE, MADE), MADE, Refusal.SAYS_NOTHING_NEW),
        (NONE, (ACK, MADE, WITHDRAWN), MADE, None),
        (MADE, (ACK,), NONE, Refusal.NOTHING_THERE),
        (MADE, (ACK,), "accepted", Refusal.UNKNOWN_KIND),
    ],
)
def test_an_entry_in_place_of_another_is_judged_as_if_that_were_not_there(kind, before, instead_of, why):
    """A mistaken contact or duplicate can be replaced, and a correction that would leave an impossible case is refused."""
    assert judged(kind, standing(*before), instead_of) is why


def test_a_correction_in_place_of_another_may_keep_an_outcome():
    """The step "no contact" may replace a contact while the outcome stays, on a day before it."""
    assert judged(NONE, standing(MADE, OUTCOME), MADE, on=SENT + timedelta(days=1)) is None


@pytest.mark.parametrize("kind", KINDS)
def test_only_an_entry_that_stands_can_be_taken_back(kind):
    """An entry that does not exist cannot be withdrawn; a contact may be, while the outcome stays."""
    assert refused(kind, None, standing(), TODAY) is Refusal.NOTHING_THERE
    assert refused(kind, None, standing(kind), TODAY) is None
    assert refused(MADE, None, standing(MADE, OUTCOME), TODAY) is None


@pytest.mark.parametrize(
    ("kind", "what"), [(OUTCOME, "accepted"), (OUTCOME, ""), (WITHDRAWN, "main-duty"), (MADE, "main-duty")]
)
def test_what_is_on_no_list_is_refused(kind, what):
    """An unknown or missing outcome, a reason of the wrong list, and a result that does not belong are refused."""
    assert refused(kind, Step(TODAY, "An Invented Worker", what=what), standing(), TODAY) is Refusal.UNKNOWN_WHAT


def test_the_day_of_sending_stays_before_what_was_heard():
    """The day of sending cannot be corrected to a day after an answer, nor set for a withdrawn case that was never sent."""
    assert sending_refused(SENT + timedelta(days=1), standing(ACK)) is None
    assert sending_refused(SENT + timedelta(days=2), standing(ACK)) is Refusal.SENT_AFTER_HEARD
    assert sending_refused(TODAY, standing(WITHDRAWN)) is None
    assert sending_refused(TODAY, standing(WITHDRAWN, sent_on=None)) is Refusal.WITHDRAWN


@pytest.mark.parametrize(
    ("kinds", "days", "status"),
    [
        ((), 181, CaseStatus.SENT),
        ((), 182, CaseStatus.EXPIRED),
        ((ACK,), 181, CaseStatus.ACKNOWLEDGED),
        ((ACK,), 182, CaseStatus.EXPIRED),
        ((ACK, NONE), 400, CaseStatus.NO_CONTACT),
        ((NONE, MADE), 400, CaseStatus.CONTACT_MADE),
        ((MADE, OUTCOME), 400, CaseStatus.OUTCOME_KNOWN),
        ((TWICE,), 400, CaseStatus.DUPLICATE),
    ],
)
def test_the_status_and_the_26_weeks(kinds, days, status):
    """A case with only a receipt expires after 182 days, not a day earlier; a case with an answer never expires."""
    assert status_after(SENT, standing(*kinds).steps, SENT + timedelta(days=days)) is status


def test_a_case_that_is_neither_sent_nor_withdrawn_has_no_status_here():
    """Before sending, the status comes from the fields that are filled in."""
    assert status_after(None, {}, TODAY) is None


class LifeOfACase(RuleBasedStateMachine):
    """Steps of every kind on every day, in any order, corrected and withdrawn, compared with what must be true of a case."""

    def __init__(self):
        super().__init__()
        self.now, self.sent_on, self.steps, self.taken = SENT, None, {}, 0

    @initialize(sent=st.booleans())
    def begin(self, sent):
        """Sends half of the cases."""
        self.sent_on = SENT if sent else None

    @rule(days=st.integers(0, 120))
    def days_pass(self, days):
        """Moves the clock on."""
        self.now += timedelta(days=days)

    @rule(kind=st.sampled_from(KINDS), ago=st.integers(-2, 60), other=st.sampled_from(("", "", *KINDS)))
    def write_down(self, kind, ago, other):
        """Notes a step on a day up to two days ahead, also in place of another; if it is allowed, the other steps stay."""
        entry = step(self.now - timedelta(days=ago), kind)
        if refused(kind, entry, CaseSoFar(BEGUN, self.sent_on, self.steps), self.now, instead_of=other) is not None:
            return
        before, self.steps = self.steps, {each: s for each, s in self.steps.items() if each != other} | {kind: entry}
        assert set(before) - {other} <= set(self.steps), "a step was lost"
        assert BEGUN <= entry.on <= self.now

    @rule(kind=st.sampled_from(KINDS))
    def take_back(self, kind):
        """Withdraws an entry."""
        if refused(kind, None, CaseSoFar(BEGUN, self.sent_on, self.steps), self.now) is None:
            self.steps = {each: step for each, step in self.steps.items() if each != kind}

    @rule(day=st.dates(BEGUN, TODAY))
    def send(self, day):
        """Sends the case, or corrects the day of sending."""
        if day <= self.now and sending_refused(day, CaseSoFar(BEGUN, self.sent_on, self.steps)) is None:
            self.sent_on = day

    @invariant()
    def it_makes_sense(self):
        """No two steps contradict each other, the days are in order, and the status claims no more than was heard."""
        kinds = {kind: step.on for kind, step in self.steps.items()}
        heard = set(kinds) - {WITHDRAWN}
        assert not heard or self.sent_on is not None
        assert TWICE not in kinds or heard <= {ACK, TWICE}
        assert all(kinds[kind] >= self.sent_on for kind in heard)
        assert OUTCOME not in kinds or all(kinds[kind] <= kinds[OUTCOME] for kind in (MADE, NONE) if kind in kinds)
        assert not {MADE, NONE} <= set(kinds) or kinds[NONE] <= kinds[MADE]
        status = status_after(self.sent_on, self.steps, self.now)
        assert (status is CaseStatus.WITHDRAWN) is (WITHDRAWN in kinds)
        assert (status is None) is (self.sent_on is None and WITHDRAWN not in kinds)
        assert status is not CaseStatus.EXPIRED or (heard <= {ACK} and (self.now - self.sent_on).days >= 182)


TestLifeOfACase = LifeOfACase.TestCase


@pytest.mark.parametrize("what", RequestOutcome)
def test_what_was_decided_of_a_request_is_its_status(what):
    """Accepted by whom, not accepted, and closed by whom are separate statuses, and a correction replaces the earlier one."""
    steps = {ACK: step(SENT), Heard.MORE_ASKED: step(SENT), OUTCOME: Step(SENT, "An Invented Worker", what=what)}
    assert status_after(SENT, steps, TODAY) == CaseStatus(what)
    again = Step(TODAY, "An Invented Worker", what=RequestOutcome.CLOSED_BY_HOUSING)
    assert refused(OUTCOME, again, CaseSoFar(BEGUN, SENT, steps), TODAY) is None


def test_more_information_asked_waits_for_the_decision():
    """It outranks the receipt, which adds nothing after it; a decision may follow."""
    asked = {ACK: step(SENT), Heard.MORE_ASKED: step(SENT)}
    assert status_after(SENT, asked, TODAY) is CaseStatus.MORE_ASKED
    only_asked = CaseSoFar(BEGUN, SENT, {Heard.MORE_ASKED: step(SENT)})
    assert refused(ACK, step(TODAY), only_asked, TODAY) is Refusal.SAYS_NOTHING_NEW
    assert refused(OUTCOME, step(TODAY, OUTCOME), only_asked, TODAY) is None
