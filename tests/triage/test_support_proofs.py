"""Proofs over every path of the request for support, and over all shipped trees."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

import pytest
from support_samples import AUTHORITIES, DISTRICTS, changed, every_path, support_tree
from triage_samples import CHRISTMAS, TODAY, Walked, shipped_tree, walk_all

from champion_tui.domain.cases.consent import ConsentPart
from champion_tui.triage.agreement import agreed_parts, held_back, without_consent
from champion_tui.triage.proofs.paths import EXAMPLE_AUTHORITY, Choice, collapsed
from champion_tui.triage.proofs.paths_table import paths_table
from champion_tui.triage.tree import Tree
from champion_tui.triage.walk import Judgement, judge

HARM = {"child-in-danger", "harm-now", "significant-harm"}
WEAKEST = {"universal-support", "not-agreed", "no-children"}
CHILDREN_RUNG = {"childrens-social-care", "emergency-duty-team"}


def judged(**answers: object) -> Judgement:
    """Returns the judgement of the family that consented, with some answers changed."""
    return judge(support_tree(), changed(**answers), today=TODAY, authorities=AUTHORITIES, calendar=CHRISTMAS)


def stands_for(walk: Walked) -> set[str]:
    """Returns every option that the path stands for, for all questions."""
    return {answer for choice in walk.chosen.values() for answer in choice.ids or (choice.answer,)}


def harm(walk: Walked) -> bool:
    """Returns whether an answer on this path says that a child is in danger or may suffer significant harm."""
    asked = ("emergency", "need", "safeguarding-lead", "without-consent")
    return any(HARM & set(walk.chosen[one].ids) for one in asked if one in walk.chosen)


def test_every_path_ends_and_every_outcome_is_come_to() -> None:
    """There are thousands of paths, none without an outcome, and no outcome without a path."""
    assert len(every_path()) > 5_000
    assert {walk.judgement.status for walk in every_path()} == {"outcome"}
    assert {walk.judgement.outcome for walk in every_path()} == set(support_tree().outcomes)


def test_every_option_stands_in_a_path() -> None:
    """Every answer that can be given is on a path that the proofs look at."""
    for question in support_tree().questions.values():
        walked = {
            answer
            for walk in every_path()
            for answer in (walk.chosen[question.id].ids if question.id in walk.chosen else ())
        }
        assert walked >= {option.id for option in question.options}


def shared_without_ground(tree: Tree, walked: Iterable[Walked]) -> Iterator[Walked]:
    """Returns the paths to a referral without consent and without a recorded lawful reason instead."""
    for walk in walked:
        outcome = tree.outcomes[str(walk.judgement.outcome)]
        if outcome.referral and not {ConsentPart.REFERRAL, ConsentPart.CONTACT} <= agreed_parts(
            tree, walk.judgement.answers
        ):
            yield walk


def test_nothing_is_shared_without_consent_or_the_safeguarding_reason() -> None:
    """Every path to a request has an explicit yes, or the recorded reason to do without, and a no is never ignored."""
    tree = support_tree()
    assert list(shared_without_ground(tree, every_path())) == []
    for walk in every_path():
        if not tree.outcomes[str(walk.judgement.outcome)].referral:
            continue
        agreed = walk.judgement.answers["consent"] in {"written", "spoken"}
        assert agreed is (without_consent(tree, walk.judgement.answers) is None)
        assert agreed or walk.judgement.answers["without-consent"] in {"significant-harm", "no-recourse"}


def test_no_referral_of_any_tree_goes_without_its_agreement() -> None:
    """The same proof holds for the other tree: in both, the data says what permits a case to be sent."""
    tree = shipped_tree()
    choices = {**collapsed(tree), "situation": (Choice("homeless-now", "homeless-now", ("homeless-now",)),)}
    assert list(shared_without_ground(tree, walk_all(tree, choices))) == []


@pytest.mark.parametrize("option", ["refused", "not-asked"])
def test_a_no_that_leads_on_would_be_found(option: str) -> None:
    """If the route of a no is changed to lead to the request, the proof names the paths, so it can fail."""
    tree = support_tree()
    consent = tree.questions["consent"]
    bent = tuple(replace(one, routes=consent.options[0].routes) if one.id == option else one for one in consent.options)
    broken = replace(tree, questions={**tree.questions, "consent": replace(consent, options=bent)})
    choices = {**collapsed(broken), "emergency": (Choice("none", "none", ("none",)),)}

    assert list(shared_without_ground(broken, walk_all(broken, choices, authorities=AUTHORITIES)))


def test_the_reason_of_public_funds_counts_only_where_they_have_no_recourse() -> None:
    """Without consent for want of public funds, a request needs the answer that the family has none; "not sure" is not enough."""
    found = [walk for walk in every_path() if walk.judgement.answers.get("without-consent") == "no-recourse"]
    assert found
    for walk in found:
        shared = support_tree().outcomes[str(walk.judgement.outcome)].referral
        assert shared is (walk.judgement.answers["no-recourse"] == "yes")


def test_significant_harm_never_ends_in_the_weakest_outcomes() -> None:
    """Danger, harm tonight or significant harm always leads to a call: never to level 2, a plain no, or "not yet"."""
    strong = {
        "rung-now",
        "section-47-route",
        "ask-front-door",
        "request-for-support",
        "medway-childrens-services",
        "another-county",
    }
    found = [walk for walk in every_path() if harm(walk)]
    assert found
    assert {walk.judgement.outcome for walk in found} <= strong
    for walk in found:
        asked = {str(walk.judgement.answers.get(one)) for one in ("need", "safeguarding-lead", "without-consent")}
        if "significant-harm" in asked:
            assert walk.judgement.outcome in {"rung-now", "section-47-route", "ask-front-door"}


def test_every_path_with_harm_rings_the_children() -> None:
    """The outcome has the children's line and the desk for nights; the tests of the numbers prove which of them answers now."""
    for walk in every_path():
        assert set(walk.judgement.rings) >= CHILDREN_RUNG or walk.judgement.outcome in {"no-children", "another-county"}
        if harm(walk):
            assert "emergency-duty-team" in walk.judgement.rings
            assert any("{childrens_social_care}" in step for step in walk.judgement.next_steps) or (
                walk.judgement.outcome == "section-47-route"
            )


