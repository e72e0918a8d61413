"""From a script and its settings to a plan."""

import re
from collections.abc import Iterable, Mapping
from typing import Literal

import msgspec

from voicecoach.compiler.counting import counts, default_policy
from voicecoach.compiler.plan import (
    Count,
    Phrase,
    Plan,
    PlannedSection,
    PlanNode,
    Rounds,
    Spoken,
    Timed,
)
from voicecoach.script.leaves import REF
from voicecoach.script.loader import settings_of
from voicecoach.script.model import (
    NO_WORDS,
    Duration,
    Hold,
    Move,
    Part,
    Ready,
    Ref,
    Repeat,
    Rest,
    Say,
    Script,
    Step,
    Whole,
    Words,
)
from voicecoach.script.phrases import phrases_for
from voicecoach.script.settings import LEVEL, Chosen, Value, choose
from voicecoach.speech import Utterance
from voicecoach.timeline import SpeechRole
from voicecoach.units import Milliseconds

COUNTDOWN = (3, 2, 1)
BREATH = Milliseconds(700)
"""Silence after what the compiler itself says."""


def plan(script: Script, wishes: Mapping[str, str]) -> Plan:
    """Make the plan of a session.

    Args:
        script: what to do.
        wishes: the listener's settings, as written, by name.

    Raises:
        UnknownNameError: a setting that the script has not, or a language without words.
        SettingError: a value that a setting cannot take.
    """
    return _Planner(script, choose_all(script, wishes)).plan()


def choose_all(script: Script, wishes: Mapping[str, str]) -> Chosen:
    """Value every name that the script may use: its settings, and what the level means.

    Raises:
        UnknownNameError: a wish for a setting that there is not.
        SettingError: a wish it cannot take.
    """
    chosen = choose(settings_of(script), wishes)
    return chosen | script.levels[chosen[LEVEL].amount] if script.levels else chosen


