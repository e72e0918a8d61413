"""Doses against what was due: day by day, week by week, and in a row."""

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.course_kit import TODAY, day, entry_of, programme_of
from voicecoach.course.doses import Tally, added, by_week, days_of, so_far, streak_of
from voicecoach.diary.programme import Pause

FIRST = day(6)
TWICE = (programme_of("step", per_day=2, first=FIRST),)


def doses(*done_a_day):
    """Sessions of the last days: so many a day, today's last."""
    return [
        entry_of(when=day(len(done_a_day) - 1 - number), hour=8 + hour)
        for number, done in enumerate(done_a_day)
        for hour in range(done)
    ]


def tallies(entries, history=TWICE, first=FIRST):
    return [one.tally for one in days_of(entries, history, first, TODAY)]


def streak(*done_a_day, history=TWICE):
    found = streak_of(days_of(doses(*done_a_day), history, day(len(done_a_day) - 1), TODAY), TODAY)
    return found.current, found.longest


def test_each_day_has_its_doses_beside_those_due():
    found = tallies(doses(2, 1, 0, 3, 2, 2, 0))
    assert [(one.done, one.due, one.met) for one in found] == [
        (2, 2, 2), (1, 2, 1), (0, 2, 0), (3, 2, 2), (2, 2, 2), (2, 2, 2), (0, 2, 0),
    ]  # fmt: skip
    assert added(found).percent == 64


def test_a_session_that_was_hardly_begun_is_no_dose():
    stopped = entry_of(when=FIRST, outcome="stopped")
    assert tallies([stopped])[0] == Tally(done=0, due=2, met=0)


def test_past_days_are_judged_by_the_programme_that_held_then():
    more = programme_of("step", per_day=4, first=day(2))
    assert [one.due for one in tallies([], (*TWICE, more))] == [2, 2, 2, 2, 4, 4, 4]


def test_nothing_is_due_in_a_pause_nor_without_a_programme():
    resting = (programme_of("step", first=FIRST, pauses=(Pause(day(5), day(3)),)),)
    assert [one.due for one in tallies([], resting)] == [2, 0, 0, 0, 2, 2, 2]
    assert tallies(doses(1), ())[-1] == Tally(done=1, due=0, met=0)


def test_doses_of_one_script_do_not_make_up_for_those_of_another():
    both = (programme_of("sitting", "step", per_day=1, first=TODAY),)
    [only] = days_of(doses(2), both, TODAY, TODAY)
    assert only.scripts == {"sitting": Tally(0, 1, 0), "step": Tally(2, 1, 1)}
    assert only.tally == Tally(done=2, due=2, met=1)


def test_a_dose_belongs_to_the_day_of_the_place_it_was_done_at():
    late = entry_of(when=FIRST, hour=23, minute=30)  # 22:30 of UTC
    early = entry_of(when=day(5), hour=0, minute=10)  # still the day before in UTC
    assert [one.done for one in tallies([late, early])[:2]] == [1, 1]


def test_weeks_begin_on_monday():
    weeks = by_week(days_of([], TWICE, day(9), TODAY))
    assert [[one.day.isoweekday() for one in week] for week in weeks] == [
        [5, 6, 7],
        [1, 2, 3, 4, 5, 6, 7],
    ]


def test_what_is_left_of_today_is_not_missing_yet():
    assert so_far(Tally(1, 2, 1), TODAY, TODAY) == Tally(1, 1, 1)
    assert so_far(Tally(1, 2, 1), day(1), TODAY) == Tally(1, 2, 1)


@pytest.mark.parametrize(
    ("done_a_day", "expected"),
    [
        ((2, 2, 2), (6, 6)),
        ((2, 2, 1), (5, 5)),  # today is not over
        ((2, 2, 0), (4, 4)),
        ((2, 1, 0), (1, 2)),  # the dose that was done begins a new streak
        ((2, 0, 2), (2, 2)),
        ((2, 2, 2, 1, 2), (3, 6)),
        ((4, 4, 1), (5, 5)),  # more than was due gains nothing
        ((0, 0, 0), (0, 0)),
    ],
)
def test_a_streak_counts_doses_not_days(done_a_day, expected):
    assert streak(*done_a_day) == expected


def test_a_pause_neither_breaks_a_streak_nor_adds_to_it():
    resting = (programme_of("step", first=FIRST, pauses=(Pause(day(2), day(1)),)),)
    assert streak(2, 2, 2, 2, 0, 1, 2, history=resting) == (10, 10)


COURSES = st.lists(st.integers(0, 4), min_size=1, max_size=20)


@settings(deadline=None)
@given(COURSES)
def test_a_streak_is_never_more_than_was_done(done_a_day):
    history = (programme_of("step", first=day(30)),)
    current, longest = streak(*done_a_day, history=history)
    assert 0 <= current <= longest <= sum(min(done, 2) for done in done_a_day)
    if all(done >= 2 for done in done_a_day):
        assert current == 2 * len(done_a_day)


@settings(deadline=None)
@given(COURSES, st.data())
def test_one_more_dose_never_shortens_a_streak(done_a_day, data):
    history = (programme_of("step", first=day(30)),)
    where = data.draw(st.integers(0, len(done_a_day) - 1))
    more = [done + (at == where) for at, done in enumerate(done_a_day)]
    before, after = streak(*done_a_day, history=history), streak(*more, history=history)
    assert after[0] >= before[0]
    assert after[1] >= before[1]


@settings(deadline=None)
@given(COURSES)
def test_weeks_hold_every_day_once(done_a_day):
    days = days_of(doses(*done_a_day), TWICE, day(len(done_a_day) - 1), TODAY)
    assert [one for week in by_week(days) for one in week] == list(days)
    assert all(one.day - other.day == timedelta(1) for other, one in pairwise(days))
    assert added(one.tally for one in days).done == sum(done_a_day)
