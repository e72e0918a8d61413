"""Sound through simpleaudio, which can only play a whole buffer and tells no position."""

from collections.abc import Callable
from threading import RLock
from typing import Protocol

import msgspec
import numpy as np

from voicecoach.errors import SessionError, UnavailableError
from voicecoach.player.clock import Clock, Waiter, frames_since, monotonic, wait
from voicecoach.player.keep_alive import LEAD_IN, kept_awake, noise
from voicecoach.player.port import MONO, START, TAIL, Change, Source
from voicecoach.player.quiet import quiet_libraries
from voicecoach.sound.clips import Samples
from voicecoach.units import MINUTE, SECOND, SPEECH_RATE, Frames, KiloHertz, Milliseconds, frames

LONGEST = Milliseconds(30 * MINUTE)
LONGEST_WITH_MUSIC = Milliseconds(MINUTE)
"""The longest buffers. What is longer is heard in several, with a gap of a moment between. A minute
with music takes a third of a second to mix."""

QUIET = Milliseconds(MINUTE)
"""After so much silence a buffer ends, for silence may have no end: a pause is a source that
goes on. The gap before the next buffer is silence as well."""

_BLOCK = Milliseconds(10 * SECOND)
_POLL = Milliseconds(10)
_POLLS = 50
_BYTES = 2
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


class Buffer(msgspec.Struct, frozen=True):
    """A stretch of the session that is given away as a whole.

    Attributes:
        first: frame of the stream that it begins with.
        lead: frames before that.
        length: frames of the stream in it.
        ends: whether the stream ends with it.
        started_ns: when it was given away.
    """

    first: Frames
    lead: Frames
    length: Frames
    ends: bool
    started_ns: int

    @property
    def end(self) -> Frames:
        """The frame of the stream after its last."""
        return Frames(self.first + self.length)

    def heard(self, elapsed: Frames) -> Frames:
        """Return the frame heard when `elapsed` frames could have been."""
        return Frames(self.first + max(0, min(elapsed - self.lead, self.length)))


class SimpleaudioOutput:
    """Gives the rest of the session to simpleaudio as one buffer, all of it in memory.

    What it cannot do as others do: the position is an estimate, by the clock since the start.
    A cut stops the buffer and gives away another one, which may be heard as a click and takes
    as long as mixing all the rest; and once stopped, simpleaudio plays what it holds itself, a
    third of a second at most.
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
        self._lock = RLock()
        self._play: PlayBuffer | None = None
        self._rate = SPEECH_RATE
        self._channels = MONO
        self._source: Source | None = None
        self._playing: Playing | None = None
        self._buffer: Buffer | None = None
        self._position = START

    def prepare(self, rate: KiloHertz, channels: int) -> None:
        """Do nothing: opening costs next to nothing."""

    def open(self, rate: KiloHertz, channels: int) -> None:
        """Load the library; whether there is a device shows only in `start`."""
        self._play, self._rate, self._channels = self._load(), rate, channels

    def start(self, source: Source, at: Frames = START) -> None:
        """Mix all of the session and play it."""
        with self._lock:
            self._source, self._position = source, at
            self._play_from(at, frames(LEAD_IN, self._rate))

    def cut(self, change: Change) -> None:
        """Play all of what the session is then, from where we are."""
        with self._lock:
            frame = self.position()
            change(frame)
            if self._playing is not None and self._buffer is not None:
                self._playing.stop()
                self._play_from(frame, Frames(max(0, self._buffer.lead - self._elapsed())))

    def position(self) -> Frames:
        """Return the estimate."""
        with self._lock:
            if self._playing is not None and self._buffer is not None:
                self._position = max(self._position, self._buffer.heard(self._elapsed()))
            return self._position

    def wait(self, timeout: Milliseconds) -> bool:
        """Wait `timeout`, then see whether the buffer is still playing."""
        self._waiter(timeout)
        with self._lock:
            if self._playing is None or self._buffer is None or self._playing.is_playing():
                return False
            played = self.position() - self._buffer.first
            if played * 100 < self._buffer.length * _EARLY_PERCENT:
                raise SessionError("the sound device has stopped playing; is it still connected?")
            self._position = self._buffer.end
            if not self._buffer.ends:
                self._play_from(self._position, Frames(0))
                return False
            return True

    def stop(self) -> None:
        """Stop the buffer and give its thread a moment to end."""
        with self._lock:
            self.position()
            playing, self._playing = self._playing, None
        if playing is None:
            return
        playing.stop()
        for _ in range(_POLLS):
            if not playing.is_playing():
                break
            self._waiter(_POLL)

    def _elapsed(self) -> Frames:
        started_ns = self._buffer.started_ns if self._buffer else 0
        return frames_since(started_ns, self._clock(), self._rate)

    def _play_from(self, first: Frames, lead: Frames) -> None:
        if self._play is None or self._source is None:
            raise RuntimeError("an output is opened before it is started")
        longest = LONGEST if self._channels == MONO else LONGEST_WITH_MUSIC
        blocks, ends = _read(self._source, first, self._rate, frames(longest, self._rate))
        length = Frames(sum(map(len, blocks)))
        leading = noise(Frames(0), lead, self._channels)
        trailing = noise(Frames(0), frames(TAIL, self._rate) if ends else START, self._channels)
        pcm = np.concatenate([leading, *blocks, trailing]).tobytes()
        with quiet_libraries():
            self._playing = self._play(pcm, self._channels, _BYTES, frames(SECOND, self._rate))
        self._buffer = Buffer(first, lead, length, ends, self._clock())


def _read(
    source: Source, first: Frames, rate: KiloHertz, longest: Frames
) -> tuple[list[Samples], bool]:
    """Read `source` to its end, or to where a buffer ends; return also whether it is the end."""
    size = frames(_BLOCK, rate)
    blocks: list[Samples] = []
    at, quiet = first, 0
    while at - first < longest and quiet < frames(QUIET, rate):
        block = source.read(at, size)
        blocks.append(kept_awake(at, block))
        if len(block) < size:
            return blocks, True
        quiet = 0 if block.any() else quiet + size
        at = Frames(at + size)
    return blocks, False


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
