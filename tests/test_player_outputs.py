"""One contract for every output."""

import numpy as np
import pytest

from tests.player_kit import (
    RATE,
    STEP,
    ArraySource,
    ChangingSource,
    Endless,
    FakeRig,
    HeldUp,
    MiniaudioRig,
    SilentRig,
    SimpleaudioRig,
    length_of,
    ms,
)
from voicecoach.errors import SessionError, UnavailableError

NOW = ms(0)
LATER = ms(2400)
"""Longer than any output plays after the last frame and before the first."""

RIGS = [FakeRig, SilentRig, MiniaudioRig, SimpleaudioRig]
every_output = pytest.mark.parametrize("make", RIGS)
every_device = pytest.mark.parametrize("make", [MiniaudioRig, SimpleaudioRig])
every_heard = pytest.mark.parametrize("make", [FakeRig, MiniaudioRig, SimpleaudioRig])


def held_up_in(feeders):
    """Make feeders that a test can hold up."""

    def feed(fill):
        feeders.append(HeldUp(fill))
        return feeders[-1]

    return feed


def session_heard(rig):
    """What was heard after the lead-in."""
    return rig.heard()[length_of(rig.lead) :]


@every_output
def test_making_one_opens_nothing(make):
    rig = make()
    assert not getattr(rig, "is_open", False)
    rig.output.stop()
    assert rig.output.position() == 0


@every_output
def test_preparing_fails_never_and_opening_goes_on_from_there(make):
    rig = make()
    rig.output.prepare(RATE, 1)
    rig.start(ArraySource(400))
    rig.advance(LATER)
    assert rig.output.wait(NOW)


@every_output
def test_position_begins_at_0_never_goes_back_and_never_runs_ahead_of_time(make):
    rig = make().start(ArraySource(1000))
    positions = [rig.output.position()]
    for step in range(1, 30):
        rig.advance(STEP)
        positions.append(rig.output.position())
        assert positions[-1] <= length_of(step * STEP)
    assert positions[0] == 0
    assert positions == sorted(positions)


@every_output
def test_ends_when_the_last_frame_has_been_heard_and_not_before(make):
    rig = make().start(ArraySource(1000))
    rig.advance(ms(960))
    assert not rig.output.wait(NOW)
    assert rig.output.position() < length_of(1000)
    rig.advance(LATER)
    assert rig.output.wait(NOW)
    assert rig.output.position() == length_of(1000)
    assert rig.output.underruns == 0


@every_heard
@pytest.mark.parametrize("channels", [1, 2])
def test_every_frame_is_heard_once_in_order_and_then_silence(make, channels):
    source = ArraySource(1234, channels=channels)
    rig = make().start(source, channels=channels)
    rig.advance(ms(2400))
    heard = session_heard(rig)
    assert np.array_equal(heard[: len(source.samples)], source.samples)
    assert np.abs(heard[len(source.samples) :]).max(initial=0) <= 1


@every_output
def test_an_empty_session_ends_at_once(make):
    rig = make().start(ArraySource(0))
    rig.advance(LATER)
    assert rig.output.wait(NOW)
    assert rig.output.position() == 0


@every_output
def test_stopping_leaves_the_position_and_closes_the_device(make):
    rig = make().start(ArraySource(5000))
    rig.advance(ms(800))
    before = rig.output.position()
    rig.output.stop()
    rig.advance(ms(800))
    rig.output.stop()
    assert rig.output.position() == before > 0
    assert not getattr(rig, "is_open", False)


@every_output
def test_it_can_be_opened_anew_and_goes_on_from_any_frame(make):
    source = ArraySource(2000)
    rig = make().start(source)
    rig.advance(ms(800))
    rig.output.stop()
    rig.start(source, at=length_of(1200))
    assert rig.output.position() == length_of(1200)
    rig.advance(ms(640))
    assert length_of(1200) < rig.output.position() <= length_of(1840)
    rig.advance(LATER)
    assert rig.output.wait(NOW)
    assert rig.output.position() == length_of(2000)


