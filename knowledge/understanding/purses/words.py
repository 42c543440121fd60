"""The words for whoever pays, and for what money is called."""

from __future__ import annotations

import re

PURSE = (
    r"(?:(?:project|pilot|trial|poc|pov|lighthouse|proof[- ]of[- ](?:concept|value)"
    r"|prototype|implementation"
    r"|programme|program|experiment|mvp|test|study|initiative|start-?up|kick-?off|build"
    r"|development|change|it project|r&d|rnd|research|research and development"
    r"|innovation|transformation|digital(?:i[sz]ation)?|incubat(?:or|ion)|accelerator"
    r"|venture|seed|grant|subsidy|sponsorship|stimulus|one[- ]?(?:off|time)|temporary"
    r"|bridg(?:e|ing)|ai|a\.i\.|gen-?ai|ml|data science|lab|horizon europe|eu|erasmus|capital"
    r"|capex|investment|special|central ai|exploration|discovery|hackathon"
    r"|strategic initiatives?|cdo|cio|cto|coe|modernisation|modernization|launch|setup"
    r"|set-up|rollout)(?:'s)?)"
)
MONEY = (
    r"(?:budgets?|money|moneys?|funds?|funding|pots?|capex|cash|purse|resources"
    r"|envelope|account|credits?|wallet|allocation|financing|finance|kitty|spend"
    r"|expenditure|grants?|cost code|cost cent(?:er|re)|(?<!service )line|reserve|portfolio|bucket"
    r"|contingency|pool)"
)
AI_UNIT = (
    r"(?:(?:gen-?)?ai|artificial intelligence|machine learning|ml|digital"
    r"|data(?: science)?|innovation|transformation|automation"
    r"|digitali[sz]ation)[ -](?:programme|program|lab|labs|hub|initiative|factory|team"
    r"|office|centre|center|transformation(?: (?:programme|program|office))?|cent(?:er"
    r"|re) of excellence|coe|task ?force|unit|garage|accelerator|studio|portfolio"
    r"|strategy|project|innovation)"
)
SOURCES = (
    r"(?:grants?|subsid(?:y|ies)|(?:seed|start-?up|venture|bridge|research|eu"
    r"|third[- ]party|external|donor|foundation|government|state|federal|public"
    r"|ministry|stimulus|recovery|one[- ]?off|one[- ]?time|temporary"
    r"|incubation) (?:funding|funds?|money|financing|capital|contribution|grant)"
    r"|seed money|sponsorship(?: money)?|crowd ?funding|donations?|horizon europe"
    r"|capex|capital expenditure|innovation (?:fund|pot|lab|budget|programme|program"
    r"|money|hub|prize|award|office)|prize money|vendor credits?|cloud credits?"
    r"|(?:free|azure|aws|gcp|google|cloud|compute|gpu|api|token|openai|anthropic|microsoft|vendor"
    r"|partner|promo\w*|marketplace|service|startup|sponsored) credits?|free tier"
    r"|free trial|trial licen[cs]e"
    r"|r&d (?:budget|money|funds?|tax credit)|venture capital|corporate venture"
    r"|transformation (?:fund|pot|budget|programme|program|office|money)|contingency"
    r"|underspend|left[- ]?over|proof of concept|poc|seed funding|kick-?start\w*"
    r"|stipend|fellowship)"
)
PAID = (
    r"(?:paid|funded|financed|covered|carried|borne|sponsored|charged|booked|taken"
    r"|drawn|supported|comes?|coming|came|runs?|sits?|stands?|lives?|allocated"
    r"|provided|billed|included|money|budget|pays?|hosted|parked|flows?|we use|use"
    r"|using)"
)
STANDS = (
    r"(?:is|are|was|goes|it|it's|that's|that|this|costs?|budget|run|a year|per year|yearly"
    r"|annually|p\.a\.|year|still|all|everything|euros?|dollars?|pounds?|eur|usd|gbp|k"
    r"|[0-9]k?)"
)
VIA = r"(?:by|from|out of|via|through|under|within|on|in|to|with|using|against|off)"
DET = (
    r"(?:the |our |an? |this |that |its |their |his |her |my |same |current "
    r"|remaining |existing |running |ongoing |initial |original |central |corporate "
    r"|group |company |internal |own |special |local |national |regional |european "
    r"|federal |leftover |left over |unspent |rest of (?:the )?){0,5}"
)
KEY = (
    r"(?:projects?(?! (?:office|management|controls?|services|house|ltd|gmbh|inc"
    r"|department|division|delivery|manager|lead|sponsor|accountant|board|code of))"
    r"|pilots?(?! (?:pens|plant|boat|lights?|services|training))|trials?|poc"
    r"|proof[- ]of[- ](?:concept|value)|prototype|ai programme|ai program|programme(?! (?:office"
    r"|department))|program(?! (?:office|department))|experiment|initiative"
    r"|implementation|development budget|incubator|accelerator|lab|innovation|r&d"
    r"|capex|transformation|mvp)"
)
OPERATING = re.compile(
    r"\b(?:opex|operating|operational|operations budget|ops budget|running (?:cost"
    r"|costs|budget|money|expenses?)|ordinary (?:expenses?|budget|costs?)"
    r"|revenue budget|functioning budget|run budget|recurring|permanent"
    r"|base(?:line)? budget|cost cent(?:er|re)|p&l|day[- ]to[- ]day"
    r"|business[- ]as[- ]usual|bau|current expenditure|maintenance budget|core budget"
    r"|regular budget|line budget)\b",
    re.IGNORECASE,
)
# Whoever pays from outside pays for a time.
OUTSIDER = (
    r"\b(?:(?:a|an|the|our|some|external|industry) )?(?:(?<!the )(?<!our )sponsors?"
    r"|donors?|foundation"
    r"|vendor|supplier|investors?"
    r"|university|charity|ministry|government)(?! (?:services|management|relations|ops"
    r"|operations|desk|portal"
    r"|team|department|opex|board|approv|sign))"
)
POT = (
    rf"(?:(?:ai |the |any |pure |eu |r&d |own |further ){{0,5}}(?:{PURSE}\b(?:[ -]{MONEY})?"
    rf"|{AI_UNIT}(?:'s)?(?: {MONEY})?|{SOURCES}|{KEY}(?:'s)?(?: {MONEY})?))"
)
