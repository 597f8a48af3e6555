"""An invented layout 5 that takes rows away to which others refer."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade():
    """Lose the cases and keep their answers."""
    op.execute("DELETE FROM case_record")
