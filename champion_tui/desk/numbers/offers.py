"""The joint message to families about an offer of somewhere to live, as text for both front ends."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from champion_tui.desk.numbers.number_views import source_words
from champion_tui.domain.dates.deadlines import review_by
from champion_tui.domain.papers.slip_form import STANDARD
from champion_tui.ground.answers import Problem, WrongValue
from champion_tui.ground.values import immutable
from champion_tui.knowledge.book import Book
from champion_tui.knowledge.offers import Offer, SourcePlace

TOPIC = "an offer"
ACCEPT, REFUSE, ASK = "If they accept, and ask for a review", "If they refuse", "Ask an adviser"
ACCEPT_INTERIM = "If they accept"
NO_REVIEW = "There is no review under section 202."


@immutable
class OfferView:
    """One offer as text.

    ``last_day`` is the last day to ask for a review, None if there is no review or it is not known when the family was
    told. ``by_when`` is the sentence on it, "" if not known; ``passed`` says whether that day is over. ``parts`` are
    headings with their sentences, ``sources`` says where all of it is written.
    """

    id: str
    name: str
    review: bool
    notified: date | None
    last_day: date | None
    by_when: str
    passed: bool
    parts: tuple[tuple[str, tuple[str, ...]], ...]
    sources: tuple[str, ...]

    def json(self) -> dict[str, Any]:
        """Returns the output of ``offer --json``."""
        return {
            "duty": self.id,
            "name": self.name,
            "review": self.review,
            "notified": self.notified.isoformat() if self.notified else None,
            "last_day": self.last_day.isoformat() if self.last_day else None,
            "parts": [{"title": title, "words": list(words)} for title, words in self.parts],
            "sources": list(self.sources),
        }


@immutable
class OfferSlip:
    """Which slip to make: the ``duty`` under which the offer was made, the day on which the family was told (None: left
    blank to be written in), and the form.
    """

    duty: str
    notified: date | None = None
    form: str = STANDARD


def offer_named(book: Book, duty: str) -> Offer:
    """Returns the offer with that id. Raises ``WrongValue``."""
    found = book.offers.offer(duty)
    if found is None:
        raise WrongValue(Problem("duty", duty, f"one of {', '.join(one.id for one in book.offers.offers)}"))
    return found


def offer_view(book: Book, duty: str, notified: date | None, today: date) -> OfferView:
    """Returns what to say about an offer of that ``duty``. ``notified`` is the day on which the family was told, None
    if not known; ``today`` is London's date. Raises ``WrongValue``.
    """
    offer, offers = offer_named(book, duty), book.offers
    last = review_by(notified).last_day if notified and offer.review else None
    parts = (
        ("The message", (offer.what, offers.message_for(offer))),
        ("By when", (offers.days, offers.wrong) if offer.review else (NO_REVIEW,)),
        (ACCEPT if offer.review else ACCEPT_INTERIM, offer.accept),
        (REFUSE, offer.refuse),
        (ASK, offer.ask),
        (offers.friends_title, offers.friends),
    )
    said = offers.last_day_words(offer, notified, today) if notified or not offer.review else ("",)
    sources = tuple(dict.fromkeys(_sources(book, offer)))
    passed = last is not None and last < today
    return OfferView(offer.id, offer.name, offer.review, notified, last, said[-1], passed, parts, sources)


def _sources(book: Book, offer: Offer) -> Iterator[str]:
    offers = book.offers
    yield _words(book, offer.written)
    yield _words(book, offers.written)
    if offer.review:
        yield _words(book, offers.days_written)
        yield _words(book, offers.wrong_written)
    yield _words(book, offers.friends_written)


def _words(book: Book, place: SourcePlace) -> str:
    return ", ".join(filter(None, (source_words(book, place.source), place.paragraph)))
