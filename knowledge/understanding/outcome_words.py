"""Words that tell a model's score, or effort, from what the business gains."""

from __future__ import annotations

import re
from functools import lru_cache

_I = re.IGNORECASE


def _words(*patterns: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{'|'.join(patterns)})(?![\w])", _I)


SCORE = _words(
    r"accura(?:cy|te)(?: (?:score|rate|level))?",
    r"precision(?:@\d+| at \d+)?",
    r"(?:top[- ]\d+ )?recall(?:@\d+| at \d+)?",
    r"f[- ]?(?:1|2|0\.5|beta)(?:[- ]?(?:score|measure|value))?|f[- ](?:score|measure)",
    r"(?:roc[- /]?)?au(?:c|roc|prc)(?:[- ]?(?:roc|pr|score))?|roc|area under(?: the"
    r"| roc)?(?: curve)?|gini(?: coefficient)?",
    r"bleu|rouge(?:-[l12])?|meteor score|bertscore|perplexity|chrf|comet score",
    r"(?:model(?:'s|s)?|training|train|validation|val|test|eval|log|cross[- ]entropy"
    r"|hinge|mean squared)[ -]?(?:set )?loss",
    r"r?mse|mae|mape|smape|rmsle|r[\u00b22^]+2?|r[- ]squared|mean (?:absolute|squared"
    r"|square|average precision)(?: percentage)? ?(?:error)?",
    r"w\.?e\.?r|word error rates?|character error rates?|c\.?e\.?r|map(?:@\d+)"
    r"|m\.?a\.?p(?= score|@)|ndcg(?:@\d+)?|mrr(?:@\d+)?(?= of| score)?|hit ?rate@\d+"
    r"|i\.?o\.?u|dice(?: score| coefficient)|mcc|cohen'?s? kappa|kappa(?: score)?",
    r"(?:true|false) (?:positive|negative)s?(?: rates?)?|confusion matrix|tpr|fpr",
    r"hallucinat\w+(?: rates?)?|groundedness|faithfulness|answer relevanc[ey]"
    r"|context relevanc[ey]|ragas\w*",
    r"(?:model|classifier|prediction|predictive|classification|inference|llm|detector"
    r"|network|algorithm|extraction|ocr|intent|retrieval|embedding|ranking"
    r"|segmentation|transcription)(?:'s)? (?:\w+ )?(?:quality|performance|score|scores"
    r"|confidence|error|errors|error rate|correctness|drift|accuracy|precision|recall"
    r"|fit|robustness|latency|throughput|success rate|power)",
    r"(?:eval(?:uation)?|benchmark|leaderboard|validation|test set|hold-?out"
    r"|cross[- ]validation) (?:score|scores|result|results|set|metric|metrics"
    r"|performance|accuracy)s?",
    r"confidence (?:score|level|of the model|threshold)s?|similarity score|cosine similarity",
    r"(?:correctly|rightly|properly) (?:classified|predicted|labell?ed|recogni[sz]ed"
    r"|extracted|detected|identified|transcribed)",
    r"(?:correct(?:ness)?|(?:detection|recognition|classification|success|error|hit|match)"
    r"(?= rate))"
    r"(?: rate)? of (?:the )?(?:\w+ )?(?:model|bot|chatbot|assistant"
    r"|llm|ai|copilot|predictions?|answers?|replies|classification|extraction)"
    r"|correct predictions?|prediction accuracy",
    r"(?:gets|predicts|classifies|recogni[sz]es|guesses|answers) (?:\w+ ){0,4}(?:right"
    r"|correctly)|gets? \d+ ?% right",
    r"sensitivity and specificity|sensitivity (?:of|to) (?:the )?model|specificity",
    r"(?:p9[059]|p50|model|inference|api|endpoint|token|first[- ]token|query|llm"
    r"|server|bot|response|prediction|round[- ]trip)[ -]latency"
    r"|latency(?= (?:of (?:the )?(?:model|api|inference|llm|endpoint|bot|chatbot"
    r"|service|system|prediction|retriev\w+)|(?:from )?[0-9.,]+ ?(?:ms|millisec|s\b)"
    r"|p9|in ms|in millisec|under|below|per (?:request|query|token)))"
    r"|tokens? per second|requests per second|queries per second|qps"
    r"|gpu (?:utili[sz]ation|hours|usage|load)|inference (?:time|speed)|training time"
    r"|response time of the (?:model|api|llm)",
    r"(?:bot|chatbot|model|assistant|ai|llm|algorithm|classifier|copilot"
    r"|agent)\b[^.;]{0,40}\b(?:correct|correctly|accurate|accurately)",
    r"(?:correct|accurate) (?:answers?|replies|responses|predictions?|classifications?"
    r"|extractions?|suggestions?|summaries)(?= (?:of|by|from) (?:the )?(?:bot|chatbot"
    r"|model|assistant|ai|llm))",
    r"(?-i:mAP)",
    r"exact match(?:es)? (?:rate|score)|pass@\d+|win rate against|elo(?: score"
    r"| rating)?|human eval\w*|mmlu|token error",
)
# Words around a score that make it one of the business.
TRADE_RECALL = re.compile(
    r"\b(?:product|toy|car|vehicle|batch|food|drug|medicine|device|goods|item|unit"
    r"|consumer|safety|supplier|voluntary|market|quality|airbag|part|lot|public"
    r"|mandatory|costs? of|number of|customer|patient|cow|brand"
    r"|stock)s?[ -]+recalls?\b|\brecalls\b|\brecall (?:of(?! ?[0-9])|costs?|campaigns?|notices?"
    r"|letters?|actions?|rate of (?:products?|vehicles?)|for|events?|cases"
    r"|appointments?|visits?|lists?|patients)\b|\brecalled\b|\b(?:dental|patient"
    r"|screening) recall\b",
    _I,
)
TRADE_PRECISION = re.compile(
    r"\bprecision[ -](?:parts?|seeding|machin\w+|tools?|tooling|engineer\w+|farming"
    r"|casting|agricultur\w+|instruments?|optics|ground|grinding|mechanics|components?"
    r"|fertili[sz]\w+|spraying|planting|irrigation|medicine|work|cut\w*|mould\w*"
    r"|mold\w*|gears?|bearings?|mill\w*|lathe\w*|feeding|balances?|scales?|weigh\w*"
    r"|metal|steel|glass|screws?|turned|welding|air\w*|drops?|bolts?|valves?|shop"
    r"|workshop|department|division|plant|line|assembly|drilling|harvest\w*|livestock"
    r"|dairy|watering|sowing|drill\w*)\b",
    _I,
)
TRADE_ACCURACY = re.compile(
    r"\b(?:inventory|stock|order|orders|picking|pick|billing|invoice|invoicing"
    r"|shipping|shipment|delivery|dispens\w+|payroll|dos(?:e|ing|age)|data[- ]entry"
    r"|cycle[- ]count|count|label\w*|packing|fulfil\w*|address(?:es)?|pricing|price"
    r"|till|cash|booking|schedule|budget|ledger|reconciliation|claims?|coding"
    r"|documentation|records?|eta|arrival|meter|filing|tax|promise|kitting|loading"
    r"|routing|counting|weighing|cutting|warehouse|record|quote|quotation|estimate"
    r"|measurement|time-?sheet|medication|prescription|statement|payment|customs"
    r"|declaration|master data)[ -]accurac(?:y|ies)\b|\baccura(?:cy|te) (?:of|in"
    r"|at) (?:the |our |all |every |monthly |customer |outgoing "
    r"|supplier ){0,5}(?:invoices?|orders?|picks?|picking|stock|inventory|deliver\w+"
    r"|shipments?|bills?|billing|addresses|payments?|payroll|till|cash|counts?|quotes?"
    r"|labels?|dispens\w+|doses?|records?|ledgers?|claims|meter|statements?"
    r"|declarations?|bookings?|schedules?|prices?)\b|\b(?:not |in|more "
    r"|fully )accurate\b|\baccurate(?:ly)? (?:\w+ )?(?:orders?|invoices?|bills?"
    r"|deliver\w+|payments?|doses?|deliveries|shipments?|addresses|quotes?|statements?"
    r"|stock|records?|meter|counts?|delivered|billed|paid|shipped|picked|packed"
    r"|labelled)\b",
    _I,
)
CUSTOMERS = re.compile(
    r"\b(?:customers?|clients?|patients?|consumers?|guests?|public|staff|investor"
    r"|buyer|donor)s?'?s? confidence\b",
    _I,
)
RULED_OUT = re.compile(
    r"\b(?:not|no|never|rather than|instead of|without|nor|beside|besides|apart from"
    r"|isn't|is not|aren't|independent of|regardless of|irrespective of|whatever"
    r"|more than just|forget|ignoring|leaving aside|and not|no longer"
    r"|we don't (?:count|use|care about|mean)|we do not (?:count|use|care about|mean)"
    r"|does not mean|nothing to do with) (?:only )?(?:an? |the |any |our |about |some "
    r"|just |merely |its |of ){0,5}(?:ml |ai |model(?:'s)? |pure |technical |single "
    r"|model-)?(?:(?:accuracy|precision|recall|f1|auc|score|scores|loss|latency|model"
    r"|figure)\b(?: (?:and|or|nor|,) )?)+(?: \w+)?",
    _I,
)
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
    r"|(?<!customers )(?<!clients )(?<!patients )(?<!citizens )(?<!tenants )\b(?:use"
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
    r"|(?:licen[cs]es?|seats?|accounts?) (?:in use|used|taken up|active)"
    r"|licen[cs]es? (?:handed out|assigned|distributed|activated"
    r"|rolled out|bought|purchased)|(?:prompts?|chats?|conversations?|questions asked"
    r"|queries|messages|requests|log-?ins?|sessions|clicks|page views"
    r"|calls) (?:sent to|with|to|made to|on|in|into|of|per) (?:the )?(?:bot|chatbot"
    r"|assistant|tool|model|ai|system|copilot|app|user)\b)",
    _I,
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
    _I,
)


