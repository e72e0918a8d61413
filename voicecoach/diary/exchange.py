"""Entries as CSV and as JSON: nothing is lost on the way out and back in."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any

import msgspec

from voicecoach.diary.entry import Entry
from voicecoach.errors import UsageError

COLUMNS = Entry.__struct_fields__
_SETTINGS = "settings"
_NUMBERS = ("duration_ms", "done_ms", "pain", "effort")
_MAY_BE_EMPTY = ("ended_at", "pain", "effort")

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")
"""What a spreadsheet takes for the beginning of a formula, and the mark that it is none."""
_TEXT = "'"

_LONGEST_FIELD = 10_000_000
_MOST_TOLD = 5
"""Problems of a file that are told of one by one."""


class ExchangeError(UsageError):
    """A file holds no entries, or wrong ones; nothing of it was taken.

    Attributes:
        name: of the file.
        problems: each with its place in it.
    """

    def __init__(self, name: str, problems: Sequence[str]) -> None:
        super().__init__(name, problems)
        self.name, self.problems = name, tuple(problems)

    def __str__(self) -> str:
        told = [f"{self.name}: {problem}" for problem in self.problems[:_MOST_TOLD]]
        if more := len(self.problems) - len(told):
            told.append(f"and {more} more like these")
        return "\n".join(told)


def to_json(entries: Iterable[Entry]) -> str:
    """Write entries as a list."""
    return msgspec.json.format(msgspec.json.encode(list(entries))).decode()


def to_csv(entries: Iterable[Entry]) -> str:
    """Write entries as a table with a heading; settings are JSON in their column."""
    out = io.StringIO(newline="")
    table = csv.writer(out)
    table.writerow(COLUMNS)
    for entry in entries:
        values = msgspec.to_builtins(entry)
        values[_SETTINGS] = msgspec.json.encode(entry.settings).decode()
        table.writerow(_cell(values[column]) for column in COLUMNS)
    return out.getvalue()


def from_json(name: str, text: str) -> list[Entry]:
    """Read a list of entries.

    Raises:
        ExchangeError: with every problem there is.
    """
    try:
        found = msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise ExchangeError(name, [f"this is not JSON: {error}"]) from error
    if not isinstance(found, list):
        raise ExchangeError(name, ["this is not a list of sessions: give what 'log export' wrote"])
    return _read(name, ((f"session {number}", one) for number, one in enumerate(found, 1)))


def from_csv(name: str, text: str) -> list[Entry]:
    """Read a table of entries, whose columns may be in any order.

    Raises:
        ExchangeError: with every problem there is.
    """
    table = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    with _long_fields():
        try:
            missing = [column for column in COLUMNS if column not in (table.fieldnames or ())]
            if missing:
                raise ExchangeError(name, [f"there is no column {', '.join(missing)}"])
            return _read(name, [(f"line {table.line_num}", _values(row)) for row in table])
        except csv.Error as error:
            problem = f"line {table.line_num}: this is not CSV: {error}"
            raise ExchangeError(name, [problem]) from error


@contextmanager
def _long_fields() -> Iterator[None]:
    """Let the fields of a table be as long as notes are; the limit is one for all tables."""
    before = csv.field_size_limit(_LONGEST_FIELD)
    try:
        yield
    finally:
        csv.field_size_limit(before)


WRITERS: Mapping[str, Callable[[Iterable[Entry]], str]] = {"csv": to_csv, "json": to_json}
READERS: Mapping[str, Callable[[str, str], list[Entry]]] = {"csv": from_csv, "json": from_json}
"""By format, which is also the ending of a file's name."""


def _read(name: str, found: Iterable[tuple[str, object]]) -> list[Entry]:
    entries, problems = [], []
    for place, values in found:
        try:
            entries.append(msgspec.convert(values, Entry))
        except msgspec.ValidationError as error:
            problems.append(f"{place}: {error}")
    if problems:
        raise ExchangeError(name, problems)
    return entries


def _cell(value: object) -> object:
    marked = isinstance(value, str) and value.startswith(_FORMULA)
    return f"{_TEXT}{value}" if marked else value


def _values(row: Mapping[str, Any]) -> dict[str, object]:
    """Return a row as JSON would have it; what makes no sense as it is, to be told of."""
    values: dict[str, object] = {
        column: (row[column] or "").removeprefix(_TEXT) for column in COLUMNS
    }
    for column in _MAY_BE_EMPTY:
        values[column] = values[column] or None
    for column in _NUMBERS:
        with suppress(ValueError):
            values[column] = int(str(values[column]))
    with suppress(msgspec.DecodeError):
        values[_SETTINGS] = msgspec.json.decode(str(values[_SETTINGS]))
    return values
