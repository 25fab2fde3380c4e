"""What each criterion of a rubric came to in a call, with the words that show it."""

from collections.abc import Iterator

from msgspec import Struct

from simulator.scenario.model import Criterion, PillarName, Playable
from simulator.scenario.values import When
from simulator.scoring.card import Quote
from simulator.scoring.conversation import WORKED_OUT
from simulator.scoring.fitting import OBJECTION_MOVES, relevant, unfit
from simulator.scoring.record import Moment, Record, Turn
from simulator.understanding.hearing import Heard

HEARD = 0.60
"""Confidence at which a move counts, where the level names none."""

MOST_PER_TURN = 3
"""Criteria that the words of one turn can earn; a voicemail, being one turn, has no limit."""

MOST_QUOTES = 6
"""Quotes shown for one criterion."""

LEAST_WORDS = 8
"""Words below which staying short is no merit."""


class Finding(Struct, frozen=True, kw_only=True):
    """A criterion and what the call shows for it."""

    pillar: PillarName
    criterion: Criterion
    earned: int = 0  # times earned, or drawn where it is a penalty
    share: tuple[int, int] | None = None  # where earned in proportion: so much of so much
    relevant: bool = True
    unclear: bool = False
    quotes: tuple[Quote, ...] = ()
    why: str = ""  # why a move heard earned nothing


class Chance(Struct, frozen=True, kw_only=True):
    """A turn that would earn a criterion."""

    turn: int
    quotes: tuple[Quote, ...]
    sure: bool
    whole: bool = False  # judged over a whole transcript, so that one turn's limit is not for it


def quote(heard: Heard, turn: Turn) -> Quote:
    """The words that show a move."""
    share = heard.span.start / len(turn.text) if turn.text else 0.0
    return Quote(
        words=turn.text[heard.span.start : heard.span.end],
        turn=turn.number,
        at=round(turn.at + share * turn.seconds, 2),
        start=heard.span.start,
        end=heard.span.end,
        confidence=heard.confidence,
        move=heard.move,
        nearest=heard.nearest,
    )


def rule_of(criterion: Criterion) -> str:
    """The rule of a criterion in words."""
    match criterion:
        case Criterion(credit=When(text=text)) | Criterion(penalty=When(text=text)):
            rule = text
        case Criterion(settled=name) if name:
            rule = f"{name} settled"
        case Criterion(reached=name) if name:
            rule = f"{name} reached"
        case Criterion(told=name) if name:
            rule = f"{name} found out"
        case Criterion(knows=name) if name:
            rule = f"{name} given"
        case Criterion(talk=span) if span is not None:
            rule = f"talking {span.text}"
        case _:
            rule = ""
    if criterion.of_turns is not None:
        rule += f", in full at {round(100 * criterion.of_turns)} % of the turns"
    for word, limit in (("before", criterion.before), ("after", criterion.after)):
        if limit:
            rule += f", {word} {limit}"
    return rule + (f", in {' or '.join(criterion.in_)}" if criterion.in_ else "")


def share_of(turns: int, criterion: Criterion, record: Record) -> tuple[int, int] | None:
    """So much of so much, for a criterion that is earned in proportion; None for another.

    The whole is the share of the turns that the rubric asks for, in hundredths.
    """
    if criterion.of_turns is None:
        return None
    whole = max(1, len(record.turns) * round(100 * criterion.of_turns))
    return min(whole, turns * 100), whole


def find(playable: Playable, record: Record) -> tuple[Finding, ...]:
    """What the call shows for every criterion of the rubric, in the rubric's order."""
    listed: list[tuple[PillarName, Criterion]] = [
        (name, criterion)
        for name, pillar in playable.rubric.pillars.items()
        for criterion in pillar.criteria
    ]
    level = playable.scenario.levels.get(record.level)
    bar = HEARD if level is None or level.credit_needs is None else level.credit_needs
    won = _shared_out(
        {
            place: list(_chances(criterion.credit, criterion, record, playable, bar))
            for place, (_, criterion) in enumerate(listed)
            if criterion.credit is not None
        },
        listed,
        record,
    )
    return tuple(
        _credited(pillar, criterion, won[place], record, playable, bar)
        if criterion.credit is not None
        else _penalised(pillar, criterion, record, playable, bar)
        if criterion.penalty is not None
        else _reached(pillar, criterion, record)
        for place, (pillar, criterion) in enumerate(listed)
    )


