"""Every fact that a person may act on, and which of them should be checked.

Used by ``data stale``, the first run, and ``data check``, which makes checks that are too slow for loading.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from itertools import chain

from champion_tui.domain.lines.authority import HousingAuthority, Service, Withdrawn
from champion_tui.domain.lines.hours import hours_in_words
from champion_tui.domain.lines.phone_lines import Confidence, PhoneLine, Provenance, is_due
from champion_tui.ground.answers import Problem
from champion_tui.ground.values import immutable
from champion_tui.knowledge.book import Book
from champion_tui.knowledge.lines.areas import Area
from champion_tui.knowledge.lines.reading_lines import EXPECTED, FOUND_PREFIX, digits, parse_phone
from champion_tui.knowledge.local.own_files import CLOSURE_SOURCE
from champion_tui.knowledge.routing import Routing
from champion_tui.knowledge.trees.reading_trees import sources_of


class FactKind(StrEnum):
    """The kind of a fact, in order of how urgent it is to get right."""

    NUMBER = "number"
    HOURS = "hours"
    EMAIL = "e-mail"
    CHANNEL = "channel"
    WEBSITE = "website"
    OFFICE = "office"
    PROMISE = "promise"
    CONSENT = "consent"
    BANK_HOLIDAYS = "bank holidays"
    PROTOCOL = "local arrangement"
    LAW = "law"
    CONNECTION = "local connection"
    COMMITMENT = "local agreement"
    TERM = "word"
    ONS_CODE = "ONS code"


class Doubt(StrEnum):
    """Why a fact should be checked, the worst first."""

    CONFLICTING = "conflicting"
    MOVED = "shipped-value-changed"
    UNCONFIRMED = "unconfirmed"
    DUE = "due"


@immutable
class Fact:
    """One fact. ``owner`` is the id of the line, authority, service or entry that it belongs to; ``value`` is the text that people
    would act on. ``line`` is the phone line it is about, or None.
    """

    kind: FactKind
    owner: str
    name: str
    value: str
    standing: Provenance
    line: PhoneLine | None = None

    @property
    def moved(self) -> bool:
        """Whether the shipped data has changed since somebody here corrected it."""
        return self.kind is FactKind.NUMBER and self.line is not None and bool(self.line.moved)


@immutable
class DueFact:
    """A fact to check, and one or more reasons."""

    fact: Fact
    doubts: tuple[Doubt, ...]


def facts(book: Book) -> Iterator[Fact]:
    """Yields every fact of ``book`` that has a source and confidence, in the data's order."""
    for area in book.areas.values():
        for authority in area.authorities:
            yield from _authority_facts(authority)
        yield from _service_facts(area.services)
        yield from _agreement_facts(area)
    yield from _service_facts(book.national)
    yield from _general_facts(book)


def outside_facts(book: Book) -> Iterator[Fact]:
    """Yields what is known of councils outside the areas, from the data or the organisation's findings. Raises ``DataError`` if
    those files are broken.
    """
    for council_id in book.outside.known if book.outside else ():
        council = book.authority(council_id)
        if council is None or not council.outside:
            continue
        yield from _line_facts(council.lines)
        if council.way:
            yield Fact(FactKind.CHANNEL, council.id, council.name, council.way.words, council.way.standing)
        if council.email_standing:
            yield Fact(FactKind.EMAIL, council.id, council.name, council.email, council.email_standing)


def newest_check(book: Book) -> date | None:
    """Returns the latest day on which a fact of ``book`` was checked, or None if no such day is known."""
    return max((fact.standing.checked_on for fact in facts(book) if fact.standing.checked_on), default=None)


def due(book: Book, today: date) -> tuple[DueFact, ...]:
    """Returns every fact that on ``today`` is due for checking, unconfirmed, conflicting, or has changed in the shipped data since
    it was corrected here. Councils outside the areas are included.

    The order is: the numbers and hours given out in an emergency, then other numbers and hours, then the rest by kind. Within each,
    the worst doubt comes first (in the order of ``Doubt``), then the longest unchecked.
    """
    known = chain(facts(book), outside_facts(book))
    doubted = [DueFact(fact, doubts) for fact in known if (doubts := _doubts(fact, today))]
    urgent, kinds, reasons = emergency_lines(book), list(FactKind), list(Doubt)

    def urgency(each: DueFact) -> tuple[int, int, int, date]:
        kind, worst = kinds.index(each.fact.kind), reasons.index(each.doubts[0])
        checked_on = each.fact.standing.checked_on or date.min
        if each.fact.line is None:
            return 2, kind, worst, checked_on
        return (0 if each.fact.owner in urgent else 1), worst, kind, checked_on

    return tuple(sorted(doubted, key=urgency))


