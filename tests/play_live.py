"""A program that plays: ``python -m tests.play_live SOUND OUTPUT RATE SECONDS [busy]``.

SOUND is ``ticks``, one a second, or ``tone``. With ``busy``, two threads and a screen that is
redrawn at full speed run beside it. It writes what happens as lines of JSON, and obeys lines:
``pause`` and ``go on`` (a cut each, with a short fade) and ``stop``. When its device is lost it
opens it anew until that works, and goes on.
"""

import io
import itertools
import os
import sys
import threading
import time

import msgspec
import numpy as np

from tests.player_kit import ticks
from voicecoach.errors import SessionError, UnavailableError
from voicecoach.player.outputs import open_output
from voicecoach.sound.mixer import mix
from voicecoach.units import Frames, KiloHertz, Milliseconds

FADE_MS = 10
LOUD = 12_000
REFRESH = Milliseconds(50)
RETRY_S = 0.5


class Ticks:
    def __init__(self, rate, seconds):
        self.timeline, self.sounds = ticks(seconds, rate)

    def read(self, start, count):
        count = max(0, min(count, self.timeline.duration_ms * self.sounds.rate - start))
        return mix(self.timeline, self.sounds, Frames(start), Frames(count))


class Tone:
    def __init__(self, rate, seconds):
        self.rate, self.length = rate, 1000 * rate * seconds

    def read(self, start, count):
        index = np.arange(start, min(start + count, self.length))
        return (LOUD * np.sin(2 * np.pi * 440 * index / (1000 * self.rate))).astype(np.int16)


class Pausable:
    """Fades to silence from the frame of a pause on, and back from the frame of going on."""

    def __init__(self, sound, rate):
        self.sound, self.fade = sound, FADE_MS * rate
        self.silent, self.since = False, -self.fade

    def turn(self, frame):
        self.silent, self.since = not self.silent, frame

    def read(self, start, count):
        block = self.sound.read(start, count)
        ramp = np.clip((np.arange(start, start + len(block)) - self.since) / self.fade, 0, 1)
        return np.rint(block * (1 - ramp if self.silent else ramp)).astype(np.int16)


def tell(event, **more):
    sys.stdout.write(msgspec.json.encode({"event": event, **more}).decode() + "\n")
    sys.stdout.flush()


def keep_busy():
    def count():
        for _ in itertools.count():
            pass

    def redraw():
        while True:
            screen = io.StringIO()
            for row in range(24):
                screen.write(f"\x1b[{row};1H\x1b[1m{row:>80}\x1b[0m")
            os.write(nowhere, screen.getvalue().encode())

    nowhere = os.open(os.devnull, os.O_WRONLY)
    for work in (count, count, redraw):
        threading.Thread(target=work, daemon=True).start()


def obey(output, source, stopped):
    for line in sys.stdin:
        if line.strip() == "stop":
            stopped.set()
            return
        began_ns = time.monotonic_ns()
        output.cut(source.turn)
        tell("cut", ns=began_ns, took_ns=time.monotonic_ns() - began_ns, frame=source.since)


def play(output, stopped):
    while not stopped.is_set():
        if output.wait(REFRESH):
            return True
    return False


def open_again(output, rate, source):
    at, lost_s = output.position(), time.monotonic()
    output.stop()
    while True:
        try:
            output.open(rate, 1)
            output.start(source, at)
        except UnavailableError:
            output.stop()
            time.sleep(RETRY_S)
        else:
            tell("back", frame=at, after_s=time.monotonic() - lost_s)
            return


def main(sound, name, rate, seconds, busy=""):
    rate = KiloHertz(int(rate))
    output = open_output(name, rate).output
    if busy:
        keep_busy()
    source = Pausable({"ticks": Ticks, "tone": Tone}[sound](rate, int(seconds)), rate)
    output.start(source)
    tell(output.name, pid=os.getpid())
    stopped = threading.Event()
    threading.Thread(target=obey, args=(output, source, stopped), daemon=True).start()
    while True:
        try:
            completed = play(output, stopped)
        except SessionError as error:
            tell("lost", frame=output.position(), reason=str(error))
            open_again(output, rate, source)
        else:
            break
    output.stop()
    tell("end", completed=completed, ms=output.position() // rate, underruns=output.underruns)
    os._exit(0)  # the busy threads would go on


if __name__ == "__main__":
    main(*sys.argv[1:])
