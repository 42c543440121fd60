"""Lists that somebody gave in chat and has not decided about."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.database.columns import Instant, Json, Words

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "parcel",
        sa.Column("tenant", Words(), nullable=False),
        sa.Column("id", Words(), nullable=False),
        sa.Column("person", Words(), nullable=False),
        sa.Column("body", Json, nullable=False),
        sa.Column("going", sa.Boolean(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "id", name="pk_parcel"),
    )


def downgrade() -> None:
    op.drop_table("parcel")
