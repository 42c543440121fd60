"""Money for running it, told in one text: how much, who pays, and whether that is settled."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from knowledge.understanding import saying
from knowledge.understanding.currencies import named
from knowledge.understanding.figures import in_digits, scaled
from knowledge.understanding.measures import Measure, measures
from knowledge.understanding.moments import Moment, moments
from knowledge.understanding.purses import doubts, ending, settled
from knowledge.understanding.purses.words import OPERATING
from knowledge.understanding.text import fold_digits
from knowledge.understanding.wordlists import words

_I = re.IGNORECASE
LINK = re.compile(r"https?://\S+")
WORD = re.compile(r"[^\W\d_]+(?:['\u2019&-][^\W\d_]+)*")
LINE = re.compile(
    r"\b(?:line|cost cent(?:er|re)|account|code|cc|gl|kostenstelle|section|position"
    r"|post|item|ledger|wbs|unit)[ :#-]*(?:no\.? ?|number )?(?=[\w-]*[0-9])[\w/-]+\b"
    r"|\b[A-Z]{1,4}-?[0-9]{2,6}\b",
    _I,
)
ZERO = re.compile(
    r"(?<![\d.,])0(?:[.,]0+)?(?= ?(?:\u20ac|\$|\u00a3|%?$|[A-Z]{3}\b|euros?|dollars?"
    r"|pounds?|k\b))|[\u20ac$\u00a3] ?0(?![\d.,])|\bzero (?:euros?|dollars?|pounds?"
    r"|budget|money|funding|funds)\b",
    _I,
)
GENERIC = words(
    """
    the a an of for from in on at by to with and or it is are was were be been has have had
    will this that these our my your their its his her we i they he she you as per year
    yearly annually annual annum month monthly p pa yr each every approved approval approve
    approves approving signed sign signature sanctioned released validated accepted
    confirmed authorised authorized ratified cleared agreed green light granted given got
    yes ok okay fully full budget budgets budgeted money funding fund funds funded amount
    opex operating operational running run cost costs expenses expense ordinary permanent
    recurring line out paid pays pay covered covers carries eur usd gbp chf inr euro euros
    dollars pounds k m million thousand lakh crore rupees date dated since already now today
    last week day january february march april may june july august september october
    november december jan feb mar apr jun jul aug sep sept oct nov dec monday tuesday
    wednesday thursday friday minutes see document attached link here done finally formally
    officially written writing board cfo ceo coo finance director head controller committee
    management mr mrs ms dr team approx about roughly up less than more around which who
    what so then there only just also least most not no kr total sum amounting comes goes
    available reserved allocated all good fine settled plan planned
    """
)
WHO_PAYS = re.compile(
    r"\b(?:department|dept|division|business unit|unit|branch|cost cent(?:er|re)"
    r"|operations|opex of|budget of|services?|desk|section|plant|office|clinic|store"
    r"|stores|p&l|profit cent(?:er|re)|directorate|ministry|faculty|region)\b",
    _I,
)
DAY_OF = re.compile(
    r"(?:appr\w*v\w*|sign\w*|sanction\w*|releas\w*|validat\w*|accept\w*|confirm\w*"
    r"|authori\w*|ratif\w*|clear\w*|granted|decid\w*|agreed|pass\w*|vot\w*|endorsed"
    r"|light|go-ahead|decision|board|minutes|meeting)",
    _I,
)
NOTHING = re.compile(
    r"\W*(?:zero|0|nil|nought|none|nothing)(?: (?:so far|yet|at all|right now|for now"
    r"|today))*\W*",
    _I,
)
# A day that is over although it has no date: the read-back shows which one is meant.
RECENT = re.compile(
    r"\b(?:yesterday|this morning|last (?:week|month|night|monday|tuesday|wednesday"
    r"|thursday|friday)"
    r"|(?:a|two|three|four|five|six|[0-9]{1,2}) (?:days?|weeks?|months?) (?:ago|back)|earlier this"
    r" (?:week|month|year)|the other day)\b",
    _I,
)
NEAR = 30  # characters between the word of an approval and its day
FROM = re.compile(r"\b(?:from|starting|effective|as of|for|since|until|beginning)\W+(?:the )?$", _I)
HINDSIGHT = re.compile(
    r"\b(?:i|we) (?:think|believe|guess|suppose|assume) (?:so|it is|it's|yes|that)"
    r"|\b(?:probabl[ey]|maybe|perhaps|presumably|hopefully|possibly|supposedly"
    r"|apparently|most likely|likely|not (?:\w+ )?sure|unsure|not certain"
    r"|should be (?:ok|fine|approved|there|available|in)|might|i (?:think|guess"
    r"|believe|suppose|assume|reckon|hope)|we (?:think|guess|believe|suppose|assume"
    r"|reckon|hope)|as far as i know|afaik|iirc|if i (?:remember|recall)|more or less"
    r"|sort of|kind of|could be|may be|(?:pretty|fairly|quite|almost|nearly|rather"
    r"|reasonably|[0-9]{2} ?%)"
    r" (?:sure|certain|confident)|as good as|all but (?=approv|sign|done|agreed)"
    r"|virtually|practically"
    r"|in all likelihood)\b",
    _I,
)


@dataclass(frozen=True, slots=True)
class FundingSaid:
    """What a text says about running money."""

    sort: str  # said, put_off, denied, nothing
    heard: str = ""
    amount: Decimal | None = None
    high: Decimal | None = None
    currency: str = ""
    no_currency: bool = False  # none, or one that several countries share
    rough: str = ""
    two_ways: bool = False
    purse: str = ""  # words of money that ends
    approved: str = ""
    dated: bool = False
    doubtful: str = ""  # words that keep the approval from being one
    hedge: str = ""
    unit: bool = False

    @property
    def empty(self) -> bool:
        """Tell whether no part of an answer is there: no amount, payer, line or approval."""
        said = self.amount is not None or self.purse or self.approved or self.doubtful
        return not said and not _operating(self.heard) and not LINE.search(self.heard)

    @property
    def gaps(self) -> tuple[str, ...]:
        """Name what has to be asked before it can be kept."""
        found = []
        if self.amount is None or self.no_currency or self.rough or self.two_ways:
            found.append("amount")
        if not self.unit:
            found.append("line")
        if not self.approved or not self.dated:
            found.append("approval")
        return tuple(found)


def funding_said(text: str, today: date) -> FundingSaid:
    """Take an answer about running money apart; takes time linear in its length."""
    typed = " ".join(fold_digits(LINK.sub(" ", text)).split())
    plain = in_digits(scaled(typed))
    days = moments(plain)
    amounts = [
        one
        for one in measures(_no_lines(plain), days, counted=True)
        if one.sort in ("money", "", "other")
    ]
    cash = [one for one in amounts if one.sort == "money"]
    waits = settled.in_doubt(typed)  # "on hold until the pilot ends" sets no end to the money
    lasting = bool(waits) or not (cash or _operating(typed))
    purse = ending.project_money(typed) or ("" if lasting else ending.ends(typed))
    empty = _empty(typed, bool(cash), purse)
    if empty:
        return empty
    purse = purse or ending.all_that_pays(typed)
    doubtful = waits or _still_open(typed, plain, days, today)
    said = settled.approved(typed)
    hedge = HINDSIGHT.search(typed)
    one = _amount(cash, amounts)
    currency = _currency(one, plain)
    return FundingSaid(
        "said",
        plain,
        one.low if one else None,
        one.high if one and one.high != one.low else None,
        currency,
        one is not None and not currency,
        one.rough if one else "",
        bool(one and one.two_ways),
        purse,
        said,
        any(day.first and day.first <= today for day in days)
        or bool(RECENT.search(typed))
        or _over_either_way(plain, days, today),
        doubtful,
        hedge.group() if hedge else "",
        _unit(plain, days, amounts),
    )


def _over_either_way(plain: str, days: tuple[Moment, ...], today: date) -> bool:
    """Tell whether a day with two readings has one that is over, as an approval's has to be."""
    for day in days:
        if day.trouble == "swapped":
            a, b, year = (int(part) for part in re.split(r"[./-]", plain[day.start : day.end]))
            year += 2000 if year < 100 else 0
            if any(date(year, month, at) <= today for at, month in ((a, b), (b, a))):
                return True
    return False


