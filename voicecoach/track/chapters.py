"""The chapters of a track: the timeline's markers as stretches."""

from itertools import chain, pairwise
from typing import NamedTuple

from voicecoach.timeline import Timeline
from voicecoach.units import Milliseconds


class Chapter(NamedTuple):
    """A stretch with a name.

    Attributes:
        start_ms: its first millisecond.
        end_ms: the first millisecond of what follows.
        title: its name.
    """

    start_ms: Milliseconds
    end_ms: Milliseconds
    title: str


def chapters(timeline: Timeline) -> list[Chapter]:
    """Return the chapters of a session; each ends where the next one begins."""
    onsets = (marker.onset_ms for marker in timeline.markers)
    stretches = pairwise(chain(onsets, [timeline.duration_ms]))
    return [
        Chapter(start, end, marker.title)
        for marker, (start, end) in zip(timeline.markers, stretches, strict=True)
    ]
