"""kill -9 at any instant: what was finished is there, and the database is whole."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.kit import REPOSITORY, Program
from voicecoach.diary.store import SqliteDiary

KILLS = 200
BOUND_S = 240
"""Far more than it takes; a machine that needs longer has something else to tell."""

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="nothing to kill by SIGKILL")


def assert_whole(path):
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_no_finished_entry_is_lost_by_200_kills(tmp_path):
    path = tmp_path / "diary.db"
    command = [sys.executable, "-m", "tests.kill_the_writer", path, str(KILLS), "6"]
    done = subprocess.run(
        command, cwd=REPOSITORY, capture_output=True, text=True, check=True, timeout=BOUND_S
    )
    told = json.loads(done.stdout)
    entries = {entry.id: entry for entry in SqliteDiary(path).entries()}
    assert told["killed"] == KILLS
    assert len(told["finished"]) > KILLS // 10
    for name in told["finished"]:
        assert (entries[name].outcome, entries[name].pain) == ("completed", 2)
    assert entries.keys().isdisjoint(told["removed"])
    # Of each writer at most one session was cut short: it is there up to where it was.
    cut_short = [entry for entry in entries.values() if entry.outcome == "interrupted"]
    assert len(cut_short) <= KILLS
    assert_whole(path)


def test_a_real_session_that_is_killed_stays_in_the_diary(program):
    """It is killed once its first line is shown: it had begun, and it was not finished."""
    home = Path(program.environment["VOICECOACH_HOME"])
    diary = SqliteDiary(home / "diary.db")
    before = {entry.id for entry in diary.entries()}
    with subprocess.Popen(
        program.command("play", "sitting", "--output", "silent", "--first", "1min"),
        cwd=program.folder,
        env=program.environment,
        stdout=subprocess.PIPE,
        text=True,
    ) as session:
        session.stdout.readline()
        session.stdout.readline()
        while not {entry.id for entry in diary.entries()} - before:
            assert session.poll() is None
        session.send_signal(signal.SIGKILL)
    [killed] = [entry for entry in diary.entries() if entry.id not in before]
    assert (killed.script, killed.outcome, killed.ended_at) == ("sitting", "interrupted", None)
    assert_whole(home / "diary.db")


def test_log_commands_that_are_killed_lose_nothing(tmp_path):
    """Each is killed after another share of the time that one takes."""
    program = Program(tmp_path / "home", tmp_path)
    add = program.command("log", "add", "step", "--at", "00:00")
    assert program.run("log", "add", "step", "--at", "00:00").code == 0
    finished = 1
    for tenths in range(1, 9):
        with subprocess.Popen(add, env=program.environment, stdout=subprocess.PIPE) as adding:
            try:
                finished += b"completed" in adding.communicate(timeout=tenths / 10)[0]
            except subprocess.TimeoutExpired:
                adding.kill()
                finished += b"completed" in adding.communicate()[0]
    path = tmp_path / "home" / "diary.db"
    assert len(SqliteDiary(path).entries()) >= finished
    assert_whole(path)
