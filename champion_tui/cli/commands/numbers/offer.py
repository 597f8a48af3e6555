"""``offer``: what to say to a family about an offer of somewhere to live, and the slip that says it. Nothing is unlocked or stored."""

from contextlib import suppress
from pathlib import Path

from champion_tui.cli.context import Context
from champion_tui.cli.exit_codes import ExitCode
from champion_tui.cli.given_date import read_date
from champion_tui.cli.passphrase import desk_of
from champion_tui.cli.view_lines import offer_lines, wrapped
from champion_tui.desk.numbers.offers import OfferSlip, offer_view
from champion_tui.desk.training import is_training
from champion_tui.domain.cases.training import TRAINING
from champion_tui.domain.papers.slip_form import STANDARD
from champion_tui.ground.calendar import london_date

WRITTEN = "Written: {file}"


def run(context: Context) -> ExitCode:
    """Say what each choice leads to, by ``--duty``; without one, which offers there are. With ``--to`` write the slip."""
    args, book = context.args, context.book
    if args.ask:
        return _ask(context)
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
    view = offer_view(book, args.duty, notified, london_date(context.now()))
    written: dict[str, str] = {}
    if args.to:
        from champion_tui.desk.papers.slips.offer_slips import OfferSlips  # noqa: PLC0415  papers load for those who write one

        slips = OfferSlips(book, context.home, context.now)
        slips.write(OfferSlip(view.id, notified, args.form or STANDARD), Path(args.to))
        written = {"file": args.to}
    lines = [*offer_lines(view), *(WRITTEN.format(file=file) for file in written.values())]
    return context.show({**view.json(), **written}, lines)


def _ask(context: Context) -> ExitCode:
    from champion_tui.cli.plain.numbers.offer_talk import tell_offer  # noqa: PLC0415  the interview loads for those who are asked
    from champion_tui.cli.plain.talk import Left, Talk  # noqa: PLC0415  as above

    talk = Talk(TRAINING if is_training(context.home) else "")
    with suppress(Left):
        tell_offer(talk, desk_of(context))
    return ExitCode.DONE
