"""No home, no terminal, no room on it, no UTF-8, nobody who reads: the program copes."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults_kit import QUICK, is_one_sentence, run
from tests.kit import Program

COMMANDS = [
    ("list",),
    ("timeline", "sitting-zh"),
    ("timeline", *QUICK, "--json"),
    ("check", "sitting", "sitting-zh"),
    ("schema",),
    ("voices",),
    ("play", "sitting-zh", "--first", "1s", "--output", "silent"),
    ("export", *QUICK),
    ("--help",),
]
FULL = Path("/dev/full")
HOMELESS = """
import pwd, sys

def nobody(_user):
    raise KeyError

pwd.getpwuid = nobody
sys.argv = ["voicecoach", *sys.argv[1:]]
from voicecoach.cli import main
main()
"""
"""The program for a user whom the system does not know."""

ASCII = {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}

each_command = pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)


@each_command
def test_a_locale_without_utf_8_is_no_reason_to_fail(arguments, program):
    result = run(program, *arguments, env=program.environment | ASCII)
    assert (result.code, result.err) == (0, "")
    assert result.out


@each_command
def test_whoever_stops_reading_hears_no_complaint(arguments, program):
    with subprocess.Popen(
        program.command(*arguments),
        cwd=program.folder,
        env=program.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        process.stdout.read(1)
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode in (0, 1)


@each_command
def test_a_program_that_was_given_no_streams_works(arguments, program):
    command = ["sh", "-c", 'exec "$@" <&- >&- 2>&-', "sh", *program.command(*arguments)]
    done = subprocess.run(
        command, cwd=program.folder, env=program.environment, check=False, timeout=120
    )
    assert done.returncode == 0


def test_without_streams_nothing_but_the_track_gets_into_the_track(program):
    export = ("export", *QUICK, "--format", "wav", "--out")
    assert program.run(*export, "first.wav").code == 0
    command = ["sh", "-c", 'exec "$@" <&- >&- 2>&-', "sh", *program.command(*export, "second.wav")]
    subprocess.run(command, cwd=program.folder, env=program.environment, check=True, timeout=120)
    first, second = ((program.folder / name).read_bytes() for name in ("first.wav", "second.wav"))
    assert first == second


@pytest.mark.skipif(not FULL.exists(), reason="only Linux has a full device")
@pytest.mark.parametrize("arguments", COMMANDS[:6], ids=" ".join)
def test_output_that_finds_no_room_is_told(arguments, program):
    with FULL.open("wb") as full:
        done = subprocess.run(
            program.command(*arguments),
            cwd=program.folder,
            env=program.environment,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            timeout=120,
        )
    assert done.returncode == 1
    assert done.stderr.startswith("voicecoach: error: could not write the output: no space left")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("columns", ["40", "1"])
def test_a_narrow_terminal_is_no_reason_to_fail(arguments, columns, program):
    result = run(program, *arguments, env=program.environment | {"COLUMNS": columns})
    assert (result.code, result.err) == (0, "")


def homeless(program, *arguments, **settings):
    """Run the program without any of the variables that lead home."""
    environment = {
        name: value
        for name, value in program.environment.items()
        if name not in ("HOME", "VOICECOACH_HOME") and not name.startswith("XDG_")
    }
    program.command = lambda *rest: [sys.executable, "-c", HOMELESS, *map(str, rest)]
    return run(program, *arguments, env=environment | settings)


def test_a_user_without_a_home_is_told_what_to_do(program):
    result = homeless(program, "list")
    assert is_one_sentence(result, 2)
    assert "set VOICECOACH_HOME to a folder" in result.err


@pytest.mark.parametrize("home", ["VOICECOACH_HOME", "HOME"])
def test_either_home_will_do(home, program):
    result = homeless(program, "timeline", *QUICK, **{home: str(program.folder / "home")})
    assert (result.code, result.err) == (0, "")


def test_a_home_that_is_nowhere_is_no_reason_to_fail(tmp_path):
    (tmp_path / "file").touch()
    nowhere = Program(tmp_path / "file" / "home", tmp_path)
    result = run(nowhere, "export", *QUICK)
    assert (result.code, result.err) == (0, "")


def test_control_codes_of_a_script_do_not_reach_the_terminal(program):
    codes = "\x1b[2J\x07\x9b31m\N{RIGHT-TO-LEFT OVERRIDE}"
    scripts = {
        "raw.yaml": f"title: a{codes}b\n",
        "escaped.yaml": r'"\e[2J\a": x' + "\ntitle: \"\\e[2J\"\nsession: '\u202e'\n",
        "tab.yaml": "title:\tx\nsesion: 5\n",
        f"name{codes}.yaml": "titel: x\n",
    }
    for name, text in scripts.items():
        (program.folder / name).write_text(text, encoding="utf-8")
    refused = [program.run("check", name) for name in scripts]
    refused += [program.run("timeline", "escaped.yaml"), program.run("timeline", f"no{codes}ne")]
    for result in refused:
        told = result.out + result.err
        assert result.code == 2
        assert all(line.isprintable() for line in told.splitlines()), told


def test_control_codes_of_a_listener_do_not_reach_the_terminal(program):
    (program.folder / "named.yaml").write_text(
        "title: T\nsettings: {who: {default: you}}\n"
        "session: [{section: $who, steps: [{say: Go $who}, {ready: 5s}, {hold: 3s}]}]\n"
    )
    for code in ("\x1b[2J", "\x07", "\N{RIGHT-TO-LEFT OVERRIDE}"):
        result = program.run("timeline", "named.yaml", "--set", f"who=a{code}")
        assert is_one_sentence(result, 2)
        assert code not in result.err
        assert "letters that can be seen" in result.err


JUMPING = """
import itertools, sys
from datetime import timedelta
from voicecoach.diary import when

right = when.now
jumps = itertools.cycle([timedelta(0), timedelta(days=-400), timedelta(days=3), timedelta(hours=-5)])
when.now = lambda: right() + next(jumps)
sys.argv = ["voicecoach", *sys.argv[1:]]
from voicecoach.cli import main
main()
"""
"""The program on a computer whose clock jumps whenever it is looked at."""


def test_a_clock_that_jumps_is_no_reason_to_fail(tmp_path):
    program = Program(tmp_path / "home", tmp_path)  # with a diary of its own
    plain = program.command
    program.command = lambda *rest: [sys.executable, "-c", JUMPING, *map(str, rest)]
    played = program.run("play", "step", "--first", "1s", "--output", "silent", "--plain")
    assert (played.code, played.err) == (0, "")
    for command in (
        ("log", "add", "step"),
        ("programme", "set", "step", "--per-day", "2"),
        *(("today",), ("log",), ("progress",), ("list",)) * 2,
    ):
        result = program.run(*command)
        assert result.code == 0, result
    program.command = plain
    kept = json.loads(program.run("log", "export", "--format", "json").out)
    assert sorted(each["outcome"] for each in kept) == ["completed", "stopped"]
    assert all(each["ended_at"] >= each["started_at"] for each in kept)
