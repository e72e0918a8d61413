"""Tracks with music: 48 kHz stereo, in place in every format, the session's own samples."""

import tracemalloc
import wave
from functools import partial

import av
import miniaudio
import numpy as np
import pytest

from tests.music_kit import decoded_by, melody, offset, write_music
from tests.track_kit import write_track
from voicecoach.errors import TrackError
from voicecoach.sound.clips import Sounds
from voicecoach.sound.music import Music
from voicecoach.sound.polyphase import MUSIC_RATE
from voicecoach.sound.stereo import mix_with_music
from voicecoach.timeline import Cue, Marker, Timeline
from voicecoach.track.info_frame import MpegLayout
from voicecoach.units import Frames, KiloHertz, Milliseconds

DURATION_MS = 20_011
CLIP = (melody(48_000, 0.4, seed=4)[:, 0] * 0.8).astype(np.int16)
SOUNDS = Sounds(MUSIC_RATE, {"one": CLIP})


each_format = pytest.mark.parametrize("format_name", ["mp3", "wav"])


@pytest.fixture(scope="module")
def song(tmp_path_factory):
    """Six seconds of music at another rate, in a lossy format."""
    path = tmp_path_factory.mktemp("music") / "song.m4a"
    return write_music(path, melody(44_100, 6), 44_100)


def counted(duration_ms=DURATION_MS, every_ms=3500):
    onsets = range(0, duration_ms - 400, every_ms)
    return Timeline(
        title="Counted",
        language="en",
        duration_ms=Milliseconds(duration_ms),
        cues=tuple(
            Cue(Milliseconds(onset), Milliseconds(400), "speech", "count", "one", None, "one")
            for onset in onsets
        ),
        phases=(),
        markers=(Marker(Milliseconds(0), "Work"), Marker(Milliseconds(9000), "Finish")),
    )


def expected(timeline, song):
    count = Frames(timeline.duration_ms * MUSIC_RATE)
    return mix_with_music(timeline, SOUNDS, Music([song]), Frames(0), count)


def exported(path, song, timeline=None):
    return write_track(path, timeline or counted(), SOUNDS, music=Music([song]))


def test_a_wav_is_the_mix(song, tmp_path):
    with wave.open(str(exported(tmp_path / "track.wav", song))) as file:
        assert file.getparams()[:4] == (2, 2, 48_000, DURATION_MS * MUSIC_RATE)
        samples = np.frombuffer(file.readframes(file.getnframes()), "<i2").reshape(-1, 2)
    assert np.array_equal(samples, expected(counted(), song))


def by_ffmpeg(ffmpeg, path):
    return decoded_by(ffmpeg, path, 48_000)


def by_miniaudio(_, path):
    decoded = miniaudio.decode_file(str(path), nchannels=2, sample_rate=48_000)
    return np.frombuffer(decoded.samples, np.int16).reshape(-1, 2)


@pytest.mark.parametrize("decode", [by_ffmpeg, by_miniaudio])
def test_an_mp3_lies_where_its_wav_lies(decode, song, tmp_path, ffmpeg):
    decoded = decode(ffmpeg, exported(tmp_path / "track.mp3", song))
    whole = expected(counted(), song)
    assert len(decoded) == len(whole)
    for stretch in (slice(0, 1500 * MUSIC_RATE), slice(-6000 * MUSIC_RATE, None)):
        for side in (0, 1):
            assert offset(whole[stretch, side], decoded[stretch, side]) == 0


def test_left_and_right_stay_where_they_are(tmp_path, ffmpeg):
    one_sided = melody(48_000, 6)
    one_sided[:, 1] = 0
    path = write_music(tmp_path / "left.flac", one_sided, 48_000)
    quiet = counted(every_ms=DURATION_MS)
    left, right = by_ffmpeg(ffmpeg, exported(tmp_path / "track.mp3", path, quiet))[96_000:].T
    assert np.abs(left.astype(int)).mean() > 20 * np.abs(right.astype(int)).mean()


def test_an_mp3_says_what_it_is(song, tmp_path):
    with av.open(str(exported(tmp_path / "track.mp3", song))) as container:
        stream = container.streams.audio[0]
        assert (stream.rate, stream.channels) == (48_000, 2)
        assert stream.bit_rate == 128_000
        assert container.metadata["title"] == "Counted"
        assert [each["start"] for each in container.chapters()] == [0, 9000]


@pytest.mark.parametrize(
    ("rate", "channels", "side_info"), [(24, 1, 9), (24, 2, 17), (48, 1, 17), (48, 2, 32)]
)
def test_the_table_lies_where_players_look_for_it(rate, channels, side_info):
    layout = MpegLayout.of(KiloHertz(rate), 128, channels)
    assert layout.side_info == side_info
    assert layout.frame_bytes == 128 * layout.samples // (8 * rate)


@each_format
def test_the_same_session_gives_the_same_bytes(format_name, song, tmp_path):
    first, second = (
        exported(tmp_path / f"{name}.{format_name}", song).read_bytes() for name in ("a", "b")
    )
    assert first == second


@each_format
def test_music_that_was_played_before_is_the_same(format_name, song, tmp_path):
    music = Music([song])
    music.read(Frames(200_000), Frames(1000))
    path = tmp_path / f"track.{format_name}"
    write_track(path, counted(), SOUNDS, music=music)
    assert path.read_bytes() == exported(tmp_path / f"b.{format_name}", song).read_bytes()


def test_progress_goes_from_nothing_to_all(song, tmp_path):
    told: list[float] = []
    write_track(tmp_path / "track.wav", counted(), SOUNDS, told.append, music=Music([song]))
    assert told == sorted(told)
    assert told[-1] == 1


def test_seven_hours_with_music_are_more_than_a_wav_holds(song, tmp_path):
    with pytest.raises(TrackError, match=r"at most 4 GiB"):
        exported(tmp_path / "track.wav", song, counted(7 * 3_600_000, 3_600_000))
    assert list(tmp_path.iterdir()) == []


def test_a_session_at_another_rate_gets_no_music(song, tmp_path):
    with pytest.raises(ValueError, match="48 kHz"):
        write_track(tmp_path / "t.wav", counted(), Sounds(KiloHertz(24), {}), music=Music([song]))
    assert list(tmp_path.iterdir()) == []


def test_six_times_the_session_takes_no_more_memory(song, tmp_path):
    def peak(seconds):
        action = partial(exported, tmp_path / "track.wav", song, counted(seconds * 1000))
        tracemalloc.start()
        try:
            action()
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(5)  # what the interpreter keeps of a first run is not the session's
    assert peak(60) <= peak(10) * 1.05
