"""Settings: what the listener may change, within the author's limits."""

import re
from collections.abc import Iterable, Mapping
from typing import Literal

import msgspec

from voicecoach.errors import SettingError, UnknownNameError, UsageError
from voicecoach.units import Milliseconds, format_duration, parse_duration

SettingKind = Literal["duration", "number", "choice", "text"]
LEVEL = "level"
"""Name of the setting that a script with levels has of itself."""

MAX_TEXT = 200
_KINDS = {"duration": "a length", "number": "a whole number", "text": "words"}


class Value(msgspec.Struct, frozen=True):
    """What a setting is set to.

    Attributes:
        kind: how `amount` is to be read.
        text: as shown and, for words, as spoken.
        amount: milliseconds or the number; 0 for words.
    """

    kind: SettingKind
    text: str
    amount: int = 0


Chosen = Mapping[str, Value]
"""A value for every name that a script's texts and steps may use."""


class Setting(msgspec.Struct, frozen=True, kw_only=True):
    """One thing the listener may change.

    Attributes:
        default: what it is where nothing is said.
        minimum: least value; None for no limit.
        maximum: greatest value; None for no limit.
        choices: all it can be; empty for any value of its kind.
        about: a sentence for the listener.
    """

    default: Value
    minimum: Value | None = None
    maximum: Value | None = None
    choices: tuple[Value, ...] = ()
    about: str = ""

    def read(self, name: str, text: str) -> Value:
        """Read what the listener wrote.

        Raises:
            SettingError: it is not one of the choices, of another kind, or beyond a limit.
        """
        if self.choices:
            found = [choice for choice in self.choices if choice.text.lower() == text.lower()]
            if found:
                return found[0]
            raise SettingError(name, text, self.expected)
        value = read_value(text)
        if self.default.kind == "text":
            value = Value("text", value.text)
        if value.kind != self.default.kind or not self._allows(value):
            raise SettingError(name, text, self.expected)
        return value

    @property
    def expected(self) -> str:
        """What it can take, as a clause."""
        if self.choices:
            return " or ".join(choice.text for choice in self.choices)
        if self.minimum or self.maximum:
            limits = (("from", self.minimum), ("to", self.maximum))
            words = [f"{word} {limit.text}" for word, limit in limits if limit]
            return " ".join([_KINDS[self.default.kind], *words])
        return f"{_KINDS[self.default.kind]} such as {self.default.text}"

    def _allows(self, value: Value) -> bool:
        low = self.minimum is None or value.amount >= self.minimum.amount
        return low and (self.maximum is None or value.amount <= self.maximum.amount)


def read_value(text: str) -> Value:
    """Read a duration, a whole number or, failing both, words.

    Raises:
        SettingError: words that are too long to be a setting.
    """
    text = " ".join(text.split())
    if re.fullmatch(r"\d{1,9}", text, re.ASCII):
        return Value("number", str(int(text)), int(text))
    try:
        time = parse_duration(text)
    except ValueError:
        if len(text) > MAX_TEXT:
            raise SettingError("text", text[:20] + "…", f"at most {MAX_TEXT} letters") from None
        return Value("text", text)
    return Value("duration", format_duration(time), time)


def duration_value(time: Milliseconds) -> Value:
    """Return the value of a length."""
    return Value("duration", format_duration(time), time)


def read_assignments(assignments: Iterable[str]) -> dict[str, str]:
    """Split ``NAME=VALUE`` texts; the last one of a name counts.

    Raises:
        UsageError: there is no ``=`` in one.
    """
    chosen = {}
    for assignment in assignments:
        name, equals, value = assignment.partition("=")
        if not equals or not name.strip() or not value.strip():
            raise UsageError(f"'{assignment}' is not a setting: write it like hold=8s")
        chosen[name.strip()] = value.strip()
    return chosen


def choose(settings: Mapping[str, Setting], wishes: Mapping[str, str]) -> dict[str, Value]:
    """Return every setting's value: the listener's wish, or else the default.

    Raises:
        UnknownNameError: a wish for a setting that there is not.
        SettingError: a wish it cannot take.
    """
    for name in wishes:
        if name not in settings:
            raise UnknownNameError("setting", name, sorted(settings))
    return {
        name: setting.read(name, wishes[name]) if name in wishes else setting.default
        for name, setting in settings.items()
    }


def differing(settings: Mapping[str, Setting], chosen: Chosen) -> dict[str, Value]:
    """Return only what is not the default, by name in alphabetical order."""
    return {
        name: chosen[name] for name in sorted(settings) if chosen[name] != settings[name].default
    }
