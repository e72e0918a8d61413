"""ID3 tags: the title and the chapters, at the front of an MP3.

Version 2.3, which every player reads (id3.org/id3v2.3.0), with the chapter frames of its
addendum (id3.org/id3v2-chapters-1.0).
"""

import struct
from itertools import chain, pairwise

from voicecoach.timeline import Timeline
from voicecoach.track.about import About

_UTF16 = b"\x01"
_NO_OFFSET = 0xFFFFFFFF
_TOP_AND_ORDERED = 3
_MOST_CHAPTERS = 255
"""What the count of a table of contents can say; players need no table for the chapters."""


def tag(timeline: Timeline, about: About) -> bytes:
    """Make the tag of a session."""
    body = _text(b"TIT2", about.title) + _chapters(timeline)
    size = bytes(len(body) >> shift & 0x7F for shift in (21, 14, 7, 0))
    return b"ID3\x03\x00\x00" + size + body


def _chapters(timeline: Timeline) -> bytes:
    if not timeline.markers:
        return b""
    onsets = (marker.onset_ms for marker in timeline.markers)
    stretches = pairwise(chain(onsets, [timeline.duration_ms]))
    names = [b"chp%d\0" % number for number in range(len(timeline.markers))]
    listed = names[:_MOST_CHAPTERS]
    contents = b"toc\0" + bytes([_TOP_AND_ORDERED, len(listed)]) + b"".join(listed)
    return _frame(b"CTOC", contents) + b"".join(
        _frame(
            b"CHAP",
            name
            + struct.pack(">IIII", start, end, _NO_OFFSET, _NO_OFFSET)
            + _text(b"TIT2", marker.title),
        )
        for name, marker, (start, end) in zip(names, timeline.markers, stretches, strict=True)
    )


def _text(kind: bytes, text: str) -> bytes:
    return _frame(kind, _UTF16 + text.encode("utf-16"))


def _frame(kind: bytes, contents: bytes) -> bytes:
    return kind + struct.pack(">IH", len(contents), 0) + contents
