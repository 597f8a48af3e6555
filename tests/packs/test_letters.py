"""The letters to a council: what each must and must not say for every consent, and when none is made."""

from dataclasses import replace
from datetime import date

import pytest
from pack_samples import AGENCY, ANSWERS, BOOK, REFERRAL, source

from champion_tui.domain.dates.stage import Stage
from champion_tui.domain.papers.letter import LetterWanted
from champion_tui.ground.tables import DataError
from champion_tui.knowledge.book import load
from champion_tui.knowledge.forms.letters import read_letters
from champion_tui.knowledge.links import Links
from champion_tui.knowledge.shelf import data_folder
from champion_tui.papers.errors import NoLetter, NotAgreed
from champion_tui.papers.referral import letters
from champion_tui.papers.writers import pdf, text

TOLD_ON = date(2026, 11, 10)
WANTED = (LetterWanted("interim"), LetterWanted("decision"), LetterWanted("review", TOLD_ON))

HOMELESS = {
    **ANSWERS,
    "situation": "homeless-now",
    "safeguarding": "yes-not-yet",
    "capacity": "doubt",
    "capacity-support": "decides-with-support",
    "circumstances": ("children-in-household", "pregnant", "leaving-prison", "no-recourse-to-public-funds"),
}
WITH_DETAILS = {
    **REFERRAL,
    "household": "A daughter of four",
    "support-needs": ("mental-health",),
    "email": "zeb@example.org",
    "postal-address": "12 Elm Road",
}
DETAILS = ("Children live with them", "pregnant", "leaving prison", "daughter of four", "Mental health")
NEVER = ("recourse", "safeguarding", "doubt", "capacity", "public funds")


def case_of(answers=None, referral=None, stage=Stage.HOMELESS, **changes):
    """Returns a case of a person who is homeless."""
    made = source(answers=answers or HOMELESS, referral=referral or WITH_DETAILS, **changes)
    return replace(made, judgement=replace(made.judgement, stage=stage, warnings=()))


def letter(wanted, made):
    """Returns the text of a letter as one line."""
    return " ".join(text.write(letters.document(made, wanted)).split())


@pytest.mark.parametrize("wanted", WANTED, ids=lambda wanted: wanted.what)
@pytest.mark.parametrize("details", ["all", "minimum-only"])
def test_a_letter_says_only_what_was_agreed(wanted, details):
    """Household and circumstances are in a letter only with consent, and some answers are in none."""
    made = letter(wanted, case_of({**HOMELESS, "consent-details": details}))
    assert "Zebedee Example" in made
    assert "on their behalf, with their agreement" in made
    assert not [word for word in NEVER if word in made]
    told = [word for word in DETAILS if word in made]
    assert told == (list(DETAILS) if details == "all" and wanted.what == "interim" else [])


@pytest.mark.parametrize("wanted", WANTED, ids=lambda wanted: wanted.what)
@pytest.mark.parametrize("refusal", [{"consent": "refused"}, {"consent-contact": "no"}])
def test_without_agreement_there_is_no_letter(wanted, refusal):
    """Without consent to tell this council, and to share a way of contact, there is no letter."""
    with pytest.raises(NotAgreed):
        letters.document(case_of({**HOMELESS, **refusal}), wanted)


def test_a_place_to_stay_is_asked_for_only_where_one_is_needed_now():
    """A place is asked for if the person is homeless or the last day is within days; for a landlord's notice or a
    distant day the refusal says why.
    """
    soon = {**ANSWERS, "situation": "losing-home", "last-date": "2026-11-27"}
    late = case_of(soon, stage=Stage.THREATENED)
    near = replace(late, judgement=replace(late.judgement, warnings=("call-today",)))
    assert "only until Friday 27 November 2026" in letter(WANTED[0], near)
    with pytest.raises(NoLetter, match="not the day on which they must leave"):
        letters.document(late, WANTED[0])
    noticed = {**soon, "situation": "notice", "notice-type": "section-8"}
    with pytest.raises(NoLetter):
        letters.document(replace(near, judgement=replace(near.judgement, answers=noticed)), WANTED[0])


def test_a_day_that_has_passed_or_was_not_agreed_is_not_said():
    """The last day is in the letter only if it is in the future and really is the day when they have to leave."""
    passed = {**HOMELESS, "situation": "losing-home", "last-date": "2026-11-20"}
    assert "only until" not in letter(WANTED[0], case_of(passed))
    minimum = {**passed, "last-date": "2026-11-27", "consent-details": "minimum-only"}
    assert "only until" not in letter(WANTED[0], case_of(minimum))


@pytest.mark.parametrize(("told", "made"), [("2026-11-03", True), ("2026-11-02", False)])
def test_the_day_of_notification_is_the_first_of_21(told, made):
    """Told on 3 November, the last day is 23 November, today; told a day earlier, it is too late, and the letter says
    what to do.
    """
    wanted = LetterWanted("review", date.fromisoformat(told))
    if made:
        assert "The last day is Monday 23 November 2026" in letter(wanted, case_of())
        return
    with pytest.raises(NoLetter, match=r"legal advice at once.*agrees in writing"):
        letters.document(case_of(), wanted)


ABUSE = {**HOMELESS, "circumstances": ("domestic-abuse-history",)}


