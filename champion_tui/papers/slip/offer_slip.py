"""The slip about an offer of somewhere to live, in the forms that slips have. It names nobody, so it needs no case and no consent."""

from collections.abc import Sequence
from datetime import date, datetime

from champion_tui.domain.cases.slip_form import EASY_READ, LARGE_PRINT, SCREEN_READER, STANDARD
from champion_tui.domain.dates.deadlines import review_by
from champion_tui.ground.calendar import london_date
from champion_tui.ground.date_words import day_words
from champion_tui.ground.values import immutable
from champion_tui.knowledge.offers import Offer, Offers
from champion_tui.papers.document import Block, Bullets, Callout, Document, Heading, Paragraph
from champion_tui.papers.setting.fonts import SHIPPED, Fonts
from champion_tui.papers.writers import to_bytes

TEMPLATES = {STANDARD: "slip", LARGE_PRINT: "slip-large", EASY_READ: "slip-easy", SCREEN_READER: "slip"}
"""By form. The last is text alone, for a screen reader."""

ACCEPT, REFUSE, ASK = "If you accept, and ask for a review", "If you refuse", "Ask an adviser"
ACCEPT_INTERIM = "If you accept"
UNTIL = "The last day to ask for a review is {day}."
PASSED = "The last day to ask for a review was {day}. Ask the council, in writing, whether it allows longer, and get advice today."
NO_REVIEW = "There is no review of such a place. Get free legal advice at once."
NOT_TOLD = "Write here the day on which you were told: ____________________"
DAY_TOLD = "You were told on {day}."
PRINTED = "Made on {day}. It is no legal advice for your case."


@immutable
class OfferSource:
    """What the slip is made from: the ``offer``, and the day on which the family was told of it, None where nobody said."""

    offers: Offers
    offer: Offer
    at: datetime
    notified: date | None = None
    fonts: Fonts = SHIPPED
    training: bool = False


def last_day_words(offer: Offer, notified: date | None, today: date) -> tuple[str, ...]:
    """By when a review is to be asked for, as sentences; ``today`` is London's."""
    if not offer.review:
        return (NO_REVIEW,)
    if notified is None:
        return (NOT_TOLD,)
    last = review_by(notified).last_day
    said = UNTIL if last >= today else PASSED
    return DAY_TOLD.format(day=day_words(notified)), said.format(day=day_words(last))


def document(source: OfferSource, form: str = STANDARD) -> Document:
    """The slip in one form."""
    offers, offer = source.offers, source.offer
    told = last_day_words(offer, source.notified, london_date(source.at))
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


def content(source: OfferSource, form: str, *, as_pdf: bool) -> bytes:
    """The slip's bytes: a PDF, or text; for a screen reader text alone."""
    made = document(source, form)
    if form == SCREEN_READER:
        return to_bytes.as_spoken(source)(made)
    return (to_bytes.as_pdf(source) if as_pdf else to_bytes.as_text(source))(made)


def _bullets(texts: Sequence[str]) -> tuple[Block, ...]:
    return (Bullets(tuple(texts)),)


def _paragraphs(texts: Sequence[str]) -> tuple[Block, ...]:
    return tuple(Paragraph(text) for text in texts)
