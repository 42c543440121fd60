"""Forms of a whole answer about a person: me, an address, a channel, a description."""

from __future__ import annotations

import re

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
CORRECTED = re.compile(
    r"\b(?:no,? sorry|sorry,? no|sorry,? i mean|i mean|correction|or rather"
    r"|actually,? no|no,? wait|scratch"
    r" that|no no|i meant)\b[,:. ]*",
    re.IGNORECASE,
)

# One first name, and what that person does: Ngozi, she runs claims; Jo from legal.
INTRODUCED = re.compile(
    r"\W*(?P<name>[A-Z][\w'-]+)(?:\W+(?:(?:and|who) )?(?:he|she|runs|leads|heads)\b"
    r"| (?:from|in|at) )"
)
