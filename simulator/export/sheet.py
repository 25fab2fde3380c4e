"""One page about a scenario for the trainer: brief, people, facts, objections, scoring, endings."""

from collections.abc import Iterator

from simulator.export.paper import Block, Bullets, Cell, Heading, Page, Paragraph, Table
from simulator.scenario import paraphrase
from simulator.scenario.model import Conditions, Criterion, Playable, Reaction
from simulator.scoring.criteria import rule_of


def sheet(playable: Playable) -> Page:
    """The trainer's page of a scenario."""
    blocks = (
        *_brief(playable),
        *_people(playable),
        *_stages(playable),
        *_facts(playable),
        *_objections(playable),
        *_scoring(playable),
        *_endings(playable),
        *_product(playable),
    )
    return Page(playable.scenario.scenario, blocks)


def _section(title: str, head: tuple[str, ...], rows: list[tuple[Cell, ...]]) -> Iterator[Block]:
    if rows:
        yield Heading(title)
        yield Table(head, tuple(rows))


def _brief(playable: Playable) -> Iterator[Block]:
    scenario = playable.scenario
    if scenario.summary:
        yield Paragraph(scenario.summary)
    if scenario.brief:
        yield Heading("Brief for the trainee")
        yield Paragraph(paraphrase.filled(scenario.brief, playable))
    you = scenario.you
    facts = [f"{you.name}{f' of {you.company}' if you.company else ''}"]
    if you.phone:
        facts.append(f"phone {you.phone}")
    if scenario.time_limit:
        facts.append(f"at most {paraphrase.length(scenario.time_limit)}")
    rows = [f"The trainee is {', '.join(facts)}."]
    for name, level in scenario.levels.items():
        parts = [paraphrase.mood(level.mood)]
        if level.time_limit:
            parts.append(f"at most {paraphrase.length(level.time_limit)}")
        if level.talk_time:
            parts.append(f"{paraphrase.length(level.talk_time)} to talk")
        if level.hints:
            parts.append("with hints")
        for objection, limits in level.objections.items():
            if limits.starts_at:
                parts.append(f"{objection} starts at {paraphrase.name(limits.starts_at)}")
            if limits.stops_at:
                parts.append(f"{objection} stops at {paraphrase.name(limits.stops_at)}")
        if told := ", ".join(part for part in parts if part):
            rows.append(f"Level {name}: {told}.")
    yield Bullets(tuple(rows))


def _people(playable: Playable) -> Iterator[Block]:
    rows: list[tuple[Cell, ...]] = []
    for persona in playable.personas.values():
        mood = persona.mood
        who = persona.job + (f", {persona.company}" if persona.company else "")
        start = f"trust {mood.trust}, patience {mood.patience}, interest {mood.interest}"
        rows.append(
            (
                (persona.persona, who),
                persona.sounds,
                start,
                paraphrase.listed(persona.likes),
                paraphrase.listed(persona.dislikes),
            )
        )
    yield from _section("Who answers", ("Person", "Manner", "Starts at", "Likes", "Dislikes"), rows)


def _stages(playable: Playable) -> Iterator[Block]:
    rows: list[tuple[Cell, ...]] = []
    for name, beat in playable.scenario.beats.items():
        mode = "" if beat.mode == "talk" else paraphrase.name(beat.mode)
        limit = beat.talk_time or beat.time_limit
        if limit:
            mode = f"{mode} {paraphrase.length(limit)}".strip()
        person = playable.personas[beat.with_].persona
        rows.append((paraphrase.name(name), person, beat.about, mode))
    yield from _section("Stages", ("Stage", "With", "What gets you on", "Mode"), rows)


def _facts(playable: Playable) -> Iterator[Block]:
    rows: dict[str, list[tuple[Cell, ...]]] = {}

    def add(
        person: str, how: str, if_: Conditions | None, fact: str, says: tuple[str, ...]
    ) -> None:
        needs = tuple(
            one for one in paraphrase.conditions(if_) if one != f"{_name(fact)} not yet told"
        )
        line = paraphrase.filled(says[0], playable) if says else ""
        known = rows.setdefault(fact, [])
        known.append(("" if known else _name(fact), person, how, needs, line))

    for alias, person in playable.scenario.people.items():
        who = playable.personas[alias].persona
        for move, answers in person.answers.items():
            for answer in answers:
                for fact in answer.tells:
                    add(who, paraphrase.name(move), answer.if_, fact, answer.says)
    for who, reaction in _reactions(playable):
        for fact in reaction.tells:
            add(who, paraphrase.when(reaction.when), reaction.if_, fact, reaction.says)
    flat = [row for known in rows.values() for row in known]
    yield from _section("Facts to find", ("Fact", "Who", "Told on hearing", "If", "Line"), flat)


