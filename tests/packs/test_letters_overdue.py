"""The letters about a referral that nobody answered (procedure 6.2), and the papers that a withdrawn referral no longer has."""

import itertools
from dataclasses import replace
from datetime import date, timedelta
from email import message_from_bytes
from email.policy import SMTP

import pytest
from pack_samples import AGENCY, ANSWERS, AT, BOOK, REFERRAL, source

from champion_tui.domain.cases.after_sending import OF_A_REFERRAL, OUTCOME, WITHDRAWN, Heard, Step
from champion_tui.domain.cases.case import Sent
from champion_tui.domain.dates.deadlines import Ends, Hurry
from champion_tui.domain.dates.stage import Stage
from champion_tui.domain.papers.letter import LetterWanted
from champion_tui.ground.tables import DataError
from champion_tui.knowledge.book import load
from champion_tui.knowledge.forms.letters import read_letters
from champion_tui.knowledge.links import Links
from champion_tui.knowledge.shelf import data_folder
from champion_tui.papers.errors import NoLetter, ReferralWithdrawn
from champion_tui.papers.pack import going, one_paper, pack
from champion_tui.papers.record import records
from champion_tui.papers.referral import letters
from champion_tui.papers.writers import pdf, text

TODAY, SENT_ON, PROMISED = AT.date(), date(2026, 11, 2), date(2026, 11, 16)
CHASE, FEEDBACK = LetterWanted("chase"), LetterWanted("feedback")
BOTH = (CHASE, FEEDBACK)
PERSONAL = ("Zebedee", "Zeb", "3 March 1990", "07700 900123", "Grace Sample", "Mental health", "10 January")


def overdue(steps=None, answers=None, **changes):
    """Returns a referral that was sent three weeks ago, with a promise that passed a week ago."""
    made = source(answers=answers, contact_by=PROMISED, **changes)
    return replace(made, case=replace(made.case, sent=Sent(SENT_ON, "AB12-CD34", "Ada Sample"), steps=steps or {}))


def step(on=TODAY, **more):
    """Returns a step of that kind, on a day."""
    return Step(on, "Ada Sample", **more)


def letter(wanted, made):
    """Returns the text of a letter as one line."""
    return " ".join(text.write(letters.document(made, wanted)).split())


def test_it_says_what_was_sent_when_and_how_long_it_has_waited():
    """The letter has the day of sending, the code, the promised day and the days since, all as a calendar gives them."""
    made = letter(CHASE, overdue({Heard.ACKNOWLEDGED: step(date(2026, 11, 3))}))

    assert "On Monday 2 November 2026 we sent you a referral for Zebedee Example" in made
    assert "You confirmed on Tuesday 3 November 2026" in made
    assert "was Monday 16 November 2026, for this referral. That was 7 days ago" in made
    assert "Your reference: AB12-CD34" in made
    assert "only until Sunday 10 January 2027" in made
    assert "Signed by the person" not in made
    assert f"For {AGENCY['agency-name']}" in made


def test_without_a_promise_none_is_claimed():
    """A council that promised nothing is not told that it did."""
    made = letter(CHASE, overdue(promise_words=""))

    assert "you try to reach people" not in made
    assert "nobody has been in touch" in made


def test_feedback_names_nobody():
    """Cases are named by reference, without a name, date of birth, contact or detail of the home."""
    made = letter(FEEDBACK, overdue())

    assert not [word for word in PERSONAL if word in made]
    assert "UPW-7K3M-2Q" in made
    assert "AB12-CD34" in made


def test_neither_is_a_way_to_the_person():
    """The council answers the organisation; the person's contact is in the referral, with the warnings on what is not safe."""
    for wanted in BOTH:
        made = letter(wanted, overdue())
        assert "To us: Ada Sample, 01632 960100" in made
        assert "07700 900123" not in made


@pytest.mark.parametrize("wanted", BOTH, ids=lambda wanted: wanted.what)
@pytest.mark.parametrize("sent", [True, False])
def test_there_is_a_letter_only_once_the_day_has_passed_with_nothing_heard(wanted, sent):
    """For each step before, on and after the day, in a hurry or not, a letter is allowed if and only if the referral
    was sent, the day has passed and there is no more than a receipt.
    """
    for days, hurried, kind in itertools.product((-1, 0, 1), (True, False), (None, *OF_A_REFERRAL, OUTCOME)):
        due = TODAY - timedelta(days=days)
        soon = Hurry(due + timedelta(days=3), Ends.LEAVES, due) if hurried else None
        promised = due + timedelta(days=10 * hurried)
        made = replace(overdue({kind: step()} if kind else {}), contact_by=promised, hurry=soon)
        made = made if sent else replace(made, case=replace(made.case, sent=None))
        time = days >= 0 if hurried else days > 0

        if sent and time and kind in {None, Heard.ACKNOWLEDGED}:
            assert letters.to_make(made, wanted).id == wanted.what
        else:
            with pytest.raises(NoLetter, match="No letter was made"):
                letters.to_make(made, wanted)


