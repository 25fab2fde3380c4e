"""What a rep did with what the prospect said, worked out from both sides of a transcript.

A transcript has no scenario to say what was going on, so each turn is read
beside the lines before it and the answer it drew. The moves found here are
worked out, not heard: what earns always hangs on the prospect's own words.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from simulator.scoring import phrases
from simulator.scoring.prospect import Line, read
from simulator.scoring.transcript import Transcript
from simulator.scoring.words import NUMBERS, STOP, TOKEN, content, longest_run, stem, tokens, weight
from simulator.understanding.hearing import Hearing, Span

WORKED_OUT = {
    "take_up": "takes up what the prospect has just said, in words of her own",
    "recall": "comes back to something the prospect said earlier",
    "use_figure": "works with a figure that the prospect gave",
    "draw_out": "asks something that is answered at length, and uses the answer",
    "draw_figure": "asks something that is answered with a figure, and uses it",
    "tie_in": "puts the offer in terms of what this prospect said",
    "tell_case": "tells of a customer, with a place or a figure",
    "be_candid": "admits a limit or leaves a way out",
    "probe_objection": "asks what lies behind resistance, taking it up",
    "ease_objection": "takes up resistance so that the prospect goes on talking",
    "settle_step": "fixes a next step with a day or an hour that the prospect agrees to",
    "vague_step": "leaves a next step that nobody has to take",
    "attentive": "takes up most of what the prospect says, over the whole conversation",
    "deaf": "takes up next to nothing of what the prospect says, over the whole conversation",
    "civil": "gives no offence and stays with the matter, over the whole conversation",
    "steady": "answers what was said, with no fault in the turn",
    "hollow": "stock sympathy or praise with nothing of what was said",
    "talk_past": "passes over what the prospect has just said",
    "override": "answers resistance without taking it up or asking about it",
    "pitch_blind": "pitches before anything has been found out",
    "cut_price": "puts a price cut on the table that nothing was asked for",
    "irritate": "draws annoyance or a refusal",
    "lecture": "talks at length with little of what was said",
    "push": "pushes with hurry, guilt or insistence",
    "claim_vaguely": "makes a claim that could be made to anybody",
    "add_features": "adds features that nothing in the conversation asked for",
    "run_down": "runs another firm down",
    "buzzwords": "uses words that mean little to a buyer",
    "rattle": "strings words together that say nothing",
    "parrot": "repeats the prospect's words without her own",
    "lose_them": "loses the prospect by the end",
}
"""Moves worked out from a transcript, with what each means."""

LONG = 45
"""Words from which a turn with little of the prospect's in it is a lecture."""

LITTLE = 0.12
"""Share of a turn's content that is the prospect's, below which it is the rep's own subject."""

VERY_LONG = 100
"""Words from which any turn is one."""

ENOUGH = 1.0
"""Weight of shared words from which one line takes up another."""

SUBSTANCE = 4
"""Content words from which a line says something that can be taken up."""

PARROT_RUN = 5
PARROT_SHARE = 0.5


class Exchange(Struct, frozen=True, kw_only=True):
    """A turn of the rep between the prospect's lines."""

    number: int
    text: str
    before: str  # the prospect's line just before
    earlier: tuple[str, ...]  # the prospect's lines before that
    after: str  # what the prospect answered
    hearing: Hearing

    @property
    def asks(self) -> bool:
        """Whether anything is asked, with or without its question mark."""
        return bool(phrases.ASKING.search(self.text)) or any(
            h.move.startswith("ask_") and h.move not in ("ask_for_meeting",)
            for h in self.hearing.moves
        )


class Worked(Struct, frozen=True, kw_only=True):
    """A worked-out move with the words that show it, and why."""

    move: str
    span: Span
    why: str = ""


def exchanges(transcript: Transcript, hearings: Sequence[Hearing]) -> tuple[Exchange, ...]:
    """The rep's turns with their surroundings; ``hearings`` has one for each of them."""
    found: list[Exchange] = []
    said: list[str] = []
    turns = transcript.turns
    for place, turn in enumerate(turns):
        if turn.speaker == "prospect":
            said.append(turn.text)
            continue
        following = turns[place + 1].text if place + 1 < len(turns) else ""
        before = said[-1] if said else ""
        if place <= 1 and len(before.split()) <= ANSWERING:
            said, before = [], ""
        found.append(
            Exchange(
                number=len(found) + 1,
                text=turn.text,
                before=before,
                earlier=tuple(said[:-1]),
                after=following,
                hearing=hearings[len(found)],
            )
        )
    return tuple(found)


