"""How long until the prospect answers? Measured off a recording of both sides of the line.

    python benchmarks/voice_gap.py [--short] [--json]

A real PortAudio loop over a virtual cable (PulseAudio): a synthetic trainee
speaks into the microphone, the answer is what comes out of the loudspeaker, the
gap is read from one sample-aligned recording of both. Beside our loop, in the
same run, the two that text books show, on the first of the lines. A cut-in is a
line of the prospect's that begins before she has finished, taken back or not; a
content-free "Mm-hmm" is none. Exit code 4 when a limit for slow
machines is missed, 3 when there is no sound server.
"""

import argparse
import json
import os
import queue
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from msgspec import Struct, structs  # noqa: E402

from simulator.call import Call  # noqa: E402
from simulator.files import load  # noqa: E402
from simulator.foresight import Foresight  # noqa: E402
from simulator.hearing_model import load_hearing  # noqa: E402
from simulator.speech import messages, sound  # noqa: E402
from simulator.speech.clips import Clips, best_engine  # noqa: E402
from simulator.speech.line import Line  # noqa: E402
from simulator.speech.messages import Heard, News, Utterance  # noqa: E402
from simulator.speech.mouth import Mouth  # noqa: E402
from simulator.speech.sound import CLIP_RATE, LINE_RATE  # noqa: E402
from simulator.speech.streams import Loudspeaker, Microphone  # noqa: E402
from simulator.speech.vad import Detector  # noqa: E402
from simulator.speech.voice_list import Prosody  # noqa: E402
from simulator.speech.voice_settings import VoiceSettings  # noqa: E402
from simulator.speech.vosk_ears import Vocabulary  # noqa: E402
from tests.speech.virtual_cable import VirtualCable, bursts, missing, sides, with_pauses  # noqa: E402

WHOLE = (
    "Do you have a minute?",
    "How do you plan the runs today?",
    "What does that cost you each month?",
    "Who else would be involved in a decision like this?",
    "How many drivers do you have?",
    "What happens when a driver is late?",
    "When would be a good time to speak again?",
    "Would Tuesday at ten work for you?",
    "How long have you been doing it that way?",
    "What would have to change for you to look at it?",
    "Is there anything that you would want to see first?",
    "Which of those two is the bigger headache?",
    "Have I caught you at a bad time?",
    "Where does that leave you at the end of the week?",
    "Could you put me through to the person who plans the routes?",
)
"""Lines that are whole by themselves: nothing could follow that changes them."""
IMPROVISED = (
    ("The reason for my call", "is the empty miles on your return runs."),
    ("So it sounds like the plan holds", "until somebody calls in sick."),
    ("I read that you opened a second yard in March", "and I wondered how that is going."),
    ("We help haulage firms,", "about your size,", "to cut their empty miles."),
    ("That is a fair point.", "A lot of people say that before they have seen it."),
    ("Well, the difference is", "that you are live in two weeks."),
    ("I would like to show you", "how it works with your own numbers."),
    ("We could start small,", "with a pilot on five trucks."),
)
"""Lines as people make them up, with pauses inside."""
PAUSES = (0.2, 0.35, 0.5, 0.7, 0.9)
VOICES = ("marian", "sam", "june")
REPLY = "Tell me a little more about how that would work for us."
HERS, HIS = -50.0, -39.0
"""dBFS from which a side counts as sounding: her line is silent, behind his the office goes on,
which stays below -39.5 dBFS."""
CLICK = 0.04
"""Seconds: what is shorter is no sound of a voice."""
OVERLAP = 0.15
"""Seconds before her last audible sound that still count as after it: a final t or d."""
LONGEST_OPENER = 0.6
"""Seconds: what sounds longer inside her turn is a line that was not taken back."""
LIMITS = {"whole p90": 600.0, "whole cut-ins": 0.10}
"""What even a slow machine must reach; the goals stand in docs/benchmarks.md."""


class Turn(Struct):
    """One line of the trainee, as the recording shows it; times in milliseconds."""

    kind: str
    text: str
    first_sound: float | None = None  # to anything the prospect utters
    gap: float | None = None  # to the line itself
    cut_ins: int = 0  # times the prospect's line began inside the turn
    yields: list[float] = []  # from her going on to the prospect's silence, off the recording
    due: float | None = None  # quiet that the engine wanted
    waited: float | None = None  # quiet that there was, in the worker's own audio time


