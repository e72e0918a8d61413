"""What the language can say, beyond what the trainings need."""

import pytest

from tests.kit import phases, said, script_of, timeline_of, timeline_of_script, within
from voicecoach.compiler.plan import Preferences
from voicecoach.compiler.planning import plan
from voicecoach.errors import SettingError, UsageError
from voicecoach.script.loader import Source, load
from voicecoach.script.problems import ScriptError

READY = "{ready: 5s}"


def texts(timeline, role):
    return [text for _, text in said(timeline, role)]


def heard(script, **preferences):
    """Spoken texts of a plan, as the voice is asked for them."""
    return {words.text for words in plan(script, Preferences(**preferences)).utterances()}


# --- each side --------------------------------------------------------------------------


def test_each_side_is_done_with_a_change_in_between():
    timeline = timeline_of(
        READY, "{each side: {switch: 8s, steps: [{hold: 4s, start: Stretch the $side leg}]}}"
    )
    kinds = [phase.kind for phase in timeline.phases]
    assert kinds == ["instruction", "ready", "hold", "switch", "hold", "finish"]
    assert [phase.label for phase in phases(timeline, "hold")] == [
        "Stretch the left leg",
        "Stretch the right leg",
    ]
    (switch,) = phases(timeline, "switch")
    assert switch.duration_ms == 8000
    assert [cue.text for cue in within(timeline, switch)] == [
        "Switch sides.",
        "three",
        "two",
        "Stretch the right leg",
    ]


def test_the_side_that_begins_can_be_chosen():
    timeline = timeline_of(
        READY, "{each side: {first: right, steps: [{hold: 4s, start: My $side}]}}"
    )
    assert [phase.label for phase in phases(timeline, "hold")] == ["My right", "My left"]


def test_side_has_no_meaning_outside_of_each_side():
    with pytest.raises(ScriptError, match="there is no setting 'side'"):
        script_of("{say: Your $side leg}", "{each side: {steps: [{hold: 4s, start: The $side}]}}")


# --- sets, next -------------------------------------------------------------------------


def test_sets_are_announced_in_the_rest_before_them():
    timeline = timeline_of(
        READY,
        "{repeat: {times: 3, announce: set, steps: "
        "[{repeat: {times: 2, steps: [{hold: 3s}, {rest: 4s}]}}, {rest: 12s}]}}",
    )
    assert texts(timeline, "announce") == ["Set two of three.", "Set three of three."]
    for onset, _ in said(timeline, "announce"):
        assert timeline.phase_at(onset).duration_ms == 12_000


def test_a_rest_can_announce_the_section_that_follows():
    text = (
        "title: T\nsession:\n"
        "  - {section: Bridge, steps: [{ready: 5s}, {hold: 4s}, {rest: 9s, announce: next}]}\n"
        "  - {section: Wall sit, steps: [{hold: 4s}]}\n"
    )
    timeline = timeline_of_script(load(text, "t.yaml"))
    assert texts(timeline, "announce") == ["Next: Wall sit."]


# --- words ------------------------------------------------------------------------------


def test_a_shorter_variant_is_used_before_anything_is_left_out():
    durations = {"Keep the knee above the foot": 6000, "Knee above foot": 1500}
    timeline = timeline_of(
        READY,
        "{hold: 3s}",
        "{rest: 5s, cue: form}",
        "{hold: 3s}",
        head="cues: {form: [{text: Keep the knee above the foot, short: Knee above foot}]}",
        durations=durations,
    )
    assert texts(timeline, "form") == ["Knee above foot"]
    assert timeline.notes == ()


def test_a_start_word_is_shortened_before_it_is_hurried():
    step = "{move: [{say: {text: Slowly down, short: Down}, for: 1s}]}"
    timeline = timeline_of(READY, step, durations={"Slowly down": 2000, "Down": 500})
    down = next(cue for cue in timeline.cues if cue.text == "Down")
    assert down.duration_ms == 500


def test_what_is_spoken_may_differ_from_what_is_shown():
    script = script_of("{say: {text: Feel the VMO., spoken: Feel the inner thigh.}}", "{hold: 3s}")
    assert "Feel the inner thigh." in heard(script)
    assert "Feel the VMO." in texts(timeline_of_script(script), "instruction")


def test_pronunciations_hold_for_whole_words_everywhere():
    script = script_of("{say: The VMO and the VMOs.}", "{hold: 3s}", head="pronounce: {VMO: V M O}")
    assert "The V M O and the VMOs." in heard(script)
    assert "The VMO and the VMOs." in texts(timeline_of_script(script), "instruction")


