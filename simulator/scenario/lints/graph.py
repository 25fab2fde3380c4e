"""Ways through a scenario: beats nobody reaches or leaves, endings nobody gets."""

from collections.abc import Iterator
from functools import lru_cache

from simulator.scenario.documents import Bundle
from simulator.scenario.lints.logic import impossible
from simulator.scenario.outline import (
    Spot,
    doubt,
    here,
    objection_of,
    outs,
    scenario_of,
    spots,
)
from simulator.scenario.problems import Problem


class Ways:
    """Where each beat can lead: other beats, endings, objections raised."""

    def __init__(self, bundle: Bundle) -> None:
        self.bundle = bundle
        self.scenario = scenario_of(bundle)
        self.spots = spots(bundle)
        self.to: dict[str, set[str]] = {}
        self.ends: dict[str, set[str]] = {}
        self.raises: set[str] = set()
        for beat in self.scenario.beats:
            self._beat(beat)

    def _beat(self, beat: str) -> None:
        self.to[beat], self.ends[beat] = set(), set()
        for spot in self.possible(beat):
            self._out(beat, spot.reaction.goto, spot.reaction.end)
            if spot.reaction.raise_:
                self.raises.add(spot.reaction.raise_)
        for out in outs(self.bundle, beat):
            self._out(beat, out.goto, out.end)
            if out.raise_:
                self.raises.add(out.raise_)

    def _out(self, beat: str, goto: str, end: str) -> None:
        if goto in self.scenario.beats:
            self.to[beat].add(goto)
        if end:
            self.ends[beat].add(end)

    def possible(self, beat: str) -> Iterator[Spot]:
        """Reactions that can answer in a beat, those that can never hold left out."""
        if self.scenario.beats[beat].mode != "talk":
            return
        for spot in here(self.spots, self.bundle, beat):
            if not impossible(spot.reaction.if_):
                yield spot

    def reached(self) -> set[str]:
        """Beats that some chain of moves, lost objections or gates leads to."""
        start = [self.scenario.starts_with]
        start += [out.goto for out in (self.scenario.if_patience_gone, self.scenario.if_time_up)]
        seen: set[str] = set()
        while start:
            beat = start.pop()
            if beat in self.to and beat not in seen:
                seen.add(beat)
                start += self.to[beat]
        return seen

    def after(self, beat: str) -> set[str]:
        """Beats that can follow, at any distance."""
        seen: set[str] = set()
        rest = list(self.to[beat])
        while rest:
            following = rest.pop()
            if following not in seen:
                seen.add(following)
                rest += self.to[following]
        return seen


@lru_cache(maxsize=4)
def ways_of(bundle: Bundle) -> Ways:
    """The ways of a bundle; several lints ask for the same ones."""
    return Ways(bundle)


def unreachable_beats(bundle: Bundle) -> Iterator[Problem]:
    """W301."""
    ways = ways_of(bundle)
    places = bundle.scenario.places
    for beat in ways.scenario.beats.keys() - ways.reached():
        yield doubt(
            "W301",
            bundle.scenario,
            places.key(("beats", beat)),
            f"no way leads to '{beat}' from '{ways.scenario.starts_with}'.",
            f"Let a reaction say 'goto: {beat}', or drop the beat.",
        )


def dead_ends(bundle: Bundle) -> Iterator[Problem]:
    """W302 for a single beat without a way out, W306 for several that lead only to each other."""
    ways = ways_of(bundle)
    places = bundle.scenario.places
    for beat in ways.reached():
        value = ways.scenario.beats[beat]
        following = ways.after(beat) | {beat}
        if any(ways.ends[name] for name in following):
            continue
        limited = any(ways.scenario.beats[name].time_limit for name in following)
        if following == {beat}:
            if limited:
                continue
            hint = "Give a reaction an 'end:' or a 'goto:'."
            if value.mode != "talk":
                hint = "Write 'then: {end: ...}' for what follows the recording."
            message = f"nothing a trainee does leads out of '{beat}'."
            yield doubt("W302", bundle.scenario, places.key(("beats", beat)), message, hint)
        elif beat in ways.after(beat) and not limited:
            loop = ", ".join(sorted(following))
            yield doubt(
                "W306",
                bundle.scenario,
                places.key(("beats", beat)),
                f"'{beat}' leads only in a circle ({loop}) and to no ending.",
                "Let one of them end.",
            )


def voicemail_without_then(bundle: Bundle) -> Iterator[Problem]:
    """W302 where a recorded beat says nothing about what follows it."""
    for name, beat in scenario_of(bundle).beats.items():
        if beat.mode == "talk" or beat.then is not None:
            continue
        if beat.when_cut_off is None:
            continue  # nothing at all leads out: told by ``dead_ends``
        place = bundle.scenario.places.key(("beats", name))
        message = f"'{name}' does not say what follows when the recording is over."
        yield doubt("W302", bundle.scenario, place, message, "Write 'then: {end: ...}'.")


def unused(bundle: Bundle) -> Iterator[Problem]:
    """W307: endings, objections and objection levels that nothing leads to."""
    ways = ways_of(bundle)
    scenario, places = ways.scenario, bundle.scenario.places
    gates = (scenario.if_patience_gone, scenario.if_time_up)
    reached = ways.reached()
    used = {out.end for out in gates} | {
        end for beat, ends in ways.ends.items() if beat in reached for end in ends
    }
    for ending in scenario.endings:
        key = ("endings", ending)
        if ending not in used and key in places.keys:
            message = f"no reaction or gate leads to the ending '{ending}'."
            hint = f"Let one say 'end: {ending}', or drop it."
            yield doubt("W307", bundle.scenario, places.key(key), message, hint)
    raised = ways.raises | {out.raise_ for out in gates}
    for number, module in enumerate(scenario.use):
        name = module.rpartition("/")[2]
        if name not in raised:
            message = f"nothing raises '{name}'."
            hint = f"Let a reaction say 'raise: {name}', or drop it from 'use'."
            yield doubt("W307", bundle.scenario, places.value(("use", number)), message, hint)
    yield from _unused_levels(bundle)


def _unused_levels(bundle: Bundle) -> Iterator[Problem]:
    for name, document in bundle.objections.items():
        levels = objection_of(document).levels
        names = [level.name for level in levels]
        limits = [
            level.objections[name].starts_at
            for level in scenario_of(bundle).levels.values()
            if name in level.objections
        ]
        seen: set[str] = set()
        rest = [names[0], *(start for start in limits if start)]
        while rest:
            level = rest.pop()
            if level in seen or level not in names:
                continue
            seen.add(level)
            number = names.index(level)
            rest.append(levels[number].when_handled)
            following = names[number + 1 : number + 2]
            rest += [levels[number].when_failed] if levels[number].when_failed else following
        for number, level in enumerate(names):
            if level not in seen:
                place = document.places.value(("levels", number, "name"))
                message = f"the level '{level}' of this objection is never reached."
                hint = "Name it in 'when_handled' or 'when_failed' of another level."
                yield doubt("W307", document, place, message, hint)