def emergency_lines(routing: Routing) -> frozenset[str]:
    """Returns the ids of the lines given out in an emergency: the authorities', the emergency duty teams' and those in the
    emergency rows.
    """
    named = {entry for row in routing.emergency_rows.values() for entry in row}
    named |= {line.line for authority in routing.authorities() for line in authority.lines}
    named |= {authority.fallback for authority in routing.authorities() if authority.fallback}
    return frozenset(named | {area.emergency_duty_team for area in routing.areas.values()})


def _doubts(fact: Fact, today: date) -> tuple[Doubt, ...]:
    doubts = doubts_about(fact.standing, today)
    return tuple(sorted((Doubt.MOVED, *doubts), key=list(Doubt).index)) if fact.moved else doubts


def to_confirm(book: Book, area: str, today: date) -> tuple[PhoneLine, ...]:
    """Returns the lines to ring and confirm, for the first run's short list.

    These are the lines of ``area`` (its id) whose number or hours are in doubt on ``today``, the worst first, then the national
    lines that are not confirmed. National numbers that are only due are left out: their owners maintain them.
    """
    here = book.areas[area]
    local = [line for holder in (here.authorities, here.services) for each in holder for line in each.lines]
    doubted = [line for line in local if line.moved or any(doubts_about(each, today) for each in _standings(line))]
    national = [line for service in book.national for line in service.lines if not _confirmed(line)]
    return tuple(line for lines in (doubted, national) for line in sorted(lines, key=_line_urgency))


def doubts_about(standing: Provenance, today: date) -> tuple[Doubt, ...]:
    """Returns why a fact with this source and confidence should be checked on ``today``, () if it need not be."""
    doubts = []
    if standing.confidence is not Confidence.CONFIRMED:
        conflicting = standing.confidence is Confidence.CONFLICTING
        doubts.append(Doubt.CONFLICTING if conflicting else Doubt.UNCONFIRMED)
    if is_due(standing.checked_on, today):
        doubts.append(Doubt.DUE)
    return tuple(doubts)


def _standings(line: PhoneLine) -> tuple[Provenance, ...]:
    return (line.standing, *(hours.standing for hours in line.hours))


def _confirmed(line: PhoneLine) -> bool:
    return all(standing.confidence is Confidence.CONFIRMED for standing in _standings(line))


def _urgency(standing: Provenance) -> tuple[int, date]:
    sureness = (Confidence.STALE, Confidence.CONFLICTING, Confidence.UNCONFIRMED, Confidence.CONFIRMED)
    return sureness.index(standing.confidence), standing.checked_on or date.min


def _line_urgency(line: PhoneLine) -> tuple[bool, tuple[int, date], tuple[int, date]]:
    return not line.moved, _urgency(line.standing), min(_urgency(standing) for standing in _standings(line))


def _line_facts(lines: Iterable[PhoneLine]) -> Iterator[Fact]:
    for line in lines:
        yield Fact(FactKind.NUMBER, line.line, line.name, line.phone, line.standing, line)
        for hours in line.hours:
            yield Fact(FactKind.HOURS, line.line, line.name, hours_in_words(hours.periods), hours.standing, line)


def _authority_facts(authority: HousingAuthority) -> Iterator[Fact]:
    own, name, channel, promise = authority.id, authority.name, authority.channel, authority.promise
    yield from _line_facts(authority.lines)
    yield Fact(FactKind.ONS_CODE, own, name, authority.ons_code, authority.ons_standing)
    if authority.email_standing:
        yield Fact(FactKind.EMAIL, own, name, authority.email, authority.email_standing)
    if authority.office_standing:
        yield Fact(FactKind.OFFICE, own, name, authority.office, authority.office_standing)
    if channel:
        told = ", ".join(filter(None, (channel.name, channel.address)))
        yield Fact(FactKind.CHANNEL, own, name, told, channel.standing)
    if promise:
        yield Fact(FactKind.PROMISE, own, name, f"{promise.working_days} working days", promise.standing)
    if authority.consent:
        yield Fact(FactKind.CONSENT, own, name, authority.consent.evidence.value, authority.consent.standing)


def _service_facts(services: Iterable[Service]) -> Iterator[Fact]:
    for service in services:
        yield from _line_facts(service.lines)
        if service.website:
            yield Fact(FactKind.WEBSITE, service.id, service.name, service.website.address, service.website.standing)


def _agreement_facts(area: Area) -> Iterator[Fact]:
    for protocol in area.protocols:
        yield Fact(FactKind.PROTOCOL, protocol.id, protocol.name, protocol.words, protocol.standing)
    for commitment in area.commitments:
        yield Fact(FactKind.COMMITMENT, commitment.id, commitment.who, commitment.words, commitment.standing)


