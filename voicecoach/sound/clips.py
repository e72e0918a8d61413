"""Clips: measured PCM, ready to be placed on a timeline."""

from collections.abc import Mapping

import msgspec
import numpy as np
from numpy.typing import NDArray

from voicecoach.units import Frames, KiloHertz

Samples = NDArray[np.int16]
"""16-bit PCM of one channel, one sample a frame."""

FULL_SCALE = 32767
"""The largest sample: 0 dB of full scale."""

AUDIBLE = 0.005
"""Share of a clip's peak above which a sample counts as audible."""


class Sounds(msgspec.Struct, frozen=True):
    """Every clip that a timeline's cues name.

    Attributes:
        rate: sample rate of all of them.
        clips: PCM by `Cue.sound`; its first sample is its audible onset.
    """

    rate: KiloHertz
    clips: Mapping[str, Samples]


def audible(samples: Samples) -> tuple[Frames, Frames]:
    """Where `samples` is audible: its onset, and the first frame after its last audible one.

    Raises:
        ValueError: nothing in it is audible.
    """
    level = np.abs(samples.astype(np.int32))
    loud = level > AUDIBLE * level.max(initial=0)
    if not loud.any():
        raise ValueError("silence has no audible onset")
    return Frames(int(loud.argmax())), Frames(len(loud) - int(loud[::-1].argmax()))