@every_output
def test_what_the_source_raises_comes_out(make):
    rig = make()
    with pytest.raises(ZeroDivisionError):  # noqa: PT012 - where it comes out is free
        rig.start(ArraySource(5000, breaks_at=1000))
        rig.advance(LATER)
        rig.output.wait(NOW)
    rig.output.stop()


@every_heard
@pytest.mark.parametrize("when", [0, 480, 800, 1600])
def test_a_cut_changes_all_from_its_frame_on_and_nothing_before(make, when):
    source = ChangingSource(ArraySource(3000), ArraySource(3000, first=200))
    rig = make().start(source)
    rig.advance(ms(when))
    was = rig.output.position()
    rig.output.cut(source.change)
    cut = source.changed_at
    assert was <= cut <= was + length_of(60)
    rig.advance(ms(3600))
    heard = session_heard(rig)
    assert np.array_equal(heard[:cut], source.before.samples[:cut])
    assert np.array_equal(heard[cut : length_of(3000)], source.after.samples[cut:])
    rig.advance(LATER)
    assert rig.output.wait(NOW)
    assert rig.output.underruns == 0


@every_output
def test_the_position_does_not_go_back_in_a_cut(make):
    source = ChangingSource(ArraySource(3000), ArraySource(3000, first=200))
    rig = make().start(source)
    positions = []
    for step in range(40):
        rig.advance(STEP)
        positions.append(rig.output.position())
        if step % 5 == 0:
            rig.output.cut(lambda frame: positions.append(min(frame, rig.output.position())))
    assert positions == sorted(positions)


@every_output
def test_a_cut_after_the_end_asks_a_source_again_that_had_ended(make):
    source = ChangingSource(ArraySource(800), ArraySource(2000, first=200))
    rig = make().start(source)
    rig.advance(LATER)
    assert rig.output.wait(NOW)
    rig.output.cut(source.change)
    assert source.changed_at == length_of(800)
    assert not rig.output.wait(NOW)
    assert rig.output.position() == length_of(800)
    rig.advance(LATER)
    assert rig.output.wait(NOW)
    assert rig.output.position() == length_of(2000)
    assert rig.output.underruns == 0


@every_output
def test_a_cut_can_end_what_had_no_end(make):
    source = ChangingSource(Endless(), ArraySource(0))
    rig = make().start(source)
    rig.advance(ms(1200))
    assert not rig.output.wait(NOW)
    rig.output.cut(source.change)
    rig.advance(LATER)
    assert rig.output.wait(NOW)


@every_output
def test_silence_without_an_end_goes_on(make):
    rig = make().start(Endless())
    for _ in range(300):
        rig.advance(ms(800))
        assert not rig.output.wait(NOW)
    assert rig.output.position() > length_of(230_000)
    assert rig.output.underruns == 0


@every_output
def test_a_cut_where_nothing_plays_gets_the_position(make):
    frames = []
    rig = make()
    rig.output.cut(frames.append)
    rig.start(ArraySource(3000))
    rig.advance(ms(800))
    rig.output.stop()
    rig.output.cut(frames.append)
    assert frames == [0, rig.output.position()]


@every_device
def test_a_device_that_is_not_there_is_told_when_opening(make):
    rig = make(available=False)
    rig.output.prepare(RATE, 1)
    with pytest.raises(UnavailableError) as caught:
        rig.output.open(RATE, 1)
    assert caught.value.exit_code == 3
    assert not rig.is_open


@every_device
def test_starting_needs_an_open_device(make):
    with pytest.raises(RuntimeError):
        make().output.start(ArraySource(1))


