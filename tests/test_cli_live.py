"""A live session from its order to its entry in the diary, heard by nobody and in no time."""

import numpy as np
import pytest

from tests.diary_kit import entry
from tests.music_kit import melody, write_wav
from voicecoach.cli.diaries import open_diary
from voicecoach.cli.live import Live, Request
from voicecoach.cli.studio import open_music
from voicecoach.diary.programme import Programme
from voicecoach.diary.store import SqliteDiary
from voicecoach.diary.when import now, read_time
from voicecoach.errors import UsageError
from voicecoach.habit import NEW
from voicecoach.interludes import DONE, QUESTION
from voicecoach.player.conductor import Conductor
from voicecoach.player.fake import FakeOutput
from voicecoach.player.program import SESSION
from voicecoach.player.session import follow
from voicecoach.units import Milliseconds

SCRIPT = """\
title: Wall sit
settings:
  hold: {default: 20s}
session:
  - section: Work
    steps:
      - ready: 5s
      - repeat: {times: 4, steps: [{hold: $hold}, {rest: 10s}]}
"""


@pytest.fixture(autouse=True)
def scripts(warm_home, tmp_path, monkeypatch):
    """A home of its own with one script, and clips that stay from test to test."""
    home = tmp_path / "home"
    (home / "scripts").mkdir(parents=True)
    (home / "scripts" / "wall.yaml").write_text(SCRIPT)
    (warm_home / "cache").mkdir(exist_ok=True)
    (home / "cache").symlink_to(warm_home / "cache")
    monkeypatch.setenv("VOICECOACH_HOME", str(home))
    return home


def prepare(**wishes):
    usual = {
        "script": "wall",
        "assignments": (),
        "guidance": None,
        "seed": 0,
        "voice": "espeak",
        "rate": 165,
        "limit": None,
        "resumes": False,
        "watched": True,
        "music": None,
    }
    return Live.prepare(Request(**{**usual, **wishes}))


def play(live, *, answer=None, until=None):
    """Hear a session to its end, or to a moment; answer what is asked; return what is told."""
    conductor = Conductor(live.bank, FakeOutput(), live.start_ms)

    def press(snapshot):
        live.follow(snapshot)
        if until is not None and snapshot.view.position_ms >= until:
            raise KeyboardInterrupt
        if snapshot.mode == "asking":
            conductor.answer(answer)

    return live.finish(follow(conductor, press))


def set_programme(per_day):
    today = now().date()
    held = Programme(
        scripts=("wall",),
        per_day=per_day,
        wakes=read_time("0:00"),
        sleeps=read_time("23:59"),
        first=today,
    )
    open_diary().change_history(lambda _: (held,))


def test_a_session_is_written_into_the_diary_with_its_settings_and_the_pain():
    set_programme(2)
    live = prepare(assignments=["hold=15s"])
    assert live.messages == ()
    assert play(live, answer=3) == ["done: dose 1 of 2 today"]
    [kept] = open_diary().entries()
    assert (kept.script, kept.settings, kept.pain) == ("wall", {"hold": "15s"}, 3)
    assert (kept.outcome, kept.done_ms) == ("completed", kept.duration_ms)
    assert kept.duration_ms == live.bank.timelines[SESSION].duration_ms


def test_what_is_said_after_it_is_which_dose_it_was():
    set_programme(3)
    play(prepare())
    [done] = prepare().bank.timelines[DONE].cues
    assert done.text == "Wall sit. That was dose two of three today."
    play(prepare())
    play(prepare())
    [done] = prepare().bank.timelines[DONE].cues
    assert done.text == "Wall sit. That was number four today."


@pytest.mark.parametrize("wishes", [{"watched": False}, {"limit": Milliseconds(5000)}])
def test_unwatched_or_in_part_nothing_is_asked(wishes):
    assert {DONE, QUESTION}.isdisjoint(prepare(**wishes).bank.timelines)


def test_a_beginning_is_no_dose_but_is_told_of():
    assert play(prepare(limit=Milliseconds(5000))) == []
    [kept] = open_diary().entries()
    assert (kept.outcome, kept.done_ms, kept.is_dose) == ("stopped", 5000, False)
    assert kept.duration_ms > 60_000


def test_a_resumed_session_is_one_entry():
    set_programme(2)
    assert play(prepare(), until=60_000) == []
    [left] = open_diary().entries()
    assert (left.outcome, left.done_ms) == ("stopped", 60_000)
    live = prepare(resumes=True)
    assert 0 < live.start_ms <= 60_000
    assert play(live) == ["done: dose 1 of 2 today"]
    [whole] = open_diary().entries()
    assert (whole.id, whole.outcome, whole.done_ms) == (left.id, "completed", left.duration_ms)


def test_guidance_fades_with_what_the_diary_has():
    diary = open_diary()
    diary.add(entry(str(number), script="wall") for number in range(NEW - 1))
    assert prepare().messages == ()
    diary.add([entry("more", script="wall")])
    expected = f"brief guidance: you have done this {NEW} times; --guidance full says all of it"
    assert prepare().messages == (expected,)
    assert prepare(guidance="full").messages == ()


def test_a_broken_diary_is_told_and_the_session_goes_on(scripts):
    (scripts / "diary.db").write_bytes(b"no database" * 100)
    live = prepare()
    [before] = live.messages
    *_, after = play(live)
    for told in (before, after):
        assert told.startswith("voicecoach: warning: the diary ")
        assert "move it away, and a new one is begun" in told


def test_an_order_that_makes_no_sense_leaves_no_entry(scripts):
    with pytest.raises(UsageError):
        prepare(script="wal")
    assert not SqliteDiary(scripts / "diary.db").path.exists()


def test_a_session_with_music_plays_it(tmp_path):
    song = write_wav(tmp_path / "song.wav", melody(48_000, 3), 48_000)
    with open_music(song) as music:
        live = prepare(music=music)
        assert live.bank.channels == 2
        conductor = Conductor(live.bank, output := FakeOutput())
        output.open(live.bank.rate, live.bank.channels)
        conductor.start()
        conductor.tick(Milliseconds(3000))
        conductor.close()
    left, right = output.played().T
    assert not np.array_equal(left, right), "words are the same in both channels, music is not"


def test_a_script_that_has_lost_a_setting_starts_anew(scripts):
    play(prepare(assignments=("hold=10s",)), until=60_000)
    (scripts / "scripts" / "wall.yaml").write_text(
        SCRIPT.replace("settings:\n  hold: {default: 20s}\n", "").replace("$hold", "20s")
    )
    live = prepare(resumes=True)
    assert live.start_ms == 0
    assert "the script has changed since; starting anew" in live.messages
