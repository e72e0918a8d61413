"""The plan: what a session consists of, before anyone knows how long its words take."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

import msgspec

from voicecoach.script.model import Announcements, ToneChoice
from voicecoach.script.problems import Place
from voicecoach.speech import Utterance
from voicecoach.timeline import SpeechRole
from voicecoach.units import Milliseconds

Guidance = Literal["full", "brief", "minimal"]
"""How much is said besides the counting."""


class Preferences(msgspec.Struct, frozen=True):
    """What the listener wants of a script.

    Attributes:
        settings: as written, by name; the rest are defaults.
        guidance: how much is said.
        seed: of what is shuffled.
    """

    settings: Mapping[str, str] = {}
    guidance: Guidance = "full"
    seed: int = 0


class Phrase(msgspec.Struct, frozen=True):
    """Words with a purpose.

    Attributes:
        utterance: what a voice is asked for, at the normal pace.
        text: as shown.
        role: what it is for.
        place: where the author wrote it; None for stock words, without
            which a session is still right.
        short: what is said instead where there is too little room.
    """

    utterance: Utterance
    text: str
    role: SpeechRole
    place: Place | None = None
    short: "Phrase | None" = None


class Count(msgspec.Struct, frozen=True):
    """A number on its second.

    Attributes:
        offset_ms: from the start of its phase.
        phrase: the number.
    """

    offset_ms: Milliseconds
    phrase: Phrase


class Spoken(msgspec.Struct, frozen=True, kw_only=True):
    """A segment that lasts as long as its words.

    Attributes:
        kind: instructions, or the closing words.
        label: for the screen.
        phrase: the words.
        pause_ms: silence after them.
        place: of the step.
    """

    kind: Literal["instruction", "finish"]
    label: str
    phrase: Phrase
    pause_ms: Milliseconds
    place: Place


class Timed(msgspec.Struct, frozen=True, kw_only=True):
    """A segment that lasts exactly as long as it says.

    Attributes:
        kind: its purpose.
        label: for the screen.
        duration_ms: its length.
        start: the words that begin it.
        counts: numbers on their seconds.
        pool: name of the pool of which one reminder may be said.
        pool_every: on every how manieth visit it may be said.
        announces_next: whether the section that follows is announced.
        beat_ms: a beat is heard this often from its start on; None for none.
        place: of the step.
    """

    kind: Literal["ready", "hold", "rest", "move", "switch", "wait"]
    label: str
    duration_ms: Milliseconds
    start: Phrase | None = None
    counts: tuple[Count, ...] = ()
    pool: str | None = None
    pool_every: int = 1
    announces_next: bool = False
    beat_ms: Milliseconds | None = None
    place: Place


Segment = Spoken | Timed


class Rounds(msgspec.Struct, frozen=True, kw_only=True):
    """Segments that are done again and again.

    Attributes:
        times: how many rounds; None where `dose_ms` decides.
        dose_ms: as many whole rounds as fit in this.
        announce: what is said of the course.
        body: of one round.
        place: of the step.
    """

    times: int | None
    dose_ms: Milliseconds | None
    announce: Announcements
    body: "tuple[PlanNode, ...]"
    place: Place


class Titled(msgspec.Struct, frozen=True):
    """A part of the session with a name.

    Attributes:
        title: its name.
        body: what is done in it.
    """

    title: str
    body: "tuple[PlanNode, ...]"


PlanNode = Spoken | Timed | Rounds | Titled


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """A whole session.

    Attributes:
        title: of the script.
        language: of its stock words, BCP 47.
        sections: in order.
        pools: reminders in the order of their turns, by name of the pool.
        tones: which are heard.
        countdown: the numbers before work begins, ``three`` first.
        halfway: said in the middle of a dose.
        last: said before the last round.
    """

    title: str
    language: str
    sections: tuple[Titled, ...]
    pools: Mapping[str, tuple[Phrase, ...]]
    tones: ToneChoice
    countdown: tuple[Phrase, ...]
    halfway: Phrase
    last: Phrase

    def utterances(self) -> frozenset[Utterance]:
        """Everything the plan says that does not depend on where it lands."""
        phrases = [self.halfway, self.last, *self.countdown]
        for pool in self.pools.values():
            phrases.extend(pool)
        phrases.extend(_phrases(self.sections))
        return frozenset(phrase.utterance for phrase in phrases)


def _phrases(body: Sequence[PlanNode]) -> Iterator[Phrase]:
    for node in body:
        if isinstance(node, Rounds | Titled):
            yield from _phrases(node.body)
        elif isinstance(node, Spoken):
            yield node.phrase
        else:
            if node.start:
                yield node.start
            yield from (count.phrase for count in node.counts)
