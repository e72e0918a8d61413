"""The four trainings in both languages, compiled with a voice of known durations, as they were approved.

``make golden`` writes them anew; what changed is then seen in the diff.
"""

from pathlib import Path

import msgspec
import pytest

from tests.kit import IN_CHINESE, TRAININGS, bundled, timeline_of_script
from voicecoach.timeline import Timeline

FOLDER = Path(__file__).parent / "golden"


def written(timeline: Timeline) -> str:
    """One line for each value, so that a diff shows what moved."""
    parts = [timeline.phases, timeline.cues, timeline.markers, timeline.notes]
    lines = [msgspec.json.encode(value).decode() for part in parts for value in part]
    return "\n".join([f"{timeline.title}, {timeline.duration_ms} ms", *lines, ""])


@pytest.mark.parametrize("name", [*TRAININGS, *IN_CHINESE])
def test_a_training_is_as_it_was_approved(name, request):
    text = written(timeline_of_script(bundled(name)))
    golden = FOLDER / f"{name}.txt"
    if request.config.getoption("--remake-goldens"):
        golden.write_text(text, encoding="utf-8", newline="\n")
    assert text == golden.read_text(encoding="utf-8")
