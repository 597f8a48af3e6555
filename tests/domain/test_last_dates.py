"""The legal basis of the 56 days before each kind of date, as the law is on the day asked about."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from champion_tui.domain.dates.deadlines import (
    LAST_SECTION_21_CLAIM,
    NEW_RULES_FOR_RENTERS,
    LastDate,
    home_until,
    rule_for,
)
from champion_tui.ground.dates.calendar import WorkingCalendar
from champion_tui.knowledge.book import load

BOOK = load()
SOURCES, RULES = BOOK.sources, BOOK.rules
DAYS = (
    date(2026, 4, 30),
    NEW_RULES_FOR_RENTERS,
    LAST_SECTION_21_CLAIM,
    LAST_SECTION_21_CLAIM + timedelta(days=1),
    date(2026, 11, 23),
)


@pytest.mark.parametrize("kind", LastDate)
@pytest.mark.parametrize("today", DAYS)
def test_every_kind_has_a_rule_with_a_source(kind, today):
    """On each side of each change of the law a rule gives its text, its source and which day counts as day 1."""
    rule = RULES[rule_for(kind, today)]
    assert rule.words
    assert rule.source in SOURCES
    assert rule.day_one


@pytest.mark.parametrize(
    ("kind", "today", "words", "confirmed"),
    [
        # Reference 1.2: s.175(5) bites on section 8 notices since 1 May 2026; two law reviews agree (V2).
        (LastDate.SECTION_8, "2026-04-30", "likely to become homeless within 56 days", True),
        (LastDate.SECTION_8, "2026-05-01", "Since 1 May 2026 a private landlord's valid section 8 notice", False),
        # Seed 000 2.1.2: before that, a valid section 21 notice that expires within 56 days.
        (LastDate.SECTION_21, "2026-04-30", "valid section 21 notice", True),
        # Reference 1.2: last private notice 30 April, court claims until 31 July 2026; social landlords until 2027.
        (LastDate.SECTION_21, "2026-05-01", "must start the court claim by 31 July 2026", False),
        (LastDate.SECTION_21, "2026-07-31", "must start the court claim by 31 July 2026", False),
        (LastDate.SECTION_21, "2026-08-01", "unless the court claim began by 31 July 2026", False),
        # Reference 1.2: nobody need wait for bailiffs (Code 6.35, second-hand).
        (LastDate.BAILIFFS, "2026-11-23", "Nobody has to wait for the bailiffs", False),
        # Reference 1.1: s.175(4), unchanged.
        (LastDate.POSSESSION_ORDER, "2026-11-23", "likely to be homeless within 56 days", True),
        (LastDate.HOME, "2026-11-23", "threatened with homelessness", True),
        (LastDate.LEAVING_FORCES, "2026-11-23", "threatened with homelessness", True),
        # Reference 3, special cases: 56 days before release; the discharge date (both V2).
        (LastDate.RELEASE, "2026-11-23", "56 days of the release date", False),
        (LastDate.DISCHARGE, "2026-11-23", "the day they can leave the ward", False),
    ],
)
def test_the_rule_is_the_one_of_that_day(kind, today, words, confirmed):
    """Section 8 and section 21 change on 1 May 2026, and section 21 again after 31 July 2026; each rule gives its confidence."""
    rule = RULES[rule_for(kind, date.fromisoformat(today))]
    assert words in rule.words
    assert rule.confirmed is confirmed


@given(st.sampled_from(LastDate), st.dates(date(2026, 1, 1), date(2028, 1, 1)), st.integers(-10, 200))
def test_no_kind_of_date_moves_the_window(kind, today, ahead):
    """For any kind of date the 56 days are those before it: the rule explains them and never changes them."""
    last = today + timedelta(days=ahead)
    assert RULES[rule_for(kind, today)].words
    assert home_until(
        last, today, WorkingCalendar(lambda _: False, date(2028, 12, 31))
    ).threatened_from == last - timedelta(days=56)
