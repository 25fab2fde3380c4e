"""The prospect's side, read by patterns: resistance, trouble told, questions, agreement.

In a scenario the log says what was told and objected; a bare transcript has
only words, so this reads them. Each pattern is a closed list that can be shown.
"""

import re
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from simulator.scoring.words import content, tokens

Resistance = Literal[
    "price",
    "timing",
    "no_need",
    "trust",
    "vendor",
    "brush_off",
    "authority",
    "gatekeeping",
    "other",
]


def _any(*alternatives: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(alternatives) + r")", re.IGNORECASE)


RESISTANCE: dict[Resistance, re.Pattern[str]] = {
    "brush_off": _any(
        r"(?:just |can you |could you |please |you can )*(?:send|pop|drop|email|ping|stick|"
        r"fire|put) "
        r"(?:me |it |us |that |over |something |some |an? )*(?:over |in |through |across "
        r")?(?:an? )?"
        r"(?:quick )?(?:e-?mail|information|info|details|brochure|literature|something|leaflet|"
        r"link)\b",
        r"(?:an )?e-?mail (?:is|would be) (?:best|better|fine|easier)",
        r"(?:call|ring|try) (?:me |us |again |back )+(?:another time|next (?:month|quarter|year)|"
        r"in (?:a few|six|three|the))",
        r"(?:leave|left) it (?:with|there)",
        r"i(?:'ll| will) (?:have a think|think about it|think it over|get back to you)",
        r"(?:need|want|have|like) to think (?:about|it|this)",
        r"we'll (?:see|call you|be in touch)",
        r"don't call us",
    ),
    "no_need": _any(
        r"(?:we(?:'re| are)|i(?:'m| am)|not|really not|just not) (?:really |all that |that "
        r")?interested",
        r"no(?:t|,)? (?:thanks|thank you|interest|need)\b",
        r"(?:we )?(?:don't|do not) (?:really )?(?:need|want|see (?:the|a|why|what|how)|have "
        r"(?:a|any) "
        r"(?:need|problem|issue))",
        r"(?:we(?:'re| are)|it(?:'s| is)|that(?:'s| is)|all|everything(?:'s| is)) (?:all |"
        r"pretty |quite |"
        r"perfectly |doing |working |just )?(?:sorted|fine|good|ok|okay|all right) (?:as (?:we|"
        r"it) |thanks|"
        r"with|for now|here|where)",
        r"(?:it |that |everything |ours |the \w+ )works(?: fine| well| ok)?\b(?! out| on)",
        r"if it (?:ain't|isn't|is not|'s not) broke",
        r"(?:can't|cannot|don't) (?:really )?see (?:us|why|what|how|it|the)",
        r"not (?:really )?(?:a priority|a problem|an issue|something we)",
        r"what(?:'s| is) (?:wrong|in it|different|so special)",
        r"why (?:would|should) (?:i|we)\b",
    ),
    "vendor": _any(
        r"(?:we(?:'ve| have)?|i(?:'ve| have)?) (?:already |got |have )+(?:a |an |someone|"
        r"somebody|one|our own|"
        r"people|that|got)",
        r"already (?:use|using|with|have|got|work|working|deal|covered|signed)",
        r"(?:we(?:'re| are)) (?:very |quite |pretty |perfectly |really |all )?(?:happy|content|"
        r"satisfied|"
        r"covered|set|tied|locked)",
        r"happy (?:with|enough|as we)",
        r"(?:we|they)(?:'ve| have)? (?:been )?(?:with|using) \w+ for (?:years|\w+ years|ages)",
        r"(?:under|in|mid|tied into a) contract",
        r"(?:another|a different|the other|your) (?:quote|competitor|supplier)",
        r"(?:looking at|talking to|quote from|considering) (?:\w+ ){0,2}(?:others?|as well|too|"
        r"competitors?)",
    ),
    "price": _any(
        r"(?:too|very|so|bit|more|quite|rather|pretty|awfully|damn|that) (?:expensive|dear|"
        r"pricey|steep|"
        r"much money|costly)",
        r"(?:expensive|pricey|dearer|steep|costs? too much|can't afford|cannot afford|out of "
        r"(?:our|my) "
        r"(?:budget|range|league))",
        r"(?:a )?lot (?:of money|more than|to (?:spend|pay))",
        r"(?:more|higher|dearer|double|twice) (?:than|what) (?:we|i|you|they|last|the|our)",
        r"(?:no|isn't|haven't|don't have|not (?:got )?(?:a|any|the)|tight|spent|cut) (?:the |"
        r"any |more )?"
        r"(?:budget|money)",
        r"budget(?:'s| is| has been)? (?:tight|gone|spent|frozen|set|all|already)",
        r"(?:freeze|frozen) (?:on|spend)",
        r"(?:cheaper|lower|less) (?:than|quote|price|elsewhere)",
        r"(?:what|any) (?:discount|can you (?:knock|take) off)",
        r"(?:price|cost|money|number|figure)(?:'s| is| was)? (?:the|a|my|our|too|still|what) "
        r"(?:problem|issue|concern|worry|high|much|sticking)",
        r"(?:price|cost|quote)\w* (?:went|gone|going) up",
        r"(?:can't|couldn't|hard to) justify",
    ),
    "timing": _any(
        r"(?:not|isn't|wrong|bad|terrible|no) (?:a |the |really )*(?:good |great |best |right )?"
        r"(?:time|moment)\b",
        r"(?:too|really|very|a bit|bit|pretty|so|quite|rather) busy",
        r"(?:i(?:'m| am)|we(?:'re| are)) (?:in|about to|just|on|driving|busy|running|heading|"
        r"snowed|flat out|"
        r"swamped|rushed)",
        r"(?:don't|haven't|not) (?:really )?(?:have |got )?(?:much |the |any |a lot of )?time\b",
        r"(?:maybe|perhaps|try|not until|come back|look at it) (?:in )?(?:next|the new) "
        r"(?:year|quarter|month|spring|autumn)",
        r"(?:make|be|keep) it (?:quick|short|brief)",
        r"(?:you(?:'ve| have) got|i(?:'ve| have) got|two|one|thirty|a|couple of|five) (?:about "
        r")?(?:a |one |"
        r"two |thirty |sixty |five |couple of )*(?:minutes?|seconds?|secs?|mins?)\b",
        r"in the middle of",
    ),
    "trust": _any(
        r"never heard of (?:you|them)",
        r"(?:you(?:'re| are)? all|they all|everyone|everybody|every(?: \w+)? (?:rep|vendor|"
        r"salesman)) "
        r"(?:say|said|says|promise|claim|tell)",
        r"(?:heard|been told|seen|tried) (?:that|this|it|something like (?:that|this)) "
        r"(?:before|already)",
        r"(?:sounds?|seems?) (?:too good|like a (?:sales|pitch|lot))",
        r"(?:sales|marketing) (?:pitch|call|talk|spiel|patter)",
        r"(?:how|why) (?:do|did|should|would|can) (?:i|we|you) (?:know|trust|believe|get)",
        r"(?:got|been|were|was) (?:burned|burnt|stung|bitten|let down|promised)",
        r"(?:sceptical|skeptical|not convinced|doubt|don't believe|hard to believe|not sure "
        r"(?:i|we|it|that|"
        r"about))",
        r"(?:my|our|the|one|main|only|biggest|big) (?:\w+ )?(?:worry|concern|hesitation|"
        r"reservation|fear|"
        r"problem with)",
        r"(?:i(?:'m| am)|we(?:'re| are)) (?:worried|concerned|nervous|wary)",
        r"(?:disruption|hassle|headache|risk) of (?:switching|changing|moving)",
        r"(?:switching|changing|moving) (?:\w+ ){0,3}(?:hassle|headache|pain|nightmare|"
        r"upheaval|risk)",
        r"(?:won't|will not|wouldn't) (?:use|like|go for|buy|work)",
        r"(?:tried|trialled) (?:one|that|it|something|this)",
    ),
    "authority": _any(
        r"(?:not|isn't|wouldn't be) (?:my|me|mine|up to me|for me|something i) ?(?:decision|"
        r"call|who|"
        r"decides?|to decide)?",
        r"(?:have|need|i'd have|i'd need|got) to (?:run|take|clear|talk|speak|check|ask|put) "
        r"(?:it |this |"
        r"that )?(?:past|by|to|with|through)",
        r"(?:head office|the board|my (?:boss|partner|director|husband|wife|manager)) (?:would|"
        r"will|decides?|"
        r"has|have|won't)",
    ),
    "gatekeeping": _any(
        r"(?:what(?:'s| is)|can i ask what|may i ask what|is) (?:it |this |the call )?(?:it |"
        r"this )?"
        r"(?:about|regarding|concerning|in connection|a sales)",
        r"what(?:'s| is) (?:this|it|that|your call) (?:regarding|about|in (?:connection|"
        r"relation)|concerning)",
        r"(?:he|she|they|the \w+|\w+)(?:'s| is| are) (?:in a meeting|not available|unavailable|"
        r"out|busy|"
        r"not in|away|on (?:leave|another|the other))",
        r"(?:is|are) (?:he|she|they) expecting (?:you|your)",
        r"(?:doesn't|don't|does not|do not|can't|cannot|not able to|won't) (?:take|put|give|"
        r"accept|pass|"
        r"transfer|let|hand)",
        r"(?:no[- ]name|company) policy",
        r"(?:who(?:'s| is)|may i ask who|can i ask who) (?:calling|speaking|this)",
        r"(?:take|leave) a message",
    ),
    "other": _any(
        r"(?:take (?:us|me) off|stop calling|please don't call|remove (?:us|me))",
        r"(?:i|we)(?:'ll| will) (?:pass|leave it|give it a miss)",
        r"(?:i|we) (?:really )?(?:said|told you) (?:no|we|i)",
        r"(?:get to the point|what do you want|where is this going|hang on|hold on|let me stop "
        r"you|"
        r"slow down|you (?:already )?(?:asked|said|told)|i (?:just )?(?:said|told you)|"
        r"are you (?:even )?listening|that's not what i)",
    ),
}
"""What resists, by kind. A line may show several; the first in this order names it."""

