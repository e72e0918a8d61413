"""How each single value of the language is written, for the loader and for an editor."""

import re
from collections.abc import Mapping
from typing import Any

import msgspec

from voicecoach.errors import SettingError
from voicecoach.script.model import (
    Announcements,
    CountPolicy,
    Duration,
    Name,
    Percent,
    PoolRef,
    Ref,
    Whole,
    Words,
)
from voicecoach.script.nodes import Fields, Items, Node, Scalar
from voicecoach.script.problems import nearest
from voicecoach.script.reader import Leaf, Reader, Schema, Use
from voicecoach.script.settings import Value, read_value
from voicecoach.units import HOUR, SECOND, UNIT_MS, Milliseconds, parse_duration

MAX_WORDS = 600
"""Characters of one text: half a minute and more of speech."""

LONGEST = Milliseconds(24 * HOUR)
"""A session's limit, and so any duration's."""

REF = re.compile(r"\$(?:(?P<dollar>\$)|(?P<name>[a-z][a-z0-9_]*)|\{(?P<braced>[a-z][a-z0-9_]*)\})")
"""``$name`` or ``${name}`` in a text; ``$$`` is a dollar sign."""

_WORD_KEYS = ("text", "spoken", "short", "brief", "minimal")
_DURATION_ADVICE = "write it like 10s or 1min 30s"
_ANNOUNCEMENTS = ("halfway", "last", "set", "time left every 2min")
_COUNTS = ("up", "down", "none", "every 5", "last 3")
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_WHOLE = re.compile(r"\d{1,9}", re.ASCII)


def read_text(reader: Reader, node: Node) -> str:
    """Read a plain line of text."""
    scalar = reader.scalar(node, "a text")
    text = " ".join(scalar.text.split())
    if any(not character.isprintable() for character in text):
        raise reader.reject(scalar.place, "there is an unprintable character in this text")
    if len(text) > MAX_WORDS:
        advice = "make two of it"
        raise reader.reject(scalar.place, f"this text is longer than {MAX_WORDS} letters", advice)
    return text


def read_name(reader: Reader, node: Node) -> Name:
    """Read a name that texts can use."""
    scalar = reader.scalar(node, "a name")
    if not _NAME.fullmatch(scalar.text):
        advice = "use small letters, digits and _, such as rest_time"
        raise reader.reject(scalar.place, f"'{scalar.text}' cannot be a name", advice)
    return Name(scalar.text)


def read_words(reader: Reader, node: Node) -> Words:
    """Read words to be spoken: a text, or a table of the text and its variants."""
    if not isinstance(node, Fields):
        return Words(_read_template(reader, node), node.place)
    variants: dict[str, str] = {}
    for key, value in node.entries:
        if key.text not in _WORD_KEYS:
            raise reader.unknown_key(key, _WORD_KEYS)
        variants[key.text] = _read_template(reader, value)
    if "text" not in variants:
        raise reader.reject(node.place, "'text' is missing", "add 'text: …'")
    return Words(place=node.place, **variants)


def _read_template(reader: Reader, node: Node) -> str:
    text = read_text(reader, node)
    for match in REF.finditer(text):
        if name := match["name"] or match["braced"]:
            reader.uses.append(Use(name, "any", node.place))
    return text


def read_duration(reader: Reader, node: Node) -> Duration:
    """Read ``10s``, ``1min 30s`` or ``$name``."""
    scalar = reader.scalar(node, "a duration such as 10s")
    if ref := _read_ref(reader, scalar, "duration"):
        return ref
    return _literal_duration(reader, scalar, scalar.text)


def read_whole(reader: Reader, node: Node) -> Whole:
    """Read a whole number or ``$name``."""
    scalar = reader.scalar(node, "a whole number")
    return _read_ref(reader, scalar, "number") or read_number(reader, scalar)


def read_number(reader: Reader, node: Node) -> int:
    """Read a whole number."""
    scalar = reader.scalar(node, "a whole number")
    if not _WHOLE.fullmatch(scalar.text.strip()):
        raise reader.reject(scalar.place, f"'{scalar.text}' is not a whole number", "write 10")
    return int(scalar.text)


def read_range(reader: Reader, node: Node) -> tuple[int, int]:
    """Read ``3`` or ``3-4``."""
    scalar = reader.scalar(node, "a number such as 3 or 3-4")
    match = re.fullmatch(r"(\d{1,3})(?:\s*(?:-|to)\s*(\d{1,3}))?", scalar.text.strip(), re.ASCII)
    low, high = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
    if not 0 < low <= high:
        raise reader.reject(scalar.place, f"'{scalar.text}' is not a number", "write 3 or 3-4")
    return low, high


def read_value_leaf(reader: Reader, node: Node) -> Value:
    """Read what a name of a level stands for."""
    scalar = reader.scalar(node, "a value")
    try:
        return read_value(read_text(reader, scalar))
    except SettingError as error:
        raise reader.reject(scalar.place, "this is too long", error.expected) from error


def read_pool_ref(reader: Reader, node: Node) -> PoolRef:
    """Read the name of a pool of cues: ``form`` or ``form every 4``."""
    scalar = reader.scalar(node, "the name of a list under 'cues'")
    match = re.fullmatch(r"(.+?)(?: every ([1-9]\d{0,3}))?", scalar.text.strip())
    name, every = (match[1], int(match[2] or 1)) if match else (scalar.text, 1)
    reader.uses.append(Use(name, "pool", scalar.place))
    return PoolRef(name, scalar.place, every)


