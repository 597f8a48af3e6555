"""Layout 4: what lists, due items and counts need of each case, its search index, the early list, and more columns for erased cases."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the tables, empty: the desk makes the summaries once the store is open. For cases erased earlier the new columns stay empty."""
    op.add_column("state", sa.Column("summarised_under", sa.String(), nullable=False, server_default=""))
    for name in ("status", "reason", "contact_on", "result", "result_on"):
        op.add_column("erased_case", _text(name, blank=True))
    op.add_column("erased_case", sa.Column("before_56", sa.Boolean(), nullable=True))
    op.create_table(
        "early_entry",
        sa.Column("own_reference", sa.String(), primary_key=True),
        *(_text(name) for name in ("may_lose_on", "kind", "worker", "added_on")),
    )
    _index("early_entry", "may_lose_on")
    _create_summaries()
    _create_dues()
    _create_search()


def _text(name: str, *, blank: bool = False) -> "sa.Column[str]":
    return sa.Column(name, sa.String(), nullable=blank)


def _case(*, key: bool = False) -> "sa.Column[int]":
    return sa.Column("case_id", sa.Integer(), sa.ForeignKey("case_record.id"), primary_key=key, nullable=False)


def _index(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(f"ix_{table}_{column}", table, [column])


def _create_summaries() -> None:
    op.create_table(
        "case_summary",
        _case(key=True),
        _text("basis"),
        sa.Column("status_rank", sa.Integer(), nullable=False),
        *(_text(name) for name in ("reference", "initials", "status", "status_words", "authority")),
        _text("authority_words", blank=True),
        *(_text(name) for name in ("area", "stage")),
        _text("worker", blank=True),
        *(_text(name) for name in ("body_type", "outcome", "reason", "needs")),
        _text("last_date", blank=True),
        *(_text(name) for name in ("begun_on", "changed_at")),
        _text("sent_on", blank=True),
        _text("code"),
        *(_text(name, blank=True) for name in ("acknowledged_on", "contact_on", "no_contact_on")),
        _text("result"),
        *(_text(name, blank=True) for name in ("result_on", "withdrawn_on")),
        _text("why_withdrawn"),
        *(sa.Column(name, sa.Boolean(), nullable=False) for name in ("not_sent", "ready")),
        *(sa.Column(name, sa.Boolean(), nullable=True) for name in ("pack_is_current", "before_56")),
        _text("closed_on", blank=True),
    )
    _index(
        "case_summary",
        "authority",
        "authority_words",
        "worker",
        "last_date",
        "sent_on",
        "not_sent",
        "ready",
        "closed_on",
    )
    filters = ["status_rank", "sent_on", "authority", "worker", "stage", "last_date"]
    op.create_index("ix_case_summary_filters", "case_summary", filters)


def _create_dues() -> None:
    op.create_table(
        "case_due",
        sa.Column("id", sa.Integer(), primary_key=True),
        _case(),
        sa.Column("kind_rank", sa.Integer(), nullable=False),
        *(_text(name) for name in ("kind", "shows_from")),
        _text("due", blank=True),
    )
    _index("case_due", "case_id")
    op.create_index("ix_case_due_shows_from", "case_due", ["shows_from", "kind_rank", "due", "case_id"])


def _create_search() -> None:
    indexed = ("found_by", "name", "known_as", "phone", "council", "notes")
    alike = ("alike_name", "alike_known_as")
    op.create_table("case_search", _case(key=True), *(_text(name) for name in (*indexed, *alike, "born", "phones")))
    _index("case_search", "found_by", "born")
    op.create_table("case_phone", sa.Column("id", sa.Integer(), primary_key=True), _case(), _text("phone"))
    _index("case_phone", "case_id", "phone")
    if op.get_bind().dialect.name != "sqlite":
        # A team's server holds no readable text, so there is nothing to search.
        return
    for table, columns, options in (("case_text", indexed, ""), ("case_name", alike, ", detail='none'")):
        op.execute(
            f"CREATE VIRTUAL TABLE {table} USING fts5({', '.join(columns)}, content='case_search', content_rowid='case_id',"
            f" tokenize='trigram'{options})"
        )
