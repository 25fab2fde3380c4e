"""What works on this machine, what doesn't, and what to do: the doctor's eyes.

Each examination tries the real thing in a child or in place and reports; none
of them raises. ``doctor`` prints the findings, the settings screen shows them.
"""

import importlib.metadata
import os
import platform
import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from simulator import __version__, paths, settings
from simulator.errors import RingcraftError

if TYPE_CHECKING:
    from simulator.speech import check, devices
    from simulator.speech.clips import Engine

State = Literal["fine", "limited", "broken"]
SLUGGISH = 0.25
"""Seconds that microphone and loudspeaker may take together: Bluetooth adds 0.1 to 0.25."""


class Finding(Struct, frozen=True, kw_only=True):
    """One thing examined. ``limited`` works with less; ``broken`` does not work."""

    area: Literal["program", "terminal", "store", "scenarios", "hearing", "speech"]
    name: str
    state: State
    detail: str
    todo: str = ""


def program() -> Iterator[Finding]:
    """Versions of Ringcraft, Python and the system."""
    supported = sys.version_info >= (3, 11)
    yield Finding(
        area="program",
        name="versions",
        state="fine" if supported else "broken",
        detail=f"ringcraft {__version__}, Python {platform.python_version()},"
        f" {platform.system()} {platform.machine()}",
        todo="" if supported else "use Python 3.11 or newer",
    )


def terminal() -> Iterator[Finding]:
    """Size, encoding and colours of the terminal."""
    if not sys.stdout.isatty():
        yield Finding(
            area="terminal",
            name="screen",
            state="limited",
            detail="this is not a terminal (output goes to a file or a pipe)",
            todo="start ringcraft in a terminal for the app; commands work anyway",
        )
        return
    size = shutil.get_terminal_size()
    small = size.columns < 80 or size.lines < 24
    yield Finding(
        area="terminal",
        name="size",
        state="limited" if small else "fine",
        detail=f"{size.columns} × {size.lines}",
        todo="make the window at least 80 × 24" if small else "",
    )
    encoding = (sys.stdout.encoding or "").lower().replace("-", "")
    yield Finding(
        area="terminal",
        name="encoding",
        state="fine" if encoding == "utf8" else "limited",
        detail=sys.stdout.encoding or "unknown",
        todo="" if encoding == "utf8" else "set LANG to a UTF-8 locale, such as C.UTF-8",
    )
    if os.environ.get("NO_COLOR"):
        yield Finding(
            area="terminal",
            name="colours",
            state="fine",
            detail="off, since NO_COLOR is set; everything is told in words too",
        )


def store() -> Iterator[Finding]:
    """Settings and results: can they be read and written."""
    from simulator.store import Store

    try:
        settings.read()
        yield Finding(
            area="store", name="settings", state="fine", detail=str(paths.settings_path())
        )
    except RingcraftError as error:
        yield Finding(
            area="store", name="settings", state="limited", detail=error.message, todo=error.hint
        )
    try:
        with Store.open() as results:
            calls = len(results.calls(limit=1_000_000))
            waiting = len(results.unfinished())
        free = shutil.disk_usage(paths.data_dir()).free
        tight = free < 200_000_000
        yield Finding(
            area="store",
            name="results",
            state="limited" if tight else "fine",
            detail=f"{paths.store_path()}: {calls} calls, {waiting} unfinished,"
            f" {free / 1e9:.1f} GB free",
            todo="free some space" if tight else "",
        )
    except (RingcraftError, OSError) as error:
        yield Finding(
            area="store",
            name="results",
            state="broken",
            detail=str(error),
            todo="set RINGCRAFT_HOME to a folder you can write",
        )


def scenarios() -> Iterator[Finding]:
    """The built-in pack and the user's own: do they check clean."""
    from simulator import files

    problems = files.check((paths.builtin_pack_dir(),))
    errors = [problem for problem in problems if problem.severity == "error"]
    calls = len(files.library())
    yield Finding(
        area="scenarios",
        name="library",
        state="broken" if errors or not calls else "fine",
        detail=f"{calls} calls, {len(errors)} errors in the built-in pack",
        todo="ringcraft check scenarios shows them; reinstalling mends them" if errors else "",
    )


def hearing() -> Iterator[Finding]:
    """The recogniser of moves: trained heads or the lexical ones alone."""
    from simulator.hearing_model import load_hearing
    from simulator.understanding.hearing import Context

    try:
        hear = load_hearing()
        heard = hear("Who else is involved in a decision like this?", Context(prospect="Go on."))
        works = "ask_authority" in heard.ids()
    except RingcraftError as error:
        yield Finding(
            area="hearing", name="moves", state="broken", detail=error.message, todo=error.hint
        )
        return
    try:
        encoder = f"onnxruntime {importlib.metadata.version('onnxruntime')}"
    except importlib.metadata.PackageNotFoundError:
        encoder = ""
    yield Finding(
        area="hearing",
        name="moves",
        state="fine" if works and encoder else "limited",
        detail=f"trained heads on {encoder}" if encoder else "word patterns only",
        todo="" if encoder else "pip install onnxruntime, for better hearing",
    )


