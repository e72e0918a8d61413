"""Bookmarks: kept whole or not at all, and only used in the session they belong to."""

import json
import os
import subprocess
import sys

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.kit import REPOSITORY, bundled, script_of, script_text, timeline_of_script
from voicecoach.bookmark import (
    Bookmark,
    bookmark_for,
    clear,
    difference,
    digest_of,
    load,
    resume,
    save,
)
from voicecoach.compiler.plan import Preferences
from voicecoach.errors import SettingError
from voicecoach.home import Notes
from voicecoach.script.loader import Source
from voicecoach.script.loader import load as load_script
from voicecoach.units import Milliseconds

HEAD = "settings:\n  side: {choices: [left, right], default: right}\n  hold: {default: 5s}"
SCRIPT = script_of("{hold: $hold}", "{rest: 5s}", "{hold: $hold}", head=HEAD)
HERE = bookmark_for("mine", SCRIPT, Preferences())
TIMELINE = timeline_of_script(SCRIPT)

BOOKMARKS = st.builds(
    Bookmark,
    script_name=st.text(),
    digest=st.text("0123456789abcdef", min_size=64, max_size=64),
    preferences=st.builds(
        Preferences,
        st.dictionaries(st.text(), st.text(), max_size=4),
        st.sampled_from(["full", "brief", "minimal"]),
        st.integers(-(2**63), 2**63 - 1),
    ),
    phase_index=st.integers(0, 100_000),
    position_ms=st.integers(0, 86_400_000).map(Milliseconds),
)


@pytest.fixture
def notes(tmp_path):
    return Notes(tmp_path / "deep" / "bookmarks")


def files(notes):
    return list(notes._folder.iterdir())  # noqa: SLF001 - to break what is in it


def kept(notes, bookmark=HERE):
    """Save a bookmark and return its file."""
    save(notes, bookmark)
    [path] = files(notes)
    return path


@given(BOOKMARKS, BOOKMARKS)
def test_what_is_saved_is_what_is_loaded(tmp_path_factory, first, second):
    notes = Notes(tmp_path_factory.mktemp("bookmarks"))
    save(notes, first)
    save(notes, second)
    assert load(notes, second.script_name) == second
    if first.script_name != second.script_name:
        assert load(notes, first.script_name) == first
    assert notes.problem is None


def test_there_is_none_before_the_first_and_after_clearing(notes):
    clear(notes, "mine")
    assert load(notes, "mine") is None
    path = kept(notes)
    path.with_name(".voicecoach-0123abcd.part").write_bytes(b"half of a bookmark")
    clear(notes, "mine")
    assert load(notes, "mine") is None
    assert files(notes) == []
    assert notes.problem is None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b"\0" * 1000,
        b"\xff\xfe",
        b'{"script_name": "mine"}',
        b"x" * 2_000_000,
    ],
)
def test_a_foreign_file_is_no_bookmark(notes, content):
    kept(notes).write_bytes(content)
    assert load(notes, "mine") is None


def test_a_truncated_file_is_no_bookmark(notes):
    path = kept(notes, HERE.at(TIMELINE, Milliseconds(5000)))
    whole = path.read_bytes()
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        assert load(notes, "mine") is None


@pytest.mark.parametrize(
    "change",
    [
        {"version": 2},
        {"script_name": "another"},
        {"phase_index": -1},
        {"phase_index": "3"},
        {"position_ms": -1},
        {"digest": None},
        {"preferences": {"guidance": "loud"}},
    ],
)
def test_a_bookmark_that_makes_no_sense_is_none(notes, change):
    path = kept(notes)
    path.write_text(json.dumps(json.loads(path.read_bytes()) | change))
    assert load(notes, "mine") is None


def test_a_folder_in_its_place_is_no_bookmark(notes):
    path = kept(notes)
    path.unlink()
    path.mkdir()
    assert load(notes, "mine") is None
    save(notes, HERE)
    assert isinstance(notes.problem, OSError)


def test_a_disk_that_fails_leaves_the_last_bookmark_whole(tmp_path):
    def fail(_descriptor):
        raise OSError(28, "No space left on device")

    good, failing = Notes(tmp_path), Notes(tmp_path, sync=fail)
    path = kept(good)
    save(failing, HERE.at(TIMELINE, Milliseconds(5000)))
    assert failing.problem is not None
    assert failing.problem.errno == 28
    assert load(failing, "mine") == HERE
    assert files(failing) == [path]


def test_a_process_that_dies_while_saving_leaves_the_last_bookmark_whole(tmp_path):
    kept(Notes(tmp_path))
    program = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from voicecoach.home import Notes\n"
        "Notes(Path(sys.argv[1]), sync=lambda _: os._exit(9)).put('mine', b'half')\n"
    )
    command = [sys.executable, "-c", program, str(tmp_path)]
    assert subprocess.run(command, cwd=REPOSITORY, check=False).returncode == 9
    notes = Notes(tmp_path)
    assert load(notes, "mine") == HERE
    clear(notes, "mine")
    assert files(notes) == []


def test_what_is_saved_has_reached_the_disk_before_it_takes_its_place(tmp_path):
    seen = []

    def sync(descriptor):
        seen.append((os.fstat(descriptor).st_size, load(notes, "mine")))

    notes = Notes(tmp_path, sync)
    path = kept(notes)
    assert seen == [(path.stat().st_size, None)]


