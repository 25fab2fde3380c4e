"""The files that ``ringcraft new`` fills in: small, clean, and meant to be changed."""

PACK = """\
pack: {{title}}
format: 1
version: 0.1.0
language: en
"""

CALL = """\
# yaml-language-server: $schema=../.schema/scenario.json
scenario: {{title}}
format: 1
summary: {{summary}}
brief: {{brief}}
you:
  name: {{you}}
  company: {{company}}
people:
  them:
    persona: {{person_id}}
    answers:                           # what they know, and when they say it
      ask_need:
        says: {{problem}}
        tells: need
      ask_impact:
        - says: More than I like to think about. A few hours every week.
          tells: impact
        - if: {trust: below 30}
          says: I have never worked it out.
      ask_current_solution:
        says: Goodwill and a spreadsheet.
        tells: current
      ask_authority:
        says: I decide on this one.
        tells: authority
use:
  - objections/{{objection_id}}
time_limit: 6 minutes
levels:
  easy: {mood: {patience: +15, trust: +10}, hints: yes}
  standard: {}
  hard: {mood: {patience: -10, trust: -5}}
starts_with: opening

beats:
  opening:
    with: them
    about: Say who you are, and ask for a minute.
    opens: {{pick_up}}
    reactions:
      - name: go_on
        when: permission_opener
        says:
          - You have one minute.
          - Be quick, then.
        goto: questions
      - name: reason_heard
        when: state_reason
        if:
          done: introduce_self
        says: All right, I am listening.
        mood: {interest: +3}
        goto: questions
      - name: who_is_it
        when: state_reason or ask_need or ask_current_solution
        says: Sorry, who is this?
        mood: {patience: -3}
        coach:
          note: You began before they knew who you are.
          stronger: {{hello}}
      - name: pitched
        when: state_value or quantify_value
        says: Let me stop you there.
        raise: {{objection_id}}
        coach:
          note: You pitched before you had leave to talk.
          stronger: {{hello}}
    if_lost_objection:
      {{objection_id}}: {end: polite_no}
    hints:
      - Your name, your firm, and whether they have a minute.

  questions:
    with: them
    about: Ask before you tell. Find one problem and what it costs, then offer a day.
    reactions:
      - name: day_agreed
        when: offer_times
        if:
          told: need
        says:
          - <day> works. Send me an invite.
          - That works. Send me an invite.
        goto: goodbye
      - name: meeting_when
        when: ask_for_meeting
        if:
          told: need
        says: Perhaps. When were you thinking of?
      - name: too_soon
        when: offer_times or ask_for_meeting
        says: Why would I meet you? You know nothing about us.
        mood: {interest: -5}
        coach:
          note: You asked for a meeting before you knew of a need.
          stronger: Before I suggest a day, what is the hardest part of your week?
      - name: sold_too_early
        when: state_value or quantify_value
        if:
          not_told: need
        says: This is turning into a sales pitch.
        raise: {{objection_id}}
        coach:
          note: You told before you asked.
          stronger: What is the hardest part of your week?
      - name: number_heard
        when: quantify_value
        if:
          told: need
        says:
          - That would be worth a look.
          - If that is true, I would like to see it.
        mood: {interest: +5}
      - name: felt_heard
        when: reflect
        if:
          told: need
        says:
          - Yes, that is about it.
          - Exactly that.
    if_lost_objection:
      {{objection_id}}: {end: polite_no}
    hints:
      - Ask what is hardest, then what it costs.
      - When they have named a problem, offer a day.

  goodbye:
    with: them
    about: Repeat the day, thank them, and stop.
    reactions:
      - name: booked
        when: confirm_next_step or thank or say_goodbye
        says: Good. Talk then.
        end: meeting_booked
    hints:
      - Say the day once more and thank them.

anytime:
  - name: pushed
    when: pressure
    says: I do not decide on a clock.
    mood: {trust: -5}
    coach:
      note: You pushed, and they felt it.
      stronger: What would you need to see before we pick a day?

endings:
  meeting_booked: {result: won, shows: They take the meeting., bonus: 5}
  polite_no: {result: lost, shows: They are not interested today., at_most: 50}

scoring:
  pass_mark: 60
  pillars:
    qualification:
      weight: 40
      at_least: 30
      criteria:
        - {name: Found a real need, credit: ask_need, points: 40}
        - {name: Measured the cost of it, credit: ask_impact, points: 35}
        - {name: Learned how they do it today, credit: ask_current_solution, points: 25}
        - {name: Asked before pitching, penalty: pitch_too_early, points: -20}
    value:
      weight: 25
      criteria:
        - {name: Put a number on the gain, credit: quantify_value, points: 50}
        - {name: Backed it with a customer, credit: tell_proof, points: 50}
    rapport:
      weight: 35
      criteria:
        - {name: Said who was calling, credit: introduce_self, points: 25}
        - {name: Asked for their time, credit: permission_opener, points: 25}
        - {name: Showed they listened, credit: reflect, points: 30}
        - {name: Thanked them, credit: thank, points: 20}
        - {name: Pushed too hard, penalty: pressure, points: -20, at_most: 2}

tests:
  - name: A need, its cost, and a day
    call:
      - you: {{hello}}
        they: go_on
        beat: questions
      - you: What is the hardest part of your week?
        tells: need
      - you: How many hours does that cost you every week?
        hears: [ask_impact]
        tells: impact
      - you: So it sounds like that eats hours of your week. Have I got that right?
        they: felt_heard
      - you: How do you plan your week today?
        tells: current
      - you: Pell Haulage had the same problem and cut those hours by a third in three months.
        hears: [tell_proof, quantify_value]
        they: number_heard
      - you: How about Tuesday at ten?
        they: day_agreed
      - you: {{thanks}}
        they: booked
    ends: meeting_booked
    passes: yes
  - name: A reason is as good as a minute
    call:
      - you: {{who}}
        they: reason_heard
        beat: questions
      - you: What is the hardest part of your week?
        tells: need
      - you: Could we set up fifteen minutes to go through it?
        they: meeting_when
  - name: Pitching first draws the put-off
    call:
      - you: We help firms like yours save twelve percent on fuel.
        they: pitched
        raises: {{objection_id}}
    score: {total: below 40}
  - name: A meeting too soon
    call:
      - you: {{hello}}
        they: go_on
      - you: Could we set up fifteen minutes to go through it?
        they: too_soon
  - name: A question before a name
    call:
      - you: What is the hardest part of your week?
        they: who_is_it
  - name: Selling and fighting lose the call
    call:
      - you: {{hello}}
        they: go_on
      - you: We help firms like yours save twelve percent on fuel.
        they: sold_too_early
        raises: {{objection_id}}
      - you: Lovely weather today.
      - you: And the weekend was sunny too.
      - you: They say it will rain tomorrow.
    ends: polite_no
  - name: Pushing costs trust
    call:
      - you: The offer ends tonight, so say yes now.
        they: pushed
        mood: {trust: below 40}
"""

