"""Music from files: every frame in its place, wherever reading begins."""

import shutil
import subprocess
import sys
import tracemalloc
from contextlib import closing
from itertools import accumulate, pairwise
from pathlib import Path

import av
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.music_kit import (
    CODECS,
    decoded_by,
    decoded_whole,
    melody,
    offset,
    write_music,
    write_wav,
)
from voicecoach.errors import UsageError
from voicecoach.sound.music import Music
from voicecoach.sound.polyphase import Converter
from voicecoach.units import Frames

RATE_HZ = 48_000
SECONDS = 14
LENGTH = SECONDS * RATE_HZ
KINDS = sorted(CODECS)
OTHER_RATES = {"wav": 44_100, "mp3": 44_100}

each_kind = pytest.mark.parametrize("kind", KINDS)


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """A file of each kind, longer than a stretch that is decoded at a time."""
    folder = tmp_path_factory.mktemp("music")
    made = {}
    for kind in KINDS:
        rate_hz = OTHER_RATES.get(kind, RATE_HZ)
        made[kind] = write_music(folder / f"song.{kind}", melody(rate_hz, SECONDS), rate_hz)
    return made


@pytest.fixture(scope="module")
def wholes(files):
    """What each of them is when it is read from the start to the end."""
    return {kind: whole(Music([path])) for kind, path in files.items()}


def read(music, start, count):
    return music.read(Frames(start), Frames(count))


def whole(music, length=LENGTH, size=4800):
    return np.concatenate([read(music, at, size) for at in range(0, length, size)])


@each_kind
@pytest.mark.parametrize("first", [12.9, 9.95, 10.02])
def test_a_jump_lands_on_the_frame(kind, first, files, wholes):
    music = Music([files[kind]])
    for second in (first, 3.3, 10.01, 0.0, 9.99, 11.4):
        start, count = int(second * RATE_HZ), 4321
        assert np.array_equal(read(music, start, count), wholes[kind][start : start + count])


@settings(deadline=None, max_examples=12)
@given(
    st.sampled_from(["mp3", "pns.m4a", "ogg", "webm"]),
    st.lists(st.tuples(st.integers(0, LENGTH - 9999), st.integers(1, 9999)), max_size=3),
    st.tuples(
        st.integers(0, LENGTH - 40_000), st.lists(st.integers(1, 9000), min_size=1, max_size=4)
    ),
)
def test_the_same_frames_however_cut_and_whatever_was_read_before(
    files, wholes, kind, before, stretch
):
    music = Music([files[kind]])
    for other in before:
        read(music, *other)
    start, sizes = stretch
    cuts = pairwise(accumulate(sizes, initial=start))
    parts = [read(music, one, other - one) for one, other in cuts]
    assert np.array_equal(np.concatenate(parts), wholes[kind][start : start + sum(sizes)])


@pytest.mark.parametrize("kind", ["flac", "low.mp3", "m4a", "ogg", "opus", "webm", "mka"])
def test_it_is_what_decoding_from_the_start_gives(kind, files, wholes):
    """All but codecs that make up noise, and only where the rate is not changed."""
    expected = np.rint(decoded_whole(files[kind]) * 32768).clip(-32768, 32767)[:LENGTH]
    assert np.array_equal(wholes[kind][: len(expected)], expected)


@each_kind
def test_it_lies_where_ffmpeg_puts_it(kind, files, wholes, ffmpeg):
    theirs = decoded_by(ffmpeg, files[kind], RATE_HZ)
    for at in (1, 5, 9):
        stretch = slice(at * RATE_HZ, (at + 4) * RATE_HZ)
        ours, other = wholes[kind][stretch, 0], theirs[stretch, 0]
        assert offset(other, ours) == 0
        assert np.abs(ours.astype(int) - other).mean() < 400  # made-up noise is another


def test_lossless_music_comes_back_as_it_was(wholes):
    assert np.array_equal(wholes["flac"], melody(RATE_HZ, SECONDS))


@each_kind
def test_after_its_end_it_begins_again(kind, files, wholes):
    music = Music([files[kind]])
    again = read(music, LENGTH - 2000, 8000)
    begin = offset(wholes[kind][:4000, 0], again[:, 0])
    assert abs(begin - 2000) <= 640  # AAC and WebM do not tell their length to the frame
    assert np.array_equal(again[begin:], wholes[kind][: 8000 - begin])
    assert np.array_equal(read(music, 7 * (LENGTH - 2000 + begin), 500), wholes[kind][:500])


