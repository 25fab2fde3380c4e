"""A conversation written down: two speakers, turn by turn, from JSON, WebVTT or plain text."""

import json
import re
from typing import Any, Literal

from msgspec import Struct

from simulator.errors import UsageError

Speaker = Literal["trainee", "prospect"]

SELLERS = frozenset(
    (
        "trainee",
        "rep",
        "seller",
        "sales",
        "salesperson",
        "agent",
        "me",
        "caller",
        "sdr",
        "bdr",
        "ae",
    )
)
BUYERS = frozenset(
    ("prospect", "buyer", "customer", "client", "gatekeeper", "receptionist", "lead", "them")
)
"""Words in a speaker's name that say which side they are on."""

LONGEST = 2_000_000
"""Characters of a transcript that are read: some days of talk."""


class Spoken(Struct, frozen=True, kw_only=True):
    """One turn; ``start`` and ``end`` in seconds from the beginning, where they are known."""

    speaker: Speaker
    text: str
    start: float | None = None
    end: float | None = None


class Transcript(Struct, frozen=True, kw_only=True):
    """A whole conversation; neighbouring turns of one speaker are one turn."""

    turns: tuple[Spoken, ...]
    situation: str = ""
    notes: tuple[str, ...] = ()  # what was taken for granted in reading it


def parse(text: str, name: str, trainee: str = "") -> Transcript:
    """Reads a transcript by its form. ``name`` is for messages, ``trainee`` who of two names sells.

    Raises ``UsageError`` with the place and what to write.
    """
    text = text.removeprefix("\ufeff")
    if len(text) > LONGEST:
        raise UsageError(f"{name} is too long to be one conversation", "split it")
    if text.lstrip().startswith("{"):
        return from_json(text, name)
    if text.lstrip().startswith("WEBVTT"):
        return from_vtt(text, name, trainee)
    return from_names(text, name, trainee)


def from_json(text: str, name: str) -> Transcript:
    """Reads ``{"situation"?, "turns": [{"speaker", "text", "start"?, "end"?}]}``.

    Raises ``UsageError``.
    """
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{name} is not JSON: {error}", "see `ringcraft score --help`") from error
    rows = data.get("turns") if isinstance(data, dict) else None
    if not isinstance(rows, list):
        raise UsageError(f"{name} has no list of 'turns'", 'write {"turns": [...]}')
    turns = [_turn(row, f"{name}: turn {place}") for place, row in enumerate(rows, 1)]
    situation = data.get("situation", "")
    if not isinstance(situation, str):
        raise UsageError(f"{name}: 'situation' should be text", 'write "cold call"')
    return _joined(turns, situation, ())


def _turn(row: Any, place: str) -> Spoken:
    if not isinstance(row, dict):
        raise UsageError(f"{place} is not an object", 'write {"speaker": "trainee", "text": "..."}')
    speaker, text = row.get("speaker"), row.get("text")
    if speaker not in ("trainee", "prospect"):
        raise UsageError(f"{place}: 'speaker' is {speaker!r}", 'write "trainee" or "prospect"')
    if not isinstance(text, str):
        raise UsageError(f"{place} has no 'text'", 'write "text": "..."')
    times: list[float | None] = []
    for key in ("start", "end"):
        value = row.get(key)
        if value is not None and (isinstance(value, bool) or not isinstance(value, int | float)):
            raise UsageError(f"{place}: '{key}' should be seconds", f'write "{key}": 12.5')
        times.append(None if value is None else float(value))
    return Spoken(speaker=speaker, text=text, start=times[0], end=times[1])


STAMP = re.compile(
    r"(?:(\d+):)?(\d{1,2}):(\d{2})[.,](\d{3})\s*-->\s*(?:(\d+):)?(\d{1,2}):(\d{2})[.,](\d{3})"
)
VOICE = re.compile(r"<v(?:\.[\w.]+)?\s+([^>]+)>")
NAMED = re.compile(r"^\s*(?:\[[\d:.,]+\]\s*)?([A-Za-z][\w .'’&()-]{0,40}?)\s*:\s+(.*)$")


