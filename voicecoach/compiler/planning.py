"""From a script and its settings to a plan."""

from collections.abc import Iterable, Mapping
from typing import Literal

import msgspec

from voicecoach.compiler.counting import counts, default_policy
from voicecoach.compiler.plan import (
    Count,
    Phrase,
    Plan,
    PlanNode,
    Preferences,
    Rounds,
    Spoken,
    Timed,
    Titled,
)
from voicecoach.compiler.wording import Wording
from voicecoach.script.loader import settings_of
from voicecoach.script.model import (
    Duration,
    EachSide,
    Hold,
    Include,
    Move,
    Part,
    PoolRef,
    Ready,
    Ref,
    Repeat,
    Rest,
    Say,
    Script,
    Step,
    Switch,
    Wait,
    Whole,
)
from voicecoach.script.phrases import phrases_for
from voicecoach.script.phrases.stock import Side
from voicecoach.script.problems import Place
from voicecoach.script.settings import LEVEL, Chosen, Value, choose
from voicecoach.units import Milliseconds

COUNTDOWN = (3, 2, 1)

_STOPS = ".!\N{IDEOGRAPHIC FULL STOP}\N{FULLWIDTH EXCLAMATION MARK}"
"""What ends a sentence, and has no place in a label."""

BREATH = Milliseconds(700)
"""Silence after what the compiler itself says."""


def plan(script: Script, preferences: Preferences = Preferences()) -> Plan:  # noqa: B008 - frozen
    """Make the plan of a session.

    Raises:
        UnknownNameError: a setting that the script has not, or a language without words.
        SettingError: a value that a setting cannot take.
    """
    return _Planner(script, preferences, choose_all(script, preferences.settings), {}).plan()


def choose_all(script: Script, wishes: Mapping[str, str]) -> Chosen:
    """Value every name that the script may use: its settings, and what the level means.

    Raises:
        UnknownNameError: a wish for a setting that there is not.
        SettingError: a wish it cannot take.
    """
    chosen = choose(settings_of(script), wishes)
    return chosen | script.levels[chosen[LEVEL].amount] if script.levels else chosen


Pools = dict[str, tuple[Phrase, ...]]


