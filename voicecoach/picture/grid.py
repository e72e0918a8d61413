"""Time cut into cells and rows, so that a session fits a picture."""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Generic, Literal, TypeVar

import msgspec

from voicecoach.timeline import Cue, Phase, PhaseKind, Timeline
from voicecoach.units import HOUR, MINUTE, SECOND, Milliseconds

MAX_ROWS = 15
"""More rows than this are no picture any more; only sessions of days need them."""

_ROWS_MS = (
    *(seconds * SECOND for seconds in (10, 20, 30)),
    *(minutes * MINUTE for minutes in (1, 2, 5, 10, 20, 30)),
    *(hours * HOUR for hours in (1, 2, 6, 12)),
)
_CELLS_MS = (
    *(SECOND // 2 * halves for halves in (1, 2, 3, 4, 5, 6, 8, 10, 12, 20, 24, 30, 40)),
    *(seconds * SECOND for seconds in (30, 40, 60, 75, 90)),
    *(minutes * MINUTE for minutes in (2, 3, 4, 5, 6, 10, 12, 15, 20, 30, 60)),
)
_TICKS_MS = (
    *(seconds * SECOND for seconds in (1, 2, 5, 10, 15, 20, 30)),
    *(minutes * MINUTE for minutes in (1, 2, 5, 10, 15, 20, 30)),
    *(hours * HOUR for hours in (1, 2, 3, 6, 12)),
)

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)
Mark = Literal["words", "count", "tone"]
"""What is heard in a cell."""

_COUNTING = ("count", "countdown")


class Grid(msgspec.Struct, frozen=True):
    """How a session is cut.

    Attributes:
        duration_ms: of the session.
        cell_ms: how long a cell is.
        columns: how many cells a row has; the last row may have fewer.
    """

    duration_ms: Milliseconds
    cell_ms: Milliseconds
    columns: int

    @property
    def row_ms(self) -> Milliseconds:
        """How long a row is."""
        return Milliseconds(self.cell_ms * self.columns)

    @property
    def cells(self) -> int:
        """How many cells there are in all."""
        return -(-self.duration_ms // self.cell_ms)

    @property
    def rows(self) -> int:
        """How many rows there are, at least one."""
        return max(1, -(-self.duration_ms // self.row_ms))

    def tick_ms(self, narrowest: int) -> Milliseconds:
        """Time between the ticks of an axis whose ticks are `narrowest` cells apart or more."""
        fitting = (
            tick
            for tick in _TICKS_MS
            if tick >= narrowest * self.cell_ms
            and tick % self.cell_ms == 0
            and self.row_ms % tick == 0
        )
        return Milliseconds(next(fitting, self.row_ms))

    def finer(self, columns: int) -> "Grid":
        """Return the same rows, cut into so many cells."""
        return Grid(self.duration_ms, Milliseconds(self.row_ms // columns), columns)


class Run(msgspec.Struct, Generic[T], frozen=True):
    """Neighbouring cells of a row that show the same.

    Attributes:
        first: its first cell, in its row.
        end: the first cell after it.
        item: what they show; None for nothing.
    """

    first: int
    end: int
    item: T | None


def grid_for(duration: Milliseconds, columns: int) -> Grid:
    """Return the finest grid of few rows, none wider than `columns`; 10 columns always do.

    Rows and cells are round lengths of time, so that what is regular looks regular.
    """
    for cell in _CELLS_MS:
        rows = [row for row in _ROWS_MS if row % cell == 0 and row // cell <= columns]
        if rows and rows[-1] * MAX_ROWS >= duration:
            return Grid(duration, Milliseconds(cell), rows[-1] // cell)
    longest = _ROWS_MS[-1]
    cell = next(each for each in _CELLS_MS if longest % each == 0 and longest // each <= columns)
    return Grid(duration, Milliseconds(cell), longest // cell)


def phase_rows(timeline: Timeline, grid: Grid) -> list[list[Run[int]]]:
    """For each row the phases in it, each by its index.

    A cell that several phases share shows the kind that takes most of it.
    """
    stretches = (
        (index, phase.start_ms, phase.end_ms) for index, phase in enumerate(timeline.phases)
    )
    shares = _shares(grid, stretches)
    return _rows(grid, [_main_phase(timeline.phases, share) for share in shares])


def mark_rows(timeline: Timeline, grid: Grid) -> list[list[Run[Mark]]]:
    """For each row what is heard in it: a tone only where nothing is spoken.

    A count is marked where it begins, so that counts can be counted.
    """
    shares = _shares(grid, ((_mark(cue), cue.onset_ms, cue.end_ms) for cue in timeline.cues))
    begun = {cue.onset_ms // grid.cell_ms for cue in timeline.cues if _mark(cue) == "count"}
    marks = [_main_mark(share) for share in shares]
    shown = [
        None if mark == "count" and index not in begun else mark for index, mark in enumerate(marks)
    ]
    return _rows(grid, shown)


def _main_phase(phases: Sequence[Phase], share: dict[int, int]) -> int | None:
    kinds: dict[PhaseKind, int] = {}
    for index, time in share.items():
        kinds[phases[index].kind] = kinds.get(phases[index].kind, 0) + time
    main = max(kinds, key=kinds.__getitem__, default=None)
    own = [index for index in share if phases[index].kind == main]
    return max(own, key=share.__getitem__, default=None)


def _main_mark(share: dict[Mark, int]) -> Mark | None:
    spoken = {mark: time for mark, time in share.items() if mark != "tone"}
    return max(spoken or share, key=share.__getitem__, default=None)


def _mark(cue: Cue) -> Mark:
    if cue.kind == "tone":
        return "tone"
    return "count" if cue.role in _COUNTING else "words"


def _shares(grid: Grid, stretches: Iterable[tuple[K, int, int]]) -> list[dict[K, int]]:
    """For each cell how long each of the stretches lies in it."""
    cells: list[dict[K, int]] = [{} for _ in range(grid.cells)]
    length = grid.cell_ms
    for item, start, end in stretches:
        last = min(end, grid.duration_ms)
        for index in range(start // length, -(-last // length)):
            time = min(last, (index + 1) * length) - max(start, index * length)
            cells[index][item] = cells[index].get(item, 0) + time
    return cells


def _rows(grid: Grid, cells: Sequence[T | None]) -> list[list[Run[T]]]:
    starts = range(0, grid.rows * grid.columns, grid.columns)
    return [list(_runs(cells[start : start + grid.columns])) for start in starts]


def _runs(cells: Sequence[T | None]) -> Iterator[Run[T]]:
    first = 0
    for item, same in groupby(cells):
        end = first + len(list(same))
        yield Run(first, end, item)
        first = end
