"""Sound mixed ahead of a device, so that the device only ever has to be handed it."""

import threading
from collections.abc import Callable
from typing import Protocol

from voicecoach.player.keep_alive import Awake
from voicecoach.player.port import Change
from voicecoach.sound.clips import Samples
from voicecoach.units import Frames

HURRIED = 8
"""Blocks that are read in a change itself: a few milliseconds of work, and a third of a second for
whoever reads the rest."""

Play = Callable[[Frames, Samples], None]
"""Takes the device's sound from a frame on, in place of what it had from there on."""


class ReadAhead:
    """Reads a source ahead of the device that plays it.

    Frames are counted as the device counts them. What the device has taken is told by
    `took`, from another thread, which never waits here.

    Args:
        sound: what is played.
        play: takes it, in blocks; called by who calls `fill`.
        depth: how far ahead of the device it is read.
        block: how much of it at a time.
        margin: how much of it a change leaves alone: what the device takes before it can be
            given anything else.
        latency: how far what is heard is behind what it has taken.
    """

    def __init__(
        self,
        sound: Awake,
        play: Play,
        *,
        depth: Frames,
        block: Frames,
        margin: Frames,
        latency: Frames,
    ) -> None:
        self._sound = sound
        self._play = play
        self._depth = depth
        self._block = block
        self._margin = margin
        self._latency = latency
        self._lock = threading.Lock()
        self._sending = threading.Lock()
        self._read = Frames(0)
        self._ended = False
        self._taken = Frames(0)
        self._asked = Frames(0)
        self._flows = False
        self._silence = Frames(0)
        self._heard = sound.frame(Frames(0))
        self.underruns = 0

    def fill(self) -> None:
        """Read on, as far ahead as can be."""
        with self._sending:
            while self._send():
                pass

    @property
    def wants(self) -> bool:
        """Whether there is anything to fill."""
        return not self._ended and self._read - self._taken + self._block <= self._depth

    def cut(self, change: Change) -> None:
        """Let the source change and read it again; see `Output.cut`. Somebody fills then."""
        with self._lock:
            frame = Frames(min(self._read, self._taken + self._margin))
            change(self._sound.frame(frame))
            self._heard = self.heard
            self._read, self._ended, self._silence = frame, False, Frames(0)
        # The first blocks from here: the margin does not last until another thread has its turn.
        # One that is sending already goes on with what is new, and may be held up by the device.
        if self._sending.acquire(blocking=False):
            try:
                for _ in range(HURRIED):
                    self._send()
            finally:
                self._sending.release()

    def took(self, taken: Frames, asked: Frames) -> None:
        """Note how many frames the device has taken, of how many that it asked for."""
        gained = taken - self._taken
        missing = asked - self._asked - gained
        self._taken, self._asked = taken, asked
        if self._ended and taken >= self._read:
            self._silence = Frames(self._silence + missing)
        elif missing and self._flows:
            self.underruns += 1
        self._flows = gained > 0

    @property
    def heard(self) -> Frames:
        """The frame of the source that the device plays; never goes back."""
        behind = max(0, self._latency - self._silence)
        frame = self._sound.frame(Frames(max(0, self._taken - behind)))
        return max(self._heard, frame)

    def silent_for(self, count: Frames) -> bool:
        """Whether the source has ended and `count` frames of silence have followed."""
        return self._ended and self._silence >= count

    def _send(self) -> bool:
        """Read a block and send it, unless there are enough; whoever does that is sending."""
        with self._lock:
            if not self.wants:
                return False
            start, block = self._read, self._sound.read(self._read, self._block)
            self._read = Frames(start + len(block))
            self._ended = len(block) < self._block
        self._play(start, block)
        return True


class Feeder(Protocol):
    """Whoever fills again once frames have been taken."""

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
