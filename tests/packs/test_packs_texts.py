"""The texts: the sheet to copy from, the slip's promises, the card that gives nothing away, and words that a child can read."""

import re
from dataclasses import replace
from datetime import date

import pack_samples as samples
import pdf_reading
import pytest

from champion_tui.domain.cases.case import FOR_THE_DESK
from champion_tui.domain.cases.consent import ConsentPart
from champion_tui.domain.lines.phone_lines import Confidence, LineUse
from champion_tui.papers.opening_hours import hours_words
from champion_tui.papers.pack import pack
from champion_tui.papers.slip.slip_content import english

GIVES_AWAY = ("hous", "homeless", "abuse", "refer", "council", "district", "upper wold", "prison", "zebedee", "zeb", "duty",
              "upw", "7k3m", "ab12", "shelter", "helpline", "applic", "emergenc", "999", "0808", "code", "example")  # fmt: skip
CONTACT_WORDS = {
    "phone": "will try to ring you",
    "text": "text message",
    "email": "e-mail",
    "letter": "letter",
    "someone-else": "the person you chose",
    "in-person": "meet you",
}


def texts(source):
    """Returns the preview, by file name."""
    return dict(pack.preview(source))


def sheet(**changes):
    """Returns the sheet to copy from."""
    return texts(samples.source(**changes))["portal-sheet.txt"]


def flat(text):
    """Returns the text on one line."""
    return " ".join(text.split())


def test_a_sentence_that_stands_as_a_label_ends_in_its_colon():
    """No text of a pack has a full stop before the colon."""
    made = texts(samples.source(referral={"contact-method": None}))
    assert "They named no way that they prefer:" in made["referral.pdf"]
    assert not re.findall(r"\.:$", "\n".join(made.values()), re.MULTILINE)


def test_the_sheet_has_every_field_in_the_portals_order():
    """The sheet has four steps and each label once, in the form's order, without the fields of ours or those not asked
    for here.
    """
    lines = sheet().split("\n")
    labels = [field.label for field in samples.FORM.fields if field.id not in FOR_THE_DESK and not field.only_when]
    numbered = [re.sub(r"^\d+\.\d+ ", "", line) for line in lines if re.match(r"^\d+\.\d+ ", line)]
    assert numbered[: len(labels)] == labels
    assert [line for line in lines if line.startswith("STEP")] == [
        f"STEP {number} OF 4: {step.title}" for number, step in enumerate(samples.FORM.steps, start=1)
    ]


def test_a_value_in_the_sheet_stands_alone_on_its_lines():
    """A value is ready to copy: no label before it, no indent, dates as portals take them."""
    lines = sheet().split("\n")
    for value in ("Zebedee Example", "07700 900123", "03/03/1990", "Threatened with homelessness within 56 days"):
        assert value in lines


def test_gaps_in_the_sheet_are_marked_by_how_much_they_matter():
    """Needed, wanted and optional gaps look different, and a field without consent is marked whatever it holds."""
    assert "NOT GIVEN: the referral cannot go without this" in sheet(referral={"full-name": None})
    assert "[ not given: wanted ]" in sheet(referral={"date-of-birth": None})
    assert "[ not given ]" in sheet(referral={"known-as": None})
    held = [field for field in samples.FORM.fields if field.consent in {ConsentPart.DETAILS, ConsentPart.HOUSEHOLD}]
    assert sheet(answers={"consent-details": "minimum-only"}).count("they did not agree to share this") == len(held)


@pytest.mark.parametrize("unit", ["Wolverhampton ", "W", "line\n", "x\r\n\ty\x0c"])
def test_every_text_file_keeps_to_78_columns_and_one_kind_of_line_end(tmp_path, unit):
    """Even a text of 10,000 characters without a space is kept to the width, with every character."""
    note = (unit * 10_000)[:10_000]
    folder = pack.write(samples.source(referral={"risk-notes": note}), tmp_path).folder
    for file in folder.glob("*.txt"):
        text = file.read_bytes().decode("utf-8")
        assert max(map(len, text.split("\n"))) <= 78
        assert "\r" not in text
        assert text.endswith("\n")
    assert "".join(note.split()) in "".join((folder / "portal-sheet.txt").read_text(encoding="utf-8").split())


