"""A voice of known durations, for tests and for looking at a timeline without sound."""

import zlib
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from voicecoach.speech import NORMAL_PACE, Utterance
from voicecoach.units import SPEECH_RATE, Frames, KiloHertz, Milliseconds, frames
from voicecoach.voice.port import Recording

NORMAL_RATE = 165
"""Words a minute at which the fake's durations hold."""

LETTER = Milliseconds(60)

_LEVEL = 0.5
_LOWEST_HZ, _RANGE_HZ = 200, 400


class FakeVoice:
    """Speaks each text as a tone of its own pitch, loud from the first sample to the last.

    Args:
        durations: of certain texts at the normal rate and pace; any other takes
            `LETTER` a letter or digit.
        rate: sample rate of its recordings.

    Attributes:
        calls: every utterance recorded, with its words a minute.
        closed: whether `close` was called.
    """

    def __init__(
        self,
        durations: Mapping[str, Milliseconds] | None = None,
        rate: KiloHertz = SPEECH_RATE,
    ) -> None:
        self.name = "fake"
        self.calls: list[tuple[Utterance, int]] = []
        self.closed = False
        self._durations = dict(durations or {})
        self._rate = rate

    @property
    def identity(self) -> str:
        """Name, sample rate and durations given."""
        return f"{self.name}, {self._rate} kHz, {sorted(self._durations.items())}"

    def duration(self, utterance: Utterance, words_per_minute: int) -> Milliseconds:
        """How long `utterance` takes; at least a millisecond."""
        letters = sum(character.isalnum() for character in utterance.text)
        normal = self._durations.get(utterance.text, letters * LETTER)
        faster = words_per_minute * utterance.pace
        return Milliseconds(max(1, normal * NORMAL_RATE * NORMAL_PACE // faster))

    def record(self, utterances: Sequence[Utterance], words_per_minute: int) -> Iterator[Recording]:
        """Speak each of `utterances`; see `Voice.record`."""
        for utterance in utterances:
            self.calls.append((utterance, words_per_minute))
            length = frames(self.duration(utterance, words_per_minute), self._rate)
            yield Recording(self._tone(utterance.text, length), self._rate * 1000)

    def close(self) -> None:
        """Note that it was called."""
        self.closed = True

    def _tone(self, text: str, length: Frames) -> NDArray[np.float32]:
        pitch_hz = _LOWEST_HZ + zlib.crc32(text.encode()) % _RANGE_HZ
        phase = np.arange(length) * (2 * np.pi * pitch_hz / (self._rate * 1000))
        tone: NDArray[np.float32] = np.cos(phase).astype(np.float32)
        tone *= _LEVEL
        return tone
