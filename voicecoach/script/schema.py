"""The JSON Schema of the language, made of the same classes and values that the loader reads.

An editor completes and checks with it what has a shape; what needs knowledge of the rest of
the script, such as the name of a setting, only ``voicecoach check`` finds.
"""

from typing import Any, Literal, get_args, get_origin

from voicecoach.script.grammar import GRAMMAR
from voicecoach.script.model import Script
from voicecoach.script.reader import Schema, required
from voicecoach.script.tables import describe_class

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema() -> Schema:
    """Return the schema of a whole script."""
    describer = _Describer()
    whole = describe_class(Script, describer.describe)
    return {"$schema": DIALECT, "title": "voicecoach script", **whole, "$defs": describer.defined}


class _Describer:
    """Describes annotations of the model, each class once."""

    def __init__(self) -> None:
        self.defined: dict[str, Schema] = {}

    def describe(self, annotation: Any) -> Schema:  # noqa: ANN401 - any annotation of the model
        annotation = required(annotation)
        if get_origin(annotation) is Literal:
            return {"enum": list(get_args(annotation))}
        leaf = GRAMMAR.get(annotation)
        if leaf and not callable(leaf.schema):
            return leaf.schema
        if not leaf and get_origin(annotation) is tuple:
            return {"type": "array", "items": self.describe(get_args(annotation)[0]), "minItems": 1}
        if not leaf and get_origin(annotation) is dict:
            values = self.describe(get_args(annotation)[1])
            return {"type": "object", "additionalProperties": values}
        return self._reference(annotation)

    def _reference(self, annotation: Any) -> Schema:  # noqa: ANN401 - as `describe`
        """Define a class under its name, where that has not been done, and refer to it."""
        name = annotation.__name__ if isinstance(annotation, type) else "Step"
        if name not in self.defined:
            self.defined[name] = {}
            self.defined[name] = self._define(annotation)
        return {"$ref": f"#/$defs/{name}"}

    def _define(self, annotation: Any) -> Schema:  # noqa: ANN401 - as `describe`
        leaf = GRAMMAR.get(annotation)
        if leaf and callable(leaf.schema):
            return leaf.schema(self.describe)
        return describe_class(annotation, self.describe)
