"""Tones: soft, distinct, on the beat."""

import numpy as np
import pytest

from voicecoach.sound.clips import FULL_SCALE, audible
from voicecoach.sound.conditioning import CEILING_DBTP
from voicecoach.sound.levels import amplitude
from voicecoach.sound.tones import render
from voicecoach.tone import TONES, tone_named
from voicecoach.units import KiloHertz

RATE = KiloHertz(24)

TONES_BY_SOUND = {
    form.sound: form
    for tone in TONES.values()
    for form in (tone, tone.yielding(), tone.at_volume(50))
}
each_tone = pytest.mark.parametrize("name", sorted(TONES_BY_SOUND))


@each_tone
def test_a_tone_is_as_long_and_as_loud_as_it_says(name):
    tone = TONES_BY_SOUND[name]
    samples = render(tone, RATE)
    assert samples.dtype == np.int16
    assert len(samples) == tone.duration_ms * RATE
    peak = amplitude(tone.level_db) * tone.volume / 100 * FULL_SCALE
    assert np.abs(samples).max() == pytest.approx(peak, abs=1)


@each_tone
def test_a_tone_begins_on_its_beat(name):
    assert audible(render(TONES_BY_SOUND[name], RATE))[0] <= RATE


@each_tone
def test_a_tone_does_not_click(name):
    """No step is larger than its highest note makes, and it ends in silence."""
    tone = TONES_BY_SOUND[name]
    samples = render(tone, RATE).astype(int)
    peak = amplitude(tone.level_db) * FULL_SCALE
    steepest = peak * 2 * np.pi * max(tone.pitches_hz) / (RATE * 1000)
    assert np.abs(np.diff(samples, prepend=0, append=0)).max() <= steepest * 1.1 + 1
    assert np.abs(samples[-RATE // 2 :]).max() <= peak * 0.01


@each_tone
def test_a_tone_has_no_energy_where_only_clicks_have(name):
    spectrum = np.abs(np.fft.rfft(render(TONES_BY_SOUND[name], RATE).astype(float), RATE * 1000))
    assert spectrum[4000:].max() <= spectrum.max() * 0.01


def test_tones_are_distinct():
    tones = {role: render(tone, RATE).astype(float) for role, tone in TONES.items()}
    size = max(map(len, tones.values()))
    shapes = [np.pad(tone, (0, size - len(tone))) for tone in tones.values()]
    alike = np.corrcoef(shapes)
    assert np.abs(alike - np.eye(len(shapes))).max() < 0.7


@pytest.mark.parametrize("tone", TONES.values(), ids=TONES.keys())
def test_a_yielding_tone_leaves_a_word_under_minus_one_decibel(tone):
    loudest = amplitude(CEILING_DBTP) + amplitude(tone.yielding().level_db)
    assert loudest <= amplitude(-1.0)


def test_other_sounds_are_no_tones():
    assert tone_named("speech:en:100:tone") is None


@each_tone
def test_a_tone_is_found_by_the_name_of_its_sound(name):
    assert tone_named(name) == TONES_BY_SOUND[name]


def test_a_quieter_tone_is_the_same_tone():
    full = render(TONES["hold"], RATE).astype(float)
    half = render(TONES["hold"].at_volume(50), RATE).astype(float)
    assert np.abs(half - full / 2).max() <= 1
