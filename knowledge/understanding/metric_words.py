"""The words around the figures of a metric: units, wishes, ends of sentences."""

from __future__ import annotations

import re

from knowledge.understanding.wordlists import words

LINK = re.compile(r"https?://\S+")
WORD = re.compile(r"[^\W\d_]+(?:['\u2019&-][^\W\d_]+){0,5}")
NAMED = re.compile(r"(?<!\w)[^\W\d_][^\W_]*(?:['\u2019&-][^\W_]+){0,5}")  # P1, B2B, tier-1
IDLE = words(
    """
    a an the of to from by until till in on at for with and or our we must pass should shall
    will would is are was were be it its this that reduce reduced reducing reduction
    increase increased increasing raise raising lower lowering cut cutting bring brought get
    getting go goes going move moving drop dropping fall falls falling rise rises rising
    grow growing decrease decreasing improve improving diminish halve double down up per
    today now currently present current baseline target goal aim aims want wants need needs
    have has had do does between than less more about around approx approximately roughly
    circa nearly almost under over above below least most end before after latest year years
    month months week weeks day days hour hours minute minutes percent cent euro euros
    dollars pounds all their i they he she you as into onto then so if no not yes please
    kindly which who what when where how there here also only very just still already
    instead date deadline kpi metric number value figure unit measure begin start starting
    reach reaching achieve hit being been out off via maybe some any each every both either
    sure ok okay q h m k mid early late beginning half quarter first second third fourth jan
    feb mar apr may jun jul aug sep sept oct nov dec january february march april june july
    august september october november december summer winter spring autumn next fy fiscal
    eur usd gbp inr chf it's we're we'll let's better worse good bad faster quicker
    something things stuff by- result results improvement improvements progress success
    successful change
    """
)
NEEDS_UNIT = re.compile(
    r"\b(?:time|times|cost|costs|duration|revenue|rate|rates|share|margin|price|prices"
    r"|spend|spending|turnover|wait|delay|length"
    r"|weight|consumption|percentage|profit|sales|downtime|loss|losses|income|budget"
    r"|ratio|speed|latency|effort|savings?|yield)\b",
    re.IGNORECASE,
)
HAS_UNIT = re.compile(
    r"\b(?:days|hours|minutes|mins?|seconds|weeks|months|percent|euros?|dollars"
    r"|points?|score|scores|index|nps|csat|stars?|rating|number of|count of"
    r"|times (?:a|per)|kwh|kg|tonnes?|tons?|litres?|liters?|km|pieces|units|cases"
    r"|calls|\u20ac|\$|\u00a3|%|eur|usd|gbp|chf|inr|how many|quantity of|in (?:h|d"
    r"|min)|per [0-9]|per (?:hundred|thousand|million))\b|[\u20ac$\u00a3%\u20b9]",
    re.IGNORECASE,
)
RATIO = re.compile(
    r"(?<![\w.,:/-])1:([2-9]|[1-9][0-9])(?![0-9:]| ?(?:h|hrs?|hours?|am|pm|min)\b)", re.IGNORECASE
)
RELATIVE = re.compile(
    r"\b(?:by|of|with) *$|\b(?:halve|half|double|triple|cut|reduce[ds]?|lower|raise"
    r"|increase|improve|decrease|drop|fall|shrink|grow|plus"
    r"|minus)s?(?: \w+){0,6} (?:by|with) *$",
    re.IGNORECASE,
)
HALVED = re.compile(
    r"\b(?:halv(?:e|ed|ing)|(?:cut|reduce[ds]?|bring|drop|go|down"
    r"|fall) (?:\w+ ){0,6}(?:in|by|to) half|half of (?:that|it|this)|doubl(?:e|ed|ing)"
    r"|tripl(?:e|ed|ing)|to zero|eliminat\w+|to none|to nil)\b",
    re.IGNORECASE,
)
SAME = re.compile(
    r"\b(?:keep|hold|maintain|remain|stay|stays|same|unchanged|stable|where it is"
    r"|as it is|no change)\b",
    re.IGNORECASE,
)
ABBREVIATION = re.compile(
    r"\b(?:no|nr|approx|avg|mr|mrs|ms|dr|incl|excl|dept|vs|min|max|st|jan|feb|mar|apr"
    r"|jun|jul|aug|sept?|oct|nov|dec|e\.g|i\.e|p\.a|ca|etc|est|resp|cf|fig|inc|ltd|co"
    r"|prof|hr|hrs|mio|bn|tsd|z\.b|bzw)\.(?=\s)",
    re.IGNORECASE,
)
# "1. September" ends nothing.
SENTENCE_END = re.compile(
    r"(?:[^\W\d_]{2}|[0-9]{2}|[)%\u20ac$\u00a3\"'])[.!?]+\s+(?=[^\W\d_])(?!(?:january"
    r"|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)\b)",
    re.IGNORECASE,
)
TWO = re.compile(
    r",?\s+(?:and|plus|as well as|together with|along with)\s+|\s*[&+]\s*", re.IGNORECASE
)
MEASURE = re.compile(
    r"\b(?:costs?|time|times|revenue|margins?|rates?|errors?|complaints?|satisfaction"
    r"|nps|csat|churn|share|sales|waste|turnover"
    r"|profit|losses|backlog|shows?|returns?|defects?|accidents?|duration|scrap"
    r"|downtime|refunds?|overtime|energy|emissions|tickets?)\b",
    re.IGNORECASE,
)
# "It should be 40 days by June" says the target; it doubts nothing.
WANTED = re.compile(r"\bshould\b", re.IGNORECASE)
WISH = re.compile(
    r"\b(?:better|faster|happier|happy|quicker|easier|smoother|more|less|fewer|higher"
    r"|lower|improved?|improving|increased?|efficien\w+|modern|good|great|quality"
    r"|innovat\w+"
    r"|productiv\w+|transform\w*|digital\w*|smart\w*|optimi[sz]\w*|value|success"
    r"|stress|savings?|satisfied|best|excellen\w+|synerg\w+)\b",
    re.IGNORECASE,
)
# "Baseline 26 h. Target 4 h." is a list, not a speech.
LABELLED = re.compile(
    r"[.!]+(?=\s+(?:the )?(?:baseline|target|goal|aim|date|deadline|due|unit|metric|kpi|source|now"
    r"|today|currently|current|until|by|from|measured|status|owner)\b)",
    re.IGNORECASE,
)
