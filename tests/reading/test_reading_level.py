"""Everything shown to people can be read at eleven, by a measure that anyone can repeat (ADR 039)."""

import pytest
from reading_age import ALSO_CALLED, MOST, as_measured, glossary_terms, reading_age
from words_shown import everything_shown

CANNOT_BE_SIMPLER = {
    "There is no such entry. A case takes: acknowledged, contact-made, no-contact, duplicate, an outcome, or a withdrawal.": (
        "the entries by the ids that a script gives"
    ),
    "Oxfordshire Emergency Duty Team (social services)": "the name of a team",
    "Young Persons' Pathway: accommodation panel meeting": "the name of a meeting",
    "Pre-eviction protocol for City Council residents": "the name of a protocol",
    (
        "Prisons, young offender institutions, secure training centres and secure colleges. Youth offending teams and probation. "
        "Jobcentre Plus. Adult and children's social care. Emergency departments, urgent treatment centres and hospitals for people "
        "who stay there. The Ministry of Defence for people in the regular forces."
    ): "the bodies that must refer, as the regulations name them",
}
"""Sentences that would be wrong in plainer words, each with the reason."""


@pytest.fixture(scope="module")
def shown():
    """Returns everything shown to people, read once."""
    return everything_shown()


def test_every_sentence_that_people_see_is_read_at_eleven(shown):
    """Each sentence in data, on slips and in the code is easy to read at eleven, or is in a list with its reason."""
    hard = {one.text: one.where for one in shown if reading_age(one.text) > MOST}
    assert {text: where for text, where in hard.items() if text not in CANNOT_BE_SIMPLER} == {}
    assert set(CANNOT_BE_SIMPLER) - set(hard) == set(), "these are plain enough now, or gone: take them out of the list"


def test_what_is_measured_comes_from_all_that_people_see(shown):
    """Questions, letters, offers, slips, guidance, both front ends, the desk and papers are all measured."""
    seen = {one.where.split(":")[0] for one in shown}
    rooms = {
        "data/triage/duty-to-refer.toml",
        "data/triage/request-for-support.toml",
        "data/forms/duty-to-refer.toml",
        "data/letters.toml",
        "data/offers.toml",
        "data/after-sending.toml",
        "data/deadlines.toml",
        "data/connection.toml",
        "data/law.toml",
        "data/glossary.toml",
        "data/languages/en.po",
        "champion_tui/desk/screen_commands.py",
        "champion_tui/tui/screens/start.py",
        "champion_tui/cli/plain/cases/lists_talk.py",
        "champion_tui/desk/cases/afterwards/erasing.py",
        "champion_tui/papers/paper_words.py",
    }
    assert rooms - seen == set()
    assert len(shown) > 3000


@pytest.mark.parametrize(
    ("hard", "plain"),
    [
        (
            "The responsible organisation will subsequently communicate its determination regarding eligibility.",
            "The council will tell you what it has decided.",
        ),
        (
            "If they are in danger now, or may be soon, and nobody who could help them has been told about it yet, ring 999 first.",
            "Are they in danger now? Ring 999 first.",
        ),
    ],
)
def test_long_words_and_long_sentences_are_named(hard, plain):
    """A sentence of long words and a long sentence of short words are above eleven, and plain versions of both are not."""
    assert reading_age(hard) > MOST
    assert reading_age(plain) <= MOST


def test_each_other_form_of_a_term_has_an_entry_in_the_glossary():
    """Every term that counts as one short word, because it is explained, has its entry in the glossary."""
    assert set(ALSO_CALLED.values()) - set(glossary_terms()) == set()


@pytest.mark.parametrize(
    ("text", "measured"),
    [
        ("The main duty ends.", "The it ends."),
        ("Someone is rough sleeping in {district}.", "Someone is it in it."),
        ("Ring Oxford City Council by 3 February.", "it by 3 May."),
        ("See www.example.org or write to desk@example.org.", "See it or write to it"),
        ("The law is the Housing Act 1996.", "The law is the it."),
    ],
)
def test_terms_names_and_addresses_count_as_one_short_word(text, measured):
    """Terms in the glossary, councils, Acts, months, addresses and filled-in values do not make a sentence hard."""
    assert as_measured(text) == measured
