"""Programmes: what was or is due on any day, whatever has been set, paused and cleared since."""

from datetime import date, time

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from voicecoach.diary.programme import (
    ONE_DAY,
    Pause,
    Programme,
    clear,
    due_on,
    pause,
    programme_on,
    resume,
    set_programme,
)

MONDAY = date(2026, 11, 2)
DAYS = [MONDAY + number * ONE_DAY for number in range(28)]

dates = st.sampled_from(DAYS)
programmes = st.builds(
    Programme,
    scripts=st.sampled_from([("sitting",), ("sitting", "standing")]),
    per_day=st.integers(1, 4),
    wakes=st.just(time(8)),
    sleeps=st.just(time(21)),
    first=dates,
    last=st.one_of(st.none(), dates),
)


@st.composite
def histories(draw):
    """Programmes as they are set day after day, with what may be done to them in between."""
    history = set_programme((), draw(programmes))
    for step in draw(st.lists(st.sampled_from(["set", "pause", "resume", "clear"]), max_size=6)):
        today = max(history[-1].first, draw(dates))
        if step == "set":
            history = set_programme(history, msgspec.structs.replace(draw(programmes), first=today))
        elif step == "pause":
            history = pause(history, Pause(today, max(today, draw(dates))))
        else:
            history = (resume if step == "resume" else clear)(history, today)
    return history


def programme(**fields):
    usual = {"scripts": ("sitting",), "per_day": 4, "wakes": time(8), "sleeps": time(21)}
    return Programme(**{"first": MONDAY, **usual, **fields})


def due(history, day):
    return sum(due_on(history, day).values())


def test_each_script_is_due_so_often_from_the_first_day_to_the_last():
    history = (programme(scripts=("sitting", "step"), last=MONDAY + 3 * ONE_DAY),)
    assert due_on(history, MONDAY) == {"sitting": 4, "step": 4}
    assert [due(history, day) for day in (MONDAY - ONE_DAY, *DAYS[:6])] == [0, 8, 8, 8, 8, 0, 0]


def test_nothing_is_due_without_a_programme():
    assert programme_on((), MONDAY) is None
    assert due_on((), MONDAY) == {}


@settings(deadline=None)
@given(histories(), programmes)
def test_a_new_programme_leaves_the_days_before_as_they_were(history, new):
    after = set_programme(history, new)
    for day in DAYS:
        if day < new.first:
            assert due_on(after, day) == due_on(history, day)
        else:
            assert programme_on(after, day).scripts == new.scripts


@settings(deadline=None)
@given(histories(), dates)
def test_clearing_ends_what_is_due_and_keeps_what_was(history, today):
    after = clear(history, max(today, history[-1].first))
    for day in DAYS:
        expected = due(history, day) if day < max(today, history[-1].first) else 0
        assert due(after, day) == expected


@settings(deadline=None)
@given(histories(), dates, dates)
def test_a_pause_rests_on_its_days_and_no_others(history, one, other):
    days = Pause(min(one, other), max(one, other))
    after = pause(history, days)
    for day in DAYS:
        rests = days.first <= day <= days.last and day >= history[-1].first
        assert due(after, day) == (0 if rests else due(history, day))


@settings(deadline=None)
@given(histories(), dates)
def test_going_on_ends_every_pause_from_today(history, today):
    after = resume(history, today)
    for day in DAYS:
        if day < today or day < history[-1].first:
            assert due(after, day) == due(history, day)
        else:
            last = history[-1]
            assert due(after, day) == last.per_day * len(last.scripts) * last.runs_on(day)


def test_a_pause_goes_on_in_the_programme_that_follows():
    over = Pause(MONDAY - 9 * ONE_DAY, MONDAY - 8 * ONE_DAY)
    holiday = Pause(MONDAY, MONDAY + 5 * ONE_DAY)
    held = programme(first=MONDAY - 20 * ONE_DAY, pauses=(over, holiday))
    history = set_programme((held,), programme(per_day=3))
    assert history[-1].pauses == (holiday,)
    assert [due(history, day) for day in (DAYS[5], DAYS[6])] == [0, 3]


def test_a_programme_that_was_cleared_leaves_no_rest_behind():
    resting = programme(first=MONDAY, pauses=(Pause(DAYS[1], DAYS[20]),))
    history = set_programme(clear((resting,), DAYS[2]), programme(first=DAYS[3]))
    assert [due(history, day) for day in DAYS[:5]] == [4, 0, 0, 4, 4]
