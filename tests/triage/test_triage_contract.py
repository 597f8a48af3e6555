"""The tree's exact contract: question ids, option ids and where each leads, written down a second time by hand."""

import pytest
from triage_samples import AUTHORITIES, changed, judged, shipped_tree

from champion_tui.ground.answers import Answer
from champion_tui.triage.tree import QuestionKind
from champion_tui.triage.walk import next_target

LEADS = {
    "emergency": {
        "danger": "after-call",
        "nowhere-tonight": "after-call",
        "fire-or-flood": "after-call",
        "fleeing-abuse": "after-call",
        "none": "safeguarding",
    },
    "after-call": {"stop-here": "phone-now", "refer-too": "safeguarding", "no-answer-or-refused": "safeguarding"},
    "safeguarding": {"no": "age", "yes-reported": "age", "yes-not-yet": "age"},
    "age": {"under-16": "childrens-services", "16-17": "children-first", "18-plus": "situation"},
    "children-first": {"stop-here": "childrens-services", "refer-too": "situation"},
    "situation": {
        "homeless-now": "circumstances",
        "cannot-stay": "circumstances",
        "at-risk-later": "circumstances",
        "unsure": "circumstances",
        "leaving-institution": "last-date",
        "losing-home": "last-date",
        "notice": "notice-type",
        "not-at-risk": "advice-only",
    },
    "notice-type": {
        "section-8": "last-date",
        "section-21": "last-date",
        "court-order": "last-date",
        "other-notice": "last-date",
        "unsure": "last-date",
    },
    "last-date": {"not-known": "circumstances"},
    "circumstances": dict.fromkeys(
        (
            "leaving-prison",
            "leaving-hospital",
            "leaving-forces",
            "leaving-care",
            "asylum-support-ending",
            "supported-housing",
            "registered-provider-tenant",
            "council-tenant",
            "children-in-household",
            "pregnant",
            "domestic-abuse-history",
            "rough-sleeping",
            "no-recourse-to-public-funds",
            "modern-slavery",
            "none",
        ),
        "capacity",
    ),
    "capacity": {"can-decide": "authority", "doubt": "capacity-support"},
    "capacity-support": {
        "decides-with-support": "authority",
        "cannot-decide": "lacks-capacity",
        "come-back-later": "ask-again",
    },
    "authority": {"elsewhere-england": "consent", "outside-england": "outside-england"},
    "consent": {
        "written": "consent-contact",
        "spoken": "consent-contact",
        "refused": "no-consent",
        "not-asked": "ask-again",
    },
    "consent-contact": {"yes": "consent-details", "no": "no-consent"},
    "consent-details": {"all": "reach", "household-only": "reach", "minimum-only": "reach"},
    "reach": {"likely": "earlier-referral", "unsure": "earlier-referral", "unlikely": "assist"},
    "assist": {"refer-and-assist": "earlier-referral", "person-prefers-direct": "assist-direct"},
    "earlier-referral": {
        "waiting-in-time": "already-referred",
        "none": "refer",
        "no-contact-or-closed": "refer",
        "facts-changed": "refer",
        "unsure": "refer",
    },
}
OUTCOMES = {
    "phone-now",
    "childrens-services",
    "advice-only",
    "lacks-capacity",
    "ask-again",
    "outside-england",
    "no-consent",
    "assist-direct",
    "already-referred",
    "refer",
    "other-authority",
}


def test_the_questions_come_in_the_contracts_order_with_its_options() -> None:
    """Scripts and stored cases name questions and options by these ids, so none may be missing or new."""
    tree = shipped_tree()

    assert list(tree.questions) == list(LEADS)
    for name, question in tree.questions.items():
        assert {option.id for option in question.options} == set(LEADS[name]), name
    assert set(tree.outcomes) == OUTCOMES
    assert tree.first == "emergency"


@pytest.mark.parametrize(
    ("question", "option", "target"),
    [(question, option, target) for question, leads in LEADS.items() for option, target in leads.items()],
)
def test_each_answer_leads_where_the_contract_says(question: str, option: str, target: str) -> None:
    """Every option of every question leads to the question or outcome that the contract names."""
    asked = shipped_tree().questions[question]
    given: Answer = (option,) if asked.kind is QuestionKind.MANY else option

    assert next_target(asked, {"emergency": "none", "authority": "oxford", question: given}) == target


