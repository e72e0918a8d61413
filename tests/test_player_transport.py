"""The transport, as a listener would find it, and as laws over any commands at any time."""

from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.kit import MemoryCache, script_of
from voicecoach.compiler.plan import Preferences
from voicecoach.compiler.planning import plan
from voicecoach.compose import Speaker, compose
from voicecoach.interludes import compose_interludes
from voicecoach.player import transport as deck
from voicecoach.player.program import FADE, SESSION, SILENCE, Bank, end_of, span_at
from voicecoach.player.rendering import render
from voicecoach.player.waits import COUNTED, gates_of
from voicecoach.script.loader import load
from voicecoach.sound.clips import Sounds
from voicecoach.sound.mixer import Gains, blocks, mix
from voicecoach.units import Frames, Milliseconds, frames
from voicecoach.voice.fake import FakeVoice

STEPS = (
    "{say: Sit down.}",
    "{ready: 5s}",
    "{hold: 5s}",
    "{rest: 6s}",
    "{hold: 5s}",
    "{wait: 8s, say: Find your weight.}",
    "{hold: 5s}",
    "{say: Well done.}",
)
HOLD, REST, SECOND_HOLD, WAIT = 3, 4, 5, 6
"""Indices of the phases."""


@cache
def bank():
    speaker = Speaker(FakeVoice(), MemoryCache())
    takes = {SESSION: compose(plan(script_of(*STEPS)), speaker)}
    takes |= compose_interludes("en", speaker)
    clips = {name: clip for take in takes.values() for name, clip in take.sounds.clips.items()}
    timelines = {name: take.timeline for name, take in takes.items()}
    gates = gates_of(timelines[SESSION])
    return Bank(timelines, Sounds(speaker.rate, clips), gates)


def at(seconds):
    return frames(Milliseconds(round(seconds * 1000)), bank().rate)


def phase(index):
    return bank().timelines[SESSION].phases[index]


def stream_of(position_ms):
    """The frame of an untouched stream that plays a position."""
    return frames(Milliseconds(position_ms), bank().rate)


def heard(transport, start, seconds):
    return render(transport.program, bank(), start, at(seconds))


def mix_of(source, count):
    """The beginning of an interlude."""
    return mix(bank().timelines[source], bank().sounds, Frames(0), count)


def skip_silence(transport, frame):
    """The first frame from `frame` on that belongs to the session."""
    spans = [span for span in transport.program if span.source == SESSION and span.start >= frame]
    return spans[0].start


def test_an_untouched_session_is_the_session_up_to_its_wait():
    transport = deck.begin(bank())
    gate = next(span for span in transport.program if span.source == SILENCE).start
    whole = np.concatenate(list(blocks(bank().timelines[SESSION], bank().sounds)))
    fade = frames(FADE, bank().rate)
    assert np.array_equal(
        render(transport.program, bank(), Frames(0), gate - fade), whole[: gate - fade]
    )


