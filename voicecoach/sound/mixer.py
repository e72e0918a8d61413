"""The mixer: PCM of any stretch of a timeline.

A pure function of its arguments. However a session is cut into blocks, the samples are the
same, because every sample is a sum of whole numbers that knows nothing of its block.
"""

from collections.abc import Iterator, Mapping

import msgspec
import numpy as np

from voicecoach.sound.clips import Samples, Sounds
from voicecoach.timeline import Cue, CueKind, Role, Timeline
from voicecoach.units import Frames, Milliseconds, frames

_BLOCK = Milliseconds(2000)
"""Block in which a whole session is walked: it stays in the processor's cache, and there are few
enough of them that handing each to another thread costs an export little."""

_LOWEST, _HIGHEST = -32768, 32767


class Gains(msgspec.Struct, frozen=True):
    """How loud each kind of sound is: factors from 0, silent, to 1, as it is.

    ``Gains(speech=0)`` leaves the tones alone; ``Gains(roles={("speech", "count"): 0.5})``
    halves the counts. Nothing is made louder, so that nothing exceeds its true peak.

    Attributes:
        speech: of all spoken words.
        tone: of all tones.
        roles: further factors by kind and role; 1 where there is none.
        music: of the listener's music, where there is any.

    Raises:
        ValueError: a factor is not between 0 and 1.
    """

    speech: float = 1.0
    tone: float = 1.0
    roles: Mapping[tuple[CueKind, Role], float] = msgspec.field(default_factory=dict)
    music: float = 1.0

    def __post_init__(self) -> None:
        for factor in (self.speech, self.tone, self.music, *self.roles.values()):
            if not 0 <= factor <= 1:
                raise ValueError(f"a gain is between 0 and 1, not {factor}")

    def of(self, cue: Cue) -> float:
        """Return the factor on the samples of `cue`."""
        kind = self.speech if cue.kind == "speech" else self.tone
        return kind * self.roles.get((cue.kind, cue.role), 1.0)


UNITY = Gains()
"""Everything as it is."""


def mix(
    timeline: Timeline, sounds: Sounds, start: Frames, count: Frames, gains: Gains = UNITY
) -> Samples:
    """Mix `count` frames of a session from the frame `start`.

    A cue sounds for its clip, but never beyond its own duration or the session's end; frames
    after that end are silent. Where sounds overlap they add up, and saturate at full scale.

    Args:
        timeline: the session.
        sounds: the clips of its cues.
        start: from the start of the session, 0 or more, at the rate of `sounds`.
        count: how many frames.
        gains: how loud each kind of sound is.

    Returns:
        PCM of shape (count,), the caller's own.

    Raises:
        KeyError: a cue's sound is not among `sounds`.
    """
    block = np.zeros(count, np.int16)
    end = min(start + count, frames(timeline.duration_ms, sounds.rate))
    first, last = start // sounds.rate, -(-end // sounds.rate)
    cues = timeline.cues_between(Milliseconds(first), Milliseconds(last))
    parts = [part for cue in cues if (part := _part(cue, sounds, start, end, gains)) is not None]
    if _overlap(parts):
        return _sum(parts, count)
    for offset, samples in parts:
        block[offset : offset + len(samples)] = samples
    return block


def blocks(timeline: Timeline, sounds: Sounds, gains: Gains = UNITY) -> Iterator[Samples]:
    """Mix a whole session from its start to its end, a block at a time."""
    total = frames(timeline.duration_ms, sounds.rate)
    size = frames(_BLOCK, sounds.rate)
    for start in range(0, total, size):
        yield mix(timeline, sounds, Frames(start), Frames(min(size, total - start)), gains)


_Part = tuple[int, Samples]
"""Samples, and the frame of the block that the first of them falls on."""


def _part(cue: Cue, sounds: Sounds, start: int, end: int, gains: Gains) -> _Part | None:
    """Return what `cue` brings to the frames from `start` to `end`; None where nothing."""
    clip = sounds.clips[cue.sound]
    onset = frames(cue.onset_ms, sounds.rate)
    length = min(len(clip), frames(cue.duration_ms, sounds.rate))
    first, last = max(onset, start), min(onset + length, end)
    gain = gains.of(cue)
    if first >= last or gain == 0:
        return None
    samples = clip[first - onset : last - onset]
    return first - start, samples if gain == 1 else np.rint(samples * gain).astype(np.int16)


def _overlap(parts: list[_Part]) -> bool:
    """Whether any two of `parts`, which are in order of their onsets, share a frame."""
    reached = 0
    for offset, samples in parts:
        if offset < reached:
            return True
        reached = offset + len(samples)
    return False


def _sum(parts: list[_Part], count: int) -> Samples:
    total = np.zeros(count, np.int32)
    for offset, samples in parts:
        total[offset : offset + len(samples)] += samples
    return total.clip(_LOWEST, _HIGHEST).astype(np.int16)
