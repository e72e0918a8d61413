"""The real embedded voice, real files, and the program as a user starts it."""

import json
import wave

import numpy as np
import pytest

from tests.kit import TRAININGS, bundled
from voicecoach.compiler.plan import Preferences
from voicecoach.compiler.planning import plan
from voicecoach.compose import Speaker, compose
from voicecoach.player.program import SESSION, Bank
from voicecoach.player.rendering import render
from voicecoach.player.transport import begin
from voicecoach.sound.mixer import Gains, mix
from voicecoach.timeline import from_json
from voicecoach.track.export import export
from voicecoach.units import Frames, Milliseconds, frames
from voicecoach.voice.cache import ClipCache
from voicecoach.voice.espeak import EspeakVoice

ONSET = 0.005
"""Share of a clip's peak above which its audible onset lies."""


def audible_onset_ms(pcm, rate, expected_ms, duration_ms):
    """Where speech begins around `expected_ms`, found in the sound alone."""
    early = (expected_ms - 90) * rate
    stretch = np.abs(pcm[early : (expected_ms + duration_ms) * rate].astype(int))
    first = np.argmax(stretch > ONSET * stretch.max())
    return (early + first) / rate


@pytest.fixture(scope="module")
def sitting(warm_home):
    voice = EspeakVoice()
    try:
        speaker = Speaker(voice, ClipCache(warm_home / "cache" / "clips"))
        return compose(plan(bundled("sitting"), Preferences({"total": "1min"})), speaker)
    finally:
        voice.close()


def test_every_count_is_heard_on_its_second(sitting):
    timeline, sounds = sitting.timeline, sitting.sounds
    whole = frames(timeline.duration_ms, sounds.rate)
    speech = mix(timeline, sounds, Frames(0), whole, Gains(tone=0.0))
    counts = [cue for cue in timeline.cues if cue.role == "count"]
    assert len(counts) == 40
    for cue in counts:
        heard = audible_onset_ms(speech, sounds.rate, cue.onset_ms, cue.duration_ms)
        assert abs(heard - cue.onset_ms) <= 1


def test_counts_of_an_exported_wav_lie_on_their_second(program):
    result = program.run("export", "sitting", "--set", "total=1min", "--out", "s.wav")
    assert (result.code, result.out) == (0, "s.wav\n")
    timeline = from_json(program.run("timeline", "sitting", "--set", "total=1min", "--json").out)
    with wave.open(str(program.folder / "s.wav")) as file:
        rate = file.getframerate() // 1000
        assert file.getnframes() == timeline.duration_ms * rate
        pcm = np.frombuffer(file.readframes(file.getnframes()), "<i2")
    tones = {cue.onset_ms for cue in timeline.cues if cue.kind == "tone"}
    counts = [c for c in timeline.cues if c.role == "count" and c.onset_ms not in tones]
    assert len(counts) == 36
    for cue in counts:
        heard = audible_onset_ms(pcm, rate, cue.onset_ms, cue.duration_ms)
        assert abs(heard - cue.onset_ms) <= 1


@pytest.mark.parametrize("name", TRAININGS)
def test_the_trainings_leave_nothing_out_with_the_real_voice(name, program):
    result = program.run("timeline", name, "--json")
    assert json.loads(result.out)["notes"] == []


def test_live_and_exported_are_the_same_samples(sitting, tmp_path):
    export(sitting.timeline, sitting.sounds, tmp_path / "s.wav", "wav")
    with wave.open(str(tmp_path / "s.wav")) as file:
        exported = np.frombuffer(file.readframes(file.getnframes()), "<i2")
    bank = Bank({SESSION: sitting.timeline}, sitting.sounds)
    program = begin(bank).program
    starts = range(0, len(exported), 777)
    live = np.concatenate([render(program, bank, Frames(at), Frames(777)) for at in starts])
    assert np.array_equal(live, exported)


def test_the_system_voice_speaks_a_whole_session(program):
    result = program.run("export", "step", "--voice", "system", "--set", "reps=1", "--out", "s.wav")
    assert (result.code, result.out) == (0, "s.wav\n")


def test_a_slower_voice_makes_a_longer_setup_and_the_same_training(program):
    def timeline(rate):
        return from_json(program.run("timeline", "sitting", "--rate", rate, "--json").out)

    slow, normal = timeline(110), timeline(165)
    assert slow.duration_ms > normal.duration_ms
    for one in (slow, normal):
        holds = [phase for phase in one.phases if phase.kind == "hold"]
        assert holds[-1].end_ms - holds[0].start_ms == Milliseconds(595_000)
