"""One contract for every output."""

import numpy as np
import pytest

from tests.player_kit import (
    RATE,
    STEP,
    ArraySource,
    FakeRig,
    MiniaudioRig,
    SilentRig,
    SimpleaudioRig,
    length_of,
    ms,
)
from voicecoach.errors import SessionError, UnavailableError
from voicecoach.player.miniaudio_output import LATENCY, PERIOD, STALL, StallWatch
from voicecoach.player.port import TAIL

NOW = ms(0)
RIGS = [FakeRig, SilentRig, MiniaudioRig, SimpleaudioRig]
every_output = pytest.mark.parametrize("make", RIGS)
every_device = pytest.mark.parametrize("make", [MiniaudioRig, SimpleaudioRig])


def started(rig, source):
    rig.output.open(RATE)
    rig.output.start(source)
    return rig


@every_output
def test_making_one_opens_nothing(make):
    rig = make()
    assert not getattr(rig, "is_open", False)
    rig.output.stop()
    assert rig.output.position() == 0


@every_output
def test_position_begins_at_0_never_goes_back_and_never_runs_ahead_of_time(make):
    rig = started(make(), ArraySource(1000))
    positions = [rig.output.position()]
    for step in range(1, 30):
        rig.advance(STEP)
        positions.append(rig.output.position())
        assert positions[-1] <= length_of(step * STEP)
    assert positions[0] == 0
    assert positions == sorted(positions)


@every_output
def test_ends_when_the_last_frame_has_been_heard_and_not_before(make):
    rig = started(make(), ArraySource(1000))
    rig.advance(ms(960))
    assert not rig.output.wait(NOW)
    assert rig.output.position() < length_of(1000)
    rig.advance(ms(1040))
    assert rig.output.wait(NOW)
    assert rig.output.position() == length_of(1000)
    assert rig.output.underruns == 0


@pytest.mark.parametrize("make", [FakeRig, MiniaudioRig, SimpleaudioRig])
def test_every_frame_is_heard_once_in_order_and_then_silence(make):
    source = ArraySource(1234)
    rig = started(make(), source)
    rig.advance(ms(2400))
    heard = rig.heard()
    assert np.array_equal(heard[: len(source.samples)], source.samples)
    assert not heard[len(source.samples) :].any()


@every_output
def test_an_empty_session_ends_at_once(make):
    rig = started(make(), ArraySource(0))
    rig.advance(ms(800))
    assert rig.output.wait(NOW)
    assert rig.output.position() == 0


@every_output
def test_stopping_leaves_the_position_and_closes_the_device(make):
    rig = started(make(), ArraySource(5000))
    rig.advance(ms(800))
    before = rig.output.position()
    rig.output.stop()
    rig.advance(ms(800))
    rig.output.stop()
    assert rig.output.position() == before > 0
    assert not getattr(rig, "is_open", False)


@every_output
def test_what_the_source_raises_comes_out(make):
    rig = make()
    rig.output.open(RATE)
    with pytest.raises(ZeroDivisionError):  # noqa: PT012 - where it comes out is free
        rig.output.start(ArraySource(5000, breaks_at=1000))
        rig.advance(ms(1600))
        rig.output.wait(NOW)
    rig.output.stop()


@every_device
def test_a_device_that_is_not_there_is_told_when_opening(make):
    rig = make(available=False)
    with pytest.raises(UnavailableError) as caught:
        rig.output.open(RATE)
    assert caught.value.exit_code == 3


@every_device
def test_starting_needs_an_open_device(make):
    with pytest.raises(RuntimeError):
        make().output.start(ArraySource(1))


def test_miniaudio_gives_the_device_silence_until_the_last_frame_is_out_of_it():
    rig = started(MiniaudioRig(), ArraySource(800))
    rig.advance(ms(800))
    assert rig.output.position() == length_of(800 - LATENCY)
    rig.advance(ms(400))
    assert rig.output.position() == length_of(800)
    assert not rig.output.wait(NOW)
    rig.advance(ms(-(-TAIL // PERIOD) * PERIOD))
    assert rig.output.wait(NOW)


def test_miniaudio_counts_a_device_that_was_asked_too_late():
    rig = started(MiniaudioRig(), ArraySource(5000))
    rig.advance(ms(800))
    assert rig.output.underruns == 0
    rig.clock.advance(LATENCY)
    rig.advance(PERIOD)
    assert rig.output.underruns == 1


def test_miniaudio_lets_a_device_wake_up():
    rig = started(MiniaudioRig(), ArraySource(5000))
    rig.advance(PERIOD)
    rig.clock.advance(ms(2000))
    rig.advance(ms(800))
    assert rig.output.underruns == 0


def test_miniaudio_notices_a_device_that_asks_for_nothing_any_more():
    watch, half = StallWatch(), ms(STALL // 2)
    assert not watch.stalled(length_of(80), half)
    assert not watch.stalled(length_of(80), half)
    assert not watch.stalled(length_of(160), half)
    assert not watch.stalled(length_of(160), half)
    assert watch.stalled(length_of(160), half)


def test_simpleaudio_tells_when_its_buffer_ends_early():
    rig = started(SimpleaudioRig(), ArraySource(5000))
    rig.advance(ms(800))
    rig.is_open = False
    with pytest.raises(SessionError, match="stopped playing"):
        rig.output.wait(NOW)


def test_silence_keeps_time_over_a_day_without_adding_up():
    rig = started(SilentRig(), ArraySource(0))
    day_ms = 86_400_000
    rig.output.start(Endless())
    for _ in range(1000):
        rig.advance(ms(day_ms // 1000))
    assert rig.output.position() == length_of(day_ms)


class Endless:
    def read(self, count):
        return np.broadcast_to(np.int16(0), (count,))
