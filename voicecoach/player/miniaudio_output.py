"""Sound through miniaudio: one continuous stream on the system's default device."""

import sys
import threading
from collections.abc import Callable, Generator
from typing import Any, Protocol

from voicecoach.errors import SessionError, UnavailableError
from voicecoach.player.ahead import Feeder, ReadAhead, ThreadFeeder
from voicecoach.player.clock import Clock, frames_since, monotonic
from voicecoach.player.port import TAIL, Source
from voicecoach.player.quiet import quiet_libraries
from voicecoach.units import SECOND, SPEECH_RATE, Frames, KiloHertz, Milliseconds, frames

PERIOD = Milliseconds(80)
"""What the device asks for at a time. Measured with two busy threads beside it: from 60 ms on
nothing is late, with 50 ms some of the ticks are."""

SWITCH_S = 0.0005
"""How long another Python thread may keep the device waiting, in seconds. With Python's own
5 ms two busy threads starve the device even where it asks for 200 ms at a time."""

LATENCY = Milliseconds(2 * PERIOD)
"""How far what is heard lies behind what was handed over. miniaudio does not tell; PulseAudio
keeps two periods, however many it is asked for."""

AHEAD = Milliseconds(400)
"""How much is mixed ahead: enough for a busy machine."""

STALL = Milliseconds(5 * SECOND)
"""A device that asks for nothing for so long is lost: miniaudio does not tell. PulseAudio may
take two seconds to wake a sink that was idle."""

_PERIODS = 3
_ADVICE = "connect one, or start the sound server, or choose --output silent"

Callback = Generator[bytes, int, None]
"""Is sent a number of frames and yields as many."""


class Device(Protocol):
    """An open sound device."""

    def start(self, callback: Callback) -> None:
        """Play what `callback` yields; it has been started already."""
        ...

    def close(self) -> None:
        """Fall silent and give the device back."""
        ...


class MiniaudioOutput:
    """The default output. The device's callback only copies what was mixed ahead."""

    name = "miniaudio"

    def __init__(
        self,
        open_device: Callable[[KiloHertz], Device] | None = None,
        feed: Callable[[Callable[[], None]], Feeder] = ThreadFeeder,
        clock: Clock = monotonic,
    ) -> None:
        self._open_device = open_device or _open_device
        self._feed = feed
        self._clock = clock
        self._device: Device | None = None
        self._rate = SPEECH_RATE
        self._stream: _Stream | None = None

    @property
    def underruns(self) -> int:
        """How often the mixer, or the device's turn to run, came too late."""
        return self._stream.underruns if self._stream else 0

    def open(self, rate: KiloHertz) -> None:
        """Open the system's default device."""
        self._device, self._rate = self._open_device(rate), rate

    def start(self, source: Source) -> None:
        """Mix the first stretch, then let the device ask for it."""
        if self._device is None:
            raise RuntimeError("an output is opened before it is started")
        self._stream = _Stream(source, self._rate, self._feed, self._clock)
        self._device.start(self._stream.callback())

    def position(self) -> Frames:
        """Return the frames handed over less the device's latency."""
        return self._stream.position() if self._stream else Frames(0)

    def wait(self, timeout: Milliseconds) -> bool:
        """Wait for the end of the silence after the last frame."""
        return self._stream is not None and self._stream.wait(timeout)

    def stop(self) -> None:
        """Close the device, then stop mixing ahead for it."""
        if self._device is not None:
            self._device.close()
            self._device = None
        if self._stream is not None:
            self._stream.close()


class _Stream:
    """What the device, the feeder and the listener's thread share while a source plays."""

    def __init__(
        self,
        source: Source,
        rate: KiloHertz,
        feed: Callable[[Callable[[], None]], Feeder],
        clock: Clock,
    ) -> None:
        self._rate = rate
        self._clock = clock
        self._late = 0
        self._ahead = ReadAhead(source, frames(AHEAD, rate))
        self._ahead.fill()
        self._feeder = feed(self._ahead.fill)
        self._latency = frames(LATENCY, rate)
        self._tail = frames(TAIL, rate)
        self._done = threading.Event()
        self._watch = StallWatch()

    @property
    def underruns(self) -> int:
        return self._ahead.underruns + self._late

    def callback(self) -> Callback:
        callback = self._copy()
        next(callback)
        return callback

    def position(self) -> Frames:
        return self._ahead.heard(self._latency)

    def wait(self, timeout: Milliseconds) -> bool:
        done = self._done.wait(timeout / SECOND)
        self._feeder.check()
        if not done and self._watch.stalled(self._ahead.handed, timeout):
            raise SessionError("the sound device has stopped playing; is it still connected?")
        return done

    def close(self) -> None:
        self._feeder.close()

    def _copy(self) -> Callback:
        count = yield b""
        last_ns = self._clock()
        while True:
            now_ns = self._clock()
            self._late += self._too_late(frames_since(last_ns, now_ns, self._rate))
            last_ns = now_ns
            block = self._ahead.take(Frames(count)).tobytes()
            self._feeder.wake()
            if self._ahead.silent_for(self._tail):
                self._done.set()
            count = yield block

    def _too_late(self, gap: Frames) -> bool:
        """Tell whether the device has run dry; while it wakes up it takes its time."""
        return self._ahead.handed > self._latency and gap > self._latency


class StallWatch:
    """Notices a device that asks for nothing any more.

    It adds up how long we have waited rather than read a clock, so that a computer that has
    slept for an hour is not taken for a lost device.
    """

    def __init__(self) -> None:
        self._handed = Frames(0)
        self._waited = Milliseconds(0)

    def stalled(self, handed: Frames, waited: Milliseconds) -> bool:
        """Tell whether `handed` has not changed for too long, after `waited` more."""
        still = handed == self._handed
        self._waited = Milliseconds(self._waited + waited if still else 0)
        self._handed = handed
        return self._waited >= STALL


class _MiniaudioDevice:
    """miniaudio's device behind our port."""

    def __init__(self, device: Any, error: type[Exception]) -> None:  # noqa: ANN401 - miniaudio is untyped
        self._device = device
        self._error = error
        self._switch_s = sys.getswitchinterval()

    def start(self, callback: Callback) -> None:
        sys.setswitchinterval(SWITCH_S)
        try:
            self._device.start(callback)
        except self._error as error:
            raise _unavailable(error) from error

    def close(self) -> None:
        self._device.close()
        sys.setswitchinterval(self._switch_s)


def _open_device(rate: KiloHertz) -> Device:
    try:
        import miniaudio  # noqa: PLC0415 - takes 200 ms and loads a library: only where heard
    except ImportError as error:
        raise _unavailable(error) from error
    # Its null backend would be taken for a device where there is none.
    backends = [backend for backend in miniaudio.Backend if backend.name not in {"NULL", "CUSTOM"}]
    try:
        with quiet_libraries():
            device = miniaudio.PlaybackDevice(
                output_format=miniaudio.SampleFormat.SIGNED16,
                nchannels=1,
                sample_rate=frames(SECOND, rate),
                buffersize_msec=PERIOD,
                callback_periods=_PERIODS,
                backends=backends,
                app_name="voicecoach",
            )
    except miniaudio.MiniaudioError as error:
        raise _unavailable(error) from error
    return _MiniaudioDevice(device, miniaudio.MiniaudioError)


def _unavailable(error: Exception) -> UnavailableError:
    reason = f"no sound device could be opened ({error.args[0] if error.args else error})"
    return UnavailableError("output 'miniaudio'", reason, _ADVICE)