@pytest.mark.parametrize(
    ("guidance", "instructions", "reminded"),
    [
        ("full", ["Sit down slowly.", "Breathe."], True),
        ("brief", ["Sit down.", "Breathe."], True),
        ("minimal", ["Sit."], False),
    ],
)
def test_guidance_chooses_how_much_is_said(guidance, instructions, reminded):
    script = script_of(
        "{say: {text: Sit down slowly., brief: Sit down., minimal: Sit.}}",
        "{say: {text: Why we do this., brief: none}}",
        "{say: Breathe.}",
        READY,
        "{hold: 3s}",
        "{rest: 9s, cue: form}",
        "{hold: 3s}",
        head="cues: {form: [Stay soft]}",
    )
    spoken = heard(script, guidance=guidance)
    unspoken = {"Sit down slowly.", "Sit down.", "Sit.", "Breathe."} - set(instructions)
    assert spoken.issuperset(instructions)
    assert spoken.isdisjoint(unspoken)
    assert ("Why we do this." in spoken) == (guidance == "full")
    assert ("Stay soft" in spoken) == reminded
    assert {"Squeeze", "one", "Relax"} <= spoken


# --- pools ------------------------------------------------------------------------------


def order_of_cues(seed):
    names = ", ".join(f"Cue {letter}" for letter in "abcdefgh")
    script = script_of(
        READY,
        "{repeat: {times: 9, steps: [{hold: 3s}, {rest: 9s, cue: form}]}}",
        head=f"cues: {{form: {{order: shuffled, texts: [{names}]}}}}",
    )
    phrases = plan(script, Preferences(seed=seed)).pools["test.yaml:form"]
    return [phrase.text for phrase in phrases]


def test_a_seed_shuffles_and_the_same_seed_shuffles_the_same():
    assert order_of_cues(1) == order_of_cues(1)
    assert order_of_cues(1) != order_of_cues(2)
    assert sorted(order_of_cues(1)) == sorted(order_of_cues(2))


def test_a_cue_may_be_said_every_so_often():
    timeline = timeline_of(
        READY,
        "{repeat: {times: 6, steps: [{move: [{say: Up, for: 4s, cue: form every 3}]}]}}",
        head="cues: {form: [Slow]}",
    )
    assert [timeline.phase_at(onset).rep for onset, _ in said(timeline, "form")] == [3, 6]


def test_a_long_hold_has_room_for_a_reminder_between_its_counts():
    timeline = timeline_of(
        READY, "{hold: 30s, count: last 3, cue: form}", head="cues: {form: [Breathe on]}"
    )
    ((onset, _),) = said(timeline, "form")
    assert onset - phases(timeline, "hold")[0].start_ms == 1000


# --- quantities, levels -----------------------------------------------------------------


def test_quantities_are_spoken_with_their_unit_in_full():
    head = "settings: {weight: {default: 1 kg, min: 0 kg, max: 5 kg}}"
    script = script_of("{say: Put on $weight.}", "{hold: 3s}", head=head)
    assert "Put on 1 kilogram." in heard(script)
    assert "Put on 2.5 kilograms." in heard(script, settings={"weight": "2.5 kg"})
    assert "Put on 2 kilograms." in heard(script, settings={"weight": "2"})
    with pytest.raises(SettingError, match="it takes an amount from 0 kg to 5 kg"):
        plan(script, Preferences({"weight": "6kg"}))
    with pytest.raises(SettingError):
        plan(script, Preferences({"weight": "2 lb"}))


@pytest.mark.parametrize(
    ("wish", "words"),
    [("1.5kg", "1.5 kilograms"), ("two books", "two books"), ("The weight", "The weight")],
)
def test_words_that_are_an_amount_after_all_are_spoken_as_one(wish, words):
    script = script_of("{say: Put on $load.}", "{hold: 3s}", head="settings: {load: {default: it}}")
    assert "Put on it." in heard(script)
    assert f"Put on {words}." in heard(script, settings={"load": wish})


def test_a_level_gives_its_names_their_values():
    head = "levels: {1: {height: 5 cm, hold: 4s}, 2: {height: 10 cm, hold: 6s}}"
    script = script_of("{say: Step $height high.}", READY, "{hold: $hold}", head=head)
    assert "Step 5 centimetres high." in heard(script)
    assert phases(timeline_of_script(script, level="2"), "hold")[0].duration_ms == 6000
    with pytest.raises(SettingError, match="it takes 1 or 2"):
        plan(script, Preferences({"level": "3"}))


# --- wait, tones ------------------------------------------------------------------------


def test_a_wait_is_a_pause_of_its_length():
    timeline = timeline_of("{wait: 20s, say: Find your weight.}", "{hold: 3s}")
    (wait,) = phases(timeline, "wait")
    assert wait.duration_ms == 20_000
    assert within(timeline, wait)[0].text == "Find your weight."


@pytest.mark.parametrize(
    ("tones", "roles"),
    [
        ("none", set()),
        ("{only: [rest]}", {"rest"}),
        ("{volume: 0}", set()),
        ("{volume: 40%}", {"hold", "rest", "finish"}),
    ],
)
def test_the_author_chooses_the_tones(tones, roles):
    timeline = timeline_of(READY, "{hold: 3s}", "{rest: 4s}", "{hold: 3s}", head=f"tones: {tones}")
    cues = [cue for cue in timeline.cues if cue.kind == "tone"]
    assert {cue.role for cue in cues} == roles
    assert all(":40" in cue.sound for cue in cues if "40" in tones)


# --- include ----------------------------------------------------------------------------

