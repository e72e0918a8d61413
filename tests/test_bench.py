"""The parts of `bench` that calculate: a figure that lies is worse than none."""

from functools import partial

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.contenders import RIVALS, SESSION
from bench.onsets import lateness_ms, shifts_ms
from bench.processes import Command, Sample, measure, ratio, take_turns, typical
from bench.report import aligned
from bench.targets import Target
from tests.kit import timeline_of_script
from voicecoach.script.loader import load

RATE_HZ = 24_000


def words(*onsets_ms, length_ms=400):
    """A track with a word at each of the onsets: noise that swells and fades."""
    noise = np.random.default_rng(1).normal(size=length_ms * RATE_HZ // 1000)
    word = noise * np.sin(np.linspace(0.1, np.pi, len(noise))) * 4000
    word[0] = 4000
    pcm = np.zeros((max(onsets_ms) + 2000) * RATE_HZ // 1000, np.int16)
    for onset in onsets_ms:
        first = onset * RATE_HZ // 1000
        pcm[first : first + len(word)] = word
    return pcm


@given(st.lists(st.integers(-70, 150), min_size=1, max_size=5))
def test_how_late_each_word_begins_is_found(late):
    expected = [1000 * (number + 1) for number in range(len(late))]
    pcm = words(*(at + by for at, by in zip(expected, late, strict=True)))
    assert list(lateness_ms(pcm, RATE_HZ, expected)) == late


def test_what_is_below_a_share_of_the_peak_is_not_heard():
    pcm = words(1000)
    quiet = slice(950 * 24, 1000 * 24)
    pcm[quiet] = np.abs(pcm).max() * 0.004
    assert list(lateness_ms(pcm, RATE_HZ, [1000])) == [0]
    pcm[quiet] = np.abs(pcm).max() * 0.006
    assert list(lateness_ms(pcm, RATE_HZ, [1000])) == [-50]


@given(st.integers(-100, 100))
def test_how_far_a_coder_moved_words_is_found_whatever_it_did_to_them(by):
    original = words(1000, 2000)
    noise = np.random.default_rng(2).normal(size=len(original)) * 100
    coded = np.roll(original // 2, by * RATE_HZ // 1000) + noise.astype(np.int16)
    assert list(shifts_ms(coded, original, RATE_HZ, [1000, 2000])) == [by, by]


def test_a_ratio_is_taken_turn_by_turn_because_machines_drift():
    ours, theirs = [1, 10, 100], [2, 20, 200]
    assert ratio(ours, theirs) == 0.5
    assert ratio([1, 1, 9], [1, 1, 1]) == 1


def test_what_is_typical_is_the_median_of_each_figure():
    samples = [Sample(1, 5, 9), Sample(2, 4, 7), Sample(3, 6, 8)]
    assert typical(samples) == Sample(2, 5, 8)


def test_a_command_is_measured_with_those_it_starts():
    big = measure(["sh", "-c", "head -c 40000000 /dev/zero | tail -c 40000000 >/dev/null; true"])
    small = measure(["true"])
    assert big.cpu_s > small.cpu_s
    assert big.peak_mb > small.peak_mb + 30


def test_a_command_that_fails_is_no_figure():
    with pytest.raises(SystemExit, match="run it by hand to see why: false"):
        measure(["false"])


def test_commands_take_turns_and_the_first_turn_does_not_count():
    log = []
    commands = [Command(name, ["true"], partial(log.append, name)) for name in "ab"]
    samples = take_turns(commands, 3)
    assert "".join(log) == "ba" + "ab" + "ba" + "ab"
    assert {name: len(each) for name, each in samples.items()} == {"a": 3, "b": 3}


def test_a_target_holds_up_to_its_limit():
    target = Target("figure", most=1.0, measured=1.0)
    assert target.holds
    assert not msgspec.structs.replace(target, measured=1.001).holds


def test_tables_are_columns_of_words_and_figures():
    assert list(aligned([["a", "1.00"], ["longer", "10.00"]])) == [
        "  a        1.00",
        "  longer  10.00",
    ]


@pytest.mark.parametrize("rival", ["espeak_sox.sh", "ffmpeg_concat.sh", "pydub_script.py"])
def test_a_rival_does_the_same_session(rival):
    timeline = timeline_of_script(load(SESSION.read_text("utf-8"), SESSION.name))
    counts = [cue for cue in timeline.cues if cue.role == "count"]
    assert len(counts) == 400
    written = (RIVALS / rival).read_text("utf-8")
    texts = {cue.text for cue in timeline.cues if cue.role in ("instruction", "form", "start")}
    assert [text for text in texts if text not in written] == []
