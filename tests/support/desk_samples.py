"""Invented people at an invented desk: a desk in an empty home at a fixed time, and answers that reach each outcome."""

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
"""A person leaving prison on a known day who wants Cherwell to know: outcome ``refer``."""

MINIMUM: Mapping[str, Answer] = MappingProxyType(
    {"full-name": "Zebedee Example", "phone": "07700 900123", "agreed-reason": "threatened"}
)
"""The lawful minimum of a referral form."""


Fill = Callable[[Desk], None]


def page_of(interview: Interview) -> PageView | None:
    """Returns the page with the open question, None at an outcome."""
    here = interview.here()
    return here if isinstance(here, PageView) else None


def outcome_of(interview: Interview) -> OutcomeView | None:
    """Returns the outcome, None while a question is open."""
    here = interview.here()
    return here if isinstance(here, OutcomeView) else None


def desk_in(home: Path, now: Callable[[], datetime] = lambda: MONDAY_MORNING) -> Desk:
    """Returns a desk over ``home`` at the time ``now()``."""
    return open_desk(home, now)


def unlocked_desk(
    home: Path, now: Callable[[], datetime] = lambda: MONDAY_MORNING, holding: str = "", fill: Fill = lambda _: None
) -> Desk:
    """Returns the same with an open vault, filled by ``fill``; ``holding`` names the contents. The vault is cheap to unlock:
    never use it for real people.

    Making a vault takes three times as long as opening one. So the first vault of each test is a copy of one made earlier, at
    the same time and with the same contents. A second one in the same test is newly made while the first exists, because two
    vaults never share a key.
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
    """Returns the folder of such a vault to be copied to ``home``; None outside of a test, if this test still has another copy,
    and if ``home`` is not empty.
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