def test_doubt_never_ends_in_the_weakest_outcome() -> None:
    """A user who is not sure about a child, the family or the need is asked on: level 2 and a plain no need certain answers."""
    for walk in every_path():
        if walk.judgement.outcome in WEAKEST:
            unsure = {one for one, choice in walk.chosen.items() if "unsure" in choice.ids}
            # # The lead was asked by then, which is the purpose of a doubt.
            assert not unsure or "safeguarding-lead" in walk.chosen or walk.judgement.outcome == "not-agreed"
            assert (
                "unsure" not in walk.chosen.get("safeguarding-lead", Choice("", "")).ids
                or walk.judgement.outcome == "not-agreed"
            )


def test_a_family_that_is_open_gets_no_second_request_without_a_worry() -> None:
    """A family with an open case has a joint appointment at every level of need, unless a person fears significant harm."""
    for need in ("level-2", "level-3", "level-4"):
        assert judged(known="open", need=need, consent=None).outcome == "joint-appointment"
    assert judged(known="open", need="significant-harm", harm_call="carry-on").outcome == "section-47-route"


@pytest.mark.parametrize("district", DISTRICTS)
def test_each_of_the_twelve_districts_is_served(district: str) -> None:
    """The request is for Kent County Council's twelve districts."""
    assert judged(authority=district).outcome == "request-for-support"


@pytest.mark.parametrize(
    ("authority", "outcome"),
    [("medway", "medway-childrens-services"), ("oxford", "another-county"), ("elsewhere-england", "another-county")],
)
def test_other_councils_are_told_what_to_do_instead(authority: str, outcome: str) -> None:
    """Medway and all others get a text and no form of Kent's."""
    found = judged(authority=authority)
    assert found.outcome == outcome
    assert not support_tree().outcomes[outcome].referral
    assert found.summary
    assert found.next_steps


