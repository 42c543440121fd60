"""What people say in the middle of an interview that is no answer, or stands in for one."""

from __future__ import annotations

import re
from typing import Literal, TypeAlias

from knowledge.model.content import Question

ChatWord: TypeAlias = Literal[
    "help", "status", "greeting", "thanks", "stop", "skip", "back", "undo", "unknown", "puzzled"
]


def _either(*phrases: str) -> frozenset[str]:
    return frozenset("|".join(phrases).split("|"))


PHRASES: dict[ChatWord, str] = {
    "help": "help|help me|help please|please help|what can you do|how does this work",
    "status": "status|show status|what is the status|what's the status|where are we"
    "|what's next|what is next|what next|what now",
    "greeting": "hi|hello|hey|hi there|hello there|hey there|good morning|morning"
    "|good afternoon|good evening|good day|hi gatepost|hello gatepost|hey gatepost",
    "thanks": "thanks|thank you|thank you very much|thanks a lot|many thanks|thx|ty|cheers"
    "|great thanks|ok thanks|okay thanks|perfect thanks|thanks gatepost",
    "stop": "stop|stop it|stop please|please stop|pause|enough|enough for today|not now"
    "|no time|quit|exit|cancel|that's enough",
    "skip": "skip|skip this|skip it|skip this one|pass|next|next question|skip please",
    "back": "back|go back|previous|previous question|one back|last question",
    "undo": "undo|undo that|undo it|take that back|take it back|oops",
    "unknown": "don't know|dont know|do not know|i don't know|i dont know|i do not know|idk"
    "|dunno|no idea|no clue|i have no idea|sorry no idea|can't say|cannot say",
    "puzzled": "why do you ask|why do you ask that|why do you ask this|why are you asking"
    "|why do you need this|why do you need that|why do you want to know|why this question"
    "|why is this important|why is that important|what do you mean|what does that mean"
    "|what does this mean|what do you mean by that|i don't understand|i dont understand"
    "|i do not understand|i don't get it|i dont get it|don't understand|dont understand"
    "|not sure what you mean|what is this about|what is this for",
}
ASKABLE = frozenset({"help", "status", "puzzled"})  # with a question mark, too: they change nothing
SAID = {phrase: word for word, said in PHRASES.items() for phrase in said.split("|")}

PLACEHOLDERS = _either(
    "tbd|tba|tbc|n/a|na|n.a|n.a.|later|unknown|none|none yet|not yet|nothing yet|nobody|no one",
    "nobody yet|no one yet|todo|to do|to be decided|to be determined|to be announced",
    "to be confirmed|to be defined|to be done|not decided|not decided yet|not defined|undecided",
    "pending|still open|xxx|not known|not known yet|in progress|will follow|follows",
    "coming soon|placeholder|nil|null",
)
ONLY_MARKS = re.compile(r"[-?.\u2013\u2014\u2026_*/\s]+")

FILLER = _either(
    "ok|okay|k|lol|haha|hahaha|hm|hmm|sure|fine|cool|great|nice|good|yes|no|yep|nope|maybe|test",
    "testing|asdf|foo|bar|what|why|who|how|when|huh|really|seriously|done|wait|sorry|same",
    "as above|see above|whatever|nothing|anything|stuff|wip|wtf|ugh|meh|please|lgtm|+1",
)
AIMED_AT_US = re.compile(
    r"(?:can|could|would|will) (?:you|u|someone|we|i)\b"
    r"|(?:please )?(?:ask|tell|remind|ping|check with|talk to|forward (?:this|it) to) "
    r"|(?:i(?:'ll| will)|let me) (?:ask|check|look|find out|get back|come back|think)\b"
    r"|(?:what|why|how|who|which|when|where|is|are|do|does|did) (?:do|does|did|is|are|should|you|i"
    r"|we|this|that|it)\b"
    r"|(?:(?:hm+|oh|uh|um+|no|sorry|wait)[, ]+)+(?:wait|actually|sorry|i meant|it's|it is)\b"
    r"|i meant\b"
    r"|(?:i )?(?:do not|don't|dont) (?:understand|get (?:it|this|that)|know)\b"
    r"|not my (?:job|area|department|question)\b"
    r"|(?:stop|quit) (?:asking|bothering|it)\b",
    re.IGNORECASE,
)


def chat_word(text: str) -> ChatWord | None:
    """Recognise what is said around an interview; None: it may be an answer."""
    said = _plain(text)
    word = SAID.get(said.rstrip("? ").removeprefix("/").removeprefix("gate ").strip())
    return word if not said.endswith("?") or word in ASKABLE else None


def is_placeholder(text: str, kind: str = "") -> bool:
    """Tell whether the text only holds the place of an answer: TBD, ?, later."""
    said = _plain(text)
    if kind == "yes_no" and said in ("not yet", "none yet"):  # today that is a no
        return False
    return said in PLACEHOLDERS or bool(ONLY_MARKS.fullmatch(text))


def doubtful(question: Question, text: str) -> bool:
    """Tell whether a text may be no answer at all, so that it is better asked about first."""
    if question.kind != "text":
        return False
    said = _plain(text)
    if not said or is_placeholder(text):
        return False
    letters = sum(char.isalpha() for char in said)
    return letters < 2 or beside_it(text)


def beside_it(text: str) -> bool:
    """Tell whether a text speaks to us or asks back, rather than answers."""
    said = _plain(text)
    return said in FILLER or text.rstrip().endswith("?") or bool(AIMED_AT_US.match(said))


def _plain(text: str) -> str:
    folded = " ".join(text.split()).casefold().replace("\u2019", "'")
    return folded.strip(" .!,:;)(").replace(",", "")
