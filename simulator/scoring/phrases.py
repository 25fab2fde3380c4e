"""Closed lists of what reps and prospects say, for reading a bare transcript."""

import re


def _any(*alternatives: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(alternatives) + r")", re.IGNORECASE)


FLATTERY = _any(
    r"(?:such|what) an? (?:wonderful|amazing|lovely|great|fantastic|incredible|brilliant|"
    r"impressive)",
    r"(?:wonderful|amazing|incredible|beautiful) (?:voice|company|business|person|job|leader)",
    r"(?:you(?:'re| are)|so) (?:clearly |obviously |really |so |very |truly )*(?:smart|clever|"
    r"amazing|"
    r"brilliant|wonderful|incredible|the best|talented|special|inspiring)",
    r"i (?:really |truly |so )?(?:admire|love (?:that|your|what|how))",
    r"(?:such a |a truly |a )?valued (?:partner|customer|client)",
    r"value the relationship",
)
"""Praise that nothing was said to earn."""

HOLLOW = _any(
    r"(?:totally|completely|absolutely|fully|really|so|do) (?:understand|appreciate|get|hear|"
    r"value|empathi[sz]e)",
    r"i (?:understand|appreciate|empathi[sz]e|hear (?:you|what you|that))",
    r"appreciate (?:your|that|the|you)",
    r"that(?:'s| is) (?:so|really|very) important",
    r"that makes (?:total|complete|perfect) sense",
    r"no,? (?:absolutely|of course|problem at all)",
    r"(?:great|excellent|good) question",
    r"gotcha",
    r"i value",
    r"we (?:hear|get) that a lot",
    r"where you(?:'re| are) coming from",
)
"""Stock sympathy and praise: worth something only beside what was really said."""

RUNS_DOWN = re.compile(
    r"\b(?:they(?:'re| are)|that lot are|their (?:\w+ ){1,2}(?:is|are)|the lot you (?:\w+ )*are|"
    r"\w+ (?:is|are)) (?:\w+ ){0,2}(?:cowboys?|junk|jokes?|shambles|messy?|rip[- ]?offs?|useless|"
    r"shocking|outdated|dinosaurs?|clueless|going (?:under|bust)|in (?:a bit of )?trouble)\b|"
    r"\b(?:they|them|their)\b[^.?!]{0,40}\b(?:let (?:\w+ ){0,3}(?:people|customers|everyone) down|"
    r"ripping (?:you|people) off|laying people off|ship seconds|cut corners|couldn't run a|lost a "
    r"customer's|money goes on|is junk|are junk)\b|\b(?:wouldn't|would not|don't) trust "
    r"(?:them|him)\b",
    re.IGNORECASE,
)
"""Running another firm down."""

CHEER = _any(
    r"(?:perfect|awesome|amazing|fantastic|brilliant|great|for sure|absolutely|totally|lovely)\b"
)
"""Cheer: hollow where something hard has just been said."""

DISCOUNT = _any(
    r"(?:percent|per cent|%|pounds?|quid|bucks|dollars|euros?) off\b",
    r"(?:knock|take|took|shave|cut) (?:a bit|a little|something|ten|five|\d+|\w+ (?:percent|"
    r"pounds?)) off",
    r"(?:do|give|offer|get) you (?:a |an? extra )?(?:discount|better (?:price|rate|deal)|special)",
    r"(?:come|go|get|bring it|drop(?: it)?) down (?:to|on|a bit)",
    r"(?:do|could) something on the price",
    r"(?:could|can|might|maybe|probably) (?:maybe )?(?:go to|do it for|make it|stretch to)\b",
    r"what if i (?:made it|took|dropped)",
    r"waive (?:the )?\w+",
    r"match (?:that|their|any|the) price",
    r"beat (?:it|that|their|any)",
)
"""A price cut put on the table."""