ANSWERING = 8
"""Words of a first line up to which the phone is merely answered."""


def substance(line: str) -> frozenset[str]:
    """What a line of the prospect gives to take up; answering the phone gives nothing."""
    if phrases.HELLO.search(line) and len(line.split()) <= 14:
        return frozenset()
    return content(line)


def figures(stems: frozenset[str]) -> frozenset[str]:
    """The numbers among stems."""
    return frozenset(word for word in stems if word[0].isdigit() or word[0] in "£$€")


def where(text: str, stems: frozenset[str]) -> Span:
    """The sentence of ``text`` with most of ``stems``; the words around where unpunctuated."""
    best, most = Span(0, len(text)), 0
    for match in re.finditer(r"[^.?!;]+[.?!;]*", text):
        count = len(content(match.group()) & stems)
        if count > most:
            most = count
            lead = len(match.group()) - len(match.group().lstrip())
            best = Span(match.start() + lead, match.end())
    if best.end - best.start > 120:
        hits = [m for m in TOKEN.finditer(text) if stem(m.group().lower()) in stems]
        if hits:
            start = text.rfind(" ", 0, max(0, hits[0].start() - 30)) + 1
            end = text.find(" ", min(len(text), hits[-1].end() + 30))
            best = Span(start, len(text) if end < 0 else end)
    return best


LEAD_IN = content("hearing hear saying understanding understand sounds telling correct right")
"""Words of the lead-in to a reflection, which add nothing to it."""


def _questions(text: str) -> bool:
    return bool(phrases.QUESTION_WORD.search(text) or phrases.ASKING.search(text))


def is_parroted(text: str, lines: Sequence[str]) -> bool:
    """Whether the reply is the prospect's own words over again."""
    count = len(tokens(text))
    run = max((longest_run(text, line) for line in lines), default=0)
    if run >= PARROT_RUN and run >= PARROT_SHARE * count:
        return True
    mine = content(text) - LEAD_IN
    said = frozenset().union(*(content(line) for line in lines)) if lines else frozenset()
    return count >= 4 and bool(mine) and mine <= said and not _questions(text)


def _parrots(exchange: Exchange) -> bool:
    return is_parroted(exchange.text, (*exchange.earlier[-2:], exchange.before))


def taken_up(exchange: Exchange) -> frozenset[str]:
    """What the reply takes up of the last two lines, where it has words of its own."""
    lines = (*exchange.earlier[-1:], exchange.before)
    if is_parroted(exchange.text, lines):
        return frozenset()
    here = content(exchange.text)
    return here & frozenset().union(*(substance(line) for line in lines))


def recalled(exchange: Exchange) -> frozenset[str]:
    """What the reply brings back of earlier lines."""
    lines = exchange.earlier[:-1]
    if not lines or is_parroted(exchange.text, exchange.earlier):
        return frozenset()
    older = frozenset().union(*(substance(line) for line in lines))
    return content(exchange.text) & older - substance(exchange.before)


Alike = Callable[[Sequence[str], Sequence[str]], float]
"""The greatest likeness in meaning, -1 to 1, between a sentence of the first and one of the "
"second."""


def work_out(calls: Sequence[Exchange], alike: Alike | None = None) -> Iterator[tuple[int, Worked]]:
    """All worked-out moves of a conversation, by turn.

    ``alike`` compares meanings; without it only shared words show whether the
    rep is in the same conversation as the prospect.
    """
    moves: Counter[str] = Counter()
    settled = {e.number: span for e in calls if (span := _settles(e, len(calls))) is not None}
    for place, exchange in enumerate(calls):
        faults = list(_faults(exchange))
        empty = WORDLESS & {one.move for one in faults}
        following = [e for e in calls[place + 1 : place + 4] if not _parrots(e)]
        found = [
            *([] if empty else _listening(exchange, following)),
            *_offering(exchange, {one.move for one in faults}),
            *faults,
        ]
        says = len(tokens(exchange.text)) >= 2
        if says and not faults and not SPOILS & exchange.hearing.ids():
            found.append(Worked(move="steady", span=Span(0, len(exchange.text))))
        for worked in found:
            moves[worked.move] += 1
            yield exchange.number, worked
        if exchange.number in settled and not empty:
            yield exchange.number, Worked(move="settle_step", span=settled[exchange.number])
    if calls:
        for number, worked in (*_ending(calls, bool(settled)), *_whole(calls, alike)):
            moves[worked.move] += 1
            yield number, worked
        heard = {move for e in calls for move in e.hearing.ids()}
        moves["irritate"] -= 1  # anybody is short with a caller once
        offends = any(moves[fault] > 0 for fault in OFFENCES) or heard & OFFENCES
        if not offends and moves["steady"] >= CIVIL * len(calls):
            yield calls[-1].number, Worked(move="civil", span=Span(0, len(calls[-1].text)))


