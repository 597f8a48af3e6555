"""What a walk through a tree comes to: the answer to "what now?" in ids and words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from champion_tui.domain.dates.closed_days import LastDay
from champion_tui.domain.dates.stage import Stage
from champion_tui.ground.answers import Answer, Problem
from champion_tui.triage.conditions import Situation
from champion_tui.triage.tree import Reason


class Status(StrEnum):
    """Whether the answers lead to an end, to an open question, or cannot be used."""

    OUTCOME = "outcome"
    QUESTION = "question"
    INVALID = "invalid"


@dataclass(frozen=True, slots=True)
class Judgement:
    """The result of replaying answers. ``answers`` holds those on the path only, in its order; ``off_path`` the ids
    of the others, in the tree's order. ``notes`` and ``warnings`` are ids and hold while a question is open too;
    ``next_steps``, ``record``, ``say``, ``tell`` and ``reasons`` are words (placeholders still in them), empty until an
    outcome. ``problem`` is set only when ``status`` is ``invalid``. ``last_day`` is the last date as it looks on the day of the
    judgement; None where it is not known or has passed.
    """

    status: Status
    outcome: str | None
    question: str | None
    stage: Stage | None
    path: tuple[str, ...]
    answers: Mapping[str, Answer]
    off_path: tuple[str, ...]
    notes: tuple[str, ...]
    warnings: tuple[str, ...]
    next_steps: tuple[str, ...] = ()
    record: tuple[str, ...] = ()
    say: tuple[str, ...] = ()
    tell: tuple[str, ...] = ()
    summary: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()
    problem: Problem | None = None
    last_day: LastDay | None = None

    def situation(self, today: date) -> Situation:
        """What the conditions of words are held against. ``today`` (London) is the day of the judgement."""
        about = frozenset() if self.last_day is None else self.last_day.about
        return Situation(self.answers, self.stage, self.outcome, frozenset(self.warnings), today, about)
