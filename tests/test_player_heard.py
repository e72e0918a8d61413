"""How much was heard, whatever was skipped or repeated; and what is asked after a session."""

from functools import cache

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.kit import MemoryCache, script_of
from voicecoach.compiler.planning import plan
from voicecoach.compose import Speaker, compose
from voicecoach.interludes import (
    ANSWERED_WITHIN,
    CLOSING,
    DONE,
    QUESTION,
    compose_interludes,
    compose_question,
)
from voicecoach.player import transport as deck
from voicecoach.player.conductor import Conductor
from voicecoach.player.fake import FakeOutput
from voicecoach.player.heard import heard
from voicecoach.player.program import SESSION, Bank, end_of
from voicecoach.player.rendering import render
from voicecoach.player.session import follow
from voicecoach.player.waits import gates_of, opening_of
from voicecoach.script.phrases import LANGUAGES, phrases_for
from voicecoach.sound.clips import Sounds
from voicecoach.sound.mixer import Gains, blocks
from voicecoach.units import MINUTE, SECOND, Frames, Milliseconds, frames
from voicecoach.voice.fake import FakeVoice

STEPS = ["{ready: 5s}", *["{hold: 30s}", "{rest: 6s}"] * 3, "{say: Well done.}"]
WITH_WAIT = ["{hold: 10s}", "{wait: 60s, say: Find your weight.}", "{hold: 10s}"]


@cache
def bank(*steps, share=0.8):
    speaker = Speaker(FakeVoice(), MemoryCache())
    takes = {SESSION: compose(plan(script_of(*steps)), speaker)}
    takes |= compose_interludes("en", speaker)
    takes |= compose_question("en", "Sitting", 2, 4, speaker)
    clips = {name: clip for take in takes.values() for name, clip in take.sounds.clips.items()}
    timelines = {name: take.timeline for name, take in takes.items()}
    session = timelines[SESSION]
    enough = Milliseconds(round(share * session.duration_ms))
    return Bank(timelines, Sounds(speaker.rate, clips), gates_of(session), enough)


BANK = bank(*STEPS)
LENGTH = BANK.timelines[SESSION].duration_ms


def frame_of(time):
    return frames(Milliseconds(time), BANK.rate)


def sources(transport):
    return [span.source for span in transport.program]


