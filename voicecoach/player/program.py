"""The program of a live session: which sound each frame of the stream is.

A session is heard in stretches of one timeline, with interludes and silence in between. The
program lists them by the frame of the stream they begin on; a command never changes what has
been heard, it cuts the program and goes on in another way from there.
"""

from collections.abc import Iterator, Mapping

import msgspec
import numpy as np

from voicecoach.sound.clips import Samples, Sounds
from voicecoach.sound.mixer import UNITY, Gains, mix
from voicecoach.timeline import Timeline
from voicecoach.units import Frames, KiloHertz, Milliseconds, frames

SESSION = "session"
SILENCE = "silence"

FADE = Milliseconds(15)
"""How long a sound that is cut takes to fall silent: too short to be heard as a fade, long
enough not to click."""


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
        channels: of the stream.
    """

    timelines: Mapping[str, Timeline]
    sounds: Sounds
    gates: tuple[Milliseconds, ...] = ()
    channels: int = 1

    @property
    def rate(self) -> KiloHertz:
        """Sample rate of the stream."""
        return self.sounds.rate

    def length(self, source: str) -> Frames:
        """Frames of a source that is not silence."""
        return frames(self.timelines[source].duration_ms, self.rate)


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


def render(program: Program, bank: Bank, start: Frames, count: Frames) -> Samples:
    """Return frames of the stream, shape (count,); fewer where it ends."""
    end = end_of(program, bank)
    stop = start + count if end is None else max(start, min(start + count, end))
    block = np.zeros(stop - start, np.int16)
    for span, following, cut_at in _with_cuts(program):
        first = max(start, span.start)
        last = min(stop, following) if following is not None else stop
        if first < last and span.source != SILENCE:
            block[first - start : last - start] = _piece(span, cut_at, bank, first, last)
    return block


def _with_cuts(program: Program) -> Iterator[tuple[Span, Frames | None, Frames | None]]:
    """Each span, the last first, with where the next one begins and where its sound is cut."""
    following: Span | None = None
    cut_at: Frames | None = None
    for span in reversed(program):
        if following and not span.goes_on_in(following):
            cut_at = following.start
        yield span, following.start if following else None, cut_at
        following = span


def _piece(span: Span, cut_at: Frames | None, bank: Bank, first: int, last: int) -> Samples:
    at = Frames(span.at + first - span.start)
    timeline = bank.timelines[span.source]
    piece = mix(timeline, bank.sounds, at, Frames(last - first), span.gains)
    fade = frames(FADE, bank.rate)
    if cut_at is None or cut_at - last >= fade:
        return piece
    left = np.arange(cut_at - first, cut_at - last, -1)
    return np.rint(piece * np.clip(left / fade, 0.0, 1.0)).astype(np.int16)
