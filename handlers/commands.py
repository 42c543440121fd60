"""The words behind `/gate`, in the order in which help shows them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """One word, how it is typed and what it does."""

    word: str
    usage: str
    help: str


COMMANDS: tuple[Command, ...] = (
    Command("start", "start", "start a pilot in this channel"),
    Command("answer", "answer [pilot]", "answer your open questions, or change an answer"),
    Command("status", "status [pilot | all | me]", "where a pilot stands and what blocks it"),
    Command("next", "next [pilot]", "the answers that would open the gate, and who has them"),
    Command("flags", "flags [pilot]", "what is missing or too weak, and what would clear it"),
    Command("why", "why <criterion or flag>", "which answer, rule, person and source made it so"),
    Command("ask", "ask <question>", "what the playbooks say about it, with the source"),
    Command("owner", "owner [@person]", "name the accountable owner"),
    Command("waive", "waive <criterion>", "let a criterion go until a day, with the reason"),
    Command("decide", "decide [pilot]", "record a decision at the gate (approvers)"),
    Command("history", "history [pilot]", "every answer: who, when, and what it replaced"),
    Command("rename", "rename <new name>", "give this channel's pilot another name"),
    Command("move", "move [pilot]", "move a pilot to another channel"),
    Command("close", "close [pilot]", "close a pilot, with the reason"),
    Command("reopen", "reopen <pilot>", "open a closed pilot again"),
    Command("digest", "digest", "what changed, once a week: set it up, preview, pause, stop"),
    Command(
        "snooze", "snooze [1h | tomorrow | monday | day | stop]", "be reminded later, or never"
    ),
    Command("link", "link [code]", "be one person in Slack and in Teams"),
    Command("unlink", "unlink", "be two again"),
    Command("settings", "settings", "who leads the AI programme here (admins)"),
    Command("help", "help", "this list"),
)

# Words of the product that later releases bring; said plainly instead of "unknown".
LATER = frozenset({"export"})
