"""The chapters of a track: the timeline's markers as stretches."""

from itertools import chain, pairwise
from typing import NamedTuple

from voicecoach.timeline import Timeline
from voicecoach.units import Milliseconds

_LONGEST = 255
"""Bytes of a title: what the chapter lists of MP4 (``chpl``) can say, more than players show."""


class Chapter(NamedTuple):
    """A stretch with a name.

    Attributes:
        start_ms: its first millisecond.
        end_ms: the first millisecond of what follows.
        title: its name, 255 bytes in UTF-8 at most.
    """

    start_ms: Milliseconds
    end_ms: Milliseconds
    title: str


def chapters(timeline: Timeline) -> list[Chapter]:
    """Return the chapters of a session; each ends where the next one begins."""
    onsets = (marker.onset_ms for marker in timeline.markers)
    stretches = pairwise(chain(onsets, [timeline.duration_ms]))
    return [
        Chapter(start, end, brief(marker.title))
        for marker, (start, end) in zip(timeline.markers, stretches, strict=True)
    ]


def brief(title: str) -> str:
    """Return a title as long as every format can have it; where that cuts it, ``…`` says so."""
    if len(title.encode()) <= _LONGEST:
        return title
    kept = title.encode()[: _LONGEST - len("…".encode())]
    return f"{kept.decode(errors='ignore').rstrip()}…"