def _listening(exchange: Exchange, following: Sequence[Exchange]) -> Iterator[Worked]:
    taken, older = taken_up(exchange), recalled(exchange)
    if weight(taken) >= ENOUGH:
        yield Worked(
            move="take_up",
            span=where(exchange.text, taken),
            why="takes up " + ", ".join(sorted(taken)[:4]),
        )
    if weight(older) >= 2:
        yield Worked(
            move="recall",
            span=where(exchange.text, older),
            why="comes back to " + ", ".join(sorted(older)[:4]),
        )
    used = figures(taken | older)
    if weight(used) >= ENOUGH or (used and weight(taken | older) >= 2):
        yield Worked(
            move="use_figure",
            span=where(exchange.text, used),
            why="works with " + ", ".join(sorted(used)[:4]),
        )
    if exchange.asks and exchange.after:
        answer = substance(exchange.after)
        used_later = any(weight(content(later.text) & answer) >= ENOUGH for later in following)
        if (weight(taken) >= ENOUGH or used_later) and not phrases.IRRITATED.search(exchange.after):
            question = _question(exchange.text)
            if len(answer) >= SUBSTANCE:
                yield Worked(move="draw_out", span=question, why="answered at length, and used")
            if used_later and (figures(answer) or "impact" in read(exchange.after).facts):
                yield Worked(move="draw_figure", span=question, why="answered with a figure")
    line = read(exchange.before)
    if line.resistance and line.resistance != "gatekeeping" and exchange.after:
        reaction = read(exchange.after)
        eased = not reaction.resistance and not phrases.IRRITATED.search(exchange.after)
        takes = weight(taken) >= ENOUGH
        if takes and exchange.asks:
            yield Worked(
                move="probe_objection",
                span=_question(exchange.text),
                why="asks about what was resisted",
            )
        if takes and eased and len(substance(exchange.after)) >= 2:
            yield Worked(
                move="ease_objection",
                span=where(exchange.text, taken),
                why="the prospect went on talking",
            )


def _question(text: str) -> Span:
    found = list(phrases.ASKING.finditer(text))
    if not found:
        return Span(0, len(text))
    mark = text.rfind("?")
    if mark >= 0:
        start = max(text.rfind(stop, 0, mark) for stop in ".!?;") + 1
        while start < mark and text[start] == " ":
            start += 1
        return Span(start, mark + 1)
    return Span(found[-1].start(), len(text))


OFFERING = frozenset(
    {
        "state_value",
        "quantify_value",
        "tell_proof",
        "differentiate",
        "tie_to_need",
        "answer_objection",
        "ask_for_meeting",
    }
)
ABOUT_US = re.compile(r"\b(?:we|we've|we're|our|it's|it|you get|us)\b", re.IGNORECASE)
OURS = re.compile(
    r"\b(?:we|we'd|we'll|our|ours|us|it'd|what i'd|how about|i could|i can|i'd)\b", re.I
)


SPOILS = frozenset(
    {
        "stack_questions",
        "repeat_self",
        "pressure",
        "rude",
        "badmouth_competitor",
        "mislead",
        "feature_dump",
        "discount_early",
        "overpromise",
    }
)
"""Moves heard that keep a turn from being steady."""

OFFENCES = frozenset(
    {
        "push",
        "irritate",
        "lose_them",
        "deaf",
        "parrot",
        "rattle",
        "run_down",
        "repeat_self",
        "rude",
        "mislead",
    }
)
"""What a civil conversation has none of."""

CIVIL = 0.25
"""Share of steady turns that it needs besides."""

WORDLESS = frozenset({"rattle", "parrot"})
"""Faults after which nothing in the turn is the rep's own."""

EMPTIES = frozenset({"push", "claim_vaguely", "lecture", "rattle", "parrot"})
"""Faults that take the worth out of an offer made in the same turn."""