def test_a_folder_is_its_files_by_name(tmp_path):
    songs = [melody(RATE_HZ, seconds, seed) for seed, seconds in enumerate((0.5, 0.3, 0.7))]
    for name, song in zip(("a.wav", "b.WAV", "c.wav"), songs, strict=True):
        write_wav(tmp_path / name, song, RATE_HZ)
    for name in ("cover.jpg", "list.m3u", ".hidden.wav"):
        (tmp_path / name).write_bytes(b"no music")
    playlist = np.concatenate([*songs, *songs])
    music = Music([tmp_path])
    assert np.array_equal(whole(music, len(playlist), 1000), playlist)
    assert np.array_equal(read(music, RATE_HZ, 3000), playlist[RATE_HZ : RATE_HZ + 3000])
    assert np.array_equal(read(music, 100 * len(playlist) + 7, 3000), playlist[7:3007])
    music.close()
    assert np.array_equal(read(music, 5, 5), playlist[5:10])


def test_files_and_folders_follow_one_another(tmp_path):
    (tmp_path / "folder").mkdir()
    write_wav(tmp_path / "folder" / "a.wav", np.full((100, 1), 1, np.int16), RATE_HZ)
    write_wav(tmp_path / "b.wav", np.full((100, 1), 2, np.int16), RATE_HZ)
    music = Music([tmp_path / "b.wav", tmp_path / "folder"])
    assert read(music, 0, 250)[:, 0].tolist() == [2] * 100 + [1] * 100 + [2] * 50


def test_one_channel_is_heard_on_both_sides(tmp_path):
    mono = melody(RATE_HZ, 1)[:, :1]
    music = Music([write_wav(tmp_path / "mono.wav", mono, RATE_HZ)])
    assert np.array_equal(read(music, 0, 4000), np.repeat(mono[:4000], 2, axis=1))


def test_six_channels_become_two_without_being_too_much(tmp_path):
    loud = np.full((9600, 6), 32767, np.int16)
    loud[:, [1, 5]] = 0  # nothing on the right
    music = Music([write_music(tmp_path / "film.flac", loud, RATE_HZ)])
    left, right = read(music, 2000, 1)[0]
    assert left == 32767
    assert 0 < right < left


@pytest.mark.parametrize("rate_hz", [8000, 11_025, 22_050, 32_000, 44_100, 96_000, 37_801])
def test_any_rate_is_brought_to_48_kilohertz(rate_hz, tmp_path):
    at = np.arange(rate_hz) / rate_hz
    tone = np.rint(np.sin(2 * np.pi * 1000 * at)[:, None] * 20_000).astype(np.int16)
    music = Music([write_wav(tmp_path / "tone.wav", tone, rate_hz)])
    expected = np.sin(2 * np.pi * 1000 * np.arange(RATE_HZ) / RATE_HZ) * 20_000
    inner = slice(1000, RATE_HZ - 1000)
    assert np.abs(read(music, 0, RATE_HZ)[inner, 0] - expected[inner]).max() < 50  # of 20 000


@pytest.mark.parametrize(("rate_hz", "tone_hz", "most_db"), [(44_100, 18_000, 0.5),
                         (44_100, 21_900, -10), (96_000, 30_000, -60)])  # fmt: skip
def test_what_48_kilohertz_cannot_carry_is_left_out(rate_hz, tone_hz, most_db):
    converter = Converter(rate_hz)
    at = np.arange(converter.source + 2 * converter.reach) / rate_hz
    tone = np.sin(2 * np.pi * tone_hz * at).astype(np.float32)
    made = converter.block(np.stack([tone, tone], 1))
    assert made.shape == (converter.target, 2)
    level_db = 20 * np.log10(np.sqrt(2 * np.mean(made**2)))
    assert level_db <= most_db
    assert most_db < 0 or level_db > -0.5


