"""How each single value of the language is written."""

import re
from collections.abc import Mapping
from typing import Any

import msgspec

from voicecoach.errors import SettingError
from voicecoach.script.model import (
    Announcements,
    CountPolicy,
    Duration,
    EachSide,
    Hold,
    Include,
    Move,
    Part,
    Percent,
    Pool,
    PoolRef,
    Ready,
    Ref,
    Repeat,
    Rest,
    Say,
    Step,
    Switch,
    ToneChoice,
    Wait,
    Whole,
    Words,
)
from voicecoach.script.nodes import Fields, Items, Node, Scalar
from voicecoach.script.problems import nearest
from voicecoach.script.reader import Leaf, Reader, Use
from voicecoach.script.settings import Setting, Value, read_value
from voicecoach.units import HOUR, SECOND, Milliseconds, parse_duration

MAX_WORDS = 600
"""Characters of one text: half a minute and more of speech."""

LONGEST = Milliseconds(24 * HOUR)
"""A session's limit, and so any duration's."""

REF = re.compile(r"\$(?:(?P<dollar>\$)|(?P<name>[a-z][a-z0-9_]*)|\{(?P<braced>[a-z][a-z0-9_]*)\})")
"""``$name`` or ``${name}`` in a text; ``$$`` is a dollar sign."""

STEPS: dict[str, type[msgspec.Struct]] = {
    "say": Say, "ready": Ready, "hold": Hold, "rest": Rest, "switch": Switch, "wait": Wait,
    "move": Move, "repeat": Repeat, "each side": EachSide, "include": Include,
}  # fmt: skip
"""The verbs: the key by which a step is known."""

_BLOCKS = ("repeat", "each side")
"""Verbs whose other keys stand inside, because they have steps of their own."""

_WORD_KEYS = ("text", "spoken", "short", "brief", "minimal")
_DURATION_ADVICE = "write it like 10s or 1min 30s"
_ANNOUNCEMENTS = ("halfway", "last", "set", "time left every 2min")
_COUNTS = ("up", "down", "none", "every 5", "last 3")
_WHOLE = re.compile(r"\d{1,9}", re.ASCII)


def read_text(reader: Reader, node: Node) -> str:
    """Read a plain line of text."""
    return " ".join(reader.scalar(node, "a text").text.split())


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
    scalar = reader.scalar(node, "a text")
    text = " ".join(scalar.text.split())
    if len(text) > MAX_WORDS:
        advice = "make two of it"
        raise reader.reject(scalar.place, f"this text is longer than {MAX_WORDS} letters", advice)
    if any(not character.isprintable() for character in text):
        raise reader.reject(scalar.place, "there is an unprintable character in this text")
    for match in REF.finditer(text):
        if name := match["name"] or match["braced"]:
            reader.uses.append(Use(name, "any", scalar.place))
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
        return read_value(scalar.text)
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
        if match and match[1]:
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


def read_setting(reader: Reader, node: Node) -> Setting:
    """Read ``{default: 10s, min: 3s, max: 30s}`` or ``{choices: [left, right]}``."""
    fields = reader.fields(node, "'default: …' or 'choices: […]'")
    entries = {key.text: value for key, value in fields.entries}
    known = ("default", "min", "max", "choices", "about")
    for key, _ in fields.entries:
        if key.text not in known:
            raise reader.unknown_key(key, known)
    values = {
        name: read_value_leaf(reader, entries[name])
        for name in ("default", "min", "max")
        if name in entries
    }
    choices: tuple[Value, ...] = ()
    if "choices" in entries:
        choices = reader.read_items(entries["choices"], Value)
    if not values.get("default") and not choices:
        raise reader.reject(fields.place, "a setting needs a default", "add 'default: …'")
    setting = Setting(
        default=values.get("default") or choices[0],
        minimum=values.get("min"),
        maximum=values.get("max"),
        choices=choices,
        about=read_text(reader, entries["about"]) if "about" in entries else "",
    )
    _check_setting(reader, fields, setting)
    return setting


def read_pool(reader: Reader, node: Node) -> Pool:
    """Read a list of reminders, or a table of them with their order."""
    if isinstance(node, Fields):
        return reader.read_struct(node, Pool)
    return Pool(texts=reader.read_items(node, Words), place=node.place)


def read_tones(reader: Reader, node: Node) -> ToneChoice:
    """Read ``none``, or a table of ``only`` and ``volume``."""
    if isinstance(node, Scalar) and node.text == "none":
        return ToneChoice(only=())
    return reader.read_struct(reader.fields(node, "'none', or 'only' and 'volume'"), ToneChoice)


def read_percent(reader: Reader, node: Node) -> Percent:
    """Read ``50`` or ``50%``: louder than usual would clip beside a word."""
    scalar = reader.scalar(node, "a number such as 50%")
    number = read_number(reader, Scalar(scalar.text.strip().removesuffix("%"), scalar.place))
    if number > 100:  # noqa: PLR2004 - percent
        raise reader.reject(scalar.place, "the volume is at most 100%")
    return Percent(number)


def read_part(reader: Reader, node: Node) -> Part:
    """Read one part of a movement: as long as ``for`` or ``beats`` says."""
    part = reader.read_struct(reader.fields(node, "'say: …' and 'for: …'"), Part)
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
    own = {field.encode_name for field in msgspec.structs.fields(STEPS[verb.text])}
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
    inside = reader.fields(value, "'steps: …'")
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
    counted = [part for part in move.move if part.beats is not None]
    if counted and move.beat is None:
        message = "this part is measured in beats, but how long is a beat?"
        raise reader.reject(counted[0].place, message, "add 'beat: 1s' beside 'move'")
    return move


def _check_setting(reader: Reader, fields: Fields, setting: Setting) -> None:
    limits = [limit for limit in (setting.minimum, setting.maximum) if limit]
    if any(limit.kind != setting.default.kind for limit in limits):
        raise reader.reject(fields.place, "the limits and the default are of different kinds")
    try:
        setting.read("", setting.default.text)
    except SettingError as error:
        message = f"the default '{setting.default.text}' is not among what the setting takes"
        raise reader.reject(fields.place, message, error.expected) from error


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


LEAVES: Mapping[Any, Leaf] = {
    str: read_text,
    int: read_number,
    tuple[int, int]: read_range,
    Words: read_words,
    Duration: read_duration,
    Whole: read_whole,
    Value: read_value_leaf,
    PoolRef: read_pool_ref,
    CountPolicy: read_count,
    Announcements: read_announcements,
    Setting: read_setting,
    Pool: read_pool,
    ToneChoice: read_tones,
    Percent: read_percent,
    Part: read_part,
    Step: read_step,
}
"""By annotation in the model: how such a value is read."""
