"""Walk one person through their questions: one at a time, stop any time, go on another day."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.cards import (
    Block,
    Bold,
    Bullets,
    Button,
    Buttons,
    Card,
    Line,
    Note,
    Para,
    Row,
    Said,
    card,
    line,
)
from handlers.interview.answering import question_in, say_answer
from handlers.interview.asking import entry_for, question_card, ref_of
from handlers.interview.questions import (
    AT_A_TIME,
    dealt_with,
    left_in_sitting,
    minutes,
    open_for,
    open_line,
    questions,
    waiting,
)
from handlers.pilots.pilot import Asked, Pilot
from handlers.rights import ANSWER
from handlers.talk import DIRECT, Talk
from handlers.views.marks import marked
from knowledge.judging.evaluate import Finding
from knowledge.model import Question
from storage.pilots.sittings import Sitting

MANY = 6  # questions for one person; three to six is the aim
FOLLOW_UPS = 3  # in one sitting, and at most one an answer


def since_of(talk: Talk, pilot: Pilot) -> int:
    """Find the entry at which the person's sitting began; the latest, where there is none."""
    sitting = talk.sitting
    return sitting.since if sitting and sitting.pilot == pilot.id else pilot.seq


def begin(talk: Talk, pilot: Pilot, opening: Sequence[Block] = ()) -> Card:
    """Open a sitting: say its size first, then ask."""
    talk.need(pilot, ANSWER)
    talk.sitting = Sitting(talk.who.id, DIRECT, pilot.id, pilot.seq)
    count = len(open_for(talk, pilot, talk.who.id))
    if not count:
        return end(talk, pilot, opening)
    said = f": {questions(count)} for you, {minutes(count)}; stop any time."
    size: list[Block] = [Para(line(Bold(pilot.name), said))]
    if count > MANY:
        share = Button("Add people", "join", pilot.id)
        size.append(Row(line("Colleagues who know some of it are asked in your place."), share))
    return go_on(talk, pilot, [*opening, *size])


def go_on(
    talk: Talk, pilot: Pilot, opening: Sequence[Block] = (), *, on_request: bool = False
) -> Card:
    """Ask what comes next; after five answers offer to stop first, unless they asked to go on."""
    since = since_of(talk, pilot)
    left = left_in_sitting(talk, pilot, talk.who.id, since)
    done = dealt_with(pilot, talk.who.id, since)
    if not left:
        return end(talk, pilot, opening)
    if done and done % AT_A_TIME == 0 and not on_request:
        return breather(pilot, done, len(left), opening)
    place = f"Question {done + 1} of {done + len(left)}"
    return ask(talk, pilot, left[0], place, opening, first=done == 0)


def breather(pilot: Pilot, done: int, left: int, opening: Sequence[Block]) -> Card:
    """Offer to stop: what was said is safe."""
    return card(
        *opening,
        Para(
            line(
                f"That makes {done}, thank you. {questions(left).capitalize()} left, "
                f"{minutes(left)}. All is kept if you stop here."
            )
        ),
        Buttons(
            (
                Button("Go on", "go on", pilot.id, style="primary"),
                Button("Stop for now", "pause", pilot.id),
            )
        ),
    )


def ask(
    talk: Talk,
    pilot: Pilot,
    question: Question,
    place: str = "",
    opening: Sequence[Block] = (),
    *,
    first: bool = False,
) -> Card:
    """Ask a question, and write down that it was asked."""
    after = put_in_front(talk, pilot, question)
    return show(talk, after, after.asked[talk.who.id], opening, place=place, first=first)


def put_in_front(talk: Talk, pilot: Pilot, question: Question, **more: bool) -> Pilot:
    """Write down what the person has in front of them, and which message shows it."""
    if talk.sitting is None or talk.sitting.pilot != pilot.id:
        talk.sitting = Sitting(talk.who.id, DIRECT, pilot.id, pilot.seq)
    asked = {"question": question.id, "to": talk.who.id, "shown": talk.reply_key}
    return talk.write(pilot, ("asked", asked | more))


def show(
    talk: Talk,
    pilot: Pilot,
    asked: Asked,
    opening: Sequence[Block] = (),
    *,
    place: str = "",
    first: bool = False,
) -> Card:
    """Show (again) the question that a person has in front of them."""
    question = question_in(talk, pilot, asked.question)
    stands = pilot.answer(question.id)
    so_far: list[Block] = list(opening)
    if stands is not None and stands.seq <= asked.base:
        so_far.append(Note(line("So far: ", Said(say_answer(talk, stands)))))
    since = since_of(talk, pilot)
    return question_card(
        question,
        ref_of(pilot.id, question.id, asked.base),
        place=" · ".join(part for part in (place, pilot.name) if part),
        opening=tuple(so_far),
        first=first,
        can_go_back=dealt_with(pilot, talk.who.id, since) > 0,
    )


