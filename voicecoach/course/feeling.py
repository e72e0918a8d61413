"""How sessions felt, and the settings they were done with, over time."""

from collections.abc import Iterable, Sequence
from datetime import datetime

import msgspec

from voicecoach.diary.entry import Entry
from voicecoach.errors import SettingError
from voicecoach.script.settings import Value, read_value


class Scores(msgspec.Struct, frozen=True):
    """What was told of several sessions, from 0 to 10.

    Attributes:
        count: how many sessions.
        mean: of them all.
        lowest: of them all.
        highest: of them all.
    """

    count: int
    mean: float
    lowest: int
    highest: int


class Reading(msgspec.Struct, frozen=True):
    """A setting as a session had it.

    Attributes:
        at: when the session began.
        value: an amount, never words.
    """

    at: datetime
    value: Value


def scores_of(told: Iterable[int | None]) -> Scores | None:
    """Sum up what was told; None where nothing was."""
    known = [score for score in told if score is not None]
    if not known:
        return None
    return Scores(len(known), sum(known) / len(known), min(known), max(known))


def amount_of(text: str) -> Value | None:
    """Read a setting that can grow: a number, a length or a quantity; None for any other."""
    try:
        value = read_value(text)
    except SettingError:
        return None
    return None if value.kind == "text" else value


def readings_of(entries: Iterable[Entry], setting: str) -> tuple[Reading, ...]:
    """Return what a setting was, session by session; only what compares with the last one."""
    told = ((entry.started_at, amount_of(entry.settings.get(setting, ""))) for entry in entries)
    readings = [Reading(at, value) for at, value in told if value]
    return tuple(one for one in readings if comparable(one.value, readings[-1].value))


def changing(entries: Sequence[Entry]) -> dict[str, tuple[Reading, ...]]:
    """Return the settings whose amount did not stay the same, by name, session by session."""
    names = sorted({name for entry in entries for name in entry.settings})
    found = {name: readings_of(entries, name) for name in names}
    return {name: told for name, told in found.items() if len({one.value for one in told}) > 1}


def comparable(one: Value, other: Value) -> bool:
    """Whether both are amounts of the same thing."""
    return (one.kind, one.unit) == (other.kind, other.unit)
