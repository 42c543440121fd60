"""Accounts of one person on two platforms, and two tenants that are one organisation."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.database.columns import Instant, Words

revision = "0008"
down_revision = "0007"

_LINKED = sa.text("one <> id")
_tenant: sa.ColumnClause[str] = sa.column("tenant", sa.Text())
# What stands before the colon of a tenant is its platform; until now each had one.
_PLATFORM = sa.case(
    (_tenant.like("slack:%"), "slack"), (_tenant.like("teams:%"), "teams"), else_="local"
)
_PERSON = sa.table("person", *map(sa.column, ("id", "platform", "one", "other", "voice")))
_ROOM = sa.table("room", sa.column("platform"))


def _words(name: str, *, empty: bool = False) -> sa.Column[str]:
    return sa.Column(name, Words(), nullable=empty)


def upgrade() -> None:
    for column in ("platform", "one", "other"):
        op.add_column("person", _words(column, empty=True))
    op.add_column("person", sa.Column("voice", sa.Boolean(), nullable=True))
    op.add_column("room", _words("platform", empty=True))
    alone = {"one": _PERSON.c.id, "other": "", "voice": sa.true()}
    op.execute(_PERSON.update().values(platform=_PLATFORM, **alone))
    op.execute(_ROOM.update().values(platform=_PLATFORM))
    with op.batch_alter_table("person") as person:
        for column in ("platform", "one", "other", "voice"):
            person.alter_column(column, nullable=False)
    with op.batch_alter_table("room") as room:
        room.alter_column("platform", nullable=False)
    op.create_index("ix_person_tenant_one", "person", ["tenant", "one"])
    op.create_index(
        "ix_person_linked", "person", ["tenant"], sqlite_where=_LINKED, postgresql_where=_LINKED
    )
    op.create_table(
        "joined",
        _words("joiner"),
        _words("home"),
        sa.Column("at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("joiner", name="pk_joined"),
    )
    op.create_table(
        "linking",
        _words("tenant"),
        _words("person"),
        _words("code"),
        sa.Column("until", Instant(), nullable=False),
        _words("taker"),
        sa.Column("agreed", sa.Boolean(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("wrong", sa.Integer(), nullable=False),
        sa.Column("since", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "person"], ["person.tenant", "person.id"], name="fk_linking_tenant_person"
        ),
        sa.PrimaryKeyConstraint("tenant", "person", name="pk_linking"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_linking_tenant_code", "linking", ["tenant", "code"])


def downgrade() -> None:
    op.drop_table("linking")
    op.drop_table("joined")
    op.drop_index("ix_person_linked", "person")
    op.drop_index("ix_person_tenant_one", "person")
    with op.batch_alter_table("room") as room:
        room.drop_column("platform")
    with op.batch_alter_table("person") as person:
        for column in ("platform", "one", "other", "voice"):
            person.drop_column(column)