def _chances(
    when: When, criterion: Criterion, record: Record, playable: Playable, bar: float
) -> Iterator[Chance]:
    named = {move for row in when.anyof for move in row}
    for turn in record.turns:
        if named.isdisjoint(turn.ids) or (criterion.in_ and turn.beat not in criterion.in_):
            continue
        fitting = [
            h
            for h in turn.heard
            if h.move in named
            and h.confidence >= bar
            and (criterion.penalty is not None or not unfit(h, turn, record, playable))
            and _in_time(criterion, turn, h.span.start, record)
        ]
        if not fitting:
            continue
        for row in when.anyof:
            found = [
                max(
                    (h for h in fitting if h.move == move),
                    key=lambda h: (h.sure, h.confidence),
                    default=None,
                )
                for move in row
            ]
            present = [h for h in found if h is not None]
            if len(present) == len(row):
                yield Chance(
                    turn=turn.number,
                    quotes=tuple(quote(h, turn) for h in present),
                    sure=all(h.sure for h in present),
                    whole=all(h.move in WORKED_OUT for h in present),
                )
                break


def _in_time(criterion: Criterion, turn: Turn, position: int, record: Record) -> bool:
    here = (turn.number, position)
    if criterion.before:
        first = _first(criterion.before, record)
        if first is not None and here >= first:
            return False
    if criterion.after:
        first = _first(criterion.after, record)
        return first is not None and here > first
    return True


def _first(name: str, record: Record) -> tuple[int, int] | None:
    """When a beat, move, fact or objection first came up: turn, and place in its words.

    What the person or the scenario did in answer to a turn comes after all its words.
    """
    found = [
        (turn.number, heard.span.start)
        for turn in record.turns
        for heard in turn.heard
        if heard.move == name
    ]
    answers = (*record.beats, *record.told, *record.raised)
    found += [(moment.turn, 1_000_000) for moment in answers if moment.name == name]
    return min(found, default=None)


def _shared_out(
    chances: dict[int, list[Chance]],
    listed: list[tuple[PillarName, Criterion]],
    record: Record,
) -> dict[int, list[Chance]]:
    """Gives turns to criteria: in order, dearest first, at most three a turn.

    What is earned in proportion to the turns is spread over the call already.
    """
    won: dict[int, list[Chance]] = {place: [] for place in chances}
    for place, found in chances.items():
        if listed[place][1].of_turns is not None:
            won[place] = found
    for turn in record.turns:
        here = [
            (place, chance)
            for place, found in chances.items()
            for chance in found
            if chance.turn == turn.number and listed[place][1].of_turns is None
        ]
        here.sort(key=lambda pair: (not pair[1].sure, -listed[pair[0]][1].points, pair[0]))
        left = len(here) if turn.voicemail else MOST_PER_TURN
        for place, chance in here:
            sure = [kept for kept in won[place] if kept.sure]
            if len(sure) >= listed[place][1].times or (left == 0 and not chance.whole):
                continue
            won[place].append(chance)
            left -= chance.sure and not chance.whole
    return won


def _credited(
    pillar: PillarName,
    criterion: Criterion,
    won: list[Chance],
    record: Record,
    playable: Playable,
    bar: float,
) -> Finding:
    most = criterion.times if criterion.of_turns is None else len(won)
    sure = [chance for chance in won if chance.sure][:most]
    quotes = tuple(q for chance in sure[:MOST_QUOTES] or won[:1] for q in chance.quotes)
    moves = {move for row in (criterion.credit.anyof if criterion.credit else ()) for move in row}
    why = ""
    if not won:
        quotes, why = _nearly(moves, record, playable, bar)
    return Finding(
        pillar=pillar,
        criterion=criterion,
        earned=len(sure),
        share=share_of(len(sure), criterion, record),
        relevant=bool(won) or any(relevant(move, record, playable) for move in sorted(moves)),
        unclear=bool(won) and not sure,
        quotes=quotes,
        why=why,
    )


