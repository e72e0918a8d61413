"""What was found, as tables to read; as JSON it is the same."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from bench.accuracy import Accuracy
from bench.commands import Start
from bench.compile import Compiled
from bench.exports import Export
from bench.live import Live
from bench.targets import Target


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that was found.

    Attributes:
        machine: on what, by name.
        exports: side by side; ratios are to the script with sox.
        growth: ours at every length; ratios are to the shortest.
        accuracies: of every contender.
        starts: how soon commands answer; ratios are to importing typer.
        library: the same with many scripts.
        compiled: scripts to timelines.
        live: a session on a sound card.
        targets: and whether they hold.
    """

    machine: Mapping[str, str]
    exports: list[Export]
    growth: list[Export]
    accuracies: list[Accuracy]
    starts: list[Start]
    library: list[Start]
    compiled: list[Compiled]
    live: Live
    targets: list[Target]


def tables(report: Report) -> Iterator[str]:
    """Write a report line by line."""
    yield from (f"{name}: {value}" for name, value in report.machine.items())
    yield from _titled("Exports, times as ratios to espeak-ng + sox", _exports(report.exports))
    yield from _titled("Growth, ratios to 10 min", _exports(report.growth))
    yield from _titled("Onset of every count, in ms", _accuracies(report.accuracies))
    yield from _titled("Commands, ratios to importing typer", _starts(report.starts))
    yield from _titled("A library", _starts(report.library))
    yield from _titled("Script to timeline, in process", _compiled(report.compiled))
    yield from _titled("A live session", _live(report.live))
    yield from _titled("Targets", _targets(report.targets))


def _titled(title: str, rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield ""
    yield title
    yield from aligned(rows)


def aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Set rows in columns: words begin at the left, figures end at the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  " + "  ".join(_set(cell, width) for cell, width in zip(row, widths, strict=True))


def _set(cell: str, width: int) -> str:
    return cell.rjust(width) if cell[:1].isdigit() or cell[:2] == "x0" else cell.ljust(width)


def _exports(exports: Iterable[Export]) -> list[list[str]]:
    return [
        [
            f"{one.format.upper()}, {one.length}",
            one.contender,
            f"{one.typical.wall_s:.2f} s",
            f"{one.wall_ratio:.2f}",
            f"{one.typical.cpu_s:.2f} s of processor",
            f"{one.cpu_ratio:.2f}",
            f"{one.typical.peak_mb:.0f} MB",
        ]
        for one in exports
    ]


def _accuracies(accuracies: Iterable[Accuracy]) -> list[list[str]]:
    return [
        [
            one.contender,
            f"{one.counts} counts",
            "WAV",
            f"{one.wav_median_ms:.2f} median",
            f"{one.wav_worst_ms:.2f} worst",
            "MP3 to WAV",
            f"{one.mp3_median_ms:.2f} median",
            f"{one.mp3_worst_ms:.2f} worst",
        ]
        for one in accuracies
    ]


def _starts(starts: Iterable[Start]) -> list[list[str]]:
    return [
        [
            one.command,
            f"{one.typical.wall_s:.3f} s",
            f"{one.ratio:.2f}",
            f"{one.typical.peak_mb:.0f} MB",
        ]
        for one in starts
    ]


def _compiled(compiled: Iterable[Compiled]) -> list[list[str]]:
    return [
        [
            one.length,
            f"{one.milliseconds:.1f} ms",
            f"{one.cues} cues",
            f"{1000 * one.milliseconds / one.cues:.1f} us a cue",
        ]
        for one in compiled
    ]


def _live(live: Live) -> list[list[str]]:
    return [
        ["python -c 'import numpy, typer'", f"{live.imports_s:.2f} s"],
        ["first frame at the device", f"{live.frame_s:.2f} s"],
        ["first word", f"{live.word_s:.2f} s"],
        ["processor, sound only", f"{live.sound_share:.1%} of a core"],
        ["processor, with the screen", f"{live.screen_share:.1%} of a core"],
    ]


def _targets(targets: Iterable[Target]) -> list[list[str]]:
    return [
        [
            one.name,
            f"{one.measured:.2f}",
            "at most",
            f"{one.most:g}",
            one.unit,
            "holds" if one.holds else "MISSED",
        ]
        for one in targets
    ]