def _general_facts(book: Book) -> Iterator[Fact]:
    if book.bank_holidays_standing:
        until = f"known until {book.bank_holidays_published_until}"
        yield Fact(FactKind.BANK_HOLIDAYS, "bank-holidays", "Bank holidays", until, book.bank_holidays_standing)
    for fact in book.law:
        yield Fact(FactKind.LAW, fact.id, fact.title, fact.words, fact.standing)
    for ground in book.connection_grounds:
        yield Fact(FactKind.CONNECTION, ground.id, ground.title, ground.words, ground.standing)
    for term in book.glossary:
        yield Fact(FactKind.TERM, term.term, term.term, term.words, term.standing)


def problems(book: Book, today: date) -> tuple[Problem, ...]:
    """Returns what is wrong in a book that can be loaded: impossible numbers, offered values that are known to be out of date,
    dates after ``today``, sources that nothing refers to. Local files that could not be used come first.
    """
    troubles = (Problem(trouble.place, None, trouble.expected) for trouble in book.troubles)
    return (*troubles, *_outside(book, today), *_phones(book), *_withdrawn(book), *_dates(book, today), *_sources(book))


def _outside(book: Book, today: date) -> Iterator[Problem]:
    """Yields the same problems in what was found about councils outside the areas. Raises ``DataError`` if those files are broken."""
    if book.outside is None:
        return
    used = {source for each in book.england for source in (each.standing.source, each.planned_source)}
    for found in book.outside.neighbours.values():
        offered = {digits(line.phone): line for line in found.lines}
        for line in found.lines:
            if parse_phone(line.phone) is None:
                yield Problem(f"{line.line}.phone", line.phone, EXPECTED)
        for each in found.withdrawn:
            if digits(each.value) in offered:
                yield Problem(
                    offered[digits(each.value)].line, each.value, f"a value that {found.id} has not withdrawn"
                )
        known = [each.standing for each in (found.way, found.email) if each is not None]
        standings = [*known, *(standing for line in found.lines for standing in _standings(line))]
        for standing in standings:
            if standing.checked_on is not None and standing.checked_on > today:
                yield Problem(f"{found.id}.checked_on", str(standing.checked_on), f"a date that is not after {today}")
        used |= {standing.source for standing in standings} | {each.source for each in found.withdrawn}
    yield from (
        Problem(f"sources.{source}", source, "a source that some fact names")
        for source in book.outside.sources
        if source not in used and source != CLOSURE_SOURCE and not source.startswith(FOUND_PREFIX)
    )


def _phones(book: Book) -> Iterator[Problem]:
    for line in book.lines():
        if parse_phone(line.phone) is None:
            yield Problem(f"{line.line}.phone", line.phone, EXPECTED)
        if digits(line.phone) in {digits(replaced.phone) for replaced in line.replaces}:
            yield Problem(f"{line.line}.phone", line.phone, "a number that is not among those it replaces")


def _withdrawn(book: Book) -> Iterator[Problem]:
    offered = {digits(line.phone): line.line for line in book.lines()}
    for area in book.areas.values():
        values = [(each.id, found.value) for each in area.authorities for found in _withdrawn_of(each)]
        values += [(each.id, found.value) for each in area.services for found in each.withdrawn]
        for owner, value in values:
            if digits(value) in offered:
                yield Problem(offered[digits(value)], value, f"a value that {owner} has not withdrawn")


def _withdrawn_of(authority: HousingAuthority) -> tuple[Withdrawn, ...]:
    return authority.channel.withdrawn if authority.channel else ()


def _dates(book: Book, today: date) -> Iterator[Problem]:
    for fact in facts(book):
        checked_on = fact.standing.checked_on
        if checked_on is not None and checked_on > today:
            yield Problem(f"{fact.owner}.{fact.kind}.checked_on", str(checked_on), f"a date that is not after {today}")


def _sources(book: Book) -> Iterator[Problem]:
    used = {fact.standing.source for fact in facts(book)}
    used |= {each.source for line in book.lines() for each in line.replaces}
    used |= {rule.source for rule in book.rules.values()}
    used |= {closure.source for authority in book.authorities() for closure in authority.closures}
    used.update(*(sources_of(tree) for tree in book.trees.values()))
    used.update(*(letter.sources for letter in book.letters.letters))
    used |= {each.source for authority in book.authorities() for each in _withdrawn_of(authority)}
    used |= {each.source for service in book.national for each in service.withdrawn}
    for source in book.sources:
        if source not in used:
            yield Problem(f"sources.{source}", source, "a source that some fact names")
