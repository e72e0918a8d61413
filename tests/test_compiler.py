"""The rules of counting and giving way, as examples and as laws over any script."""

from itertools import pairwise

import pytest
from hypothesis import given

from tests.kit import (
    TRAININGS,
    bundled,
    phases,
    said,
    script_of,
    timeline_of,
    timeline_of_script,
    within,
)
from tests.strategies import scripts, timelines
from voicecoach.compiler.counting import counts
from voicecoach.compiler.layout import LEAD
from voicecoach.compiler.plan import Preferences
from voicecoach.compiler.planning import plan
from voicecoach.compiler.schedule import Needs, schedule
from voicecoach.errors import SettingError, UnknownNameError
from voicecoach.script.model import CountPolicy
from voicecoach.script.phrases.en import number as words
from voicecoach.script.problems import ScriptError

POOL = "cues: {form: [Stay soft and slow]}"
NUMBERS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]


def offsets(timeline, phase, role):
    return [
        (cue.onset_ms - phase.start_ms, cue.text)
        for cue in within(timeline, phase)
        if cue.role == role
    ]


# --- laws -------------------------------------------------------------------------------


@given(timelines())
def test_phases_tile_the_session(timeline):
    assert timeline.phases[0].start_ms == 0
    assert timeline.phases[-1].end_ms == timeline.duration_ms
    assert all(before.end_ms == after.start_ms for before, after in pairwise(timeline.phases))
    assert all(phase.duration_ms > 0 for phase in timeline.phases)


@given(timelines())
def test_speech_never_overlaps_and_stays_in_its_phase(timeline):
    speech = [cue for cue in timeline.cues if cue.kind == "speech"]
    assert all(before.end_ms <= after.onset_ms for before, after in pairwise(speech))
    for cue in speech:
        assert cue.end_ms <= timeline.phase_at(cue.onset_ms).end_ms


@given(timelines())
def test_cues_are_sorted_by_onset(timeline):
    assert all(before.onset_ms <= after.onset_ms for before, after in pairwise(timeline.cues))


