"""Hours of a session at full speed: nothing drifts, nothing grows, no gap goes uncounted."""

import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.kit import script_of, take_of
from tests.player_kit import ArraySource, HeldUp, MiniaudioRig, length_of, ms
from voicecoach.player.conductor import Conductor
from voicecoach.player.fake import FakeOutput
from voicecoach.player.program import SESSION, Bank
from voicecoach.player.sound_line import AHEAD
from voicecoach.units import MINUTE, Frames, Milliseconds, frames

STEP = ms(250)
WARM = ms(10 * MINUTE)
HOURS = 3
FLAT = 500_000
"""Bytes, of which three hours of sound have a thousand times as many."""


class Listener:
    """Hears a session go by, and notes how exactly each hold begins with its tone.

    Attributes:
        late: frames between the start of each hold and its first sound.
    """

    def __init__(self, timeline, rate):
        self.late = []
        self._at = 0
        self._holds = [
            frames(phase.start_ms, rate) for phase in timeline.phases if phase.kind == "hold"
        ]
        self._next = 0
        self._before = np.zeros(1, np.int16)

    def hear(self, block):
        while self._next < len(self._holds) and self._holds[self._next] < self._at + len(block):
            self._note(np.concatenate([self._before, block]), self._holds[self._next] - self._at)
            self._next += 1
        self._at += len(block)
        self._before = block[-1:]

    def _note(self, sound, index):
        assert sound[index] == 0, "the word before a hold has ended"
        self.late.append(int(np.flatnonzero(sound[index + 1 :])[0]))


@pytest.fixture
def memory():
    """What is allocated from when it is started on."""
    yield tracemalloc
    tracemalloc.stop()


def test_three_hours_are_exact_at_every_marker_and_memory_stays_flat(memory):
    script = script_of(
        f"{{repeat: {{for: {HOURS}h, steps: [{{hold: 10s, start: Squeeze}}, {{rest: 5s}}]}}}}"
    )
    take = take_of(script)
    listener = Listener(take.timeline, take.sounds.rate)
    output = FakeOutput(hear=listener.hear)
    output.open(take.sounds.rate, 1)
    conductor = Conductor(Bank({SESSION: take.timeline}, take.sounds), output)
    conductor.start()
    elapsed = ms(0)
    while not conductor.tick(STEP):
        elapsed = Milliseconds(elapsed + STEP)
        assert conductor.snapshot().view.position_ms == elapsed
        if elapsed == WARM:
            memory.start()
    grown, _ = memory.get_traced_memory()
    assert conductor.close().completed
    assert elapsed > HOURS * 60 * MINUTE
    assert len(listener.late) == HOURS * 60 * 60 // 15
    assert set(listener.late) <= {0, 1}, "a tone rises from zero"
    assert grown < FLAT


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 300), st.integers(1, 200)), max_size=6).map(
        lambda stalls: [(10 * wait, 10 * gap) for wait, gap in stalls]
    )
)
def test_every_gap_is_counted(stalls):
    """Each time the mixer is held up until the device is dry, there is one gap, however long."""
    feeders = []

    def feed(fill):
        feeders.append(HeldUp(fill))
        return feeders[-1]

    rig = MiniaudioRig(feed=feed).start(ArraySource(60_000))
    (feeder,) = feeders
    rig.advance(ms(1000))
    for wait, gap in stalls:
        rig.advance(ms(wait + 100))
        feeder.held = True
        rig.advance(ms(AHEAD + gap))
        feeder.held = False
    rig.advance(ms(60_000))
    assert rig.output.underruns == len(stalls)
    heard = rig.heard()
    session = heard[np.abs(heard) > 1]
    assert np.array_equal(session, ArraySource(60_000).samples), "and nothing is left out"
    assert rig.output.position() == Frames(length_of(60_000))
