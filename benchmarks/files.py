"""Reading and checking files: speed, planted faults found, files broken at random.

    python benchmarks/files.py [--short]

Figures: seconds of ``ringcraft check`` for 50 files (whole process), share of
single faults reported at the right line, and how broken files come out.
"""

import argparse
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from simulator.dialogue import start
from simulator.errors import RingcraftError
from simulator.files import check, load
from simulator.scenario.problems import Problem, text
from tests.files.faults import Fault, faults
from tests.files.spoiling import PACKS, mutate, sources

SEED = 20_11


def speed() -> None:
    """Whole process, best and median of five, over 50 shipped files."""
    files = [str(path) for _, path in sources()][:50]
    taken = []
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    for _ in range(5):
        began = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "simulator", "check", *files],
            stdout=subprocess.DEVNULL,
            check=False,
        )
        taken.append(time.perf_counter() - began)
    taken.sort()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) / len(taken)
    print(
        f"check of {len(files)} files: median {taken[2]:.2f} s, best {taken[0]:.2f} s,"
        f" processor time {cpu:.2f} s"
    )


def key(problem: Problem) -> tuple[str, str]:
    """What makes a problem a new one, whatever line it moved to."""
    return problem.code, problem.message


def planted(count: int) -> float:
    """Share of single faults of shipped files that are reported at the right line."""
    dice = random.Random(SEED)
    pools: dict[str, list[tuple[Path, Path, Fault]]] = {}
    for pack, path in sources():
        if pack != PACKS[0]:
            continue
        for fault in faults(path):
            pools.setdefault(fault.kind, []).append((pack, path, fault))
    for pool in pools.values():
        dice.shuffle(pool)
    chosen: list[tuple[Path, Path, Fault]] = []
    while len(chosen) < count and any(pools.values()):
        for pool in pools.values():
            if pool and len(chosen) < count:
                chosen.append(pool.pop())
    found: Counter[str] = Counter()
    total: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "scenarios")
        shutil.copytree(PACKS[0], copy)
        shutil.copytree(PACKS[0].parent / "voices", copy / "voices")
        calls = sorted((copy / "calls").glob("*.yaml"))
        before = {key(problem) for problem in check([copy])}
        for pack, path, fault in chosen:
            spoilt = copy / path.relative_to(pack)
            clean = spoilt.read_text(encoding="utf-8")
            spoilt.write_text(fault.text, encoding="utf-8")
            told = check([spoilt]) if spoilt.parent.name == "calls" else check([spoilt, *calls])
            spoilt.write_text(clean, encoding="utf-8")
            total[fault.kind] += 1
            new = [problem for problem in told if key(problem) not in before]
            if any(one.line in fault.lines and Path(one.file).name == path.name for one in new):
                found[fault.kind] += 1
            else:
                shown = "; ".join(f"{one.line} {one.code}" for one in new[:3]) or "nothing"
                where = sorted(fault.lines)
                print(f"  missed: {fault.kind} in {path.name}:{where}, told {shown}")
    for kind in total:
        print(f"  {kind:<22} {found[kind]:>3} of {total[kind]}")
    share = sum(found.values()) / max(1, sum(total.values()))
    print(f"planted faults at the right line: {sum(found.values())} of {sum(total.values())}"
          f" ({share:.1%})")  # fmt: skip
    return share


def broken(count: int) -> int:
    """Files spoilt at random: all must be clean, or refused with a code and a place."""
    dice = random.Random(SEED)
    outcomes: Counter[str] = Counter()
    slowest = 0.0
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        copies = {}
        for number, pack in enumerate(PACKS):
            copies[pack] = Path(folder, str(number))
            shutil.copytree(pack, copies[pack])
        files = sources()
        for _ in range(count):
            pack, path = dice.choice(files)
            copy = copies[pack] / path.relative_to(pack)
            data = path.read_bytes()
            spoilt = mutate(data, dice)
            copy.write_bytes(spoilt)
            began = time.perf_counter()
            try:
                outcomes[_outcome(copy)] += 1
            except Exception as error:
                wrong += 1
                Path(folder).parent.joinpath(f"broken-{wrong}-{path.name}").write_bytes(spoilt)
                print(f"  {path.name}: {type(error).__name__}: {error}")
            slowest = max(slowest, time.perf_counter() - began)
            copy.write_bytes(data)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    shown = ", ".join(f"{name} {number}" for name, number in sorted(outcomes.items()))
    print(f"broken files: {count} cases, {shown}, {wrong} tracebacks, "
          f"slowest {slowest:.2f} s, peak {memory:.0f} MB")  # fmt: skip
    return wrong


def _outcome(path: Path) -> str:
    problems = check([path])
    for problem in problems:
        assert problem.line >= 1 and problem.column >= 1 and text(problem)
    errors = [problem for problem in problems if problem.severity == "error"]
    if path.parent.name != "calls":
        return "refused" if errors else "clean"
    try:
        playable = load(str(path))
    except RingcraftError:
        assert errors, "refused though the check found nothing"
        return "refused"
    start(playable, level=next(iter(playable.scenario.levels)), seed=1)
    return "clean"


def main() -> int:
    """Exit code 4 when a bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="fewer cases, for a busy machine")
    args = parser.parse_args()
    speed()
    share = planted(60 if args.short else 300)
    wrong = broken(300 if args.short else 10_000)
    return 0 if share >= 0.95 and not wrong else 1


if __name__ == "__main__":
    raise SystemExit(main())