@given(timelines())
def test_counts_are_on_their_second(timeline):
    for phase in phases(timeline, "hold"):
        for onset, text in offsets(timeline, phase, "count"):
            up = (onset // 1000) + 1
            down = (phase.duration_ms - onset) // 1000
            assert onset % 1000 == 0
            assert text in (number_words(up), number_words(down))


@given(timelines())
def test_the_word_that_starts_a_hold_ends_just_before_it(timeline):
    for before, hold in pairwise(timeline.phases):
        if hold.kind == "hold":
            last = within(timeline, before)[-1]
            assert (last.role, last.text) == ("start", "Squeeze")
            assert last.end_ms == hold.start_ms - LEAD


@given(timelines())
def test_every_hold_rest_and_finish_begins_with_its_tone(timeline):
    tones = {(cue.onset_ms, cue.role) for cue in timeline.cues if cue.kind == "tone"}
    finish = phases(timeline, "finish")[0]
    begun = [*phases(timeline, "hold"), *phases(timeline, "rest"), finish]
    assert all((phase.start_ms, phase.kind) in tones for phase in begun)


@given(timelines())
def test_a_tone_yields_to_a_word(timeline):
    speech = [cue for cue in timeline.cues if cue.kind == "speech"]
    for tone in (cue for cue in timeline.cues if cue.kind == "tone"):
        shared = any(cue.onset_ms < tone.end_ms and cue.end_ms > tone.onset_ms for cue in speech)
        assert shared <= tone.sound.endswith(":soft")


@given(scripts())
def test_the_same_inputs_give_the_same_timeline(script):
    assert timeline_of_script(script) == timeline_of_script(script)


def number_words(number):
    return words(number) if number > 0 else None


# --- counting ---------------------------------------------------------------------------


def test_counting_up_names_the_second_that_begins():
    timeline = timeline_of("{ready: 5s}", "{hold: 10s}", "{rest: 5s}", "{hold: 10s}")
    for hold in phases(timeline, "hold"):
        assert hold.duration_ms == 10_000
        expected = [(second * 1000, word) for second, word in enumerate(NUMBERS)]
        assert offsets(timeline, hold, "count") == expected


def test_counting_down_ends_with_one():
    timeline = timeline_of("{ready: 5s}", "{hold: 10s, count: down}")
    expected = [(second * 1000, word) for second, word in enumerate(reversed(NUMBERS))]
    assert offsets(timeline, phases(timeline, "hold")[0], "count") == expected


@pytest.mark.parametrize(
    ("policy", "seconds", "expected"),
    [
        (CountPolicy("none"), 10, []),
        (CountPolicy("up", every=5), 12, [(4, 5), (9, 10)]),
        (CountPolicy("none", last=3), 10, [(7, 3), (8, 2), (9, 1)]),
        (CountPolicy("up", every=10, last=5), 20, [(9, 10), (15, 5), (16, 4), (17, 3), (18, 2), (19, 1)]),
        (CountPolicy("up", last=30), 3, [(0, 3), (1, 2), (2, 1)]),
        (CountPolicy("down", every=5), 10, [(0, 10), (5, 5)]),
    ],
)  # fmt: skip
def test_policies(policy, seconds, expected):
    found = counts(policy, seconds * 1000)
    assert found == [(offset * 1000, number) for offset, number in expected]


def test_a_long_hold_is_counted_every_ten_and_its_last_five():
    timeline = timeline_of("{ready: 5s}", "{hold: 30s}")
    spoken = [text for _, text in offsets(timeline, phases(timeline, "hold")[0], "count")]
    assert spoken == ["ten", "twenty", "five", "four", "three", "two", "one"]


def test_what_ends_a_hold_is_said_at_its_end():
    timeline = timeline_of("{ready: 5s}", "{hold: 4s}", "{rest: 5s}", "{hold: 4s}", "{say: Bye}")
    for hold in phases(timeline, "hold")[:1]:
        assert (hold.end_ms, "Relax") in said(timeline, "start")


def test_a_count_too_long_for_its_beat_is_said_faster():
    timeline = timeline_of("{ready: 5s}", "{hold: 4s}", durations={"three": 1100})
    three = next(cue for cue in timeline.cues if cue.text == "three" and cue.role == "count")
    assert three.onset_ms == phases(timeline, "hold")[0].start_ms + 2000
    assert three.duration_ms == 1100 * 100 // 120
    assert timeline.notes == ()


def test_a_count_that_no_pace_fits_is_left_out_and_reported():
    timeline = timeline_of("{ready: 9s}", "{hold: 4s}", durations={"three": 2000})
    hold = phases(timeline, "hold")[0]
    assert [text for _, text in offsets(timeline, hold, "count")] == ["one", "two", "four"]
    assert timeline.notes == ("count left out at 0:14: 'three' needs 1050 ms more",)


# --- rests ------------------------------------------------------------------------------


def test_a_rest_holds_its_word_a_cue_the_countdown_and_the_next_word():
    timeline = timeline_of(
        "{ready: 5s}", "{hold: 3s}", "{rest: 9s, cue: form}", "{hold: 3s}", head=POOL
    )
    rest = phases(timeline, "rest")[0]
    assert [(cue.role, cue.text) for cue in within(timeline, rest)] == [
        ("start", "Relax"),
        ("form", "Stay soft and slow"),
        ("countdown", "three"),
        ("countdown", "two"),
        ("start", "Squeeze"),
    ]
    assert offsets(timeline, rest, "countdown") == [(6000, "three"), (7000, "two")]


def test_where_a_rest_is_too_short_cue_and_countdown_take_turns():
    timeline = timeline_of(
        "{ready: 5s}",
        "{repeat: {times: 5, steps: [{hold: 3s}, {rest: 5s, cue: form}]}}",
        head=POOL,
        durations={"Stay soft and slow": 2000, "Relax": 600, "Squeeze": 600},
    )
    roles = [
        {cue.role for cue in within(timeline, rest)} - {"start"}
        for rest in phases(timeline, "rest")
    ]
    assert roles == [{"form"}, {"countdown"}, {"form"}, {"countdown"}]


def test_a_cue_that_never_fits_is_reported_and_does_not_block_the_others():
    timeline = timeline_of(
        "{ready: 5s}",
        "{repeat: {times: 4, steps: [{hold: 3s}, {rest: 5s, cue: form}]}}",
        head="cues: {form: [Far too long, Short]}",
        durations={"Far too long": 9000, "Short": 500, "Relax": 600, "Squeeze": 600},
    )
    assert {text for _, text in said(timeline, "form")} == {"Short"}
    assert timeline.notes == ("cue left out at 0:12: 'Far too long' needs 5800 ms more",)


def test_the_setup_grows_by_the_word_that_starts_a_hold():
    with_word = timeline_of("{say: Sit down.}", "{hold: 3s}", durations={"Squeeze": 600})
    without = timeline_of("{say: Sit down.}", "{hold: 3s, start: none}")
    grown, plain = (phases(t, "instruction")[1].duration_ms for t in (with_word, without))
    assert grown == plain + 600 + LEAD


def test_the_rest_after_the_last_round_is_dropped_but_its_word_is_said():
    timeline = timeline_of(
        "{ready: 5s}", "{repeat: {times: 3, steps: [{hold: 3s}, {rest: 5s}]}}", "{say: Well done.}"
    )
    assert len(phases(timeline, "rest")) == 2
    finish = phases(timeline, "finish")[0]
    assert finish.start_ms == phases(timeline, "hold")[-1].end_ms
    assert [cue.text for cue in within(timeline, finish)] == ["Relax", "Well done."]


def test_the_rest_is_kept_where_work_follows():
    timeline = timeline_of(
        "{ready: 5s}", "{repeat: {times: 2, steps: [{hold: 3s}, {rest: 5s}]}}", "{hold: 3s}"
    )
    assert len(phases(timeline, "rest")) == 2


def test_a_required_word_that_does_not_fit_is_an_error_with_its_line():
    script = script_of("{ready: 5s}", "{move: [{say: Up, for: 1s}, {say: Down again, for: 1s}]}")
    with pytest.raises(ScriptError) as caught:
        timeline_of_script(script, {"Down again": 2000})
    (problem,) = caught.value.problems
    assert problem.place.line == 7
    assert problem.message == "'Down again' does not fit here: it needs 1050 ms more"


def test_a_hold_straight_after_a_hold_says_its_word_when_the_counts_leave_room():
    timeline = timeline_of("{ready: 5s}", "{hold: 5s, count: none}", "{hold: 5s, start: Again}")
    first, second = phases(timeline, "hold")
    assert within(timeline, first)[-1].text == "Again"
    assert within(timeline, first)[-1].end_ms == second.start_ms - LEAD


# --- doses ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("dose", "rounds"),
    [("600s", 40), ("595s", 40), ("594s", 39), ("70s", 5), ("10s", 1), ("1s", 1)],
)
def test_a_dose_is_as_many_whole_rounds_as_fit(dose, rounds):
    timeline = timeline_of(
        "{ready: 5s}", f"{{repeat: {{for: {dose}, steps: [{{hold: 10s}}, {{rest: 5s}}]}}}}"
    )
    holds = phases(timeline, "hold")
    assert [hold.rep for hold in holds] == list(range(1, rounds + 1))
    assert {hold.of for hold in holds} == {rounds}


