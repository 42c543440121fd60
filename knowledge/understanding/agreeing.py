"""Yes, no and not sure, in everyday words; conditional or verbal approval is not yes."""

from __future__ import annotations

import re

from knowledge.understanding.hedges import UNSURE
from knowledge.understanding.outcomes import Confirm, NotUnderstood
from knowledge.values.kinds import Said, YesNo

EXACT: dict[str, Said] = {
    **dict.fromkeys(("yes", "y", "yeah", "yep", "yup", "yes we do", "yes it is"), "yes"),
    **dict.fromkeys(("of course", "yes of course", "sure", "absolutely", "definitely"), "yes"),
    **dict.fromkeys(("certainly", "yes please", "correct", "that's right", "indeed"), "yes"),
    **dict.fromkeys(("no", "n", "nope", "nah", "not at all", "no we don't", "no it isn't"), "no"),
    **dict.fromkeys(("definitely not", "absolutely not", "certainly not", "of course not"), "no"),
    **dict.fromkeys(("never", "by no means", "not really", "not yet", "none yet", "no way"), "no"),
    **dict.fromkeys(
        ("jawohl", "jep", "jup", "genau", "stimmt", "claro", "hell yes", "100%"), "yes"
    ),
    **dict.fromkeys(
        ("100 %", "you bet", "bien s\u00fbr", "nat\u00fcrlich", "da", "tak", "roger"), "yes"
    ),
    **dict.fromkeys(("hell no", "nie", "keineswegs", "pas du tout", "de jeito nenhum"), "no"),
    **dict.fromkeys(("jein", "kinda", "sorta", "so so", "meh", "yes but no"), "maybe"),
    **dict.fromkeys(("not sure", "maybe", "unsure", "perhaps", "i am not sure"), "maybe"),
    **dict.fromkeys(("i'm not sure", "possibly", "probably", "we are not sure"), "maybe"),
}
THUMBS = re.compile(r":\+1:|:thumbsup:|:white_check_mark:|[\U0001f44d\u2705\u2714]\ufe0f?")
TURNED = re.compile(r":-1:|:thumbsdown:|\U0001f44e\ufe0f?")
OPEN = re.compile(
    r"\b(?:verbal(?:ly)?|orally|in principle|informally|conditional(?:ly)?|on condition|once"
    r"|as soon as|as long as|pending|partly|partially|in part|kinda|sorta|rather"
    r"|not officially|(?:one|two|three|four|five|some|[0-9]+) (?:out )?of (?:the "
    r"|our )?"
    r"(?:\w+|[0-9]+)|mostly|almost|nearly|sort of"
    r"|kind of|more or less|as far as|afaik|to my knowledge"
    r"|not (?:entirely|fully|completely|quite|totally|100)|would (?:have|need) to"
    r"|nod(?:s|ded)|50/50|fifty-fifty"
    r"|(?<!every )half(?!(?: a|-| )? ?year)|some of|not all|not every\w*|it depends|so far"
    r"|yes and no"
    r"|hope(?:fully)?|except|apart from|when"
    r"|after(?! (?:each|every|all|a |an |the last|our last|long|some|two|three|many))"
    r"|until|unless|soon|will|going to|planned"
    r"|with (?:\w+ )?(?:conditions?|reservations?|caveats?|changes)|in theory|on paper"
    r"|handshake|by phone|over the phone|the nod|expect(?:ed|s)?|supposed"
    r"|said (?:he|she|they|it|ok|yes|go)|told (?:me|us)|agreed to|but)\b"
    r"|\b(?:think|guess|believe|suppose) so\b|\b(?:don't|do not) (?:think|believe)\b",
    re.IGNORECASE,
)
YES = re.compile(
    r"(?:\W*\b(?:oh|well|ah|so|hell|oh yes|damn|(?:that's|it's|that is|it is|i'd say|is) an?)\b)?"
    r"\W*\b(?:yes|jawohl|yeah|yep|yup|yea|aye|sure|absolutely|definitely"
    r"|certainly|indeed|correct|exactly|affirmative|of course|(?:that|this|it)(?:'s| is)"
    r" (?:right|correct|true|done|so|the case)|(?:it|they|we|i) (?:is|are|do|does|did|was|were|has"
    r"|have|can)(?! no[t ])|already done|done|approved|agreed|all of them|every one|ja|oui"
    r"|s[i\u00ed]|sim|haan)\b",
    re.IGNORECASE,
)
NO = re.compile(
    r"(?:\W*\b(?:oh|well|ah|so|hell|damn|i'?m afraid|i am afraid|sorry|sadly|unfortunately"
    r"|(?:that's|it's|that is|it is|i'd say|is) an?)\b)?,?"
    r"\W*\b(?:no|not yet|not (?=\w+(?:ed|en|t|n) yet\b)|nope|nah|never|definitely not"
    r"|absolutely not"
    r"|certainly not|of course not|not (?:at all|at the moment|right now|currently|today"
    r"|really|true|done|approved|the case)|sadly not"
    r"|unfortunately not|i'?m afraid not|negative|(?:we|they|i) (?:don't|do not|didn't|did not"
    r"|haven't|have not|aren't|are not|can't|cannot)|(?:it|that|this) (?:isn't|is not|doesn't"
    r"|does not|wasn't|was not|hasn't|has not)|none of (?:them|it)"
    r"|(?:it|that|this|they|we|i) (?:is|are|do|does|did|was|were|has|have|can|could) no[tn]?e?"
    r"|nein|non|nee|nej|n[a\u00e3]o)\b",
    re.IGNORECASE,
)
# "No problem" says neither, and "no one" is the beginning of something else.
NOT_NO = re.compile(
    r"no\.? ?[0-9]|no(?: |-)(?:problems?|worries|doubt|idea|clue|one|matter|time|need|longer"
    r"|trouble|issues?|comment|more|news|stress|way to know)\b",
    re.IGNORECASE,
)
IDLE = re.compile(
    r"\b(?:not a problem|no (?:problem|doubt|question)|not (?:only|just))\b"
    r"|\bno(?: |-)(?:exceptions?|open (?:points?|issues?|items?)|issues?|problems?|complaints?"
    r"|shows?"
    r"|conditions?|caveats?|reservations?|objections?|gaps?|ifs?)\b"
)
THINK = re.compile(
    r"\b(?:think|believe|guess|or rather|not officially"
    r"|but (?:we are |we're |it is |it's |they are )?(?:very |quite )?(?:close|almost"
    r"|nearly|soon|getting"
    r"|working on|about to))\b"
)
TURNS = re.compile(r"\b(?:not|no|never|don't|isn't|hasn't|haven't|doesn't|didn't)\b", re.IGNORECASE)
ASK = "Please answer yes, no or not sure."


