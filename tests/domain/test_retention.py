"""When stored data is due for erasing: by the organisation's own periods, and never if it has set none."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from champion_tui.domain.cases.after_sending import OUTCOME, WITHDRAWN, Heard, Step
from champion_tui.domain.cases.afterwards.periods import Periods
from champion_tui.domain.cases.afterwards.retention import Lasting, closed_on, erase_early_from, erase_from
from champion_tui.domain.cases.summary import EarlyEntry

CHANGED, SENT, LATER = date(2026, 1, 10), date(2026, 1, 5), date(2026, 3, 1)
PERIODS = Periods(sent=100, not_referred=30, drafts=60, early=10)
DRAFT = Lasting(changed_on=CHANGED)
GONE = replace(DRAFT, sent_on=SENT)


def heard(**days):
    """Returns steps by kind, each on its day."""
    return {kind.replace("_", "-"): Step(day, "An Invented Worker") for kind, day in days.items()}


@pytest.mark.parametrize(
    ("case", "closed", "counts_from", "period"),
    [
        (DRAFT, None, CHANGED, 60),
        (replace(DRAFT, not_referred=True), CHANGED, CHANGED, 30),
        (replace(DRAFT, steps=heard(withdrawn=LATER)), LATER, LATER, 30),
        (GONE, None, SENT + timedelta(days=182), 100),
        (replace(GONE, not_referred=True), None, SENT + timedelta(days=182), 100),
        (replace(GONE, steps=heard(acknowledged=LATER)), None, SENT + timedelta(days=182), 100),
        (replace(GONE, steps=heard(contact_made=LATER)), None, LATER + timedelta(days=182), 100),
        (replace(GONE, steps=heard(no_contact=LATER)), None, LATER + timedelta(days=182), 100),
        (replace(GONE, steps=heard(duplicate=LATER)), LATER, LATER, 100),
        (replace(GONE, steps=heard(contact_made=SENT, outcome=LATER)), LATER, LATER, 100),
        (replace(GONE, steps=heard(outcome=CHANGED, withdrawn=LATER)), LATER, LATER, 100),
    ],
)
def test_a_period_counts_from_the_day_a_case_ended(case, closed, counts_from, period):
    """Drafts, cases without a referral, referrals with an outcome and those without further news each have their day."""
    assert closed_on(case) == closed
    assert erase_from(case, PERIODS) == counts_from + timedelta(days=period)
    assert erase_from(case, Periods()) is None


def test_an_early_entry_goes_after_its_date():
    """The period counts from the entry's date and not from the day when it was added; without a period nothing is due."""
    entry = EarlyEntry("R1", LATER, "release", "", CHANGED)
    assert erase_early_from(entry, PERIODS) == LATER + timedelta(days=10)
    assert erase_early_from(entry, Periods(sent=1)) is None


@given(
    st.sampled_from([DRAFT, GONE, replace(DRAFT, not_referred=True)]),
    st.dictionaries(st.sampled_from([*Heard, OUTCOME, WITHDRAWN]), st.builds(Step, st.dates(SENT), st.just(""))),
    st.integers(0, 5_000_000),
)
def test_nothing_is_due_before_its_period_has_gone(case, steps, period):
    """For any case and period, the day is at least the period after its last ending, or there is none."""
    case = replace(case, steps=steps)
    found = erase_from(case, Periods(sent=period, not_referred=period, drafts=period))
    closed = closed_on(case)
    assert found is None or (found - (closed or SENT)).days >= period
