"""On loudspeakers: does the prospect stop himself, and can she stop him?

    python benchmarks/loudspeakers.py [--short]

The microphone hears what the loudspeaker plays, softer. Lines of the built-in
calls are played; first nobody speaks, then she cuts in 0.8 s after the line's beginning. The
time from her first sound to the prospect's silence is the audio's, so no sound server is needed.
"""

import argparse
import itertools
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

import numpy as np  # noqa: E402

from benchmarks.figures import Bars  # noqa: E402
from simulator.files import library, load  # noqa: E402
from simulator.scenario.model import Playable  # noqa: E402
from simulator.speech import messages, sound  # noqa: E402
from simulator.speech.clips import Clips, best_engine  # noqa: E402
from simulator.speech.messages import Heard, Utterance, Verdict  # noqa: E402
from simulator.speech.sound import CLIP_RATE  # noqa: E402
from simulator.speech.voice_list import Prosody  # noqa: E402
from simulator.speech.vosk_ears import Vocabulary  # noqa: E402
from tests.speech.booth import Booth  # noqa: E402

ECHOES = (0.05, 0.15, 0.4)
"""Share of the loudspeaker's sound that reaches the microphone: 26, 16 and 8 dB softer."""
VOICES = ("heart", "sam", "vera", "june")
LONG = 2.6
"""Seconds of a line that leave room to cut in."""
CUTS_IN = 0.8
CUTTING_IN = (
    "Sorry, can I just stop you there for a second?",
    "Hang on, that is not what I wanted to say.",
    "Let me ask you one more thing before you go.",
    "I understand, but would Thursday morning work?",
)


def lines_of(playable: Playable) -> list[str]:
    """What the people of a call say in its beats, where nothing is left open."""
    said = [
        text
        for beat in playable.scenario.beats.values()
        for texts in (beat.opens, *(reaction.says for reaction in beat.reactions))
        for text in texts
    ]
    return [text for text in dict.fromkeys(said) if "{" not in text and "<" not in text]


def silent(heard: Heard) -> Verdict:
    """An engine that never answers: only the line counts."""
    return Verdict(id=heard.id, wait=60.0)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--short", action="store_true", help="a sixth of the lines")
    args = parser.parse_args()
    every = [line for entry in library() for line in lines_of(load(entry.id))]
    chosen = every[:: 60 if args.short else 10]
    vocabulary, clips = Vocabulary(), Clips(best_engine())
    stopped: list[str] = []
    alone = tried = 0
    took: list[float] = []
    for number, (line, echo) in enumerate(itertools.product(chosen, ECHOES)):
        voice = VOICES[number % len(VOICES)]
        booth = Booth(vocabulary, clips, silent, sides="speakers", echo=echo)
        booth.open()
        booth.quiet(0.5)
        booth.order(messages.Speak(lines=(Utterance(text=line, voice=voice),)))
        booth.quiet(0.1)
        booth.until_line_ends()
        booth.quiet(0.1)
        alone += 1
        [(over, ended)] = booth.of(messages.LineEnded)
        [(began, _)] = booth.of(messages.LineStarted)
        if isinstance(ended, messages.LineEnded) and ended.heard < 1.0:
            stopped.append(line)
        if over - began < LONG:
            continue
        hers = clips.clip(CUTTING_IN[number % len(CUTTING_IN)], "marian", Prosody())
        booth = Booth(vocabulary, clips, silent, sides="speakers", echo=echo)
        booth.open()
        booth.quiet(0.5)
        booth.order(messages.Speak(lines=(Utterance(text=line, voice=voice),)))
        booth.quiet(CUTS_IN)
        since = booth.now
        booth.hear(np.concatenate([hers, sound.silence(0.3, CLIP_RATE)]))
        tried += 1
        found = [
            at - since
            for at, news in booth.of(messages.LineEnded)
            if isinstance(news, messages.LineEnded) and news.heard < 1.0
        ]
        took += found[:1]
    bars = Bars()
    bars.show("lines played while nobody speaks", alone)
    bars.most("of them stopped by their own echo, %", 100 * len(stopped) / alone, 2.0)
    bars.show("lines she cuts in on", tried)
    bars.show("of them stopped before she has finished, %", 100 * len(took) / tried)
    bars.show("seconds until the prospect is silent, median", float(np.median(took)))
    for line in sorted(set(stopped)):
        print(f"  stopped itself: {line}")
    return bars.exit_code()


if __name__ == "__main__":
    sys.exit(main())
