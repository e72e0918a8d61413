"""Doses done against due, by day and week, and how many in a row."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby

import msgspec

from voicecoach.diary.entry import Entry
from voicecoach.diary.programme import ONE_DAY, History, due_on


class Tally(msgspec.Struct, frozen=True):
    """Doses of one script, or of several.

    Attributes:
        done: how many were.
        due: how many were to be.
        met: how many of those due were done. What was done beyond does not make up for what
            was missed on another day, or of another script.
    """

    done: int
    due: int
    met: int

    @property
    def percent(self) -> int | None:
        """How much of what was due was done, rounded down; None where nothing was due."""
        return 100 * self.met // self.due if self.due else None


class Day(msgspec.Struct, frozen=True):
    """One day's doses.

    Attributes:
        day: on the calendar of the place the listener was at.
        scripts: of each script that was due or done.
    """

    day: date
    scripts: Mapping[str, Tally]

    @property
    def tally(self) -> Tally:
        """All scripts together."""
        return added(self.scripts.values())


class Streak(msgspec.Struct, frozen=True):
    """Doses done in a row, none of those due left out in between.

    Attributes:
        current: up to now.
        longest: there was.
    """

    current: int
    longest: int


def added(tallies: Iterable[Tally]) -> Tally:
    """Add tallies up."""
    done = due = met = 0
    for one in tallies:
        done, due, met = done + one.done, due + one.due, met + one.met
    return Tally(done, due, met)


def so_far(tally: Tally, day: date, today: date) -> Tally:
    """Return a day's tally; of today's doses those that are not done are not due yet."""
    return tally if day < today else Tally(tally.done, tally.met, tally.met)


def days_of(entries: Iterable[Entry], history: History, first: date, last: date) -> tuple[Day, ...]:
    """Return every day from `first` to `last`, judged by the programme that held then."""
    done: defaultdict[date, Counter[str]] = defaultdict(Counter)
    for entry in entries:
        done[entry.day][entry.script] += entry.is_dose
    return tuple(_day(day, done[day], history) for day in each_day(first, last))


def each_day(first: date, last: date) -> Iterator[date]:
    """Yield the days from `first` to `last`, both included."""
    for number in range((last - first).days + 1):
        yield first + number * ONE_DAY


def _day(day: date, done: Counter[str], history: History) -> Day:
    due = due_on(history, day)
    counts = {script: (done[script], due.get(script, 0)) for script in sorted({*due, *+done})}
    return Day(day, {script: Tally(*count, min(count)) for script, count in counts.items()})


def by_week(days: Sequence[Day]) -> tuple[tuple[Day, ...], ...]:
    """Group days by calendar week; the first and the last may be short."""
    weeks = groupby(days, key=lambda one: monday_of(one.day))
    return tuple(tuple(week) for _, week in weeks)


def monday_of(day: date) -> date:
    """Return the day on which a day's week began."""
    return day - day.weekday() * ONE_DAY


def streak_of(days: Sequence[Day], today: date) -> Streak:
    """Count the doses in a row.

    Of a day on which some are missing, those count as its first: the doses that were done on
    it begin a new streak. Today's are not missing yet. A day on which nothing was due neither
    breaks a streak nor adds to it, and nothing is gained by doing more than was due.
    """
    current = longest = 0
    for one in days:
        tally = so_far(one.tally, one.day, today)
        current = current + tally.met if tally.met == tally.due else tally.met
        longest = max(longest, current)
    return Streak(current, longest)
