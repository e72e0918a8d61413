"""Tones as PCM: a soft, rounded note for each pitch, after one another."""

import numpy as np
from numpy.typing import NDArray

from voicecoach.sound.clips import FULL_SCALE, Samples
from voicecoach.sound.levels import amplitude
from voicecoach.tone import Tone
from voicecoach.units import KiloHertz

_ATTACK_MS = 4
"""How long a note takes to rise: long enough not to click, short enough to mark the beat."""


def render(tone: Tone, rate: KiloHertz) -> Samples:
    """Make PCM of `tone`, as long as it says, shape (frames,)."""
    edges = np.linspace(0, tone.duration_ms * rate, len(tone.pitches_hz) + 1).round().astype(int)
    notes = [
        _note(pitch, int(length), rate)
        for pitch, length in zip(tone.pitches_hz, np.diff(edges), strict=True)
    ]
    wave = np.concatenate(notes)
    wave *= amplitude(tone.level_db) * tone.volume / 100 * FULL_SCALE / np.abs(wave).max()
    return np.rint(wave).astype(np.int16)


def _note(pitch_hz: float, length: int, rate: KiloHertz) -> NDArray[np.float64]:
    """One note: it rises in `_ATTACK_MS` and decays to nothing, both with half a cosine."""
    at = np.arange(length)
    attack = min(rate * _ATTACK_MS, length // 2)
    rise = np.minimum(at / attack, 1.0)
    decay = np.maximum(at - attack, 0) / (length - attack)
    envelope = (0.5 - 0.5 * np.cos(np.pi * rise)) * (0.5 + 0.5 * np.cos(np.pi * decay))
    note: NDArray[np.float64] = np.sin(at * (2 * np.pi * pitch_hz / (rate * 1000))) * envelope
    return note
