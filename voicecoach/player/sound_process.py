"""The process that plays through miniaudio, seen from the program."""

import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from threading import Thread
from typing import IO

import msgspec

from voicecoach.player.sound_worker import FROM_WORKER, TO_WORKER
from voicecoach.sound.clips import Samples
from voicecoach.units import Frames

_WORKER = Path(__file__).with_name("sound_worker.py")
_NEEDED = ("miniaudio", "_cffi_backend")
_FLAGS = ("HIGH_PRIORITY_CLASS", "CREATE_NEW_PROCESS_GROUP")
"""Of Windows: sound comes first, and Ctrl-C is for the program."""

ENDED = "gone"


class Report(msgspec.Struct, frozen=True):
    """What the process tells.

    Attributes:
        kind: ``open``, ``took``, ``none`` or ``lost``, see `sound_worker`; or ``gone``: the
            process has ended.
        taken: frames of the stream that the device has taken.
        asked: frames that it has asked for.
        gaps: how often it was late.
        text: the reason of ``none``.
    """

    kind: str
    taken: Frames = Frames(0)
    asked: Frames = Frames(0)
    gaps: int = 0
    text: str = ""


class SoundProcess:
    """A worker on its way, and the thread that hears its reports.

    Args:
        command: the worker's program and its arguments.
        tell: takes each report, in that thread.

    Raises:
        OSError: the program cannot be started.
    """

    def __init__(self, command: Sequence[str], tell: Callable[[Report], None]) -> None:
        self._tell = tell
        # A session of its own: Ctrl-C is for the program, which then ends its workers.
        self._process = subprocess.Popen(  # noqa: S603 - our own program, no shell
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            creationflags=sum(getattr(subprocess, flag, 0) for flag in _FLAGS),
        )
        self._messages, self._reports = _pipe(self._process.stdin), _pipe(self._process.stdout)
        self._thread = Thread(target=self._listen, name="sound reports", daemon=True)
        self._thread.start()

    def idle(self, samples: Samples) -> None:
        """Give it what is to be heard while there is nothing else."""
        self._send(b"idle", Frames(0), samples)

    def play(self, frame: Frames, samples: Samples) -> None:
        """Give it the sound from `frame` on, in place of what it had from there on."""
        self._send(b"play", frame, samples)

    def close(self) -> None:
        """End the process, whatever it is doing."""
        self._process.kill()
        self._process.wait()
        self._thread.join()
        for pipe in (self._messages, self._reports):
            with suppress(OSError):  # what it was still to be told
                pipe.close()

    def _send(self, kind: bytes, frame: Frames, samples: Samples) -> None:
        pcm = samples.tobytes()
        with suppress(OSError, ValueError):  # that it has ended is told by a report
            self._messages.write(TO_WORKER.pack(kind, frame, len(pcm)) + pcm)
            self._messages.flush()

    def _listen(self) -> None:
        while len(header := self._reports.read(FROM_WORKER.size)) == FROM_WORKER.size:
            kind, taken, asked, gaps, size = FROM_WORKER.unpack(header)
            text = self._reports.read(size).decode(errors="replace") if size else ""
            self._tell(Report(kind.decode(), Frames(taken), Frames(asked), gaps, text))
        self._tell(Report(ENDED))


def worker_command(task: str, *arguments: object) -> tuple[str, ...]:
    """Return what starts a worker.

    Raises:
        ModuleNotFoundError: miniaudio is not installed.
    """
    folders = (_folder(name) for name in _NEEDED)
    # Without `site` it starts in half the time.
    program = (sys.executable, "-I", "-S", str(_WORKER), task)
    return (*program, *map(str, arguments), *dict.fromkeys(folders))


def _folder(name: str) -> str:
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"the package {name.strip('_')} is not installed")
    return str(Path(spec.origin).absolute().parent)


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    if stream is None:
        raise AssertionError  # asked for above
    return stream
