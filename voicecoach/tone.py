"""The tones of a session as data: what each is for, how high, how long, how loud.

The compiler places them by name and length; the sound room makes PCM of them.
"""

from typing import cast

import msgspec

from voicecoach.timeline import Role
from voicecoach.units import Milliseconds

_PREFIX = "tone:"
SOFT_DURATION = Milliseconds(60)
SOFT_ATTENUATION_DB = 12.0
"""With this the loudest yielding tone peaks at -27 dB of full scale, and a word that peaks
at -1.5 dBTP on the same beat stays under -1 dBTP."""


class Tone(msgspec.Struct, frozen=True):
    """A short, soft signal.

    Attributes:
        role: the kind of phase it begins, or ``beat``.
        pitches_hz: played one after the other, in equal parts of the length.
        duration_ms: from the first sample to silence.
        level_db: peak in dB of full scale, at full volume.
        volume: in percent of that level.
        soft: whether it yields to a word on the same beat.
    """

    role: Role
    pitches_hz: tuple[float, ...]
    duration_ms: Milliseconds
    level_db: float
    volume: int = 100
    soft: bool = False

    @property
    def sound(self) -> str:
        """Name of this tone's clip among a session's sounds: ``tone:hold:100:soft``."""
        name = f"{_PREFIX}{self.role}:{self.volume}"
        return f"{name}:soft" if self.soft else name

    def yielding(self) -> "Tone":
        """Return the short, soft form for a beat that a word shares."""
        return msgspec.structs.replace(
            self,
            duration_ms=min(self.duration_ms, SOFT_DURATION),
            level_db=self.level_db - SOFT_ATTENUATION_DB,
            soft=True,
        )

    def at_volume(self, percent: int) -> "Tone":
        """Return the tone at a share of its usual level."""
        return msgspec.structs.replace(self, volume=percent)


TONES: dict[Role, Tone] = {
    tone.role: tone
    for tone in (
        Tone("hold", (660.0, 880.0), Milliseconds(160), -15.0),
        Tone("rest", (660.0, 440.0), Milliseconds(200), -17.0),
        Tone("switch", (523.25, 659.25, 523.25), Milliseconds(360), -15.0),
        Tone("finish", (523.25, 659.25, 783.99), Milliseconds(600), -15.0),
        Tone("beat", (990.0,), Milliseconds(70), -22.0),
    )
}
"""The tone of each role: rising into work, falling into rest, a tick for a beat."""


def tone_named(sound: str) -> Tone | None:
    """Return the tone that `Cue.sound` names; None where it names speech."""
    if not sound.startswith(_PREFIX):
        return None
    role, volume, *soft = sound.removeprefix(_PREFIX).split(":")
    tone = TONES[cast("Role", role)].at_volume(int(volume))
    return tone.yielding() if soft else tone
