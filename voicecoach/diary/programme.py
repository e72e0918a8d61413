"""The programme: what is to be done daily, and from when to when."""

from collections.abc import Mapping
from datetime import date, time, timedelta

import msgspec

ONE_DAY = timedelta(days=1)


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
        return self.per_day if self.runs_on(day) and not self.pause_on(day) else 0

    def runs_on(self, day: date) -> bool:
        """Whether a day is one of its days, those of a pause included."""
        return self.first <= day and (self.last is None or day <= self.last)

    def pause_on(self, day: date) -> Pause | None:
        """Return the pause that a day lies in."""
        return next((pause for pause in self.pauses if pause.first <= day <= pause.last), None)


History = tuple[Programme, ...]
"""Programmes in the order they were set in; each holds until the next one begins."""


def programme_on(history: History, day: date) -> Programme | None:
    """Return the programme that holds on a day."""
    return next((one for one in reversed(history) if one.first <= day), None)


def due_on(history: History, day: date) -> Mapping[str, int]:
    """Return how many doses of each script were or are due on a day; none of them is 0."""
    programme = programme_on(history, day)
    doses = programme.due_on(day) if programme else 0
    return dict.fromkeys(programme.scripts, doses) if programme and doses else {}


def set_programme(history: History, programme: Programme) -> History:
    """Return the history with a programme that takes the place of all from its first day on.

    Days before are judged by what held then. A pause that is not over goes on in the new one.
    """
    before = tuple(one for one in history if one.first < programme.first)
    held = programme_on(history, programme.first)
    pauses = tuple(pause for pause in held.pauses if pause.last >= programme.first) if held else ()
    return (*before, msgspec.structs.replace(programme, pauses=(*pauses, *programme.pauses)))


def pause(history: History, days: Pause) -> History:
    """Return the history with days on which the last programme rests."""
    *before, current = history
    return (*before, msgspec.structs.replace(current, pauses=(*current.pauses, days)))


def resume(history: History, today: date) -> History:
    """Return the history without rest from today on."""
    *before, current = history
    kept = tuple(
        Pause(pause.first, min(pause.last, today - ONE_DAY))
        for pause in current.pauses
        if pause.first < today
    )
    return (*before, msgspec.structs.replace(current, pauses=kept))


def clear(history: History, today: date) -> History:
    """Return the history with nothing due from today on, and no rest."""
    *before, current = resume(history, today)
    yesterday = today - ONE_DAY
    last = yesterday if current.last is None else min(current.last, yesterday)
    return (*before, msgspec.structs.replace(current, last=last))
