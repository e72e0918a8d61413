"""Measure a live session on a virtual sound card: ``python -m bench.live``.

How long it takes from the command to the first frame of the session, beside what Python itself
takes to import numpy and typer; and how much of a core it needs while it plays.
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from tests.pulse import MISSING, RECORDED_HZ, Card, virtual_card
from tests.terminal import on_terminal

RUNS = 5
SECONDS = 20
SETTLED_S = 4
_AUDIBLE = 20
"""Above the noise that keeps a headset awake."""

_IMPORTS = "import numpy, typer"
_PLAY = [sys.executable, "-m", "voicecoach", "play", "sitting"]


def imports_s() -> float:
    """How long Python takes for what every session needs."""
    began = time.monotonic()
    subprocess.run([sys.executable, "-c", _IMPORTS], check=True)
    return time.monotonic() - began


def first_sound_s(card: Card) -> tuple[float, float]:
    """How long it takes until the card plays the first frame, and until the first word."""
    with card.recorded() as recording:
        recording.wait(0.5)
        began_ns = time.monotonic_ns()
        with playing(card, "--plain"):
            recording.wait(4)
        level, start_ns = np.abs(recording.samples()), recording.start_ns()

    def reached_s(least: int) -> float:
        first = int((level >= least).argmax())
        return (start_ns + first * 1e9 / RECORDED_HZ - began_ns) / 1e9

    return reached_s(1), reached_s(_AUDIBLE)


def share_of_a_core(process: int) -> float:
    """How much of a core a process and those that it has started use."""
    time.sleep(SETTLED_S)
    before = cpu_s(process)
    time.sleep(SECONDS)
    return (cpu_s(process) - before) / SECONDS


def cpu_s(process: int) -> float:
    """Processor time that a process and those that it has started have used, in seconds."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    used = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
    return used + sum(cpu_s(int(child)) for child in children)


@contextmanager
def playing(card: Card, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """Play a session that prints."""
    with subprocess.Popen(
        [*_PLAY, *arguments], env=card.environment, stdout=subprocess.DEVNULL
    ) as process:
        yield process
        process.terminate()


def main() -> None:
    """Print the figures."""
    if MISSING:
        sys.exit(f"not installed: {', '.join(MISSING)}")
    with virtual_card() as card:
        first_sound_s(card)
        rounds = [(imports_s(), *first_sound_s(card)) for _ in range(RUNS)]
        imports, frame, word = (statistics.median(column) for column in zip(*rounds, strict=True))
        print(f"python -c '{_IMPORTS}'     {imports:.2f} s")
        print(f"first frame at the device         {frame:.2f} s, {frame - imports:+.2f} s")
        print(f"first word                        {word:.2f} s, {word - imports:+.2f} s")
        with playing(card, "--plain") as process:
            print(f"processor, sound only             {share_of_a_core(process.pid):.1%} of a core")
        screen = card.environment | {"TERM": "xterm-256color"}
        with on_terminal(_PLAY, env=screen) as terminal:
            share = share_of_a_core(terminal.process.pid)
            print(f"processor, with the screen        {share:.1%} of a core")


if __name__ == "__main__":
    main()
