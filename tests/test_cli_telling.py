"""Names and notes that others wrote reach a terminal as letters, and programs unchanged."""

import pytest

from tests.terminal import on_terminal

CODES = ("\x1b[2J", "\x07", "\x9b31m", "\N{RIGHT-TO-LEFT OVERRIDE}")
NAME = "a" + "".join(CODES) + "z"
SHORT = "title: T\nsession: [{section: S, steps: [{ready: 3s}, {hold: 3s}]}]\n"
TOLD = [
    ("list",),
    ("check", NAME),
    ("timeline", NAME),
    ("timeline", NAME, "--svg", f"{NAME}.svg"),
    ("export", NAME, "--format", "wav", "--out", f"{NAME}.wav"),
    ("export", NAME, "--format", "wav", "--out", NAME, "--playlist"),
    ("play", NAME, "--first", "1s", "--output", "silent", "--plain"),
    ("log",),
    ("log", "export", "--out", f"{NAME}.csv"),
    ("programme",),
    ("today",),
    ("remind", "--out", f"{NAME}.ics"),
    ("progress",),
    ("progress", "--html", f"{NAME}.html"),
]
"""What tells of scripts, files and sessions."""


@pytest.fixture
def named(program, tmp_path):
    """The program with a script whose name commands terminals, done today and every day."""
    home = tmp_path / "home"
    (home / "scripts").mkdir(parents=True)
    (home / "scripts" / f"{NAME}.yaml").write_text(SHORT)
    (home / "scripts" / f"no{NAME}.yaml").write_text("titel: x\n")
    program.environment["VOICECOACH_HOME"] = str(home)
    for command in (
        ("log", "add", NAME, "--note", "".join(CODES)),
        ("programme", "set", NAME, "--per-day", "2"),
    ):
        assert program.run(*command).code == 0
    return program


def screen_of(program, command):
    """What a terminal is sent by a run that goes well."""
    running = on_terminal(program.command(*command), cwd=program.folder, env=program.environment)
    with running as terminal:
        assert terminal.ended(60) == 0
        terminal.reader.join()
        return terminal.written().decode()


@pytest.mark.parametrize("command", TOLD, ids=lambda command: " ".join(command).replace(NAME, "X"))
def test_names_and_notes_command_no_terminal(command, named):
    shown = screen_of(named, command)
    assert [code for code in CODES if code in shown] == []
    assert shown


def test_programs_are_told_the_very_path(named):
    told = named.run("export", NAME, "--format", "wav", "--out", NAME).out
    assert told == f"{NAME}/{NAME}.wav\n"
    assert (named.folder / told[:-1]).exists()