PUSH = _any(
    r"(?:only|just|hold (?:it|this|the \w+)) (?:until|till) (?:today|tonight|tomorrow|friday|"
    r"monday|five|midnight|the end)",
    r"(?:has|needs|got) to be today",
    r"(?:until|before|by) (?:five|midnight|friday|the end of (?:the day|today|play))[^.?!]{0,30}"
    r"(?:after that|offer|discount|or it's gone|hold it)",
    r"(?:sign|commit|go ahead|decide|book|lock|move forward|start|set up)[^.?!]{0,40}\btoday\b",
    r"(?:i'd|would) hate (?:for you|to see you)",
    r"miss(?:ing)? out",
    r"(?:earn|win) your business",
    r"(?:offer|price|rate|deal|discount)[^.?!]{0,40}(?:expires?|ends (?:on|today|tomorrow|"
    r"this)|runs? out|goes up (?:on|today|tomorrow|after|monday|next))",
    r"(?:last|only) (?:chance|(?:two|one|few|\d+) (?:slots?|spots?|left))",
    r"(?:other|another|couple of) (?:compan\w+|firms?|customers?|people)[^.?!]{0,40}"
    r"(?:same|interested|slot|looking at)",
    r"final offer",
    r"what(?:'s| is) stopping you",
    r"(?:couldn't|can't) you just",
    r"can(?:'t| you) afford not to",
    r"lock (?:in|that|it)",
    r"helping me out",
    r"you(?:'ll| will) (?:regret|be sorry)",
    r"switched off at",
    r"(?:over|across) the line",
    r"would(?:n't)? you agree",
    r"(?:surely|obviously) you",
    r"you do (?:appreciate|realise|understand|want)",
    r"why wouldn't you",
    r"no[- ]brainer",
    r"do you want to (?:lose|waste|miss|keep)",
)
"""Pushing: false hurry, guilt, insistence."""

CANDID = _any(
    r"(?:i won't|i can't|i'm not going to|i'm not gonna|not going to|i couldn't|i'd not|we "
    r"don't|we can't|"
    r"won't) (?:pretend|promise|tell you|ask you|do anything|claim|say|want you|run (?:them|it|"
    r"him) down|"
    r"count|push|guess|dress)",
    r"(?:honest|straight) (?:answer|with you|up)",
    r"to be (?:honest|straight|fair) with you",
    r"i'll (?:say so|tell you so|own up|be straight|be honest)",
    r"if (?:it|they|we|i|that|not|it's|they're|we're|he|she)[^.?!]{0,25}(?:no use|no good|fine|"
    r"rubbish|not (?:for|"
    r"right)|no|daft|isn't|doesn't)[^.?!]{0,30}(?:say so|tell (?:me|you)|walk|bin|hang up|no "
    r"use|it's no|that's "
    r"fine|drop)",
    r"(?:you )?tell me (?:if|to|no|where)",
    r"(?:where|that) we don't",
    r"(?:that's|it's|is|was) (?:on us|our (?:slip|fault|mistake))",
    r"i don't (?:blame|know)",
    r"sooner tell you",
    r"rather (?:you|ask|tell)",
    r"(?:i'd|we'd) (?:be making|be doing)",
    r"(?:no (?:contract|notice)|walk away|you can (?:bin|hang))",
    r"not (?:overnight|magic)",
    r"(?:he'll|she'll|they'll) tell you",
    r"you'd know better",
)
"""Candour: limits admitted, a way out left open."""

VAGUE_CLAIM = _any(
    r"(?:a lot|most|many|lots|all|some) of (?:our|my|the) (?:customers?|clients?|partners?|"
    r"people)",
    r"(?:our|most people's) (?:customers?|clients?|partners?) (?:find|see|tell|love|say|get|"
    r"are|who|have|what)",
    r"(?:businesses|companies|firms|practices|owners|people|organi[sz]ations) (?:just )?like "
    r"yours?",
    r"most (?:companies|firms|people|customers|practices|of them|clients)",
    r"(?:i think|probably|maybe) (?:it's|it is|we|about|around)[^.?!]{0,30}(?:something like|"
    r"percent|%)",
    r"something like (?:twenty|thirty|ten|forty|fifty|\d+)",
    r"(?:i'd|i would|i'll) have to (?:check|look into|ask)",
    r"(?:pretty|quite|really|very|super) (?:good|easy|quick|popular|useful|flexible|powerful|"
    r"simple)",
    r"(?:save|saving|saves) (?:you |them )?(?:time|money|time and money|thirty|twenty)",
    r"(?:great|good|best|real|fantastic|premium) (?:value|price|deal|product|service|roi|return)",
    r"(?:massive|significant|huge|real|fantastic) (?:roi|return|savings?|value|impact|results?)",
    r"quickly enough",
    r"add(?:s|ing)? value",
    r"give you a great",
)
"""Claims that could be made to anybody."""

