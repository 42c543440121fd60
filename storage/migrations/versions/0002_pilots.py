"""Pilots: journal, summary, who is involved, who is answering."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.database.columns import Instant, Json, Words

revision = "0002"
down_revision = "0001"


def _words(name: str) -> sa.Column[str]:
    return sa.Column(name, Words(), nullable=False)


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=False)


def upgrade() -> None:
    op.create_table(
        "journal",
        _words("tenant"),
        _words("pilot"),
        sa.Column("seq", sa.Integer(), nullable=False),
        _words("kind"),
        sa.Column("payload", Words(), nullable=True),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        _words("by"),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "pilot", "seq", name="pk_journal"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "summary",
        _words("tenant"),
        _words("pilot"),
        sa.Column("seq", sa.Integer(), nullable=False),
        _words("name"),
        _words("name_key"),
        _words("room"),
        _flag("hidden"),
        sa.Column("born", sa.Integer(), nullable=False),
        _words("playbook"),
        _words("stage"),
        _words("gate"),
        _flag("closed"),
        sa.Column("met", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("blocking", sa.Integer(), nullable=False),
        _words("owner"),
        _words("metric"),
        _words("funding"),
        sa.Column("body", Json, nullable=False),
        sa.PrimaryKeyConstraint("tenant", "pilot", name="pk_summary"),
    )
    op.create_index("ix_summary_all", "summary", ["tenant", "closed", "name_key", "pilot"])
    op.create_index("ix_summary_name", "summary", ["tenant", "name_key"])
    op.create_index(
        "ix_summary_page", "summary", ["tenant", "closed", "hidden", "name_key", "pilot"]
    )
    op.create_index("ix_summary_room", "summary", ["tenant", "room", "closed", "born"])
    op.create_table(
        "tally",
        _words("tenant"),
        _flag("closed"),
        _flag("hidden"),
        sa.Column("pilots", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "closed", "hidden", name="pk_tally"),
    )
    op.create_table(
        "involved",
        _words("tenant"),
        _words("pilot"),
        _words("person"),
        _words("role"),
        sa.ForeignKeyConstraint(
            ["tenant", "person"], ["person.tenant", "person.id"], name="fk_involved_tenant_person"
        ),
        sa.PrimaryKeyConstraint("tenant", "pilot", "person", "role", name="pk_involved"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_involved_tenant_person_pilot", "involved", ["tenant", "person", "pilot"])
    op.create_table(
        "sitting",
        _words("tenant"),
        _words("person"),
        _words("conversation"),
        _words("pilot"),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "person"], ["person.tenant", "person.id"], name="fk_sitting_tenant_person"
        ),
        sa.PrimaryKeyConstraint("tenant", "person", "conversation", name="pk_sitting"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("sitting")
    op.drop_table("involved")
    op.drop_table("tally")
    op.drop_table("summary")
    op.drop_table("journal")