PERSONA = """\
persona: {{person}}
format: 1
job: {{job}}
company: {{firm}}
sounds: brisk and fair
mood: {trust: 40, patience: 60, interest: 35}
wears_thin:
  each_turn: -2
  talk_longer_than: 30 seconds
  then: -10
likes:
  permission_opener: {patience: +5, trust: +5}
  ask_need: {interest: +6, trust: +4}
  ask_impact: {interest: +6}
  reflect: {trust: +8}
dislikes:
  pitch_too_early: {interest: -8, patience: -8}
  pressure: {trust: -15}
  small_talk: {patience: -5}
lines:
  not_followed:
    - Say that again?
    - You have lost me. What are you asking?
    - I still do not see what you want.
  silent:
    - Hello? Are you there?
    - Right, I am going to go.
  off_topic:
    - Maybe. What is it you do?
    - That is not really the point.
  cuts_in:
    - Hang on. Where is this going?
  had_enough:
    - I have work to do. Goodbye.
"""

OBJECTION = """\
objection: {{objection}}
format: 1
about: Take it up first, then ask. Never fight it.
levels:
  - name: reflex
    says: {{objection}}
    settled_by:
      - acknowledge_objection then ask_need
      - acknowledge_objection then ask_current_solution
      - clarify_objection
    warmed_by: [acknowledge_objection, empathise]
    soured_by: [argue, pressure]
    turns: 3
settled:
  says: Fair enough. What did you want to know?
  mood: {interest: +8, trust: +5}
lost:
  says: We will leave it there, I think. Thank you for calling.
  mood: {interest: -10}
coach:
  note: You went past what they said instead of taking it up.
  stronger: That makes sense. What would you change about it if you could change one thing?
"""
