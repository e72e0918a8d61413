"""What sections and phases are called, and where names stand above a row to point at it."""

from collections.abc import Callable, Iterable, Sequence

import msgspec

from voicecoach.picture.grid import Grid
from voicecoach.picture.lettering import Measure, clip, drawable
from voicecoach.timeline import PhaseKind, Timeline
from voicecoach.units import Milliseconds

POINTER = "▾"
STALK = "│"
_MAX_LEVELS = 12

Place = Callable[[Milliseconds], float]


class Name(msgspec.Struct, frozen=True):
    """A section that begins in a row.

    Attributes:
        time_ms: when, from the start of the row.
        text: its name.
    """

    time_ms: Milliseconds
    text: str


class Label(msgspec.Struct, frozen=True):
    """A name in its place, or the stalk of one above.

    Attributes:
        at: what it points at.
        start: its left edge.
        end: its right edge.
        text: as much of the name as fits; empty for a stalk.
        before: whether the text stands before what it points at.
    """

    at: float
    start: float
    end: float
    text: str = ""
    before: bool = False


def names_by_row(timeline: Timeline, grid: Grid) -> list[list[Name]]:
    """For each row the sections that begin in it."""
    rows: list[list[Name]] = [[] for _ in range(grid.rows)]
    for marker in timeline.markers:
        row, within = divmod(marker.onset_ms, grid.row_ms)
        if row < grid.rows:
            rows[row].append(Name(Milliseconds(within), drawable(marker.title).strip()))
    return rows


def labels_by_kind(timeline: Timeline) -> dict[PhaseKind, list[str]]:
    """For each kind of phase, in the order in which they first come, what it is called."""
    found: dict[PhaseKind, dict[str, None]] = {}
    for phase in timeline.phases:
        found.setdefault(phase.kind, {})[drawable(phase.label)] = None
    return {kind: [*labels] for kind, labels in found.items()}


def levels(
    names: Sequence[Name], place: Place, room: float, measure: Measure
) -> list[tuple[Label, ...]]:
    """Place the names of a row, on as few levels as they need, the lowest first.

    Args:
        names: from left to right.
        place: where in the row a time is.
        room: how far right names may reach.
        measure: how wide a text is.
    """
    placed: list[list[Label]] = []
    for name in reversed(names):
        label = _label(name.text, place(name.time_ms), room, measure)
        free = (number for number, level in enumerate(placed) if _is_free(level, label, measure))
        level = next(free, len(placed))
        if level == _MAX_LEVELS:
            continue
        placed[level:] = placed[level:] or [[]]
        placed[level].append(label)
        stalk = Label(label.at, label.at, label.at + measure(STALK))
        for lower in placed[:level]:
            if _is_free(lower, stalk, measure):
                lower.append(stalk)
    return [tuple(sorted(level, key=_start)) for level in placed]


def _label(name: str, at: float, room: float, measure: Measure) -> Label:
    """Put a name after its pointer, or before it where there is more room."""
    pointer, space = measure(POINTER), measure(" ")
    after, before = room - at - pointer - space, at - space
    if measure(name) <= after or after >= before:
        text = clip(name, after, measure)
        return Label(at, at, at + pointer + space + measure(text), text)
    text = clip(name, before, measure)
    return Label(at, at - space - measure(text), at + pointer, text, before=True)


def _is_free(level: Iterable[Label], label: Label, measure: Measure) -> bool:
    gap = measure(" ")
    return all(label.end + gap <= other.start or other.end + gap <= label.start for other in level)


def _start(label: Label) -> float:
    return label.start
