"""What is said around the exercises of a w2a workout: its templates, filled in.

They are Go templates (https://pkg.go.dev/text/template); their fields are filled in, and
nothing else of them is understood.
"""

import re

from msgspec.structs import replace

from voicecoach.importing.w2a import Announced, File, Timed, read_file
from voicecoach.importing.wording import wording_for
from voicecoach.importing.words import is_sayable, sentence, surely_fits, tidy
from voicecoach.importing.workout import Exercise, Workout
from voicecoach.script.model import DEFAULT_SWITCH
from voicecoach.script.nodes import Scalar
from voicecoach.script.phrases import phrases_for
from voicecoach.script.problems import warning
from voicecoach.units import SECOND, Milliseconds, format_duration

_FIELD = re.compile(r"\{\{-?\s*\.(\w+)\s*-?\}\}")
_COUNT = "last 5"
"""As w2a counts the end of an exercise."""

_START_WORD = Milliseconds(SECOND)
"""What the word that starts the work may take of the time before it."""


def read_w2a(text: str, file: str, title: str) -> Workout:
    """Read a workout of w2a.

    Args:
        text: YAML.
        file: its name as the user wrote it, for messages.
        title: of the session; the file has none.

    Raises:
        ScriptError: with everything that is wrong with it.
    """
    read = read_file(text, file)
    return _Announcer(read).workout(title)


class _Announcer:
    """Puts the words of a file where they belong."""

    def __init__(self, file: File) -> None:
        self._file = file
        self._stock = phrases_for(file.language)
        self._go = wording_for(file.language).go
        self._missed = dict.fromkeys(file.missed)
        work = sum(exercise.time for exercise in file.exercises)
        pauses = len(file.exercises) * file.pause.time
        self._values = {
            "WorkoutExercisesCount": self._stock.number(len(file.exercises)),
            "WorkoutDuration": self._stock.duration(Milliseconds(work + pauses)),
            "WorkoutDurationWithoutPauses": self._stock.duration(Milliseconds(work)),
        }

    def workout(self, title: str) -> Workout:
        """Return the whole of it."""
        opening, closing = (self._said(each) for each in (self._file.opening, self._file.closing))
        return Workout(
            title=title,
            language=self._file.language,
            exercises=tuple(self._exercise(exercise) for exercise in self._file.exercises),
            opening=opening,
            closing=closing,
            missed=tuple(sorted(self._missed, key=lambda problem: problem.place)),
        )

    def _exercise(self, exercise: Timed) -> Exercise:
        self._values |= {
            "ExerciseName": exercise.name,
            "ExerciseDuration": self._stock.duration(exercise.time),
        }
        ready = exercise.pause or self._file.pause.time
        start, late = self._start(exercise, ready)
        named = self._said(self._file.pause.text) or (sentence(exercise.name),)
        late = tuple(text for text in late if text not in named)
        timed = Exercise(
            name=exercise.name,
            place=exercise.place,
            hold=exercise.time,
            before=(*named, *map(sentence, exercise.texts), *late),
            explained=True,
            ready=ready,
            start=start,
            count=_COUNT,
        )
        return self._halved(timed) if exercise.is_halved else timed

    def _start(self, exercise: Timed, ready: Milliseconds) -> tuple[str, tuple[str, ...]]:
        """Return what is said as an exercise begins, and what of it has to be said before."""
        text = self._filled(self._file.beginning)
        if text and not exercise.is_halved and surely_fits(text, ready):
            return text, ()
        return self._go, (sentence(text),) if text else ()

    def _halved(self, exercise: Exercise) -> Exercise:
        """Give each side its half of the time, in whole seconds."""
        half = Milliseconds(-(-(exercise.hold or 0) // (2 * SECOND)) * SECOND)
        if 2 * half != exercise.hold:
            message = f"each side has {format_duration(half)}, a whole number of seconds"
            self._missed[warning(exercise.place, message)] = None
        change = self._file.change
        return replace(
            exercise,
            side="each",
            hold=half,
            switch=change.time or None,
            change=self._change(change),
        )

    def _change(self, change: Announced) -> str:
        """Return what is said as the sides change, where it is sure to fit."""
        text = self._filled(change.text)
        room = Milliseconds((change.time or DEFAULT_SWITCH) - _START_WORD)
        if change.text is None or surely_fits(text, room):
            return text
        message = "this may be too long for its time: the stock words are said instead"
        self._miss(change.text, message)
        return ""

    def _said(self, template: Scalar | None) -> tuple[str, ...]:
        text = self._filled(template)
        return (sentence(text),) if text else ()

    def _filled(self, template: Scalar | None) -> str:
        """Return a template filled in; nothing where more is in it than known fields."""
        if template is None:
            return ""
        text = _FIELD.sub(lambda field: self._values.get(field[1], field[0]), template.text)
        if "{{" in text:
            self._miss(template, "this template is left out: there is more in it than known fields")
            return ""
        return tidy(text) if is_sayable(text) else ""

    def _miss(self, template: Scalar, message: str) -> None:
        self._missed[warning(template.place, message)] = None