class _Planner:
    """Plans one script; another one, with the same pools, for each that it includes."""

    def __init__(
        self, script: Script, preferences: Preferences, chosen: Chosen, pools: Pools
    ) -> None:
        self._script = script
        self._preferences = preferences
        self._chosen = chosen
        self._stock = phrases_for(script.language)
        self._wording = Wording(script, preferences, chosen, self._stock)
        self._pools = pools
        self._pool_keys = {
            name: self._keep_pool(name, self._wording.pool(name, pool))
            for name, pool in script.cues.items()
        }

    def plan(self) -> Plan:
        script, stock = self._script, self._stock
        sections = [
            Titled(self._wording.worded(section.section.text), self.body(section.steps))
            for section in script.session
        ]
        return Plan(
            title=script.title,
            language=stock.language,
            sections=tuple(self._framed(sections)),
            pools=self._pools,
            tones=script.tones,
            countdown=tuple(self._wording.number(n, "countdown") for n in COUNTDOWN),
            halfway=self._wording.stock_phrase(stock.halfway, "announce"),
            last=self._wording.stock_phrase(stock.last, "announce"),
        )

    def _framed(self, sections: list[Titled]) -> list[Titled]:
        """Put the safety words first, and closing words last."""
        first, last = sections[0], sections[-1]
        if len(sections) > 1 or _works(last.body):
            sections[-1] = Titled(last.title, self._closed(last.body))
        safety = self._own_words("instruction", self._stock.safety)
        sections[0] = Titled(first.title, (safety, *sections[0].body))
        return sections

    def _closed(self, body: tuple[PlanNode, ...]) -> tuple[PlanNode, ...]:
        if body and isinstance(body[-1], Titled):
            part = body[-1]
            return (*body[:-1], Titled(part.title, self._closed(part.body)))
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
            phrase=self._wording.stock_phrase(text, kind),
            pause_ms=BREATH,
            place=self._script.place,
        )

    def body(self, steps: Iterable[Step]) -> tuple[PlanNode, ...]:
        """Plan some steps of the script."""
        nodes = [node for step in steps for node in self._nodes(step)]
        return tuple(node for node in nodes if not _is_empty(node))

    def _nodes(self, step: Step) -> tuple[PlanNode, ...]:  # noqa: C901, PLR0911 - a verb a case
        match step:
            case Say():
                return self._say(step)
            case Ready():
                return (
                    self._pause("ready", step.ready, self._wording.start(step.start), step.place),
                )
            case Switch():
                start = self._wording.start(step.start, self._stock.switch)
                return (self._pause("switch", step.switch, start, step.place),)
            case Wait():
                return (self._pause("wait", step.wait, self._wording.start(step.say), step.place),)
            case Hold():
                return (self._hold(step),)
            case Rest():
                return (self._rest(step),)
            case Move():
                return tuple(self._part(part, step) for part in step.move)
            case Repeat():
                return (self._rounds(step),)
            case EachSide():
                return self._each_side(step)
            case Include():
                return self._include(step)

    def _say(self, step: Say) -> tuple[PlanNode, ...]:
        phrase = self._wording.phrase(step.say, "instruction")
        unwanted = self._preferences.guidance == "minimal" and step.say.minimal is None
        if phrase is None or unwanted:
            return ()
        spoken = Spoken(
            kind="instruction",
            label=self._stock.labels["instruction"],
            phrase=phrase,
            pause_ms=self._duration(step.pause),
            place=step.place,
        )
        return (spoken,)

    def _pause(
        self,
        kind: Literal["ready", "switch", "wait"],
        duration: Duration,
        start: Phrase | None,
        place: Place,
    ) -> Timed:
        return Timed(
            kind=kind,
            label=self._stock.labels[kind],
            duration_ms=self._duration(duration),
            start=start,
            place=place,
        )

    def _hold(self, step: Hold) -> Timed:
        duration = self._duration(step.hold)
        start = self._wording.start(step.start, self._stock.squeeze)
        numbers = counts(step.count or default_policy(duration), duration)
        return Timed(
            kind="hold",
            label=_label(start, self._stock.labels["hold"]),
            duration_ms=duration,
            start=start,
            counts=tuple(
                Count(offset, self._wording.number(number, "count")) for offset, number in numbers
            ),
            pool=self._pool_of(step.cue),
            pool_every=step.cue.every if step.cue else 1,
            place=step.place,
        )

    def _rest(self, step: Rest) -> Timed:
        start = self._wording.start(step.start, self._stock.relax)
        return Timed(
            kind="rest",
            label=_label(start, self._stock.labels["rest"]),
            duration_ms=self._duration(step.rest),
            start=start,
            pool=self._pool_of(step.cue),
            pool_every=step.cue.every if step.cue else 1,
            announces_next=step.announce == "next",
            place=step.place,
        )

    def _part(self, part: Part, move: Move) -> Timed:
        beat = self._duration(move.beat) if move.beat is not None else None
        if part.for_ is not None:
            duration = self._duration(part.for_)
        else:
            duration = Milliseconds(self._whole(part.beats or 1) * (beat or 0))
        start = self._wording.phrase(part.say, "start")
        return Timed(
            kind="move",
            label=_label(start, self._stock.labels["move"]),
            duration_ms=duration,
            start=start,
            pool=self._pool_of(part.cue),
            pool_every=part.cue.every if part.cue else 1,
            beat_ms=beat or duration,
            place=part.place,
        )

    def _rounds(self, step: Repeat) -> Rounds:
        return Rounds(
            times=self._whole(step.times) if step.times is not None else None,
            dose_ms=self._duration(step.for_) if step.for_ is not None else None,
            announce=step.announce,
            body=self.body(step.steps),
            place=step.place,
        )

    def _each_side(self, step: EachSide) -> tuple[PlanNode, ...]:
        """The steps of one side, the change, the steps of the other."""
        sides: tuple[Side, Side] = ("left", "right") if step.first == "left" else ("right", "left")
        bodies = [self._with_side(side).body(step.steps) for side in sides]
        start = self._wording.start(step.start, self._stock.switch)
        return (*bodies[0], self._pause("switch", step.switch, start, step.place), *bodies[1])

    def _with_side(self, side: Side) -> "_Planner":
        chosen = {**self._chosen, "side": Value("text", side, spoken=self._stock.sides[side])}
        return _Planner(self._script, self._preferences, chosen, self._pools)

    def _include(self, step: Include) -> tuple[PlanNode, ...]:
        """Return another script's sections as one, without its closing words."""
        script = step.script
        if script is None:
            return ()
        wishes = {name: self._wording.written(words.text) for name, words in step.with_.items()}
        chosen = choose_all(script, wishes)
        planner = _Planner(script, self._preferences, chosen, self._pools)
        body = [
            node
            for section in script.session
            if not step.sections or section.section.text in step.sections
            for node in planner.body(section.steps)
        ]
        while body and isinstance(body[-1], Spoken):
            body.pop()
        return (Titled(script.title, tuple(body)),)

    def _keep_pool(self, name: str, phrases: tuple[Phrase, ...]) -> str:
        """Keep a pool and return its key; one that says something else has another."""
        words = " ".join(phrase.text for phrase in phrases)
        key = f"{self._script.place.file}:{name}"
        if self._pools.setdefault(key, phrases) != phrases:
            key = f"{key}:{words}"
            self._pools[key] = phrases
        return key

    def _pool_of(self, ref: PoolRef | None) -> str | None:
        return self._pool_keys[ref.name] if ref else None

    def _duration(self, value: Duration) -> Milliseconds:
        return Milliseconds(self._chosen[value.name].amount) if isinstance(value, Ref) else value

    def _whole(self, value: Whole) -> int:
        return self._chosen[value.name].amount if isinstance(value, Ref) else value


def _works(body: tuple[PlanNode, ...]) -> bool:
    return any(not isinstance(node, Spoken) for node in body)


def _is_empty(node: PlanNode) -> bool:
    """Whether the listener's settings leave nothing of it, such as a rest of 0 s."""
    match node:
        case Timed():
            return node.duration_ms == 0
        case Rounds():
            return node.times == 0 or not node.body
        case Titled():
            return not node.body
        case Spoken():
            return False


def _label(start: Phrase | None, stock: str) -> str:
    return start.text.rstrip(_STOPS) if start else stock
