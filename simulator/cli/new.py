"""``ringcraft new``: nine questions, and a call that checks clean and passes its tests."""

import argparse
import sys
from pathlib import Path


def arguments(parser: argparse.ArgumentParser) -> None:
    """The command's words."""
    parser.add_argument(
        "folder", nargs="?", help="the pack's folder; one named after the call by default"
    )
    parser.add_argument("--answers", metavar="FILE", help="answers as 'title: ...' lines")
    parser.add_argument("--defaults", action="store_true", help="ask nothing, take what is usual")


def run(args: argparse.Namespace) -> int:
    """Asks, writes, checks; exit code 1 when the new files have errors."""
    from simulator.files import check
    from simulator.files.editor import write_schemas
    from simulator.scenario.problems import tally, text
    from simulator.workshop.starting import answers_of, begin, complete, slug

    given: dict[str, str] = {}
    if args.answers:
        given = answers_of(Path(args.answers))
    elif not args.defaults:
        given = _asked()
    answers = complete(given)
    here = Path.cwd()
    folder = here if (here / "pack.yaml").is_file() else here / slug(answers["title"], "my-call")
    made = begin(Path(args.folder) if args.folder else folder, answers)
    write_schemas(made[0].parent.parent)
    for path in made:
        sys.stdout.write(f"wrote {_short(path)}\n")
    found = check(made)
    sys.stdout.write("".join(text(problem) + "\n" for problem in found))
    sys.stdout.write(
        f"{tally(found)}\n\nnext:\n  ringcraft test {_short(made[0])}\n"
        f"  ringcraft try {_short(made[0])}\n  ringcraft call {_short(made[0])}\n"
    )
    return 1 if any(problem.severity == "error" for problem in found) else 0


def _asked() -> dict[str, str]:
    """The nine questions on the terminal; Enter takes what stands in brackets."""
    from simulator.workshop.starting import QUESTIONS

    given = {}
    for number, (key, question, usual) in enumerate(QUESTIONS, 1):
        sys.stdout.write(f"{number} of {len(QUESTIONS)}  {question} [{usual}] ")
        sys.stdout.flush()
        row = sys.stdin.readline()
        if not row:
            sys.stdout.write("\n")
            break
        given[key] = row
    return given


def _short(path: Path) -> str:
    from simulator.files.source import shown

    return shown(path)
