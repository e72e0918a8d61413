"""What the page shows when: everything is worked out here, so that its program only looks it up."""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import TypeVar

import msgspec

from voicecoach.script.phrases import phrases_for
from voicecoach.script.phrases.stock import Phrases
from voicecoach.timeline import Phase, PhaseKind, Timeline
from voicecoach.units import Milliseconds
from voicecoach.view import View, moments

T = TypeVar("T")


class Stretch(msgspec.Struct, frozen=True, array_like=True):
    """What is written as long as a phase lasts.

    Attributes:
        start_ms: its first millisecond.
        kind: what its colour stands for.
        label: its name.
        rounds: which repetition and set it is, or the section.
        following: what comes next; empty for the end.
        next_ms: when that begins.
    """

    start_ms: Milliseconds
    kind: PhaseKind
    label: str
    rounds: str
    following: str
    next_ms: Milliseconds


class Content(msgspec.Struct, frozen=True):
    """Everything that changes on the page while a session is heard.

    Attributes:
        duration: of the session, in milliseconds.
        stretches: one for each phase.
        numbers: the second that is counted, each from a millisecond on; None where the time
            until the next phase is shown instead.
        captions: the words being spoken, each from a millisecond on; empty where it is quiet.
        left: how the time left is written, ``{}`` being the time.
        play: what the largest button does.
        pause: what it does while the session plays.
    """

    duration: Milliseconds
    stretches: tuple[Stretch, ...]
    numbers: tuple[tuple[Milliseconds, int | None], ...]
    captions: tuple[tuple[Milliseconds, str], ...]
    left: str
    play: str
    pause: str


def content_of(timeline: Timeline) -> Content:
    """Work out what is shown when.

    Raises:
        UnknownNameError: there are no words for the session's language.
    """
    phrases = phrases_for(timeline.language)
    shown = list(moments(timeline))
    return Content(
        duration=timeline.duration_ms,
        stretches=tuple(_stretches(shown, phrases)),
        numbers=tuple(_changes(shown, lambda view: view.number)),
        captions=tuple(_changes(shown, lambda view: view.caption)),
        left=_label(phrases.remaining),
        play=phrases.page.play,
        pause=phrases.page.pause,
    )


def _stretches(shown: Sequence[View], phrases: Phrases) -> Iterator[Stretch]:
    for phase, views in groupby(shown, lambda view: view.phase):
        view = next(views)
        following = view.next_phase
        yield Stretch(
            phase.start_ms,
            phase.kind,
            phase.label,
            _rounds(phase, phrases) or phase.section,
            _label(phrases.next_up(following.label)) if following else "",
            following.start_ms if following else view.duration_ms,
        )


def _changes(shown: Sequence[View], what: Callable[[View], T]) -> Iterator[tuple[Milliseconds, T]]:
    for value, views in groupby(shown, what):
        yield next(views).position_ms, value


def _rounds(phase: Phase, phrases: Phrases) -> str:
    """Write which repetition and set it is, where there are several: ``1/40 · Set 2 of 3``."""
    parts = [f"{phase.rep}/{phase.of}"] if phase.of > 1 else []
    if phase.sets > 1:
        parts.append(_label(phrases.nth_set.format(phase.set, phase.sets)))
    return " · ".join(parts)


def _label(sentence: str) -> str:
    """Take the full stop off words that stand alone."""
    return sentence.rstrip(".。")