def _nearly(
    moves: set[str], record: Record, playable: Playable, bar: float
) -> tuple[tuple[Quote, ...], str]:
    """The words that came nearest to an unearned criterion, and why they did not count."""
    for turn in record.turns:
        for heard in turn.heard:
            if heard.move in moves:
                why = unfit(heard, turn, record, playable)
                if why:
                    return (quote(heard, turn),), why
                if heard.confidence >= bar:
                    return (
                        quote(heard, turn),
                    ), "that turn had earned three already, or its time was past"
                return (quote(heard, turn),), "possible, not counted: it was not clear enough"
    for turn in record.turns:
        for heard in turn.maybe:
            if heard.move in moves:
                return (quote(heard, turn),), "possible, not counted: it was not clear enough"
    for turn in record.turns:
        for almost in turn.almost:
            if almost.move in moves and almost.missing:
                words = Heard(move=almost.move, confidence=almost.confidence, span=almost.span)
                return (quote(words, turn),), f"nearly: {' and '.join(almost.missing)} was missing"
    return (), ""


def _penalised(
    pillar: PillarName, criterion: Criterion, record: Record, playable: Playable, bar: float
) -> Finding:
    assert criterion.penalty is not None
    drawn = list(_chances(criterion.penalty, criterion, record, playable, bar))
    most = criterion.at_most if criterion.of_turns is None else len(drawn)
    sure = [chance for chance in drawn if chance.sure][:most]
    moves = {move for row in criterion.penalty.anyof for move in row}
    return Finding(
        pillar=pillar,
        criterion=criterion,
        earned=len(sure),
        share=share_of(len(sure), criterion, record),
        relevant=not moves <= OBJECTION_MOVES or record.resisted,
        unclear=bool(drawn) and not sure,
        quotes=tuple(q for chance in sure[:MOST_QUOTES] or drawn[:1] for q in chance.quotes),
    )


def _reached(pillar: PillarName, criterion: Criterion, record: Record) -> Finding:
    """A criterion on what happened rather than on a move."""
    happened: tuple[Moment, ...]
    could = True
    if criterion.settled:
        happened = tuple(m for m in record.settled if m.name == criterion.settled)
        could = any(m.name == criterion.settled for m in record.raised)
    elif criterion.reached:
        happened = tuple(m for m in record.beats if m.name == criterion.reached)
        if record.ending is not None and record.ending.ending == criterion.reached:
            end = record.ending
            happened += (Moment(turn=end.turn, at=end.at, name=end.ending),)
    elif criterion.told:
        happened = tuple(m for m in record.told if m.name == criterion.told)
    elif criterion.knows:
        happened = tuple(m for m in record.given if m.name == criterion.knows)
    else:
        happened = tuple(_kept_short(criterion, record))
    happened = tuple(m for m in happened if _moment_fits(criterion, m, record))
    kept = happened[: criterion.times]
    return Finding(
        pillar=pillar,
        criterion=criterion,
        earned=len(kept),
        relevant=could or bool(kept),
        quotes=tuple(_words_at(m, record) for m in kept),
    )


def _moment_fits(criterion: Criterion, moment: Moment, record: Record) -> bool:
    turn = record.turn(moment.turn)
    if (
        criterion.in_
        and criterion.reached == ""
        and (turn is None or turn.beat not in criterion.in_)
    ):
        return False
    for limit, wanted in ((criterion.before, True), (criterion.after, False)):
        first = _first(limit, record) if limit else None
        if limit and wanted and first is not None and (moment.turn, 0) >= first:
            return False
        if limit and not wanted and (first is None or (moment.turn, 1_000_001) <= first):
            return False
    return True


def _kept_short(criterion: Criterion, record: Record) -> Iterator[Moment]:
    turns = [t for t in record.turns if not criterion.in_ or t.beat in criterion.in_]
    words = sum(len(turn.text.split()) for turn in turns)
    seconds = sum(turn.seconds for turn in turns)
    spoke = words >= LEAST_WORDS and any(turn.heard for turn in turns)
    if criterion.talk is not None and spoke and criterion.talk.holds(seconds):
        yield Moment(turn=turns[-1].number, at=turns[-1].at, name=f"{seconds:.0f} seconds")


def _words_at(moment: Moment, record: Record) -> Quote:
    turn = record.turn(moment.turn)
    text = turn.text if turn is not None else ""
    return Quote(
        words=text,
        turn=moment.turn,
        at=round(turn.at if turn is not None else moment.at, 2),
        end=len(text),
        nearest=moment.name,
    )