def _name(text: str) -> str:
    return paraphrase.name(text)


def _reactions(playable: Playable) -> Iterator[tuple[str, Reaction]]:
    for beat in playable.scenario.beats.values():
        for reaction in beat.reactions:
            yield playable.personas[beat.with_].persona, reaction
    for persona in playable.personas.values():
        for reaction in persona.anytime:
            yield persona.persona, reaction
    for reaction in playable.scenario.anytime:
        yield "anyone", reaction


def _objections(playable: Playable) -> Iterator[Block]:
    rows: list[tuple[Cell, ...]] = []
    for objection in playable.objections.values():
        for number, level in enumerate(objection.levels):
            after = [f"handled: {_name(level.when_handled)}"]
            last = number + 1 == len(objection.levels)
            failed = level.when_failed or ("lost" if last else objection.levels[number + 1].name)
            after.append(f"failed: {_name(failed)} ({level.turns} turns)")
            rows.append(
                (
                    "" if number else objection.objection,
                    (_name(level.name), paraphrase.filled(level.says[0], playable)),
                    tuple(paraphrase.row(row) for row in level.settled_by),
                    paraphrase.listed(level.soured_by),
                    tuple(after),
                )
            )
    head = ("Objection", "Level and line", "Settled by any of", "Soured by", "Then")
    yield from _section("Objections", head, rows)


def _scoring(playable: Playable) -> Iterator[Block]:
    rubric = playable.rubric
    rows: list[tuple[Cell, ...]] = []
    for pillar_name, pillar in rubric.pillars.items():
        weight = f"weight {pillar.weight}" + (
            f", at least {pillar.at_least}" if pillar.at_least else ""
        )
        for number, criterion in enumerate(pillar.criteria):
            first: Cell = "" if number else (pillar_name, weight)
            rows.append((first, criterion.name, _points(criterion), _rule(criterion)))
    yield from _section(
        f"Scoring: {rubric.pass_mark} of 100 passes",
        ("Pillar", "Criterion", "Points", "For"),
        rows,
    )


def _points(criterion: Criterion) -> str:
    points = -abs(criterion.points) if criterion.penalty is not None else criterion.points
    times = f" × {criterion.at_most}" if criterion.at_most > 1 else ""
    return f"{points:+d}{times}{', must' if criterion.must else ''}"


def _rule(criterion: Criterion) -> str:
    rule = paraphrase.name(rule_of(criterion))
    return f"{rule}, {criterion.times} times" if criterion.times > 1 else rule


def _endings(playable: Playable) -> Iterator[Block]:
    rows: list[tuple[Cell, ...]] = []
    for name, ending in playable.scenario.endings.items():
        score = [f"bonus {ending.bonus:+d}"] if ending.bonus else []
        if ending.at_most is not None:
            score.append(f"at most {ending.at_most}")
        rows.append((_name(name), ending.result, ending.shows, ", ".join(score)))
    yield from _section("Endings", ("Ending", "Result", "Shows", "Score"), rows)


def _product(playable: Playable) -> Iterator[Block]:
    product = playable.product
    if product is None:
        return
    rows = [f"{product.product}: {product.is_}. {product.price}".strip(" .") + "."]
    rows += [f"Worth: {one.say}." for one in product.worth.values()]
    rows += [f"Proof: {one.say}." for one in product.proof.values()]
    for rival in product.rivals.values():
        edges = "; ".join(one.say for one in rival.edge.values())
        rows.append(f"Against {rival.name} ({rival.good_at}): {edges}." if edges else rival.name)
    rows += [f"Only with proof: {one.say}." for one in product.claims.needs_proof]
    rows += [f"Never say: {one.say}." for one in product.claims.forbidden]
    yield Heading("What is sold")
    yield Bullets(tuple(rows))
