"""The program of a live session: which sound each frame of the stream is.

A session is heard in stretches of one timeline, with interludes and silence in between. The
program lists them by the frame of the stream they begin on; a command never changes what has
been heard, it cuts the program and goes on in another way from there.
"""

from collections.abc import Mapping

import msgspec

from voicecoach.player.port import MONO
from voicecoach.sound.clips import Sounds
from voicecoach.sound.mixer import UNITY, Gains
from voicecoach.sound.music import MusicSource
from voicecoach.timeline import Timeline
from voicecoach.units import Frames, KiloHertz, Milliseconds, frames

SESSION = "session"
SILENCE = "silence"

FADE = Milliseconds(15)
"""How long a sound that is cut takes to fall silent, and one whose loudness is changed to get
there: too short to be heard as a fade, long enough not to click."""

_STEREO = 2


class Span(msgspec.Struct, frozen=True):
    """A stretch of the stream.

    Attributes:
        start: its first frame, of the stream.
        source: the session, silence, or the name of an interlude.
        at: the frame of the source that it begins with.
        parked: where in the session we are while something else is heard.
        gains: how loud each kind of sound is.
    """

    start: Frames
    source: str
    at: Frames = Frames(0)
    parked: Frames = Frames(0)
    gains: Gains = UNITY

    def goes_on_in(self, following: "Span") -> bool:
        """Whether `following` continues this one, so that nothing is cut between them."""
        reached = self.at + following.start - self.start
        return (self.source, reached) == (following.source, following.at)


Program = tuple[Span, ...]
"""Spans in order of their starts; the last one has no end but its source's."""


class Bank(msgspec.Struct, frozen=True):
    """What a program plays.

    Attributes:
        timelines: of the session and of each interlude, by the name of the source.
        sounds: the clips of all of them.
        gates: where the session stops until the listener goes on, in order.
        enough_ms: how much of it has to be heard for it to be said that it was done.
        music: what is heard under the session; the sounds are at its rate then.
    """

    timelines: Mapping[str, Timeline]
    sounds: Sounds
    gates: tuple[Milliseconds, ...] = ()
    enough_ms: Milliseconds = Milliseconds(0)
    music: MusicSource | None = None

    @property
    def channels(self) -> int:
        """Of the stream."""
        return channels_with(self.music)

    @property
    def rate(self) -> KiloHertz:
        """Sample rate of the stream."""
        return self.sounds.rate

    def length(self, source: str) -> Frames:
        """Frames of a source that is not silence."""
        return frames(self.timelines[source].duration_ms, self.rate)


def channels_with(music: MusicSource | None) -> int:
    """Return the channels of a stream: music is in stereo."""
    return MONO if music is None else _STEREO


def cut(program: Program, start: Frames, *spans: Span) -> Program:
    """Return the program with everything from `start` on replaced by `spans`."""
    return (*(span for span in program if span.start < start), *spans)


def span_at(program: Program, frame: Frames) -> Span:
    """Return the span that a frame of the stream lies in; the first one before it."""
    return next((span for span in reversed(program) if span.start <= frame), program[0])


def position_at(program: Program, frame: Frames) -> Frames:
    """Return where in the session we are at a frame of the stream."""
    span = span_at(program, frame)
    return Frames(span.at + frame - span.start) if span.source == SESSION else span.parked


def end_of(program: Program, bank: Bank) -> Frames | None:
    """Return the frame of the stream after its last; None where it goes on without end."""
    last = program[-1]
    if last.source == SILENCE:
        return None
    return Frames(last.start + bank.length(last.source) - last.at)
