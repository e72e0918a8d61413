"""Sessions with music: the mixer's session in both channels, and music under it.

As pure as the mixer: every frame is rounded once and knows nothing of its block.
"""

from collections.abc import Iterator

import numpy as np

from voicecoach.sound.clips import Samples, Sounds
from voicecoach.sound.ducking import SESSION_DB, music_gains
from voicecoach.sound.levels import amplitude
from voicecoach.sound.mixer import UNITY, Gains, mix
from voicecoach.sound.music import MusicSource, Stereo
from voicecoach.sound.polyphase import MUSIC_RATE, Wave
from voicecoach.timeline import Timeline
from voicecoach.units import Frames, Milliseconds, frames

_BLOCK = Milliseconds(1000)
_LOWEST, _HIGHEST = -32768, 32767


def mix_with_music(  # noqa: PLR0917 - the mixer's arguments, and music
    timeline: Timeline,
    sounds: Sounds,
    music: MusicSource,
    start: Frames,
    count: Frames,
    gains: Gains = UNITY,
) -> Stereo:
    """Mix `count` frames of a session with music from the frame `start`.

    The session's first frame is heard with the music's first. Music is lowered under speech
    and fades at both ends; see `voicecoach.sound.ducking`. The sum saturates at full scale.

    Args:
        timeline: the session.
        sounds: the clips of its cues, at `MUSIC_RATE`.
        music: what is heard under it.
        start: from the start of the session, 0 or more.
        count: how many frames.
        gains: how loud each kind of sound is.

    Returns:
        PCM of shape (count, 2), the caller's own.

    Raises:
        KeyError: a cue's sound is not among `sounds`.
        ValueError: the clips are at another rate.
    """
    if sounds.rate != MUSIC_RATE:
        raise ValueError(f"a session with music needs clips at {MUSIC_RATE} kHz")
    total = _lowered(mix(timeline, sounds, start, count, gains))
    curve = music_gains(timeline, start, count, gains)
    audible = Frames(max(0, min(count, _end(timeline) - start)))
    if gains.music > 0 and audible:
        total[:audible] += music.read(start, audible) * curve[:audible, None]
    return _rounded(total)


def in_both_channels(session: Samples) -> Stereo:
    """Make of a session's samples what a session with music has where the music is silent."""
    return _rounded(_lowered(session))


def blocks_with_music(
    timeline: Timeline, sounds: Sounds, music: MusicSource, gains: Gains = UNITY
) -> Iterator[Stereo]:
    """Mix a whole session with music from its start to its end, a block at a time."""
    total, size = _end(timeline), frames(_BLOCK, MUSIC_RATE)
    for start in map(Frames, range(0, total, size)):
        count = Frames(min(size, total - start))
        yield mix_with_music(timeline, sounds, music, start, count, gains)


def _end(timeline: Timeline) -> Frames:
    return frames(timeline.duration_ms, MUSIC_RATE)


def _lowered(session: Samples) -> Wave:
    """Bring a session into both channels, at `SESSION_DB`."""
    mono = session * np.float32(amplitude(SESSION_DB))
    return np.repeat(mono[:, None], 2, axis=1)


def _rounded(total: Wave) -> Stereo:
    return np.rint(total).clip(_LOWEST, _HIGHEST).astype(np.int16)
