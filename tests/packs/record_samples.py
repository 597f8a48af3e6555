"""The history of a case as the papers about its record get it: invented events, steps and files."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from pack_samples import AT, BOOK, source

from champion_tui.domain.cases.after_sending import OUTCOME, WITHDRAWN, Heard, Step
from champion_tui.domain.cases.case import Event, ExportedFile, ReadOut, Sent, TakenBack, Typing
from champion_tui.domain.cases.summary import DueKind
from champion_tui.domain.figures.by_name import NameRow
from champion_tui.papers.record.by_name import ByNameSource
from champion_tui.papers.record.subject_access import Held

ADA = "Ada Sample"
STEPS = {
    Heard.ACKNOWLEDGED: Step(date(2026, 11, 3), ADA),
    Heard.CONTACT_MADE: Step(date(2026, 11, 10), ADA, "Zeb rang to say so, 07700 900123"),
    OUTCOME: Step(date(2026, 11, 20), ADA, what="relief-duty"),
    WITHDRAWN: Step(date(2026, 11, 22), ADA, "found a room", "need-resolved", "no"),
}
DONE = (
    (
        "created",
        None,
        '{"answer": {"age": "18-plus", "situation": "losing-home"}, "agency": {}, "referral": {"phone": "1"}}',
    ),
    ("answer situation", "losing-home", "leaving-institution"),
    ("answer last-date", None, "2027-01-10"),
    ("answer circumstances", None, "leaving-prison, pregnant"),
    ("answer authority", None, "upper-wold"),
    ("read-out consent", None, "May we refer you to Upper Wold, and to nobody else?, 7"),
    ("taken-back consent", None, 'authority, lower-wold, "spoken"'),
    ("agency agency-name", None, "Little Hill Prison"),
    ("referral full-name", None, "Zebedee Example"),
    ("referral support-needs", None, "mental-health, offending"),
    ("referral date-of-birth", "1990-03-30", "1990-03-03"),
    ("exported", None, '[["/media/stick/UPW-7K3M-2Q", "pack"]]'),
    ("copied phone", None, "0a1b"),
    ("sent", None, "2026-11-02, AB12-CD34"),
    ("as-sent", None, "e" * 64),
    ("step contact-made", None, "2026-11-10, Ada Sample, Zeb rang, to say so, , "),
    ("step outcome", "2026-11-20, Ada Sample, , no-duty, ", "2026-11-20, Ada Sample, , relief-duty, "),
    ("step withdrawn", None, "2026-11-22, Ada Sample, found a room, need-resolved, no"),
    ("dealt-with", None, "/media/stick/UPW-7K3M-2Q"),
    ("invented-verb of-tomorrow", "a", "b"),
)


def key_of(what):
    """Returns the verb and the key of an event."""
    verb, _, key = what.partition(" ")
    return verb, key


def events():
    """Returns one event of every kind, a minute apart, one of them at a time that the person gave."""
    begun = datetime(2026, 11, 1, 9, tzinfo=UTC)
    made = [
        Event(number, begun + timedelta(minutes=number), ADA, "UPW-7K3M-2Q", *key_of(what), old, new, f"{number:064x}")
        for number, (what, old, new) in enumerate(DONE, 1)
    ]
    return (*made[:-1], replace(made[-1], given=datetime(2026, 10, 1, tzinfo=UTC)))


def held():
    """Returns what is held besides the case."""
    out = datetime(2026, 11, 2, 9, tzinfo=UTC)
    files = (
        ExportedFile(1, "UPW-7K3M-2Q", "/media/stick/UPW-7K3M-2Q", "pack", out, out + timedelta(days=1)),
        ExportedFile(2, "UPW-7K3M-2Q", "Ward_3", "print", out),
    )
    return Held(events(), files, ("/media/copies/champion-safety-copy-2026-11-22, of 22 November 2026",))


def through_all(**changes):
    """Returns a case with everything that a case can hold."""
    made = source(**changes)
    whole = replace(
        made.case,
        sent=Sent(date(2026, 11, 2), "AB12-CD34", ADA),
        steps=STEPS,
        copied={"phone": "0a1b"},
        taken_back={"consent": TakenBack("spoken", "authority", "lower-wold")},
        read_out={"consent": ReadOut("May we refer you to Upper Wold?", "7")},
        typing={"summary": Typing("He lea")},
        follows="UPW-2B7N-9X",
        followed_by="UPW-8R8R-8R",
    )
    return replace(made, case=whole)


def by_name(count=3, **changes):
    """Returns a by-name list of this many people."""
    rows = tuple(
        NameRow(
            worker=ADA,
            who="Z.E.",
            reference=f"UPW-7K3M-{number:02}",
            authority_words="Upper Wold District Council",
            next_step=(DueKind.CHASE, DueKind.RING_TODAY, None)[number % 3],
            by=date(2026, 11, 24) if number % 3 == 0 else None,
            waiting=16,
            where="sent" if number % 2 else "contact-made",
        )
        for number in range(count)
    )
    steps = {row.reference: BOOK.after_sending.due[row.next_step].step for row in rows if row.next_step}
    return replace(ByNameSource(rows, steps, AT, ADA, {"sent": "sent, nothing heard"}), **changes)
