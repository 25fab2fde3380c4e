"""Wordings that hold the words of a move without making it."""

import pytest

from simulator.hearing_model import hear
from simulator.understanding.hearing import Context

TRAPS = [
    # negation
    ("We use Northline.", "I'm not saying your vendor is bad.", "badmouth_competitor"),
    ("We use Northline.", "i'm not going to tell you northline are rubbish because they're not",
     "badmouth_competitor"),
    ("Will it double our sales?", "I can't promise you'll double your sales.", "overpromise"),
    ("Will it?", "nobody can guarantee that and i won't either", "overpromise"),
    ("Go on", "I'm not here to pressure you into anything today.", "pressure"),
    ("So what's the discount?", "I'm not offering you a discount.", "discount_early"),
    ("what can you do on price", "we don't do discounts", "discount_early"),
    ("You want a meeting, I suppose.", "I'm not asking for a meeting.", "ask_for_meeting"),
    ("You'll email me I suppose", "I won't be sending you an email.", "offer_email"),
    ("Will you ring again?", "I won't call you back.", "leave_callback"),
    ("Are you sorry?", "I'm not apologising for that.", "apologise diminish_self"),
    ("Is he expecting you?", "No, he isn't expecting my call.", "mislead"),
    ("Who decides?", "I don't need to know who decides.", "ask_authority ask_closed_question"),
    ("What do you think?", "I'm not going to say you're wrong.", "argue"),
    ("Any swearing?", "I'd never call you an idiot.", "rude"),
    ("No thanks.", "I'm not giving up on you yet.", "give_up"),
    # reported speech
    ("Go on.", "My boss told me to ask about budget.", "ask_budget ask_closed_question"),
    ("Go on.", "my manager wants me to ask who signs things off", "ask_authority"),
    ("I hate reps.", "A customer of mine called another rep an idiot once.", "rude"),
    ("We had a rep here.", "He asked us what our budget was and who decides.",
     "ask_budget ask_authority ask_closed_question ask_open_question"),
    ("Did you ask him?", "I asked him how he does it today.",
     "ask_current_solution ask_open_question"),
    ("what happened", "the last rep said corvane is a joke not me", "badmouth_competitor"),
    ("Who rang?", "Your colleague told me you'd be rude.", "rude"),
    # talk about the talk
    ("Why do you ask?", "That's not a price question.", "ask_budget ask_closed_question"),
    # the prospect's own words given back
    ("You people are a shower of crooks.", "You said we're a shower of crooks.",
     "rude badmouth_competitor"),
    ("Your product is rubbish.", "So you think our product is rubbish.", "rude argue"),
    ("Oh sure, you're only the tenth genius to ring me today.", "The tenth genius, you said.",
     "rude"),
    # the unreal
    ("", "If I said this was your last chance, I'd be lying.", "pressure mislead"),
    # reciting without an object
    ("Go on.", "Budget, authority, need, timeline.",
     "ask_budget ask_authority ask_need ask_timeline"),
    ("Go on.", "budget authority need timeline, I understand, that makes sense",
     "empathise acknowledge_objection reflect answer_objection tie_to_need summarise_needs"),
    ("", "I understand, that makes sense, I hear you, great point",
     "empathise acknowledge_objection reflect"),
    # near misses of the catalogue
    ("Hello?", "Hello? Hello, are you there?", "greeting"),
    ("End of March.", "End of March, okay.", "reflect"),
    ("it's dear", "i understand but you're wrong", "empathise"),
]  # fmt: skip


@pytest.mark.parametrize(("prospect", "text", "moves"), TRAPS)
def test_words_without_the_move_are_not_credited(prospect: str, text: str, moves: str) -> None:
    heard = hear(text, Context(prospect=prospect)).ids()
    assert not heard & set(moves.split())
