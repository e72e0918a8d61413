"""The daily doses as a calendar file, which a phone reminds of."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import msgspec

from voicecoach.diary.programme import ONE_DAY, History, Programme

if TYPE_CHECKING:
    from icalendar import Event

_PRODUCT = "-//voicecoach//voicecoach//EN"
_ROUNDED = timedelta(minutes=5)
_YEARS = 20
"""How far into the future the time zone's changes are written down."""


class Exercise(msgspec.Struct, frozen=True):
    """What is to be done, as the calendar tells of it.

    Attributes:
        script: by name.
        title: of the exercise.
        length: about how long it takes.
    """

    script: str
    title: str
    length: timedelta


def dose_times(programme: Programme) -> tuple[time, ...]:
    """Return when each dose of the day is due, spread evenly over it."""
    day = programme.first
    wakes = datetime.combine(day, programme.wakes)
    apart = (datetime.combine(day, programme.sleeps) - wakes) / programme.per_day
    offsets = (number * apart // _ROUNDED * _ROUNDED for number in range(programme.per_day))
    return tuple((wakes + offset).time() for offset in offsets)


def calendar(
    history: History, exercises: Sequence[Exercise], identity: str, zone: ZoneInfo, now: datetime
) -> bytes:
    """Write the doses of the last programme as an iCalendar file (RFC 5545).

    Each dose of the day is an event that recurs daily. The same diary gives the same events
    the same names, so that what is imported later takes the place of what was before; doses
    that are not in the programme any more are cancelled.

    Args:
        history: the programmes that were set; there is one.
        exercises: of the last one, in its order.
        identity: of the diary; see `Diary.identity`.
        zone: of the place.
        now: the moment it is written at.
    """
    from icalendar import Calendar  # noqa: PLC0415 - 60 ms

    programme = history[-1]
    most = max(each.per_day for each in history)
    written = Calendar()
    written.add("prodid", _PRODUCT)
    written.add("version", "2.0")
    written.add("x-wr-calname", "voicecoach")
    for number in range(1, most + 1):
        event = _event(programme, number, zone)
        event.add("uid", f"dose-{number}-{identity}@voicecoach")
        event.add("dtstamp", now.astimezone(UTC))
        event.add("sequence", int(now.timestamp()) // 60)
        if number <= programme.per_day:
            _describe(event, exercises, number, programme.per_day)
        else:
            event.add("summary", f"Dose {number}")
            event.add("status", "CANCELLED")
        written.add_component(event)
    years = timedelta(days=365 * _YEARS)
    written.add_missing_timezones(programme.first - ONE_DAY, now.date() + years)
    return bytes(written.to_ical())


def _event(programme: Programme, number: int, zone: ZoneInfo) -> "Event":
    """Return an event on the days of a programme, at the time of a dose."""
    from icalendar import Event  # noqa: PLC0415 - as above

    times = dose_times(programme)
    at = times[min(number, len(times)) - 1]
    event = Event()
    event.add("dtstart", datetime.combine(programme.first, at, zone))
    rule: dict[str, object] = {"freq": "daily"}
    if programme.last is not None:
        rule["until"] = datetime.combine(programme.last, at, zone).astimezone(UTC)
    event.add("rrule", rule)
    for day in _resting(programme):
        event.add("exdate", datetime.combine(day, at, zone))
    return event


def _resting(programme: Programme) -> Iterable[date]:
    """Return the days on which a programme rests, in order."""
    days = {
        pause.first + number * ONE_DAY
        for pause in programme.pauses
        for number in range((pause.last - pause.first).days + 1)
    }
    return sorted(day for day in days if programme.runs_on(day))


def _describe(event: "Event", exercises: Sequence[Exercise], number: int, per_day: int) -> None:
    from icalendar import Alarm  # noqa: PLC0415 - as above

    titles = ", ".join(exercise.title for exercise in exercises)
    summary = f"{titles} ({number} of {per_day})"
    length = sum((exercise.length for exercise in exercises), timedelta())
    event.add("summary", summary)
    event.add("description", "\n".join(f"voicecoach play {each.script}" for each in exercises))
    event.add("duration", length + -length % _ROUNDED)
    event.add("transp", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary)
    alarm.add("trigger", timedelta())
    event.add_component(alarm)
