"""The mixer's law: a pure function, whatever the blocks."""

from itertools import accumulate, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voicecoach.sound.clips import Sounds
from voicecoach.sound.mixer import UNITY, Gains, blocks, mix
from voicecoach.timeline import Cue, CueKind, Role, Timeline
from voicecoach.units import Frames, KiloHertz, Milliseconds

RATE = KiloHertz(4)
CLIPS = {
    name: np.random.default_rng(seed).integers(-32768, 32768, length, np.int16)
    for seed, (name, length) in enumerate([("a", 1), ("b", 37), ("c", 400), ("d", 1999)])
}
SOUNDS = Sounds(RATE, CLIPS)

cues = st.builds(
    Cue,
    onset_ms=st.integers(0, 1200),
    duration_ms=st.integers(0, 600),
    kind=st.sampled_from(["speech", "tone"]),
    role=st.sampled_from(["count", "finish", "hold"]),
    text=st.none(),
    source=st.none(),
    sound=st.sampled_from(sorted(CLIPS)),
)
gains = st.builds(
    Gains,
    speech=st.sampled_from([0.0, 0.3, 1.0]),
    tone=st.sampled_from([0.0, 0.71, 1.0]),
    roles=st.sampled_from([{}, {("speech", "finish"): 0.5, ("tone", "hold"): 0.0}]),
)


def session(duration_ms, placed):
    return Timeline(
        title="t",
        language="en",
        duration_ms=duration_ms,
        cues=tuple(sorted(placed, key=lambda cue: cue.onset_ms)),
        phases=(),
        markers=(),
    )


def cue(onset_ms, sound, kind: CueKind = "speech", role: Role = "count"):
    onset, duration = Milliseconds(onset_ms), Milliseconds(1000)
    return Cue(onset, duration, kind, role, None, None, sound)


def heard(timeline, start, count, gains=UNITY):
    return mix(timeline, SOUNDS, Frames(start), Frames(count), gains)


sessions = st.builds(session, st.integers(1, 1500), st.lists(cues, max_size=12))


def summed(timeline, gains):
    total = np.zeros((timeline.duration_ms + 2000) * RATE, np.int64)
    for each in timeline.cues:
        clip = CLIPS[each.sound][: each.duration_ms * RATE]
        start = each.onset_ms * RATE
        total[start : start + len(clip)] += np.rint(clip * gains.of(each)).astype(np.int64)
    return total[: timeline.duration_ms * RATE].clip(-32768, 32767)


@settings(deadline=None)
@given(sessions, gains)
def test_a_mix_is_the_saturated_sum_of_its_clips(timeline, gains):
    mixed = heard(timeline, 0, timeline.duration_ms * RATE, gains)
    assert mixed.dtype == np.int16
    assert np.array_equal(mixed, summed(timeline, gains))


@settings(deadline=None)
@given(sessions, gains, st.lists(st.integers(1, 3000), min_size=1, max_size=30))
def test_any_blocks_give_the_same_samples(timeline, gains, sizes):
    whole = heard(timeline, 0, sum(sizes), gains)
    cuts = pairwise(accumulate(sizes, initial=0))
    parts = [heard(timeline, start, end - start, gains) for start, end in cuts]
    assert np.array_equal(np.concatenate(parts), whole)


@settings(deadline=None)
@given(sessions, gains)
def test_walking_a_session_gives_all_of_it(timeline, gains):
    whole = heard(timeline, 0, timeline.duration_ms * RATE, gains)
    assert np.array_equal(np.concatenate(list(blocks(timeline, SOUNDS, gains))), whole)


def test_a_block_belongs_to_the_caller():
    timeline = session(1000, [cue(0, "c")])
    heard(timeline, 0, 400)[:] = 0
    assert np.array_equal(heard(timeline, 0, 400), CLIPS["c"])


def test_beyond_the_end_is_silence():
    timeline = session(100, [cue(90, "d")])
    mixed = heard(timeline, 0, 1000)
    assert mixed[399] == CLIPS["d"][39]
    assert not mixed[400:].any()
    assert not heard(timeline, 5000, 100).any()


def test_speech_off_leaves_the_tones():
    timeline = session(1000, [cue(0, "c"), cue(0, "b", kind="tone", role="finish")])
    mixed = heard(timeline, 0, 400, Gains(speech=0))
    assert np.array_equal(mixed[:37], CLIPS["b"])
    assert not mixed[37:].any()


def test_a_role_is_of_its_kind():
    quiet = Gains(roles={("speech", "finish"): 0.25})
    assert quiet.of(cue(0, "a", role="finish")) == 0.25
    assert quiet.of(cue(0, "a", kind="tone", role="finish")) == 1
    assert quiet.of(cue(0, "a", role="count")) == 1


@pytest.mark.parametrize("factor", [-0.1, 1.1, float("nan")])
def test_a_gain_neither_inverts_nor_amplifies(factor):
    with pytest.raises(ValueError, match="between 0 and 1"):
        Gains(tone=factor)


def test_a_missing_clip_is_an_error():
    with pytest.raises(KeyError, match="absent"):
        heard(session(1000, [cue(0, "absent")]), 0, 10)
