"""What tests of the player share: sources, and outputs whose time is advanced by hand."""

import numpy as np

from voicecoach.errors import UnavailableError
from voicecoach.player.fake import FakeOutput
from voicecoach.player.miniaudio_output import PERIOD, MiniaudioOutput
from voicecoach.player.silent_output import SilentOutput
from voicecoach.player.simpleaudio_output import SimpleaudioOutput
from voicecoach.sound.clips import Sounds
from voicecoach.timeline import Cue, Phase, Timeline
from voicecoach.units import Frames, KiloHertz, Milliseconds, frames

RATE = KiloHertz(24)
STEP = Milliseconds(80)
GONE = UnavailableError("output", "it is gone", "look for it")


def ms(time):
    return Milliseconds(time)


def length_of(time):
    return frames(ms(time), RATE)


class ArraySource:
    """Plays samples that are all different from silence; raises when it comes to `breaks_at`."""

    def __init__(self, time, breaks_at=None):
        self.samples = (1 + np.arange(length_of(time)) % 30000).astype(np.int16)
        self.breaks_at = None if breaks_at is None else length_of(breaks_at)
        self.at = 0

    def read(self, count):
        block = self.samples[self.at : self.at + count]
        self.at += len(block)
        if self.breaks_at is not None and self.at > self.breaks_at:
            raise ZeroDivisionError
        return block


class ManualClock:
    """Nanoseconds that pass only in `advance`."""

    def __init__(self):
        self.now_ns = 123_456_789

    def __call__(self):
        return self.now_ns

    def advance(self, time):
        self.now_ns += time * 1_000_000


class InlineFeeder:
    """Fills at once instead of in a thread."""

    def __init__(self, fill):
        self.fill = fill
        self.error = None
        self.closed = False

    def wake(self):
        try:
            self.fill()
        except ZeroDivisionError as error:
            self.error = error

    def check(self):
        if self.error:
            raise self.error

    def close(self):
        self.closed = True


class FakeDevice:
    """A device behind miniaudio's output: asks its callback for a period at a time."""

    def __init__(self):
        self.callback = None
        self.closed = False
        self.blocks = []

    def start(self, callback):
        self.callback = callback

    def close(self):
        self.closed = True

    def ask(self):
        count = length_of(PERIOD)
        pcm = self.callback.send(count)
        assert len(pcm) == 2 * count
        self.blocks.append(np.frombuffer(pcm, np.int16))


class FakeRig:
    def __init__(self):
        self.output = FakeOutput(latency=ms(30))
        self.advance = self.output.advance
        self.heard = self.output.played

    @property
    def is_open(self):
        return bool(self.output.events) and self.output.events[-1] != "stop"


class SilentRig:
    def __init__(self):
        self.clock = ManualClock()
        self.advance = self.clock.advance
        self.output = SilentOutput(self.clock, self.clock.advance)


class MiniaudioRig:
    def __init__(self, *, available=True):
        self.clock = ManualClock()
        self.devices = []
        self.available = available
        self.output = MiniaudioOutput(self._open, InlineFeeder, self.clock)

    def _open(self, _rate):
        if not self.available:
            raise GONE
        self.devices.append(FakeDevice())
        return self.devices[-1]

    def advance(self, time):
        assert time % PERIOD == 0
        for _ in range(time // PERIOD):
            self.clock.advance(PERIOD)
            if not self.devices[-1].closed:
                self.devices[-1].ask()

    def heard(self):
        return np.concatenate(self.devices[-1].blocks)

    @property
    def is_open(self):
        return any(not device.closed for device in self.devices)


class SimpleaudioRig:
    def __init__(self, *, available=True):
        self.clock = ManualClock()
        self.advance = self.clock.advance
        self.available = available
        self.is_open = False
        self.pcm = b""
        self.ends_ns = 0
        self.output = SimpleaudioOutput(self._load, self.clock, self.clock.advance)

    def _load(self):
        if not self.available:
            raise GONE
        return self._play

    def _play(self, pcm, channels, sample_bytes, rate_hz):
        self.pcm, self.is_open = pcm, True
        length_ns = len(pcm) * 1_000_000_000 // (channels * sample_bytes * rate_hz)
        self.ends_ns = self.clock.now_ns + length_ns
        return self

    def is_playing(self):
        return self.is_open and self.clock.now_ns < self.ends_ns

    def stop(self):
        self.is_open = False

    def heard(self):
        return np.frombuffer(self.pcm, np.int16)


def ticks(seconds):
    """A session with a tick at each second, and its sounds."""
    tone = 12000 * np.sin(2 * np.pi * 990 * np.arange(length_of(70)) / frames(ms(1000), RATE))
    cues = tuple(
        Cue(ms(1000 * second), ms(70), "tone", "beat", None, None, "tick")
        for second in range(seconds)
    )
    timeline = Timeline(
        title="Ticks",
        language="en",
        duration_ms=ms(1000 * seconds),
        cues=cues,
        phases=(Phase(ms(0), ms(1000 * seconds), "hold", "Tick", "Ticks"),),
        markers=(),
    )
    return timeline, Sounds(RATE, {"tick": tone.astype(np.int16)})


def spoken(onset, duration, role, text):
    return Cue(ms(onset), ms(duration), "speech", role, text, None, "words")


def training():
    """Ten seconds: an instruction, a hold counted to three, a rest, a finish."""
    cues = (
        spoken(0, 1800, "instruction", "Sit upright"),
        spoken(2400, 500, "start", "Squeeze"),
        spoken(3000, 400, "count", "one"),
        spoken(4000, 400, "count", "two"),
        spoken(5000, 400, "count", "three"),
        spoken(6000, 500, "start", "Relax"),
        spoken(8000, 400, "countdown", "two"),
        spoken(9000, 900, "finish", "Well done"),
    )
    phases = (
        Phase(ms(0), ms(3000), "instruction", "Sit", "Set up"),
        Phase(ms(3000), ms(6000), "hold", "Squeeze", "Training", 1, 2, 1, 3),
        Phase(ms(6000), ms(9000), "rest", "Relax", "Training", 1, 2, 1, 3),
        Phase(ms(9000), ms(10000), "finish", "Done", "Finish"),
    )
    timeline = Timeline(
        title="Training", language="en", duration_ms=ms(10000), cues=cues, phases=phases, markers=()
    )
    return timeline, Sounds(RATE, {"words": np.full(Frames(length_of(400)), 1000, np.int16)})
