"""Workouts of w2a (github.com/mrclmr/w2a): timed exercises with a pause before each.

The file is YAML, with aliases and merge keys. What w2a requires of an exercise is required
here; what it does not know is told.
"""

from collections.abc import Mapping, Sequence

import msgspec

from voicecoach.importing.aliases import expand
from voicecoach.importing.wording import language_of
from voicecoach.importing.words import is_sayable, tidy
from voicecoach.script.nodes import Fields, Items, Node, Scalar, first_place, parse_document
from voicecoach.script.problems import Place, Problem, ScriptError, nearest, warning
from voicecoach.script.reader import Invalid, Reader
from voicecoach.units import HOUR, SECOND, Milliseconds, parse_duration

LONGEST = HOUR
"""Of one exercise or pause."""

_MERGE = "<<"
_EXERCISE = ("name", "duration", "texts", "half_time", "pause_duration")
_ANNOUNCED = ("text", "duration")
_TRUE, _FALSE = ("true", "yes", "on", "y"), ("false", "no", "off", "n")
_ELSEWHERE = {
    "tts": "choose a voice when you play or export it: --voice",
    "audio_format": "choose the format when you export it: --format",
    "log_level": "voicecoach keeps no log",
}
"""What is no part of a script, and what takes its place."""

_TEXTS = ("before_workout_announce", "after_workout_announce", "exercise_beginning")
_KNOWN = (*_ELSEWHERE, *_TEXTS, "i18n", "pause", "half_time", "exercises")


class Announced(msgspec.Struct, frozen=True):
    """Words and the time they are given.

    Attributes:
        text: a template; None for no words.
        time: how long; 0 for none.
    """

    text: Scalar | None = None
    time: Milliseconds = Milliseconds(0)


class Timed(msgspec.Struct, frozen=True):
    """An exercise.

    Attributes:
        name: of the exercise.
        place: where it stands in the file.
        time: how long it takes, in whole seconds.
        pause: how long the pause before it is; 0 for the usual one.
        texts: said in the course of it.
        is_halved: whether the sides change in the middle.
    """

    name: str
    place: Place
    time: Milliseconds
    pause: Milliseconds
    texts: tuple[str, ...]
    is_halved: bool


class File(msgspec.Struct, frozen=True, kw_only=True):
    """What stands in a file.

    Attributes:
        language: of its words.
        exercises: in order, at least one.
        pause: before each exercise.
        change: in the middle of those that are halved.
        opening: template of what is said first; None for nothing.
        closing: template of what is said last; None for nothing.
        beginning: template of what is said as an exercise begins; None for nothing.
        missed: what of it has no place in a script.
    """

    language: str
    exercises: tuple[Timed, ...]
    pause: Announced
    change: Announced
    opening: Scalar | None
    closing: Scalar | None
    beginning: Scalar | None
    missed: tuple[Problem, ...]


def read_file(text: str, file: str) -> File:
    """Read the YAML of a workout.

    Args:
        text: YAML.
        file: its name as the user wrote it, for messages.

    Raises:
        ScriptError: with everything that is wrong with it.
    """
    top = parse_document(text, file, expand)
    if not isinstance(top, Fields):
        raise _refusal(first_place(text, file), "this is not a workout of w2a")
    table = _table(top)
    if "session" in table:
        advice = "play it as it is, or copy it to your own scripts"
        raise _refusal(top.place, "this is a script of voicecoach already", advice)
    if "exercises" not in table:
        raise _refusal(top.place, "this is not a workout of w2a: it has no 'exercises'")
    reading = _Reading()
    read = reading.file(table)
    if read is None:
        raise ScriptError(reading.problems)
    return read


def _refusal(place: Place, message: str, advice: str = "") -> ScriptError:
    return ScriptError([Problem(place, message, advice)])


Table = Mapping[str, tuple[Scalar, Node]]
"""A mapping by key."""


def _table(fields: Fields) -> Table:
    """Return a mapping by key; its own entries go before those that it merges in."""
    merged: dict[str, tuple[Scalar, Node]] = {}
    for key, node in fields.entries:
        if key.text == _MERGE:
            for each in node.items if isinstance(node, Items) else (node,):
                merged = {**(_table(each) if isinstance(each, Fields) else {}), **merged}
    return {
        **merged,
        **{key.text: (key, node) for key, node in fields.entries if key.text != _MERGE},
    }


