"""Layout 2: what stays of an erased case, and two indexes that find what is waiting without reading every case."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the table of erased cases, the flag that traces have to be swept out of the files, and the indexes."""
    op.create_table(
        "erased_case",
        sa.Column("reference", sa.String(), primary_key=True),
        sa.Column("event", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("created_on", "erased_on", "area")),
        *(
            sa.Column(name, sa.String(), nullable=True)
            for name in ("authority", "body_type", "stage", "outcome", "sent_on")
        ),
    )
    op.add_column("state", sa.Column("unswept", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_index("ix_case_record_sent_on", "case_record", ["sent_on"])
    op.create_index("ix_exported_file_dealt_with_at", "exported_file", ["dealt_with_at"])