def test_sets_are_counted_apart_from_repetitions():
    timeline = timeline_of(
        "{ready: 5s}",
        "{repeat: {times: 3, steps: [{repeat: {times: 2, steps: [{hold: 3s}, {rest: 4s}]}}, "
        "{rest: 9s}]}}",
    )
    found = [(hold.set, hold.sets, hold.rep, hold.of) for hold in phases(timeline, "hold")]
    assert found == [(s, 3, r, 2) for s in (1, 2, 3) for r in (1, 2)]
    assert [rest.duration_ms for rest in phases(timeline, "rest")] == [4000, 9000, 4000, 9000, 4000]


def test_time_left_is_true_to_within_five_seconds():
    timeline = timeline_of(
        "{ready: 5s}",
        "{repeat: {for: 10min, announce: [time left every 1min], steps: [{hold: 7s}, {rest: 6s}]}}",
    )
    end = phases(timeline, "hold")[-1].end_ms
    announced = said(timeline, "announce")
    assert len(announced) == 9
    for onset, text in announced:
        assert abs(spoken_time(text) - (end - onset)) <= 5000


@pytest.mark.parametrize("rest", ["1s", "1.5s", "2s", "2.5s", "3s"])
def test_time_left_that_finds_no_room_is_left_out_and_reported(rest):
    timeline = timeline_of(
        "{ready: 5s}",
        f"{{repeat: {{for: 10min, announce: time left every 2min, steps: [{{hold: 10s}}, {{rest: {rest}}}]}}}}",
        durations={"Relax": 300, "Squeeze": 400},
    )
    missed = [note for note in timeline.notes if "left.'" in note]
    assert len(missed) + len(said(timeline, "announce")) == 4


