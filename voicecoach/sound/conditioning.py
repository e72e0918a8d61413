"""From what a voice delivered to a clip: its onset at its first sample, as loud as the others.

A clip is levelled by the loudest 400 ms in it, because that is what the ear compares when one
count follows another, and limited once, here, so that no track needs a pass of its own.
"""

import numpy as np
from numpy.typing import NDArray

from voicecoach.sound.clips import FULL_SCALE, Samples, audible
from voicecoach.sound.levels import amplitude
from voicecoach.sound.loudness import WINDOW_MS, loudest, true_peaks
from voicecoach.sound.resample import resample
from voicecoach.units import KiloHertz

LOUDNESS_LUFS = -17.0
"""Momentary loudness that every clip is raised or lowered to. With pauses between the words
it makes sessions of -19 to -20 LUFS: in mono what -16, asked of podcasts, is in stereo; and
sessions with music of -17."""

CEILING_DBTP = -1.5
"""True peak that no clip exceeds: half a decibel of room, under -1 dBTP, for a soft tone."""

_SILENCE_LUFS = -70.0
"""What is never louder than this is silence: the absolute gate of BS.1770-4."""

_LOOK_AHEAD_MS = 8
"""How long before a peak the limiter begins to turn down, and how long after it it comes
back: about a period of a low voice, so that it does not follow the wave itself."""

_TAIL_MS = 5
"""How long a clip may take to fade after its last audible sample."""


def condition(recording: NDArray[np.float32], rate_hz: int, rate: KiloHertz) -> Samples:
    """Make a clip of what a voice recorded.

    It is resampled, levelled to `LOUDNESS_LUFS`, limited to `CEILING_DBTP`, and trimmed: its
    first sample is its audible onset, and after that only the silence at its end is gone.

    Args:
        recording: one channel, full scale at -1 and 1.
        rate_hz: samples a second of `recording`.
        rate: of the clip.

    Returns:
        The clip, shape (frames,).

    Raises:
        ValueError: the recording is empty or silent, or holds what is not a number.
    """
    if not np.isfinite(recording).all():
        raise ValueError("the recording holds samples that are not numbers")
    wave = resample(recording, rate_hz, rate * 1000, margin_ms=WINDOW_MS // 2)
    loudness = loudest(wave, rate)
    if loudness < _SILENCE_LUFS:
        raise ValueError("the recording is silent")
    levelled = wave * amplitude(LOUDNESS_LUFS - loudness)
    limited = _limit(levelled, amplitude(CEILING_DBTP), rate * _LOOK_AHEAD_MS)
    return _trim(np.rint(limited * FULL_SCALE).astype(np.int16), rate * _TAIL_MS)


def _limit(wave: NDArray[np.float64], ceiling: float, reach: int) -> NDArray[np.float64]:
    """Turn `wave` down, smoothly and `reach` samples ahead, where it exceeds `ceiling`."""
    peaks = true_peaks(wave, least=ceiling / 2)
    if peaks.max() <= ceiling:
        return wave
    needed = np.minimum(ceiling / np.maximum(peaks, ceiling), 1.0)
    held = _lowest_around(needed, reach)
    return wave * _smoothed(_smoothed(held, reach), reach)


def _lowest_around(values: NDArray[np.float64], reach: int) -> NDArray[np.float64]:
    """Lowest of the values within `reach` of each, on both sides."""
    lowest = np.pad(values, reach, constant_values=1.0)
    width, wanted = 1, 2 * reach + 1
    while width < wanted:
        step = min(width, wanted - width)
        lowest = np.minimum(lowest[:-step], lowest[step:])
        width += step
    return lowest


def _smoothed(values: NDArray[np.float64], reach: int) -> NDArray[np.float64]:
    """Mean of the values within half of `reach` of each, on both sides."""
    half = reach // 2
    total = np.cumsum(np.pad(values, (half + 1, half), mode="edge"))
    return (total[2 * half + 1 :] - total[: -2 * half - 1]) / (2 * half + 1)


def _trim(samples: Samples, tail: int) -> Samples:
    """Cut `samples` to what is audible, and a fading end of at most `tail` frames."""
    onset, end = audible(samples)
    clip = samples[onset : end + tail].copy()
    rest = len(clip) - (end - onset)
    clip[len(clip) - rest :] = np.rint(clip[len(clip) - rest :] * np.linspace(1, 0, rest))
    return clip
