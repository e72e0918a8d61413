"""From the sample rate of a file to 48 kHz, a block at a time, in both channels.

Each block is one product of matrices whose shapes never change, so that a block is the same
whatever was asked for before. What a file has above 19 kHz fades out.
"""

import math
from fractions import Fraction

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from voicecoach.units import Frames, KiloHertz

MUSIC_RATE = KiloHertz(48)
"""The sample rate of a session with music."""

Wave = NDArray[np.float32]
"""Two channels, full scale at -1 and 1, shape (frames, 2)."""

_FINEST = 640
"""Most output frames after which a ratio repeats: 11.025 kHz needs so many. A rate that would
need more is taken as the nearest ratio, which is less than a hundredth of a cent away."""

_BLOCK = 9600
"""About how many frames a block has: 200 ms."""

_GROUP = 128
"""How many frames one small product makes, at least: fewer waste time, where few suffice."""

_SMALL = 250_000
"""Multiplications in a product for which a linear algebra library starts no threads. Waiting
for one another they take forty times as long on a machine that is busy."""

_REACH = 24
"""Source frames on each side that a frame is made of, where the rate goes up."""

_CUTOFF = 0.96
"""Share of the band at which the filter has fallen to half."""

_BETA = 8.0
"""Shape of the Kaiser window: 80 dB of attenuation, after a transition of 4.6 kHz at 44.1 kHz."""


class Converter:
    """Makes blocks at `MUSIC_RATE` of source frames at another rate.

    Attributes:
        source: source frames in a block.
        target: frames of the block that is made of them.
        reach: further source frames that a block is made of, before it and after it.
    """

    def __init__(self, rate_hz: int) -> None:
        ratio = Fraction(rate_hz, MUSIC_RATE * 1000).limit_denominator(_FINEST)
        self.reach = math.ceil(_REACH * max(Fraction(1), ratio)) if ratio != 1 else 0
        repeated = _repeated(ratio, self.reach)
        self._down, self._up = ratio.numerator * repeated, ratio.denominator * repeated
        groups = max(1, _BLOCK // self._up)
        self.source = Frames(self._down * groups)
        self.target = Frames(self._up * groups)
        self._weights = _weights(self._down, self._up, self.reach) if ratio != 1 else None

    def length(self, source: int) -> Frames:
        """Frames that `source` frames become."""
        return Frames(-(-source * self._up // self._down))

    def block(self, source: Wave) -> Wave:
        """Make a block.

        Args:
            source: the frames of the block and `reach` more on each side.

        Returns:
            The block, shape (`target`, 2).
        """
        if self._weights is None:
            return source
        windows = sliding_window_view(source, len(self._weights), axis=0)[:: self._down]
        groups: Wave = np.ascontiguousarray(windows) @ self._weights
        block: Wave = groups.swapaxes(1, 2).reshape(-1, 2)
        return block


def _repeated(ratio: Fraction, reach: int) -> int:
    """How often a ratio is repeated in a group: enough for speed, few enough for one thread."""
    down, up = ratio.numerator, ratio.denominator
    repeated = max(1, _GROUP // up)
    while repeated > 1 and 2 * (down * repeated + 2 * reach) * up * repeated > _SMALL:
        repeated -= 1
    return repeated


def _weights(down: int, up: int, reach: int) -> NDArray[np.float32]:
    """Weight of each source frame in each frame of a group, shape (down + 2 reach, up)."""
    positions = np.arange(up) * (down / up)
    away = np.arange(-reach, down + reach)[:, None] - positions
    band = _CUTOFF * min(1.0, up / down)
    window = np.i0(_BETA * np.sqrt(np.maximum(1 - (away / reach) ** 2, 0.0)))
    raw = np.sinc(away * band) * window * (np.abs(away) <= reach)
    weights: NDArray[np.float32] = (raw / raw.sum(axis=0)).astype(np.float32)
    return weights
