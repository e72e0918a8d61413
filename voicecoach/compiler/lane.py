"""The speech of one phase: what is said in it when, and where there is still room."""

import msgspec

from voicecoach.compiler.layout import GAP
from voicecoach.compiler.plan import Phrase
from voicecoach.speech import NORMAL_PACE, Durations, Utterance
from voicecoach.timeline import Cue
from voicecoach.units import Milliseconds

PACES = (NORMAL_PACE, 120, 145)
"""In this order a phrase that does not fit is tried; faster is no longer understood well."""

BEAT_GAP = Milliseconds(50)
"""Least silence between a count and whatever comes on a beat of its own."""


class Ruler:
    """Measures utterances, and remembers those that nobody has measured yet.

    Attributes:
        missing: what has to be measured before a timeline can be made.
    """

    def __init__(self, durations: Durations) -> None:
        self._durations = durations
        self.missing: set[Utterance] = set()

    def measure(self, utterance: Utterance) -> Milliseconds:
        """Length of an utterance; 0 for now where it has yet to be measured."""
        found = self._durations.get(utterance)
        if found is None:
            self.missing.add(utterance)
            return Milliseconds(0)
        return found

    def length(self, phrase: Phrase) -> Milliseconds:
        """Length of a phrase at the normal pace."""
        return self.measure(phrase.utterance)

    def fit(self, phrase: Phrase, room: int) -> tuple[Utterance, Milliseconds] | None:
        """Return the slowest way to say a phrase within `room`, or None."""
        for pace in PACES:
            utterance = msgspec.structs.replace(phrase.utterance, pace=pace)
            length = self.measure(utterance)
            if length <= room:
                return utterance, length
        return None


class Lane:
    """The speech of one phase, in order of time.

    Attributes:
        start: first millisecond of the phase.
        end: first millisecond after it.
        cues: what is said.
    """

    def __init__(self, start: Milliseconds, end: Milliseconds, source: str) -> None:
        self.start = start
        self.end = end
        self._source = source
        self.cues: list[Cue] = []

    def say(
        self, phrase: Phrase, onset: Milliseconds, spoken: tuple[Utterance, Milliseconds]
    ) -> None:
        """Put a phrase in its place; the caller knows that it is free."""
        utterance, length = spoken
        cue = Cue(
            onset_ms=onset,
            duration_ms=length,
            kind="speech",
            role=phrase.role,
            text=phrase.text,
            source=phrase.place.source if phrase.place else self._source,
            sound=utterance.sound,
        )
        self.cues.append(cue)
        self.cues.sort(key=lambda cue: cue.onset_ms)

    def room_from(self, onset: int, gap_after: int, gap_before: int = 0) -> int:
        """How long something said at `onset` may be; negative where `onset` is not free."""
        if onset < self.start:
            return -1
        before = [cue.end_ms for cue in self.cues if cue.onset_ms <= onset]
        if any(onset < end + gap_before for end in before):
            return -1
        after = [cue.onset_ms for cue in self.cues if cue.onset_ms > onset]
        return min([*after, self.end]) - gap_after - onset

    def widest_gap(self) -> tuple[Milliseconds, int]:
        """Onset and room of the widest stretch that is free, the first of equals."""
        onsets = [Milliseconds(cue.end_ms + GAP) for cue in self.cues]
        gaps = [(onset, self.room_from(onset, GAP)) for onset in [self.start, *onsets]]
        return max(gaps, key=_room)


def _room(gap: tuple[Milliseconds, int]) -> int:
    return gap[1]