def from_vtt(text: str, name: str, trainee: str = "") -> Transcript:
    """WebVTT with ``<v Name>`` or ``Name:`` in each cue. Raises ``UsageError``."""
    said: list[tuple[str, str, float | None, float | None]] = []
    for block in re.split(r"\n\s*\n", text.replace("\r\n", "\n")):
        lines = block.strip().split("\n")
        at = next((i for i, line in enumerate(lines) if STAMP.search(line)), None)
        if at is None:
            continue
        match = STAMP.search(lines[at])
        assert match is not None
        g = [int(part or 0) for part in match.groups()]
        start = g[0] * 3600 + g[1] * 60 + g[2] + g[3] / 1000
        end = g[4] * 3600 + g[5] * 60 + g[6] + g[7] / 1000
        body = " ".join(lines[at + 1 :])
        voice = VOICE.search(body)
        words = re.sub(r"<[^>]*>", "", body).strip()
        if voice is None:
            named = NAMED.match(words)
            if named is not None:
                said.append((named[1], named[2], start, end))
            elif said:
                said.append((said[-1][0], words, start, end))
            else:
                raise UsageError(
                    f"{name}: the cue at {start:.1f} s has no speaker", "write <v Name> or 'Name:'"
                )
        else:
            said.append((voice[1].strip(), words, start, end))
    return _cast(said, name, trainee)


def from_names(text: str, name: str, trainee: str = "") -> Transcript:
    """One ``Name: text`` a line; a line without a name goes on. Raises ``UsageError``."""
    said: list[tuple[str, str, float | None, float | None]] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        match = NAMED.match(line)
        if match is not None:
            said.append((match[1], match[2], None, None))
        elif said:
            who, words, start, end = said[-1]
            said[-1] = (who, f"{words} {line.strip()}", start, end)
        else:
            raise UsageError(f"{name}:{number}: nobody is speaking", "begin the line with 'Name: '")
    return _cast(said, name, trainee)


def _cast(
    said: list[tuple[str, str, float | None, float | None]], name: str, trainee: str
) -> Transcript:
    names = list(dict.fromkeys(who for who, *_ in said))
    if len(names) < 2:
        raise UsageError(f"{name} has fewer than two speakers", "write 'Name: ' before each turn")
    notes: tuple[str, ...] = ()
    if trainee:
        seller = next((who for who in names if who.lower() == trainee.lower()), None)
        if seller is None:
            raise UsageError(f"nobody called {trainee!r} speaks in {name}", f"it has {names}")
    else:
        sellers = [who for who in names if set(who.lower().split()) & SELLERS]
        buyers = [who for who in names if set(who.lower().split()) & BUYERS]
        if len(sellers) == 1:
            seller = sellers[0]
        elif buyers and len(names) - len(buyers) == 1:
            seller = next(who for who in names if who not in buyers)
        else:
            seller = max(names, key=lambda who: _sells(who, said))
            notes = (f"{seller} was taken to be the one who sells; --trainee NAME says otherwise",)
    turns = [
        Spoken(speaker="trainee" if who == seller else "prospect", text=words, start=start, end=end)
        for who, words, start, end in said
    ]
    return _joined(turns, "", notes)


SELLING = re.compile(
    r"\b(?:calling|ringing) (?:from|about|because)|\bfrom [A-Z]|it's \w+ (?:from|at)|we help|"
    r"our customers|reason (?:for|i)|could we meet|how do you|who else|\bdemo\b",
    re.IGNORECASE,
)


def _sells(who: str, said: list[tuple[str, str, float | None, float | None]]) -> int:
    lines = [words for speaker, words, *_ in said if speaker == who]
    return sum(len(SELLING.findall(line)) + line.count("?") for line in lines)


def _joined(turns: list[Spoken], situation: str, notes: tuple[str, ...]) -> Transcript:
    joined: list[Spoken] = []
    for turn in turns:
        text = " ".join(turn.text.split())
        if not text:
            continue
        if joined and joined[-1].speaker == turn.speaker:
            last = joined.pop()
            joined.append(
                Spoken(
                    speaker=turn.speaker,
                    text=f"{last.text} {text}",
                    start=last.start,
                    end=turn.end if turn.end is not None else last.end,
                )
            )
        else:
            joined.append(Spoken(speaker=turn.speaker, text=text, start=turn.start, end=turn.end))
    return Transcript(turns=tuple(joined), situation=situation, notes=notes)
