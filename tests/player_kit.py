"""What tests of the player share: sources, and outputs whose time is advanced by hand."""

import numpy as np

from voicecoach.errors import UnavailableError
from voicecoach.player.clock import frames_since
from voicecoach.player.fake import FakeOutput
from voicecoach.player.keep_alive import LEAD_IN
from voicecoach.player.miniaudio_output import PERIOD, PERIODS, MiniaudioOutput
from voicecoach.player.silent_output import SilentOutput
from voicecoach.player.simpleaudio_output import SimpleaudioOutput
from voicecoach.player.sound_process import Report
from voicecoach.player.sound_worker import Ring
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

    def __init__(self, time, breaks_at=None, channels=1, first=100):
        samples = (first + np.arange(length_of(time)) % 30000).astype(np.int16)
        self.samples = samples if channels == 1 else np.stack([samples, -samples], axis=1)
        self.breaks_at = None if breaks_at is None else length_of(breaks_at)

    def read(self, start, count):
        block = self.samples[start : start + count]
        if self.breaks_at is not None and start + len(block) > self.breaks_at:
            raise ZeroDivisionError
        return block


class ChangingSource:
    """Plays one source and, from the frame of a change on, another one."""

    def __init__(self, before, after):
        self.before, self.after = before, after
        self.changed_at = None

    def change(self, frame):
        self.changed_at = frame

    def read(self, start, count):
        if self.changed_at is None:
            return self.before.read(start, count)
        assert start >= self.changed_at, "what is before a change is not read again"
        return self.after.read(start, count)


class Endless:
    """Silence without an end."""

    def read(self, start, count):
        assert start >= 0
        return np.zeros(count, np.int16)


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


class HeldUp:
    """Fills only while nobody holds it up."""

    def __init__(self, fill):
        self.fill = fill
        self.held = False

    def wake(self):
        if not self.held:
            self.fill()

    def check(self):
        """Nothing has failed."""

    def close(self):
        """Nothing runs."""


class FakeProcess:
    """The process of a device: the worker's own ring, and a device that asks when told to."""

    def __init__(self, wanted, tell):
        self.wanted, self.tell = wanted, tell
        dry = PERIODS * PERIOD * 1_000_000
        self.ring = Ring(2 * wanted.channels, dry)
        self.blocks = []
        self.closed = False

    def idle(self, samples):
        self.ring.idle(samples.tobytes())

    def play(self, frame, samples):
        self.ring.play(frame, samples.tobytes())

    def close(self):
        self.closed = True

    def say(self, kind, text=""):
        ring = self.ring
        self.tell(Report(kind, ring.handed, ring.total, ring.gaps, text))

    def ask(self, now_ns):
        pcm = np.frombuffer(self.ring.take(length_of(PERIOD), now_ns), np.int16)
        self.blocks.append(pcm.reshape(-1, self.wanted.channels))
        self.say("took")


class Rig:
    """An output whose time is advanced by hand; `lead` is what it plays before a session."""

    lead = Milliseconds(0)

    def start(self, source, at=0, channels=1):
        self.output.open(RATE, channels)
        self.output.start(source, Frames(at))
        return self


class FakeRig(Rig):
    def __init__(self):
        self.output = FakeOutput(latency=ms(30))
        self.advance = self.output.advance

    def heard(self):
        return self.output.played()

    @property
    def is_open(self):
        return bool(self.output.events) and self.output.events[-1] != "stop"


class SilentRig(Rig):
    def __init__(self):
        self.clock = ManualClock()
        self.advance = self.clock.advance
        self.output = SilentOutput(self.clock, self.clock.advance)


class MiniaudioRig(Rig):
    """Its device runs, and hears idle noise, from its opening on."""

    lead = LEAD_IN

    def __init__(self, *, available=True, device=None, feed=InlineFeeder):
        self.clock = ManualClock()
        self.processes = []
        self.available = available
        self.output = MiniaudioOutput(
            device,
            start_process=self._start,
            feed=feed,
            waiter=lambda _event, timeout: self.clock.advance(timeout),
        )

    def _start(self, wanted, tell):
        self.processes.append(FakeProcess(wanted, tell))
        if self.available:
            self.process.say("open")
        else:
            self.process.say("none", "no backend")
        return self.process

    @property
    def process(self):
        return self.processes[-1]

    def advance(self, time):
        assert time % PERIOD == 0
        for _ in range(time // PERIOD):
            self.clock.advance(PERIOD)
            if not self.process.closed:
                self.process.ask(self.clock.now_ns)

    def heard(self):
        heard = np.concatenate(self.process.blocks)
        return heard[:, 0] if self.process.wanted.channels == 1 else heard

    @property
    def is_open(self):
        return any(not process.closed for process in self.processes)


class SimpleaudioRig(Rig):
    """Its device plays whole buffers; what was heard of each of them adds up."""

    lead = LEAD_IN

    def __init__(self, *, available=True):
        self.clock = ManualClock()
        self.advance = self.clock.advance
        self.available = available
        self.buffers = []
        self.output = SimpleaudioOutput(self._load, self.clock, self.clock.advance)

    def _load(self):
        if not self.available:
            raise GONE
        return self._play

    def _play(self, pcm, channels, sample_bytes, rate_hz):
        assert (sample_bytes, rate_hz) == (2, frames(ms(1000), RATE))
        samples = np.frombuffer(pcm, np.int16)
        self.buffers.append(FakeBuffer(self.clock, samples.reshape(-1, channels)))
        return self.buffers[-1]

    def heard(self):
        heard = np.concatenate([buffer.heard() for buffer in self.buffers])
        return heard[:, 0] if heard.shape[1] == 1 else heard

    @property
    def is_open(self):
        return any(buffer.is_playing() for buffer in self.buffers)


class FakeBuffer:
    def __init__(self, clock, samples):
        self.clock, self.samples = clock, samples
        self.started_ns, self.stopped_ns = clock.now_ns, None

    def heard(self):
        now_ns = self.clock.now_ns if self.stopped_ns is None else self.stopped_ns
        return self.samples[: frames_since(self.started_ns, now_ns, RATE)]

    def is_playing(self):
        return self.stopped_ns is None and len(self.heard()) < len(self.samples)

    def stop(self):
        self.stopped_ns = self.clock.now_ns


def ticks(seconds, rate=RATE):
    """A session with a tick at each second, and its sounds."""
    tone = 12000 * np.sin(2 * np.pi * 990 * np.arange(70 * rate) / (1000 * rate))
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
    return timeline, Sounds(rate, {"tick": tone.astype(np.int16)})


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
