"""Clocks and calendars: what day it is where the listener is, and what they write for a day."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, time
from typing import TypeVar

from voicecoach.diary.programme import ONE_DAY
from voicecoach.errors import UsageError

Clock = Callable[[], datetime]
"""Tells the moment, with the offset from UTC of the place."""

Localize = Callable[[datetime], datetime]
"""Gives what the clock on the wall shows the offset from UTC that the place has then."""

_NOON = time(12)

_YEARS = range(1900, 3000)

_Day = TypeVar("_Day", date, datetime)

_NEAR = {"yesterday": -1, "today": 0, "tomorrow": 1}


def now() -> datetime:
    """Tell the moment by the computer's clock, where the computer is set to be."""
    return datetime.now().astimezone()


def localize(moment: datetime) -> datetime:
    """Give a moment without one the offset from UTC that the computer's place has then."""
    return moment.astimezone()


def read_day(text: str, today: date) -> date:
    """Read a day as people write it: ``2026-11-25``, ``today``, ``yesterday``, ``tomorrow``.

    Raises:
        UsageError: it is none.
    """
    word = text.strip().lower()
    try:
        if word in _NEAR:
            return today + _NEAR[word] * ONE_DAY
        return _within_reason(date.fromisoformat(word))
    except (ValueError, OverflowError):
        raise UsageError(f"'{text}' is not a day: write it like {today}, or yesterday") from None


def read_time(text: str) -> time:
    """Read a time of the day: ``8:00``, ``21``.

    Raises:
        UsageError: it is none.
    """
    hours, _, minutes = text.strip().partition(":")
    try:
        return time(int(hours), int(minutes or 0))
    except ValueError:
        raise UsageError(f"'{text}' is not a time of the day: write it like 08:00") from None


def read_moment(text: str, now: datetime, localize: Localize) -> datetime:
    """Read when something was: ``14:30``, ``yesterday 14:30``, ``2026-11-25 14:30``.

    Of a day alone it is noon, or now where that is still to come.

    Args:
        text: as written; with an offset from UTC it may have been at any place.
        now: the moment that it is.
        localize: gives it the offset of the place where it has none.

    Raises:
        UsageError: it is none, or it is still to come.
    """
    moment = _moment(text.strip(), now.date())
    if moment.tzinfo is None:
        moment = localize(moment)
    if moment <= now:
        return moment
    if ":" not in text and moment.date() == now.date():
        return now
    raise UsageError(f"'{text}' is still to come: give the time a session began")


def _moment(text: str, today: date) -> datetime:
    with suppress(ValueError):
        if ":" in text:
            return _within_reason(datetime.fromisoformat(text))
    day, _, clock = text.rpartition(" ")
    try:
        if ":" not in text:
            return datetime.combine(read_day(text, today), _NOON)
        return datetime.combine(read_day(day, today) if day else today, read_time(clock))
    except UsageError:
        example = f"14:30, yesterday 14:30 or {today} 14:30"
        raise UsageError(f"'{text}' is not a time: write it like {example}") from None


def _within_reason(day: _Day) -> _Day:
    """Return a day that can be reckoned with.

    Raises:
        ValueError: it is so far away that a time zone may lead out of the calendar.
    """
    if day.year not in _YEARS:
        raise ValueError(day)
    return day
