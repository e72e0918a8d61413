"""The diary's file: what is kept stays, for its owner only, whatever else is in it."""

import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from datetime import datetime, timedelta, timezone

import msgspec
import pytest
from hypothesis import given, settings

from tests.diary_kit import MONDAY, PROGRAMME, entries_of, entry
from voicecoach.diary.entry import in_order
from voicecoach.diary.fake import MemoryDiary
from voicecoach.diary.port import DiaryError
from voicecoach.diary.schema import MIGRATIONS, VERSION
from voicecoach.diary.store import SqliteDiary


@pytest.fixture
def path(tmp_path):
    return tmp_path / "deep" / "diary.db"


@pytest.fixture(params=["sqlite", "memory"])
def diary(request, path):
    return SqliteDiary(path) if request.param == "sqlite" else MemoryDiary()


def execute(path, statement, *values):
    with closing(sqlite3.connect(path)) as connection, connection:
        return connection.execute(statement, values).fetchall()


@settings(max_examples=30, deadline=None)
@given(entries_of())
def test_what_is_added_is_there_in_the_order_it_was_begun(tmp_path_factory, entries):
    diary = SqliteDiary(tmp_path_factory.mktemp("diary") / "diary.db")
    assert diary.add(entries) == tuple(entries)
    assert list(diary.entries()) == sorted(entries, key=in_order)
    assert diary.add(reversed(entries)) == ()


def test_an_empty_diary_has_nothing(diary):
    assert diary.entries() == ()
    assert diary.history() == ()
    assert diary.change("nobody", lambda entry: entry) is None
    diary.remove("nobody")


def test_entries_are_found_by_day_and_script(diary):
    old, new = entry("a", MONDAY - timedelta(days=1)), entry("b", MONDAY)
    other = entry("c", MONDAY, script="step")
    diary.add([new, old, other])
    assert diary.entries() == (old, new, other)
    assert diary.entries(first=MONDAY.date()) == (new, other)
    assert diary.entries(script="step") == (other,)


def test_the_day_is_that_of_the_place_it_was_done_at(diary):
    """Just before midnight in Auckland it is noon in London, the same day."""
    late = datetime(2026, 11, 2, 23, 50, tzinfo=timezone(timedelta(hours=13)))
    diary.add([entry("a", late)])
    assert diary.entries(first=late.date()) == diary.entries()
    assert diary.entries(first=late.date() + timedelta(days=1)) == ()


def test_an_entry_is_changed_and_removed_by_its_id(diary):
    diary.add([entry("a"), entry("b")])
    changed = diary.change("a", lambda each: msgspec.structs.replace(each, pain=3))
    assert changed.pain == 3
    assert diary.entries() == (changed, entry("b"))
    diary.remove("a")
    assert diary.entries() == (entry("b"),)


def test_a_change_that_fails_changes_nothing(diary):
    diary.add([entry("a")])
    with pytest.raises(ZeroDivisionError):
        diary.change("a", lambda _: 1 / 0)
    assert diary.entries() == (entry("a"),)


def test_programmes_are_kept_and_changed(diary):
    later = msgspec.structs.replace(PROGRAMME, first=MONDAY.date() + timedelta(days=9))
    assert diary.change_history(lambda _: (PROGRAMME,)) == (PROGRAMME,)
    assert diary.change_history(lambda history: (*history, later)) == (PROGRAMME, later)
    assert diary.change_history(lambda history: history[1:]) == (later,)
    assert diary.history() == (later,)


def test_a_diary_has_a_word_of_its_own(tmp_path):
    diaries = [SqliteDiary(tmp_path / name / "diary.db") for name in "ab"]
    assert [diary.identity() for diary in diaries] == ["", ""]
    for diary in diaries:
        diary.add([entry("a")])
    one, other = (diary.identity() for diary in diaries)
    assert one != other
    assert SqliteDiary(tmp_path / "a" / "diary.db").identity() == one


def test_reading_makes_no_file(path):
    diary = SqliteDiary(path)
    assert (diary.entries(), diary.history()) == ((), ())
    assert not path.parent.exists()


def test_only_the_owner_can_read_it(path):
    diary = SqliteDiary(path)
    diary.add([entry("a")])
    with closing(sqlite3.connect(path)) as reader:
        reader.execute("SELECT * FROM entries").fetchall()
        diary.add([entry("b")])
        files = list(path.parent.iterdir())
        assert {file.name for file in files} == {"diary.db", "diary.db-wal", "diary.db-shm"}
        assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_copy_that_others_could_read_is_closed_to_them(path):
    diary = SqliteDiary(path)
    diary.add([entry("a")])
    path.chmod(0o644)
    diary.entries()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_erasing_leaves_nothing(path):
    diary = SqliteDiary(path)
    diary.add([entry("a")])
    diary.erase()
    assert list(path.parent.iterdir()) == []
    assert diary.entries() == ()
    diary.erase()


