"""End what waits for a yes: keep it, drop it, or hear that somebody was faster."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from handlers.cards import Block, Note, Para, card, line
from handlers.errors import Stale
from handlers.heard import Press, Reply, Show
from handlers.interview.answering import in_the_way, kept_row, question_in, say_answer
from handlers.interview.asking import entry_for, ref_of
from handlers.interview.going_on import resume, was_blocked, went_on
from handlers.interview.proposing import Proposal, offered_card, propose, waiting, withdraw
from handlers.interview.sitting import ask, go_on
from handlers.pilots.pilot import Offer, Pilot
from handlers.rights import ANSWER
from handlers.talk import Talk
from handlers.words import whole
from knowledge.understanding.saying_yes import Assent, assent
from knowledge.values import YesNo, in_words


def settle(talk: Talk, press: Press) -> Reply:
    """End offers: keep them as answers, or drop them; either way they stay in the history."""
    pilot_id, _, seqs = press.ref.partition("|")
    pilot = talk.held_open(pilot_id)
    named = [pilot.offers.get(whole(seq)) for seq in seqs.split(".")[:MOST]]
    offers = [offer for offer in named if offer is not None and offer.by == talk.who.id]
    if not offers:
        raise Stale("This was settled already.")
    talk.need(pilot, ANSWER)
    return _keep(talk, pilot, offers) if press.verb == "keep" else _drop(talk, pilot, offers)


MOST = 20  # offers that one button may name


def settle_by_word(talk: Talk, pilot: Pilot, said: str) -> Reply | None:
    """Take a typed yes or no for the button; None: the text is something else."""
    offers = [offer for offer in waiting(talk, pilot) if not offer.alone]
    meant = assent(said) if offers else None
    if meant is None:
        return None
    if len(offers) == 1 and isinstance(value := offers[0].value, YesNo) and value.answer != meant:
        return _which(talk, pilot, offers[0], meant)
    return _keep(talk, pilot, offers) if meant == "yes" else _drop(talk, pilot, offers)


def _which(talk: Talk, pilot: Pilot, offer: Offer, meant: Assent) -> Reply:
    """Ask whether a typed yes is the answer itself, or keeps the reading "not sure"."""
    question = question_in(talk, pilot, offer.question)
    pilot = withdraw(talk, pilot)
    read = in_words(offer.value, talk.name)
    told = f"Is \u201c{meant}\u201d your answer, or did you mean \u201c{read}\u201d? Please choose."
    entry = entry_for(question, ref_of(pilot.id, question.id, offer.base))
    return Show(card(Para(line(told)), entry, Note(line("Nothing is kept yet."))))


def _keep(talk: Talk, pilot: Pilot, offers: Sequence[Offer]) -> Reply:
    """Keep what nobody overtook; where somebody did, let the person choose."""
    blocked = was_blocked(talk, pilot)
    kept: list[Block] = []
    questions = []
    overtaken: list[Proposal] = []
    for offer in offers:
        question = question_in(talk, pilot, offer.question)
        newer = in_the_way(pilot, question.id, max(offer.against, offer.base), talk.who.id)
        keeps = newer is None or newer.value == offer.value
        pilot = talk.write(pilot, ("settled", {"offer": offer.seq, "keep": keeps}))
        if not keeps:
            overtaken.append(Proposal(question, offer.value, against=newer))
            continue
        said = pilot.answer(question.id)
        assert said is not None
        kept.append(kept_row(talk, pilot, question, say_answer(talk, said)))
        questions.append(question)
    if overtaken:
        shown = propose(talk, pilot, *overtaken)
        return Show(card(*kept, *shown.card.blocks))
    return went_on(talk, resume(talk, withdraw(talk, pilot)), questions, kept, blocked)


def _emptied(
    talk: Talk, pilot: Pilot, offers: Sequence[Offer]
) -> Iterator[tuple[str, dict[str, object]]]:
    """Forget the parts that a refused reading was put together from."""
    for question in {offer.question for offer in offers}:
        if pilot.drafts.get((talk.who.id, question)):
            yield "drafted", {"question": question, "draft": {}}


def _drop(talk: Talk, pilot: Pilot, offers: Sequence[Offer]) -> Reply:
    """Let readings go; those that were listed beside them are still asked about."""
    gone = [("settled", {"offer": offer.seq, "keep": False}) for offer in offers]
    pilot = talk.write(pilot, *gone, *_emptied(talk, pilot, offers))
    left = waiting(talk, pilot)
    if any(not offer.alone for offer in left) and not any(offer.against for offer in offers):
        return Show(offered_card(talk, pilot, left), replace=True)
    pilot = withdraw(talk, pilot)
    asked = pilot.asked.get(talk.who.id)
    if asked is not None and not any(offer.against for offer in offers):
        question = question_in(talk, pilot, asked.question)
        return Show(ask(talk, pilot, question, "Once more"), replace=True)
    note = Note(line("Theirs stands; yours is in the history."))
    return Show(go_on(talk, pilot, [note]), replace=True)
