"""One line a phase, for pipes and screen readers."""

from typing import TextIO

from voicecoach.player.view import View
from voicecoach.timeline import Phase
from voicecoach.units import format_clock, format_duration


class PlainScreen:
    """Prints each phase when it begins, under the heading of its section."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._last: Phase | None = None

    def show(self, view: View) -> None:
        """Print the phase if it is a new one."""
        phase, last = view.phase, self._last
        if phase is last:
            return
        self._last = phase
        if last is None or phase.section != last.section:
            self._print(phase.section)
        self._print(_line(phase))

    def _print(self, line: str) -> None:
        print(line, file=self._stream, flush=True)


def _line(phase: Phase) -> str:
    """Write ``0:41  hold   Squeeze  1 of 40  (10s)``."""
    parts = [
        format_clock(phase.start_ms),
        f"{phase.kind:<5}",
        phase.label,
        rounds(phase),
        f"({format_duration(phase.duration_ms)})",
    ]
    return "  ".join(part for part in parts if part)


def rounds(phase: Phase) -> str:
    """Write which repetition and set it is, where there are several: ``1 of 40, set 2 of 3``."""
    parts = [f"{phase.rep} of {phase.of}"] if phase.of > 1 else []
    if phase.sets > 1:
        parts.append(f"set {phase.set} of {phase.sets}")
    return ", ".join(parts)
