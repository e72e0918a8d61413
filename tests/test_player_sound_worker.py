"""What the worker keeps for a device, and hands on to it."""

import io
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from voicecoach.player.sound_worker import (
    OVER,
    TO_WORKER,
    NoDeviceError,
    Ring,
    callback,
    feed,
    find,
)

FRAME_BYTES = 4
DRY_NS = 30_000_000


def pcm(*samples):
    """Frames of two channels, the second one the negative of the first."""
    return np.stack([samples, np.negative(samples)], axis=1).astype(np.int16).tobytes()


def flat(level, frames):
    return pcm(*[level] * frames)


def ring():
    return Ring(FRAME_BYTES, DRY_NS)


def taken(kept, frames, now_ns=0):
    return np.frombuffer(kept.take(frames, now_ns), np.int16).reshape(-1, 2)[:, 0]


def test_what_comes_in_time_replaces_what_was_there_to_the_frame():
    kept = ring()
    kept.play(0, flat(100, 1000))
    assert set(taken(kept, 300)) == {100}
    kept.play(500, flat(900, 500))
    heard = taken(kept, 700)
    assert set(heard[:200]) == {100}
    assert set(heard[200:]) == {900}


def test_what_comes_late_is_gone_over_into_from_what_was_there():
    kept = ring()
    kept.play(0, flat(100, 1000))
    taken(kept, 300)
    kept.play(250, flat(900, 500))
    heard = taken(kept, 450).astype(int)
    assert 100 < heard[0] <= 110
    assert (np.diff(heard[:OVER]) > 0).all()
    assert set(heard[OVER - 1 :]) == {900}
    assert kept.handed == 750, "the stream is as long as it was meant to be"
    assert kept.gaps == 0


def test_what_is_over_before_it_comes_changes_nothing():
    kept = ring()
    kept.play(0, flat(100, 1000))
    taken(kept, 300)
    kept.play(200, flat(900, 100))
    kept.play(300, flat(900, 500))
    heard = taken(kept, 500).astype(int)
    assert set(heard) == {900}
    late = ring()
    late.play(0, flat(100, 1000))
    taken(late, 300)
    late.play(200, flat(900, 90))
    assert set(taken(late, 700)) == {100}


def test_an_end_that_comes_late_ends_at_once():
    kept = ring()
    kept.play(0, flat(100, 1000))
    taken(kept, 300)
    kept.play(250, b"")
    assert set(taken(kept, 500)) == {0}
    assert kept.handed == 300


def test_what_comes_late_to_a_device_that_is_dry_begins_at_once():
    kept = ring()
    kept.play(0, flat(100, 300))
    taken(kept, 300)
    kept.play(250, flat(900, 500))
    assert set(taken(kept, 450)) == {900}


@given(st.integers(0, 400), st.integers(0, 600), st.integers(0, 600))
def test_both_channels_go_over_alike_and_every_frame_is_handed_on_once(late, before, after):
    kept = ring()
    kept.play(0, flat(100, 400 + before))
    taken(kept, 400)
    kept.play(400 - late, flat(900, after))
    left = max(0, after - late)
    both = np.frombuffer(kept.take(left, 0), np.int16).reshape(-1, 2)
    assert (np.abs(both.astype(int).sum(axis=1)) <= 1).all()
    assert set(both[:, 0]) <= set(range(100, 901))
    assert kept.handed == 400 + left


def test_a_device_that_did_not_ask_for_long_had_a_gap():
    kept = ring()
    kept.play(0, flat(100, 1000))
    kept.take(100, 0)
    kept.take(100, DRY_NS)
    assert kept.gaps == 0
    kept.take(100, 2 * DRY_NS + 1)
    assert kept.gaps == 1


def test_idle_sound_fills_what_is_missing_and_goes_round():
    kept = ring()
    kept.idle(pcm(1, 2, 3))
    kept.play(0, flat(100, 2))
    assert list(taken(kept, 6)) == [100, 100, 1, 2, 3, 1]
    assert list(taken(kept, 4)) == [1, 2, 3, 1]
    assert kept.total == 10
    assert kept.handed == 2


def message(kind, frame, content):
    return TO_WORKER.pack(kind, frame, len(content)) + content


def test_messages_are_put_where_they_say_until_there_are_no_more():
    kept = ring()
    words = message(b"idle", 0, pcm(7)) + message(b"play", 0, flat(100, 10))
    feed(kept, io.BytesIO(words + message(b"play", 4, flat(900, 4)) + b"half a message"))
    assert list(taken(kept, 10)) == [100] * 4 + [900] * 4 + [7] * 2


def test_the_device_gets_what_it_asks_for_and_each_time_that_is_told():
    kept, told = ring(), []
    kept.play(0, flat(100, 10))
    asks = callback(kept, told.append, clock=lambda: 0)
    next(asks)
    assert [len(asks.send(count)) for count in (4, 6)] == [4 * FRAME_BYTES, 6 * FRAME_BYTES]
    assert told == [b"took"] * 2
    assert kept.handed == 10


class Devices:
    """miniaudio, as far as it tells of devices."""

    Backend = (SimpleNamespace(name="ALSA"), SimpleNamespace(name="NULL"))
    MiniaudioError = OSError

    def __init__(self, *names, fails=False):
        self._names, self._fails = names, fails

    def Devices(self, backends):  # noqa: N802 - as it is called there
        assert [one.name for one in backends] == ["ALSA"], "what only pretends to play is left out"
        if self._fails:
            raise OSError("no sound system")
        return SimpleNamespace(
            get_playbacks=lambda: [{"name": name, "id": name.lower()} for name in self._names]
        )


@pytest.mark.parametrize(
    ("wanted", "found"), [("", None), ("head", "headset"), ("SPEAKER", "speaker")]
)
def test_a_device_is_found_by_a_part_of_its_name_or_all_of_it(wanted, found):
    assert find(Devices("Headset", "Speaker", "Speaker 2"), wanted) == found


@pytest.mark.parametrize(
    ("there", "told"),
    [
        (Devices("Headset"), "there are: 'Headset'"),
        (Devices("Radio 1", "Radio 2"), "several have it in their names: 'Radio 1', 'Radio 2'"),
        (Devices(), "there are: none at all"),
        (Devices(fails=True), "no sound system"),
    ],
)
def test_a_device_that_cannot_be_chosen_is_told(there, told):
    with pytest.raises(NoDeviceError, match=told):
        find(there, "radio")
