"""Diary, programme and calendar as a user meets them on the command line."""

import json
import os
import pty
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from icalendar import Calendar
from typer.testing import CliRunner

from tests.kit import Program, Result
from voicecoach.cli import app
from voicecoach.diary.programme import ONE_DAY
from voicecoach.diary.when import now
from voicecoach.errors import VoicecoachError

SHORT = "title: Mine\nsession: [{section: S, steps: [{hold: 3s}]}]\n"


@pytest.fixture(autouse=True)
def scratch(home, tmp_path, monkeypatch):
    """Every test has a diary of its own, and runs in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    return home


def run(*arguments, code=0):
    """Run a command, whose exit code is `code`."""
    done = CliRunner().invoke(app, [str(each) for each in arguments])
    error = done.exception
    if isinstance(error, VoicecoachError):
        result = Result(error.exit_code, done.stdout, f"{done.stderr}{error}")
    elif error and not isinstance(error, SystemExit):
        raise error
    else:
        result = Result(done.exit_code, done.stdout, done.stderr)
    assert result.code == code, result
    return result


def logged(*arguments):
    return json.loads(run("log", "--json", *arguments).out)


def add_today(script="sitting", *more):
    run("log", "add", script, "--at", "00:00", *more)


# --- programme and today --------------------------------------------------------------------


def test_the_programme_is_set_shown_and_cleared():
    assert run("programme").out == "There is no programme.\n"
    assert json.loads(run("programme", "show", "--json").out) is None
    setting = run(
        "programme", "set", "sitting", "standing", "--per-day", "3", "--from", "9", "--to", "21:00"
    )
    assert setting.out.splitlines()[:2] == [
        "sitting, standing: 3 a day each, from 09:00 to 21:00",
        "  spread evenly: 09:00, 13:00, 17:00",
    ]
    assert run("programme").out == run("programme", "show").out == setting.out
    shown = json.loads(run("programme", "show", "--json").out)
    assert shown == {
        "scripts": ["sitting", "standing"],
        "per_day": 3,
        "from": "09:00",
        "to": "21:00",
        "since": now().date().isoformat(),
        "until": None,
        "pauses": [],
    }
    assert run("programme", "clear").out == "There is no programme any more.\n"
    assert json.loads(run("programme", "show", "--json").out) is None


def test_today_counts_doses_down():
    run("programme", "set", "sitting", "standing", "--per-day", "2")
    assert ": 0 of 4 doses done\n" in run("today").out
    add_today()
    add_today("standing", "--done", "9min")
    add_today("standing", "--done", "2min")
    add_today("step")
    told = run("today").out
    assert ": 2 of 4 doses done\n" in told
    assert "  sitting   1 of 2  next " in told
    assert "  step      1 done\n" in told
    assert "\n  voicecoach play sitting\n" in told
    report = json.loads(run("today", "--json").out)
    assert [report[key] for key in ("programme", "due", "done", "left")] == [True, 4, 2, 2]
    assert [(each["script"], each["done"], each["left"]) for each in report["doses"]] == [
        ("sitting", 1, 1),
        ("standing", 1, 1),
        ("step", 1, 0),
    ]
    assert report["next"] == {"script": "sitting", "command": "voicecoach play sitting"}
    assert report["next_at"].startswith(now().date().isoformat())


def test_check_tells_whether_doses_are_left():
    run("today", "--check")
    run("programme", "set", "sitting", "--per-day", "2")
    run("today", "--check", code=4)
    add_today()
    run("today", "--check", code=4)
    add_today()
    told = run("today", "--check").out
    assert "All done." in told
    assert "The next dose is due tomorrow at 08:00." in told


def test_without_a_programme_today_shows_what_was_done():
    assert "Nothing was done yet." in run("today").out
    add_today()
    told = run("today").out
    assert "  sitting  1 done\n" in told
    assert "There is no programme: 'voicecoach programme set" in told
    assert json.loads(run("today", "--json").out)["next"] is None


def test_a_pause_is_over_after_its_days():
    run("programme", "set", "sitting", "--per-day", "4")
    told = run("programme", "pause", "--days", "2").out
    assert "  rests from " in told
    assert "The programme rests until" in run("today", "--check").out
    [pause] = json.loads(run("programme", "show", "--json").out)["pauses"]
    today = now().date()
    assert pause == {"from": str(today), "to": str(today + ONE_DAY)}
    assert "rests" not in run("programme", "resume").out
    run("today", "--check", code=4)
    run("programme", "pause", "--from", "tomorrow", "--to", today + timedelta(days=5))
    run("today", "--check", code=4)


def test_a_script_of_ones_own_is_due_by_its_name(scratch):
    (scratch / "scripts").mkdir(parents=True)
    (scratch / "scripts" / "my wall.yaml").write_text(SHORT)
    run("programme", "set", "my wall", "--per-day", "1")
    assert "  voicecoach play 'my wall'" in run("today").out


MISTAKES = [
    (["programme", "set", "siting", "--per-day", "4"], "did you mean 'sitting'?"),
    (["programme", "set", "sitting"], "Missing option '--per-day'"),
    (["programme", "set", "sitting", "--per-day", "0"], "--per-day"),
    (["programme", "set", "sitting", "sitting", "--per-day", "4"], "'sitting' is there twice"),
    (["programme", "set", "own.yaml", "--per-day", "4"], "a programme has scripts by name: put own.yaml into"),
    (["programme", "set", "sitting", "--per-day", "4", "--from", "21:00", "--to", "8:00"], "--to 8:00 is not later than --from 21:00"),
    (["programme", "set", "sitting", "--per-day", "4", "--from", "dawn"], "'dawn' is not a time of the day"),
    (["programme", "set", "sitting", "--per-day", "4", "--until", "yesterday"], "--until yesterday is over already"),
    (["programme", "pause"], "say how long you rest: --days N, or --to DATE"),
    (["programme", "pause", "--days", "2", "--to", "tomorrow"], "say how long you rest"),
    (["programme", "pause", "--to", "yesterday"], "--to yesterday is before"),
    (["programme", "pause", "--to", "2999-01-01"], "a pause has at most 366 days"),
    (["programme", "pause", "--from", "9999-12-31", "--days", "3"], "'9999-12-31' is not a day"),
    (["programme", "pause", "--days", "2"], "there is no programme; 'voicecoach programme set SCRIPT --per-day N' makes one"),
    (["programme", "resume"], "there is no programme"),
    (["programme", "clear"], "there is no programme"),
    (["remind"], "there is no programme"),
    (["remind", "--out", "doses.txt"], "--out writes a calendar: give it a name like doses.ics"),
    (["log", "--since", "soon"], "'soon' is not a day"),
    (["log", "add", "siting"], "did you mean 'sitting'?"),
    (["log", "add", "sitting", "--pain", "11"], "--pain '11' is not a number from 0 (not at all) to 10"),
    (["log", "add", "sitting", "--effort", "much"], "--effort 'much' is not a number"),
    (["log", "add", "sitting", "--at", "tomorrow 9:00"], "is still to come"),
    (["log", "add", "sitting", "--done", "half"], "--done 'half' is not a duration"),
    (["log", "add", "sitting", "--set", "holt=3s"], "there is no setting 'holt'"),
    (["log", "edit", "last", "--pain", "3"], "there is no session 'last'"),
    (["log", "edit", "last"], "say what to correct, such as --pain 3"),
    (["log", "remove", "ab"], "there is no session 'ab'; 'voicecoach log' shows their ids"),
    (["log", "export", "--format", "xml"], "there is no format 'xml'"),
    (["log", "export", "--out", "all.txt"], "there is no format 'txt'"),
    (["log", "import", "nowhere.csv"], "cannot read nowhere.csv: No such file"),
    (["log", "import", "bad.json"], "bad.json: this is not JSON"),
    (["log", "import", "latin.csv"], "latin.csv is not UTF-8"),
    (["log", "erase"], "nobody can be asked here: add --yes"),
]  # fmt: skip


@pytest.mark.parametrize(("arguments", "message"), MISTAKES)
def test_a_mistake_is_one_clear_message(arguments, message):
    Path("own.yaml").write_text(SHORT)
    Path("bad.json").write_text("{")
    Path("latin.csv").write_bytes("id,für".encode("latin-1"))
    assert message in run(*arguments, code=2).err


# --- the log ----------------------------------------------------------------------------------


def test_a_session_from_a_phone_is_added_corrected_and_removed():
    told = run(
        "log", "add", "sitting", "--at", "yesterday 9:30", "--pain", "2", "--effort", "5",
        "--note", "a long walk before", "--set", "hold=8s", "--set", "side=left",
    ).out  # fmt: skip
    assert "  09:30  sitting  " in told
    assert "  completed    pain 2  effort 5  side=left hold=8s rest=5s total=10min weight=" in told
    assert "        a long walk before\n" in told
    [entry] = logged()
    assert entry["started_at"].startswith(f"{now().date() - ONE_DAY}T09:30:00")
    assert entry["done_ms"] == entry["duration_ms"] > 600_000

    run(
        "log",
        "edit",
        entry["id"][:4],
        "--pain",
        "none",
        "--done",
        "5min",
        "--note",
        "",
        "--set",
        "hold=9s",
    )
    [changed] = logged()
    assert (changed["pain"], changed["effort"], changed["note"]) == (None, 5, "")
    assert (changed["done_ms"], changed["outcome"]) == (300_000, "stopped")
    assert changed["settings"] == {**entry["settings"], "hold": "9s"}

    run("log", "edit", "last", "--at", "yesterday 10:00", "--done", "3h")
    [moved] = logged()
    assert "T10:00:00" in moved["started_at"]
    assert (moved["done_ms"], moved["outcome"]) == (moved["duration_ms"], "completed")

    assert run("log", "remove", "last").out.startswith("removed:\n")
    assert logged() == []


def test_what_was_just_done_ended_just_now():
    run("log", "add", "sitting", "--done", "5min")
    [entry] = logged("--days", "2")
    assert entry["outcome"] == "stopped"
    assert entry["done_ms"] == 300_000


def test_the_log_shows_the_days_asked_for():
    today = now().date()
    for days in (0, 10, 20):
        run("log", "add", "step", "--at", f"{today - days * ONE_DAY} 00:00")
    assert len(logged()) == 2
    assert len(logged("--days", "1")) == 1
    assert len(logged("--since", today - 20 * ONE_DAY)) == 3
    lines = run("log").out.splitlines()
    assert [line for line in lines if not line.startswith(" ")] == [
        f"{day:%A}, {day.day} {day:%B} {day.year}" for day in (today - 10 * ONE_DAY, today)
    ]


def test_an_empty_log_says_so_beside_the_output():
    result = run("log")
    assert (result.out, result.err.startswith("nothing was done since ")) == ("", True)


@pytest.mark.parametrize("form", ["csv", "json"])
def test_the_log_moves_to_another_computer(form, monkeypatch, tmp_path):
    add_today("sitting", "--note", '=first, "quoted"\nand a second line', "--pain", "0")
    add_today("step")
    before = logged()
    assert run("log", "export", "--out", f"mine.{form}").out == f"mine.{form}\n"
    assert run("log", "export", "--format", form).out == Path(f"mine.{form}").read_text()
    monkeypatch.setenv("VOICECOACH_HOME", str(tmp_path / "other"))
    assert run("log", "import", f"mine.{form}").out == "2 added\n"
    assert logged() == before
    assert run("log", "import", f"mine.{form}").out == "0 added, 2 there already\n"
    assert logged() == before


def test_a_file_with_a_mistake_adds_nothing():
    add_today()
    run("log", "export", "--out", "mine.csv")
    run("log", "erase", "--yes")
    good = Path("mine.csv").read_text()
    Path("mine.csv").write_text(f"{good}{good.splitlines()[1].replace('completed', 'won')}\n")
    assert (
        "mine.csv: line 3: Invalid enum value 'won'" in run("log", "import", "mine.csv", code=2).err
    )
    assert logged() == []


def test_a_note_in_any_language_is_shown_as_well_as_the_terminal_can(scratch, tmp_path):
    add_today("sitting", "--note", "gut für das Knie")
    program = Program(scratch, tmp_path)
    assert "gut f?r das Knie" in program.run("log", PYTHONIOENCODING="ascii").out
    for command in (["log", "export"], ["log", "--json"]):
        assert "gut für das Knie" in program.run(*command, PYTHONIOENCODING="ascii").out


def test_words_of_others_are_shown_and_not_obeyed():
    add_today("sitting", "--note", "\x1b[31mred\x07")
    assert "[31mred" in run("log").out
    assert "\x1b" not in run("log").out


def test_the_list_of_scripts_tells_when_each_was_done_last(scratch):
    yesterday = now().date() - ONE_DAY
    run("log", "add", "sitting", "--at", f"{yesterday} 8:00")
    run("log", "add", "step", "--at", "00:00", "--done", "10s")
    lines = {line.split()[0]: line for line in run("list").out.splitlines()}
    assert "  yesterday  " in lines["sitting"]
    assert "today" not in lines["step"]
    listed = {each["name"]: each["last_done"] for each in json.loads(run("list", "--json").out)}
    assert (listed["sitting"], listed["step"]) == (str(yesterday), None)
    (scratch / "diary.db").write_bytes(b"in the way" * 100)
    assert "warning: the diary" in run("list").err


# --- playing ----------------------------------------------------------------------------------


def test_play_without_a_script_plays_what_is_due_next(program):
    environment = {"VOICECOACH_HOME": os.environ["VOICECOACH_HOME"]}
    run("programme", "set", "step", "walking", "--per-day", "1")
    add_today("step")
    result = program.run("play", "--first", "1s", "--output", "silent", **environment)
    assert (result.code, result.err) == (0, "next in your programme: walking\n")
    [_, heard] = logged()
    assert (heard["script"], heard["done_ms"], heard["outcome"]) == ("walking", 1000, "stopped")


def test_play_without_a_script_needs_something_that_is_due():
    assert "name a script, as there is no programme to choose from" in run("play", code=2).err
    run("programme", "set", "step", "--per-day", "1")
    add_today("step")
    assert "nothing is due any more today" in run("play", code=2).err


# --- privacy ----------------------------------------------------------------------------------


def test_erasing_removes_all_of_it(scratch):
    add_today()
    run("programme", "set", "sitting", "--per-day", "1")
    run("progress", "--keep", "sitting", "--set", "weight=1kg")
    (scratch / "state" / "bookmarks").mkdir(parents=True)
    assert run("log", "erase", "--yes").out == "The diary is gone.\n"
    assert not list(scratch.glob("diary.db*"))
    assert not list((scratch / "state").iterdir())
    assert logged() == []
    run("log", "erase", "--yes")


@pytest.mark.parametrize(("answer", "left"), [(b"n\n", 1), (b"y\n", 0)])
def test_erasing_asks_first(scratch, tmp_path, answer, left):
    add_today()
    ours, theirs = pty.openpty()
    os.write(ours, answer)
    program = Program(scratch, tmp_path)
    done = subprocess.run(
        program.command("log", "erase"),
        env=program.environment,
        stdin=theirs,
        capture_output=True,
        text=True,
        check=False,
    )
    os.close(theirs)
    os.close(ours)
    assert done.returncode == 0
    assert "Remove the diary with its entries (1) and the programme for good?" in done.stdout
    assert len(logged()) == left


# --- the calendar -----------------------------------------------------------------------------


def test_the_doses_are_written_as_a_calendar():
    run("programme", "set", "sitting", "--per-day", "3", "--until", now().date() + 9 * ONE_DAY)
    assert run("remind").out == "voicecoach.ics\n"
    assert run("remind", "--out", "deep/doses.ics").out == "deep/doses.ics\n"
    first, second = (
        Calendar.from_ical(Path(name).read_bytes()) for name in ("voicecoach.ics", "deep/doses.ics")
    )
    assert [event["uid"] for event in first.events] == [event["uid"] for event in second.events]
    assert [event["summary"] for event in first.events] == [
        f"Sitting training ({number} of 3)" for number in (1, 2, 3)
    ]
    assert first.events[0]["duration"].dt == timedelta(minutes=15)


def test_the_calendar_has_the_time_zone_of_the_computer(scratch, tmp_path):
    program = Program(scratch, tmp_path)
    run("programme", "set", "sitting", "--per-day", "1")
    assert program.run("remind", TZ="Europe/Berlin").code == 0
    calendar = Calendar.from_ical(Path("voicecoach.ics").read_bytes())
    assert [zone.tz_name for zone in calendar.timezones] == ["Europe/Berlin"]
    lost = program.run("remind", TZ="nowhere/at-all")
    assert (lost.code, "set the variable TZ to one such as Europe/Berlin" in lost.err) == (2, True)