@pytest.mark.parametrize("wanted", WANTED, ids=lambda wanted: wanted.what)
@pytest.mark.parametrize("details", ["all", "minimum-only"])
def test_where_abuse_appears_the_answer_goes_only_the_safe_way(wanted, details):
    """Only the chosen way is given, if it was said to be safe; otherwise the council answers to the referrer alone."""
    answers = {**ABUSE, "consent-details": details}
    unsure = {**WITH_DETAILS, "safe-to-ring": None, "contact-notes": None}
    made = letter(wanted, case_of(answers, unsure))
    assert not [way for way in ("07700 900123", "zeb@example.org", "Elm Road") if way in made]
    unread = letter(wanted, case_of(answers, {**unsure, "contact-method": "email"}))
    assert "zeb@example.org" not in unread
    assert "To us alone" in made
    assert "use no other address or number" in made
    made = letter(wanted, case_of(answers))
    assert "07700 900123" in made
    assert "Elm Road" not in made
    assert ("abuse" in made) == (details == "all" and wanted.what == "interim")


@pytest.mark.parametrize(
    ("unsafe", "gone"),
    [
        ({"safe-to-ring": "no", "safe-to-text": "no"}, "07700 900123"),
        ({"do-not-contact-at": "Never ring 07700 900123"}, "07700 900123"),
        ({"do-not-contact-at": "Not at 12 Elm Road", "contact-method": "letter"}, "Elm Road"),
        ({"do-not-contact-at": "+44 1632 960222", "contact-notes": "Not on 01632 960222"}, "960222"),
    ],
)
def test_a_way_that_is_not_safe_stands_in_no_letter(unsafe, gone):
    """A number, an address or a note with a number that was named as unsafe is not printed; the council is told to use
    no other way.
    """
    for wanted in WANTED:
        made = letter(wanted, case_of(referral={**WITH_DETAILS, **unsafe}))
        assert gone not in made
        assert "use no other address or number" in made


@pytest.mark.parametrize("wanted", WANTED, ids=lambda wanted: wanted.what)
def test_a_letter_is_one_page_and_the_same_bytes_again(wanted):
    """The longest letter that the form allows is one A4 page, and made again it has the same bytes."""
    every = ("children-in-household", "pregnant", "domestic-abuse-history", "leaving-prison", "leaving-care")
    answers = {**HOMELESS, "age": "16-17", "emergency": "fire-or-flood", "circumstances": every}
    answers["circumstances"] += ("leaving-forces", "leaving-hospital", "rough-sleeping")
    longest = {
        one.id: ("Wwwww mmmmm " * one.longest)[: one.longest]
        for one in BOOK.forms["duty-to-refer"].fields
        if one.kind in {"text", "long-text", "email", "address"}
    }
    answers["circumstances"] = tuple(one for one in answers["circumstances"] if one != "domestic-abuse-history")
    whole = case_of(answers, {**WITH_DETAILS, **longest, "contact-method": "letter", "do-not-contact-at": None})
    agency = {**AGENCY, **{one: value for one, value in longest.items() if one in AGENCY}}
    whole = replace(whole, case=replace(whole.case, agency=agency))
    made = letters.document(whole, wanted)
    assert len(pdf.pages(made)) == 1
    assert pdf.write(made, 0) == pdf.write(made, 0)


def test_without_a_name_there_is_no_letter():
    """A letter for a person without a name is refused."""
    with pytest.raises(NoLetter, match="name"):
        letters.document(case_of(referral={"full-name": None}), WANTED[1])


def test_no_letter_calls_itself_a_referral():
    """A letter is not a referral, and no word of it says so."""
    for wanted in WANTED:
        assert "refer" not in letter(wanted, case_of(referral={**WITH_DETAILS})).replace("Our reference", "")
    assert BOOK.letters.version


BAD = {
    'words = "They are homeless. {nobody}"': "only placeholders",
    'words = "They are homeless."\nunknown = 1': "no such key",
    'words = "They are homeless."\nlines = 99': "whole number of 0 to 6",
}


@pytest.mark.parametrize("bad", BAD)
def test_a_mistake_in_the_words_is_refused(bad):
    """Unknown placeholders and keys are refused."""
    raw = load_raw().replace('words = "They are homeless."', bad)
    with pytest.raises(DataError, match=BAD[bad]):
        read_letters(raw.encode(), "letters.toml", Links(), load().trees)


@pytest.mark.parametrize(
    ("was", "made"),
    [
        ('when.answers.age = ["16-17"]', 'when.answers.safeguarding = ["no"]'),
        ('when.answers.circumstances = ["pregnant"]', 'when.answers.circumstances = ["no-recourse-to-public-funds"]'),
    ],
)
def test_no_text_may_depend_on_what_leaves_in_no_form(was, made):
    """A letter whose text depends on safeguarding or on immigration status is not loaded."""
    with pytest.raises(DataError, match="leaves in no form"):
        read_letters(load_raw().replace(was, made).encode(), "letters.toml", Links(), load().trees)


def test_an_option_that_the_tree_does_not_have_is_refused():
    """A condition with an option that the tree does not have is refused."""
    raw = load_raw().replace('["16-17"]', '["16-18"]')
    with pytest.raises(DataError, match="options of age"):
        read_letters(raw.encode(), "letters.toml", Links(), load().trees)


def load_raw():
    """Returns the shipped letters as raw data."""
    return (data_folder() / "letters.toml").read_text(encoding="utf-8")
