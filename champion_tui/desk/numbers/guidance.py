"""Things to look up: terms, law, local connection, the local agreement and arrangements. All from data, all with sources."""

from collections.abc import Iterable, Iterator

from champion_tui.desk.numbers.number_views import source_words
from champion_tui.desk.numbers.offers import TOPIC, offer_view
from champion_tui.desk.views import GuidanceEntry
from champion_tui.domain.lines.authority import Channel, HousingAuthority, Service
from champion_tui.domain.lines.phone_lines import Confidence, Standing
from champion_tui.ground.date_words import month_words
from champion_tui.ground.visible import without_invisible
from champion_tui.knowledge.book import Book
from champion_tui.knowledge.lines.areas import Area

NOT_REACHED = GuidanceEntry(
    "this computer",
    "What hiding, locking and copying do not reach",
    """\
Hiding (F9 or Ctrl+L) shows an empty screen, empties the window's title and asks the terminal to forget its screen and what could be scrolled back to. Champion cannot see whether the terminal did it. On a computer without a vault nothing protects what was hidden: the screen says so, and F4 clears it.
A terminal may keep its own scrollback, a log, a recording or a saved session. tmux and screen keep what they logged, and a second person attached to them sees what you see.
The clipboard: what you copied is asked to be overwritten when you hide, lock or leave. Until then every program here can read it. Whether it arrived, no program can know: tmux drops it unless it is told "tmux set -g set-clipboard on", and screen as a rule does too. A clipboard history keeps it, a clipboard shared with another machine sends it there, and tmux keeps its last 50 pastes (tmux delete-buffer takes one out).
Files you wrote are not locked. A printer's queue, an editor's copies, a cloud folder and a backup of this computer may hold them still.
Locking forgets the key. What stood on the screens stays in this computer's memory until Champion is left, so that it can come back; someone who takes a copy of the memory can read it. Leave Champion when you go home.
A camera, a shared screen or a program that records keys sees what you see.
The list of running programs, and the line at the bottom of tmux, may name the program.""",
    "How this program works; docs/threat-model.md says more",
)
"""What hiding, locking and leaving may not remove; the program promises none of it."""


def guidance(book: Book, area: Area, search: str = "") -> tuple[GuidanceEntry, ...]:
    """Every entry whose title or text contains ``search`` (any case); all of them for an empty search."""
    wanted = without_invisible(search).casefold().strip()
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
        if authority.channel:
            yield _how_to_send(book, authority, authority.channel)
    yield from _offers(book)
    for protocol in area.protocols:
        yield _entry(book, "local arrangement", protocol.name, protocol.words, protocol.standing)
    for commitment in area.commitments:
        yield _entry(book, "local agreement", commitment.who, commitment.words, commitment.standing)
    yield from _websites(book, (*area.services, *book.national))
    for term in book.glossary:
        yield _entry(book, "word", term.term, term.words, term.standing)
    yield NOT_REACHED


def _offers(book: Book) -> Iterator[GuidanceEntry]:
    """The joint message to families, by the duty under which an offer is made."""
    for offer in book.offers.offers:
        view = offer_view(book, offer.id, None)
        text = "\n".join(f"{title}: {' '.join(words)}" for title, words in view.parts)
        yield GuidanceEntry(TOPIC, offer.name, text, "; ".join(view.sources))


def _websites(book: Book, services: Iterable[Service]) -> Iterator[GuidanceEntry]:
    for service in services:
        website = service.website
        if website is not None:
            yield _entry(book, "website", service.name, f"{service.purpose}\n{website.address}", website.standing)


def _how_to_send(book: Book, authority: HousingAuthority, channel: Channel) -> GuidanceEntry:
    steps = "\n".join(f"{number}. {step}" for number, step in enumerate(channel.steps, 1))
    parts = (channel.address, steps, f"Without internet: {channel.without_internet}", channel.portal_help)
    text = "\n".join(part for part in parts if part)
    return _entry(book, "how to send", f"{authority.name}: {channel.name}", text, channel.standing)


def _entry(book: Book, topic: str, title: str, text: str, standing: Standing) -> GuidanceEntry:
    return GuidanceEntry(topic, title, text, standing_words(book, standing))


def standing_words(book: Book, standing: Standing) -> str:
    """A fact's source, when it was checked and how sure it is, in one line."""
    checked = f"checked {month_words(standing.checked_on)}" if standing.checked_on else "never checked"
    sure = {
        Confidence.CONFIRMED: "",
        Confidence.UNCONFIRMED: "not confirmed",
        Confidence.CONFLICTING: "two versions in use",
        Confidence.STALE: "out of date",
    }[standing.confidence]
    return "; ".join(part for part in (source_words(book, standing.source), checked, sure) if part)
