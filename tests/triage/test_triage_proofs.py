"""Proofs over every path of the shipped tree; answers with the same effect are walked once (design section 3)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from itertools import chain

import pytest
from triage_samples import AUTHORITIES, KENT, OUTSIDE, Walked, shipped_tree, walk_all

from champion_tui.ground.answers import Answer
from champion_tui.triage.proofs.paths import (
    EXAMPLE_AUTHORITY,
    EXAMPLE_CALENDAR,
    EXAMPLE_DAY,
    Choice,
    collapsed,
)
from champion_tui.triage.rules import HOUSING_EMERGENCIES
from champion_tui.triage.tree import Tree
from champion_tui.triage.walk import Judgement, judge
from champion_tui.triage.words import FALLBACKS, fill

NEED_CONSENT = {"refer", "other-authority", "already-referred", "assist-direct"}
DOUBT = {"unsure", "not-known", "doubt"}
CIRCUMSTANCES = tuple(option.id for option in shipped_tree().questions["circumstances"].options if not option.alone)


@cache
def every_path() -> tuple[Walked, ...]:
    """Returns all collapsed paths of the shipped tree with their judgements."""
    return tuple(walk_all(shipped_tree(), collapsed(shipped_tree())))


@cache
def each_circumstance() -> tuple[Walked, ...]:
    """Returns the paths with each circumstance alone, with all of them, and with none. Notices, dates at the limits and
    unanswered calls, on which no circumstance has an effect, are in ``every_path`` only.
    """
    choices = dict(collapsed(shipped_tree()))
    choices["circumstances"] = (
        *(Choice((one,), one, (one,)) for one in CIRCUMSTANCES),
        Choice(CIRCUMSTANCES, "all", CIRCUMSTANCES),
        Choice(("none",), "none", ("none",)),
    )
    choices["situation"] = tuple(choice for choice in choices["situation"] if choice.answer != "notice")
    choices["last-date"] = choices["last-date"][1:3]
    choices["after-call"] = choices["after-call"][:2]
    return tuple(walk_all(shipped_tree(), choices))


@cache
def each_authority() -> tuple[Walked, ...]:
    """Returns the paths with each loaded authority, a council outside the areas, elsewhere and outside England."""
    choices = dict(collapsed(shipped_tree()))
    choices["authority"] = (
        *(Choice(name, name, (name,)) for name in (*AUTHORITIES, "elsewhere-england", "outside-england")),
        Choice(OUTSIDE, OUTSIDE, (OUTSIDE,), elsewhere=True),
    )
    choices["circumstances"] = choices["circumstances"][:1]
    choices["situation"] = tuple(choice for choice in choices["situation"] if choice.answer != "notice")
    return tuple(walk_all(shipped_tree(), choices, authorities=AUTHORITIES))


def walks() -> Iterator[Walked]:
    """Returns the paths of all three walks."""
    return chain(every_path(), each_circumstance(), each_authority())


def judgements() -> Iterator[Judgement]:
    """Returns the judgements of all three walks."""
    return (walk.judgement for walk in walks())


def ending_in(*outcomes: str) -> Iterator[Walked]:
    """Returns the paths that end in one of ``outcomes``; there must be some."""
    found = [walk for walk in walks() if walk.judgement.outcome in outcomes]
    assert found
    return iter(found)


def answered(walk: Walked, question: str) -> set[str]:
    """Returns every answer to ``question`` that the path stands for; empty if it was not asked."""
    choice = walk.chosen.get(question)
    return set(choice.ids) if choice else set()


def test_every_path_ends() -> None:
    """Every path through the questions reaches an outcome, and every outcome is reached."""
    assert {walk.judgement.status for walk in walks()} == {"outcome"}
    assert {walk.judgement.outcome for walk in walks()} == set(shipped_tree().outcomes)


def test_the_walks_are_as_wide_as_they_claim() -> None:
    """There are thousands of paths, and every option of every question is on one of them."""
    assert len(every_path()) > 10_000
    for question in shipped_tree().questions.values():
        walked = set().union(*(answered(walk, question.id) for walk in every_path()))
        assert walked == {option.id for option in question.options}
    assert {walk.judgement.answers.get("circumstances") for walk in each_circumstance()} > {
        *((one,) for one in CIRCUMSTANCES),
        CIRCUMSTANCES,
        ("none",),
    }
    assert {walk.judgement.answers.get("authority") for walk in each_authority()} >= set(AUTHORITIES)


def test_a_council_of_kent_is_led_as_one_of_oxfordshire() -> None:
    """The area of a council has no effect on where the answers lead, because the tree knows no area."""
    choices = dict(collapsed(shipped_tree()))
    choices["circumstances"] = choices["circumstances"][:1]
    choices["situation"] = (Choice("homeless-now", "homeless-now", ("homeless-now",)),)
    choices["authority"] = tuple(Choice(name, name, (name,)) for name in ("cherwell", *KENT))
    led: dict[tuple[object, ...], dict[str, tuple[object, ...]]] = {}
    for walk in walk_all(shipped_tree(), choices, authorities=("cherwell", *KENT)):
        answers = dict(walk.judgement.answers)
        council = str(answers.pop("authority", ""))
        came_to = (walk.judgement.outcome, walk.judgement.stage, walk.judgement.notes, walk.judgement.warnings)
        if council:
            led.setdefault(tuple(sorted(answers.items())), {})[council] = came_to

    assert len(led) > 100
    assert all(set(by_council) == {"cherwell", *KENT} for by_council in led.values())
    assert all(len(set(by_council.values())) == 1 for by_council in led.values())


def without_consent(walked: Iterable[Walked]) -> list[Walked]:
    """Returns the paths to a referral, a referral in hand or a visit instead of one, on which some consent is missing."""
    return [
        walk
        for walk in walked
        if walk.judgement.outcome in NEED_CONSENT
        and not (
            (
                answered(walk, "capacity") == {"can-decide"}
                or answered(walk, "capacity-support") == {"decides-with-support"}
            )
            and {"written", "spoken"} >= answered(walk, "consent") > set()
            and answered(walk, "consent-contact") == {"yes"}
        )
    ]


def test_nobody_is_referred_without_capacity_and_both_consents() -> None:
    """A path reaches a referral, or something instead of one, only if the person could decide and gave both consents."""
    assert without_consent(walks()) == []


def test_a_refusal_that_leads_on_would_be_found() -> None:
    """If the route of a refusal is changed to lead to the next question, the proof names the paths, so it can fail."""
    tree = shipped_tree()
    consent = tree.questions["consent"]
    yes = consent.options[0].routes
    bent = tuple(replace(option, routes=yes) if option.id == "refused" else option for option in consent.options)
    broken = replace(tree, questions={**tree.questions, "consent": replace(consent, options=bent)})
    choices = {**collapsed(broken), "situation": (Choice("homeless-now", "homeless-now", ("homeless-now",)),)}

    assert without_consent(walk_all(broken, choices))


def test_advice_only_is_for_people_without_an_emergency_but_danger() -> None:
    """A person with nowhere to sleep, driven out or fleeing is never sent away with advice."""
    assert set().union(*(answered(walk, "emergency") for walk in ending_in("advice-only"))) == {"none", "danger"}


def test_doubt_never_ends_in_advice() -> None:
    """A "not sure" to any question leads on, and advice is only for a home that is not at risk."""
    for walk in ending_in("advice-only"):
        assert not DOUBT & {answer for question in walk.chosen for answer in answered(walk, question)}
        assert walk.judgement.stage == "none"


def test_who_cannot_decide_is_led_to_adult_social_care() -> None:
    """The outcome names adult social care, at 16 and 17 children's social care too, and is never a referral."""
    found = [walk.judgement for walk in ending_in("lacks-capacity")]

    assert {judgement.answers["age"] for judgement in found} == {"16-17", "18-plus"}
    for judgement in found:
        steps = " ".join(judgement.next_steps)
        assert "{adult_social_care}" in steps
        assert ("{childrens_social_care}" in steps) is (judgement.answers["age"] == "16-17")


