"""Pools of reminders, taken in turn."""

from collections import deque
from collections.abc import Iterator, Sequence

import msgspec

from voicecoach.compiler.lane import Ruler, Said
from voicecoach.compiler.plan import Phrase
from voicecoach.script.problems import Place
from voicecoach.units import Milliseconds, format_clock


class LeftOut(msgspec.Struct, frozen=True):
    """Words that found no room.

    Attributes:
        what: they are: a cue, a count, an announcement.
        phrase: the words.
        onset_ms: where they would have been said.
        missing_ms: how much more room they need.
        place: where the author can give it to them.
    """

    what: str
    phrase: Phrase
    onset_ms: Milliseconds
    missing_ms: int
    place: Place

    def __str__(self) -> str:
        position = format_clock(self.onset_ms)
        needs = f"needs {self.missing_ms} ms more"
        return f"{self.what} left out at {position}: '{self.phrase.text}' {needs}"


class Pool:
    """Reminders that wait for their turn; one that does not fit waits for more room."""

    def __init__(self, phrases: Sequence[Phrase], ruler: Ruler) -> None:
        self._waiting = deque(phrases)
        self._never_said = dict.fromkeys(phrases)
        self._tried: dict[Phrase, tuple[Milliseconds, int]] = {}
        self._ruler = ruler

    def next_fitting(
        self, onset: Milliseconds, room: int
    ) -> tuple[Phrase, Said] | tuple[None, None]:
        """The reminder whose turn it is among those that fit, and how it is said."""
        for phrase in self._waiting:
            if said := self._ruler.fit_unhurried(phrase, room):
                return phrase, said
            missing = self._ruler.length(phrase) - room
            first, least = self._tried.get(phrase, (onset, missing))
            self._tried[phrase] = (first, min(least, missing))
        return None, None

    def said(self, phrase: Phrase) -> None:
        """Send a reminder to the end of the queue."""
        self._waiting.remove(phrase)
        self._waiting.append(phrase)
        self._never_said.pop(phrase, None)

    def left_out(self) -> Iterator[LeftOut]:
        """What found no room in the whole session, and how much was missing."""
        for phrase in self._never_said:
            if phrase.place and phrase in self._tried:
                onset, missing = self._tried[phrase]
                yield LeftOut("cue", phrase, onset, missing, phrase.place)
