"""Where each segment lies: repeats unrolled, every phase with its first and last millisecond.

Only required words are needed to know this; what is said besides is placed afterwards.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest
from typing import TypeVar

import msgspec

from voicecoach.compiler.plan import Phrase, Plan, PlanNode, Rounds, Segment, Spoken, Timed, Titled
from voicecoach.script.problems import Place, Problem, ScriptError
from voicecoach.tone import TONES
from voicecoach.units import HOUR, Milliseconds

LEAD = Milliseconds(100)
"""The word that starts a hold ends this long before it."""

GAP = Milliseconds(250)
"""Silence between two things that are said one after the other."""

PAUSES = ("rest", "switch", "wait")
"""Phases that belong to what they follow, also where that is a part with a name of its own."""

MAX_SESSION = Milliseconds(24 * HOUR)
MAX_PHASES = 100_000

T = TypeVar("T")
Length = Callable[[Phrase], Milliseconds]
"""How long a phrase takes at the normal pace."""


class Course(msgspec.Struct, frozen=True):
    """Where in a repeat a segment lies.

    Attributes:
        rounds: the repeat.
        number: of the round, from 1.
        of: how many rounds there are.
    """

    rounds: Rounds
    number: int
    of: int


class Item(msgspec.Struct, frozen=True):
    """A segment of the unrolled session, not yet in its place.

    Attributes:
        segment: what is done.
        section: title of its section.
        courses: the repeats it lies in, the outermost first.
        trailing: whether it ends the last round of a repeat.
        release: the start word of a rest that was dropped before it.
    """

    segment: Segment
    section: str
    courses: tuple[Course, ...] = ()
    trailing: bool = False
    release: Phrase | None = None

    @property
    def opening(self) -> tuple[Phrase, ...]:
        """What is said at its onset: what ends the work before it, and its own start word.

        A rest says one of the two, the author's words before stock words.
        """
        own = self.segment.start if isinstance(self.segment, Timed) else None
        if self.segment.kind == "hold":
            return ()
        if self.segment.kind != "rest":
            return tuple(phrase for phrase in (self.release, own) if phrase)
        phrases = [phrase for phrase in (own, self.release) if phrase]
        return tuple(sorted(phrases, key=_is_stock)[:1])

    @property
    def lead_in(self) -> Phrase | None:
        """The words that have to be said before it begins."""
        segment = self.segment
        return segment.start if isinstance(segment, Timed) and segment.kind == "hold" else None


class Placed(msgspec.Struct, frozen=True):
    """A segment in its place.

    Attributes:
        item: the segment and where it comes from.
        start_ms: its first millisecond.
        end_ms: the first millisecond of what follows.
    """

    item: Item
    start_ms: Milliseconds
    end_ms: Milliseconds


def lay_out(plan: Plan, length: Length) -> tuple[Placed, ...]:
    """Unroll a plan and give every segment its place.

    Raises:
        ScriptError: the session is longer than a day, or has too many phases.
    """
    items = _unroll(plan.sections, "", length)
    if len(items) > MAX_PHASES:
        raise _too_long(items[0].segment.place, f"more than {MAX_PHASES:,} phases")
    placed, start = [], Milliseconds(0)
    for item, duration in _timed(_without_last_rests(items), length):
        end = Milliseconds(start + duration)
        if end > MAX_SESSION:
            raise _too_long(item.segment.place, "more than 24 hours")
        placed.append(Placed(item, start, end))
        start = end
    return tuple(placed)


def _unroll(body: Sequence[PlanNode], section: str, length: Length) -> list[Item]:
    items: list[Item] = []
    for node in body:
        if isinstance(node, Rounds):
            items += _unroll_rounds(node, section, length)
        elif isinstance(node, Titled):
            items += _unroll(node.body, node.title, length)
        else:
            after = items[-1].section if items and node.kind in PAUSES else section
            items.append(Item(node, after))
    return items


def _unroll_rounds(rounds: Rounds, section: str, length: Length) -> list[Item]:
    body = _unroll(rounds.body, section, length)
    times = _times(rounds, body, length)
    if times * len(body) > MAX_PHASES:
        raise _too_long(rounds.place, f"more than {MAX_PHASES:,} phases")
    return _repeated(rounds, body, times)


def _times(rounds: Rounds, body: list[Item], length: Length) -> int:
    """How many rounds there are: as written, or as many as fit without the last one's rest."""
    one, two = (_span(_repeated(rounds, body, times), length) for times in (1, 2))
    further = max(1, two - one)
    if rounds.dose_ms is not None:
        return max(1, 1 + (rounds.dose_ms - one) // further)
    times = rounds.times or 1
    if one + (times - 1) * further > MAX_SESSION:
        raise _too_long(rounds.place, "more than 24 hours")
    return times


def _span(items: list[Item], length: Length) -> int:
    return sum(duration for _, duration in _timed(_without_last_rests(items), length))


def _repeated(rounds: Rounds, body: list[Item], times: int) -> list[Item]:
    items = []
    for number in range(1, times + 1):
        course = Course(rounds, number, times)
        items += [msgspec.structs.replace(item, courses=(course, *item.courses)) for item in body]
    items[-1] = msgspec.structs.replace(items[-1], trailing=True)
    return items


def _without_last_rests(items: list[Item]) -> list[Item]:
    """Drop the rest after a last round, unless work follows it; its start word is kept."""
    kept: list[Item] = []
    release: Phrase | None = None
    for item, following in with_following(items):
        if item.trailing and item.segment.kind == "rest" and not _works(following):
            release = release or next(iter(item.opening), None)
        else:
            kept.append(msgspec.structs.replace(item, release=release) if release else item)
            release = None
    return kept


def with_following(items: Sequence[T]) -> Iterator[tuple[T, T | None]]:
    """Each item with the one after it; None after the last."""
    return zip_longest(items, items[1:])


def _is_stock(phrase: Phrase) -> bool:
    return phrase.place is None


def _works(item: Item | None) -> bool:
    return item is not None and item.segment.kind in ("hold", "move")


def _timed(items: list[Item], length: Length) -> Iterator[tuple[Item, Milliseconds]]:
    for item, following in with_following(items):
        segment = item.segment
        if isinstance(segment, Timed):
            yield item, segment.duration_ms
        else:
            yield item, _spoken_length(item, segment, following, length)


def _spoken_length(
    item: Item, segment: Spoken, following: Item | None, length: Length
) -> Milliseconds:
    """Length of spoken words, grown by what has to be said before a hold that follows."""
    total = length(segment.phrase) + segment.pause_ms
    if item.release:
        total += length(item.release) + GAP
    if following and following.lead_in:
        total += max(0, GAP - segment.pause_ms) + length(following.lead_in) + LEAD
    tone = TONES.get(segment.kind)
    return Milliseconds(max(total, tone.duration_ms if tone else 0))


def _too_long(place: Place, what: str) -> ScriptError:
    advice = "fewer rounds, or a shorter dose"
    return ScriptError([Problem(place, f"this makes a session of {what}", advice)])
