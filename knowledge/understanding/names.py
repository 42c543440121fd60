"""Find the people whom a text names: those of the directory, and names that nobody there has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.understanding.crowd_words import (
    FIRMS,
    NEVER_NAMES,
    NOT_NAMES,
    PARTICLES,
    TITLES,
)
from knowledge.understanding.directory import Candidate, Directory
from knowledge.understanding.folding import fold
from knowledge.understanding.wordlists import words

WORD = re.compile(r"[^\W\d_]+(?:['\u2019.-][^\W\d_]+)*")
GAP = re.compile(r"[ \t]+|[ \t]*,[ \t]*|\.[ \t]*")
POLITE = re.compile(r"-(?:san|sama|kun|ji|bhai|ben|sir|madam|garu|saab)$", re.IGNORECASE)
# First names that are words, too.
AUXILIARIES = frozenset({"will", "may", "can", "might", "do", "so", "an", "in", "no", "to", "my"})
WORDS_TOO = words(
    """
    per hope art summer grant mark rose grace faith joy bill rob sue pat rich dawn april june
    august frank drew chase dean miles max ray norm skip victor chip sky penny olive violet
    amber crystal melody angel page price carol eve holly ivy iris jasmine pearl ruby sunny
    star guy jack lane long young bob gene gray brown white black green king bishop cook
    baker bush wood woods fields hill park banks day field stone read case love main best
    good little small short strong wise sharp swift bond cash money power major marshal kiss
    reed wolf fox berg christian dick pace will may ace basil bay blue bliss brook carter
    charity chance clay cliff dale dusty earnest ernest fern forest ginger gale glen harmony
    hazel heath herb honor jet jewel josh justice lance lark laurel leaf lily magic marina
    mercy merit mike misty noble nova ocean paige paris parker patience pepper piper poppy
    prudence rainbow reign river robin rocky rusty sage sandy savanna scarlet serenity
    sierra silver spike storm terry tiger trinity true verity vale winter wren an in do so
    to ha you no at my or he me lee son sun song tan sing tang hung hong dong lang
    """
)
AFTER_A_NAME = re.compile(
    r"\s*(?:$|['\u2019]s\b|[.,;:!?()/&]|\u2013|-\s|(?:is|was|has|does|did|will|may|can|should|would"
    r"|must|takes|took"
    r"|owns|runs|ran|signed|said|says|agreed|handles|leads|heads|does|looks|from|in|of"
    r"|at|for|and|or"
    r"|or|who|only|please|again|too|as|on|with|it|madam|sir|accepted|confirmed|already"
    r"|now|then|here"
    r"|became|becomes|steps|knows|works|keeps|perhaps|maybe|probably|instead|because|since|once|if"
    r"|himself|herself|alone|both|after|until|when|to|by|our|my|the)\b|[a-z]+(?:s|ed)\b|-)",
)
BARE_VERB = re.compile(
    r"\s+(?:be|do|have|not|get|need|follow|ask|tell|decide|check|come|let|see|find|know|send|share"
    r"|update|take|handle|run|own|revert|discuss|confirm|name|look|work|give|appoint|i"
    r"|we|you|they|he"
    r"|she|it|also|still|probably|need|never|only|then|soon|depend)\b",
    re.IGNORECASE,
)
BEFORE_A_NOUN = re.compile(
    r"(?:\b(?:the|a|an|this|next|last|before|after|until|till|by|in|since|during|no"
    r"|some|any|of|every"
    r"|each|my|our|your|their|we|i|to|from|early|late|mid|end of|only) *)$",
    re.IGNORECASE,
)
CREWS = frozenset({"team", "teams", "group", "squad", "department", "division", "crew", "unit"})
CAPITAL = (
    r"(?:(?:[A-Z\u00c0-\u00de\u0100-\u024f\u0400-\u042f])[^\W\d_]*(?:['\u2019.-][^\W\d_]+)*\.?)"
)
PART = (
    r"(?:(?:van|der|den|de|da|do|dos|das|du|di|del|della|la|le|bin|bint|ibn|al|el|von|zu"
    r"|ter|ten|y|e|abu|af|av)\b)"
)
RUN = re.compile(rf"{CAPITAL}(?:[ ](?:{PART}[ ])*{CAPITAL})*")


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody in a text: where, as it was typed, and whom of the directory it may mean."""

    start: int
    end: int
    text: str
    who: tuple[Candidate, ...]  # empty: a name that nobody in the directory has

    @property
    def full(self) -> bool:
        """Tell whether more than one word of a name was given."""
        return len(WORD.findall(self.text)) > 1


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    who: dict[str, Candidate]


