"""Killed while it exports: never half a track under its name, and nothing stays behind."""

import random
import signal
import subprocess

import pytest

from tests.faults_kit import QUICK, doomed
from tests.kit import Program

EXPORT = ("export", *QUICK, "--format", "wav", "--format", "mp3", "--out", "tracks")
INSTANTS = 5


def files(folder):
    """Name and content of every file of a folder, hidden ones among them."""
    return {path.name: path.read_bytes() for path in folder.iterdir()} if folder.is_dir() else {}


class Export:
    """An export that is killed again and again, and must come to what an undisturbed one does."""

    def __init__(self, folder):
        self.program = Program(folder / "home", folder)
        self.tracks = folder / "tracks"
        self.clips = folder / "home" / "cache" / "clips"

    def forget(self):
        """Make the next run do all its work anew; what was left behind stays."""
        for path in (*self.clips.glob("*.clip"), *self.tracks.glob("[!.]*")):
            path.unlink()

    def kill(self, number, instant, kind):
        code, told = doomed(self.program, number, instant, kind, *EXPORT)
        # Python drops an interrupt that comes while it frees an object.
        assert code in (0, 130, -number), told
        assert "Traceback" not in told

    def visible(self):
        return {name: content for name, content in files(self.tracks).items() if name[0] != "."}


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """An export that nobody disturbs, how many calls it makes, how often it touches a track."""
    export = Export(tmp_path_factory.mktemp("undisturbed"))
    code, told = doomed(export.program, 0, 0, "call", *EXPORT)
    assert code == 0, told
    calls, touches = map(int, told.split()[-2:])
    return export, calls, touches


@pytest.fixture
def export(tmp_path, whole):
    """An export to be killed; in the end it comes to the same as one that was not."""
    killed, undisturbed = Export(tmp_path), whole[0]
    yield killed
    assert killed.program.run(*EXPORT).code == 0
    assert files(killed.tracks) == files(undisturbed.tracks)
    assert files(killed.clips) == files(undisturbed.clips)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_killed_at_random_instants_it_leaves_whole_tracks_or_none(number, export, whole):
    undisturbed, calls, _ = whole
    chance = random.Random(number)
    for part in range(INSTANTS):
        export.kill(number, int(calls * (part + chance.random()) / INSTANTS), "call")
        assert export.visible().items() <= files(undisturbed.tracks).items()
        export.forget()


def test_killed_at_any_step_of_writing_it_leaves_whole_tracks_or_none(export, whole):
    undisturbed, _, touches = whole
    assert touches > len(files(undisturbed.tracks)) * 2
    left_behind = 0
    for touch in range(1, touches + 1):
        export.kill(signal.SIGKILL, touch, "file")
        assert export.visible().items() <= files(undisturbed.tracks).items()
        left_behind = max(left_behind, len(files(export.tracks)) - len(export.visible()))
    assert left_behind


def test_two_at_once_do_not_disturb_each_other(export):
    both = [
        subprocess.Popen(
            export.program.command(*EXPORT),
            cwd=export.program.folder,
            env=export.program.environment,
            stdout=subprocess.DEVNULL,
        )
        for _ in range(2)
    ]
    assert [each.wait(timeout=120) for each in both] == [0, 0]
