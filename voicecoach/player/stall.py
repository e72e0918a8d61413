"""Noticing a device that takes nothing any more."""

from voicecoach.units import SECOND, Frames, Milliseconds

STALL = Milliseconds(2500)
"""A device that asks for nothing for so long is lost: nobody tells where a server hangs."""

WAKING = Milliseconds(5 * SECOND)
"""The same for one that has just been opened: PulseAudio may take two seconds to wake it."""


class StallWatch:
    """Tells when a device has asked for nothing for too long.

    It adds up how long we have waited rather than read a clock, so that a computer that has
    slept for an hour is not taken for a lost device.

    Args:
        awake: frames after which the device has certainly woken up.
    """

    def __init__(self, awake: Frames) -> None:
        self._awake = awake
        self._asked = Frames(0)
        self._waited = Milliseconds(0)

    def stalled(self, asked: Frames, waited: Milliseconds) -> bool:
        """Tell whether `asked` has not changed for too long, after `waited` more."""
        still = asked == self._asked
        self._waited = Milliseconds(self._waited + waited if still else 0)
        self._asked = asked
        return self._waited >= (STALL if asked > self._awake else WAKING)
