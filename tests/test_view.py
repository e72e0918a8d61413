"""What is shown at a position."""

from bisect import bisect_right

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.player_kit import ms, spoken, training
from tests.strategies import timelines
from voicecoach.timeline import Phase, Timeline
from voicecoach.view import Section, during, moments, sections, view

TIMELINE, _ = training()


def session(*phases, cues=(), language="en"):
    return Timeline(
        title="A session",
        language=language,
        duration_ms=phases[-1].end_ms,
        cues=cues,
        phases=phases,
        markers=(),
    )


def hold(seconds, *counts, language="en"):
    """A hold, and what is counted at which of its seconds."""
    cues = tuple(spoken(1000 * second, 400, "count", text) for second, text in counts)
    only = Phase(ms(0), ms(int(1000 * seconds)), "hold", "Hold", "Training")
    return session(only, cues=cues, language=language)


@pytest.mark.parametrize(
    ("position", "label", "count", "caption"),
    [
        (0, "Sit", "", "Sit upright"),
        (2399, "Sit", "", "Sit upright"),
        (2400, "Sit", "", "Squeeze"),
        (2999, "Sit", "", "Squeeze"),
        (3000, "Squeeze", "one", "Squeeze"),
        (3999, "Squeeze", "one", "Squeeze"),
        (4000, "Squeeze", "two", "Squeeze"),
        (4400, "Squeeze", "two", ""),
        (5999, "Squeeze", "three", ""),
        (6000, "Relax", "", "Relax"),
        (7999, "Relax", "", "Relax"),
        (8000, "Relax", "two", ""),
        (9000, "Done", "", "Well done"),
        (10000, "Done", "", "Well done"),
    ],
)
def test_phase_count_and_caption(position, label, count, caption):
    shown = view(TIMELINE, ms(position))
    assert (shown.phase.label, shown.count, shown.caption) == (label, count, caption)


def test_what_comes_next_and_when():
    shown = view(TIMELINE, ms(3500))
    assert shown.next_phase == TIMELINE.phases[2]
    assert shown.phase_left_ms == shown.next_in_ms == 2500
    assert shown.left_ms == 6500
    assert (shown.phase.rep, shown.phase.of) == (1, 2)


def test_nothing_comes_after_the_last_phase():
    shown = view(TIMELINE, TIMELINE.duration_ms)
    assert shown.next_phase is None
    assert shown.left_ms == shown.phase_left_ms == shown.next_in_ms == 0


def test_instructions_in_a_row_are_one_thing_before_what_there_is_to_do():
    told = [Phase(ms(at), ms(at + 1000), "instruction", "Listen", "Set up") for at in (0, 1000)]
    shown = view(session(*told, Phase(ms(2000), ms(9000), "ready", "Go", "Set up")), ms(100))
    assert shown.next_phase.label == "Go"
    assert (shown.phase_left_ms, shown.next_in_ms) == (900, 1900)


def test_holds_in_a_row_stay_apart():
    held = [Phase(ms(at), ms(at + 1000), "hold", "Hold", "Training") for at in (0, 1000)]
    assert view(session(*held), ms(100)).next_in_ms == 900


@pytest.mark.parametrize(
    ("position", "number"), [(0, None), (3000, 1), (4999, 2), (5000, 3), (6000, None), (8000, None)]
)
def test_the_number_is_the_count_where_there_is_one(position, number):
    assert view(TIMELINE, ms(position)).number == number


UP_AND_DOWN = hold(20, (9, "ten"), (17, "three"), (18, "two"), (19, "one"))


@pytest.mark.parametrize(
    ("position", "number"),
    [(0, 1), (8999, 9), (9000, 10), (16999, 17), (17000, 3), (19000, 1), (19999, 1)],
)
def test_between_counts_the_number_goes_on_the_way_they_do(position, number):
    assert view(UP_AND_DOWN, ms(position)).number == number


def test_a_count_down_counts_from_the_start():
    timeline = hold(10, (7, "three"), (8, "two"), (9, "one"))
    assert [view(timeline, ms(at)).number for at in (0, 6999, 7000, 9999)] == [10, 4, 3, 1]


def test_a_part_of_a_second_at_the_end_is_not_counted():
    timeline = hold(2.5, (0, "one"), (1, "two"))
    assert view(timeline, ms(2400)).number == 2


def test_numbers_are_read_in_the_language_of_the_session():
    assert view(hold(5, (0, "eins"), (1, "zwei"), language="de-AT"), ms(1500)).number == 2


def test_numbers_in_a_language_we_cannot_read_count_what_is_left():
    assert view(hold(5, (0, "yksi"), (1, "kaksi"), language="fi"), ms(1500)).number == 4


def lasting(shown):
    return shown.phase, shown.number, shown.caption


@given(timelines(), st.data())
def test_from_one_moment_to_the_next_nothing_changes(timeline, data):
    shown = list(moments(timeline))
    starts = [moment.position_ms for moment in shown]
    position = ms(data.draw(st.integers(0, timeline.duration_ms - 1)))
    last = shown[bisect_right(starts, position) - 1]
    assert lasting(view(timeline, position)) == lasting(last)


def test_a_moment_is_where_something_changes():
    starts = [moment.position_ms for moment in moments(TIMELINE)]
    assert starts == [0, 2400, 3000, 4000, 4400, 5000, 6000, 8000, 9000]


def test_sections_tile_the_session():
    assert sections(TIMELINE) == (
        Section("Set up", ms(0), ms(3000)),
        Section("Training", ms(3000), ms(9000)),
        Section("Finish", ms(9000), ms(10000)),
    )


COUNTDOWN = session(
    Phase(ms(0), ms(3000), "ready", "Get ready", ""),
    cues=tuple(
        spoken(1000 * at, 400, "countdown", text) for at, text in enumerate(("three", "two", "one"))
    ),
)


def test_getting_ready_for_a_phase_is_a_phase_before_it():
    parked = view(TIMELINE, ms(3000))
    shown = during(parked, COUNTDOWN, ms(1200))
    assert (shown.phase.kind, shown.phase.label, shown.phase.rep) == ("ready", "Get ready", 1)
    assert shown.next_phase.label == "Squeeze"
    assert (shown.count, shown.number, shown.next_in_ms) == ("two", None, 1800)
    assert shown.position_ms == 3000
    assert during(parked, COUNTDOWN, ms(2000)).phase == shown.phase


def test_other_words_in_between_are_captions():
    goodbye = session(
        Phase(ms(0), ms(2000), "instruction", "Listen", ""),
        cues=(spoken(0, 1500, "instruction", "Goodbye"),),
    )
    parked = view(TIMELINE, ms(4500))
    shown = during(parked, goodbye, ms(100))
    assert shown == msgspec.structs.replace(parked, count="", caption="Goodbye")
