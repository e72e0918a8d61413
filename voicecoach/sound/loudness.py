"""Loudness as the ear takes it, and true peaks, after ITU-R BS.1770-4.

The standard gives its K weighting as two filters at 48 kHz; here their response is applied
in the frequency domain, so that any rate is weighted alike. Their phase is left out: it
moves the energy of speech by less than a millisecond. True peaks are looked for between the
samples by four-times oversampling, as in the standard's annex 2.
"""

import math

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from voicecoach.units import KiloHertz

_STANDARD_HZ = 48_000
_SHELF = ((1.53512485958697, -2.69169618940638, 1.19839281085285),
          (1.0, -1.69065929318241, 0.73248077421585))  # fmt: skip
_HIGH_PASS = ((1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621))
"""BS.1770-4, tables 1 and 2: numerators and denominators."""

_OFFSET = -0.691
"""BS.1770-4, equation 2: the loudness of a K-weighted mean square of 1."""

WINDOW_MS = 400
"""The ear's integration time: EBU Tech 3341's momentary loudness."""

_STEP_MS = 10
"""How finely the loudest window is looked for; the standard asks for 100 ms or less."""

_TAPS = 24
_OVERSAMPLING = 4


def loudest(samples: NDArray[np.float64], rate: KiloHertz) -> float:
    """Highest momentary loudness of one channel, in LUFS; minus infinity for silence.

    Args:
        samples: full scale at -1 and 1. It is taken to go round in a circle, so there
            should be 400 ms of silence at its ends; a clip that is shorter than the window
            then counts with the silence around it.
        rate: of `samples`.
    """
    spectrum = np.fft.rfft(samples)
    spectrum *= _weighting(len(spectrum), rate * 1000 / len(samples))
    weighted = np.fft.irfft(spectrum, len(samples))
    step = rate * _STEP_MS
    steps = weighted[: len(weighted) // step * step].reshape(-1, step)
    energy = np.cumsum(np.einsum("ij,ij->i", steps, steps))
    reach = WINDOW_MS // _STEP_MS
    windows = energy - np.concatenate((np.zeros(reach), energy))[: len(energy)]
    mean = float(windows.max()) / (rate * WINDOW_MS)
    return _OFFSET + 10 * math.log10(mean) if mean > 0 else -math.inf


def true_peaks(samples: NDArray[np.float64], least: float) -> NDArray[np.float64]:
    """Highest magnitude at and right after each sample, found by four-times oversampling.

    Args:
        samples: full scale at -1 and 1.
        least: where a sample is smaller than this, only the sample itself is looked at.
    """
    peaks = np.abs(samples)
    loud = np.flatnonzero(peaks >= least)
    around = np.pad(samples, (_TAPS // 2 - 1, _TAPS // 2))
    between = np.abs(sliding_window_view(around, _TAPS)[loud] @ _interpolators())
    peaks[loud] = np.maximum(peaks[loud], between.max(axis=1, initial=0))
    return peaks


def _weighting(bins: int, spacing_hz: float) -> NDArray[np.float64]:
    """Magnitude of the K weighting at `bins` frequencies from 0, `spacing_hz` apart."""
    turn = np.cos(np.arange(bins) * (2 * math.pi * spacing_hz / _STANDARD_HZ))
    power = np.ones(bins)
    for numerator, denominator in (_SHELF, _HIGH_PASS):
        power *= _power(numerator, turn) / _power(denominator, turn)
    return np.sqrt(power)


def _power(taps: tuple[float, float, float], turn: NDArray[np.float64]) -> NDArray[np.float64]:
    """Squared magnitude of a three-tap filter at the angles whose cosine is `turn`."""
    a, b, c = taps
    constant, linear, square = (a - c) ** 2 + b * b, 2 * b * (a + c), 4 * a * c
    return np.maximum((square * turn + linear) * turn + constant, 0.0)


def _interpolators() -> NDArray[np.float64]:
    """Windowed sinc filters to 1/4, 1/2 and 3/4 of the way from one sample to the next."""
    at = np.arange(_TAPS)[:, None] - (_TAPS // 2 - 1)
    away = at - np.arange(1, _OVERSAMPLING) / _OVERSAMPLING
    filters: NDArray[np.float64] = np.sinc(away) * np.cos(np.pi * away / (_TAPS + 1)) ** 2
    return filters