def spoken_time(text):
    """Milliseconds of a text such as ``Eight minutes ten seconds left.``"""
    values = {words(value): value for value in range(60)}
    parts = text.lower().removesuffix(" left.").split()
    units = {"minute": 60_000, "minutes": 60_000, "second": 1000, "seconds": 1000}
    pairs = zip(parts[::2], parts[1::2], strict=True)
    return sum(values[count] * units[unit] for count, unit in pairs)


def test_halfway_is_said_after_half_of_the_rounds_and_last_before_the_last():
    timeline = timeline_of(
        "{ready: 5s}",
        "{repeat: {times: 10, announce: [halfway, last], steps: [{hold: 3s}, {rest: 6s}]}}",
    )
    found = [(timeline.phase_at(onset).rep, text) for onset, text in said(timeline, "announce")]
    assert found == [(5, "Halfway."), (9, "Last one.")]


@pytest.mark.parametrize("times", [1, 3])
def test_halfway_is_only_said_where_there_is_a_middle(times):
    timeline = timeline_of(
        "{ready: 5s}",
        f"{{repeat: {{times: {times}, announce: [halfway], steps: [{{hold: 3s}}, {{rest: 6s}}]}}}}",
    )
    assert said(timeline, "announce") == []


def test_a_session_is_at_most_a_day_and_is_refused_at_once():
    for steps in (
        ["{repeat: {times: 999999999, steps: [{hold: 10s}]}}"],
        ["{repeat: {times: 999999999, steps: [{hold: 0.001s, start: none}]}}"],
        ["{repeat: {times: 90000, steps: [{repeat: {times: 90000, steps: [{rest: 1ms}]}}]}}"],
        ["{hold: 13h, count: none}", "{rest: 12h}"],
    ):
        with pytest.raises(ScriptError, match="makes a session of more than"):
            timeline_of("{ready: 5s}", *steps)


# --- plans ------------------------------------------------------------------------------


def test_a_session_says_the_safety_words_first_and_once():
    timeline = timeline_of("{say: Sit.}", "{ready: 5s}", "{hold: 3s}")
    onset, text = said(timeline)[0]
    assert onset == 0
    assert "not medical advice" in text
    assert [words for _, words in said(timeline)].count(text) == 1


def test_a_session_without_closing_words_ends_with_stock_ones():
    timeline = timeline_of("{ready: 5s}", "{hold: 3s}")
    assert said(timeline, "finish") == [(timeline.phases[-1].start_ms, "Well done.")]


