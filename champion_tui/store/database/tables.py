"""The tables. Imported by the owning thread only: SQLModel takes a third of a second to load.

Values are JSON in ASCII, times ISO texts in UTC, so that no character and no driver setting can change them.
"""

from collections.abc import Callable

from sqlalchemy import Dialect, Index, LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel

from champion_tui.store.errors import StoreDamaged

ANSWER, AGENCY, REFERRAL, COPIED, TYPING = "answer", "agency", "referral", "copied", "typing"
"""Holders of values: the person's answers, the two parts of the form, what was copied into the council's portal, and
fields that are being typed (``being_typed.py``).
"""

TAKEN_BACK, READ_OUT = "taken-back", "read-out"
"""By question: an answer that was taken back, with the reason; and the words that were read out when an answer was given."""

STEP = "step"
"""By kind: what happened to a referral after it was sent."""


def as_written(value: object) -> bytes | None:
    """Returns bytes unchanged. SQLite accepts any type in any column, and SQLAlchemy turns any value into bytes (a
    number into that many zeros); here another type is damage. Raises ``StoreDamaged``.
    """
    if value is None or isinstance(value, bytes):
        return value
    raise StoreDamaged("a row in it is no longer what this program wrote")


class Bytes(LargeBinary):
    """A column that holds only bytes."""

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[object], bytes | None]:  # noqa: ARG002  SQLAlchemy's signature
        """Returns the function applied to each value that is read."""
        return as_written


class StateRow(SQLModel, table=True):
    """The one row of state: the vault's id, the number of its list of slots, and the end of the chain."""

    __tablename__ = "state"
    id: int = Field(primary_key=True)
    vault: str
    slots_counter: int
    events: int
    chain_head: bytes = Field(sa_type=Bytes)
    unswept: bool = False
    """True if something was erased since the files were last rewritten: traces of it may be in their unused parts."""
    summarised_under: str = ""
    """The basis of the summaries of all cases; "" if some may be missing or have another basis."""


class CaseRow(SQLModel, table=True):
    """One case. ``last_event`` orders cases by their last change, even if the clock jumps. Times are ISO texts in UTC.

    ``follows`` is the reference of the case that it follows, cleared when that one is erased. ``pack_contents`` is a
    digest of what the last pack held. ``as_sent`` is what was true when the case was sent.
    """

    __tablename__ = "case_record"
    id: int | None = Field(default=None, primary_key=True)
    reference: str = Field(unique=True)
    version: int
    created_at: str
    changed_at: str
    last_event: int = Field(index=True)
    area: str
    tree_id: str
    tree_version: str
    tree_digest: str
    sent_on: str | None = Field(default=None, index=True)
    sent_code: str | None = None
    sent_by: str | None = None
    exported_at: str | None = None
    follows: str | None = Field(default=None, index=True)
    pack_contents: str | None = None
    as_sent: str | None = None


class ValueRow(SQLModel, table=True):
    """One answer or field of a case. A blank one has no row. ``holder`` is one of those above."""

    __tablename__ = "case_value"
    __table_args__ = (UniqueConstraint("case_id", "holder", "key"),)
    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="case_record.id")
    holder: str
    key: str
    value: str


class ExportedRow(SQLModel, table=True):
    """One file or folder that left the vault unencrypted."""

    __tablename__ = "exported_file"
    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="case_record.id", index=True)
    path: str
    kind: str
    exported_at: str
    dealt_with_at: str | None = Field(default=None, index=True)


class OwnDetailRow(SQLModel, table=True):
    """One of the referrer's own details, kept for the next case."""

    __tablename__ = "own_detail"
    key: str = Field(primary_key=True)
    value: str


class SettingRow(SQLModel, table=True):
    """One setting of this store."""

    __tablename__ = "setting"
    key: str = Field(primary_key=True)
    value: str


class EventRow(SQLModel, table=True):
    """One link of the chain, without anything that was said: it stays when the payload is erased."""

    __tablename__ = "event"
    number: int = Field(primary_key=True)
    at: str
    slot: str
    case_reference: str = Field(index=True)
    verb: str
    commitment: bytes = Field(sa_type=Bytes)
    chain: bytes = Field(sa_type=Bytes)


