"""What a pack says about the same person's earlier referral: the change in relevant facts (procedure 6.3), within what
may be shared.
"""

import itertools
import json
from dataclasses import replace
from datetime import date

import pytest
from pack_samples import ANSWERS, EARLIER, case, source

from champion_tui.domain.cases.after_sending import WITHDRAWN, Step
from champion_tui.domain.cases.case import Sent
from champion_tui.domain.cases.similar import RelevantFacts, since
from champion_tui.knowledge.forms.after_sending import Since
from champion_tui.papers import relevant_facts
from champion_tui.papers.outgoing import outgoing
from champion_tui.papers.referral import json_files, portal, referral
from champion_tui.papers.writers import text

SENT_ON = date(2026, 9, 1)
OF_THE_EARLIER = ("UPW-2B7N-9X", "1 September 2026", "ZZ98-76", "2 October 2026")


def written(made):
    """Returns the referral, the portal sheet and the data of a case, each as one text."""
    out = outgoing(made)
    texts = text.write(referral.document(made, out)), portal.sheet(made, out), json_files.referral(made, out).decode()
    return tuple(" ".join(one.split()) for one in texts)


def before(answers=None, **changes):
    """Returns an earlier case that was sent."""
    return case(
        reference="UPW-2B7N-9X", answers={**ANSWERS, **(answers or {})}, sent=Sent(SENT_ON, "ZZ98-76", "Ada"), **changes
    )


def test_the_officer_reads_what_is_new_on_page_one_and_in_the_portal():
    """The text says when they were referred before and under which code, with each fact before and now."""
    page, sheet, data = written(replace(source(), earlier=EARLIER))

    for said in (page, sheet):
        assert (
            "Referred to you before, on Tuesday 1 September 2026 (our reference UPW-2B7N-9X, your code ZZ98-76)."
            in said
        )
        assert "now Sunday 10 January 2027, then Friday 2 October 2026." in said
        assert "now threatened, then early." in said
    assert page.index("Change in relevant facts") < page.index("1. Who is referring")
    assert json.loads(data)["follows"]["changed"][0] == {
        "what": "last-date",
        "before": "2026-10-02",
        "now": "2027-01-10",
    }


def test_a_pack_of_a_first_referral_says_nothing_of_it():
    """A first referral has no heading, key or line about an earlier one."""
    page, sheet, data = written(source())

    assert "relevant facts" not in f"{page} {sheet}".lower()
    assert "follows" not in json.loads(data)


def test_another_council_hears_nothing_of_the_earlier_one():
    """The person did not agree to tell this council about a referral to another, so no reference, day, code or fact of
    it is shared.
    """
    whole = " ".join(written(replace(source(), earlier=replace(EARLIER, authority="lower-wold"))))

    assert not [one for one in (*OF_THE_EARLIER, "relevant facts", "losing-home") if one in whole]


def test_what_has_happened_leaves_only_with_the_household():
    """With minimum consent the reason is withheld; how soon and the day are shared, as in every referral."""
    made = replace(source(answers={"consent-details": "minimum-only"}), earlier=EARLIER)
    whole = " ".join(written(made))

    assert "Why: now" not in whole
    assert "losing-home" not in whole
    assert "then Friday 2 October 2026." in whole


@pytest.mark.parametrize(
    "changes",
    [{"sent": None}, {"steps": {WITHDRAWN: Step(SENT_ON, "Ada", what="consent-withdrawn")}}],
    ids=["unsent", "withdrawn"],
)
def test_of_what_the_council_never_had_or_was_to_delete_nothing_is_said(changes):
    """A case that was never sent, or was withdrawn, is no earlier referral."""
    assert relevant_facts.earlier_referral(replace(before(), **changes), "early", ANSWERS, "threatened") is None


def test_what_counts_as_changed_is_what_the_comparison_says():
    """For everything that can be known or unknown, before and now, the same four facts are named as in the list of
    likely earlier cases.
    """
    days, situations = ("", "not-known", "2026-10-02", "2027-01-10"), ("", "unsure", "losing-home", "notice")
    facts = list(itertools.product(("upper-wold", "lower-wold"), days, ("early", ""), situations))
    for was, now in itertools.product(facts[::3], facts[::5]):
        earlier = relevant_facts.earlier_referral(before(_answers(was)), was[2], _answers(now), now[2])

        assert earlier is not None
        assert [str(one.what) for one in earlier.changed] == list(map(str, since(_facts(was), _facts(now))))
        assert {one.what for one in earlier.changed} <= set(Since)


def _answers(facts):
    authority, day, _, situation = facts
    return {"authority": authority, "last-date": day, "situation": situation}


def _facts(facts):
    authority, day, stage, situation = facts
    known = date.fromisoformat(day) if day.startswith("2") else None
    return RelevantFacts(authority, known, stage, "" if situation == "unsure" else situation)
