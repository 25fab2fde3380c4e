"""Sentences nobody understood, written into a pack as phrasings of a move.

The edit is made on the text of a moves file, so that comments and order stay as the author left
them. A pack that has no file for such sentences gets one, and it is listed in `pack.yaml`.
"""

import difflib
import re
from dataclasses import dataclass
from pathlib import Path

from simulator.errors import PackError

FILE = "heard-in-calls"
_HEAD = (
    "moves: Heard in calls\nformat: 1\n"
    "about: Sentences of real calls, sorted from the inbox with 'ringcraft missed'.\n"
)
_LISTED = re.compile(r"^moves:\s*\[(?P<names>[^\]]*)\]", re.M)


@dataclass(frozen=True)
class Change:
    """A file before and after."""

    path: Path
    before: str
    after: str

    def diff(self) -> str:
        """What changes, as a unified diff."""
        rows = difflib.unified_diff(
            self.before.splitlines(keepends=True),
            self.after.splitlines(keepends=True),
            str(self.path),
            str(self.path),
            n=2,
        )
        return "".join(rows)


def changes(
    root: Path, move: str, sentence: str, *, defines: bool, means: str = ""
) -> list[Change]:
    """What a sentence's new place changes in the pack's files.

    ``defines`` starts a move of the pack's own; otherwise one that is there gets a phrasing.
    """
    path = root / "moves" / f"{FILE}.yaml"
    before = path.read_text(encoding="utf-8") if path.is_file() else ""
    after = with_phrase(before or _HEAD, move, sentence, defines=defines, means=means)
    out = [Change(path, before, after)]
    pack = root / "pack.yaml"
    if not pack.is_file():
        raise PackError(f"{root} has no pack.yaml", "name a pack's folder with --pack")
    listing = pack.read_text(encoding="utf-8")
    listed = with_file(listing)
    if listed != listing:
        out.append(Change(pack, listing, listed))
    return out


def with_file(pack: str) -> str:
    """The text of a `pack.yaml` that lists the file; as it was when it does already."""
    found = _LISTED.search(pack)
    if found is None:
        if re.search(r"^moves:", pack, re.M):
            if re.search(rf"^\s*-\s*{FILE}\s*$", pack, re.M):
                return pack
            return re.sub(r"^moves:[ ]*\n", f"moves:\n  - {FILE}\n", pack, count=1, flags=re.M)
        return pack.rstrip("\n") + f"\nmoves: [builtin, {FILE}]\n"
    names = [name.strip() for name in found["names"].split(",") if name.strip()]
    if FILE in names:
        return pack
    return pack[: found.start()] + f"moves: [{', '.join([*names, FILE])}]" + pack[found.end() :]


def with_phrase(text: str, move: str, sentence: str, *, defines: bool, means: str = "") -> str:
    """The text of a moves file with the sentence under the move."""
    row = f"      - {quoted(sentence)}\n"
    if row in text:
        return text
    # a move that this file defines gets its phrasings there, whichever way it is named
    known = re.search(rf"^  {re.escape(move)}:\n(?:    .*\n)*?    sounds_like:\n", text, re.M)
    if known:
        return text[: known.end()] + row + text[known.end() :]
    section = "define" if defines else "extend"
    entry = f"  {move}:\n"
    if defines:
        entry += f"    means: {quoted(means or 'Say here what it is.')}\n"
    entry += f"    sounds_like:\n{row}"
    head = re.search(rf"^{section}:[ ]*\n", text, re.M)
    if head:
        return text[: head.end()] + entry + text[head.end() :]
    return text.rstrip("\n") + f"\n{section}:\n{entry}"


def quoted(text: str) -> str:
    """As YAML takes it: plain where that is safe, in quotes otherwise."""
    if re.fullmatch(r"[A-Za-z][\w ,'.?!-]*", text) and not re.fullmatch(
        r"(?i)yes|no|true|false|on|off|null", text
    ):
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