def shortfall(talk: Talk, pilot: Pilot, question: Question) -> Finding | None:
    """Find what is still short about the answer just given, if a follow-up may be asked for it."""
    since = since_of(talk, pilot)
    followed = [q for who, q, seq in pilot.followed if who == talk.who.id and seq > since]
    if question.id in followed or len(followed) >= FOLLOW_UPS:
        return None
    readiness = talk.readiness(pilot)
    standings = (*readiness.standings, *(first.standing for first in readiness.first))
    return next(
        (
            finding
            for standing in standings
            for finding in standing.findings
            if finding.question == question.id and finding.severity != "info"
        ),
        None,
    )


def after_answer(talk: Talk, pilot: Pilot, question: Question, kept: Block) -> Card:
    """Go on from an answer: at most one follow-up where it is short, else the next question."""
    finding = shortfall(talk, pilot, question)
    if finding is None:
        return go_on(talk, pilot, [kept])
    after = put_in_front(talk, pilot, question, follow_up=True)
    ref = ref_of(after.id, question.id, after.asked[talk.who.id].base)
    return card(
        kept,
        Note(_why(talk, after, finding)),
        Para(line(Bold(question.follow_up))),
        entry_for(question, ref),
        Buttons(
            (
                Button("Leave it so", "skip", ref),
                Button("Not for me", "hand", ref),
                Button("Stop for now", "pause", ref),
            )
        ),
    )


def _why(talk: Talk, pilot: Pilot, finding: Finding) -> Line:
    """Say what is short, and which words of the answer say so."""
    answer = pilot.answer(finding.question)
    said = say_answer(talk, answer) if answer else ""
    if not finding.heard or finding.heard == said:
        return line(finding.message)
    return line(finding.message, " I read: ", Said(finding.heard))


def end(talk: Talk, pilot: Pilot, opening: Sequence[Block] = ()) -> Card:
    """Close a sitting with what changed, who is next and when the person hears from us again."""
    talk.sitting = None
    readiness = talk.readiness(pilot)
    blocks: list[Block] = [
        *opening,
        Para(line("That is all from you for now. Thank you.")),
        Para(
            line(
                Bold(f"{readiness.gate.label}: {readiness.met} of {readiness.total}"),
                " criteria met.",
                marked(readiness.gate),
            )
        ),
    ]
    still = [open_line(talk, pilot, standing) for standing in readiness.blocking]
    if still:
        blocks += [Para(line("Still open:")), Bullets(tuple(still))]
        blocks.append(
            Note(
                line(
                    f"I write to you again when {readiness.gate.label} is complete, "
                    "or when somebody hands you a question."
                )
            )
        )
    else:
        blocks.append(
            Para(line(f"Nothing blocks {readiness.gate.label}; its approvers can decide."))
        )
    blocks.append(
        Buttons(
            (
                Button("Status", "status", pilot.id),
                Button("Change an answer", "answers", pilot.id),
            )
        )
    )
    return card(*blocks)


def invite_others(talk: Talk, pilot: Pilot) -> Pilot:
    """Write in private to everybody who has more questions than they were last told of."""
    for person, asked in waiting(talk, pilot).items():
        told = pilot.sought.get(person, 0)
        if person in (talk.who.id, *pilot.asked) or len(asked) <= told:
            continue
        pilot = talk.write(pilot, ("invited", {"to": person, "count": len(asked)}))
        talk.tell(
            person,
            invitation(talk, pilot, len(asked)),
            f"invite:{pilot.id}:{pilot.seq}",
            lane="notice",
        )
    return pilot


def your_part(talk: Talk, pilot: Pilot) -> tuple[Block, ...]:
    """Offer whoever just acted their own new questions: nobody is invited by themselves."""
    own = len(open_for(talk, pilot, talk.who.id))
    if not own:
        return ()
    told = line(f"{questions(own).capitalize()} for you, {minutes(own)}.")
    return (Row(told, Button("Answer", "begin", pilot.id)),)


def invitation(talk: Talk, pilot: Pilot, count: int) -> Card:
    """Ask somebody for their answers, saying who named them, how many and how long."""
    return card(
        Para(
            line(
                Said(talk.who.name),
                " is taking ",
                Bold(pilot.name),
                " through its gates with me, and you know some of the answers.",
            )
        ),
        Note(line(Said(pilot.purpose))),
        Para(line(f"{questions(count).capitalize()} for you, {minutes(count)}; stop any time.")),
        Buttons((Button("Start", "begin", pilot.id, style="primary"),)),
    )
