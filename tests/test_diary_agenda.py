"""The day's doses, by clocks that are set by hand: at midnight, on a journey, in summer time."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.diary_kit import MONDAY, PROGRAMME, entry
from voicecoach.diary.agenda import agenda
from voicecoach.diary.programme import ONE_DAY, Pause, clear
from voicecoach.units import MINUTE, Milliseconds

BERLIN, AUCKLAND, HAWAII = map(ZoneInfo, ("Europe/Berlin", "Pacific/Auckland", "Pacific/Honolulu"))
ALONE = msgspec.structs.replace(PROGRAMME, scripts=("sitting",))

MINUTES = st.integers(0, 24 * 60 - 1)


def at(clock, day=MONDAY, zone=UTC):
    hours, minutes = map(int, clock.split(":"))
    return datetime(day.year, day.month, day.day, hours, minutes, tzinfo=zone)


def done_at(*clocks, script="sitting", day=MONDAY, zone=UTC):
    return [entry(f"{script} {clock}", at(clock, day, zone), script=script) for clock in clocks]


def next_at(now, *done, programme=ALONE):
    """When the next dose is sensible, as the clock on the wall shows it."""
    return f"{agenda((programme,), done_at(*done), at(now)).next_at:%a %H:%M}"


@pytest.mark.parametrize(
    ("now", "done", "expected"),
    [
        ("06:00", [], "Mon 08:00"),
        ("08:00", [], "Mon 08:00"),
        ("09:30", [], "Mon 09:30"),
        ("08:11", ["08:00"], "Mon 11:15"),
        ("11:26", ["08:00", "11:15"], "Mon 14:30"),
        ("14:41", ["08:00", "11:15", "14:30"], "Mon 17:45"),
        ("15:11", ["08:00", "15:00"], "Mon 17:00"),
        ("17:11", ["08:00", "15:00", "17:00"], "Mon 19:00"),
        ("05:11", ["05:00"], "Mon 09:00"),
        ("20:11", ["08:00", "20:00"], "Mon 20:20"),
        ("22:00", ["08:00", "21:30"], "Mon 22:00"),
        ("19:00", ["08:00", "11:15", "14:30", "17:45"], "Tue 08:00"),
        ("19:00", ["08:00", "09:00", "10:00", "11:00", "12:00"], "Tue 08:00"),
    ],
)
def test_the_doses_are_spread_over_the_waking_day(now, done, expected):
    assert next_at(now, *done) == expected


@settings(deadline=None)
@given(st.integers(1, 8), MINUTES)
def test_done_when_sensible_the_doses_end_within_the_day_evenly(per_day, start):
    """Whoever follows the advice has the same time between any two of them."""
    programme = msgspec.structs.replace(ALONE, per_day=per_day)
    now = at("00:00") + timedelta(minutes=min(start, 20 * 60))
    begun = []
    for number in range(per_day):
        sensible = agenda(
            (programme,), [entry(str(n), moment) for n, moment in enumerate(begun)], now
        ).next_at
        now = sensible.replace(tzinfo=UTC)
        begun.append(now)
        assert len(begun) == number + 1
    assert begun[-1] <= at("21:00")
    gaps = [later - earlier for earlier, later in pairwise(begun)]
    assert all(abs(gap - gaps[0]) <= timedelta(minutes=per_day) for gap in gaps)


@settings(deadline=None)
@given(st.lists(MINUTES, max_size=6), st.lists(MINUTES, max_size=6), MINUTES)
def test_due_is_done_and_left_and_the_next_is_not_in_the_past(sitting, standing, minute):
    now = at("00:00") + timedelta(minutes=minute)
    entries = [
        entry(f"{script} {number}", at("00:00") + timedelta(minutes=start), script=script)
        for script, starts in (("sitting", sitting), ("standing", standing))
        for number, start in enumerate(starts)
    ]
    day = agenda((PROGRAMME,), entries, now)
    assert (day.due, day.done + day.left) == (8, 8)
    assert [each.done for each in day.doses] == [len(sitting), len(standing)]
    assert day.next_at >= day.now
    assert (day.next is None) == (day.left == 0)
    if day.next:
        assert day.next_at == min(each.next_at for each in day.doses if each.left)


def test_of_two_that_are_due_the_one_done_least_comes_first():
    entries = [*done_at("08:00"), *done_at("08:12", script="standing"), *done_at("09:00")]
    day = agenda((PROGRAMME,), entries, at("20:00"))
    assert day.next.script == "standing"
    assert agenda((PROGRAMME,), [], at("09:00")).next.script == "sitting"
    assert agenda((PROGRAMME,), done_at("08:00"), at("09:00")).next.script == "standing"


@pytest.mark.parametrize(
    ("share", "outcome", "counts"),
    [
        (1.0, "completed", True),
        (0.8, "stopped", True),
        (0.79, "stopped", False),
        (0.85, "interrupted", True),
        (0.1, "interrupted", False),
    ],
)
def test_what_counts_as_a_dose(share, outcome, counts):
    done = entry("a", done_ms=Milliseconds(round(share * 11 * MINUTE)), outcome=outcome)
    assert agenda((ALONE,), [done], at("12:00")).done == counts


def test_what_is_not_in_the_programme_is_shown_and_does_not_count():
    day = agenda((ALONE,), [*done_at("08:00"), *done_at("08:12", script="step")], at("09:00"))
    assert [(each.script, each.due, each.done) for each in day.doses] == [
        ("sitting", 4, 1),
        ("step", 0, 1),
    ]
    assert (day.due, day.done, day.left) == (4, 1, 3)


def test_without_a_programme_there_is_what_was_done():
    day = agenda((), done_at("08:00"), at("09:00"))
    assert (day.programme, day.next_at, day.due, day.left) == (None, None, 0, 0)
    assert [each.done for each in day.doses] == [1]


def test_in_a_pause_nothing_is_due_until_it_is_over():
    rest = Pause(MONDAY.date(), MONDAY.date() + 2 * ONE_DAY)
    day = agenda((msgspec.structs.replace(ALONE, pauses=(rest,)),), [], at("09:00"))
    assert (day.due, day.next) == (0, None)
    assert day.next_at == datetime(2026, 11, 5, 8, 0)  # noqa: DTZ001 - on the wall


def test_after_its_end_there_is_no_programme():
    ended = msgspec.structs.replace(ALONE, last=MONDAY.date())
    last = agenda((ended,), done_at("08:00", "09:00", "10:00", "11:00"), at("12:00"))
    assert (last.done, last.left, last.next_at) == (4, 0, None)
    day = agenda((ended,), [], at("09:00", MONDAY + ONE_DAY))
    assert (day.programme, day.next_at) == (None, None)
    assert agenda(clear((ALONE,), MONDAY.date()), [], at("09:00")).programme is None


def test_a_day_begins_at_midnight():
    """What began a minute before belongs to the day before, though it ended after."""
    entries = done_at("23:59", day=MONDAY) + done_at("00:00", day=MONDAY + ONE_DAY)
    monday = agenda((ALONE,), entries, at("23:59"))
    tuesday = agenda((ALONE,), entries, at("00:30", MONDAY + ONE_DAY))
    assert (monday.done, tuesday.done) == (1, 1)
    assert tuesday.next_at.time() == time(8)


def test_on_a_journey_a_day_is_that_of_each_place():
    """Flying east over the date line: Tuesday morning is done in Auckland, and Tuesday evening,
    when it is long Wednesday there, in Hawaii. All of it is Tuesday's."""
    tuesday = date(2026, 11, 3)
    entries = done_at("08:00", "11:15", day=tuesday, zone=AUCKLAND)
    assert agenda((ALONE,), entries, at("15:00", tuesday, AUCKLAND)).done == 2
    there = at("09:00", tuesday, HAWAII)
    assert there > at("20:00", date(2026, 11, 3), AUCKLAND)
    landed = agenda((ALONE,), entries, there)
    assert (landed.done, landed.left) == (2, 2)
    # The last dose was on Monday afternoon, as one reckons in Hawaii.
    assert landed.next_at == datetime(2026, 11, 3, 9, 0)  # noqa: DTZ001 - on the wall


@pytest.mark.parametrize("sunday", [date(2026, 3, 29), date(2026, 10, 25)])
def test_when_the_clocks_change_the_day_is_as_the_wall_shows_it(sunday):
    """The programme's hours are those of the clock on the wall, on the days of the change, too."""
    programme = msgspec.structs.replace(ALONE, first=date(2026, 1, 1))
    entries = done_at("08:00", day=sunday, zone=BERLIN)
    day = agenda((programme,), entries, at("08:11", sunday, BERLIN))
    assert (day.done, f"{day.next_at:%H:%M}") == (1, "11:15")
    early = agenda((programme,), [], at("00:30", sunday, BERLIN))
    assert f"{early.next_at:%H:%M}" == "08:00"


def test_the_hour_that_comes_twice_is_one_day():
    sunday = date(2026, 10, 25)
    first = at("02:30", sunday, BERLIN)
    second = first.replace(fold=1)
    assert second.astimezone(UTC) - first.astimezone(UTC) == timedelta(hours=1)
    programme = msgspec.structs.replace(ALONE, first=sunday)
    entries = [entry("a", first), entry("b", second)]
    assert agenda((programme,), entries, at("03:00", sunday, BERLIN)).done == 2
