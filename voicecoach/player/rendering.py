"""What is heard of a program: its spans, joined without clicks.

Spans that go on in one another are one stretch of sound; a stretch that another one cuts short
fades out. Within a stretch only loudness changes, and that glides.
"""

from collections.abc import Iterator, Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from voicecoach.player.port import MONO
from voicecoach.player.program import FADE, SESSION, SILENCE, Bank, Program, Span, end_of
from voicecoach.sound.clips import Samples
from voicecoach.sound.mixer import mix
from voicecoach.sound.music import MusicSource, Stereo
from voicecoach.sound.polyphase import MUSIC_RATE
from voicecoach.sound.stereo import in_both_channels, mix_with_music
from voicecoach.units import Frames, Milliseconds, frames

MUSIC_WAITS = Milliseconds(500)
"""How long after a jump in the session its music comes back. That much of the voice has been
handed to the output before a file of music has to be sought in, which takes less as a rule."""

MUSIC_RISES = Milliseconds(1000)
"""How long it then takes to be as loud as it was."""


def render(program: Program, bank: Bank, start: Frames, count: Frames) -> Samples:
    """Return frames of the stream; fewer where it ends.

    A pure function of its arguments: any way of cutting a stream into blocks gives the same.

    Args:
        program: what is heard when.
        bank: the sounds of it.
        start: from the start of the stream, 0 or more.
        count: how many frames.

    Returns:
        PCM of shape (count,), or (count, 2) where there is music.
    """
    end = end_of(program, bank)
    stop = start + count if end is None else max(start, min(start + count, end))
    block = _silence(Frames(stop - start), bank)
    for stretch in _stretches(program):
        first = max(start, stretch.start)
        last = stop if stretch.cut_at is None else min(stop, stretch.cut_at)
        if first < last:
            block[first - start : last - start] = _heard(stretch, bank, first, last)
    return block


class _Stretch(msgspec.Struct, frozen=True):
    """Spans that go on in one another.

    Attributes:
        spans: one or more, in order.
        cut_at: the frame of the stream at which something else begins; None for the last one.
    """

    spans: tuple[Span, ...]
    cut_at: Frames | None

    @property
    def start(self) -> Frames:
        return self.spans[0].start


def _stretches(program: Program) -> Iterator[_Stretch]:
    spans: list[Span] = []
    for span in program:
        if spans and not spans[-1].goes_on_in(span):
            yield _Stretch(tuple(spans), span.start)
            spans = []
        spans.append(span)
    yield _Stretch(tuple(spans), None)


def _heard(stretch: _Stretch, bank: Bank, first: int, last: int) -> Samples:
    """Return what is heard of a stretch from `first` to `last`, frames of the stream in it."""
    block = _silence(Frames(last - first), bank)
    ends = [span.start for span in stretch.spans[1:]] + [last]
    for number, (span, end) in enumerate(zip(stretch.spans, ends, strict=True), 1):
        begin, finish = max(first, span.start), min(last, end)
        if begin < finish:
            piece = _glided(stretch.spans[:number], bank, begin, finish)
            block[begin - first : finish - first] = piece
    if _reaches_the_end(stretch, bank):
        return block
    return _faded(block, stretch.cut_at, first, frames(FADE, bank.rate))


def _reaches_the_end(stretch: _Stretch, bank: Bank) -> bool:
    """Whether what follows comes after the session, and does not cut it short."""
    last, end = stretch.spans[-1], stretch.cut_at
    if last.source != SESSION or end is None:
        return False
    return last.at + end - last.start == bank.length(SESSION)


def _faded(block: Samples, cut_at: Frames | None, first: int, fade: Frames) -> Samples:
    """Let a block that begins at `first` fall silent before it is cut."""
    if cut_at is None or cut_at - first - len(block) >= fade:
        return block
    left = np.arange(cut_at - first, cut_at - first - len(block), -1)
    return _rounded(block * _column(np.clip(left / fade, 0.0, 1.0), block))


def _glided(spans: Sequence[Span], bank: Bank, first: int, last: int) -> Samples:
    """Return the sound of the last of `spans`, into which those before it glide."""
    sound = _sound(spans, bank, first, last)
    arrives = spans[-1].start + frames(FADE, bank.rate)
    if len(spans) == 1 or first >= arrives:
        return sound
    gliding = min(last, arrives)
    before = _glided(spans[:-1], bank, first, gliding).astype(np.float64)
    share = 1 - (arrives - np.arange(first, gliding)) / frames(FADE, bank.rate)
    after = sound[: len(before)]
    sound[: len(before)] = _rounded(before + (after - before) * _column(share, before))
    return sound


def _sound(spans: Sequence[Span], bank: Bank, first: int, last: int) -> Samples:
    """Return what the last of `spans`, which began with the first of them, plays by itself."""
    span, count = spans[-1], Frames(last - first)
    if span.source == SILENCE:
        return _silence(count, bank)
    timeline, at = bank.timelines[span.source], Frames(span.at + first - span.start)
    if bank.music is None:
        return mix(timeline, bank.sounds, at, count, span.gains)
    if span.source != SESSION:
        return in_both_channels(mix(timeline, bank.sounds, at, count, span.gains))
    music = _Returning(bank.music, spans[0].at) if spans[0].at else bank.music
    return mix_with_music(timeline, bank.sounds, music, at, count, span.gains)


class _Returning(msgspec.Struct, frozen=True):
    """Music that comes back a little after the frame of the session at which a stretch begins."""

    music: MusicSource
    begin: Frames

    def read(self, start: Frames, count: Frames) -> Stereo:
        audible = self.begin + frames(MUSIC_WAITS, MUSIC_RATE)
        silent = max(0, min(count, audible - start))
        block = np.zeros((count, 2), np.int16)
        if silent < count:
            first = Frames(start + silent)
            block[silent:] = self.music.read(first, Frames(count - silent))
        risen = (np.arange(start, start + count) - audible) / frames(MUSIC_RISES, MUSIC_RATE)
        return block if risen[0] >= 1 else _rounded(block * np.clip(risen, 0.0, 1.0)[:, None])


def _silence(count: Frames, bank: Bank) -> Samples:
    shape = (count,) if bank.channels == MONO else (count, bank.channels)
    return np.zeros(shape, np.int16)


def _column(factors: NDArray[np.float64], block: NDArray[np.generic]) -> NDArray[np.float64]:
    """Give one factor a frame the shape that multiplies `block`."""
    return factors if block.ndim == 1 else factors[:, np.newaxis]


def _rounded(samples: NDArray[np.float64]) -> Samples:
    return np.rint(samples).astype(np.int16)
