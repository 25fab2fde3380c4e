"""What speech costs: wrong words, lost moves, calls that end otherwise.

    python benchmarks/speech.py [--short] [--json]

Synthetic trainees in several voices speak what the scenarios' own tests say,
clean, in office noise and through a telephone. Synthetic speech is cleaner than
people's: take the figures as floors. Exit code 4 when a call by voice ends
otherwise than the same call typed.
"""

import argparse
import json
import re
import sys
import tempfile
import time
from itertools import zip_longest
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from rapidfuzz.distance import Levenshtein  # noqa: E402

from benchmarks.spoken_lines import channel  # noqa: E402
from simulator import spoken_files  # noqa: E402
from simulator.call import Call, Hear  # noqa: E402
from simulator.dialogue.events import Log, ProspectSpoke, TraineeSpoke  # noqa: E402
from simulator.files import load  # noqa: E402
from simulator.hearing_model import load_hearing  # noqa: E402
from simulator.scenario.model import Playable, Test  # noqa: E402
from simulator.speech import phone_line, sound  # noqa: E402
from simulator.speech.clips import Clips, best_engine  # noqa: E402
from simulator.speech.sound import CLIP_RATE  # noqa: E402
from simulator.speech.voice_list import Prosody  # noqa: E402
from simulator.speech.vosk_ears import Vocabulary, recognise  # noqa: E402
from simulator.understanding.hearing import Context  # noqa: E402
from tests.speech.virtual_cable import with_pauses  # noqa: E402

VOICES = ("heart", "marian", "june", "iris", "vera", "sam")
SCENARIOS = ("first-ten-seconds", "gatekeeper", "price-vs-corvane", "send-me-an-email")
CALL_VOICES = ("marian", "sam", "june")
PAUSES = (0.2, 0.35, 0.5, 0.7, 0.9)
REPLIES = 40
"""What whole calls must hold at least to show anything."""
MOST_CHANNELS = ("clean", "office 10 dB", "office 5 dB", "telephone")
_CLAUSE = re.compile(r"(?<=[.?!,;])\s+")


def said_in(playable: Playable, test: Test) -> list[str]:
    """The trainee's lines of a test."""
    return [turn.you for turn in test.call if turn.you]


def words_of(text: str) -> list[str]:
    """Words as the recogniser would write them, numbers and names aside."""
    return re.findall(r"[a-z']+", text.lower().replace("’", "'"))


def word_errors(
    texts: list[str],
    clips: Clips,
    vocabulary: Vocabulary,
    voices: tuple[str, ...],
    hear: Hear,
    playable: Playable,
) -> list[dict[str, object]]:
    """Word error rate and share of moves lost, by voice and channel."""
    room = phone_line.bed([clips.clip(text, "ruth", Prosody()) for text in texts[:3]])
    rows: list[dict[str, object]] = []
    typed = {text: moves(text, hear, playable, "typed") for text in texts}
    for voice in voices:
        for name in MOST_CHANNELS:
            wrong = total = lost = made = 0
            for text in texts:
                samples, rate = channel(name, clips.clip(text, voice, Prosody()), room)
                heard = recognise(samples, rate, vocabulary, others=False).text
                wanted = words_of(text)
                wrong += Levenshtein.distance(wanted, heard.split())
                total += len(wanted)
                found = moves(heard, hear, playable, "speech")
                made += len(typed[text])
                lost += len(typed[text] - found)
            rows.append(
                {
                    "voice": voice,
                    "channel": name,
                    "word errors": round(100 * wrong / total, 1),
                    "moves lost": round(100 * lost / max(1, made), 1),
                    "words": total,
                    "moves": made,
                }
            )
    return rows


def moves(text: str, hear: Hear, playable: Playable, source: str) -> frozenset[str]:
    """Ids of the moves heard in a line by itself."""
    context = Context(
        prospect="",
        moves=playable.moves,
        product=playable.product,
        source="speech" if source == "speech" else "typed",
    )
    return hear(text, context).ids()