class _Reading:
    """Reads one file, gathering what is wrong and what has no place in a script."""

    def __init__(self) -> None:
        self._reader = Reader({})
        self._missed: dict[Problem, None] = {}

    @property
    def problems(self) -> Sequence[Problem]:
        """What is wrong with the file."""
        return self._reader.problems

    def file(self, table: Table) -> File | None:
        """Return the whole of it; None where something is wrong."""
        exercises = self._exercises(table["exercises"][1])
        pause, change = (self._announced(table, key) for key in ("pause", "half_time"))
        opening, closing, beginning = (self._text(table, key) for key in _TEXTS)
        language = self._language(table)
        self._miss_others(table, exercises)
        if self.problems:
            return None
        return File(
            language=language,
            exercises=exercises,
            pause=pause,
            change=change,
            opening=opening,
            closing=closing,
            beginning=beginning,
            missed=tuple(self._missed),
        )

    def _exercises(self, node: Node) -> tuple[Timed, ...]:
        if not isinstance(node, Items) or not node.items:
            self._reader.reject(node.place, "this should be a list of exercises")
            return ()
        found = [self._exercise(item) for item in node.items]
        return tuple(exercise for exercise in found if exercise)

    def _exercise(self, node: Node) -> Timed | None:
        try:
            table = _table(self._reader.fields(node, "an exercise with 'name' and 'duration'"))
            for missing in {"name", "duration"} - table.keys():
                raise self._reader.reject(node.place, f"'{missing}' is missing")
            self._miss_unknown(table, _EXERCISE)
            return Timed(
                name=self._name(table["name"][1]),
                place=node.place,
                time=self._time(table, "duration", least=SECOND),
                pause=self._time(table, "pause_duration"),
                texts=self._texts(table),
                is_halved=self._is_halved(table),
            )
        except Invalid:
            return None

    def _name(self, node: Node) -> str:
        name = tidy(self._reader.scalar(node, "a name").text)
        if not is_sayable(name):
            raise self._reader.reject(node.place, "this should be a name that can be said")
        return name

    def _texts(self, table: Table) -> tuple[str, ...]:
        if "texts" not in table:
            return ()
        key, node = table["texts"]
        if not isinstance(node, Items):
            raise self._reader.reject(node.place, "this should be a list of texts")
        self._miss(key.place, "these texts are said before the exercise, not in the course of it")
        return tuple(tidy(self._reader.scalar(item, "a text").text) for item in node.items)

    def _is_halved(self, table: Table) -> bool:
        if "half_time" not in table:
            return False
        scalar = self._reader.scalar(table["half_time"][1], "'true' or 'false'")
        if scalar.text.casefold() not in (*_TRUE, *_FALSE):
            raise self._reader.reject(scalar.place, "this should be 'true' or 'false'")
        return scalar.text.casefold() in _TRUE

    def _announced(self, table: Table, key: str) -> Announced:
        if key not in table:
            return Announced()
        try:
            inside = _table(
                self._reader.fields(table[key][1], "a table with 'text' and 'duration'")
            )
            self._miss_unknown(inside, _ANNOUNCED)
            return Announced(self._text(inside, "text"), self._time(inside, "duration"))
        except Invalid:
            return Announced()

    def _text(self, table: Table, key: str) -> Scalar | None:
        if key not in table:
            return None
        try:
            return self._reader.scalar(table[key][1], "a text")
        except Invalid:
            return None

    def _time(self, table: Table, key: str, least: int = 0) -> Milliseconds:
        """Read a length in whole seconds, since those are counted; 0 where there is none."""
        if key not in table:
            return Milliseconds(0)
        scalar = self._reader.scalar(table[key][1], "a duration such as 30s")
        try:
            time = parse_duration(scalar.text if scalar.text.strip() != "0" else "0s")
        except ValueError:
            time = Milliseconds(-1)
        if not least <= time <= LONGEST:
            message = f"'{tidy(scalar.text)}' is not a duration from {least // SECOND} s to an hour"
            raise self._reader.reject(scalar.place, message, "write it like 30s or 1m30s")
        rounded = Milliseconds(-(-time // SECOND) * SECOND)
        if rounded != time:
            self._miss(scalar.place, "fractions of a second are rounded up")
        return rounded

    def _language(self, table: Table) -> str:
        """Tell the language by its word for "and", which every workout has."""
        words = table["i18n"][1] if "i18n" in table else None
        scalar = self._text(_table(words), "and") if isinstance(words, Fields) else None
        found = language_of(scalar.text) if scalar else "en"
        if scalar and found is None:
            message = f"there are no stock words for the language that says '{tidy(scalar.text)}'"
            self._miss(scalar.place, message, "'language: en' was written instead")
        return found or "en"

    def _miss_others(self, table: Table, exercises: Sequence[Timed]) -> None:
        names = {exercise.name for exercise in exercises}
        for key, (scalar, node) in table.items():
            if key in _ELSEWHERE:
                self._miss(scalar.place, f"'{key}' is no part of a script", _ELSEWHERE[key])
            elif key not in _KNOWN and _defined(node) not in names:
                self._miss(scalar.place, f"'{tidy(key)}' is left out", nearest(key, _KNOWN))

    def _miss_unknown(self, table: Table, known: Sequence[str]) -> None:
        for key, (scalar, _) in table.items():
            if key not in known:
                self._miss(scalar.place, f"'{tidy(key)}' is left out", nearest(key, known))

    def _miss(self, place: Place, message: str, advice: str = "") -> None:
        # One place is met several times where aliases stand for it.
        self._missed[warning(place, message, advice)] = None


def _defined(node: Node) -> str:
    """Return the name of an exercise that is defined beside the others, to be merged into them."""
    name = _table(node).get("name") if isinstance(node, Fields) else None
    return tidy(name[1].text) if name and isinstance(name[1], Scalar) else ""
