"""Things to look up: terms, law, local connection, local arrangements, numbers, the questions and why they are asked,
and sources. All are from data, with source and date.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import chain, islice

from champion_tui.desk.numbers.number_views import source_words
from champion_tui.desk.numbers.offers import TOPIC, offer_view
from champion_tui.desk.screen_commands import keyed
from champion_tui.desk.views import GuidanceEntry
from champion_tui.domain.cases.search_text import search_fold
from champion_tui.domain.lines.england import CouncilFound
from champion_tui.domain.lines.phone_lines import ANY_TIME_WORDS, Confidence, LineUse, PhoneLine, Provenance, Source
from champion_tui.ground.dates.date_words import month_words, plain_day
from champion_tui.ground.values import immutable
from champion_tui.ground.visible import without_invisible
from champion_tui.knowledge.book import Book
from champion_tui.knowledge.lines.areas import Area
from champion_tui.triage.tree import Reason, Tree
from champion_tui.triage.words import fill, placeholders

NOT_REACHED = GuidanceEntry(
    "this computer",
    "What hiding, locking and copying do not reach",
    """\
Hiding (%hide+%) shows an empty screen, empties the window's title and asks the terminal to forget its screen and what could be scrolled back to. Champion cannot see whether the terminal did it. On a computer without a vault nothing protects what was hidden: the screen says so, and %drop% clears it.
A terminal may keep its own scrollback, a log, a recording or a saved session. tmux and screen keep what they logged, and a second person attached to them sees what you see.
The clipboard: Champion asks for what you copied to be overwritten when you hide, lock or leave. Until then every program here can read it. No program can know whether it arrived: tmux drops it unless it is told "tmux set -g set-clipboard on", and screen as a rule does too. A clipboard history keeps it, a clipboard shared with another machine sends it there, and tmux keeps its last 50 pastes (tmux delete-buffer takes one out).
Files you wrote are not locked. A printer's queue, an editor's copies, a cloud folder and a backup of this computer may still hold them.
Locking forgets the key. What was on the screens stays in this computer's memory until you leave Champion, so that it can come back; someone who takes a copy of the memory can read it. Leave Champion when you go home.
A camera, a shared screen or a program that records keys sees what you see.
The list of running programs, and the line at the bottom of tmux, may name the program.""",
    "How this program works, with version 0.1.0; docs/threat-model.md says more",
)
"""What hiding, locking and leaving may not remove. The program promises none of it."""


HOLDS_FROM, HOLDS_TO = "It holds from {day}.", "It holds until {day}."

MOST_FOUND = 60
"""The most entries that a search shows: with more to read, a user types another letter instead."""

AT_ONCE = 40
"""How many entries are indexed at a time."""

IN_GENERAL = {"authority": "the council"}
"""General words for placeholders about one case, used here because no case is open."""

USES = {
    LineUse.DAY: "office line",
    LineUse.OUT_OF_HOURS: "when the office is closed",
    LineUse.ANY_TIME: ANY_TIME_WORDS,
    LineUse.HELPLINE: "helpline",
}

_NO_LETTER = re.compile(r"[^\w ]+")
_SECTION = re.compile(r"\bsections? (?=\d)")
"""Sources write "s.188"; people also type "section 188"."""


@immutable
class _Indexed:
    """An entry with its title and all of its words, folded in the same way as typed text. Both begin with a blank, so
    that a blank and a word find that word at its beginning.
    """

    entry: GuidanceEntry
    title: str
    words: str


class Guidance:
    """Everything in ``book`` that can be looked up.

    The index takes a moment to make. It is made in parts before anybody searches, or else when the first letter is
    typed.
    """

    def __init__(self, book: Book, today: date) -> None:
        self._book = book
        self._today = today
        self._found_councils: dict[CouncilFound, _Indexed] = {}
        self._first = tuple(_first_entries(book, today))
        self._index: list[_Indexed] = []
        self._to_fold = chain(self._first, _further_entries(book))

    def is_of(self, book: Book, today: date) -> bool:
        """Returns whether this is the guidance for ``book`` on that day."""
        return self._book is book and self._today == today

    def ready(self) -> Iterator[bool]:
        """Makes the index in parts. Yields True while there is more to do."""
        england = self._book.england
        yield True
        england.ready(self._today)
        yield True
        # A later call continues where an earlier one stopped.
        for entry in self._to_fold:
            words = f"{entry.title} {entry.topic} {entry.text} {entry.also}"
            self._index.append(_Indexed(entry, _folded(entry.title), _folded(words)))
            if not len(self._index) % AT_ONCE:
                yield True

    def find(self, typed: str) -> tuple[GuidanceEntry, ...]:
        """Returns the entries that contain every typed word, in any case and with any accents, ``MOST_FOUND`` at most.

        Best first: the title is exactly the text; the title begins with it; the words begin words of the title; they
        are inside the title; they begin words of the text; they are inside the text. If nothing is typed, returns what
        is looked up most.
        """
        wanted = _folded(without_invisible(typed)).split()
        if not wanted:
            return self._first
        for _ in self.ready():
            pass
        found = [
            (_rank(each, wanted), place, each.entry)
            for place, each in enumerate(self._index)
            if all(word in each.words for word in wanted)
        ]
        found += [(rank, len(self._index), entry) for rank, entry in self._councils(typed, wanted)]
        return tuple(entry for _, _, entry in sorted(found, key=lambda each: each[:2])[:MOST_FOUND])

    def _councils(self, typed: str, wanted: list[str]) -> Iterator[tuple[int, GuidanceEntry]]:
        """Yields councils of England by name, former name or county, best first, each with its rank."""
        for each in islice(self._book.england.find(typed, self._today), MOST_FOUND):
            if each not in self._found_councils:
                self._found_councils[each] = self._council(each)
            indexed = self._found_councils[each]
            yield _rank(indexed, wanted), indexed.entry

    def _council(self, found: CouncilFound) -> _Indexed:
        council = found.council
        area = self._book.area_of(council.id)
        leads = IN_AREA.format(area=area.name) if area else OUTSIDE
        text = "\n".join(part for part in (council.hint, found.said, council.note, council.planned) if part)
        entry = _entry(self._book, "council", council.name, text, council.standing, leads, council.id)
        return _Indexed(entry, _folded(council.name), _folded(f"{council.name} {text}"))


def _folded(text: str) -> str:
    return f" {_SECTION.sub('s ', ' '.join(_NO_LETTER.sub(' ', search_fold(text)).split()))}"


def _rank(each: _Indexed, wanted: list[str]) -> int:
    phrase = f" {' '.join(wanted)}"
    if each.title == phrase:
        return 0
    if each.title.startswith(phrase):
        return 1
    starts = [f" {word}" for word in wanted]
    tests = (
        all(word in each.title for word in starts),
        all(word in each.title for word in wanted),
        all(word in each.words for word in starts),
    )
    return next((rank for rank, holds in enumerate(tests, 2) if holds), 5)


def _first_entries(book: Book, today: date) -> Iterator[GuidanceEntry]:
    for fact in (fact for fact in book.law if fact.holds(today)):
        since = HOLDS_FROM.format(day=plain_day(fact.valid_from)) if fact.valid_from else ""
        until = HOLDS_TO.format(day=plain_day(fact.valid_to)) if fact.valid_to else ""
        yield _entry(book, "law", fact.title, " ".join(filter(None, (fact.words, since, until))), fact.standing)
    for ground in book.connection_grounds:
        parts = (
            ground.words,
            *(f"Counts: {item}" for item in ground.counts),
            *(f"Does not count: {item}" for item in ground.does_not_count),
        )
        yield _entry(book, "local connection", ground.title, "\n".join(parts), ground.standing, CONNECTION)
    for area in book.areas.values():
        yield from _of_area(book, area)
    yield from _offers(book, today)
    for service in (*(each for area in book.areas.values() for each in area.services), *book.national):
        website = service.website
        if website is not None:
            yield _entry(book, "website", service.name, f"{service.purpose}\n{website.address}", website.standing)
    for term in book.glossary:
        yield _entry(book, "word", term.term, term.words, term.standing)
    yield replace(NOT_REACHED, text=keyed(NOT_REACHED.text))


def _offers(book: Book, today: date) -> Iterator[GuidanceEntry]:
    """Yields the joint message to families, one entry for each duty under which an offer is made."""
    for offer in book.offers.offers:
        view = offer_view(book, offer.id, None, today)
        text = "\n".join(f"{title}: {' '.join(words)}" for title, words in view.parts)
        offers = book.offers
        places = [offer.written, offers.written, offers.friends_written]
        places += [offers.days_written, offers.wrong_written] if offer.review else []
        sources = dict.fromkeys(_written(book, place.source, place.paragraph) for place in places)
        yield GuidanceEntry(TOPIC, offer.name, text, "; ".join(sources), offer=offer.id)


def _written(book: Book, source_id: str, paragraph: str) -> str:
    """Returns where something is written, and when that was read."""
    source = book.source(source_id)
    return "; ".join(filter(None, (source_words(book, source_id, paragraph), read_words(source) if source else "")))


def _of_area(book: Book, area: Area) -> Iterator[GuidanceEntry]:
    where = IN_AREA.format(area=area.name)
    for authority in area.authorities:
        channel = authority.channel
        if channel is None:
            continue
        steps = "\n".join(f"{number}. {step}" for number, step in enumerate(channel.steps, 1))
        parts = (channel.address, steps, f"Without internet: {channel.without_internet}", channel.portal_help)
        text = "\n".join(part for part in parts if part)
        yield _entry(book, "how to send", f"{authority.name}: {channel.name}", text, channel.standing, where)
    for protocol in area.protocols:
        yield _entry(book, "local arrangement", protocol.name, protocol.words, protocol.standing, where)
    for commitment in area.commitments:
        yield _entry(book, "local agreement", commitment.who, commitment.words, commitment.standing, where)


OUTSIDE = "It is in none of the areas here. Choose it at the question for the council"
IN_AREA = "Holds in {area}"
CONNECTION = "Local connection, from the start, works it out for one person"
RINGING = "See Emergency numbers (%numbers%): it says which line answers now"
ASKED = "A question of “{tree}”"
SAID_AT = "Shown when “{tree}” ends with: {title}"
SHOWN = "Shown in “{tree}” when it applies"
BEHIND = "Other entries name it as their source"


def _further_entries(book: Book) -> Iterator[GuidanceEntry]:
    """Yields the entries that are found only by typing."""
    for line in book.lines():
        yield _entry(
            book, "number", f"{line.name}: {line.phone}", _about(line), line.standing, keyed(RINGING), line.line
        )
    for tree in book.trees.values():
        yield from _of_tree(book, tree)
    for source in book.sources.values():
        yield GuidanceEntry("source", source.title, source.address, read_words(source), BEHIND, source.id)


def _about(line: PhoneLine) -> str:
    hours = "" if line.use is LineUse.ANY_TIME else line.hours_words
    return "\n".join(part for part in (USES[line.use], hours, line.note) if part)


def _of_tree(book: Book, tree: Tree) -> Iterator[GuidanceEntry]:
    def said(text: str) -> str:
        return fill(text, IN_GENERAL)

    def by(reason: Reason) -> str:
        return _written(book, reason.source, reason.paragraph)

    for question in tree.questions.values():
        options = [f"- {option.words}" for option in question.options]
        text = "\n".join((*(said(each.text) for each in question.helps), said(question.why.text), *options))
        title = said(question.titles[0].text) if question.titles else question.short
        yield GuidanceEntry("question", title, text, by(question.why), ASKED.format(tree=tree.title), question.short)
    for outcome in tree.outcomes.values():
        where = SAID_AT.format(tree=tree.title, title=said(outcome.title))
        for reason in outcome.reasons:
            yield GuidanceEntry("reason", said(reason.text), "", by(reason), where)
    for topic, notes in (("note", tree.notes), ("warning", tree.warnings.values())):
        for note in notes:
            general = [part for part in note.parts if set(placeholders(part.text)) <= set(IN_GENERAL)]
            text = "\n".join(said(part.text) for part in general or note.parts)
            source = by(note.parts[0]) if note.parts else ""
            yield GuidanceEntry(topic, said(note.title), text, source, SHOWN.format(tree=tree.title))


def _entry(
    book: Book, topic: str, title: str, text: str, standing: Provenance, leads: str = "", also: str = ""
) -> GuidanceEntry:
    return GuidanceEntry(topic, title, text, standing_words(book, standing), leads, also)


def read_words(source: Source) -> str:
    """Returns when a source was read, as text."""
    return f"read {month_words(source.read_on)}" if source.read_on else "undated"


def standing_words(book: Book, standing: Provenance) -> str:
    """Returns a fact's source, when it was checked and how sure it is, in one line."""
    checked = f"checked {month_words(standing.checked_on)}" if standing.checked_on else "never checked"
    sure = {
        Confidence.CONFIRMED: "",
        Confidence.UNCONFIRMED: "not confirmed",
        Confidence.CONFLICTING: "two versions in use",
        Confidence.STALE: "out of date",
    }[standing.confidence]
    return "; ".join(part for part in (source_words(book, standing.source), checked, sure) if part)
