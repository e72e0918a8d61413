"""Clocks for outputs whose device tells no time. Tests hand in clocks of their own."""

import time
from collections.abc import Callable
from threading import Event

from voicecoach.units import SECOND, Frames, KiloHertz, Milliseconds

_NANOSECONDS = 1_000_000

Clock = Callable[[], int]
"""Nanoseconds from an arbitrary start; never goes back."""

Waiter = Callable[[Milliseconds], None]
"""Returns when that much time has passed."""

EventWaiter = Callable[[Event, Milliseconds], object]
"""Returns when an event has happened or that much time has passed."""

monotonic: Clock = time.monotonic_ns
wall: Clock = time.time_ns
"""The clock on the wall: goes on while the computer sleeps, and may be set."""


def wait(time_to_wait: Milliseconds) -> None:
    """Wait in real time."""
    time.sleep(time_to_wait / SECOND)


def wait_for(event: Event, timeout: Milliseconds) -> object:
    """Wait in real time until `event` has happened, at most `timeout`."""
    return event.wait(timeout / SECOND)


def frames_since(start_ns: int, now_ns: int, rate: KiloHertz) -> Frames:
    """Whole frames at `rate` between two readings of a clock."""
    return Frames((now_ns - start_ns) * rate // _NANOSECONDS)
