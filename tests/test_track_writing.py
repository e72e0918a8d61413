"""Files are whole or not there."""

import errno
import os
import subprocess
import sys

import pytest

from voicecoach.errors import TrackError
from voicecoach.track.writing import whole_file


def interrupted(path, failure):
    with whole_file(path) as file:
        file.write(b"half")
        raise failure


def test_a_file_appears_when_it_is_whole(tmp_path):
    path = tmp_path / "new" / "folder" / "track.wav"
    with whole_file(path) as file:
        file.write(b"half")
        assert not path.exists()
        file.write(b" and half")
    assert path.read_bytes() == b"half and half"
    assert list(path.parent.iterdir()) == [path]


def test_a_file_that_was_there_is_replaced(tmp_path):
    path = tmp_path / "track.wav"
    path.write_bytes(b"old")
    with whole_file(path) as file:
        file.write(b"new")
        assert path.read_bytes() == b"old"
    assert path.read_bytes() == b"new"


@pytest.mark.skipif(os.name != "posix", reason="only POSIX has a umask")
def test_a_file_has_the_rights_of_any_new_file(tmp_path):
    plain = tmp_path / "plain"
    plain.touch()
    with whole_file(tmp_path / "track.wav"):
        pass
    assert (tmp_path / "track.wav").stat().st_mode == plain.stat().st_mode


@pytest.mark.parametrize("failure", [KeyboardInterrupt, SystemExit, ValueError, GeneratorExit])
def test_nothing_is_left_of_a_failure(failure, tmp_path):
    path = tmp_path / "track.wav"
    path.write_bytes(b"old")
    with pytest.raises(failure):
        interrupted(path, failure)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_full_disk_is_one_clear_error(tmp_path):
    path = tmp_path / "track.wav"
    with pytest.raises(TrackError) as caught:
        interrupted(path, OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)))
    assert (caught.value.path, caught.value.reason) == (str(path), "no space left on device")
    assert "free some space" in caught.value.advice
    assert list(tmp_path.iterdir()) == []


def test_an_error_without_a_number_has_its_own_words(tmp_path):
    with pytest.raises(TrackError, match="disk on fire; choose another place"):
        interrupted(tmp_path / "track.wav", OSError("Disk on fire"))


def test_a_name_that_is_too_long_is_refused_at_once(tmp_path):
    path = tmp_path / ("n" * 300 + ".wav")
    with pytest.raises(TrackError, match="choose a shorter name"), whole_file(path):
        pytest.fail("the work began")


def test_a_folder_is_not_replaced(tmp_path):
    with pytest.raises(TrackError, match="not a folder's"), whole_file(tmp_path):
        pytest.fail("the work began")


def test_a_pipe_is_not_replaced(tmp_path):
    pipe = tmp_path / "track.mp3"
    os.mkfifo(pipe)
    with pytest.raises(TrackError, match="a pipe or a device"), whole_file(pipe):
        pytest.fail("the work began")
    assert pipe.is_fifo()


@pytest.mark.parametrize("deeper", ["", "deeper"])
def test_a_folder_that_is_a_file_is_told(deeper, tmp_path):
    (tmp_path / "file").touch()
    path = tmp_path / "file" / deeper / "track.wav"
    with pytest.raises(TrackError, match="a folder that is not a file"), whole_file(path):
        pytest.fail("the work began")


def test_a_folder_that_may_not_be_written_to_is_told(tmp_path, monkeypatch):
    def refuse(*_, **__):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr("pathlib.Path.open", refuse)
    with pytest.raises(TrackError, match="may write to"), whole_file(tmp_path / "track.wav"):
        pytest.fail("the work began")


REFUSED_BY_THE_SYSTEM = """
import resource, sys
from pathlib import Path
from voicecoach.errors import TrackError
from voicecoach.track.writing import whole_file

resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    with whole_file(Path(sys.argv[1])) as file:
        for _ in range(100):
            file.write(bytes(5000))
except TrackError as error:
    print(error)
"""


@pytest.mark.skipif(os.name != "posix", reason="only POSIX limits the size of a file")
def test_a_write_that_the_system_refuses_leaves_nothing(tmp_path):
    path = tmp_path / "track.wav"
    told = subprocess.run(
        [sys.executable, "-c", REFUSED_BY_THE_SYSTEM, str(path)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.startswith(f"could not write {path}: file too large; choose a shorter")
    assert list(tmp_path.iterdir()) == []