def _operating(plain: str) -> bool:
    """Tell whether operating money is spoken of."""
    return bool(OPERATING.search(plain))


def _empty(plain: str, cash: bool, purse: str) -> FundingSaid | None:
    if not plain.strip(" .?!-_/*\u2013\u2014\u2026"):
        return FundingSaid("put_off" if plain.strip() else "nothing", plain)
    if ZERO.search(plain):
        return FundingSaid("denied", "0")
    if NOTHING.fullmatch(plain):
        return FundingSaid("denied", plain)
    if cash or purse or settled.approved(plain):
        return None
    if saying.asks_back(plain) or saying.says_nothing(plain):
        return FundingSaid("nothing", plain)
    promised = (
        doubts.SPOKEN.search(plain) or doubts.REFUSED.search(plain) or doubts.NOT_YET.search(plain)
    )
    if not promised and (none := saying.denied(plain)):
        return FundingSaid("denied", none)
    asked = (
        doubts.ASKED.search(plain) or doubts.TO_COME.search(plain) or doubts.UNDECIDED.search(plain)
    )
    bare = not _operating(plain) and not re.search(
        r"\b(?:approv|sign|sanction|request|submit|appl(?:y|ied))\w*", plain, _I
    )
    off = saying.put_off(plain)
    if off and (bare or not (promised or asked)):
        return FundingSaid("put_off", off)
    return None


