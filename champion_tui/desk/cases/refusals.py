"""What the procedure requires before anything about a case may leave the vault. Each check raises
``RefusedByProcedure``.
"""

from champion_tui.desk.cases.case_views import allows_referral, missing_in
from champion_tui.desk.errors import RefusedByProcedure
from champion_tui.desk.triage.judging import Judged
from champion_tui.domain.cases.after_sending import WITHDRAWN
from champion_tui.domain.cases.case import Case
from champion_tui.domain.cases.completeness import LATIN_NAME
from champion_tui.domain.cases.form import Form, Need
from champion_tui.ground.dates.date_words import day_words
from champion_tui.papers.setting.fonts import Fonts

WAS_WITHDRAWN = "{reference} was withdrawn on {day}, so only the evidence record may leave the vault."
BEGIN_AGAIN = "If they want to be referred after all, begin a new referral from this case: consent is asked again."


def require_outcome(judged: Judged) -> None:
    """Raises ``RefusedByProcedure`` unless the answers lead to an outcome."""
    if judged.judgement.outcome is None:
        raise RefusedByProcedure("There is no outcome yet: answer the open questions first.")


def require_not_withdrawn(case: Case) -> None:
    """Raises ``RefusedByProcedure`` if the referral was withdrawn: then only the evidence record may leave the vault."""
    withdrawn = case.steps.get(WITHDRAWN)
    if withdrawn is not None:
        raise RefusedByProcedure(
            WAS_WITHDRAWN.format(reference=case.reference, day=day_words(withdrawn.on)), BEGIN_AGAIN
        )


def require_referral(case: Case, judged: Judged) -> None:
    """Raises ``RefusedByProcedure`` unless the outcome allows a referral to be sent and the referral was not withdrawn."""
    require_not_withdrawn(case)
    if allows_referral(judged):
        return
    if judged.judgement.outcome is None:
        raise RefusedByProcedure(f'No referral yet: the question "{judged.judgement.question}" is still open.')
    title = judged.words(judged.tree.outcomes[judged.judgement.outcome].title)
    raise RefusedByProcedure(
        f'The outcome "{judged.judgement.outcome}" ({title}) has no referral, so nothing may be sent.',
        "You can write an evidence record instead.",
    )


def require_minimum(form: Form, case: Case, judged: Judged, fonts: Fonts, *, on_paper: bool) -> None:
    """Raises ``RefusedByProcedure`` unless the outcome allows a referral and the lawful minimum is there. With
    ``on_paper`` this includes what only paper needs.
    """
    require_referral(case, judged)
    needed = [
        entry
        for entry in missing_in(form, case, judged, fonts)
        if entry.need is Need.MINIMUM and (entry.field != LATIN_NAME or on_paper)
    ]
    if needed:
        labels = ", ".join(f"{entry.field} ({entry.why})" for entry in needed)
        raise RefusedByProcedure(f"The lawful minimum is not there yet: {labels}.")