def read_count(reader: Reader, node: Node) -> CountPolicy:
    """Read ``up``, ``down``, ``none``, or any of ``every 5`` and ``last 3`` with a comma."""
    scalar = reader.scalar(node, "a way to count")
    policy = CountPolicy("none")
    for word in scalar.text.split(","):
        match = re.fullmatch(r"(up|down|none)|(every|last) (\d{1,3})( ?s)?", word.strip())
        if match and match[1] and policy.direction == "none":
            policy = msgspec.structs.replace(policy, direction=match[1])
        elif match and match[2] == "every" and int(match[3]):
            direction = "up" if policy.direction == "none" else policy.direction
            policy = msgspec.structs.replace(policy, direction=direction, every=int(match[3]))
        elif match and match[2] == "last" and int(match[3]):
            policy = msgspec.structs.replace(policy, last=int(match[3]))
        else:
            message = f"'{word.strip()}' is not a way to count"
            raise reader.reject(scalar.place, message, nearest(word.strip(), _COUNTS))
    return policy


def read_announcements(reader: Reader, node: Node) -> Announcements:
    """Read one or a list of ``halfway``, ``last``, ``set`` and ``time left every 2min``."""
    if not isinstance(node, Items):
        node = Items((reader.scalar(node, "a list of announcements"),), node.place)
    result = Announcements()
    for item in node.items:
        scalar = reader.scalar(item, "an announcement")
        match = re.fullmatch(r"(halfway|last|set)|time left every (.+)", scalar.text.strip())
        if match is None:
            message = f"'{scalar.text}' is not an announcement"
            raise reader.reject(scalar.place, message, nearest(scalar.text, _ANNOUNCEMENTS))
        if match[2]:
            every = _literal_duration(reader, scalar, match[2])
            if every < 10 * SECOND:
                raise reader.reject(scalar.place, "this is more often than anyone can listen to")
            result = msgspec.structs.replace(result, time_left_every=every)
        else:
            result = msgspec.structs.replace(result, **{match[0]: True})
    return result


def read_percent(reader: Reader, node: Node) -> Percent:
    """Read ``50`` or ``50%``: louder than usual would clip beside a word."""
    scalar = reader.scalar(node, "a number such as 50%")
    number = read_number(reader, Scalar(scalar.text.strip().removesuffix("%"), scalar.place))
    if number > 100:  # noqa: PLR2004 - percent
        raise reader.reject(scalar.place, "the volume is at most 100%")
    return Percent(number)


def _read_ref(reader: Reader, scalar: Scalar, kind: str) -> Ref | None:
    match = REF.fullmatch(scalar.text.strip())
    name = match and (match["name"] or match["braced"])
    if not name:
        return None
    reader.uses.append(msgspec.convert({"name": name, "kind": kind, "place": scalar.place}, Use))
    return Ref(name, scalar.place)


def _literal_duration(reader: Reader, scalar: Scalar, text: str) -> Milliseconds:
    try:
        time = parse_duration(text)
    except ValueError as error:
        message = f"'{text}' is not a duration"
        raise reader.reject(scalar.place, message, _DURATION_ADVICE) from error
    if time > LONGEST:
        raise reader.reject(scalar.place, f"'{text}' is longer than a day")
    return time


def _text(pattern: str, example: str) -> Schema:
    return {"type": "string", "pattern": pattern, "examples": [example]}


def either(*schemas: Schema) -> Schema:
    """Return the schema of what any of `schemas` allows."""
    return {"anyOf": list(schemas)}


ANY_TEXT: Schema = {"type": ["string", "number", "boolean"]}
"""Editors read ``5`` and ``yes`` as YAML does; to us they are text."""

_REF = _text(r"^\s*\$(\w+|\{\w+\})\s*$", "$hold")
_WHOLE_NUMBER = either({"type": "integer", "minimum": 0}, _text(r"^\s*\d{1,9}\s*$", "10"))
_UNIT = "|".join("".join(f"[{c}{c.upper()}]" for c in unit) for unit in UNIT_MS)
_ONE_DURATION = rf"(\d+(\.\d+)?\s*({_UNIT})\s*)+|(\d+:)?\d+:[0-5]\d"
_ANNOUNCEMENT = _text(r"^\s*(halfway|last|set|time left every .+?)\s*$", "halfway")
_WORD_TABLE: Schema = {
    "type": "object",
    "properties": dict.fromkeys(_WORD_KEYS, ANY_TEXT),
    "required": ["text"],
    "additionalProperties": False,
}
VALUES: Mapping[Any, Leaf] = {
    str: Leaf(read_text, ANY_TEXT),
    Name: Leaf(read_name, ANY_TEXT),
    int: Leaf(read_number, _WHOLE_NUMBER),
    Percent: Leaf(read_percent, either(_WHOLE_NUMBER, _text(r"^\s*\d{1,3}\s*%\s*$", "50%"))),
    tuple[int, int]: Leaf(
        read_range, either(_WHOLE_NUMBER, _text(r"^\s*\d+\s*(-|to)\s*\d+\s*$", "3-4"))
    ),
    Words: Leaf(read_words, either(ANY_TEXT, _WORD_TABLE)),
    Duration: Leaf(read_duration, either(_text(rf"^\s*({_ONE_DURATION})\s*$", "10s"), _REF)),
    Whole: Leaf(read_whole, either(_WHOLE_NUMBER, _REF)),
    Value: Leaf(read_value_leaf, ANY_TEXT),
    PoolRef: Leaf(read_pool_ref, ANY_TEXT),
    CountPolicy: Leaf(
        read_count,
        _text(r"^\s*(up|down|none|(every|last) \d+( ?s)?)(\s*,.*)?\s*$", "up"),
    ),
    Announcements: Leaf(
        read_announcements, either(_ANNOUNCEMENT, {"type": "array", "items": _ANNOUNCEMENT})
    ),
}
"""By annotation in the model: values that are a single text."""
