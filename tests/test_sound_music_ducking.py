"""How music yields to words: a pure function of the timeline."""

from itertools import accumulate, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voicecoach.sound.ducking import BASE_DB, UNDER_SPEECH_DB, music_gains
from voicecoach.sound.levels import amplitude
from voicecoach.sound.mixer import UNITY, Gains
from voicecoach.sound.polyphase import MUSIC_RATE
from voicecoach.timeline import Cue, CueKind, Timeline
from voicecoach.units import Frames, Milliseconds

FULL = amplitude(BASE_DB)
LOW = amplitude(BASE_DB + UNDER_SPEECH_DB)


def word(onset_ms, duration_ms, kind: CueKind = "speech"):
    onset, duration = Milliseconds(onset_ms), Milliseconds(duration_ms)
    return Cue(onset, duration, kind, "hold", None, None, "word")


def session(duration_ms, *cues):
    return Timeline(
        title="t",
        language="en",
        duration_ms=Milliseconds(duration_ms),
        cues=tuple(sorted(cues, key=lambda cue: cue.onset_ms)),
        phases=(),
        markers=(),
    )


def curve(timeline, start_ms=0, end_ms=None, gains=UNITY):
    end_ms = timeline.duration_ms if end_ms is None else end_ms
    count = Frames((end_ms - start_ms) * MUSIC_RATE)
    return music_gains(timeline, Frames(start_ms * MUSIC_RATE), count, gains)


def at(made, time_ms):
    return float(made[time_ms * MUSIC_RATE])


sessions = st.builds(
    lambda duration, placed: session(duration, *placed),
    st.integers(1, 20_000),
    st.lists(
        st.builds(
            word, st.integers(0, 19_000), st.integers(0, 3000), st.sampled_from(["speech", "tone"])
        ),
        max_size=8,
    ),
)


@settings(deadline=None, max_examples=60)
@given(
    sessions,
    st.integers(0, 900_000),
    st.lists(st.integers(1, 60_000), min_size=1, max_size=8),
    st.sampled_from([UNITY, Gains(speech=0.3), Gains(speech=0), Gains(music=0.7)]),
)
def test_any_blocks_give_the_same_curve(timeline, start, sizes, gains):
    cuts = list(pairwise(accumulate(sizes, initial=start)))
    parts = [music_gains(timeline, Frames(one), Frames(other - one), gains) for one, other in cuts]
    whole = music_gains(timeline, Frames(0), Frames(cuts[-1][1]), gains)
    assert np.array_equal(np.concatenate(parts), whole[start:])


@settings(deadline=None, max_examples=60)
@given(sessions)
def test_music_is_low_under_every_word_and_never_leaps(timeline):
    made = curve(timeline)
    for cue in timeline.cues:
        if cue.kind == "speech":
            under = made[cue.onset_ms * MUSIC_RATE : cue.end_ms * MUSIC_RATE]
            assert under.max(initial=0) <= LOW * 1.0001
    assert made.min() >= 0
    assert made.max() <= FULL * 1.0001
    if timeline.duration_ms > 3000:
        assert np.abs(np.diff(made)).max() < 0.001 * FULL  # from nothing to all in 20 ms or more


def test_music_steps_back_before_a_word_and_comes_back_after_it():
    made = curve(session(30_000, word(10_000, 500)))
    assert at(made, 9699) == pytest.approx(FULL)
    assert LOW < at(made, 9850) < FULL
    assert at(made, 10_000) == pytest.approx(LOW)
    assert at(made, 10_499) == pytest.approx(LOW)
    assert LOW < at(made, 10_900) < FULL
    assert at(made, 11_301) == pytest.approx(FULL)


def test_half_way_is_half_the_decibels():
    made = curve(session(30_000, word(10_000, 500)))
    assert at(made, 9850) == pytest.approx(amplitude(BASE_DB + UNDER_SPEECH_DB / 2), rel=0.01)


@pytest.mark.parametrize(("gap", "comes_back"), [(100, False), (1499, False), (1500, True)])
def test_a_short_silence_between_words_stays_low(gap, comes_back):
    made = curve(session(30_000, word(10_000, 500), word(10_500 + gap, 500)))
    between = made[10_500 * MUSIC_RATE : (10_500 + gap) * MUSIC_RATE]
    assert between.max() == pytest.approx(FULL if comes_back else LOW)


def test_a_long_instruction_is_low_to_its_end():
    made = curve(session(60_000, word(10_000, 30_000)), 11_600, 38_000)
    assert np.allclose(made, LOW)


def test_a_session_rises_and_ends_with_its_music():
    made = curve(session(30_000), 0, 32_000)
    assert at(made, 0) == 0
    assert at(made, 1000) == pytest.approx(FULL / 2, rel=1e-3)
    assert at(made, 2000) == pytest.approx(FULL)
    assert at(made, 27_000) == pytest.approx(FULL)
    assert at(made, 28_500) == pytest.approx(FULL / 2, rel=1e-3)
    assert 0 < at(made, 29_900) < 0.01 * FULL
    assert not made[30_000 * MUSIC_RATE :].any()


def test_tones_leave_music_as_it_is():
    assert np.array_equal(curve(session(9000, word(4000, 200, "tone"))), curve(session(9000)))


def test_words_that_are_not_heard_leave_music_as_it_is():
    timeline = session(9000, word(4000, 200))
    assert np.array_equal(curve(timeline, gains=Gains(speech=0)), curve(session(9000)))
    one_role = Gains(roles={("speech", "hold"): 0.0})
    assert np.array_equal(curve(timeline, gains=one_role), curve(session(9000)))


def test_music_has_a_gain_of_its_own():
    timeline = session(9000, word(4000, 200))
    assert np.allclose(curve(timeline, gains=Gains(music=0.5)), curve(timeline) / 2)
    assert not curve(timeline, gains=Gains(music=0)).any()