def test_settings_are_spoken_and_obeyed():
    head = "settings: {hold: {default: 10s}, side: {choices: [left, right]}, n: {default: 2}}"
    script = script_of(
        "say: Your $side leg for ${hold}, $n times. $$5.", "{hold: $hold}", head=head
    )
    timeline = timeline_of_script(script, hold="4s", side="right", n="3")
    assert (
        said(timeline, "instruction")[1][1] == "Your right leg for four seconds, three times. $5."
    )
    assert phases(timeline, "hold")[0].duration_ms == 4000


def test_what_a_setting_makes_empty_is_left_out():
    script = script_of("{ready: 5s}", "{hold: 4s}", "{rest: $r}", "{say: Bye.}",
                       head="settings: {r: {default: 5s}}")  # fmt: skip
    assert phases(timeline_of_script(script, r="0s"), "rest") == []


def test_unknown_settings_and_wrong_values_are_refused():
    script = bundled("sitting")
    with pytest.raises(UnknownNameError, match="there is no setting 'holt'"):
        plan(script, Preferences({"holt": "8s"}))
    with pytest.raises(
        SettingError, match="setting 'hold' cannot be '99s': it takes a length from"
    ):
        plan(script, Preferences({"hold": "99s"}))
    with pytest.raises(SettingError, match="it takes left or right"):
        plan(script, Preferences({"side": "up"}))


def test_a_schedule_asks_for_what_is_not_measured():
    session = plan(bundled("sitting"))
    answer = schedule(session, {})
    assert isinstance(answer, Needs)
    assert answer.utterances == session.utterances()


# --- the four trainings -----------------------------------------------------------------


@pytest.mark.parametrize("name", TRAININGS)
def test_the_trainings_leave_nothing_out(name):
    assert timeline_of_script(bundled(name)).notes == ()


@pytest.mark.parametrize("name", ["sitting", "standing"])
def test_ten_second_holds_fill_ten_minutes(name):
    timeline = timeline_of_script(bundled(name))
    holds = phases(timeline, "hold")
    assert len(holds) == 40
    assert holds[-1].end_ms - holds[0].start_ms == 595_000
    for hold in holds:
        assert [text for _, text in offsets(timeline, hold, "count")] == NUMBERS


def test_walking_goes_to_a_steady_beat():
    timeline = timeline_of_script(bundled("walking"))
    beats = [cue.onset_ms for cue in timeline.cues if cue.role == "beat"]
    assert {after - before for before, after in pairwise(beats)} == {1500}
    spoken = [text for _, text in said(timeline, "start") if text != "Get ready."]
    assert spoken[:5] == ["Forward", "Shift", "Squeeze", "Step through", "Forward"]


def test_step_names_the_height_of_its_level():
    assert any("ten centimetres" in t or "10 centimetres" in t
               for _, t in said(timeline_of_script(bundled("step"), level="2")))  # fmt: skip


@pytest.mark.parametrize("name", TRAININGS)
@pytest.mark.parametrize("side", ["left", "right"])
def test_the_affected_leg_is_the_listeners_choice(name, side):
    spoken = " ".join(text for _, text in said(timeline_of_script(bundled(name), side=side)))
    assert f"your {side} leg" in spoken
    assert f"{ {'left': 'right', 'right': 'left'}[side] } leg" not in spoken


def sets_of(rounds):
    """Three sets of so many seconds each, with a rest between them."""
    return timeline_of(
        "{say: Lie down.}",
        f"{{repeat: {{times: 3, steps: [{{repeat: {{times: {rounds}, steps: [{{hold: 5s}}, {{rest: 5s}}]}}}}, {{rest: 30s}}]}}}}",
    )


def test_a_long_section_has_a_chapter_for_each_set():
    timeline = sets_of(8)
    assert [marker.title for marker in timeline.markers] == ["Work", "Work 2/3", "Work 3/3"]
    for number, marker in enumerate(timeline.markers[1:], 2):
        phase = timeline.phase_at(marker.onset_ms)
        assert (phase.start_ms, phase.kind) == (marker.onset_ms, "hold")
        assert (phase.set, phase.rep) == (number, 1)


def test_a_short_section_is_one_chapter():
    assert [marker.title for marker in sets_of(2).markers] == ["Work"]
