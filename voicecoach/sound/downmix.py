"""What a decoder gives, in samples of any type and any number of channels, as two channels."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from voicecoach.sound.polyphase import Wave

if TYPE_CHECKING:
    from av import AudioFrame

_FAR = 0.7071
"""Level of a channel that is neither front left nor front right: 3 dB less."""

_WILDEST = 4.0
"""Largest sample that is believed: 12 dB beyond full scale."""


def two_channels(frame: "AudioFrame") -> Wave:
    """Return a decoder's frame as two channels."""
    channels = frame.layout.nb_channels
    samples = frame.to_ndarray()
    planes = samples.T if frame.format.is_planar else samples.reshape(-1, channels)
    wave = _scaled(planes)
    if channels == 1:
        return np.repeat(wave, 2, axis=1)
    if channels == 2:  # noqa: PLR2004 - stereo, as it is
        return wave
    mixed: Wave = wave @ _downmix([channel.name for channel in frame.layout.channels])
    return mixed


def _scaled(samples: NDArray[Any]) -> Wave:
    """Bring samples of any type to full scale at -1 and 1."""
    if samples.dtype.kind == "f":
        return np.asarray(samples, np.float32)
    half = np.float32(2.0 ** (8 * samples.dtype.itemsize - 1))
    return samples.astype(np.float32) / half - np.float32(samples.dtype.kind == "u")


def believable(wave: Wave) -> Wave:
    """Return `wave` without what no sound is: files of floating point hold anything."""
    return np.nan_to_num(wave).clip(-_WILDEST, _WILDEST)


def _downmix(names: Sequence[str]) -> Wave:
    """Share of each of many channels in the left and the right one; none is too much for it.

    Names are those of FFmpeg: ``FL`` is front left, ``BC`` back centre, ``LFE`` the rumble.
    """
    shares = np.array([[_share(name, "L", "R"), _share(name, "R", "L")] for name in names])
    return np.asarray(shares / np.maximum(shares.sum(axis=0), 1), np.float32)


def _share(name: str, side: str, other: str) -> float:
    if name.startswith("LFE") or (other in name and side not in name):
        return 0.0
    return 1.0 if name == f"F{side}" else _FAR