@pytest.mark.parametrize("authority", AUTHORITIES)
def test_any_loaded_authority_leads_to_consent(authority: str) -> None:
    """Whichever authority is chosen, the next question asks for consent with its name."""
    assert next_target(shipped_tree().questions["authority"], {"authority": authority}) == "consent"


def test_a_date_leads_to_the_circumstances() -> None:
    """A known date leads to the same question as an unknown one."""
    assert next_target(shipped_tree().questions["last-date"], {"last-date": "2026-12-24"}) == "circumstances"


@pytest.mark.parametrize("emergency", ["nowhere-tonight", "fire-or-flood", "fleeing-abuse"])
def test_not_at_risk_beside_an_emergency_goes_on(emergency: str) -> None:
    """A person with nowhere to sleep tonight is never sent away with advice, even if "not at risk" was ticked."""
    found = judged(changed(emergency=emergency, after_call="refer-too", situation="not-at-risk"))

    assert found.outcome == "refer"
    assert "emergency-contradicts" in found.warnings


@pytest.mark.parametrize("emergency", ["none", "danger"])
def test_not_at_risk_without_a_housing_emergency_is_advice(emergency: str) -> None:
    """Danger alone does not put a home at risk: the outcome is advice, without a warning that answers contradict each other."""
    found = judged(changed(emergency=emergency, after_call="refer-too", situation="not-at-risk"))

    assert found.outcome == "advice-only"
    assert "emergency-contradicts" not in found.warnings


@pytest.mark.parametrize("earlier", ["none", "no-contact-or-closed", "facts-changed", "unsure"])
def test_a_council_elsewhere_in_england_gets_its_own_outcome(earlier: str) -> None:
    """The referral is drafted all the same, with the way to find that council's channel."""
    assert judged(changed(authority="elsewhere-england", earlier_referral=earlier)).outcome == "other-authority"


def test_a_referral_in_time_stays_one_also_elsewhere() -> None:
    """A referral that is not late stays the outcome for a council elsewhere too, because a second referral helps nobody."""
    found = judged(changed(authority="elsewhere-england", earlier_referral="waiting-in-time"))

    assert found.outcome == "already-referred"


def test_only_two_outcomes_can_be_exported() -> None:
    """A pack is exported for ``refer`` and ``other-authority`` only."""
    assert {name for name, outcome in shipped_tree().outcomes.items() if outcome.referral} == {
        "refer",
        "other-authority",
    }


def test_pages_and_extras_stand_where_they_are_promised() -> None:
    """The numbers are with the emergency and the call, connection with the choice of council, and prompts with capacity."""
    tree = shipped_tree()
    shows = {name: question.shows for name, question in tree.questions.items() if question.shows}
    pages: dict[str, list[str]] = {}
    for name, question in tree.questions.items():
        pages.setdefault(question.page, []).append(name)

    assert shows == {
        "emergency": ("numbers",),
        "after-call": ("numbers",),
        "capacity": ("capacity-prompts",),
        "authority": ("local-connection",),
    }
    assert [names for names in pages.values() if len(names) > 1] == [
        ["safeguarding", "age"],
        ["situation", "notice-type", "last-date"],
        ["consent", "consent-contact", "consent-details"],
    ]


def test_an_adult_losing_their_home_answers_thirteen_questions_on_at_most_ten_pages() -> None:
    """The most common path has thirteen answers on no more than ten screens, about two minutes."""
    found = judged(changed())
    tree = shipped_tree()

    assert found.outcome == "refer"
    assert len(found.path) == 13
    assert len({tree.questions[question].page for question in found.path}) <= 10


def test_what_a_referral_proposes_as_its_reason_follows_the_stage() -> None:
    """Each stage that can end in a referral proposes one of the four agreed reasons."""
    proposed = {stage: words.agreed_reason for stage, words in shipped_tree().stages.items()}

    assert proposed == {
        "homeless": "homeless",
        "threatened": "threatened",
        "early": "early-help",
        "unknown": "may-be-either",
        "none": "",
    }
