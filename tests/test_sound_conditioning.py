"""From a recording to a clip: on time, as loud as the others, within its ceiling."""

import re
import shutil
import subprocess

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voicecoach.sound.clips import FULL_SCALE, audible
from voicecoach.sound.conditioning import CEILING_DBTP, LOUDNESS_LUFS, condition
from voicecoach.sound.levels import amplitude
from voicecoach.sound.resample import resample
from voicecoach.units import KiloHertz

RATE = KiloHertz(24)
RATES = (16_000, 22_050, 24_000, 44_100, 48_000)

requires_ffmpeg = pytest.mark.skipif(not shutil.which("ffmpeg"), reason="ffmpeg measures loudness")


def spoken(rate_hz, seconds=0.6, pitch_hz=110.0, seed=0, level=0.2):
    """Something with a voice's crest: a buzz through a syllable's envelope, and breath."""
    at = np.arange(int(rate_hz * seconds)) / rate_hz
    count = int(4000 / pitch_hz)
    buzz = sum(
        np.cos(2 * np.pi * pitch_hz * n * at - np.pi * n * n / count) / n**0.7
        for n in range(1, count)
    )
    breath = np.random.default_rng(seed).standard_normal(len(at)) * 0.1
    envelope = np.minimum(at / 0.01, 1) * np.minimum((seconds - at) / 0.1, 1)
    return (level * (buzz / np.abs(buzz).max() + breath) * envelope).astype(np.float32)


recordings = st.builds(
    lambda rate_hz, *rest: (spoken(rate_hz, *rest), rate_hz),
    st.sampled_from(RATES),
    st.floats(0.2, 1.5),
    st.floats(80, 260),
    st.integers(0, 9),
    st.sampled_from([0.01, 0.1, 0.9]),
)


def true_peak_dbfs(clip):
    """Oversampled eight times in one go, between stretches of silence."""
    wave = np.pad(clip / FULL_SCALE, 2000)
    spectrum = np.fft.rfft(wave)
    finer = np.fft.irfft(spectrum, 8 * len(wave)) * 8
    return 20 * np.log10(np.abs(finer).max())


def momentary_lufs(clip, tmp_path):
    """The highest momentary loudness that ffmpeg's EBU R128 meter reads."""
    pcm = tmp_path / "clip.pcm"
    pcm.write_bytes(np.pad(clip, RATE * 1000).astype("<i2").tobytes())
    command = f"ffmpeg -v verbose -nostats -f s16le -ar {RATE}k -ac 1 -i {pcm}"
    meter = "-filter_complex ebur128=framelog=verbose -f null -"
    log = subprocess.run(
        [*command.split(), *meter.split()], capture_output=True, text=True, check=True
    ).stderr
    return max(float(reading) for reading in re.findall(r"\bM:\s*(-?[\d.]+)", log))


@settings(deadline=None, max_examples=40)
@given(recordings, st.sampled_from([KiloHertz(24), KiloHertz(48)]))
def test_the_first_sample_is_the_onset(recording, rate):
    samples, rate_hz = recording
    clip = condition(samples, rate_hz, rate)
    assert clip.dtype == np.int16
    assert audible(clip)[0] == 0


@settings(deadline=None, max_examples=40)
@given(recordings)
def test_no_clip_exceeds_its_ceiling(recording):
    samples, rate_hz = recording
    assert true_peak_dbfs(condition(samples, rate_hz, RATE)) <= CEILING_DBTP + 0.1


@pytest.mark.parametrize("rate_hz", RATES)
@pytest.mark.parametrize("silence_ms", [20, 340])
def test_silence_around_a_recording_changes_nothing(rate_hz, silence_ms):
    samples = spoken(rate_hz)
    clip = condition(samples, rate_hz, RATE)
    other = condition(np.pad(samples, rate_hz * silence_ms // 1000), rate_hz, RATE)
    assert len(clip) == len(other)
    assert np.abs(clip.astype(int) - other).max() <= FULL_SCALE * amplitude(-70)


def test_the_same_recording_gives_the_same_clip():
    samples = spoken(22_050)
    assert np.array_equal(condition(samples, 22_050, RATE), condition(samples, 22_050, RATE))


@requires_ffmpeg
@pytest.mark.parametrize("rate_hz", RATES)
@pytest.mark.parametrize("seconds", [0.25, 0.7, 3.0])
def test_loudness_is_what_an_r128_meter_reads(rate_hz, seconds, tmp_path):
    clip = condition(spoken(rate_hz, seconds), rate_hz, RATE)
    assert momentary_lufs(clip, tmp_path) == pytest.approx(LOUDNESS_LUFS, abs=0.3)


@requires_ffmpeg
def test_limiting_a_sharp_voice_costs_little_loudness(tmp_path):
    sharp = spoken(22_050, pitch_hz=80.0)
    sharp[3000:3040] += 0.9 * np.hanning(40).astype(np.float32)
    clip = condition(sharp, 22_050, RATE)
    assert true_peak_dbfs(clip) == pytest.approx(CEILING_DBTP, abs=0.3)
    assert momentary_lufs(clip, tmp_path) == pytest.approx(LOUDNESS_LUFS, abs=1.0)


def test_nothing_after_the_onset_is_cut_but_the_silence_at_the_end():
    syllable = spoken(24_000, 0.3)
    gap = np.zeros(24_000, np.float32)
    clip = condition(np.concatenate((gap, syllable, gap, syllable, gap)), 24_000, RATE)
    assert len(clip) == pytest.approx(24_000 * 1.6, abs=24 * 10)
    assert not clip[24 * 500 : 24 * 1100].any()


def test_a_clip_ends_without_a_click():
    clip = condition(spoken(22_050)[:9000], 22_050, RATE)
    assert abs(int(clip[-1])) <= 1


@pytest.mark.parametrize(
    "samples",
    [np.zeros(0), np.zeros(5000), np.full(5000, 1e-6), np.array([0.1, np.nan]), [np.inf] * 9],
    ids=["empty", "silent", "inaudible", "nan", "infinite"],
)
def test_what_is_no_recording_is_refused(samples):
    with pytest.raises(ValueError, match="recording"):
        condition(np.asarray(samples, np.float32), 22_050, RATE)


@pytest.mark.parametrize("rate_hz", RATES)
@pytest.mark.parametrize("tone_hz", [100, 1000, 7000])
def test_resampling_keeps_a_sine_where_it_was(rate_hz, tone_hz):
    seconds = np.arange(rate_hz) / rate_hz
    tone = np.sin(2 * np.pi * tone_hz * seconds) * np.hanning(rate_hz)
    resampled = resample(tone.astype(np.float32), rate_hz, 24_000, margin_ms=100)
    inner = resampled[2400 : 2400 + 24_000]
    finer = np.arange(24_000) / 24_000
    hanning = 0.5 - 0.5 * np.cos(2 * np.pi * finer * rate_hz / (rate_hz - 1))
    assert inner == pytest.approx(np.sin(2 * np.pi * tone_hz * finer) * hanning, abs=2e-4)


def test_resampling_leaves_out_what_the_new_rate_cannot_carry():
    high = np.sin(2 * np.pi * 13_000 * np.arange(48_000) / 48_000) * np.hanning(48_000)
    assert np.abs(resample(high.astype(np.float32), 48_000, 24_000, margin_ms=10)).max() < 1e-3


def test_amplitudes():
    assert amplitude(0) == 1
    assert amplitude(-20) == pytest.approx(0.1)


def test_silence_has_no_onset():
    with pytest.raises(ValueError, match="silence"):
        audible(np.zeros(10, np.int16))
