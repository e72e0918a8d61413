"""Files of music as PCM, from any frame on.

Where a decoder arrives depends, for some codecs, on all that it has decoded before: noise
that is made up, filters that ring on. So a decoding always starts anew, a little before what
is wanted, and what it gives is a function of the file and the starting frame alone. Of the
starting frame, too, only where the codec has a memory; see `MusicFile.forgetful`.
"""

from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager, suppress
from fractions import Fraction
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from voicecoach.errors import UsageError
from voicecoach.sound.downmix import two_channels
from voicecoach.sound.polyphase import Wave

if TYPE_CHECKING:
    from av import AudioFrame, Packet
    from av.audio.stream import AudioStream
    from av.container import InputContainer

_PREROLL_MS = 1000
"""What is decoded before the frames that are wanted: more than MP3's bit reservoir, the 80 ms
that Opus asks for, and the overlap of any transform."""

_SLACK_MS = 1
"""By how much a frame's time stamp may be off before it is believed that something is missing:
the grain of the coarsest containers."""

_TAIL_MS = 2000
"""How much of a file's end is decoded to see where it ends."""

_PACKETS = 1000
"""How many packets are read at a time when a file is measured: 4 ms of work."""

_FORGETFUL = frozenset(["alac", "flac", "mp2float", "mp3float", "vorbis"])
"""Decoders that remember less than `_PREROLL_MS`, to the last bit; and those of plain PCM."""

_REGULAR = frozenset(["aac", "ac3", "eac3", "mp2float", "mp3float", "opus"])
"""Decoders of codecs whose packets are all alike: where time stamps are too coarse, as in
Matroska, the frame can be told by counting packets."""


class MusicFile(msgspec.Struct, frozen=True):
    """A file that holds sound, as far as its beginning tells.

    Attributes:
        path: of the file.
        rate_hz: its frames a second.
        tick: seconds in a unit of its time stamps.
        origin: time stamp of its first frame.
        second: the frame that its second packet begins with.
        forgetful: whether a frame is the same wherever decoding began, if only early enough.
        step: frames in each of its packets, where they are alike and time stamps are too
            coarse to tell one frame from the next; else 0.
    """

    path: Path
    rate_hz: int
    tick: Fraction
    origin: int
    second: int
    step: int
    forgetful: bool

    @property
    def seekable(self) -> bool:
        """Whether its time stamps, or they and the size of its packets, tell every frame."""
        return self.step > 0 or _fine(self.tick, self.rate_hz)

    def frame_at(self, stamp: int) -> int:
        """Return the frame that the time stamp of a packet stands for."""
        ticks = (stamp - self.origin) * self.tick.numerator * self.rate_hz
        frame = _nearest(ticks, self.tick.denominator)
        if self.step:
            packets = _nearest(frame - self.second, self.step)
            frame = max(0, self.second + packets * self.step)
        return frame

    def stamp_of(self, frame: int) -> int:
        """Return the time stamp of a frame."""
        return self.origin + int(Fraction(frame, self.rate_hz) / self.tick)


def examine(path: Path) -> MusicFile:
    """Look at the beginning of a file.

    Raises:
        UsageError: it cannot be read, or holds no sound.
    """
    import av  # noqa: PLC0415 - a large shared library that only music needs

    try:
        with _opened(path) as (container, stream):
            frames = list(islice((each for each in _frames(container, stream) if each.samples), 3))
            if not frames or stream.time_base is None:
                raise _refusal(path, "no sound can be decoded")
            sizes = [len(two_channels(frame)) for frame in frames]
            rate_hz, origin = frames[0].sample_rate, frames[0].pts or 0
            codec, fine = stream.codec_context.name, _fine(stream.time_base, rate_hz)
            regular = codec in _REGULAR and len(set(sizes[1:])) == 1
            step = sizes[-1] if regular and not fine else 0
            forgetful = fine and (codec in _FORGETFUL or codec.startswith("pcm_"))
            return MusicFile(path, rate_hz, stream.time_base, origin, sizes[0], step, forgetful)
    except (av.FFmpegError, OSError, ValueError) as error:
        raise _refusal(path, getattr(error, "strerror", None) or str(error)) from error


