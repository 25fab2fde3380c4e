"""A call's debrief as one HTML page: nothing to fetch, fit to print, all text escaped."""

from collections.abc import Iterator, Sequence
from html import escape

from simulator.dialogue.correction import corrected
from simulator.dialogue.events import Log, MoodChanged, ProspectSpoke, TraineeSpoke
from simulator.scenario.model import Playable
from simulator.scoring.card import CriterionScore, Scorecard
from simulator.scoring.metric import Metric

TITLES = {"qualification": "Qualification", "value": "Value proposition", "rapport": "Rapport"}
MOODS = ("trust", "patience", "interest")
DASHES = {"trust": "", "patience": "7 4", "interest": "2 3"}
"""Mood lines differ by dash, never by colour alone."""

STATES = {
    "earned": "won",
    "missed": "missed",
    "lost": "lost",
    "clean": "clean",
    "not_relevant": "not relevant here",
    "unclear": "not heard clearly",
}

STYLE = """
:root{color-scheme:light;--ink:#1c2733;--soft:#5b6875;--line:#d5dce2;--won:#1d6f42;--lost:#a3271f}
*{box-sizing:border-box}
body{font:15px/1.5 system-ui,"Segoe UI",sans-serif;color:var(--ink);background:#fff;
max-width:60rem;margin:2rem auto;padding:0 1.25rem}
h1{font-size:1.6rem;margin:0}h2{font-size:1.1rem;margin:2rem 0 .6rem;border-bottom:1px solid
var(--line);padding-bottom:.2rem}
.sub,.soft{color:var(--soft)}.total{font-size:2.6rem;font-weight:700;margin-right:.6rem}
.verdict{font-weight:600}.won{color:var(--won)}.lost{color:var(--lost)}
table{border-collapse:collapse;width:100%}td,th{text-align:left;vertical-align:top;
padding:.35rem .6rem .35rem 0;border-bottom:1px solid var(--line)}th{font-weight:600}
td.n,th.n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
blockquote{margin:.2rem 0;padding-left:.7rem;border-left:3px solid var(--line)}
.tip{border:1px solid var(--line);border-left:4px solid var(--ink);padding:.6rem .9rem;
margin:.6rem 0}
.turn{display:grid;grid-template-columns:4.2rem 1fr;gap:.2rem .8rem;margin:.55rem 0;
break-inside:avoid}
.turn .who{color:var(--soft)}.me{font-weight:600}.mark{font-size:.88rem}
svg{width:100%;height:auto;display:block}svg text{font:12px system-ui,sans-serif;fill:#5b6875}
a{color:inherit}@media print{body{margin:0;max-width:none}a{text-decoration:none}}
"""


def report(
    playable: Playable,
    log: Log,
    card: Scorecard,
    *,
    delivery: Sequence[Metric] = (),
    when: str = "",
    trainee: str = "",
) -> str:
    """The page. ``when`` and ``trainee`` are shown as they are given."""
    log = corrected(log)
    title = f"{playable.scenario.scenario} · {card.total}"
    parts = [
        f"<!doctype html><html lang='en'><head><meta charset='utf-8'><title>{escape(title)}</title>"
        "<meta name='viewport' content='width=device-width,initial-scale=1'>"
        f"<style>{STYLE}</style></head><body>",
        *_head(playable, card, when, trainee),
        "<h2>Pillars</h2>",
        _bars(card),
        "<h2>The call</h2>",
        _timeline(log, card),
        *_tips(card),
        "<h2>What was said</h2>",
        *_turns(playable, log, card),
        "<h2>Every criterion</h2>",
        *_criteria(card),
        *_delivery(delivery),
        f"<p class='soft'>Engine {escape(card.engine or '?')}, scenario "
        f"{escape(card.scenario_hash[:12])}, rubric {escape(card.rubric_hash[:12])}. "
        "The same words get the same score.</p></body></html>",
    ]
    return "\n".join(parts) + "\n"


