"""Whom an answer names, if anybody: one person, several, a role, a crowd, or nobody yet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

from knowledge.understanding import saying
from knowledge.understanding.crowds import NEVER_NAMES, crowd
from knowledge.understanding.directory import Directory
from knowledge.understanding.folding import fold
from knowledge.understanding.names import WORD, Found, people_in
from knowledge.understanding.saying import NAME

Sort: TypeAlias = Literal[
    "me", "one", "first_name", "several", "group", "role", "address", "mailbox"
]
Nobody: TypeAlias = Literal["put_off", "denied", "nothing", "unclear"]

ME = re.compile(
    r"\W*(?:(?:it's|it is|it will be|that's|that is|that would be|would be|i think it's|just|only)"
    r" )?(?:me|myself|i am|i'm|i do|i will|i'll do it|i will do it|i am the (?:owner"
    r"|sponsor|one)|i'm the"
    r" (?:owner|sponsor|one)|i own (?:it|this)|i take it|i will take (?:it|this)"
    r"|i'll take (?:it|this)"
    r"|i(?:'m| am) responsible|i(?:'m| am) accountable|myself only|i|mine|me myself|i run it"
    r"|(?:i will|i'll|i would|i|i shall|i am going to|i'm going to|let me"
    r"|i am the one who will|i am happy to|i can|i want to) (?:run|own|take|do|handle"
    r"|look after"
    r"|be (?:the (?:owner|sponsor|one)|responsible|accountable)|manage|operate|keep"
    r"|take care of|take over|sponsor|cover)(?: (?:it|this|that|for it|for this|one"
    r"|the ownership|ownership|the"
    r" responsibility|responsibility|over|the role|the system)){0,5}|i volunteer"
    r"|count me in|my name|my job|my responsibility|this is me|yours truly|here, me)"
    r"(?:,? (?:for this|for it|of course|personally|please|for now|then|here|too"
    r"|myself|day to day|from day one|once live|after go-live|once it is live)){0,5}\W*",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"[\w.+%'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
SHARED = re.compile(
    r"(?:^|[._+-])(?:support|info|team|teams|it|help|helpdesk|service|services|servicedesk|ops"
    r"|operations|office|admin|admins|data|ml|mlops|hr|finance|contact|no-?reply|group|dl|all|list"
    r"|staff|sales|marketing|legal|desk|mail|mailbox|inbox|hello|ai|devops|dev|security|oncall|duty"
    r"|billing|claims|care|customer|quality|procurement|platform|analytics|everyone|board|pmo)"
    r"(?:[._+-]|\d*$)",
    re.IGNORECASE,
)
CROWDED = re.compile(
    r"team|desk|support|office|admin|group|dept|department|alerts?|incident|operations"
    r"|managers|engineers"
    r"|everybody|service|helpline|hotline|kundendienst|equipe|squad|owners|users",
    re.IGNORECASE,
)
DOTTED = re.compile(r"(?<=[^\W\d_]{2})\.(?=[^\W\d_]{2})")  # rosa.villanueva
ASKED = re.compile(
    r"^\W*(?:sorry[, ]+|but |so |hm+[, ]+){0,5}(?:can|could|would|what|why|how|who|which"
    r"|when|where|do|does|did|are)\b.*\?\W*$",
    re.IGNORECASE,
)
CHANNEL = re.compile(r"(?:^|\s)#[\w-]{2,80}")
LINK = re.compile(r"https?://\S+")
CREW = (
    r"(?:team|squad|group|department|dept|crew|people|unit|staff|guys|folks|gang|boys"
    r"|girls|lads|men|women|bunch|division|office"
    r"|organi[sz]ation|org|tribe|section|colleagues|engineers|developers|analysts|reports|desk)"
)
KIN = (
    r"(?:boss|manager|deputy|assistant|successor|replacement|backup|predecessor"
    r"|colleague|supervisor"
    r"|secretary|wife|husband|lead|director|superior|substitute|teammate|friend|counterpart|chief)"
)
POLITE = r"(?:mr\.? |mrs\.? |ms\.? |dr\.? |frau |herr |the |our |my |his |her |their ){0,5}"
# A team named after somebody, and the people around somebody.
THEIR_CREW = re.compile(
    rf"{NAME}(?:'s|\u2019s|s'|')? (?:own |whole |small )?{CREW}\b"
    rf"|(?:^|^the |^our |^my )\W*(?:team|squad|group|department) {NAME}"
    rf"|\b{CREW} (?:of|around|under|led by|headed by|run by|reporting to|from"
    rf"|managed by) {POLITE}{NAME}"
    rf"|\b(?:someone|somebody|anyone|anybody|one|people|person|everyone"
    rf"|everybody) (?:of|from|under|in|with"
    rf"|out of|around|reporting to|working for|who works for) {POLITE}{NAME}"
    rf"|\bthe {NAME}s\b|{NAME} et al\b"
    rf"|{NAME} ?(?:&|,|and|und|\+) (?:{NAME} )?(?:co|partners?|sons?|s\u00f6hne"
    rf"|associates|cie|company)\b",
    re.IGNORECASE,
)
THEIR_KIN = re.compile(
    rf"{NAME}(?:'s|\u2019s) (?:\w+ )?{KIN}\b"
    rf"|\b{KIN} (?:of|for) {POLITE}{NAME}"
    rf"|\b(?:deputy|assistant|successor|secretary|second) to {POLITE}{NAME}"
    rf"|whoever (?:replaces|follows|succeeds) {NAME}"
    rf"|\b(?:who|whoever|whomever|someone|somebody"
    rf"|person) (?:that )?{NAME} (?:\w+ )?(?:names?|nominates?"
    r"|appoints?|picks?|chooses?|selects?|decides?|proposes?|sends?|hires?|wants?|trusts?)",
    re.IGNORECASE,
)
NEVER = re.compile(
    r"(?:\bnot|\bnever|\bno longer|\blost|\blosing|\blose|\bisn't|\bis not"
    r"|\binstead of|\brather than"
    r"|\bexcept(?: for)?|\banyone"
    r" but|\banybody but|\bwithout|\bnor|\bneither|\bformerly|\bpreviously"
    r"|\bin place of|\bfollowing"
    r"|\bused to be|\bwas|\bunlike|\bvon|\bex-) "
    rf"{POLITE}{NAME}|{NAME} (?:said no|says no|declined|refused|refuses|does not want"
    rf"|doesn't want|won't"
    r"|will not|is not|isn't|cannot|can't|did not want|didn't want|no longer"
    r"|has (?:already )?left|left"
    r"|quit|resigned|retired|moved on|used to|is off|is out|is away|is gone|has gone"
    r"|has moved|has no time|has resigned|was "
    r"(?:before|until|previously|the former|the last|the old|earlier|doing it"
    r"|responsible before))\b",
    re.IGNORECASE,
)
BEFORE_ONE = (
    r"(?:after|before|replac(?:es|ing|ed)|succeed(?:s|ing|ed)|(?:taking|took|takes|take|taken)"
    r" (?:it |this )?over from|inherit\w*(?: it| this)? from|hand(?:over|ed over"
    r"|s over)(?: by| from)?"
    r"|report(?:s|ing) (?:in )?to|(?:appointed|nominated|named|chosen|assigned|decided|approved"
    r"|confirmed|proposed|suggested|recommended|signed off|introduced|trained|mentored|coached"
    r"|informed|hired|agreed|backed|covered|represented|assisted|supported|helped|sponsored"
    r"|accepted|delegated|endorsed|replaced|deputised|recruited|onboarded|employed)(?: \w+)?"
    r" (?:by|with|from)|agreed with|according to|thanks to|told by|told me by"
    r"|works? (?:for|under|with)|working (?:for|under|with)|(?:deputy|back-?up|stand-?in"
    r"|substitute|vice|second|cover|replacement|assistant|boss|manager|line manager|sponsor"
    r"|approver|predecessor|successor)(?: is| will be| would be)?:? ?(?:to )?|cc"
    r"|second in line is|with (?:the )?(?:support|help|backing|agreement|ok|consent|blessing)"
    r" (?:of|from|by)|on behalf of|between|ask(?:ed)?|told|informed)"
)
BEHIND_ONE = (
    r"(?:(?:is|are|acts as|as|will be|being|for|steps? in|stands? in|can|covers?|fills? in)"
    r"(?: (?:a|an|the|his|her|their|my|our|also|only|just|acting|it|this|in|as|for|when|while"
    r"|during|on|off)){0,5} (?:deputy|back-?up|stand-?in|substitute|second|cover|replacement"
    r"|assistant|sponsor|approver|advis[eo]r|holidays?|vacations?|leave|away|ill|sick|helper"
    r"|support|absence|informed|consulted|help|assist|boss|manager)"
    r"|(?:only|just) \w+|helps?|assists?|supports?|backs|covers?|nominated|appointed"
    r"|decided|approved"
    r"|agreed|confirmed|told|informed|asked|proposed|suggested|signed off|says|said|sponsors|pays"
    r"|approves|deputi[sz]es|stands? in|steps? in|fills in|advises|used to|left"
    r"|retired|had it before)"
)
BESIDE = re.compile(
    rf"\b{BEFORE_ONE} {POLITE}{NAME}|{NAME},? (?:who )?{BEHIND_ONE}\b"
    rf"|{NAME} (?:has |had )?(?:handed|gave|given|passed|named|appointed|chose|chosen|hired|picked"
    r"|built|did|made|designed|developed|started|led|created|trained|left|moved)\b"
    rf"|{NAME} (?:until|till|before|when (?:she|he) is|while (?:she|he) is)\b"
    rf"|{NAME}(?:'s|\u2019s) (?:\w+ )?(?:boss|manager|deputy|colleague|team|department"
    rf"|choice|former"
    r"|successor|chief|assistant|report|unit|group|area|people|peer|predecessor|lead)\b"
    rf"|\b(?:led|built|made|done|run|started|designed|developed) by {POLITE}{NAME}",
    re.IGNORECASE,
)
# Somebody who is to say who it is, and is not it.
DEFERS = re.compile(
    rf"^\W*(?:please |just |better |you can |you should |we should |let's )?(?:ask"
    rf"|check with|talk to|speak (?:to|with)"
    rf"|contact|see|ping) {POLITE}{NAME}(?: about (?:it|this|that)| for (?:it|that"
    rf"|this)| please| first| who)?\W*$"
    rf"|{NAME} (?:only |surely |still )?(?:knows|decides|chooses|picks(?! up)|can (?:tell"
    rf"|say)|could tell|would know|will (?:tell|decide|name|appoint"
    r"|know|choose|nominate|find|say|pick|select|inform|assign|let)|to (?:decide|name"
    r"|appoint|choose|say|nominate)|has (?:somebody|someone|one)"
    r" in mind|is (?:looking|searching|thinking|deciding)|(?:hasn't|has not) decided"
    r"|is against)\b(?! (?:the process|it best|everything|how|the"
    r" system|the business|all|about the|every|his|her|it inside))"
    rf"|\b(?:to be|will be|is being|being|has to be|must be) (?:decided|named"
    rf"|appointed|nominated|chosen|selected|defined|confirmed"
    rf"|assigned|determined) (?:by|with) {POLITE}{NAME}\W*$|{NAME}(?:'s"
    rf"|\u2019s) (?:choice|decision|call|pick|business)\W*$"
    rf"|^\W*up to {POLITE}{NAME}",
    re.IGNORECASE,
)
OR_ELSE = re.compile(rf"{NAME} or (?!so\b|maybe so)\w+|\w+ or {NAME}", re.IGNORECASE)
DEPUTY = re.compile(
    rf"{NAME}\s*[,(]?\s*(?:\(|as |is |acts as |will be |being |the |his |her |their "
    rf"|our |only |just |a ){{0,5}}"
    r"(?:deputy|back-?up|stand-?in|substitute|second in|cover|replacement"
    r"|vacation cover|holiday cover)\b"
    rf"|\b(?:deputy|back-?up|stand-?in|substitute|vacation cover"
    rf"|holiday cover)\b[ :,]*(?:is |will be |by )?"
    rf"{POLITE}{NAME}",
    re.IGNORECASE,
)
LEAVING = re.compile(
    rf"{NAME}[^.;]{{0,60}}?(?:\b(?:is|are|who is|but|and|she's|he's|until (?:she|he"
    rf"|they|his|her)|till (?:she|he)"
    r"|before (?:she|he))\b[^.;]{0,20})?\b(?:leaving|leaves (?:us|the|in|at|by|next"
    r"|for good|soon|on)|will leave"
    r"|retir(?:es|ing)|moves? on|quits?|quitting|resigning|hands? in (?:his|her)"
    r"|last day|notice period"
    r"|(?:contract|assignment|secondment) (?:ends|expires|runs out|is over|is ending)"
    r"|parental leave"
    r"|maternity leave|sabbatical|goes (?:back )?to (?:another|a different)"
    r"|until (?:she|he|they) (?:go|leav)"
    r"|then (?:she|he) (?:is gone|leaves))\b",
    re.IGNORECASE,
)
FIGURES = re.compile(r"(?<![\w.,])[0-9]+(?:[.,][0-9]+)?(?![\w])")
PORTRAYED = re.compile(
    r"\W*(?:the|that|this|some|any) ?(?:one|person|guy|lady|man|woman|colleague|body)\b",
    re.IGNORECASE,
)
DETERMINED = re.compile(r"\W*(?:the|our|some|all|these|those) (?:\w+ ){0,3}\w+s\W*$", re.IGNORECASE)
DESCRIBED = re.compile(
    r"\b(?:the|that|a|an|this) (?:one|person|guy|lady|man|woman|colleague|same|new"
    r"|next|young|old)\b"
    r"|\b(?:he|she|him|her)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Whom:
    """What a text says about who it is."""

    sort: Sort | Nobody
    heard: str  # the words that say so
    person: Found | None = None  # for one
    doubt: str = ""  # the words of a hedge or a condition beside it
    rest: str = ""  # what stands around the name


def whom(text: str, directory: Directory) -> Whom:
    """Read whom an answer names; takes time linear in its length."""
    plain = " ".join(LINK.sub(" ", text).replace("\u2019", "'").split())
    address = ADDRESS.search(plain)
    said = DOTTED.sub(" ", ADDRESS.sub(" ", plain))
    if ME.fullmatch(said):
        return Whom("me", said, doubt=saying.hedged(said) if "for now" in said else "")
    said, people = _corrected(said, directory)
    if people and not (_typed_small(people) and (saying.put_off(said) or saying.denied(said))):
        return _of(said, people)
    if address:
        local = address.group().split("@")[0]
        shared = SHARED.search(local) or CROWDED.search(local)
        return Whom("mailbox" if shared else "address", address.group())
    return _without_a_name(said)


CORRECTED = re.compile(
    r"\b(?:no,? sorry|sorry,? no|sorry,? i mean|i mean|correction|or rather"
    r"|actually,? no|no,? wait|scratch"
    r" that|no no|i meant)\b[,:. ]*",
    re.IGNORECASE,
)


def _corrected(said: str, directory: Directory) -> tuple[str, tuple[Found, ...]]:
    """Take the last of several attempts that names somebody."""
    parts = [part for part in CORRECTED.split(said) if part.strip()]
    for part in reversed(parts):
        people = people_in(part.replace("@", " "), directory)
        if people:
            return part, people
    return said, ()


def _typed_small(people: tuple[Found, ...]) -> bool:
    """Tell whether all that looks like a name is words of some other language, perhaps."""
    return all(not one.who and one.text == one.text.lower() for one in people)


def masked(text: str, people: tuple[Found, ...]) -> str:
    """Put a mark where people are named, so that no rule takes May for a verb."""
    for one in reversed(people):
        text = text[: one.start] + NAME + text[one.end :]
    return text


def _of(said: str, people: tuple[Found, ...]) -> Whom:
    marked = masked(said.replace("@", " "), people)
    doubt = saying.unsure(marked)
    if ASKED.search(marked):
        return Whom("nothing", said)
    if marked.rstrip(" .!)").endswith("?"):
        doubt = doubt or "?"
    if not doubt and (leaving := LEAVING.search(marked)):
        doubt = leaving.group()
    crew = THEIR_CREW.search(marked)
    left = _left(marked, people)
    if len(_distinct(list(people))) == 1 and (crew or THEIR_KIN.search(marked)):
        return Whom("group" if crew else "role", said, doubt=doubt)
    if not left:
        return _beside_those(said, marked, doubt)
    if len(left) == 1 and (waits := DEFERS.search(marked)):
        return Whom("put_off", waits.group().replace(NAME, left[0].text))
    if len(left) == 1 and OR_ELSE.search(marked):
        return Whom("several", said, doubt=doubt)
    if len(left) > 1 or re.search(
        rf"\b(?:me|i|myself) (?:and|or|&) {NAME}|{NAME} (?:and|or|&) (?:me|i|myself)\b",
        marked,
        re.I,
    ):
        return Whom("several", ", ".join(one.text for one in left), doubt=doubt)
    one = left[0]
    doubt = doubt.replace(NAME, one.text)
    if len(one.who) > 1 or (not one.who and not one.full):
        return Whom("first_name", one.text, one, doubt)
    return Whom("one", one.text, one, doubt, marked)


def _beside_those(said: str, marked: str, doubt: str) -> Whom:
    """Read what is said beside people who are all ruled out: nobody, a group, not yet."""
    rest = _without_a_name(" ".join(marked.replace(NAME, " ").split()))
    known = rest.sort in ("group", "denied", "put_off")
    return Whom(rest.sort if known else "unclear", said, doubt=doubt)


def _left(marked: str, people: tuple[Found, ...]) -> list[Found]:
    """Drop whoever is only mentioned beside: refused, replaced, a deputy, a boss."""
    left = _without(marked, people, NEVER, keep=0)
    if any(one.who for one in left):
        left = [one for one in left if one.who or _joined(marked, people, one)]
    if len(_distinct(left)) > 1:
        left = _without(marked, people, DEPUTY, keep=1, among=left)
    if len(_distinct(left)) > 1:
        left = _without(marked, people, BESIDE, keep=1, among=left)
    return _distinct(left)


JOINED = re.compile(
    rf"{NAME}(?:'s)?\W*\s*(?:,?\s*\b(?:and|or|plus|und|oder|et|ou|y|e|o|then|with)\b"
    rf"|[&/+])\s*(?:also |then |maybe |perhaps )?$"
    rf"|\b(?:or|and)\s+(?:maybe |perhaps |also )?$|\b(?:either|both)\s+$",
    re.IGNORECASE,
)
FOLLOWED = re.compile(
    rf"^\s*(?:,?\s*\b(?:and|or|plus|und|oder|et|ou|y|e|o)\b|[&/+])\s*{NAME}", re.IGNORECASE
)


def _joined(marked: str, people: tuple[Found, ...], one: Found) -> bool:
    """Tell whether a stranger stands with others as one of them, and is not the name of a unit."""
    places = [place for place, char in enumerate(marked) if char == NAME]
    at = places[people.index(one)]
    return bool(JOINED.search(marked[:at]) or FOLLOWED.search(marked[at + 1 :]))


def _without(
    marked: str,
    people: tuple[Found, ...],
    pattern: re.Pattern[str],
    keep: int,
    among: list[Found] | None = None,
) -> list[Found]:
    places = [place for place, char in enumerate(marked) if char == NAME]
    hit: set[int] = set()
    for match in pattern.finditer(marked):
        hit |= {n for n, place in enumerate(places) if match.start() <= place < match.end()}
    chosen = list(people) if among is None else among
    left = [one for n, one in enumerate(people) if n not in hit and one in chosen]
    return left if len(left) >= keep else chosen


def _distinct(people: list[Found]) -> list[Found]:
    """Count the same person once, however often and however fully named."""
    found: list[Found] = []
    for one in people:
        ids = {who.id for who in one.who}
        words = {fold(word) for word in WORD.findall(one.text)}
        same = [
            at
            for at, other in enumerate(found)
            if (ids & {who.id for who in other.who})
            or (not ids and not other.who and words & {fold(w) for w in WORD.findall(other.text)})
        ]
        if not same:
            found.append(one)
        elif len(one.who) < len(found[same[0]].who) or (one.full and not found[same[0]].full):
            found[same[0]] = one
    return found


def _without_a_name(said: str) -> Whom:
    empty = _empty(said)
    if empty:
        return empty
    doubt = saying.unsure(said)
    told = len(FIGURES.findall(said)) > 1  # "complaints from 80 to 50" names no group
    kind: Sort | Literal[""] = "group" if CHANNEL.search(said) else "" if told else crowd(said)
    if kind:
        return Whom(kind, said, doubt=doubt)
    left = [word for word in WORD.findall(said) if fold(word) not in NEVER_NAMES]
    short = len(WORD.findall(said)) <= 6 and not any(char.isdigit() for char in said)
    if len(left) == 1 and short and not PORTRAYED.match(said):
        return Whom("first_name", left[0], doubt=doubt)
    if DETERMINED.match(said) and not doubt:  # the usual suspects: no name begins like that
        return Whom("group", said)
    described = not doubt and DESCRIBED.search(said)
    return Whom("role" if described else "unclear", said, doubt=doubt)


def _empty(said: str) -> Whom | None:
    """Notice what names nobody at all: a question back, none, not yet."""
    if not any(char.isalpha() for char in said):
        return Whom("nothing" if any(char.isalnum() for char in said) else "put_off", said)
    if not said or saying.asks_back(said):
        return Whom("nothing", said)
    if saying.only_marks(said):
        return Whom("put_off", said)
    if saying.says_nothing(said):
        return Whom("nothing", said)
    if waits := saying.stands_in(said):
        return Whom("put_off", waits)
    if none := saying.denied(said):
        return Whom("denied", none)
    off = saying.put_off(said)
    return Whom("put_off", off) if off else None