INCLUDED = """
title: Wall sit
settings: {hold: {default: 20s}}
cues: {form: [Back flat]}
session:
  - {section: Set up, steps: [{say: Lean on a wall.}, {ready: 5s}]}
  - {section: Work, steps: [{hold: $hold, cue: form}, {say: Well held.}]}
"""


def fetch_included(name, _including):
    if name == "missing":
        raise UsageError("there is no script 'missing'")
    return Source(INCLUDED if name == "wall" else CIRCLE, f"{name}.yaml")


CIRCLE = "title: C\nsession: [{section: S, steps: [{include: circle}]}]\n"


def including(step):
    text = (
        "title: Circuit\nsettings: {time: {default: 8s}}\n"
        f"session:\n  - section: All\n    steps:\n      - {READY}\n      - {step}\n      - {{rest: 5s}}\n"
    )
    return load(text, "circuit.yaml", fetch_included)


def test_an_included_script_is_a_part_of_this_one_without_its_closing_words():
    timeline = timeline_of_script(including("{include: wall, with: {hold: $time}}"))
    hold = phases(timeline, "hold")[0]
    assert (hold.section, hold.duration_ms) == ("Wall sit", 8000)
    assert hold.source == "wall.yaml:7"
    assert "Lean on a wall." in texts(timeline, "instruction")
    assert "Well held." not in [text for _, text in said(timeline)]
    assert [marker.title for marker in timeline.markers] == ["All", "Wall sit", "All"]


def test_only_some_sections_may_be_included():
    timeline = timeline_of_script(including("{include: wall, sections: [Work]}"))
    assert "Lean on a wall." not in texts(timeline, "instruction")


@pytest.mark.parametrize(
    ("step", "message"),
    [
        ("{include: missing}", "there is no script 'missing'"),
        ("{include: circle}", "this includes itself: circuit.yaml → circle.yaml → circle.yaml"),
        ("{include: wall, with: {hodl: 3s}}", "'wall' has no setting 'hodl'"),
        ("{include: wall, sections: [Wrok]}", "'wall' has no section 'Wrok'"),
    ],
)
def test_wrong_includes_are_told_with_their_place(step, message):
    with pytest.raises(ScriptError) as caught:
        including(step)
    assert message in str(caught.value)


def test_a_wrong_value_for_an_included_setting_is_refused():
    with pytest.raises(
        ScriptError, match=r"circuit.yaml:7:38: error: setting 'hold' cannot be 'soon'"
    ):
        including("{include: wall, with: {hold: soon}}")


def test_a_language_without_stock_words_is_refused():
    with pytest.raises(ScriptError, match="stock words for the language 'xh'"):
        plan(script_of("{hold: 3s}", head="language: xh"))


SIDED = """
title: Sided
settings: {side: {choices: [left, right]}}
cues: {form: [Keep your $side knee still]}
session: [{section: S, steps: [{ready: 5s}, {hold: 4s, start: The $side}, {rest: 9s, cue: form}, {hold: 4s}]}]
"""


def test_a_reminder_names_the_side_that_works():
    text = (
        "title: Both\nsession: [{section: A, steps: [{each side: {steps: "
        "[{include: sided, with: {side: $side}}]}}]}]"
    )
    timeline = timeline_of_script(load(text, "both.yaml", lambda *_: Source(SIDED, "sided.yaml")))
    assert texts(timeline, "form") == ["Keep your left knee still", "Keep your right knee still"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "{each side: {steps: [{hold: $side}]}}",
            "'side' is a word, and a duration is needed here",
        ),
        ("{move: [{say: Go, beats: 1}], beat: 1ms}", "nobody can follow a beat this fast"),
    ],
)
def test_what_nobody_could_follow_is_refused(text, message):
    with pytest.raises(ScriptError, match=message):
        script_of(text)


def test_a_level_and_a_setting_cannot_share_a_name():
    with pytest.raises(ScriptError, match="'height' is a setting, and the levels say what it is"):
        script_of(
            "{hold: 3s}", head="settings: {height: {default: 1 kg}}\nlevels: {1: {height: 5 cm}}"
        )


def test_next_is_announced_only_where_it_comes_next():
    text = (
        "title: T\nsession:\n"
        "  - {section: A, steps: [{ready: 5s}, {repeat: {times: 3, steps: "
        "[{hold: 3s}, {rest: 9s, announce: next}]}}, {rest: 9s, announce: next}]}\n"
        "  - {section: Squats, steps: [{say: Stand.}, {ready: 5s}, {hold: 3s}]}\n"
    )
    timeline = timeline_of_script(load(text, "t.yaml"))
    assert texts(timeline, "announce") == ["Next: Squats."]


def test_reminders_on_one_line_have_turns_of_their_own():
    timeline = timeline_of(
        READY,
        "{repeat: {times: 4, steps: [{move: [{say: Up, for: 4s, cue: a every 2}, "
        "{say: Down, for: 4s, cue: b every 2}]}]}}",
        head="cues: {a: [Slow], b: [Soft]}",
    )
    assert texts(timeline, "form") == ["Slow", "Soft", "Slow", "Soft"]
