"""``offer --to``: the slip about an offer, which says what accepting and refusing lead to."""

from pathlib import Path

from champion_tui.cli.commands.numbers import offer
from champion_tui.cli.context import Context
from champion_tui.cli.exit_codes import ExitCode
from champion_tui.cli.knowledge.book import book_of
from champion_tui.cli.view_lines import offer_lines
from champion_tui.desk.numbers.offers import OfferSlip
from champion_tui.desk.papers.slips.offer_slips import OfferSlips
from champion_tui.domain.papers.slip_form import STANDARD

WRITTEN = "Written: {file}"


def run(context: Context) -> ExitCode:
    """Writes the slip and shows its contents. Without ``--duty``, lists the kinds of offer instead."""
    if context.args.duty is None:
        return offer.run(context)
    file, form, notified = context.args.to, context.args.form or STANDARD, offer.notified_on(context)
    view = offer.view_on(context, notified)
    OfferSlips(book_of(context), context.home, context.now).write(OfferSlip(view.id, notified, form), Path(file))
    return context.show({**view.json(), "file": file}, [*offer_lines(view), WRITTEN.format(file=file)])
