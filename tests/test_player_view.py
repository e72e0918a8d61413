"""What is shown at a position."""

import pytest

from tests.player_kit import ms, training
from voicecoach.player.view import view

TIMELINE, _ = training()


@pytest.mark.parametrize(
    ("position", "label", "count", "caption"),
    [
        (0, "Sit", "", "Sit upright"),
        (2399, "Sit", "", "Sit upright"),
        (2400, "Sit", "", "Squeeze"),
        (2999, "Sit", "", "Squeeze"),
        (3000, "Squeeze", "one", "Squeeze"),
        (3999, "Squeeze", "one", "Squeeze"),
        (4000, "Squeeze", "two", "Squeeze"),
        (4400, "Squeeze", "two", ""),
        (5999, "Squeeze", "three", ""),
        (6000, "Relax", "", "Relax"),
        (7999, "Relax", "", "Relax"),
        (8000, "Relax", "two", ""),
        (9000, "Done", "", "Well done"),
        (10000, "Done", "", "Well done"),
    ],
)
def test_phase_count_and_caption(position, label, count, caption):
    shown = view(TIMELINE, ms(position))
    assert (shown.phase.label, shown.count, shown.caption) == (label, count, caption)


def test_what_comes_next_and_when():
    shown = view(TIMELINE, ms(3500))
    assert shown.next_phase == TIMELINE.phases[2]
    assert shown.phase_left_ms == 2500
    assert shown.left_ms == 6500
    assert shown.phase.rep, shown.phase.of == (1, 2)


def test_nothing_comes_after_the_last_phase():
    shown = view(TIMELINE, TIMELINE.duration_ms)
    assert shown.next_phase is None
    assert shown.left_ms == shown.phase_left_ms == 0