def test_a_session_that_still_runs_brings_nothing_back(path):
    diary = SqliteDiary(path)
    diary.add([entry("a")])
    diary.erase()
    assert diary.change("a", lambda each: each) is None
    diary.remove("a")
    assert list(path.parent.iterdir()) == []


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("pain", 11),
        ("done_ms", -1),
        ("outcome", "lost"),
        ("settings", "{"),
        ("settings", '{"hold": 3}'),
        ("started_at", "2026-11-02T08:00:00"),
        ("started_at", "soon"),
        ("duration_ms", "long"),
        ("note", b"\xff\xfe"),
    ],
)
def test_a_row_that_makes_no_sense_is_passed_over(path, column, value):
    diary = SqliteDiary(path)
    diary.add([entry("a"), entry("b")])
    execute(path, f"UPDATE entries SET {column} = ? WHERE id = 'a'", value)
    assert [each.id for each in diary.entries()] == ["b"]
    assert diary.change("a", lambda each: each) is None


def test_a_programme_that_makes_no_sense_is_passed_over_and_kept(path):
    diary = SqliteDiary(path)
    diary.change_history(lambda _: (PROGRAMME,))
    execute(path, "INSERT INTO programmes VALUES ('2030-01-01', 'of another kind')")
    assert diary.change_history(lambda history: history) == (PROGRAMME,)
    assert len(execute(path, "SELECT * FROM programmes")) == 2


def test_it_writes_ahead_and_tells_its_version(path):
    SqliteDiary(path).add([entry("a")])
    assert execute(path, "PRAGMA journal_mode") == [("wal",)]
    assert execute(path, "PRAGMA user_version") == [(VERSION,)]


def test_a_diary_of_a_later_version_is_left_alone(path):
    diary = SqliteDiary(path)
    diary.add([entry("a")])
    execute(path, f"PRAGMA user_version = {VERSION + 1}")
    with pytest.raises(DiaryError, match="a newer voicecoach has written it"):
        diary.entries()
    with pytest.raises(DiaryError):
        diary.add([entry("b")])


def test_a_failed_migration_leaves_what_was_there(path, monkeypatch):
    diary = SqliteDiary(path)
    diary.add([entry("a")])
    steps = (*MIGRATIONS, ("CREATE TABLE more (x)", "no statement"))
    monkeypatch.setattr("voicecoach.diary.schema.MIGRATIONS", steps)
    monkeypatch.setattr("voicecoach.diary.schema.VERSION", len(steps))
    with pytest.raises(DiaryError):
        diary.entries()
    monkeypatch.undo()
    assert diary.entries() == (entry("a"),)


def test_a_diary_grows_with_the_program(path, monkeypatch):
    diary = SqliteDiary(path)
    diary.add([entry("a")])
    steps = (*MIGRATIONS, ("ALTER TABLE entries ADD COLUMN weather TEXT",))
    monkeypatch.setattr("voicecoach.diary.schema.MIGRATIONS", steps)
    monkeypatch.setattr("voicecoach.diary.schema.VERSION", len(steps))
    assert diary.entries() == (entry("a"),)
    assert execute(path, "SELECT weather FROM entries") == [(None,)]


@pytest.mark.parametrize("content", [b"this is a text" * 100, b"SQLite format 3\0" + b"x" * 4000])
def test_a_foreign_file_is_told_and_left_alone(path, content):
    path.parent.mkdir()
    path.write_bytes(content)
    for use in (SqliteDiary(path).entries, lambda: SqliteDiary(path).add([entry("a")])):
        with pytest.raises(DiaryError, match="move it away, and a new one is begun"):
            use()
    assert path.read_bytes() == content


def test_the_database_of_another_program_is_told(path):
    path.parent.mkdir()
    execute(path, "CREATE TABLE entries (x)")
    with pytest.raises(DiaryError, match="move it away"):
        SqliteDiary(path).add([entry("a")])


def test_a_place_that_cannot_be_written_to_is_told(tmp_path):
    (tmp_path / "file").write_bytes(b"in the way")
    with pytest.raises(DiaryError, match="see that you may write to its folder"):
        SqliteDiary(tmp_path / "file" / "diary.db").add([entry("a")])


WRITER = """
import sys
from pathlib import Path
from tests.diary_kit import entry
from voicecoach.diary.store import SqliteDiary
diary = SqliteDiary(Path(sys.argv[1]))
for number in range(40):
    diary.add([entry(f"{sys.argv[2]}{number}")])
"""


def test_several_programs_write_at_once(path):
    """From the first moment on, when there is no file yet."""
    command = [sys.executable, "-c", WRITER, str(path)]
    writers = [subprocess.Popen([*command, name]) for name in "abc"]
    assert [writer.wait(60) for writer in writers] == [0, 0, 0]
    assert len(SqliteDiary(path).entries()) == 120


def test_a_place_that_the_system_refuses_is_told_whatever_is_asked(tmp_path):
    diary = SqliteDiary(tmp_path / ("x" * 300) / "diary.db")
    for ask in (
        diary.entries,
        lambda: diary.change("id", lambda one: one),
        lambda: diary.remove("id"),
    ):
        with pytest.raises(DiaryError, match="cannot be used"):
            ask()
