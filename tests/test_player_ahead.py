"""Sound mixed ahead: what the device's thread takes is what the source gave."""

import threading

import pytest

from voicecoach.player.ahead import ThreadFeeder


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
