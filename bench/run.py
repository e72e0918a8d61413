"""Whole-process time and memory of an export, beside a script of espeak-ng and sox.

Run with ``make bench``. The commands take turns in one run, because a machine's speed
drifts; what counts is the ratio.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

RUNS = 7
RIVAL = Path(__file__).parent / "rivals" / "espeak_sox.sh"


class Sample(NamedTuple):
    """One run of a command: seconds from start to end, and its largest process in MB."""

    wall_s: float
    peak_mb: float


class Contender(NamedTuple):
    """A command to be measured, and what has to be done before each run."""

    name: str
    command: list[str]
    prepare: Callable[[], None]


def main() -> None:
    """Measure and print the table."""
    missing = [tool for tool in ("espeak-ng", "sox") if shutil.which(tool) is None]
    if missing:
        sys.exit(f"install {' and '.join(missing)} (and libsox-fmt-mp3) to measure against them")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["VOICECOACH_HOME"] = f"{folder}/home"
        for suffix in ("wav", "mp3"):
            report(suffix, contenders(Path(folder), suffix))


def contenders(folder: Path, suffix: str) -> list[Contender]:
    """Return the rival first, then ours with warm and with cold clips."""
    out = str(folder / f"track.{suffix}")
    voicecoach = str(Path(sys.executable).with_name("voicecoach"))
    program = [voicecoach, "export", "sitting", "--force", "--out", out]
    cache = folder / "home" / "cache"
    return [
        Contender("espeak-ng + sox", [str(RIVAL), out], lambda: None),
        Contender("voicecoach, warm", program, lambda: None),
        Contender("voicecoach, cold", program, lambda: shutil.rmtree(cache, ignore_errors=True)),
    ]


def report(suffix: str, contenders: list[Contender]) -> None:
    """Measure the contenders in turn and print a row for each."""
    samples: dict[str, list[Sample]] = {contender.name: [] for contender in contenders}
    for turn in range(RUNS + 1):
        for contender in contenders:
            contender.prepare()
            sample = measure(contender.command)
            if turn:  # the first turn warms the caches
                samples[contender.name].append(sample)
    base = [sample.wall_s for sample in samples[contenders[0].name]]
    print(f"sitting, 11 minutes, {suffix.upper()}, median of {RUNS}")
    for name, runs in samples.items():
        walls = [run.wall_s for run in runs]
        ratio = statistics.median(ours / theirs for ours, theirs in zip(walls, base, strict=True))
        peak = max(run.peak_mb for run in runs)
        print(f"  {name:<18} {statistics.median(walls):6.2f} s  x{ratio:.2f}  {peak:5.0f} MB")


def measure(command: list[str]) -> Sample:
    """Run a command to its end."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    if status:
        sys.exit(f"{command[0]} failed; run it by hand to see why")
    return Sample(wall, usage.ru_maxrss / 1024)


if __name__ == "__main__":
    main()