def spoken_calls(folder: Path, clips: Clips, hear: Hear, short: bool) -> list[dict[str, object]]:
    """Whole calls by voice with pauses inside the replies, beside the same typed."""
    rows: list[dict[str, object]] = []
    room = phone_line.bed(
        [clips.clip("So I said to him that it would be fine.", "ruth", Prosody())]
    )
    for number, name in enumerate(SCENARIOS[:1] if short else SCENARIOS):
        playable = load(name)
        test = playable.scenario.tests[0]
        replies = said_in(playable, test)
        typed = Call(playable, hear, level=test.level, seed=test.seed)
        typed.begin()
        for text in replies:
            if not typed.over:
                typed.say(text)
        for noisy in (False, True):
            voice = CALL_VOICES[(number + noisy) % len(CALL_VOICES)]
            files = []
            for place, text in enumerate(replies):
                parts = _CLAUSE.split(text)
                pieces = [clips.clip(part, voice, Prosody()) for part in parts if part.strip()]
                waits = [PAUSES[(place + n) % len(PAUSES)] for n in range(len(pieces) - 1)]
                line = with_pauses(pieces, waits, CLIP_RATE)
                if noisy:
                    line, _ = channel("office 15 dB", line, room)
                path = folder / f"{name}-{noisy}-{place}.wav"
                sound.write_wav(path, line, CLIP_RATE)
                files.append(path)
            call = Call(playable, hear, level=test.level, seed=test.seed)
            began = time.monotonic()
            spoken_files.play(call, tuple(files), lambda log: None)
            turns = [event for event in call.log if isinstance(event, TraineeSpoke)]
            rows.append(
                {
                    "call": name,
                    "voice": voice,
                    "noise": "office 15 dB" if noisy else "quiet",
                    "replies": len(replies),
                    "turns": len(turns),
                    "typed": typed.state.ending,
                    "spoken": call.state.ending,
                    "typed total": typed.scorecard().total,
                    "spoken total": call.scorecard().total,
                    "took": round(time.monotonic() - began, 1),
                    "first difference": first_difference(typed.log, call.log),
                }
            )
    return rows


def answers(log: Log) -> list[tuple[str, list[str], str]]:
    """Each of her turns: the words, the places of what was answered, and the answer."""
    turns: list[tuple[str, list[str], str]] = []
    for event in log:
        if isinstance(event, TraineeSpoke):
            turns.append((event.hearing.text, [], ""))
        elif isinstance(event, ProspectSpoke) and turns:
            text, places, line = turns[-1]
            places.append(f"{event.place.part} {event.place.owner} {event.place.name}")
            turns[-1] = (text, places, f"{line} {event.line}".strip())
    return turns


def first_difference(typed: Log, spoken: Log) -> str:
    """The first turn that is answered from another place of the scenario, or ""."""
    nothing: tuple[str, list[str], str] = ("(nothing)", [], "")
    pairs = zip_longest(answers(typed), answers(spoken), fillvalue=nothing)
    for number, (one, other) in enumerate(pairs, start=1):
        if one[1] != other[1]:
            return f"turn {number}, {one[0]!r} heard as {other[0]!r}, answered {other[2]!r}"
    return ""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--short", action="store_true", help="fewer voices, lines and calls")
    parser.add_argument("--json", action="store_true", help="one JSON object a row")
    parser.add_argument("--calls", action="store_true", help="whole calls only")
    args = parser.parse_args()
    clips, hear = Clips(best_engine()), load_hearing()
    if not args.calls:
        heard_alone(clips, hear, short=args.short, as_json=args.json)
    with tempfile.TemporaryDirectory() as scratch:
        calls = spoken_calls(Path(scratch), clips, hear, args.short)
    show("calls by voice beside the same typed", calls, as_json=args.json, last="first difference")
    other = [row for row in calls if row["typed"] != row["spoken"]]
    replies = sum(int(str(row["replies"])) for row in calls)
    print(
        f"{replies} spoken replies in {len({row['voice'] for row in calls})} voices and "
        f"{len({row['noise'] for row in calls})} rooms: "
        f"{len(calls) - len(other)} of {len(calls)} calls end as typed "
        f"(bar: all, with at least {REPLIES} replies)"
    )
    return 4 if other else 0


def heard_alone(clips: Clips, hear: Hear, *, short: bool, as_json: bool) -> None:
    """Prints what is lost of single lines."""
    playable = load("gatekeeper")
    texts = [text for test in playable.scenario.tests for text in said_in(playable, test)]
    texts = list(dict.fromkeys(texts))[: 6 if short else 16]
    voices = VOICES[:1] if short else VOICES
    rows = word_errors(texts, clips, Vocabulary(), voices, hear, playable)
    show("words and moves, in percent", rows, as_json=as_json)


def show(title: str, rows: list[dict[str, object]], *, as_json: bool, last: str = "") -> None:
    """Prints a table, or JSON lines; the long column ``last`` goes below its row."""
    if as_json:
        for row in rows:
            print(json.dumps({"table": title, **row}))
        return
    print(title, flush=True)
    heads = [head for head in rows[0] if head != last]
    widths = [max(len(head), *(len(str(row[head])) for row in rows)) for head in heads]
    print("  ".join(head.ljust(width) for head, width in zip(heads, widths, strict=True)))
    for row in rows:
        cells = (str(row[head]).ljust(width) for head, width in zip(heads, widths, strict=True))
        print("  ".join(cells).rstrip())
        if row.get(last):
            print(f"    {last}: {row[last]}")
    print()


if __name__ == "__main__":
    sys.exit(main())