class Ours:
    """Our loop: the voice worker, and the engine's own judgement of turns."""

    name = "ringcraft"

    def __init__(self, sides_: messages.Sides = "headset", talk: messages.Talk = "open") -> None:
        call = Call(load("gatekeeper"), load_hearing(), level="standard", seed=1)
        call.begin(spoken=True)
        call.hears("hello")  # loaded while it rings
        self._foresight = Foresight(call, VoiceSettings(), "gap")
        self.ready, self.ended, self.over = threading.Event(), threading.Event(), threading.Event()
        self.waits: list[float] = []
        self.taken_back = 0
        self.waited: float | None = None
        setting = messages.Open(recogniser="", sides=sides_, talk=talk)
        self._line = Line(setting, self._news, lambda code: self.over.set())
        self._line.send(messages.Prepare(lines=(Utterance(text=REPLY), Utterance(text="Mm-hmm."))))

    def open(self) -> None:
        """Waits for the worker and picks up."""
        if not self.ready.wait(60):
            raise SystemExit("the voice worker does not get ready")
        self._line.send(messages.PickUp(lines=()))
        time.sleep(1.0)

    def begin(self) -> None:
        """Before a line of the trainee."""
        self.ended.clear()
        self.waits, self.taken_back, self.waited = [], 0, None

    def tap(self) -> None:
        """The trainee says that she is done, or begins."""
        self._line.send(messages.Tap())

    def answered(self) -> bool:
        """Waits until the answer has been spoken."""
        return self.ended.wait(12)

    def close(self) -> None:
        """Ends the worker."""
        self._line.close()

    def _news(self, news: News) -> None:
        if isinstance(news, Heard):
            self._judge(news)
        elif isinstance(news, messages.Ready):
            self.ready.set()
        elif isinstance(news, messages.Yielded):
            self.taken_back += 1
        elif isinstance(news, messages.Committed):
            self.waited = news.waited * 1000
            self._line.send(messages.Done())
        elif isinstance(news, messages.LineEnded) and news.heard == 1.0:
            self.ended.set()
        elif isinstance(news, messages.Fault):
            sys.stderr.write(f"  {news.what}\n")

    def _judge(self, heard: Heard) -> None:
        """The engine's own verdict; only the line is always the same."""
        verdict = self._foresight.verdict(heard, 0.0)
        self.waits.append(verdict.wait * 1000)
        self._line.send(structs.replace(verdict, lines=(Utterance(text=REPLY),)))


class Naive:
    """The loops of the text books: wait for the end, recognise, synthesise, play."""

    def __init__(self, kind: str, vocabulary: Vocabulary, clips: "FreshClips") -> None:
        self.name = kind
        self._clips = clips
        self.waits: list[float] = []
        self.taken_back = 0
        self.waited: float | None = None
        self._mouth = Mouth()
        self._stop = threading.Event()
        self.ended = threading.Event()
        self._microphone = Microphone("")
        self._loudspeaker = Loudspeaker("", self._mouth.pull)
        self._recogniser = vocabulary.recogniser()
        self._recogniser.warm_up()
        run = self._by_endpoint if kind == "endpoint" else self._by_silence
        self._thread = threading.Thread(target=run, daemon=True)

    def open(self) -> None:
        """Starts listening."""
        self._thread.start()
        time.sleep(1.0)

    def begin(self) -> None:
        """Before a line of the trainee."""
        self.ended.clear()

    def answered(self) -> bool:
        """Waits until the answer has been spoken."""
        return self.ended.wait(12)

    def close(self) -> None:
        """Lets the devices go."""
        self._stop.set()
        self._thread.join()
        self._microphone.close()
        self._loudspeaker.close()

    def _blocks(self) -> "queue.SimpleQueue[bytes]":
        return self._microphone.blocks

    def _by_endpoint(self) -> None:
        while not self._stop.is_set():
            try:
                block = self._blocks().get(timeout=0.1)
            except queue.Empty:
                continue
            if self._recogniser.accept(block) and self._recogniser.finish().text:
                self._answer()
            self._tell()

    def _by_silence(self) -> None:
        detector, quiet, speaking = Detector(network=False), 0.0, False
        while not self._stop.is_set():
            try:
                block = self._blocks().get(timeout=0.1)
            except queue.Empty:
                continue
            voiced = detector.push(block).voiced
            self._recogniser.feed(block)
            quiet = 0.0 if voiced else quiet + 0.02
            speaking = speaking or voiced
            if speaking and quiet >= 0.5:
                speaking = False
                if self._recogniser.finish(flush=True).text:
                    self._answer()
            self._tell()

    def _answer(self) -> None:
        clip = self._clips.render_anew(REPLY)
        self._mouth.say("reply", sound.resampled(clip, CLIP_RATE, LINE_RATE))

    def _tell(self) -> None:
        if any(event.over for event in self._mouth.events()):
            self.ended.set()


