"""No sound, in real time: the session runs on the screen."""

from voicecoach.player.clock import Clock, Waiter, frames_since, monotonic, wait
from voicecoach.player.port import Source
from voicecoach.units import SECOND, SPEECH_RATE, Frames, KiloHertz, Milliseconds, frames

_BLOCK = SECOND


class SilentOutput:
    """Reads the source as a device would, by the clock, and drops it.

    The frames due are worked out anew each time from the start of the session, so that
    nothing adds up.
    """

    name = "silent"
    underruns = 0

    def __init__(self, clock: Clock = monotonic, waiter: Waiter = wait) -> None:
        self._clock = clock
        self._waiter = waiter
        self._rate = SPEECH_RATE
        self._source: Source | None = None
        self._started_ns = 0
        self._heard = Frames(0)
        self._ended = False

    def open(self, rate: KiloHertz) -> None:
        """Take on the rate."""
        self._rate = rate

    def start(self, source: Source) -> None:
        """Start the clock."""
        self._source, self._started_ns = source, self._clock()

    def position(self) -> Frames:
        """Return the frames due by now."""
        self._catch_up()
        return self._heard

    def wait(self, timeout: Milliseconds) -> bool:
        """Wait `timeout`, then see whether the source has ended."""
        self._waiter(timeout)
        self._catch_up()
        return self._ended

    def stop(self) -> None:
        """Read no more."""
        self._source = None

    def _catch_up(self) -> None:
        due = frames_since(self._started_ns, self._clock(), self._rate)
        while self._source and not self._ended and self._heard < due:
            count = Frames(min(due - self._heard, frames(_BLOCK, self._rate)))
            read = len(self._source.read(count))
            self._heard = Frames(self._heard + read)
            self._ended = read < count
