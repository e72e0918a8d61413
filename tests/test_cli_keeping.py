"""What is kept of a live session: its place, its entry in the diary, and how it was."""

import itertools
from datetime import timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.diary_kit import MONDAY, PROGRAMME, SetClock, entry
from tests.player_kit import ms, training
from voicecoach.bookmark import Bookmark, load
from voicecoach.cli.keeping import SAVED_EVERY, Place, Record
from voicecoach.cli.past import Past, read_past
from voicecoach.compiler.plan import Preferences
from voicecoach.diary.fake import MemoryDiary
from voicecoach.diary.port import DiaryError
from voicecoach.home import Notes
from voicecoach.player.conductor import Ended
from voicecoach.player.controls import Snapshot
from voicecoach.view import view

TIMELINE, _ = training()
LENGTH = TIMELINE.duration_ms
JUMPS = st.timedeltas(-timedelta(days=400), timedelta(days=400)).map(
    lambda jump: timedelta(seconds=round(jump.total_seconds()))
)
NEW = entry("new", ended_at=None, duration_ms=LENGTH, done_ms=ms(0), outcome="interrupted")


class BrokenDiary(MemoryDiary):
    def add(self, *_arguments):
        raise DiaryError("diary.db", "disk I/O error", "see that the disk is not full")

    change = entries = add


def at(position, heard=None, mode="playing"):
    """A session at a position, of which so much was heard."""
    where = view(TIMELINE, ms(position))
    told = ms(position if heard is None else heard)
    return Snapshot(where, mode, 100, muted=False, message="", underruns=0, heard_ms=told)


def ended(position, heard=None, answer=None):
    told = ms(position if heard is None else heard)
    return Ended(position == LENGTH, ms(position), 0, told, answer)


def recorded(*moments, of=NEW, before=0, diary=None, clock=None):
    """Keep a session that goes through some moments; return its entry and the diary."""
    diary = MemoryDiary() if diary is None else diary
    record = Record(diary, of, ms(before), clock or SetClock(MONDAY))
    for moment in moments:
        if isinstance(moment, Ended):
            record.finish(moment)
        else:
            record.follow(moment)
    return diary.entries()[-1], diary, record


def test_a_session_is_in_the_diary_from_its_first_moment():
    kept, diary, _ = recorded(at(0))
    assert kept == NEW
    assert diary.changes == ["add"]


def test_its_time_is_that_of_its_first_moment_not_of_the_preparation():
    clock = SetClock(MONDAY + timedelta(seconds=40, microseconds=5))
    kept, _, _ = recorded(at(0), clock=clock)
    assert kept.started_at == MONDAY + timedelta(seconds=40)


def test_what_was_heard_is_kept_every_few_seconds():
    kept, diary, _ = recorded(*(at(time) for time in range(0, 9000, 100)))
    assert SAVED_EVERY <= kept.done_ms < 9000
    assert (kept.outcome, kept.ended_at) == ("interrupted", None)
    assert diary.changes == ["add", "change"]


@pytest.mark.parametrize(
    ("end", "outcome", "done"),
    [
        (ended(LENGTH), "completed", LENGTH),
        (ended(LENGTH, heard=8000), "completed", 8000),
        (ended(LENGTH, heard=7999), "stopped", 7999),
        (ended(9000), "stopped", 9000),
        (ended(0), "stopped", 0),
    ],
)
def test_how_it_ended_is_kept(end, outcome, done):
    clock = SetClock(MONDAY + timedelta(minutes=1))
    kept, _, record = recorded(at(0), end, clock=clock)
    assert (kept.outcome, kept.done_ms) == (outcome, done)
    assert kept.ended_at == clock.moment
    assert record.outcome == outcome


def test_it_has_ended_before_the_question_is_answered():
    clock = SetClock(MONDAY)
    kept, diary, record = recorded(at(0), at(LENGTH, mode="asking"), clock=clock)
    assert (kept.outcome, kept.pain) == ("completed", None)
    clock.moment += timedelta(seconds=30)
    record.finish(ended(LENGTH, answer=4))
    [answered] = diary.entries()
    assert answered == msgspec.structs.replace(kept, pain=4)


def test_what_the_listener_corrects_meanwhile_stays():
    _, diary, record = recorded(at(0))
    diary.change("new", lambda each: msgspec.structs.replace(each, note="warm knee", pain=1))
    record.finish(ended(LENGTH))
    [kept] = diary.entries()
    assert (kept.note, kept.pain, kept.outcome) == ("warm knee", 1, "completed")


