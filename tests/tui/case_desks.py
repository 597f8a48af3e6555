"""Real desks with an open vault and invented cases whose references are the same in every run."""

import itertools
import tempfile
from contextlib import asynccontextmanager, contextmanager
from datetime import date, timedelta
from pathlib import Path
from unittest.mock import patch

from desk_samples import MINIMUM, MONDAY_MORNING, PASSPHRASE, REFER, desk_in, unlocked_desk
from driving import driven

from champion_tui.desk.cases import cases as stored_cases

ABUSE = {**REFER, "emergency": "fleeing-abuse", "after-call": "refer-too"}
"""A person who is fleeing abuse, has rung, and wants the referral too."""

REFUSED = {**REFER, "consent": "refused"}
DRAFT = {question: REFER[question] for question in ("emergency", "safeguarding", "age")}

BEGUN = {"triage": REFER, "referral": {}}
READY = {"triage": REFER, "referral": MINIMUM}
READY_WITH_PAPER = {"triage": REFER, "referral": {**MINIMUM, "paper": "full"}}
LIKE_IT = {
    "triage": {**REFER, "last-date": "2026-12-20"},
    "referral": {**MINIMUM, "full-name": "Zebedee Exampel", "paper": "full"},
}
"""Probably the same person as ``READY``, with the name spelled differently and another last day."""

OTHERS = tuple(
    {"triage": REFER, "referral": {**MINIMUM, "full-name": name, "phone": phone}}
    for name, phone in (("Ottoline Invented", "07700 900456"), ("Barnaby Madeup", "07700 900789"))
)
"""Two people who resemble nobody else."""

SENT_ON = date(2026, 11, 20)


def store_cases(desk, *cases):
    """Stores cases under references that restart with each desk, and returns the references."""
    numbers = itertools.count(1)
    with patch.object(stored_cases.secrets, "randbelow", lambda below: next(numbers) * 7 % below):
        return [desk.cases.new(case) for case in cases]


EARLY = (
    ("8812", "2026-12-20", "release", "Ada Invented"),
    ("ward 7, bed 3", "2027-02-01", "discharge", ""),
    ("8840", "2027-03-31", "other", "Ben Invented"),
)
"""Three people on the early list, each with the champion's own reference, day, kind and worker."""


@contextmanager
def desk_with(*cases, now=lambda: MONDAY_MORNING, early=(), settings="", later=0):
    """Yields an unlocked desk in its own home folder, with these cases and with ``early`` on the early list. ``settings`` is
    the text of ``settings.toml``, which is read ``later`` days later.
    """

    def fill(desk):
        store_cases(desk, *cases)
        for own, on, kind, worker in early:
            desk.early.add(own, date.fromisoformat(on), kind, worker)

    with tempfile.TemporaryDirectory() as home:
        desk = unlocked_desk(Path(home), now, repr((cases, early)), fill)
        if settings:
            desk.vault.lock()
            (Path(home) / "settings.toml").write_text(settings, encoding="utf-8")
            desk = desk_in(Path(home), lambda: now() + timedelta(days=later))
            desk.vault.unlock(PASSPHRASE)
        try:
            yield desk
        finally:
            desk.vault.lock()


@asynccontextmanager
async def at_desk(
    *keys,
    cases=(BEGUN,),
    size=(80, 24),
    theme=None,
    exported=(),
    sent=False,
    every_frame=False,
    on_the_way=False,
    **more,
):
    """Yields the app on such a desk after ``keys``; ``more`` is passed on to ``desk_with``. ``run.reference`` is the first
    case's reference: ``exported`` was exported from it, and it is sent if ``sent``. ``every_frame`` and ``on_the_way`` are as
    in ``driven``.
    """
    with desk_with(*cases, **more) as desk:
        if exported:
            desk.vault.opened().store.record_export(desk.cases.lists.cases().rows[-1].reference, exported)
        if sent:
            desk.cases.mark_sent(desk.cases.lists.cases().rows[-1].reference, SENT_ON, "AB12")
        async with driven(
            *keys, desk=desk, size=size, theme=theme, every_frame=every_frame, on_the_way=on_the_way
        ) as run:
            rows = desk.cases.lists.cases().rows
            run.reference = rows[-1].reference if rows else None
            yield run