def test_a_child_is_led_to_childrens_social_care() -> None:
    """Under 16, and at 16 or 17 if the champion stops there, the outcome names children's social care and its night line."""
    found = [walk.judgement for walk in ending_in("childrens-services")]

    assert {judgement.answers["age"] for judgement in found} == {"under-16", "16-17"}
    for judgement in found:
        steps = " ".join(judgement.next_steps)
        assert "{childrens_social_care}" in steps
        assert "{emergency_duty_team}" in steps


def test_at_16_and_17_every_outcome_names_childrens_social_care() -> None:
    """A young person who is referred to housing as well is still told of the route that comes first."""
    for judgement in judgements():
        if judgement.answers.get("age") == "16-17":
            assert any("{childrens_social_care}" in step for step in judgement.next_steps), judgement.outcome


def test_a_worry_about_harm_is_repeated_at_every_outcome() -> None:
    """A safeguarding worry that was not reported is a next step of every outcome."""
    tree = shipped_tree()
    choices = {
        **collapsed(tree),
        "safeguarding": (Choice("yes-not-yet", "yes-not-yet"),),
        "situation": (Choice("homeless-now", "homeless-now"), Choice("not-at-risk", "not-at-risk")),
    }
    outcomes = set()
    for walk in walk_all(tree, choices):
        if "safeguarding" in walk.judgement.path:
            outcomes.add(walk.judgement.outcome)
            assert any("worry about harm" in step for step in walk.judgement.next_steps), walk.judgement.outcome

    assert outcomes == set(tree.outcomes) - {"phone-now"}


