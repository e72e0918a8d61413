"""The programme: what is to be done daily, and from when to when."""

from datetime import date, time

import msgspec


class Pause(msgspec.Struct, frozen=True):
    """Days on which nothing is due.

    Attributes:
        first: the first of them.
        last: the last of them.
    """

    first: date
    last: date


class Programme(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be done each day.

    Attributes:
        scripts: by name; each of them is due `per_day` times.
        per_day: doses of each script.
        wakes: when the day's first dose may be.
        sleeps: when the last one should have been done.
        first: the first day it holds on.
        last: the last one; None for as long as nothing else is set.
        pauses: days on which it rests.
    """

    scripts: tuple[str, ...]
    per_day: int
    wakes: time
    sleeps: time
    first: date
    last: date | None = None
    pauses: tuple[Pause, ...] = ()

    def due_on(self, day: date) -> int:
        """Doses of each script on a day."""
        runs = self.first <= day and (self.last is None or day <= self.last)
        resting = any(pause.first <= day <= pause.last for pause in self.pauses)
        return self.per_day if runs and not resting else 0


History = tuple[Programme, ...]
"""Programmes in the order they were set in; each holds until the next one begins."""


def programme_on(history: History, day: date) -> Programme | None:
    """Return the programme that holds on a day."""
    return next((one for one in reversed(history) if one.first <= day), None)
