"""Stores a judgement with its words, as they were when a referral was sent, as JSON, and reads it back.

The evidence of a referral is what was true when it was sent. A later judgement could differ, because days pass and
questions change, so the stored one is printed (design section 9).
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from champion_tui.domain.cases.case import TreeStamp
from champion_tui.domain.dates.stage import Stage
from champion_tui.ground.answers import Answer
from champion_tui.ground.values import immutable
from champion_tui.triage.tree import Reason
from champion_tui.triage.walk import Judgement, Status

LISTS = ("path", "off_path", "notes", "warnings", "next_steps", "record", "say", "tell", "summary")
"""The parts of a judgement that are lists of ids or texts."""


@immutable
class AnswerInWords:
    """A question on the path as text: its short name and the answer."""

    short: str
    answer: str


@immutable
class Kept:
    """A judgement with an outcome, as it was at the aware moment ``at`` under ``tree``. Its texts are filled.

    ``authority`` is the chosen council's name, ``title`` the outcome's, ``stage_words`` the stage's; ``asked`` is by
    question id.
    """

    at: datetime
    tree: TreeStamp
    judgement: Judgement
    authority: str
    title: str
    stage_words: str
    asked: Mapping[str, AnswerInWords]


def to_text(kept: Kept) -> str:
    """Returns ``kept`` as JSON."""
    judgement = kept.judgement
    return json.dumps(
        {
            "at": kept.at.isoformat(),
            "tree": [kept.tree.id, kept.tree.version, kept.tree.digest],
            "authority": kept.authority,
            "title": kept.title,
            "stage": judgement.stage and str(judgement.stage),
            "stage_words": kept.stage_words,
            "outcome": judgement.outcome,
            "answers": dict(judgement.answers),
            "reasons": [[reason.text, reason.source, reason.paragraph] for reason in judgement.reasons],
            "asked": {question: [asked.short, asked.answer] for question, asked in kept.asked.items()},
            **{name: getattr(judgement, name) for name in (*LISTS, "rings")},
        }
    )


def from_text(text: str) -> Kept:
    """Reads what ``to_text`` wrote. Raises ``ValueError``, ``KeyError`` or ``TypeError`` for anything else."""
    stored = json.loads(text)
    lists: dict[str, Any] = {name: tuple(stored[name]) for name in LISTS}
    judgement = Judgement(
        status=Status.OUTCOME,
        outcome=stored["outcome"],
        question=None,
        # A stage that only a newer program knows still has its words.
        stage=Stage(stored["stage"]) if stored["stage"] in set(Stage) else None,
        answers={question: _answer(answer) for question, answer in stored["answers"].items()},
        reasons=tuple(Reason(*reason) for reason in stored["reasons"]),
        # Older programs stored none: no outcome that they could send had any.
        rings=tuple(stored.get("rings", ())),
        **lists,
    )
    return Kept(
        at=datetime.fromisoformat(stored["at"]),
        tree=TreeStamp(*stored["tree"]),
        judgement=judgement,
        authority=stored["authority"],
        title=stored["title"],
        stage_words=stored["stage_words"],
        asked={question: AnswerInWords(*asked) for question, asked in stored["asked"].items()},
    )


def _answer(value: str | list[str]) -> Answer:
    return value if isinstance(value, str) else tuple(value)
