"""The tables. Imported by the owning thread only: SQLModel takes a third of a second to load.

Values are JSON texts in ASCII, times ISO texts in UTC, so that no character and no driver setting can change them.
"""

from collections.abc import Callable

from sqlalchemy import Dialect, LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel

from champion_tui.store.errors import StoreDamaged

ANSWER, AGENCY, REFERRAL, COPIED, TYPING = "answer", "agency", "referral", "copied", "typing"
"""Whose a value is: the person's answers, the form's two holders, what was copied into the council's portal, and what is in
the middle of being typed (``being_typed.py``)."""

TAKEN_BACK, READ_OUT = "taken-back", "read-out"
"""By question: an answer that was taken back, and why; and the words that were read out when an answer was given."""


def as_written(value: object) -> bytes | None:
    """Bytes as they were written. SQLite keeps any type in any column, and SQLAlchemy makes bytes of whatever it finds, of a
    number so many zeros: here it is damage. Raises ``StoreDamaged``.
    """
    if value is None or isinstance(value, bytes):
        return value
    raise StoreDamaged("a row in it is no longer what this program wrote")


class Bytes(LargeBinary):
    """A column of bytes and nothing else."""

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[object], bytes | None]:  # noqa: ARG002  SQLAlchemy's way of asking
        """What each value that is read goes through."""
        return as_written


class StateRow(SQLModel, table=True):
    """One row: which vault this is, the newest list of slots, and the end of the chain."""

    __tablename__ = "state"
    id: int = Field(primary_key=True)
    vault: str
    slots_counter: int
    events: int
    chain_head: bytes = Field(sa_type=Bytes)
    unswept: bool = False
    """Whether a case was erased since the files were last written anew: traces of it may be in their unused parts."""


class CaseRow(SQLModel, table=True):
    """One case. ``last_event`` puts cases in the order of their last change, however the clock jumps.

    ``follows``: the reference of the case that it follows, taken out when that one is erased. ``pack_contents``: a digest of what the
    last pack held. ``as_sent``: what was true when it was sent.
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
    """One answer or field of a case; none where it is blank. ``holder`` is one of those above."""

    __tablename__ = "case_value"
    __table_args__ = (UniqueConstraint("case_id", "holder", "key"),)
    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="case_record.id")
    holder: str
    key: str
    value: str


class ExportedRow(SQLModel, table=True):
    """One file or folder that left the vault in plain."""

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
    """One link of the chain, without a word of what was said: it stays when the payload is erased."""

    __tablename__ = "event"
    number: int = Field(primary_key=True)
    at: str
    slot: str
    case_reference: str = Field(index=True)
    verb: str
    commitment: bytes = Field(sa_type=Bytes)
    chain: bytes = Field(sa_type=Bytes)


class PayloadRow(SQLModel, table=True):
    """What an event said: who, which field, old and new, with the salt of its commitment. Erasable."""

    __tablename__ = "event_payload"
    number: int = Field(primary_key=True, foreign_key="event.number")
    salt: bytes = Field(sa_type=Bytes)
    payload: bytes = Field(sa_type=Bytes)


class ErasedRow(SQLModel, table=True):
    """What stays of an erased case: ids from closed lists, and days. Nothing that a person typed."""

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
