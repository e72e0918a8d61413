"""The calendar file, read back by a real iCalendar library and drawn out over the year."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import msgspec
import pytest
from dateutil.rrule import rruleset, rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from voicecoach.diary.calendar import Exercise, calendar, dose_times
from voicecoach.diary.programme import ONE_DAY, Pause, Programme

BERLIN = ZoneInfo("Europe/Berlin")
MINUTES = st.integers(0, 24 * 60 - 1)
NOW = datetime(2026, 10, 20, 12, 0, tzinfo=BERLIN)
SITTING = Exercise("sitting", "Sitting training", timedelta(minutes=11))
STANDING = Exercise("standing", "Standing training", timedelta(minutes=10, seconds=40))
PROGRAMME = Programme(
    scripts=("sitting", "standing"),
    per_day=4,
    wakes=time(8),
    sleeps=time(21),
    first=date(2026, 10, 20),
)


def written(*history, zone=BERLIN, now=NOW, identity="mine"):
    raw = calendar(history or (PROGRAMME,), [SITTING, STANDING], identity, zone, now)
    return Calendar.from_ical(raw)


def programme(**fields):
    return msgspec.structs.replace(PROGRAMME, **fields)


def occurrences(event, before):
    """When an event takes place, as a calendar reckons it from the file alone."""
    rules = rruleset()
    start = event["dtstart"].dt
    rules.rrule(rrulestr(event["rrule"].to_ical().decode(), dtstart=start))
    listed = event.get("exdate", [])
    for dates in listed if isinstance(listed, list) else [listed]:
        for each in dates.dts:
            rules.exdate(each.dt)
    end = datetime(before.year, before.month, before.day, tzinfo=start.tzinfo)
    return list(rules.between(start, end, inc=True))


def test_each_dose_of_the_day_is_an_event_that_reminds():
    read = written()
    assert read.errors == []
    assert [event.errors for event in read.events] == [[]] * 4
    assert [f"{event['dtstart'].dt:%H:%M}" for event in read.events] == [
        "08:00", "11:15", "14:30", "17:45",
    ]  # fmt: skip
    [first, *_] = read.events
    assert first["summary"] == "Sitting training, Standing training (1 of 4)"
    assert first["description"] == "voicecoach play sitting\nvoicecoach play standing"
    assert first["duration"].dt == timedelta(minutes=25)
    [alarm] = first.alarms.times
    assert alarm.trigger == first["dtstart"].dt


def test_in_summer_and_in_winter_it_is_the_same_time_on_the_wall():
    [first, *_] = written(programme(first=date(2026, 10, 20))).events
    moments = occurrences(first, date(2027, 4, 10))
    assert {moment.time() for moment in moments} == {time(8)}
    assert {moment.utcoffset() for moment in moments} == {timedelta(hours=1), timedelta(hours=2)}
    assert len(moments) == (date(2027, 4, 10) - date(2026, 10, 20)).days


def test_the_time_zone_is_described_for_programs_that_do_not_know_it():
    [zone] = written().timezones
    assert zone.tz_name == "Europe/Berlin"
    described = zone.to_tz()
    for day, hours in ((date(2026, 10, 24), 2), (date(2026, 10, 26), 1), (date(2031, 7, 1), 2)):
        noon = datetime.combine(day, time(12), described)
        assert noon.utcoffset() == timedelta(hours=hours)
    assert written(zone=ZoneInfo("UTC")).timezones == []


@pytest.mark.parametrize("name", ["UTC", "America/New_York", "Asia/Kolkata", "Pacific/Auckland"])
def test_it_is_right_in_other_zones(name):
    [first, *_] = written(zone=ZoneInfo(name)).events
    assert (
        first["dtstart"].dt.utcoffset()
        == datetime(2026, 10, 20, 8, tzinfo=ZoneInfo(name)).utcoffset()
    )


@settings(deadline=None)
@given(st.integers(0, 40), st.lists(st.tuples(st.integers(-5, 45), st.integers(0, 9)), max_size=3))
def test_it_takes_place_on_the_days_of_the_programme_and_no_others(length, rests):
    first = PROGRAMME.first
    pauses = tuple(
        Pause(first + start * ONE_DAY, first + (start + days) * ONE_DAY) for start, days in rests
    )
    held = programme(per_day=1, last=first + length * ONE_DAY, pauses=pauses)
    [event] = written(held, zone=ZoneInfo("UTC")).events
    days = [first + number * ONE_DAY for number in range(60)]
    assert [moment.date() for moment in occurrences(event, days[-1])] == [
        day for day in days if held.due_on(day)
    ]


def test_a_second_import_takes_the_place_of_the_first():
    before = written(now=NOW)
    after = written(programme(wakes=time(9)), now=NOW + timedelta(minutes=5))
    for old, new in zip(before.events, after.events, strict=True):
        assert old["uid"] == new["uid"]
        assert old["sequence"] < new["sequence"]
    assert len({event["uid"] for event in before.events}) == 4


def test_doses_that_are_no_longer_due_are_cancelled():
    later = programme(per_day=2, first=date(2026, 10, 27))
    events = written(PROGRAMME, later).events
    assert [event.get("status") for event in events] == [None, None, "CANCELLED", "CANCELLED"]
    assert {event["uid"] for event in events} == {event["uid"] for event in written().events}
    assert events[0]["summary"].endswith("(1 of 2)")
    assert [len(event.alarms.times) for event in events] == [1, 1, 0, 0]


def test_two_diaries_do_not_take_each_others_place():
    one, other = ({e["uid"] for e in written(identity=name).events} for name in ("one", "other"))
    assert not one & other


def test_the_same_is_written_the_same():
    arguments = ((PROGRAMME,), [SITTING], "mine", BERLIN, NOW.astimezone(UTC))
    assert calendar(*arguments) == calendar(*arguments)


@settings(deadline=None)
@given(
    st.integers(1, 24),
    st.tuples(MINUTES, MINUTES).map(sorted).filter(lambda pair: pair[0] < pair[1]),
)
def test_doses_begin_with_the_day_and_end_within_it(per_day, minutes):
    wakes, sleeps = (time(*divmod(minute, 60)) for minute in minutes)
    times = dose_times(programme(per_day=per_day, wakes=wakes, sleeps=sleeps))
    assert len(times) == per_day
    assert list(times) == sorted(times)
    assert times[0] == wakes
    assert times[-1] < sleeps
