"""Exercise sheets: CSV with a heading above each column, as spreadsheets save it."""

from collections.abc import Container, Mapping, Sequence

from voicecoach.importing.cells import (
    LONGEST,
    MOST,
    NOTHING,
    Count,
    read_count,
    read_side,
    read_span,
)
from voicecoach.importing.columns import Field, Heading, language_of, read_heading
from voicecoach.importing.rows import Row, read_rows
from voicecoach.importing.words import is_sayable, sentence
from voicecoach.importing.workout import Exercise, Side, Workout
from voicecoach.script.nodes import first_place
from voicecoach.script.problems import Place, Problem, ScriptError, warning
from voicecoach.units import SECOND, Milliseconds, format_duration

BETWEEN_SETS = Milliseconds(20 * SECOND)
"""Beside several sets of several holds, a rest this long is one between the sets."""

Columns = Mapping[Field, tuple[int, Heading]]


def read_sheet(text: str, file: str, title: str) -> Workout:
    """Read an exercise sheet.

    Args:
        text: CSV, with commas, semicolons or tabs.
        file: its name as the user wrote it, for messages.
        title: of the session; the sheet has none.

    Raises:
        ScriptError: it is not CSV, has no column of names or no exercises, or is too large.
    """
    rows = read_rows(text, file, lambda cells: sum(each.field is not None for each in _read(cells)))
    if not rows:
        raise _refusal(first_place(text, file), "there is nothing in this sheet")
    headings = _read(rows[0].cells)
    columns = _columns(headings)
    if "name" not in columns:
        raise _refusal(rows[0].place, "there is no column 'name'")
    missed = _unknown(rows[0], columns)
    headed = {index for index, cell in enumerate(rows[0].cells) if cell}
    readings = [_Reading(row, columns, headed) for row in rows[1:]]
    exercises = tuple(found for reading in readings if (found := reading.exercise()))
    if not exercises:
        raise _refusal(rows[0].place, "there are no exercises below this line")
    return Workout(
        title=title,
        language=language_of(headings),
        exercises=exercises,
        missed=(*missed, *(problem for reading in readings for problem in reading.missed)),
    )


def _refusal(place: Place, message: str) -> ScriptError:
    advice = "name the columns in the first line: name, sets, reps, hold, rest, side, note"
    return ScriptError([Problem(place, message, advice)])


def _read(cells: Sequence[str]) -> list[Heading]:
    return [read_heading(cell) for cell in cells]


def _columns(headings: Sequence[Heading]) -> Columns:
    """Return where each field stands; the first column of several alike."""
    columns: dict[Field, tuple[int, Heading]] = {}
    for index, heading in enumerate(headings):
        if heading.field:
            columns.setdefault(heading.field, (index, heading))
    return columns


def _unknown(top: Row, columns: Columns) -> list[Problem]:
    known = {index for index, _ in columns.values()}
    return [
        warning(top.place_of(cell), f"the column '{cell}' is left out")
        for index, cell in enumerate(top.cells)
        if cell and index not in known
    ]


class _Reading:
    """Reads one row.

    Attributes:
        missed: what of it could not be carried over.
    """

    def __init__(self, row: Row, columns: Columns, headed: Container[int]) -> None:
        self._row = row
        self._units = {field: heading.unit or "s" for field, (_, heading) in columns.items()}
        self._cells = {
            field: row.cells[index]
            for field, (index, _) in columns.items()
            if index < len(row.cells)
        }
        self.missed: list[Problem] = []
        for index, cell in enumerate(row.cells):
            if cell and index not in headed:
                self._miss(cell, f"'{cell}' is left out: there is no heading above it")

    def exercise(self) -> Exercise | None:
        """Return the exercise; None where it has no name."""
        name = self._cells.get("name", "")
        if not is_sayable(name):
            message = "this row is left out: it has no name that can be said"
            self._miss(self._row.place.text, message)
            return None
        sets, reps = self._counts()
        hold, rest, pause = (self._time(field) for field in ("hold", "rest", "pause"))
        if rest and pause is None and not _is_between_holds(sets, reps, hold, rest):
            rest, pause = None, rest
        note = self._cells.get("note", "")
        uncounted = hold is None and reps is None
        if uncounted:
            message = "there is neither a hold nor a number of repetitions"
            self._miss(name, message, "write what is to be done in place of 'wait'")
        return Exercise(
            name=name,
            place=self._row.place,
            sets=sets,
            reps=reps,
            hold=hold,
            rest=rest,
            pause=pause,
            side=self._side(),
            before=(sentence(note),) if note else (),
            ready=Milliseconds(0) if uncounted else None,
        )

    def _counts(self) -> tuple[int, int | None]:
        """Return how many sets, and how many repetitions in each."""
        sets, reps = self._count("sets"), self._count("reps")
        both = next((count for count in (reps, sets) if count and count.sets), None)
        if both is None:
            return sets.number if sets else 1, reps.number if reps else None
        if sets and sets is not both and sets.number != both.sets:
            self._miss_cell("sets", "is left out", f"'{self._cells['reps']}' has the sets as well")
        return both.sets or 1, both.number

    def _count(self, field: Field) -> Count | None:
        if self._is_empty(field):
            return None
        count = read_count(self._cells[field])
        if count is None:
            self._miss_cell(field, "is left out", f"write a number from 1 to {MOST}")
        elif count.is_range:
            self._miss_cell(field, f"became {count.number}")
        return count

    def _time(self, field: Field) -> Milliseconds | None:
        if self._is_empty(field):
            return None
        span = read_span(self._cells[field], self._units[field])
        if span is None:
            advice = f"write a length such as 10s, at most {format_duration(LONGEST)}"
            self._miss_cell(field, "is left out", advice)
            return None
        if span.is_changed:
            self._miss_cell(field, f"became {format_duration(span.time)}")
        return span.time

    def _side(self) -> Side:
        if self._is_empty("side"):
            return ""
        side = read_side(self._cells["side"])
        if side is None:
            self._miss_cell("side", "is left out", "write left, right or both")
        return side or ""

    def _is_empty(self, field: Field) -> bool:
        return self._cells.get(field, "").casefold() in NOTHING

    def _miss_cell(self, field: Field, what: str, advice: str = "") -> None:
        self._miss(self._cells[field], f"{field} '{self._cells[field]}' {what}", advice)

    def _miss(self, cell: str, message: str, advice: str = "") -> None:
        self.missed.append(warning(self._row.place_of(cell), message, advice))


def _is_between_holds(
    sets: int, reps: int | None, hold: Milliseconds | None, rest: Milliseconds
) -> bool:
    """Whether a sheet's one rest is that between the holds of a set."""
    several = hold is not None and (reps or 1) > 1
    return several and (sets == 1 or rest < BETWEEN_SETS)
