"""WAV: 16-bit PCM, one channel, as it is."""

import errno
import struct
from collections.abc import Iterable
from typing import BinaryIO

from voicecoach.sound.clips import Samples
from voicecoach.timeline import Timeline
from voicecoach.units import KiloHertz, frames

_SAMPLE_BYTES = 2
_PCM = 1
_HEADER = struct.Struct("<4sI4s4sIHHIIHH4sI")
_LARGEST = 2**32 - _HEADER.size
"""Bytes of sound that the header's 32-bit length allows; 24 hours at 24 kHz fit."""


def write(file: BinaryIO, timeline: Timeline, rate: KiloHertz, pcm: Iterable[Samples]) -> None:
    """Write the session's `pcm`; see `voicecoach.track.export.Writer`."""
    size = frames(timeline.duration_ms, rate) * _SAMPLE_BYTES
    if size > _LARGEST:
        raise OSError(errno.EFBIG, "a WAV file holds at most 4 GiB")
    hertz = rate * 1000
    file.write(
        _HEADER.pack(
            *(b"RIFF", _HEADER.size - 8 + size, b"WAVE"),
            *(b"fmt ", 16, _PCM, 1, hertz, hertz * _SAMPLE_BYTES, _SAMPLE_BYTES, 16),
            *(b"data", size),
        )
    )
    file.writelines(block.astype("<i2", copy=False).data for block in pcm)
