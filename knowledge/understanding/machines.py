"""A number that speaks of a machine: how good it is, or how much of it there is and is used.

What a business gains is seldom told with the machine as what is counted. So wherever one is, and
is not only what helps, the number scores the machine or counts its use, whatever the words for it.
"""

from __future__ import annotations

import re

MACHINE = re.compile(
    r"(?<![\w-])(?:assistant(?= (?:understands|answers|finds|gets|makes)\b)"
    r"|the agent(?= (?:completes|solves|answers|finds|decides)\b)|tool(?= (?:finds"
    r"|detects|gets|answers|reads)\b)|(?:the |our "
    r"|an? )?(?:chat ?|voice ?)?bots?(?:'s?)?|(?:the|our|an?"
    r"|new|old|digital|virtual|ai)"
    r" (?:\w+ )?(?:assistant|copilot|tool)(?:'s)?|copilots?|(?:gen(?:erative )?)?ai"
    r"|llms?|gpt[\w-]*|chatgpt"
    r"|(?:scoring|screening|pric(?:e|ing)|ranking|language|ml|forecast(?:ing)?"
    r"|prediction|predictive|vision|speech)"
    r" (?:models?|engine)|the models?(?! (?-i:[A-Z0-9])| (?:year|home|house|line|range|change))"
    r"|our models?|classifiers?|detectors?"
    r"|algorithms?|embeddings?|prompts|tokens?|endpoints?|apis?|transcripts?"
    r"|chatbot'?s?|top[- ][0-9]+"
    r"|(?:generated|drafted|predicted|suggested|retrieved) \w+|match(?:ing)? scores?"
    r"|similarity|ai agents?"
    r"|retrieval|context window|knowledge base|vector (?:store|index|database)"
    r"|ground truth)(?![\w-])",
    re.IGNORECASE,
)
AND_NOW = (
    r"(?:(?:should|will|shall|must|can|could|may|is|are|to|helps?|us|it|going|then"
    r"|also|further|in order)[ ,]+)*"
)
# A machine that only helps: with the assistant, thanks to AI, the bot shall reduce complaints.
HELPING = re.compile(
    r"\b(?:with(?:out)?(?: the help of)?|using|by(?: using)?|thanks to|through|via"
    r"|by means of|because of|after|when"
    r"|where|once|since|despite|besides|not|no|than|instead of|rather than|goal|target"
    r"|aim|purpose|kpi|metric|value"
    rf"|benefit|measure|for|introducing|introduction of)(?: (?:for|of|with|in"
    rf"|by))? {MACHINE.pattern}"
    rf"|{MACHINE.pattern}[ ,]+{AND_NOW}(?:reduc|cut|bring|lower|rais|increas|improv"
    rf"|shorten|push|driv|decreas|sav"
    r"|free|speed|halv|help|support|relie|draft|writ|handl|tak|do\b|does|work|let"
    r"|allow|give us)\w*",
    re.IGNORECASE,
)
# Something of the business is counted too: then it is in doubt, and nobody is accused.
BUSINESS = re.compile(
    r"\b(?:customers?|clients?|patients?|citizens?|members?|guests?|passengers?"
    r"|tenants?|commuters?|applicants?|calls?"
    r"|callers?|complaints?|tickets?|orders?|returns?|claims?|invoices?|sales"
    r"|deliver(?:y|ies)|parcels?|letters?|mails?"
    r"|cases?|applications?|visits?|appointments?|payments?|discounts?|accidents?"
    r"|incidents?|failures?|stops?|scrap"
    r"|waste|rework|churn|revenue|margins?|backlog|queues?|wait(?:ing)?|turnaround"
    r"|downtime|stock|inventory|absence"
    r"|penalt(?:y|ies)|fines?|refunds?|loss(?:es)?|fraud|energy|fuel|emissions"
    r"|shipments?|bookings?|no-?shows?|loans?"
    r"|branch|staff who (?:leave|quit)|turnover|nps|csat|satisfaction)\b",
    re.IGNORECASE,
)
USE = re.compile(
    r"\b(?:chats?|sessions?|conversations?|messages?|requests?|log-?ins?|users?|usage"
    r"|us(?:e|es|ed|ing)|uptake"
    r"|adoption|adopt\w*|licen[cs]es?|seats?|accounts?|number of|cover(?:s|ed|ing)?"
    r"|replac\w+|deploy\w*|live"
    r"|roll(?:ed|ing)?[- ]?out|index\w*|train(?:ed|ing|ings)?|course|built|build"
    r"|quer(?:y|ies)|questions|asked"
    r"|documents|entries|connected|integrat\w+|launch\w*|migrat\w+|introduc\w+"
    r"|attend\w*|learn\w*|available|champions?|polic(?:y|ies)|guidelines?)\b",
    re.IGNORECASE,
)
GOOD = re.compile(
    r"\b(?:correct\w*|right(?:ly)?|wrong(?:ly)?|accura\w+|mistakes?|errors?|helpful"
    r"|useful|usable|rated?|quality|bias"
    r"|false|precis\w+|relevan\w+|faithful\w*|score|rate|uptime|latency|speed|cost)\b",
    re.IGNORECASE,
)


SCORED = re.compile(
    rf"(?:errors?|mistakes?|bias|quality|accuracy|precision|right|wrong|correct) (?:of"
    rf"|by|from|in) {MACHINE.pattern}"
    r"|\b(?:classification|prediction|detection|recognition|extraction) of\b",
    re.IGNORECASE,
)
TALK = re.compile(
    r"\b(?:chats?|sessions?|conversations?|messages?|requests?|log-?ins?|queries"
    r"|questions|dialog(?:ue)?s?)"
    rf"\b[^.;,]{{0,25}} (?:with|to|of|on|in|via|by) {MACHINE.pattern}",
    re.IGNORECASE,
)


# Work that ends without people is what the business gains, whatever it is counted in.
UNTOUCHED = re.compile(
    r"\b(?:clos|resolv|solv|settl|finish|complet|handl|deal)\w*\b[^.;]{0,40}"
    r"\b(?:on its own|by itself|alone|end to end|untouched|without (?:an?|any|our|the|human)"
    r" ?(?:human|agent|person|people|staff|colleague|clerk|hand|touch|help|intervention)s?)\b",
    re.IGNORECASE,
)


def counted(text: str) -> tuple[str, str]:
    """Give the words that score a machine, or those that count its use; empty: neither."""
    found = MACHINE.search(text)
    if found is None or UNTOUCHED.search(text):
        return "", ""
    if talk := TALK.search(text):
        return "", talk.group()
    left = HELPING.sub(" ", text)
    found = MACHINE.search(left)
    if found is None:
        return "", ""
    if BUSINESS.search(MACHINE.sub(" ", left)) and not SCORED.search(left):
        return "", ""
    words = found.group().strip()
    return ("", words) if USE.search(left) and not GOOD.search(left) else (words, "")