def test_a_session_that_never_began_leaves_nothing():
    diary = MemoryDiary()
    Record(diary, NEW, ms(0), SetClock(MONDAY)).finish(ended(0))
    assert diary.entries() == ()


def test_a_resumed_session_goes_on_in_its_entry():
    earlier = entry("new", duration_ms=LENGTH, done_ms=ms(6000), outcome="stopped")
    diary = MemoryDiary([earlier])
    kept, _, _ = recorded(at(6000, 0), ended(LENGTH, 4000), of=earlier, before=6000, diary=diary)
    assert (kept.done_ms, kept.outcome) == (LENGTH, "completed")
    assert kept.started_at == earlier.started_at


def test_resumed_on_another_day_its_rest_is_a_session_of_its_own():
    kept, _, _ = recorded(at(6000, 0), ended(LENGTH, 4000), before=6000)
    assert (kept.done_ms, kept.outcome, kept.is_dose) == (4000, "completed", True)


def test_a_diary_that_cannot_be_written_does_not_stop_a_session():
    record = Record(BrokenDiary(), NEW, ms(0), SetClock(MONDAY))
    record.follow(at(0))
    record.follow(at(6000))
    record.finish(ended(LENGTH, answer=3))
    assert str(record.problem).startswith("the diary diary.db cannot be used: disk I/O error")


def test_an_erased_entry_stays_erased():
    diary = MemoryDiary()
    _, _, record = recorded(at(0), diary=diary)
    diary.remove("new")
    record.finish(ended(LENGTH))
    assert diary.entries() == ()
    assert record.problem is None


def test_the_place_is_kept_until_there_is_nothing_left(tmp_path):
    notes = Notes(tmp_path)
    here = Bookmark(script_name="mine", digest="", preferences=Preferences())
    place = Place(here, TIMELINE, notes)
    place.follow(at(7000))
    assert load(notes, "mine").position_ms == 7000
    place.finish(ended(8000))
    assert load(notes, "mine").position_ms == 8000
    place.finish(ended(LENGTH))
    assert load(notes, "mine") is None


# --- what is known before ---------------------------------------------------------------------


def past(*entries, history=(PROGRAMME,)):
    return Past(tuple(entries), history)


def test_which_dose_of_the_day_it_will_be():
    done = entry("a")
    yesterday = entry("b", MONDAY - timedelta(days=1))
    assert past().dose(NEW, MONDAY) == (1, 4)
    assert past(yesterday, done).dose(NEW, MONDAY) == (2, 4)
    assert past(*(entry(str(number)) for number in range(4))).dose(NEW, MONDAY) == (5, 0)
    assert past(done, history=()).dose(NEW, MONDAY) == (2, 0)
    assert past(history=()).dose(NEW, MONDAY) == (1, 0)


def test_one_that_is_resumed_is_not_counted_before_itself():
    nearly = entry("new", done_ms=ms(600_000), outcome="stopped")
    assert nearly.is_dose
    assert past(nearly).dose(nearly, MONDAY) == (1, 4)


@given(st.lists(JUMPS, min_size=3, max_size=3))
def test_a_clock_that_jumps_changes_when_it_was_and_nothing_else(jumps):
    times = itertools.accumulate(jumps, initial=MONDAY)
    kept, diary, record = recorded(at(0), at(9000), ended(LENGTH), clock=lambda: next(times))
    assert kept.ended_at == max(MONDAY, MONDAY + jumps[0])
    assert kept == msgspec.structs.replace(
        NEW, ended_at=kept.ended_at, done_ms=LENGTH, outcome="completed"
    )
    assert (record.problem, len(diary.entries())) == (None, 1)


def test_only_what_was_heard_to_its_end_makes_a_script_known():
    assert (
        past(entry("a"), entry("b", script="step"), entry("c", outcome="stopped")).completed(
            "sitting"
        )
        == 1
    )


def test_a_session_is_left_open_on_its_day_only():
    stopped = entry("a", outcome="stopped")
    assert past(stopped).left_open("sitting", MONDAY.date()) == stopped
    assert past(stopped).left_open("step", MONDAY.date()) is None
    assert past(stopped).left_open("sitting", MONDAY.date() + timedelta(days=1)) is None
    assert past(stopped, entry("b")).left_open("sitting", MONDAY.date()) is None


def test_without_a_diary_nothing_is_known():
    nothing = read_past(BrokenDiary())
    assert (nothing.entries, nothing.history) == ((), ())
    assert isinstance(nothing.problem, DiaryError)