class PayloadRow(SQLModel, table=True):
    """What an event said (who, which field, old and new), with the salt of its commitment. Can be erased."""

    __tablename__ = "event_payload"
    number: int = Field(primary_key=True, foreign_key="event.number")
    salt: bytes = Field(sa_type=Bytes)
    payload: bytes = Field(sa_type=Bytes)


class ErasedRow(SQLModel, table=True):
    """What stays of an erased case: days, and ids from closed lists. Nothing that a person typed."""

    __tablename__ = "erased_case"
    reference: str = Field(primary_key=True)
    event: int
    created_on: str
    erased_on: str
    area: str
    authority: str | None = None
    body_type: str | None = None
    stage: str | None = None
    outcome: str | None = None
    sent_on: str | None = None
    status: str | None = None
    reason: str | None = None
    contact_on: str | None = None
    result: str | None = None
    result_on: str | None = None
    before_56: bool | None = None


class EarlyRow(SQLModel, table=True):
    """One entry of the early list. ``own_reference`` is the agency's own; it and other typed text are stored as JSON."""

    __tablename__ = "early_entry"
    own_reference: str = Field(primary_key=True)
    may_lose_on: str = Field(index=True)
    kind: str
    worker: str
    added_on: str


# -- the read model: what lists, dues and counts need of each case, made by the desk (ADR 026) -----------------------------


class SummaryRow(SQLModel, table=True):
    """One case as lists show it. ``basis`` is a mark of the knowledge used; ``status_rank`` is the position of its
    status in ``CaseStatus``.
    """

    __tablename__ = "case_summary"
    __table_args__ = (
        Index("ix_case_summary_filters", "status_rank", "sent_on", "authority", "worker", "stage", "last_date"),
    )
    case_id: int = Field(primary_key=True, foreign_key="case_record.id")
    basis: str
    status_rank: int
    reference: str
    initials: str
    status: str
    status_words: str
    authority: str = Field(index=True)
    authority_words: str | None = Field(default=None, index=True)
    area: str
    stage: str
    worker: str | None = Field(default=None, index=True)
    body_type: str
    outcome: str
    reason: str
    needs: str
    last_date: str | None = Field(default=None, index=True)
    begun_on: str
    changed_at: str
    sent_on: str | None = Field(default=None, index=True)
    code: str
    acknowledged_on: str | None = None
    contact_on: str | None = None
    no_contact_on: str | None = None
    result: str
    result_on: str | None = None
    withdrawn_on: str | None = None
    why_withdrawn: str
    not_sent: bool = Field(index=True)
    ready: bool = Field(index=True)
    pack_is_current: bool | None = None
    before_56: bool | None = None
    closed_on: str | None = Field(default=None, index=True)


class DueRow(SQLModel, table=True):
    """One thing that is due in a case. ``kind_rank`` is the position of its kind in ``DueKind`` and breaks ties."""

    __tablename__ = "case_due"
    __table_args__ = (Index("ix_case_due_shows_from", "shows_from", "kind_rank", "due", "case_id"),)
    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="case_record.id", index=True)
    kind_rank: int
    kind: str
    shows_from: str
    due: str | None = None


class SearchRow(SQLModel, table=True):
    """The texts that a search looks through, and what shows that two cases are about the same person. ``found_by`` has
    the reference and the initials.
    """

    __tablename__ = "case_search"
    case_id: int = Field(primary_key=True, foreign_key="case_record.id")
    found_by: str = Field(index=True)
    name: str
    known_as: str
    phone: str
    council: str
    notes: str
    alike_name: str
    alike_known_as: str
    born: str = Field(index=True)
    phones: str


class PhoneRow(SQLModel, table=True):
    """One phone number of a case, digits only."""

    __tablename__ = "case_phone"
    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="case_record.id", index=True)
    phone: str = Field(index=True)


TEXT_INDEX, NAME_INDEX = "case_text", "case_name"
"""Two FTS5 tables over ``case_search``, each with tables of its own that no code here names. Their columns follow.

Deleting a row in them only marks it as deleted: the words stay readable in its blocks until the index is rewritten by a
sweep (``rewriting.py``). ``case_name`` is a table of its own because the trigrams of names are common in notes.
"""

INDEXED = {
    TEXT_INDEX: ("found_by", "name", "known_as", "phone", "council", "notes"),
    NAME_INDEX: ("alike_name", "alike_known_as"),
}
