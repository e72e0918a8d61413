"""A virtual sound card: a PulseAudio of our own, recorded from the monitor of its null sink."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
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
_PATIENCE_S = 20


class Card:
    """A running card.

    Attributes:
        environment: for programs that are to find it as their only one.
    """

    def __init__(self, folder: Path) -> None:
        self._recording = folder / "recording.raw"
        unset = {"PULSE_SERVER", "PULSE_RUNTIME_PATH", "DISPLAY"}
        self.environment = {key: value for key, value in os.environ.items() if key not in unset}
        self.environment |= {
            "XDG_RUNTIME_DIR": str(folder),
            "HOME": str(folder),
            "ALSA_CONFIG_PATH": str(folder / "asound.conf"),
        }

    def onsets_ms(self) -> np.ndarray:
        """When each tick recorded so far began, after at least half a second of silence."""
        recorded = np.fromfile(self._recording, np.int16).astype(int)
        loud = np.flatnonzero(np.abs(recorded) > 600)
        first = np.diff(loud, prepend=-RECORDED_HZ) > RECORDED_HZ // 2
        return loud[first] * 1000 / RECORDED_HZ

    @contextmanager
    def recorded(self) -> Iterator[None]:
        """Record what is heard meanwhile, to a second after the end."""
        with ExitStack() as stack, self._recording.open("wb") as file:
            # Without a stream that never ends, the idle sink spoils the first interval.
            silence = Path("/dev/zero").open("rb")  # noqa: SIM115 - closed by the stack
            stack.enter_context(silence)
            self._start(stack, ["pacat", "--latency-msec=20"], stdin=silence)
            parec = f"parec -d vsink.monitor --raw --format=s16le --channels=1 --rate={RECORDED_HZ}"
            self._start(stack, [*parec.split(), "--latency-msec=20"], stdout=file)
            until(lambda: self._recording.stat().st_size > RECORDED_HZ)
            yield
            size = self._recording.stat().st_size
            until(lambda: self._recording.stat().st_size > size + 2 * RECORDED_HZ)

    def _start(self, stack: ExitStack, command: list[str], **files: object) -> None:
        stack.enter_context(running(command, self.environment, **files))


@contextmanager
def running(command: list[str], environment: dict[str, str], **files: object):
    """Run a program in the background until the end of the context."""
    process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL, **files)  # type: ignore[call-overload]  # which of its overloads the files choose does not matter here
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
        folder = Path(name)
        (folder / "server.pa").write_text(_SERVER)
        (folder / "asound.conf").write_text(_ALSA)
        card = Card(folder)
        server = f"pulseaudio -n -F {folder}/server.pa --daemonize=no --exit-idle-time=-1"
        with running(server.split(), card.environment):
            until(lambda: _answers(card))
            yield card


def _answers(card: Card) -> bool:
    info = subprocess.run(["pactl", "info"], env=card.environment, capture_output=True, check=False)
    return info.returncode == 0


def until(condition) -> None:
    """Wait in real time for a condition."""
    deadline = time.monotonic() + _PATIENCE_S
    while not condition():
        assert time.monotonic() < deadline, "the virtual sound card does not work"
        time.sleep(0.05)
