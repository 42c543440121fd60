"""What people read while two accounts become one person, and when they are two again."""

from __future__ import annotations

from typing import Final

from handlers.cards import Bold, Button, Buttons, Card, Note, Para, Plain, Said, card, line
from storage.tenant.people import Person

PLATFORMS: Final = {"slack": "Slack", "teams": "Teams", "local": "this page"}
OTHERS: Final = {"slack": "Teams", "teams": "Slack"}
LEFT: Final = (
    "A question was open on both sides, so what you type now answers neither. Choose below which "
    "to go on with."
)
NOTHING: Final = Note(line("Nothing was linked."))


def account(person: Person) -> tuple[Plain | Said, ...]:
    """Name an account: who, where, and under which address."""
    where = f" in {PLATFORMS.get(person.platform, person.platform)}"
    address = (Plain(" ("), Said(person.email), Plain(")")) if person.email else ()
    return (Said(person.name), Plain(where), *address)


def code(given: str, platform: str) -> Card:
    """Hand out a code with what to do with it."""
    there = OTHERS.get(platform, "the other one")
    typed = f"gate link {given[:4]}-{given[4:]}"
    return card(
        Para(line("To be one person here and in ", Bold(there), ", write to me there:")),
        Para(line(Bold(typed))),
        Note(
            line(
                "The code works once, for ten minutes. Then each side is asked whether it is you. "
                "Show it to nobody."
            )
        ),
    )


def own_code(platform: str) -> Card:
    """Tell somebody that they gave the code back where they got it."""
    there = OTHERS.get(platform, "the other platform")
    return card(Para(line(f"That is this account's own code. Write it to me in {there}.")), NOTHING)


def wrong_code(left: int) -> Card:
    """Say that a code does not fit, without saying why: that would tell of others."""
    more = f"{left} more {'try' if left == 1 else 'tries'}" if left else "No more tries"
    return card(
        Para(line("That code does not fit: it is mistyped, used, or older than ten minutes.")),
        Note(line(f"Nothing was linked. {more} in this half hour.")),
        Note(line("Type /gate link on the other platform for a new code, and give it to me here.")),
    )


def is_it_you(first: Person) -> Card:
    """Ask who gave a code whether the account that it came from is theirs."""
    return card(
        Para(line("You are about to become one person with ", *account(first), ".")),
        Para(line("Is that you?")),
        _answers("link mine", first.account, first.account),
        Note(line("Afterwards I ask there as well. Nothing is linked before both say yes.")),
    )


def are_you(second: Person) -> Card:
    """Ask whom a code was given to, the same of the account that gave it back."""
    return card(
        Para(line("Your code was given by ", *account(second), ", who says that this is you.")),
        Para(line("Is that so? Whoever it is would answer in your name.")),
        _answers("link both", second.account, ""),
        Note(line("You have ten minutes. Nothing is linked before you say yes.")),
    )


def _answers(yes: str, ref: str, no: str) -> Buttons:
    return Buttons(
        (
            Button("Yes, both are me", yes, ref, style="primary"),
            Button("No, not me", "link not me", no),
        )
    )


def asked_there(first: Person) -> Card:
    """Say what is left to do."""
    where = PLATFORMS.get(first.platform, first.platform)
    return card(
        Para(line(f"Thank you. Now say yes in {where} as well: I wrote to you there.")),
        Note(line("You have ten minutes. Nothing is linked yet.")),
    )


def refused(platform: str) -> Card:
    """Tell one side that the other said no."""
    return card(
        Para(line(f"In {PLATFORMS.get(platform, platform)} somebody said: that is not me.")),
        Note(line("Nothing was linked, and the code is no longer good.")),
    )


def not_linked() -> Card:
    """Confirm a no."""
    return card(Para(line("Then nothing is linked, and the code is no longer good.")))


def done(other: Person, *, left: bool) -> Card:
    """Say that the two are one, what that means and the way back.

    `left`: both were being asked, and what is typed now would be an answer to either question.
    """
    return card(
        Para(line(Bold("Linked. "), "You and ", *account(other), " are one person now.")),
        Para(
            line(
                "What waits for you, your pilots and your answers are the same here and there. "
                "Go on wherever you like; what I start by myself comes where you spoke last."
            )
        ),
        *((Note(line(LEFT)),) if left else ()),
        Buttons(
            (
                Button("What waits for me", "mine", style="primary"),
                Button("Unlink", "unlink ask"),
            )
        ),
    )


def already(other: Person) -> Card:
    """Say with what the account is linked."""
    return card(
        Para(line("This account is linked already: you are one with ", *account(other), ".")),
        Buttons((Button("What waits for me", "mine"), Button("Unlink", "unlink ask"))),
    )


def nothing_linked() -> Card:
    """Say that there is nothing to part."""
    return card(
        Para(line("This account is linked with no other, so nothing was changed.")),
        Note(line("/gate link makes one person of your accounts in Slack and in Teams.")),
    )


def sure(first: Person, second: Person) -> Card:
    """Ask, saying what will be whose."""
    return card(
        Para(line("Shall ", *account(first), " and ", *account(second), " be two people again?")),
        Para(line(_whose(first))),
        Buttons((Button("Yes, unlink", "unlink", second.account, style="danger"),)),
    )


def parted(first: Person, second: Person) -> Card:
    """Say that they are two again, and what is whose."""
    return card(
        Para(line(Bold("Unlinked. "), *account(first), " and ", *account(second), " are two.")),
        Para(line(_whose(first))),
        Note(line("Nothing that was answered is lost. /gate link links them again.")),
    )


def _whose(first: Person) -> str:
    here = PLATFORMS.get(first.platform, first.platform)
    return (
        "Each has back what it was and said before. What was done while they were one stays with "
        f"the account in {here}."
    )
