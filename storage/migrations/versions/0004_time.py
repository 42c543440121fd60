"""What comes by itself: digests and reminders."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.database.columns import Instant, Json, Words

revision = "0004"
down_revision = "0003"
_ON = sa.text("state = 'on'")


def _words(name: str) -> sa.Column[str]:
    return sa.Column(name, Words(), nullable=False)


def upgrade() -> None:
    op.create_table(
        "schedule",
        _words("tenant"),
        _words("address"),
        _words("platform"),
        _words("scope"),
        sa.Column("pilots", Json, nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        _words("at"),
        _words("tz"),
        _words("owner"),
        _words("state"),
        _words("reason"),
        sa.Column("next_at", Instant(), nullable=False),
        _words("week"),
        sa.Column("last_at", Instant(), nullable=True),
        sa.Column("changed_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("tenant", "address", name="pk_schedule"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_schedule_due", "schedule", ["next_at"], sqlite_where=_ON, postgresql_where=_ON
    )
    op.create_table(
        "manner",
        _words("tenant"),
        _words("person"),
        _words("state"),
        sa.Column("next_at", Instant(), nullable=False),
        _words("cover"),
        sa.Column("until", Instant(), nullable=True),
        sa.Column("unnamed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "person", name="pk_manner"),
        sa.ForeignKeyConstraint(
            ["tenant", "person"], ["person.tenant", "person.id"], name="fk_manner_tenant_person"
        ),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_manner_due", "manner", ["next_at"], sqlite_where=_ON, postgresql_where=_ON)
    op.create_table(
        "glance",
        _words("tenant"),
        _words("pilot"),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("body", Json, nullable=False),
        sa.PrimaryKeyConstraint("tenant", "pilot", "at", name="pk_glance"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_glance_at", "glance", ["at"])
    op.create_table(
        "preference",
        _words("tenant"),
        _words("name"),
        _words("value"),
        sa.PrimaryKeyConstraint("tenant", "name", name="pk_preference"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("preference")
    op.drop_table("glance")
    op.drop_table("manner")
    op.drop_table("schedule")