class FreshClips:
    """Renders every time, as a loop without a cache does."""

    def __init__(self) -> None:
        self._engine = best_engine()
        self._engine.render("Okay.", "heart", 1.0, 1.0)

    def render_anew(self, text: str) -> sound.Samples:
        """The line, synthesised on demand."""
        return sound.from_pcm(self._engine.render(text, "heart", 1.0, 1.0))


def lines(folder: Path, short: bool) -> list[tuple[str, str, Path]]:
    """Kind, text and WAV file of every line of the trainee."""
    clips = Clips(best_engine())
    made: list[tuple[str, str, Path]] = []
    whole = WHOLE[:5] if short else WHOLE
    improvised = IMPROVISED[:3] if short else IMPROVISED * 3
    for number, text in enumerate(whole):
        samples = clips.clip(text, VOICES[number % 3], Prosody())
        made.append(("whole", text, folder / f"whole-{number}.wav"))
        sound.write_wav(made[-1][2], samples, CLIP_RATE)
    for number, parts in enumerate(improvised):
        voice = VOICES[number % 3]
        pieces = [clips.clip(part, voice, Prosody()) for part in parts]
        waits = [PAUSES[(number + place) % len(PAUSES)] for place in range(len(parts) - 1)]
        made.append(("improvised", " ".join(parts), folder / f"improvised-{number}.wav"))
        sound.write_wav(made[-1][2], with_pauses(pieces, waits, CLIP_RATE), CLIP_RATE)
    return made


def measured(
    cable: VirtualCable, loop: Ours | Naive, said: list[tuple[str, str, Path]], folder: Path
) -> list[Turn]:
    """Speaks every line into a loop and reads the gaps off the recording."""
    found: list[Turn] = []
    loop.open()
    for number, (kind, text, path) in enumerate(said):
        raw = folder / f"{loop.name}-{number}.raw"
        with cable.recording(raw):
            time.sleep(0.4)
            loop.begin()
            cable.speak(path).wait()
            loop.answered()
            time.sleep(0.3)
        turn = read(kind, text, raw)
        turn.cut_ins = max(turn.cut_ins, loop.taken_back)
        turn.yields = turn.yields[: turn.cut_ins]
        turn.due = loop.waits[-1] if loop.waits else None
        turn.waited = loop.waited
        found.append(turn)
        raw.unlink()
    return found


def read(kind: str, text: str, raw: Path) -> Turn:
    """What the recording of one turn shows."""
    hers, prospect = sides(raw)
    spoken = bursts(hers, HERS, gap=1.2)
    turn = Turn(kind, text)
    if not spoken:
        return turn
    start, stop = spoken[0][0], spoken[-1][1]
    answers = [(a, b) for a, b in uttered(prospect) if a > start]
    stop_early = stop - OVERLAP
    after = [a for a, _ in answers if a >= stop_early]
    if after:
        turn.first_sound = round((after[0] - stop) * 1000)
        # An opener is short and followed by a pause; the line is what goes on.
        body = [a for a, b in answers if a >= stop_early and b - a > 0.55]
        turn.gap = round(((body or after)[0] - stop) * 1000)
    before = [(a, b) for a, b in answers if a < stop_early]
    turn.cut_ins = sum(bool(b - a > LONGEST_OPENER) for a, b in before)
    resumed = [a for a, _ in bursts(hers, HERS, gap=0.12)]
    for a, b in before:
        later = [again for again in resumed if a < again < b]
        if later:
            turn.yields.append(round((b - later[0]) * 1000))
    turn.yields.sort(reverse=True)
    return turn


def uttered(prospect: sound.Samples) -> list[tuple[float, float]]:
    """Stretches of the prospect's voice, in seconds."""
    return [(a, b) for a, b in bursts(prospect, HIS, gap=0.12) if b - a > CLICK]


def tapped(cable: VirtualCable, said: list[tuple[str, str, Path]], folder: Path) -> list[float]:
    """Milliseconds from the finishing tap to the prospect's first sound."""
    loop = Ours(talk="tap")
    gaps: list[float] = []
    loop.open()
    for number, (_, _, path) in enumerate(said):
        loop.begin()
        raw = folder / f"tap-{number}.raw"
        loop.tap()
        time.sleep(0.3)
        cable.speak(path).wait()
        with cable.recording(raw):
            time.sleep(0.5)  # she waits a little, then taps
            size = raw.stat().st_size
            while raw.stat().st_size == size:
                time.sleep(0.001)  # what is recorded reaches up to now when a piece of it comes
            size = raw.stat().st_size
            loop.tap()
            loop.answered()
        _, prospect = sides(raw)
        sounds = uttered(prospect)
        tapped_at = size / 4 / LINE_RATE
        later = [a for a, _ in sounds if a > tapped_at]
        if later:
            gaps.append(round((later[0] - tapped_at) * 1000))
    loop.close()
    return gaps


