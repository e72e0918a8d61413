"""A virtual sound card: a PulseAudio of our own, recorded from the monitor of its null sink."""

import os
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import numpy as np

NEEDED = ("pulseaudio", "pactl", "pacat", "parec")
MISSING = [program for program in NEEDED if shutil.which(program) is None]
RECORDED_HZ = 48_000

_SERVER = f"""
load-module module-native-protocol-unix
load-module module-null-sink sink_name=vsink rate={RECORDED_HZ} channels=1
"""
_ALSA = """
</usr/share/alsa/alsa.conf>
pcm.!default { type pulse }
"""
_RECORD = f"parec -d vsink.monitor --raw --format=s16le --channels=1 --rate={RECORDED_HZ}"
_LATENCY = "--latency-msec=20"
_PATIENCE_S = 20


class Recording:
    """What the card plays, from the start of the recording on."""

    def __init__(self, stream) -> None:
        self._chunks: list[bytes] = []
        self._arrived: list[tuple[int, int]] = []
        self._size = 0
        self._thread = threading.Thread(target=self._read, args=(stream,))
        self._thread.start()

    def samples(self) -> np.ndarray:
        """Everything so far."""
        return np.frombuffer(b"".join(self._chunks), np.int16).astype(int)

    def onsets_ms(self) -> np.ndarray:
        """When each tick began, after at least half a second of silence."""
        loud = np.flatnonzero(np.abs(self.samples()) > 600)
        first = np.diff(loud, prepend=-RECORDED_HZ) > RECORDED_HZ // 2
        return loud[first] * 1000 / RECORDED_HZ

    def start_ns(self) -> float:
        """When the first sample was heard, on the computer's clock.

        The sink renders a piece when it is due; its first sample is heard then.
        """
        ns = np.array(self._arrived[len(self._arrived) // 10 :], float)
        return float(np.median(ns[:, 0] - ns[:, 1] * 1e9 / RECORDED_HZ))

    def now_ms(self) -> float:
        """How long it is so far."""
        return 1000 * self._size / RECORDED_HZ

    def wait(self, seconds: float) -> None:
        """Let it go on for so long."""
        size = self._size + seconds * RECORDED_HZ
        until(lambda: self._size >= size, seconds + _PATIENCE_S)

    def finish(self) -> None:
        self._thread.join()

    def _read(self, stream) -> None:
        while data := os.read(stream.fileno(), 65536):
            self._arrived.append((time.monotonic_ns(), self._size))
            self._chunks.append(data)
            self._size += len(data) // 2


class Card:
    """A running card.

    Attributes:
        environment: for programs that are to find it as their only one.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        (folder / "server.pa").write_text(_SERVER)
        (folder / "asound.conf").write_text(_ALSA)
        unset = {"PULSE_SERVER", "PULSE_RUNTIME_PATH", "DISPLAY"}
        self.environment = {key: value for key, value in os.environ.items() if key not in unset}
        self.environment |= {
            "XDG_RUNTIME_DIR": str(folder),
            "HOME": str(folder),
            "ALSA_CONFIG_PATH": str(folder / "asound.conf"),
        }
        self._server: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the server."""
        command = f"pulseaudio -n -F {self._folder}/server.pa --daemonize=no --exit-idle-time=-1"
        self._server = subprocess.Popen(
            command.split(),
            env=self.environment,
            stderr=subprocess.DEVNULL,
        )
        until(self._answers)
        for thread in Path(f"/proc/{self._server.pid}/task").iterdir():
            like_hardware(int(thread.name))

    def send(self, sign: signal.Signals) -> None:
        """Kill, freeze or thaw the server."""
        assert self._server is not None
        self._server.send_signal(sign)
        if sign == signal.SIGKILL:
            self._server.wait()
            shutil.rmtree(self._folder / "pulse")

    @contextmanager
    def recorded(self) -> Iterator[Recording]:
        """Record what is heard meanwhile."""
        with ExitStack() as stack:
            # Without a stream that never ends, the idle sink spoils the first interval.
            silence = stack.enter_context(Path("/dev/zero").open("rb"))
            self._run(stack, ["pacat", _LATENCY], stdin=silence)
            process = self._run(stack, [*_RECORD.split(), _LATENCY], stdout=subprocess.PIPE)
            recording = Recording(process.stdout)
            stack.callback(process.stdout.close)
            stack.callback(recording.finish)
            stack.callback(process.terminate)  # ends the recording, too
            recording.wait(0.5)
            yield recording

    def stop(self) -> None:
        """End the server."""
        if self._server is not None:
            self._server.kill()
            self._server.wait()

    def _run(self, stack: ExitStack, command: list[str], **files: object):
        return stack.enter_context(
            running(command, self.environment, preexec_fn=like_hardware, **files)
        )

    def _answers(self) -> bool:
        info = subprocess.run(
            ["pactl", "info"], env=self.environment, capture_output=True, check=False
        )
        return info.returncode == 0


def like_hardware(thread: int = 0) -> None:
    """Let a thread be as much in time as a sound card is, where that is allowed."""
    with suppress(AttributeError, OSError):
        os.sched_setscheduler(thread, os.SCHED_RR, os.sched_param(20))


@contextmanager
def running(command: list[str], environment: dict[str, str], **options: object):
    """Run a program in the background until the end of the context."""
    process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL, **options)  # type: ignore[call-overload]  # which of its overloads they choose does not matter here
    try:
        yield process
    finally:
        process.terminate()
        process.wait()


@contextmanager
def virtual_card() -> Iterator[Card]:
    """Start a card and stop it afterwards."""
    # A socket's path is short, unlike that of pytest's folders.
    with tempfile.TemporaryDirectory(prefix="card-") as name:
        card = Card(Path(name))
        card.start()
        try:
            yield card
        finally:
            card.stop()


def until(condition, patience_s: float = _PATIENCE_S) -> None:
    """Wait in real time for a condition."""
    deadline = time.monotonic() + patience_s
    while not condition():
        assert time.monotonic() < deadline, "the virtual sound card does not work"
        time.sleep(0.05)
