"""What to say to a family about an offer, asked for line by line."""

from champion_tui.cli.plain.talk import Talk, settle_day
from champion_tui.cli.view_lines import offer_lines
from champion_tui.desk.desk import Desk
from champion_tui.desk.numbers.offers import offer_view
from champion_tui.domain.dates.purposes import NOTIFIED
from champion_tui.ground.calendar import iso_date

WHICH = "Under which duty was it offered? Type a number."
TOLD = "On which day were they told of the offer? Enter leaves it out."


def tell_offer(talk: Talk, desk: Desk) -> None:
    """Ask for the duty and the day, and say what each choice leads to. Raises ``Left``."""
    offers = desk.book.offers.offers
    chosen = talk.choose(WHICH, [one.name for one in offers])
    if not isinstance(chosen, int):
        return
    heard = talk.ask(TOLD)
    day = iso_date(settle_day(talk, lambda text: desk.read_day(NOTIFIED, text), heard) or "") if heard else None
    talk.say("", *offer_lines(offer_view(desk.book, offers[chosen].id, day)), "")
