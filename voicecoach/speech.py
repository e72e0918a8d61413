"""Utterances: words to be spoken, before any voice has spoken them."""

from collections.abc import Mapping
from sys import intern

import msgspec

from voicecoach.units import Milliseconds

NORMAL_PACE = 100


class Utterance(msgspec.Struct, frozen=True, order=True):
    """Words to be spoken by whichever voice the session has.

    Attributes:
        text: what is spoken, plain text; never markup.
        language: BCP 47 tag of the words, such as ``en``.
        pace: percent of the session's speaking rate; 125 is a quarter faster.
    """

    text: str
    language: str = "en"
    pace: int = NORMAL_PACE

    @property
    def sound(self) -> str:
        """Name of this utterance's clip among a session's sounds."""
        return intern(f"speech:{self.language}:{self.pace}:{self.text}")  # thousands share it


Durations = Mapping[Utterance, Milliseconds]
"""How long a voice takes for each utterance, measured on its clip."""
