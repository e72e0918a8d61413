"""An output for tests: nothing happens until time is advanced by hand."""

from collections.abc import Callable

import numpy as np

from voicecoach.errors import SessionError
from voicecoach.player.port import MONO, START, Change, Source
from voicecoach.sound.clips import Samples
from voicecoach.units import SPEECH_RATE, Frames, KiloHertz, Milliseconds, frames

_NONE = Milliseconds(0)


class FakeOutput:
    """The whole port, on a device that plays in `advance` and remembers what it was told.

    Waiting advances its time by the timeout at once.

    Attributes:
        events: the calls so far: ``prepare 24 1``, ``open 24 1``, ``start 0``, ``cut 2400``,
            ``stop``, the numbers of `start` and `cut` being frames.
        underruns: as a test sets it.
    """

    name = "fake"

    def __init__(
        self,
        latency: Milliseconds = _NONE,
        fails_at: Milliseconds | None = None,
        hear: Callable[[Samples], None] | None = None,
    ) -> None:
        """Make one that lags by `latency` and whose device is lost once at `fails_at`.

        What it plays goes to `hear`, or else is remembered.
        """
        self.events: list[str] = []
        self.underruns = 0
        self._latency = latency
        self._fails_at = fails_at
        self._now = Milliseconds(0)
        self._rate = SPEECH_RATE
        self._channels = MONO
        self._source: Source | None = None
        self._blocks: list[Samples] = []
        self._hear = hear or self._blocks.append
        self._read = self._handed = self._heard = START

    def prepare(self, rate: KiloHertz, channels: int) -> None:
        """Note it."""
        self.events.append(f"prepare {rate} {channels}")

    def open(self, rate: KiloHertz, channels: int) -> None:
        """Take on the rate."""
        self._rate, self._channels = rate, channels
        self.events.append(f"open {rate} {channels}")

    def start(self, source: Source, at: Frames = START) -> None:
        """Play `source` from the next `advance` on."""
        self._source = source
        self._read = self._handed = self._heard = at
        self.events.append(f"start {at}")

    def cut(self, change: Change) -> None:
        """Let the source change at the frame that comes next: nothing is read ahead."""
        frame = self._read if self._source is not None else self._heard
        self.events.append(f"cut {frame}")
        change(frame)
        self._handed = self._read

    def advance(self, time: Milliseconds) -> None:
        """Let `time` pass on the device."""
        self._now = Milliseconds(self._now + time)
        if self._source is not None:
            count = frames(time, self._rate)
            block = self._source.read(self._read, count)
            self._hear(block)
            self._read = Frames(self._read + len(block))
            self._handed = Frames(self._handed + count)
            behind = Frames(self._handed - frames(self._latency, self._rate))
            self._heard = Frames(max(self._heard, min(behind, self._read)))

    def played(self) -> Samples:
        """Everything the source gave so far."""
        if not self._blocks:
            return np.zeros(0, np.int16)
        return np.concatenate(self._blocks)

    def position(self) -> Frames:
        """Return the frames handed over less the latency."""
        return self._heard

    def wait(self, timeout: Milliseconds) -> bool:
        """Advance by `timeout`."""
        self.advance(timeout)
        if self._fails_at is not None and self._now >= self._fails_at:
            self._fails_at = self._source = None
            raise SessionError("the fake device has stopped playing")
        return self._handed > self._read + frames(self._latency, self._rate)

    def stop(self) -> None:
        """Play no more."""
        self._source = None
        self.events.append("stop")
