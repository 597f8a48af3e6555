"""Which answers depend on which: the answers that the shipped tree withdraws after a change, and those it keeps."""

import pytest
from desk_samples import REFER

from champion_tui.knowledge.book import load
from champion_tui.triage.resting import rests_on, shaken_by

TREE = load().trees["duty-to-refer"]
CONSENT = ("consent", "consent-contact", "consent-details")
ASSISTED = {**REFER, "reach": "unlikely", "assist": "refer-and-assist"}


def taken_back(before, changes):
    """Returns the questions that are asked again."""
    return tuple(shaken.question for shaken in shaken_by(TREE, before, changes))


@pytest.mark.parametrize(
    ("before", "changes", "gone"),
    [
        (REFER, {"authority": "oxford"}, CONSENT),
        (REFER, {"authority": "elsewhere-england"}, CONSENT),
        ({**REFER, "authority": "elsewhere-england"}, {"authority": "oxford"}, CONSENT),
        (REFER, {"authority": None}, CONSENT),
        ({key: value for key, value in REFER.items() if key != "authority"}, {"authority": "oxford"}, CONSENT),
        (REFER, {"authority": "cherwell"}, ()),
        (REFER, {"capacity": "doubt"}, CONSENT),
        (
            {**REFER, "capacity": "doubt", "capacity-support": "decides-with-support"},
            {"capacity": "can-decide"},
            ("capacity-support", *CONSENT),
        ),
        ({**REFER, "capacity": "doubt"}, {"capacity-support": "decides-with-support"}, CONSENT),
        (REFER, {"age": "16-17"}, ()),
        (REFER, {"age": "under-16"}, CONSENT),
        ({**REFER, "age": "under-16"}, {"age": "18-plus"}, CONSENT),
        (ASSISTED, {"assist": "person-prefers-direct"}, ()),
        ({**ASSISTED, "assist": "person-prefers-direct"}, {"assist": "refer-and-assist"}, CONSENT),
        ({**ASSISTED, "assist": "person-prefers-direct"}, {"reach": "likely"}, (*CONSENT, "assist")),
        (ASSISTED, {"reach": "likely"}, ("assist",)),
        (REFER, {"consent": "written"}, ()),
        (REFER, {"consent": "refused"}, CONSENT[1:]),
        ({**REFER, "consent": "not-asked"}, {"consent": "spoken"}, CONSENT[1:]),
        (REFER, {"consent-contact": "no"}, CONSENT[2:]),
        (REFER, {"situation": "homeless-now", "circumstances": ("pregnant",), "reach": "unsure"}, ()),
    ],
)
def test_what_a_change_takes_back(before, changes, gone):
    """A yes depends on the council, on being able to decide, and on a no in between; any other change keeps it."""
    assert taken_back(before, changes) == gone


def test_what_the_same_change_gives_again_stays():
    """With another council and a new yes for it, only what was not asked again is withdrawn, even if the new answer is
    the same.
    """
    assert taken_back(REFER, {"authority": "oxford", "consent": "spoken"}) == CONSENT[1:]
    assert taken_back(REFER, {"authority": "oxford", **{question: REFER[question] for question in CONSENT}}) == ()


def test_it_is_said_which_answer_was_the_other():
    """Each withdrawn answer has the question that it depended on and that answer, for the text that the champion reads."""
    (first, *_) = shaken_by(TREE, REFER, {"authority": "oxford"})
    assert (first.basis.question, first.was) == ("authority", "cherwell")
    assert "{was}" in first.basis.words


def test_everything_that_a_question_rests_on():
    """Dependencies are direct or through another question; a question without a listed one depends on nothing."""
    assert {"authority", "capacity", "capacity-support", "age", "assist", "reach"} <= rests_on(TREE, "consent")
    assert rests_on(TREE, "authority") == frozenset()
