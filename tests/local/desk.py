"""A small desk with something for every kind of reply, heard once per key as the real one does."""

from __future__ import annotations

from bot.local.chat import LocalChat
from handlers.cards import (
    Bold,
    Bullets,
    Button,
    Buttons,
    Card,
    DateField,
    Entry,
    Facts,
    Form,
    Note,
    Para,
    PersonField,
    Row,
    Said,
    TextField,
    Title,
    line,
    to_json,
)
from handlers.heard import (
    Command,
    Done,
    File,
    Heard,
    Invalid,
    Open,
    Opened,
    Press,
    Reply,
    Show,
    Text,
    Unsaved,
)
from storage.post.outbox import Delivery
from tests.render.samples import CARDS

QUESTION = Card(
    "Question 2 of 5: who answers for invoice matching once it is live?",
    (
        Note(line("Question 2 of 5")),
        Para(line(Bold("Who answers for invoice matching once it is live?"))),
        Note(line("Without one name, the first wrong payment has nobody who may stop the rest.")),
        Entry((PersonField("owner", "Accountable owner"),), "answer.save", "owner", "Save"),
        Buttons(
            (
                Button("Skip", "answer.skip", "owner"),
                Button("Don't know", "answer.unknown", "owner"),
            ),
            (
                Button("Hand to a colleague", "answer.hand", "owner"),
                Button("Show an example", "answer.example", "owner"),
                Button(
                    "Does not apply", "answer.drop", "owner", confirm="Leave this question out?"
                ),
            ),
        ),
    ),
)

STATUS = Card(
    "Invoice matching: gate 1, 4 of 8 criteria met, the owner blocks",
    (
        Title("Invoice matching"),
        Note(line("Stage-gate, Discovery, week 3 of 6")),
        Facts(
            (
                ("Owner", line(Bold("missing"), " for 12 days")),
                ("Metric", line("minutes per invoice, ", Said("11 to 4 by March"))),
                ("Funding", line("operating budget confirmed by ", Said("Maria Lopez"))),
                ("Gate 1", line(Bold("4 of 8"), " criteria met")),
            )
        ),
        Row(
            line(Bold("Accountable owner"), " blocks gate 1. Maria can name one."),
            Button("Name an owner", "owner.form", "p1", "primary"),
        ),
        Row(
            line(Bold("Baseline"), " was measured on 40 invoices; 100 are asked for."),
            Button("Why?", "why", "baseline"),
        ),
        Buttons((Button("Next step", "next", "p1"), Button("History", "history", "p1"))),
    ),
)

FORM = Form(
    "Start a pilot",
    (
        TextField("name", "Name", hint="Invoice matching", limit=80),
        TextField("why", "What is it for, in one sentence?", lines=3),
        PersonField("owner", "Accountable owner", optional=True),
        DateField("start", "First day", value="2026-11-23"),
    ),
    "pilot.start",
    submit="Start",
)


def said(words: str) -> Card:
    return Card(words, (Para(line(words)),))


class SmallDesk:
    """Remembers what it heard; `chat` is set once the chat exists."""

    chat: LocalChat

    def __init__(self) -> None:
        self.heard: list[Heard] = []
        self.keys: set[str] = set()

    async def hear(self, heard: Heard) -> Reply:
        if heard.key in self.keys:
            return Done()
        self.heard.append(heard)
        match heard.what:
            case Command(text=text):
                reply = self.command(text)
            case Press() as press:
                reply = await self.press(heard, press)
            case Text(text=text):
                await self.post(heard, said(f"You said: {text}"))
                reply = Done()
            case Opened() | File():
                reply = Done()
            case _:
                raise AssertionError(heard)
        if not isinstance(reply, Unsaved):
            self.keys.add(heard.key)
        return reply

    def command(self, text: str) -> Reply:
        if text == "crash":
            raise RuntimeError("the desk fell over")
        if text == "busy" and len([one for one in self.heard if one.what == Command("busy")]) < 2:
            return Unsaved(said("Not saved. Press again."))
        shown = {"status": STATUS, "answer": QUESTION, **CARDS}.get(text)
        return Open(FORM) if text == "start" else Show(shown or said(f"Heard: {text}"))

    async def press(self, heard: Heard, press: Press) -> Reply:
        if press.verb == "pilot.start":
            if len(press.values.get("name", "")) < 3:
                return Invalid({"name": "A name has at least three letters.", "": "Not yet."})
            await self.post(heard, said(f"Started: {press.values['name']}"))
            return Done()
        if press.verb == "answer.save":
            words = f"Kept: {press.values.get('owner', '')}"
            return Show(Card(words, (Para(line(words)), Buttons((Button("Undo", "undo"),)))), True)
        if press.verb == "owner.form":
            return Open(FORM)
        if press.verb == "busy":
            return Unsaved(said("Not saved. Press again."))
        return Show(said(f"Pressed: {press.verb} {press.ref} {dict(press.values)}"), replace=True)

    async def post(self, heard: Heard, card: Card) -> None:
        await self.chat.poster.post(delivery(f"answer:{heard.key}", heard.where.conversation, card))


def delivery(
    key: str, address: str, card: Card, *, only_for: str = "", updates: str = ""
) -> Delivery:
    return Delivery(
        id=1,
        tenant="local",
        key=key,
        platform="local",
        address=address,
        card=to_json(card),
        lane="talk",
        only_for=only_for,
        updates=updates,
        thread="",
        state="sending",
        attempts=1,
        message="",
        again=False,
    )


__all__ = ["FORM", "QUESTION", "STATUS", "Bullets", "SmallDesk", "delivery", "said"]
