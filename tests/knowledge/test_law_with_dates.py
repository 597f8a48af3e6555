"""Each rule of law has the dates between which it applies: Guidance shows the law of the day that is asked about."""

from dataclasses import replace
from datetime import date

import pytest
from knowledge_samples import shipped

from champion_tui.desk.numbers.guidance import Guidance
from champion_tui.ground.tables import DataError
from champion_tui.knowledge.book import read_law
from champion_tui.knowledge.links import Links

DATED = [fact for fact in shipped().law if fact.valid_from]
FACT = """
[[fact]]
id = "a"
title = "A"
words = "B."
source = "s"
checked_on = 2026-06-30
confidence = "unconfirmed"
"""


def titles(day, book=None):
    """Returns the titles of the law on a day."""
    return {entry.title for entry in Guidance(book or shipped(), day).find("") if entry.topic == "law"}


@pytest.mark.parametrize("fact", DATED, ids=lambda fact: fact.id)
def test_a_rule_is_there_from_its_first_day_on_and_says_so(fact):
    """The rule is shown from its first day on and not on the day before."""
    first = fact.valid_from
    assert fact.title in titles(first)
    assert fact.title not in titles(first.fromordinal(first.toordinal() - 1))
    (entry,) = (each for each in Guidance(shipped(), first).find(fact.title) if each.title == fact.title)
    assert "It holds from" in entry.text


def test_section_8_notices_are_the_law_since_may_2026():
    """The one rule that was reversed in recent years is named here by hand."""
    assert "Section 8 notices" in titles(date(2026, 5, 1))
    assert "Section 8 notices" not in titles(date(2026, 4, 30))


def test_a_rule_that_has_ended_is_gone_the_day_after():
    """A rule is shown on its last day and not on the next."""
    book = shipped()
    ended = replace(book.law[0], valid_to=date(2026, 6, 30))
    with_it = replace(book, law=(ended, *book.law[1:]))
    assert ended.title in titles(date(2026, 6, 30), with_it)
    assert ended.title not in titles(date(2026, 7, 1), with_it)


def test_a_rule_that_ends_before_it_begins_is_refused():
    """The error names the file, the key and both days."""
    text = f"{FACT}valid_from = 2026-05-01\nvalid_to = 2026-04-30\n"
    with pytest.raises(DataError, match="expected a date on or after 2026-05-01, not 2026-04-30"):
        read_law(text.encode(), "data/law.toml", Links())
