"""A session with music: the same samples however cut, clear words, room for peaks."""

from itertools import accumulate, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.kit import MemoryCache, script_of
from tests.test_sound_conditioning import spoken, true_peak_dbfs
from tests.test_sound_mixer import gains, session
from voicecoach.compiler.plan import Preferences
from voicecoach.compiler.planning import plan
from voicecoach.compose import Speaker, compose
from voicecoach.sound.clips import FULL_SCALE, Sounds, audible
from voicecoach.sound.conditioning import CEILING_DBTP, LOUDNESS_LUFS, condition
from voicecoach.sound.ducking import SESSION_DB
from voicecoach.sound.levels import amplitude
from voicecoach.sound.loudness import loudest
from voicecoach.sound.mixer import UNITY, Gains, mix
from voicecoach.sound.polyphase import MUSIC_RATE
from voicecoach.sound.resample import resample
from voicecoach.sound.stereo import blocks_with_music, in_both_channels, mix_with_music
from voicecoach.sound.tones import render
from voicecoach.timeline import Cue, Timeline
from voicecoach.tone import TONES
from voicecoach.units import Frames, KiloHertz, Milliseconds
from voicecoach.voice.fake import FakeVoice


class Loop:
    """Music that was made beforehand; tells what of it was read."""

    def __init__(self, samples):
        self.samples = samples
        self.reads = []

    def read(self, start, count):
        self.reads.append((start, count))
        return self.samples[np.arange(start, start + count) % len(self.samples)]


def noise(seconds, level=8000, seed=2):
    shape = (int(seconds * 1000) * MUSIC_RATE, 2)
    return np.random.default_rng(seed).integers(-level, level, shape, np.int16)


MUSIC = Loop(noise(1.3))
SILENCE = Loop(np.zeros((100, 2), np.int16))
CLIPS = {
    name: np.random.default_rng(seed).integers(-32768, 32768, length, np.int16)
    for seed, (name, length) in enumerate([("a", 1), ("b", 370), ("c", 4000), ("d", 19_990)])
}
SOUNDS = Sounds(MUSIC_RATE, CLIPS)

cues = st.builds(
    Cue,
    onset_ms=st.integers(0, 5000),
    duration_ms=st.integers(0, 600),
    kind=st.sampled_from(["speech", "tone"]),
    role=st.sampled_from(["count", "finish", "hold"]),
    text=st.none(),
    source=st.none(),
    sound=st.sampled_from(sorted(CLIPS)),
)
sessions = st.builds(session, st.integers(1, 6000), st.lists(cues, max_size=8))


def heard(timeline, start, count, *, music=MUSIC, sounds=SOUNDS, loud=UNITY):
    return mix_with_music(timeline, sounds, music, Frames(start), Frames(count), loud)


def one_word(sound, duration_ms, *others):
    cue = Cue(Milliseconds(4000), Milliseconds(duration_ms), "speech", "count", "x", None, sound)
    return session(20_000, [cue, *others])


@settings(deadline=None, max_examples=60)
@given(
    sessions,
    gains,
    st.integers(0, 250_000),
    st.lists(st.integers(1, 60_000), min_size=1, max_size=6),
)
def test_any_blocks_give_the_same_samples(timeline, loud, start, sizes):
    whole = heard(timeline, 0, start + sum(sizes), loud=loud)
    cuts = pairwise(accumulate(sizes, initial=start))
    parts = [heard(timeline, one, other - one, loud=loud) for one, other in cuts]
    assert np.array_equal(np.concatenate(parts), whole[start:])


@settings(deadline=None, max_examples=10)
@given(sessions, gains)
def test_walking_a_session_gives_all_of_it(timeline, loud):
    whole = heard(timeline, 0, timeline.duration_ms * MUSIC_RATE, loud=loud)
    parts = list(blocks_with_music(timeline, SOUNDS, MUSIC, loud))
    assert np.array_equal(np.concatenate(parts), whole)


@settings(deadline=None, max_examples=10)
@given(sessions, gains)
def test_with_silent_music_it_is_the_session_in_both_channels(timeline, loud):
    count = Frames(timeline.duration_ms * MUSIC_RATE)
    mono = mix(timeline, SOUNDS, Frames(0), count, loud)
    mixed = heard(timeline, 0, count, music=SILENCE, loud=loud)
    assert mixed.dtype == np.int16
    assert np.array_equal(mixed, in_both_channels(mono))
    assert np.abs(mixed[:, 0] - mono * amplitude(SESSION_DB)).max() <= 0.51
    assert np.array_equal(mixed[:, 0], mixed[:, 1])


