"""The joint message to families about an offer: the effect of each choice, the last day to ask for a review, and the
slip in all its forms.
"""

from datetime import date, datetime

import pytest

from champion_tui.desk.numbers.guidance import Guidance
from champion_tui.desk.numbers.offers import offer_view
from champion_tui.domain.papers.slip_form import (
    EASY_READ,
    FORMS,
    LARGE_PRINT,
    PHONE_MESSAGE,
    PLAIN_CARD,
    SCREEN_READER,
    STANDARD,
)
from champion_tui.ground.answers import WrongValue
from champion_tui.ground.dates.calendar import LONDON
from champion_tui.knowledge.book import load
from champion_tui.papers.document import Bullets
from champion_tui.papers.errors import WrongSuffix
from champion_tui.papers.setting.fonts import SHIPPED
from champion_tui.papers.slip.offer_slip import SUFFIXES, OfferSource, content, document
from champion_tui.papers.writers import pdf

BOOK = load()
AT = datetime(2026, 11, 23, 10, 4, tzinfo=LONDON)
TOLD = date(2026, 11, 20)


@pytest.mark.parametrize("offer", BOOK.offers.offers, ids=lambda one: one.id)
def test_each_offer_says_both_choices_and_whom_to_ask(offer):
    """Under every duty, accepting, refusing, an adviser, and friends and relatives are mentioned, with sources."""
    view = offer_view(BOOK, offer.id, TOLD, AT.date())
    assert offer.accept
    assert offer.refuse
    assert offer.ask
    assert "friends or relatives" in view.parts[-1][0]
    assert view.sources


def test_the_five_duties_are_there_and_no_other():
    """The duties are interim, temporary, both final offers and prevention, and no other."""
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
    """The day of notification is day 1 of 21, in the reference's own example, over a new year and over a leap day."""
    assert offer_view(BOOK, "temporary", told, AT.date()).last_day == last


def test_interim_accommodation_has_no_review():
    """The text gives no day and no advice to ask for a review: legal advice at once, and only a court."""
    offer, view = BOOK.offers.offer("interim"), offer_view(BOOK, "interim", TOLD, AT.date())
    assert view.last_day is None
    text = content(OfferSource(BOOK.offers, offer, AT, TOLD), STANDARD, ".txt").decode()
    assert "ask for a review" not in " ".join(text.split())
    assert "legal advice at once" in " ".join(text.split())
    assert "judicial review" in text


def test_the_guidances_28_days_are_shown_as_its_error():
    """The error is shown next to the statute, with both as sources; the families' paper has only the right number."""
    by_when = dict(offer_view(BOOK, "main-final", TOLD, AT.date()).parts)["By when"]
    assert any("28 days" in words and "wrong" in words for words in by_when)
    assert any("s.202(3)" in source for source in offer_view(BOOK, "main-final", TOLD, AT.date()).sources)
    for offer in BOOK.offers.offers:
        text = content(OfferSource(BOOK.offers, offer, AT, TOLD), STANDARD, ".txt").decode()
        assert "review within 28" not in text
        assert ("21 days" in text) is offer.review


def test_a_day_that_has_passed_is_said_so():
    """The advice is then to ask the council in writing whether it allows longer."""
    offer = BOOK.offers.offer("temporary")
    assert "was" in BOOK.offers.last_day_words(offer, date(2026, 10, 1), AT.date())[-1]
    assert "is Thursday 10 December 2026" in BOOK.offers.last_day_words(offer, TOLD, AT.date())[-1]
    assert "____" in BOOK.offers.last_day_words(offer, None, AT.date())[0]


@pytest.mark.parametrize("form", [STANDARD, LARGE_PRINT, EASY_READ, SCREEN_READER])
@pytest.mark.parametrize("offer", BOOK.offers.offers, ids=lambda one: one.id)
def test_the_slip_comes_in_every_form(offer, form):
    """Each form has the message, both choices and what to ask; the easy-read one has a line for each thing."""
    text = " ".join(content(OfferSource(BOOK.offers, offer, AT, TOLD), form, ".txt").decode().split())
    for words in (BOOK.offers.message_for(offer), *offer.accept, *offer.refuse, *offer.ask, *BOOK.offers.friends):
        assert words in text
    if form == EASY_READ:
        assert not any(
            isinstance(block, Bullets) for block in document(OfferSource(BOOK.offers, offer, AT), form).blocks
        )


def test_it_is_found_in_guidance():
    """Guidance finds the message under each duty by the word "offer"."""
    titles = {entry.title for entry in Guidance(BOOK, date(2026, 11, 26)).find("refuse") if entry.topic == "an offer"}
    assert titles == {one.name for one in BOOK.offers.offers}


def test_a_duty_that_there_is_not_is_refused():
    """An unknown duty is refused with the ones that exist."""
    with pytest.raises(WrongValue, match="relief-final"):
        offer_view(BOOK, "no-such-duty", None, AT.date())


def test_there_is_a_slip_in_each_form_that_slips_have():
    """A file in each form has that form's suffix; any other suffix is refused with the ones that exist."""
    source = OfferSource(BOOK.offers, BOOK.offers.offer("temporary"), AT, TOLD)
    assert set(SUFFIXES) == set(FORMS)
    for form, suffixes in SUFFIXES.items():
        assert all(content(source, form, suffix) for suffix in suffixes)
        for other in {".pdf", ".txt", ".doc", ""} - set(suffixes):
            with pytest.raises(WrongSuffix, match=suffixes[0]):
                content(source, form, other)


@pytest.mark.parametrize("offer", BOOK.offers.offers, ids=lambda one: one.id)
@pytest.mark.parametrize("told", [TOLD, None, date(2026, 10, 1)])
def test_the_card_says_a_number_and_a_day_and_nothing_else(offer, told):
    """A person who finds the card learns of no offer, home or office; after the last day, or without one, it says today."""
    text = content(OfferSource(BOOK.offers, offer, AT, told), PLAIN_CARD, ".txt").decode()
    in_time = offer.review and told == TOLD
    assert ("Ring by Thursday 10 December 2026." in text) is in_time
    assert ("Ring today." in text) is not in_time
    assert len(text.split()) < 12


def test_the_message_is_one_line_with_the_last_day():
    """Without a known day the message has the rule, and nobody is told to ask for a review that does not exist."""
    for offer in BOOK.offers.offers:
        for told in (TOLD, None):
            source = OfferSource(BOOK.offers, offer, AT, told)
            text = content(source, PHONE_MESSAGE, ".txt").decode()
            assert text.count("\n") == 1
            assert ("10 December" in text) is (offer.review and told is not None)
            assert ("21 days" in text) is (offer.review and told is None)
            assert ("ask for a review" in text) is offer.review


def test_each_card_is_one_side():
    """The card fits one side, however long its day is as text."""
    for offer in BOOK.offers.offers:
        made = document(OfferSource(BOOK.offers, offer, AT, TOLD), PLAIN_CARD)
        assert len(pdf.pages(made, SHIPPED)) == 1
