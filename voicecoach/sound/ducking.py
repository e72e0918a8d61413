"""How loud music is at each frame of a session: a pure function of the timeline.

Music stays `BASE_DB` below what its file holds, and steps back by another `UNDER_SPEECH_DB`
before a word begins; it comes back when nothing is said for a while, and rises and ends with
the session. What that comes to, measured by the loudest 400 ms in stereo, where speech is
at -14.5 LUFS:

=====================  ==========  =============  ============
music                  in its file between words  under speech
=====================  ==========  =============  ============
the loudest masters    -6 LUFS     -20 LUFS       -38 LUFS
most of today's        -9 LUFS     -23 LUFS       -41 LUFS
classical              -14 LUFS    -28 LUFS       -46 LUFS
=====================  ==========  =============  ============

So under a word it is at least 20 dB below the voice, which is what WCAG 2 (success criterion
1.4.7) asks for speech to be understood with sounds behind it, also by those who hear badly.

Peaks have room by design: under speech music is at most -32 dB of full scale. A word at
-1.5 dBTP, the soft tone that may share its beat (-27 dB) and music whose true peak exceeds
full scale by 3 dB come to -1.2 dBTP once the session is lowered by `SESSION_DB`.
"""

from collections.abc import Iterator
from functools import cache

import numpy as np
from numpy.typing import NDArray

from voicecoach.sound.levels import amplitude
from voicecoach.sound.mixer import UNITY, Gains
from voicecoach.sound.polyphase import MUSIC_RATE
from voicecoach.timeline import Timeline
from voicecoach.units import Frames, Milliseconds, frames

BASE_DB = -14.0
"""Level of music between words, against its file."""

UNDER_SPEECH_DB = -18.0
"""By how much it is lowered further while something is said."""

SESSION_DB = -0.5
"""Level of voice and tones where there is music, so that both together keep under -1 dBTP."""

LOWERING = Milliseconds(300)
"""How long before a word music begins to step back; at the word's onset it has."""

RETURNING = Milliseconds(800)
"""How long it takes to come back after a word."""

BREATH = Milliseconds(1500)
"""A shorter silence between words does not bring music back: it would pump with each count."""

FADE_IN = Milliseconds(2000)
FADE_OUT = Milliseconds(3000)


def music_gains(
    timeline: Timeline, start: Frames, count: Frames, gains: Gains = UNITY
) -> NDArray[np.float32]:
    """Factor on the music at `count` frames from `start`, at `MUSIC_RATE`, shape (count,).

    Only what can be heard lowers the music: with speech muted it stays.
    """
    end = Frames(start + count)
    curve = np.full(count, amplitude(UNDER_SPEECH_DB), np.float32)
    for silent, onset in _pauses(timeline, start, end, gains):
        _clear(curve, silent - start, onset - start)
        _lay(curve, silent - start, _shape(RETURNING))
        _lay(curve, onset - frames(LOWERING, MUSIC_RATE) - start, _shape(LOWERING)[::-1])
    curve *= np.float32(amplitude(BASE_DB) * gains.music)
    _fade(curve, start, frames(timeline.duration_ms, MUSIC_RATE))
    return curve


def _pauses(
    timeline: Timeline, start: Frames, end: Frames, gains: Gains
) -> Iterator[tuple[Frames, Frames]]:
    """Yield the silences between words that let music come back, as far as `start` to `end` needs.

    What lies further away than `BREATH` changes nothing here.
    """
    first = Milliseconds(start // MUSIC_RATE - BREATH)
    last = Milliseconds(-(-end // MUSIC_RATE) + BREATH)
    silent = Milliseconds(first - BREATH)
    for cue in timeline.cues_between(first, last):
        if cue.kind == "speech" and gains.of(cue) > 0:
            if cue.onset_ms - silent >= BREATH:
                yield frames(silent, MUSIC_RATE), frames(cue.onset_ms, MUSIC_RATE)
            silent = max(silent, cue.end_ms)
    if last + BREATH - silent >= BREATH:
        yield frames(silent, MUSIC_RATE), frames(Milliseconds(last + BREATH), MUSIC_RATE)


def _clear(curve: NDArray[np.float32], first: int, last: int) -> None:
    """Set `curve` to 1 from `first` to `last`, as far as they lie in it."""
    curve[max(first, 0) : max(last, 0)] = 1


def _lay(curve: NDArray[np.float32], at: int, shape: NDArray[np.float32]) -> None:
    """Multiply `shape` into `curve` from the frame `at` on, as far as it lies in it."""
    first, last = max(at, 0), min(at + len(shape), len(curve))
    if first < last:
        curve[first:last] *= shape[first - at : last - at]


def _fade(curve: NDArray[np.float32], start: int, length: int) -> None:
    """Let `curve` rise with the session's beginning and fall with its end; then silence."""
    rise, fall = _bell(FADE_IN), _bell(FADE_OUT)[::-1]
    _lay(curve, -start, rise)
    _lay(curve, length - len(fall) - start, fall)
    curve[max(length - start, 0) :] = 0


@cache
def _shape(length: Milliseconds) -> NDArray[np.float32]:
    """From `UNDER_SPEECH_DB` to 0 dB: half a cosine in decibels, which the ear takes as even."""
    return np.array([amplitude(UNDER_SPEECH_DB * (1 - share)) for share in _bell(length)], "f4")


@cache
def _bell(length: Milliseconds) -> NDArray[np.float32]:
    """From 0 to 1 with half a cosine."""
    at = np.arange(frames(length, MUSIC_RATE)) / frames(length, MUSIC_RATE)
    return (0.5 - 0.5 * np.cos(np.pi * at)).astype(np.float32)
