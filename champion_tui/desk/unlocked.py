"""What stands behind the passphrase. Importing this loads the store and the papers: ``Desk`` does so when a vault is unlocked."""

import gc
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from champion_tui.desk.cases.cases import Cases, Judge
from champion_tui.desk.papers.papers import Papers
from champion_tui.desk.papers.prepared import Preparing
from champion_tui.domain.cases.form import Form
from champion_tui.knowledge.book import Book
from champion_tui.store.casestore import CaseStore


@dataclass(frozen=True, slots=True)
class Unlocked:
    """The open store and the parts of the desk that work on it."""

    store: CaseStore
    cases: Cases
    papers: Papers


def unlocked(
    store: CaseStore,
    book: Book,
    form: Form,
    judge: Judge,
    *,
    home: Path,
    training: bool,
    opened: Callable[[], Cases],
) -> Unlocked:
    """What works on ``store`` by the knowledge in ``book``. ``opened`` gives the cases of whichever store is open later."""
    cases = Cases(store, book, form, judge, home=home, opened=opened)
    papers = Papers(Preparing(store, book, form, cases.judged, home=home, training=training))
    _keep_what_is_loaded()
    return Unlocked(store, cases, papers)


@cache
def _keep_what_is_loaded() -> None:
    """Leaves what is loaded now out of garbage collection: looking it through again took a fifth of each save."""
    gc.freeze()
