"""Every outcome in every form, with abuse or without, sent or not: what must be on it and what must not."""

import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pack_samples as samples
import pytest

from champion_tui.domain.papers import slip_form
from champion_tui.knowledge.book import load
from champion_tui.papers.errors import NoPaper
from champion_tui.papers.pack import pack
from champion_tui.triage.words import FALLBACKS

GIVES_AWAY = ("hous", "homeless", "abuse", "refer", "council", "district", "upper wold", "prison", "zebedee", "zeb", "duty",
              "upw", "7k3m", "ab12", "shelter", "helpline", "applic", "emergenc", "999", "0808", "code", "example", "little hill",
              "danger", "home", "http", "scan", "tonight")  # fmt: skip
OPEN = (
    slip_form.STANDARD,
    slip_form.LARGE_PRINT,
    slip_form.EASY_READ,
    slip_form.SCREEN_READER,
    slip_form.PHONE_MESSAGE,
)
"""The forms that say everything if there is no abuse; with abuse the message does not."""

OWN = ("full-name", "known-as", "phone", "last-settled-address", "do-not-contact-at", "summary", "contact-notes")


@cache
def shipped_tree():
    """Returns the tree with all its outcomes and what it tells the person."""
    return load(Path("nowhere")).trees["duty-to-refer"]


OUTCOMES = sorted(shipped_tree().outcomes)
REFERRING = {one for one in OUTCOMES if shipped_tree().outcomes[one].referral}


def source(outcome, *, abuse, sent, **referral):
    """Returns an invented case with this outcome, whose person may carry the full slip and be sent a text."""
    answers = {"emergency": "fleeing-abuse"} if abuse else {}
    if outcome == "other-authority":
        answers["authority"] = "elsewhere-england"
    if outcome == "no-consent":
        answers["consent"] = "refused"
    given = {"paper": "full", "safe-to-text": "yes", **referral}
    made = samples.source(answers=answers, referral=given, outcome=outcome)
    tell = tuple(line.text.format(**FALLBACKS) for line in shipped_tree().outcomes[outcome].tell)
    book = replace(samples.BOOK, trees={"duty-to-refer": shipped_tree()})
    made = replace(made, book=book, judgement=replace(made.judgement, tell=tell))
    if outcome == "other-authority":
        made = replace(made, authority_name="")
    return samples.sent(made) if sent else made


def said(made, form):
    """Returns everything that this form says, as one line."""
    (_, text), *_ = pack.preview_slip(made, form)
    return " ".join(text.split())


def digits(number, form):
    """Returns a number as the form writes it."""
    return ", ".join(" ".join(part) for part in number.split()) if form == slip_form.SCREEN_READER else number


@pytest.mark.parametrize("sent", [False, True], ids=["not-sent", "sent"])
@pytest.mark.parametrize("abuse", [False, True], ids=["no-abuse", "abuse"])
@pytest.mark.parametrize("form", slip_form.FORMS)
@pytest.mark.parametrize("outcome", OUTCOMES)
def test_every_slip_says_what_it_must_and_nothing_more(outcome, form, abuse, sent):
    """A slip says who, how, by when, what if not, whom to ring tonight, the code, what to bring, that it is no
    application, and how to change your mind.
    """
    made = source(outcome, abuse=abuse, sent=sent)
    text = said(made, form)
    assert not [samples.REFERRAL[field] for field in OWN if samples.REFERRAL[field] in text]
    assert made.case.reference not in text
    quiet = form == slip_form.PLAIN_CARD or (form == slip_form.PHONE_MESSAGE and abuse)
    if quiet:
        assert not [word for word in GIVES_AWAY if word in text.lower()], text
        assert any(character.isdigit() for character in text)
        assert ("7 December" in text) == (outcome in REFERRING)
    elif outcome in REFERRING:
        _assert_tells_a_referral(text, form, sent=sent, known=outcome == "refer")
    else:
        _assert_tells_no_referral(text, form, made)


def _assert_tells_a_referral(text, form, *, sent, known):
    assert ("Upper Wold District Council" if known else "the council you chose") in text
    assert "ring you" in text
    assert "7 December" in text
    assert digits("999", form) in text
    if known:
        assert digits("01632 960001", form) in text
        assert digits("01632 960002", form) in text
    code = "A B 1 2 - C D 3 4" if form == slip_form.SCREEN_READER else "AB12-CD34"
    assert (code in text) == sent
    blank = {slip_form.PHONE_MESSAGE: "Your code: later", slip_form.SCREEN_READER: "Your code: not known yet"}
    assert (blank.get(form, "Your code: ____") in text) != sent
    for words in ("letter", "not yet an application"):
        assert words in text.lower()
    assert "say no" in text or "Changed your mind" in text


def _assert_tells_no_referral(text, form, made):
    """Checks that the slip promises no call and no day, and has no code to write down."""
    for wrong in ("We sent nothing", "will try to ring you", "Your code", "7 December", "Sent on", "tell them that"):
        assert wrong not in text
    assert digits("999", form) in text
    assert digits("01632 960002", form) in text
    if form not in {slip_form.PHONE_MESSAGE, slip_form.SCREEN_READER}:
        for step in made.judgement.tell:
            assert " ".join(step.split()) in text


