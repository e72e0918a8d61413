"""Clips: measured PCM, ready to be placed on a timeline."""

from collections.abc import Mapping

import msgspec
import numpy as np
from numpy.typing import NDArray

from voicecoach.units import KiloHertz

Samples = NDArray[np.int16]
"""16-bit PCM of one channel, one sample a frame."""


class Sounds(msgspec.Struct, frozen=True):
    """Every clip that a timeline's cues name.

    Attributes:
        rate: sample rate of all of them.
        clips: PCM by `Cue.sound`; its first sample is its audible onset.
    """

    rate: KiloHertz
    clips: Mapping[str, Samples]
