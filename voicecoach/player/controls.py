"""What a screen shows of a live session, and what it can do to it."""

from typing import Literal, Protocol

import msgspec

from voicecoach.units import Milliseconds
from voicecoach.view import View

Mode = Literal["playing", "paused", "waiting", "lost", "asking", "ended"]
"""What is going on: ``waiting`` is a stop that the script asked for, ``lost`` one because the
sound device is gone; ``asking`` is after the session, which is over."""


class Snapshot(msgspec.Struct, frozen=True):
    """A live session at this moment.

    Attributes:
        view: where it is.
        mode: what is going on.
        volume: in percent.
        muted: whether speech is off; tones go on.
        message: what the listener has to be told; empty for nothing.
        underruns: how often the sound had a gap.
        heard_ms: how much of the session was heard.
    """

    view: View
    mode: Mode
    volume: int
    muted: bool
    message: str
    underruns: int
    heard_ms: Milliseconds


class Controls(Protocol):
    """A live session as a screen sees it. Every call returns at once, from any thread."""

    def snapshot(self) -> Snapshot:
        """Tell where the session is."""
        ...

    def pause_or_go_on(self) -> None:
        """Pause, or go on from a pause, a wait or a lost device."""
        ...

    def phase_back(self) -> None:
        """Go to the start of this phase, or of the one before where it has only just begun."""
        ...

    def phase_on(self) -> None:
        """Go to the next phase."""
        ...

    def repeat(self) -> None:
        """Go to the start of this phase."""
        ...

    def section_on(self) -> None:
        """Go to the next section."""
        ...

    def louder(self) -> None:
        """Raise the volume by a step, to 100 percent at the most."""
        ...

    def quieter(self) -> None:
        """Lower the volume by a step."""
        ...

    def mute(self) -> None:
        """Turn speech off, or on again; tones stay."""
        ...

    def answer(self, score: int | None) -> None:
        """Answer what is asked after the session, from 0 to 10, or leave it open with None.

        Before it is asked nothing happens.
        """
        ...

    def stop(self) -> None:
        """End the session, with its closing words."""
        ...