def summary(name: str, found: list[Turn]) -> dict[str, object]:
    """Percentiles of one loop over one kind of lines."""
    gaps = sorted(turn.first_sound for turn in found if turn.first_sound is not None)
    body = sorted(turn.gap for turn in found if turn.gap is not None)
    yielded = sorted(ms for turn in found for ms in turn.yields)
    cut = sum(turn.cut_ins > 0 for turn in found)
    return {
        "loop": name,
        "turns": len(found),
        "first sound p50": percentile(gaps, 50),
        "first sound p90": percentile(gaps, 90),
        "line p50": percentile(body, 50),
        "line p90": percentile(body, 90),
        "cut-ins": cut,
        "slowest yield": max(yielded, default=None),
        "unanswered": sum(turn.first_sound is None for turn in found),
    }


def percentile(values: list[float], share: int) -> float | None:
    """The value below which ``share`` percent lie, by the nearest rank."""
    if not values:
        return None
    if share == 50:
        return float(statistics.median(values))
    return values[min(len(values) - 1, round(share / 100 * (len(values) - 1)))]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--short", action="store_true", help="fewer lines")
    parser.add_argument("--json", action="store_true", help="every turn as a JSON line")
    args = parser.parse_args()
    if missing():
        sys.stderr.write(f"error: {', '.join(missing())} missing · apt install pulseaudio-utils\n")
        return 3
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        cable = VirtualCable(folder / "cable")
        os.environ.update({k: v for k, v in cable.environment.items() if k != "HOME"})
        try:
            return run(cable, folder, args.short, args.json)
        finally:
            cable.close()


def run(cable: VirtualCable, folder: Path, short: bool, as_json: bool) -> int:
    """All loops over all lines; prints the table."""
    said = lines(folder, short)
    whole = [row for row in said if row[0] == "whole"]
    vocabulary = Vocabulary()
    fresh = FreshClips()
    makers: list[Callable[[], Ours | Naive]] = [
        Ours,
        lambda: Naive("endpoint", vocabulary, fresh),
        lambda: Naive("silence 500 ms", vocabulary, fresh),
    ]
    rows: list[dict[str, object]] = []
    improvised = [row for row in said if row[0] != "whole"]
    first = whole[: 3 if short else 10] + improvised[: 2 if short else len(IMPROVISED)]
    for number, make in enumerate(makers):
        loop = make()
        found = measured(cable, loop, said if number == 0 else first, folder)
        loop.close()
        if as_json:
            for turn in found:
                print(
                    json.dumps(
                        {"loop": loop.name, **{f: getattr(turn, f) for f in turn.__struct_fields__}}
                    )
                )
        for kind in ("whole", "improvised"):
            rows.append({"kind": kind, **summary(loop.name, [t for t in found if t.kind == kind])})
        if number == 0:
            rows.append({"kind": "all", **summary(loop.name, found)})
    taps = sorted(tapped(cable, whole, folder))
    print(f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores; milliseconds")
    head = f"{'loop':<15}{'lines':<12}{'n':>3}{'first p50':>11}{'p90':>6}{'line p50':>10}"
    print(head + f"{'p90':>6}{'cut-ins':>9}{'yield max':>11}")
    for row in rows:
        cells = [row[k] for k in ("first sound p50", "first sound p90", "line p50", "line p90")]
        shown = ["-" if cell is None else f"{cell:.0f}" for cell in cells]
        slowest = row["slowest yield"]
        print(
            f"{row['loop']!s:<15}{row['kind']!s:<12}{row['turns']!s:>3}{shown[0]:>11}{shown[1]:>6}"
            f"{shown[2]:>10}{shown[3]:>6}{row['cut-ins']!s:>9}"
            f"{'-' if slowest is None else format(slowest, '.0f'):>11}"
        )
    p50, p90 = percentile(taps, 50), percentile(taps, 90)
    print(f"tap to finish: p50 {p50} ms, p90 {p90} ms, n {len(taps)}")
    ours = rows[0]
    slow, cuts = ours["first sound p90"], ours["cut-ins"]
    missed = not isinstance(slow, float | int) or slow > LIMITS["whole p90"]
    if isinstance(cuts, int) and cuts > LIMITS["whole cut-ins"] * len(whole):
        missed = True
    return 4 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
