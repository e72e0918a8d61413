"""The embedded voice: eSpeak NG from its wheel, the same samples everywhere, always."""

import math
import os
import sys
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import groupby
from pathlib import Path

import numpy as np

from voicecoach.speech import NORMAL_PACE, Utterance
from voicecoach.voice import espeak_data
from voicecoach.voice.espeak_data import EspeakData
from voicecoach.voice.port import Recording
from voicecoach.voice.text import plain
from voicecoach.voice.worker import DEADLINE_S, Answer, Request, Service, WorkerError

SLOWEST, FASTEST = 80, 450
"""Words a minute that eSpeak NG can do."""

PROGRAM = (sys.executable, "-I", "-S", str(Path(__file__).with_name("espeak_worker.py")))
JOBS = min(os.cpu_count() or 1, 8) if hasattr(os, "fork") else 0
"""How many utterances are spoken at a time; 0 is one, in a process of its own."""

_FULL_SCALE = 32768


class EspeakVoice:
    """eSpeak NG in worker processes, one for each language in use.

    Args:
        variant: a way of speaking such as ``f3``, a voice such as ``en-gb-x-rp``, both
            joined by a plus sign, or nothing for the language's own voice.
        program: a worker's program, with its first arguments.
        jobs: as `JOBS`.
        deadline_s: seconds for each utterance.
    """

    def __init__(
        self,
        variant: str = "",
        *,
        program: Sequence[str] = PROGRAM,
        jobs: int = JOBS,
        deadline_s: float = DEADLINE_S,
    ) -> None:
        self.name = f"espeak:{variant}" if variant else "espeak"
        self._variant = variant
        self._program = program
        self._jobs = jobs
        self._deadline_s = deadline_s
        self._services: dict[str, Service[Recording]] = {}

    @cached_property
    def _espeak(self) -> EspeakData:
        return espeak_data.find()

    @property
    def identity(self) -> str:
        """Name, version of the package, checksum of the library."""
        return f"{self.name}, {self._espeak.identity}"

    def record(self, utterances: Sequence[Utterance], words_per_minute: int) -> Iterator[Recording]:
        """Speak each of `utterances`; see `Voice.record`."""
        languages = {utterance.language for utterance in utterances}
        voices = {language: self._espeak.voice(self._variant, language) for language in languages}
        return self._speak(voices, utterances, words_per_minute)

    def close(self) -> None:
        """Stop the workers; harmless where there are none."""
        for service in self._services.values():
            service.close()

    def _speak(
        self, voices: dict[str, str], utterances: Sequence[Utterance], words_per_minute: int
    ) -> Iterator[Recording]:
        for voice, group in groupby(utterances, lambda utterance: voices[utterance.language]):
            requests = [_request(utterance, words_per_minute) for utterance in group]
            yield from self._service(voice).answers(requests)

    def _service(self, voice: str) -> Service[Recording]:
        if voice not in self._services:
            paths = (str(self._espeak.library), str(self._espeak.data))
            limits = (str(self._jobs), str(math.ceil(self._deadline_s)))
            self._services[voice] = Service(
                self.name,
                (*self._program, *paths, voice, *limits),
                _recording,
                deadline_s=self._deadline_s,
                one_shot=not self._jobs,
            )
        return self._services[voice]


def _request(utterance: Utterance, words_per_minute: int) -> Request:
    rate = round(words_per_minute * utterance.pace / NORMAL_PACE)
    rate = max(SLOWEST, min(FASTEST, rate))
    return Request(utterance.text, f"{rate}\t{plain(utterance.text)}")


def _recording(answer: Answer) -> Recording:
    if answer.status != "ok":
        raise WorkerError(answer.reason)
    if not answer.rate_hz or len(answer.payload) % 2:
        raise WorkerError("its process answered with gibberish")
    samples = np.frombuffer(answer.payload, np.int16).astype(np.float32)
    if not samples.any():
        raise WorkerError("it delivered no sound")
    samples /= _FULL_SCALE
    return Recording(samples, answer.rate_hz)
