"""Sound through miniaudio: one continuous stream, from a process of its own."""

from collections.abc import Callable

from voicecoach.errors import UnavailableError
from voicecoach.player.ahead import Feeder, ThreadFeeder
from voicecoach.player.clock import EventWaiter, wait_for
from voicecoach.player.port import START, Change, Source
from voicecoach.player.sound_line import Device, Line, Wanted
from voicecoach.player.sound_process import Report, SoundProcess, worker_command
from voicecoach.units import SECOND, Frames, KiloHertz, Milliseconds, frames

PERIOD = Milliseconds(10)
"""What the device asks for at a time. In a process of its own it gets that in time beside two
busy threads of ours, where within ours it took 80 ms."""

PERIODS = 3

Launch = Callable[[Wanted, Callable[[Report], None]], Device]
"""Starts a process that opens a device and tells how it fares.

Raises:
    OSError: the process cannot be started.
    ImportError: a package is not installed.
"""


def launch(wanted: Wanted, tell: Callable[[Report], None]) -> Device:
    """Start a worker; see `Launch`."""
    rate_hz = frames(SECOND, wanted.rate)
    command = worker_command("play", rate_hz, wanted.channels, PERIOD, PERIODS, wanted.device)
    return SoundProcess(command, tell)


class MiniaudioOutput:
    """The default output. The device's process only copies what was mixed ahead.

    Args:
        device: part of the name of a device; empty or None for the system's default.
        start_process: starts that process.
        feed: mixes ahead.
        waiter: waits for news of the device.
    """

    name = "miniaudio"

    def __init__(
        self,
        device: str | None = None,
        *,
        start_process: Launch = launch,
        feed: Callable[[Callable[[], None]], Feeder] = ThreadFeeder,
        waiter: EventWaiter = wait_for,
    ) -> None:
        self._device = device or ""
        self._start_process = start_process
        self._feed = feed
        self._waiter = waiter
        self._line: Line | None = None
        self._position = START
        self._gaps = 0
        self._failure: Exception | None = None

    @property
    def underruns(self) -> int:
        """How often the mixer, or the device's turn to run, came too late."""
        line = self._line
        return self._gaps + (line.underruns if line else 0)

    def prepare(self, rate: KiloHertz, channels: int) -> None:
        """Start the device's process."""
        wanted = Wanted(rate, channels, self._device)
        if self._line is not None and self._line.wanted == wanted:
            return
        self.stop()
        line = Line(wanted, self._feed, self._waiter)
        try:
            line.device = self._start_process(wanted, line.hear)
        except (OSError, ImportError) as error:
            self._failure = error
        else:
            line.keep_awake()
            self._failure, self._line = None, line

    def open(self, rate: KiloHertz, channels: int) -> None:
        """Wait until the device runs, for a few seconds at most."""
        self.prepare(rate, channels)
        if self._line is None:
            raise self._unavailable(str(self._failure)) from self._failure
        refusal = self._line.refusal()
        if refusal is not None:
            self.stop()
            raise self._unavailable(refusal)

    def start(self, source: Source, at: Frames = START) -> None:
        """Mix the first stretch and hand it on; a device just opened gets a lead-in before."""
        if self._line is None:
            raise RuntimeError("an output is opened before it is started")
        self._position = at
        self._line.start(source, at)

    def cut(self, change: Change) -> None:
        """Let the source change as soon as what the device needs by then has been played."""
        line = self._line
        if line is None or not line.cut(change):
            change(self.position())

    def position(self) -> Frames:
        """Return the frames handed over less the device's latency."""
        line = self._line
        if line is not None:
            self._position = line.position(self._position)
        return self._position

    def wait(self, timeout: Milliseconds) -> bool:
        """Wait for the end of the silence after the last frame."""
        return self._line is not None and self._line.wait(timeout)

    def stop(self) -> None:
        """End the process, then stop mixing ahead for it."""
        if self._line is not None:
            self.position()
            line, self._line = self._line, None
            self._gaps += line.underruns
            line.close()

    def _unavailable(self, reason: str) -> UnavailableError:
        if self._device:
            what, advice = f"sound device '{self._device}'", "'voicecoach devices' lists them"
        else:
            what = "output 'miniaudio'"
            reason = f"no sound device could be opened ({reason})"
            advice = "connect one, or start the sound server, or choose --output silent"
        return UnavailableError(what, reason, advice)