def test_an_unsent_slip_gives_a_line_to_write_on_and_the_day_if_that_is_today():
    """An unsent slip has a line for the day and the day that applies if it is sent today, and promises nothing."""
    slip = flat(texts(samples.source())["next-steps.txt"])
    assert "Sent on: ____" in slip
    assert "If that is today, they try to reach you by Monday 7 December 2026." in slip
    assert "Your code: ____" in slip


def test_a_sent_slip_gives_the_day_and_the_code():
    """A slip for a sent referral says when it was sent, by which day the council calls, and the portal's code."""
    slip = flat(texts(samples.sent(samples.source()))["next-steps.txt"])
    assert "on Sunday 22 November 2026" in slip
    assert "They try to reach you by Monday 7 December 2026." in slip
    assert "Your code: AB12-CD34" in slip
    assert "____" not in slip


@pytest.mark.parametrize(("method", "words"), CONTACT_WORDS.items())
def test_the_slip_says_who_gets_in_touch_and_how(method, words):
    """The person is contacted in the way that they chose."""
    slip = flat(texts(samples.source(referral={"contact-method": method}))["next-steps.txt"])
    assert "Someone from Upper Wold District Council will" in slip
    assert words in slip


def test_the_slip_says_what_to_do_and_whom_to_ring_tonight():
    """The slip has when to chase, tonight's numbers with their doubts, that it is no application, and how to change
    your mind; no other council's number.
    """
    slip = flat(texts(samples.source())["next-steps.txt"])
    tonight = slip[slip.index("help tonight") :]
    assert slip.index("01632 960001") < slip.index("help tonight")
    assert "01632 960100" in slip
    assert tonight.index("999") < tonight.index("01632 960002") < tonight.index("0808 800 4444")
    assert "We have not been able to check this number." in tonight
    assert "THIS IS NOT YET AN APPLICATION" in slip
    assert "You can say no at any time." in slip
    assert "01632 960009" not in slip


def test_a_slip_made_at_night_still_names_the_day_line():
    """A slip made at night still names the day line, because paper is read later, and always has a number to use if
    others fail.
    """
    slip = texts(samples.source(lines=()))["next-steps.txt"]
    assert "01632 960001" in slip
    assert slip.index("01632 960002") < slip.index("0808 800 4444")


def test_the_slip_holds_none_of_the_persons_own_details():
    """A person who finds the slip learns no name, phone, address or reason."""
    slip = texts(samples.source())["next-steps.txt"]
    for field in (
        "full-name",
        "known-as",
        "phone",
        "last-settled-address",
        "do-not-contact-at",
        "summary",
        "contact-notes",
    ):
        assert samples.REFERRAL[field] not in slip


def test_without_a_promise_no_day_is_made_up():
    """If the authority promised nothing, the slip does not either."""
    slip = texts(samples.source(contact_by=None, promise_words=""))["next-steps.txt"]
    assert "try to reach you by" not in slip
    assert "They have not said how long it takes." in flat(slip)


@pytest.mark.parametrize("is_sent", [False, True])
def test_a_day_to_chase_is_no_promise(is_sent):
    """If a council promised nothing, the day only says when to ask, and the officer is not held to it."""
    source = samples.source(promise_words="")
    papers = texts(samples.sent(source) if is_sent else source)
    assert "try to reach you by" not in flat(papers["next-steps.txt"])
    assert "you hear nothing by Monday 7 December 2026, ask what has happened." in flat(papers["next-steps.txt"])
    assert "Please contact them as soon as you can" in flat(papers["referral.pdf"])


def test_a_slip_that_is_not_sent_does_not_say_that_the_council_knows():
    """An unsent slip does not say that the council knows about the person."""
    slip = flat(texts(samples.source())["next-steps.txt"])
    assert not re.search(r"[Ww]e (have told|sent)", slip)


def test_a_referral_that_cannot_wait_asks_for_today():
    """An urgent referral asks for contact today, because a person with nowhere to sleep must not wait for the promised day."""
    source = samples.source()
    urgent = replace(source, judgement=replace(source.judgement, warnings=("call-today",)))
    referral = flat(texts(urgent)["referral.pdf"])
    assert "This cannot wait: please contact them today" in referral
    assert "Please contact them by" not in referral


