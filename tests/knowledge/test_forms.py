"""The form and its code lists are read strictly, and the shipped ones have the ids that scripts rely on."""

from pathlib import Path

import pytest

from champion_tui.domain.cases.asked_again import AskedAgain
from champion_tui.domain.cases.consent import ConsentPart
from champion_tui.domain.cases.form import Form, Need
from champion_tui.ground.tables import DataError
from champion_tui.knowledge.forms.reading_forms import FieldLists, read_asked_again, read_codes, read_form

DATA = Path(__file__).parents[2] / "data"
FORM_FILE = DATA / "forms" / "duty-to-refer.toml"

AGENCY = ["agency-name", "body-type", "team", "referrer-name", "referrer-role", "referrer-phone", "referrer-email"]
REFERRAL = [
    "full-name",
    "full-name-latin",
    "known-as",
    "date-of-birth",
    "phone",
    "email",
    "postal-address",
    "contact-method",
    "contact-notes",
    "safe-to-ring",
    "safe-to-text",
    "safe-to-leave-message",
    "may-say-who-is-calling",
    "alternative-contact-name",
    "alternative-contact-phone",
    "do-not-contact-at",
    "reachable-until",
    "reachable-after",
    "communication-needs",
    "interpreter-language",
    "household",
    "current-accommodation",
    "reason-for-loss",
    "last-settled-address",
    "support-needs",
    "risk-notes",
    "why-this-authority",
    "agreed-reason",
    "paper",
    "summary",
    "slip-form",
    "slip-language",
]

SMALL_FORM = """
id = "small"
version = "1"
title = "Small"
[[step]]
id = "one"
title = "One"
help = "Words."
[[step.field]]
id = "name"
label = "Name"
help = "Words."
kind = "text"
need = "wanted"
consent = "referral"
holder = "referral"
"""


def shipped() -> Form:
    """Returns the form as it is shipped."""
    return read_form(FORM_FILE.read_bytes(), "duty-to-refer.toml")


def shipped_asked_again() -> AskedAgain:
    """Returns the shipped list of what is asked again."""
    return read_asked_again((DATA / "asked-again.toml").read_bytes(), "asked-again.toml")


def code_ids(name: str, *, offered: bool = True) -> list[str]:
    """Returns the ids of a shipped code list, by default only those that are still offered."""
    items = read_codes((DATA / "codes" / f"{name}.toml").read_bytes(), f"{name}.toml")
    return [item.id for item in items if not (offered and item.retired)]


def test_form_has_the_portals_four_steps_and_the_contracts_fields_in_order() -> None:
    """The steps are in the portal's order, and the fields are exactly those that scripts rely on."""
    form = shipped()
    assert [step.id for step in form.steps] == ["agency", "about-them", "support", "consent-and-sending"]
    assert [field.id for field in form.fields if field.holder == "agency"] == AGENCY
    assert [field.id for field in form.fields if field.holder == "referral"] == REFERRAL


def test_only_the_lawful_minimum_is_marked_minimum() -> None:
    """Only name and agreed reason are a minimum by themselves: a way of contact depends on several fields."""
    assert [field.id for field in shipped().fields if field.need is Need.MINIMUM] == ["full-name", "agreed-reason"]


def test_health_support_risk_and_household_need_the_agreement_to_details() -> None:
    """The data marks every field that the person can withhold with "minimum only"."""
    details = {field.id for field in shipped().fields if field.consent is ConsentPart.DETAILS}
    household = {field.id for field in shipped().fields if field.consent is ConsentPart.HOUSEHOLD}
    assert {"support-needs", "risk-notes"} <= details
    assert household == {"household", "reason-for-loss", "current-accommodation", "last-settled-address"}
    assert not (details | household) & {"full-name", "phone", "agreed-reason", "communication-needs"}


def test_contact_details_need_the_agreement_to_share_them() -> None:
    """Every way of contact is shared only with the second agreement."""
    form = shipped()
    contact = {field.id for field in form.fields if field.consent is ConsentPart.CONTACT}
    assert {"phone", "email", "postal-address", "alternative-contact-phone", "do-not-contact-at"} <= contact


def test_birth_date_and_phones_are_masked() -> None:
    """Birth dates, private numbers and places are masked, so that they cannot be read over a person's shoulder."""
    masked = [field.id for field in shipped().fields if field.masked]
    assert masked == [
        "date-of-birth",
        "phone",
        "postal-address",
        "alternative-contact-phone",
        "do-not-contact-at",
        "last-settled-address",
    ]


def test_every_code_list_that_the_forms_name_is_there() -> None:
    """The shipped forms name only shipped code lists, and each list is used by a form."""
    lists = {file.stem: read_codes(file.read_bytes(), file.name) for file in (DATA / "codes").glob("*.toml")}
    files = (DATA / "forms").glob("*.toml")
    forms = [read_form(file.read_bytes(), "f", FieldLists(lists, shipped_asked_again())) for file in files]
    assert {field.codes for form in forms for field in form.fields if field.codes} == set(lists)


