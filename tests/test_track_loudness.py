"""Tracks are as loud as other speech on a phone, count after count, by FFmpeg's EBU R128 meter."""

import re
import subprocess

import numpy as np
import pytest

from tests.kit import TRAININGS
from tests.music_kit import melody, write_wav
from tests.track_kit import DECODABLE, by_ffmpeg
from voicecoach.timeline import from_json

MONO_LUFS, STEREO_LUFS, TOLERANCE_LU = -19, -16, 2
CEILING_DBTP = -1
COUNTS_LU = 1.5
APART_S = 3
SETTINGS = ["--set", "total=1min"]
RATE = 24


def measured(ffmpeg, path):
    """Integrated loudness in LUFS and true peak in dBTP of a whole file."""
    command = [ffmpeg, "-hide_banner", "-nostats", "-i", path, "-map", "0:a"]
    command += ["-af", "ebur128=peak=true", "-f", "null", "-"]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stderr
    summary = told[told.rindex("Summary:") :]
    loudness, peak = (
        float(re.search(rf"{name}:\s+(-?[\d.]+|-inf)", summary)[1]) for name in ("I", "Peak")
    )
    return loudness, peak


def momentary(ffmpeg, path):
    """The loudness of the last 400 ms, every tenth of a second."""
    command = [
        ffmpeg,
        "-v",
        "error",
        "-i",
        path,
        "-af",
        "ebur128=metadata=1,ametadata=print:file=-",
    ]
    told = subprocess.run([*command, "-f", "null", "-"], capture_output=True, text=True, check=True)
    return np.array([float(each) for each in re.findall(r"r128\.M=(\S+)", told.stdout)])


@pytest.fixture(scope="module")
def tracks(warm_program):
    formats = [word for name in DECODABLE for word in ("--format", name)]
    result = warm_program.run("export", "sitting", *SETTINGS, *formats, "--out", "loud")
    assert result.code == 0, result.err
    return {path.suffix[1:]: path for path in (warm_program.folder / "loud").iterdir()}


@pytest.fixture(scope="module")
def counts(warm_program):
    timeline = from_json(warm_program.run("timeline", "sitting", *SETTINGS, "--json").out)
    tones = {cue.onset_ms for cue in timeline.cues if cue.kind == "tone"}
    return [cue for cue in timeline.cues if cue.role == "count" and cue.onset_ms not in tones][:18]


@pytest.mark.parametrize("name", DECODABLE)
def test_a_track_is_as_loud_as_speech_is_on_phones(name, tracks, ffmpeg):
    loudness, peak = measured(ffmpeg, tracks[name])
    assert loudness == pytest.approx(MONO_LUFS, abs=TOLERANCE_LU)
    assert peak <= CEILING_DBTP


@pytest.mark.parametrize("name", DECODABLE)
def test_one_count_is_as_loud_as_another(name, tracks, counts, tmp_path, ffmpeg):
    decoded = by_ffmpeg(ffmpeg, tracks[name], RATE)
    alone = np.zeros((len(counts), APART_S * 1000 * RATE), np.int16)
    for row, cue in zip(alone, counts, strict=True):
        word = decoded[cue.onset_ms * RATE : cue.end_ms * RATE]
        row[1000 * RATE : 1000 * RATE + len(word)] = word
    path = write_wav(tmp_path / "counts.wav", alone.reshape(-1, 1), RATE * 1000)
    steps = momentary(ffmpeg, path).reshape(len(counts), -1)
    assert np.ptp(np.nanmax(steps, axis=1)) <= COUNTS_LU


@pytest.mark.parametrize("name", TRAININGS)
def test_every_training_is_as_loud(name, warm_program, ffmpeg):
    assert warm_program.run("export", name, "--out", "all").code == 0
    loudness, peak = measured(ffmpeg, warm_program.folder / "all" / f"{name}.mp3")
    assert loudness == pytest.approx(MONO_LUFS, abs=TOLERANCE_LU)
    assert peak <= CEILING_DBTP


@pytest.mark.parametrize("name", ["m4a", "mp3", "opus"])
def test_with_music_it_is_as_loud_as_stereo_is(name, warm_program, ffmpeg):
    song = write_wav(warm_program.folder / "song.wav", melody(48_000, 20), 48_000)
    path = warm_program.folder / f"music.{name}"
    arguments = ["--music", song, *SETTINGS, "--out", path]
    assert warm_program.run("export", "sitting", *arguments).code == 0
    loudness, peak = measured(ffmpeg, path)
    assert loudness == pytest.approx(STEREO_LUFS, abs=TOLERANCE_LU)
    assert peak <= CEILING_DBTP
