"""The ports of the player: where frames come from and where they are heard."""

from collections.abc import Callable
from typing import Protocol

from voicecoach.sound.clips import Samples
from voicecoach.units import Frames, KiloHertz, Milliseconds

TAIL = Milliseconds(500)
"""Silence a device is given after the last frame: more than it or a headset holds back."""

START = Frames(0)
MONO = 1


class Source(Protocol):
    """The sound of a session, of which an output reads any stretch."""

    def read(self, start: Frames, count: Frames) -> Samples:
        """Return the frames from `start` on: `count` of them, fewer only at the end.

        What it returns depends on nothing but where it is read and what the source has been
        told to play, which changes only in a `cut`. Called from one thread at a time, which
        need not be the one that made the source; `change` is not called meanwhile.

        Args:
            start: from the start of the stream, 0 or more; beyond the end there is nothing.
            count: how many frames.

        Returns:
            PCM of shape (count,) for one channel, (count, channels) for several.
        """
        ...


Change = Callable[[Frames], None]
"""Changes what a source plays from a frame of the stream on."""


class Output(Protocol):
    """Somewhere a session is heard.

    It reads a source as fast as it is heard: the frames it has handed on are the clock of the
    session, also through pauses, in which the source gives silence. Making one opens nothing.
    The calls come in the order `prepare` (may be left out), `open`, `start`, any of the others,
    `stop`; after `stop` it can be opened and started anew, which is how a session goes on when
    a lost device is back. `cut` may be called from any thread, at any time; the others come
    from one thread. What the source raises comes out of `start`, `cut`, `position` or `wait`
    as it is.
    """

    @property
    def name(self) -> str:
        """As the listener writes it after ``--output``."""
        ...

    @property
    def underruns(self) -> int:
        """How often the device wanted frames that were not ready, and got silence."""
        ...

    def prepare(self, rate: KiloHertz, channels: int) -> None:
        """Begin to do what `open` does and return at once; never fails.

        It spares time where there is something else to do before the session can begin.
        """
        ...

    def open(self, rate: KiloHertz, channels: int) -> None:
        """Get hold of the device; nothing of the session is heard yet.

        Args:
            rate: of the sound.
            channels: 1, or 2 for a session with music.

        Raises:
            UnavailableError: it cannot be had on this machine, now.
        """
        ...

    def start(self, source: Source, at: Frames = START) -> None:
        """Play `source` from the frame `at` on, in the background.

        Raises:
            RuntimeError: it is not open.
            UnavailableError: the device turns out not to be usable.
        """
        ...

    def cut(self, change: Change) -> None:
        """Change what is heard, as soon as can be.

        What was read ahead and not yet handed to the device is dropped, but for what it needs
        not to run dry meanwhile. `change` is called, in this thread, with the first frame that
        will be read again; once it has returned the source is read from there on. A source
        that had come to its end is asked again. Returns within milliseconds, whether or not
        the device still plays; where nothing plays `change` gets the position.
        """
        ...

    def position(self) -> Frames:
        """Return the frame of the stream that is heard now.

        It counts the frames handed to the device, less those it has not yet played, from the
        `at` of the start. It never goes back, and stays where it is when the output stops or
        its device is lost.
        """
        ...

    def wait(self, timeout: Milliseconds) -> bool:
        """Wait until the last frame has been heard, at most `timeout`; return whether it has.

        Raises:
            SessionError: the device is lost: it is gone, or has taken nothing for too long.
        """
        ...

    def stop(self) -> None:
        """Fall silent and close the device; harmless where nothing plays."""
        ...
