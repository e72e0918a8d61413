"""Where a session waits for the listener, and where it goes on after that."""

from voicecoach.timeline import Phase, Timeline
from voicecoach.units import SECOND, Milliseconds

BREATH = Milliseconds(SECOND // 2)
"""How long after its words a `wait` begins to wait."""

COUNTED = Milliseconds(3500)
"""How much of the end of a `wait` is heard when the listener goes on: three, two, one."""


def gates_of(timeline: Timeline) -> tuple[Milliseconds, ...]:
    """Return where a session waits: after the words of each `wait`, before its countdown."""
    return tuple(_gate(timeline, phase) for phase in timeline.phases if phase.kind == "wait")


def opening_of(timeline: Timeline, position: Milliseconds) -> Milliseconds:
    """Return where a session goes on that waits at a position."""
    phase = timeline.phase_at(position)
    return Milliseconds(max(position, phase.end_ms - COUNTED))


def _gate(timeline: Timeline, phase: Phase) -> Milliseconds:
    said = [
        cue.end_ms
        for cue in timeline.cues_between(phase.start_ms, phase.end_ms)
        if cue.onset_ms == phase.start_ms and cue.kind == "speech"
    ]
    return Milliseconds(min(max([*said, phase.start_ms]) + BREATH, phase.end_ms - 1))