TROUBLE = _any(
    r"problems?",
    r"issues?\b",
    r"pain",
    r"nightmare",
    r"headaches?",
    r"struggl\w+",
    r"frustrat\w+",
    r"annoy\w+",
    r"stress\w*",
    r"worr(?:y|ied|ies|ying)",
    r"chaos",
    r"mess(?:y|es|ed)?\b",
    r"slow(?:s|ed|er)?\b",
    r"late\b",
    r"delay\w*",
    r"los(?:e|es|ing|t)\b",
    r"miss(?:es|ed|ing)?\b",
    r"mistakes?",
    r"errors?",
    r"wrong",
    r"broke\w*",
    r"breaks?\b",
    r"fail\w*",
    r"fall(?:s|ing|en)? (?:apart|over|through|behind|down)",
    r"complain\w*",
    r"chas(?:e|es|ing)\b",
    r"wast\w+",
    r"manual(?:ly)?\b",
    r"by hand",
    r"spreadsheets?",
    r"overtime",
    r"short[- ]?(?:staffed|handed|ages?|of)",
    r"turnover",
    r"left us|leaving|walked out|quit\b",
    r"too (?:long|many|much|slow|late|often)",
    r"hard(?:er|est)? (?:to|part|bit)?",
    r"difficult\w*",
    r"tired|exhaust\w+|flat out|swamped|snowed|run ragged|burn(?:ed|t)? out",
    r"hate[sd]?\b",
    r"bother\w*",
    r"down ?time|downtime|goes down|went down",
    r"costs? (?:us|me|a)",
    r"costing",
    r"leak\w*",
    r"stuck",
    r"drag(?:s|ging)?\b",
    r"bottleneck",
    r"behind\b",
    r"churn\w*",
    r"no[- ]shows?",
    r"penalt\w+|fines?\b",
    r"damage[sd]?",
    r"empty",
    r"unreliable|patchy",
    r"can't (?:find|get|keep|see|tell|cope|trust)",
    r"nobody (?:knows|answers|picks|does|has|can|uses)",
    r"never (?:know|get|works?|answers?|arriv\w+)",
    r"(?:two|three|four|five|six|seven|eight|ten|several|\d+) (?:hours?|days?|weeks?) (?:a|"
    r"every|each|to)",
)
"""Words of trouble: there is something to feel with, or to look into."""

