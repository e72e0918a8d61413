"""A device in a process of its own, from its opening to its end: what it gets and tells."""

import sys
from collections.abc import Callable
from threading import Event
from typing import Protocol

import msgspec

from voicecoach.errors import SessionError
from voicecoach.player.ahead import Feeder, ReadAhead
from voicecoach.player.clock import EventWaiter
from voicecoach.player.keep_alive import LEAD_IN, Awake, noise
from voicecoach.player.port import TAIL, Change, Source
from voicecoach.player.sound_process import Report
from voicecoach.player.stall import StallWatch
from voicecoach.sound.clips import Samples
from voicecoach.units import SECOND, Frames, KiloHertz, Milliseconds, frames

OPENING = Milliseconds(5 * SECOND)
"""How long a device may take to open. A sound server that hangs never answers."""

AHEAD = Milliseconds(2 * SECOND)
"""How much is mixed ahead. On a machine with three busy programs for each processor it may be two
thirds of a second until it is our turn."""

BLOCK = Milliseconds(40)
"""How much is mixed at a time."""

MARGIN = Milliseconds(15)
"""How much a change leaves alone. The device may have taken a period of 10 ms that we have not
heard of yet, and what is new has to be mixed and get there."""

LATENCY = Milliseconds(20)
"""How far what is heard lies behind what was handed over: the two periods PulseAudio keeps.
Nobody tells."""

SWITCH_S = 0.0005
"""How long another Python thread may keep ours waiting, in seconds. With Python's own 5 ms two
busy threads delay a pause by 40 ms."""

_IDLE = Milliseconds(100)
_AWAKE = SECOND
_OPEN = "open"


class Wanted(msgspec.Struct, frozen=True):
    """What is asked of a device.

    Attributes:
        rate: of the sound.
        channels: of the sound.
        device: part of its name; empty for the system's default.
    """

    rate: KiloHertz
    channels: int
    device: str


class Device(Protocol):
    """The process of a device, as `SoundProcess`."""

    def idle(self, samples: Samples) -> None:
        """Give it what is to be heard, over and over, while there is nothing else."""
        ...

    def play(self, frame: Frames, samples: Samples) -> None:
        """Give it the sound from `frame` on, in place of what it had from there on."""
        ...

    def close(self) -> None:
        """End it, whatever it is doing."""
        ...


class Line:
    """One opening of a device. Its process tells `hear` how it fares, from another thread.

    Attributes:
        wanted: what was asked for.
        device: its process; set by who starts it.
    """

    device: Device

    def __init__(
        self, wanted: Wanted, feed: Callable[[Callable[[], None]], Feeder], waiter: EventWaiter
    ) -> None:
        self.wanted = wanted
        self._feed = feed
        self._waiter = waiter
        self._news = Event()
        self._state = Report("")
        self._last = Report("")
        self._ahead: ReadAhead | None = None
        self._feeder: Feeder | None = None
        self._watch = StallWatch(self._frames(_AWAKE))
        self._switch_s = sys.getswitchinterval()

    def hear(self, report: Report) -> None:
        """Take a report: here, in the thread that hears them."""
        if report.kind != "took":
            if self._state.kind in {"", _OPEN}:
                self._state = report
            self._news.set()
            return
        self._last = report
        if self._ahead is None:
            return
        self._ahead.took(report.taken, report.asked)
        if self._feeder is not None and self._ahead.wants:
            self._feeder.wake()
        if self._ahead.silent_for(self._frames(TAIL)):
            self._news.set()

    @property
    def underruns(self) -> int:
        """How often there was silence where none should be."""
        return self._last.gaps + (self._ahead.underruns if self._ahead else 0)

    def keep_awake(self) -> None:
        """Let the device hear noise from its opening on, until there is something to play."""
        self.device.idle(noise(Frames(0), self._frames(_IDLE), self.wanted.channels))

    def refusal(self) -> str | None:
        """Wait until the device runs; return why it does not, None where it does."""
        self._waiter(self._news, OPENING)
        if self._state.kind == _OPEN:
            return None
        return self._state.text or (
            "the process that plays has ended" if self._state.kind else "the system does not answer"
        )

    def start(self, source: Source, at: Frames) -> None:
        """Play `source` from the frame `at` on.

        Raises:
            RuntimeError: something has been played on this line before.
        """
        if self._ahead is not None:
            raise RuntimeError("an output is started once after each opening")
        sys.setswitchinterval(SWITCH_S)
        asked = self._last.asked
        lead = Frames(max(0, self._frames(LEAD_IN) - asked))
        ahead = ReadAhead(
            Awake(source, at, lead, self.wanted.channels),
            self.device.play,
            depth=self._frames(AHEAD),
            block=self._frames(BLOCK),
            margin=self._frames(MARGIN),
            latency=self._frames(LATENCY),
        )
        ahead.took(Frames(0), asked)
        # A cut may come from now on, also while the first stretch is read.
        self._feeder, self._ahead = self._feed(ahead.fill), ahead
        ahead.fill()

    def cut(self, change: Change) -> bool:
        """Let the source change, see `Output.cut`; return False where nothing plays."""
        if self._ahead is None or self._feeder is None or self._state.kind != _OPEN:
            return False
        self._ahead.cut(change)
        self._feeder.wake()
        return True

    def position(self, before: Frames) -> Frames:
        """Return the frame that is heard now; `before` where nothing has been."""
        return self._ahead.heard if self._ahead else before

    def wait(self, timeout: Milliseconds) -> bool:
        """Wait for the end of the silence after the last frame; see `Output.wait`."""
        if self._ahead is None or self._feeder is None:
            return False
        self._waiter(self._news, timeout)
        self._feeder.check()
        if self._state.kind != _OPEN:
            raise SessionError("the sound device is gone; is it still connected?")
        self._news.clear()
        if self._ahead.silent_for(self._frames(TAIL)):
            self._news.set()
            return True
        if self._watch.stalled(self._last.asked, timeout):
            raise SessionError("the sound device has stopped playing; is it still connected?")
        return False

    def close(self) -> None:
        """End the process, then stop mixing ahead for it."""
        self.device.close()
        if self._feeder is not None:
            self._feeder.close()
            sys.setswitchinterval(self._switch_s)

    def _frames(self, time: Milliseconds) -> Frames:
        return frames(time, self.wanted.rate)
