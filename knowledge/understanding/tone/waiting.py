"""Words that only hold the place of an answer: later, to be decided, ask me again."""

from __future__ import annotations

import re

from knowledge.understanding.tone.listening import NAME, either

DONE = (
    r"(?:decided?|defined?|determined|confirmed|announced|named|appointed|assigned|discussed|agreed"
    r"|completed|found|hired|clarified|seen|nominated|selected|chosen|settled|fixed|known|clear"
    r"|finali[sz]ed|identified|specified|estimated|calculated|set|measured|worked out|figured out"
    r"|sorted(?: out)?|filled|done|advised|allocated|there|available|public|formali[sz]ed|concluded"
    r"|resolved|picked|tested|timed|checked|counted|communicated"
    r"|established|designated|elaborated|precised|studied|fully clear)"
)
WE = r"(?:we|i|they|he|she|you|one|someone|somebody|management|the team|the business|hr)"
LATER_VERB = (
    r"(?:figure|work|sort|find|see|decide|think|come back|get back|let you know|check|discuss"
    r"|clarify|look|define|determine|announce|name|revert|follow|update|share|send|tell|know|ask"
    r"|cross that|choose|pick|appoint|assign|nominate|hire|recruit|search|talk|fill|finali[sz]e"
    r"|settle|fix|provide|add|try|confirm|align|need|do|plan|agree|inform|keep you|circle back)"
)
PUT_OFF = either(
    r"t\.?b\.?[adcfns]\.?",
    r"to[ -]?be[ -](?:\w+ly )?(?:" + DONE + r"|\w{3,}ed\b(?! by))",
    r"to (?:define|decide|determine|clarify|confirm|discuss)",
    r"(?:will|shall|has to|have to|must|needs? to|is to|are to|gets?|going to|yet to|still to) be "
    r"(?:\w+ )?" + DONE,
    r"(?:is|are|was|'s|still|currently|now) being (?:\w+ly )?(?:"
    + DONE
    + r"|\w{3,}ed\b(?! (?:by|to)))",
    r"not (?:really |at all |yet |been |fully |quite |officially |formally |clearly )*"
    + DONE
    + r"(?: yet)?",
    r"(?:isn't|aren't|wasn't|hasn't been|haven't|hasn't|not been|ain't) (?:been |yet |really )*"
    + DONE,
    r"(?:unknown|undecided|unclear|undefined|unassigned|unresolved|undetermined)",
    r"(?:still|currently|yet|is|are|at the moment|presently) (?:an? )?(?:open(?: (?:point|question"
    r"|topic|item|issue))?|looking|searching|discussing|deciding|thinking|working on|missing"
    r"|unclear|in discussion|under discussion|in clarification|pending|to do|in the air|recruiting"
    r"|hiring|vacant|waiting)",
    r"(?:open|vacant)(?: (?:point|question|topic|item|issue|position))?(?= *[.!]*$)",
    r"(?:(?<=^)|(?<=^still )|(?<=^it's )|(?<=^it is ))(?:open|pending|vacant"
    r"|undecided)(?= *[,;:(\u2013-])",
    r"(?:in|under) (?:discussion|clarification|consideration|evaluation|progress|preparation"
    r"|definition|negotiation)s?",
    WE + r"(?: (?:first|still|all|just|also|really|only|now|then))*"
    r"(?:'ll| will| shall|'re going to| are going to| am going to|'m going to| gonna| need to"
    r"| have to| must| still (?:need|have) to| should| are still to|'ve yet to| have yet to)"
    r"(?: (?:first|then|still|soon|later|all|have to|need to))* " + LATER_VERB,
    r"(?:will|to) (?:do|follow|come|revert|update|share|let you know|check|send|be provided"
    r"|be communicated|be shared|be known|be clear)(?: (?:it|this|that|later|soon|you"
    r"|back|on|to|with|and revert|and update|shortly|again|here|asap|the same|accordingly))*"
    r"(?= *[.!,]*$|,| later| soon| in | next| by| after| when| once| at )",
    r"(?:ask me|come back|get back|check back|remind me|tell you|talk) (?:again "
    r"|about (?:it|this) )?"
    r"(?:later|next|in|after|tomorrow|soon|when|once)",
    r"(?:i |we )?(?:really |sorry )?(?:do not|don't|dont|cannot|can't|couldn't|did not) "
    r"(?:know|say|tell|decide)(?: yet| who| that| this| it| now)*",
    r"(?:no|not an?|not any|have no|without(?: any)?) (?:idea|clue|decision|plan yet|clarity|info"
    r"|information|answer)(?: yet| so far)?",
    r"follows?(?= *[.!]*$| later| soon| next| by| in )",
    r"still (?:\w+ly )?(?:discuss|debat|think|argu|negotiat|work|search|look|ask|decid"
    r"|evaluat|analy[sz]"
    r"|defin|determin|clarify|calculat|measur|figur|sort|align|collect|choos|select"
    r"|pick|explor|review"
    r"|prepar|draft|consider|wait|agree|brainstorm|gather)(?:e|ing)?",
    r"n\.?/a\.?|not applicable(?: yet)?|na(?= for now| yet| at)",
    r"(?:dunno|idk|wip|work in progress|lorem ipsum|placeholder|xxx+|nyk|pls wait)",
    r"(?:(?<=^)|same )as (?:above|before)|see above",
    r"(?:topic|question|issue|subject|something|thing|matter|one|job|discussion) for (?:next|later"
    r"|another|tomorrow|the next|after)\b",
    r"under construction|let me (?:get back|revert|come back)|(?:coming|due|ready"
    r"|available) (?:next|in"
    r" (?:january|february|march|april|may|june|july|august|september|october|november"
    r"|december)|soon)",
    r"(?:hope|hoping|trying|want|wish|plan|planning|aim) (?:that )?(?:we |to |i |they )*"
    r"(?:find|get|hire|have|decide|know|name)",
    r"let(?:'s| us| me) (?:see|check|think|discuss|find|decide|wait|talk|ask|look"
    r"|get back|come back|revert|clarify|confirm|verify|sleep)",
    r"(?:depends on|waiting for|awaiting) (?:the )?(?:decision|outcome|re-?org\w*|budget|board|hr)",
    r"(?:kindly|please) (?:wait|allow|bear|give (?:me|us))",
    r"(?:will|to) be (?:decided|named|known)",
    r"(?:we are|we're|i am|i'm|they are) (?:still )?(?:looking|searching|working|discussing|waiting"
    r"|figuring|thinking|deciding|hiring|recruiting|interviewing|negotiating|debating"
    r"|evaluating|on it"
    r"|clarifying|checking|aligning)\b",
    r"(?:is |are |it's )?(?:planned |put |scheduled )?on (?:the|our) (?:agenda|list"
    r"|to-?do(?: list)?)",
    r"(?:parked|shelved|postponed|deferred|tabled) (?:this|it|that|the \w+)",
    r"(?:at|in|for|with|after|before) (?:the|our) next (?:steer\w*|meeting|board"
    r"|committee|jour fixe"
    r"|review|workshop|sprint|round|planning)",
    r"(?:need|have|want) to (?:count|measure|time|test|ask|check|look it up) (?:first"
    r"|it|that|this)?",
    r"(?:when|until) (?:hell freezes|pigs (?:can )?fly)\b[\w ]*",
    r"never (?:been )?(?:tested|measured|counted|timed|tracked|checked|asked)"
    r"|not (?:written|built|made|drawn"
    r"|given|taken) yet|(?:do not|don't|dont|did not|didn't|never) (?:track|measure"
    r"|count|monitor|record|time"
    r"|test)(?:ed)?(?: (?:it|that|this))?",
    r"(?:waiting for|await(?:ing)?) (?:the |an? |our |their )?(?:offer|quote|quotation"
    r"|estimate|figures?|numbers?"
    r"|price|invoice|results?)",
    r"no (?:date|day|deadline|count|figure|number|amount|link|document|value|price"
    r"|quote)s?(?: (?:yet|so far|set|fixed"
    r"|given|known))+",
    r"(?:decision|nomination|appointment|answer|outcome|choice|vote|result) (?:is "
    r"|still |was |remains )*"
    r"(?:pending|open|outstanding|due|awaited)|(?:we|i) (?:still )?owe (?:you|this|that)\b",
    r"(?:talks|discussions|negotiations|interviews|rounds?|planning) (?:start|begin"
    r"|take place|are held|follow)s?",
    r"(?:will|shall|is going to|has to|must|needs to) (?:name|appoint|pick|choose"
    r"|nominate|find|select|propose)"
    r" (?:one|someone|somebody|him|her|a person|an owner|the owner)|(?<=^)later\b",
    r"(?:watch this space|in due course|one day|some ?day|sooner or later|eventually)",
    r"(?:recruitment|hiring|search|selection|discussion|discussions|talks) (?:is |are )?(?:ongoing"
    r"|on-going|running|going on|in progress|under way|underway|started|open|continues?)",
    # what colleagues from elsewhere type
    r"noch (?:offen|nicht|unklar)|unbekannt|keine ahnung|wei(?:\u00df|ss) nicht|folgt(?: noch)?",
    r"[\u00e0a] d[\u00e9e]finir|por definir|a definir|da definire|en cours|em aberto|pendiente"
    r"|je ne sais pas|aucune id[\u00e9e]e|no s[\u00e9e]|n[\u00e3a]o sei|non lo so|nie wiem",
)
LATER = re.compile(
    r"[\s(]*(?:(?:ask (?:me|us|again)|(?:the|our)? ?(?:money|budget|funding|funds"
    r"|names?|owner|sponsor|details?"
    r"|kpis?|metrics?|figures?|numbers?|answer|rest|more)|maybe|decide|decided|answer"
    r"|done|do it|much|coming|available"
    r"|please|will|follows?|it|that|this|comes?|known|we|see|in|the|at|some|until|by|on) )*"
    r"(?:later|soon|tomorrow|next (?:week|month|quarter|year|sprint|meeting)|another time|asap"
    r"|pending|follows|coming|in (?:the )?future|when (?:it's|it is|we are|we're) (?:done|ready"
    r"|there|finished)|not now|in progress|open|wait(?:ing)?|unsure|not sure|link|n\.?/?a\.?"
    r"|draft|todo|to do)(?: (?:on|please|this year|this month|maybe|then))*"
    r"[\s.!)]*",
    re.IGNORECASE,
)
SHORT = 120  # characters of a text that as a whole may stand in for an answer
DECIDERS = (
    r"(?:the |our |my )?(?:board|management|boss|manager|committee|steering committee"
    r"|steerco|hr|director|ceo|cfo|coo|business"
    r"|leadership|sponsor|others|somebody else|someone else|headquarters|hq|finance"
    r"|controlling|council|team)"
)
# What is announced, and when: will share the figures next week, we define KPIs later.
ANNOUNCED = re.compile(
    r"\W*(?:(?:sorry|we|i|they|it|team|pls|please|ok)[ ,]+)?(?:(?:will|shall|can|'ll|to|have to"
    r"|need to|must|going to|want to) )?(?:define|share|send|provide|measure|collect|calculate|set"
    r"|add|deliver|fill|give|submit|check|clarify|confirm|get|post|upload|work out|revert|update"
    r"|fix|agree|estimate|discuss|decide|determine|write|tell)(?: (?:back|in|on|out|up|and|revert"
    r"|it|this|that|these|you|u|the|our|all|a|an|some|final|exact|correct|right|real|first|details?"
    r"|info|information|data|figures?|numbers?|values?|targets?|baselines?|kpis?|metrics?|names?"
    r"|budgets?|amounts?|dates?|links?|documents?|answers?|same|with|to|finance|controlling|hr))*"
    r" (?:and (?:then |later |afterwards )?(?:decide|see|tell|define|report|revert"
    r"|come back)\b.{0,25}"
    r"|later(?: on)?|soon|shortly|tomorrow|next \w+|asap|then|in due course|in (?:a|some|the"
    r"|one|two|few|january|february|march|april|may|june|july|august|september|october|november"
    r"|december)\b.{0,25}|(?:after|by|once|when|before|until|during) .{0,40})\W*",
    re.IGNORECASE,
)
ASK_THEM = re.compile(
    r"\W*(?:(?:we|i)[ ,]+)?(?:will|'ll|shall|have to|need to|must|going to|want to) (?:first )?"
    r"(?:ask|check with|clarify with|align with|talk to|speak (?:to|with)|discuss with) "
    rf"(?:{DECIDERS}|{NAME}|legal|it|compliance|security|procurement|everybody|a colleague"
    r"|(?:the |our |my )?[\w ]{0,12}(?:team|office|desk|admins?|department|colleagues?))"
    r"(?: (?:about|for|on|first) ?.{0,30})?\W*|"
    rf"\W*{DECIDERS} (?:will|can|should|must|has to|have to) (?:tell|say|know|answer|decide|inform)"
    r"(?: (?:us|you|me|it|that|this|soon|later))*\W*|"
    rf"\W*(?:please |pls |kindly |better |just |you (?:can|should|must|have to) )*(?:ask|check with"
    rf"|contact|speak (?:to|with)|talk to) {DECIDERS}(?: (?:about|for|on) .{{0,30}}| please)?\W*",
    re.IGNORECASE,
)
# Whole answers that wait for something, whatever they are about.
WAITS = re.compile(
    r"\W*(?:(?:sorry|well|hm+|so|it is|it's|that is|that's|this is|we are|i am|we|i|it"
    r"|currently|still|just|please|pls|kindly)[ ,]+)*"
    r"(?:not (?:yet|now|at (?:this|the) (?:stage|moment|time|point))|(?:too"
    r"|very) early(?: (?:to (?:say|tell|know)|for (?:that|this)|days|stage))?"
    r"|early days"
    r"|(?:pending|awaiting|waiting)(?: (?:for|on))?(?: (?:the|a|an|our|his|her|their"
    r"|final|board|management))* ?(?:decision|approval|feedback|answer|input"
    r"|confirmation|hr|outcome|meeting|board|budget|management|sign-?off|reply)?"
    r"|(?:search|look|hir|recruit|interview|check|discuss|figur|work|investigat"
    r"|clarify|clarif|evaluat|explor|analy[sz]|negotiat|brainstorm"
    r"|think)(?:y)?ing(?: (?:for|on|it|out|about|into|this|that|someone|somebody|one"
    r"|the right person|with hr|options|a person|candidates|internally|ongoing|now))*"
    r"|(?:interviews?|discussions?|talks|negotiations?|clarification|decision|search"
    r"|recruitment|hiring)(?: (?:is|are|was|were|still|process|phase))* ?(?:ongoing"
    r"|on-going|on|pending|running|open|in progress|under way|underway|planned"
    r"|scheduled|due|outstanding|next week|next month|later)?(?: with .{0,30})?"
    r"|(?:being|to be|will be|yet to be|still to be|has to be|must be"
    r"|needs to be) \w+(?: (?:yet|later|soon|then|internally))*(?: (?:in|by|next|after"
    r"|with|at|on) .{0,40})?"
    r"|will (?:see|tell|inform|update|decide|check|advise|confirm|name|revert|ask|know"
    r"|follow|come|send|share|clarify|discuss)(?: (?:you|it|us|that|this|later|soon"
    r"|then|next week|next month|asap|once known|in due course|back))*"
    r"|(?:we |i )?(?:figure|see|decide|find|sort|work|check|clarify|discuss|tell"
    r"|ask)(?: (?:it|this|that|out|later|me|you|us|again|soon|then|next week|about it"
    r"|first))*"
    r"|(?:it )?depends?(?: on .{0,60})?|as discussed|in (?:q[1-4]|h[12]|january"
    r"|february|march|april|may|june|july|august|september|october|november"
    r"|december)(?: 20[0-9]{2})?"
    r"|(?:after|once|when|upon|at|by|from|with|before) (?:the |we (?:go |are )"
    r"|it (?:goes |is )|it's )?(?:pilot|project|go[- ]?live|live|launch|roll-?out"
    r"|summer|holidays|reorg\w*|re-?organi[sz]ation|new year|budget round|ready|done"
    r"|the time comes|time comes|time is ripe|start|kick-?off|poc|test)(?: (?:ends"
    r"|is over|phase|starts|live))?"
    r"|no (?:decision|info|information|idea|clue|answer|news|update|plan)(?: (?:yet"
    r"|so far|at the moment|available|made|taken|was made))*|not (?:available"
    r"|my decision|known|clear|decided|final)(?: yet| now)?"
    r"|out of scope(?: for now| yet)?|parked|on hold|offen|noch offen|do ustalenia"
    r"|later(?: pls| please)?|vacancy|vacant|open position|unclear"
    r"|good question,? (?:not|no|we|to|will).{0,40}"
    rf"|{DECIDERS} (?:will |has to |must |should |shall |needs to |is going to "
    rf"|still has to )?(?:decides?|names?|appoints?|chooses?|picks?|nominates?"
    rf"|selects?|says?|is on it|knows|tells?|defines?|assigns?|determines?)(?: (?:it"
    rf"|that|this|one|someone|somebody|soon|later|next week|next month|in due course"
    rf"|the person|the owner|who))*(?: (?:in|at|by|on|after) .{{0,40}})?"
    rf"|up to {DECIDERS}|(?:someone|somebody|one|a person|it) (?:will|shall|has to"
    rf"|must|needs to|is to) be \w+(?: (?:soon|later|for it|for this|from|by|in|next"
    rf"|then) ?.{{0,40}})?|(?:we |i )?(?:need|have|want|must|try|plan) to (?:find|name"
    rf"|appoint|hire|decide|check|ask|define|discuss|clarify|search"
    rf"|look)(?: .{{0,40}})?"
    r"|wei(?:\u00df|ss) ich nicht|(?:ich )?wei(?:\u00df|ss) (?:es )?nicht"
    r"|wird noch .{0,40}|kommt noch|steht noch nicht fest|on ne sait pas"
    r"|pas encore .{0,30}|aucune id[\u00e9e]e|por confirmar|pendiente|em aberto"
    r"|a combinar|ainda n[\u00e3a]o .{0,30}|todav[\u00edi]a no .{0,30}|aun no .{0,30}"
    r"|n[\u00e3a]o definido|non ancora .{0,30}|da definire|jeszcze nie .{0,30})\W*",
    re.IGNORECASE,
)
