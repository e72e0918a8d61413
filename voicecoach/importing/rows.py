"""CSV as the rows of a sheet that know their places."""

import csv
from collections.abc import Callable, Sequence

import msgspec

from voicecoach.importing.words import tidy
from voicecoach.script.problems import Place, Problem, ScriptError

MAX_CHARACTERS = 1_000_000
MAX_ROWS = 300

DELIMITERS = (";", ",", "\t")


class Row(msgspec.Struct, frozen=True):
    """A row that holds something.

    Attributes:
        cells: what it holds, on one line each.
        place: of its first line.
    """

    cells: tuple[str, ...]
    place: Place

    def place_of(self, cell: str) -> Place:
        """Return where a cell stands, as far as that can be seen."""
        column = self.place.text.find(cell) + 1
        if not cell or not column:
            return self.place
        return Place(self.place.file, self.place.line, column, len(cell), self.place.text)


def read_rows(text: str, file: str, understood: Callable[[Sequence[str]], int]) -> list[Row]:
    """Read CSV with the delimiter that makes most sense of its first row.

    Args:
        text: the file's.
        file: its name as the user wrote it, for messages.
        understood: tells how many cells of the first row mean something.

    Raises:
        ScriptError: it is not CSV, or is too large.
    """
    if len(text) > MAX_CHARACTERS:
        advice = f"at most {MAX_CHARACTERS:,} characters"
        raise ScriptError([Problem(Place(file, 1, 1), "this file is too large", advice)])
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    sheets = [_split(lines, file, delimiter) for delimiter in DELIMITERS]
    rows = max(sheets, key=lambda rows: understood(rows[0].cells) if rows else 0)
    if len(rows) > MAX_ROWS:
        advice = f"at most {MAX_ROWS} rows"
        raise ScriptError([Problem(rows[MAX_ROWS].place, "this sheet is too long", advice)])
    return rows


def _split(lines: Sequence[str], file: str, delimiter: str) -> list[Row]:
    first = int(lines[0].casefold().startswith("sep="))  # which Excel writes for itself
    reader = csv.reader((f"{line}\n" for line in lines[first:]), delimiter=delimiter)
    rows = []
    line = first
    try:
        for cells in reader:
            if any(tidy(cell) for cell in cells):
                place = Place(file, line + 1, 1, 1, tidy(lines[line]))
                rows.append(Row(tuple(tidy(cell) for cell in cells), place))
            line = first + reader.line_num
    except csv.Error as error:
        raise ScriptError(
            [Problem(Place(file, line + 1, 1), f"this is not CSV: {error}")]
        ) from error
    return rows
