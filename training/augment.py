"""Other ways the same reply could have been typed, said or recognised.

Every function keeps the labels true: nothing here drops a clause or changes what is asked.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

from simulator.understanding.spoken import spoken_form
from training.lines import Line

FILLERS = ("um", "uh", "er", "like", "you know", "so", "well", "erm", "yeah", "okay", "right")
# pairs a recogniser confuses on the telephone
HOMOPHONES = (
    ("your", "you're"),
    ("there", "their"),
    ("they're", "there"),
    ("to", "too"),
    ("four", "for"),
    ("two", "to"),
    ("hear", "here"),
    ("by", "buy"),
    ("know", "no"),
    ("right", "write"),
    ("would", "wood"),
    ("whole", "hole"),
    ("our", "are"),
    ("its", "it's"),
    ("cost", "costs"),
    ("than", "then"),
    ("and", "an"),
    ("a", "the"),
    ("can", "could"),
    ("is", "was"),
)
_SWAP = {a: b for pair in HOMOPHONES for a, b in (pair, pair[::-1])}
_LOST_WORDS = """
    a an the of to is it that and just so do i we you'd on in for
"""
_LOST = frozenset(_LOST_WORDS.split())
_NAMES_WORDS = """
    Dana Priya Tom Sarah Mike Janet Ahmed Olga Kevin Lucy Omar Grace Ivan Maria Chidi Mei Paul
    Anna Declan Roisin Hans Carla Nadia Owen Fiona Raj Siobhan Marcus Denise Pauline Gareth
    Colin Henrik Anjali Joanne Ken Amelie Beth Moira Greg Brendan Eduardo Vinny Kelvin Jenny
    Ted Marie Deirdre Tamara Yusuf Leila Bjorn Ingrid Pablo Lena Kofi Ama Tariq Zoe Wendy Hugh
    Nigel Sandra Trevor
"""
NAMES = _NAMES_WORDS.split()
_NAME = re.compile(r"\b(" + "|".join(NAMES) + r")\b", re.I)
# labels that are only true because of the line before
_NEEDS_LINE_WORDS = """
    answer_objection acknowledge_objection tie_to_need reflect clarify_objection empathise
    check_resolved argue give_up mislead pressure confirm_next_step summarise_needs thank
    discount_early differentiate use_name
"""
NEEDS_LINE = frozenset(_NEEDS_LINE_WORDS.split())
# labels that stay true when the reply is glued to another one
_STANDS_ALONE_WORDS = """
    greeting introduce_self permission_opener state_reason small_talk thank apologise
    ask_open_question ask_closed_question ask_need ask_current_solution ask_impact ask_budget
    ask_authority ask_timeline ask_criteria state_credibility state_value quantify_value
    tell_proof ask_for_meeting offer_times ask_referral leave_callback offer_email say_goodbye
    diminish_self use_jargon overpromise use_research rude badmouth_competitor
"""
STANDS_ALONE = frozenset(_STANDS_ALONE_WORDS.split())


def vary(
    line: Line, dice: random.Random, others: Sequence[Line]
) -> tuple[str, str, frozenset[str]]:
    """(prospect's line, reply, labels) of one training example drawn from `line`."""
    before, text, labels = line.prospect, line.text, line.moves
    if dice.random() < 0.12:
        other = others[dice.randrange(len(others))]
        if other.moves <= STANDS_ALONE and len(other.text.split()) + len(text.split()) < 50:
            text, labels = f"{text} {other.text}", labels | other.moves
    if before and dice.random() < 0.08 and not labels & NEEDS_LINE:
        before = ""
    if dice.random() < 0.25:
        before, text = _rename(before, text, dice)
    spoken = dice.random() < 0.5
    text = _misheard(spoken_form(text), dice) if spoken else _mistyped(text, dice)
    if before and dice.random() < 0.5:
        before = spoken_form(before)
    return before, text, labels


def _rename(before: str, text: str, dice: random.Random) -> tuple[str, str]:
    found = {m.group(1).lower() for m in _NAME.finditer(f"{before} {text}")}
    new = {name: dice.choice(NAMES) for name in sorted(found)}

    def swap(match: re.Match[str]) -> str:
        name = new[match.group(1).lower()]
        return name if match.group(1)[0].isupper() else name.lower()

    return _NAME.sub(swap, before), _NAME.sub(swap, text)


def _misheard(text: str, dice: random.Random) -> str:
    words = text.split()
    if len(words) < 3:
        return text
    if dice.random() < 0.3:
        for _ in range(1 + (dice.random() < 0.3)):
            words.insert(dice.randrange(len(words)), dice.choice(FILLERS))
    elif dice.random() < 0.3:
        words = [w for w in words if w not in ("um", "uh", "er", "erm")]
    if dice.random() < 0.2:
        spots = [i for i, w in enumerate(words) if w in _SWAP]
        if spots:
            spot = dice.choice(spots)
            words[spot] = _SWAP[words[spot]]
    if dice.random() < 0.15:
        spots = [i for i, w in enumerate(words) if w in _LOST]
        if spots:
            del words[dice.choice(spots)]
    if dice.random() < 0.05:
        spot = dice.randrange(len(words))
        words.insert(spot, words[spot])
    return " ".join(words)


def _mistyped(text: str, dice: random.Random) -> str:
    roll = dice.random()
    if text == text.lower():
        # a spoken line: now and then as somebody would type it
        if roll < 0.3:
            text = (
                text[:1].upper()
                + re.sub(r"\bi\b", "I", text[1:])
                + dice.choice((".", ".", "", "!"))
            )
    elif roll < 0.15:
        text = text.lower()
    elif roll < 0.2:
        text = text.rstrip(".?!")
    elif roll < 0.25:
        text = re.sub(r"[.,!?;:]", "", text)
    if dice.random() < 0.08:
        text = text.replace("'", "").replace("’", "")
    if dice.random() < 0.08 and len(text) > 12:
        spot = dice.randrange(1, len(text) - 1)
        if text[spot].isalpha() and text[spot - 1].isalpha():
            text = text[:spot] + text[spot + 1 :]  # one letter missed
    return text
