"""One line a phase, for pipes and screen readers."""

from typing import TextIO

from voicecoach.player.controls import Mode, Snapshot
from voicecoach.player.screen.text import harmless
from voicecoach.timeline import Phase, Timeline
from voicecoach.units import Milliseconds, format_clock, format_duration

_TOLD = ("instruction", "finish")
_STOPS: dict[Mode, str] = {"paused": "paused", "waiting": "waiting", "lost": "sound lost"}


class PlainScreen:
    """Prints each phase when it begins, under the heading of its section; and each stop.

    Attributes:
        stream: where it prints to.
        timeline: of the session, for the words of what is only listened to.
    """

    def __init__(self, stream: TextIO, timeline: Timeline) -> None:
        self.stream = stream
        self.timeline = timeline
        self._phase: Phase | None = None
        self._section = ""
        self._mode: Mode = "playing"

    def show(self, snapshot: Snapshot) -> None:
        """Print what is new."""
        mode, phase = snapshot.mode, snapshot.view.phase
        if mode != self._mode:
            self._mode = mode
            if mode in _STOPS:
                self._print(_stop(snapshot))
        if phase != self._phase:
            self._show_phase(phase)

    def _show_phase(self, phase: Phase) -> None:
        self._phase = phase
        if phase.section != self._section:
            self._section = phase.section
            self._print(phase.section)
        self._print(_line(phase, self._words(phase)))

    def _words(self, phase: Phase) -> str:
        """What is told in a phase; its name where it is for doing something."""
        said = [
            cue.text or ""
            for cue in self.timeline.cues_between(phase.start_ms, phase.end_ms)
            if cue.kind == "speech" and cue.onset_ms >= phase.start_ms and cue.role in _TOLD
        ]
        return " ".join(said) or phase.label

    def _print(self, line: str) -> None:
        print(harmless(line), file=self.stream, flush=True)


def _line(phase: Phase, words: str) -> str:
    """Write ``0:41  hold   Squeeze  1 of 40  (10s)``."""
    length = Milliseconds(round(phase.duration_ms, -3))
    return _row(
        format_clock(phase.start_ms),
        f"{phase.kind:<5}",
        words,
        rounds(phase),
        f"({format_duration(length)})",
    )


def _stop(snapshot: Snapshot) -> str:
    return _row(format_clock(snapshot.view.position_ms), _STOPS[snapshot.mode], snapshot.message)


def _row(*parts: str) -> str:
    return "  ".join(part for part in parts if part)


def rounds(phase: Phase) -> str:
    """Write which repetition and set it is, where there are several: ``1 of 40, set 2 of 3``."""
    parts = [f"{phase.rep} of {phase.of}"] if phase.of > 1 else []
    if phase.sets > 1:
        parts.append(f"set {phase.set} of {phase.sets}")
    return ", ".join(parts)
