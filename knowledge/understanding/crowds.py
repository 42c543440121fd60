"""Words that name no one person: groups, roles, firms and machines; and titles before a name."""

from __future__ import annotations

import re
from typing import Literal, TypeAlias

from knowledge.understanding.crowd_words import (
    CREWS,
    FIRMS,
    GROUPS,
    MACHINES,
    NOT_NAMES,
    PLURALS,
    POSTS,
    ROLES,
    TITLED,
    TRADE,
)
from knowledge.understanding.folding import fold
from knowledge.understanding.tone.listening import NAME

HEAD_ENDS = re.compile(
    r"\s(?:of|from|in|at|for|with|on|who|that|which|around|under|within|via|behind|to|as|by|near|is"
    r"|are|will|takes?|does|has|have|should|runs?|owns?|handles?|looks?|and|or|-|\u2013)\s|[,;:(/.]"
)
LEAD_IN = re.compile(
    r"^\W*(?:(?:well|so|ok|hi|hello|hey|yes|sorry|i think|it|it's|its|this|that|that's"
    r"|is|are|was|the|"
    r"our|my|a|an|your|his|her|their|some|owner|sponsor|name|will|be|would|responsible|accountable"
    r"|person|by|for|now|from|us|owned|run|currently|just|simply|of course|obviously|clearly|still"
    r"|please|put|write|take|say|answer|here|today|in|under|with|all|one|new|entire|whole|same)\b"
    r"[\s:=,-]*)*",
    re.IGNORECASE,
)
SOMEBODY = re.compile(
    r"\b(?:some ?(?:one|body)|any ?(?:one|body)|every ?(?:one|body)|who ?ever"
    r"|all of (?:us|them|you)|we"
    r" all|the (?:whole|entire)|us(?= all| together)|both of|one of (?:us|them|the|our"
    r"|my)|(?:a|some|"
    r"another|any) (?:colleague|person|guy|engineer|member|employee|volunteer|nurse|clerk|student|"
    r"intern|manager|analyst|supervisor|developer|specialist|technician"
    r"|planner) (?:from|of|in|on|at|"
    r"with|who)|each (?:of|team|site|shift|branch|unit|manager)|all (?:the )?\w+s\b"
    r"|jointly|together"
    r"|collectively|shared (?:responsibility|ownership)|in rotation|rotat\w+|take turns|by turns"
    r"|rota|roster|we (?:do|run|own|take|handle|share)|everyone|several (?:people|of)"
    r"|multiple|many|most of|every \w+|joint(?:ly| ownership| responsibility)?"
    r"|(?:a|some|another|any|one) colleague|some (?:manager|engineer|analyst|nurse"
    r"|person)|third[- ]part(?:y|ies)|outsourc\w+|task[- ]?force|(?:the|an?|our"
    r"|different|other) (?:region|union|country|countries|automat\w+)"
    r"|automatic(?:ally)?|by itself|itself|(?:external|outsourcing|implementation"
    r"|delivery|technology|service|cooperation|local) (?:partner|party|provider"
    r"|company|firm|help))\b",
    re.IGNORECASE,
)
WORD = re.compile(r"[^\W_]+(?:['\u2019&.-][^\W_]+)*")
Crowd: TypeAlias = Literal["group", "role", ""]


def crowd(text: str) -> Crowd:
    """Tell whether words without a person's name stand for a group, firm or machine, or a role."""
    if SOMEBODY.search(text) or re.fullmatch(r"\W*(?:the |our )?I\.?T\.?\W*", text):
        return "group"
    plain = LEAD_IN.sub("", text)
    plain = plain or text
    cut = HEAD_ENDS.split(f" {plain} ", maxsplit=1)[0]
    return _kind(cut) or _kind(plain) or _any(text)


