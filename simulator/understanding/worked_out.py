"""Moves worked out from the call so far rather than from phrasing (see `authoring.md`, "Moves").

`ramble` and `interrupt` hang on the persona's limits and on timing, so the engine adds those.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz

from simulator.understanding.guards import asks
from simulator.understanding.hearing import Context, Span
from simulator.understanding.spoken import spoken_form

_COMMON_WORDS = """
    a an the and or but so if then of to in on at for with from by as is are was were be been
    am do does did have has had will would can could should may might must shall not no yes
    yeah okay ok right well just really very quite that this these those it its it's i i'm i'll
    i've you you're you'll you've your yours we we're we'll our us he she they them their his
    her my me mine who what which when where why how there here about up out over down off into
    than too also still only even one get got go going know think like say said see want need
    sure thing things lot bit good great thanks thank please hello hi sorry um uh er don't
    can't won't isn't didn't doesn't that's what's there's let's because while now today any
    some all more much many make take give come back way day time call
"""
_COMMON = frozenset(_COMMON_WORDS.split())
_PITCH = frozenset(["state_value", "quantify_value", "feature_dump", "tell_proof"])
_KNOWN_NEED = frozenset(["ask_need", "ask_current_solution", "ask_impact", "ask_open_question"])
_LEAVE = frozenset(["permission_opener", "state_reason"])
_QUESTION = re.compile(r"\?")
ECHOED = 3  # shared content words that make an echo


@dataclass(frozen=True)
class Worked:
    """A worked-out move, how sure, the words that show it, and why."""

    move: str
    confidence: float
    span: Span
    why: str


def content(text: str) -> frozenset[str]:
    """Content words, with plural and tense endings cut so that "vans" meets "van"."""
    return frozenset(_stem(w) for w in spoken_form(text).split() if w not in _COMMON and len(w) > 1)


def _stem(word: str) -> str:
    word = word.removesuffix("'s")
    for ending in ("ing", "ies", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def name_used(text: str, person: str, spoken: bool) -> Span | None:
    """Where the prospect is addressed by first name or surname; by sound when spoken."""
    parts = [p for p in re.findall(r"[\w'’-]+", person) if len(p) > 1]
    titles = {"mr", "mrs", "ms", "dr", "miss", "sir"}
    parts = [p for p in parts if p.lower() not in titles]
    for match in re.finditer(r"[\w'’-]+", text):
        word = match.group().lower().replace("’", "'").removesuffix("'s")
        for part in parts:
            low = part.lower()
            if word == low or (
                spoken
                and len(word) > 2
                and word[0] == low[0]
                and fuzz.ratio(word, low) >= 80
                and abs(len(word) - len(low)) <= 1
            ):
                return Span(match.start(), match.end())
    return None


def work_out(
    text: str, context: Context, heard: frozenset[str], clauses: tuple[Span, ...], questions: int
) -> Iterator[Worked]:
    """The worked-out moves of one reply. `questions` is how many clauses ask something."""
    whole = Span(0, len(text))
    if context.person:
        at = name_used(text, context.person, context.source == "speech")
        if at is not None and _addressed(text, at, heard):
            yield Worked("use_name", 0.9, at, "the prospect's name")
    lines = " ".join((*context.earlier[-2:], context.prospect))
    taken = content(lines) & content(text)
    if len(taken) >= ECHOED and "?" not in text and not questions:
        yield Worked("echo", 0.75, whole, "takes up " + ", ".join(sorted(taken)[:4]))
    done = context.done | heard
    if heard & _PITCH and not done & _KNOWN_NEED and not done & _LEAVE and not context.told:
        yield Worked("pitch_too_early", 0.8, whole, "value before any need is known")
    if questions >= 3:
        yield Worked("stack_questions", 0.8, whole, f"{questions} questions in one turn")
    now = spoken_form(text)
    if len(now.split()) >= 4 and any(
        fuzz.ratio(now, spoken_form(past)) >= 85 for past in context.said
    ):
        yield Worked("repeat_self", 0.85, whole, "said before in this call")
    if _dodges(text, context, heard, questions):
        yield Worked("dodge_question", 0.7, whole, "the prospect's question is not answered")


def _addressed(text: str, at: Span, heard: frozenset[str]) -> bool:
    """False where the name is asked for or is the trainee's own ("could I speak to Dana")."""
    before = text[: at.start].lower().rstrip()
    if re.search(
        r"\b(?:this is|i'm|name is|name's|it's|speak (?:to|with)|talk to|reach|for"
        r"|through to|get hold of)$",
        before,
    ):
        return "use_name" in heard
    return True


def _dodges(text: str, context: Context, heard: frozenset[str], questions: int) -> bool:
    line = context.prospect
    asked = line.rstrip().endswith("?") or (
        line == line.lower()
        and asks(line)
        and re.match(r"(?:what|how|who|when|where|why|which|do|does|is|are|can)\b", line)
    )
    if not asked or not questions or len(text.split()) > 25:
        return False
    answered = heard & {
        "answer_objection", "introduce_self", "state_reason", "state_value", "tell_proof",
        "state_credibility", "differentiate", "offer_times", "confirm_next_step", "quantify_value",
        "acknowledge_objection", "clarify_objection", "apologise", "discount_early",
    }  # fmt: skip
    return not answered and not content(line) & content(text)
