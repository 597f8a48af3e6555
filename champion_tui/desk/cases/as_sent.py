"""What was true when a referral was sent. It is stored with the day of sending, and everything shown of a sent case is
based on it.

Phone numbers are the exception: they are always today's, since they are rung today.
"""

from dataclasses import replace
from datetime import date, datetime, time

from champion_tui.desk.errors import Damaged
from champion_tui.desk.triage.judging import Judged
from champion_tui.desk.triage.pages import trail
from champion_tui.domain.cases.case import Case, TreeStamp
from champion_tui.ground.dates.calendar import LONDON, london_date
from champion_tui.knowledge.routing import Routing
from champion_tui.knowledge.who_to_call import lines_for
from champion_tui.triage.kept import AnswerInWords, Kept, from_text

UNREADABLE = "What was kept from the day of sending can no longer be read."
PUT_BACK = "Put back the newest safety copy that you have: champion-tui vault restore FILE."


def moment_of_sending(on: date, now: datetime) -> datetime:
    """Returns the moment at which a referral sent ``on`` that day is judged: ``now`` if that is today, otherwise noon
    in London.
    """
    return now if london_date(now) == on else datetime.combine(on, time(12), LONDON)


def kept_from(routing: Routing, judged: Judged) -> Kept:
    """Returns what to store of a judgement, with its words. The outcome's title is "" if this program does not have the
    case's tree.
    """
    judgement = judged.judgement
    tree, stage = judged.tree, judgement.stage
    outcome = tree.outcomes.get(judgement.outcome or "")
    return Kept(
        at=judged.at,
        tree=stamp_of(judged),
        judgement=judgement,
        authority=judged.values.get("authority", ""),
        title=judged.words(outcome.title) if outcome else "",
        stage_words=tree.stages[stage].words if stage else "",
        asked={
            step.question: AnswerInWords(step.short, step.answer) for step in trail(routing, judged, judgement.path)
        },
    )


def kept_of(case: Case) -> Kept | None:
    """Returns what was stored when the case was sent. Returns None if it is not sent, or an older program stored
    nothing. Raises ``Damaged``.
    """
    if case.sent is None or case.as_sent is None:
        return None
    try:
        return from_text(case.as_sent)
    except (ValueError, KeyError, TypeError) as error:
        raise Damaged(UNREADABLE, PUT_BACK, None) from error


def as_it_was(routing: Routing, present: Judged, kept: Kept) -> Judged:
    """Returns ``present`` with the judgement made at sending. Its moment and its phone lines stay the present ones."""
    return replace(
        present,
        judgement=kept.judgement,
        lines=lines_for(routing, kept.judgement, present.at, present.area),
        values={**present.values, **({"authority": kept.authority} if kept.authority else {})},
    )


def stamp_of(judged: Judged) -> TreeStamp:
    """Returns the version of the tree used for a judgement."""
    return TreeStamp(judged.tree.id, judged.tree.version, judged.tree.digest)
