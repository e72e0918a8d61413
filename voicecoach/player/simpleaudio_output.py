"""Sound through simpleaudio, which can only play a whole buffer and tells no position."""

from collections.abc import Callable, Iterator
from typing import Protocol

import numpy as np

from voicecoach.errors import SessionError, UnavailableError
from voicecoach.player.clock import Clock, Waiter, frames_since, monotonic, wait
from voicecoach.player.port import TAIL, Source
from voicecoach.player.quiet import quiet_libraries
from voicecoach.sound.clips import Samples
from voicecoach.units import SECOND, SPEECH_RATE, Frames, KiloHertz, Milliseconds, frames

_BLOCK = Milliseconds(10 * SECOND)
_POLL = Milliseconds(10)
_POLLS = 50
_MONO, _BYTES = 1, 2
_EARLY_PERCENT = 99
"""A card's clock may be a little faster than ours, but not by a hundredth."""


class Playing(Protocol):
    """A buffer being played."""

    def is_playing(self) -> bool:
        """Whether it is still heard."""
        ...

    def stop(self) -> None:
        """Fall silent soon."""
        ...


PlayBuffer = Callable[[bytes, int, int, int], Playing]
"""Plays PCM, given its channels, bytes a sample and samples a second, in the background."""


class SimpleaudioOutput:
    """Gives the rest of the session to simpleaudio as one buffer, all of it in memory.

    The position is an estimate, by the clock since the start. Once stopped, it plays what its
    own buffer holds: a third of a second at most.
    """

    name = "simpleaudio"
    underruns = 0

    def __init__(
        self,
        load: Callable[[], PlayBuffer] | None = None,
        clock: Clock = monotonic,
        waiter: Waiter = wait,
    ) -> None:
        self._load = load or _load
        self._clock = clock
        self._waiter = waiter
        self._play: PlayBuffer | None = None
        self._rate = SPEECH_RATE
        self._playing: Playing | None = None
        self._started_ns = 0
        self._length = Frames(0)
        self._stopped_at: Frames | None = None

    def open(self, rate: KiloHertz) -> None:
        """Load the library; whether there is a device shows only in `start`."""
        self._play, self._rate = self._load(), rate

    def start(self, source: Source) -> None:
        """Mix all of the session and play it."""
        if self._play is None:
            raise RuntimeError("an output is opened before it is started")
        blocks = list(_blocks(source, frames(_BLOCK, self._rate)))
        self._length = Frames(sum(map(len, blocks)))
        blocks.append(np.zeros(frames(TAIL, self._rate), np.int16))
        pcm = np.concatenate(blocks).tobytes()
        with quiet_libraries():
            self._playing = self._play(pcm, _MONO, _BYTES, frames(SECOND, self._rate))
        self._started_ns = self._clock()

    def position(self) -> Frames:
        """Return the estimate."""
        if self._stopped_at is not None:
            return self._stopped_at
        if self._playing is None:
            return Frames(0)
        elapsed = frames_since(self._started_ns, self._clock(), self._rate)
        return min(elapsed, self._length)

    def wait(self, timeout: Milliseconds) -> bool:
        """Wait `timeout`, then see whether the buffer is still playing."""
        self._waiter(timeout)
        if self._playing is None or self._playing.is_playing():
            return False
        if self.position() * 100 < self._length * _EARLY_PERCENT:
            raise SessionError("the sound device has stopped playing; is it still connected?")
        self._stopped_at = self._length
        return True

    def stop(self) -> None:
        """Stop the buffer and give its thread a moment to end."""
        self._stopped_at = self.position()
        if self._playing is None:
            return
        self._playing.stop()
        for _ in range(_POLLS):
            if not self._playing.is_playing():
                break
            self._waiter(_POLL)
        self._playing = None


def _blocks(source: Source, size: Frames) -> Iterator[Samples]:
    """Read `source` to its end."""
    while True:
        block = source.read(size)
        yield block
        if len(block) < size:
            return


def _load() -> PlayBuffer:
    try:
        import simpleaudio  # noqa: PLC0415 - an extra that need not be installed
    except ImportError as error:
        raise _unavailable(
            "its package cannot be loaded", "install it: pip install 'voicecoach[simpleaudio]'"
        ) from error

    def play(pcm: bytes, channels: int, sample_bytes: int, rate_hz: int) -> Playing:
        try:
            playing: Playing = simpleaudio.play_buffer(pcm, channels, sample_bytes, rate_hz)
        except simpleaudio._simpleaudio.SimpleaudioError as error:  # noqa: SLF001 - it has no other name
            raise _unavailable(
                f"no sound device could be opened ({error})",
                "connect one, or choose --output silent",
            ) from error
        return playing

    return play


def _unavailable(reason: str, advice: str) -> UnavailableError:
    return UnavailableError("output 'simpleaudio'", reason, advice)
