"""An output for tests: nothing happens until time is advanced by hand."""

import numpy as np

from voicecoach.errors import SessionError
from voicecoach.player.port import Source
from voicecoach.sound.clips import Samples
from voicecoach.units import SPEECH_RATE, Frames, KiloHertz, Milliseconds, frames

_NONE = Milliseconds(0)


class FakeOutput:
    """The whole port, on a device that plays in `advance` and remembers what it was told.

    Waiting advances its time by the timeout at once.

    Attributes:
        events: the calls so far: ``open 24``, ``start``, ``stop``.
        underruns: as a test sets it.
    """

    name = "fake"

    def __init__(
        self,
        latency: Milliseconds = _NONE,
        fails_at: Milliseconds | None = None,
    ) -> None:
        """Make one that lags by `latency` and whose device is lost at `fails_at`."""
        self.events: list[str] = []
        self.underruns = 0
        self._latency = latency
        self._fails_at = fails_at
        self._now = Milliseconds(0)
        self._rate = SPEECH_RATE
        self._source: Source | None = None
        self._blocks: list[Samples] = []
        self._handed = Frames(0)

    def open(self, rate: KiloHertz) -> None:
        """Take on the rate."""
        self._rate = rate
        self.events.append(f"open {rate}")

    def start(self, source: Source) -> None:
        """Play `source` from the next `advance` on."""
        self._source = source
        self.events.append("start")

    def advance(self, time: Milliseconds) -> None:
        """Let `time` pass on the device."""
        if self._source is not None:
            count = frames(time, self._rate)
            self._blocks.append(self._source.read(count))
            self._handed = Frames(self._handed + count)
            self._now = Milliseconds(self._now + time)

    def played(self) -> Samples:
        """Everything the source gave so far."""
        return np.concatenate([np.zeros(0, np.int16), *self._blocks])

    def position(self) -> Frames:
        """Return the frames handed over less the latency."""
        behind = Frames(self._handed - frames(self._latency, self._rate))
        return Frames(max(0, min(behind, len(self.played()))))

    def wait(self, timeout: Milliseconds) -> bool:
        """Advance by `timeout`."""
        self.advance(timeout)
        if self._fails_at is not None and self._now >= self._fails_at:
            raise SessionError("the fake device has stopped playing")
        return self._handed > len(self.played()) + frames(self._latency, self._rate)

    def stop(self) -> None:
        """Play no more."""
        self._source = None
        self.events.append("stop")
