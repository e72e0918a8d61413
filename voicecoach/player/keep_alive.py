"""What a device hears of a source: a lead-in first, and never digital silence.

A Bluetooth headset falls asleep when it gets nothing but zeros and swallows the first syllable
after them. Noise of one step up and down cannot be heard and keeps it awake.
"""

import numpy as np
from numpy.typing import NDArray

from voicecoach.player.port import MONO, Source
from voicecoach.sound.clips import Samples
from voicecoach.units import SPEECH_RATE, Frames, Milliseconds, frames

LEAD_IN = Milliseconds(500)
"""How long a device is awake before the first frame of a session."""

_CELL = frames(Milliseconds(10), SPEECH_RATE)
"""Frames that are silence when all of them are 0; fewer are a moment within a sound."""


class Awake:
    """A source as a device gets it, counted from the device's own start.

    Args:
        source: what is played.
        at: the frame of the source that comes after the lead-in.
        lead: length of the lead-in.
        channels: of the source.
    """

    def __init__(self, source: Source, at: Frames, lead: Frames, channels: int = MONO) -> None:
        self._source = source
        self._at = at
        self._lead = lead
        self._channels = channels

    def read(self, start: Frames, count: Frames) -> Samples:
        """Return the frames from `start` on; fewer only at the end."""
        leading = Frames(max(0, min(count, self._lead - start)))
        block = noise(start, leading, self._channels)
        if leading < count:
            first = self.frame(Frames(start + leading))
            sound = self._source.read(first, Frames(count - leading))
            sound = kept_awake(Frames(start + leading), sound)
            block = np.concatenate([block, sound]) if leading else sound
        return block

    def frame(self, heard: Frames) -> Frames:
        """Return the frame of the source that is the device's frame `heard`."""
        return Frames(self._at + max(0, heard - self._lead))


def kept_awake(start: Frames, block: Samples) -> Samples:
    """Return `block`, which begins at the frame `start`, with noise where it is silent."""
    if not len(block):
        return block
    sounding = block != 0 if block.ndim == 1 else block.any(axis=1)
    first = -start % _CELL
    edges = np.unique([0, *range(first, len(block), _CELL)])
    cells = np.logical_or.reduceat(sounding, edges)
    if cells.all():
        return block
    awake = np.repeat(cells, np.diff([*edges, len(block)]))
    if block.ndim > 1:
        awake = awake[:, np.newaxis]
    quiet = noise(start, Frames(len(block)), 1 if block.ndim == 1 else block.shape[1])
    return np.where(awake, block, quiet)


def noise(start: Frames, count: Frames, channels: int = MONO) -> Samples:
    """Return `count` frames of -1 and 1, which depend on nothing but where they are."""
    bits = _hash(np.arange(start, start + count, dtype=np.uint64).astype(np.uint32)) & 1
    samples = (2 * bits.astype(np.int16) - 1).astype(np.int16)
    return samples if channels == MONO else np.repeat(samples[:, np.newaxis], channels, axis=1)


def _hash(values: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Mix the bits of each value, so that neighbours have nothing in common."""
    half, less = np.uint32(16), np.uint32(15)
    values = (values ^ (values >> half)) * np.uint32(0x7FEB352D)
    values = (values ^ (values >> less)) * np.uint32(0x846CA68B)
    return values ^ (values >> half)
