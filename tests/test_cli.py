"""The command line as a user meets it: what it prints, its exit codes, its mistakes."""

import json
import os
import signal
import subprocess
import wave
from pathlib import Path

import pytest

from tests.kit import TRAININGS, Program

MISTAKES = [
    (["timeline", "sitting", "--set", "holt=8s"], "there is no setting 'holt'"),
    (["timeline", "sitting", "--set", "hold"], "'hold' is not a setting: write it like hold=8s"),
    (["timeline", "sitting", "--set", "hold=soon"], "setting 'hold' cannot be 'soon'"),
    (["timeline", "sitting", "--set", "hold=31s"], "it takes a length from 3s to 30s"),
    (["timeline", "nope"], "there is no script 'nope'; 'voicecoach list' shows those there are"),
    (["timeline", "siting"], "there is no script 'siting' (did you mean 'sitting'?)"),
    (["timeline", "sitting", "--svg", "wrong.yaml"], "--svg writes a drawing: give it a name like wrong.svg"),
    (["export", "sitting", "sitting"], "two tracks would be named 'sitting'"),
    (["timeline", "nope.yaml"], "cannot read the script nope.yaml"),
    (["timeline", "./folder.yaml"], "folder.yaml is not a file"),
    (["timeline", "wrong.yaml"], "wrong.yaml:5:9: error: 'hould' is not a step"),
    (["timeline", "binary.yaml"], "binary.yaml:2: this is not UTF-8"),
    (["timeline", "tight.yaml"], "tight.yaml:6:17: error: 'Slowly down' does not fit here"),
    (["timeline", "xhosa.yaml"], "stock words for the language 'xh'"),
    (["timeline", "sitting", "--voice", "nobody"], "there is no voice 'nobody'"),
    (["timeline", "sitting", "--rate", "9"], "--rate"),
    (["play", "sitting", "--resume", "--first", "9s"], "leave it out, or --resume"),
    (["export", "sitting", "--format", "ogg"], "there is no format 'ogg'"),
    (["export", "sitting", "step", "--out", "one.mp3"], "one.mp3 is one file, and there are 2"),
    (["export", "sitting", "--out", "one.mp3", "--format", "wav"], "one.mp3 is named as mp3"),
    (["export"], "Missing argument"),
    (["play", "sitting", "--first", "soon"], "--first 'soon' is not a duration"),
    (["play", "sitting", "--first", "0s"], "--first '0s' is not a duration"),
    (["play", "sitting", "--output", "loud"], "there is no output 'loud'"),
    (["plya", "sitting"], "No such command"),
]  # fmt: skip


@pytest.fixture
def mistaken(program):
    steps = "title: T\nsession:\n  - section: S\n    steps:\n"
    files = {
        "wrong.yaml": steps + "      - hould: 10s\n",
        "binary.yaml": b"title: T\n\xff\xfe\n",
        "tight.yaml": steps + "      - move:\n        - {say: Slowly down, for: 0.3s}\n",
        "xhosa.yaml": "language: xh\n" + steps + "      - hold: 10s\n",
    }
    for name, content in files.items():
        raw = content if isinstance(content, bytes) else content.encode()
        (program.folder / name).write_bytes(raw)
    (program.folder / "folder.yaml").mkdir()
    return program


@pytest.mark.parametrize(("arguments", "message"), MISTAKES)
def test_a_mistake_is_one_clear_message_and_exit_code_2(mistaken, arguments, message):
    result = mistaken.run(*arguments)
    assert (result.code, result.out) == (2, "")
    assert message in result.err
    assert "Traceback" not in result.err


def test_a_voice_that_is_not_to_be_had_is_exit_code_3(program):
    result = program.run("timeline", "sitting", "--voice", "espeak:nobody")
    assert (result.code, result.out) == (3, "")
    assert "voice 'espeak:nobody' is not to be had" in result.err


def test_the_timeline_is_the_contracts_json(program):
    result = program.run("timeline", "sitting", "--json")
    timeline = json.loads(result.out)
    assert (result.code, result.err) == (0, "")
    assert (timeline["version"], timeline["language"]) == (1, "en")
    assert timeline["phases"][-1]["end_ms"] == timeline["duration_ms"]
    holds = [phase for phase in timeline["phases"] if phase["kind"] == "hold"]
    assert [hold["end_ms"] - hold["start_ms"] for hold in holds] == [10_000] * 40
    for hold in holds:
        inside = [
            cue["text"]
            for cue in timeline["cues"]
            if cue["role"] == "count" and hold["start_ms"] <= cue["onset_ms"] < hold["end_ms"]
        ]
        assert len(inside) == 10


def test_settings_change_the_holds_and_the_leg(program):
    result = program.run("timeline", "sitting", "--set", "hold=8s", "--set", "side=left", "--json")
    timeline = json.loads(result.out)
    holds = [phase for phase in timeline["phases"] if phase["kind"] == "hold"]
    assert {hold["end_ms"] - hold["start_ms"] for hold in holds} == {8000}
    spoken = " ".join(cue["text"] for cue in timeline["cues"] if cue["text"])
    assert "your left leg" in spoken
    assert "right" not in spoken


def test_the_table_shows_every_phase_with_its_words(program):
    result = program.run("timeline", "step", "--set", "reps=2")
    lines = result.out.splitlines()
    assert result.code == 0
    assert lines[0].startswith("Step training, ")
    assert [line.split()[-1] for line in lines if " move " in line][:3] == ["Up", "Over", "Down"]


