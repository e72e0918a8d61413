"""The exporter: a timeline becomes a file, in one walk through its blocks."""

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import BinaryIO, Protocol, cast

import numpy as np
from numpy.typing import NDArray

from voicecoach.errors import UnknownNameError
from voicecoach.sound.clips import Sounds
from voicecoach.sound.mixer import blocks
from voicecoach.sound.music import Source
from voicecoach.sound.stereo import blocks_with_music
from voicecoach.timeline import Timeline
from voicecoach.track.about import About, Encoding
from voicecoach.track.writing import whole_file
from voicecoach.units import Frames, frames

FORMATS = {
    "wav": "voicecoach.track.wav",
    "mp3": "voicecoach.track.mp3",
    "html": "voicecoach.track.page.writer",
}
"""The module that writes each format, by the format's name, which is also its suffix. A
module is imported when it is needed: encoders are large."""

Pcm = NDArray[np.int16]
"""A block of a session: shape (frames,), or (frames, 2) where there is music."""

Progress = Callable[[float], None]
"""Told how much is done, from 0 to 1."""


class Writer(Protocol):
    """What writes a session in one format: the ``write`` of a module in `FORMATS`."""

    def __call__(
        self,
        file: BinaryIO,
        timeline: Timeline,
        about: About,
        encoding: Encoding,
        pcm: Iterable[Pcm],
        /,
    ) -> None:
        """Write a whole track.

        Memory does not grow with the session; decoded, the track is as long as the session
        and its sounds lie where the timeline says.

        Args:
            file: empty, seekable, closed by the caller.
            timeline: for the chapters and the length.
            about: what the track says of itself.
            encoding: of the track; its rate and channels are those of `pcm`.
            pcm: the mixed session in blocks, in order, read once.

        Raises:
            OSError: the system refused, or the format cannot hold the session.
        """


def export(
    timeline: Timeline,
    sounds: Sounds,
    path: Path,
    format_name: str,
    on_progress: Progress | None = None,
    *,
    music: Source | None = None,
    about: About | None = None,
    bit_rate: int | None = None,
) -> None:
    """Write a session as a track to `path`, which is replaced when the track is whole.

    With music it is in stereo, and its clips are at 48 kHz.

    Args:
        timeline: the session.
        sounds: the clips of its cues.
        path: of the file; its folder is made where it is missing.
        format_name: one of `FORMATS`, whatever the suffix of `path`.
        on_progress: called after each block.
        music: what is heard under the session.
        about: what the track says of itself; only its title where not given.
        bit_rate: kilobits a second; what suits the format where not given.

    Raises:
        UnknownNameError: there is no such format.
        TrackError: the track could not be written; nothing is left of it.
    """
    writer = _writer(format_name)
    pcm: Iterator[Pcm] = blocks(timeline, sounds)
    if music:
        pcm = blocks_with_music(timeline, sounds, music)
    if on_progress:
        pcm = _reported(pcm, frames(timeline.duration_ms, sounds.rate), on_progress)
    with whole_file(path) as file:
        encoding = Encoding(rate=sounds.rate, channels=2 if music else 1, bit_rate=bit_rate)
        writer(file, timeline, about or About(title=timeline.title), encoding, pcm)


def _writer(format_name: str) -> Writer:
    if format_name not in FORMATS:
        raise UnknownNameError("format", format_name, sorted(FORMATS))
    return cast("Writer", import_module(FORMATS[format_name]).write)


def _reported(pcm: Iterable[Pcm], total: Frames, on_progress: Progress) -> Iterator[Pcm]:
    """Pass `pcm` on and tell how much of `total` has been taken."""
    done = 0
    for block in pcm:
        yield block
        done += len(block)
        on_progress(done / total)
