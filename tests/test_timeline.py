import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import timelines
from voicecoach.errors import TimelineError
from voicecoach.timeline import from_json, to_json
from voicecoach.units import Milliseconds


@given(timelines())
def test_json_round_trip(timeline):
    assert from_json(to_json(timeline)) == timeline


@given(timelines(), st.integers(0, 200_000), st.integers(0, 50_000))
def test_cues_between_are_those_that_sound(timeline, start, length):
    end = start + length
    expected = [cue for cue in timeline.cues if cue.onset_ms < end and cue.end_ms > start]
    assert list(timeline.cues_between(Milliseconds(start), Milliseconds(end))) == expected


@given(timelines(), st.integers(0, 400_000))
def test_every_moment_has_its_phase(timeline, time):
    phase = timeline.phase_at(Milliseconds(time))
    inside = phase.start_ms <= time < phase.end_ms
    assert inside or (time >= timeline.duration_ms and phase is timeline.phases[-1])


@given(timelines(), st.integers(1, 400_000))
def test_the_beginning_is_a_session_of_its_own(timeline, length):
    first = timeline.first(Milliseconds(length))
    assert first.duration_ms == min(length, timeline.duration_ms)
    assert first.phases[-1].end_ms == first.duration_ms
    assert all(cue.end_ms <= first.duration_ms for cue in first.cues) or first == timeline
    assert first.cues == timeline.cues[: len(first.cues)]


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"version": 1}', "null"])
def test_what_is_not_a_timeline_is_refused(text):
    with pytest.raises(TimelineError, match="not a timeline"):
        from_json(text)


@given(timelines())
def test_another_version_is_refused(timeline):
    text = to_json(msgspec.structs.replace(timeline, version=2))
    with pytest.raises(TimelineError, match="version 2"):
        from_json(text)