JARGON = _any(
    r"unified communications|scalab\w+|best[- ]in[- ]class|all[- ]in[- ]one|cutting[- ]edge|"
    r"world[- ]class|"
    r"end[- ]to[- ]end|synerg\w+|leverag\w+|value[- ]add|add value|solutions?\b|platform\b|"
    r"holistic|"
    r"seamless\w*|robust|state of the art|next[- ]gen\w*|game[- ]chang\w+|paradigm|ecosystem|"
    r"omnichannel|"
    r"turnkey|bespoke|digital transformation|empower\w*|optimi[sz]e|streamlin\w+|roi\b|pain "
    r"points?|"
    r"fully managed|analytics suite|engagement module|circle back|touch(?:ing)? base|reach out|"
    r"decision maker|frictionless|AI[- ](?:powered|driven)"
)
"""Words that mean little to a buyer."""

LISTING = re.compile(
    r"(?:\b(?:we(?:'ve| have)? (?:got|do|have|also)|you(?:'ve| have)? (?:get|got|also|can)|"
    r"there(?:'s| is)|"
    r"it(?:'s| has|'s got| does| also)|plus|and|and then|as well|on top of that|they see|it gives|"
    r"it(?:'ll| will))\b)"
    r"",
    re.IGNORECASE,
)
"""What strings features together; counted, not matched alone."""

VAGUE_STEP = _any(
    r"(?:some ?time|some point|whenever)",
    r"(?:in|for) (?:a |maybe a )*(?:few|couple of|couple) (?:weeks|days|months)",
    r"(?:maybe|perhaps|probably) (?:in|next|give|speak)",
    r"give you a (?:shout|call|ring|buzz)",
    r"(?:check|circle|touch|follow) (?:back|base|up|in)",
    r"have a (?:think|look|read|good read)",
    r"see what (?:you|she|he|they) (?:think|thinks|thought|said|say|says)",
    r"(?:send|pop|email|ping|fire|get|drop)[^.?!]{0,40}(?:over|across|through|across|out|to "
    r"that|email|brochure|deck|"
    r"information|info|case stud\w+|catalogue|something|shorter)",
    r"go from there|let me know|give me a shout|down as a maybe",
    r"(?:i'll|i will) (?:just )?try (?:later|again)",
)
"""A next step that nobody has to take."""

WHEN = re.compile(
    r"\b(mon|tues|wednes|thurs|fri|satur|sun)day(?:s)?\b|\b(tomorrow|tonight)\b|"
    r"\b(half|quarter (?:past|to)|ten (?:past|to)|five (?:past|to)) (one|two|three|four|five|"
    r"six|seven|eight|nine|"
    r"ten|eleven|twelve)\b|\b(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|"
    r"eleventh|"
    r"twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|"
    r"twentieth|"
    r"twenty[- ]?\w+(?:st|nd|rd|th)|thirtieth|\d{1,2}(?:st|nd|rd|th))\b|"
    r"\b(?:at|about|after|before|past|to) (one|two|three|four|five|six|seven|eight|nine|ten|"
    r"eleven|twelve|"
    r"\d{1,2})\b|\b(\d{1,2}(?::\d\d)? ?(?:am|pm))\b|\b(o'?clock|noon|lunchtime)\b",
    re.IGNORECASE,
)
"""A day or an hour."""

