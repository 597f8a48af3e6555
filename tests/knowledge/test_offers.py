"""The joint message to families about an offer: what each choice leads to, the last day to ask, and the slip in all its forms."""

from datetime import date, datetime

import pytest

from champion_tui.desk.numbers.guidance import Guidance
from champion_tui.desk.numbers.offers import offer_view
from champion_tui.domain.cases.slip_form import EASY_READ, STANDARD
from champion_tui.ground.answers import WrongValue
from champion_tui.ground.calendar import LONDON
from champion_tui.knowledge.book import load
from champion_tui.papers.document import Bullets
from champion_tui.papers.slip.offer_slip import TEMPLATES, OfferSource, content, document, last_day_words

BOOK = load()
AT = datetime(2026, 11, 23, 10, 4, tzinfo=LONDON)
TOLD = date(2026, 11, 20)


@pytest.mark.parametrize("offer", BOOK.offers.offers, ids=lambda one: one.id)
def test_each_offer_says_both_choices_and_whom_to_ask(offer):
    """Accepting, refusing, an adviser, friends and relatives: under every duty, with sources."""
    view = offer_view(BOOK, offer.id, TOLD)
    assert offer.accept
    assert offer.refuse
    assert offer.ask
    assert "friends or relatives" in view.parts[-1][0]
    assert view.sources


def test_the_five_duties_are_there_and_no_other():
    """Interim, temporary, both final offers, prevention."""
    assert [one.id for one in BOOK.offers.offers] == [
        "interim",
        "temporary",
        "main-final",
        "relief-final",
        "prevention",
    ]


@pytest.mark.parametrize(
    ("told", "last"),
    [
        (date(2026, 11, 2), date(2026, 11, 22)),
        (date(2026, 12, 31), date(2027, 1, 20)),
        (date(2028, 2, 10), date(2028, 3, 1)),
    ],
)
def test_the_day_of_notification_is_the_first_of_21(told, last):
    """The reference's own example first; then over a new year and a leap day."""
    assert offer_view(BOOK, "temporary", told).last_day == last


def test_interim_accommodation_has_no_review():
    """Nobody is told to ask for one, and nobody is given a day for it: legal advice at once, and only a court."""
    offer, view = BOOK.offers.offer("interim"), offer_view(BOOK, "interim", TOLD)
    assert view.last_day is None
    text = content(OfferSource(BOOK.offers, offer, AT, TOLD), STANDARD, as_pdf=False).decode()
    assert "ask for a review" not in " ".join(text.split())
    assert "legal advice at once" in " ".join(text.split())
    assert "judicial review" in text


def test_the_guidances_28_days_are_shown_as_its_error():
    """With the statute beside it, and both as sources; what families carry home has the right number alone."""
    by_when = dict(offer_view(BOOK, "main-final", TOLD).parts)["By when"]
    assert any("28 days" in words and "wrong" in words for words in by_when)
    assert any("s.202(3)" in source for source in offer_view(BOOK, "main-final", TOLD).sources)
    for offer in BOOK.offers.offers:
        text = content(OfferSource(BOOK.offers, offer, AT, TOLD), STANDARD, as_pdf=False).decode()
        assert "review within 28" not in text
        assert ("21 days" in text) is offer.review


def test_a_day_that_has_passed_is_said_so():
    """Then the council is asked in writing whether it allows longer."""
    offer = BOOK.offers.offer("temporary")
    assert "was" in last_day_words(offer, date(2026, 10, 1), AT.date())[-1]
    assert "is Thursday 10 December 2026" in last_day_words(offer, TOLD, AT.date())[-1]
    assert "____" in last_day_words(offer, None, AT.date())[0]


@pytest.mark.parametrize("form", TEMPLATES)
@pytest.mark.parametrize("offer", BOOK.offers.offers, ids=lambda one: one.id)
def test_the_slip_comes_in_every_form(offer, form):
    """Each form says the message, both choices and what to ask; the easy one has a line for each thing."""
    text = " ".join(content(OfferSource(BOOK.offers, offer, AT, TOLD), form, as_pdf=False).decode().split())
    for words in (BOOK.offers.message_for(offer), *offer.accept, *offer.refuse, *offer.ask, *BOOK.offers.friends):
        assert words in text
    if form == EASY_READ:
        assert not any(
            isinstance(block, Bullets) for block in document(OfferSource(BOOK.offers, offer, AT), form).blocks
        )


def test_it_is_found_in_guidance():
    """By the word offer, under each duty."""
    titles = {entry.title for entry in Guidance(BOOK, date(2026, 11, 26)).find("refuse") if entry.topic == "an offer"}
    assert titles == {one.name for one in BOOK.offers.offers}


def test_a_duty_that_there_is_not_is_refused():
    """With those that there are."""
    with pytest.raises(WrongValue, match="relief-final"):
        offer_view(BOOK, "no-such-duty", None)
