"""The lawful minimum, the fields that are only wanted, and safe paper and contact if there are signs of abuse."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from champion_tui.domain.cases.completeness import abuse_appears, missing, paper_choice, proposed_reason
from champion_tui.domain.cases.consent import ConsentPart
from champion_tui.domain.cases.form import FieldKind, Form, FormField, FormStep, Need
from champion_tui.domain.dates.stage import Stage
from champion_tui.ground.answers import Answer

FIELD = FormField("", "s", "Label", "Help.", FieldKind.TEXT, Need.OPTIONAL, ConsentPart.CONTACT, "referral")
IDS = [
    "agency-name",
    "full-name",
    "phone",
    "email",
    "postal-address",
    "contact-method",
    "contact-notes",
    "safe-to-ring",
    "safe-to-text",
    "may-say-who-is-calling",
    "alternative-contact-name",
    "alternative-contact-phone",
    "reachable-until",
    "reachable-after",
    "reason-for-loss",
    "support-needs",
    "agreed-reason",
    "paper",
]
WANTED = {"agency-name", "phone", "contact-method", "reason-for-loss", "support-needs", "paper"}
NEEDED = {"full-name", "agreed-reason"}
DETAILS = {"reason-for-loss", "support-needs"}
FORM = Form(
    "f",
    "1",
    "F",
    (FormStep("s", "S", "Help."),),
    tuple(
        replace(
            FIELD,
            id=name,
            need=Need.MINIMUM if name in NEEDED else Need.WANTED if name in WANTED else Need.OPTIONAL,
            consent=ConsentPart.DETAILS if name in DETAILS else ConsentPart.CONTACT,
        )
        for name in IDS
    ),
)
SAFE: dict[str, Answer] = {"emergency": "none"}
ABUSE: dict[str, Answer] = {"emergency": "fleeing-abuse"}
ENOUGH: dict[str, Answer] = {"full-name": "Zebedee", "phone": "07700 900123", "agreed-reason": "homeless"}


def ids(
    need: Need,
    referral: Mapping[str, Answer],
    answers: Mapping[str, Answer] = SAFE,
    held_back: Collection[ConsentPart] = (),
) -> list[str]:
    """Returns the missing fields with that need."""
    found = missing(FORM, answers, Stage.HOMELESS, {}, referral, held_back=held_back)
    return [item.field for item in found if item.need is need]


def test_an_empty_referral_lacks_name_contact_and_reason() -> None:
    """No other field is ever the minimum, and a missing contact is reported as the phone."""
    assert ids(Need.MINIMUM, {}) == ["full-name", "phone", "agreed-reason"]


@pytest.mark.parametrize(
    "way",
    [
        {"phone": "07700 900123"},
        {"email": "z@example.org"},
        {"postal-address": "c/o The Porch\nOxford"},
        {"alternative-contact-name": "Ada", "alternative-contact-phone": "07700 900124"},
    ],
)
def test_any_one_way_of_contact_is_enough(way: dict[str, Answer]) -> None:
    """A person without a phone is an ordinary case: any of the four ways of contact completes the minimum."""
    assert ids(Need.MINIMUM, {"full-name": "Zebedee", "agreed-reason": "homeless", **way}) == []


@pytest.mark.parametrize("half", ["alternative-contact-name", "alternative-contact-phone"])
def test_half_of_someone_else_is_no_way_of_contact(half: str) -> None:
    """A name without a number, or a number without a name, reaches nobody, and the reason says so."""
    found = missing(FORM, SAFE, None, {}, {"full-name": "Z", "agreed-reason": "homeless", half: "x"})
    assert found[0].field == "phone"
    assert "name and phone number, or another way" in found[0].why


def test_minimum_comes_first_and_no_field_twice() -> None:
    """The fields that stop the export come first, and each field is named once."""
    found = missing(FORM, ABUSE, Stage.HOMELESS, {}, {"contact-method": "phone"})
    needs = [item.need for item in found]
    assert needs == sorted(needs, key=[Need.MINIMUM, Need.WANTED].index)
    assert len({item.field for item in found}) == len(found)


def test_wanted_fields_never_stop_and_say_so() -> None:
    """Once the minimum is complete, only wanted fields are left."""
    found = missing(FORM, SAFE, Stage.HOMELESS, {}, ENOUGH)
    assert {item.need for item in found} == {Need.WANTED}
    assert [item.field for item in found] == [
        "agency-name",
        "contact-method",
        "reason-for-loss",
        "support-needs",
        "paper",
    ]


def test_agency_values_count() -> None:
    """A field that was typed once for the agency is not asked for again."""
    assert "agency-name" not in [
        item.field for item in missing(FORM, SAFE, None, {"agency-name": "HMP Example"}, ENOUGH)
    ]


def test_minimum_only_asks_for_no_details() -> None:
    """A person who agreed to the minimum only is not asked for health, support, risk or household."""
    assert ids(Need.WANTED, ENOUGH, held_back={ConsentPart.HOUSEHOLD, ConsentPart.DETAILS}) == [
        "agency-name",
        "contact-method",
        "paper",
    ]


def test_a_phone_is_not_wanted_from_someone_with_another_way() -> None:
    """A person with another way of contact is not asked for a phone."""
    assert "phone" not in ids(Need.WANTED, {"email": "z@example.org"})


def test_chosen_way_without_its_value_is_wanted_without_abuse() -> None:
    """If e-mail is chosen but not given, the phone still works, so e-mail is only wanted and the reason names the choice."""
    found = missing(FORM, SAFE, None, {}, {**ENOUGH, "contact-method": "email"})
    assert [(item.need, "email" in item.why) for item in found if item.field == "email"] == [(Need.WANTED, True)]


@pytest.mark.parametrize(
    "answers",
    [ABUSE, {"emergency": "none", "circumstances": ("pregnant", "domestic-abuse-history")}],
)
def test_abuse_makes_the_way_of_contact_part_of_the_minimum(answers: dict[str, Answer]) -> None:
    """Fleeing abuse and a history of abuse both ask which way of contact is safe."""
    assert ids(Need.MINIMUM, ENOUGH, answers) == ["contact-method"]


@pytest.mark.parametrize("field", [{"reason-for-loss": "domestic-abuse"}, {"support-needs": ("domestic-abuse",)}])
def test_abuse_in_the_form_counts_too(field: dict[str, Answer]) -> None:
    """Abuse that is first named in the form counts as well."""
    assert ids(Need.MINIMUM, {**ENOUGH, **field}) == ["contact-method"]


@pytest.mark.parametrize(
    ("way", "safety"),
    [
        ("phone", "safe-to-ring"),
        ("text", "safe-to-text"),
        ("email", "contact-notes"),
        ("letter", "contact-notes"),
        ("someone-else", "may-say-who-is-calling"),
        ("in-person", "contact-notes"),
    ],
)
def test_each_chosen_way_has_its_own_safety(way: str, safety: str) -> None:
    """With every value filled in, only the safety of the chosen way is missing, and giving it completes the minimum."""
    full = {
        **ENOUGH,
        "email": "z@example.org",
        "postal-address": "c/o The Porch",
        "alternative-contact-name": "Ada",
        "alternative-contact-phone": "07700 900124",
        "contact-method": way,
    }
    assert ids(Need.MINIMUM, full, ABUSE) == [safety]
    assert ids(Need.MINIMUM, {**full, safety: "ask"}, ABUSE) == []


@pytest.mark.parametrize(("way", "safety"), [("phone", "safe-to-ring"), ("text", "safe-to-text")])
def test_a_no_for_the_chosen_way_stops_only_where_there_is_abuse(way: str, safety: str) -> None:
    """A chosen number that is not safe to ring is never a working way: with abuse it stops, without abuse it is only
    pointed out.
    """
    referral = {**ENOUGH, "contact-method": way, safety: "no"}
    assert ids(Need.MINIMUM, referral, ABUSE) == [safety]
    assert ids(Need.MINIMUM, referral) == []
    assert safety in ids(Need.WANTED, referral)


def test_a_caller_who_may_not_say_who_they_are_may_still_call() -> None:
    """For another person, "no" is the instruction that makes the call safe, so it does not stop."""
    referral = {
        **ENOUGH,
        "alternative-contact-name": "Ada",
        "alternative-contact-phone": "07700 900124",
        "contact-method": "someone-else",
        "may-say-who-is-calling": "no",
    }
    assert ids(Need.MINIMUM, referral, ABUSE) == []


def test_chosen_way_without_its_value_is_minimum_where_there_is_abuse() -> None:
    """With abuse, a chosen e-mail without an address stops the export, because using the phone instead could betray the
    person.
    """
    assert ids(Need.MINIMUM, {**ENOUGH, "contact-method": "email", "contact-notes": "any time"}, ABUSE) == ["email"]


@pytest.mark.parametrize("answers", [{"situation": "leaving-institution"}, {"circumstances": ("leaving-prison",)}])
def test_leaving_an_institution_wants_the_way_before_and_after(answers: dict[str, Answer]) -> None:
    """A person who leaves prison or hospital is asked for a way to reach them before and after that day."""
    assert {"reachable-until", "reachable-after"} <= set(ids(Need.WANTED, ENOUGH, answers))
    assert "reachable-after" not in ids(Need.WANTED, ENOUGH)


def test_an_interpreter_wants_a_language_and_never_stops() -> None:
    """An interpreter without a language is asked about and never stops the export."""
    needs = {**ENOUGH, "communication-needs": ("interpreter", "large-print")}
    assert "interpreter-language" in ids(Need.WANTED, needs)
    assert "interpreter-language" not in ids(Need.WANTED, {**needs, "interpreter-language": "Inventese"})
    assert "interpreter-language" not in ids(Need.WANTED, {**ENOUGH, "communication-needs": ("large-print",)})


def test_nothing_but_the_contract_ever_stops() -> None:
    """Over all combinations of choice and answer, only the fields in the contract are ever a minimum."""
    may_stop = {
        *("full-name", "phone", "email", "postal-address", "alternative-contact-name", "alternative-contact-phone"),
        *("agreed-reason", "contact-method", "contact-notes", "safe-to-ring", "safe-to-text", "may-say-who-is-calling"),
    }
    ways = ["", "phone", "text", "email", "letter", "someone-else", "in-person"]
    for way, safe, answers in product(ways, ["", "yes", "no"], [SAFE, ABUSE]):
        referral: dict[str, Answer] = {"contact-method": way, "safe-to-ring": safe}
        assert set(ids(Need.MINIMUM, referral, answers)) <= may_stop


def test_paper_is_the_plain_card_where_abuse_appears_unless_they_say_otherwise() -> None:
    """With abuse the paper is the plain card unless the person says otherwise, because an abuser could find a full slip."""
    assert paper_choice(SAFE, {}) == "full"
    assert paper_choice(ABUSE, {}) == "plain-card"
    assert paper_choice(SAFE, {"reason-for-loss": "domestic-abuse"}) == "plain-card"
    assert paper_choice(ABUSE, {"paper": "full"}) == "full"
    assert paper_choice(SAFE, {"paper": "none"}) == "none"


@pytest.mark.parametrize(
    ("stage", "reason"),
    [
        (Stage.HOMELESS, "homeless"),
        (Stage.THREATENED, "threatened"),
        (Stage.EARLY, "early-help"),
        (Stage.UNKNOWN, "may-be-either"),
        (Stage.NONE, None),
        (None, None),
    ],
)
def test_the_stage_proposes_the_reason(stage: Stage | None, reason: str | None) -> None:
    """Each stage proposes its reason, and none is proposed if the home is not at risk."""
    assert proposed_reason(stage) == reason


def test_the_proposed_reason_still_has_to_be_agreed() -> None:
    """The reason for asking names the proposal, which does not count as agreed."""
    found = missing(FORM, SAFE, Stage.THREATENED, {}, {"full-name": "Z", "phone": "07700 900123"})
    assert found[0].field == "agreed-reason"
    assert '"threatened"' in found[0].why


@pytest.mark.parametrize(
    ("age", "born", "doubted"),
    [
        ("18-plus", "2026-11-22", "0 years old, but the answers say 18 or over"),
        ("18-plus", "2008-11-24", "17 years old"),
        ("18-plus", "2008-11-23", None),
        ("16-17", "2008-11-23", "18 years old, but the answers say 16 or 17"),
        ("16-17", "2009-01-31", None),
        ("under-16", "2025-11-23", None),
        ("under-16", "2010-11-23", "16 years old, but the answers say under 16"),
        ("18-plus", "1900-01-01", None),
        ("18-plus", "not a date", None),
    ],
)
def test_a_date_of_birth_that_does_not_fit_the_age_is_asked_about(age, born, doubted):
    """Issue: "a person born yesterday: named and refused or asked about": it is wanted again with why, and stops nothing."""
    found = missing(FORM, {"age": age}, None, {}, {"date-of-birth": born}, date(2026, 11, 23))
    doubts = [item for item in found if item.field == "date-of-birth"]
    assert [item.need for item in doubts] == ([Need.WANTED] if doubted else [])
    assert not doubted or doubted in doubts[0].why


@pytest.mark.parametrize(
    ("field", "code"),
    [
        ("current-accommodation", "refuge"),
        ("reason-for-loss", "other-violence-or-harassment"),
        ("support-needs", ("modern-slavery",)),
        ("support-needs", ("budgeting", "sexual-abuse")),
        ("support-needs", ("non-domestic-abuse",)),
    ],
)
def test_whoever_may_be_looked_for_is_offered_the_plain_card(field: str, code: Answer) -> None:
    """For a person in a refuge, or in fear of a trafficker or a violent relative, the paper gives nobody away and the
    contact must be safe.
    """
    assert abuse_appears({}, {field: code})
    assert paper_choice({}, {field: code}) == "plain-card"
    assert "contact-method" in ids(Need.MINIMUM, {**ENOUGH, field: code})
    assert paper_choice({}, {field: code, "paper": "full"}) == "full"