IRRITATED = _any(
    r"i (?:just |already |'ve just |have just )(?:said|told|say|wrote)",
    r"i've (?:just |already )(?:said|told|been on)",
    r"i told you",
    r"you (?:just |already )(?:said|asked|told)",
    r"not really\b",
    r"that(?:'s| is) (?:a lot|four|three|not what)",
    r"please don't",
    r"i don't (?:like|care for|appreciate) (?:that|being|your|the)",
    r"don't trouble",
    r"what do you mean\b",
    r"neither\b",
    r"(?:no|nope),? (?:love|thank|mate|dear)",
    r"i'd rather (?:we left|you|not)",
    r"makes me wonder",
    r"have you (?:got anything|even)",
    r"i want (?:somebody|someone|it in writing)",
    r"(?:name of|speak to) your (?:director|manager|boss|supervisor)",
    r"(?:they|we)'ve never|been fine (?:for|with) us",
    r"i don't think (?:it's|it is|so|we|you|that's)",
    r"where(?:'s| is) this going|get to the point|let me stop you|are you (?:reading|listening)",
    r"take (?:me|us) off|stop (?:calling|ringing)",
    r"ridiculous|cheek\b|waste of",
)
"""Annoyance or refusal that a reply has drawn."""

REFUSED = _any(
    r"please don't|not interested|no,? thank you|no thanks|i'd rather we (?:left|didn't)|don't "
    r"(?:call|ring|"
    r"trouble)|take us off|not signing|won't be|not a fit|isn't a fit|don't think it's|"
    r"leave it there|we'll leave it|we'll pass|goodbye then|right,? bye|i'm hanging|"
    r"not today"
)
"""How a call ends that has been lost."""

PLACED = re.compile(
    r"\b(?:in|near|at|outside|up in|over in|from) (?:[A-Z]\w+|\w+(?:ton|ham|ford|bury|burgh|"
    r"pool|castle|field|"
    r"wick|by|stead|mouth|worth)\b)"
)
ALSO = _any(
    r"(?:we|it|you|they)(?:'ll| will|'ve| have|'d| can|'s)? also\b",
    r"(?:there(?:'s| is)|you(?:'ve| have)? (?:got|get)) (?:also )?(?:an? |the "
    r")[^.?!,]{0,40}(?:as well|too)\b",
    r"on top of (?:that|this|it)",
    r"and so on\b",
    r"there's (?:also|even) ",
    r"and (?:then )?(?:we've|you've|it's|there's) (?:also )?got\b",
    r"plus (?:you|we|it|there)",
    r"a lot more (?:besides|as well)",
)
"""One thing more than anybody asked for."""

CASE = _any(
    r"(?:went|gone|came|dropped|got|are|were|is) (?:down )?from\b[^.?!]{0,60}\bto\b",
    r"(?:there's|there is|a|one|another|the) (?:[\w-]+ ){1,3}?(?:in|near|at|up|over in|we "
    r"(?:do|look after|carry|"
    r"did)) [^.?!]{0,80}(?:had|has|went|does|do|sends?|cut|got|stuck|takes|used|were|been|"
    r"saved|now)\b",
    r"(?:we did the same|same (?:three|thing) for|had theirs|had the same)",
    r"(?:ring|call|text|speak to|ask|give (?:him|her|them) a ring)[^.?!]{0,40}(?:he'll|she'll|"
    r"they'll|her number|his "
    r"number|hear it from)",
)
"""A customer's story, with a place or a figure in it."""

QUESTION_WORD = re.compile(r"\b(?:what|how|who|when|where|why|which)\b", re.IGNORECASE)

ASKING = re.compile(
    r"\?|(?:^|[.!,;] |\b(?:and|so|but|or|okay|right|then|well|ha|yeah|now|there|um|er|"
    r"that)\s)(?:what|how|who|"
    r"when|where|why|which|do you|does (?:it|he|she|that|the)|did (?:he|she|it|you|they)|is "
    r"(?:it|that|there|he|"
    r"she)|are you|are they|have you|has (?:he|she|it)|can i|can you|could (?:you|i|we)|would "
    r"(?:you|it|that|i)|"
    r"will (?:i|you)|shall (?:i|we)|any idea|tell me|talk me|walk me)\b",
    re.IGNORECASE,
)
"""Asking, with or without its question mark."""

HELLO = re.compile(
    r"\b(?:speaking|good (?:morning|afternoon|evening)|hello|how can i help|how may i|direct "
    r"your call|"
    r"can you hold)\b",
    re.IGNORECASE,
)
"""How a phone is answered: nothing yet to take up."""
