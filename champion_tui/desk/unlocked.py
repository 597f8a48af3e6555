"""What is available once a vault is unlocked. Importing this loads the store and the papers, so ``Desk`` does it only
then.
"""

import gc
from collections.abc import Callable
from datetime import datetime
from functools import cache
from pathlib import Path

from champion_tui.desk.cases.cases import Cases, Judge
from champion_tui.desk.early.early import Early
from champion_tui.desk.figures.figures import Figures
from champion_tui.desk.papers.papers import Papers
from champion_tui.desk.papers.prepared import Preparing
from champion_tui.domain.cases.afterwards.periods import Periods
from champion_tui.ground.values import immutable
from champion_tui.knowledge.book import Book
from champion_tui.store.casestore import CaseStore


@immutable
class Unlocked:
    """The open store and the parts of the desk that work on it."""

    store: CaseStore
    cases: Cases
    papers: Papers
    early: Early
    figures: Figures


def unlocked(
    store: CaseStore,
    book: Book,
    judge: Judge,
    *,
    now: Callable[[], datetime],
    home: Path,
    training: bool,
    opened: Callable[[], Cases],
    area: str,
    keep: Periods,
) -> Unlocked:
    """Returns the parts of the desk for ``store``, read with ``book``. ``opened`` returns the cases of the store that
    is open when it is called. ``area`` is the id of the desk's area, ``keep`` how long the organisation keeps what.
    """
    cases = Cases(store, book, judge, now=now, home=home, opened=opened, area=area, keep=keep)
    papers = Papers(Preparing(store, book, cases.judged, home=home, training=training))
    _freeze_what_is_loaded()
    return Unlocked(store, cases, papers, Early(store, cases, now), Figures(store, book, now, home, training=training))


@cache
def _freeze_what_is_loaded() -> None:
    """Keeps everything loaded so far out of garbage collection, because scanning it took a fifth of each save."""
    gc.freeze()
