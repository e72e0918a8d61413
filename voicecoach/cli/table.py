"""A timeline as a table of text."""

from collections.abc import Iterator

from voicecoach.timeline import Phase, Timeline
from voicecoach.units import SECOND, Milliseconds, format_clock, format_duration

_WIDTHS = "{:>9}  {:<11}  {:>7}  {:<9}  {}"


def heading(timeline: Timeline) -> str:
    """Name the session and its length."""
    return f"{timeline.title}, {format_clock(timeline.duration_ms)}"


def body(timeline: Timeline) -> Iterator[str]:
    """One row a phase, with the words that are said in it, under the names of the sections."""
    section = None
    for phase in timeline.phases:
        if phase.section != section:
            section = phase.section
            yield f"\n{section}"
        yield _row(timeline, phase)


def _row(timeline: Timeline, phase: Phase) -> str:
    spoken = [
        cue.text or ""
        for cue in timeline.cues_between(phase.start_ms, phase.end_ms)
        if cue.kind == "speech" and cue.onset_ms >= phase.start_ms
    ]
    fraction = phase.start_ms % SECOND // 100
    return _WIDTHS.format(
        f"{format_clock(phase.start_ms)}.{fraction}",
        phase.kind,
        format_duration(Milliseconds(round(phase.duration_ms, -2))),
        _repetition(phase),
        " · ".join(spoken),
    ).rstrip()


def _repetition(phase: Phase) -> str:
    rep = f"{phase.rep}/{phase.of}" if phase.of > 1 else ""
    return f"{rep} set {phase.set}/{phase.sets}" if phase.sets > 1 else rep