def _kind(phrase: str) -> Crowd:
    """Judge a phrase by its last word, as in English: a team lead is a role, a lead team not."""
    said = WORD.findall(phrase)
    if not said:
        return ""
    last = said[-1]
    if last.lower() == "it" and last != "IT":
        return ""
    folded = fold(last).removesuffix("'s")
    if folded.endswith(("leiter", "leiterin", "beauftragter", "beauftragte", "manager", "chef")):
        return "role"
    # A title in front of a department: VP Sales, Head Operations, Vice President Claims.
    titled = fold(said[0]) in TITLED or {fold(word) for word in said[:2]} >= {"vice", "president"}
    post = fold(said[0]) in POSTS and len(said) > 2 and fold(said[1]) in TITLED | {"leader"}
    titled = titled or post  # team leader day shift
    where = folded in GROUPS | TRADE or last[:1].isupper()
    if titled and len(said) > 1 and where and folded not in CREWS:
        return "role"
    if folded in PLURALS | GROUPS | FIRMS | MACHINES:
        return "group"
    if folded in ROLES:
        return "role"
    return "group" if folded in TRADE else ""


def _any(text: str) -> Crowd:
    folded = {fold(word) for word in WORD.findall(text) if word != "it" and word != "It"}
    if folded & (PLURALS | FIRMS | MACHINES):
        return "group"
    firm = GROUPS - {"us", "we", "they", "them", "all", "side", "line", "time", "business", "field"}
    if folded & firm:
        return "group"
    return "role" if folded & ROLES else ""


# IT in capitals only: the pronoun must not match.
TECH = (
    r"(?:I\.?T\.?|C[TID]O|CAIO|CISO|(?i:(?:information )?technology|software"
    r"|engineering|information systems"
    r"|data (?:science|team|platform|office|engineering|analytics|and ai)"
    r"|(?:digital )?innovation(?: lab)?|ai|machine learning|ml"
    r"|ai (?:lab|team|program(?:me)?|office|unit)|gen-?ai|analytics|data"
    r"|digital(?:i[sz]ation)?|digital transformation|devops|architecture"
    r"|infrastructure|platforms?|cyber ?security|edv))"
)
TECH_TITLE = re.compile(
    rf"(?:{NAME}\s*(?:,|\(|-|\u2013|:|\bas\b|\bis\b|\bfrom\b|\bof\b|\bin\b|\bat\b"
    rf"|\bour\b|\bthe\b|\bwho\b|\bshe\b|\bhe\b|\bthat\b|\bleads\b|\bheads\b|\bruns\b"
    rf"|\bleading\b|\bheading\b|\brunning\b"
    r"|\s|\b(?:the|our|head|chief|director|vp|vice|president|manager|leads?|lead"
    r"|leader|boss|group|global|senior|deputy|interim|regional|of|for|corporate"
    r"|department|team|unit|officer|and|lab|svp|evp|responsible|whole|entire|central"
    r"|company's|group's|my|from|in)\b)*?"
    rf"\b{TECH}(?:\s+(?i:lab|labs|department|dept|division|unit|team|office|head"
    rf"|director|lead|leader|manager|chief|officer|vp|hub|group|function"
    rf"|organi[sz]ation|side|services?|operations|centre|center|programme|program"
    rf"|boss))*(?=\s*(?:$|[.,;:)(!]|-|\u2013|\band\b|\bsince\b|\bsponsors?\b|\bat\b"
    rf"|\bfor\b|\bhas\b|\bin\b|\bis\b|\bwill\b|\bhere\b|\bhimself\b|\bherself\b"
    rf"|\btoo\b)))"
    rf"|(?:\b(?:our|the|my|by|it's|is|it is|head|chief|director|vp|manager|leader"
    rf"|lead)\W+|^\W*)(?:(?:head|chief|director|vp|manager|leader|lead|of|the"
    rf"|our)\W+)*{TECH}(?:\s+(?i:lab|department|unit|team|office|head|director|lead"
    rf"|leader|manager|chief|officer|vp))*[,:]?\s*(?:is\s+|called\s+|named\s+|(?:Mr"
    rf"|Mrs|Ms|Dr)\.?\s+)*{NAME}"
)


def technology(text: str) -> str:
    """Give the words by which the person named leads technology; the name is masked."""
    sentence = next((part for part in re.split(r"[.;!]\s", text) if NAME in part), text)
    found = TECH_TITLE.search(sentence)
    return found.group().replace(NAME, "").strip(" ,:(-") if found else ""


def is_trade(word: str) -> bool:
    """Tell whether a word names a trade, a role, a group or a firm, and so nobody."""
    return fold(word) in NOT_NAMES
