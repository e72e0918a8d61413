"""YAML as a tree of nodes that know their places.

Every scalar stays text: what ``1:30`` or ``no`` means is decided by the field it stands
in, never by YAML. The tree is built from parser events, so neither nesting nor size can
exhaust the stack, and nothing but plain data can be made.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

import msgspec
import yaml

from voicecoach.script.problems import Place, Problem, ScriptError

MAX_CHARACTERS = 1_000_000
MAX_DEPTH = 40

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml where the package was built with it; the same events, ten times as fast."""


class Scalar(msgspec.Struct, frozen=True):
    """A word, a number, a text: unread."""

    text: str
    place: Place


class Items(msgspec.Struct, frozen=True):
    """A YAML sequence."""

    items: "tuple[Node, ...]"
    place: Place


class Fields(msgspec.Struct, frozen=True):
    """A YAML mapping; keys are unique."""

    entries: "tuple[tuple[Scalar, Node], ...]"
    place: Place


Node = Scalar | Items | Fields

Events = Callable[[Iterator[yaml.Event]], Iterable[yaml.Event]]
"""What becomes of a document's events before the tree is built."""


def parse(text: str, file: str) -> Fields:
    """Parse the YAML of a script: one document whose top is a mapping.

    Raises:
        ScriptError: as `parse_document`, or it is not a mapping.
    """
    top = parse_document(text, file)
    if not isinstance(top, Fields):
        advice = "a script begins with a line such as 'title: My exercise'"
        raise ScriptError([Problem(first_place(text, file), "this is not a script", advice)])
    return top


def parse_document(text: str, file: str, events: Events = iter) -> Node | None:
    """Parse one YAML document; None where there is nothing in it.

    Args:
        text: YAML.
        file: its name as the user wrote it, for messages.
        events: what becomes of its events before the tree is built.

    Raises:
        ScriptError: it is not YAML, too large, nested too deeply, uses anchors or aliases
            that `events` leaves in, or has a key twice.
    """
    builder = _Builder(text, file)
    if len(text) > MAX_CHARACTERS:
        advice = f"at most {MAX_CHARACTERS:,} characters"
        raise ScriptError([Problem(Place(file, 1, 1), "this file is too large", advice)])
    try:
        for event in events(yaml.parse(text, Loader=_Loader)):
            builder.take(event)
    except yaml.YAMLError as error:
        raise builder.syntax_error(error) from error
    if builder.problems:
        raise ScriptError(builder.problems)
    return builder.top


def first_place(text: str, file: str) -> Place:
    """Return where a file begins, for what is said of the whole of it."""
    return Place(file, 1, 1, 1, text.partition("\n")[0].rstrip("\r"))


class _Open:
    """A collection whose end has not come yet."""

    def __init__(self, place: Place, *, is_mapping: bool) -> None:
        self.place = place
        self.is_mapping = is_mapping
        self.children: list[Node] = []

    def close(self) -> Node:
        if not self.is_mapping:
            return Items(tuple(self.children), self.place)
        keys, values = self.children[::2], self.children[1::2]
        entries = tuple((k, v) for k, v in zip(keys, values, strict=True) if isinstance(k, Scalar))
        return Fields(entries, self.place)


class _Builder:
    def __init__(self, text: str, file: str) -> None:
        self._lines = text.splitlines()
        self._file = file
        self._open: list[_Open] = []
        self.top: Node | None = None
        self.problems: list[Problem] = []

    def take(self, event: yaml.Event) -> None:
        anchor = getattr(event, "anchor", None)
        if anchor is not None:
            place = self._place(event, 1)
            raise self._error_at(
                place, "anchors and aliases (& and *) are not part of the language"
            )
        if isinstance(event, yaml.ScalarEvent):
            self._add(Scalar(event.value, self._place(event, self._width(event))))
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            self._begin(event)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            closed = self._open.pop()
            node = closed.close()
            if isinstance(node, Fields):
                self._check_keys(closed, node)
            self._add(node)
        elif isinstance(event, yaml.DocumentStartEvent) and self.top is not None:
            raise self._error_at(self._place(event, 3), "a file holds one script")

    def _begin(self, event: yaml.MappingStartEvent | yaml.SequenceStartEvent) -> None:
        place = self._place(event, 1)
        if len(self._open) >= MAX_DEPTH:
            raise self._error_at(place, f"this is nested more than {MAX_DEPTH} levels deep")
        self._open.append(_Open(place, is_mapping=isinstance(event, yaml.MappingStartEvent)))

    def _add(self, node: Node) -> None:
        if self._open:
            self._open[-1].children.append(node)
        else:
            self.top = node

    def _check_keys(self, closed: _Open, node: Fields) -> None:
        for key in closed.children[::2]:
            if not isinstance(key, Scalar):
                self.problems.append(Problem(key.place, "a key is a single word"))
        seen: dict[str, Scalar] = {}
        for key, _ in node.entries:
            first = seen.setdefault(key.text, key)
            if first is not key:
                message = f"'{key.text}' stands here a second time"
                advice = f"the first is in line {first.place.line}"
                self.problems.append(Problem(key.place, message, advice))

    def _place(self, event: yaml.Event, length: int) -> Place:
        line, column = _position(event.start_mark)
        return self._place_at(line + 1, column + 1, length)

    def _place_at(self, line: int, column: int, length: int) -> Place:
        return Place(self._file, line, column, max(1, length), self._line(line))

    def _width(self, event: yaml.ScalarEvent) -> int:
        (line, column), (end_line, end_column) = map(_position, (event.start_mark, event.end_mark))
        if line == end_line:
            return end_column - column
        return len(self._line(line + 1).rstrip()) - column

    def _line(self, number: int) -> str:
        return self._lines[number - 1] if 0 < number <= len(self._lines) else ""

    def _error_at(self, place: Place, message: str, advice: str = "") -> ScriptError:
        return ScriptError([*self.problems, Problem(place, message, advice)])

    def syntax_error(self, error: yaml.YAMLError) -> ScriptError:
        line, column = _position(getattr(error, "problem_mark", None))
        reason = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
        advice = "check the spaces before the line, the colons and the quotes"
        if "mapping values are not allowed" in str(reason):
            advice = "put a text with a colon in double quotes"
        place = self._place_at(line + 1, column + 1, 1)
        return self._error_at(place, f"this is not YAML: {reason}", advice)


def _position(mark: "_Mark | None") -> tuple[int, int]:
    return (mark.line, mark.column) if mark else (0, 0)


class _Mark(Protocol):
    """What the marks of PyYAML's two parsers have in common."""

    line: int
    column: int
