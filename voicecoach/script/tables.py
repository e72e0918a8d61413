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
    """Read ``{default: 10s, min: 3s, max: 30s}`` or ``{choices: [left, right]}``."""
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
        choices = reader.read_items(entries["choices"], Value)
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
    return reader.read_struct(
        reader.fields(node, "'none', or a table with 'only' and 'volume'"), ToneChoice
    )


def _check_setting(reader: Reader, fields: Fields, setting: Setting) -> None:
    values = (setting.minimum, setting.maximum, *setting.choices)
    if any(value.kind != setting.default.kind for value in values if value):
        message = "the default, the limits and the choices are of different kinds"
        raise reader.reject(fields.place, message)
    try:
        setting.read("", setting.default.text)
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


_SETTING: Schema = {
    "type": "object",
    "properties": dict.fromkeys(("default", "min", "max", "about"), ANY_TEXT)
    | {"choices": {"type": "array", "items": ANY_TEXT, "minItems": 1}},
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
