"""The computer's own voices, through pyttsx3: SAPI5, NSSpeechSynthesizer, eSpeak."""

import sys
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Literal, TypeVar

import numpy as np

from voicecoach.errors import UnavailableError
from voicecoach.speech import NORMAL_PACE, Utterance
from voicecoach.voice import espeak_data
from voicecoach.voice.espeak_data import EspeakData
from voicecoach.voice.languages import candidates
from voicecoach.voice.packages import locate
from voicecoach.voice.port import Recording
from voicecoach.voice.text import plain
from voicecoach.voice.worker import DEADLINE_S, Answer, Request, Service, WorkerError

PROGRAM = (sys.executable, "-I", str(Path(__file__).with_name("system_worker.py")))

_COMMANDS = str.maketrans("<>[]", "    ")
"""SAPI5 reads XML, and macOS ``[[...]]``, wherever text holds them."""

_HEADERS: dict[bytes, Literal["little", "big"]] = {b"RIFF": "little", b"FORM": "big"}
"""How each kind of sound file begins, and in which order it counts bytes."""

_SILENCE = 1e-4

T = TypeVar("T")


class SystemVoice:
    """A voice of the computer's own, in a worker process for each utterance.

    Which voice an empty name stands for, the computer's settings say; a change of them
    does not change `identity`.

    Args:
        wanted: part of the name or id of a voice; empty for the computer's usual one.
        program: a worker's program, with its first arguments.
        deadline_s: seconds for each utterance.
    """

    def __init__(
        self,
        wanted: str = "",
        *,
        program: Sequence[str] = PROGRAM,
        deadline_s: float = DEADLINE_S,
    ) -> None:
        self.name = f"system:{wanted}" if wanted else "system"
        self._wanted = wanted
        self._program = program
        self._deadline_s = deadline_s

    @cached_property
    def identity(self) -> str:
        """Name, version of pyttsx3, and of what speaks: eSpeak NG or the system."""
        import platform  # noqa: PLC0415 - only this voice needs it

        package = locate("pyttsx3")
        if package is None:
            raise UnavailableError(
                f"voice '{self.name}'",
                "the package pyttsx3 is not installed",
                "install voicecoach again, or use 'espeak'",
            )
        espeak = _espeak()
        speaker = espeak.identity if espeak else platform.platform()
        return f"{self.name}, pyttsx3 {package.version}, {speaker}"

    def record(self, utterances: Sequence[Utterance], words_per_minute: int) -> Iterator[Recording]:
        """Speak each of `utterances`; see `Voice.record`."""
        requests = [_request(utterance, words_per_minute) for utterance in utterances]
        return self._ask(requests, self._recording)

    def known(self) -> list[tuple[str, tuple[str, ...]]]:
        """Ask the computer for its voices: the name and the languages of each.

        Raises:
            SynthesisError: its worker failed, twice.
            UnavailableError: the computer has none.
        """
        [voices] = self._ask([Request("the list of voices", "list")], self._listing)
        return voices

    def close(self) -> None:
        """Do nothing: each process ends with its utterance."""

    def _ask(self, requests: Sequence[Request], read: Callable[[Answer], T]) -> Iterator[T]:
        import tempfile  # noqa: PLC0415 - 4 ms; speech that is all in the cache needs none

        espeak = _espeak()
        paths = (str(espeak.library), str(espeak.data)) if espeak else ()
        with tempfile.TemporaryDirectory(
            prefix="voicecoach-", ignore_cleanup_errors=True
        ) as folder:
            command = (*self._program, self._wanted, folder, *paths)
            service = Service(self.name, command, read, deadline_s=self._deadline_s, one_shot=True)
            yield from service.answers(requests)

    def _recording(self, answer: Answer) -> Recording:
        return decode(self._payload(answer))

    def _listing(self, answer: Answer) -> list[tuple[str, tuple[str, ...]]]:
        lines = self._payload(answer).decode().splitlines()
        return [(name, tuple(tags.split())) for name, _, tags in (x.partition("\t") for x in lines)]

    def _payload(self, answer: Answer) -> bytes:
        if answer.status == "missing":
            raise UnavailableError(
                f"voice '{self.name}'", answer.reason, "'voicecoach voices' lists what can speak"
            )
        if answer.status != "ok":
            raise WorkerError(answer.reason)
        return answer.payload


def decode(file: bytes) -> Recording:
    """Read a sound file as a driver wrote it, WAV or AIFF, as one channel.

    Raises:
        WorkerError: it is broken off, unreadable, empty or silent.
    """
    import av  # noqa: PLC0415 - 100 ms; speech that is all in the cache needs none

    order = _HEADERS.get(file[:4])
    # FFmpeg plays what there is of a file that was broken off.
    if order is None or int.from_bytes(file[4:8], order) + 8 > len(file):
        raise WorkerError("its sound file is not whole")
    try:
        with av.open(BytesIO(file), "r") as container:
            resampler = av.AudioResampler(format="flt", layout="mono")
            stream = container.streams.audio[0]
            rate = stream.rate
            decoded = [*container.decode(stream), None]
            pieces = [
                piece.to_ndarray()[0] for frame in decoded for piece in resampler.resample(frame)
            ]
    except (av.FFmpegError, IndexError) as error:
        raise WorkerError("its sound file cannot be read") from error
    samples = np.concatenate([np.empty(0, np.float32), *pieces])
    if np.abs(samples).max(initial=0) < _SILENCE:
        raise WorkerError("it delivered no sound")
    return Recording(samples, rate)


def _request(utterance: Utterance, words_per_minute: int) -> Request:
    rate = round(words_per_minute * utterance.pace / NORMAL_PACE)
    tags = " ".join(candidates(utterance.language))
    text = plain(utterance.text).translate(_COMMANDS)
    return Request(utterance.text, f"speak\t{rate}\t{tags}\t{text}")


def _espeak() -> EspeakData | None:
    """Return the eSpeak NG that pyttsx3 speaks with on Linux; None elsewhere, or without one."""
    if sys.platform != "linux":
        return None
    try:
        return espeak_data.find()
    except UnavailableError:
        return None