def test_a_place_in_the_session_is_a_place_in_the_music():
    music = Loop(MUSIC.samples)
    heard(session(60_000, []), 50_000, 700, music=music)
    assert music.reads == [(50_000, 700)]


def test_music_that_is_off_is_not_even_read():
    music = Loop(MUSIC.samples)
    assert not heard(session(60_000, []), 100_000, 700, music=music, loud=Gains(music=0)).any()
    assert music.reads == []


def test_beyond_the_end_is_silence():
    timeline = session(5000, [])
    end = 5000 * MUSIC_RATE
    assert heard(timeline, end - 50_000, 100).any()
    assert not heard(timeline, end - 10, 50_000)[10:].any()
    assert not heard(timeline, 2 * end, 100).any()


def test_a_sum_beyond_full_scale_saturates():
    loud = Sounds(MUSIC_RATE, {"d": np.full(20_000, 32767, np.int16)})
    two = [Cue(Milliseconds(4000), Milliseconds(300), "tone", "hold", None, None, "d")] * 2
    music = Loop(np.full((100, 2), 32767, np.int16))
    mixed = heard(session(9000, two), 4100 * MUSIC_RATE, 100, sounds=loud, music=music)
    assert (mixed == 32767).all()


def test_clips_of_another_rate_are_refused():
    with pytest.raises(ValueError, match="48 kHz"):
        heard(session(9000, []), 0, 10, sounds=Sounds(KiloHertz(24), {}))


def test_a_missing_clip_is_an_error():
    with pytest.raises(KeyError, match="absent"):
        heard(one_word("absent", 500), 4000 * MUSIC_RATE, 10)


def the_wildest_music():
    """At a quarter of the rate and between its samples, 3 dB beyond full scale."""
    quarter = np.tile(np.array([1, 1, -1, -1], np.int16) * np.int16(32767), 12_000)
    return Loop(np.stack([quarter, -quarter], 1))


