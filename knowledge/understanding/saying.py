"""How sure an answer sounds: put off, denied, hedged, conditional, or a question in return.

Every function gives the words that it heard, or nothing; names should be masked before.
"""

from __future__ import annotations

import re

from knowledge.understanding.tone.chatting import CHATTER, QUESTION
from knowledge.understanding.tone.doubting import CONDITIONAL, HARMLESS_IF, HEDGED
from knowledge.understanding.tone.lacking import NONE_SAID
from knowledge.understanding.tone.waiting import ANNOUNCED, ASK_THEM, LATER, PUT_OFF, SHORT, WAITS


def put_off(text: str) -> str:
    """Give the words that only hold the place of an answer."""
    return stands_in(text) or _found(PUT_OFF.search(text))


def stands_in(text: str) -> str:
    """Give a text that as a whole only waits for an answer."""
    plain = text.strip()
    if len(plain) > SHORT:
        return ""
    forms = (LATER, WAITS, ANNOUNCED, ASK_THEM)
    return _found(next(filter(None, (form.fullmatch(plain) for form in forms)), None))


def denied(text: str) -> str:
    """Give the words that say there is none."""
    return _found(NONE_SAID.search(text))


def hedged(text: str) -> str:
    """Give the words that leave a way out: probably, I think, could be."""
    return _found(HEDGED.search(text))


def conditional(text: str) -> str:
    """Give the words that make it depend on something."""
    return _found(CONDITIONAL.search(HARMLESS_IF.sub(" ", text)))


def unsure(text: str) -> str:
    """Give the words of a hedge or a condition, whichever there is."""
    return hedged(text) or conditional(text)


def asks_back(text: str) -> bool:
    """Tell whether somebody asks instead of answering."""
    return bool(QUESTION.search(text.strip()))


def says_nothing(text: str) -> bool:
    """Tell whether the words answer nothing at all: ok, thanks, no problem."""
    return bool(CHATTER.fullmatch(text))


def _found(match: re.Match[str] | None) -> str:
    return match.group().strip() if match else ""


ONLY_MARKS = re.compile(r"[-?.\u2013\u2014\u2026_*/\s!x]+", re.IGNORECASE)


def only_marks(text: str) -> bool:
    """Tell whether a text has no word in it: ?, -, xxx."""
    return bool(ONLY_MARKS.fullmatch(text))


NO_FIGURE = re.compile(
    r"\b(?:most|many|several|some|few|loads?|handful|ages|instant(?:ly)?|tons|heaps|dozens|hundreds"
    r"|countless|couple|a lot|lots|half|more|less|hardly|quickly|fast"
    r"|soon|long|short|enough|not a lot|much|little|plenty"
    r"|almost|nearly|majority|minority|all of|none of|high|low|expensive|cheap"
    r"|affordable|reasonable|huge|small|big|slow)\b",
    re.IGNORECASE,
)
YES_OR_NO = re.compile(
    r"\b(?:y ?e ?s|yeah|yep|no|nope|not|never|sure|absolutely|definitely|agreed"
    r"|approved|ok|okay|ja|nein|oui|non)\b",
    re.IGNORECASE,
)
ADDRESS = re.compile(
    r"\w:[\\/]|^[a-z]+:|\w\.[a-z]{2,10}/\w|\bwww\.|^/|\\\\|\w\.(?:com|org|net|io|docx?"
    r"|xlsx?|pdf)\b",
    re.IGNORECASE,
)


def no_figure(text: str) -> bool:
    """Tell whether an amount is only told in words such as most or a lot."""
    return not any(char.isdigit() for char in text) and bool(NO_FIGURE.search(text))


def says_yes_or_no(text: str) -> bool:
    """Tell whether a yes or a no is in it somewhere."""
    return bool(YES_OR_NO.search(text))


def an_address(text: str) -> bool:
    """Tell whether it tries to be an address, though none that we keep."""
    return bool(ADDRESS.search(text.strip()))


SPAN = re.compile(
    r"\b(?:today|tomorrow|next|this|coming|q[1-4]|h[12]|quarter|month|week|year|fiscal"
    r"|fy|jan|feb|mar"
    r"|apr|may|june?|july?|aug|sept?|oct|nov|dec)\w*\b",
    re.IGNORECASE,
)


def some_span(text: str) -> bool:
    """Tell whether a stretch of the calendar is meant, though nobody knows which."""
    return bool(SPAN.search(text))


def knows_nothing(text: str) -> bool:
    """Tell whether a no only says that nobody knows."""
    return bool(
        re.search(r"\b(?:no|not an?) (?:idea|clue)\b|\b(?:don't|dont|do not) know\b", text, re.I)
    )


def hangs_on(text: str) -> bool:
    """Tell whether it depends on something else, or comes after it."""
    return bool(re.match(r"\W*(?:it |that )?(?:depends|after|before)\b", text, re.IGNORECASE))
