"""The worker that plays through miniaudio, in a process of its own.

    python -I -S sound_worker.py play RATE CHANNELS PERIOD PERIODS DEVICE FOLDER...
    python -I -S sound_worker.py list FOLDER...

There it shares neither Python's lock nor a crash with anybody: a device that asks every few
milliseconds gets what it asks for whatever the program does meanwhile, and a sound server that
hangs is answered by ending this process. It ends itself when its standard input does.

RATE is in frames a second, PERIOD, of which the device keeps PERIODS, in milliseconds; DEVICE
is part of a name, or empty for the system's default; miniaudio is found in the FOLDERs.

``list`` writes a JSON list of the names of the devices, or ``{"error": reason}``.

``play`` reads messages from standard input, each a header (`TO_WORKER`: kind, frame, size) and
`size` bytes of PCM:

- ``idle``: what to play, over and over, while there is nothing else;
- ``play``: the sound of the stream from `frame` on; what was there from `frame` on is
  forgotten. What comes too late to be heard at its frame goes over from what was there.

It writes messages to standard output, each a header (`FROM_WORKER`: kind, frames of the stream
handed to the device, frames handed at all, gaps, size) and `size` bytes of text:

- ``open``: the device runs;
- ``took``: it has taken frames;
- ``none``: it could not be opened, and why; ``lost``: it has stopped. Both end the process.

It is a program of its own: it imports the standard library only, and miniaudio.
"""

import gc
import json
import os
import sys
import threading
import time
from array import array
from collections.abc import Callable, Generator, Sequence
from struct import Struct
from typing import IO, Any

TO_WORKER = Struct("<4sqI")
FROM_WORKER = Struct("<4sqqqI")
SAMPLE = 2
SWITCH_S = 0.0005
"""How long what comes in may keep the device waiting, in seconds."""

PRIORITY = 5
NICENESS = -11
"""Both as PulseAudio gives itself: real time where it may, and else a share of the processor
that others have to wait for. Nice alone, half a second may pass beside four busy programs."""

OVER = 120
"""Frames in which one sound goes over into another: too few to be heard, enough not to click."""


class NoDeviceError(Exception):
    """There is no such device, or none at all; its string is the reason."""


class Ring:
    """What is still to be handed to the device, and what has been.

    Args:
        frame_bytes: size of a frame.
        dry_ns: the device runs dry when it has not asked for longer than this.
    """

    def __init__(self, frame_bytes: int, dry_ns: int) -> None:
        self._frame_bytes = frame_bytes
        self._dry_ns = dry_ns
        self._lock = threading.Lock()
        self._pcm = bytearray()
        self._idle = bytes(frame_bytes)
        self._asked_ns = 0
        self.handed = 0
        self.total = 0
        self.gaps = 0

    def idle(self, pcm: bytes) -> None:
        """Hand on `pcm`, over and over, while there is nothing else."""
        with self._lock:
            self._idle = pcm

    def play(self, frame: int, pcm: bytes) -> None:
        """Hand on `pcm` from `frame` on, instead of what was to be handed on there.

        Where that frame has been handed on already, what was there instead goes over into what
        should have been. What was over before it came changes nothing.
        """
        with self._lock:
            at = (frame - self.handed) * self._frame_bytes
            if 0 < len(pcm) <= -at:
                return
            replaced = bytes(self._pcm[max(0, at) :])
            del self._pcm[max(0, at) :]
            self._pcm += pcm if at >= 0 else faded_over(replaced, pcm[-at:], self._frame_bytes)

    def take(self, count: int, now_ns: int) -> bytes:
        """Return the next `count` frames, idle ones where there are no others."""
        with self._lock:
            if self.handed and now_ns - self._asked_ns > self._dry_ns:
                self.gaps += 1
            self._asked_ns = now_ns
            size = count * self._frame_bytes
            block = bytes(self._pcm[:size])
            del self._pcm[:size]
            self.handed += len(block) // self._frame_bytes
            if len(block) < size:
                block += self._filler(size - len(block))
            self.total += count
            return block

    def _filler(self, size: int) -> bytes:
        at = self.total * self._frame_bytes % len(self._idle)
        repeats = (at + size) // len(self._idle) + 1
        return (self._idle * repeats)[at : at + size]


def faded_over(before: bytes, after: bytes, frame_bytes: int) -> bytes:
    """Return `after`, into which `before` goes over as far as there is enough of both."""
    sizes = (len(before), len(after), OVER * frame_bytes)
    over = min(sizes)
    old, new = array("h", before[:over]), array("h", after[:over])
    frames, channels = over // frame_bytes, frame_bytes // SAMPLE
    for index, (one, other) in enumerate(zip(old, new, strict=True)):
        done = index // channels + 1
        new[index] = one + (other - one) * done // frames
    return new.tobytes() + after[over:]


class Reporter:
    """Writes messages to the program that started this one."""

    def __init__(self, ring: Ring, descriptor: int) -> None:
        self._ring = ring
        self._descriptor = descriptor

    def tell(self, kind: bytes, text: str = "") -> None:
        """Write a message; whether anybody still reads it shows elsewhere."""
        ring, payload = self._ring, text.encode()
        header = FROM_WORKER.pack(kind, ring.handed, ring.total, ring.gaps, len(payload))
        try:
            os.write(self._descriptor, header + payload)
        except OSError:
            return