AGREEMENT = _any(
    r"(?:that|it|monday|tuesday|wednesday|thursday|friday|saturday|sunday|then|\d+|two|three|"
    r"ten|eleven|four|"
    r"half \w+|morning|afternoon|week) (?:works|suits|is fine|is good|would work|sounds "
    r"(?:good|fine|great|ok)|"
    r"could work|should work|will do|does)",
    r"(?:let's|let us) (?:do|say|go|book|pencil|meet|have|set)",
    r"(?:send|ping|pop|fire|drop) (?:me |us |over |the |an |through |it )*(?:calendar |meeting "
    r")?(?:invite|"
    r"invitation|agenda|contract|paperwork|diary)",
    r"(?:put|book|pencil|stick) (?:it|me|us|that|something) (?:in|down)",
    r"(?:see|speak to|talk to) you (?:then|on|next|tomorrow|thursday|tuesday|monday|wednesday|"
    r"friday|at)",
    r"(?:yes|yeah|sure|ok|okay|fine|alright|go on|right)[, ]+(?:then|let's|tuesday|wednesday|"
    r"thursday|friday|"
    r"monday|that|ten|two|three|put)",
    r"(?:i'll|i will|we'll|we can|i can) (?:be there|look out for|make|bring|do|sign|have \w+ "
    r"there|"
    r"put you through|see if|invite|accept|forward|get \w+ (?:on|in|to))",
    r"(?:putting|put|transfer\w*) you (?:through|over)",
    r"(?:i'd|i would|we'd) be (?:happy|glad|open|up for|willing|interested)",
    r"(?:i've|we've) got (?:it|that|you) (?:down|in)",
    r"(?:you've got (?:a deal|yourself)|deal\b|go ahead|sign (?:us|me) up|we're in\b|count "
    r"(?:us|me) in)",
)

