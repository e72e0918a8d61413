"""Sound mixed ahead of a device, so that the device's own thread only copies."""

import threading
from collections.abc import Callable
from typing import Protocol

import numpy as np

from voicecoach.player.port import Source
from voicecoach.sound.clips import Samples
from voicecoach.units import Frames


class ReadAhead:
    """A ring of frames: one thread fills it from a source, the device's thread takes.

    Each counter has one writer, so that nothing needs a lock. `underruns` counts how often
    frames were wanted that were not there.
    """

    def __init__(self, source: Source, capacity: Frames) -> None:
        self._source = source
        self._ring = np.zeros(capacity, np.int16)
        self._filled = 0
        self._taken = 0
        self._ended = False
        self._silence = 0
        self.underruns = 0

    def fill(self) -> None:
        """Read the source until the ring is full or the source has ended."""
        capacity = len(self._ring)
        while not self._ended and (room := capacity - (self._filled - self._taken)):
            start = self._filled % capacity
            count = Frames(min(room, capacity - start))
            block = self._source.read(count)
            self._ring[start : start + len(block)] = block
            self._filled += len(block)
            self._ended = len(block) < count

    def take(self, count: Frames) -> Samples:
        """Return the next `count` frames, with silence for those that are not there."""
        ended = self._ended
        ready = min(count, self._filled - self._taken)
        start = self._taken % len(self._ring)
        head = min(ready, len(self._ring) - start)
        block = np.zeros(count, np.int16)
        block[:head] = self._ring[start : start + head]
        block[head:ready] = self._ring[: ready - head]
        self._taken += ready
        if ended:
            self._silence += count - ready
        elif ready < count:
            self.underruns += 1
        return block

    @property
    def handed(self) -> Frames:
        """Frames taken so far, with the silence after the last; without that of underruns."""
        return Frames(self._taken + self._silence)

    def heard(self, latency: Frames) -> Frames:
        """Frames of the source that a device has played which is `latency` frames behind."""
        return Frames(max(0, min(self.handed - latency, self._taken)))

    def silent_for(self, count: Frames) -> bool:
        """Whether the source has ended and `count` frames of silence have followed."""
        return self._ended and self._silence >= count


class Feeder(Protocol):
    """Whoever fills a ring again once frames have been taken from it."""

    def wake(self) -> None:
        """Frames have been taken. Never blocks, never raises."""
        ...

    def check(self) -> None:
        """Raise what filling has raised, if it has."""
        ...

    def close(self) -> None:
        """Fill no more."""
        ...


class ThreadFeeder:
    """Fills in a thread of its own."""

    def __init__(self, fill: Callable[[], None]) -> None:
        self._fill = fill
        self._wanted = threading.Event()
        self._closing = False
        self._error: Exception | None = None
        self._thread = threading.Thread(target=self._run, name="mix ahead", daemon=True)
        self._thread.start()

    def wake(self) -> None:
        """Let the thread fill."""
        self._wanted.set()

    def check(self) -> None:
        """Raise in the caller's thread what filling raised in its own."""
        if self._error is not None:
            raise self._error

    def close(self) -> None:
        """End the thread."""
        self._closing = True
        self._wanted.set()
        self._thread.join()

    def _run(self) -> None:
        while self._wanted.wait() and not self._closing:
            self._wanted.clear()
            try:
                self._fill()
            except Exception as error:  # noqa: BLE001 - whatever it is, `check` raises it again
                self._error = error
                return
