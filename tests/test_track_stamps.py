"""A track is rendered again when it would come out different, or is not as it was written."""

import msgspec
import numpy as np
import pytest

from tests.test_track_export import SOUNDS, counted
from tests.track_kit import job_of
from voicecoach.home import Notes
from voicecoach.sound.clips import Sounds
from voicecoach.track.about import About
from voicecoach.track.export import export
from voicecoach.track.stamps import Stamps, stamp


@pytest.fixture
def job(tmp_path):
    paths = [tmp_path / f"track.{name}" for name in ("mp3", "wav")]
    return job_of(
        counted(2), SOUNDS, *paths, about=About(title="T", date="2026-03-07", cover=b"png")
    )


@pytest.fixture
def stamps(tmp_path):
    return Stamps(Notes(tmp_path / "notes"))


@pytest.fixture
def written(job, stamps):
    export(job)
    for target in job.targets:
        stamps.put(job, target)
    return job


def formats(job):
    return [target.format_name for target in job.targets]


def test_what_was_never_written_is_due(job, stamps):
    assert formats(stamps.due(job)) == ["mp3", "wav"]


def test_what_was_written_is_not_due_and_another_day_changes_nothing(written, stamps):
    assert formats(stamps.due(written)) == []
    later = msgspec.structs.replace(written.about, date="2027-01-01")
    assert formats(stamps.due(msgspec.structs.replace(written, about=later))) == []


def test_a_file_that_was_deleted_is_due(written, stamps):
    written.targets[1].path.unlink()
    assert formats(stamps.due(written)) == ["wav"]


def test_a_file_that_was_changed_by_hand_is_due(written, stamps):
    with written.targets[0].path.open("ab") as file:
        file.write(b"x")
    assert formats(stamps.due(written)) == ["mp3"]


def test_a_file_that_was_replaced_by_hand_is_due(written, stamps):
    path = written.targets[1].path
    content = path.read_bytes()
    path.write_bytes(content[:-2] + b"\1\1")
    assert formats(stamps.due(written)) == ["wav"]


def test_a_file_that_was_moved_is_due_where_it_is_missing(written, stamps, tmp_path):
    written.targets[0].path.rename(tmp_path / "elsewhere.mp3")
    assert formats(stamps.due(written)) == ["mp3"]


class Song:
    def __init__(self, identity):
        self.identity = identity

    def read(self, start, count):
        raise NotImplementedError


LOUDER = Sounds(SOUNDS.rate, {"one": SOUNDS.clips["one"] + np.int16(1)})


@pytest.mark.parametrize(
    "change",
    [
        {"timeline": counted(3)},
        {"timeline": msgspec.structs.replace(counted(2), language="de")},
        {"sounds": LOUDER},
        {"bit_rate": 96},
        {"about": About(title="T", cover=b"another png")},
        {"about": About(title="T", cover=b"png", number=2)},
        {"music": Song("one")},
    ],
)
def test_whatever_changes_the_track_changes_the_stamp(change, job):
    changed = msgspec.structs.replace(job, **change)
    assert stamp(changed, "mp3") != stamp(job, "mp3")
    assert stamp(changed, "mp3") == stamp(changed, "mp3") != stamp(changed, "wav")


def test_other_music_is_another_track(job):
    first, second = (msgspec.structs.replace(job, music=Song(name)) for name in ("one", "two"))
    assert stamp(first, "mp3") != stamp(second, "mp3")


def test_a_cover_is_no_part_of_a_file_that_bears_none(job):
    without = msgspec.structs.replace(job, about=msgspec.structs.replace(job.about, cover=None))
    assert stamp(without, "wav") == stamp(job, "wav")
    assert stamp(without, "mp3") != stamp(job, "mp3")


def test_clips_that_are_not_heard_change_nothing(job):
    more = Sounds(SOUNDS.rate, {**SOUNDS.clips, "unheard": SOUNDS.clips["one"]})
    assert stamp(msgspec.structs.replace(job, sounds=more), "mp3") == stamp(job, "mp3")
