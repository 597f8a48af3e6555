"""The words used after sending: every step and every due has some, no text names the person, and "accepted" is asked about."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from knowledge_samples import shipped

from champion_tui.domain.cases.after_sending import OF_A_REFERRAL, CouncilOutcome, Heard
from champion_tui.domain.cases.afterwards.portal_words import Ambiguous, portal_word
from champion_tui.domain.cases.search_text import search_fold
from champion_tui.domain.cases.similar import Changed, Why
from champion_tui.domain.cases.summary import DueKind
from champion_tui.ground.plain_text import WIDTH
from champion_tui.knowledge.forms.after_sending import PLACEHOLDERS, filled
from champion_tui.triage.words import placeholders

WORDS = shipped().after_sending
PORTAL = (
    "pending",
    "accepted, with a text that they *were able*",
    "accepted, with a text that they were *unable*",
    "mark as duplicate",
)
"""The portal's wordings in the procedure (3.1.1, 3.2.1, 6.3)."""

DUTIES = (CouncilOutcome.PREVENTION_DUTY, CouncilOutcome.RELIEF_DUTY)
ON_THE_PHONE = [kind for kind, due in WORDS.due.items() if due.say]


def texts() -> Iterator[str]:
    """Returns every text that may have a placeholder."""
    for said in (*WORDS.heard.values(), *WORDS.outcomes.values(), *WORDS.withdrawn.values()):
        yield from (said.words, said.means, said.not_this, *said.next)
    for due in WORDS.due.values():
        yield from (due.words, *due.why, *due.do, *due.say)
    for asked in (*WORDS.portal.values(), WORDS.unknown):
        yield from (asked.question, asked.otherwise, *asked.answers.values())
    yield from WORDS.refused.values()
    for stopped in (WORDS.stopped_sent, WORDS.stopped_unsent):
        yield from (stopped.words, *stopped.next, *stopped.say)


@given(st.text(max_size=40))
def test_whatever_a_portal_says_leads_to_one_meaning_or_to_a_question(typed: str) -> None:
    """A wording means one thing heard, or leads to a question with an answer for each thing that it can mean (procedure
    3.1.1).
    """
    for said in (typed, f"accepted {typed}", f"closed {typed}"):
        meant = portal_word(said, WORDS.portal_words)

        if not isinstance(meant, Heard):
            asked = WORDS.portal[meant] if meant else WORDS.unknown
            assert asked.question
            assert len(asked.answers) >= 2


def test_accepted_is_asked_as_one_of_its_two_opposite_meanings() -> None:
    """The answers are that the council reached the person or that it could not; neither says that an application was accepted."""
    asked = WORDS.portal[Ambiguous.ACCEPTED]

    assert tuple(asked.answers) == (Heard.CONTACT_MADE, Heard.NO_CONTACT)
    assert "never that an application was accepted" in asked.question
    assert set(WORDS.unknown.answers) == set(OF_A_REFERRAL)


def test_contact_made_is_not_an_accepted_application() -> None:
    """The sentence that explains the portal's misleading word is shown next to both meanings (procedure 3.1.1)."""
    assert "has not accepted a homelessness application" in WORDS.heard[Heard.CONTACT_MADE].not_this
    assert "“accepted” all the same" in WORDS.heard[Heard.NO_CONTACT].not_this


@pytest.mark.parametrize("duty", DUTIES)
def test_each_duty_says_what_the_56_days_are_and_how_long_a_review_can_be_asked_for(duty: CouncilOutcome) -> None:
    """The duty has 56 days, and the review 21 days, the first being the day when the person was told (Housing Act 1996
    s.202(3)).
    """
    said = WORDS.outcomes[duty]
    whole = " ".join((said.means, said.not_this, *said.next))

    assert "56 days" in whole
    assert "within 21 days. The day they were told counts as the first." in whole


def test_only_what_has_a_value_is_said() -> None:
    """A sentence about the code is left out if there is none, so that no sentence has an empty place."""
    due = WORDS.due[DueKind.CHASE]
    values = {"council": "Upper Wold", "sent_day": "Tuesday 10 November", "reference": "UPW-1", "due_day": ""}

    said = filled(due.say, values)

    assert any("on Tuesday 10 November" in text or "UPW-1" in text for text in said)
    assert not [text for text in said if "{" in text or "code" in text]
    assert filled(due.why, values) == ("Sent to Upper Wold on Tuesday 10 November, and nothing has been heard.",)


@pytest.mark.parametrize("kind", ON_THE_PHONE)
def test_on_the_phone_nobody_is_named_before_it_is_known_who_listens(kind: DueKind) -> None:
    """The first sentence asks whom the caller is speaking to, or what for; no sentence has a placeholder for the
    person's name.
    """
    first = WORDS.due[kind].say[0]

    assert first.startswith("Is this {council}")
    assert not {name for text in WORDS.due[kind].say for name in placeholders(text)} - set(PLACEHOLDERS)
    assert not {"person", "name"} & set(PLACEHOLDERS)


def test_every_text_is_plain() -> None:
    """No sentence is longer than 40 words, and a word for a list fits next to others."""
    long = [text for text in texts() for sentence in text.split(". ") if len(sentence.split()) > 40]
    wide = [due.words for due in WORDS.due.values() if len(due.words) > WIDTH // 2]

    assert not long
    assert not wide


def test_the_next_step_says_what_to_do() -> None:
    """Each next step begins with an action, names nobody and fits its column, because "not sent" is no next step at a meeting."""
    known = shipped()
    steps = {to_do.step for after in (known.after_sending, known.after_request) for to_do in after.due.values()}

    assert {step.split()[0] for step in steps} <= {"Ring", "Tell", "Ask", "Send", "Find", "Give", "Say", "Decide"}
    assert max(len(step) for step in steps) <= 40
    assert not [step for step in steps if "{" in step or step.endswith(".")]


def test_nicknames_go_both_ways_and_never_to_themselves() -> None:
    """Bill is William and William is Bill; a name is no nickname of itself, and Alexander is none of Alexandra."""
    names = shipped().nicknames

    assert "william" in names["bill"]
    assert "alexandra" in names["alex"]
    assert "alexandra" not in names["alexander"]
    assert all(
        name in names[other] and name not in others and name == search_fold(name)
        for name, others in names.items()
        for other in others
    )


def test_there_are_words_for_all_that_two_cases_can_have_in_common() -> None:
    """The test lists the ids of the comparison, because the words are loaded without that heavy module."""
    assert set(WORDS.alike) == set(Why)
    assert set(WORDS.since) == set(Changed)


def test_the_page_for_people_has_every_wording_and_every_outcome() -> None:
    """docs/how-to/what-the-council-said.md names each portal wording of the procedure, each thing heard and each
    outcome as the data does.
    """
    page = (Path(__file__).parents[2] / "docs" / "how-to" / "what-the-council-said.md").read_text(encoding="utf-8")
    rows = [row.lower() for row in page.splitlines() if row.startswith("|")]
    wanted = {heard: said.words for heard, said in WORDS.heard.items()} | {
        what: said.words for what, said in WORDS.outcomes.items()
    }

    assert [
        what for what, words in wanted.items() if not any(f"`{what}`" in row and words in row for row in rows)
    ] == []
    assert [one for one in PORTAL if not any(one in row for row in rows)] == []
