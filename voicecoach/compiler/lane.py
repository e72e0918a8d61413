"""The speech of one phase: what is said in it when, and where there is still room."""

from bisect import insort

import msgspec

from voicecoach.compiler.layout import GAP
from voicecoach.compiler.plan import Phrase
from voicecoach.script.problems import Place
from voicecoach.speech import Durations, Utterance
from voicecoach.timeline import Cue
from voicecoach.units import Milliseconds

FASTER_PACES = (120, 145)
"""In this order a phrase that does not fit is tried; faster is no longer understood well."""

BEAT_GAP = Milliseconds(50)
"""Least silence between a count and whatever comes on a beat of its own."""


class Said(msgspec.Struct, frozen=True):
    """One way to say a phrase.

    Attributes:
        text: as shown.
        utterance: as spoken.
        length: of its clip.
    """

    text: str
    utterance: Utterance
    length: Milliseconds


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

    def whole(self, phrase: Phrase) -> Said:
        """Return a phrase as it is said where it has all the time it takes."""
        return Said(phrase.text, phrase.utterance, self.measure(phrase.utterance))

    def fit(self, phrase: Phrase, room: int) -> Said | None:
        """Return the first way to say a phrase within `room`: whole, shorter, or faster."""
        shortest = phrase.short or phrase
        ways = [self.whole(phrase)]
        if phrase.short:
            ways.append(self.whole(phrase.short))
        fitting = next((way for way in ways if way.length <= room), None)
        return fitting or self._faster(shortest, room)

    def _faster(self, phrase: Phrase, room: int) -> Said | None:
        for pace in FASTER_PACES:
            utterance = msgspec.structs.replace(phrase.utterance, pace=pace)
            length = self.measure(utterance)
            if length <= room:
                return Said(phrase.text, utterance, length)
        return None

    def fit_unhurried(self, phrase: Phrase, room: int) -> Said | None:
        """Return the first way to say a phrase within `room` at the normal pace."""
        ways = (phrase, phrase.short) if phrase.short else (phrase,)
        return next((said for said in map(self.whole, ways) if said.length <= room), None)


class Lane:
    """The speech of one phase, in order of time.

    Attributes:
        start: first millisecond of the phase.
        opens: from when on something may be said that has no place of its own.
        end: first millisecond after it.
        place: of its step.
        cues: what is said, by onset.
    """

    def __init__(
        self, start: Milliseconds, opens: Milliseconds, end: Milliseconds, place: Place
    ) -> None:
        self.start = start
        self.opens = opens
        self.end = end
        self.place = place
        self.cues: list[Cue] = []

    def say(self, phrase: Phrase, onset: Milliseconds, said: Said) -> None:
        """Put a phrase in its place; the caller knows that it is free."""
        cue = Cue(
            onset_ms=onset,
            duration_ms=said.length,
            kind="speech",
            role=phrase.role,
            text=said.text,
            source=(phrase.place or self.place).source,
            sound=said.utterance.sound,
        )
        insort(self.cues, cue, key=_onset)

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
        onsets = [self.opens, *(Milliseconds(cue.end_ms + GAP) for cue in self.cues)]
        ends = [*(cue.onset_ms for cue in self.cues), self.end]
        gaps = [(onset, end - GAP - onset) for onset, end in zip(onsets, ends, strict=True)]
        return max(gaps, key=_room)


def _room(gap: tuple[Milliseconds, int]) -> int:
    return gap[1]


def _onset(cue: Cue) -> Milliseconds:
    return cue.onset_ms