def test_code_lists_hold_the_ids_of_the_contract() -> None:
    """The ids that scripts send equal the contract's, in its order."""
    assert code_ids("body-type") == [
        "prison",
        "young-offender-institution",
        "secure-training-centre",
        "secure-college",
        "youth-offending-team",
        "probation",
        "jobcentre",
        "adult-social-care",
        "childrens-social-care",
        "emergency-department",
        "urgent-treatment-centre",
        "hospital-inpatient",
        "armed-forces",
        "voluntary",
    ]
    assert code_ids("contact-method") == ["phone", "text", "email", "letter", "someone-else", "in-person"]
    assert code_ids("yes-no-ask") == ["yes", "no", "ask"]
    assert code_ids("agreed-reason") == ["homeless", "threatened", "may-be-either", "early-help"]
    assert code_ids("paper") == ["full", "plain-card", "none"]


def test_there_are_24_support_needs_a_wheelchair_and_none() -> None:
    """The list has the 24 needs of the published tables, including the retired one, "none", and what a room must have."""
    everything = code_ids("support-needs", offered=False)
    assert everything[0] == "none"
    assert len(set(everything[1:]) - {"wheelchair"}) == 24
    assert "wheelchair" in everything
    assert "care-leaver-21-plus" not in code_ids("support-needs")


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('kind = "text"', 'kind = "prose"', "step[0].field[0].kind"),
        ('kind = "text"', 'kind = "one"', "step[0].field[0].codes"),
        ('kind = "text"', 'kind = "text"\ncodes = "paper"', "step[0].field[0].codes"),
        ('holder = "referral"', 'holder = "council"', "step[0].field[0].holder"),
        ('need = "wanted"', 'need = "needed"', "step[0].field[0].need"),
        ('consent = "referral"', 'consent = "all"', "step[0].field[0].consent"),
        ('label = "Name"\n', "", "step[0].field[0].label"),
        ('label = "Name"', 'label = "Name"\nwidth = 3', "step[0].field[0].width"),
        ('label = "Name"', 'label = "Name"\nlongest = 0', "step[0].field[0].longest"),
        ('title = "Small"', 'title = "Small"\ncolour = "red"', "colour"),
    ],
)
def test_a_mistake_in_a_form_is_named(old: str, new: str, key: str) -> None:
    """Each kind of mistake is an error that names the file and the key."""
    with pytest.raises(DataError) as caught:
        read_form(SMALL_FORM.replace(old, new).encode(), "small.toml")
    assert (caught.value.file, caught.value.key) == ("small.toml", key)


def test_a_field_or_a_step_that_is_there_twice_is_refused() -> None:
    """Two fields or steps with the same id are refused, because they could not be told apart."""
    field = SMALL_FORM[SMALL_FORM.index("[[step.field]]") :]
    with pytest.raises(DataError, match="'name' is there twice"):
        read_form((SMALL_FORM + field).encode(), "small.toml")
    step = SMALL_FORM[SMALL_FORM.index("[[step]]") :].replace('id = "name"', 'id = "other"')
    with pytest.raises(DataError, match="'one' is there twice"):
        read_form((SMALL_FORM + step).encode(), "small.toml")


def test_a_code_list_that_is_not_loaded_is_named() -> None:
    """An unknown code list is an error at the field that names it."""
    raw = SMALL_FORM.replace('kind = "text"', 'kind = "one"\ncodes = "nowhere"').encode()
    with pytest.raises(DataError) as caught:
        read_form(raw, "small.toml", FieldLists({}, AskedAgain({}, frozenset())))
    assert caught.value.key == "step[0].field[0].codes"


def test_a_mistake_in_a_code_list_is_named() -> None:
    """A repeated code and an empty list are errors that name their place."""
    with pytest.raises(DataError, match="'a' is there twice"):
        read_codes(b'about = "x"\n[[code]]\nid = "a"\nwords = "A"\n[[code]]\nid = "a"\nwords = "B"\n', "c.toml")
    with pytest.raises(DataError, match="1 or more entries"):
        read_codes(b'about = "x"\n', "c.toml")


@pytest.mark.parametrize("also", ['"charity"', "[1]", '[""]', '["charity", "charity"]'])
def test_other_names_of_a_code_are_a_list_of_texts(also):
    """A text alone, a number, an empty or a repeated name is refused; right names are kept in their order."""
    code = b'about = "x"\n[[code]]\nid = "a"\nwords = "A"\nalso = '
    with pytest.raises(DataError):
        read_codes(code + also.encode(), "c.toml")
    assert read_codes(code + b'["charity", "police"]\n', "c.toml")[0].also == ("charity", "police")