def people_in(text: str, directory: Directory) -> tuple[Found, ...]:
    """Find everybody named, in order; a word that is only perhaps a name is none."""
    known = tuple(_known(text, directory))
    return tuple(sorted((*known, *_unknown(text, known)), key=lambda one: one.start))


def _known(text: str, directory: Directory) -> Iterator[Found]:
    hits = [hit for hit in (_hit(match, directory) for match in WORD.finditer(text)) if hit.who]
    while hits:
        run = [hits.pop(0)]
        shared = dict(run[0].who)
        while hits and GAP.fullmatch(text, run[-1].end, hits[0].start):
            both = {key: who for key, who in shared.items() if key in hits[0].who}
            again = fold(text[hits[0].start : hits[0].end]) == fold(text[run[0].start : run[0].end])
            if not both or again:  # May may: the second one is the verb
                break
            shared = both
            run.append(hits.pop(0))
        found = Found(
            run[0].start, run[-1].end, text[run[0].start : run[-1].end], tuple(shared.values())
        )
        if len(run) > 1 or _stands_for_a_person(text, found):
            yield found


def _hit(match: re.Match[str], directory: Directory) -> _Hit:
    word = POLITE.sub("", match.group().replace("\u2019", "'"))
    plain = re.sub(r"'(?:s|ll|d|ve|re)$", "", word)
    who = directory.called(plain) if len(plain) > 1 else ()
    return _Hit(match.start(), match.start() + len(plain), {one.id: one for one in who})


def _stands_for_a_person(text: str, found: Found) -> bool:
    """Weigh a single word: Will the man against will the verb; and a stranger's family name."""
    word, before, after = found.text, text[: found.start], text[found.end :]
    capital = word[:1].isupper()
    if _stranger(word, before, after):
        return False
    if not text.replace(word, "", 1).strip(" .!@,"):
        return True
    folded = fold(word)
    common = folded in WORDS_TOO | AUXILIARIES | SURNAMES or folded in NEVER_NAMES
    if not common:
        return True
    if folded in MONTHS and IN_MONTH.search(before):
        return False
    called_so = any(fold(who.name.split()[0]) == folded for who in found.who)
    if not called_so:  # a family name that is a word: only behind a title
        return bool(TITLED.search(before))
    first = not before.strip(" '\"(") or before.rstrip()[-1:] in ".!?:"
    if folded in AUXILIARIES:
        if BARE_VERB.match(after):
            return False
        verb = re.match(
            r"\s+(?:does|takes|is|has|was|may|will|signed|owns|runs|[a-z]+ed|from)\b", after
        )
        return bool(verb) or (capital and bool(AFTER_A_NAME.match(after)))
    if BEFORE_A_NOUN.search(before):
        return (
            capital
            and not first
            and not re.search(r"(?i)\b(?:the|a|an|this|next|before) *$", before)
        )
    if capital and not first:
        return True
    return bool(AFTER_A_NAME.match(after)) and (capital or not first) and not BARE_VERB.match(after)


MONTHS = frozenset(
    {"may", "april", "june", "august", "march", "summer", "winter", "dawn", "autumn"}
)
IN_MONTH = re.compile(
    r"\b(?:in|by|until|till|since|before|after|during|of|mid|early|late|next|last|this"
    r"|end|from) $",
    re.I,
)
TITLED = re.compile(r"\b(?:mr|mrs|ms|miss|dr|prof|herr|frau|mme|sir|madam)\.? $", re.IGNORECASE)


