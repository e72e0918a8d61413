"""Pools of reminders, taken in turn."""

from collections import deque
from collections.abc import Iterable, Sequence

from voicecoach.compiler.lane import Ruler, Said
from voicecoach.compiler.plan import Phrase
from voicecoach.units import Milliseconds, format_clock


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

    def notes(self) -> Iterable[str]:
        """What found no room in the whole session, and how much was missing."""
        for phrase in self._never_said:
            if phrase in self._tried:
                onset, missing = self._tried[phrase]
                yield left_out("cue", onset, phrase, missing)


def left_out(what: str, onset: Milliseconds, phrase: Phrase, missing: int) -> str:
    """Say what was left out, in the form of the contract."""
    return f"{what} left out at {format_clock(onset)}: '{phrase.text}' needs {missing} ms more"
