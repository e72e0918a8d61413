"""What the listener is shown, as a pure function of the timeline and the position in it."""

from collections.abc import Iterator
from itertools import groupby

import msgspec

from voicecoach.errors import UnknownNameError
from voicecoach.script.phrases import phrases_for
from voicecoach.timeline import Cue, Phase, Timeline
from voicecoach.units import SECOND, Milliseconds

_COUNTING = ("count", "countdown")
_COUNT_STAYS = SECOND
_CAPTION_LINGERS = Milliseconds(1500)
_TOLD = ("instruction", "finish")
"""Phases that are only listened to: several in a row are one thing to the listener."""


class Section(msgspec.Struct, frozen=True):
    """A stretch of the session under one heading.

    Attributes:
        title: the heading.
        start_ms: its first millisecond.
        end_ms: the first millisecond of what follows.
    """

    title: str
    start_ms: Milliseconds
    end_ms: Milliseconds


class View(msgspec.Struct, frozen=True):
    """A moment of the session.

    Attributes:
        position_ms: where we are.
        duration_ms: length of the session.
        phase: the one we are in.
        next_phase: what there is to do after it; None at the end.
        count: the number counted last, as spoken; empty a second later.
        number: the second that runs, counted as the phase is: up, or down to one; None where
            nothing is counted.
        caption: the other words being spoken, or spoken just now; empty when it is quiet.
    """

    position_ms: Milliseconds
    duration_ms: Milliseconds
    phase: Phase
    next_phase: Phase | None
    count: str
    number: int | None
    caption: str

    @property
    def left_ms(self) -> Milliseconds:
        """How much of the session is left."""
        return Milliseconds(self.duration_ms - self.position_ms)

    @property
    def phase_left_ms(self) -> Milliseconds:
        """How much of the phase is left."""
        return Milliseconds(self.phase.end_ms - self.position_ms)

    @property
    def next_in_ms(self) -> Milliseconds:
        """When the next phase comes, or the end."""
        end = self.next_phase.start_ms if self.next_phase else self.duration_ms
        return Milliseconds(end - self.position_ms)


def view(timeline: Timeline, position: Milliseconds) -> View:
    """Return what is to be shown at `position`, from 0 to the timeline's duration."""
    index = timeline.phase_index_at(position)
    phase = timeline.phases[index]
    return View(
        position_ms=position,
        duration_ms=timeline.duration_ms,
        phase=phase,
        next_phase=_next_phase(timeline, index),
        count=_count(timeline, phase, position),
        number=_number(timeline, phase, position),
        caption=_caption(timeline, position),
    )


def moments(timeline: Timeline) -> Iterator[View]:
    """Yield a view of each moment from which on the phase, the number or the caption is another.

    In between, only the times that are left run down.
    """
    last = None
    for position in _changes(timeline):
        shown = view(timeline, position)
        if (lasting := (shown.phase, shown.number, shown.caption)) != last:
            yield shown
            last = lasting


def during(shown: View, interlude: Timeline, position: Milliseconds) -> View:
    """Return `shown` while an interlude is heard, at `position` of the interlude.

    One that gets the listener ready is a phase of its own, and the phase shown comes next.
    """
    said = view(interlude, position)
    heard = msgspec.structs.replace(shown, count=said.count, caption=said.caption)
    if said.phase.kind != "ready":
        return heard
    begins = shown.position_ms
    ends, left = begins + interlude.duration_ms, interlude.duration_ms - position
    return msgspec.structs.replace(
        heard,
        phase=msgspec.structs.replace(
            shown.phase,
            kind="ready",
            label=said.phase.label,
            start_ms=begins,
            end_ms=Milliseconds(ends),
        ),
        next_phase=msgspec.structs.replace(shown.phase, start_ms=Milliseconds(begins + left)),
        number=None,
    )


def sections(timeline: Timeline) -> tuple[Section, ...]:
    """Return the sections of a session, which tile it."""
    found = []
    for title, phases in groupby(timeline.phases, key=_section):
        first, *others = phases
        found.append(Section(title, first.start_ms, (others or [first])[-1].end_ms))
    return tuple(found)


def seconds_begun(time: Milliseconds) -> int:
    """Whole seconds in `time`, to the second begun: what a countdown shows."""
    return -(-time // SECOND)


def _changes(timeline: Timeline) -> list[Milliseconds]:
    """Positions at which something may change: seconds of phases, ends of what is heard."""
    found = {
        start for phase in timeline.phases for start in range(phase.start_ms, phase.end_ms, SECOND)
    }
    for phase in timeline.phases:  # seconds that are counted to the end of a phase
        found.update(range(phase.end_ms, phase.start_ms, -SECOND))
    for cue in timeline.cues:
        found |= {cue.onset_ms, cue.end_ms + _CAPTION_LINGERS}
    return [Milliseconds(time) for time in sorted(found) if time < timeline.duration_ms]


def _next_phase(timeline: Timeline, index: int) -> Phase | None:
    """Return the next phase that is something else: a row of instructions is one."""
    phase = timeline.phases[index]
    for following in timeline.phases[index + 1 :]:
        same = (following.kind, following.label) == (phase.kind, phase.label)
        if not (same and phase.kind in _TOLD):
            return following
    return None


def _count(timeline: Timeline, phase: Phase, position: Milliseconds) -> str:
    """Return the last count of `phase` for a second from its onset."""
    earliest = Milliseconds(max(phase.start_ms, position - _COUNT_STAYS + 1))
    words = [
        cue.text or ""
        for cue in _begun(timeline, earliest, position)
        if cue.role in _COUNTING and cue.onset_ms >= earliest
    ]
    return words[-1] if words else ""


def _number(timeline: Timeline, phase: Phase, position: Milliseconds) -> int | None:
    """Return the second that runs, in the direction of the last count, or else of the first."""
    cues = timeline.cues_between(phase.start_ms, phase.end_ms)
    counts = [cue for cue in cues if cue.role == "count"]
    if not counts:
        return None
    begun = [cue for cue in counts if cue.onset_ms <= position]
    if not _counts_up(timeline, phase, (begun or counts[:1])[-1]):
        return seconds_begun(Milliseconds(phase.end_ms - position))
    return min((position - phase.start_ms) // SECOND + 1, phase.duration_ms // SECOND)


def _counts_up(timeline: Timeline, phase: Phase, count: Cue) -> bool:
    """Whether a count names how many seconds of its phase have begun."""
    begun = (count.onset_ms - phase.start_ms) // SECOND + 1
    try:
        return count.text == phrases_for(timeline.language).number(begun)
    except UnknownNameError:  # a language that came from elsewhere, whose numbers we cannot read
        return False


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


def _section(phase: Phase) -> str:
    return phase.section