def test_list_shows_the_trainings_and_the_listeners_own(tmp_path):
    home = tmp_path / "home"
    (home / "scripts").mkdir(parents=True)
    own = "title: Mine\nsession: [{section: S, steps: [{hold: 3s}]}]\n"
    (home / "scripts" / "mine.yaml").write_text(own)
    (home / "scripts" / "broken.yaml").write_text("titel: x\n")
    result = Program(home, tmp_path).run("list")
    assert result.code == 0
    names = {line.split()[0] for line in result.out.splitlines() if line.strip()}
    assert names.issuperset({"mine", *TRAININGS})
    assert "did you mean 'title'?" in result.err


def test_export_names_tracks_after_script_and_settings(program):
    settings = ["--set", "hold=8s", "--set", "side=left", "--set", "total=1min"]
    result = program.run("export", "sitting", *settings)
    assert result.code == 0
    assert Path(result.out.strip()) == Path("audio/sitting-hold8s-left-total1min.mp3")
    assert (program.folder / result.out.strip()).stat().st_size > 100_000


def test_export_writes_every_format_of_every_script_into_a_folder(program):
    formats = ["--format", "wav", "--format", "mp3"]
    result = program.run("export", "walking", "step", *formats, "--out", "new/tracks")
    assert result.code == 0
    names = sorted(path.name for path in (program.folder / "new" / "tracks").iterdir())
    assert names == ["step.mp3", "step.wav", "walking.mp3", "walking.wav"]


def test_a_track_that_cannot_be_written_is_exit_code_1_and_leaves_nothing(program):
    (program.folder / "file").write_text("in the way")
    result = program.run("export", "step", "--out", "file/tracks")
    assert (result.code, result.out) == (1, "")
    assert "could not write" in result.err
    assert [path.name for path in program.folder.iterdir()] == ["file"]


def test_one_of_several_that_fails_does_not_stop_the_others(program):
    (program.folder / "audio" / "step.mp3").mkdir(parents=True)
    result = program.run("export", "step", "walking")
    assert (result.code, Path(result.out.strip())) == (1, Path("audio/walking.mp3"))
    assert "could not write audio" in result.err


def test_a_voice_that_keeps_dying_is_an_error_that_names_the_phrase(tmp_path):
    cold = Program(tmp_path / "home", tmp_path)
    with subprocess.Popen(
        cold.command("export", "step", "--out", "tracks"),
        cwd=cold.folder,
        env=cold.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        while process.poll() is None:
            kill_workers(process.pid)
        out, err = process.communicate()
    assert (process.returncode, out) == (1, "")
    assert "voice 'espeak' could not speak '" in err
    assert not (tmp_path / "tracks").exists()


def kill_workers(parent):
    """Kill every speech worker that a process has started."""
    for entry in Path("/proc").iterdir():
        try:
            status = (entry / "stat").read_text().rpartition(")")[2].split()
            worker = b"espeak_worker" in (entry / "cmdline").read_bytes()
            if worker and int(status[1]) == parent:
                os.kill(int(entry.name), signal.SIGKILL)
        except (OSError, ValueError):
            continue


def test_without_a_sound_device_the_session_runs_on_the_screen(program):
    nowhere = {"PULSE_SERVER": "unix:/nowhere", "ALSA_CONFIG_PATH": "/nowhere"}
    result = program.run("play", "sitting", "--first", "1s", **nowhere)
    assert result.code == 0
    assert "NO SOUND" in result.err
    assert "voicecoach export" in result.err
    assert result.out.splitlines()[:2] == ["Set up", "0:00  instruction  Listen  (1s)"]


def test_play_follows_the_session_line_by_line(program):
    result = program.run("play", "step", "--first", "2s", "--output", "silent")
    assert (result.code, result.err) == (0, "")
    assert "0:00" in result.out


def test_ctrl_c_stops_a_session_cleanly(program):
    with subprocess.Popen(
        program.command("play", "sitting", "--output", "silent"),
        cwd=program.folder,
        env=program.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout.readline() == "Set up\n"
        process.send_signal(signal.SIGINT)
        _, err = process.communicate()
    assert process.returncode == 0
    assert err == "stopped at 0:00\n"


def test_the_version_is_told(program):
    assert program.run("--version").out.startswith("voicecoach 0.")


def test_a_start_imports_nothing_heavy(program):
    command = [program.command()[0], "-X", "importtime", "-m", "voicecoach", "--help"]
    done = subprocess.run(
        command, env=program.environment, capture_output=True, text=True, check=True
    )
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "typer" in loaded
    assert loaded.isdisjoint({"numpy", "msgspec", "yaml", "rich", "av", "miniaudio"})


@pytest.fixture
def song(tmp_path):
    path = tmp_path / "song.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 44_100, 0, "NONE", "not compressed"))
        file.writeframes(bytes(44_100 * 2 * 3))
    return path


def test_a_track_may_have_music_underneath(program, song):
    settings = ["--set", "reps=1", "--music", song, "--out", "with.wav"]
    assert program.run("export", "step", *settings).code == 0
    with wave.open(str(program.folder / "with.wav")) as file:
        assert (file.getnchannels(), file.getframerate()) == (2, 48_000)
    result = program.run("export", "step", "--music", "nowhere")
    assert (result.code, "there is no music at nowhere" in result.err) == (2, True)


def test_a_live_session_may_have_music_underneath(program, song):
    result = program.run("play", "step", "--first", "2s", "--output", "silent", "--music", song)
    assert (result.code, result.err) == (0, "")
    result = program.run("play", "step", "--output", "silent", "--music", "nowhere")
    assert (result.code, "there is no music at nowhere" in result.err) == (2, True)