def feed(ring: Ring, messages: IO[bytes]) -> None:
    """Put what comes into `ring` until `messages` ends."""
    while len(header := messages.read(TO_WORKER.size)) == TO_WORKER.size:
        kind, frame, size = TO_WORKER.unpack(header)
        pcm = messages.read(size)
        if kind == b"idle":
            ring.idle(pcm)
        else:
            ring.play(frame, pcm)


def callback(
    ring: Ring, tell: Callable[[bytes], None], clock: Callable[[], int] = time.monotonic_ns
) -> Generator[bytes, int, None]:
    """Hand the device what it asks for."""
    count = yield b""
    while True:
        block = ring.take(count, clock())
        tell(b"took")
        count = yield block


def load(folders: Sequence[str]) -> Any:  # noqa: ANN401 - miniaudio has no types
    """Import miniaudio from `folders`.

    Raises:
        NoDeviceError: it cannot be loaded.
    """
    sys.path += folders
    sys.modules["numpy"] = None  # type: ignore[assignment]  # miniaudio can do without: twice as fast
    try:
        import miniaudio  # noqa: PLC0415 - found only now
    except ImportError as error:
        raise NoDeviceError(str(error)) from error
    return miniaudio


def backends(miniaudio: Any) -> list[Any]:  # noqa: ANN401 - as above
    """Everything that can sound: its null backend would be taken for a device."""
    return [one for one in miniaudio.Backend if one.name not in {"NULL", "CUSTOM"}]


def devices(miniaudio: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - as above
    """Return what there is to play on.

    Raises:
        NoDeviceError: the sound system does not work.
    """
    try:
        return list(miniaudio.Devices(backends(miniaudio)).get_playbacks())
    except miniaudio.MiniaudioError as error:
        raise NoDeviceError(str(error.args[0])) from error


def find(miniaudio: Any, wanted: str) -> Any:  # noqa: ANN401 - as above
    """Return the id of the device that has `wanted` in its name; None for the default.

    Raises:
        NoDeviceError: there is none, or several have it.
    """
    if not wanted:
        return None
    there = devices(miniaudio)
    exact = [one for one in there if one["name"].lower() == wanted.lower()]
    found = exact or [one for one in there if wanted.lower() in one["name"].lower()]
    if len(found) == 1:
        return found[0]["id"]
    names = ", ".join(f"'{one['name']}'" for one in found or there) or "none at all"
    raise NoDeviceError(f"{'several have it in their names' if found else 'there are'}: {names}")


def open_device(ring: Ring, reporter: Reporter, arguments: Sequence[str]) -> object:
    """Open a device that takes what is in `ring`, and let it run.

    Raises:
        NoDeviceError: there is none to be had.
    """
    rate, channels, period, periods, device, *folders = arguments
    miniaudio = load(folders)
    asks = callback(ring, reporter.tell)
    next(asks)
    try:
        opened = miniaudio.PlaybackDevice(
            output_format=miniaudio.SampleFormat.SIGNED16,
            nchannels=int(channels),
            sample_rate=int(rate),
            buffersize_msec=int(period),
            callback_periods=int(periods),
            device_id=find(miniaudio, device),
            backends=backends(miniaudio),
            app_name="voicecoach",
        )
        opened.stop_callback = lambda: reporter.tell(b"lost")
        opened.start(asks)
    except miniaudio.MiniaudioError as error:
        raise NoDeviceError(str(error.args[0])) from error
    return opened


def play(arguments: Sequence[str]) -> None:
    """Play what comes from standard input until it ends."""
    reports = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)  # libraries write there
    gc.disable()
    sys.setswitchinterval(SWITCH_S)
    hurry()
    _rate, channels, period, periods, *_ = arguments
    ring = Ring(SAMPLE * int(channels), int(period) * int(periods) * 1_000_000)
    reporter = Reporter(ring, reports)
    try:
        device = open_device(ring, reporter, arguments)
    except NoDeviceError as error:
        reporter.tell(b"none", str(error))
    else:
        reporter.tell(b"open")
        feed(ring, sys.stdin.buffer)
        del device  # kept until here: without it there is no sound
    os._exit(0)  # what hangs, hangs in closing the device


def hurry() -> None:
    """Come first where the system lets us, as sound servers do."""
    try:
        os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(PRIORITY))
    except (AttributeError, OSError):  # no Linux, or not allowed to
        be_nice(NICENESS)


def be_nice(niceness: int) -> None:
    """Come a little sooner than others, where that is allowed."""
    try:
        os.nice(niceness)
    except (AttributeError, OSError):
        return


def main(task: str, *arguments: str) -> None:
    """Do what the first argument says."""
    if task == "play":
        play(arguments)
        return
    answer: object
    try:
        answer = [one["name"] for one in devices(load(arguments))]
    except NoDeviceError as error:
        answer = {"error": str(error)}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main(*sys.argv[1:])