WARMTH = _any(
    r"(?:that's|it's|that is|yeah,?|exactly|spot on|you(?:'ve)? (?:nailed|got) it|precisely)"
    r" ?(?:right|it|exactly|true|fair|about|a good|spot|interesting|helpful|useful)?",
    r"good (?:question|point)",
    r"(?:tell me more|how (?:does|would|do) (?:that|it|you)|interesting|go on|i like|"
    r"that (?:would|could|sounds?) (?:help|useful|good|great|interesting)|makes sense|fair enough|"
    r"i (?:suppose|guess|see)|worth a)",
)

SENDOFF = _any(
    r"(?:not interested|goodbye|bye|i have to go|i've got to go|got to go|have to run|i'm "
    r"(?:going to )?"
    r"hang(?:ing)? up|please don't|take (?:us|me) off|leave it there|no thank)",
)

FACTS: dict[str, re.Pattern[str]] = {
    "impact": _any(
        r"(?:£|\$|€)\s?\d",
        r"\d[\d,.]*\s?(?:k|thousand|grand|percent|%|hours?|days?|pounds|dollars|euros)\b",
        r"(?:\w+ )?(?:hundred|thousand|grand|million|percent)\b",
        r"(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|"
        r"forty|fifty|"
        r"half a|couple of|few|several) (?:or (?:\w+) )?(?:hours|days|weeks|jobs|orders|people|"
        r"customers|"
        r"clients|staff|calls|times)",
        r"costs? us|costing us|lost (?:a|two|three|the|one|us)|lose (?:a|about|two|three)|"
        r"means (?:we|i|the|that|they|someone)|end(?:s|ed)? up|have to (?:redo|pay|work|stay|"
        r"chase)",
    ),
    "current": _any(
        r"(?:we|i|they|it(?:'s| is)|our \w+) (?:(?:currently|still|just|mostly|mainly|"
        r"basically|all) )?(?:use|"
        r"using|run|running|do it|does it|have (?:a|an|two|three|one)|rely|work with|go "
        r"through|buy|manage|"
        r"keep|log|write|track|outsource|handle)",
        r"(?:spreadsheets?|excel|whiteboard|paper|by hand|manual(?:ly)?|in[- ]house|an agency|"
        r"a broker|"
        r"a local|a supplier|clipboard|system)\b",
    ),
    "authority": _any(
        r"(?:me and|myself and|i) (?:decide|sign|own|make|handle|run|my|our|the|look after)",
        r"(?:my|our|the) (?:boss|director|partner|owner|manager|finance|fd|cfo|ceo|coo|md|"
        r"board|head of|"
        r"head office|it (?:team|lead|manager)|ops|operations|procurement|head teacher|committee)",
        r"(?:signs?|sign[- ]off|final say|approv\w+|decides?|decision|green light|say[- ]so)",
    ),
    "budget": _any(
        r"budget\w*",
        r"(?:we|i)(?:'ve| have)? (?:set aside|got about|pay|paid|spend|spent|paying|spending)",
        r"(?:capex|opex|per (?:month|year|seat|user|head)|a (?:month|year))",
    ),
    "timeline": _any(
        r"(?:by|before|in|until|from|end of|start of|early|late|mid|around|next|this) (?:the "
        r")?(?:end of |"
        r"start of )?(?:january|february|march|april|may|june|july|august|september|october|"
        r"november|december|"
        r"spring|summer|autumn|winter|christmas|easter|q[1-4]|year|quarter|month|year end|new "
        r"year|financial)",
        r"(?:renew\w*|contract (?:ends|is up|runs|expires)|up in|runs out|expires?|deadline|go "
        r"live)",
    ),
    "criteria": _any(
        r"(?:would (?:need|have) to|has to|must|needs to|want (?:it|something)|looking for|"
        r"important|"
        r"matters? (?:most|to)|main thing|as long as|care about|judge|good would|ideal(?:ly)?)",
    ),
}
"""Facts of a sale in a prospect's words, by the names that the general rubrics use."""


