import pytest

from voicecoach.habit import NEW, completed_times, count_completed, guidance_for, notice
from voicecoach.home import Notes


@pytest.mark.parametrize(
    ("completed", "guidance"),
    [(0, "full"), (1, "full"), (NEW - 1, "full"), (NEW, "brief"), (1000, "brief")],
)
def test_guidance_fades_once_a_script_is_known(completed, guidance):
    assert guidance_for(completed) == guidance


def test_less_guidance_is_said():
    assert notice(0) == ""
    assert notice(NEW - 1) == ""
    expected = "brief guidance: you have done this 6 times; --guidance full says all of it"
    assert notice(6) == expected


def test_completed_sessions_are_counted_for_each_script(tmp_path):
    notes = Notes(tmp_path / "completed")
    assert completed_times(notes, "sitting") == 0
    for _ in range(3):
        count_completed(notes, "sitting")
    count_completed(notes, "step")
    assert [completed_times(notes, name) for name in ("sitting", "step", "walking")] == [3, 1, 0]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"3",
        b'{"script_name": "step", "completed": 3}',
        b'{"script_name": "sitting", "completed": -1}',
        b"\xff",
    ],
)
def test_a_broken_count_begins_anew(tmp_path, content):
    notes = Notes(tmp_path)
    notes.put("sitting", content)
    assert completed_times(notes, "sitting") == 0
    count_completed(notes, "sitting")
    assert completed_times(notes, "sitting") == 1


def test_a_count_that_cannot_be_kept_is_told(tmp_path):
    (tmp_path / "file").write_bytes(b"in the way")
    notes = Notes(tmp_path / "file")
    count_completed(notes, "sitting")
    assert isinstance(notes.problem, OSError)


def test_a_name_that_is_no_text_is_not_counted(tmp_path):
    notes = Notes(tmp_path)
    count_completed(notes, "\udcff")
    assert completed_times(notes, "\udcff") == 0
