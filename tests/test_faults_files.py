"""Disks that are full, folders that may not be written to, names of every kind, broken clips."""

import json
import os
import subprocess
import wave
from pathlib import Path

import pytest

from tests.faults_kit import QUICK, is_one_sentence, run
from tests.kit import Program
from voicecoach.library import bundled_folder

SCRIPT = (bundled_folder() / "wall-sit.yaml").read_text(encoding="utf-8")
SHORT = "title: T\nsession: [{section: S, steps: [{ready: 3s}, {hold: 3s}]}]\n"
SHEET = "name,reps,hold\nPlank,2,5\n"
WRITES = [
    ("export", *QUICK, "--format", "wav", "--out", "{}/track.wav"),
    ("export", *QUICK, "--out", "{}/deeper"),
    ("timeline", *QUICK, "--svg", "{}/sheet.svg"),
    ("new", "{}/mine.yaml"),
    ("import", "sheet.csv", "--out", "{}/mine.yaml"),
]
"""What writes a file that the user asked for, into a folder."""


@pytest.fixture
def sheet(program):
    (program.folder / "sheet.csv").write_text(SHEET)
    return program


def asked(command, folder):
    return [part.format(folder) for part in command]


@pytest.fixture
def forbidden(tmp_path):
    """A folder that may be read, and not written to."""
    folder = tmp_path / "forbidden"
    folder.mkdir()
    folder.chmod(0o500)
    yield folder
    folder.chmod(0o700)


@pytest.mark.parametrize("command", WRITES, ids=lambda command: command[-1])
def test_a_folder_that_may_not_be_written_to_is_told(command, sheet, forbidden):
    result = run(sheet, *asked(command, "forbidden"))
    assert is_one_sentence(result, 1), result
    assert "permission denied; choose a folder that you may write to" in result.err
    assert list(forbidden.iterdir()) == []


@pytest.mark.parametrize("command", WRITES, ids=lambda command: command[-1])
def test_a_disk_that_takes_no_more_is_told_and_left_as_it_was(command, sheet):
    result = run(sheet, *asked(command, "folder"), bytes_a_file=400)
    assert is_one_sentence(result, 1), result
    assert "file too large" in result.err
    folder = sheet.folder / "folder"
    assert [path for path in folder.rglob("*") if path.is_file()] == []


