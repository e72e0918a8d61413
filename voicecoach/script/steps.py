"""How the steps of a session are written, each known by its verb."""

from collections.abc import Mapping
from typing import Any

import msgspec

from voicecoach.script.model import (
    EachSide,
    Hold,
    Include,
    Move,
    Part,
    Ready,
    Repeat,
    Rest,
    Say,
    Step,
    Switch,
    Wait,
)
from voicecoach.script.nodes import Fields, Node, Scalar
from voicecoach.script.problems import nearest
from voicecoach.script.reader import Describe, Leaf, Reader, Schema, written_fields
from voicecoach.script.tables import describe_class
from voicecoach.script.values import either
from voicecoach.units import Milliseconds

STEPS: dict[str, type[msgspec.Struct]] = {
    "say": Say, "ready": Ready, "hold": Hold, "rest": Rest, "switch": Switch, "wait": Wait,
    "move": Move, "repeat": Repeat, "each side": EachSide, "include": Include,
}  # fmt: skip
"""The verbs: the key by which a step is known."""

SHORTEST_BEAT = Milliseconds(200)
"""Five steps a second; tones closer than this would pile up."""

_BLOCKS = ("repeat", "each side")
"""Verbs whose other keys stand inside, because they have steps of their own."""


def read_part(reader: Reader, node: Node) -> Part:
    """Read one part of a movement: as long as ``for`` or ``beats`` says."""
    part = reader.read_struct(reader.fields(node, "a part such as {say: Up, for: 3s}"), Part)
    if (part.for_ is None) == (part.beats is None):
        message = "a part of a movement has either 'for' or 'beats'"
        raise reader.reject(part.place, message, "write {say: Up, for: 3s}")
    return part


def read_step(reader: Reader, node: Node) -> Any:  # noqa: ANN401 - one of `Step`
    """Read a step, known by its verb."""
    fields = reader.fields(node, "a step such as 'hold: 10s'")
    keys = [key for key, _ in fields.entries]
    verbs = [(key, value) for key, value in fields.entries if key.text in STEPS]
    if not verbs:
        place = keys[0].place if keys else fields.place
        word = keys[0].text if keys else ""
        raise reader.reject(place, f"'{word}' is not a step", nearest(word, list(STEPS)))
    verb, value = verbs[0]
    if verb.text in _BLOCKS:
        return _read_block(reader, fields, verb, value)
    own = {field.encode_name for field in written_fields(STEPS[verb.text])}
    for other, _ in verbs[1:]:
        if other.text not in own:
            message = f"'{verb.text}' and '{other.text}' are two steps"
            raise reader.reject(other.place, message, "begin the second with '- '")
    step = reader.read_struct(fields, STEPS[verb.text], verb.place)
    return _checked_move(reader, step) if isinstance(step, Move) else step


def _read_block(reader: Reader, fields: Fields, verb: Scalar, value: Node) -> Repeat | EachSide:
    for key, _ in fields.entries:
        if key is not verb:
            advice = f"indent it, so that it belongs to '{verb.text}'"
            reader.reject(key.place, f"'{key.text}' stands beside '{verb.text}'", advice)
    inside = reader.fields(value, "a table with 'steps'")
    if verb.text == "repeat":
        return _read_repeat(reader, inside, verb)
    with reader.defining("side"):
        return reader.read_struct(inside, EachSide, verb.place)


def _read_repeat(reader: Reader, inside: Fields, verb: Scalar) -> Repeat:
    repeat = reader.read_struct(inside, Repeat, verb.place)
    if (repeat.for_ is None) == (repeat.times is None):
        message = "a repeat has either 'times' or 'for'"
        raise reader.reject(verb.place, message, "write 'times: 10' or 'for: 10min'")
    return repeat


def _checked_move(reader: Reader, move: Move) -> Move:
    if isinstance(move.beat, int) and 0 < move.beat < SHORTEST_BEAT:
        message = "nobody can follow a beat this fast"
        raise reader.reject(move.place, message, "write 'beat: 1s'")
    counted = [part for part in move.move if part.beats is not None]
    if counted and move.beat is None:
        message = "this part is measured in beats, but how long is a beat?"
        raise reader.reject(counted[0].place, message, "add 'beat: 1s' beside 'move'")
    return move


def _describe_step(describe: Describe) -> Schema:
    return either(*(_describe_verb(verb, model, describe) for verb, model in STEPS.items()))


def _describe_verb(verb: str, model: type[msgspec.Struct], describe: Describe) -> Schema:
    schema = describe_class(model, describe)
    if verb not in _BLOCKS:
        return schema
    return {
        "type": "object",
        "properties": {verb: schema},
        "required": [verb],
        "additionalProperties": False,
    }


def _describe_part(describe: Describe) -> Schema:
    return describe_class(Part, describe)


STEP_LEAVES: Mapping[Any, Leaf] = {
    Part: Leaf(read_part, _describe_part),
    Step: Leaf(read_step, _describe_step),
}
"""By annotation in the model: the steps and their parts."""
