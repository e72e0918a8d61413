"""Real sound on a virtual sound card, heard and measured."""

import importlib.util
import signal
import subprocess
import sys
import time

import numpy as np
import pytest

from tests.kit import REPOSITORY
from tests.pulse import MISSING, running, virtual_card

SECONDS = 10

pytestmark = [
    pytest.mark.realtime,
    pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}"),
]


@pytest.fixture(scope="module")
def card():
    with virtual_card() as card:
        yield card


def command(output, seconds):
    return [sys.executable, "-m", "tests.play_ticks", output, str(seconds)]


@pytest.mark.parametrize(
    ("asked", "used"),
    [
        ("auto", "miniaudio"),
        pytest.param(
            "simpleaudio",
            "simpleaudio",
            marks=pytest.mark.skipif(
                importlib.util.find_spec("simpleaudio") is None,
                reason="the extra 'simpleaudio' is not installed",
            ),
        ),
    ],
)
def test_ticks_are_heard_on_their_seconds(card, asked, used):
    with card.recorded():
        run = subprocess.run(
            command(asked, SECONDS),
            cwd=REPOSITORY,
            env=card.environment,
            capture_output=True,
            text=True,
            check=False,
        )
    assert run.stderr == ""
    assert run.stdout.splitlines() == [
        used,
        f'{{"completed":true,"position_ms":{1000 * SECONDS},"underruns":0}}',
    ]
    intervals = np.diff(card.onsets_ms())
    assert len(intervals) == SECONDS - 1
    # While the first tick is heard the sink may still settle on the new stream's latency.
    assert abs(intervals[0] - 1000) < 10
    assert np.abs(intervals[1:] - 1000).max() < 1


def test_ctrl_c_silences_at_once(card):
    with (
        card.recorded(),
        running(
            command("miniaudio", 60),
            card.environment,
            cwd=REPOSITORY,
            stdout=subprocess.PIPE,
        ) as process,
    ):
        process.stdout.readline()
        time.sleep(2.5)
        process.send_signal(signal.SIGINT)
        asked = time.monotonic()
        rest = process.stdout.read()
        took = time.monotonic() - asked
        process.stdout.close()
        assert process.wait() == 0
    assert b'"completed":false' in rest
    assert took < 0.5
    assert len(card.onsets_ms()) == 3
