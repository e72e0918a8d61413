"""From one sample rate to another, exactly, in the frequency domain.

A recording becomes the sum of its harmonics; the new rate keeps those that it can carry.
Both lengths are whole for the same stretch of time, so nothing drifts or is shifted. The
top of the band fades out, because a cut straight across would ring around sharp onsets.
"""

import math

import numpy as np
from numpy.typing import NDArray

_FADE = 0.08
"""Share of the band, at its top, over which it fades out: 11.0 to 12.0 kHz at 24 kHz. A
design choice: the ringing dies away within 1 ms and nothing that speech needs is lost."""


def resample(
    samples: NDArray[np.float32], rate_hz: int, wanted_hz: int, margin_ms: int
) -> NDArray[np.float64]:
    """Return `samples` at `wanted_hz`, with silence of at least `margin_ms` on both sides.

    Args:
        samples: one channel at `rate_hz`.
        rate_hz: samples a second as they are.
        wanted_hz: samples a second as they shall be.
        margin_ms: silence added before and, at least, after, in milliseconds.
    """
    divisor = math.gcd(rate_hz, wanted_hz)
    source, target = rate_hz // divisor, wanted_hz // divisor
    margin = -(-rate_hz * margin_ms // 1000)
    pieces = _smooth(-(-(len(samples) + 2 * margin) // source))
    padded = np.zeros(source * pieces)
    padded[margin : margin + len(samples)] = samples
    if source == target:
        return padded
    spectrum = np.fft.rfft(padded)[: target * pieces // 2 + 1]
    _fade_out(spectrum, min(len(padded), target * pieces) // 2 + 1)
    return np.fft.irfft(spectrum, target * pieces) * (target / source)


def _fade_out(spectrum: NDArray[np.complex128], band: int) -> None:
    """Fade `spectrum` out, in place, towards its bin `band`, with half a cosine."""
    first = round(band * (1 - _FADE))
    fade = np.arange(band - first) / (band - first)
    spectrum[first:band] *= 0.5 + 0.5 * np.cos(np.pi * fade)


def _smooth(least: int) -> int:
    """Return the smallest number from `least` that a fast transform likes: 2, 3 and 5 divide it."""
    number = max(least, 1)
    while True:
        rest = number
        for prime in (2, 3, 5):
            while rest % prime == 0:
                rest //= prime
        if rest == 1:
            return number
        number += 1
