"""A session on an output whose time is advanced by hand."""

import numpy as np
import pytest

from tests.player_kit import RATE, length_of, ms, ticks, training
from voicecoach.errors import SessionError
from voicecoach.player.fake import FakeOutput
from voicecoach.player.session import REFRESH, Ended, Session, TimelineSource
from voicecoach.sound.mixer import mix


def session_on(output, *listeners):
    timeline, sounds = training()
    output.open(RATE)
    return Session(timeline, sounds, output, *listeners)


def test_what_is_heard_is_the_timeline_mixed():
    timeline, sounds = training()
    output = FakeOutput()
    session_on(output).run()
    expected = mix(timeline, sounds, length_of(0), length_of(10_000))
    assert np.array_equal(output.played(), expected)


def test_a_session_heard_to_its_end_is_completed():
    output = FakeOutput(latency=ms(200))
    assert session_on(output).run() == Ended(completed=True, position_ms=ms(10_000), underruns=0)
    assert output.events == ["open 24", "start", "stop"]


def test_listeners_are_told_from_the_start_to_the_end():
    views = []
    session_on(FakeOutput(), views.append).run()
    positions = [view.position_ms for view in views]
    assert positions[0] == 0
    assert positions[-1] == 10_000
    assert positions == sorted(positions)
    assert max(np.diff(positions)) <= REFRESH


def test_ctrl_c_stops_the_output_and_tells_where():
    def interrupt(view):
        if view.position_ms >= 4000:
            raise KeyboardInterrupt

    output = FakeOutput()
    output.underruns = 2
    ended = session_on(output, interrupt).run()
    assert ended == Ended(completed=False, position_ms=ms(4000), underruns=2)
    assert output.events[-1] == "stop"


def test_a_lost_device_is_an_error_and_the_output_is_stopped():
    output = FakeOutput(fails_at=ms(3000))
    with pytest.raises(SessionError):
        session_on(output).run()
    assert output.events[-1] == "stop"


def test_a_listener_that_fails_stops_the_output():
    def fail(_view):
        raise BrokenPipeError

    output = FakeOutput()
    with pytest.raises(BrokenPipeError):
        session_on(output, fail).run()
    assert output.events[-1] == "stop"


def test_a_source_gives_fewer_frames_only_at_the_end():
    source = TimelineSource(*ticks(1))
    lengths = [len(source.read(length_of(400))) for _ in range(4)]
    assert lengths == [length_of(400), length_of(400), length_of(200), 0]
