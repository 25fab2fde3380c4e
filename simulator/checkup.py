"""What works on this machine, what doesn't, and what to do: the doctor's eyes.

Each examination tries the real thing in a child or in place and reports; none
of them raises. ``doctor`` prints the findings, the settings screen shows them.
"""

import contextlib
import importlib.metadata
import os
import platform
import shutil
import sys
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
    """The chain of a spoken call: model, microphone, loudspeaker, voice."""
    from simulator.speech import check, devices, models
    from simulator.speech.clips import best_engine
    from simulator.speech.hibari_voice import HibariVoice

    chosen = settings.Settings()
    with contextlib.suppress(RingcraftError):
        chosen = settings.read()
    yield _recogniser(models.recogniser, chosen.recogniser)
    found = devices.survey()
    if found.problem:
        yield _trouble("sound", "broken", found.problem, found.hint)
    else:
        yield _device(found.inputs, chosen.microphone, "microphone")
        yield _device(found.outputs, chosen.speaker, "loudspeaker")
        if found.inputs:
            yield _listening(check.microphone, chosen.microphone)
    yield _voice(best_engine, HibariVoice.name)


def _recogniser(where: Callable[[str], Path], name: str) -> Finding:
    try:
        folder = where(name)
    except RingcraftError as error:
        return _trouble("recogniser", "broken", error.message, error.hint)
    return Finding(area="speech", name="recogniser", state="fine", detail=str(folder))


def _device(listed: "tuple[devices.Device, ...]", wanted: str, what: str) -> Finding:
    from simulator.speech import devices

    try:
        device = devices.choose(listed, wanted, what)
    except RingcraftError as error:
        return _trouble(what, "broken", error.message, error.hint)
    against = devices.wireless(device.rate)
    return Finding(
        area="speech",
        name=what,
        state="limited" if against else "fine",
        detail=f"{device.name}, one of {len(listed)}; settings can choose another",
        todo=against,
    )


def _listening(listen: "Callable[[str, float], check.MicCheck]", name: str) -> Finding:
    try:
        heard = listen(name, 1.0)
    except RingcraftError as error:
        return _trouble("listening", "broken", error.message, error.hint)
    advice = "; ".join(part for part in (heard.hint, heard.wireless) if part)
    return Finding(
        area="speech",
        name="listening",
        state="limited" if advice else "fine",
        detail=heard.problem or f"{heard.level:.0f} dBFS in one second",
        todo=advice,
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
