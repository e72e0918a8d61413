"""A live session with the listener's music under it."""

from functools import cache
from itertools import pairwise

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.kit import MemoryCache, script_of
from tests.test_player_transport import COMMANDS, STEPS
from tests.test_sound_music_mixing import Loop, noise
from voicecoach.compiler.planning import plan
from voicecoach.compose import Speaker, compose
from voicecoach.interludes import compose_interludes
from voicecoach.player import transport as deck
from voicecoach.player.conductor import Conductor
from voicecoach.player.fake import FakeOutput
from voicecoach.player.program import FADE, SESSION, Bank
from voicecoach.player.rendering import MUSIC_RISES, MUSIC_WAITS, render
from voicecoach.sound.clips import Sounds
from voicecoach.sound.mixer import Gains
from voicecoach.sound.polyphase import MUSIC_RATE
from voicecoach.sound.stereo import blocks_with_music
from voicecoach.units import Frames, Milliseconds, frames
from voicecoach.voice.fake import FakeVoice

CLOSELY = settings(deadline=None, max_examples=25)
LOUD_MUSIC = noise(7.3)


@cache
def silent_bank():
    """Without music, but with sounds that could have some."""
    speaker = Speaker(FakeVoice(), MemoryCache(), rate=MUSIC_RATE)
    takes = {SESSION: compose(plan(script_of(*STEPS)), speaker)}
    takes |= compose_interludes("en", speaker)
    clips = {name: clip for take in takes.values() for name, clip in take.sounds.clips.items()}
    timelines = {name: take.timeline for name, take in takes.items()}
    return Bank(timelines, Sounds(speaker.rate, clips))


def bank(samples=LOUD_MUSIC):
    return msgspec.structs.replace(silent_bank(), music=Loop(samples))


def at(seconds):
    return frames(Milliseconds(round(seconds * 1000)), MUSIC_RATE)


def heard(transport, start, seconds):
    return render(transport.program, transport.bank, Frames(start), at(seconds))


def test_an_untouched_session_is_the_exported_one():
    live = deck.begin(bank())
    exported = np.concatenate(
        list(blocks_with_music(live.timeline, live.bank.sounds, Loop(LOUD_MUSIC)))
    )
    assert live.bank.channels == 2
    assert np.array_equal(heard(live, 0, 120), exported)


@CLOSELY
@given(
    st.lists(st.tuples(st.sampled_from(COMMANDS), st.integers(0, 20_000)), max_size=6), st.data()
)
def test_any_blocks_of_a_stream_give_the_same_samples(commands, data):
    transport, now = deck.begin(bank()), Frames(0)
    for command, wait_ms in commands:
        now = Frames(now + frames(Milliseconds(wait_ms), MUSIC_RATE))
        transport = command(transport, now)
    start = Frames(max(0, now - at(1)))
    whole = heard(transport, start, 3)
    edges = sorted(data.draw(st.sets(st.integers(1, at(3) - 1), max_size=4)) | {0, at(3)})
    parts = [
        render(transport.program, transport.bank, Frames(start + one), Frames(other - one))
        for one, other in pairwise(edges)
    ]
    assert np.array_equal(np.concatenate(parts), whole)


def test_a_place_in_the_session_is_a_place_in_the_music_also_after_a_jump():
    jumped = deck.section_on(deck.phase_on(deck.begin(bank()), at(2)), at(3))
    start = jumped.program[-1].start
    music = jumped.bank.music
    music.reads.clear()
    render(jumped.program, jumped.bank, Frames(start + at(2)), Frames(10))
    assert music.reads == [(jumped.program[-1].at + at(2), 10)]


def test_music_comes_back_after_a_jump_only_when_there_was_time_to_seek():
    jumped = deck.phase_on(deck.begin(bank()), at(2))
    start = jumped.program[-1].start
    music = jumped.bank.music
    music.reads.clear()
    render(jumped.program, jumped.bank, start, frames(MUSIC_WAITS, MUSIC_RATE))
    assert music.reads == []
    flat = bank(np.full((1000, 2), 8000, np.int16))
    wordless = msgspec.structs.replace(jumped, bank=flat, gains=Gains(speech=0, tone=0))
    jumped = deck.phase_on(wordless, at(2))
    levels = heard(jumped, jumped.program[-1].start, 3)[:, 0].astype(int)
    waits, rises = (frames(time, MUSIC_RATE) for time in (MUSIC_WAITS, MUSIC_RISES))
    assert not levels[:waits].any()
    assert levels[waits + rises] == levels[-1] > 1000
    assert (np.diff(levels[: waits + rises]) >= 0).all()


def test_interludes_and_pauses_are_without_music():
    live = deck.begin(bank())
    paused = deck.pause(live, at(9))
    music = paused.bank.music
    music.reads.clear()
    start = at(9) + frames(FADE, MUSIC_RATE)
    assert heard(paused, start, 1).any(), "it says that it is paused"
    assert not heard(paused, at(15), 5).any()
    assert music.reads == []


@pytest.mark.parametrize("gains", [Gains(speech=0), Gains(speech=0.3, tone=0.3, music=0.3)])
def test_loudness_glides(gains):
    """Muting the voice lets music rise at once: no step is larger than the sound's own."""
    hum = np.rint(9000 * np.sin(np.arange(48_000) * 2 * np.pi * 100 / 48_000))
    live = deck.begin(bank(np.repeat(hum[:, None], 2, 1).astype(np.int16)))
    steepest = np.abs(np.diff(heard(live, 0, 40)[:, 0].astype(int))).max()
    for tenths in range(0, 280, 7):
        frame = at(tenths / 10 + 0.0137)
        turned = deck.set_gains(live, frame, gains)
        after = heard(turned, max(0, frame - at(0.1)), 0.4)[:, 0].astype(int)
        assert np.abs(np.diff(after)).max() <= steepest


def test_the_volume_is_also_that_of_the_music():
    output = FakeOutput()
    output.open(MUSIC_RATE, 2)
    session = bank(np.full((1000, 2), 8000, np.int16))
    conductor = Conductor(session, output, waiter=lambda _: None)
    conductor.start()
    for _ in range(5):
        conductor.quieter()
    conductor.mute()
    conductor.tick(Milliseconds(10_000))
    quiet = output.played()[-1, 0]
    conductor.mute()
    for _ in range(5):
        conductor.louder()
    conductor.mute()
    conductor.tick(Milliseconds(1000))
    assert output.played()[-1, 0] == pytest.approx(2 * quiet, abs=1)
