"""A decision tree as values: questions, options, where each leads, the words people see, and the closed vocabulary in which data
says "when" (never evaluated text). Read from data/triage/.
"""

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from enum import StrEnum

from champion_tui.domain.cases.consent import ConsentPart
from champion_tui.domain.dates.closed_days import About
from champion_tui.domain.dates.stage import Stage
from champion_tui.domain.lines.england import ELSEWHERE
from champion_tui.ground.answers import Answer
from champion_tui.ground.values import immutable

NAMED_ELSEWHERE = "named-elsewhere"
"""In a condition about an authority: a council outside the loaded areas, chosen by name. ``elsewhere-england`` holds for it as well."""


@immutable
class Situation:
    """What a condition is tested on: the answers on the path, the stage, outcome and warnings so far, the day (London), and
    what is to be said of the last date. Where no day is known, as while a route is chosen, no condition about days holds.
    ``elsewhere`` are the questions that were answered with a council outside the loaded areas.
    """

    answers: Mapping[str, Answer]
    stage: Stage | None = None
    outcome: str | None = None
    warnings: frozenset[str] = frozenset()
    today: date | None = None
    last_day: frozenset[About] = frozenset()
    elsewhere: frozenset[str] = frozenset()


@immutable
class Condition:
    """All parts must hold; an empty condition always does.

    ``answers``: question id -> option ids, one of which must have been given on the path (an authority question
    also takes authority ids; ``elsewhere-england`` there stands for every council outside the loaded areas as well). ``unless`` is
    the opposite: none of them may have been given.
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
            (not self.answers or all(_was_given(situation, *each) for each in self.answers.items()))
            and (not self.unless or not any(_was_given(situation, *each) for each in self.unless.items()))
            and (not self.stages or situation.stage in self.stages)
            and (not self.outcomes or situation.outcome in self.outcomes)
            and (not self.warnings or not self.warnings.isdisjoint(situation.warnings))
            and (not self.last_day or not self.last_day.isdisjoint(situation.last_day))
            and (not self.either or any(part.holds(situation) for part in self.either))
            and self._in_time(situation.today)
        )

    def _in_time(self, today: date | None) -> bool:
        if today is None:
            return self.since is None and self.before is None
        return (self.since is None or today >= self.since) and (self.before is None or today < self.before)


ALWAYS = Condition()


def _was_given(situation: Situation, question: str, ids: frozenset[str]) -> bool:
    """Whether one of ``ids`` is among what ``question`` was answered with."""
    answer = situation.answers.get(question)
    if answer is None:
        return False
    if not isinstance(answer, str):
        return not ids.isdisjoint(answer)
    return answer in ids or (question in situation.elsewhere and not ids.isdisjoint((ELSEWHERE, NAMED_ELSEWHERE)))


class QuestionKind(StrEnum):
    """What an answer to a question looks like."""

    ONE = "one"
    """One option id."""
    MANY = "many"
    """One or more option ids; an option marked ``alone`` excludes the others."""
    DATE = "date"
    """``YYYY-MM-DD``, or one of the options (``not-known``)."""
    AUTHORITY = "authority"
    """The id of a housing authority of England, or one of the options (``elsewhere-england``: not yet known which)."""


@immutable
class Reason:
    """Why something is asked or advised. ``source`` is a source id; ``paragraph`` is "" where the reference is unsure."""

    text: str
    source: str
    paragraph: str = ""
    when: Condition = ALWAYS


@immutable
class Line:
    """One line of words, shown when its condition holds. May hold the placeholders that ``words.py`` names."""

    text: str
    when: Condition = ALWAYS


@immutable
class Route:
    """Where an answer leads when the condition holds: a question id or an outcome id. The first that holds is taken."""

    to: str
    when: Condition = ALWAYS


@immutable
class Basis:
    """That an answer rests on another: where that other one changes, it is taken back and asked again (``resting.py``).

    ``question`` is the one it rests on. ``was``: only where the answer that changes was one of these; ``alike``: these are the
    same to it; each is empty where every change counts. ``words`` say it to the champion; ``{was}`` is the answer as it was.
    """

    question: str
    words: str
    why: Reason
    was: frozenset[str] = frozenset()
    alike: frozenset[str] = frozenset()


@immutable
class Option:
    """One answer that can be chosen. ``unasked`` says that it stands for a question that was not put to the person. ``leaves_with``
    is the agreement that lets it leave the building, None where it never does; ``to_officer`` are the words for page one of the
    referral, "" where it does not stand there. ``lets_out`` are the parts of a case that may leave the building with this answer:
    by agreement, or, where ``without_consent`` says so, by a lawful reason that was recorded instead of one. ``on_form`` is what is
    copied into a portal where its question stands there.
    """

    id: str
    words: str
    hint: str
    routes: tuple[Route, ...]
    alone: bool = False
    unasked: bool = False
    leaves_with: ConsentPart | None = None
    to_officer: str = ""
    lets_out: frozenset[ConsentPart] = frozenset()
    without_consent: bool = False
    on_form: str = ""


@immutable
class Question:
    """One question. ``page`` is shared by questions that stand on one page. ``routes`` serve typed answers (a date,
    an authority). ``title`` and ``help`` are the first that hold, so that words can follow the situation.
    ``first`` is said before the question ("are they alone, is it safe to talk?"); ``read_out`` is said to the person
    word for word, and stands on the consent record. ``shows`` names extras that stand with it
    (``numbers``, ``local-connection``, ``capacity-prompts``). ``rests_on`` is what its answer rests on; ``anew`` is said where a
    referral that follows another asks it again, "" where the answer is carried over. ``leaves_with`` is the agreement that lets a
    typed answer, a date or an authority, leave the building. ``on_form`` is how the answer is called among what was agreed, at the end
    of what is copied into a portal; "" where it does not stand there. ``rings``: as in ``Outcome``, while this question is open.
    """

    id: str
    kind: QuestionKind
    page: str
    short: str
    titles: tuple[Line, ...]
    helps: tuple[Line, ...]
    first: str
    why: Reason
    options: tuple[Option, ...]
    routes: tuple[Route, ...]
    shows: tuple[str, ...] = ()
    read_out: str = ""
    rests_on: tuple[Basis, ...] = ()
    anew: str = ""
    leaves_with: ConsentPart | None = None
    on_form: str = ""
    rings: tuple[Line, ...] = ()


class SocialCare(StrEnum):
    """Whom a question or an outcome says to ring: the emergency services, and the lines of social care that an area names."""

    EMERGENCY = "emergency-services"
    ADULTS = "adult-social-care"
    CHILDREN = "childrens-social-care"
    DUTY_TEAM = "emergency-duty-team"


@immutable
class Outcome:
    """Where a path ends. ``referral`` says that a pack may be exported; lines and reasons are filtered by condition. ``way_out``
    are the words of leaving from here with nothing kept, "" where there is something to keep. ``rings`` are the lines of social care
    to ring from here, each (``SocialCare``) with its condition.
    """

    id: str
    title: str
    summary: tuple[Line, ...]
    referral: bool
    next_steps: tuple[Line, ...]
    record: tuple[Line, ...]
    say: tuple[Line, ...]
    tell: tuple[Line, ...]
    reasons: tuple[Reason, ...]
    way_out: str = ""
    rings: tuple[Line, ...] = ()


@immutable
class Note:
    """Something that must not be missed. Shown from the moment its condition holds, with those of its ``parts`` that hold."""

    id: str
    title: str
    parts: tuple[Reason, ...]
    when: Condition


@immutable
class Warning:  # noqa: A001  the field's word; the builtin is not used here
    """A warning's words: those of its ``parts`` that hold. Whether it holds is decided by the rule of the same id in
    ``rules.py``.
    """

    id: str
    title: str
    parts: tuple[Reason, ...]
    say: tuple[Line, ...]


@immutable
class StageWords:
    """A stage in words for people, and the code of ``agreed-reason`` that it proposes ("" where it proposes none)."""

    words: str
    agreed_reason: str = ""


@immutable
class Tree:
    """A whole tree. ``digest`` is the SHA-256 (hex) of the file it was read from; the first question is ``first``. ``form`` is the id
    of the form that its answers lead to; ``goes_to`` is who gets it, in words, "" where it is the housing authority they chose.
    ``hint`` says beside its title whom it is for, where several trees are offered.

    ``stages`` has words for every stage, and none where the tree does not ask how near homelessness is.
    """

    id: str
    version: str
    digest: str
    title: str
    first: str
    questions: Mapping[str, Question]
    outcomes: Mapping[str, Outcome]
    notes: tuple[Note, ...]
    warnings: Mapping[str, Warning]
    stages: Mapping[Stage, StageWords]
    form: str
    goes_to: str = ""
    hint: str = ""
