"""Captions: every spoken word at its time, in the form that players read."""

import re

import msgspec
import pytest
from hypothesis import given

from tests.kit import timeline_of
from tests.strategies import timelines
from voicecoach.timeline import Cue
from voicecoach.track.about import About
from voicecoach.track.captions import lrc, lyrics, vtt

ABOUT = About(title="Knee", album="Home")
TIMELINE = timeline_of("{say: Sit <down> & rest.}", "{hold: 3s}", "{rest: 6s}")
VTT_TIMES = re.compile(
    r"^(\d+):(\d\d):(\d\d\.\d\d\d) --> (\d+):(\d\d):(\d\d\.\d\d\d)$", re.MULTILINE
)
LRC_LINE = re.compile(r"^\[(\d+):(\d\d)\.(\d\d)\](.*)$", re.MULTILINE)


def speech(timeline):
    return [cue for cue in timeline.cues if cue.kind == "speech"]


def milliseconds(hours, minutes, seconds):
    return round(((int(hours) * 60 + int(minutes)) * 60 + float(seconds)) * 1000)


@given(timelines())
def test_webvtt_shows_each_text_from_its_onset_and_one_at_a_time(timeline):
    shown = [
        (milliseconds(*match.groups()[:3]), milliseconds(*match.groups()[3:]))
        for match in VTT_TIMES.finditer(vtt(timeline, ABOUT))
    ]
    assert [start for start, _ in shown] == [cue.onset_ms for cue in speech(timeline)]
    for (start, end), (following, _) in zip(
        shown, [*shown[1:], (timeline.duration_ms, 0)], strict=True
    ):
        assert start <= end <= following


@given(timelines())
def test_lrc_has_a_line_for_each_text(timeline):
    lines = LRC_LINE.findall(lrc(timeline, ABOUT))
    found = [
        (int(minutes) * 6000 + int(seconds) * 100 + int(hundredths), text)
        for minutes, seconds, hundredths, text in lines
    ]
    expected = [(cue.onset_ms // 10, " ".join(cue.text.split())) for cue in speech(timeline)]
    assert found == expected


def test_webvtt_begins_as_browsers_want_it():
    text = vtt(TIMELINE, ABOUT)
    assert text.startswith("WEBVTT - Knee\n\n00:00:00.000 --> ")
    assert "Sit &lt;down&gt; &amp; rest." in text


def test_lrc_says_what_it_belongs_to():
    assert lrc(TIMELINE, ABOUT).splitlines()[:3] == ["[ti:Knee]", "[ar:voicecoach]", "[al:Home]"]


def test_a_line_break_in_a_text_is_no_line_of_its_own():
    cue = Cue(0, 500, "speech", "start", "one\n\n--> two", None, "s")
    timeline = msgspec.structs.replace(TIMELINE, cues=(cue,))
    assert vtt(timeline, ABOUT).endswith("\none --&gt; two\n")
    assert lrc(timeline, ABOUT).endswith("]one --> two\n")


def test_lyrics_are_a_line_a_phase():
    assert lyrics(TIMELINE).splitlines() == [
        "This is not medical advice. Stop if pain grows sharp.",
        "Sit <down> & rest. Squeeze",
        "one two three",
        "Relax",
        "Well done.",
    ]


@pytest.mark.parametrize("write", [lrc, vtt])
def test_a_silent_session_has_no_captions(write):
    silent = msgspec.structs.replace(TIMELINE, cues=())
    assert "[00:" not in write(silent, ABOUT).partition("\n")[2].replace("[length:", "")
    assert "-->" not in write(silent, ABOUT)