def _offering(exchange: Exchange, faults: set[str]) -> Iterator[Worked]:
    if faults & EMPTIES:
        return
    text = exchange.text
    known = frozenset().union(*(substance(line) for line in (*exchange.earlier, exchange.before)))
    shared = content(text) & known
    words = len(text.split())
    offers = bool(exchange.hearing.ids() & OFFERING) or bool(OURS.search(text))
    if (
        offers
        and words >= 15
        and weight(shared) >= 2
        and not is_parroted(text, (*exchange.earlier[-3:], exchange.before))
        and not _listed(text)
    ):
        yield Worked(
            move="tie_in",
            span=where(text, shared),
            why="puts it in terms of " + ", ".join(sorted(shared)[:4]),
        )
    case = phrases.CASE.search(text)
    if case is not None and words >= 12 and not _listed(text):
        yield Worked(move="tell_case", span=Span(case.start(), case.end()))
    candid = phrases.CANDID.search(text)
    if candid is not None:
        yield Worked(move="be_candid", span=Span(candid.start(), candid.end()))


def _listed(text: str) -> bool:
    return len(text.split()) >= LONG and len(phrases.LISTING.findall(text)) >= 8


FUNCTION_WORDS = 0.3
"""Share of small words below which a turn is no sentence; in English talk about half are."""


def _rattles(text: str) -> bool:
    words = tokens(text)
    small = sum(word in STOP for word in words)
    return len(words) >= 6 and small < FUNCTION_WORDS * len(words)


def _faults(exchange: Exchange) -> Iterator[Worked]:
    text, whole = exchange.text, Span(0, len(exchange.text))
    words = len(text.split())
    taken = taken_up(exchange)
    own = content(text)
    known = frozenset().union(*(substance(line) for line in (*exchange.earlier, exchange.before)))
    share = len(own & known) / len(own) if own else 0.0
    hollow = _hollow(exchange, taken)
    if hollow is not None:
        yield Worked(move="hollow", span=Span(hollow.start(), hollow.end()))
    if _parrots(exchange):
        yield Worked(move="parrot", span=whole)
    if _overrides(exchange, taken):
        yield Worked(move="override", span=whole, why="what was resisted is not taken up")
    if _pitches_blind(exchange, taken):
        yield Worked(move="pitch_blind", span=whole)
    cut = phrases.DISCOUNT.search(text)
    if cut is not None and not (weight(taken) >= 2 and exchange.number > 4):
        yield Worked(move="cut_price", span=Span(cut.start(), cut.end()))
    if _rattles(text):
        yield Worked(move="rattle", span=whole)
    if _passes_over(exchange, taken, words):
        yield Worked(move="talk_past", span=whole, why="nothing of the line before is taken up")
    listing = len(phrases.LISTING.findall(text))
    apt = bool(phrases.CASE.search(text) or phrases.CANDID.search(text)) or bool(
        exchange.hearing.ids() & {"use_research", "tell_proof"}
    )
    if (words >= LONG and share < LITTLE and listing >= 5 and not apt) or words >= VERY_LONG:
        yield Worked(move="lecture", span=whole, why=f"{words} words in one go")
    for move, pattern in (
        ("push", phrases.PUSH),
        ("claim_vaguely", phrases.VAGUE_CLAIM),
        ("buzzwords", phrases.JARGON),
        ("run_down", phrases.RUNS_DOWN),
    ):
        match = pattern.search(text)
        if match is not None:
            yield Worked(move=move, span=Span(match.start(), match.end()))
    for sentence in re.finditer(r"[^.?!]+", text):
        extra = phrases.ALSO.search(sentence.group())
        if extra is not None and weight(content(sentence.group()) & known) < ENOUGH:
            span = Span(sentence.start() + extra.start(), sentence.end())
            yield Worked(move="add_features", span=span)
            break
    annoyed = phrases.IRRITATED.search(exchange.after)
    if annoyed is not None:
        yield Worked(move="irritate", span=whole, why=f"answered with '{annoyed.group()}'")


def _hollow(exchange: Exchange, taken: frozenset[str]) -> re.Match[str] | None:
    text, line = exchange.text, read(exchange.before)
    flattery = phrases.FLATTERY.search(text)
    if flattery is not None:
        return flattery
    if weight(taken) >= ENOUGH:
        return None
    hard = line.trouble or line.resistance is not None
    if len(substance(exchange.before)) < SUBSTANCE and not hard and len(text.split()) < LONG:
        return None
    return phrases.HOLLOW.search(text) or (phrases.CHEER.search(text) if hard else None)


def _overrides(exchange: Exchange, taken: frozenset[str]) -> bool:
    kind = read(exchange.before).resistance
    if kind in (None, "gatekeeping") or weight(taken) >= ENOUGH or len(exchange.text.split()) < 6:
        return False
    return not exchange.asks or bool(phrases.PUSH.search(exchange.text))


