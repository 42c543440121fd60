"""What organisations ask in their own words."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.database.columns import Counted, Instant, Json, Words

revision = "0006"
down_revision = "0005"


def _words(name: str) -> sa.Column[str]:
    return sa.Column(name, Words(), nullable=False)


def upgrade() -> None:
    op.create_table(
        "edition",
        _words("tenant"),
        sa.Column("number", Counted, autoincrement=False, nullable=False),
        sa.Column("files", Json, nullable=False),
        sa.Column("retired", Json, nullable=False),
        _words("digest"),
        _words("by"),
        sa.Column("at", Instant(), nullable=False),
        _words("why"),
        sa.PrimaryKeyConstraint("tenant", "number", name="pk_edition"),
    )
    op.create_table(
        "draft",
        _words("tenant"),
        _words("id"),
        sa.Column("base", sa.Integer(), nullable=False),
        _words("name"),
        sa.Column("files", Json, nullable=False),
        _words("by"),
        sa.Column("at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "id", name="pk_draft"),
    )


def downgrade() -> None:
    op.drop_table("draft")
    op.drop_table("edition")