def agreement(text: str) -> YesNo | Confirm:
    """Read agreement; whatever limits a yes makes it "not sure"."""
    spoken = TURNED.sub(" no ", THUMBS.sub(" yes ", text))
    said = " ".join(spoken.split()).strip(" .!").casefold().replace("\u2019", "'").replace(",", "")
    said = DRAWN_OUT.sub(lambda match: "yes" if match[0][0] == "y" else "no", said)
    said = " ".join(dict.fromkeys(said.split())) if set(said.split()) <= {"yes", "no"} else said
    if said in EXACT:
        return YesNo(EXACT[said])
    return Confirm(YesNo(_interpreted(said)), text)


def _interpreted(said: str) -> Said:
    if said.endswith("?"):
        raise NotUnderstood(ASK)
    said = IDLE.sub("", said) if YES.match(said) else said
    yes = YES.match(said)
    no = None if NOT_NO.match(said) else NO.match(said)
    unsure = UNSURE.search(said) or OPEN.search(said)
    if yes and (unsure or TURNS.search(said, yes.end())):
        return "maybe"
    if yes:
        return "yes"
    if no:
        return "maybe" if UNSURE.search(said) or THINK.search(said) else "no"
    if NOT_NO.match(said) or not unsure or len(said.split()) > LONG:
        raise NotUnderstood(ASK)
    return "maybe"


DRAWN_OUT = re.compile(r"\b(?:y+e+s{2,}|ye{2,}s+|y{2,}es+|no{2,}|n{2,}o+)\b")  # yess, nooo
LONG = 12  # words; a longer text without yes or no says something else
