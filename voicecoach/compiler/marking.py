"""Where chapters begin: with each section, and with each set in a long one."""

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from voicecoach.timeline import Marker, Phase
from voicecoach.units import MINUTE

LONG = 3 * MINUTE
"""A section longer than this has a chapter for each of its sets."""


def markers(phases: Sequence[Phase]) -> Iterator[Marker]:
    """Yield the chapters of a session, in order."""
    for title, group in groupby(phases, key=lambda phase: phase.section):
        section = list(group)
        yield Marker(section[0].start_ms, title)
        if section[-1].end_ms - section[0].start_ms > LONG:
            yield from _sets(title, section)


def _sets(title: str, section: Sequence[Phase]) -> Iterator[Marker]:
    """Yield where a set begins after another one; the first one begins with its section."""
    numbered = [phase for phase in section if phase.sets > 1]
    for before, phase in pairwise(numbered):
        if (phase.set, phase.sets) != (before.set, before.sets):
            yield Marker(phase.start_ms, f"{title} {phase.set}/{phase.sets}")
