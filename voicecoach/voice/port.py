"""The port every voice implements."""

from collections.abc import Iterator, Sequence
from typing import Protocol

import msgspec
import numpy as np
from numpy.typing import NDArray

from voicecoach.speech import Utterance


class Recording(msgspec.Struct, frozen=True):
    """PCM as a voice delivered it: untrimmed, at the voice's own level and rate.

    Attributes:
        samples: one channel, full scale at -1 and 1.
        rate_hz: samples a second.
    """

    samples: NDArray[np.float32]
    rate_hz: int


class Voice(Protocol):
    """Something that speaks.

    Making one starts nothing; the first `record` does. One thread at a time.
    """

    @property
    def name(self) -> str:
        """As the listener writes it after ``--voice``."""
        ...

    @property
    def identity(self) -> str:
        """Name and versions: whatever makes the same words sound different.

        Raises:
            UnavailableError: it cannot be had on this machine.
        """
        ...

    def record(self, utterances: Sequence[Utterance], words_per_minute: int) -> Iterator[Recording]:
        """Speak each of `utterances`, at `words_per_minute` times its pace, in their order.

        The same utterance at the same rate gives the same samples, whatever was spoken
        before or beside it. A recording is handed over as soon as it is made.

        Raises:
            SynthesisError: it hung, died or delivered nothing usable, twice.
            UnavailableError: it cannot be had on this machine, or not in this language.
        """
        ...

    def close(self) -> None:
        """Stop its process; harmless where there is none."""
        ...
