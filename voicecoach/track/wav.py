"""WAV: 16-bit PCM, as it is."""

import errno
import struct
from collections.abc import Iterable
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from voicecoach.timeline import Timeline
from voicecoach.track.about import About, Encoding
from voicecoach.units import frames

_SAMPLE_BYTES = 2
_PCM = 1
_HEADER = struct.Struct("<4sI4s4sIHHIIHH4sI")
_LARGEST = 2**32 - _HEADER.size
"""Bytes of sound that the header's 32-bit length allows; 24 hours at 24 kHz fit, and six
hours with music."""


def write(
    file: BinaryIO,
    timeline: Timeline,
    about: About,  # noqa: ARG001 - a header that programs know by heart has no room for it
    encoding: Encoding,
    pcm: Iterable[NDArray[np.int16]],
) -> None:
    """Write the session's `pcm`; see `voicecoach.track.export.Writer`."""
    frame_bytes = encoding.channels * _SAMPLE_BYTES
    size = frames(timeline.duration_ms, encoding.rate) * frame_bytes
    if size > _LARGEST:
        raise OSError(errno.EFBIG, "a WAV file holds at most 4 GiB")
    hertz = encoding.rate * 1000
    file.write(
        _HEADER.pack(
            *(b"RIFF", _HEADER.size - 8 + size, b"WAVE"),
            *(b"fmt ", 16, _PCM, encoding.channels, hertz, hertz * frame_bytes, frame_bytes, 16),
            *(b"data", size),
        )
    )
    file.writelines(block.astype("<i2", copy=False).data for block in pcm)
