"""People, their roles, and channels."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.database.columns import Instant, Words

revision = "0001"
down_revision = None


def _words(name: str) -> sa.Column[str]:
    return sa.Column(name, Words(), nullable=False)


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=False)


def upgrade() -> None:
    op.create_table(
        "maker",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        _words("program"),
        sa.PrimaryKeyConstraint("id", name="pk_maker"),
    )
    op.create_table(
        "person",
        _words("tenant"),
        _words("id"),
        _words("user"),
        _words("name"),
        _words("name_key"),
        _words("tz"),
        _words("email"),
        _flag("admin"),
        _flag("guest"),
        _flag("bot"),
        _flag("stranger"),
        _flag("gone"),
        sa.PrimaryKeyConstraint("tenant", "id", name="pk_person"),
        sa.UniqueConstraint("tenant", "user", name="uq_person_tenant_user"),
    )
    op.create_index("ix_person_tenant_name_key_id", "person", ["tenant", "name_key", "id"])
    op.create_table(
        "role",
        _words("tenant"),
        _words("person"),
        _words("role"),
        _words("by"),
        sa.Column("at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "person"], ["person.tenant", "person.id"], name="fk_role_tenant_person"
        ),
        sa.PrimaryKeyConstraint("tenant", "person", "role", name="pk_role"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_role_tenant_role", "role", ["tenant", "role"])
    op.create_table(
        "room",
        _words("tenant"),
        _words("id"),
        _words("name"),
        _flag("private"),
        _flag("shared"),
        _flag("archived"),
        sa.PrimaryKeyConstraint("tenant", "id", name="pk_room"),
    )
    op.create_table(
        "member",
        _words("tenant"),
        _words("room"),
        _words("person"),
        sa.ForeignKeyConstraint(
            ["tenant", "person"], ["person.tenant", "person.id"], name="fk_member_tenant_person"
        ),
        sa.PrimaryKeyConstraint("tenant", "room", "person", name="pk_member"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_member_tenant_person", "member", ["tenant", "person"])


def downgrade() -> None:
    op.drop_table("member")
    op.drop_table("room")
    op.drop_table("role")
    op.drop_table("person")
    op.drop_table("maker")
