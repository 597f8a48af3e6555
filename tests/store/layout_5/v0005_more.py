"""An invented layout 5: a new column that is filled, and a column made longer by rebuilding its table."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade():
    """Adds a note to each case and rebuilds the table of settings."""
    op.add_column("case_record", sa.Column("note", sa.String(), nullable=False, server_default="none yet"))
    with op.batch_alter_table("case_record") as table:
        table.alter_column("area", type_=sa.String(200))
