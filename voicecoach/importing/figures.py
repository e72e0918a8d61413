"""Which figures of a script the listener may change.

What is the same in every exercise is a setting, so that it is changed in one place; what
differs stands where it belongs. A figure that the file left open is ours, and a setting in
any case.
"""

from collections.abc import Iterable, Mapping
from typing import Literal

import msgspec

from voicecoach.importing.workout import Exercise
from voicecoach.units import HOUR, MINUTE, SECOND, Milliseconds, format_duration

Kind = Literal["sets", "reps", "hold", "rest", "pause", "tempo", "wait", "ready"]


class Usual(msgspec.Struct, frozen=True):
    """What is known of a kind of figure.

    Attributes:
        ours: what it is where the file does not say.
        about: a few words for the listener.
    """

    ours: int
    about: str


USUAL: Mapping[Kind, Usual] = {
    "sets": Usual(1, "how many sets"),
    "reps": Usual(1, "how often"),
    "hold": Usual(10 * SECOND, "how long each one is held"),
    "rest": Usual(5 * SECOND, "how long you relax in between"),
    "pause": Usual(MINUTE, "rest after a set"),
    "tempo": Usual(2 * SECOND, "how long each way of a movement takes"),
    "wait": Usual(30 * SECOND, "time for what is not counted"),
    "ready": Usual(10 * SECOND, "time to get into place"),
}
"""In the order of the settings; lengths in milliseconds."""

COUNTED: tuple[Kind, ...] = ("sets", "reps")
"""Kinds that are numbers; all others are lengths."""

_NUMBERS = (5, 10, 20, 50, 100, 200, 500)
_TIMES = (10 * SECOND, 30 * SECOND, MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 30 * MINUTE,
          HOUR, 2 * HOUR)  # fmt: skip
"""Round upper limits; one is at least twice what it limits."""

_SHORTEST = Milliseconds(3 * SECOND)
"""Lower limit of a length that is not shorter itself."""


_UNUSED = -1
"""In place of a figure that an exercise does not have."""


class Choice(msgspec.Struct, frozen=True):
    """A figure that the listener may change.

    Attributes:
        kind: of figure, and name of the setting.
        default: as written in a script.
        least: lower limit.
        most: upper limit.
        is_ours: whether it is ours in some exercise.
    """

    kind: Kind
    default: int | str
    least: int | str
    most: int | str
    is_ours: bool


def figures_of(exercise: Exercise) -> dict[Kind, int | None]:
    """Return the figures that an exercise needs; None for one that its file left open."""
    reps = exercise.reps or 1
    figures: dict[Kind, int | None] = {}
    if exercise.sets > 1:
        figures["sets"] = exercise.sets
    if reps > 1:
        figures["reps"] = reps
    if exercise.hold is not None:
        figures["hold"] = exercise.hold
        if reps > 1:
            figures["rest"] = exercise.rest
    else:
        figures["tempo" if exercise.reps else "wait"] = None
    if exercise.sets > 1 or exercise.pause is not None:
        figures["pause"] = exercise.pause
    if exercise.ready != 0:
        figures["ready"] = exercise.ready
    return figures


def choices_of(exercises: Iterable[Exercise]) -> dict[Kind, Choice]:
    """Return the figures of a session that the listener may change."""
    figures = [figures_of(exercise) for exercise in exercises]
    choices = {}
    for kind, usual in USUAL.items():
        values = {each.get(kind, _UNUSED) for each in figures}
        if None in values:
            choices[kind] = _choice(kind, usual.ours, is_ours=True)
        elif len(values) == 1 and _UNUSED not in values:
            choices[kind] = _choice(kind, values.pop() or 0, is_ours=False)
    return choices


def written(kind: Kind, value: int) -> int | str:
    """Write a figure as a script has it."""
    return value if kind in COUNTED else format_duration(Milliseconds(value))


def _choice(kind: Kind, value: int, *, is_ours: bool) -> Choice:
    ladder = _NUMBERS if kind in COUNTED else _TIMES
    most = next((step for step in ladder if step >= 2 * value), value)
    least = 1 if kind in COUNTED else _SHORTEST if value >= _SHORTEST else SECOND
    return Choice(
        kind=kind,
        default=written(kind, value),
        least=written(kind, least),
        most=written(kind, most),
        is_ours=is_ours,
    )


def length_of(exercise: Exercise) -> Milliseconds:
    """Return about how long an exercise takes, without its words."""
    figures = {
        kind: USUAL[kind].ours if value is None else value
        for kind, value in figures_of(exercise).items()
    }
    once = 2 * figures.get("tempo", 0) + figures.get("hold", 0) + figures.get("wait", 0)
    one_set = figures.get("reps", 1) * (once + figures.get("rest", 0)) + figures.get("pause", 0)
    sides = 2 if exercise.side == "each" else 1
    return Milliseconds(sides * (figures.get("ready", 0) + figures.get("sets", 1) * one_set))
