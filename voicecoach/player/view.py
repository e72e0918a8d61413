"""What the listener is shown, as a pure function of the timeline and the position in it."""

import msgspec

from voicecoach.timeline import Cue, Phase, Timeline
from voicecoach.units import SECOND, Milliseconds

_COUNTING = ("count", "countdown")
_COUNT_STAYS = SECOND
_CAPTION_LINGERS = Milliseconds(1500)


class View(msgspec.Struct, frozen=True):
    """A moment of the session.

    Attributes:
        position_ms: where we are.
        duration_ms: length of the session.
        phase: the one we are in.
        next_phase: what comes after it; None at the end.
        count: the number counted last, as spoken; empty a second later.
        caption: the other words being spoken, or spoken just now; empty when it is quiet.
    """

    position_ms: Milliseconds
    duration_ms: Milliseconds
    phase: Phase
    next_phase: Phase | None
    count: str
    caption: str

    @property
    def left_ms(self) -> Milliseconds:
        """How much of the session is left."""
        return Milliseconds(self.duration_ms - self.position_ms)

    @property
    def phase_left_ms(self) -> Milliseconds:
        """How much of the phase is left, and so when the next one comes."""
        return Milliseconds(self.phase.end_ms - self.position_ms)


def view(timeline: Timeline, position: Milliseconds) -> View:
    """Return what is to be shown at `position`, from 0 to the timeline's duration."""
    index = timeline.phase_index_at(position)
    phase = timeline.phases[index]
    last = index + 1 == len(timeline.phases)
    return View(
        position_ms=position,
        duration_ms=timeline.duration_ms,
        phase=phase,
        next_phase=None if last else timeline.phases[index + 1],
        count=_count(timeline, phase, position),
        caption=_caption(timeline, position),
    )


def _count(timeline: Timeline, phase: Phase, position: Milliseconds) -> str:
    """Return the last count of `phase` for a second from its onset."""
    earliest = Milliseconds(max(phase.start_ms, position - _COUNT_STAYS + 1))
    words = [
        cue.text or ""
        for cue in _begun(timeline, earliest, position)
        if cue.role in _COUNTING and cue.onset_ms >= earliest
    ]
    return words[-1] if words else ""


def _caption(timeline: Timeline, position: Milliseconds) -> str:
    earliest = Milliseconds(position - _CAPTION_LINGERS)
    words = [
        cue.text or ""
        for cue in _begun(timeline, earliest, position)
        if cue.kind == "speech" and cue.role not in _COUNTING
    ]
    return words[-1] if words else ""


def _begun(timeline: Timeline, start: Milliseconds, position: Milliseconds) -> tuple[Cue, ...]:
    """Cues that sound between `start` and `position`, both included."""
    return timeline.cues_between(start, Milliseconds(position + 1))
