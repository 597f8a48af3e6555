"""Slow checks of the knowledge that loading does without (``data check``): full phone numbers, dates, unused sources."""

from collections.abc import Iterator
from datetime import date

from champion_tui.ground.answers import Problem
from champion_tui.knowledge.book import Book
from champion_tui.knowledge.freshness import facts
from champion_tui.knowledge.lines.reading_lines import EXPECTED, digits, parse_phone
from champion_tui.knowledge.trees.reading_trees import sources_of


def problems(book: Book, today: date) -> tuple[Problem, ...]:
    """What is wrong in a book that loads: numbers that nobody can have, offered values that are known to be out of date,
    dates after ``today``, sources that nothing names. Local files that could not be used come first.
    """
    troubles = (Problem(trouble.place, None, trouble.expected) for trouble in book.troubles)
    return (*troubles, *_phones(book), *_withdrawn(book), *_dates(book, today), *_sources(book))


def _phones(book: Book) -> Iterator[Problem]:
    for line in book.lines():
        if parse_phone(line.phone) is None:
            yield Problem(f"{line.line}.phone", line.phone, EXPECTED)
        if digits(line.phone) in {digits(replaced.phone) for replaced in line.replaces}:
            yield Problem(f"{line.line}.phone", line.phone, "a number that is not among those it replaces")


def _withdrawn(book: Book) -> Iterator[Problem]:
    offered = {digits(line.phone): line.line for line in book.lines()}
    for area in book.areas.values():
        values = [(each.id, found.value) for each in area.authorities for found in each.channel.withdrawn]
        values += [(each.id, found.value) for each in area.services for found in each.withdrawn]
        for owner, value in values:
            if digits(value) in offered:
                yield Problem(offered[digits(value)], value, f"a value that {owner} has not withdrawn")


def _dates(book: Book, today: date) -> Iterator[Problem]:
    for fact in facts(book):
        checked_on = fact.standing.checked_on
        if checked_on is not None and checked_on > today:
            yield Problem(f"{fact.owner}.{fact.kind}.checked_on", str(checked_on), f"a date that is not after {today}")


def _sources(book: Book) -> Iterator[Problem]:
    used = {fact.standing.source for fact in facts(book)}
    used |= {found.source for line in book.lines() for found in line.replaces}
    used |= {rule.source for rule in book.rules.values()}
    used |= {closure.source for authority in book.authorities() for closure in authority.closures}
    used.update(*(sources_of(tree) for tree in book.trees.values()))
    used.update(*(letter.sources for letter in book.letters.letters))
    holders = [authority.channel for authority in book.authorities()]
    used |= {found.source for channel in holders for found in channel.withdrawn}
    used |= {found.source for service in book.national for found in service.withdrawn}
    for source in book.sources:
        if source not in used:
            yield Problem(f"sources.{source}", source, "a source that some fact names")
