"""Exports side by side: how long they take, and how much memory."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from bench.contenders import FFMPEG, PYDUB, SOX, WARM, Contender, Format, Voicecoach
from bench.processes import Sample, measure, ratio, take_turns, typical
from voicecoach.home import find_home

TEN_MINUTES, HOUR, SIX_HOURS = 40, 240, 1440
"""Rounds of fifteen seconds."""

LENGTHS = {TEN_MINUTES: "10 min", HOUR: "1 h", SIX_HOURS: "6 h"}

TURNS = 7
SLOW_TURNS = 1
"""For the rivals that take many seconds."""


class Export(msgspec.Struct, frozen=True):
    """What an export took.

    Attributes:
        length: of the session.
        format: of the track.
        contender: who made it.
        typical: the median of each figure.
        wall_ratio: of its time to that of the script with sox.
        cpu_ratio: the same for processor time.
    """

    length: str
    format: Format
    contender: str
    typical: Sample
    wall_ratio: float
    cpu_ratio: float


def compare(folder: Path, *, rounds: int, suffix: Format) -> list[Export]:
    """Measure who makes a track of so many rounds; all of them in turn.

    What voicecoach keeps is removed again and again: see `bench.processes.be_a_new_user`.
    """
    cold = Voicecoach("voicecoach, cold", find_home().cache)
    # Ours with cold clips leaves them behind, so ours with warm ones never has to speak.
    quick = _samples([SOX, cold, WARM], folder, rounds, suffix, TURNS)
    slow = _samples([SOX, FFMPEG, PYDUB], folder, rounds, suffix, SLOW_TURNS)
    return [
        *(_row(name, quick, rounds, suffix) for name in quick),
        *(_row(each.name, slow, rounds, suffix) for each in (FFMPEG, PYDUB)),
    ]


def grow(folder: Path, suffix: Format) -> list[Export]:
    """Measure ours, warm, at every length; ratios are to the shortest."""
    samples = {}
    for rounds, name in LENGTHS.items():
        command = WARM.export(folder / f"grown.{suffix}", rounds)
        measure(command.arguments)
        turns = 1 if rounds == SIX_HOURS else 3
        samples[name] = [measure(command.arguments) for _ in range(turns)]
    least = typical(samples[LENGTHS[TEN_MINUTES]])
    return [
        Export(
            length=name,
            format=suffix,
            contender=WARM.name,
            typical=(taken := typical(each)),
            wall_ratio=taken.wall_s / least.wall_s,
            cpu_ratio=taken.cpu_s / least.cpu_s,
        )
        for name, each in samples.items()
    ]


def _samples(
    contenders: Sequence[Contender],
    folder: Path,
    rounds: int,
    suffix: Format,
    turns: int,
) -> dict[str, list[Sample]]:
    out = folder / f"track.{suffix}"
    return take_turns([each.export(out, rounds) for each in contenders], turns)


def _row(name: str, samples: Mapping[str, list[Sample]], rounds: int, suffix: Format) -> Export:
    ours, theirs = samples[name], samples[SOX.name]
    return Export(
        length=LENGTHS[rounds],
        format=suffix,
        contender=name,
        typical=typical(ours),
        wall_ratio=ratio([one.wall_s for one in ours], [one.wall_s for one in theirs]),
        cpu_ratio=ratio([one.cpu_s for one in ours], [one.cpu_s for one in theirs]),
    )
