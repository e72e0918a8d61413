"""The agenda: what is due today, done and left, and when the next dose is sensible.

All of it is by the clock on the wall of the place: a day begins at its midnight.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

import msgspec

from voicecoach.diary.entry import Entry, in_order
from voicecoach.diary.programme import ONE_DAY, History, Programme, due_on, programme_on

LONGEST_REST = 400
"""Days that are looked ahead for the next dose: no pause is longer than a year."""


class Doses(msgspec.Struct, frozen=True):
    """One script's share of a day.

    Attributes:
        script: by name.
        due: how often it is due; 0 for one that is not in the programme.
        done: how often it was done.
        next_at: when the next one is sensible, on the clock on the wall; None with none left.
    """

    script: str
    due: int
    done: int
    next_at: datetime | None = None

    @property
    def left(self) -> int:
        """How often it has still to be done."""
        return max(0, self.due - self.done)


class Agenda(msgspec.Struct, frozen=True):
    """A day, at a moment of it.

    Attributes:
        now: the moment, on the clock on the wall.
        programme: that holds; None where there is none, or it has ended.
        doses: of the programme's scripts in its order, then of what else was done.
    """

    now: datetime
    programme: Programme | None
    doses: tuple[Doses, ...]

    @property
    def due(self) -> int:
        """Doses of the day."""
        return sum(each.due for each in self.doses)

    @property
    def left(self) -> int:
        """Doses that have still to be done."""
        return sum(each.left for each in self.doses)

    @property
    def done(self) -> int:
        """Doses of the day that are done; more of a script than is due do not count."""
        return self.due - self.left

    @property
    def next(self) -> Doses | None:
        """The script that is due next, of several the one done least; None with none left today."""
        waiting = [
            (each.next_at, each.done, index)
            for index, each in enumerate(self.doses)
            if each.next_at
        ]
        return self.doses[min(waiting)[-1]] if waiting else None

    @property
    def next_at(self) -> datetime | None:
        """When the next dose is sensible, today or on another day; None where none is to come."""
        if self.next:
            return self.next.next_at
        programme = self.programme
        if programme is None:
            return None
        day = next((day for day in _days_after(self.now.date()) if programme.due_on(day)), None)
        return datetime.combine(day, programme.wakes) if day else None


def agenda(history: History, entries: Iterable[Entry], now: datetime) -> Agenda:
    """Return the day that `now` lies in.

    Args:
        history: the programmes that were set.
        entries: what was done, on that day at least.
        now: the moment, with the offset from UTC of the place.
    """
    today = now.date()
    held = programme_on(history, today)
    programme = held if held and held.runs_on(today) else None
    done = doses_done(entries, today)
    due = due_on(history, today)
    scripts = dict.fromkeys((*due, *done))
    return Agenda(
        now=now.replace(tzinfo=None),
        programme=programme,
        doses=tuple(
            _doses(script, due.get(script, 0), done.get(script, ()), programme, now)
            for script in scripts
        ),
    )


def doses_done(entries: Iterable[Entry], day: date) -> Mapping[str, Sequence[Entry]]:
    """Return the doses that were done on a day, by script, each in the order it was begun."""
    done: dict[str, list[Entry]] = {}
    for entry in sorted(entries, key=in_order):
        if entry.day == day and entry.is_dose:
            done.setdefault(entry.script, []).append(entry)
    return done


def _doses(
    script: str, due: int, done: Sequence[Entry], programme: Programme | None, now: datetime
) -> Doses:
    if programme is None or len(done) >= due:
        return Doses(script, due, len(done))
    begun = done[-1].started_at.astimezone(now.tzinfo).replace(tzinfo=None) if done else None
    at = _sensible(programme, now.replace(tzinfo=None), begun, due - len(done))
    return Doses(script, due, len(done), at)


def _sensible(programme: Programme, now: datetime, begun: datetime | None, left: int) -> datetime:
    """Spread what is left evenly, from the last dose to the end of the waking day.

    Someone who is late does the others closer together, and someone who was early has more
    time in between.
    """
    wakes = datetime.combine(now.date(), programme.wakes)
    if begun is None:
        return max(now, wakes)
    rest = datetime.combine(now.date(), programme.sleeps) - begun
    at = begun + max(rest, timedelta()) / (left + 1)
    return max(now, wakes, at.replace(second=0, microsecond=0))


def _days_after(day: date) -> Iterable[date]:
    return (day + number * ONE_DAY for number in range(1, LONGEST_REST))
