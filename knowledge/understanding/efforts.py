"""Words that count work done, or hours saved, rather than what the business gains."""

from __future__ import annotations

import re
from functools import lru_cache

ACTIVE = (
    r"(?:ai |ml |gen-?ai |machine learning |language |deep learning |pilot |new "
    r"|internal |different |working |prompt |data |live |digital |llm |first |more "
    r"|other |trained |chat){0,5}"
)
THING = (
    r"(?:models?(?! (?:homes?|years?|rail\w*|trains?|cars?|kits?|agenc\w+|houses?"
    r"|ships?|aircraft|shops?|towns?|schools?)\b)|experiments?|use[- ]?cases?"
    r"|prototypes?|pilots?(?! (?:error|errors|licen|fatigue|training|hours|light|whale"
    r"|flame|plant|boat|overtime|rest|roster|duty|absence|turnover|shortage|sick"
    r"|pen)\b)|pocs?|proofs? of concepts?|mvps?|dashboards?|agents? deployed|bots?"
    r"|chatbots?|copilots?|assistants? (?:built|deployed|launched)|algorithms?"
    r"|notebooks?|pipelines?|a/?b tests?|hackathons?|workshops?(?! (?:repairs?"
    r"|turnaround|hours|visits?|throughput|order|rate|revenue|jobs?|bays?|queue|bills?"
    r"|costs?|floor))|trainings?|training sessions?|training courses?"
    r"|training modules?|webinars?|sprints?|demos?|demonstrations?|presentations?"
    r"|features?(?: shipped| released| delivered| built)?|prompts?|roll-?outs?"
    r"|deployments?|releases? (?:shipped|made)|licen[cs]es?(?= (?:handed|assigned"
    r"|distributed|given|activated|purchased|bought|rolled|allocated|used"
    r"|sold to staff|in use|provisioned))|seats?(?= (?:assigned|activated|provisioned"
    r"|rolled|licensed|handed))|(?:copilot|chatgpt|gpt|ai|tool|software|user"
    r"|llm) (?:licen[cs]es?|seats?|accounts?)|meet-?ups?|user stories|story points?"
    r"|lines of code|commits|pull requests?|proofs of value|ideas? (?:collected"
    r"|submitted|generated)|automations? (?:built|deployed|delivered)|training (?:days"
    r"|hours|participants)|lunch[- ]and[- ]learns?|town ?halls?|newsletters?"
    r"|champions? (?:trained|named|appointed)|steering (?:meetings?|committees?)"
    r"|api calls?|log-?ins?|page views?|milestones?|deliverables?|work packages?"
    r"|documents? (?:written|produced)|slide decks?|tokens?|embeddings?|inferences?"
    r"|(?:awareness|info(?:rmation)?|enablement|coaching|onboarding|drop-in|q&a|learning|roadshow)"
    r" sessions?|agents?(?= (?:in production|live|running|in use)\b))"
)
DONE = (
    r"(?:trained|built|run|launched|delivered|deployed|shipped|created|tested"
    r"|evaluated|piloted|handed out|held|organi[sz]ed|conducted|completed|finished"
    r"|developed|released|published|rolled out|installed|activated|assigned"
    r"|distributed|given|in production|live|done|made|executed|performed|onboarded"
    r"|migrated|implemented|started|set up|registered|presented|written|merged"
    r"|purchased|bought|processed|consumed|generated|in use|sent|asked|indexed|ingested"
    r"|vectori[sz]ed|embedded|uploaded|annotated|labell?ed|written|reviewed|configured|connected)"
)
DO = (
    r"(?:deploy|launch|build|train|run|hold|deliver|complete|finish|make|do"
    r"|organi[sz]e|conduct|roll[- ]?out|ship|create|develop|publish|present|release"
    r"|implement|install|test|evaluate|migrate|set up|host|give|have|perform|execute"
    r"|start|put|bring|introduce|offer|finali[sz]e|get|provide|move|integrate|onboard"
    r"|carry out|write|show|demo|hand out|distribute|buy|activate|scale)(?:ing|s|ed"
    r"|ning|ting|ping)?"
)
N = (
    r"(?:[0-9]+|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty"
    r"|a dozen|several|many|more|at least [0-9]+|the|an?|our|all|this|all of the)"
)
ACTIVITY = re.compile(
    r"(?<![\w-])(?:"
    rf"(?:number|count|amount|quantity|total|volume|nr|no\.|#|share|percentage"
    rf"|%) (?:of )?(?:our |the |all |active ){{0,5}}{ACTIVE}{THING}\b"
    rf"|{ACTIVE}{THING} (?:(?:we |we've |they |that |which |are |were |have been |has been |being "
    rf"|successfully |actively ){{0,5}}{DONE}|(?:per|a|each|every) (?:quarter|month|year"
    rf"|week|sprint|team)|[0-9]+)\b"
    r"|(?<!about )(?<!about the )(?<!with )(?<!with the )(?<!by )(?<!by the )(?<!against )"
    rf"{ACTIVE}{THING}(?<=s)(?: from| to|:) [0-9]+\b(?! ?(?:%|per ?cent)|[.,])|{DO} (?:up |out "
    rf"|live )?{N}? ?(?:n(?:o|r|umber)s?\.? (?:of )?)?(?:new |more |further |internal "
    rf"|live |successful |different "
    rf"|of the |additional ){{0,5}}{ACTIVE}{THING}\b|(?:[0-9]+|two|three|four|five|six|seven"
    rf"|eight|nine|ten|twelve|fifteen|twenty) (?:new |more |internal |live "
    rf"|successful |different ){{0,5}}{ACTIVE}{THING}\b|{ACTIVE}{THING},? [0-9]+ (?:to|->"
    rf"|\u2192)"
    r"|(?:people|staff|employees|users?|colleagues|managers|nurses|clerks|agents|teams"
    r"|workers|drivers|engineers|persons|members|champions|participants|departments"
    r"|sites|branches|stores|offices|countries|plants) (?:(?:are|were|being|who|that"
    r"|have|has|been|fully|successfully|,)+ ){0,5}(?:trained|onboarded|enabled|certified"
    r"|licensed|(?:with|using) (?:a |the )?(?:licen[cs]e|copilot)|connected|rolled out"
    r"|live|migrated|attending|attended|complet(?:ed|ing) (?:the |an? "
    r"|our )?(?:\w+ )?(?:training|course|e-?learning|workshop))\b|(?:trained|onboarded"
    r"|certified) (?:users?|people|staff|employees|colleagues|managers|champions|teams"
    r"|clerks|agents|nurses|engineers)\b"
    rf"|(?:train|onboard|enable|certify|upskill) (?:{N} )?(?:of (?:the"
    rf"|our) )?(?:\w+ )?(?:users?|people|staff|employees|colleagues|managers|champions"
    rf"|teams|clerks|agents|nurses|engineers|workers)\b"
    r"|(?:go|going|went|be|gone) live (?:in|at|with|on|by) |(?:complete|finish|deliver"
    r"|close|end|conclude|present|start|launch|run|hold)(?:ing|s|ed)? (?:the |our |a "
    r"|this ){0,5}(?:pilot|poc|proof of concept|project|prototype|mvp|trial|implementation"
    r"|integration|rollout|training|roadmap|migration|phase \w+|milestones?)\b"
    r"|roll(?:ed|ing)?[- ]?out (?:\w+ ){0,3}(?:to|in|at|across) "
    r"|(?:deploy|launch|install|introduc|implement|extend|scal)(?:e|es|ed|ing)? (?:the |our |this )"
    r"(?:\w+ )?(?:assistant|bot|chatbot|model|tool|solution|system|app|copilot|ai|pilot)"
    r" (?:in|to|at|across|for) |(?:users?|staff"
    r"|people|employees) trained|training sessions?|hackathons?|lines of code"
    r"|story points|(?:daily|weekly|monthly|active) active users|(?:daily|weekly"
    r"|monthly|active) users "
    r"(?:of|on|in|with) (?:the |our )?(?:bot|chatbot|assistant|tool|model|ai|copilot|pilot|llm|gpt)"
    r"|(?:staff|employees|users|people|colleagues|clerks|agents|nurses|teams|sites"
    r"|managers|engineers)"
    r" (?:who |that |are |is )?(?:actively |regularly |really )?(?:us(?:e|es|ing)"
    r"|work(?:s|ing)? with"
    r"|log(?:s|ging|ged)? (?:in|on)(?: ?to)?|adopt(?:ing|ed)?|try(?:ing)? out) (?:the "
    r"|our |this |it\b)"
    r"|(?<!customers"
    r" )(?<!clients )(?<!patients )(?<!citizens )(?<!tenants )(?<!after )(?<!by"
    r" )(?<!when )(?<!since )\b(?:use"
    r"|uses|using|used)"
    r" (?:the |our |this )(?:\w+ )?(?:tool|assistant|bot|chatbot|copilot|model|ai|llm|gpt)\b"
    r"|(?:people|staff|employees|users?|colleagues|managers|nurses|clerks|agents|teams"
    r"|workers|drivers|of us"
    r"|engineers) through (?:the |our |an? )?(?:\w+ )?(?:course|training|e-?learning"
    r"|workshop|onboarding"
    r"|programme|program|curriculum|bootcamp)"
    r"|(?:roadmap|milestones?|project plan|backlog items?|deliverables?|work packages?"
    r"|sprints?|user stories)"
    r" (?:is |are |was |were )?(?:delivered|done|completed?|finished|met|reached"
    r"|closed|implemented)"
    r"|(?:documents?|files|pages|records|sources|data ?sets?|articles|tables|systems|interfaces)"
    r" (?:indexed|ingested|embedded|vectori[sz]ed|labell?ed|annotated|uploaded|connected"
    r"|integrated|scraped|crawled|fed (?:in|into))"
    r"|(?:done|did|does|do|complet\w+|pass\w*|attend\w*|finish\w*|taken?|took|went through)"
    r" (?:the |an? |our |their )?(?:\w+ )?(?:e-?learnings?|trainings?|courses?|workshops?"
    r"|certifications?|webinars?|onboarding|bootcamps?|tutorials?)\b"
    r"|(?:usage|use|uptake|adoption) of (?:the |our |this )?(?:\w+ )?(?:tool|assistant"
    r"|bot|chatbot|copilot|model"
    r"|ai|llm|gpt)\b"
    r"|(?:connected|integrated|onboarded|trained|certified|indexed|deployed|licensed"
    r"|automated|migrated)"
    r" (?:systems?|sources?|teams?|sites?|champions?|users?|process(?:es)?|workflows?"
    r"|documents?|departments?"
    r"|interfaces?|plants?|offices?|branches)\b"
    r"|(?:cover|automat\w+|equip|supply) (?:[0-9]+|\w+)(?: (?:of|out of) (?:the "
    r"|our )?[0-9]+)? (?:process\w*"
    r"|use cases?|workflows?|tasks?)"
    r"|(?:licen[cs]es?|seats?|accounts?) (?:in use|used|taken up|active)"
    r"|licen[cs]es? (?:handed out|assigned|distributed|activated"
    r"|rolled out|bought|purchased)|(?:prompts?|chats?|conversations?|questions asked"
    r"|queries|messages|requests|log-?ins?|sessions|clicks|page views"
    r"|calls) (?:sent to|with|to|made to|on|in|into|of|per) (?:the )?(?:bot|chatbot"
    r"|assistant|tool|model|ai|system|copilot|app|user)\b)",
    re.IGNORECASE,
)
# An activity word that names the business itself, where the figure is no mere count.
SAVED = re.compile(
    r"\b(?:sav(?:ed?|ing|ings)|freed?(?: up)?|reduc(?:e|ed|tion|ing)|cut|less|fewer"
    r"|released?)\b[^.;]{0,40}?\b(?:ftes?|(?:man|work(?:ing)?|staff|person|clerk|nurse"
    r"|admin\w*|manual|employee|labour|labor|agent|paperwork)?[- ]?hours|headcount"
    r"|heads|posts|positions|jobs|full[- ]time(?: equivalents?)?|person[- ]days"
    r"|man[- ]days)\b|\b(?:ftes?|hours|man-?hours|headcount|heads|posts|positions"
    r"|person[- ]days|man[- ]days|full[- ]time equivalents?)\b[^.;]{0,30}?\b(?:saved?"
    r"|savings?|reduced|reduction|freed|released|cut|less|fewer)\b|\b(?:ftes?"
    r"|headcount|full[- ]time equivalents?)\b",
    re.IGNORECASE,
)
# What is to be done, said first: an effort, where no number is to move from one end to another.
EFFORT = re.compile(
    r"\W*(?:(?:we|our (?:goal|aim|target|plan)(?: is)?|the (?:goal|aim|target"
    r"|plan)(?: is)?|goal|target"
    r"|aim|plan|kpi|metric|it is|is|will|shall|want|wants|plan|plans|to|should|must|need|are|going"
    r"|first|just|also|and|then)[ :]+)*"
    r"(?:hold|connect|publish|finish|migrate|integrate|fine-?tune|retrain|label"
    r"|annotate|collect|document"
    r"|define|establish|appoint|recruit|hire|onboard|equip|set up|write|configure|install|implement"
    r"|organi[sz]e|build|develop|test|evaluate|pilot|prototype|scale|roll out|go live|launch|deploy"
    r"|introduce|present|conduct|complete|deliver|train|adopt|expand|extend|run|start"
    r"|create|prepare"
    r"|set|design|replace|switch|attend|have (?:an? |the )?[\w ]{1,30} in place"
    r"|digiti[sz]e|automate|upload|index|activate|enable|implementing|buy"
    r"|purchase)\b(?!['-])",
    re.IGNORECASE,
)


def effort(text: str) -> str:
    """Give the words of something to be done that opens a text; percentages are no effort."""
    found = EFFORT.match(text)
    return found.group().strip() if found and "%" not in text else ""


@lru_cache(maxsize=1024)  # judged again at every change of its pilot
def activity(text: str, sorts: frozenset[str] = frozenset()) -> str:
    """Give the words that count effort; a figure in money or time is no count."""
    if sorts & {"money", "time"}:
        return ""
    found = ACTIVITY.search(text)
    return found.group().strip() if found else ""


def saved_hours(text: str) -> str:
    """Give the words that count hours or posts as saved."""
    found = SAVED.search(text)
    return found.group() if found else ""
