"""One organisation on a stage in Slack and on one in Teams: one server, one database, two fakes.

In a dialog `Maria` acts in Slack and `MariaT` in Teams.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot.cli.joining import joining
from bot.local.seeds import PEOPLE, ROOMS
from bot.settings import Settings, load
from bot.wiring import serve_app
from storage.store import Store
from storage.tenant import people
from tests.fakes.slack import FakeSlack
from tests.fakes.slack_world import BOT_USER
from tests.fakes.teams import TENANT, FakeTeams
from tests.slack.rig import serving
from tests.stage import USERS
from tests.stories.slack_stage import SlackStage
from tests.stories.teams_stage import TeamsStage, entra, joined, place

IN_SLACK = ("Anna", "Ben", "Maria", "Priya")  # Tom has no account there
IN_TEAMS = ("Maria", "Priya", "Tom")


class BothStages:
    """Acts on the stage that a name belongs to."""

    def __init__(self, slack: SlackStage, teams: TeamsStage) -> None:
        self.slack, self.teams = slack, teams
        teams.ahead = slack.ahead
        teams.database = slack.database

    def settings(self) -> Settings:
        given: dict[str, Any] = {
            name.lower(): value
            for name, value in (
                *self.slack.slack.settings(socket=False).items(),
                *self.teams.teams.settings().items(),
            )
        }
        return load(database_url=self.slack.database, **given)

    async def start(self) -> None:
        app = serve_app(self.settings(), self.slack.clock)
        url = await self.slack.running.enter_async_context(serving(app))
        self.slack.slack.events_url = f"{url}/slack/events"
        self.teams.teams.endpoint = f"{url}/api/messages"
        self.teams.store = Store.open(self.slack.database)
        self.slack.running.callback(self.teams.store.close)

    async def restart(self) -> None:
        self.teams.house = None
        await self.teams.running.aclose()
        await self.slack.running.aclose()
        await self.start()

    async def wait(self, time: timedelta) -> None:
        self.slack.ahead += time
        await self.teams.wait(time)

    # What a dialog needs

    def at(self, name: str) -> tuple[SlackStage | TeamsStage, str]:
        return (self.teams, name[:-1]) if name.endswith("T") else (self.slack, name)

    def read(self, name: str) -> str:
        stage, who = self.at(name)
        return stage.read(who)

    async def reads(self, name: str, text: str) -> None:
        stage, who = self.at(name)
        await stage.reads(who, text)

    async def say(self, name: str, room: str, text: str) -> None:
        stage, who = self.at(name)
        await stage.say(who, room, text)
        await self.teams.settled()

    async def press(self, name: str, label: str) -> None:
        stage, who = self.at(name)
        await stage.press(who, label)
        await self.teams.settled()

    async def fill(self, name: str, values: dict[str, str]) -> None:
        stage, who = self.at(name)
        await stage.fill(who, values)
        await self.teams.settled()

    async def give(self, name: str, room: str, file: str, content: bytes) -> None:
        stage, who = self.at(name)
        await stage.give(who, room, file, content)

    async def link(self, first: str, second: str) -> None:
        """Link two accounts, as people do: copy a code, and say yes on both sides."""
        await self.say(first, "", "gate link")
        await self.reads(first, "gate link ")
        code = self.read(first).split("gate link ")[1].split()[0].strip("*")
        await self.say(second, "", f"gate link {code}")
        await self.press(second, "Yes, both are me")
        await self.press(first, "Yes, both are me")
        for name in (first, second):
            await self.reads(name, "are one person now")


@asynccontextmanager
async def both_stages(folder: Path, *, one: bool = True) -> AsyncIterator[BothStages]:
    """Open a workspace and a tenant, of one organisation where `one`; some people are in both."""
    async with FakeSlack() as slack, FakeTeams() as teams:
        for persona in PEOPLE:
            face, name = persona.face, persona.face.name.split()[0]
            if name in IN_SLACK:
                slack.person(face.user, face.name, admin=face.admin, email=face.email)
            if name in IN_TEAMS:
                teams.world.person(entra(face.user), face.name, email=face.email, tz="UTC")
        for channel in ROOMS:
            inside = {one for one in channel.members if _name(one) in IN_SLACK}
            where, hidden = channel.room, channel.room.private
            slack.channel(where.id, where.name, {*inside, BOT_USER}, private=hidden)
            members = {entra(one) for one in channel.members if _name(one) in IN_TEAMS}
            teams.world.channel(place(where.name), where.name, members)
        stage = BothStages(SlackStage(slack, folder, by_socket=False), TeamsStage(teams, folder))
        Store.open(stage.slack.database, create=True).close()
        if one:
            tenant = stage.settings().teams_tenant_id
            told = joining(
                stage.slack.database, f"slack:{slack.world.team}", f"teams:{tenant}", do=True
            )
            assert told.ok, told.words
        await stage.start()
        try:
            await joined(stage.teams, "invoice-pilot")
            home = f"slack:{slack.world.team}" if one else f"teams:{TENANT}"
            await stage.teams.until(lambda tx: bool(people.named(tx, home, "Tom Reed")))
            yield stage
            assert slack.refused == []
            assert teams.refused == []
        finally:
            await stage.teams.running.aclose()
            await stage.slack.running.aclose()


def _name(user: str) -> str:
    return next(name for name, face in USERS.items() if face.user == user)
