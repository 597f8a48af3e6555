"""A judgement with its phone lines, its local arrangements and its filled words."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from champion_tui.desk.triage.placeholders import placeholder_values
from champion_tui.domain.lines.england import NO_COUNCIL
from champion_tui.domain.lines.phone_lines import LineNow
from champion_tui.ground.answers import Answer, Problem
from champion_tui.ground.dates.calendar import london_date
from champion_tui.ground.values import immutable
from champion_tui.knowledge.lines.areas import Protocol
from champion_tui.knowledge.routing import Routing
from champion_tui.knowledge.who_to_call import lines_for
from champion_tui.triage.tree import QuestionKind, Tree
from champion_tui.triage.walk import Judgement, judge
from champion_tui.triage.words import TO_THEM, fill


@immutable
class Judged:
    """A judgement made at the moment ``at``, its words filled. ``values`` fills any other words of the tree in the same
    way.

    ``routing`` is the knowledge that was used. A number that was corrected since is only in newer knowledge.
    """

    routing: Routing
    tree: Tree
    at: datetime
    area: str
    judgement: Judgement
    lines: tuple[LineNow, ...]
    protocols: tuple[Protocol, ...]
    values: Mapping[str, str]

    def words(self, text: str) -> str:
        """Returns ``text`` with its placeholders filled."""
        return fill(text, self.values)


def to_them(values: Mapping[str, str]) -> Mapping[str, str]:
    """Returns ``values`` for words that the person hears or reads."""
    return {**TO_THEM, **{name: words for name, words in values.items() if words}}


def judge_answers(
    routing: Routing,
    answers: Mapping[str, Answer],
    *,
    at: datetime,
    area: str,
    tree_id: str = "",
    champion: str = "",
    sent_on: date | None = None,
) -> Judged:
    """Replays ``answers`` through the tree with that id, at the aware moment ``at``. The area's own tree is used if
    ``tree_id`` is "" or no longer loaded.

    Never raises for a wrong answer: the judgement has the problem. A council that has ended by then is accepted, so
    that an old case still opens; a newly given answer must also be checked with ``ended_council``.
    """
    tree = routing.trees.get(tree_id) or routing.trees[routing.areas[area].tree]
    judgement = judge(
        tree,
        answers,
        today=london_date(at),
        authorities=[authority.id for authority in routing.authorities()],
        calendar=routing.calendar,
        closures=routing.closures(),
        beyond=lambda given: routing.why_not(given, london_date(at), ended=True),
    )
    values = placeholder_values(routing, judgement, at=at, area=area, champion=champion, sent_on=sent_on)

    def filled(texts: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(fill(text, values) for text in texts)

    judgement = replace(
        judgement,
        next_steps=filled(judgement.next_steps),
        record=filled(judgement.record),
        say=filled(judgement.say),
        tell=tuple(fill(text, to_them(values)) for text in judgement.tell),
        summary=filled(judgement.summary),
        reasons=tuple(replace(reason, text=fill(reason.text, values)) for reason in judgement.reasons),
    )
    return Judged(
        routing=routing,
        tree=tree,
        at=at,
        area=area,
        judgement=judgement,
        lines=lines_for(routing, judgement, at, area),
        protocols=routing.protocols_for(judgement, area, london_date(at)),
        values=values,
    )


def councils_of(
    routing: Routing, tree: Tree, given: Mapping[str, Any], day: date
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Returns the ``given`` answers (any values, not judged yet), with each council that has ended by ``day`` replaced
    by the one that it is part of by then, and a sentence on each replacement.
    """
    answers, sentences = dict(given), list[str]()
    for question, answer in given.items():
        if (
            isinstance(answer, str)
            and question in tree.questions
            and tree.questions[question].kind is QuestionKind.AUTHORITY
        ):
            answers[question], said = routing.understood(answer, day)
            sentences += [f"{said}."] if said else []
    return answers, tuple(sentences)


def ended_council(judged: Judged, given: Mapping[str, Answer]) -> Problem | None:
    """Returns a problem for the first newly ``given`` answer that names a council which has ended; None if there is
    none.
    """
    for question in judged.tree.questions.values():
        answer = given.get(question.id)
        if question.kind is QuestionKind.AUTHORITY and isinstance(answer, str) and answer not in NO_COUNCIL:
            why = judged.routing.why_not(answer, london_date(judged.at))
            if why and all(answer != option.id for option in question.options):
                return Problem(question.id, answer, why, why)
    return None


def passing_over_unknown(judge: Callable[[Mapping[str, Answer]], Judged], answers: Mapping[str, Answer]) -> Judged:
    """Judges kept ``answers`` without those that today's tree does not know, so that an old case still opens."""
    usable = dict(answers)
    judged = judge(usable)
    while judged.judgement.problem is not None and judged.judgement.problem.key in usable:
        del usable[judged.judgement.problem.key]
        judged = judge(usable)
    return judged
