"""Tracks of every format: right, whole, in steady memory."""

import os
import subprocess
import sys
import tracemalloc
import wave
from functools import partial

import numpy as np
import pytest

from tests.kit import REPOSITORY
from tests.track_kit import job_of, write_track
from voicecoach.errors import TrackError, UnknownNameError
from voicecoach.sound.clips import Sounds
from voicecoach.sound.mixer import mix
from voicecoach.timeline import Cue, Phase, Timeline
from voicecoach.track.export import FORMATS, export
from voicecoach.units import Frames, KiloHertz, Milliseconds

RATE = KiloHertz(24)
CLIP_MS = Milliseconds(400)
CLIP = np.random.default_rng(1).integers(-9000, 9000, CLIP_MS * RATE, np.int16)
SOUNDS = Sounds(RATE, {"one": CLIP})

each_format = pytest.mark.parametrize("format_name", sorted(FORMATS))


def counted(seconds):
    """A session that says "one" each second."""
    return Timeline(
        title="Counted",
        language="en",
        duration_ms=Milliseconds(seconds * 1000),
        cues=tuple(
            Cue(Milliseconds(second * 1000), CLIP_MS, "speech", "count", "one", None, "one")
            for second in range(seconds)
        ),
        phases=(Phase(Milliseconds(0), Milliseconds(seconds * 1000), "hold", "Hold", "Counted"),),
        markers=(),
    )


def test_a_wav_is_the_mix(tmp_path):
    timeline = counted(3)
    write_track(tmp_path / "track.wav", timeline, SOUNDS)
    with wave.open(str(tmp_path / "track.wav")) as file:
        assert file.getparams()[:4] == (1, 2, RATE * 1000, 3 * RATE * 1000)
        samples = np.frombuffer(file.readframes(file.getnframes()), "<i2")
    assert np.array_equal(samples, mix(timeline, SOUNDS, Frames(0), Frames(3000 * RATE)))


def test_a_session_beyond_what_a_wav_holds_is_refused(tmp_path):
    day = counted(86_400)
    with pytest.raises(TrackError, match=r"at most 4 GiB; .*another format"):
        write_track(tmp_path / "track.wav", day, Sounds(KiloHertz(48), {"one": CLIP}))
    assert list(tmp_path.iterdir()) == []


@each_format
def test_progress_goes_from_nothing_to_all(format_name, tmp_path):
    told: list[float] = []
    write_track(tmp_path / f"track.{format_name}", counted(5), SOUNDS, told.append)
    assert told == sorted(told)
    assert 0 < told[0] < 1
    assert told[-1] == 1


@each_format
def test_an_interrupted_track_leaves_nothing(format_name, tmp_path):
    def interrupt(done):
        if done > 0.5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_track(tmp_path / f"track.{format_name}", counted(5), SOUNDS, interrupt)
    assert list(tmp_path.iterdir()) == []


FILLED_UP = """
import resource, sys
from pathlib import Path
from tests.test_track_export import SOUNDS, counted
from tests.kit import REPOSITORY
from tests.track_kit import job_of
from voicecoach.track.export import export

resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000))
print(*export(job_of(counted(60), SOUNDS, Path(sys.argv[1]))))
"""


@pytest.mark.skipif(os.name != "posix", reason="only POSIX limits the size of a file")
@each_format
def test_a_disk_that_fills_up_leaves_nothing(format_name, tmp_path):
    path = tmp_path / f"track.{format_name}"
    command = [sys.executable, "-c", FILLED_UP, str(path)]
    told = subprocess.run(command, capture_output=True, text=True, check=True, cwd=REPOSITORY)
    assert told.stdout.startswith(f"could not write {path}: file too large; choose a shorter")
    assert list(tmp_path.iterdir()) == []


def test_one_that_fails_does_not_stop_the_others(tmp_path):
    (tmp_path / "track.mp3").mkdir()
    paths = [tmp_path / f"track.{name}" for name in ("mp3", "wav", "flac")]
    errors = export(job_of(counted(3), SOUNDS, *paths))
    assert [error.path for error in errors] == [str(paths[0])]
    assert all(path.stat().st_size > 1000 for path in paths[1:])


def test_an_unknown_format_is_told_with_those_there_are(tmp_path):
    with pytest.raises(UnknownNameError, match=r"no format 'ogg' \(there are: .*mp3.*wav"):
        export(job_of(counted(1), SOUNDS, tmp_path / "track.ogg"))
    assert list(tmp_path.iterdir()) == []


@each_format
def test_the_same_session_gives_the_same_bytes(format_name, tmp_path):
    first, second = (
        write_track(tmp_path / f"{name}.{format_name}", counted(2), SOUNDS).read_bytes()
        for name in ("first", "second")
    )
    assert first == second


def peak_memory(action):
    tracemalloc.start()
    try:
        action()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(("format_name", "seconds"), [("wav", 600), ("mp3", 30), ("html", 30)])
def test_six_times_the_session_takes_no_more_memory(format_name, seconds, tmp_path):
    def exporting(length):
        timeline = counted(length)
        action = partial(write_track, tmp_path / f"track.{format_name}", timeline, SOUNDS)
        action()  # what the interpreter keeps of a first run is not the session's
        return action

    short, long = exporting(seconds), exporting(6 * seconds)
    assert peak_memory(long) <= peak_memory(short) * 1.05


def test_a_wav_needs_no_encoder():
    program = """
import sys
from pathlib import Path
from voicecoach.track.export import export
import voicecoach.track.wav
assert not {"av", "lameenc", "miniaudio", "typer"} & sys.modules.keys()
"""
    subprocess.run([sys.executable, "-c", program], check=True)
