"""The closed vocabulary in which data says "when": never evaluated text."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from champion_tui.domain.dates.closed_days import About
from champion_tui.domain.dates.stage import Stage
from champion_tui.ground.answers import Answer


@dataclass(frozen=True, slots=True)
class Situation:
    """What a condition is held against: the answers on the path, the stage, outcome and warnings so far, the day (London), and
    what is to be said of the last date. Where no day is known, as while a route is chosen, no condition about days holds.
    """

    answers: Mapping[str, Answer]
    stage: Stage | None = None
    outcome: str | None = None
    warnings: frozenset[str] = frozenset()
    today: date | None = None
    last_day: frozenset[About] = frozenset()


@dataclass(frozen=True, slots=True)
class Condition:
    """All parts must hold; an empty condition always does.

    ``answers``: question id -> option ids, one of which must have been given on the path (an authority question
    also takes authority ids). ``unless`` is the same the other way round: none of them may have been given.
    ``stages``, ``outcomes``, ``warnings`` and ``last_day`` each hold when empty or when one of theirs is there. ``either`` holds
    when empty or when one of the conditions in it holds. ``since`` holds from that day on, ``before`` until the day before.
    """

    answers: Mapping[str, frozenset[str]] = field(default_factory=dict)
    unless: Mapping[str, frozenset[str]] = field(default_factory=dict)
    stages: frozenset[Stage] = frozenset()
    outcomes: frozenset[str] = frozenset()
    warnings: frozenset[str] = frozenset()
    last_day: frozenset[About] = frozenset()
    either: tuple["Condition", ...] = ()
    since: date | None = None
    before: date | None = None

    def holds(self, situation: Situation) -> bool:
        """Whether every part of the condition holds in ``situation``."""
        return (
            all(_given(situation, question) & wanted for question, wanted in self.answers.items())
            and not any(_given(situation, question) & barred for question, barred in self.unless.items())
            and (not self.stages or situation.stage in self.stages)
            and (not self.outcomes or situation.outcome in self.outcomes)
            and (not self.warnings or bool(self.warnings & situation.warnings))
            and (not self.last_day or bool(self.last_day & situation.last_day))
            and (not self.either or any(part.holds(situation) for part in self.either))
            and self._in_time(situation.today)
        )

    def _in_time(self, today: date | None) -> bool:
        if today is None:
            return self.since is None and self.before is None
        return (self.since is None or today >= self.since) and (self.before is None or today < self.before)


ALWAYS = Condition()


def _given(situation: Situation, question: str) -> frozenset[str]:
    answer = situation.answers.get(question)
    if answer is None:
        return frozenset()
    return frozenset((answer,)) if isinstance(answer, str) else frozenset(answer)