def clock(seconds: float) -> str:
    """Minutes and seconds."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


def _head(playable: Playable, card: Scorecard, when: str, trainee: str) -> Iterator[str]:
    about = [part for part in (trainee, when, clock(card.seconds) + " min") if part]
    verdict = "passed" if card.passed else "not passed"
    yield f"<h1>{escape(playable.scenario.scenario)}</h1>"
    yield f"<p class='sub'>{escape(' · '.join(about))}</p>"
    yield (
        f"<p><span class='total'>{card.total}</span><span class='verdict "
        f"{'won' if card.passed else 'lost'}'>{verdict}</span> "
        f"<span class='soft'>pass mark {card.pass_mark}</span></p>"
    )
    ending = playable.scenario.endings.get(card.ending)
    if ending is not None and ending.shows:
        yield f"<p>{escape(ending.shows)}</p>"
    for why in card.why_not:
        yield f"<p class='soft'>Not passed because {escape(why)}.</p>"
    if card.provisional:
        yield "<p class='soft'>Provisional: the call was left before its end.</p>"
    for note in card.notes:
        yield f"<p class='soft'>{escape(note)}</p>"


def _bars(card: Scorecard) -> str:
    rows, left, width = [], 150, 560
    for place, pillar in enumerate(card.pillars):
        y = 18 + place * 34
        name = TITLES[pillar.name]
        if not pillar.relevant:
            rows.append(f"<text x='0' y='{y + 14}'>{name}: could not come up here</text>")
            continue
        length = width * pillar.score / 100
        bar = left + width * max(card.pass_mark, pillar.at_least) / 100
        rows.append(
            f"<text x='0' y='{y + 14}'>{name}</text>"
            f"<rect x='{left}' y='{y}' width='{width}' height='18' fill='#eef1f4'/>"
            f"<rect x='{left}' y='{y}' width='{length:.1f}' height='18' fill='#2f5d7c'/>"
            f"<line x1='{bar:.1f}' x2='{bar:.1f}' y1='{y - 4}' y2='{y + 22}' stroke='#1c2733' "
            "stroke-width='2'/>"
            f"<text x='{left + width + 12}' y='{y + 14}'>{pillar.score}</text>"
        )
    height = 34 * len(card.pillars) + 30
    rows.append(f"<text x='{left}' y='{height - 4}'>The upright line is the mark to reach.</text>")
    return (
        f"<svg viewBox='0 0 780 {height}' role='img' aria-label='Pillars against the pass mark'>"
        f"{''.join(rows)}</svg>"
    )


def _timeline(log: Log, card: Scorecard) -> str:
    """Mood over time as three lines, and under them where points were won and lost."""
    left, width, top, high = 70, 690, 12, 110
    length = max(1.0, card.seconds, *(event.at for event in log)) if log else 1.0

    def x(at: float) -> float:
        return left + width * min(at, length) / length

    rows = [
        f"<line x1='{left}' x2='{left + width}' y1='{top + high * s}' y2='{top + high * s}' "
        "stroke='#e3e8ec'/>"
        for s in (0, 0.5, 1)
    ]
    for place, mood in enumerate(MOODS):
        points = [
            (x(event.at), top + high * (1 - event.now[place] / 100))
            for event in log
            if isinstance(event, MoodChanged)
        ]
        if points:
            path = " ".join(f"{a:.1f},{b:.1f}" for a, b in points)
            rows.append(
                f"<polyline points='{path}' fill='none' stroke='#2f5d7c' stroke-width='2' "
                f"stroke-dasharray='{DASHES[mood]}'/>"
            )
        y = top + 14 + 16 * place
        rows.append(
            f"<line x1='0' x2='16' y1='{y - 4}' y2='{y - 4}' stroke='#2f5d7c' stroke-width='2' "
            f"stroke-dasharray='{DASHES[mood]}'/><text x='20' y='{y}'>{mood}</text>"
        )
    gained, dropped = _by_turn(card)
    y = top + high + 24
    for event in log:
        if not isinstance(event, TraineeSpoke):
            continue
        for sign, found, colour in (("+", gained, "#1d6f42"), ("−", dropped, "#a3271f")):
            names = found.get(event.turn)
            if names:
                down = 0 if sign == "+" else 15
                rows.append(
                    f"<a href='#turn{event.turn}'><text x='{x(event.started):.1f}' y='{y + down}' "
                    f"style='fill:{colour};font-weight:700'>{sign}<title>"
                    f"{escape('; '.join(c.name for c in names))}</title></text></a>"
                )
    rows.append(f"<text x='0' y='{y}'>won</text><text x='0' y='{y + 15}'>lost</text>")
    rows.append(
        f"<text x='{left}' y='{y + 36}'>0:00</text>"
        f"<text x='{left + width - 28}' y='{y + 36}'>{clock(length)}</text>"
    )
    return (
        f"<svg viewBox='0 0 780 {y + 44}' role='img' aria-label='Mood and points over the call'>"
        f"{''.join(rows)}</svg>"
    )


Found = dict[int, list[CriterionScore]]


def _by_turn(card: Scorecard) -> tuple[Found, Found]:
    """Criteria won and lost, by the turn whose words show it."""
    won: Found = {}
    lost: Found = {}
    for criterion in card.criteria:
        side = won if criterion.state == "earned" else lost if criterion.state == "lost" else None
        if side is not None:
            for turn in dict.fromkeys(quote.turn for quote in criterion.quotes):
                side.setdefault(turn, []).append(criterion)
    return won, lost


def _tips(card: Scorecard) -> Iterator[str]:
    if not card.tips:
        return
    yield "<h2>Next time</h2>"
    for tip in card.tips:
        yield f"<div class='tip'><div>{escape(tip.note)}</div>"
        if tip.words:
            link = f" <a href='#turn{tip.turn}'>at turn {tip.turn}</a>" if tip.turn else ""
            yield f"<blockquote class='soft'>You said: {escape(tip.words)}{link}</blockquote>"
        if tip.stronger:
            yield f"<blockquote>Say: {escape(tip.stronger)}</blockquote>"
        yield "</div>"


def _turns(playable: Playable, log: Log, card: Scorecard) -> Iterator[str]:
    won, lost = _by_turn(card)
    names = {alias: persona.persona for alias, persona in playable.personas.items()}
    for event in log:
        if isinstance(event, ProspectSpoke):
            who = names.get(event.person) or event.person
            yield (
                f"<div class='turn'><span class='soft'>{clock(event.at)}</span>"
                f"<div><span class='who'>{escape(who)}</span> {escape(event.line)}</div></div>"
            )
        elif isinstance(event, TraineeSpoke):
            text, cut = event.hearing.text[: event.counted], event.hearing.text[event.counted :]
            unheard = f" <s class='soft' title='not heard'>{escape(cut)}</s>" if cut else ""
            first = (
                f"<div class='mark soft'>corrected; first heard as: {escape(event.corrects)}</div>"
                if event.corrects
                else ""
            )
            marks = "".join(
                f"<div class='mark {kind}'>{sign} {escape(c.name)} "
                f"({escape(', '.join(_quoted(c, event.turn)))})</div>"
                for found, kind, sign in ((won, "won", "+"), (lost, "lost", "−"))
                for c in found.get(event.turn, ())
            )
            yield (
                f"<div class='turn' id='turn{event.turn}'><span class='soft'>"
                f"{clock(event.started)}</span><div><span class='me'>You</span> {escape(text)}"
                f"{unheard}{first}{marks}</div></div>"
            )


def _quoted(criterion: CriterionScore, turn: int) -> list[str]:
    return [f"“{quote.words}”" for quote in criterion.quotes if quote.turn == turn]


def _criteria(card: Scorecard) -> Iterator[str]:
    for pillar in card.pillars:
        yield f"<h3>{TITLES[pillar.name]}: {pillar.score}</h3>"
        yield (
            "<table><tr><th>Criterion</th><th>Came out</th><th class='n'>Points</th>"
            "<th>Evidence and advice</th></tr>"
        )
        for c in card.criteria:
            if c.pillar != pillar.name:
                continue
            points = f"{c.points} of {c.possible}" if c.possible else f"{c.points}"
            shown = "".join(
                f"<blockquote>{escape(q.words)} <a class='soft' href='#turn{q.turn}'>"
                f"turn {q.turn}, {clock(q.at)}</a></blockquote>"
                for q in c.quotes[:3]
            )
            advice = f"<div>{escape(c.note)}</div>" if c.note else ""
            better = f"<blockquote>Say: {escape(c.stronger)}</blockquote>" if c.stronger else ""
            must = " (a must)" if c.must else ""
            yield (
                f"<tr><td>{escape(c.name)}{must}<div class='soft'>{escape(c.rule)}</div></td>"
                f"<td>{STATES[c.state]}</td><td class='n'>{points}</td>"
                f"<td>{shown}{advice}{better}</td></tr>"
            )
        yield "</table>"


def _delivery(metrics: Sequence[Metric]) -> Iterator[str]:
    if not metrics:
        return
    yield "<h2>Delivery</h2><p class='soft'>Advice beside the score, not part of it.</p><table>"
    yield "<tr><th>What</th><th class='n'>Value</th><th>Usual</th><th>Base and source</th></tr>"
    for metric in metrics:
        outside = metric.usual and metric.verdict in ("above", "below")
        told = f"{metric.verdict} the usual" if outside else ""
        yield (
            f"<tr><td>{escape(metric.name)}</td><td class='n'>"
            f"{escape(metric.told)}</td><td>{metric.usual} <span class='soft'>{told}</span></td>"
            f"<td>{escape(metric.base)}<div class='soft'>{escape(metric.source)}</div></td></tr>"
        )
    yield "</table>"