@pytest.mark.parametrize("sent", [True, False])
def test_nothing_of_a_withdrawn_referral_is_set_but_the_evidence_record(sent, tmp_path):
    """A withdrawn referral has no pack, paper, slip or letter, before and after sending, and no file of them is left on
    the disk.
    """
    made = overdue({WITHDRAWN: step(what="consent-withdrawn")})
    made = made if sent else replace(made, case=replace(made.case, sent=None))
    tries = [
        lambda: pack.write(made, tmp_path),
        lambda: pack.write_slip(made, tmp_path / "slip.pdf"),
        lambda: pack.preview(made),
        lambda: pack.preview_slip(made),
        *(
            (lambda what=what: one_paper.to_print(made, what, TODAY))
            for what in one_paper.papers_of(BOOK)
            if what not in {"evidence", *one_paper.RECORDS}
        ),
        *(
            (lambda one=one: pack.write_letter(made, tmp_path / "l.pdf", LetterWanted(one.id, TODAY)))
            for one in BOOK.letters.letters
        ),
    ]

    for attempt in tries:
        with pytest.raises(ReferralWithdrawn, match="withdrawn on Monday 23 November 2026"):
            attempt()
    assert not list(tmp_path.iterdir())
    assert pdf.write(records.evidence(made), 0)


@pytest.mark.parametrize("wanted", BOTH, ids=lambda wanted: wanted.what)
def test_an_e_mail_draft_of_it_shows_nothing_of_the_person(wanted, tmp_path):
    """The letter is attached, subject and body have the reference only, and the same letter gives the same bytes."""
    for name in ("one.eml", "two.eml"):
        going.write_letter_draft(overdue(), "homes@example.org", tmp_path / name, wanted)
    raw = (tmp_path / "one.eml").read_bytes()
    message = message_from_bytes(raw, policy=SMTP)
    seen = f"{message['Subject']} {message.get_body().get_content()}"

    assert message["To"] == "homes@example.org"
    assert message["X-Unsent"] == "1"
    assert "UPW-7K3M-2Q" in seen
    assert not [word for word in PERSONAL if word in seen]
    (attached,) = message.iter_attachments()
    assert attached.get_filename() == f"letter-{wanted.what}.pdf"
    assert attached.get_content().startswith(b"%PDF")
    assert raw == (tmp_path / "two.eml").read_bytes()


@pytest.mark.parametrize("wanted", BOTH, ids=lambda wanted: wanted.what)
def test_each_is_one_page_behind_the_longest_values(wanted):
    """Each letter is one A4 page, whatever was typed."""
    longest = {
        one.id: ("Wwwww mmmmm " * one.longest)[: one.longest]
        for one in BOOK.forms["duty-to-refer"].fields
        if one.kind in {"text", "long-text", "email", "address"}
    }
    answers = {**ANSWERS, "situation": "losing-home"}
    made = overdue({Heard.ACKNOWLEDGED: step()}, answers, referral={**REFERRAL, **longest})
    agency = {**AGENCY, **{one: value for one, value in longest.items() if one in AGENCY}}
    made = replace(
        made, case=replace(made.case, agency=agency), judgement=replace(made.judgement, stage=Stage.HOMELESS)
    )

    assert len(pdf.pages(letters.document(made, wanted))) == 1


@pytest.mark.parametrize(
    ("was", "made", "error"),
    [
        ("This letter names nobody", "{person} is named", r"no \{person\} in a letter that names nobody"),
        ("ours = true\nnames-nobody", "names-nobody", "only beside ours"),
    ],
)
def test_a_letter_that_names_nobody_cannot_come_to_name_somebody(was, made, error):
    """Data that would add a person to such a letter is refused."""
    raw = (data_folder() / "letters.toml").read_text(encoding="utf-8").replace(was, made)

    with pytest.raises(DataError, match=error):
        read_letters(raw.encode(), "letters.toml", Links(), load().trees)
