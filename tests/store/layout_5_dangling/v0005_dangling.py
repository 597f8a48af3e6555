"""An invented layout 5 that deletes rows to which others refer."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade():
    """Deletes the cases and keeps their answers."""
    op.execute("DELETE FROM case_record")
