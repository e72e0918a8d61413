"""The timeline: plain data that says which sound is heard at which millisecond.

Everything after the compiler only reads it. Its JSON form is part of the contract
(``docs/timeline.md``).
"""

from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import Literal

import msgspec

from voicecoach.errors import TimelineError
from voicecoach.units import Milliseconds

VERSION = 1

CueKind = Literal["speech", "tone"]
PhaseKind = Literal["instruction", "ready", "hold", "rest", "move", "switch", "wait", "finish"]
SpeechRole = Literal["instruction", "start", "count", "countdown", "form", "announce", "finish"]
Role = Literal[
    "instruction", "start", "count", "countdown", "form", "announce", "finish",
    "ready", "hold", "rest", "move", "switch", "wait", "beat",
]  # fmt: skip
"""A speech cue's purpose; a tone's is the kind of phase it begins, or ``beat``."""


class Cue(msgspec.Struct, frozen=True):
    """A sound at an onset.

    Attributes:
        onset_ms: when it is first audible, from the start of the session.
        duration_ms: how long its clip sounds.
        kind: spoken words or a tone.
        role: what it is for.
        text: the words as shown; None for a tone.
        source: the script line it comes from, ``sitting.yaml:31``; None for what the
            compiler adds by itself.
        sound: name of its clip among the session's sounds.
    """

    onset_ms: Milliseconds
    duration_ms: Milliseconds
    kind: CueKind
    role: Role
    text: str | None
    source: str | None
    sound: str

    @property
    def end_ms(self) -> Milliseconds:
        """First millisecond at which it is silent again."""
        return Milliseconds(self.onset_ms + self.duration_ms)


class Phase(msgspec.Struct, frozen=True):
    """A stretch of the session with one purpose.

    Attributes:
        start_ms: its first millisecond.
        end_ms: the first millisecond of what follows.
        kind: its purpose.
        label: a word or two for the screen.
        section: the section it belongs to.
        rep: number of the repetition it is in, from 1.
        of: how many repetitions there are.
        set: number of the set it is in, from 1.
        sets: how many sets there are.
        source: the script line it comes from.
    """

    start_ms: Milliseconds
    end_ms: Milliseconds
    kind: PhaseKind
    label: str
    section: str
    rep: int = 1
    of: int = 1
    set: int = 1
    sets: int = 1
    source: str | None = None

    @property
    def duration_ms(self) -> Milliseconds:
        """How long it lasts."""
        return Milliseconds(self.end_ms - self.start_ms)


class Marker(msgspec.Struct, frozen=True):
    """Where a chapter begins.

    Attributes:
        onset_ms: its first millisecond.
        title: its name.
    """

    onset_ms: Milliseconds
    title: str


class Timeline(msgspec.Struct, frozen=True, dict=True, kw_only=True):
    """A whole session, compiled.

    Attributes:
        version: of this form.
        title: of the script.
        language: of the spoken words, BCP 47.
        duration_ms: length of the session.
        cues: every sound, sorted by onset; speech never overlaps speech.
        phases: they tile the session from 0 to `duration_ms`.
        markers: the chapters, sorted by onset.
        notes: what was left out, for the author to read.
    """

    version: int = VERSION
    title: str
    language: str
    duration_ms: Milliseconds
    cues: tuple[Cue, ...]
    phases: tuple[Phase, ...]
    markers: tuple[Marker, ...]
    notes: tuple[str, ...] = ()

    @cached_property
    def _longest_cue_ms(self) -> Milliseconds:
        return max((cue.duration_ms for cue in self.cues), default=Milliseconds(0))

    def cues_between(self, start: Milliseconds, end: Milliseconds) -> tuple[Cue, ...]:
        """Cues that sound at any time in ``start <= t < end``, sorted by onset."""
        first = bisect_left(self.cues, Milliseconds(start - self._longest_cue_ms), key=_onset)
        last = bisect_left(self.cues, end, key=_onset)
        return tuple(cue for cue in self.cues[first:last] if cue.end_ms > start)

    def phase_index_at(self, time: Milliseconds) -> int:
        """Index of the phase that `time` falls in; the first or last where it falls outside."""
        return max(0, bisect_right(self.phases, time, key=_start) - 1)

    def phase_at(self, time: Milliseconds) -> Phase:
        """Return the phase that `time` falls in; the first or last where it falls outside."""
        return self.phases[self.phase_index_at(time)]

    def first(self, length: Milliseconds) -> "Timeline":
        """Only the beginning, cut at `length`: a cue that would be cut is left out."""
        return self.between(Milliseconds(0), min(length, self.duration_ms))

    def between(self, start: Milliseconds, end: Milliseconds) -> "Timeline":
        """Only what lies between two times, from 0 on: a cue that would be cut is left out."""

        def moved(time: Milliseconds) -> Milliseconds:
            return Milliseconds(min(max(time, start), end) - start)

        return msgspec.structs.replace(
            self,
            duration_ms=moved(end),
            cues=tuple(
                msgspec.structs.replace(cue, onset_ms=moved(cue.onset_ms))
                for cue in self.cues
                if cue.onset_ms >= start and cue.end_ms <= end
            ),
            phases=tuple(
                msgspec.structs.replace(
                    phase, start_ms=moved(phase.start_ms), end_ms=moved(phase.end_ms)
                )
                for phase in self.phases
                if phase.start_ms < end and phase.end_ms > start
            ),
            markers=tuple(
                msgspec.structs.replace(marker, onset_ms=moved(marker.onset_ms))
                for marker in self.markers
                if start <= marker.onset_ms < end
            ),
        )


def to_json(timeline: Timeline, indent: int = 2) -> str:
    """Write the contract's JSON; `from_json` reads it back to an equal timeline."""
    compact = msgspec.json.encode(timeline)
    return msgspec.json.format(compact, indent=indent).decode()


def from_json(text: str | bytes) -> Timeline:
    """Read what `to_json` wrote.

    Raises:
        TimelineError: the text is not a timeline of this version.
    """
    try:
        timeline = msgspec.json.decode(text, type=Timeline)
    except msgspec.DecodeError as error:
        raise TimelineError(str(error)) from error
    if timeline.version != VERSION:
        raise TimelineError(f"version {timeline.version} is not {VERSION}")
    return timeline


def _onset(cue: Cue) -> Milliseconds:
    return cue.onset_ms


def _start(phase: Phase) -> Milliseconds:
    return phase.start_ms
