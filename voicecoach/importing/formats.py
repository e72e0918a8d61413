"""The formats that a script can be made from, each known by the suffix of its files."""

from collections.abc import Callable, Mapping

from voicecoach.errors import UsageError
from voicecoach.importing.figures import length_of
from voicecoach.importing.sheet import read_sheet
from voicecoach.importing.w2a_announcing import read_w2a
from voicecoach.importing.words import longest
from voicecoach.importing.workout import Workout
from voicecoach.script.problems import Problem, ScriptError
from voicecoach.units import HOUR, Milliseconds, format_clock

Read = Callable[[str, str, str], Workout]
"""Reads the text of a file, given its name for messages and a title; raises ScriptError."""

_SHEETS = (".csv", ".tsv", ".txt")
FORMATS: Mapping[str, Read] = {
    ".yaml": read_w2a,
    ".yml": read_w2a,
    **dict.fromkeys(_SHEETS, read_sheet),
}

LONGEST = Milliseconds(6 * HOUR)
"""Of a session; the language's own limit is a day."""

_SPREADSHEETS = (".xlsx", ".xls", ".ods", ".numbers")


def read_workout(text: str, file: str, title: str, suffix: str) -> Workout:
    """Read a workout in the format that its suffix says.

    Args:
        text: the file's.
        file: its name as the user wrote it, for messages.
        title: of the session, where the file has none.
        suffix: of the file's name, with its dot.

    Raises:
        ScriptError: with everything that is wrong with it.
    """
    workout = FORMATS[suffix.lower()](text, file, title)
    time = sum(map(length_of, workout.exercises))
    words = [*workout.opening, *workout.closing]
    for exercise in workout.exercises:
        words += [exercise.name, *exercise.before]
    whole = Milliseconds(time + sum(map(longest, words)))
    if whole > LONGEST:
        message = f"this session would take up to {format_clock(whole)}"
        advice = "make several files of it"
        raise ScriptError([Problem(workout.exercises[0].place, message, advice)])
    return workout


def check_suffix(file: str, suffix: str) -> None:
    """See that there is a format with that suffix.

    Raises:
        UsageError: there is none.
    """
    if suffix.lower() in _SPREADSHEETS:
        raise UsageError(f"{file} cannot be imported as it is: save the sheet as CSV (UTF-8)")
    if suffix.lower() not in FORMATS:
        known = f"a workout of w2a (.yaml) or a sheet ({', '.join(_SHEETS)})"
        raise UsageError(f"{file} cannot be imported: give {known}")
