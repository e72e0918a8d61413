"""Days and times as people write them, at places whose clocks are set by hand."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from voicecoach.diary.when import localize, now, read_day, read_moment, read_time
from voicecoach.errors import UsageError

BERLIN = ZoneInfo("Europe/Berlin")
TODAY = date(2026, 10, 25)
"""The night before it, the clocks went back from three to two."""

NOON = datetime(2026, 10, 25, 12, 0, tzinfo=BERLIN)


def berlin(moment):
    return moment.replace(tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-03", date(2026, 11, 3)),
        ("today", TODAY),
        (" Yesterday", date(2026, 10, 24)),
        ("tomorrow", date(2026, 10, 26)),
    ],
)
def test_days(text, day):
    assert read_day(text, TODAY) == day


@pytest.mark.parametrize(
    "text", ["", "soon", "2026-13-01", "3.11.", "2026-11", "9999-12-31", "0001-01-01"]
)
def test_no_days(text):
    with pytest.raises(UsageError, match="is not a day: write it like 2026-10-25, or yesterday"):
        read_day(text, TODAY)


@pytest.mark.parametrize(
    ("text", "clock"), [("8", time(8)), ("08:00", time(8)), ("21:30", time(21, 30)), ("0", time(0))]
)
def test_times(text, clock):
    assert read_time(text) == clock


@pytest.mark.parametrize("text", ["", "25:00", "8:61", "morning", "8h", "-1"])
def test_no_times(text):
    with pytest.raises(UsageError, match="is not a time of the day"):
        read_time(text)


@pytest.mark.parametrize(
    ("text", "in_utc"),
    [
        ("8:15", "2026-10-25 07:15"),
        ("today 8:15", "2026-10-25 07:15"),
        ("yesterday 8:15", "2026-10-24 06:15"),
        ("2026-10-24 8:15", "2026-10-24 06:15"),
        ("2026-10-24T08:15", "2026-10-24 06:15"),
        ("2026-10-24T08:15:30", "2026-10-24 06:15:30"),
        ("2026-10-24", "2026-10-24 10:00"),
        ("yesterday", "2026-10-24 10:00"),
        ("2026-10-24 08:15+13:00", "2026-10-23 19:15"),
        ("2026-10-24T08:15:30Z", "2026-10-24 08:15:30"),
        ("2026-10-24T08:15-05:00", "2026-10-24 13:15"),
    ],
)
def test_moments_have_the_offset_that_the_place_had_then(text, in_utc):
    moment = read_moment(text, NOON, berlin)
    assert moment.astimezone(UTC) == datetime.fromisoformat(in_utc).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    ["", "soon", "8", "8:15 yesterday", "2026-10-24 8:15+99", "0001-01-01 08:15+13:00"],
)
def test_no_moments(text):
    with pytest.raises(UsageError, match="is not a time: write it like 14:30, yesterday 14:30"):
        read_moment(text, NOON, berlin)


def test_a_day_that_is_not_over_is_until_now():
    morning = NOON.replace(hour=9)
    assert read_moment("today", morning, berlin) == morning
    with pytest.raises(UsageError, match="is still to come"):
        read_moment("tomorrow", morning, berlin)


def test_what_is_still_to_come_was_not():
    with pytest.raises(UsageError, match="'12:01' is still to come"):
        read_moment("12:01", NOON, berlin)


def test_the_computers_clock_tells_its_offset():
    assert now().tzinfo is not None
    assert localize(datetime(2026, 7, 1, 12)).replace(tzinfo=None) == datetime(2026, 7, 1, 12)  # noqa: DTZ001 - it has none yet
