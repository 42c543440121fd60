"""Words that say there is none."""

from __future__ import annotations

from knowledge.understanding.tone.listening import either

THING = (
    r"(?:owner|sponsor|one|person|responsible|name|names|candidate|budget|money|funds?|funding"
    r"|financing|kpi|metric|measure|number|target|baseline|approval|decision|budget line|opex"
    r"|leader|lead|resources?|operating (?:money|budget)|running (?:money|budget)|figures?"
    r"|accountable|assignee|provision|amount)"
)
NONE_SAID = either(
    r"no ?one(?: (?:yet|so far|at all|here|really|right now|at the moment|specific|in particular"
    r"|has|is|was|wants|owns|will|takes|feels))*",
    r"nobody(?! (?:has |had )?(?:asked|told|said|mentioned|knows))(?: (?:yet|so far"
    r"|at all|here|really|right now|has|is|was|wants|owns|will"
    r"|takes|feels))*",
    r"(?:there (?:is|are|was)|there's|we have|we've(?: got)?|have|has|with|i see|exists?) "
    r"(?!no (?:clarity|idea|info\w*|decision|answer|news|update|clue|visibility)\b)"
    r"(?:still |currently |yet |actually |as of now |at present |so far )*(?:no|none|nobody|nothing"
    r"|zero|not (?:a|an|any|one|yet))(?: (?:dedicated|named|formal|clear|real|single|such|separate"
    r"|specific|approved|yet|assigned|official|operating|running|own|extra)*)*",
    r"(?:no|zero|without(?: any)?|lacking(?: an?)?) (?:dedicated |named |formal |clear |such |own "
    r"|separate |extra |specific |operating |running |real )*"
    + THING
    + (
        r"(?: yet| so far| at all| at the moment| planned| allocated| available| foreseen"
        r"| in place)*"
    ),
    r"(?:there )?(?:isn't|is not|aren't|are not|wasn't)(?: (?:really|actually|yet"
    r"|currently|truly|even"
    r"|quite|formally))* (?:any|anyone|anybody|one|anything|a(?:n)? "
    + THING
    + r"|any "
    + THING
    + ")",
    r"(?:do not|don't|dont|does not|doesn't|did not) (?:yet |really |currently "
    r"|even )?(?:have|exist"
    r"|got)(?: (?:any|anyone|anybody|one|an?|it|yet))*",
    r"haven't (?:got )?(?:any|anyone|anybody|one|an?)",
    r"nothing(?: (?:is|was|has been|at all|so far|yet|really|planned|foreseen|reserved|budgeted"
    r"|set aside|allocated|approved|in the budget|put aside|there|for))*",
    r"(?:unfunded|unbudgeted|nil|zilch|nada)",
    r"(?:is|was|are|it's) not (?:budgeted|funded|planned|foreseen|financed|provisioned)(?: for)?"
    r"|not (?:budgeted|funded|foreseen|provisioned)(?: for)?",
    r"(?:not|non|in)[ -]?exist(?:ing|ent)|orphan\w*|unowned|ownerless|masterless"
    r"|never (?:set|defined|had"
    r"|measured|agreed|named|chose|picked|got) (?:one|any|it|a \w+)",
    r"(?:chair|seat|desk|post|position|role|place|job) (?:is|has been|was|stands|stays"
    r"|remains|sits) "
    r"(?:still |now |just )*(?:empty|unfilled|unoccupied|unmanned|vacant)",
    r"none(?: (?:yet|so far|at all|at the moment|assigned|named|for now|planned|available))*",
    r"niemand|personne|nadie|ningu[\u00e9e]m|nessuno|nikt|keiner|kein budget|pas de budget"
    r"|sin presupuesto|sem or[\u00e7c]amento",
)
