"""From the value a setting had to the next one, within the limits of the script's author."""

from collections.abc import Mapping
from typing import Literal

import msgspec

from voicecoach.course.feeling import amount_of, comparable
from voicecoach.course.rules import BY_LEVEL, GROWTHS, Growth
from voicecoach.errors import SettingError
from voicecoach.script.loader import settings_of
from voicecoach.script.model import Name, Script
from voicecoach.script.settings import LEVEL, Setting, Value, format_amount
from voicecoach.units import Milliseconds, format_duration

Way = Literal["on", "back"]


class Ladder(msgspec.Struct, frozen=True):
    """What of a script grows, and how far.

    Attributes:
        growth: which of its settings, and by what.
        setting: itself.
        meanings: what each level stands for, as words, by the level as it is written.
    """

    growth: Growth
    setting: Setting
    meanings: Mapping[str, str] = {}

    def value(self, settings: Mapping[str, str]) -> str:
        """Return what a session's settings say of it, as it is written."""
        text = settings.get(self.growth.setting, self.setting.default.text)
        amount = amount_of(text)
        return amount.text if amount else text

    def measures(self, value: str) -> bool:
        """Whether a value is one that a step can be taken from."""
        if self.setting.choices:
            return value in self._choices
        here, step = amount_of(value), amount_of(self.growth.step)
        return here is not None and step is not None and comparable(here, step)

    def next(self, value: str, way: Way) -> str | None:
        """Return the value after or before, as it is written; None where there is none."""
        if not self.measures(value):
            return None
        return self._neighbour(value, way) if self.setting.choices else self._moved(value, way)

    def ends_at(self, value: str) -> bool:
        """Whether the script goes no further than a value, as far as anyone can know."""
        knowable = bool(self.setting.choices) or self.measures(value)
        return knowable and self.next(value, "on") is None

    def in_words(self, value: str) -> str:
        """Write a value with the name of its setting: ``level 2 (height 10 centimetres)``."""
        meaning = self.meanings.get(value)
        return f"{self.growth.setting} {value}" + (f" ({meaning})" if meaning else "")

    @property
    def _choices(self) -> tuple[str, ...]:
        return tuple(choice.text for choice in self.setting.choices)

    def _neighbour(self, value: str, way: Way) -> str | None:
        there = self._choices.index(value) + (1 if way == "on" else -1)
        return self._choices[there] if 0 <= there < len(self._choices) else None

    def _moved(self, value: str, way: Way) -> str | None:
        here, step = amount_of(value), amount_of(self.growth.step)
        if here is None or step is None:
            return None
        amount = here.amount + (step.amount if way == "on" else -step.amount)
        if amount <= 0:
            return None
        try:
            return self.setting.read(self.growth.setting, _written(amount, here)).text
        except SettingError:
            return None


def ladder_of(name: str, script: Script) -> Ladder | None:
    """Return what grows in the script of that name; None where nothing is known to."""
    growth = BY_LEVEL if script.levels else GROWTHS.get(name)
    setting = settings_of(script).get(growth.setting) if growth else None
    if growth is None or setting is None:
        return None
    if growth.setting != LEVEL:
        return Ladder(growth, setting)
    return Ladder(growth, setting, {str(n): _meaning(level) for n, level in script.levels.items()})


def _meaning(level: Mapping[Name, Value]) -> str:
    return ", ".join(f"{name} {value.text}" for name, value in level.items())


def _written(amount: int, like: Value) -> str:
    """Write an amount as the listener would."""
    match like.kind:
        case "duration":
            return format_duration(Milliseconds(amount))
        case "quantity":
            return f"{format_amount(amount)} {like.unit}"
        case _:
            return str(amount)