@pytest.fixture
def tiny(tmp_path):
    """A disk of its own that holds next to nothing."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if os.geteuid():
        pytest.skip("only root may mount a disk")
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", disk], check=True)
    yield disk
    subprocess.run(["umount", disk], check=True)


@pytest.mark.parametrize("form", ["wav", "mp3", "m4a", "opus", "flac", "html"])
def test_a_disk_that_is_full_is_told_and_left_as_it_was(form, tiny, program):
    result = run(program, "export", *QUICK, "--format", form, "--out", tiny)
    assert is_one_sentence(result, 1), result
    assert "no space left on device; free some space" in result.err.lower()
    assert list(tiny.iterdir()) == []


def test_a_home_on_a_disk_that_is_full_is_no_reason_to_fail(tiny, tmp_path):
    (tiny / "everything").write_bytes(bytes(124 * 1024))
    result = run(Program(tiny / "home", tmp_path), "timeline", *QUICK)
    assert (result.code, result.err) == (0, "")


@pytest.mark.parametrize("arguments", [("timeline", *QUICK), ("export", *QUICK), ("list",), ("check", "step")], ids=lambda each: each[0])  # fmt: skip
def test_a_home_that_may_not_be_written_to_is_no_reason_to_fail(arguments, forbidden, tmp_path):
    result = run(Program(forbidden, tmp_path), *arguments)
    assert (result.code, result.err) == (0, "")
    assert list(forbidden.iterdir()) == []


def test_a_session_that_cannot_be_written_down_is_played_and_that_is_told(forbidden, tmp_path):
    result = run(
        Program(forbidden, tmp_path), "play", "step", "--first", "1s", "--output", "silent"
    )
    assert result.code == 0
    assert len(result.err.splitlines()) == 1
    assert "diary.db cannot be used: permission denied" in result.err.lower()
    assert list(forbidden.iterdir()) == []


def test_clips_that_find_no_room_are_no_reason_to_fail(tmp_path):
    cold = Program(tmp_path / "home", tmp_path)
    result = run(cold, "timeline", *QUICK, bytes_a_file=2000)
    assert (result.code, result.err) == (0, "")
    clips = tmp_path / "home" / "cache" / "clips"
    assert list(clips.iterdir()) == []


def test_a_home_that_cannot_be_read_is_told_where_it_matters(tmp_path):
    home = tmp_path / "home"
    (home / "scripts").mkdir(parents=True)
    secret = home / "scripts" / "secret.yaml"
    secret.write_text(SCRIPT)
    secret.chmod(0)
    program = Program(home, tmp_path)
    listed = run(program, "list")
    assert listed.code == 0
    assert "wall-sit" in listed.out
    assert "'secret' cannot be used:\ncannot read the script" in listed.err
    assert is_one_sentence(run(program, "timeline", "secret"), 2)
    (home / "config.toml").touch()
    (home / "config.toml").chmod(0)
    result = run(program, "timeline", "wall-sit")
    assert (result.code, "it cannot be read: Permission denied" in result.err) == (2, True)


def broken(path: Path, how: str) -> None:
    content = path.read_bytes()
    path.unlink()
    match how:
        case "cut":
            path.write_bytes(content[: len(content) // 2])
        case "foreign":
            path.write_bytes(b"RIFF" * 1000)
        case "unreadable":
            path.write_bytes(content)
            path.chmod(0)
        case "folder":
            path.mkdir()
        case "pipe":
            os.mkfifo(path)
        case "link to nowhere":
            path.symlink_to("nowhere")
        case "link to itself":
            path.symlink_to(path.name)


def test_a_cache_of_broken_clips_makes_the_same_track(tmp_path):
    program = Program(tmp_path / "home", tmp_path)
    export = ("export", *QUICK, "--format", "wav", "--out")
    assert program.run(*export, "first.wav").code == 0
    clips = sorted((tmp_path / "home" / "cache" / "clips").iterdir())
    ways = ("cut", "foreign", "unreadable", "folder", "pipe", "link to nowhere", "link to itself")
    assert len(clips) > len(ways)
    for number, clip in enumerate(clips):
        broken(clip, ways[number % len(ways)])
    result = run(program, *export, "second.wav")
    assert (result.code, result.err) == (0, "")
    assert (tmp_path / "second.wav").read_bytes() == (tmp_path / "first.wav").read_bytes()


NAMES = [
    "with spaces",
    "with 'quotes' and \"more\"",
    "emoji 🦵",
    "$(touch oops) `touch oops` ; touch oops",
    "-dash",
    "*",
    "line\nbreak",
    "坐" * 80,
]


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_names_of_every_kind_are_only_names(name, program):
    folder = program.folder / name
    folder.mkdir()
    (folder / f"{name}.yaml").write_text(SHORT)
    result = program.run("export", f"./{name}/{name}.yaml", "--format", "wav", "--out", f"./{name}")
    assert (result.code, result.err) == (0, "")
    assert {path.name for path in folder.iterdir()} == {f"{name}.yaml", f"{name}.wav"}
    with wave.open(str(folder / f"{name}.wav")) as track:
        assert track.getnframes() > 6 * 24_000
    assert [path.name for path in program.folder.iterdir()] == [name]


def test_a_name_of_255_bytes_can_be_had_and_one_more_cannot(program):
    (program.folder / "short.yaml").write_text(SHORT)
    for length, code in ((255, 0), (256, 1)):
        name = "n" * (length - 4) + ".wav"
        result = program.run("export", "short.yaml", "--out", f"tracks/{name}")
        assert result.code == code
        assert (program.folder / "tracks" / name[:255]).exists() == (code == 0)
    assert is_one_sentence(result, 1)
    assert "choose a shorter name" in result.err
    assert len(list((program.folder / "tracks").iterdir())) == 1


def test_a_link_is_replaced_and_what_it_led_to_is_not(program):
    (program.folder / "short.yaml").write_text(SHORT)
    outside = program.folder / "outside"
    outside.mkdir()
    (outside / "precious").write_text("mine")
    inside = program.folder / "inside"
    inside.mkdir()
    (inside / "track.wav").symlink_to(outside / "precious")
    assert program.run("export", "short.yaml", "--out", "inside/track.wav").code == 0
    assert (outside / "precious").read_text() == "mine"
    assert not (inside / "track.wav").is_symlink()
    (inside / "new.yaml").symlink_to(outside / "nothing")
    assert program.run("new", "inside/new.yaml").code == 2
    assert [path.name for path in outside.iterdir()] == ["precious"]


def test_a_folder_that_is_gone_is_told(program):
    gone = program.folder / "gone"
    gone.mkdir()
    start = f'cd "{gone}" && rmdir "{gone}" && exec "$@"'
    here = Program(Path(program.environment["VOICECOACH_HOME"]), program.folder)
    for arguments, code in ((("list",), 0), (("export", *QUICK), 1), (("new", "x.yaml"), 1)):
        gone.mkdir(exist_ok=True)
        command = ["sh", "-c", start, "sh", *here.command(*arguments)]
        here.command = lambda *_, command=command: command
        result = here.run()
        here = Program(Path(program.environment["VOICECOACH_HOME"]), program.folder)
        assert result.code == code
        assert code == 0 or is_one_sentence(result, code)


def test_a_pipe_in_the_place_of_a_file_makes_nobody_wait(tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    program = Program(home, tmp_path)
    os.mkfifo(home / "config.toml")
    result = run(program, "timeline", *QUICK)
    assert is_one_sentence(result, 2)
    assert result.err.endswith("config.toml: it cannot be read: it is not a file\n")
    (home / "config.toml").unlink()
    os.mkfifo(home / "diary.db")
    for command in (("today",), ("log", "add", "step")):
        assert is_one_sentence(run(program, *command), 1)
    played = run(program, "play", "step", "--first", "1s", "--output", "silent")
    assert (played.code, "diary.db" in played.err) == (0, True)


def test_a_diary_that_finds_no_room_is_told_and_keeps_what_it_has(tmp_path):
    program = Program(tmp_path / "home", tmp_path)
    assert program.run("log", "add", "step", "--note", "before").code == 0
    for command in (("log", "add", "step"), ("programme", "set", "step", "--per-day", "2")):
        assert is_one_sentence(run(program, *command, bytes_a_file=4096), 1)
    play = ("play", "step", "--first", "1s", "--output", "silent")
    played = run(program, *play, bytes_a_file=4096)
    assert played.code == 0
    assert "diary.db cannot be used: " in played.err
    assert all(line.startswith("voicecoach: warning: ") for line in played.err.splitlines()), played
    assert program.run("log").out.count("before") == 1
    assert len(json.loads(program.run("log", "--json").out)) == 1
