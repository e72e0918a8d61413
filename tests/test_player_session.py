"""A session from its beginning to its end, on an output whose time is advanced by hand."""

import numpy as np
import pytest

from tests.player_kit import RATE, length_of, ms, training
from voicecoach.player.conductor import Conductor, Ended
from voicecoach.player.fake import FakeOutput
from voicecoach.player.program import SESSION, Bank
from voicecoach.player.session import REFRESH, follow, follow_beside
from voicecoach.sound.mixer import mix


def conductor_on(output):
    timeline, sounds = training()
    output.open(RATE, 1)
    return Conductor(Bank({SESSION: timeline}, sounds), output)


def test_what_is_heard_is_the_timeline_mixed():
    timeline, sounds = training()
    output = FakeOutput()
    follow(conductor_on(output))
    expected = mix(timeline, sounds, length_of(0), length_of(10_000))
    assert np.array_equal(output.played()[: len(expected)], expected)


def test_a_session_heard_to_its_end_is_completed():
    output = FakeOutput(latency=ms(200))
    assert follow(conductor_on(output)) == Ended(
        completed=True, position_ms=ms(10_000), underruns=0, heard_ms=ms(10_000)
    )
    assert output.events[-1] == "stop"


def test_listeners_are_told_from_the_start_to_the_end():
    snapshots = []
    follow(conductor_on(FakeOutput()), snapshots.append)
    positions = [snapshot.view.position_ms for snapshot in snapshots]
    assert positions[0] == 0
    assert positions[-1] == 10_000
    assert positions == sorted(positions)
    assert max(np.diff(positions)) <= REFRESH


def test_ctrl_c_stops_the_output_and_tells_where():
    def interrupt(snapshot):
        if snapshot.view.position_ms >= 4000:
            raise KeyboardInterrupt

    output = FakeOutput()
    output.underruns = 2
    ended = follow(conductor_on(output), interrupt)
    assert ended == Ended(completed=False, position_ms=ms(4000), underruns=2, heard_ms=ms(4000))
    assert output.events[-1] == "stop"


def test_a_session_plays_beside_its_screen_and_ends_with_it():
    snapshots = []
    output = FakeOutput()
    ended = follow_beside(conductor_on(output), lambda: None, snapshots.append)
    assert not ended.completed or ended.position_ms == 10_000
    assert output.events[-1] == "stop"


def test_what_fails_beside_the_screen_is_raised():
    class BrokenSource(FakeOutput):
        def wait(self, _timeout):
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        follow_beside(conductor_on(BrokenSource()), lambda: None)