def _stranger(word: str, before: str, after: str) -> bool:
    """Tell whether another name stands right beside it, so that somebody else is meant."""
    beside = re.match(rf" ({CAPITAL})", after)
    ahead = re.search(rf"({CAPITAL}) $", before)
    if not word[:1].isupper() or word.isupper():
        return False
    if beside and fold(beside[1].strip(".")) not in NEVER_NAMES and not TITLES.match(beside[1]):
        return True
    return bool(
        ahead
        and ahead.start()
        and fold(ahead[1].strip(".")) not in NEVER_NAMES
        and not TITLES.match(ahead[1])
        and before[ahead.start() - 2] not in ".!?:"
    )


def _unknown(text: str, known: tuple[Found, ...]) -> Iterator[Found]:
    """Find full names of people whom the directory does not know."""
    taken = [(one.start, one.end) for one in known]
    found = [one for one in _capitals(text) if _free(one, taken)]
    if not found and not known:
        found = list(_small(text))
    yield from found


def _free(one: Found, taken: list[tuple[int, int]]) -> bool:
    return not any(one.start < end and start < one.end for start, end in taken)


# Surnames that are words of trades, too: Julie Ward, Emma Woods.
SURNAMES = words(
    """
    ward day field fields parks park bridge bridges gates glass steel wood woods banks stone fish
    coffee border hall hunter farmer cook baker carter mason porter marsh french english dean king
    bishop driver page price case road street hill rivers waters lake read power head winter summers
    early best good short long small little young white black brown green gray gold silver major
    duke chase law bond shields archer fisher gardner taylor weaver fuller barber brewer chandler
    cooper parker potter sawyer shepherd slater smith spencer tanner turner tyler walker webster
    wright can singer guard garden ferry crew market may will march child bell lane miles grant
    """
)


def _capitals(text: str) -> Iterator[Found]:
    shown = text.title() if text.isupper() and len(text) > 6 else text
    for run in RUN.finditer(shown):
        parts = _named(list(re.finditer(r"\S+", run.group())))
        if len(parts) < 2:
            continue
        start, end = run.start() + parts[0].start(), run.start() + parts[-1].end()
        if not _of_a_unit(text, start, end):
            plain = re.sub(r"['\u2019]s$", "", text[start:end]).rstrip(".")
            initial = len(parts[-1].group().strip(".")) == 1
            yield Found(start, end if initial else start + len(plain), plain, ())


def _named(parts: list[re.Match[str]]) -> list[re.Match[str]]:
    """Cut a run of capital words down to a name; empty where it names a firm or a trade."""
    if len(parts) > 1 and fold(parts[-1].group().strip(".")) in FIRMS | CREWS:
        return []
    while parts and _no_part(parts[0].group()) and not _first_name(parts):
        parts = parts[1:]
    while parts and _no_part(parts[-1].group()) and not _surname(parts):
        parts = parts[:-1]
    inside = parts[:-1] if _surname(parts) else parts
    trades = [one for one in inside[1:] if fold(one.group().strip(".")) in NOT_NAMES]
    return [] if trades else parts


def _first_name(parts: list[re.Match[str]]) -> bool:
    """Tell whether a word opens a name: Will Adeleke, but not Will Be."""
    if len(parts) < 2 or fold(parts[0].group()) not in WORDS_TOO:
        return False
    return not _no_part(parts[1].group())


LY_NAMES = words(
    """
    kelly sally emily lily molly billy polly holly beverly kimberly nelly willy carly connolly
    donnelly reilly daly ely italy connelly farrelly mcnally kennelly
    """
)


# German units and posts are one long word: Lagerleitung, Personalabteilung, Schadenregulierung.
UNIT_ENDS = (
    *("leitung", "abteilung", "verwaltung", "leiter", "leiterin", "dienst", "stelle", "zentrale"),
    *("betreuung", "regulierung", "beauftragter", "beauftragte", "fuehrung", "wirtschaft"),
)


