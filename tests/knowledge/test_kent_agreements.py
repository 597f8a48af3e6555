"""How the agencies of Kent work together: each arrangement is named for the cases that it covers, and for no others."""

from collections.abc import Mapping
from datetime import date

import pytest
from knowledge_samples import shipped

from champion_tui.domain.dates.stage import Stage
from champion_tui.ground.answers import Answer
from champion_tui.triage.walk import Judgement, Status

AREA = "kent-and-medway"
TWELVE = (
    *("ashford", "canterbury", "dartford", "dover", "folkestone-and-hythe", "gravesham", "maidstone", "sevenoaks"),
    *("swale", "thanet", "tonbridge-and-malling", "tunbridge-wells"),
)
FAMILY = {"circumstances": ("children-in-household",)}


def found(answers: Mapping[str, Answer], stage: str | None = None, area: str = AREA) -> set[str]:
    """Returns the ids of the arrangements that fit a case."""
    judgement = Judgement(Status.OUTCOME, "refer", None, Stage(stage) if stage else None, (), answers, (), (), ())
    return {protocol.id for protocol in shipped().protocols_for(judgement, area, date(2026, 11, 26))}


@pytest.mark.parametrize("council", TWELVE)
def test_a_family_in_a_district_gets_what_was_agreed_for_families(council: str) -> None:
    """Joint work, no eviction on a Friday, and a children's case that moves apply in all twelve districts."""
    assert found({**FAMILY, "authority": council}) == {
        "kent-no-eviction-on-friday",
        "kent-families-at-risk",
        "kent-childrens-case-moves",
    }


@pytest.mark.parametrize(
    ("answers", "stage", "wanted"),
    [
        ({"circumstances": ("none",)}, None, set()),
        ({"circumstances": ("none",)}, "homeless", {"kent-placed-in-another-district"}),
        ({**FAMILY}, "homeless", {"kent-placed-in-another-district", "kent-passed-to-another-council"}),
        ({"circumstances": ("no-recourse-to-public-funds",)}, None, set()),
        ({"circumstances": ("no-recourse-to-public-funds", "pregnant")}, None, {"kent-no-recourse-families"}),
        (
            {"circumstances": ("no-recourse-to-public-funds", "children-in-household")},
            None,
            {"kent-no-recourse-families"},
        ),
        ({"circumstances": ("none",), "earlier-referral": "no-contact-or-closed"}, None, {"kent-escalation-housing"}),
        (
            {**FAMILY, "after-call": "no-answer-or-refused"},
            None,
            {"kent-escalation-housing", "kent-escalation-front-door", "kent-escalation-childrens"},
        ),
        ({"circumstances": ("none",), "emergency": "nowhere-tonight"}, None, {"kent-out-of-hours-urgent-only"}),
    ],
)
def test_each_arrangement_is_found_where_it_applies(
    answers: Mapping[str, Answer], stage: str | None, wanted: set[str]
) -> None:
    """The arrangement follows from the facts of the case and is added to what every family gets."""
    for_families = {"kent-no-eviction-on-friday", "kent-families-at-risk", "kent-childrens-case-moves"}

    assert found({**answers, "authority": "swale"}, stage) - for_families == wanted - for_families


def test_medway_is_no_party_to_it() -> None:
    """Only the text about the desk for nights and weekends applies in Medway, and nothing applies in Oxfordshire."""
    case = {**FAMILY, "emergency": "nowhere-tonight", "after-call": "no-answer-or-refused"}

    assert found({**case, "authority": "medway"}, "homeless") == {"kent-out-of-hours-urgent-only"}
    assert not [one for one in found({**case, "authority": "oxford"}, "homeless") if one.startswith("kent")]
    assert not [one for one in found({**case, "authority": "swale"}, "homeless") if not one.startswith("kent")]


def test_before_a_council_is_chosen_only_what_holds_everywhere_is_named() -> None:
    """The desk for nights and weekends serves both Kent and Medway."""
    assert found({**FAMILY, "emergency": "nowhere-tonight"}, "homeless") == {"kent-out-of-hours-urgent-only"}


def test_the_words_are_corrected_where_the_seed_is_wrong() -> None:
    """The text says section 198 of the Act, not of the Code, names nobody, and says that nobody has checked the
    arrangement yet.
    """
    area = shipped().areas[AREA]
    words = {protocol.id: protocol.words for protocol in area.protocols}
    terms = {term.term: term.words for term in shipped().glossary}

    assert "section 198 of the Housing Act 1996" in words["kent-passed-to-another-council"]
    assert "section 21" not in terms["Prevention duty"].casefold()
    assert "without a local connection" in terms["Relief duty"]
    assert "MHCLG" in terms["Code of guidance"]
    assert {each.standing.checked_on for each in (*area.protocols, *area.commitments)} == {None}
    assert "28 days" not in " ".join((*words.values(), *terms.values()))
