"""WAV: 16-bit PCM, as it is."""

import errno
import struct
from collections.abc import Iterable
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from voicecoach.timeline import Timeline
from voicecoach.units import KiloHertz, frames

_SAMPLE_BYTES = 2
_PCM = 1
_HEADER = struct.Struct("<4sI4s4sIHHIIHH4sI")
_LARGEST = 2**32 - _HEADER.size
"""Bytes of sound that the header's 32-bit length allows; 24 hours at 24 kHz fit, and six
hours with music."""


def write(
    file: BinaryIO,
    timeline: Timeline,
    rate: KiloHertz,
    pcm: Iterable[NDArray[np.int16]],
    channels: int = 1,
) -> None:
    """Write the session's `pcm`; see `voicecoach.track.export.Writer`."""
    frame_bytes = channels * _SAMPLE_BYTES
    size = frames(timeline.duration_ms, rate) * frame_bytes
    if size > _LARGEST:
        raise OSError(errno.EFBIG, "a WAV file holds at most 4 GiB")
    hertz = rate * 1000
    file.write(
        _HEADER.pack(
            *(b"RIFF", _HEADER.size - 8 + size, b"WAVE"),
            *(b"fmt ", 16, _PCM, channels, hertz, hertz * frame_bytes, frame_bytes, 16),
            *(b"data", size),
        )
    )
    file.writelines(block.astype("<i2", copy=False).data for block in pcm)