def _still_open(typed: str, plain: str, days: tuple[Moment, ...], today: date) -> str:
    """Give a day of approval still to come; without an approval, the words of a request."""
    if _settled_by_now(plain, days, today):
        return ""
    for day in days:
        before = plain[max(0, day.start - 40) : day.start]
        coming = day.first is not None and day.first > today
        if coming and DAY_OF.search(before) and not FROM.search(before):
            return plain[day.start : day.end]
    return "" if settled.approved(typed) else settled.asked_for(typed)


def _settled_by_now(plain: str, days: tuple[Moment, ...], today: date) -> bool:
    """Tell whether the day right behind an approval is over."""
    over = [day for day in days if day.first is not None and day.first <= today]
    return any(settled.approved(plain[max(0, day.start - NEAR) : day.start]) for day in over)


def _amount(cash: list[Measure], amounts: list[Measure]) -> Measure | None:
    if cash:
        return cash[0]
    bare = [one for one in amounts if one.low >= 100]
    return bare[0] if bare else None


def _currency(one: Measure | None, plain: str) -> str:
    """Give the one currency that is meant; a krone of several countries is none."""
    if one is None or one.sort != "money":
        return ""
    codes = named(plain[one.start : one.end])
    return codes[0] if len(codes) == 1 else ""


def _no_lines(plain: str) -> str:
    """Blank what only looks like an amount: cost centre 8120, line E-14."""
    return LINE.sub(lambda match: " " * len(match.group()), plain)


def _unit(plain: str, days: tuple[Moment, ...], amounts: list[Measure]) -> bool:
    """Tell whether somebody is said to pay: a line, a unit, or words that can only be one."""
    if LINE.search(plain):
        return True
    rest = plain
    for day in days:
        rest = rest[: day.start] + " " * (day.end - day.start) + rest[day.end :]
    for one in amounts:
        rest = rest[: one.start] + " " * (one.end - one.start) + rest[one.end :]
    rest = re.sub(
        r"\b(?:(?<!paid"
        r" )(?<!covered )(?<!carried )(?<!funded )(?<!financed )(?<!borne )by"
        r"|thanks to|according to|says?|told by) (?:the |our |my )?(?:(?:Mr|Mrs"
        r"|Ms|Dr)\.? )?[A-Z][\w'-]+(?: [A-Z][\w'-]+)*\b(?! (?:opex|budget|operating))",
        " ",
        rest,
    )
    words = [word for word in WORD.findall(rest) if word.lower() not in GENERIC and len(word) > 1]
    return bool(words) and (
        bool(WHO_PAYS.search(rest))
        or _operating(rest)
        or any(w[0].isupper() for w in words)
        or len(words) > 0
    )