class Line(Struct, frozen=True, kw_only=True):
    """What a prospect's line shows."""

    resistance: Resistance | None = None
    trouble: bool = False
    question: bool = False
    agrees: bool = False
    warm: bool = False
    leaves: bool = False
    facts: frozenset[str] = frozenset()
    substance: int = 0  # content words: how much there is to take up


QUESTION = re.compile(
    r"\?|^(?:and |so |but |well |ok |okay |right )?(?:what|how|who|why|when|where|which|can "
    r"you|could you|do you|"
    r"does it|is it|is this|are you|would (?:it|you)|have you|will it|did you)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=8192)  # a scenario has few lines, a simulation says them often
def read(line: str) -> Line:
    """What a line of the prospect shows, each from a closed list of patterns."""
    kind = next((kind for kind, pattern in RESISTANCE.items() if pattern.search(line)), None)
    agrees = bool(AGREEMENT.search(line))
    return Line(
        resistance=kind,
        trouble=bool(TROUBLE.search(line)),
        question=bool(QUESTION.search(line)),
        agrees=agrees,
        warm=bool(WARMTH.search(line)),
        leaves=bool(SENDOFF.search(line)),
        facts=frozenset(name for name, pattern in FACTS.items() if pattern.search(line)),
        substance=len(content(line)),
    )


def is_filler(line: str) -> bool:
    """Whether the line says nothing that could be taken up."""
    return len(tokens(line)) <= 3 and not content(line)
