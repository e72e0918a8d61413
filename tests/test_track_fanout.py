"""Several readers, one source: all get all, none holds the others up, none is left behind."""

import threading

import pytest

from voicecoach.track.fanout import SourceFailedError, fan_out


def collecting(into):
    return into.extend


def test_every_reader_reads_everything_in_order():
    first, second = [], []
    assert fan_out(range(100), [collecting(first), collecting(second)]) == [None, None]
    assert first == second == list(range(100))


def test_no_more_waits_than_a_few_items():
    started, taken = threading.Event(), []

    def source():
        for number in range(50):
            taken.append(number)
            yield number
            if number == 10:
                started.set()

    def slow(items):
        first = next(items)
        assert first == 0
        assert not started.wait(0)
        assert len(taken) < 11
        assert sum(items) == sum(range(50))

    assert fan_out(source(), [slow]) == [None]


def test_a_reader_that_fails_does_not_stop_the_others():
    def failing(items):
        next(items)
        raise ValueError("no more")

    read = []
    failure, nothing = fan_out(range(1000), [failing, collecting(read)])
    assert isinstance(failure, ValueError)
    assert nothing is None
    assert read == list(range(1000))


def test_when_all_readers_have_failed_the_source_is_left():
    taken = []

    def failing(_):
        raise ValueError("at once")

    def source():
        for number in range(100_000):
            taken.append(number)
            yield number

    assert [type(each) for each in fan_out(source(), [failing, failing])] == [ValueError] * 2
    assert len(taken) < 100_000


def test_a_reader_may_stop_early():
    assert fan_out(range(1000), [next]) == [None]


@pytest.mark.parametrize("failure", [OSError, KeyboardInterrupt])
def test_a_source_that_fails_is_told_to_all(failure):
    met = []

    def source():
        yield 1
        raise failure

    def reading(items):
        try:
            list(items)
        except SourceFailedError as error:
            met.append(error)
            raise

    with pytest.raises(failure):
        fan_out(source(), [reading, reading])
    assert len(met) == 2


def test_without_readers_nothing_is_read():
    assert fan_out(iter([1]), []) == []
