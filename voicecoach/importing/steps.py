"""From an exercise to the steps of a script, as plain data."""

from collections.abc import Mapping
from typing import Any

import msgspec

from voicecoach.importing.figures import USUAL, Choice, Kind, figures_of, written
from voicecoach.importing.wording import Wording
from voicecoach.importing.words import literal, sayings, sentence
from voicecoach.importing.workout import Exercise
from voicecoach.script.model import NO_WORDS
from voicecoach.script.phrases.stock import Phrases
from voicecoach.units import SECOND, Milliseconds

Step = dict[str, Any]
"""A step by its keys, in their order."""

WORDLESS = Milliseconds(2 * SECOND)
"""A rest shorter than this has room for the next start word, and for none of its own."""


class Hand(msgspec.Struct, frozen=True):
    """How the steps of one session are written.

    Attributes:
        stock: the stock words of its language.
        wording: what is said besides.
        choices: the figures that are settings.
        side_is_setting: whether the side is one.
    """

    stock: Phrases
    wording: Wording
    choices: Mapping[Kind, Choice]
    side_is_setting: bool

    def figure(self, kind: Kind, value: int | None) -> int | str:
        """Write a figure for a step."""
        return f"${kind}" if self._is_setting(kind, value) else written(kind, value or 0)

    def spoken(self, kind: Kind, value: int | None) -> str:
        """Write a figure for a text."""
        if self._is_setting(kind, value):
            return f"${kind}"
        if kind == "reps":
            return self.stock.counted(value or 0)
        return self.stock.duration(Milliseconds(value or 0))

    def _is_setting(self, kind: Kind, value: int | None) -> bool:
        return value is None or (kind in self.choices and not self.choices[kind].is_ours)


def announcement(exercise: Exercise, hand: Hand) -> list[Step]:
    """Say what the exercise is, and give time to get into place."""
    steps = [] if exercise.explained else say(sentence(exercise.name))
    if exercise.side in ("left", "right"):
        steps += _say_side(exercise, hand)
    for text in exercise.before:
        steps += say(text)
    if not exercise.explained:
        steps += _say_figures(exercise, hand)
    return steps if _is_ready_for_each(exercise) else [*steps, *_ready(exercise, hand)]


def work(exercise: Exercise, hand: Hand) -> list[Step]:
    """Do the exercise, on both sides where it has two."""
    steps = _sets(exercise, hand)
    if exercise.side != "each":
        return steps
    block: Step = {}
    if exercise.switch is not None:
        block["switch"] = written("ready", exercise.switch)
    if exercise.change:
        block["start"] = literal(exercise.change)
    if _is_ready_for_each(exercise):
        steps = [*_say_side(exercise, hand), *_ready(exercise, hand), *steps]
    return [{"each side": {**block, "steps": steps}}]


def say(text: str) -> list[Step]:
    """Say a text, in as many steps as it takes."""
    return [{"say": literal(part)} for part in sayings(text)]


def _is_ready_for_each(exercise: Exercise) -> bool:
    """Whether each side has time of its own to get into place."""
    return exercise.side == "each" and not exercise.explained


def _ready(exercise: Exercise, hand: Hand) -> list[Step]:
    return [] if exercise.ready == 0 else [{"ready": hand.figure("ready", exercise.ready)}]


def _say_side(exercise: Exercise, hand: Hand) -> list[Step]:
    fixed = exercise.side in ("left", "right") and not hand.side_is_setting
    word = hand.stock.sides[exercise.side] if fixed else "$side"  # type: ignore[index] # narrowed
    return [{"say": sentence(hand.wording.side.format(word))}]


def _say_figures(exercise: Exercise, hand: Hand) -> list[Step]:
    figures = figures_of(exercise)
    words = {kind: hand.spoken(kind, figures[kind]) for kind in ("hold", "reps") if kind in figures}
    template = {
        ("hold", "reps"): hand.wording.holds,
        ("hold",): hand.wording.hold,
        ("reps",): hand.wording.times,
    }.get(tuple(words))
    return [{"say": template.format(*words.values())}] if template else []


def _sets(exercise: Exercise, hand: Hand) -> list[Step]:
    figures = figures_of(exercise)
    steps = _one_set(exercise, hand)
    if "pause" in figures:
        steps.append(_rest(figures["pause"], "pause", hand, hand.stock.labels["rest"]))
    if "sets" not in figures:
        return steps
    times = hand.figure("sets", exercise.sets)
    return [{"repeat": {"times": times, "announce": "set", "steps": steps}}]


def _one_set(exercise: Exercise, hand: Hand) -> list[Step]:
    figures = figures_of(exercise)
    steps = [_repetition(exercise, hand)]
    if "rest" in figures:
        steps.append(_rest(figures["rest"], "rest", hand))
    if "reps" not in figures:
        return steps
    times = hand.figure("reps", exercise.reps)
    # A movement has less room for words than a rest.
    announce: str | list[str] = ["halfway", "last"] if "rest" in figures else "last"
    return [{"repeat": {"times": times, "announce": announce, "steps": steps}}]


def _repetition(exercise: Exercise, hand: Hand) -> Step:
    if exercise.hold is not None:
        step = {
            "hold": hand.figure("hold", exercise.hold),
            "start": literal(exercise.start) or hand.stock.labels["hold"],
        }
        return {**step, "count": exercise.count} if exercise.count else step
    if exercise.reps is None:
        return {"wait": hand.figure("wait", None)}
    tempo = hand.figure("tempo", None)
    return {"move": [{"say": word, "for": tempo} for word in (hand.wording.go, hand.wording.back)]}


def _rest(time: int | None, kind: Kind, hand: Hand, start: str = "") -> Step:
    step = {"rest": hand.figure(kind, time)}
    lasts = USUAL[kind].ours if time is None else time
    start = NO_WORDS if lasts < WORDLESS else start
    return {**step, "start": start} if start else step
