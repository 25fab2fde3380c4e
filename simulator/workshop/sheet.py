"""One printable page about a call: brief, people, facts, objections, scoring, endings."""

from collections.abc import Iterator

from simulator.scenario.model import Criterion, Persona, Playable, Reaction
from simulator.scenario.values import MoodChange


def told(playable: Playable) -> str:
    """The page as Markdown."""
    return "\n".join(_page(playable)) + "\n"


def _page(playable: Playable) -> Iterator[str]:
    scenario = playable.scenario
    yield f"# {scenario.scenario}"
    if scenario.summary:
        yield f"\n{scenario.summary}"
    if scenario.brief:
        yield f"\n## Brief\n\n{' '.join(scenario.brief.split())}"
    yield "\n## Who is on the line\n"
    for alias, persona in playable.personas.items():
        yield from _person(playable, alias, persona)
    if playable.product is not None:
        yield from _product(playable)
    yield "\n## Stages\n"
    for name, beat in scenario.beats.items():
        about = f": {beat.about}" if beat.about else ""
        yield f"- **{name}**, with {beat.with_}{about}"
        for reaction in beat.reactions:
            if reaction.coach is not None:
                yield f"  - costs: {_trigger(reaction)}. {reaction.coach.note}"
    if playable.objections:
        yield "\n## Objections\n"
        for objection in playable.objections.values():
            yield f"- **{objection.objection}**"
            for level in objection.levels:
                ways = "; ".join(row.text for row in level.settled_by)
                line = level.says[0]
                for name, value in scenario.values.items():
                    line = line.replace(f"<{name}>", value)
                yield f"  - {level.name}: “{line}” Met by: {ways}."
    yield from _scoring(playable)
    yield "\n## How it can end\n"
    for name, ending in scenario.endings.items():
        shows = f": {ending.shows}" if ending.shows else ""
        yield f"- {name} ({ending.result}){shows}"
    levels = ", ".join(scenario.levels)
    limit = f" Time limit {scenario.time_limit:g} seconds." if scenario.time_limit else ""
    yield f"\nLevels: {levels}.{limit} Tests: {len(scenario.tests)}."


def _person(playable: Playable, alias: str, persona: Persona) -> Iterator[str]:
    what = ", ".join(part for part in (persona.job, persona.company) if part)
    yield f"- **{persona.persona}** ({alias}){': ' + what if what else ''}"
    mood = persona.mood
    start = f"trust {mood.trust}, patience {mood.patience}, interest {mood.interest}"
    yield f"  - starts with {start}"
    for word, feelings in (("likes", persona.likes), ("dislikes", persona.dislikes)):
        if feelings:
            listed = ", ".join(f"{move} ({_change(by)})" for move, by in feelings.items())
            yield f"  - {word} {listed}"
    for move, answers in playable.scenario.people[alias].answers.items():
        for answer in answers:
            tells = f" [{', '.join(answer.tells)}]" if answer.tells else ""
            yield f"  - asked {move}: “{answer.says[0]}”{tells}"


def _product(playable: Playable) -> Iterator[str]:
    product = playable.product
    assert product is not None
    yield "\n## What we sell\n"
    price = f", {product.price}" if product.price else ""
    yield f"{product.product}: {product.is_}{price}"
    for title, claims in (("Worth", product.worth), ("Proof", product.proof)):
        for claim in claims.values():
            yield f"- {title}: {claim.say}"
    for rival in product.rivals.values():
        edges = "; ".join(edge.say for edge in rival.edge.values())
        good = f" is good at {rival.good_at}." if rival.good_at else "."
        yield f"- {rival.name}{good} Our edge: {edges}"


def _scoring(playable: Playable) -> Iterator[str]:
    rubric = playable.rubric
    yield f"\n## Scoring: pass at {rubric.pass_mark}\n"
    for name, pillar in rubric.pillars.items():
        least = f", at least {pillar.at_least}" if pillar.at_least else ""
        yield f"- **{name}**, weight {pillar.weight}{least}"
        for one in pillar.criteria:
            must = ", must" if one.must else ""
            yield f"  - {one.points:+d} {one.name} ({_rule(one)}{must})"


def _rule(one: Criterion) -> str:
    for when in (one.credit, one.penalty):
        if when is not None:
            return when.text
    if one.talk is not None:
        return f"talk {one.talk.text}"
    for word in ("settled", "reached", "told", "knows"):
        if getattr(one, word):
            return f"{word} {getattr(one, word)}"
    return "any"


def _trigger(reaction: Reaction) -> str:
    return reaction.when.text


def _change(by: MoodChange) -> str:
    parts = ((by.trust, "trust"), (by.patience, "patience"), (by.interest, "interest"))
    return ", ".join(f"{name} {amount:+d}" for amount, name in parts if amount)
