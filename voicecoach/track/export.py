"""The exporter: a timeline becomes files, in one walk through its blocks."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import BinaryIO, Protocol, cast

import msgspec
import numpy as np
from numpy.typing import NDArray

from voicecoach.errors import TrackError, UnknownNameError
from voicecoach.sound.clips import Sounds
from voicecoach.sound.mixer import blocks
from voicecoach.sound.music import KnownMusic
from voicecoach.sound.stereo import blocks_with_music
from voicecoach.timeline import Timeline
from voicecoach.track.about import About, Encoding
from voicecoach.track.fanout import fan_out
from voicecoach.track.writing import whole_file
from voicecoach.units import Frames, frames

FORMATS = {
    "wav": "voicecoach.track.wav",
    "mp3": "voicecoach.track.mp3",
    "m4a": "voicecoach.track.m4a",
    "opus": "voicecoach.track.opus",
    "flac": "voicecoach.track.flac",
    "html": "voicecoach.track.page.writer",
}
"""The module that writes each format, by the format's name, which is also its suffix. A
module is imported when it is needed: encoders are large."""

BARE = ("wav",)
"""Formats that hold the sound alone: their tracks say nothing of themselves and bear no cover."""

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
            file: empty, seekable, open for reading too, closed by the caller.
            timeline: for the chapters and the length.
            about: what the track says of itself.
            encoding: of the track; its rate and channels are those of `pcm`.
            pcm: the mixed session in blocks, in order, read once.

        Raises:
            OSError: the system refused, or the format cannot hold the session.
        """


class Target(msgspec.Struct, frozen=True):
    """A file to be written.

    Attributes:
        path: of the file; its folder is made where it is missing.
        format_name: one of `FORMATS`, whatever the suffix of `path`.
    """

    path: Path
    format_name: str


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """A session, and the files it becomes.

    Attributes:
        timeline: the session.
        sounds: the clips of its cues; at 48 kHz where there is music.
        about: what the tracks say of themselves.
        targets: the files.
        bit_rate: kilobits a second; None for what suits each format.
        music: what is heard under the session, in stereo; None for none.
    """

    timeline: Timeline
    sounds: Sounds
    about: About
    targets: tuple[Target, ...]
    bit_rate: int | None = None
    music: KnownMusic | None = None

    @property
    def encoding(self) -> Encoding:
        """How the tracks are encoded."""
        channels = 2 if self.music else 1
        return Encoding(rate=self.sounds.rate, channels=channels, bit_rate=self.bit_rate)


def export(job: Job, on_progress: Progress | None = None) -> list[TrackError]:
    """Write a session as tracks, all side by side from one mix.

    Each file is replaced when its track is whole; of one that could not be written nothing
    is left.

    Args:
        job: the session, and the files.
        on_progress: called after each block.

    Returns:
        Why tracks could not be written: an error for each of those.

    Raises:
        UnknownNameError: there is no such format.
    """
    writers = [(target.path, _writer(target.format_name)) for target in job.targets]
    readers = [partial(_write, job, path, writer) for path, writer in writers]
    failures = fan_out(_pcm(job, on_progress), readers)
    unforeseen = (each for each in failures if not isinstance(each, TrackError | None))
    for failure in unforeseen:
        raise failure
    return [failure for failure in failures if isinstance(failure, TrackError)]


def _writer(format_name: str) -> Writer:
    if format_name not in FORMATS:
        raise UnknownNameError("format", format_name, sorted(FORMATS))
    return cast("Writer", import_module(FORMATS[format_name]).write)


def _write(job: Job, path: Path, writer: Writer, pcm: Iterable[Pcm]) -> None:
    with whole_file(path) as file:
        writer(file, job.timeline, job.about, job.encoding, pcm)


def _pcm(job: Job, on_progress: Progress | None) -> Iterator[Pcm]:
    """Mix the session a block at a time, and tell how much of it has been taken."""
    pcm: Iterable[Pcm] = blocks(job.timeline, job.sounds)
    if job.music:
        pcm = blocks_with_music(job.timeline, job.sounds, job.music)
    total, done = frames(job.timeline.duration_ms, job.sounds.rate), Frames(0)
    for block in pcm:
        yield block
        done = Frames(done + len(block))
        if on_progress:
            on_progress(done / total)