def test_a_message_that_nobody_spoke_of_is_not_taken_for_safe():
    """A voicemail is not counted as safe because ringing is, if nobody was asked about it."""
    quiet = {"safe-to-text": None, "safe-to-leave-message": None, "may-say-who-is-calling": None}
    asked = flat(texts(samples.source())["referral.pdf"])
    unasked = flat(texts(samples.source(referral=quiet))["referral.pdf"])
    nothing = flat(texts(samples.source(referral={**quiet, "safe-to-ring": None}))["referral.pdf"])
    assert "Nobody has said what is safe." in nothing
    assert "Nobody has said if a message is safe." in unasked
    assert "Nobody has said if a message is safe." not in asked


@pytest.mark.parametrize("is_sent", [False, True])
def test_the_card_gives_nothing_away(tmp_path, is_sent):
    """The card has a number and a time only: no organisation, reason, name or reference, in text, page and metadata."""
    source = samples.source(answers={"emergency": "fleeing-abuse"})
    folder = pack.write(samples.sent(source) if is_sent else source, tmp_path).folder
    content = (folder / "card.pdf").read_bytes()
    said = " ".join((
        (folder / "card.txt").read_text(encoding="utf-8"),
        pdf_reading.text(content),
        str(pdf_reading.reader(content).metadata),
        str(pdf_reading.reader(content).xmp_metadata.dc_title),
    )).lower()  # fmt: skip
    assert "01632 960001" in said
    assert "7 december 2026" in said
    assert not [word for word in GIVES_AWAY if word in said]


def test_the_card_is_one_small_page(tmp_path):
    """The card is one small page that fits a pocket."""
    pack.write_slip(samples.source(referral={"paper": "plain-card"}), tmp_path / "card.pdf")
    pages = pdf_reading.reader((tmp_path / "card.pdf").read_bytes()).pages
    assert len(pages) == 1
    assert [round(float(side) * 25.4 / 72) for side in pages[0].mediabox[2:]] == [105, 74]


def test_a_card_without_a_council_number_gives_the_helpers():
    """A person who is referred to a council that is not loaded still has a number to ring."""
    card = texts(samples.source(answers={"authority": "elsewhere-england"}, referral={"paper": "plain-card"}))[
        "card.txt"
    ]
    assert "01632 960100" in card
    assert "Little Hill" not in card


def test_a_card_without_a_referral_promises_nobody_a_day():
    """A person who has to ring an emergency team today is not told to wait; the numbers are councils' and not helplines'."""
    emergency = {"emergency": "fleeing-abuse", "authority": "elsewhere-england"}
    card = texts(samples.source(answers=emergency, outcome="phone-now"))["card.txt"]
    assert "December" not in card
    assert "01632 960001" in card
    assert "0808" not in card


def test_a_card_without_any_number_has_a_line_to_write_one_on():
    """A card without any number has a line to write one on, because an empty card would be thrown away."""
    whole = samples.source(answers={"authority": "elsewhere-england"}, referral={"paper": "plain-card"}, lines=())
    assert "Number: ____" in texts(replace(whole, case=replace(whole.case, agency={})))["card.txt"]


def syllables(word):
    """Returns roughly how many syllables an English word has."""
    groups = re.findall(r"[aeiouy]+", word.lower())
    silent = word.lower().endswith("e") and not word.lower().endswith("le") and len(groups) > 1
    return max(1, len(groups) - silent)


def grade(text):
    """Returns the Flesch-Kincaid grade: 4 is read at about nine years, 6 at about eleven."""
    sentences = [part for part in re.split(r"[.?!:]\s|\n\n", text) if re.search(r"[a-z]", part)]
    found = [word for part in sentences for word in re.findall(r"[A-Za-z]+(?:'[a-z]+)?", part)]
    return 0.39 * len(found) / len(sentences) + 11.8 * sum(map(syllables, found)) / len(found) - 15.59


def test_the_slip_reads_at_nine_to_eleven_years():
    """The whole slip is measured by the Flesch-Kincaid grade, and no sentence has more than 20 words."""
    slip = texts(samples.source())["next-steps.txt"]
    assert grade(slip) <= 5
    told = re.split(r"(?<=[.?!])\s|\n\n", slip)
    assert not [part for part in told if len(part.split()) > 20]
    assert (
        grade("Notwithstanding considerable administrative difficulties, applications are subsequently determined.")
        > 12
    )