@pytest.mark.parametrize("kind", ["wav", "flac", "mp3", "ogg", "opus", "webm"])
def test_a_file_that_was_cut_off_ends_there(kind, files, wholes, tmp_path):
    content = files[kind].read_bytes()
    cut = tmp_path / f"cut.{kind}"
    cut.write_bytes(content[: len(content) // 2])
    next_one = write_wav(tmp_path / "next.wav", np.full((RATE_HZ * 30, 1), 9, np.int16), RATE_HZ)
    music = Music([cut, next_one])
    heard = whole(music, 12 * RATE_HZ)
    (nines,) = np.nonzero((heard == 9).all(axis=1))
    end = int(nines[np.flatnonzero(np.diff(nines, prepend=-9) == 1)[0]]) - 1
    assert 5 * RATE_HZ < end < 9 * RATE_HZ
    assert np.array_equal(heard[: 5 * RATE_HZ], wholes[kind][: 5 * RATE_HZ])
    assert (heard[end + 10 :] == 9).all()


@pytest.mark.parametrize("kind", ["flac", "mp3", "m4a", "ogg", "opus"])
def test_a_file_that_is_broken_in_its_midst_still_gives_the_same_frames(kind, files, tmp_path):
    content = bytearray(files[kind].read_bytes())
    middle = len(content) // 2
    content[middle : middle + 9000] = np.random.default_rng(5).bytes(9000)
    path = tmp_path / f"broken.{kind}"
    path.write_bytes(content)
    heard = whole(Music([path]), 13 * RATE_HZ)
    music = Music([path])
    for second in (9.4, 7, 8.5, 2, 7.9, 10.2):
        start = int(second * RATE_HZ)
        assert np.array_equal(read(music, start, 3000), heard[start : start + 3000])


def a_text(path):
    path.write_text("These are no songs.\n" * 100, encoding="utf-8")


def a_stub(path):
    path.write_bytes(b"ID3\x03\0\0\0\0\0\0")


def a_picture(path):
    with av.open(str(path), "w", format="mp4") as container:
        stream = container.add_stream("mpeg4", rate=25)
        stream.width = stream.height = 32
        stream.pix_fmt = "yuv420p"
        frame = av.VideoFrame.from_ndarray(np.zeros((32, 32, 3), np.uint8), "rgb24")
        container.mux([*stream.encode(frame), *stream.encode(None)])


def a_list_from_the_net(path):
    path.write_text("#EXTM3U\n#EXTINF:5,\nhttp://127.0.0.1:1/song.ts\n", encoding="utf-8")


def nothing(path):
    path.write_bytes(b"")


def a_wav_of_nothing(path):
    write_wav(path, np.zeros((0, 1), np.int16), RATE_HZ)


@pytest.mark.parametrize(
    "make", [a_text, a_stub, a_picture, a_list_from_the_net, nothing, a_wav_of_nothing]
)
def test_what_is_no_music_is_refused_by_its_name(make, tmp_path):
    path = tmp_path / "song.mp3"
    make(path)
    with pytest.raises(UsageError, match=r"song\.mp3 cannot be played as music: [a-z]") as caught:
        Music([path])
    assert caught.value.exit_code == 2
    with pytest.raises(UsageError, match=r"song\.mp3 cannot"):
        Music([tmp_path])


def test_what_is_not_there_is_told(tmp_path):
    with pytest.raises(UsageError, match=r"no music at .*nowhere"):
        Music([tmp_path / "nowhere"])
    with pytest.raises(UsageError, match="no music in the folder"):
        Music([tmp_path])


def test_names_of_any_kind_are_read(tmp_path):
    path = write_wav(tmp_path / "Ünï %41 #1 'x'.wav", np.full((50, 1), 3, np.int16), RATE_HZ)
    assert (read(Music([path]), 0, 50) == 3).all()


def test_a_file_that_vanishes_is_silent_from_there_on(tmp_path):
    path = write_wav(tmp_path / "song.wav", np.full((5 * 44_100, 1), 3, np.int16), 44_100)
    music = Music([path])
    read(music, 0, 100)
    music.close()
    path.unlink()
    assert read(music, RATE_HZ, 20_000).shape == (20_000, 2)


def test_twenty_minutes_take_no_more_memory_than_one(tmp_path):
    def peak(minutes):
        path = tmp_path / f"{minutes}.wav"
        write_wav(path, np.zeros((minutes * 60 * 8000, 1), np.int16), 8000)
        length = minutes * 60 * RATE_HZ
        tracemalloc.start()
        try:
            music = Music([path])
            for start in (0, length - RATE_HZ, length // 3):
                whole_seconds = [
                    read(music, start + at, 4800).max() for at in range(0, RATE_HZ, 4800)
                ]
                assert max(whole_seconds) == 0
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(1)  # what the interpreter keeps of a first run is not the music's
    one = peak(1)
    assert one < 4_000_000
    assert peak(20) <= one * 1.1


def test_opening_music_is_what_loads_the_decoders():
    program = """
import sys
import voicecoach.sound.music, voicecoach.sound.stereo
assert "av" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", program], check=True, cwd=Path(__file__).parent.parent)


def test_music_that_is_gone_is_silence(tmp_path):
    """Also while it plays: its next file has not even been measured then."""
    for name in ("one", "two", "three"):
        write_wav(tmp_path / f"{name}.wav", melody(48_000, 2), 48_000)
    with closing(Music([tmp_path])) as music:
        read(music, 0, 4800)
        shutil.rmtree(tmp_path)
        later = read(music, 48_000 * 3, 48_000)
    assert not later.any()


def test_what_was_read_a_moment_ago_is_still_there(tmp_path):
    path = write_wav(tmp_path / "song.wav", melody(48_000, 9), 48_000)
    with closing(Music([path])) as music:
        first = read(music, 48_000 * 4, 48_000 * 2)
        music.close()
        path.unlink()
        assert np.array_equal(read(music, 48_000 * 4, 48_000 * 2), first)