@pytest.mark.parametrize("tone", TONES.values(), ids=TONES.keys())
@pytest.mark.parametrize("pitch_hz", [80.0, 220.0])
def test_true_peaks_stay_under_minus_one_decibel(tone, pitch_hz):
    """The sharpest voice, the soft tone on its beat, and music that is all peaks."""
    sharp = spoken(22_050, pitch_hz=pitch_hz)
    sharp[3000:3040] += 0.9 * np.hanning(40).astype(np.float32)
    soft = tone.yielding()
    clips = {"word": condition(sharp, 22_050, MUSIC_RATE), "soft": render(soft, MUSIC_RATE)}
    assert true_peak_dbfs(clips["word"]) == pytest.approx(CEILING_DBTP, abs=0.3)
    beat = Cue(Milliseconds(4000), soft.duration_ms, "tone", soft.role, None, None, "soft")
    timeline = one_word("word", len(clips["word"]) // MUSIC_RATE + 1, beat)
    sounds = Sounds(MUSIC_RATE, clips)
    mixed = heard(
        timeline, 3000 * MUSIC_RATE, 3000 * MUSIC_RATE, music=the_wildest_music(), sounds=sounds
    )
    assert true_peak_dbfs(mixed[:, 0]) <= -1.0
    assert true_peak_dbfs(mixed[:, 1]) <= -1.0


def test_worst_cases_add_up_to_less_than_minus_one_decibel():
    """Word, soft tone and music at their highest in one sample."""
    soft = max(tone.yielding().level_db for tone in TONES.values())
    session_peak = (amplitude(CEILING_DBTP) + amplitude(soft)) * amplitude(SESSION_DB)
    timeline = one_word("d", 300)
    music = heard(
        timeline,
        4000 * MUSIC_RATE,
        100,
        music=the_wildest_music(),
        sounds=Sounds(MUSIC_RATE, {"d": CLIPS["d"][:0]}),
    )
    assert session_peak + np.abs(music).max() / FULL_SCALE * amplitude(3) <= amplitude(-1)


def stereo_loudness(samples):
    """The loudest 400 ms of two channels: their powers add up."""
    waves = samples.T.astype(float) / FULL_SCALE
    return 10 * np.log10(sum(10 ** (loudest(wave, MUSIC_RATE) / 10) for wave in waves))


@pytest.mark.parametrize(("rms_db", "loudness"), [(-10, -6), (-13, -9), (-18, -14)])
def test_words_stand_twenty_decibels_above_music(rms_db, loudness):
    """For any music, from the loudest masters on: what WCAG 2 asks for."""
    random = np.random.default_rng(1).standard_normal((9000 * MUSIC_RATE, 2))
    wave = np.apply_along_axis(np.convolve, 0, random, np.ones(8) / 8, "same")
    wave *= amplitude(rms_db) / wave.std() * 32768
    music = Loop(wave.clip(-32768, 32767).astype(np.int16))
    clip = condition(spoken(22_050, 1.5), 22_050, MUSIC_RATE)
    timeline = one_word("word", len(clip) // MUSIC_RATE + 1)
    word, nothing = (Sounds(MUSIC_RATE, {"word": each}) for each in (clip, clip[:0]))

    def stretch(start_ms, end_ms, source, sounds):
        count = (end_ms - start_ms) * MUSIC_RATE
        return heard(timeline, start_ms * MUSIC_RATE, count, music=source, sounds=sounds)

    said = stretch(4000, 5500, SILENCE, word)
    under = stretch(4000, 5500, music, nothing)
    between = stretch(7000, 8500, music, nothing)
    assert stereo_loudness(music.samples[: 3000 * MUSIC_RATE]) == pytest.approx(loudness, abs=1.5)
    assert stereo_loudness(said) - stereo_loudness(under) >= 20
    assert 3 <= stereo_loudness(said) - stereo_loudness(between) <= 15


@pytest.mark.parametrize("rate_hz", [16_000, 22_050, 48_000])
def test_a_clip_at_48_kilohertz_is_the_clip_at_24(rate_hz):
    recording = spoken(rate_hz, 0.7)
    fine = condition(recording, rate_hz, MUSIC_RATE)
    coarse = condition(recording, rate_hz, KiloHertz(24))
    assert audible(fine)[0] == 0
    assert len(fine) == pytest.approx(2 * len(coarse), abs=48)
    assert true_peak_dbfs(fine) <= CEILING_DBTP + 0.1
    margin = np.zeros(MUSIC_RATE * 300)
    assert loudest(
        np.concatenate([margin, fine / FULL_SCALE, margin]), MUSIC_RATE
    ) == pytest.approx(LOUDNESS_LUFS, abs=0.2)
    finer = resample((coarse / FULL_SCALE).astype(np.float32), 24_000, 48_000, 100)[4800:]
    alike = [
        np.corrcoef(fine[10:20_000], finer[10 + late : 20_000 + late])[0, 1]
        for late in range(-3, 4)
    ]
    assert max(alike) > 0.98


def test_a_session_is_composed_at_48_kilohertz():
    script = script_of("{say: Sit down}", "{ready: 5s}", "{hold: 5s, count: up}", "{rest: 5s}")
    takes = [
        compose(
            plan(script, Preferences()), Speaker(FakeVoice(), MemoryCache(), rate=KiloHertz(rate))
        )
        for rate in (24, 48)
    ]
    coarse, fine = takes
    assert fine.sounds.rate == MUSIC_RATE
    onsets = [[(cue.onset_ms, cue.text) for cue in take.timeline.cues] for take in takes]
    for one, other in zip(*onsets, strict=True):
        assert one[0] == pytest.approx(other[0], abs=5)  # a clip may be a millisecond longer
        assert one[1] == other[1]
    for cue in fine.timeline.cues:
        clip = fine.sounds.clips[cue.sound]
        assert audible(clip)[0] <= (0 if cue.kind == "speech" else 2 * MUSIC_RATE)
        assert len(clip) == pytest.approx(2 * len(coarse.sounds.clips[cue.sound]), abs=96)
    mixed = mix_with_music(fine.timeline, fine.sounds, MUSIC, Frames(0), Frames(10_000))
    assert mixed.shape == (10_000, 2)


def test_a_timeline_without_a_sound_is_music_alone():
    timeline = Timeline(
        title="t", language="en", duration_ms=Milliseconds(9000), cues=(), phases=(), markers=()
    )
    mixed = heard(timeline, 4000 * MUSIC_RATE, 500)
    expected = MUSIC.read(4000 * MUSIC_RATE, 500) * amplitude(-14)
    assert np.abs(mixed - expected).max() <= 0.51