@pytest.mark.parametrize("outcome", OUTCOMES)
@pytest.mark.parametrize("form", slip_form.FORMS)
def test_with_the_plain_card_no_fuller_form_is_made(outcome, form):
    """The answer about paper decides: there is only the card, and a message if a text is safe."""
    made = source(outcome, abuse=True, sent=False, paper="plain-card")
    if form in {slip_form.PLAIN_CARD, slip_form.PHONE_MESSAGE}:
        assert pack.preview_slip(made, form)
    else:
        with pytest.raises(NoPaper, match="plain card"):
            pack.preview_slip(made, form)


@pytest.mark.parametrize(("safe", "made"), [("yes", True), ("ask", True), ("no", False), (None, False)])
@pytest.mark.parametrize("paper", ["full", "plain-card", "none"])
def test_a_message_is_made_only_where_a_text_is_safe(paper, safe, made):
    """A text must be marked as safe, or as safe after asking; this does not depend on the paper, and no answer means no
    message.
    """
    whole = source("refer", abuse=False, sent=False, paper=paper, **{"safe-to-text": safe})
    if made:
        assert "01632 960001" in said(whole, slip_form.PHONE_MESSAGE)
    else:
        with pytest.raises(NoPaper, match="text is"):
            pack.preview_slip(whole, slip_form.PHONE_MESSAGE)


@pytest.mark.parametrize("form", [one for one in slip_form.FORMS if one != slip_form.PHONE_MESSAGE])
def test_without_paper_nothing_is_made(form):
    """A person who carries no paper is told so, and no file is written for them to lose."""
    with pytest.raises(NoPaper, match="carries no paper"):
        pack.preview_slip(source("refer", abuse=False, sent=False, paper="none"), form)


@pytest.mark.parametrize("sent", [False, True])
@pytest.mark.parametrize("outcome", OUTCOMES)
def test_a_message_is_short_and_plain_enough_for_any_phone(outcome, sent):
    """With usual names a message has at most 300 ASCII characters: two texts, and none that a phone splits further."""
    for abuse in (False, True):
        text = said(source(outcome, abuse=abuse, sent=sent), slip_form.PHONE_MESSAGE)
        assert len(text) <= 300
        assert text.isascii()


WHEN = {
    slip_form.STANDARD: (
        "Sent on: ____",
        "If that is today, they try to reach you by Monday 7 December 2026.",
        "Otherwise within ten working days of that day.",
    ),
    slip_form.LARGE_PRINT: (
        "Sent on: ____",
        "If that is today, they try to reach you by Monday 7 December 2026.",
        "Otherwise within ten working days of that day.",
    ),
    slip_form.SCREEN_READER: (
        "Sent on: not known yet",
        "If that is today, they try to reach you by Monday 7 December 2026.",
        "Otherwise within ten working days of that day.",
    ),
    slip_form.EASY_READ: (
        "Sent on: ____",
        "Is that today? Then they try to do it by Monday 7 December 2026. Is it another day? Then they try to do it within ten working days. Working days are Monday to Friday, but not bank holidays.",
    ),
    slip_form.PHONE_MESSAGE: ("Nothing in 10 working days (sent today: by Monday 7 December)?",),
    slip_form.PLAIN_CARD: (
        "From: ____",
        "If that is today: nothing by Monday 7 December 2026? Ring.",
        "If not: nothing in ten working days? Ring.",
    ),
}
"""What each form says about the day while the case is not marked as sent."""

NO_PROMISE = {
    slip_form.STANDARD: (
        "If that is today and you hear nothing by Monday 7 December 2026, ask",
        "Otherwise ask if you hear nothing for ten working days.",
    ),
    slip_form.EASY_READ: (
        "We do not know when. Sent on: ____",
        "Ask them if you hear nothing by Monday 7 December 2026.",
        "Then ask if you hear nothing for ten working days.",
    ),
}


def flat(text):
    """Returns the text with its lines to write on cut short."""
    return re.sub(r"_{4,}", "____", text)


@pytest.mark.parametrize("form", slip_form.FORMS)
def test_until_it_is_sent_a_slip_says_what_holds_on_another_day(form):
    """A day counted from today is wrong on a slip that is sent on Friday, so every form has both."""
    made = source("refer", abuse=False, sent=False)
    text = flat(said(made, form))
    assert not [words for words in WHEN[form] if words not in text], text
    assert "working day" not in said(source("refer", abuse=False, sent=True), form).lower().replace(
        "working days are", ""
    )


def test_a_quiet_message_says_it_too():
    """With abuse, the message says so in words that name nothing."""
    text = said(source("refer", abuse=True, sent=False), slip_form.PHONE_MESSAGE)
    assert "If it goes today: nothing by Monday 7 December? Ring. If later: nothing in ten working days? Ring." in text
    assert "working" not in said(source("refer", abuse=True, sent=True), slip_form.PHONE_MESSAGE)


@pytest.mark.parametrize("form", NO_PROMISE)
def test_without_a_promise_nothing_is_promised_for_another_day(form):
    """If the council named no time, there is only a time to ask, today and on another day."""
    text = flat(said(replace(source("refer", abuse=False, sent=False), promise_words=""), form))
    assert not [words for words in NO_PROMISE[form] if words not in text], text
    assert "try to reach you by" not in text
    assert "within" not in text


def test_the_days_are_the_councils_own():
    """A council that promises three working days is not given ten."""
    made = replace(source("refer", abuse=False, sent=False), contact_days=3)
    assert "Otherwise within three working days of that day." in said(made, slip_form.STANDARD)
    assert "Nothing in 3 working days" in said(made, slip_form.PHONE_MESSAGE)
