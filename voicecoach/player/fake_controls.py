"""Controls for tests of screens: a session whose time is advanced by hand."""

from voicecoach.player.controls import Mode, Snapshot
from voicecoach.timeline import Timeline
from voicecoach.units import Milliseconds
from voicecoach.view import view

_STEP = 5
"""Percent that a key changes the volume by."""


class FakeControls:
    """The whole port, over a timeline that nobody hears.

    Attributes:
        calls: the commands so far, by name.
        position: where the session is.
        mode: what is going on.
        message: what the listener has to be told.
    """

    def __init__(self, timeline: Timeline, position: Milliseconds = Milliseconds(0)) -> None:  # noqa: B008 - a number
        self.calls: list[str] = []
        self.position = position
        self.mode: Mode = "playing"
        self.message = ""
        self._timeline = timeline
        self._volume = 80
        self._muted = False

    def snapshot(self) -> Snapshot:
        """Tell where the session is."""
        now = view(self._timeline, self.position)
        return Snapshot(
            view=now,
            mode=self.mode,
            volume=self._volume,
            muted=self._muted,
            message=self.message,
            underruns=0,
            heard_ms=self.position,
        )

    def advance(self, time: Milliseconds) -> None:
        """Let `time` pass, up to the end of the session."""
        if self.mode == "playing":
            self._go_to(Milliseconds(self.position + time))

    def pause_or_go_on(self) -> None:
        """Pause, or go on."""
        self.calls.append("pause_or_go_on")
        self.mode = "paused" if self.mode == "playing" else "playing"

    def phase_back(self) -> None:
        """Go to the phase before."""
        self.calls.append("phase_back")
        index = self._timeline.phase_index_at(self.position)
        self._go_to(self._timeline.phases[max(0, index - 1)].start_ms)

    def phase_on(self) -> None:
        """Go to the next phase."""
        self.calls.append("phase_on")
        self._go_to(self._timeline.phase_at(self.position).end_ms)

    def repeat(self) -> None:
        """Go to the start of this phase."""
        self.calls.append("repeat")
        self._go_to(self._timeline.phase_at(self.position).start_ms)

    def section_on(self) -> None:
        """Go to the next section."""
        self.calls.append("section_on")
        onsets = [one.onset_ms for one in self._timeline.markers if one.onset_ms > self.position]
        self._go_to(min(onsets, default=self.position))

    def louder(self) -> None:
        """Raise the volume."""
        self.calls.append("louder")
        self._volume = min(100, self._volume + _STEP)

    def quieter(self) -> None:
        """Lower the volume."""
        self.calls.append("quieter")
        self._volume = max(0, self._volume - _STEP)

    def mute(self) -> None:
        """Turn speech off, or on again."""
        self.calls.append("mute")
        self._muted = not self._muted

    def answer(self, score: int | None) -> None:
        """Note it where it is asked: the session has ended."""
        if self.mode == "asking":
            self.calls.append(f"answer {score}")
            self.mode = "ended"

    def stop(self) -> None:
        """Note it: the test says when the session has ended."""
        self.calls.append("stop")

    def _go_to(self, position: Milliseconds) -> None:
        self.position = position
        if position >= self._timeline.duration_ms:
            self.position, self.mode = self._timeline.duration_ms, "ended"
