"""An MP3 is as long as its WAV, lies where it lies, and carries its title and chapters."""

import shutil
import subprocess

import av
import miniaudio
import numpy as np
import pytest

from tests.track_kit import write_track
from voicecoach.sound.clips import Sounds
from voicecoach.sound.mixer import mix
from voicecoach.timeline import Cue, Marker, Timeline
from voicecoach.track.info_frame import MpegLayout, info_frame
from voicecoach.units import Frames, KiloHertz, Milliseconds

requires_ffmpeg = pytest.mark.skipif(not shutil.which("ffmpeg"), reason="ffmpeg decodes")

RATE = KiloHertz(24)
RATES = tuple(map(KiloHertz, (16, 24, 32, 48)))


def syllables(rate):
    """Bursts of low-passed noise: nothing in them repeats, so only one offset fits."""
    noise = np.random.default_rng(3).standard_normal((4, 300 * rate))
    smooth = np.apply_along_axis(np.convolve, 1, noise, np.hanning(rate), "same")
    return (smooth / np.abs(smooth).max() * 20_000).astype(np.int16)


def timeline_of(duration_ms, title, cues=(), chapters=()):
    return Timeline(
        title=title,
        language="en",
        duration_ms=Milliseconds(duration_ms),
        cues=cues,
        phases=(),
        markers=tuple(Marker(Milliseconds(onset), name) for onset, name in chapters),
    )


def session(rate, duration_ms=20_011):
    """Sound at the first and the last frame, in a session that is no whole number of frames."""
    onsets = map(Milliseconds, (0, 700, duration_ms - 1000, duration_ms - 300))
    clips = {str(number): clip for number, clip in enumerate(syllables(rate))}
    cues = tuple(
        Cue(onset, Milliseconds(300), "speech", "count", "x", None, name)
        for onset, name in zip(onsets, clips, strict=True)
    )
    chapters = ((0, "Set up"), (250, "Première série"), (900, "Finish"))
    return timeline_of(duration_ms, "Standing — Übung", cues, chapters), Sounds(rate, clips)


def by_ffmpeg(path, _):
    command = ["ffmpeg", "-v", "error", "-i", path, "-f", "s16le", "-ac", "1", "-"]
    done = subprocess.run(command, capture_output=True, check=True)
    assert done.stderr == b""
    return np.frombuffer(done.stdout, "<i2")


def by_miniaudio(path, rate):
    decoded = miniaudio.decode_file(str(path), nchannels=1, sample_rate=rate * 1000)
    return np.frombuffer(decoded.samples, np.int16)


def offset(expected, decoded):
    """By how many frames `decoded` is late, by cross-correlation."""
    size = 4 * len(expected)
    product = np.fft.rfft(decoded.astype(float), size)
    product *= np.fft.rfft(expected.astype(float), size).conj()
    late = int(np.fft.irfft(product, size).argmax())
    return late if late < size // 2 else late - size


@pytest.mark.parametrize("decode", [pytest.param(by_ffmpeg, marks=requires_ffmpeg), by_miniaudio])
@pytest.mark.parametrize("rate", RATES)
def test_an_mp3_lies_where_its_wav_lies(rate, decode, tmp_path):
    timeline, sounds = session(rate)
    write_track(tmp_path / "track.mp3", timeline, sounds)
    expected = mix(timeline, sounds, Frames(0), Frames(timeline.duration_ms * rate))
    decoded = decode(tmp_path / "track.mp3", rate)
    stretch = 1500 * rate
    assert len(decoded) == len(expected)
    assert offset(expected[:stretch], decoded[:stretch]) == 0
    assert offset(expected[-stretch:], decoded[-stretch:]) == 0


@requires_ffmpeg
@pytest.mark.parametrize("duration_ms", [1301, 1324, 1325, 1326])
def test_an_mp3_is_as_long_as_its_session(duration_ms, tmp_path):
    timeline, sounds = session(RATE, duration_ms)
    write_track(tmp_path / "track.mp3", timeline, sounds)
    assert len(by_ffmpeg(tmp_path / "track.mp3", RATE)) == duration_ms * RATE


def test_a_session_shorter_than_a_frame_becomes_an_mp3(tmp_path):
    write_track(tmp_path / "track.mp3", timeline_of(50, "Short"), Sounds(RATE, {}))
    assert len(by_miniaudio(tmp_path / "track.mp3", RATE)) == 50 * RATE


def test_an_mp3_carries_title_and_chapters(tmp_path):
    timeline, sounds = session(RATE)
    write_track(tmp_path / "track.mp3", timeline, sounds)
    with av.open(tmp_path / "track.mp3") as container:
        assert container.metadata["title"] == timeline.title
        chapters = [
            (chapter["start"], chapter["end"], chapter["metadata"]["title"])
            for chapter in container.chapters()
        ]
    assert chapters == [
        (0, 250, "Set up"),
        (250, 900, "Première série"),
        (900, 20_011, "Finish"),
    ]


def test_a_session_without_chapters_has_a_title(tmp_path):
    write_track(tmp_path / "track.mp3", timeline_of(500, "Plain"), Sounds(RATE, {}))
    with av.open(tmp_path / "track.mp3") as container:
        assert container.metadata["title"] == "Plain"
        assert container.chapters() == []


def test_more_chapters_than_a_table_lists_are_all_there(tmp_path):
    chapters = [(number * 2, str(number)) for number in range(300)]
    timeline = timeline_of(700, "Many", (), chapters)
    write_track(tmp_path / "track.mp3", timeline, Sounds(RATE, {}))
    with av.open(tmp_path / "track.mp3") as container:
        found = [(each["start"], each["metadata"]["title"]) for each in container.chapters()]
    assert found == chapters


def test_the_info_frame_bears_its_checksum():
    """The CRC-16 of all that comes before it, as LAME writes it: the whole then gives 0."""
    frame = info_frame(MpegLayout.of(RATE, 64), b"\xff\xf3\x84\xc4", Frames(24_000), 192 * 45)
    remainder = 0
    for byte in frame[:167] + frame[167:169][::-1]:
        remainder ^= byte
        for _ in range(8):
            remainder = remainder >> 1 ^ (0xA001 if remainder & 1 else 0)
    assert len(frame) == 192
    assert remainder == 0