def measure(file: MusicFile) -> Generator[None, None, int]:
    """Count the frames that are really there, whatever the file says of itself.

    Its packets are read, without decoding any but the last ones. Where reading fails, the
    file ends; one of which nothing can be read any more counts as a second of silence. That
    takes 8 ms for each minute of music, a few of them before each `yield`.
    """
    end = 0
    with _as_far_as_it_goes(), _opened(file.path) as (container, stream):
        for number, packet in enumerate(_packets(container, stream), 1):
            if packet.pts is not None:
                end = max(end, file.frame_at(packet.pts + (packet.duration or 0)))
            if number % _PACKETS == 0:
                yield
    if not file.seekable or not end:
        return end or file.rate_hz
    start = max(0, end - file.rate_hz * _TAIL_MS // 1000)
    tail = sum(map(len, decode(file, start)))
    if not tail:
        return end
    return start + tail if file.step else min(end, start + tail)


def _nearest(dividend: int, divisor: int) -> int:
    return (2 * dividend + divisor) // (2 * divisor)


def _fine(tick: Fraction, rate_hz: int) -> bool:
    """Whether time stamps tell one frame from the next."""
    return tick * rate_hz <= 1


def decode(file: MusicFile, start: int) -> Generator[Wave]:
    """Decode `file` from its frame `start` to its end, in pieces.

    What is missing in its midst, and what would be before its beginning, is silence.
    """
    pieces: Iterator[_Piece] = iter(())
    first = None
    preroll = file.rate_hz * _PREROLL_MS // 1000
    if file.seekable and start > preroll:
        pieces = _decoded(file, start - preroll)
        first = next(pieces, None)
    if first is None or first[0] > start:
        pieces = _decoded(file, 0)
        first = next(pieces, (0, _silence(0)))
    slack = 0 if file.forgetful else file.rate_hz * _SLACK_MS // 1000
    return _joined(chain([first], pieces), start, slack, file.rate_hz)


_Piece = tuple[int, Wave]
"""Sound, and the frame of the file that it begins with."""


def _joined(pieces: Iterable[_Piece], start: int, slack: int, most: int) -> Generator[Wave]:
    """Put `pieces` one after the other from the frame `start` on, with silence in the gaps.

    Args:
        pieces: in order.
        start: the first frame that is wanted.
        slack: how many frames from where it should be a piece is taken to be in its place.
        most: frames of silence in one piece.
    """
    given, reached = start, None
    for stamp, wave in pieces:
        begin = stamp if reached is None or abs(stamp - reached) > slack else reached
        while given < begin:
            yield _silence(min(begin - given, most))
            given = min(begin, given + most)
        yield wave[given - begin :]
        reached = begin + len(wave)
        given = max(given, reached)


def _silence(count: int) -> Wave:
    return np.zeros((count, 2), np.float32)


def _decoded(file: MusicFile, start: int) -> Iterator[_Piece]:
    """Decode from the last place at or before `start` where one can begin.

    The file ends where reading it fails. Frames at another rate are passed over: they are
    read from garbage.
    """
    at, stamped = 0, file.seekable
    with _as_far_as_it_goes(), _opened(file.path) as (container, stream):
        if start > 0:
            container.seek(file.stamp_of(start), stream=stream)
        for frame in _frames(container, stream):
            if frame.sample_rate != file.rate_hz:
                continue
            if stamped and frame.pts is not None:
                at = file.frame_at(frame.pts)
            wave = two_channels(frame)
            yield at, wave
            at += len(wave)


def _frames(container: "InputContainer", stream: "AudioStream") -> Iterator["AudioFrame"]:
    """Decode what can be decoded; a packet that is broken is passed over."""
    import av  # noqa: PLC0415 - a large shared library that only music needs

    for packet in _packets(container, stream):
        decoded: list[AudioFrame] = []
        with suppress(av.FFmpegError):
            decoded = packet.decode()
        yield from decoded


def _packets(container: "InputContainer", stream: "AudioStream") -> "Iterator[Packet[AudioStream]]":
    """Read the stream as far as it can be read."""
    import av  # noqa: PLC0415 - a large shared library that only music needs

    with suppress(av.FFmpegError, OSError):
        yield from container.demux(stream)


@contextmanager
def _as_far_as_it_goes() -> Iterator[None]:
    """Read a file that was looked at before until reading fails: it may be gone by now."""
    import av  # noqa: PLC0415 - a large shared library that only music needs

    with suppress(av.FFmpegError, OSError, ValueError, UsageError):
        yield


@contextmanager
def _opened(path: Path) -> Iterator[tuple["InputContainer", "AudioStream"]]:
    """Open a file of sound, and nothing else that it may refer to."""
    import av  # noqa: PLC0415 - a large shared library that only music needs

    nothing_else = {"protocol_whitelist": "file"}
    with av.open(f"file:{path}", options=nothing_else, metadata_errors="ignore") as container:
        if not container.streams.audio:
            raise _refusal(path, "there is no sound in it")
        yield container, container.streams.audio[0]


def _refusal(path: Path, reason: str) -> UsageError:
    clause = reason[:1].lower() + reason[1:]
    return UsageError(f"{path} cannot be played as music: {clause}; choose another file")