def test_urgent_referrals_are_rung_as_well() -> None:
    """A referral for a person who is homeless now, or in an emergency other than danger, always has "ring today" and
    its words.
    """
    urgent = [
        judgement
        for judgement in judgements()
        if judgement.outcome in {"refer", "other-authority", "already-referred"}
        and (judgement.stage == "homeless" or judgement.answers["emergency"] in HOUSING_EMERGENCIES)
    ]

    assert urgent
    for judgement in urgent:
        assert "call-today" in judgement.warnings
        assert any("today" in step for step in judgement.next_steps)
        assert any(line.startswith("On the phone, to {authority}: ") for line in judgement.say)


def test_every_outcome_has_reasons_steps_a_record_and_words() -> None:
    """Every path has its reasons with a source, what to do, what to note, what to say, and what to tell the person."""
    for judgement in judgements():
        assert judgement.reasons
        assert all(reason.source for reason in judgement.reasons)
        assert min(map(len, (judgement.next_steps, judgement.record, judgement.say, judgement.tell))) > 0
        assert judgement.summary


def test_nothing_is_said_twice() -> None:
    """No list repeats a line, whichever conditions are true together."""
    for judgement in judgements():
        for lines in (judgement.next_steps, judgement.record, judgement.say, judgement.tell, judgement.summary):
            assert len(set(lines)) == len(lines), (judgement.outcome, lines)


def test_where_an_area_has_no_social_care_line_the_outcome_says_so() -> None:
    """If no number is known, the text says that none is held here and where to look, and no brace is left."""
    for judgement in judgements():
        if judgement.outcome in {"lacks-capacity", "childrens-services"}:
            steps = " ".join(fill(step, {}) for step in judgement.next_steps)
            assert "we hold no number for it here" in steps
            assert "{" not in steps


@pytest.mark.parametrize("name", ["adult_social_care", "childrens_social_care", "emergency_duty_team"])
def test_the_words_for_a_missing_line_say_what_to_do_instead(name: str) -> None:
    """If no number is held, the fallback text says so and names another way."""
    assert "we hold no number for it here" in FALLBACKS[name]
    assert "switchboard" in FALLBACKS[name]


def test_answers_that_count_as_alike_are_alike() -> None:
    """Replacing an answer by another of its group changes neither the path, the stage, the warnings nor the outcome."""
    tree = shipped_tree()
    swapped = 0
    for walk in every_path()[::37]:
        for question, choice in walk.chosen.items():
            for other in choice.ids[1:]:
                given = (other,) if isinstance(choice.answer, tuple) else other
                again = _judged({**walk.judgement.answers, question: given}, tree)
                assert _shape(again) == _shape(walk.judgement), (question, other)
                swapped += 1

    assert swapped > 3000


def _judged(answers: Mapping[str, Answer], tree: Tree) -> Judgement:
    return judge(tree, answers, today=EXAMPLE_DAY, authorities=(EXAMPLE_AUTHORITY,), calendar=EXAMPLE_CALENDAR)


def _shape(judgement: Judgement) -> object:
    return judgement.path, judgement.stage, judgement.warnings, judgement.outcome


def test_a_council_outside_the_areas_goes_where_elsewhere_goes() -> None:
    """On every path the outcome, warnings and notes equal those of ``elsewhere-england``; only the words that ask which
    council differ.
    """
    ends: dict[object, dict[str, tuple[object, ...]]] = {}
    for walk in each_authority():
        chosen = walk.judgement.answers.get("authority")
        if chosen in {OUTSIDE, "elsewhere-england"}:
            others = tuple((name, choice.words) for name, choice in walk.chosen.items() if name != "authority")
            found = (walk.judgement.outcome, walk.judgement.warnings, walk.judgement.notes, walk.judgement.record)
            ends.setdefault(others, {})[str(chosen)] = found
    assert len(ends) > 100
    assert all(len(found) == 2 and found[OUTSIDE] == found["elsewhere-england"] for found in ends.values())
    assert {found[OUTSIDE][0] for found in ends.values()} >= {"other-authority", "already-referred", "no-consent"}