def test_a_folder_that_cannot_be_made_is_told_and_the_next_save_tries_again(tmp_path):
    in_the_way = tmp_path / "state"
    in_the_way.write_bytes(b"in the way")
    notes = Notes(in_the_way)
    save(notes, HERE)
    assert isinstance(notes.problem, OSError)
    in_the_way.unlink()
    save(notes, HERE)
    assert notes.problem is None
    assert load(notes, "mine") == HERE


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "a/b", "con", "", ".", "x" * 500, "左", "a\0b", "\udcff"]
)
def test_any_name_stays_in_the_folder(tmp_path, name):
    notes = Notes(tmp_path / "notes")
    notes.put(name, b"content")
    assert notes.problem is None
    assert notes.get(name) == b"content"
    assert len(files(notes)) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["notes"]


def test_a_name_that_is_no_text_is_not_kept_and_harms_nothing(notes):
    odd = msgspec.structs.replace(HERE, script_name="\udcff")
    save(notes, odd)
    assert load(notes, "\udcff") is None


def test_the_digest_is_that_of_what_is_said(tmp_path):
    plain = script_text("{hold: 5s}", head="language: en")
    commented = "# mine\n\n" + plain.replace("      - {hold: 5s}", "      -   hold:   5s  # five")
    described = plain.replace(
        "language: en", "language: en\nsummary: For the thigh\ndose: {per_day: 3-4}"
    )
    digests = {digest_of(load_script(text, "x.yaml")) for text in (plain, commented, described)}
    digests.add(digest_of(load_script(plain, str(tmp_path / "elsewhere.yaml"))))
    assert len(digests) == 1


@pytest.mark.parametrize(
    "other",
    [
        script_of("{hold: 6s}"),
        script_of("{hold: 5s}", "{rest: 5s}"),
        script_of("{hold: 5s, start: Now}"),
        script_of("{rest: 5s}"),
        script_of("{hold: 5s}", head="settings: {hold: {default: 5s}}"),
        script_of("{hold: 5s}", head="language: de"),
    ],
)
def test_another_word_length_or_setting_is_another_digest(other):
    assert digest_of(other) != digest_of(script_of("{hold: 5s}"))


def test_the_order_of_settings_makes_no_difference():
    turned = "settings:\n  hold: {default: 5s}\n  side: {choices: [left, right], default: right}"
    other = script_of("{hold: $hold}", "{rest: 5s}", "{hold: $hold}", head=turned)
    assert digest_of(other) == HERE.digest


def test_a_change_in_an_included_script_is_a_change():
    def with_part(hold):
        part = script_text(f"{{hold: {hold}}}")
        whole = "title: T\nsession:\n  - section: S\n    steps:\n      - include: part\n"
        return load_script(whole, "whole.yaml", lambda _name, _by: Source(part, "part.yaml"))

    assert digest_of(with_part("5s")) == digest_of(with_part("5s"))
    assert digest_of(with_part("5s")) != digest_of(with_part("6s"))


def test_the_digest_is_the_same_in_another_process():
    program = (
        "from tests.kit import bundled\n"
        "from voicecoach.bookmark import digest_of\n"
        "print(digest_of(bundled('sitting')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=REPOSITORY,
        env={**os.environ, "PYTHONHASHSEED": "7"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == digest_of(bundled("sitting"))


def test_a_setting_is_the_same_however_it_is_written():
    written = [{"hold": "90s"}, {"hold": "1min 30s"}, {"hold": "1:30", "side": "RIGHT"}]
    assert len({digest(wishes) for wishes in written}) == 1
    assert bookmark_for("mine", SCRIPT, Preferences({"hold": "5 s"})) == HERE


def digest(wishes):
    return msgspec.json.encode(bookmark_for("mine", SCRIPT, Preferences(wishes)))


def test_a_setting_that_cannot_be_is_an_error():
    with pytest.raises(SettingError):
        bookmark_for("mine", SCRIPT, Preferences({"side": "up"}))


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        (bookmark_for("mine", SCRIPT, Preferences()), ""),
        (
            bookmark_for("mine", script_of("{hold: 5s}"), Preferences()),
            "the script has changed since",
        ),
        (
            bookmark_for("mine", SCRIPT, Preferences({"hold": "8s", "side": "left"})),
            "it was left with the usual settings, and this is with hold=8s, side=left",
        ),
        (
            bookmark_for("mine", SCRIPT, Preferences(guidance="brief")),
            "it was left with full guidance, and this is with brief",
        ),
        (
            bookmark_for("mine", SCRIPT, Preferences(seed=3)),
            "it was left with --seed 0, and this is with --seed 3",
        ),
    ],
)
def test_a_bookmark_of_another_session_says_why(other, reason):
    assert difference(HERE, other) == reason
    if reason:
        assert resume(HERE, other, TIMELINE).message == f"{reason}; starting anew"
        assert resume(HERE, other, TIMELINE).start_ms == 0


def test_a_session_goes_on_at_the_start_of_the_phase_it_was_in():
    rest = TIMELINE.phases[-2]
    left = HERE.at(TIMELINE, Milliseconds(rest.start_ms + 1234))
    assert left.position_ms == rest.start_ms + 1234
    found = resume(left, HERE, TIMELINE)
    assert found.start_ms == rest.start_ms
    assert found.message.startswith("going on at 0:")
    assert rest.label in found.message


def test_without_a_bookmark_it_starts_anew():
    found = resume(None, HERE, TIMELINE)
    assert (found.start_ms, found.message) == (0, "no session of 'mine' was left; starting anew")


def test_a_phase_that_is_no_more_starts_anew():
    gone = msgspec.structs.replace(HERE, phase_index=1000)
    assert resume(gone, HERE, TIMELINE).start_ms == 0
    assert "starting anew" in resume(gone, HERE, TIMELINE).message