@every_device
def test_what_is_silent_keeps_a_device_awake_and_what_sounds_stays_as_it_is(make):
    source = ChangingSource(Endless(), ArraySource(400))
    source.change(0)
    rig = make().start(source)
    rig.advance(LATER)
    heard = rig.heard()
    assert np.array_equal(session_heard(rig)[: length_of(400)], source.after.samples)
    assert set(np.unique(heard[: length_of(rig.lead)])) == {-1, 1}
    end = length_of(rig.lead + 400)
    assert set(np.unique(heard[end : end + length_of(400)])) == {-1, 1}


def test_silence_keeps_time_over_a_day_without_adding_up():
    rig = SilentRig().start(Endless())
    day_ms = 86_400_000
    for _ in range(1000):
        rig.advance(ms(day_ms // 1000))
        rig.output.wait(NOW)
    assert rig.output.position() == length_of(day_ms)


def test_simpleaudio_tells_when_its_buffer_ends_early():
    rig = SimpleaudioRig().start(ArraySource(5000))
    rig.advance(ms(800))
    rig.buffers[-1].stop()
    with pytest.raises(SessionError, match="stopped playing"):
        rig.output.wait(NOW)


def test_simpleaudio_gives_away_a_pause_a_minute_at_a_time():
    rig = SimpleaudioRig().start(Endless())
    for _ in range(3 * 60):
        rig.advance(ms(1000))
        assert not rig.output.wait(NOW)
    assert [len(buffer.samples) // length_of(1000) for buffer in rig.buffers] == [60, 60, 60]


def test_a_device_that_opened_long_before_has_been_kept_awake_since():
    rig = MiniaudioRig()
    rig.output.prepare(RATE, 1)
    rig.advance(ms(2000))
    rig.start(ArraySource(1000))
    rig.advance(ms(1500))
    heard = rig.heard()
    assert set(heard[: length_of(2000)]) == {-1, 1}
    assert np.array_equal(heard[length_of(2000) : length_of(3000)], ArraySource(1000).samples)


def test_a_cut_while_the_output_starts_is_heard_as_soon_as_can_be():
    """It comes right after the first block, before all that is read ahead."""
    source = ChangingSource(ArraySource(3000), ArraySource(3000, first=200))
    feeders = []
    rig = MiniaudioRig(feed=held_up_in(feeders))
    rig.output.open(RATE, 1)
    play = rig.process.play

    def play_and_cut(frame, samples):
        play(frame, samples)
        (feeder,) = feeders
        if source.changed_at is None:
            feeder.held = True
            rig.output.cut(source.change)
            feeder.held = False

    rig.process.play = play_and_cut
    rig.output.start(source)
    rig.advance(ms(3600))
    assert source.changed_at <= length_of(60)
    heard = session_heard(rig)
    assert np.array_equal(
        heard[source.changed_at : length_of(3000)], source.after.samples[source.changed_at :]
    )


def test_after_a_cut_there_is_enough_for_a_mixer_that_is_held_up():
    feeders = []
    source = ChangingSource(ArraySource(9000), ArraySource(9000, first=200))
    rig = MiniaudioRig(feed=held_up_in(feeders)).start(source)
    (feeder,) = feeders
    rig.advance(ms(3000))
    feeder.held = True
    rig.output.cut(source.change)
    rig.advance(ms(300))
    assert rig.output.underruns == 0


def test_with_music_simpleaudio_gives_away_a_minute_at_a_time():
    rig = SimpleaudioRig().start(ArraySource(150_000, channels=2), channels=2)
    assert len(rig.buffers[0].samples) <= length_of(62_000)
    for _ in range(4):
        rig.advance(ms(61_000))
        rig.output.wait(NOW)
    assert rig.output.position() == length_of(150_000)


def test_a_device_that_asks_for_nothing_any_more_is_lost():
    rig = MiniaudioRig().start(Endless())
    rig.advance(ms(1000))
    assert not rig.output.wait(STEP)
    with pytest.raises(SessionError, match="stopped playing"):
        any(rig.output.wait(STEP) for _ in range(100))
