"""How the tables of the language are written that are more than their keys."""

from collections.abc import Mapping
from typing import Any

import msgspec

from voicecoach.errors import SettingError
from voicecoach.script.model import Pool, ToneChoice, Words
from voicecoach.script.nodes import Fields, Node, Scalar
from voicecoach.script.reader import Describe, Leaf, Reader, Schema, written_fields
from voicecoach.script.settings import Setting, Value
from voicecoach.script.values import ANY_TEXT, either, read_text, read_value_leaf


def read_setting(reader: Reader, node: Node) -> Setting:
    """Read ``{default: 10s, min: 3s, max: 30s}`` or ``{choices: [left, right]}``.

    Choices may also be a table: of what the listener writes, and what is said.
    """
    fields = reader.fields(node, "a table with 'default' or 'choices'")
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
        choices = _read_choices(reader, entries["choices"])
    if not values.get("default") and not choices:
        raise reader.reject(fields.place, "a setting needs a default", "add 'default: …'")
    setting = Setting(
        default=values.get("default") or choices[0],
        minimum=values.get("min"),
        maximum=values.get("max"),
        choices=choices,
        about=read_text(reader, entries["about"]) if "about" in entries else "",
        place=fields.place,
    )
    default = _checked_default(reader, fields, setting)
    return msgspec.structs.replace(setting, default=default)


def _read_choices(reader: Reader, node: Node) -> tuple[Value, ...]:
    """Read ``[left, right]``, or what is said of each: ``{left: linke, right: rechte}``."""
    if not isinstance(node, Fields):
        choices: tuple[Value, ...] = reader.read_items(node, Value)
        return choices
    if not node.entries:
        raise reader.reject(node.place, "this table is empty")
    words = reader.read_names(node, Value, Value)
    return tuple(
        msgspec.structs.replace(choice, spoken=said.text) for choice, said in words.items()
    )


def read_pool(reader: Reader, node: Node) -> Pool:
    """Read a list of reminders, or a table of them with their order."""
    if isinstance(node, Fields):
        return reader.read_struct(node, Pool)
    return Pool(texts=reader.read_items(node, Words), place=node.place)


def read_tones(reader: Reader, node: Node) -> ToneChoice:
    """Read ``none``, or a table of ``only`` and ``volume``."""
    if isinstance(node, Scalar) and node.text == "none":
        return ToneChoice(only=())
    return reader.read_struct(
        reader.fields(node, "'none', or a table with 'only' and 'volume'"), ToneChoice
    )


def _checked_default(reader: Reader, fields: Fields, setting: Setting) -> Value:
    """Return the default, as if the listener had written it."""
    values = (setting.minimum, setting.maximum, *setting.choices)
    if any(value.kind != setting.default.kind for value in values if value):
        message = "the default, the limits and the choices are of different kinds"
        raise reader.reject(fields.place, message)
    try:
        return setting.read("", setting.default.text)
    except SettingError as error:
        message = f"the default '{setting.default.text}' is not among what the setting takes"
        raise reader.reject(fields.place, message, error.expected) from error


def describe_class(model: type[msgspec.Struct], describe: Describe) -> Schema:
    """Return the schema of one of the model's classes, as `Reader.read_struct` reads it."""
    fields = written_fields(model)
    return {
        "type": "object",
        "properties": {field.encode_name: describe(field.type) for field in fields},
        "required": [field.encode_name for field in fields if field.required],
        "additionalProperties": False,
    }


_CHOICES = either(
    {"type": "array", "items": ANY_TEXT, "minItems": 1},
    {"type": "object", "additionalProperties": ANY_TEXT, "minProperties": 1},
)
_SETTING: Schema = {
    "type": "object",
    "properties": dict.fromkeys(("default", "min", "max", "about"), ANY_TEXT)
    | {"choices": _CHOICES},
    "anyOf": [{"required": ["default"]}, {"required": ["choices"]}],
    "additionalProperties": False,
}


def _describe_pool(describe: Describe) -> Schema:
    return either(describe(tuple[Words, ...]), describe_class(Pool, describe))


def _describe_tones(describe: Describe) -> Schema:
    return either({"const": "none"}, describe_class(ToneChoice, describe))


TABLES: Mapping[Any, Leaf] = {
    Setting: Leaf(read_setting, _SETTING),
    Pool: Leaf(read_pool, _describe_pool),
    ToneChoice: Leaf(read_tones, _describe_tones),
}
"""By annotation in the model: values that may be a table."""
