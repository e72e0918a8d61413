"""YAML's aliases, taken at their word: what an anchor names stands wherever its alias does.

Scripts have none; other formats live on them. Replaying events keeps every place, and a
limit keeps a few lines of aliases of aliases from becoming a billion.
"""

from collections.abc import Iterable, Iterator
from typing import cast

import yaml

MAX_EVENTS = 100_000
"""Far more than any workout is made of."""

_STARTS = (yaml.MappingStartEvent, yaml.SequenceStartEvent)
_NAMED = (*_STARTS, yaml.ScalarEvent)
_ENDS = (yaml.MappingEndEvent, yaml.SequenceEndEvent)


def expand(events: Iterable[yaml.Event]) -> Iterator[yaml.Event]:
    """Yield the events of a document without anchors and aliases.

    Raises:
        yaml.YAMLError: an alias stands for nothing, for what it stands in, or all of them
            for too much.
    """
    named: dict[str, list[yaml.Event]] = {}
    recordings: list[_Recording] = []
    count = 0
    for event in events:
        for each in _meaning(event, named):
            count += 1
            if count > MAX_EVENTS:
                raise _error("the aliases stand for too much", event)
            if isinstance(each, _NAMED) and each.anchor:
                anchor, each.anchor = each.anchor, None
                recordings.append(_Recording(anchor))
            for recording in recordings:
                recording.take(each)
            named |= {one.anchor: one.events for one in recordings if not one.depth}
            recordings = [one for one in recordings if one.depth]
            yield each


class _Recording:
    """What an anchor names, as far as it has come."""

    def __init__(self, anchor: str) -> None:
        self.anchor = anchor
        self.events: list[yaml.Event] = []
        self.depth = 0

    def take(self, event: yaml.Event) -> None:
        self.events.append(event)
        self.depth += isinstance(event, _STARTS) - isinstance(event, _ENDS)


def _meaning(event: yaml.Event, named: dict[str, list[yaml.Event]]) -> Iterable[yaml.Event]:
    if not isinstance(event, yaml.AliasEvent):
        return (event,)
    if event.anchor not in named:
        raise _error(f"'*{event.anchor}' stands for nothing", event)
    return named[event.anchor]


def _error(problem: str, event: yaml.Event) -> yaml.YAMLError:
    mark = cast("yaml.Mark | None", event.start_mark)  # or libyaml's, which is alike
    return yaml.MarkedYAMLError(problem=problem, problem_mark=mark)
