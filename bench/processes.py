"""Whole processes, measured: time from start to end, processor time, memory."""

import os
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import msgspec

_LAUNCHER = (sys.executable, "-I", "-S", str(Path(__file__).with_name("launcher.py")))

_MEMORY_UNIT = 1 if sys.platform == "darwin" else 1024
"""Bytes in which the system counts memory: getrusage(2)."""


class Sample(msgspec.Struct, frozen=True):
    """One run of a command, with all processes that it started and waited for.

    Attributes:
        wall_s: seconds from start to end.
        cpu_s: seconds of processor time, of all of them together.
        peak_mb: memory of the largest of them, in megabytes; below ten nothing is measured.
    """

    wall_s: float
    cpu_s: float
    peak_mb: float


class Command(msgspec.Struct, frozen=True):
    """What is measured.

    Attributes:
        name: in tables.
        arguments: the program and what it is given.
        prepare: what has to be done before each run; it is not measured.
    """

    name: str
    arguments: Sequence[str]
    prepare: Callable[[], None] = lambda: None


def be_a_new_user(home: Path) -> None:
    """Have all that is started from here on find nothing but an empty home of voicecoach's.

    What developers tell Python, such as to keep no bytecode, would slow it down.
    """
    for name in [name for name in os.environ if name.startswith("PYTHON")]:
        del os.environ[name]
    os.environ["VOICECOACH_HOME"] = str(home)


def measure(arguments: Sequence[str]) -> Sample:
    """Run a command to its end; where it fails, so does the run."""
    told = subprocess.run([*_LAUNCHER, *arguments], check=False, stdout=subprocess.PIPE, text=True)
    if told.returncode:
        sys.exit(f"this failed; run it by hand to see why: {' '.join(arguments)}")
    wall, cpu, memory = map(float, told.stdout.split())
    return Sample(wall, cpu, memory * _MEMORY_UNIT / 1e6)


def take_turns(commands: Sequence[Command], turns: int) -> dict[str, list[Sample]]:
    """Run commands in turn, because a machine's speed drifts; return the samples of each.

    Every other turn goes backwards, so that none always follows the same other. A turn before
    the first warms the caches.
    """
    samples: dict[str, list[Sample]] = {command.name: [] for command in commands}
    for turn in range(turns + 1):
        for command in commands if turn % 2 else reversed(commands):
            command.prepare()
            sample = measure(command.arguments)
            if turn:
                samples[command.name].append(sample)
    return samples


def typical(samples: Iterable[Sample]) -> Sample:
    """Return the median of each figure."""
    columns = zip(*map(msgspec.structs.astuple, samples), strict=True)
    return Sample(*map(statistics.median, columns))


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """Return the median of the ratios, turn by turn."""
    return statistics.median(one / other for one, other in zip(ours, theirs, strict=True))
