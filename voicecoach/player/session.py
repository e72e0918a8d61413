"""A session: one timeline, heard on an output and followed by listeners."""

from collections.abc import Callable

import msgspec

from voicecoach.player.port import Output
from voicecoach.player.view import View, view
from voicecoach.sound.clips import Samples, Sounds
from voicecoach.sound.mixer import mix
from voicecoach.timeline import Timeline
from voicecoach.units import Frames, Milliseconds, frames

REFRESH = Milliseconds(100)
"""How often listeners are told where we are."""

Listener = Callable[[View], None]


class Ended(msgspec.Struct, frozen=True):
    """How a session ended.

    Attributes:
        completed: whether it was heard to its end.
        position_ms: where it was when it ended.
        underruns: how often the sound had a gap because the machine was too slow.
    """

    completed: bool
    position_ms: Milliseconds
    underruns: int


class TimelineSource:
    """A timeline as a source: the mixer, read from the start to the end."""

    def __init__(self, timeline: Timeline, sounds: Sounds) -> None:
        self._timeline = timeline
        self._sounds = sounds
        self._length = frames(timeline.duration_ms, sounds.rate)
        self._at = Frames(0)

    def read(self, count: Frames) -> Samples:
        """Mix the next `count` frames."""
        count = Frames(min(count, self._length - self._at))
        block = mix(self._timeline, self._sounds, self._at, count)
        self._at = Frames(self._at + count)
        return block


class Session:
    """One live run of a timeline on an output that has been opened."""

    def __init__(
        self, timeline: Timeline, sounds: Sounds, output: Output, *listeners: Listener
    ) -> None:
        self._timeline = timeline
        self._sounds = sounds
        self._output = output
        self._listeners = listeners

    def run(self) -> Ended:
        """Play to the end, or until Ctrl-C; the output is stopped whatever happens.

        Raises:
            UnavailableError: the device turned out not to be usable.
            SessionError: the device failed on its way.
        """
        try:
            completed = self._play()
        except KeyboardInterrupt:
            completed = False
        finally:
            self._output.stop()
        return Ended(completed, self._position(), self._output.underruns)

    def _play(self) -> bool:
        self._output.start(TimelineSource(self._timeline, self._sounds))
        self._tell()
        while not self._output.wait(REFRESH):
            self._tell()
        self._tell()
        return True

    def _tell(self) -> None:
        now = view(self._timeline, self._position())
        for listener in self._listeners:
            listener(now)

    def _position(self) -> Milliseconds:
        return Milliseconds(self._output.position() // self._sounds.rate)
