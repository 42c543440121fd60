"""Where conversations can be reached."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.database.columns import Words

revision = "0005"
down_revision = "0004"


def _words(name: str) -> sa.Column[str]:
    return sa.Column(name, Words(), nullable=False)


def upgrade() -> None:
    op.create_table(
        "reference",
        _words("tenant"),
        _words("address"),
        _words("service_url"),
        _words("conversation"),
        _words("bot"),
        _words("user"),
        sa.Column("targeted", sa.Boolean(), nullable=False),
        _words("dead"),
        sa.PrimaryKeyConstraint("tenant", "address", name="pk_reference"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("reference")
