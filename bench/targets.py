"""What the figures have to be."""

import msgspec

from bench.accuracy import Accuracy
from bench.commands import HELP, Start
from bench.contenders import WARM
from bench.exports import HOUR, LENGTHS, TEN_MINUTES, Export
from bench.live import Live


class Target(msgspec.Struct, frozen=True):
    """A figure and its limit.

    Attributes:
        name: of the figure.
        most: it may be.
        measured: it is.
        unit: of both; empty for a ratio.
    """

    name: str
    most: float
    measured: float
    unit: str = ""

    @property
    def holds(self) -> bool:
        """Whether the figure is within its limit."""
        return self.measured <= self.most


def targets(
    exports: list[Export],
    growth: list[Export],
    accuracies: list[Accuracy],
    starts: list[Start],
    live: Live,
) -> list[Target]:
    """Return every target with its figure."""
    warm, cold = WARM.name, "voicecoach, cold"
    ours = next(one for one in accuracies if one.contender == warm)
    start = next(one for one in starts if one.command == HELP)
    short, long = LENGTHS[TEN_MINUTES], LENGTHS[HOUR]
    return [
        Target("WAV, warm, to sox", 0.8, _ratio(exports, warm, short, "wav")),
        Target("WAV, cold, to sox", 1.0, _ratio(exports, cold, short, "wav")),
        Target("MP3, warm, to sox", 0.9, _ratio(exports, warm, short, "mp3")),
        Target("WAV of an hour, warm, to sox", 0.6, _ratio(exports, warm, long, "wav")),
        Target("memory, 1 h to 10 min, WAV", 1.05, _memory(growth, "wav")),
        Target("memory, 1 h to 10 min, MP3", 1.05, _memory(growth, "mp3")),
        Target("worst count, WAV", 1.0, ours.wav_worst_ms, "ms"),
        Target("worst count, MP3 to WAV", 5.0, ours.mp3_worst_ms, "ms"),
        Target("--help to import typer", 2.0, start.ratio),
        Target("first frame, after imports", 0.5, live.frame_s - live.imports_s, "s"),
        Target("core while playing, sound", 5.0, 100 * live.sound_share, "%"),
        Target("core while playing, screen", 10.0, 100 * live.screen_share, "%"),
    ]


def _ratio(exports: list[Export], contender: str, length: str, suffix: str) -> float:
    found = next(
        one
        for one in exports
        if (one.contender, one.length, one.format) == (contender, length, suffix)
    )
    return found.wall_ratio


def _memory(growth: list[Export], suffix: str) -> float:
    peaks = {one.length: one.typical.peak_mb for one in growth if one.format == suffix}
    return peaks[LENGTHS[HOUR]] / peaks[LENGTHS[TEN_MINUTES]]
