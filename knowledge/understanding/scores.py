"""Words that score a model, and the trades in which the same words count something real."""

from __future__ import annotations

import re


def _words(*patterns: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{'|'.join(patterns)})(?![\w])", re.IGNORECASE)


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
    re.IGNORECASE,
)
TRADE_PRECISION = re.compile(
    r"\bprecision[ -](?:parts?|seeding|machin\w+|tools?|tooling|engineer\w+|farming"
    r"|casting|agricultur\w+|instruments?|optics|ground|grinding|mechanics|components?"
    r"|fertili[sz]\w+|spraying|planting|irrigation|medicine|work|cut\w*|mould\w*"
    r"|mold\w*|gears?|bearings?|mill\w*|lathe\w*|feeding|balances?|scales?|weigh\w*"
    r"|metal|steel|glass|screws?|turned|welding|air\w*|drops?|bolts?|valves?|shop"
    r"|workshop|department|division|plant|line|assembly|drilling|harvest\w*|livestock"
    r"|dairy|watering|sowing|drill\w*)\b",
    re.IGNORECASE,
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
    re.IGNORECASE,
)
CUSTOMERS = re.compile(
    r"\b(?:customers?|clients?|patients?|consumers?|guests?|public|staff|investor"
    r"|buyer|donor)s?'?s? confidence\b",
    re.IGNORECASE,
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
    re.IGNORECASE,
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
    rf"(?:wrong|false|bad|incorrect|correct|right|good|helpful|useful) (?:answers?"
    rf"|replies|responses|results?"
    rf"|suggestions?|decisions?|labels?|matches|proposals?)(?: \w+){{0,2}}? (?:of|by"
    rf"|from) (?:the |our )?{MACHINE}",
    r"(?:data |model |concept )?drift|inference|state of the art|sota|gpus?"
    r"|hits in the (?:first|1st|top)",
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
