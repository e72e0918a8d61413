"""Every format is as long as its WAV and lies where it lies, as two decoders hear it."""

import msgspec
import numpy as np
import pytest
import soundfile

from tests.music_kit import melody
from tests.test_track_mp3 import session
from tests.track_kit import DECODABLE, by_ffmpeg, offset, write_track
from voicecoach.sound.mixer import mix
from voicecoach.track.rates import BIT_RATES, SAMPLE_RATES
from voicecoach.units import Frames, KiloHertz

CLOSE_MS = 5
AAC_FRAME = 1024
OPUS_RATE = 48


def by_libsndfile(_, path, rate, channels=1):
    samples, found = soundfile.read(path, dtype="int16", always_2d=True)
    step = found // (rate * 1000)
    return samples[::step, 0] if channels == 1 else samples[::step]


DECODERS = [("ffmpeg", by_ffmpeg), ("libsndfile", by_libsndfile)]
KNOWN = [
    pytest.param(name, decode, id=f"{name}-{decoder}")
    for name in DECODABLE
    for decoder, decode in DECODERS
    if (name, decoder) != ("m4a", "libsndfile")
]


@pytest.mark.parametrize("rate", [*map(KiloHertz, SAMPLE_RATES)])
@pytest.mark.parametrize(("name", "decode"), KNOWN)
def test_a_track_lies_where_its_wav_lies(name, decode, rate, tmp_path, ffmpeg):
    timeline, sounds = session(rate)
    path = write_track(tmp_path / f"track.{name}", timeline, sounds)
    expected = mix(timeline, sounds, Frames(0), Frames(timeline.duration_ms * rate))
    decoded = decode(ffmpeg, path, rate)
    # The last packet of AAC is padded; the file says how long the session is.
    spare = len(decoded) - len(expected)
    assert 0 <= spare < (AAC_FRAME if name == "m4a" else 1)
    head, tail = slice(0, 1500 * rate), slice(len(expected) - 1500 * rate, len(expected))
    assert abs(offset(expected[head], decoded[head])) <= CLOSE_MS * rate
    assert abs(offset(expected[tail], decoded[tail])) <= CLOSE_MS * rate


@pytest.mark.parametrize("name", ["flac", "wav"])
def test_what_keeps_every_sample_keeps_every_sample(name, tmp_path, ffmpeg):
    timeline, sounds = session(KiloHertz(24))
    decoded = by_ffmpeg(ffmpeg, write_track(tmp_path / f"t.{name}", timeline, sounds), 24)
    assert np.array_equal(decoded, mix(timeline, sounds, Frames(0), Frames(len(decoded))))


class Melody:
    """A source of music, without a file."""

    identity = "melody"

    def __init__(self):
        self._samples = melody(48_000, 6)

    def read(self, start, count):
        return self._samples[start : start + count]


@pytest.mark.parametrize("name", DECODABLE)
def test_music_makes_it_stereo(name, tmp_path, ffmpeg):
    timeline, sounds = session(KiloHertz(48), 5011)
    path = write_track(tmp_path / f"track.{name}", timeline, sounds, music=Melody())
    wav = write_track(tmp_path / "expected.wav", timeline, sounds, music=Melody())
    expected, decoded = (by_ffmpeg(ffmpeg, each, 48, channels=2) for each in (wav, path))
    for side in (0, 1):
        assert abs(offset(expected[:, side], decoded[: len(expected), side])) <= CLOSE_MS * 48


@pytest.fixture(scope="module")
def noisy():
    """Two seconds of noise, which no encoder makes smaller than its bit rate says."""
    noise = np.random.default_rng(5).integers(-9000, 9000, 2000 * 48, np.int16)

    def make(rate):
        timeline, sounds = session(rate, 2011)
        cue = msgspec.structs.replace(timeline.cues[0], duration_ms=2000)
        return (
            msgspec.structs.replace(timeline, cues=(cue,)),
            msgspec.structs.replace(sounds, clips={cue.sound: noise[: 2000 * rate]}),
        )

    return make


@pytest.mark.parametrize("rate", [*map(KiloHertz, SAMPLE_RATES)])
@pytest.mark.parametrize("name", ["m4a", "mp3", "opus"])
def test_a_bit_rate_makes_the_size(name, rate, noisy, tmp_path, ffmpeg):
    timeline, sounds = noisy(rate)
    sizes = []
    for bit_rate in BIT_RATES[1]:
        path = write_track(tmp_path / f"{bit_rate}.{name}", timeline, sounds, bit_rate=bit_rate)
        sizes.append(path.stat().st_size)
        assert 0 <= len(by_ffmpeg(ffmpeg, path, rate)) - 2011 * rate < AAC_FRAME
    assert sizes[0] < sizes[4] < 1.1 * sizes[-1]  # AAC takes no more than it can use
