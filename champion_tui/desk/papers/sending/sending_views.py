"""What front ends show about sending: plain values with final words, as in ``views.py``."""

from champion_tui.desk.views import CaseView, ExportView
from champion_tui.ground.values import immutable

PORTAL, FOLDER, EMAIL, SEALED_PDF, SEALED_ARCHIVE = "portal", "folder", "email", "sealed-pdf", "sealed-archive"
"""The ways by which a referral reaches the council; ``PRINT`` (``domain/cases/case.py``) is one more."""

PRINTABLE = ("referral", "consent", "slip", "evidence", "timeline", "subject-access")


def printable(view: CaseView) -> tuple[str, ...]:
    """Which papers of a case can be printed now: records always, the referral and the consent record where nothing stops them."""
    ready = view.referral and not view.needed
    carried = view.paper != "none" and view.outcome is not None
    there = {"referral": ready, "consent": ready, "slip": carried}
    return tuple(paper for paper in PRINTABLE if there.get(paper, True))


@immutable
class WayView:
    """One way to get a referral to the council. ``id``: ``portal``, ``folder``, ``email``, ``sealed-pdf``,
    ``sealed-archive`` or ``print``; ``hint`` says more about it.
    """

    id: str
    words: str
    hint: str


@immutable
class SealedView:
    """A sealed file that was written. ``key`` is shown once and kept nowhere; ``read_out`` is the same in groups; ``tell``
    says how it may be told.
    """

    export: ExportView
    key: str
    read_out: str
    tell: str


@immutable
class CopyLine:
    """One line of the portal. ``value`` is what goes into the portal, "" if there is only a ``gap``. ``done``: it was ticked with
    this value; ``changed``: it was ticked with another. ``masked`` values show dots until somebody goes to them.
    """

    id: str
    number: str
    step: str
    label: str
    value: str
    gap: str
    done: bool
    changed: bool
    masked: bool = False


@immutable
class CopyView:
    """The portal's lines in its order. ``where`` is the portal's address, "" if the data has none; ``left`` says in words
    how much is left to do.
    """

    reference: str
    authority: str
    where: str
    lines: tuple[CopyLine, ...]
    left: str


@immutable
class PrintersView:
    """The printers that can be used now, and which of them is offered: the one used last here, else the system's."""

    names: tuple[str, ...]
    offered: str
    keeps: str


@immutable
class PrintView:
    """What went to which printer, and what to know about it."""

    reference: str
    what: str
    printer: str
    words: str
    notes: tuple[str, ...]
