"""A live session on a virtual sound card.

How long it takes from the command to the first frame that the device gets, which is the noise
that wakes it, and to the first word, beside what Python itself takes to import numpy and typer;
and how much of a core it needs while it plays.
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import numpy as np

from tests.pulse import RECORDED_HZ, Card, virtual_card
from tests.terminal import on_terminal

RUNS = 5
SECONDS = 20
SETTLED_S = 4
_AUDIBLE = 20
"""Above the noise that keeps a headset awake."""

_IMPORTS = "import numpy, typer"
_PLAY = [sys.executable, "-m", "voicecoach", "play", "sitting"]


class Live(msgspec.Struct, frozen=True):
    """What a live session takes.

    Attributes:
        imports_s: seconds that Python takes for what every session needs.
        frame_s: seconds until the device gets its first frame, of the lead-in.
        word_s: seconds until the first word.
        sound_share: how much of a core it needs without the screen.
        screen_share: how much with it.
    """

    imports_s: float
    frame_s: float
    word_s: float
    sound_share: float
    screen_share: float


def live() -> Live:
    """Measure a session."""
    with virtual_card() as card:
        _first_sound_s(card)
        rounds = [(_imports_s(), *_first_sound_s(card)) for _ in range(RUNS)]
        imports, frame, word = (statistics.median(column) for column in zip(*rounds, strict=True))
        with _playing(card, "--plain") as process:
            sound_share = _share_of_a_core(process.pid)
        screen = card.environment | {"TERM": "xterm-256color"}
        with on_terminal(_PLAY, env=screen) as terminal:
            screen_share = _share_of_a_core(terminal.process.pid)
    return Live(imports, frame, word, sound_share, screen_share)


def _imports_s() -> float:
    began = time.monotonic()
    subprocess.run([sys.executable, "-c", _IMPORTS], check=True)
    return time.monotonic() - began


def _first_sound_s(card: Card) -> tuple[float, float]:
    """How long it takes until the card plays the first frame, and until the first word."""
    with card.recorded() as recording:
        recording.wait(0.5)
        began_ns = time.monotonic_ns()
        with _playing(card, "--plain"):
            recording.wait(4)
        level, start_ns = np.abs(recording.samples()), recording.start_ns()

    def reached_s(least: int) -> float:
        loud = np.flatnonzero(level >= least)
        if not len(loud):
            sys.exit("nothing was heard of the session on the virtual sound card")
        first = int(loud[0])
        return (start_ns + first * 1e9 / RECORDED_HZ - began_ns) / 1e9

    return reached_s(1), reached_s(_AUDIBLE)


def _share_of_a_core(process: int) -> float:
    """How much of a core a process and those that it has started use."""
    time.sleep(SETTLED_S)
    before = _cpu_s(process)
    time.sleep(SECONDS)
    return (_cpu_s(process) - before) / SECONDS


def _cpu_s(process: int) -> float:
    """Processor time that a process and those that it has started have used, in seconds."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    used = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
    return used + sum(_cpu_s(int(child)) for child in children)


@contextmanager
def _playing(card: Card, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """Play a session that prints."""
    with subprocess.Popen(
        [*_PLAY, *arguments], env=card.environment, stdout=subprocess.DEVNULL
    ) as process:
        try:
            yield process
        finally:
            process.terminate()
