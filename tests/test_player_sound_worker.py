"""What the worker keeps for a device, and hands on to it."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from voicecoach.player.sound_worker import OVER, Ring

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
