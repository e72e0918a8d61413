"""The Info frame of an MP3: how long it is, and what a player drops at both ends.

It is an MPEG frame of silence that carries the table Xing introduced and LAME extended;
fields as in the "Mp3 Info Tag rev 1 specifications" (gabriel.mp3-tech.org/mp3infotag.html).
"""

import struct
from typing import NamedTuple

from voicecoach.units import Frames, KiloHertz

ENCODER_DELAY = 576
"""Samples that LAME puts before the first one (its ENCDELAY). A decoder adds 529 of its own,
and drops both where this frame tells it the first."""

_MPEG1_LOWEST = 32
"""kHz from which a stream is MPEG-1 (ISO 11172-3); below, it is MPEG-2 (ISO 13818-3)."""

_SIDE_INFO = {(True, 1): 17, (True, 2): 32, (False, 1): 9, (False, 2): 17}
"""Bytes between a frame's header and its data, by whether it is MPEG-1, and by channels."""

_BIT_RATES = {
    True: (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    False: (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
"""Kilobits a second by whether it is MPEG-1; a header says which by its place, from 1."""

_HEADER_BYTES, _TABLE_BYTES = 4, 156

_FIELDS = 0b1111
"""What follows: the number of frames, that of bytes, the table, a quality (we say 0)."""

_TABLE = bytes(256 * percent // 100 for percent in range(100))
"""Where each percent of the time is, in 256ths of the stream: at a constant bit rate, there."""

_ENCODER = b"LAME"
"""Players look for this name before they believe the delay; the release, which follows where
it is known, `lameenc` does not tell."""

_REVISION_AND_METHOD = 0x01
"""Revision 0 of the table, constant bit rate."""


class MpegLayout(NamedTuple):
    """The measures of one MPEG frame of layer III.

    Attributes:
        samples: that it holds.
        side_info: bytes between its header and its data.
        frame_bytes: its size; whole, because our rates and bit rates divide so.
        bit_rate: in kilobits a second.
        info_bytes: the size of the Info frame, which may need more than the others.
        info_index: which says so in its header.
    """

    samples: int
    side_info: int
    frame_bytes: int
    bit_rate: int
    info_bytes: int
    info_index: int

    @classmethod
    def of(cls, rate: KiloHertz, bit_rate: int, channels: int = 1) -> "MpegLayout":
        """Layout of a stream at `rate` and `bit_rate` kilobits a second."""
        mpeg1 = rate >= _MPEG1_LOWEST
        samples = 1152 if mpeg1 else 576
        side_info = _SIDE_INFO[mpeg1, channels]
        needed = _HEADER_BYTES + side_info + _TABLE_BYTES
        sizes = [each * samples // (8 * rate) for each in _BIT_RATES[mpeg1]]
        index = next(
            index
            for index, size in enumerate(sizes)
            if size >= needed and _BIT_RATES[mpeg1][index] >= bit_rate
        )
        frame_bytes = bit_rate * samples // (8 * rate)
        return cls(samples, side_info, frame_bytes, bit_rate, sizes[index], index + 1)


def info_frame(layout: MpegLayout, header: bytes, length: Frames, stream_bytes: int) -> bytes:
    """Make the frame.

    Args:
        layout: of the stream.
        header: the four bytes that the stream's frames begin with.
        length: of the sound that went into the encoder.
        stream_bytes: of the stream, this frame included.
    """
    count = (stream_bytes - layout.info_bytes) // layout.frame_bytes
    padding = count * layout.samples - ENCODER_DELAY - length
    contents = struct.pack(
        ">4sIII100s4x9sB10xB3s4xI2x",
        *(b"Info", _FIELDS, count, stream_bytes, _TABLE),
        *(_ENCODER, _REVISION_AND_METHOD, layout.bit_rate),
        (ENCODER_DELAY << 12 | padding).to_bytes(3),
        stream_bytes,
    )
    own_header = bytes((*header[:2], layout.info_index << 4 | header[2] & 0x0F, header[3]))
    frame = own_header + bytes(layout.side_info) + contents
    return (frame + _crc16(frame).to_bytes(2)).ljust(layout.info_bytes, b"\0")


def _crc16(message: bytes) -> int:
    """CRC-16 with the reversed polynomial 0xA001, by which players know a LAME frame."""
    remainder = 0
    for byte in message:
        remainder ^= byte
        for _ in range(8):
            remainder = remainder >> 1 ^ (0xA001 if remainder & 1 else 0)
    return remainder
