"""What the words beside a name make of it: an owner, a deputy, a boss, a leaver."""

from __future__ import annotations

import re

from knowledge.understanding.tone.listening import NAME

CREW = (
    r"(?:team|squad|group|department|dept|crew|people|unit|staff|guys|folks|gang|boys"
    r"|girls|lads|men|women|bunch|division|office"
    r"|organi[sz]ation|org|tribe|section|colleagues|engineers|developers|analysts|reports|desk)"
)
KIN = (
    r"(?:boss|manager|deputy|assistant|successor|replacement|backup|predecessor"
    r"|colleague|supervisor"
    r"|secretary|wife|husband|lead|director|superior|substitute|teammate|friend|counterpart|chief)"
)
POLITE = r"(?:mr\.? |mrs\.? |ms\.? |dr\.? |frau |herr |the |our |my |his |her |their ){0,5}"
# A team named after somebody, and the people around somebody.
THEIR_CREW = re.compile(
    rf"{NAME}(?:'s|\u2019s|s'|')? (?:own |whole |small )?{CREW}\b"
    rf"|(?:^|^the |^our |^my )\W*(?:team|squad|group|department) {NAME}"
    rf"|\b{CREW} (?:of|around|under|led by|headed by|run by|reporting to|from"
    rf"|managed by) {POLITE}{NAME}"
    rf"|\b(?:someone|somebody|anyone|anybody|one|people|person|everyone"
    rf"|everybody) (?:of|from|under|in|with"
    rf"|out of|around|reporting to|working for|who works for) {POLITE}{NAME}"
    rf"|\bthe {NAME}s\b|{NAME} et al\b"
    rf"|{NAME} (?:[\w&-]+ )?(?-i:Consulting|Consultants|Group|Holdings?|Solutions"
    rf"|Systems|Associates|Technologies)"
    r"(?: (?-i:Group|AG|Ltd|GmbH))?\W*$"
    rf"|{NAME} (?:[\w&-]+ ){{0,2}}(?-i:AB|GmbH|Ltd|LLC|Inc|SA|AG|BV|NV|Oy|AS|SAS|SARL"
    rf"|SpA|plc|LLP|KG|Pvt)\b"
    rf"|{NAME} ?(?:&|,|and|und|\+) (?:{NAME} )?(?:co|partners?|sons?|s\u00f6hne"
    rf"|associates|cie|company)\b",
    re.IGNORECASE,
)
THEIR_KIN = re.compile(
    rf"{NAME}(?:'s|\u2019s) (?:\w+ )?{KIN}\b"
    rf"|\b{KIN} (?:of|for) {POLITE}{NAME}"
    rf"|\b(?:deputy|assistant|successor|secretary|second) to {POLITE}{NAME}"
    rf"|whoever (?:replaces|follows|succeeds) {NAME}"
    rf"|\b(?:who|whoever|whomever|someone|somebody"
    rf"|person) (?:that )?{NAME} (?:\w+ )?(?:names?|nominates?"
    r"|appoints?|picks?|chooses?|selects?|decides?|proposes?|sends?|hires?|wants?|trusts?)",
    re.IGNORECASE,
)
NEVER = re.compile(
    r"(?:\bnot|\bnever|\bno longer|\blost|\blosing|\blose|\bisn't|\bis not"
    r"|\binstead of|\brather than"
    r"|\bexcept(?: for)?|\banyone"
    r" but|\banybody but|\bwithout|\bnor|\bneither|\bformerly|\bpreviously"
    r"|\bin place of|\bfollowing"
    r"|\bused to be|\bwas|\bunlike|\bvon|\bex-) "
    rf"{POLITE}{NAME}|{NAME} (?:said no|says no|declined|refused|refuses|does not want"
    rf"|doesn't want|won't"
    r"|will not|is not|isn't|cannot|can't|did not want|didn't want|no longer"
    r"|has (?:already )?left|left"
    r"|quit|resigned|retired|moved on|used to|is off|is out|is away|is gone|has gone"
    r"|has moved|has no time|has resigned|was "
    r"(?:before|until|previously|the former|the last|the old|earlier|doing it"
    r"|responsible before))\b",
    re.IGNORECASE,
)
BEFORE_ONE = (
    r"(?:after|before|replac(?:es|ing|ed)|succeed(?:s|ing|ed)|(?:taking|took|takes|take|taken)"
    r" (?:it |this )?over from|inherit\w*(?: it| this)? from|hand(?:over|ed over"
    r"|s over)(?: by| from)?"
    r"|report(?:s|ing) (?:in )?to|(?:appointed|nominated|named|chosen|assigned|decided|approved"
    r"|confirmed|proposed|suggested|recommended|signed off|introduced|trained|mentored|coached"
    r"|informed|hired|agreed|backed|covered|represented|assisted|supported|helped|sponsored"
    r"|accepted|delegated|endorsed|replaced|deputised|recruited|onboarded|employed)(?: \w+)?"
    r" (?:by|with|from)|agreed with|according to|thanks to|told by|told me by"
    r"|copy(?:ing)?|includ(?:e|ing)|loop(?:ing)? in|works? (?:for|under|with)"
    r"|working (?:for|under|with)|(?:deputy|back-?up|stand-?in"
    r"|substitute|vice|second|cover|replacement|assistant|boss|manager|line manager|sponsor"
    r"|approver|predecessor|successor)(?: is| will be| would be)?:? ?(?:to )?|cc"
    r"|second in line is|with (?:the )?(?:support|help|backing|agreement|ok|consent|blessing)"
    r" (?:of|from|by)|on behalf of|between|ask(?:ed)?|told|informed)"
)
BEHIND_ONE = (
    r"(?:(?:is|are|acts as|as|will be|being|for|steps? in|stands? in|can|covers?|fills? in)"
    r"(?: (?:a|an|the|his|her|their|my|our|also|only|just|acting|it|this|in|as|for|when|while"
    r"|during|on|off)){0,5} (?:deputy|back-?up|stand-?in|substitute|second|cover|replacement"
    r"|assistant|sponsor|approver|advis[eo]r|holidays?|vacations?|leave|away|ill|sick|helper"
    r"|support|absence|informed|consulted|help|assist|boss|manager)"
    r"|(?:only|just) \w+|helps?|assists?|supports?|backs|covers?|nominated|appointed"
    r"|decided|approved"
    r"|agreed|confirmed|told|informed|asked|proposed|suggested|signed off|says|said|sponsors|pays"
    r"|approves|deputi[sz]es|stands? in|steps? in|fills in|advises|used to|left"
    r"|retired|had it before)"
)
BESIDE = re.compile(
    rf"\b{BEFORE_ONE} {POLITE}{NAME}|{NAME},? (?:who )?{BEHIND_ONE}\b"
    rf"|{NAME} (?:has |had )?(?:handed|gave|given|passed|named|appointed|chose|chosen|hired|picked"
    r"|built|did|made|designed|developed|started|led|created|trained|left|moved)\b"
    rf"|{NAME} (?:until|till|before|when (?:she|he) is|while (?:she|he) is)\b"
    rf"|{NAME}(?:'s|\u2019s) (?:\w+ )?(?:boss|manager|deputy|colleague|team|department"
    rf"|choice|former"
    r"|successor|chief|assistant|report|unit|group|area|people|peer|predecessor|lead)\b"
    rf"|\b(?:led|built|made|done|run|started|designed|developed) by {POLITE}{NAME}",
    re.IGNORECASE,
)
# Somebody who is to say who it is, and is not it.
DEFERS = re.compile(
    rf"^\W*(?:please |just |better |you can |you should |we should |let's )?(?:ask"
    rf"|check with|talk to|speak (?:to|with)"
    rf"|contact|see|ping) {POLITE}{NAME}(?: about (?:it|this|that)| for (?:it|that"
    rf"|this)| please| first| who)?\W*$"
    rf"|{NAME} (?:only |surely |still )?(?:knows|decides|chooses|picks(?! up)|can (?:tell"
    rf"|say)|could tell|would know|will (?:tell|decide|name|appoint"
    r"|know|choose|nominate|find|say|pick|select|inform|assign|let)|to (?:decide|name"
    r"|appoint|choose|say|nominate)|has (?:somebody|someone|one)"
    r" in mind|is (?:looking|searching|thinking|deciding)|(?:hasn't|has not) decided"
    r"|is against)\b(?! (?:the process|it best|everything|how|the"
    r" system|the business|all|about the|every|his|her|it inside))"
    rf"|\b(?:to be|will be|is being|being|has to be|must be) (?:decided|named"
    rf"|appointed|nominated|chosen|selected|defined|confirmed"
    rf"|assigned|determined) (?:by|with) {POLITE}{NAME}\W*$|{NAME}(?:'s"
    rf"|\u2019s) (?:choice|decision|call|pick|business)\W*$"
    rf"|^\W*up to {POLITE}{NAME}",
    re.IGNORECASE,
)
OR_ELSE = re.compile(rf"{NAME} or (?!so\b|maybe so)\w+|\w+ or {NAME}", re.IGNORECASE)
DEPUTY = re.compile(
    rf"{NAME}\s*[,(]?\s*(?:\(|as |is |acts as |will be |being |the |his |her |their "
    rf"|our |only |just |a ){{0,5}}"
    r"(?:deputy|back-?up|stand-?in|substitute|second in|cover|replacement"
    r"|vacation cover|holiday cover)\b"
    rf"|\b(?:deputy|back-?up|stand-?in|substitute|vacation cover"
    rf"|holiday cover)\b[ :,]*(?:is |will be |by )?"
    rf"{POLITE}{NAME}",
    re.IGNORECASE,
)
LEAVING = re.compile(
    rf"{NAME}[^.;]{{0,60}}?(?:\b(?:is|are|who is|but|and|she's|he's|until (?:she|he"
    rf"|they|his|her)|till (?:she|he)"
    r"|before (?:she|he))\b[^.;]{0,20})?\b(?:leaving|leaves (?:us|the|in|at|by|next"
    r"|for good|soon|on)|will leave"
    r"|retir(?:es|ing)|moves? on|quits?|quitting|resigning|hands? in (?:his|her)"
    r"|last day|notice period"
    r"|(?:contract|assignment|secondment) (?:ends|expires|runs out|is over|is ending)"
    r"|parental leave"
    r"|maternity leave|sabbatical|goes (?:back )?to (?:another|a different)"
    r"|until (?:she|he|they) (?:go|leav)"
    r"|then (?:she|he) (?:is gone|leaves))\b",
    re.IGNORECASE,
)
JOINED = re.compile(
    rf"{NAME}(?:'s)?\W*\s*(?:,?\s*\b(?:and|or|plus|und|oder|et|ou|y|e|o|then|with)\b"
    rf"|[&/+])\s*(?:also |then |maybe |perhaps )?$"
    rf"|\b(?:or|and)\s+(?:maybe |perhaps |also )?$|\b(?:either|both)\s+$",
    re.IGNORECASE,
)
FOLLOWED = re.compile(
    rf"^\s*(?:,?\s*\b(?:and|or|plus|und|oder|et|ou|y|e|o)\b|[&/+])\s*{NAME}", re.IGNORECASE
)