def test_a_pause_fades_out_says_so_and_stays_silent():
    frame = stream_of(phase(HOLD).start_ms + 2100)
    paused = deck.pause(deck.begin(bank()), frame)
    fade = frames(FADE, bank().rate)
    before = heard(deck.begin(bank()), frame, 0.2)
    after = heard(paused, frame, 0.2)
    assert np.abs(after[: fade // 2]).max() > 0
    assert np.abs(after[fade - 4 : fade]).max() <= np.abs(before[:fade]).max() * 0.02
    assert span_at(paused.program, Frames(frame + at(0.1))).source == "paused"
    assert np.abs(heard(paused, Frames(frame + at(5)), 60)).max() == 0
    assert paused.mode(Frames(frame + at(60))) == "paused"
    assert paused.position(Frames(frame + at(60))) == phase(HOLD).start_ms + 2100


def test_going_on_counts_down_and_plays_the_phase_from_its_start():
    paused = deck.pause(deck.begin(bank()), stream_of(phase(HOLD).start_ms + 2100))
    later = at(100)
    resumed = deck.go_on(paused, later)
    words = [span.source for span in resumed.program if span.start >= later]
    assert words == ["countdown", SESSION, SILENCE]
    start = skip_silence(resumed, later)
    assert start == later + frames(FADE, bank().rate) + at(3)
    assert resumed.position(Frames(later + at(1))) == phase(HOLD).start_ms
    assert resumed.position(Frames(start + at(1))) == phase(HOLD).start_ms + 1000
    assert resumed.mode(later) == "playing"


def test_pausing_twice_is_pausing_once():
    paused = deck.pause(deck.begin(bank()), at(3))
    assert deck.pause(paused, at(9)) == paused


def test_skipping_into_a_hold_says_its_word_first():
    frame = stream_of(phase(HOLD).start_ms + 1000)
    skipped = deck.phase_on(deck.phase_on(deck.begin(bank()), frame), Frames(frame + at(0.5)))
    start = skip_silence(skipped, Frames(frame + at(0.5)))
    position = skipped.position(start)
    assert position < phase(SECOND_HOLD).start_ms
    (word,) = [
        cue for cue in bank().timelines[SESSION].cues if cue.onset_ms == position and cue.text
    ]
    assert word.text == "Squeeze"


def test_going_back_leads_to_the_start_and_then_to_the_phase_before():
    transport = deck.begin(bank())
    late = deck.phase_back(transport, stream_of(phase(REST).start_ms + 4000))
    early = deck.phase_back(transport, stream_of(phase(REST).start_ms + 500))
    assert late.program[-2].at == stream_of(phase(REST).start_ms)
    assert early.timeline.phase_index_at(early.position(early.program[-2].start)) in (
        HOLD - 1,
        HOLD,
    )


def test_repeating_plays_the_phase_from_its_start():
    repeated = deck.repeat(deck.begin(bank()), stream_of(phase(REST).start_ms + 3000))
    assert repeated.program[-2].at == stream_of(phase(REST).start_ms)


def test_the_last_phase_has_no_next_and_the_last_section_none():
    transport = deck.begin(bank(), phase(-1).start_ms)
    assert deck.phase_on(transport, at(1)) == transport
    assert deck.section_on(transport, at(1)) == transport


def test_the_next_section_is_not_the_next_set():
    inner = "{repeat: {times: 8, steps: [{hold: 5s}, {rest: 5s}]}}"
    steps = f"[{{repeat: {{times: 3, steps: [{inner}, {{rest: 30s}}]}}}}]"
    text = f"title: T\nsession: [{{section: A, steps: {steps}}}, {{section: B, steps: [{{ready: 5s}}]}}]"
    speaker = Speaker(FakeVoice(), MemoryCache())
    take = compose(plan(load(text, "t.yaml"), Preferences()), speaker)
    assert len(take.timeline.markers) > 2
    transport = deck.begin(Bank({SESSION: take.timeline}, take.sounds))
    moved = deck.section_on(transport, at(1))
    after = skip_silence(moved, at(1))
    assert take.timeline.phase_at(moved.position(after)).section == "B"


def test_a_wait_waits_until_the_listener_goes_on():
    transport = deck.begin(bank(), phase(WAIT).start_ms)
    gate = transport.program[-1].start
    assert transport.mode(Frames(gate - 1)) == "playing"
    assert transport.mode(Frames(gate + at(1000))) == "waiting"
    position = transport.position(gate)
    assert phase(WAIT).start_ms < position < phase(WAIT).end_ms
    later = Frames(gate + at(30))
    resumed = deck.go_on(transport, later)
    assert resumed.position(skip_silence(resumed, later)) == phase(WAIT).end_ms - COUNTED
    assert resumed.mode(later) == "playing"
    assert end_of(resumed.program, bank()) is not None


def test_seeking_while_paused_stays_paused():
    paused = deck.pause(deck.begin(bank()), stream_of(phase(HOLD).start_ms + 1000))
    moved = deck.phase_on(paused, at(99))
    assert moved.mode(at(99)) == "paused"
    assert moved.position(at(99.1)) == phase(REST).start_ms


def test_stopping_says_the_closing_words_and_ends():
    stopped = deck.stop(deck.begin(bank()), at(7))
    end = end_of(stopped.program, bank())
    assert stopped.program[-1].source == "closing"
    assert stopped.mode(end) == "ended"
    assert len(heard(stopped, at(7), 60)) == end - at(7)


def test_a_lost_device_leaves_the_session_where_it_was_heard_last():
    lost = deck.lose(deck.begin(bank()), at(7))
    assert lost.mode(at(7)) == "lost"
    assert lost.position(at(7)) == 7000
    back = deck.go_on(lost, at(7))
    assert next(span.source for span in back.program if span.start >= at(7)) == "countdown"


def test_while_a_device_is_lost_one_can_go_elsewhere_in_the_session():
    frame = stream_of(phase(HOLD).start_ms + 3000)
    lost = deck.lose(deck.begin(bank()), frame)
    on = deck.phase_on(deck.phase_on(lost, frame), frame)
    assert on.position(frame) == phase(SECOND_HOLD).start_ms
    assert deck.phase_back(on, frame).position(frame) == phase(REST).start_ms
    back = deck.go_on(on, frame)
    assert np.array_equal(heard(back, frame, 1), mix_of("countdown", at(1))), (
        "nothing of what was heard before"
    )


def test_gains_change_from_now_on_without_a_cut():
    transport = deck.begin(bank())
    quiet = deck.set_gains(transport, at(5), Gains(speech=0.5))
    assert np.array_equal(heard(quiet, Frames(0), 5), heard(transport, Frames(0), 5))
    after, before = heard(quiet, at(5), 3), heard(transport, at(5), 3)
    assert np.abs(after - before / 2).max() <= 1 or np.abs(after).max() < np.abs(before).max()
    assert deck.pause(quiet, at(6)).gains.speech == 0.5


COMMANDS = [deck.pause, deck.go_on, deck.phase_back, deck.phase_on, deck.repeat, deck.section_on,
            lambda one, frame: deck.set_gains(one, frame, Gains(speech=0.3))]  # fmt: skip


@given(
    st.lists(st.tuples(st.sampled_from(COMMANDS), st.integers(0, 90_000)), max_size=12), st.data()
)
def test_whatever_is_commanded_what_was_heard_stays_and_the_stream_is_whole(commands, data):
    transport, now = deck.begin(bank()), Frames(0)
    for command, wait_ms in commands:
        now = Frames(now + frames(Milliseconds(wait_ms), bank().rate))
        changed = command(transport, now)
        start = Frames(max(0, now - at(1)))
        assert np.array_equal(
            render(changed.program, bank(), start, Frames(now - start)),
            render(transport.program, bank(), start, Frames(now - start)),
        )
        transport = changed
    assert all(a.start < b.start for a, b in pairwise(transport.program))
    assert 0 <= transport.position(now) <= bank().timelines[SESSION].duration_ms
    first = data.draw(st.integers(0, at(3)))
    whole = render(transport.program, bank(), now, at(3))
    parts = [render(transport.program, bank(), now, first), render(transport.program, bank(), Frames(now + first), Frames(at(3) - first))]  # fmt: skip
    assert np.array_equal(np.concatenate(parts)[: len(whole)], whole)


@pytest.mark.parametrize("command", [deck.pause, deck.phase_on, deck.repeat, deck.stop])
def test_a_cut_never_clicks(command):
    """No step after a command is larger than the sound itself makes."""
    transport = deck.begin(bank())
    steepest = np.abs(np.diff(heard(transport, Frames(0), 30).astype(int))).max()
    for tenths in range(20, 280, 7):
        frame = at(tenths / 10 + 0.013)
        after = heard(command(transport, frame), Frames(frame - at(0.1)), 0.4).astype(int)
        assert np.abs(np.diff(after)).max() <= steepest


def test_without_gates_a_wait_is_as_long_as_it_says():
    ungated = Bank(bank().timelines, bank().sounds)
    assert end_of(deck.begin(ungated).program, ungated) == ungated.length(SESSION)
