"""``ringcraft graph``: draws a scenario."""

import argparse
import sys

from simulator.errors import UsageError


def arguments(parser: argparse.ArgumentParser) -> None:
    """The command's words."""
    parser.add_argument("scenario", help="a call's id, or the path of its file")
    parser.add_argument(
        "--format", choices=("tree", "mermaid", "dot", "svg"), default="tree", dest="kind"
    )
    parser.add_argument(
        "--by",
        choices=("coverage", "trainees"),
        help="colour by what tests reach, or by where experts and novices go",
    )
    parser.add_argument("--calls", type=int, default=50, help="simulated calls for the colours")
    parser.add_argument("--level", default="standard", help="level of difficulty")
    parser.add_argument("--seed", type=int, default=1, help="same seed, same colours")
    parser.add_argument("--jobs", type=int, default=0, help="processes; 0 takes every core")


def run(args: argparse.Namespace) -> int:
    """Writes the drawing to standard output."""
    from simulator.rehearsal import graph
    from simulator.rehearsal.suites import suite

    if args.calls < 1 or args.jobs < 0:
        raise UsageError("calls count from one, jobs can't be negative", "see --help")
    found = suite(args.scenario)
    colours: dict[str, str] = {}
    notes: dict[str, str] = {}
    if args.by == "coverage":
        from simulator.hearing_model import load_hearing
        from simulator.rehearsal.colouring import by_coverage
        from simulator.rehearsal.coverage import cover

        colours, notes = by_coverage(
            cover(
                found,
                load_hearing(),
                calls=args.calls,
                level=args.level,
                seed=args.seed,
                processes=args.jobs,
            )
        )
    elif args.by == "trainees":
        from simulator.rehearsal.colouring import by_trainees
        from simulator.rehearsal.simulation import Setting

        colours, notes = by_trainees(
            Setting(found.playable, args.level, args.seed), calls=args.calls, processes=args.jobs
        )
    drawn = graph.graph_of(found.playable, colours=colours, notes=notes)
    match args.kind:
        case "mermaid":
            sys.stdout.write(graph.as_mermaid(drawn))
        case "dot":
            sys.stdout.write(graph.as_dot(drawn))
        case "svg":
            sys.stdout.write(graph.as_svg(drawn))
        case _:
            sys.stdout.write("".join(f"{line}\n" for line in graph.as_tree(drawn)))
    return 0