class _Planner:
    def __init__(self, script: Script, chosen: Chosen) -> None:
        self._script = script
        self._chosen = chosen
        self._stock = phrases_for(script.language)

    def plan(self) -> Plan:
        script, stock = self._script, self._stock
        sections = [
            PlannedSection(self._fill(section.section), self._body(section.steps))
            for section in script.session
        ]
        return Plan(
            title=script.title,
            language=stock.language,
            sections=tuple(self._framed(sections)),
            pools={
                name: tuple(self._phrase(words, "form") for words in pool)
                for name, pool in script.cues.items()
            },
            countdown=tuple(self._number(n, "countdown") for n in COUNTDOWN),
            halfway=self._stock_phrase(stock.halfway, "announce"),
            last=self._stock_phrase(stock.last, "announce"),
        )

    def _framed(self, sections: list[PlannedSection]) -> list[PlannedSection]:
        """Put the safety words first, and closing words last."""
        first, last = sections[0], sections[-1]
        if len(sections) > 1 or _works(last.body):
            sections[-1] = PlannedSection(last.title, self._closed(last.body))
        safety = self._own_words("instruction", self._stock.safety)
        sections[0] = PlannedSection(first.title, (safety, *sections[0].body))
        return sections

    def _closed(self, body: tuple[PlanNode, ...]) -> tuple[PlanNode, ...]:
        closing = len(body)
        while closing and isinstance(body[closing - 1], Spoken):
            closing -= 1
        words = [
            msgspec.structs.replace(
                node,
                kind="finish",
                label=self._stock.labels["finish"],
                phrase=msgspec.structs.replace(node.phrase, role="finish"),
            )
            for node in body[closing:]
            if isinstance(node, Spoken)
        ]
        return (*body[:closing], *(words or [self._own_words("finish", self._stock.finished)]))

    def _own_words(self, kind: Literal["instruction", "finish"], text: str) -> Spoken:
        return Spoken(
            kind=kind,
            label=self._stock.labels[kind],
            phrase=self._stock_phrase(text, kind),
            pause_ms=BREATH,
            place=self._script.place,
        )

    def _body(self, steps: Iterable[Step]) -> tuple[PlanNode, ...]:
        nodes = [node for step in steps for node in self._nodes(step)]
        return tuple(node for node in nodes if not _is_empty(node))

    def _nodes(self, step: Step) -> tuple[PlanNode, ...]:
        match step:
            case Say():
                return (self._say(step),)
            case Ready():
                return (self._ready(step),)
            case Hold():
                return (self._hold(step),)
            case Rest():
                return (self._rest(step),)
            case Move():
                return tuple(self._part(part, step) for part in step.move)
            case Repeat():
                return (self._rounds(step),)

    def _say(self, step: Say) -> Spoken:
        return Spoken(
            kind="instruction",
            label=self._stock.labels["instruction"],
            phrase=self._phrase(step.say, "instruction"),
            pause_ms=self._duration(step.pause),
            place=step.place,
        )

    def _ready(self, step: Ready) -> Timed:
        return Timed(
            kind="ready",
            label=self._stock.labels["ready"],
            duration_ms=self._duration(step.ready),
            start=self._start(step.start, ""),
            place=step.place,
        )

    def _hold(self, step: Hold) -> Timed:
        duration = self._duration(step.hold)
        start = self._start(step.start, self._stock.squeeze)
        numbers = counts(step.count or default_policy(duration), duration)
        return Timed(
            kind="hold",
            label=_label(start, self._stock.labels["hold"]),
            duration_ms=duration,
            start=start,
            counts=tuple(
                Count(offset, self._number(number, "count")) for offset, number in numbers
            ),
            place=step.place,
        )

    def _rest(self, step: Rest) -> Timed:
        start = self._start(step.start, self._stock.relax)
        return Timed(
            kind="rest",
            label=_label(start, self._stock.labels["rest"]),
            duration_ms=self._duration(step.rest),
            start=start,
            pool=step.cue.name if step.cue else None,
            pool_every=step.cue.every if step.cue else 1,
            place=step.place,
        )

    def _part(self, part: Part, move: Move) -> Timed:
        beat = self._duration(move.beat) if move.beat is not None else None
        if part.for_ is not None:
            duration = self._duration(part.for_)
        else:
            duration = Milliseconds(self._whole(part.beats or 1) * (beat or 0))
        start = self._phrase(part.say, "start")
        return Timed(
            kind="move",
            label=_label(start, self._stock.labels["move"]),
            duration_ms=duration,
            start=start,
            pool=part.cue.name if part.cue else None,
            pool_every=part.cue.every if part.cue else 1,
            beat_ms=beat or duration,
            place=part.place,
        )

    def _rounds(self, step: Repeat) -> Rounds:
        return Rounds(
            times=self._whole(step.times) if step.times is not None else None,
            dose_ms=self._duration(step.for_) if step.for_ is not None else None,
            announce=step.announce,
            body=self._body(step.steps),
            place=step.place,
        )

    def _start(self, words: Words | None, stock: str) -> Phrase | None:
        if words is None:
            return self._stock_phrase(stock, "start") if stock else None
        return None if words.text == NO_WORDS else self._phrase(words, "start")

    def _phrase(self, words: Words, role: SpeechRole) -> Phrase:
        text = self._fill(words)
        return Phrase(Utterance(text, self._stock.language), text, role, words.place)

    def _stock_phrase(self, text: str, role: SpeechRole) -> Phrase:
        return Phrase(Utterance(text, self._stock.language), text, role)

    def _number(self, number: int, role: SpeechRole) -> Phrase:
        return self._stock_phrase(self._stock.number(number), role)

    def _duration(self, value: Duration) -> Milliseconds:
        return Milliseconds(self._chosen[value.name].amount) if isinstance(value, Ref) else value

    def _whole(self, value: Whole) -> int:
        return self._chosen[value.name].amount if isinstance(value, Ref) else value

    def _fill(self, words: Words) -> str:
        def value(match: re.Match[str]) -> str:
            name = match["name"] or match["braced"]
            return self._spoken(self._chosen[name]) if name else "$"

        return REF.sub(value, words.text)

    def _spoken(self, value: Value) -> str:
        match value.kind:
            case "duration":
                return self._stock.duration(Milliseconds(value.amount))
            case "number":
                return self._stock.number(value.amount)
            case _:
                return value.text


def _works(body: tuple[PlanNode, ...]) -> bool:
    return any(not isinstance(node, Spoken) for node in body)


def _is_empty(node: PlanNode) -> bool:
    """Whether the listener's settings leave nothing of it, such as a rest of 0 s."""
    match node:
        case Timed():
            return node.duration_ms == 0
        case Rounds():
            return node.times == 0 or not node.body
        case Spoken():
            return False


def _label(start: Phrase | None, stock: str) -> str:
    return start.text.rstrip(".!") if start else stock
