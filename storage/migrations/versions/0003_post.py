"""What is heard and what goes out."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.database.columns import Counted, Instant, Words

revision = "0003"
down_revision = "0002"
_OPEN = sa.text("state IN ('pending', 'sending')")
_UNSENT = sa.text("state <> 'sent'")


def _words(name: str) -> sa.Column[str]:
    return sa.Column(name, Words(), nullable=False)


def upgrade() -> None:
    op.create_table(
        "heard",
        _words("tenant"),
        _words("key"),
        sa.Column("at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "key", name="pk_heard"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_heard_at", "heard", ["at"])
    op.create_table(
        "delivery",
        sa.Column("id", Counted, autoincrement=True, nullable=False),
        _words("tenant"),
        _words("key"),
        _words("platform"),
        _words("address"),
        _words("card"),
        _words("lane"),
        sa.Column("rank", sa.Integer(), nullable=False),
        _words("only_for"),
        _words("updates"),
        _words("thread"),
        _words("state"),
        sa.Column("attempts", sa.Integer(), nullable=False),
        _words("message"),
        _words("reason"),
        sa.Column("not_before", Instant(), nullable=False),
        sa.Column("lease", Instant(), nullable=True),
        sa.Column("at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_delivery"),
        sa.UniqueConstraint("tenant", "key", name="uq_delivery_tenant_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_delivery_at", "delivery", ["at"])
    op.create_index("ix_delivery_tenant_message_id", "delivery", ["tenant", "message", "id"])
    op.create_index(
        "ix_delivery_line",
        "delivery",
        ["tenant", "platform", "address", "id"],
        sqlite_where=_OPEN,
        postgresql_where=_OPEN,
    )
    op.create_index(
        "ix_delivery_next", "delivery", ["rank", "id"], sqlite_where=_OPEN, postgresql_where=_OPEN
    )
    op.create_index(
        "ix_delivery_unsent", "delivery", ["state"], sqlite_where=_UNSENT, postgresql_where=_UNSENT
    )
    op.create_table(
        "pace",
        _words("platform"),
        _words("address"),
        sa.Column("next_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("platform", "address", name="pk_pace"),
    )
    op.create_table(
        "message",
        sa.Column("id", Counted, autoincrement=True, nullable=False),
        _words("conversation"),
        _words("sender"),
        _words("text"),
        _words("card"),
        _words("only_for"),
        sa.Column("key", Words(), nullable=True),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("edited", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_message"),
        sa.UniqueConstraint("key", name="uq_message_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_message_conversation_id", "message", ["conversation", "id"])


def downgrade() -> None:
    op.drop_table("message")
    op.drop_table("pace")
    op.drop_table("delivery")
    op.drop_table("heard")
