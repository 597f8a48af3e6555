"""``offer``: what to say to a family about an offer of somewhere to live. Nothing is unlocked or stored."""

from datetime import date

from champion_tui.cli.context import Context
from champion_tui.cli.exit_codes import ExitCode
from champion_tui.cli.grammar.given_date import read_date
from champion_tui.cli.knowledge.book import book_of
from champion_tui.cli.view_lines import offer_lines, wrapped
from champion_tui.desk.numbers.offers import OfferView, offer_view
from champion_tui.ground.dates.calendar import london_date


def run(context: Context) -> ExitCode:
    """Says what each choice leads to under ``--duty``; without it, lists the kinds of offer."""
    if context.args.duty is None:
        message, offers = book_of(context).offers.message, book_of(context).offers.offers
        return context.show(
            {"offers": [{"duty": one.id, "name": one.name} for one in offers]},
            [*wrapped(message), "", *(line for one in offers for line in wrapped(one.name, f"  {one.id}: "))],
        )
    view = view_on(context, notified_on(context))
    return context.show(view.json(), offer_lines(view))


def notified_on(context: Context) -> date | None:
    """Returns the day of ``--notified``, None without it. Raises ``WrongValue``."""
    return read_date("notified", context.args.notified, context.now()) if context.args.notified else None


def view_on(context: Context, notified: date | None) -> OfferView:
    """Returns what to say about an offer under ``--duty``; ``notified`` is the day they were told, or None. Raises ``WrongValue``."""
    return offer_view(book_of(context), context.args.duty, notified, london_date(context.now()))