@pytest.mark.parametrize(
    ("answers", "outcome"),
    [
        ({}, "request-for-support"),
        ({"consent": "written"}, "request-for-support"),
        ({"need": "level-2", "consent": None}, "universal-support"),
        ({"need": "level-2", "no_recourse": "yes"}, "request-for-support"),
        ({"need": "unsure", "safeguarding_lead": "level-2", "consent": None}, "universal-support"),
        ({"need": "unsure", "safeguarding_lead": "unsure"}, "request-for-support"),
        ({"need": "unsure", "safeguarding_lead": "level-2", "no_recourse": "unsure"}, "request-for-support"),
        ({"need": "significant-harm", "harm_call": "stop-here", "consent": None}, "rung-now"),
        ({"need": "significant-harm", "harm_call": "carry-on"}, "section-47-route"),
        ({"consent": "not-asked"}, "ask-family"),
        ({"consent": "not-asked", "need": "significant-harm", "harm_call": "carry-on", "without_consent": "significant-harm"}, "section-47-route"),
        ({"consent": "refused", "without_consent": "lead-says-no"}, "not-agreed"),
        ({"consent": "refused", "without_consent": "unsure"}, "ask-front-door"),
        ({"consent": "refused", "without_consent": "significant-harm"}, "section-47-route"),
        ({"consent": "refused", "without_consent": "no-recourse"}, "ask-front-door"),
        ({"consent": "refused", "without_consent": "no-recourse", "no_recourse": "yes"}, "request-for-support"),
        ({"children": "no"}, "no-children"),
        ({"emergency": "child-in-danger", "after_call": "stop-here", "children": None}, "rung-now"),
        ({"emergency": "child-in-danger", "after_call": "carry-on", "children": "no"}, "section-47-route"),
        ({"emergency": "harm-now", "after_call": "carry-on", "need": "level-2", "safeguarding_lead": "level-2"}, "section-47-route"),
    ],
)  # fmt: skip
def test_families_as_they_come(answers: dict[str, object], outcome: str) -> None:
    """Each example is worked out by hand from the joint guidance."""
    assert judged(**answers).outcome == outcome


def test_the_other_tree_does_not_leak_into_this_one() -> None:
    """There is no stage and no warning of that tree, and an emergency rings no housing line: only this tree's data counts."""
    for walk in every_path():
        assert walk.judgement.stage is None
        assert set(walk.judgement.warnings) <= {"keep-calling"}


def test_a_call_that_nobody_took_keeps_ringing() -> None:
    """After either call the user is told to ring again if nobody answered."""
    assert judged(emergency="child-in-danger", after_call="no-answer-or-refused").warnings == ("keep-calling",)
    assert judged(need="significant-harm", harm_call="no-answer-or-refused").warnings == ("keep-calling",)
    assert judged(need="significant-harm", harm_call="carry-on").warnings == ()


def test_a_yes_to_another_council_is_asked_again() -> None:
    """Consent depends on the council that asked for it, and acting without it on the answers that made it necessary."""
    questions = support_tree().questions
    assert {basis.question for basis in questions["consent"].rests_on} == {"authority"}
    assert {basis.question for basis in questions["without-consent"].rests_on} == {"consent", "need", "no-recourse"}


def test_nothing_is_said_twice() -> None:
    """No list repeats a line, and every outcome has all lists."""
    for walk in every_path():
        found = walk.judgement
        for lines in (found.next_steps, found.record, found.say, found.tell, found.summary):
            assert lines
            assert len(set(lines)) == len(lines), (found.outcome, lines)
        assert found.reasons


def test_before_they_are_asked_nothing_is_held_back() -> None:
    """A field is greyed out only once a person has said no."""
    tree = support_tree()
    assert held_back(tree, {"emergency": "none"}) == frozenset()
    assert held_back(tree, changed(consent="refused")) == frozenset(ConsentPart)
    assert held_back(tree, changed()) == frozenset()


def test_its_table_can_be_signed() -> None:
    """The table of paths is short enough for a person to read."""
    table = paths_table(support_tree())
    assert table.paths == len(every_path())
    assert len(table.rows) < 250
    assert EXAMPLE_AUTHORITY not in {words for row in table.rows for _, words in row.answers}
