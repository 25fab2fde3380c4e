"""A call without devices: station, ear and mouth in the audio's time, a small engine."""

from collections.abc import Callable
from pathlib import Path

from simulator.speech import messages, sound
from simulator.speech.clips import Clips
from simulator.speech.ear import Ear
from simulator.speech.floor import Floor
from simulator.speech.line_clips import LineClips
from simulator.speech.messages import Heard, News, Utterance, Verdict
from simulator.speech.mouth import Mouth
from simulator.speech.panel import Panel
from simulator.speech.receiver import Receiver
from simulator.speech.recorder import Recorder
from simulator.speech.sound import EAR_RATE, LINE_RATE, Samples
from simulator.speech.station import Station, with_sound
from simulator.speech.vad import BLOCK, BLOCK_SECONDS, Detector
from simulator.speech.vosk_ears import Vocabulary

Engine = Callable[[Heard], Verdict]


class Booth:
    """Feeds sound to a station and answers its questions at once."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        clips: Clips,
        engine: Engine,
        *,
        sides: messages.Sides = "headset",
        talk: messages.Talk = "open",
        echo: float = 0.0,
        sounds: bool = True,
        keep: Path | None = None,
        kept: int = 0,
    ) -> None:
        self.news: list[tuple[float, News]] = []
        self.played: list[Samples] = []
        self._engine = engine
        self._echo = echo
        self._count = 0
        setting = messages.Open(recogniser="", sides=sides, talk=talk, sounds=sounds)
        self.mouth = Mouth()
        self.lines = LineClips(clips)
        receiver = Receiver(self.mouth, self._take)
        panel = Panel(self._take)
        recogniser = vocabulary.recogniser()
        recogniser.warm_up()
        self.ear = Ear(recogniser, Detector())
        recorder = Recorder(keep, self._take, kept=kept)
        floor = Floor(self.ear, receiver, panel, self._take, tap=talk == "tap", recorder=recorder)
        self.station = Station(floor, receiver, panel, self.lines, self._take, setting)
        floor.headset = sides != "speakers"

    @property
    def now(self) -> float:
        """The audio's clock."""
        return self._count * BLOCK_SECONDS

    def order(self, order: messages.Order) -> None:
        """Hands an order to the station."""
        self.station.inbox.put((order, with_sound(order, self.lines)))

    def open(self, line: str = "") -> None:
        """Picks up."""
        lines = (Utterance(text=line),) if line else ()
        self.order(messages.PickUp(lines=lines))
        self.quiet(0.1)

    def hear(self, samples: Samples, rate: int = sound.CLIP_RATE) -> None:
        """The trainee's sound."""
        pcm = sound.resampled(samples, rate, EAR_RATE)
        for start in range(0, len(pcm) - BLOCK + 1, BLOCK):
            self._step(pcm[start : start + BLOCK])

    def quiet(self, seconds: float, dbfs: float = -68.0) -> None:
        """A room in which nobody speaks."""
        noise = sound.faint_noise(round(seconds * EAR_RATE), dbfs, seed=self._count)
        self.hear(noise, EAR_RATE)

    def of(self, kind: type[messages.Message]) -> list[tuple[float, News]]:
        """News of one kind with its time."""
        return [(at, news) for at, news in self.news if isinstance(news, kind)]

    def until_line_ends(self) -> None:
        """Quiet until the prospect has finished."""
        while self.mouth.speaking:
            self.quiet(0.1)

    def _take(self, news: News) -> None:
        self.news.append((self.now, news))
        if isinstance(news, Heard):
            self.order(self._engine(news))
        elif isinstance(news, messages.Committed | messages.Silent):
            self.order(messages.Done())

    def _step(self, block: Samples) -> None:
        heard = self.mouth.pull(round(BLOCK_SECONDS * LINE_RATE))
        self.played.append(heard)
        if self._echo:
            block = block + sound.resampled(heard, LINE_RATE, EAR_RATE)[:BLOCK] * self._echo
        self._count += 1
        self.station.step(sound.to_pcm(block), self.now)
