"""MP3: LAME at a constant bit rate, made gapless.

LAME's library encodes. What `lameenc` leaves out, the frame at the front that tells a player
how many samples to drop at both ends, is added here together with the title and the
chapters, while the sound streams past. That costs nothing; remuxing with another library to
get it takes a quarter as long as the encoding. LAME itself makes everything 0.45 dB softer,
which leaves true peaks room for what its coding adds.
"""

from collections.abc import Iterable, Iterator
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from voicecoach.timeline import Timeline
from voicecoach.track.about import About, Encoding
from voicecoach.track.id3 import tag
from voicecoach.track.info_frame import MpegLayout, info_frame
from voicecoach.units import frames

BIT_RATE = {1: 64, 2: 128}
"""Kilobits a second by the number of channels: enough for one voice at 24 kHz to sound as it
did, and for music at 48 kHz to be a background."""

QUALITY = 7
"""LAME's effort, from 0, best, to 9, fastest. For speech 7 takes half as long as 5."""


def write(
    file: BinaryIO,
    timeline: Timeline,
    about: About,
    encoding: Encoding,
    pcm: Iterable[NDArray[np.int16]],
) -> None:
    """Write the session's `pcm`; see `voicecoach.track.export.Writer`."""
    rate, channels = encoding.rate, encoding.channels
    layout = MpegLayout.of(rate, encoding.bit_rate or BIT_RATE[channels], channels)
    file.write(tag(timeline, about))
    start = file.tell()
    file.write(bytes(layout.info_bytes))
    header = b""
    for encoded in _encoded(encoding, layout.bit_rate, pcm):
        header = header or bytes(encoded[:4])
        file.write(encoded)
    stream_bytes = file.tell() - start
    file.seek(start)
    file.write(info_frame(layout, header, frames(timeline.duration_ms, rate), stream_bytes))


def _encoded(
    encoding: Encoding, bit_rate: int, pcm: Iterable[NDArray[np.int16]]
) -> Iterator[bytes]:
    """Encode `pcm`; joined, what is yielded is a stream of whole MPEG frames."""
    import lameenc  # noqa: PLC0415 - a shared library that only an MP3 needs

    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_channels(encoding.channels)
    encoder.set_in_sample_rate(encoding.rate * 1000)
    encoder.set_out_sample_rate(encoding.rate * 1000)
    encoder.set_bit_rate(bit_rate)
    encoder.set_quality(QUALITY)
    for block in pcm:
        yield encoder.encode(block.tobytes())
    yield encoder.flush()
