"""The slip about an offer of somewhere to live, in the forms of the slip. It names nobody, so it needs no case and no consent."""

from collections.abc import Sequence
from datetime import date, datetime

from champion_tui.domain.dates.deadlines import review_by
from champion_tui.domain.papers.slip_form import (
    EASY_READ,
    LARGE_PRINT,
    PHONE_MESSAGE,
    PLAIN_CARD,
    SCREEN_READER,
    STANDARD,
)
from champion_tui.ground.dates.calendar import london_date
from champion_tui.ground.dates.date_words import day_words
from champion_tui.ground.values import immutable
from champion_tui.knowledge.offers import Offer, Offers
from champion_tui.papers.document import Blank, Block, Bullets, Callout, Document, Heading, Paragraph
from champion_tui.papers.errors import WrongSuffix
from champion_tui.papers.setting.fonts import SHIPPED, Fonts
from champion_tui.papers.writers import to_bytes

TEMPLATES = {
    STANDARD: "slip",
    LARGE_PRINT: "slip-large",
    EASY_READ: "slip-easy",
    PLAIN_CARD: "card",
    SCREEN_READER: "slip",
}
"""The template of each form that is a page. The phone message is not one."""

PDF, TXT = ".pdf", ".txt"
SUFFIXES = {**dict.fromkeys(TEMPLATES, (PDF, TXT)), SCREEN_READER: (TXT,), PHONE_MESSAGE: (TXT,)}
"""The suffixes that a file of each form may have, the one to suggest first."""

ACCEPT, REFUSE, ASK = "If you accept, and ask for a review", "If you refuse", "Ask an adviser"
ACCEPT_INTERIM = "If you accept"
PRINTED = "Made on {day}. It is no legal advice for your case."
CARD_TITLE, CARD_NUMBER = "To ring", "Number"
CARD_BY, CARD_SOON = "Ring by {day}.", "Ring today."


@immutable
class OfferSource:
    """The contents of the slip: the ``offer``, and the day on which the family was told of it, None if it is not known."""

    offers: Offers
    offer: Offer
    at: datetime
    notified: date | None = None
    fonts: Fonts = SHIPPED
    training: bool = False


def document(source: OfferSource, form: str = STANDARD) -> Document:
    """Returns the slip in a form that is a page."""
    if form == PLAIN_CARD:
        return _card(source)
    offers, offer = source.offers, source.offer
    told = offers.last_day_words(offer, source.notified, london_date(source.at))
    days = (offers.days,) if offer.review else ()
    list_of = _paragraphs if form == EASY_READ else _bullets
    blocks: tuple[Block, ...] = (
        Heading(offer.name),
        Paragraph(offer.what),
        Paragraph(offers.message_for(offer), "strong"),
        *((Callout(told[-1], days, "stop"),) if form == STANDARD else (*map(Paragraph, (*told, *days)),)),
        *((Paragraph(told[0]),) if form == STANDARD and len(told) > 1 else ()),
        Heading(ACCEPT if offer.review else ACCEPT_INTERIM),
        *list_of(offer.accept),
        Heading(REFUSE),
        *list_of(offer.refuse),
        Heading(ASK),
        *list_of(offer.ask),
        Heading(offers.friends_title),
        *list_of(offers.friends),
    )
    return Document(TEMPLATES[form], offers.title, blocks, footer=PRINTED.format(day=day_words(london_date(source.at))))


def _card(source: OfferSource) -> Document:
    """Returns a card with a number to write in and a day, for people whom a slip would show to be about to move.

    It names neither an offer nor an office.
    """
    last = review_by(source.notified).last_day if source.offer.review and source.notified else None
    in_time = last is not None and last >= london_date(source.at)
    when = CARD_BY.format(day=day_words(last)) if last is not None and in_time else CARD_SOON
    return Document(TEMPLATES[PLAIN_CARD], CARD_TITLE, (Blank(CARD_NUMBER), Paragraph(when, "strong")))


def message(source: OfferSource) -> str:
    """Returns the text for a phone message, on one line."""
    offers, offer = source.offers, source.offer
    by_when = offers.last_day_words(offer, source.notified, london_date(source.at))[-1:]
    return " ".join((offers.message_for(offer), *(by_when if source.notified or not offer.review else (offers.days,))))


def content(source: OfferSource, form: str, suffix: str) -> bytes:
    """Returns the bytes of a file of that form and ``suffix``. Raises ``WrongSuffix`` for a suffix that the form does not have."""
    if suffix not in SUFFIXES[form]:
        raise WrongSuffix(f"Nothing was written: end the name in {' or '.join(SUFFIXES[form])}.")
    if form == PHONE_MESSAGE:
        return to_bytes.plain(source, f"{message(source)}\n")
    made = document(source, form)
    if form == SCREEN_READER:
        return to_bytes.as_spoken(source)(made)
    return (to_bytes.as_pdf(source) if suffix == PDF else to_bytes.as_text(source))(made)


def _bullets(texts: Sequence[str]) -> tuple[Block, ...]:
    return (Bullets(tuple(texts)),)


def _paragraphs(texts: Sequence[str]) -> tuple[Block, ...]:
    return tuple(Paragraph(text) for text in texts)
