"""What plain words come to, kind by kind: kept, read back (?), or asked (with what to choose)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.understanding.figures import figures, in_digits
from knowledge.understanding.outcomes import NotUnderstood
from knowledge.understanding.understand import Again, Confirm, Kept, Reading
from knowledge.values import (
    Day,
    Duration,
    Money,
    Percent,
    Quantity,
    Value,
    from_data,
    in_words,
    to_data,
)
from tests.knowledge.town import question, said

MORE: dict[str, dict[str, object]] = {"date": {"future": True}, "number": {"unit": "weeks"}}
# kind | what is typed | what comes of it: "= kept", "? read back", or the buttons of the question.
TOLD = """
date | 2026-11-23 | = 23 November 2026
date | 23 Nov 2026 | = 23 November 2026
date | the 1st of March, 2028 | = 1 March 2028
date | jan 14 2028 | = 14 January 2028
date | Q3 2027 | = Q3 2027
date | June 2027 | = June 2027
date | third quarter of 2027 | ? Q3 2027
date | Quarter 1, 2028 | = Q1 2028
date | 1 February to 15 March 2027 | ? 1 February 2027 to 15 March 2027
date | second half of 2027 | ? 1 July 2027 to 31 December 2027
date | 2027-06 | ? June 2027
date | end of June 2027 | ? 30 June 2027
date | end of 2027 | ? 31 December 2027
date | h1 2027 | ? 1 January 2027 to 30 June 2027
date | June to August 2027 | ? 1 June 2027 to 31 August 2027
date | 1-3 June 2027 | ? 1 June 2027 to 3 June 2027
date | 1 March 2027 to 30 June 2027 | ? 1 March 2027 to 30 June 2027
date | first of June 2027 | ? 1 June 2027
date | 31.12.2026 | ? 31 December 2026
date | 12/31/2027 | ? 31 December 2027
date | 5.3.27 | ? 5 March 2027
date | 2027/03/04 | ? 4 March 2027
date | tomorrow | ? 21 November 2026
date | day after tomorrow | ? 22 November 2026
date | in three weeks | ? 11 December 2026
date | friday | ? 27 November 2026
date | on Monday | ? 23 November 2026
date | next month | ? December 2026
date | end of the month | ? 30 November 2026
date | 30. M\u00e4rz 2027 | ? 30 March 2027
date | 12 de mayo de 2027 | ? 12 May 2027
date | 1er mars 2027 | ? 1 March 2027
date | mars 2027 | ? March 2027
date | dans trois semaines | ? 11 December 2026
date | 2 November 2027 latest | ? 2 November 2027
date | before 1 March 2027 | ? 1 March 2027
date | 03/04 | 3 April 2027 | 4 March 2027
date | 03/04/2027 | 3 April 2027 | 4 March 2027
date | 7 Oct | 7 October 2027 | 7 October 2028
date | 29 feb | 29 February 2028
date | next friday | 27 November 2026 | 4 December 2026
date | next quarter | Q1 2027 (January to March)
date | Q3 | Q3 2027 (July to September)
date | end of Q3 | 30 September 2027
date | May | May 2027
date | next year | 31 December 2027
date | end of year | 31 December 2026
date | about 1 June 2027 | 1 June 2027
date | mid March 2027 | March 2027
date | probably 30 June 2027 | 30 June 2027
date | not 1 March 2027 | 1 March 2027
date | 1 March 2027 or 1 April 2027 | 1 March 2027 | 1 April 2027
date | June 30 or July 1 2027 | 1 July 2027
date | 2027 Q1 - Q2 | Q1 2027 (January to March)
date | end of the year 2027 | ? 31 December 2027
date | 31/02 |
date | 31/02/2027 |
date | end of FY27 |
date | 2027-W05 |
date | yesterday |
date | 2 weeks |
date | now |
date | christmas |
date | 10 |
percent | 12,5 % | ? 12.5 %
percent | a third | ? 33.3 %
percent | 5 of 8 | ? 62.5 %
percent | two out of three | ? 66.7 %
percent | sixty percent | ? 60 %
percent | 60%-70% | ? 60 to 70 %
percent | 80 % of users in 2026 | ? 80 %
percent | 18 per cent, says HR | ? 18 %
percent | ten | 10 %
percent | 0.6 | 0.6 % | 60 %
percent | about 40 | 40 %
percent | > 40% | 40 %
percent | 40% or 45% | 40 % | 45 %
percent | 10-12 days |
percent | most of them |
percent | 10\u00b2 |
number | 14 weeks | = 14 weeks
number | two weeks | ? 2 weeks
number | half a dozen weeks | ? 6 weeks
number | two dozen | 24 weeks
number | 14 days | ? 2 weeks
number | ten to twelve weeks | ? 10 to 12 weeks
number | between 3 and 5 | ? 3 to 5 weeks
number | 1,200 | ? 1,200 weeks
number | 12,50,000 | ? 1,250,000 weeks
number | 2 million | ? 2,000,000 weeks
number | twenty-five | 25 weeks
number | 1.000 | 1 week | 1,000 weeks
number | up to 5 | 5 weeks
number | 5 or so | 5 weeks
number | 12-10 | 10 to 12 weeks
number | twelve weeks approx | 12 weeks
number | minus 3 | ? -3 weeks
number | 3 months |
number | 1_000 |
number | 0x10 |
money | 1.250,50 EUR | = 1,250.50 EUR
money | \u20ac250k | ? 250,000 EUR
money | 1.2M USD | ? 1,200,000 USD
money | $ 80,000 | ? 80,000 USD
money | EUR10k to EUR12k | ? 10,000 to 12,000 EUR
money | half a million euros | ? 500,000 EUR
money | 7-9 lakh INR | ? 700,000 to 900,000 INR
money | Rs 45 lakh | ? 4,500,000 INR
money | 90 000 z\u0142 | ? 90,000 PLN
money | 300 swiss francs | ? 300 CHF
money | CAD$ 500 | ? 500 CAD
money | 250k EUR, approved on 2027-01-03 | ? 250,000 EUR
money | EUR 90k, approved on 12.10.2026 | ? 90,000 EUR
money | 120k EUR from claims, approved by the CFO 3 nov | ? 120,000 EUR
money | 3 November |
money | 250 TEUR | ? 250,000 EUR
money | k\u20ac 250 | ? 250,000 EUR
money | \u20ac250 thousands | ? 250,000 EUR
money | 200 tys. PLN | ? 200,000 PLN
money | 5 milh\u00f5es BRL | ? 5,000,000 BRL
money | \u20a65m | ? 5,000,000 NGN
money | KSh 2m | ? 2,000,000 KES
money | 5'000 francs CHF | ? 5,000 CHF
money | R$ 900 mil | ? 900,000 BRL
money | $2 mil | 2,000 USD | 2,000,000 USD
money | kr 500 SEK | ? 500 SEK
money | quarter of a million dollars | ? 250,000 USD
money | 5 dollars, a third of 15 dollars | 5 USD | 15 USD
money | \u20ac-500 |
money | \u20ac20/user |
money | 250 | 250 EUR | 250 USD | 250 GBP
money | kr 400 000 | 400,000 SEK | 400,000 NOK | 400,000 DKK
money | \u00a51000 | 1,000 JPY | 1,000 CNY
money | \u20ac1.000 | 1,000 EUR | 1 EUR
money | 7-9 lakh | 700,000 to 900,000 INR | 700,000 to 900,000 PKR | 700,000 to 900,000 BDT
money | 9-7 lakh INR | 700,000 to 900,000 INR | 970,000 INR
money | about \u20ac50k | 50,000 EUR
money | up to 30k USD | 30,000 USD
money | 12 QQQ | 12 EUR | 12 USD | 12 GBP
money | 1e1000000 EUR |
money | EUR |
money | 500 EUR a month |
duration | 2.5 days | ? 2.5 days
duration | two days and a half | ? 2.5 days
duration | .5 days | 4 hours | 12 hours
duration | 45 minutes | = 45 minutes
duration | 1h30 | ? 1.5 hours
duration | two weeks | ? 14 days
duration | half an hour | ? 30 minutes
duration | a quarter of an hour | ? 15 minutes
duration | an hour and a half | ? 1.5 hours
duration | 1 hour and 20 minutes | ? 80 minutes
duration | 2 to 3 days | ? 2 to 3 days
duration | 90 min, measured in the drill | ? 1.5 hours
duration | 30 | 30 minutes | 30 hours | 30 days
duration | under an hour | 1 hour
duration | 2 days or 3 days | 2 days | 3 days
duration | 3 months |
duration | -5 minutes |
duration | quickly |
yes_no | Yes! | = Yes
yes_no | \U0001f44d yes | = Yes
yes_no | absolutely | = Yes
yes_no | yes, tested after each release | ? Yes
yes_no | yes, after legal signs | ? Not sure
yes_no | yes, no exceptions | ? Yes
yes_no | sim | ? Yes
yes_no | as far as I know yes | ? Not sure
yes_no | definitely not | = No
yes_no | maybe | = Not sure
yes_no | yeah, since October | ? Yes
yes_no | no, sadly we don't | ? No
yes_no | it is not | ? No
yes_no | yes, not a problem | ? Yes
yes_no | I think so | ? Not sure
yes_no | yes if legal agrees | ? Not sure
yes_no | approved verbally | ? Not sure
yes_no | approved with conditions | ? Not sure
yes_no | not at the moment | ? No
yes_no | agreed in principle | ? Not sure
yes_no | yes but not all | ? Not sure
yes_no | yes and no | ? Not sure
yes_no | no problem |
yes_no | No. 3 is done |
yes_no | why do you ask? |
yes_no | Norway |
link | see https://a.example/x (approved). | ? https://a.example/x
link | <https://a.example/x|Plan> | = https://a.example/x
link | https://a.example https://b.example | https://a.example | https://b.example
link | in the wiki |
"""
TABLE = [
    tuple(part.strip() for part in (line + " ").split(" | ", 2))
    for line in TOLD.strip().splitlines()
]


def come_to(found: Reading) -> str:
    match found:
        case Kept(value):
            return f"= {in_words(value, str)}"
        case Confirm(value):
            return f"? {in_words(value, str)}"
        case Again(_, _, options):
            return " | ".join(option.label for option in options)


@pytest.mark.parametrize(("kind", "typed", "wanted"), [(*row, "")[:3] for row in TABLE])
def test_what_is_typed_is_kept_read_back_or_asked_about(kind: str, typed: str, wanted: str) -> None:
    asked = question(kind, **MORE.get(kind, {}))
    wanted = wanted.replace("|Plan> |", "").strip(" |")
    assert come_to(said(asked, typed)) == wanted


@pytest.mark.parametrize(("kind", "typed", "wanted"), [(*row, "")[:3] for row in TABLE])
def test_every_button_is_understood_without_another_question(
    kind: str, typed: str, wanted: str
) -> None:
    asked = question(kind, **MORE.get(kind, {}))
    found = said(asked, typed)
    for option in found.options if isinstance(found, Again) else ():
        assert not isinstance(said(asked, option.text), Again), option


@pytest.mark.parametrize(
    ("kind", "typed", "reason"),
    [
        ("date", "31/02", "31 February does not exist."),
        ("date", "29 Feb 2027", "29 February 2027 does not exist."),
        ("date", "2026-11-19", "past"),
        ("date", "end of FY27", "Fiscal years differ"),
        ("percent", "about 40", "\u201cabout\u201d leaves it open"),
        ("money", "12 QQQ", "QQQ is no currency code"),
        ("money", "500 EUR a month", "as one sum, not for a month"),
        ("duration", "3 months", "differ in length"),
    ],
)
def test_a_question_back_says_what_was_unclear(kind: str, typed: str, reason: str) -> None:
    found = said(question(kind, **MORE.get(kind, {})), typed)
    assert isinstance(found, Again)
    assert reason in found.reason


AMOUNTS = st.decimals(0, 10**12, places=2, allow_nan=False, allow_infinity=False)
DAYS = st.dates(date(2000, 1, 1), date(2060, 12, 31))


def spans(ends: st.SearchStrategy[Decimal]) -> st.SearchStrategy[tuple[Decimal, Decimal | None]]:
    def ordered(pair: tuple[Decimal, Decimal]) -> tuple[Decimal, Decimal | None]:
        return min(pair), max(pair) if min(pair) < max(pair) else None

    return st.one_of(st.tuples(ends, ends).map(ordered), st.tuples(ends, st.none()))


VALUES: dict[str, st.SearchStrategy[Value]] = {
    "date": st.one_of(
        DAYS.map(Day),
        st.tuples(DAYS, DAYS).map(
            lambda two: Day(min(two), max(two)) if two[0] != two[1] else Day(two[0])
        ),
    ),
    "percent": spans(AMOUNTS).map(lambda two: Percent(two[0], two[1])),
    "number": spans(AMOUNTS).map(lambda two: Quantity(two[0], "weeks", two[1])),
    "money": st.tuples(spans(AMOUNTS), st.sampled_from(["EUR", "USD", "SEK", "JPY", "INR"])).map(
        lambda said: Money(said[0][0], said[1], "", said[0][1])
    ),
    "duration": spans(st.integers(1, 10**6).map(Decimal)).map(lambda two: Duration(*two)),
}


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(sorted(VALUES)).flatmap(lambda kind: st.tuples(st.just(kind), VALUES[kind])))
def test_what_is_read_back_and_typed_again_gives_the_same_value(told: tuple[str, Value]) -> None:
    kind, value = told
    words = in_words(value, str)
    found = said(question(kind, **({"unit": "weeks"} if kind == "number" else {})), words)
    if kind == "money" and not getattr(value, "amount", 1):
        return  # no money at all has no currency
    assert not isinstance(found, Again), (words, found)
    assert in_words(found.value, str) == words
    assert from_data(to_data(found.value)) == found.value


@settings(max_examples=300, deadline=None)
@given(
    st.text(
        alphabet=st.sampled_from("0123456789.,' -+%$\u20ack/mth andto\u00b2\uff11"), max_size=80
    )
)
def test_figures_of_any_text_are_found_or_refused(text: str) -> None:
    try:
        found = figures(in_digits(text))
    except NotUnderstood:
        return
    assert all(figure.high is None or figure.low < figure.high for figure in found)
