"""What every format is read into: a workout, with what could not be carried over."""

from typing import Literal

import msgspec

from voicecoach.script.problems import Place, Problem
from voicecoach.units import Milliseconds

Side = Literal["", "left", "right", "each"]


class Exercise(msgspec.Struct, frozen=True, kw_only=True):
    """One exercise; a length or a number that is None was not stated.

    Attributes:
        name: of the exercise.
        place: where it stands in the file.
        sets: how many.
        reps: how often in a set.
        hold: how long each repetition is held; None for a movement.
        rest: between the repetitions of a set.
        pause: after each set.
        side: which side works; ``each`` for one after the other.
        before: said before it, in order.
        explained: whether `before` names the exercise and says how long it takes.
        ready: time to get into place; 0 for none.
        start: said as it begins; empty for the stock word.
        count: how a hold is counted, in the words of the language; empty for the usual way.
        switch: time to change over to the other side.
        change: said as that begins; empty for the stock words.
    """

    name: str
    place: Place
    sets: int = 1
    reps: int | None = None
    hold: Milliseconds | None = None
    rest: Milliseconds | None = None
    pause: Milliseconds | None = None
    side: Side = ""
    before: tuple[str, ...] = ()
    explained: bool = False
    ready: Milliseconds | None = None
    start: str = ""
    count: str = ""
    switch: Milliseconds | None = None
    change: str = ""


class Workout(msgspec.Struct, frozen=True, kw_only=True):
    """A session as its file says it.

    Attributes:
        title: of the session.
        language: of its words, BCP 47; there are stock words for it.
        exercises: in order, at least one.
        opening: said before the first one.
        closing: said after the last one.
        missed: what of the file could not be carried over, in the order of the places.
    """

    title: str
    language: str
    exercises: tuple[Exercise, ...]
    opening: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()
    missed: tuple[Problem, ...] = ()
