"""``offer``: what to say to a family about an offer of somewhere to live, and the slip that says it. Nothing is unlocked or stored."""

from pathlib import Path

from champion_tui.cli.context import Context
from champion_tui.cli.exit_codes import ExitCode
from champion_tui.cli.given_date import read_date
from champion_tui.cli.view_lines import offer_lines, wrapped
from champion_tui.desk.numbers.offers import OfferView, offer_named, offer_view
from champion_tui.desk.paper_fonts import fonts_of
from champion_tui.desk.training import is_training
from champion_tui.domain.cases.slip_form import STANDARD
from champion_tui.ground.answers import Problem, WrongValue
from champion_tui.knowledge.book import Book

WRITTEN = "Written: {file}"


def run(context: Context) -> ExitCode:
    """Say what each choice leads to, by ``--duty``; without one, which offers there are. With ``--to`` write the slip."""
    args, book = context.args, context.book
    if args.duty is None:
        offers = book.offers.offers
        return context.show(
            {"offers": [{"duty": one.id, "name": one.name} for one in offers]},
            [
                *wrapped(book.offers.message),
                "",
                *(line for one in offers for line in wrapped(one.name, f"  {one.id}: ")),
            ],
        )
    notified = read_date("notified", args.notified, context.now()) if args.notified else None
    view = offer_view(book, args.duty, notified)
    written = _write(context, book, view) if args.to else {}
    lines = [*offer_lines(view), *(WRITTEN.format(file=file) for file in written.values())]
    return context.show({**view.json(), **written}, lines)


def _write(context: Context, book: Book, view: OfferView) -> dict[str, str]:
    from champion_tui.papers.pack import placing  # noqa: PLC0415  papers load for those who write one
    from champion_tui.papers.slip.offer_slip import TEMPLATES, OfferSource, content  # noqa: PLC0415  papers load for those who write one

    form, to = context.args.form or STANDARD, Path(context.args.to)
    if form not in TEMPLATES:
        raise WrongValue(Problem("form", form, f"one of {', '.join(TEMPLATES)}"))
    if to.suffix.lower() not in {".pdf", ".txt"}:
        raise WrongValue(Problem("to", str(to), "a file ending in .pdf or .txt"))
    source = OfferSource(
        book.offers,
        offer_named(book, view.id),
        context.now(),
        view.notified,
        fonts_of(context.home),
        is_training(context.home),
    )
    placing.place_file(to, content(source, form, as_pdf=to.suffix.lower() == ".pdf"), placing.UNLISTED)
    return {"file": str(to)}
