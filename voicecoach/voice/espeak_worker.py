"""The worker that speaks with eSpeak NG; see `voicecoach.voice.worker` for how it is spoken to.

    python -I -S espeak_worker.py LIBRARY DATA VOICE JOBS SECONDS

A request is ``RATE<tab>TEXT``, the rate in words a minute; sound is 16-bit PCM. How it
sounds depends on what was said before, and in breathy voices on the second in which the
library was loaded. So the seed is fixed, and whatever speaks has never spoken: a child
forked for each request, at most JOBS of them at a time, each ended after SECONDS. Where
JOBS is 0 there is no fork; one request is served, and then the process ends.

It is a program of its own: it imports the standard library only, and little of that, to
start in no time.
"""

import ctypes
import os
import sys
from collections.abc import Iterable

SYNCHRONOUS = 2
DONT_EXIT = 0x8000
BUFFER_MS = 500
RATE = 1
BY_CHARACTER = 1
SEED = 1
UTF8 = 1
"""Alone: with neither the flag for markup nor the one for phonemes, text is only text."""

Callback = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p
)


class Espeak:
    """The loaded library with its voice, before it has spoken.

    Raises:
        OSError: it cannot be loaded, or refuses its data or the voice.
    """

    def __init__(self, library: str, data: str, voice: str) -> None:
        self._library = ctypes.CDLL(library)
        self._library.espeak_Synth.argtypes = [
            ctypes.c_char_p, ctypes.c_size_t, ctypes.c_uint, ctypes.c_int,
            ctypes.c_uint, ctypes.c_uint, ctypes.c_void_p, ctypes.c_void_p,
        ]  # fmt: skip
        # It keeps 160 bytes of a path and knows no encoding: from here the path is a dot.
        os.chdir(os.path.dirname(data))  # noqa: PTH120 - pathlib costs as much as the rest
        self.rate_hz = self._library.espeak_Initialize(SYNCHRONOUS, BUFFER_MS, b".", DONT_EXIT)
        if self.rate_hz <= 0:
            raise OSError(f"eSpeak NG does not take its data in {data}")
        self._library.espeak_ng_SetRandSeed(ctypes.c_long(SEED))  # or breath would vary
        check("choose its voice", self._library.espeak_SetVoiceByName(voice.encode()))

    def speak(self, request: bytes) -> bytes:
        """Return the PCM of a request; reproducible the first time only.

        Raises:
            OSError: the library refuses.
        """
        rate, text = request.split(b"\t", 1)
        pieces: list[bytes] = []

        def keep(samples: "ctypes._Pointer[ctypes.c_short]", count: int, _events: object) -> int:
            if count > 0:
                pieces.append(ctypes.string_at(samples, count * ctypes.sizeof(ctypes.c_short)))
            return 0

        callback = Callback(keep)
        self._library.espeak_SetSynthCallback(callback)
        check("set its rate", self._library.espeak_SetParameter(RATE, int(rate), 0))
        spoken = self._library.espeak_Synth(
            text, len(text) + 1, 0, BY_CHARACTER, 0, UTF8, None, None
        )
        check("speak", spoken)
        return b"".join(pieces)


def check(task: str, code: int) -> None:
    """Raise OSError where eSpeak NG returned an error."""
    if code:
        raise OSError(f"eSpeak NG could not {task} (error {code})")


def start(espeak: Espeak, request: bytes, seconds: int) -> tuple[int, int]:
    """Fork a child that speaks `request`; returns its process id and the pipe it writes to."""
    source, sink = os.pipe()
    if pid := os.fork():
        os.close(sink)
        return pid, source
    status = 1
    try:
        # Whoever reads must see the worker go, and this child must see its reader go.
        for inherited in (0, 1, source):
            os.close(inherited)
        ctypes.CDLL(None).alarm(seconds)  # ends it, should nobody be left to do so
        with open(sink, "wb") as pipe:  # noqa: PTH123 - a descriptor, not a path
            try:
                pipe.write(espeak.speak(request))
                status = 0
            except OSError as error:
                pipe.write(str(error).encode())
    finally:
        os._exit(status)


def finish(pid: int, source: int) -> tuple[bool, bytes]:
    """Wait for a child; returns whether it spoke, and its PCM or reason."""
    with open(source, "rb") as pipe:
        payload = pipe.read()
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    if status in (0, 1):
        return status == 0, payload
    return False, f"its child ended, status {status}".encode()


def answer(rate_hz: int, payload: bytes, *, spoken: bool) -> None:
    """Write one answer."""
    status = b"ok" if spoken else b"failed"
    sys.stdout.buffer.write(b"%s %d %d\n%s" % (status, rate_hz, len(payload), payload))
    sys.stdout.buffer.flush()


def serve(espeak: Espeak, lines: Iterable[bytes], jobs: int, seconds: int) -> None:
    """Answer requests in order, `jobs` of them at work at a time."""
    running: list[tuple[int, int]] = []
    for line in lines:
        request = line.rstrip(b"\n")
        if request:
            running.append(start(espeak, request, seconds))
        while len(running) >= (jobs if request else 1):
            spoken, payload = finish(*running.pop(0))
            answer(espeak.rate_hz, payload, spoken=spoken)


def main(library: str, data: str, voice: str, jobs: str, seconds: str) -> None:
    """Serve standard input until it ends."""
    try:
        espeak = Espeak(library, data, voice)
        if int(jobs):
            serve(espeak, sys.stdin.buffer, int(jobs), int(seconds))
        else:
            request = sys.stdin.buffer.readline().rstrip(b"\n")
            answer(espeak.rate_hz, espeak.speak(request), spoken=True)
    except OSError as error:
        answer(0, str(error).encode(), spoken=False)


if __name__ == "__main__":
    main(*sys.argv[1:])
