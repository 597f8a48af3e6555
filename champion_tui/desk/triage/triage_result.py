"""The ``triage`` command's JSON (design section 6, "Shapes")."""

from typing import Any

from champion_tui.desk.triage.judging import Judged
from champion_tui.ground.dates.calendar import LONDON
from champion_tui.knowledge.routing import Routing


def triage_result(routing: Routing, judged: Judged) -> dict[str, Any]:
    """Returns the result of judging a file of answers, JSON-ready, with its keys in the contract's order. ``at`` is
    London time.
    """
    judgement = judged.judgement
    return {
        "status": str(judgement.status),
        "outcome": judgement.outcome,
        "question": judgement.question,
        "stage": judgement.stage and str(judgement.stage),
        "at": judged.at.astimezone(LONDON).isoformat(),
        "path": list(judgement.path),
        "off_path": list(judgement.off_path),
        "notes": list(judgement.notes),
        "warnings": list(judgement.warnings),
        "protocols": [protocol.id for protocol in judged.protocols],
        "numbers": [line.json() for line in judged.lines],
        "next_steps": list(judgement.next_steps),
        "record": list(judgement.record),
        "say": list(judgement.say),
        "reasons": [
            {
                "text": reason.text,
                "source": routing.sources[reason.source].title,
                "paragraph": reason.paragraph or None,
            }
            for reason in judgement.reasons
        ],
        "tree": {"id": judged.tree.id, "version": judged.tree.version, "digest": judged.tree.digest},
    }
