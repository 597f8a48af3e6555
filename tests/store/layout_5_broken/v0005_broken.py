"""An invented layout 5 that fails half-way, after it has changed something."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade():
    """Changes a table, then fails."""
    op.add_column("case_record", sa.Column("note", sa.String(), nullable=True))
    op.execute("DELETE FROM case_value")
    message = "an invented mistake"
    raise RuntimeError(message)
