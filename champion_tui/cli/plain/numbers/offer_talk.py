"""What to tell a family about an offer, and the slip for it, line by line."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

from champion_tui.cli.plain.questions import COMMANDS_AT_TEXT, Back, CaseQuestions, write_out
from champion_tui.cli.plain.talk import Talk
from champion_tui.cli.view_lines import offer_lines, wrapped
from champion_tui.desk.desk import Desk
from champion_tui.desk.numbers.offers import OfferSlip
from champion_tui.desk.papers.slips.offer_slips import OfferSlips
from champion_tui.domain.dates.purposes import NOTIFIED

WHICH = "Under which duty was it offered?"
WHICH_HELP = "What each choice leads to depends on it. If you are not sure, ask the council that made the offer."
TOLD = "On which day were they told of the offer? Enter leaves it out."
TOLD_HELP = "That day counts as the first of the days in which they can ask for a review."
FORM = "How do they take it away?"
FORM_HELP = "If somebody must not learn that they may move, make the plain card. None of the forms names anybody."
NO_SLIP = "No slip"
FILE = "File for the slip: .pdf, or .txt for plain text; Enter leaves it out."
WRITTEN = "Written: {file}"


def tell_offer(talk: Talk, desk: Desk) -> None:
    """Asks for the duty and the day, says what each choice leads to, and writes the slip if wanted. Raises ``Left``."""
    ask, offers = CaseQuestions(talk, desk), desk.book.offers.offers
    with suppress(Back):
        duty = offers[ask.choose(WHICH, [one.name for one in offers], WHICH_HELP)]
        told = ask.any_day(TOLD, NOTIFIED, TOLD_HELP) if duty.review else None
        talk.say("", *offer_lines(desk.offer(duty.id, told)), "")
        _write_slip(ask, duty.id, told)


def _write_slip(ask: CaseQuestions, duty: str, told: date | None) -> None:
    slips = OfferSlips(ask.desk.book, ask.desk.home, ask.desk.now)
    forms = slips.forms()
    words = [f"{form.words}, {form.hint}" if form.hint else form.words for form in forms]
    chosen = ask.choose(FORM, [NO_SLIP, *words], FORM_HELP, kept=0)
    if chosen == 0:
        return

    def write(to: Path) -> Iterator[str]:
        slips.write(OfferSlip(duty, told, forms[chosen - 1].id), to)
        yield from wrapped(WRITTEN.format(file=to))

    write_out(ask.talk, ask.desk, f"{FILE} ({COMMANDS_AT_TEXT})", write)
