"""No sound, in real time: the session runs on the screen."""

from threading import RLock

from voicecoach.player.clock import Clock, Waiter, frames_since, monotonic, wait
from voicecoach.player.port import START, Change, Source
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
        self._lock = RLock()
        self._started_ns = 0
        self._first = self._heard = START
        self._ended = False

    def prepare(self, rate: KiloHertz, channels: int) -> None:
        """Do nothing: opening costs nothing."""

    def open(self, rate: KiloHertz, channels: int) -> None:  # noqa: ARG002 - of the port
        """Take on the rate."""
        self._rate = rate

    def start(self, source: Source, at: Frames = START) -> None:
        """Start the clock."""
        with self._lock:
            self._source = source
            self._count_from(at)

    def cut(self, change: Change) -> None:
        """Let the source change at the frame due now."""
        with self._lock:
            self._catch_up()
            change(self._heard)
            if self._ended:
                self._count_from(self._heard)

    def position(self) -> Frames:
        """Return the frames due by now."""
        with self._lock:
            self._catch_up()
            return self._heard

    def wait(self, timeout: Milliseconds) -> bool:
        """Wait `timeout`, then see whether the source has ended."""
        self._waiter(timeout)
        with self._lock:
            self._catch_up()
            return self._ended

    def stop(self) -> None:
        """Read no more."""
        with self._lock:
            self._source = None

    def _count_from(self, at: Frames) -> None:
        self._first = self._heard = at
        self._started_ns = self._clock()
        self._ended = False

    def _catch_up(self) -> None:
        due = self._first + frames_since(self._started_ns, self._clock(), self._rate)
        while self._source and not self._ended and self._heard < due:
            count = Frames(min(due - self._heard, frames(_BLOCK, self._rate)))
            read = len(self._source.read(self._heard, count))
            self._heard = Frames(self._heard + read)
            self._ended = read < count
