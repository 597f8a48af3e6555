"""Layout 1: the first tables, made from nothing."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Creates every table of layout 1."""
    _create_state()
    _create_cases()
    _create_kept()
    _create_events()


def _text(name: str, *, blank: bool = False) -> "sa.Column[str]":
    return sa.Column(name, sa.String(), nullable=blank)


def _create_state() -> None:
    op.create_table(
        "state",
        sa.Column("id", sa.Integer(), primary_key=True),
        _text("vault"),
        sa.Column("slots_counter", sa.Integer(), nullable=False),
        sa.Column("events", sa.Integer(), nullable=False),
        sa.Column("chain_head", sa.LargeBinary(), nullable=False),
    )


def _create_cases() -> None:
    op.create_table(
        "case_record",
        sa.Column("id", sa.Integer(), primary_key=True),
        _text("reference"),
        sa.Column("version", sa.Integer(), nullable=False),
        _text("created_at"),
        _text("changed_at"),
        sa.Column("last_event", sa.Integer(), nullable=False),
        *(_text(name) for name in ("area", "tree_id", "tree_version", "tree_digest")),
        *(_text(name, blank=True) for name in ("sent_on", "sent_code", "sent_by", "exported_at")),
        sa.UniqueConstraint("reference"),
    )
    op.create_index("ix_case_record_last_event", "case_record", ["last_event"])
    op.create_table(
        "case_value",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("case_id", sa.Integer(), sa.ForeignKey("case_record.id"), nullable=False),
        *(_text(name) for name in ("holder", "key", "value")),
        sa.UniqueConstraint("case_id", "holder", "key"),
    )
    op.create_table(
        "exported_file",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("case_id", sa.Integer(), sa.ForeignKey("case_record.id"), nullable=False),
        *(_text(name) for name in ("path", "kind", "exported_at")),
        _text("dealt_with_at", blank=True),
    )
    op.create_index("ix_exported_file_case_id", "exported_file", ["case_id"])


def _create_kept() -> None:
    for table in ("own_detail", "setting"):
        op.create_table(table, sa.Column("key", sa.String(), primary_key=True), _text("value"))


def _create_events() -> None:
    op.create_table(
        "event",
        sa.Column("number", sa.Integer(), primary_key=True),
        *(_text(name) for name in ("at", "slot", "case_reference", "verb")),
        sa.Column("commitment", sa.LargeBinary(), nullable=False),
        sa.Column("chain", sa.LargeBinary(), nullable=False),
    )
    op.create_index("ix_event_case_reference", "event", ["case_reference"])
    op.create_table(
        "event_payload",
        sa.Column("number", sa.Integer(), sa.ForeignKey("event.number"), primary_key=True),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
    )