def speech() -> Iterator[Finding]:
    """The chain of a spoken call: model, devices, voice, and all of it in the worker."""
    from simulator.speech import check, devices, models
    from simulator.speech.clips import best_engine
    from simulator.speech.hibari_voice import HibariVoice
    from simulator.speech.vad import Detector

    try:
        chosen = settings.read()
    except settings.Misread as error:
        chosen = error.settings
    yield _recogniser(models.recogniser, chosen.recogniser)
    found = devices.survey()
    if found.problem:
        yield _trouble("sound", "broken", found.problem, found.hint)
    else:
        yield from _devices(found, chosen, check.microphone)
    yield _voice(best_engine, HibariVoice.name)
    if not Detector().sure:
        more = "pip install 'ringcraft[voice]', for one that is not fooled by a slammed door"
        yield _trouble("detector", "limited", "speech is told from noise by loudness alone", more)
    yield _worker(chosen)


def _recogniser(where: Callable[[str], Path], name: str) -> Finding:
    try:
        folder = where(name)
    except RingcraftError as error:
        return _trouble("recogniser", "broken", error.message, error.hint)
    return Finding(area="speech", name="recogniser", state="fine", detail=str(folder))


def _devices(
    found: "devices.Survey",
    chosen: settings.Settings,
    listen: "Callable[[str, float], check.MicCheck]",
) -> Iterator[Finding]:
    from simulator.speech import devices

    for name, listed, wanted in (
        ("microphone", found.inputs, chosen.microphone),
        ("loudspeaker", found.outputs, chosen.speaker),
    ):
        if not listed:
            yield _trouble(name, "broken", "there is none", "plug one in; typing works meanwhile")
            continue
        used = devices.choose(listed, wanted, name)
        if wanted and not used.name.startswith(wanted):
            detail = f"{wanted} isn't there; {used.name} is used"
            yield _trouble(name, "limited", detail, "plug it in, or choose another in Settings")
            continue
        detail = f"{used.name}, one of {len(listed)}; settings can choose another"
        yield Finding(area="speech", name=name, state="fine", detail=detail)
    if found.inputs:
        try:
            heard = listen(chosen.microphone, 1.0)
        except RingcraftError as error:
            yield _trouble("listening", "broken", error.message, error.hint)
            return
        yield Finding(
            area="speech",
            name="listening",
            state="limited" if heard.problem else "fine",
            detail=heard.problem or f"{heard.level:.0f} dBFS in one second",
            todo=heard.hint,
        )


def _voice(pick: "Callable[[], Engine]", built_in: str) -> Finding:
    try:
        engine = pick()
        engine.render("Hello.", "", 1.0, 1.0)
    except RingcraftError as error:
        return _trouble("voice", "limited", error.message, error.hint)
    if engine.name == built_in:
        return Finding(area="speech", name="voice", state="fine", detail="the built-in voices")
    return _trouble(
        "voice",
        "limited",
        "the system's own voice",
        "pip install 'ringcraft[voice]', for eight voices",
    )


def _worker(chosen: settings.Settings) -> Finding:
    """Loads everything as a call does, in a worker of its own."""
    from simulator.speech import messages
    from simulator.speech.line import Line

    told: list[messages.News] = []
    codes: list[int] = []
    settled = threading.Event()

    def hear(news: messages.News) -> None:
        told.append(news)
        if isinstance(news, messages.Ready):
            settled.set()

    def gone(code: int) -> None:
        codes.append(code)
        settled.set()

    opening = messages.Open(
        recogniser=chosen.recogniser, microphone=chosen.microphone, speaker=chosen.speaker
    )
    began = time.monotonic()
    try:
        line = Line(opening, hear, gone)
    except RingcraftError as error:
        return _trouble("worker", "broken", error.message, error.hint)
    settled.wait()
    took = time.monotonic() - began
    line.close()
    ready = next((news for news in told if isinstance(news, messages.Ready)), None)
    faults = [news for news in told if isinstance(news, messages.Fault)]
    if ready is None:
        why = faults[-1].what if faults else f"it ended by itself (code {codes[0]})"
        return _trouble("worker", "broken", why, f"{paths.log_dir()} says why; typing works")
    if faults:
        return _trouble("worker", "limited", faults[0].what, faults[0].hint)
    delay = ready.input_latency + ready.output_latency
    detail = f"ready in {took:.1f} s; {delay * 1000:.0f} ms from sound to sound"
    if delay > SLUGGISH:
        todo = "a headset with a wire answers sooner than one with Bluetooth"
        return _trouble("worker", "limited", detail, todo)
    return Finding(area="speech", name="worker", state="fine", detail=detail)


def _trouble(name: str, state: State, detail: str, todo: str) -> Finding:
    return Finding(area="speech", name=name, state=state, detail=detail, todo=todo)


EXAMINATIONS: dict[str, Callable[[], Iterator[Finding]]] = {
    "program": program,
    "terminal": terminal,
    "store": store,
    "scenarios": scenarios,
    "hearing": hearing,
    "speech": speech,
}


def examine() -> Iterator[Finding]:
    """All findings, one area after the other."""
    for examination in EXAMINATIONS.values():
        yield from examination()
