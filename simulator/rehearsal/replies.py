"""A call from written replies: one a line, with ways to be silent, ask for a hint, hang up."""

import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Literal

from msgspec import Struct

from simulator.call import Call
from simulator.dialogue.events import HangUp, Log
from simulator.errors import NotFound, UsageError

_SILENT = re.compile(
    r"silent:\s*(\d+(?:\.\d+)?)\s*(?:s|sec|secs|second|seconds)?\s*$", re.IGNORECASE
)


class Reply(Struct, frozen=True):
    """One line of a replies file."""

    act: Literal["say", "silent", "hint", "hang_up"]
    text: str = ""
    seconds: float = 0.0
    line: int = 0


def read(lines: Iterable[str], name: str = "replies") -> tuple[Reply, ...]:
    """The replies in these lines; blank lines and lines that begin with ``#`` are left out.

    ``silent: 6 seconds`` says nothing for that long, ``/hint`` asks for a hint
    and ``/hangup`` ends the call. Raises ``UsageError`` for any other command.
    """
    replies = []
    for number, raw in enumerate(lines, start=1):
        text = raw.strip().removeprefix("\ufeff")
        if not text or text.startswith("#"):
            continue
        silent = _SILENT.match(text)
        if silent:
            replies.append(Reply("silent", seconds=float(silent.group(1)), line=number))
        elif text == "/hint":
            replies.append(Reply("hint", line=number))
        elif text == "/hangup":
            replies.append(Reply("hang_up", line=number))
        elif text.lower().startswith("silent:"):
            raise UsageError(f"{name}:{number}: can't read '{text}'", "write 'silent: 6 seconds'")
        elif text.startswith("/"):
            raise UsageError(
                f"{name}:{number}: there is no command '{text}'", "there are /hint and /hangup"
            )
        else:
            replies.append(Reply("say", text=text, line=number))
    return tuple(replies)


def lines_of(name: str) -> list[str]:
    """The lines of a replies file, ``-`` being standard input.

    Raises ``NotFound`` or ``UsageError``.
    """
    if name == "-":
        return sys.stdin.read().splitlines()
    path = Path(name)
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except (FileNotFoundError, IsADirectoryError) as error:
        raise NotFound(f"there is no file '{name}'", "check the path") from error
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"can't read '{name}'", "it should be a text file in UTF-8") from error


def play(call: Call, replies: Iterable[Reply], heard: Callable[[Log], None]) -> None:
    """Plays the replies; ``heard`` gets each batch of events. Stops the call where they run out."""
    heard(call.begin())
    for reply in replies:
        if call.over:
            return
        heard(carry_out(call, reply))
    if not call.over:
        heard(call.put(HangUp(result="stopped")))


def carry_out(call: Call, reply: Reply) -> Log:
    """Puts one reply to a call."""
    match reply.act:
        case "say":
            return call.say(reply.text)
        case "silent":
            return call.silence(reply.seconds)
        case "hint":
            return call.hint()
        case "hang_up":
            return call.hang_up()
