"""Things to look up: terms, law, local connection, the local agreement and arrangements. All from data, all with sources."""

from collections.abc import Iterator

from champion_tui.desk.pages import source_words
from champion_tui.desk.views import GuidanceEntry
from champion_tui.domain.date_words import month_words
from champion_tui.domain.facts import Confidence, Standing
from champion_tui.knowledge.book import Book
from champion_tui.knowledge.routing import Area


def guidance(book: Book, area: Area, search: str = "") -> tuple[GuidanceEntry, ...]:
    """Every entry whose title or text holds ``search`` (any case); all of them for an empty search."""
    wanted = search.casefold().strip()
    return tuple(
        entry for entry in _entries(book, area) if not wanted or wanted in f"{entry.title} {entry.text}".casefold()
    )


def _entries(book: Book, area: Area) -> Iterator[GuidanceEntry]:
    for fact in book.law:
        yield _entry(book, "law", fact.title, fact.words, fact.standing)
    for ground in book.connection_grounds:
        parts = (
            ground.words,
            *(f"Counts: {item}" for item in ground.counts),
            *(f"Does not count: {item}" for item in ground.does_not_count),
        )
        yield _entry(book, "local connection", ground.title, "\n".join(parts), ground.standing)
    for authority in area.authorities:
        steps = "\n".join(f"{number}. {step}" for number, step in enumerate(authority.channel.steps, 1))
        parts = (
            authority.channel.address,
            steps,
            f"Without internet: {authority.channel.without_internet}",
            authority.channel.portal_help,
        )
        text = "\n".join(part for part in parts if part)
        yield _entry(
            book, "how to send", f"{authority.name}: {authority.channel.name}", text, authority.channel.standing
        )
    for protocol in area.protocols:
        yield _entry(book, "local arrangement", protocol.name, protocol.words, protocol.standing)
    for commitment in area.commitments:
        yield _entry(book, "local agreement", commitment.who, commitment.words, commitment.standing)
    for service in (*area.services, *book.national):
        website = service.website
        if website is not None:
            yield _entry(book, "website", service.name, f"{service.purpose}\n{website.address}", website.standing)
    for term in book.glossary:
        yield _entry(book, "word", term.term, term.words, term.standing)


def _entry(book: Book, topic: str, title: str, text: str, standing: Standing) -> GuidanceEntry:
    return GuidanceEntry(topic, title, text, standing_words(book, standing))


def standing_words(book: Book, standing: Standing) -> str:
    """Where a fact is from, when it was checked and how sure it is, in one line."""
    checked = f"checked {month_words(standing.checked_on)}" if standing.checked_on else "never checked"
    sure = {
        Confidence.CONFIRMED: "",
        Confidence.UNCONFIRMED: "not confirmed",
        Confidence.CONFLICTING: "two versions in use",
        Confidence.STALE: "out of date",
    }[standing.confidence]
    return "; ".join(part for part in (source_words(book, standing.source), checked, sure) if part)
