"""The conductor on an output whose time is advanced by hand."""

import msgspec
import numpy as np

from tests.player_kit import ManualClock, ms
from tests.test_player_transport import HOLD, REST, WAIT, bank, phase
from voicecoach.errors import UnavailableError
from voicecoach.player.conductor import LOST, Conductor
from voicecoach.player.fake import FakeOutput
from voicecoach.player.session import follow

STEP = ms(50)


class Stage:
    """A conductor, its output and its clocks."""

    def __init__(self, output=None, position=0):
        self.output = output or FakeOutput()
        self.clock, self.wall = ManualClock(), ManualClock()
        self.output.open(bank().rate, 1)
        self.conductor = Conductor(
            bank(), self.output, ms(position),
            clock=self.clock, wall_clock=self.wall, waiter=lambda _: None,
        )  # fmt: skip
        self.conductor.start()

    def tick(self):
        self.clock.advance(STEP)
        self.wall.advance(STEP)
        return self.conductor.tick(STEP)

    def play(self, milliseconds):
        return any(self.tick() for _ in range(milliseconds // STEP))

    @property
    def mode(self):
        return self.conductor.snapshot().mode

    @property
    def position(self):
        return self.conductor.snapshot().view.position_ms


def test_a_session_is_heard_to_its_wait_and_on_from_there():
    stage = Stage()
    stage.play(60_000)
    assert stage.mode == "waiting"
    assert phase(WAIT).start_ms < stage.position < phase(WAIT).end_ms
    stage.conductor.pause_or_go_on()
    assert stage.mode == "playing"
    assert stage.play(60_000)
    assert stage.mode == "ended"
    assert stage.conductor.close().completed


def test_space_pauses_and_goes_on():
    stage = Stage(position=phase(HOLD).start_ms)
    stage.play(2000)
    stage.conductor.pause_or_go_on()
    stage.play(3000)
    assert stage.mode == "paused"
    assert abs(stage.position - (phase(HOLD).start_ms + 2000)) <= 100
    stage.conductor.pause_or_go_on()
    stage.play(3000 + 1000)
    assert stage.mode == "playing"
    assert 800 <= stage.position - phase(HOLD).start_ms <= 1000


def test_keys_move_through_the_session():
    stage = Stage(position=phase(HOLD).start_ms)
    stage.play(3000)
    stage.conductor.phase_on()
    stage.play(200)
    assert stage.conductor.snapshot().view.phase == phase(REST)
    stage.play(2500)
    stage.conductor.repeat()
    stage.play(200)
    assert stage.position - phase(REST).start_ms <= 250
    stage.conductor.phase_back()
    stage.play(1000)
    assert stage.conductor.snapshot().view.phase == phase(HOLD)


def test_the_volume_has_steps_and_ends_and_speech_can_be_muted():
    stage = Stage()
    for _ in range(3):
        stage.conductor.quieter()
    assert stage.conductor.snapshot().volume == 70
    for _ in range(9):
        stage.conductor.louder()
    assert stage.conductor.snapshot().volume == 100
    stage.conductor.mute()
    assert stage.conductor.snapshot().muted
    stage.play(2000)
    assert np.abs(stage.output.played()).max() == 0
    stage.conductor.mute()
    stage.play(1000)
    assert np.abs(stage.output.played()).max() > 0


def test_stopping_is_not_completing():
    stage = Stage()
    stage.play(3000)
    stage.conductor.stop()
    assert stage.play(10_000)
    ended = stage.conductor.close()
    assert not ended.completed
    assert abs(ended.position_ms - 3000) <= 100


class FlakyOutput(FakeOutput):
    """A device that can be taken away, and given back."""

    gone = False

    def open(self, rate, channels):
        if self.gone:
            raise UnavailableError("output", "it is gone", "look for it")
        super().open(rate, channels)


def test_a_lost_device_pauses_and_the_session_goes_on_when_it_is_back():
    output = FlakyOutput(fails_at=ms(phase(HOLD).start_ms + 2000))
    stage = Stage(output)
    output.gone = True
    stage.play(phase(HOLD).start_ms + 6000)
    assert stage.mode == "lost"
    assert stage.conductor.snapshot().message == LOST
    assert stage.conductor.snapshot().view.phase == phase(HOLD)
    output.gone = False
    stage.play(3000)
    assert stage.mode == "playing"
    stage.play(3000)
    assert stage.conductor.snapshot().view.phase == phase(HOLD)


def test_a_session_can_be_stopped_while_the_device_is_lost():
    stage = Stage(output := FlakyOutput(fails_at=ms(1000)))
    output.gone = True
    stage.play(3000)
    assert stage.mode == "lost"
    stage.conductor.stop()
    assert stage.tick()


def test_a_clock_that_is_set_back_moves_nothing():
    stage, still = Stage(), Stage()
    for _ in range(10):
        stage.wall.advance(-86_400_000)
        stage.play(500)
        still.play(500)
        assert (stage.mode, stage.position) == ("playing", still.position)


def test_a_computer_that_has_slept_pauses():
    stage = Stage()
    stage.play(1000)
    stage.wall.advance(3_600_000)
    stage.play(200)
    assert stage.mode == "paused"


def test_without_keys_a_session_goes_on_by_itself_when_the_computer_has_slept():
    session = msgspec.structs.replace(bank(), gates=())
    output, clock, wall_clock = FakeOutput(), ManualClock(), ManualClock()
    output.open(session.rate, 1)
    conductor = Conductor(session, output, clock=clock, wall_clock=wall_clock)
    modes = []

    def sleep_once(snapshot):
        modes.append(snapshot.mode)
        if len(modes) == 50:
            wall_clock.advance(ms(3_600_000))

    assert follow(conductor, sleep_once).completed
    assert "paused" not in modes[60:]
    assert "cut" in " ".join(output.events)
