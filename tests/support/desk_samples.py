"""Invented people at an invented desk: a desk in an empty home at a fixed moment, and answers that reach each outcome."""

import atexit
import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from champion_tui.desk.desk import Desk, open_desk
from champion_tui.desk.triage.interview import Interview
from champion_tui.desk.views import OutcomeView, PageView
from champion_tui.ground.answers import Answer
from champion_tui.ground.dates.calendar import LONDON
from champion_tui.store.keys import kdf

MONDAY_MORNING = datetime(2026, 11, 23, 10, 4, 31, tzinfo=LONDON)
PASSPHRASE = "a plainly invented passphrase"

REFER: Mapping[str, Answer] = MappingProxyType(
    {
        "emergency": "none",
        "safeguarding": "no",
        "age": "18-plus",
        "situation": "leaving-institution",
        "last-date": "2027-01-10",
        "circumstances": ("leaving-prison",),
        "capacity": "can-decide",
        "authority": "cherwell",
        "consent": "spoken",
        "consent-contact": "yes",
        "consent-details": "all",
        "reach": "likely",
        "earlier-referral": "none",
    }
)
"""A person leaving prison on a known day, who wants Cherwell to know: outcome ``refer``."""

MINIMUM: Mapping[str, Answer] = MappingProxyType(
    {"full-name": "Zebedee Example", "phone": "07700 900123", "agreed-reason": "threatened"}
)
"""The lawful minimum of a referral form."""


Fill = Callable[[Desk], None]


def page_of(interview: Interview) -> PageView | None:
    """The page with the open question; None at an outcome."""
    here = interview.here()
    return here if isinstance(here, PageView) else None


def outcome_of(interview: Interview) -> OutcomeView | None:
    """The outcome; None while a question is open."""
    here = interview.here()
    return here if isinstance(here, OutcomeView) else None


def desk_in(home: Path, now: Callable[[], datetime] = lambda: MONDAY_MORNING) -> Desk:
    """A desk over ``home`` at ``now``."""
    return open_desk(home, now)


def unlocked_desk(
    home: Path, now: Callable[[], datetime] = lambda: MONDAY_MORNING, holding: str = "", fill: Fill = lambda _: None
) -> Desk:
    """The same with a vault that is open, and in it what ``fill`` puts there; ``holding`` says the same in words. The vault costs nothing
    to open: never for real people.

    Making one takes three times as long as opening one. So the first of each test is a copy of one that was made before, at the
    same moment and holding the same; a second one of the same test is made while there is the first, as two vaults never share a key.
    """
    prepared = _prepared(now(), home, holding, fill)
    if prepared is None:
        return _made(home, now, fill)
    shutil.copytree(prepared, home, dirs_exist_ok=True)
    desk = desk_in(home, now)
    desk.vault.unlock(PASSPHRASE)
    return desk


def _made(home: Path, now: Callable[[], datetime], fill: Fill) -> Desk:
    real, kdf.DEFAULT_COST = kdf.DEFAULT_COST, kdf.TEST_ONLY_COST
    try:
        desk = desk_in(home, now)
        desk.vault.create("Ada Invented", "homelessness champion", PASSPHRASE)
    finally:
        kdf.DEFAULT_COST = real
    fill(desk)
    return desk


_KEPT: dict[tuple[datetime, str], tempfile.TemporaryDirectory[str]] = {}
_HANDED_OUT: dict[str, Path] = {}


def _prepared(at: datetime, home: Path, holding: str, fill: Fill) -> Path | None:
    """The folder of such a vault that was made at this moment, to be copied to ``home``; None outside of a test, where this test still
    has another copy, and where something is in the way.
    """
    test = os.environ.get("PYTEST_CURRENT_TEST", "").rpartition(" ")[0]
    before = _HANDED_OUT.get(test)
    if not test or (before is not None and before.exists()) or (home.exists() and any(home.iterdir())):
        return None
    _HANDED_OUT.clear()
    _HANDED_OUT[test] = home
    if (at, holding) not in _KEPT:
        kept = tempfile.TemporaryDirectory(prefix="champion-vault-")
        atexit.register(kept.cleanup)
        _made(Path(kept.name), lambda: at, fill).vault.lock()
        _KEPT[at, holding] = kept
    return Path(_KEPT[at, holding].name)
