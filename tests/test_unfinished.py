"""Files in the making, and those that were left behind."""

import fcntl
import os
import subprocess
import sys

import pytest

from voicecoach.unfinished import becoming, sweep

MAKING = """
import sys
from pathlib import Path
from voicecoach.unfinished import becoming
with becoming(Path(sys.argv[1])) as file:
    file.write(b"half")
    file.flush()
    print("making", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def making(tmp_path):
    """Another process that is making a file, and the file."""
    process = subprocess.Popen(
        [sys.executable, "-c", MAKING, str(tmp_path / "track")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with process:
        assert process.stdout.readline() == b"making\n"
        (hidden,) = tmp_path.iterdir()
        yield process, hidden
        process.kill()


def test_what_another_process_is_making_is_left_alone(making, tmp_path):
    process, _ = making
    sweep(tmp_path)
    process.communicate(b"")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"track": b"half"}


def test_what_a_killed_process_was_making_is_removed(making, tmp_path):
    process, hidden = making
    process.kill()
    process.wait()
    assert hidden.exists()
    sweep(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_what_this_process_is_making_is_left_alone(tmp_path):
    with becoming(tmp_path / "one") as one, becoming(tmp_path / "two") as two:
        sweep(tmp_path)
        one.write(b"1")
        two.write(b"2")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"one": b"1", "two": b"2"}  # fmt: skip


def test_a_file_swept_away_before_it_is_claimed_is_begun_anew(tmp_path, monkeypatch):
    lock, begun = fcntl.flock, []

    def lock_late(descriptor, operation):
        begun.extend(tmp_path.iterdir())
        if len(begun) == 1:
            begun[0].unlink()
        lock(descriptor, operation)

    monkeypatch.setattr("fcntl.flock", lock_late)
    with becoming(tmp_path / "one") as file:
        file.write(b"1")
    assert (tmp_path / "one").read_bytes() == b"1"
    assert len(set(begun)) == 2


@pytest.mark.skipif(os.name != "posix", reason="only POSIX has pipes and links of any kind")
def test_nothing_else_of_such_a_name_leads_anywhere(tmp_path):
    target = tmp_path / "target"
    target.write_text("mine")
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / ".voicecoach-link.part").symlink_to(target)
    (folder / ".voicecoach-folder.part").mkdir()
    os.mkfifo(folder / ".voicecoach-pipe.part")
    sweep(folder)
    sweep(tmp_path / "nowhere")
    assert target.read_text() == "mine"
    assert (folder / ".voicecoach-folder.part").is_dir()


@pytest.mark.parametrize("there", [b"old", None])
def test_a_failure_leaves_what_was_there(there, tmp_path):
    path = tmp_path / "track"
    if there:
        path.write_bytes(there)
    with pytest.raises(TypeError), becoming(path) as file:
        file.writelines([b"half", None])
    assert [each.read_bytes() for each in tmp_path.iterdir()] == ([there] if there else [])
