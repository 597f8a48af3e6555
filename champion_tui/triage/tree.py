"""A decision tree as values, read from data/triage/: questions, options, where each leads, and the words that people
see. Conditions use a fixed vocabulary, so no text from the data is ever evaluated.
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
"""In a condition about an authority: a council outside the loaded areas, chosen by name. ``elsewhere-england`` covers
it as well.
"""


@immutable
class Situation:
    """What a condition is tested on: the answers on the path, the stage, outcome and warnings so far, the day (London),
    and what there is to say about the last date.

    ``today`` is None if no day is known, as while a route is chosen; conditions about days do not hold then.
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
    """A condition. All of its parts must hold; an empty condition always holds.

    - ``answers``: question id -> option ids, one of which must have been given on the path. An authority question also
      has authority ids, and ``elsewhere-england`` there stands for every council outside the loaded areas as well.
    - ``unless``: the opposite; none of them may have been given.
    - ``stages``, ``outcomes``, ``warnings`` and ``last_day``: each holds if it is empty, or one of its values is there.
    - ``either``: holds if it is empty, or one of its conditions holds.
    - ``since``: holds from that day on; ``before``: until the day before.
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
        """Returns whether every part of the condition holds in ``situation``."""
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
    """Returns whether one of ``ids`` is among the answers to ``question``."""
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
    """Why something is asked or advised. ``source`` is a source id; ``paragraph`` is "" if the reference is unsure."""

    text: str
    source: str
    paragraph: str = ""
    when: Condition = ALWAYS


@immutable
class Line:
    """One line of words, shown if its condition holds. May contain the placeholders that ``words.py`` lists."""

    text: str
    when: Condition = ALWAYS


@immutable
class Route:
    """Where an answer leads if the condition holds: a question id or an outcome id. The first route that holds is used."""

    to: str
    when: Condition = ALWAYS


@immutable
class Basis:
    """Says that an answer depends on another: if that other answer changes, this one is taken back and asked again
    (``resting.py``).

    ``question`` is the one that it depends on. ``was``: applies only if the answer that changes was one of these.
    ``alike``: a change from one of these to another does not count. If either is empty, it sets no limit. ``words``
    explain it to the champion, with ``{was}`` for the earlier answer.
    """

    question: str
    words: str
    why: Reason
    was: frozenset[str] = frozenset()
    alike: frozenset[str] = frozenset()


@immutable
class Option:
    """One answer that can be chosen.

    - ``unasked``: it means that the question was not put to the person.
    - ``leaves_with``: the agreement that allows the answer to be sent, None if it never is.
    - ``to_officer``: the words for page one of the referral, "" if it is not there.
    - ``lets_out``: the parts of a case that may be sent with this answer, by agreement or, if ``without_consent``, for
      a lawful reason that was recorded instead.
    - ``on_form``: the text to copy into a portal, if the question is there.
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
    """One question.

    - ``page``: shared by the questions that are on one page.
    - ``routes``: for typed answers (a date, an authority) and for several options.
    - ``titles`` and ``helps``: the first that holds is shown, so that the words can suit the situation.
    - ``first``: said before the question ("are they alone, is it safe to talk?").
    - ``read_out``: said to the person word for word, and printed on the consent record.
    - ``shows``: names extras of its page (``numbers``, ``local-connection``, ``capacity-prompts``).
    - ``rests_on``: what its answer depends on.
    - ``anew``: why a referral that follows another asks it again, "" if the answer is carried over.
    - ``leaves_with``: the agreement that allows a typed answer, a date or an authority, to be sent.
    - ``on_form``: the name of the answer among what was agreed, at the end of what is copied into a portal; "" if it is
      not there.
    - ``rings``: as in ``Outcome``, while this question is open.
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
    """Whom a question or an outcome says to ring: the emergency services, and the lines of social care that an area
    names.
    """

    EMERGENCY = "emergency-services"
    ADULTS = "adult-social-care"
    CHILDREN = "childrens-social-care"
    DUTY_TEAM = "emergency-duty-team"


@immutable
class Outcome:
    """Where a path ends. ``referral`` says that a pack may be exported; lines and reasons are shown if their condition
    holds. ``way_out`` are the words for leaving with nothing kept, "" if there is something to keep. ``rings`` are the
    lines to ring now, each (``SocialCare``) with its condition.
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
    """Something that must not be missed. Shown while its condition holds, with those of its ``parts`` that hold."""

    id: str
    title: str
    parts: tuple[Reason, ...]
    when: Condition


@immutable
class Warning:  # noqa: A001  the field's own word; the builtin is not used here
    """A warning's words: those of its ``parts`` that hold. The rule with the same id in ``rules.py`` decides whether it
    holds.
    """

    id: str
    title: str
    parts: tuple[Reason, ...]
    say: tuple[Line, ...]


@immutable
class StageWords:
    """A stage in words for people, and the code of ``agreed-reason`` that it proposes ("" if it proposes none)."""

    words: str
    agreed_reason: str = ""


@immutable
class Tree:
    """A whole tree.

    ``digest`` is the SHA-256 (hex) of the file it was read from; ``first`` is the id of the first question. ``form`` is
    the id of the form that its answers lead to. ``goes_to`` names who receives it, "" if that is the chosen housing
    authority. ``hint`` says whom the tree is for, if several are offered. ``stages`` has words for every stage, and is
    empty if the tree does not ask how near homelessness is.
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
