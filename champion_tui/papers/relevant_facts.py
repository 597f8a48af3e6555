"""What has changed since an earlier referral of the same person, "change in relevant facts" (procedure 6.3), from two cases and as text."""

from champion_tui.domain.cases.after_sending import WITHDRAWN
from champion_tui.domain.cases.case import Case
from champion_tui.ground.answers import Answers
from champion_tui.ground.dates.calendar import iso_date
from champion_tui.ground.dates.date_words import day_words
from champion_tui.ground.plain_text import shortened
from champion_tui.knowledge.forms.after_sending import Since
from champion_tui.papers import paper_words as words
from champion_tui.papers.outgoing import Outgoing
from champion_tui.papers.source import ChangedFact, EarlierReferral, PackSource

LONGEST_CODE = 60
"""The most characters of a portal's code on paper. The data has all of it."""


def earlier_referral(before: Case, stage_then: str, now: Answers, stage_now: str) -> EarlierReferral | None:
    """Returns what a pack may say about the case ``before``, which this case follows; ``now`` is this case's answers.

    None if that case was never sent, or was withdrawn, because the council was then asked to delete it. A fact that is
    not known now has not changed.
    """
    sent = before.sent
    if sent is None or WITHDRAWN in before.steps:
        return None
    told = {
        Since.COUNCIL: (_told(before.answers, "authority"), _told(now, "authority")),
        Since.LAST_DATE: (_told(before.answers, "last-date"), _told(now, "last-date")),
        Since.STAGE: (stage_then, stage_now),
        Since.SITUATION: (_told(before.answers, "situation"), _told(now, "situation")),
    }
    changed = tuple(
        ChangedFact(what, was, present) for what, (was, present) in told.items() if present and was != present
    )
    return EarlierReferral(before.reference, str(before.answers.get("authority", "")), sent.on, sent.code, changed)


def lines(source: PackSource, out: Outgoing) -> tuple[str, ...]:
    """Returns the same as sentences, from the part that may be shared; () if nothing about an earlier referral may be."""
    earlier = out.earlier
    if earlier is None:
        return ()
    with_code = words.EARLIER_CODE.format(code=shortened(earlier.code, LONGEST_CODE)[0]) if earlier.code else ""
    first = words.EARLIER.format(day=day_words(earlier.sent_on), reference=earlier.reference, code=with_code)
    changed = tuple(
        words.CHANGED_FACTS[one.what].format(
            now=_said(source, one.what, one.now), before=_said(source, one.what, one.before)
        )
        for one in earlier.changed
    )
    return (first, *(changed or (words.NOTHING_CHANGED,)))


def _told(answers: Answers, question: str) -> str:
    """Returns an answer, "" if it says nothing, such as "not-known" and "unsure"."""
    answer = answers.get(question, "")
    return answer if isinstance(answer, str) and answer not in {"not-known", "unsure"} else ""


def _said(source: PackSource, what: Since, value: str) -> str:
    tree = source.book.trees.get(source.case.tree.id)
    if not value:
        return words.NOT_KNOWN_THEN
    if what is Since.LAST_DATE:
        day = iso_date(value)
        return day_words(day) if day else value
    if what is Since.STAGE:
        stages = {str(stage): said.words for stage, said in tree.stages.items()} if tree else {}
        return stages.get(value, value)
    question = tree.questions.get("situation") if tree else None
    return next((one.words for one in question.options if one.id == value), value) if question else value
