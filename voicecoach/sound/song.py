"""One file of music, frame by frame: any stretch of it, the same whatever was read before."""

from pathlib import Path

import numpy as np

from voicecoach.sound.decoding import MusicFile, decode, examine, measure
from voicecoach.sound.downmix import believable
from voicecoach.sound.polyphase import Converter, Wave
from voicecoach.units import Frames

_STRETCH_S = 10
"""Seconds after which decoding starts anew where a decoder has a memory: what a jump may have
to decode, at most. Each new start costs a second of decoding more."""

_NEAR_S = 2
"""How far ahead it is sooner to read on than to start anew."""

_KEPT = 16
"""How many blocks, of about 200 ms each, are kept: a live session whose loudness changes reads
again what it has read ahead, and decoding anew takes up to half a second."""


class Song:
    """A file of music at `MUSIC_RATE`, streamed: a few seconds of it are in memory.

    Where a decoder has a memory, the file is cut into stretches, and each is decoded by one
    that has seen nothing of the others; where time stamps are too coarse to seek by, the
    whole file is one stretch.

    Attributes:
        path: of the file.

    Raises:
        UsageError: the file cannot be read, or holds no sound.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = examine(path)
        self._converter = Converter(self._file.rate_hz)
        self._measuring = measure(self._file)
        self._length: Frames | None = None
        self._walk: _Walk | None = None
        self._blocks: dict[int, Wave] = {}

    @property
    def length(self) -> Frames:
        """Frames in it, at least one; found by reading the file once, without decoding."""
        while self._length is None:
            self.measure()
        return self._length

    def measure(self) -> None:
        """Do a few milliseconds of the work that `length` needs, if there is any left."""
        try:
            next(self._measuring)
        except StopIteration as ended:
            counted = self._length or self._converter.length(ended.value)
            self._length = max(Frames(1), counted)

    def read(self, start: Frames, count: Frames) -> Wave:
        """Return `count` frames from `start`; beyond the end they are silent."""
        size = self._converter.target
        wave = np.empty((count, 2), np.float32)
        done = 0
        while done < count:
            index, offset = divmod(start + done, size)
            piece = self._read_block(index)[offset : offset + count - done]
            wave[done : done + len(piece)] = piece
            done += len(piece)
        return wave

    def close(self) -> None:
        """Let go of the file; reading opens it again."""
        if self._walk:
            self._walk.close()
        self._walk = None

    def _read_block(self, index: int) -> Wave:
        if index not in self._blocks:
            count = self._converter.source + 2 * self._converter.reach
            source = self._walk_to(index).read(self._first(index), count)
            if len(self._blocks) == _KEPT:
                del self._blocks[next(iter(self._blocks))]
            self._blocks[index] = self._converter.block(believable(source))
        return self._blocks[index]

    def _walk_to(self, index: int) -> "_Walk":
        """Return a decoding that gives a block: the one there is, or a new one."""
        first, start = self._first(index), self._first(self._start_for(index))
        walk = self._walk
        if walk and walk.at <= first:
            near = self._file.forgetful and first - walk.at < _NEAR_S * self._file.rate_hz
            if near or walk.start == start:
                return walk
        self.close()
        self._walk = _Walk(self._file, start)
        return self._walk

    def _first(self, index: int) -> int:
        """Return the first source frame that a block is made of."""
        return index * self._converter.source - self._converter.reach

    def _start_for(self, index: int) -> int:
        """Return the block that the decoding of a block starts with."""
        if self._file.forgetful:
            return index
        if not self._file.seekable:
            return 0
        blocks = _STRETCH_S * self._file.rate_hz // self._converter.source
        return index - index % max(1, blocks)


class _Walk:
    """One decoding, read forwards.

    Attributes:
        start: the source frame it started with.
        at: the first source frame that can still be read.
    """

    def __init__(self, file: MusicFile, start: int) -> None:
        self.start = self.at = start
        self._pieces = decode(file, start)
        self._ahead = np.zeros((0, 2), np.float32)

    def read(self, start: int, count: int) -> Wave:
        """Return `count` source frames from `start`, not before `at`; silence after the end."""
        self._skip(start - self.at)
        held, parts = len(self._ahead), [self._ahead]
        while held < count and (piece := next(self._pieces, None)) is not None:
            parts.append(piece)
            held += len(piece)
        parts.append(np.zeros((max(0, count - held), 2), np.float32))
        self._ahead = np.concatenate(parts)
        return self._ahead[:count]

    def _skip(self, count: int) -> None:
        """Pass `count` source frames over."""
        self.at += count
        while count > len(self._ahead):
            count -= len(self._ahead)
            piece = next(self._pieces, None)
            if piece is None:
                piece = np.zeros((count, 2), np.float32)
            self._ahead = piece
        self._ahead = self._ahead[count:]

    def close(self) -> None:
        """End the decoding."""
        self._pieces.close()
