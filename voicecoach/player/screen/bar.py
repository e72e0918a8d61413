"""How far a session is, and where its sections are, as cells of a line."""

from collections.abc import Sequence
from itertools import pairwise

import msgspec
from rich.cells import cell_len

from voicecoach.player.screen.text import harmless
from voicecoach.units import Milliseconds
from voicecoach.view import Section

DONE, AHEAD, BETWEEN = "█", "░", " "
_LEAST = 2
"""Cells of a section, with the gap before the next: so that none disappears."""


class Name(msgspec.Struct, frozen=True):
    """The name of a section in its place.

    Attributes:
        start: the cell it begins in.
        end: the first cell after it.
        text: the name.
        here: whether it is the section we are in.
    """

    start: int
    end: int
    text: str
    here: bool

    def touches(self, other: "Name") -> bool:
        """Whether there is not even a blank in between."""
        return self.start <= other.end and other.start <= self.end


def edges(sections: Sequence[Section], width: int) -> list[int]:
    """Return the cell each section begins in, and `width`.

    They are in proportion, but each section has two cells at least. Where there are too many
    sections for that, they are all one.
    """
    count = len(sections)
    if count * _LEAST > width:
        return [0, width]
    total = sections[-1].end_ms
    cells = [0]
    for number, section in enumerate(sections[1:], start=1):
        fair = round(section.start_ms * width / total)
        room = width - _LEAST * (count - number)
        cells.append(min(max(fair, cells[-1] + _LEAST), room))
    return [*cells, width]


def bar(sections: Sequence[Section], position: Milliseconds, width: int) -> str:
    """Draw the session as a line: what is done, what is ahead, and gaps between sections."""
    cells = edges(sections, width)
    reached = _reached(sections, cells, position)
    line = [DONE if cell < reached else AHEAD for cell in range(width)]
    for edge in cells[1:-1]:
        line[edge - 1] = BETWEEN
    return "".join(line)


def names(sections: Sequence[Section], position: Milliseconds, width: int) -> list[Name]:
    """Place the name of each section below its beginning, as far as there is room.

    The one we are in comes first, then the others in their order.
    """
    starts = edges(sections, width)[:-1]
    if len(starts) < len(sections):
        return []
    here = sum(one.start_ms <= position for one in sections) - 1
    found: list[Name] = []
    for index in sorted(range(len(starts)), key=lambda index: index != here):
        title = harmless(sections[index].title)
        cell = min(starts[index], width - cell_len(title))
        name = Name(cell, cell + cell_len(title), title, index == here)
        if cell >= 0 and not any(name.touches(other) for other in found):
            found.append(name)
    return sorted(found, key=lambda name: name.start)


def _reached(sections: Sequence[Section], cells: list[int], position: Milliseconds) -> int:
    """Cells that are done: in proportion within each section."""
    times = [one.start_ms for one in sections] if len(cells) > len(sections) else [Milliseconds(0)]
    times.append(sections[-1].end_ms)
    for (start, end), (first, last) in zip(pairwise(times), pairwise(cells), strict=True):
        if position < end:
            return first + (position - start) * (last - first) // max(1, end - start)
    return cells[-1]
