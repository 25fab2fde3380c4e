"""Ways to break a file: bytes at random, and one known fault at a known line."""

import random
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKS = (ROOT / "scenarios", ROOT / "tests" / "data" / "example_pack")

NASTY = (
    *(b"\t", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\r", b"\r\n", b"\n\n", b"---\n", b"...\n"),
    *(b"&a ", b"*a ", b"!x ", b"!!python/object:os.system ", b"<<: ", b"%YAML 1.1\n", b"? ", b": "),
    *(b"- ", b"[", b"]", b"{", b"}", b'"', b"'", b"|\n", b">\n", b"#", b" # ", b"@", b"`", b","),
    *(b"+", b"-", b"9" * 40, b"1e999", b"nan", b"<day>", b"<x>", b"../../etc/passwd", b"a" * 5000),
    *("\u2028".encode(), "\u202e".encode(), "\U0001f600".encode(), "é".encode(), b"\x85", b"\x1b["),
    *(b"[" * 40, b"{a: " * 30, b"- " * 60, b"a: &x [*x]\n", b"no", b"0x10", b"6", b"low"),
)


def sources() -> list[tuple[Path, Path]]:
    """Every YAML file of the shipped packs and the example pack: pack folder and file."""
    return [(pack, path) for pack in PACKS for path in sorted(pack.rglob("*.yaml"))]


def mutate(data: bytes, dice: random.Random) -> bytes:
    """The bytes with one to four things done to them."""
    for _ in range(dice.randint(1, 4)):
        at = dice.randint(0, len(data))
        to = min(len(data), at + dice.choice((1, 1, 2, 8, 60, 400)))
        match dice.randrange(8):
            case 0 if data:
                at = min(at, len(data) - 1)
                data = data[:at] + bytes([dice.randrange(256)]) + data[at + 1 :]
            case 1:
                data = data[:at] + data[to:]
            case 2:
                data = data[:to] + data[at:to] + data[to:]
            case 3:
                data = data[:at]
            case 4:
                data = _swap_lines(data, dice)
            case 5:
                data = _indent(data, dice)
            case _:
                data = data[:at] + dice.choice(NASTY) + data[at:]
    return data


def _swap_lines(data: bytes, dice: random.Random) -> bytes:
    lines = data.split(b"\n")
    if len(lines) > 2:
        a, b = dice.randrange(len(lines)), dice.randrange(len(lines))
        lines[a], lines[b] = lines[b], lines[a]
    return b"\n".join(lines)


def _indent(data: bytes, dice: random.Random) -> bytes:
    lines = data.split(b"\n")
    number = dice.randrange(len(lines))
    line = lines[number]
    lines[number] = b"  " + line if dice.random() < 0.5 else line[2:]
    return b"\n".join(lines)
