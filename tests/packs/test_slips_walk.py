"""Every outcome, in every form, with abuse or without, sent or not: what must stand on it and what must not."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import pack_samples as samples
import pytest

from champion_tui.domain import slip_form
from champion_tui.knowledge.loader import load
from champion_tui.packs import pack
from champion_tui.packs.errors import NoPaper
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
"""Forms that tell everything where no abuse appears; the message does not where it does."""

OWN = ("full-name", "known-as", "phone", "last-settled-address", "do-not-contact-at", "summary", "contact-notes")


@cache
def shipped_tree():
    """The tree with all its outcomes and what it tells the person."""
    return load(Path("nowhere")).trees["duty-to-refer"]


OUTCOMES = sorted(shipped_tree().outcomes)
REFERRING = {one for one in OUTCOMES if shipped_tree().outcomes[one].referral}


def source(outcome, *, abuse, sent, **referral):
    """An invented case that ends in this outcome, its person allowed to carry the full slip and to be sent a text."""
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
    """Everything that this form says, in one line."""
    (_, text), *_ = pack.preview_slip(made, form)
    return " ".join(text.split())


def digits(number, form):
    """A number as the form says it."""
    return ", ".join(" ".join(part) for part in number.split()) if form == slip_form.SCREEN_READER else number


@pytest.mark.parametrize("sent", [False, True], ids=["not-sent", "sent"])
@pytest.mark.parametrize("abuse", [False, True], ids=["no-abuse", "abuse"])
@pytest.mark.parametrize("form", slip_form.FORMS)
@pytest.mark.parametrize("outcome", OUTCOMES)
def test_every_slip_says_what_it_must_and_nothing_more(outcome, form, abuse, sent):
    """Who, how, by when, what if not, whom tonight, the code, what to bring, no application yet, changing your mind."""
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
    """Nobody is said to call, nothing is promised for a day, and there is no code to write down."""
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
    """The answer about paper decides: only the card, and a message where a text is safe."""
    made = source(outcome, abuse=True, sent=False, paper="plain-card")
    if form in {slip_form.PLAIN_CARD, slip_form.PHONE_MESSAGE}:
        assert pack.preview_slip(made, form)
    else:
        with pytest.raises(NoPaper, match="plain card"):
            pack.preview_slip(made, form)


@pytest.mark.parametrize(("safe", "made"), [("yes", True), ("ask", True), ("no", False), (None, False)])
@pytest.mark.parametrize("paper", ["full", "plain-card", "none"])
def test_a_message_is_made_only_where_a_text_is_safe(paper, safe, made):
    """Marked as safe, or as safe after asking; whatever the paper is, and never because nobody asked."""
    whole = source("refer", abuse=False, sent=False, paper=paper, **{"safe-to-text": safe})
    if made:
        assert "01632 960001" in said(whole, slip_form.PHONE_MESSAGE)
    else:
        with pytest.raises(NoPaper, match="text is"):
            pack.preview_slip(whole, slip_form.PHONE_MESSAGE)


@pytest.mark.parametrize("form", [one for one in slip_form.FORMS if one != slip_form.PHONE_MESSAGE])
def test_without_paper_nothing_is_made(form):
    """Whoever carries no paper is told, and no file is written for them to lose."""
    with pytest.raises(NoPaper, match="carries no paper"):
        pack.preview_slip(source("refer", abuse=False, sent=False, paper="none"), form)


@pytest.mark.parametrize("sent", [False, True])
@pytest.mark.parametrize("outcome", OUTCOMES)
def test_a_message_is_short_and_plain_enough_for_any_phone(outcome, sent):
    """At most 300 characters of ASCII with usual names: two messages, and none that a phone splits into many."""
    for abuse in (False, True):
        text = said(source(outcome, abuse=abuse, sent=sent), slip_form.PHONE_MESSAGE)
        assert len(text) <= 300
        assert text.isascii()
