"""Invented cases to make papers from: the shipped form and code lists, one invented council, and no real person."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from champion_tui.domain.cases.case import Case, Sent, TreeStamp
from champion_tui.domain.connection.findings import ConnectionWords
from champion_tui.domain.dates.closed_days import last_day
from champion_tui.domain.dates.stage import Stage
from champion_tui.domain.lines.authority import Channel, HousingAuthority, Promise, Service
from champion_tui.domain.lines.hours import read_hours
from champion_tui.domain.lines.phone_lines import Confidence, Hours, LineUse, PhoneLine, Provenance, Source
from champion_tui.ground.dates.calendar import WorkingCalendar, iso_date, london_date
from champion_tui.knowledge.book import Book
from champion_tui.knowledge.forms.after_sending import Since, read_after_sending
from champion_tui.knowledge.forms.letters import read_letters
from champion_tui.knowledge.forms.nicknames import read_nicknames
from champion_tui.knowledge.forms.reading_forms import read_codes, read_form
from champion_tui.knowledge.lines.areas import Area
from champion_tui.knowledge.links import Links
from champion_tui.knowledge.offers import read_offers
from champion_tui.knowledge.trees.reading_trees import read_tree
from champion_tui.papers.source import ChangedFact, EarlierReferral, PackSource
from champion_tui.triage.tree import Outcome, Reason, Tree
from champion_tui.triage.walk import Judgement, Status

DATA = Path(__file__).parents[2] / "data"
AT = datetime(2026, 11, 23, 10, 4, tzinfo=UTC)
SURE = Provenance("council-page", date(2026, 6, 30), Confidence.CONFIRMED)
UNSURE = Provenance("old-page", date(2018, 10, 1), Confidence.UNCONFIRMED)
WEEK = (Hours(read_hours("Mon-Fri 09:00-17:15"), SURE),)

DAY = PhoneLine("upper-wold-day", "upper-wold", "Upper Wold District Council", "01632 960001", LineUse.DAY, SURE, WEEK)
NIGHT = PhoneLine(
    "upper-wold-out-of-hours",
    "upper-wold",
    "Upper Wold District Council",
    "01632 960002",
    LineUse.OUT_OF_HOURS,
    UNSURE,
    day_line="upper-wold-day",
)
HELPLINE = PhoneLine(
    "shelter",
    "shelter",
    "Shelter",
    "0808 800 4444",
    LineUse.HELPLINE,
    SURE,
    (Hours(read_hours("Mon-Fri 08:00-17:00"), SURE),),
)
ABUSE_LINE = PhoneLine(
    "national-domestic-abuse",
    "national-domestic-abuse",
    "National Domestic Abuse Helpline",
    "0808 2000 247",
    LineUse.ANY_TIME,
    SURE,
)
OTHER_COUNCIL = PhoneLine("lower-wold-night", "lower-wold", "Lower Wold", "01632 960009", LineUse.ANY_TIME, SURE)
DANGER = PhoneLine("999", "999", "Emergency services", "999", LineUse.ANY_TIME, SURE)


def council(council_id, name, lines):
    """Returns an invented council that takes referrals through the portal."""
    channel = Channel("alert", "ALERT", "portal.example.org", (), "", "", SURE)
    return HousingAuthority(
        council_id, name, name, "UPW", "E07000999", SURE, None, None, None, lines, None, "", "", None, "", channel,
        Promise(10, "They try to make contact within 10 working days.", SURE),
    )  # fmt: skip


def tree():
    """Returns the shipped questions, which say which answers may leave, with outcomes of its own."""
    referring = {
        "refer": True,
        "other-authority": True,
        "already-referred": False,
        "no-consent": False,
        "phone-now": False,
    }
    outcomes = {
        one: Outcome(one, f"What {one} means for {{authority}}", (), referral, (), (), (), (), ())
        for one, referral in referring.items()
    }
    shipped = read_tree((DATA / "triage" / "duty-to-refer.toml").read_bytes(), "duty-to-refer.toml")
    return Tree(
        "duty-to-refer",
        "1",
        "a" * 64,
        "Duty to refer",
        "emergency",
        shipped.questions,
        outcomes,
        (),
        {},
        {},
        "duty-to-refer",
    )


AFTER_SENDING = read_after_sending((DATA / "after-sending.toml").read_bytes(), "after-sending.toml", Links())

OFFERS = read_offers((DATA / "offers.toml").read_bytes(), "offers.toml", Links())


def book():
    """Returns a small book: two invented councils, one helpline each for homes and abuse, the shipped form and codes."""
    councils = (
        council("upper-wold", "Upper Wold District Council", (DAY, NIGHT)),
        council("lower-wold", "Lower Wold District Council", (OTHER_COUNCIL,)),
    )
    area = Area("wolds", "The Wolds", councils, (), (), (), "", "", "", "duty-to-refer", "duty-to-refer")
    services = tuple(Service(line.owner, line.name, "", (line,)) for line in (DANGER, HELPLINE, ABUSE_LINE))
    form = read_form((DATA / "forms" / "duty-to-refer.toml").read_bytes(), "duty-to-refer.toml")
    codes = {file.stem: read_codes(file.read_bytes(), file.name) for file in sorted((DATA / "codes").glob("*.toml"))}
    return Book(
        areas={"wolds": area},
        national=services,
        emergency_rows={},
        sources={"procedure": Source("procedure", "Referral procedure, 2018")},
        law=(),
        connection_grounds=(),
        connection_words=ConnectionWords({}, {}, {}),
        rules={},
        glossary=(),
        trees={"duty-to-refer": tree()},
        forms={"duty-to-refer": form},
        letters=read_letters((DATA / "letters.toml").read_bytes(), "letters.toml", Links(), {}),
        after_sending=AFTER_SENDING,
        after_request=AFTER_SENDING,
        offers=OFFERS,
        nicknames=read_nicknames((DATA / "nicknames.toml").read_bytes(), "nicknames.toml"),
        codes=codes,
        calendar=WorkingCalendar(lambda _: False, date(2028, 12, 31)),
        bank_holidays_published_until=date(2028, 12, 31),
        digest="d" * 64,
    )


BOOK = book()
FORM = BOOK.forms["duty-to-refer"]

ANSWERS = {
    "emergency": "none",
    "safeguarding": "no",
    "age": "18-plus",
    "situation": "leaving-institution",
    "last-date": "2027-01-10",
    "circumstances": ("leaving-prison",),
    "capacity": "can-decide",
    "authority": "upper-wold",
    "consent": "spoken",
    "consent-contact": "yes",
    "consent-details": "all",
    "reach": "likely",
    "earlier-referral": "none",
}
AGENCY = {
    "agency-name": "Little Hill Prison",
    "body-type": "prison",
    "team": "Resettlement, B wing",
    "referrer-name": "Ada Sample",
    "referrer-role": "Housing champion",
    "referrer-phone": "01632 960100",
    "referrer-email": "resettlement@example.org",
}
REFERRAL = {
    "full-name": "Zebedee Example",
    "known-as": "Zeb",
    "date-of-birth": "1990-03-03",
    "phone": "07700 900123",
    "contact-method": "phone",
    "contact-notes": "Ring after 10 in the morning. Code word: heron.",
    "safe-to-ring": "yes",
    "safe-to-text": "ask",
    "safe-to-leave-message": "no",
    "may-say-who-is-calling": "no",
    "alternative-contact-name": "Grace Sample, probation officer",
    "alternative-contact-phone": "01632 960200",
    "do-not-contact-at": "His brother's flat, 12 Invented Row",
    "reachable-until": "Until 10 January 2027 through the resettlement team, B wing",
    "reachable-after": "Through the probation office in Wold Street",
    "communication-needs": ("interpreter", "large-print"),
    "interpreter-language": "Inventese of the north, a woman if they can",
    "household": "On his own",
    "current-accommodation": "custody",
    "reason-for-loss": "left-custody",
    "last-settled-address": "3 Nowhere Lane, Upper Wold",
    "support-needs": ("mental-health", "offending"),
    "risk-notes": "None known.",
    "why-this-authority": "His mother lives there.",
    "agreed-reason": "threatened",
    "slip-form": "standard",
    "summary": "He leaves prison on 10 January 2027 and has no home to go to. His sister cannot take him in.",
}


EARLIER = EarlierReferral(
    "UPW-2B7N-9X",
    "upper-wold",
    date(2026, 9, 1),
    "ZZ98-76",
    (
        ChangedFact(Since.LAST_DATE, "2026-10-02", "2027-01-10"),
        ChangedFact(Since.STAGE, "early", "threatened"),
        ChangedFact(Since.SITUATION, "losing-home", "leaving-institution"),
    ),
)
"""An earlier referral to the same council, with every fact that may have changed since."""


def case(**changes):
    """Returns a stored case with every field filled in; ``changes`` replace whole parts."""
    whole = Case(
        reference="UPW-7K3M-2Q",
        version=7,
        created_at=datetime(2026, 11, 23, 9, 40, tzinfo=UTC),
        changed_at=datetime(2026, 11, 23, 10, 2, tzinfo=UTC),
        area="wolds",
        tree=TreeStamp("duty-to-refer", "1", "a" * 64),
        answers=ANSWERS,
        agency=AGENCY,
        referral=REFERRAL,
    )
    return replace(whole, **changes)


def judgement(answers, outcome="refer"):
    """Returns what the tree would judge for these answers, with all of them on the path."""
    last = iso_date(str(answers.get("last-date")))
    return Judgement(
        Status.OUTCOME, outcome, None, Stage.THREATENED, tuple(answers), answers, (), (), (),
        next_steps=("Fill in the referral.",),
        record=("Note when they agreed, and how.",),
        tell=("Come back to us if nobody calls.", "This is not an application."),
        reasons=(Reason("They agreed to be referred.", "procedure", "2.2.2"),),
        last_day=last_day(last, london_date(AT), BOOK.calendar) if last else None,
    )  # fmt: skip


def source(answers=None, referral=None, outcome="refer", **changes):
    """Returns what the desk passes to the packs. ``answers`` and ``referral`` are merged into the sample's; None in
    ``referral`` empties a field.
    """
    given = {**ANSWERS, **(answers or {})}
    fields = {key: value for key, value in {**REFERRAL, **(referral or {})}.items() if value is not None}
    now = tuple(map(BOOK.switchboard(AT).now, (DAY, NIGHT, OTHER_COUNCIL, DANGER, HELPLINE)))
    whole = PackSource(
        case=case(answers=given, referral=fields),
        book=BOOK,
        form=FORM,
        judgement=judgement(given, outcome),
        authority_name="Upper Wold District Council",
        at=AT,
        person="Ada Sample",
        contact_by=date(2026, 12, 7),
        promise_words="They try to make contact within 10 working days.",
        lines=now,
        chain_head="c" * 64,
        consent_words=(
            "May we refer you to Upper Wold District Council? Answer: yes, spoken.",
            "May we tell them how to reach you? Answer: yes.",
            "May we share health, support and risk details? Answer: all of them.",
        ),
        consent_words_version="duty-to-refer 1",
    )
    return replace(whole, **changes)


def sent(whole, code="AB12-CD34"):
    """Returns the same case, marked as sent on the day before it is printed."""
    return replace(whole, case=replace(whole.case, sent=Sent(date(2026, 11, 22), code, "Ada Sample")))
