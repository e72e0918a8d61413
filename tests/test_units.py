import pytest
from hypothesis import given
from hypothesis import strategies as st

from voicecoach.units import (
    Frames,
    KiloHertz,
    Milliseconds,
    format_clock,
    format_duration,
    frames,
    milliseconds,
    parse_duration,
)


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("10s", 10_000),
        ("2.5s", 2_500),
        ("1min 30s", 90_000),
        ("10 min", 600_000),
        ("1:30", 90_000),
        ("1:02:03", 3_723_000),
        ("250ms", 250),
        ("1 hour 5 minutes", 3_900_000),
        (" 10S ", 10_000),
        ("0s", 0),
    ],
)
def test_durations_are_read_as_people_write_them(text, time):
    assert parse_duration(text) == time


@pytest.mark.parametrize(
    "text",
    [
        "",
        "10",
        "tenseconds",
        "s",
        "10x",
        "1:75",
        "10s 1min",
        "5s 5s",
        "0.0001s",
        "-3s",
        "1e3s",
        "1\N{ARABIC-INDIC DIGIT ONE}s",
    ],
)
def test_anything_else_is_refused(text):
    with pytest.raises(ValueError, match=r"\A"):
        parse_duration(text)


@given(st.integers(0, 10**9).map(Milliseconds))
def test_a_written_duration_reads_the_same(time):
    assert parse_duration(format_duration(time)) == time


@given(st.integers(0, 10**8).map(Milliseconds), st.sampled_from([8, 16, 24, 48]).map(KiloHertz))
def test_frames_and_milliseconds_are_exact(time, rate):
    assert milliseconds(frames(time, rate), rate) == time


def test_milliseconds_hold_every_frame():
    assert milliseconds(Frames(25), KiloHertz(24)) == 2


def test_positions_are_written_as_players_do():
    assert format_clock(Milliseconds(192_999)) == "3:12"
    assert format_clock(Milliseconds(3_792_000)) == "1:03:12"
