"""What the listener has accepted is how a script is done, until something else is asked for."""

import pytest

from tests.course_kit import TODAY, entry_of
from tests.kit import bundled
from voicecoach.cli.orders import take_order
from voicecoach.course.judging import Change, Verdict
from voicecoach.course.usual import Usual, load_usual, save_usual
from voicecoach.home import Notes, find_home
from voicecoach.script.loader import settings_of

NOW = entry_of(when=TODAY).started_at
UP = Verdict(
    script="step", way="on", change=Change("level", "1", "2", "level 1 → level 2"), reasons=("so",)
)


@pytest.fixture
def notes(tmp_path):
    return Notes(tmp_path)


def test_accepted_settings_are_kept(notes):
    usual = Usual(script_name="step").accepting(UP, NOW)
    save_usual(notes, usual)
    assert load_usual(notes, "step") == usual
    assert usual.settings == {"level": "2"}
    assert usual.forgetting().settings == {}
    assert usual.forgetting().answered_at == NOW


def test_declining_changes_no_setting():
    usual = Usual(script_name="step", settings={"level": "2"}).declining(NOW)
    assert (usual.settings, usual.answered_at) == ({"level": "2"}, NOW)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff",
        b"[]",
        b'{"script_name": "sitting"}',
        b'{"script_name": "step", "answered_at": "2026-03-15T20:00:00"}',
    ],
)
def test_what_cannot_be_read_is_as_if_nothing_had_been_answered(notes, content):
    notes.put("step", content)
    assert load_usual(notes, "step") == Usual(script_name="step")


@pytest.mark.usefixtures("home")
def test_the_script_is_done_with_what_was_accepted():
    assert take_order("step", (), "full", 0).differing == {}
    save_usual(Notes(find_home().usual), Usual(script_name="step").accepting(UP, NOW))
    assert take_order("step", (), "full", 0).differing["level"].text == "2"
    assert take_order("step", ("level=4",), "full", 0).differing["level"].text == "4"
    assert take_order("sitting", (), "full", 0).differing == {}


def test_what_the_script_no_longer_takes_is_not_wished():
    settings = settings_of(bundled("step"))
    usual = Usual(script_name="step", settings={"level": "9", "hold": "3s", "reps": "20"})
    assert usual.wishes({"side": "left"}, settings) == {"reps": "20", "side": "left"}
