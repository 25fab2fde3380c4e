"""What to say about a lost point when the scenario's author has said nothing.

One note and one stronger line for each built-in move. For a good move the line
makes it; for a fault the line is what could be said in its place.
"""

from simulator.scenario.model import Coach

_ROWS: dict[str, tuple[str, str]] = {
    # opening
    "greeting": (
        "The call began without a hello.",
        "Good morning, Dana, this is Sam from Tallyroute.",
    ),
    "introduce_self": (
        "You never said who was calling and from where.",
        "It's Sam Carter here, from Tallyroute.",
    ),
    "permission_opener": (
        "You took their time without asking for it.",
        "Have I caught you at a bad time, or do you have two minutes?",
    ),
    "state_reason": (
        "They could not tell why you rang.",
        "The reason for my call is the empty miles on your morning runs.",
    ),
    "use_research": (
        "Nothing showed that you had read about them before you rang.",
        "I saw that you opened a second depot in Hull this spring.",
    ),
    # rapport
    "use_name": (
        "You never used the name of the person you spoke to.",
        "Thanks, Dana, that helps.",
    ),
    "small_talk": (
        "There was no friendly word beside the business.",
        "How was the long weekend up there, did you get any sun?",
    ),
    "thank": (
        "You did not thank them for their time or their answers.",
        "Thank you for taking the time to explain that.",
    ),
    "empathise": (
        "They told you of something hard and you passed over it.",
        "I can see why that's frustrating, with the phones going at the same time.",
    ),
    "reflect": (
        "You did not give back what you had heard, so they could not know that you listened.",
        "So if I heard you right, the plan falls apart by eight and your planners spend the "
        "morning mending it.",
    ),
    "apologise": (
        "Something went wrong and you did not say sorry for it.",
        "I'm sorry I cut across you there, please go on.",
    ),
    # qualification
    "ask_open_question": (
        "Your questions could be answered with a yes or a no.",
        "How do you plan the morning runs at the moment?",
    ),
    "ask_closed_question": (
        "You never pinned anything down with a short question.",
        "Is that every week, or only at the end of the month?",
    ),
    "ask_need": (
        "You did not ask what is not working for them.",
        "What's the biggest problem you have with planning the routes today?",
    ),
    "ask_current_solution": (
        "You did not ask how they do it today.",
        "How do you plan your routes at the moment, is there a system in place?",
    ),
    "ask_impact": (
        "You found a problem and did not ask what it costs.",
        "When that happens, what does it cost you in a month, in hours or in money?",
    ),
    "ask_budget": (
        "You did not ask about money.",
        "What budget have you set aside for this?",
    ),
    "ask_authority": (
        "You did not ask who else decides.",
        "Who else would be involved in a decision like this?",
    ),
    "ask_timeline": (
        "You did not ask when they want it done.",
        "When would you want to have this in place?",
    ),
    "ask_criteria": (
        "You did not ask what they will judge a solution by.",
        "What would a good solution have to do for you to choose it?",
    ),
    "summarise_needs": (
        "You moved on without summing up what you had learned.",
        "So if I've got it right: mornings are the hardest part, it takes your planners two hours "
        "a day, and you want it settled before the autumn. Have I missed anything?",
    ),
    # value
    "state_credibility": (
        "You gave them no reason to believe you.",
        "We work with forty haulage firms of your size, and have for twelve years.",
    ),
    "state_value": (
        "They never heard what they would gain.",
        "It would save your planners an hour or two every morning.",
    ),
    "quantify_value": (
        "There was no figure on the gain.",
        "That would save each planner about six hours a week.",
    ),
    "tell_proof": (
        "You named no customer for whom it worked.",
        "Pell Haulage had the same trouble, and cut their empty miles by twelve percent in three "
        "months.",
    ),
    "tie_to_need": (
        "What you offered was not tied to what they had told you.",
        "You said the plan falls apart when a driver calls in sick, and that is the moment it "
        "redraws the plan for you.",
    ),
    "differentiate": (
        "You did not say how you differ from what they have.",
        "The difference from your present system is that you are live in two weeks, with a named "
        "planner on the phone.",
    ),
    # objections
    "acknowledge_objection": (
        "You answered the objection before you had taken it up.",
        "That's a fair point, it is more than you pay today.",
    ),
    "clarify_objection": (
        "You did not ask what lay behind the objection.",
        "When you say it's expensive, what are you comparing it with?",
    ),
    "answer_objection": (
        "The objection was left without an answer.",
        "It does cost more each month, and the two hours a day it saves your planners pay that "
        "back by the second week.",
    ),
    "check_resolved": (
        "You did not check whether your answer had settled it.",
        "Does that answer your worry about the price, or is something else still in the way?",
    ),
    # closing
    "ask_for_meeting": (
        "You did not ask for the meeting.",
        "Could we meet for fifteen minutes to look at your own routes?",
    ),
    "offer_times": (
        "You named no day, so the next step was left in the air.",
        "Would Thursday at ten suit you?",
    ),
    "ask_referral": (
        "You did not ask who the right person is.",
        "Who is the best person to speak to about route planning, and could you put me through?",
    ),
    "confirm_next_step": (
        "You ended without repeating what was agreed.",
        "So that's Thursday at ten, I'll send the invite to you and Marcus today.",
    ),
    "leave_callback": (
        "They have no way to reach you and no time at which you will ring.",
        "You can reach me on 0117 496 0123, and I'll ring again on Thursday at ten.",
    ),
    "offer_email": (
        "You did not offer to put it in writing.",
        "I can email you one page on that this afternoon.",
    ),
    "say_goodbye": (
        "The call ended without a goodbye.",
        "Thanks for your time, Dana, speak on Thursday. Bye for now.",
    ),
    # faults
    "diminish_self": (
        "You made yourself small, and they took you at your word.",
        "It's Sam from Tallyroute. Do you have two minutes?",
    ),
    "feature_dump": (
        "You listed features that nobody had asked about.",
        "You said mornings are the hard part, so I'll tell you about that one thing.",
    ),
    "use_jargon": (
        "You used words that mean nothing to the person you spoke to.",
        "It plans the day's routes in about five minutes.",
    ),
    "badmouth_competitor": (
        "You ran another firm down, which tells them how you will talk about theirs.",
        "They're a sound firm. The difference is that you are live with us in two weeks.",
    ),
    "pressure": (
        "You pushed, and pushing costs trust.",
        "There's no rush. When would be a better time to look at it?",
    ),
    "argue": (
        "You told them they were wrong instead of taking up what they said.",
        "I can see why you'd think that. What have you seen that makes you say so?",
    ),
    "rude": (
        "That was rude, and no call recovers from it.",
        "I can hear this is a bad moment. When may I ring you again?",
    ),
    "overpromise": (
        "You promised what nobody can.",
        "Firms like yours usually save about a tenth. I can show you how we would find your "
        "figure.",
    ),
    "discount_early": (
        "You gave money away before they had seen what it is worth.",
        "Before we speak about price, what does the problem cost you in a month?",
    ),
    "mislead": (
        "That was not true, and it will be found out.",
        "We haven't spoken before. I'd like two minutes with her about empty miles.",
    ),
    "give_up": (
        "You let go at the first no.",
        "That's fair. Before I go, may I ask what you use at the moment?",
    ),
    # worked out from the call
    "pitch_too_early": (
        "You pitched before you knew what they need.",
        "Before I tell you about us, how do you plan the morning runs today?",
    ),
    "ramble": (
        "You talked so long that they had to cut in.",
        "In one sentence: we cut empty miles. How many of yours come home empty?",
    ),
    "stack_questions": (
        "You asked several questions in one breath, and got an answer to one.",
        "What is the hardest part of the morning plan?",
    ),
    "repeat_self": (
        "You said the same thing again instead of taking up the answer.",
        "Let me ask it another way: what would have to change for you?",
    ),
    "interrupt": (
        "You spoke before they had finished.",
        "Sorry, please go on.",
    ),
    "dodge_question": (
        "They asked you something and you did not answer it.",
        "Good question. The short answer is forty dollars per driver a month.",
    ),
    "echo": (
        "You did not take up the words they had used.",
        "So the plan falls apart by eight, when a driver calls in sick.",
    ),
}

DEFAULTS: dict[str, Coach] = {
    move: Coach(note=note, stronger=stronger) for move, (note, stronger) in _ROWS.items()
}
"""Note and stronger line by move id: the 49 built-in moves and the worked-out ones."""