def test_a_slip_without_a_referral_tells_what_the_outcome_says():
    """The slip has what to do now in the tree's own words, and the numbers for tonight, and does not say that anybody
    will call.
    """
    slip = texts(samples.source(answers={"consent": "refused"}, outcome="no-consent"))["next-steps.txt"]
    assert "Come back to us if nobody calls." in slip
    assert "01632 960002" in slip
    assert "Who will get in touch" not in slip


def test_hours_are_said_without_short_forms():
    """``Mon-Fri`` is written out, and assumed hours are marked as such."""
    source = samples.source()
    line, wording = source.lines[0], english(source).wording
    assert hours_words(source, line, wording) == "Monday to Friday 09:00 to 17:15"
    assert hours_words(source, replace(line, hours_assumed=True), wording).endswith("as far as we know")


def test_a_line_that_answers_day_and_night_says_so_unless_that_is_in_doubt():
    """999 and similar lines are never printed with uncertain hours; a line whose hours nobody has checked is."""
    source = samples.source()
    wording = english(source).wording
    always = replace(source.lines[0], use=LineUse.ANY_TIME, weeks=(), hours_confidence=Confidence.CONFIRMED)
    assert hours_words(source, always, wording) == wording.say("hours-always")
    doubted = replace(always, hours_confidence=Confidence.UNCONFIRMED)
    assert hours_words(source, doubted, wording) == wording.say("hours-differ")


def test_hours_that_are_not_sure_and_a_line_that_only_stands_in_say_so():
    """Number and hours have their own confidence, and another team's number is never shown as the council's."""
    chosen = replace(samples.council("upper-wold", "Upper Wold", (samples.DAY,)), fallback="shelter")
    area = replace(samples.BOOK.areas["wolds"], authorities=(chosen,))
    lines = tuple(
        replace(line, hours_confidence="conflicting") for line in samples.source().lines if line.id == "shelter"
    )
    slip = flat(texts(samples.source(lines=lines, book=replace(samples.BOOK, areas={"wolds": area})))["next-steps.txt"])
    assert "This is not the council's own number." in slip
    assert "The hours may be different." in slip
    assert "The hours may be different." not in texts(samples.source())["next-steps.txt"]


@pytest.mark.parametrize(
    ("last", "words"),
    [
        ("2026-11-22", "Sunday 22 November 2026 This day has passed."),
        ("2026-11-23", "Monday 23 November 2026 That is the day this was made."),
        ("2026-11-24", "Tuesday 24 November 2026 1 day from"),
        ("not-known", "No date is known"),
    ],
)
def test_the_officer_reads_how_long_there_is(last, words):
    """The days are counted from the day when the paper was made, in London; an unknown date is shown as unknown."""
    assert words in flat(texts(samples.source(answers={"last-date": last}))["referral.pdf"])


def test_what_not_to_do_follows_from_what_is_safe():
    """Each "no" forbids, each "ask" asks first, each "yes" allows."""
    safe = {"safe-to-ring": "no", "safe-to-text": "yes", "safe-to-leave-message": "ask", "may-say-who-is-calling": None}
    referral = flat(texts(samples.source(referral=safe))["referral.pdf"])
    assert "- Do not ring them." in referral
    assert "A text is safe." in referral
    assert "- Ask them before you leave a message." in referral
    assert "who is on the line" not in referral


@pytest.mark.parametrize(
    ("body", "words"), [("prison", "duty to refer"), ("voluntary", "A voluntary referral"), (None, "not given")]
)
def test_the_referral_says_whether_it_is_the_legal_duty(body, words):
    """The referring body's kind decides, as listed in the regulations."""
    whole = samples.source()
    agency = {key: value for key, value in {**samples.AGENCY, "body-type": body}.items() if value}
    assert words in flat(texts(replace(whole, case=replace(whole.case, agency=agency)))["referral.pdf"])


def test_a_sent_referral_counts_from_the_day_it_was_sent():
    """The officer reads the day that their own council promised."""
    referral = flat(texts(samples.sent(samples.source(contact_by=date(2026, 12, 4))))["referral.pdf"])
    assert "Please contact them by Friday 4 December 2026 sent to you on Sunday 22 November 2026." in referral