COMMANDS = [deck.pause, deck.go_on, deck.phase_back, deck.phase_on, deck.repeat, deck.section_on,
            deck.stop, lambda one, frame: deck.set_gains(one, frame, Gains(speech=0.3))]  # fmt: skip


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(COMMANDS), st.integers(0, 40_000)), max_size=10))
def test_what_was_heard_is_each_moment_that_was_played_counted_once(commands):
    transport, now, played = deck.begin(BANK), 0, set()
    tenth = 100
    for command, wait in [*commands, (deck.pause, 0)]:
        for time in range(now, now + wait - wait % tenth, tenth):
            if transport.mode(frame_of(time)) == "playing":
                span = [s for s in transport.program if s.start <= frame_of(time)][-1]
                if span.source == SESSION:
                    played.add(transport.position(frame_of(time)) // tenth)
        now += wait - wait % tenth
        transport = command(transport, frame_of(now))
    told = heard(transport.program, BANK, frame_of(now))
    assert 0 <= told <= LENGTH
    # Positions fall between tenths after a jump: each stretch is out by two of them at the most.
    assert abs(told - len(played) * tenth) <= 2 * tenth * (len(transport.program) + 1)


@settings(deadline=None)
@given(st.integers(0, LENGTH + 90_000))
def test_undisturbed_it_is_where_the_session_is(time):
    transport = deck.begin(BANK)
    assert heard(transport.program, BANK, frame_of(time)) == transport.position(frame_of(time))


def test_what_is_skipped_is_not_heard_and_what_is_repeated_counts_once():
    transport = deck.phase_on(deck.begin(BANK), frame_of(20_000))
    assert heard(transport.program, BANK, frame_of(22_000)) == pytest.approx(22_000, abs=50)
    transport = deck.repeat(deck.begin(BANK), frame_of(20_000))
    assert heard(transport.program, BANK, frame_of(30_000)) == pytest.approx(20_000, abs=50)


def test_a_wait_counts_once_the_listener_has_gone_on():
    waiting = bank(*WITH_WAIT)
    [gate] = waiting.gates
    transport = deck.begin(waiting)
    later = frame_of(gate + 5000)
    transport = deck.go_on(transport, later)
    end = end_of(transport.program, waiting)
    assert heard(transport.program, waiting, end) == waiting.timelines[SESSION].duration_ms
    opening = opening_of(waiting.timelines[SESSION], gate)
    assert heard(transport.program, waiting, later) == opening


def test_after_the_session_comes_what_was_done_and_the_question():
    transport = deck.begin(BANK)
    assert sources(transport) == [SESSION, DONE, QUESTION]
    asked = transport.program[-1].start
    assert transport.mode(Frames(asked - 1)) == "playing"
    assert transport.mode(asked) == "asking"
    assert transport.position(asked) == LENGTH
    end = end_of(transport.program, BANK)
    assert transport.mode(Frames(end - 1)) == "asking"
    assert transport.mode(end) == "ended"
    assert frame_of(ANSWERED_WITHIN) < end - asked < frame_of(ANSWERED_WITHIN + 10 * SECOND)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_asked_in_every_language(language):
    stock, speaker = phrases_for(language), Speaker(FakeVoice(), MemoryCache())
    for due in (4, 0):
        takes = compose_question(language, "Title", 2, due, speaker)
        [done], [asked] = (takes[name].timeline.cues for name in (DONE, QUESTION))
        assert done.text.startswith("Title. ")
        assert stock.number(2) in done.text
        assert (stock.number(4) in done.text) == bool(due)
        assert asked.text == stock.ask_pain
        assert "{" not in done.text + asked.text


def test_the_session_before_the_question_is_the_session_to_its_last_sample():
    timeline = BANK.timelines[SESSION]
    whole = np.concatenate(list(blocks(timeline, BANK.sounds)))
    count = BANK.length(SESSION)
    assert np.array_equal(render(deck.begin(BANK).program, BANK, Frames(0), count), whole)


def test_a_session_that_was_skipped_through_was_not_done():
    """Nothing is said of a dose; where enough was heard to tell of, it is asked how it was."""
    transport = deck.begin(BANK)
    for time in (6000, 7000, 8000, 9000, 10_000, 11_000):
        transport = deck.phase_on(transport, frame_of(time))
    assert sources(transport)[-2:] == [SESSION, SESSION]
    transport = deck.phase_on(deck.begin(BANK), frame_of(12_000))
    assert sources(transport)[-2:] == [SESSION, QUESTION]
    back = deck.phase_back(deck.begin(BANK), frame_of(60_000))
    assert sources(back)[-3:] == [SESSION, DONE, QUESTION]


def test_who_stops_late_is_asked_and_who_stops_at_once_is_not():
    stopped = deck.stop(deck.begin(BANK), frame_of(MINUTE + 1))
    assert sources(stopped) == [SESSION, CLOSING, QUESTION]
    assert stopped.position(stopped.program[-1].start) == MINUTE + 1
    assert sources(deck.stop(deck.begin(BANK), frame_of(MINUTE - 1))) == [SESSION, CLOSING]


@pytest.mark.parametrize("command", [deck.pause, deck.go_on, deck.phase_back, deck.section_on])
def test_nothing_of_the_session_happens_while_it_is_asked(command):
    transport = deck.begin(BANK)
    asked = Frames(transport.program[-1].start + frame_of(100))
    assert command(transport, asked) == transport


@pytest.mark.parametrize("command", [deck.leave, deck.lose])
def test_an_answer_ends_it_at_once_and_so_does_a_lost_device(command):
    transport = deck.begin(BANK)
    asked = Frames(transport.program[-1].start + frame_of(100))
    left = command(transport, asked)
    assert end_of(left.program, BANK) - asked == frame_of(15)
    assert left.mode(end_of(left.program, BANK)) == "ended"
    assert left.position(end_of(left.program, BANK)) == LENGTH


def follow_to_the_end(answers, fails_at=None, starts_at=40_000):
    """Play the end of a session, and press keys while it is asked."""
    conductor = Conductor(BANK, FakeOutput(fails_at=fails_at), Milliseconds(starts_at))
    seen = []

    def press(snapshot):
        if not seen or seen[-1].mode != snapshot.mode:
            seen.append(snapshot)
        if snapshot.mode == "asking" and answers:
            conductor.answer(answers.pop(0))

    return follow(conductor, press), seen


@pytest.mark.parametrize("answer", [0, 7, 10, None])
def test_the_answer_is_told_with_how_the_session_ended(answer):
    ended, seen = follow_to_the_end([answer])
    assert (ended.completed, ended.answer) == (True, answer)
    assert ended.position_ms == LENGTH
    assert ended.heard_ms == LENGTH - 40_000
    assert [snapshot.mode for snapshot in seen] == ["playing", "asking", "ended"]


def test_an_unanswered_question_is_given_up():
    ended, _ = follow_to_the_end([])
    assert (ended.completed, ended.answer) == (True, None)


def test_the_question_tells_what_was_done_only_if_it_was():
    _, seen = follow_to_the_end([3], starts_at=0)
    assert seen[1].message == "Sitting. That was dose two of four today."
    assert seen[0].message == ""
    _, seen = follow_to_the_end([3])
    assert (seen[1].mode, seen[1].message) == ("asking", "")


def test_an_answer_before_it_is_asked_is_none():
    conductor = Conductor(BANK, FakeOutput())
    conductor.start()
    conductor.answer(3)
    assert conductor.close().answer is None


def test_a_device_that_is_lost_while_it_is_asked_ends_it():
    ended, _ = follow_to_the_end([], fails_at=Milliseconds(LENGTH - 40_000 + 12_000))
    assert (ended.completed, ended.answer) == (True, None)


def test_a_session_without_the_question_ends_with_itself():
    timelines = {n: t for n, t in BANK.timelines.items() if n not in (DONE, QUESTION)}
    plain = msgspec.structs.replace(BANK, timelines=timelines)
    assert sources(deck.begin(plain)) == [SESSION]
    assert sources(deck.stop(deck.begin(plain), frame_of(90_000))) == [SESSION, CLOSING]
