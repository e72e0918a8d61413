"""The picture for a terminal: the session as bars over time, in rows, as lines of styled text.

The bars rise with the effort, so that they can be told apart without colour too.
"""

from collections.abc import Iterable, Iterator
from typing import Literal

import msgspec

from voicecoach.picture.grid import Grid, Mark, Run, grid_for, mark_rows, phase_rows
from voicecoach.picture.lettering import clip, columns
from voicecoach.picture.names import POINTER, STALK, Label, labels_by_kind, levels, names_by_row
from voicecoach.timeline import PhaseKind, Timeline
from voicecoach.units import Milliseconds, format_clock, format_duration

MIN_WIDTH = 24
"""A narrower terminal gets the picture of this one."""

Style = PhaseKind | Literal["plain", "name", "faint"]

BARS: dict[PhaseKind, str] = {
    "instruction": "░",
    "ready": "▄",
    "hold": "█",
    "rest": "▂",
    "move": "▓",
    "switch": "▞",
    "wait": "·",
    "finish": "▒",
}
MARKS: dict[Mark, str] = {"words": "▔", "count": "•", "tone": "'"}

_DIVIDED = 3
"""From this many cells on a bar is set apart from one of its kind before it."""

_TICK_COLUMNS = 9
_MAX_LABELS = 4
_LABEL_COLUMNS = 16

_ASCII = str.maketrans("░▄█▂▓▞·▒▔•│▾…─├┬", ":=#_%/.;~o|v.-++")


class Span(msgspec.Struct, frozen=True):
    """A piece of a line.

    Attributes:
        text: without any markup.
        style: what it shows; who prints it chooses the colours.
    """

    text: str
    style: Style = "plain"


Line = tuple[Span, ...]


def strip(timeline: Timeline, width: int) -> Iterator[Line]:
    """Draw the session, no wider than `width` columns: names, bars, cues, an axis, a legend."""
    width = max(width, MIN_WIDTH)
    margin = len(format_clock(timeline.duration_ms)) + 2
    grid = grid_for(timeline.duration_ms, width - margin)
    indent = Span(" " * margin)
    names = [
        levels(starts, lambda time: time // grid.cell_ms, width - margin, columns)
        for starts in names_by_row(timeline, grid)
    ]
    phases, marks = phase_rows(timeline, grid), mark_rows(timeline, grid)
    for row in range(grid.rows):
        for labels in reversed(names[row]):
            yield indent, Span(_named(labels), "name")
        clock = format_clock(Milliseconds(row * grid.row_ms))
        yield Span(f"{clock:>{margin - 1}} ", "faint"), *_bars(timeline, phases[row])
        yield _trimmed((indent, *_marks(marks[row])))
    for text in _axis(grid):
        yield indent, Span(text, "faint")
    yield ()
    yield from _packed(_legend(timeline), width)


def in_ascii(line: Line) -> Line:
    """Return a line for a terminal that has no other characters; names stay as they are."""
    return tuple(Span(span.text.translate(_ASCII), span.style) for span in line)


def text_of(line: Line) -> str:
    """Return a line without its styles."""
    return "".join(span.text for span in line)


def _trimmed(line: Line) -> Line:
    """Return a line without the blanks at its end."""
    while line and not line[-1].text.strip():
        line = line[:-1]
    return line


def _bars(timeline: Timeline, runs: Iterable[Run[int]]) -> Iterator[Span]:
    before: PhaseKind | None = None
    for run in runs:
        length = run.end - run.first
        if run.item is None:
            yield Span(" " * length)
            before = None
            continue
        kind = timeline.phases[run.item].kind
        bar = BARS[kind] * length
        if kind == before and length >= _DIVIDED:
            bar = STALK + bar[1:]
        yield Span(bar, kind)
        before = kind


def _marks(runs: Iterable[Run[Mark]]) -> Iterator[Span]:
    for run in runs:
        character = MARKS[run.item] if run.item else " "
        yield Span(character * (run.end - run.first), "faint")


def _axis(grid: Grid) -> Iterator[str]:
    """Ticks, and under each how far into the row it is."""
    tick = grid.tick_ms(min(_TICK_COLUMNS, grid.columns))
    columns_apart = tick // grid.cell_ms
    count = grid.columns // columns_apart
    yield "┬".join(["├" + "─" * (columns_apart - 1), *["─" * (columns_apart - 1)] * (count - 1)])
    labels = [format_duration(Milliseconds(tick * index)) for index in range(count)]
    yield "".join(f"{label:<{columns_apart}}" for label in labels).rstrip()


def _named(labels: Iterable[Label]) -> str:
    """Write a level of names."""
    text = ""
    for label in labels:
        text += " " * (int(label.start) - columns(text))
        if not label.text:
            text += STALK
        elif label.before:
            text += f"{label.text} {POINTER}"
        else:
            text += f"{POINTER} {label.text}"
    return text


def _legend(timeline: Timeline) -> Iterator[Line]:
    """One entry for each kind of phase there is, with its labels, and for each kind of cue."""
    for kind, labels in labels_by_kind(timeline).items():
        shown = [clip(label, _LABEL_COLUMNS) for label in labels[:_MAX_LABELS]]
        more = ["…"] if len(labels) > _MAX_LABELS else []
        yield Span(BARS[kind] * 2, kind), Span(f" {kind}: {', '.join(shown + more)}")
    yield Span(MARKS["words"] * 2, "faint"), Span(" words")
    yield Span(MARKS["count"] * 2, "faint"), Span(" counting")
    if any(cue.kind == "tone" for cue in timeline.cues):
        yield Span(MARKS["tone"] * 2, "faint"), Span(" tone")


def _packed(entries: Iterable[Line], width: int) -> Iterator[Line]:
    """As many entries a line as fit."""
    line: list[Span] = []
    for entry in entries:
        bar, words = entry
        words = Span(clip(words.text, width - columns(bar.text)))
        if line and _length(line) + 2 + _length((bar, words)) > width:
            yield tuple(line)
            line = []
        line += [Span("  ")] * bool(line) + [bar, words]
    yield tuple(line)


def _length(line: Iterable[Span]) -> int:
    return sum(columns(span.text) for span in line)
