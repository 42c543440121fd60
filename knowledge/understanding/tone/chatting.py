"""Words that answer nothing: a question in return, small talk."""

from __future__ import annotations

import re

QUESTION = re.compile(
    r"^(?:sorry[, ]+|hm+[, ]+|but |and |so |well[, ]+|ok[, ]+|hi[, ]+|hey[, ]+)*"
    r"(?:what|why|how|who|whom|whose|which|when|where|is|are|do|does|did|can|could|should|would|am"
    r"|will|shall|may|must|has|have|(?:is|are|was|does|do|did|has|have|ca|could|should"
    r"|would|wo)n't)"
    r"\b.*\?\s*\W*$"
    r"|\b(?:of|for|in|by|to|with|from) (?:what|which|whom)\b[^.;]{0,60}\?\W*$"
    r"|^(?:sorry[, ]+|but |hm+[, ]+)*(?:what (?:do|does|is|are|did) (?:you|u|this|that"
    r"|it|we|they|the"
    r"|a)\b|why (?:do|are|is|should) (?:you|we|i|u)\b|how (?:do|should|can) (?:i|we|you)\b"
    r"|(?:i )?(?:do not|don't|dont|did not|didn't) (?:understand|get (?:it|this|that|the))"
    r"|(?:can|could|would) (?:you|u) (?:please )?(?:explain|repeat|clarify|rephrase|tell|give|help)"
    r"|not my (?:job|area|department|question|business|topic)|none of your|wrong person"
    r"|(?:please )?(?:explain|clarify|rephrase|elaborate)\b|what\s*$|huh\b|pardon\b|come again)",
    re.IGNORECASE | re.DOTALL,
)
CHATTER = re.compile(
    r"\W*(?:(?:ok|okay|k|okey|lol|ha(?:ha)+|hm+|sure|fine|cool|great|nice|good|yes|no|yep|yeah|nope"
    r"|yup|maybe not|test|testing|asdf\w*|qwert\w*|foo|bar|blah?|thanks?|thank you|thx"
    r"|cheers|hi|hello"
    r"|hey|good (?:morning|evening|day|afternoon)|no problem|np|done|noted|wait|sorry|please|stop"
    r"|whatever|stuff|wtf|ugh|meh|lgtm|\+1|understood|will do that|got it|sounds good"
    r"|all good|all fine"
    r"|you tell me|good question|next question|skip|pass|help|status|never ?mind"
    r"|anything|no comment"
    r"|right|exactly|correct|i see|interesting|of course|absolutely|noted with thanks|roger"
    r"|kindly do the needful|do the needful|perfect|super|wonderful|awesome|amen|bingo|merci|danke"
    r"|gracias|obrigad[oa]|oui|non|ja|nein|si|nothing to add|nothing new)\W*)+",
    re.IGNORECASE,
)
