"""Logs stay short."""

from pathlib import Path

from simulator.speech.log_tail import KEPT, LIMIT, trimmed


def test_a_long_log_keeps_its_last_lines(tmp_path: Path) -> None:
    log = tmp_path / "app.log"
    lines = [f"line {number} of what native libraries say" for number in range(40_000)]
    log.write_text("\n".join(lines) + "\n")
    assert log.stat().st_size > LIMIT
    with log.open("a") as other:  # another Ringcraft at the same time
        assert trimmed(log) == log
        other.write("and this\n")
    kept = log.read_text().splitlines()
    assert kept[-1] == "and this"
    assert kept[:-1] == lines[-len(kept) + 1 :]
    assert KEPT * 0.9 < log.stat().st_size < KEPT * 1.1


def test_a_short_log_or_none_is_left_alone(tmp_path: Path) -> None:
    log = tmp_path / "app.log"
    assert not trimmed(log).exists()
    log.write_text("one line\n")
    assert trimmed(log).read_text() == "one line\n"
