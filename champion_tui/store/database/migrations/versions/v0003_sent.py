"""Layout 3: which case follows which, what the last pack held, and what was true when a referral was sent."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add three columns to the cases. What an earlier program did not keep stays unknown: nothing is made up for it."""
    for name in ("follows", "pack_contents", "as_sent"):
        op.add_column("case_record", sa.Column(name, sa.String(), nullable=True))
    op.create_index("ix_case_record_follows", "case_record", ["follows"])