def _pitches_blind(exchange: Exchange, taken: frozenset[str]) -> bool:
    """A pitch in the first three turns with nothing of the prospect in it."""
    text = exchange.text
    return (
        exchange.number <= 3
        and len(text.split()) >= 25
        and weight(taken) < ENOUGH
        and len(phrases.LISTING.findall(text)) >= 5
        and not phrases.ASKING.search(text)
        and len(ABOUT_US.findall(text)) >= 3
        and not exchange.hearing.ids() & {"use_research", "permission_opener"}
    )


def _passes_over(exchange: Exchange, taken: frozenset[str], words: int) -> bool:
    line: Line = read(exchange.before)
    said = substance(exchange.before)
    matters = len(said) >= SUBSTANCE or (line.trouble and len(said) >= 2)
    if weight(taken) >= ENOUGH or not matters or words < 6:
        return False
    # A short question on the spot ("and what happens then?") stays with what was said.
    return not (exchange.asks and words <= 14 and not phrases.HOLLOW.search(exchange.text))


def _settles(exchange: Exchange, count: int) -> Span | None:
    """The words that fix a next step with the prospect, if they do; only near the end."""
    if exchange.number < count - max(3, count // 3):
        return None
    mine = _times(exchange.text)
    if not mine or phrases.PUSH.search(exchange.text):
        return None
    theirs = _times(exchange.before) | _times(exchange.after)
    after = read(exchange.after)
    refused = bool(phrases.REFUSED.search(exchange.after)) or bool(
        phrases.IRRITATED.search(exchange.after)
    )
    agreed = bool(mine & theirs) or (after.agrees and not after.resistance)
    if refused or not agreed:
        return None
    match = phrases.WHEN.search(exchange.text)
    assert match is not None
    return where(exchange.text, content(match.group()) or frozenset({match.group().lower()}))


def _times(text: str) -> frozenset[str]:
    found: set[str] = set()
    for match in phrases.WHEN.finditer(text):
        found |= {NUMBERS.get(word, word) for word in tokens(match.group())} - {
            "at",
            "about",
            "after",
            "before",
            "past",
            "to",
        }
    return frozenset(found)


ATTENTIVE = 0.5
"""Share of the prospect's lines with something to take up that an attentive rep takes up."""

DEAF, DEAF_SENSE, SHARED_COUNTS = 0.1, 0.27, 0.15
"""Below the first in shared words alone, or the second in likeness, the rep is elsewhere.

The share of lines taken up counts towards likeness by the third. Honest calls lie at 0.28 and
above, nine in ten of those with replies from another call below 0.27.
"""

FEWEST = 3
"""Lines with something to take up below which nothing is said about the whole."""


def _whole(calls: Sequence[Exchange], alike: Alike | None) -> Iterator[tuple[int, Worked]]:
    """Whether the rep was in the conversation at all, and all through."""
    offered = [e for e in calls if len(substance(e.before)) >= 2]
    if len(offered) < FEWEST:
        return
    share = sum(weight(taken_up(e) | recalled(e)) >= ENOUGH for e in offered) / len(offered)
    best = max(calls, key=lambda e: weight(taken_up(e)))
    if share >= ATTENTIVE:
        yield best.number, Worked(move="attentive", span=where(best.text, taken_up(best)))
    if alike is None:
        deaf = share < DEAF
    else:
        likeness = [
            alike(_sentences(e.text), (e.before, " ".join((*e.earlier[-2:], e.before))))
            for e in offered
        ]
        deaf = sum(likeness) / len(likeness) + SHARED_COUNTS * share < DEAF_SENSE
    if deaf:
        worst = min(offered, key=lambda e: weight(taken_up(e)))
        yield worst.number, Worked(move="deaf", span=Span(0, len(worst.text)))


def _sentences(text: str) -> tuple[str, ...]:
    found = [part for part in re.findall(r"[^.?!]+[.?!]*", text) if len(part.split()) > 2]
    return tuple(found[:6]) or (text,)


def _ending(calls: Sequence[Exchange], settled: bool) -> Iterator[tuple[int, Worked]]:
    last = calls[-1]
    closing = [e.after or e.before for e in calls[-2:]]
    refused = next((line for line in closing if phrases.REFUSED.search(line)), "")
    if refused and not settled:
        yield (
            last.number,
            Worked(
                move="lose_them", span=Span(0, len(last.text)), why=f"it ended with '{refused}'"
            ),
        )
    if not settled:
        for exchange in calls[-3:]:
            vague = phrases.VAGUE_STEP.search(exchange.text)
            if vague is not None:
                span = Span(vague.start(), vague.end())
                yield exchange.number, Worked(move="vague_step", span=span)
