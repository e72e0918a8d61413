"""Where sounds begin, found in PCM."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

Pcm = NDArray[np.int16]

_AUDIBLE = 0.005
"""Share of a sound's peak above which it is heard: the program's own definition of an onset."""

_BEFORE_MS, _AFTER_MS = 80, 600
"""What is looked at around a count: less than to the word before it, all of its own."""

_SHIFT_MS = 120
"""How far a coder may move a sound and be found out."""


def lateness_ms(pcm: Pcm, rate_hz: int, expected_ms: Iterable[float]) -> NDArray[np.float64]:
    """Return how late each of some sounds begins, in milliseconds.

    A sound begins with its first sample over 0.5 % of its peak.
    """
    return np.array([_onset_ms(pcm, rate_hz, at) - at for at in expected_ms])


def shifts_ms(
    coded: Pcm, original: Pcm, rate_hz: int, expected_ms: Iterable[float]
) -> NDArray[np.float64]:
    """Return how much later each of some sounds is in `coded` than in `original`.

    Coders smear onsets, so the whole sound is compared, by cross-correlation.
    """
    return np.array([_shift_ms(coded, original, rate_hz, at) for at in expected_ms])


def _onset_ms(pcm: Pcm, rate_hz: int, expected_ms: float) -> float:
    first = _frame(expected_ms - _BEFORE_MS, rate_hz)
    level = np.abs(pcm[first : _frame(expected_ms + _AFTER_MS, rate_hz)].astype(np.int32))
    loud = level > level.max() * _AUDIBLE
    return (first + int(loud.argmax())) * 1000 / rate_hz


def _shift_ms(coded: Pcm, original: Pcm, rate_hz: int, expected_ms: float) -> float:
    reach = _frame(_SHIFT_MS, rate_hz)
    first = _frame(expected_ms - _BEFORE_MS, rate_hz)
    last = _frame(expected_ms + _AFTER_MS, rate_hz)
    sound = original[first:last].astype(np.float64)
    around = np.pad(coded[first - reach : last + reach].astype(np.float64), (0, reach))
    size = 1 << (len(around) + len(sound)).bit_length()
    product = np.fft.rfft(around, size) * np.conj(np.fft.rfft(sound, size))
    likeness = np.fft.irfft(product, size)[: 2 * reach + 1]
    return (int(likeness.argmax()) - reach) * 1000 / rate_hz


def _frame(time_ms: float, rate_hz: int) -> int:
    return max(0, round(time_ms * rate_hz / 1000))