# What a machine brings forth, and how good that is: close together they score the machine,
# whatever the words for it are.
MADE = (
    r"(?:(?:automatic(?:ally)?|automated|generated|machine[- ]made|drafted|suggested"
    r"|predicted|ai|bot"
    r"|chatbot|copilot|assistant|llm|model|machine|system)(?:'s|s')?[ -](?:generated "
    r"|written |made )?"
    r"(?:answers?|repl(?:y|ies)|responses?|drafts?|texts?|summar(?:y|ies)|suggestions?|proposals?"
    r"|recommendations?|decisions?|translations?|transcri(?:pt|ption)s?|results?|outputs?|labels?"
    r"|tags|fields|matches|classifications?|replies|letters|emails|notes|quotes|routing|triage)"
    r"|(?:summar(?:y|ies)|drafts|suggestions?|recommendations?|transcri(?:pt|ption)s?"
    r"|predictions?|intents?"
    r"|entit(?:y|ies)|extractions?|classifications?|embeddings?|retriev\w+|outputs?|generations?"
    r"|chunks?|passages?|bounding boxes|sentiments?|topics))"
)
HOW_GOOD = (
    r"(?:correct(?:ly|ness)?|right|wrong(?:ly)?|accura\w+|precis(?:e|ion)|recogni\w+"
    r"|rated (?:as )?\w+"
    r"|mistaken\w*|hallucinat\w+|relevan\w+|faithful\w*|grounded\w*|detect\w+"
    r"|success (?:rate|share)"
    r"|acceptance|accepted|thumbs[- ]up|usable|useful|good enough|error(?:s| rate)?|quality|score"
    r"|without (?:an? )?errors?|error[- ]free|unchanged|as (?:they are|is))"
)
# Only a machine does these in the third person: "detects 95 %", "picks the right queue".
TESTED = (
    r"(?:test(?:ing)?|hold-?out|validation|benchmark|golden|eval(?:uation)?|gold|unseen|labell?ed)"
    r"[ -](?:set|images?|data|questions?|cases|documents?|calls|tickets|samples?"
    r"|emails?|letters|files)"
)
MACHINE = (
    r"(?:models?|bots?|chatbot|assistant|detector|classifier|algorithm|llm|copilot|ai|predictor)\b"
)
OUTPUT = _words(
    TESTED,
    r"(?:detects|finds|spots|picks|routes|recogni[sz]es|predicts|classifies|identifies"
    r"|extracts|tags"
    r"|understands|answers|chooses|sorts|flags|gives|suggests|reads) (?:[\w%'-]+ ){0,3}?(?:right"
    r"|correct|wrong|best)(?:ly)?",
    rf"(?:errors?|false alarms?|mistakes?|misses|hits?|failures?|successes|rejections?"
    rf"|confusions?)(?: rate)?"
    rf" (?:of|by|from|made by|raised by) (?:the |our )?(?:[\w-]+ )?{MACHINE}",
    rf"(?:{MACHINE}|ocr|asr) (?:reads?|detects?|finds?|recogni[sz]es?|extracts?"
    rf"|predicts?|matches|understands?"
    r"|classif(?:y|ies)|transcribes?|identif(?:y|ies)) (?:[\w-]+ ){0,2}?[0-9.]+ ?%",
    rf"(?:in)?(?:correctly|rightly|wrongly|accurately|properly"
    rf"|well) \w+ed(?: \w+){{0,3}} (?:by|from) (?:the |our )?(?:\w+ )?{MACHINE}",
    r"(?:data |model |concept )?drift|inference",
    r"(?:time[- ]to[- ])?first[- ]token|comet|cosine|beam|top[- ]?k|f-?score|log-?loss"
    r"|brier(?: score)?",
    rf"{MADE}(?: [\w%'-]+){{0,4}}? {HOW_GOOD}",
    rf"{HOW_GOOD}(?: [\w%'-]+){{0,3}}? {MADE}",
)


def score(text: str, sorts: frozenset[str] = frozenset()) -> str:
    """Give the words that score a model; a figure in money or time clears them."""
    if sorts & {"money", "time"}:
        return ""
    if not SCORE.search(text):
        output = OUTPUT.search(text)
        return output.group() if output else ""
    plain = text
    for harmless in (RULED_OUT, TRADE_RECALL, TRADE_PRECISION, TRADE_ACCURACY, CUSTOMERS):
        plain = harmless.sub(" ", plain)
    found = SCORE.search(plain)
    return found.group() if found else ""


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
    r"|set|design|digiti[sz]e|automate|upload|index|activate|enable|implementing|buy"
    r"|purchase)\b(?!['-])",
    _I,
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
