"""Screens for pipes and screen readers, printed into memory."""

import io

import pytest

from tests.player_kit import ms, training
from voicecoach.player.fake_controls import FakeControls
from voicecoach.player.screen.plain import PlainScreen

TIMELINE, _ = training()
SET_UP = ["Set up", "0:00  instruction  Sit upright  (3s)"]
HOLD = ["Training", "0:03  hold   Squeeze  1 of 2, set 1 of 3  (3s)"]
REST = ["0:06  rest   Relax  1 of 2, set 1 of 3  (3s)"]
FINISH = ["Finish", "0:09  finish  Well done  (1s)"]


@pytest.fixture
def controls():
    return FakeControls(TIMELINE)


@pytest.fixture
def screen():
    return PlainScreen(io.StringIO(), TIMELINE)


def played(controls, screen, time):
    for _ in range(0, time, 100):
        screen.show(controls.snapshot())
        controls.advance(ms(100))
    screen.show(controls.snapshot())


def printed(screen):
    return screen.stream.getvalue().splitlines()


def test_a_line_a_phase_under_the_heading_of_its_section(controls, screen):
    played(controls, screen, 11000)
    assert printed(screen) == [*SET_UP, *HOLD, *REST, *FINISH]


def test_a_stop_is_a_line_too_with_its_reason(controls, screen):
    played(controls, screen, 4000)
    controls.mode, controls.message = "lost", "The headset is gone."
    played(controls, screen, 500)
    controls.mode = "playing"
    played(controls, screen, 1000)
    controls.pause_or_go_on()
    played(controls, screen, 500)
    assert printed(screen) == [
        *SET_UP,
        *HOLD,
        "0:04  sound lost  The headset is gone.",
        "0:05  paused  The headset is gone.",
    ]


def test_where_a_paused_session_is_taken_to_is_told(controls, screen):
    played(controls, screen, 4000)
    controls.pause_or_go_on()
    controls.phase_on()
    screen.show(controls.snapshot())
    assert printed(screen) == [*SET_UP, *HOLD, "0:06  paused", *REST]


def test_a_terminal_has_nothing_to_obey(controls, screen):
    controls.mode, controls.message = "lost", "\x1b[2Jgone\r\nfor good\N{RIGHT-TO-LEFT OVERRIDE}"
    screen.show(controls.snapshot())
    assert printed(screen)[0] == "0:00  sound lost  [2Jgone  for good"
