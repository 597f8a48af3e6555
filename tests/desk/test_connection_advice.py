"""The advice on local connection as sentences: how each row was understood, the findings, what would settle them, and
what goes into the referral.
"""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from desk_samples import REFER, desk_in, unlocked_desk

from champion_tui.desk.connection.advice_views import ConnectionView
from champion_tui.ground.answers import Problem

HOME = {"district": "oxford", "kind": "home", "from": "2026-05"}


@pytest.fixture
def desk(tmp_path: Path):
    """Returns a locked desk on Monday 23 November 2026."""
    return desk_in(tmp_path)


def advice(desk, **raw) -> ConnectionView:
    """Returns the desk's advice on a history."""
    found = desk.connection.advice(raw)
    assert isinstance(found, ConnectionView), found
    return found


def district(view, name="oxford"):
    """Returns one district of the advice."""
    return next(each for each in view.districts if each.id == name)


def test_a_row_says_how_it_was_understood(desk):
    """A range is shown as the days that the program took it to mean, so that the person sees a misunderstanding."""
    rows = [HOME, {"district": "cherwell", "kind": "prison", "from": "5 March 2024", "to": "2025"}]
    stays = advice(desk, addresses=rows).stays
    assert stays[0].words == "Oxford: a home of their own"
    assert stays[0].taken == "It began in May 2026 and goes on."
    assert stays[1].taken == "It began on Tuesday 5 March 2024 and ended in 2025."
    assert [stay.exact for stay in stays] == [False, False]


def test_the_working_says_for_sure_and_at_most(desk):
    """Certain days and possible days are shown next to what the guideline asks for; if both are equal, one figure is shown."""
    working = district(advice(desk, addresses=[HOME])).grounds[0].working
    assert working[0] == "Last 12 months: for sure 177 and at most 207 days. The guideline asks for 182."
    exact = district(advice(desk, addresses=[{**HOME, "from": "2026-11-23"}])).grounds[0].working
    assert exact[0] == "Last 12 months: 1 day. The guideline asks for 182."


def test_what_would_settle_it_is_said(desk):
    """The uncertain row is named with its possible meanings, and with the latest beginning that meets the guideline."""
    assert district(advice(desk, addresses=[HOME])).settles == (
        "Find out when it began (row 1, Oxford: so far in May 2026). If it was 26 May 2026 or before, the guideline is reached.",
    )


def test_settled_findings_have_nothing_to_settle(desk):
    """If what is unknown makes no difference, the advice asks for nothing."""
    found = district(advice(desk, addresses=[{**HOME, "from": "about 2024"}]))
    assert (found.least, found.most, found.settles) == ("likely", "likely", ())
    assert found.headline == "A connection is likely."


def test_gaps_and_overlaps_are_questions(desk):
    """The advice asks about days without a place and about two homes at once, naming the rows and dates."""
    rows = [
        {"district": "oxford", "kind": "home", "from": "2020-01-01", "to": "2024-06-30"},
        {"district": "cherwell", "kind": "home", "from": "2024-06-01", "to": "2025-01-31"},
        {"district": "oxford", "kind": "home", "from": "2025-04-01"},
    ]
    assert advice(desk, addresses=rows).questions == (
        "Nothing is said about 1 February 2025 to 31 March 2025. Where did they live then?",
        "Rows 1 (Oxford) and 2 (Cherwell) overlap from 1 June 2024 to 30 June 2024. Both are counted. Is that right?",
    )


def test_what_is_good_to_know_stands_beside_it(desk):
    """Every advice says that nobody is sent back to danger, that councils need not refer a case on, that a person
    without any connection can still be referred, and that the housing register has other rules.
    """
    background = " ".join(advice(desk).background)
    for words in (
        "sent back into danger",
        "may pass the case on, but need not",
        "does not stop a referral",
        "waiting list",
    ):
        assert words in background


def test_before_homelessness_it_may_matter_later(desk):
    """For the prevention duty the advice says that no council looks at local connection now, and that it may matter later."""
    assert any("may matter later" in text for text in advice(desk, stage="threatened").cautions)
    assert not any("may matter later" in text for text in advice(desk, stage="homeless").cautions)


def test_an_unsafe_district_is_never_offered(desk):
    """The advice says that the person is not safe in a place, and offers no sentence for the referral to it."""
    found = district(advice(desk, addresses=[HOME], unsafe=["oxford"]))
    assert found.headline.endswith("Do not suggest it.")
    assert found.take == ""


def test_the_sentence_for_the_referral_leaves_out_what_must_not_be_free_text(desk):
    """Health, asylum support, prison and hospital never go into "why this council"; days, work and family may."""
    raw = {
        "addresses": [
            HOME,
            {"district": "oxford", "kind": "asylum-support", "from": "2020", "to": "2021"},
            {"district": "oxford", "kind": "prison", "from": "2022", "to": "2023"},
            {"district": "oxford", "kind": "hospital", "from": "2024", "to": "2024"},
        ],
        "special": [{"district": "oxford", "reason": "a rare illness"}],
        "family": [{"district": "oxford", "relation": "mother", "years": 6}],
        "work": [{"district": "oxford", "casual": False}],
    }
    take = district(advice(desk, **raw)).take
    assert "at most 207 days of the last 12 months" in take
    assert "Their mother has lived there for 6 years" in take
    assert "They work there" in take
    for word in ("illness", "asylum", "prison", "hospital", "special", "judge"):
        assert word not in take.lower()


def test_a_wrong_row_is_a_problem_under_its_place(desk):
    """A value that cannot be used is returned as a problem with its place, and is never guessed."""
    found = desk.connection.advice({"addresses": [HOME, {**HOME, "from": "March 24"}]})
    assert isinstance(found, Problem)
    assert (found.key, found.expected) == ("addresses[1].from", "the year with all four digits: 2024 or 1924?")


def test_the_form_offers_the_own_area_first(desk):
    """The form lists the districts of the person's own area first, then the places that may be several districts."""
    form = desk.connection.draft().form
    assert form.districts[0].hint == "Oxfordshire"
    assert [each.id for each in form.districts[-2:]] == ["elsewhere-england", "outside-england"]
    assert len(form.kinds) == 10
    assert all(each.words for each in (*form.kinds, *form.relations, *form.districts))


def test_the_sentence_goes_into_the_case_once(tmp_path: Path):
    """The sentence is added to a case after the text that is there already, and adding it again does not repeat it."""
    desk = unlocked_desk(tmp_path)
    reference = desk.cases.new({"triage": dict(REFER), "referral": {"why-this-authority": "Her school is there."}})
    sentence = district(advice(desk, addresses=[HOME])).take
    for _ in range(2):
        view = desk.cases.take_connection(reference, sentence)
        field = next(f for step in view.steps for f in step.fields if f.id == "why-this-authority")
        assert field.value == f"Her school is there.\n{sentence}"
    too_long = desk.cases.take_connection(reference, "x" * 2000)
    assert isinstance(too_long, Problem)
    desk.vault.lock()


def test_the_day_asked_about_is_the_desks(tmp_path: Path):
    """The advice uses the desk's clock: the same history counts for more a year later."""
    later = desk_in(tmp_path, lambda: datetime(2027, 11, 23, 10, tzinfo=UTC))
    assert district(advice(later, addresses=[HOME])).least == "likely"
