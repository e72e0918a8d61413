"""From nodes to the language's values, gathering every problem on the way.

What a class of the model may hold is read off its annotations; how a single value is
written stands in `voicecoach.script.grammar`. A value that does not fit is recorded with
its place and abandoned, and reading goes on with its neighbours, so that an author sees
all at once.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin

import msgspec

from voicecoach.script.model import FILLED_IN
from voicecoach.script.nodes import Fields, Items, Node, Scalar
from voicecoach.script.problems import Place, Problem, nearest

T = TypeVar("T")
R = TypeVar("R")
Model = TypeVar("Model", bound=msgspec.Struct)
_QUOTES = "if it belongs to the text before it, put that in double quotes"

Schema = Mapping[str, Any]
Describe = Callable[[Any], Schema]
"""Returns the schema of another annotation of the model."""


class Leaf(msgspec.Struct, frozen=True):
    """How one value is written that is more than a class, a list or a table of the model.

    Attributes:
        read: reads it from its node.
        schema: the same for an editor, as JSON Schema, or what makes that out of
            the schemas of other annotations.
    """

    read: Callable[["Reader", Node], Any]
    schema: Schema | Callable[[Describe], Schema]


class Invalid(Exception):  # noqa: N818 - not an error to anyone outside: it is recorded already
    """A node does not fit its field; the reader has recorded why."""


class Use(msgspec.Struct, frozen=True):
    """A name that a script uses and has to define somewhere.

    Attributes:
        name: without its dollar sign.
        kind: what it has to stand for; ``any`` setting, or one of a kind, or a pool of cues.
        place: where it is used.
    """

    name: str
    kind: Literal["any", "duration", "number", "pool"]
    place: Place


class Reader:
    """Reads nodes of one script.

    Attributes:
        problems: what was found wrong so far.
        uses: the names met so far that the script has to define.
    """

    def __init__(self, grammar: Mapping[Any, Leaf]) -> None:
        self._grammar = grammar
        self.problems: list[Problem] = []
        self.uses: list[Use] = []

    def reject(self, place: Place, message: str, advice: str = "") -> Invalid:
        """Record a problem; the caller raises what is returned."""
        self.problems.append(Problem(place, message, advice))
        return Invalid()

    def read(self, node: Node, annotation: Any) -> Any:  # noqa: ANN401 - as wide as the model
        """Read `node` as what a field with `annotation` holds.

        Raises:
            Invalid: it does not fit.
        """
        annotation = required(annotation)
        if leaf := self._grammar.get(annotation):
            return leaf.read(self, node)
        if get_origin(annotation) is Literal:
            return self._read_choice(node, get_args(annotation))
        if get_origin(annotation) is tuple:
            return self.read_items(node, get_args(annotation)[0])
        if get_origin(annotation) is dict:
            return self.read_names(node, *get_args(annotation))
        return self.read_struct(self.fields(node, "a table of keys and values"), annotation)

    def read_items(self, node: Node, annotation: Any) -> tuple[Any, ...]:  # noqa: ANN401 - as `read`
        """Read a list, each item as `annotation`."""
        if not isinstance(node, Items):
            raise self.reject(node.place, "this should be a list", "begin each line with '- '")
        if not node.items:
            raise self.reject(node.place, "this list is empty")
        return tuple(self._each(node.items, lambda item: self.read(item, annotation)))

    def read_names(self, node: Node, key: Any, annotation: Any) -> dict[Any, Any]:  # noqa: ANN401 - as `read`
        """Read names with a value each, such as settings or pools of cues."""
        entries = self.fields(node, "a table of names and values").entries
        read = self._each(
            entries, lambda entry: (self.read(entry[0], key), self.read(entry[1], annotation))
        )
        return dict(read)

    def read_struct(self, node: Fields, model: type[Model], place: Place | None = None) -> Model:
        """Read the fields of one of the model's classes."""
        fields = {field.encode_name: field for field in written_fields(model)}
        place = place or node.place
        values: dict[str, Any] = {"place": place} if "place" in model.__struct_fields__ else {}
        complete = True
        for key, value in node.entries:
            field = fields.get(key.text)
            try:
                if field is None and isinstance(value, Scalar) and not value.text:
                    raise self.reject(key.place, f"'{key.text}' is not known here", _QUOTES)
                if field is None:
                    raise self.unknown_key(key, list(fields))
                values[field.name] = self.read(value, field.type)
            except Invalid:
                complete = False
        for missing in fields.keys() - {key.text for key, _ in node.entries}:
            if fields[missing].required:
                complete = False
                self.reject(place, f"'{missing}' is missing", f"add '{missing}: …'")
        if not complete:
            raise Invalid
        return model(**values)

    def _read_choice(self, node: Node, words: tuple[str, ...]) -> str:
        scalar = self.scalar(node, " or ".join(f"'{word}'" for word in words))
        if scalar.text not in words:
            message = f"'{scalar.text}' is not known here"
            raise self.reject(scalar.place, message, nearest(scalar.text, words))
        return scalar.text

    def fields(self, node: Node, what: str) -> Fields:
        """Return `node` as a mapping, or reject it."""
        if isinstance(node, Fields):
            return node
        raise self.reject(node.place, f"this should be {what}")

    def scalar(self, node: Node, what: str) -> Scalar:
        """Return `node` as a single text, or reject it."""
        if isinstance(node, Scalar) and node.text.strip():
            return node
        raise self.reject(node.place, f"this should be {what}")

    def unknown_key(self, key: Scalar, known: Sequence[str]) -> Invalid:
        """Record that a key has no meaning here; the caller raises what is returned."""
        return self.reject(key.place, f"'{key.text}' is not known here", nearest(key.text, known))

    @contextmanager
    def defining(self, name: str) -> Iterator[None]:
        """What the block reads may use `name`, though the script does not define it."""
        before = len(self.uses)
        yield
        defined = [use for use in self.uses[before:] if use.name == name]
        self.uses[before:] = [use for use in self.uses[before:] if use.name != name]
        for use in defined:
            if use.kind in ("duration", "number"):
                self.reject(use.place, f"'{name}' is a word, and a {use.kind} is needed here")

    def _each(self, items: Sequence[T], read: Callable[[T], R]) -> list[R]:
        results = []
        count = len(self.problems)
        for item in items:
            try:
                results.append(read(item))
            except Invalid:
                continue
        if len(self.problems) > count:
            raise Invalid
        return results


@cache
def written_fields(model: type[msgspec.Struct]) -> list[msgspec.structs.FieldInfo]:
    """Return the fields of one of the model's classes that an author writes."""
    return [field for field in msgspec.structs.fields(model) if field.name not in FILLED_IN]


def required(annotation: Any) -> Any:  # noqa: ANN401 - any annotation of the model
    """Return the annotation without its None."""
    if get_origin(annotation) in (Union, UnionType):
        kinds = tuple(kind for kind in get_args(annotation) if kind is not NoneType)
        return Union[kinds] if len(kinds) > 1 else kinds[0]  # noqa: UP007 - built at run time
    return annotation
