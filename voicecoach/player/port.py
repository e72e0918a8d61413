"""The ports of the player: where frames come from and where they are heard."""

from typing import Protocol

from voicecoach.sound.clips import Samples
from voicecoach.units import Frames, KiloHertz, Milliseconds

TAIL = Milliseconds(500)
"""Silence a device is given after the last frame: more than it or a headset holds back."""


class Source(Protocol):
    """Sound that an output asks for, stretch by stretch."""

    def read(self, count: Frames) -> Samples:
        """Return the next `count` frames; fewer only at the end, and then none ever after.

        Called from one thread at a time, which need not be the one that made the source.
        """
        ...


class Output(Protocol):
    """Somewhere a session is heard.

    It pulls frames from a source as fast as they are heard: the frames it has handed on are
    the clock of the session. Making one opens nothing. The calls come in the order `open`,
    `start`, any of the others, `stop`; all of them from one thread. What the source raises
    comes out of `start`, `position` or `wait` as it is.
    """

    @property
    def name(self) -> str:
        """As the listener writes it after ``--output``."""
        ...

    @property
    def underruns(self) -> int:
        """How often the device wanted frames that were not ready, and got silence."""
        ...

    def open(self, rate: KiloHertz) -> None:
        """Get hold of the device for sound at `rate`; nothing is heard yet.

        Raises:
            UnavailableError: it cannot be had on this machine.
        """
        ...

    def start(self, source: Source) -> None:
        """Play `source` from here on, in the background.

        Raises:
            UnavailableError: the device turns out not to be usable.
        """
        ...

    def position(self) -> Frames:
        """Return how many frames of the source have been heard.

        These are the frames handed to the device, less those it has not yet played. It never
        goes back, and stays where it is when the output stops.
        """
        ...

    def wait(self, timeout: Milliseconds) -> bool:
        """Wait until the last frame has been heard, at most `timeout`; return whether it has.

        Raises:
            SessionError: the device failed on its way.
        """
        ...

    def stop(self) -> None:
        """Fall silent and close the device; harmless where nothing plays."""
        ...
