"""Layout 3: which case a case follows, what the last pack held, and what was true when a referral was sent."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds three columns to the cases. Facts that an earlier program did not keep stay unknown."""
    for name in ("follows", "pack_contents", "as_sent"):
        op.add_column("case_record", sa.Column(name, sa.String(), nullable=True))
    op.create_index("ix_case_record_follows", "case_record", ["follows"])
