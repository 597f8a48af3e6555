"""What front ends show about sending: plain values with final words, as in ``views.py``."""

from champion_tui.desk.views import CaseView, ExportView
from champion_tui.ground.values import immutable

PORTAL, FOLDER, EMAIL, SEALED_PDF, SEALED_ARCHIVE = "portal", "folder", "email", "sealed-pdf", "sealed-archive"
"""The ways to get a referral to the council; ``PRINT`` (``domain/cases/case.py``) is another."""

PRINTABLE = ("referral", "consent", "slip", "evidence", "timeline", "subject-access")


def printable(view: CaseView) -> tuple[str, ...]:
    """Returns which papers of a case can be printed now. Records always can; the referral and the consent record if
    nothing prevents them.
    """
    ready = view.referral and not view.needed
    carried = view.paper != "none" and view.outcome is not None
    there = {"referral": ready, "consent": ready, "slip": carried}
    return tuple(paper for paper in PRINTABLE if there.get(paper, True))


@immutable
class WayView:
    """One way to get a referral to the council. ``id`` is ``portal``, ``folder``, ``email``, ``sealed-pdf``,
    ``sealed-archive`` or ``print``; ``hint`` says more about it.
    """

    id: str
    words: str
    hint: str


@immutable
class SealedView:
    """A sealed file that was written. ``key`` is shown once and kept nowhere; ``read_out`` is the same in groups;
    ``tell`` says how it may be passed on.
    """

    export: ExportView
    key: str
    read_out: str
    tell: str


@immutable
class CopyLine:
    """One line of the portal. ``value`` is to be copied into the portal, "" if there is only a ``gap``. ``done``: it
    was ticked with this value; ``changed``: it was ticked with another. A ``masked`` value is shown as dots until the
    user moves to it.
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
    """The portal's lines in its order. ``where`` is the portal's address, "" if the data has none. ``left`` says how
    much is left to do.
    """

    reference: str
    authority: str
    where: str
    lines: tuple[CopyLine, ...]
    left: str


@immutable
class PrintersView:
    """The printers that can be used now. ``offered`` is the one last used here, or the system's default. ``keeps`` says
    what a print queue keeps.
    """

    names: tuple[str, ...]
    offered: str
    keeps: str


@immutable
class PrintView:
    """What was printed on which printer, and what to know about it."""

    reference: str
    what: str
    printer: str
    words: str
    notes: tuple[str, ...]
