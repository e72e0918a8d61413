"""Sound mixed ahead: what the device's thread takes is what the source gave."""

import threading

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.player_kit import ArraySource, length_of
from voicecoach.player.ahead import ReadAhead, ThreadFeeder
from voicecoach.units import Frames


@given(
    counts=st.lists(st.tuples(st.integers(0, 900), st.booleans()), max_size=40),
    capacity=st.integers(1, 700),
)
def test_frames_come_out_in_order_whatever_is_taken_when(counts, capacity):
    source = ArraySource(100)
    ahead = ReadAhead(source, Frames(capacity))
    taken = []
    for count, filled in counts:
        if filled:
            ahead.fill()
        taken.append(ahead.take(Frames(count)))
        assert len(taken[-1]) == count
    heard = np.concatenate([*taken, np.zeros(0, np.int16)])
    sound = heard[heard != 0]
    assert np.array_equal(sound, source.samples[: len(sound)])
    assert ahead.heard(Frames(0)) == len(sound)


def test_frames_that_are_not_there_are_an_underrun_only_before_the_end():
    ahead = ReadAhead(ArraySource(100), length_of(60))
    ahead.fill()
    ahead.take(length_of(70))
    assert ahead.underruns == 1
    ahead.fill()
    ahead.take(length_of(70))
    assert ahead.underruns == 1
    assert ahead.silent_for(length_of(30))
    assert not ahead.silent_for(length_of(31))


def test_silence_of_an_underrun_does_not_move_the_position():
    ahead = ReadAhead(ArraySource(100), length_of(60))
    ahead.fill()
    ahead.take(length_of(70))
    assert ahead.handed == length_of(60)
    assert ahead.heard(length_of(20)) == length_of(40)


def test_the_thread_fills_each_time_it_is_woken():
    filled = threading.Semaphore(0)
    feeder = ThreadFeeder(filled.release)
    for _ in range(3):
        feeder.wake()
        filled.acquire()
    feeder.check()
    feeder.close()


def test_what_filling_raises_comes_out_of_check():
    failed = threading.Event()

    def fill():
        failed.set()
        raise ZeroDivisionError

    feeder = ThreadFeeder(fill)
    feeder.wake()
    failed.wait()
    feeder.close()
    with pytest.raises(ZeroDivisionError):
        feeder.check()