def _surname(parts: list[re.Match[str]]) -> bool:
    if len(parts) < 2 or fold(parts[-1].group().strip(".")) not in SURNAMES:
        return False
    return not _no_part(parts[0].group())


def _no_part(word: str) -> bool:
    plain = word.strip(".").removesuffix("'s").removesuffix("\u2019s")
    folded = fold(plain)
    acronym = len(plain) > 1 and plain.isupper() and len(plain) < 4
    particle = folded in PARTICLES and word.islower()
    last = re.split("[-'\u2019]", folded)[-1]  # O'Reilly
    adverb = last.endswith("ly") and last not in LY_NAMES
    if particle or acronym or adverb or folded.endswith(UNIT_ENDS):
        return True
    return folded in NEVER_NAMES or bool(TITLES.match(word))


UNIT_BEFORE = re.compile(
    r"(?:\b(?:from|of|in|at|for|runs?|heads?|leads?|heading|leading|our|the|by"
    r"|unit|department|division|office|dept)\s+)$",
    re.IGNORECASE,
)
BY_WHOM = re.compile(
    r"\b(?:owned|run|led|headed|done|handled|taken(?: over| care of)?|managed|operated"
    r"|covered|signed"
    r"|assigned|given|entrusted|fell|falls|goes|handed(?: over)?|belongs|passed|responsibility"
    r"|responsible|accountable|accepted|name|person|job|hands|charge|task|duty|ownership|with|owner"
    r"|appointed|nominated|approved|confirmed) (?:is |it )?(?:by|to|of|with|for|in) "
    r"(?:the )?$|^\W*(?:it |this |that |owner |the \w+ )?(?:is |was |lies |sits |rests |stays )?"
    r"(?:with|by|for|to) (?:the )?$",
    re.IGNORECASE,
)


def _of_a_unit(text: str, start: int, end: int) -> bool:
    before = text[:start]
    if BY_WHOM.search(before):
        return False
    after = text[end : end + 30]
    if re.match(
        r"\s+(?:team|unit|department|division|group|office|branch|site|plant)\b", after, re.I
    ):
        return True
    return bool(UNIT_BEFORE.search(before)) and bool(before.strip())


SMALL = re.compile(
    r"^\W*(?:(?:hi|hello|well|so|yes|sorry|it's|its|it is|that's|that is|this is"
    r"|the name is|name is"
    r"|his name is|her name is|owner(?: is)?|sponsor(?: is)?|put|we have|i name"
    r"|i nominate|our|my|mr"
    r"|mrs|ms|dr|for sure|definitely|clearly|responsible(?: is)?|person|is|will be|the owner is"
    r"|it will be|now|@|please)\W+)*(?P<name>[^\W\d_]+(?:['.-][^\W\d_]+)*"
    r"(?: [^\W\d_]+(?:['.-][^\W\d_]+)*){1,4}?)"
    r"(?=\s*(?:$|[,.;:!(\u2013]|-\s|/| (?:from|in|of|at|is|has|will|takes|who|does"
    r"|runs|owns|for|leads"
    r"|heads|and|or|please|on|she|he|as|agreed|accepted|signed|already|with|ext)\b))",
    re.IGNORECASE,
)


def _small(text: str) -> Iterator[Found]:
    """Find a name typed without capitals, where no other word of English is in it."""
    match = SMALL.match(text)
    if match is None:
        return
    first, *others = match["name"].split()
    real = [first, *(word for word in others if fold(word) not in PARTICLES)]
    if not 2 <= len(real) <= 4 or any(_word(word) for word in real[:-1]):
        return
    if _word(real[-1]) and fold(real[-1]) not in SURNAMES:
        return
    yield Found(match.start("name"), match.end("name"), match["name"], ())


def _word(word: str) -> bool:
    folded = fold(word.strip("."))
    return (
        folded in NEVER_NAMES or len(folded) < 2 or folded.endswith(("ing", "tion", "ment", "ly"))
    )
