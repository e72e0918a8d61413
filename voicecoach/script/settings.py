"""Settings: what the listener may change, within the author's limits."""

import re
from collections.abc import Iterable, Mapping
from typing import Literal

import msgspec

from voicecoach.errors import SettingError, UnknownNameError, UsageError, printable
from voicecoach.script.problems import Place
from voicecoach.units import format_duration, parse_duration

SettingKind = Literal["duration", "number", "quantity", "text"]
LEVEL = "level"
"""Name of the setting that a script with levels has of itself."""

MAX_TEXT = 200
_KINDS = {
    "duration": "a length",
    "number": "a whole number",
    "quantity": "an amount",
    "text": "words",
}
_WHOLE = re.compile(r"\d{1,9}", re.ASCII)
_QUANTITY = re.compile(r"(\d{1,6})(?:[.,](\d{1,3}))?\s*([^\W\d_][^\W\d_]{0,19}|%|°)?")


class Value(msgspec.Struct, frozen=True):
    """What a setting is set to.

    Attributes:
        kind: how `amount` is to be read.
        text: as the listener writes it.
        amount: milliseconds, the number, or thousandths of the unit; 0 for words.
        unit: of a quantity, as written.
        spoken: what the session says and shows of it instead; empty for the same.
    """

    kind: SettingKind
    text: str
    amount: int = 0
    unit: str = ""
    spoken: str = ""


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
        place: where it stands in the script; None for the level.
    """

    default: Value
    minimum: Value | None = None
    maximum: Value | None = None
    choices: tuple[Value, ...] = ()
    about: str = ""
    place: Place | None = None

    def read(self, name: str, text: str) -> Value:
        """Read what the listener wrote.

        Raises:
            SettingError: it is not one of the choices, of another kind, or beyond a limit.
        """
        if self.choices:
            wish = text.lower()
            found = [
                choice
                for choice in self.choices
                if wish in (choice.text.lower(), choice.spoken.lower())
            ]
            if found:
                return found[0]
            raise SettingError(name, text, self.expected)
        value = self._read(text)
        alike = (value.kind, value.unit) == (self.default.kind, self.default.unit)
        if not alike or not self._allows(value):
            raise SettingError(name, text, self.expected)
        return value

    def _read(self, text: str) -> Value:
        if self.default.kind == "quantity":
            return read_quantity(text, self.default.unit) or Value("text", text)
        value = read_value(text)
        return Value("text", value.text) if self.default.kind == "text" else value

    @property
    def expected(self) -> str:
        """What it can take, as a clause."""
        if self.choices:
            return " or ".join(choice.text for choice in self.choices)
        if self.minimum or self.maximum:
            limits = (("from", self.minimum), ("to", self.maximum))
            words = [f"{word} {limit.text}" for word, limit in limits if limit]
            return f"{' '.join([_KINDS[self.default.kind], *words])}, such as {self.default.text}"
        return f"{_KINDS[self.default.kind]} such as {self.default.text}"

    def _allows(self, value: Value) -> bool:
        low = self.minimum is None or value.amount >= self.minimum.amount
        return low and (self.maximum is None or value.amount <= self.maximum.amount)


def read_value(text: str) -> Value:
    """Read a whole number, a duration, a quantity such as ``2.5 kg``, or else words.

    Raises:
        SettingError: words that are too long to be a setting, or that nobody can see.
    """
    text = " ".join(text.split())
    if not text.isprintable():
        raise SettingError("text", printable(text[:20]), "letters that can be seen")
    if _WHOLE.fullmatch(text):
        return Value("number", str(int(text)), int(text))
    try:
        time = parse_duration(text)
    except ValueError:
        pass
    else:
        return Value("duration", format_duration(time), time)
    if len(text) > MAX_TEXT:
        raise SettingError("text", text[:20] + "…", f"at most {MAX_TEXT} letters")
    return read_quantity(text) or Value("text", text)


def read_quantity(text: str, unit: str = "") -> Value | None:
    """Read an amount with its unit; `unit` is what it has where none is written."""
    match = _QUANTITY.fullmatch(text.strip())
    unit = (match[3] if match else "") or unit
    if match is None or not unit:
        return None
    amount = int(match[1]) * 1000 + int((match[2] or "0").ljust(3, "0"))
    return Value("quantity", f"{format_amount(amount)} {unit}", amount, unit)


def format_amount(thousandths: int) -> str:
    """Write thousandths as a decimal number: ``2.5``."""
    whole, fraction = divmod(thousandths, 1000)
    return f"{whole}.{fraction:03d}".rstrip("0") if fraction else str(whole)


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
