"""The people of ``many_cases``, the outcome of each case, and its summary as rows of the read model, all derived from a number."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from champion_tui.domain.cases.after_sending import CouncilOutcome
from champion_tui.domain.cases.case import CaseStatus
from champion_tui.domain.cases.summary import BY_LAST_DATE, CaseSummary, Due, DueKind, Likeness, SearchTexts
from champion_tui.store.cases.summaries import SEARCH, SUMMARY
from champion_tui.store.cases.summary_rows import to_rows
from champion_tui.store.database.tables import INDEXED

GIVEN = (
    "Ada",
    "Bea",
    "Cai",
    "Dov",
    "Eli",
    "Fay",
    "Gus",
    "Hal",
    "Ida",
    "Jun",
    "Kit",
    "Lou",
    "Mae",
    "Ned",
    "Oli",
    "Pia",
    "Quin",
    "Roz",
    "Sam",
    "Tam",
    "Una",
    "Val",
    "Wyn",
    "Xan",
    "Yas",
    "Zoe",
)
FRONT = (
    "Ben",
    "Cor",
    "Dal",
    "Fen",
    "Gar",
    "Hol",
    "Ing",
    "Jor",
    "Kel",
    "Lan",
    "Mor",
    "Nor",
    "Pel",
    "Rad",
    "Sel",
    "Tor",
    "Vel",
    "Wil",
)
BACK = (
    "aday",
    "berry",
    "combe",
    "dale",
    "ford",
    "gate",
    "hurst",
    "ington",
    "land",
    "moor",
    "ness",
    "pool",
    "quist",
    "ridge",
    "stead",
    "thorpe",
    "well",
    "wick",
)
HEARD = 60
"""Of this many sent cases, one has no reply. A third have contact only, the others an outcome too."""

TODAY = date(2026, 11, 27)
"""The day after the last of 100,000 cases was begun."""

COUNCILS = (
    ("cherwell", "Cherwell"),
    ("oxford", "Oxford"),
    ("vale", "Vale of White Horse"),
    ("south", "South Oxfordshire"),
)


def _insert(table: str, columns: tuple[str, ...]) -> str:
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"  # noqa: S608  only names from the store


INTO_SUMMARY = _insert("case_summary", ("case_id", *SUMMARY))
INTO_SEARCH = _insert("case_search", ("case_id", *SEARCH))
INTO_DUE = _insert("case_due", ("case_id", "kind_rank", "kind", "shows_from", "due"))
INTO_PHONE = _insert("case_phone", ("case_id", "phone"))
STATEMENTS = (INTO_SUMMARY, INTO_SEARCH, INTO_DUE, INTO_PHONE)


def name_of(number: int) -> str:
    """Returns a name that about four of 100,000 people have."""
    family = FRONT[number // len(GIVEN) % len(FRONT)] + BACK[number // (len(GIVEN) * len(FRONT)) % len(BACK)]
    return f"{GIVEN[number % len(GIVEN)]} {family}"


def born(number: int) -> date:
    """Returns a date of birth."""
    return date(1950, 1, 1) + timedelta(days=number * 37 % 19_000)


def steps(number: int, sent: date) -> Mapping[str, tuple[str, ...]]:
    """Returns the steps after sending on that day, as the store's values; {} for one case in ``HEARD``."""
    if number % HEARD == 0:
        return {}
    contact = ("contact-made", (sent + timedelta(days=4)).isoformat(), "")
    decided = ("outcome", (sent + timedelta(days=30)).isoformat(), tuple(CouncilOutcome)[number % len(CouncilOutcome)])
    return {
        kind: (on, "Ada Invented", "", what, "")
        for kind, on, what in ((contact,) if number % 3 == 0 else (contact, decided))
    }


def summary(
    number: int,
    reference: str,
    at: datetime,
    values: Mapping[str, Any],
    happened: Mapping[str, tuple[str, ...]],
    *,
    sent: bool,
    dealt_with: bool,
) -> CaseSummary:
    """Returns the summary of one case, much as a desk would make it."""
    day, name, phone = at.date(), str(values["referral.full-name"]), str(values["referral.phone"])
    on = {kind: date.fromisoformat(value[0]) for kind, value in happened.items()}
    status = _status(happened, sent=sent)
    authority, words = COUNCILS[number % len(COUNCILS)]
    result = happened["outcome"][3] if "outcome" in happened else ""
    return CaseSummary(
        reference, "".join(part[0] for part in name.split()), status, status.replace("-", " "), authority, words, "oxfordshire",
        BY_LAST_DATE, f"Worker {number % 40}", "voluntary", "refer", "threatened", ("support",) if number % 2 else (), day + timedelta(days=40),
        day, at, day if sent else None, "", None, on.get("contact-made"), None, result, on.get("outcome"), None, "", not sent, not sent, True,
        bool(number % 5 == 0) if sent else None, on.get("outcome"),
        dues=tuple(_dues(day, happened, sent=sent, dealt_with=dealt_with)),
        search=SearchTexts(name.casefold(), "", phone, words.casefold(), str(values["referral.risk-notes"]).casefold()),
        alike=Likeness(name.casefold(), "", born(number).isoformat(), (phone.replace(" ", ""),)),
    )  # fmt: skip


def _status(happened: Mapping[str, tuple[str, ...]], *, sent: bool) -> str:
    if not sent:
        return CaseStatus.READY
    if "outcome" in happened:
        return CaseStatus.OUTCOME_KNOWN
    return CaseStatus.CONTACT_MADE if happened else CaseStatus.SENT


def _dues(day: date, happened: Mapping[str, tuple[str, ...]], *, sent: bool, dealt_with: bool) -> Iterator[Due]:
    if not sent:
        yield Due(DueKind.SEND, day, day)
    elif not happened:
        yield Due(DueKind.CHASE, day + timedelta(days=14), day + timedelta(days=14))
    if not dealt_with:
        yield Due(DueKind.FILE_OUTSIDE, day, None)
    if "outcome" in happened:
        kept = date.fromisoformat(happened["outcome"][0]) + timedelta(days=730)
        yield Due(DueKind.ERASE, kept, kept)


def rows_of(case_id: int, mark: str, made: CaseSummary) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Yields the rows of a summary, each with its statement."""
    rows = to_rows(made)
    yield INTO_SUMMARY, (case_id, mark, *rows.summary)
    yield INTO_SEARCH, (case_id, *rows.search)
    yield from ((INTO_DUE, (case_id, *due)) for due in rows.dues)
    yield from ((INTO_PHONE, (case_id, phone)) for phone in rows.phones)


def index(connection: Any) -> None:
    """Fills the text indexes from the rows that were written."""
    for table in INDEXED:
        connection.execute(f"INSERT INTO {table} ({table}) VALUES ('rebuild')")  # noqa: S608  only names from the store
