"""``voicecoach check``: mistakes, and what a careful colleague would mention."""

import json

import pytest

from tests.kit import scheduled, script_of
from voicecoach.compiler.advice import advise as advise_session
from voicecoach.compiler.plan import Preferences
from voicecoach.script.advice import advise as advise_script

READY = "{ready: 5s}"


def warnings(*steps, head="", durations=None):
    """What is mentioned about a script, as message and the line of its step, from 1."""
    script = script_of(*steps, head=head)
    made = scheduled(script, Preferences(), durations)
    return [problem.message for problem in [*advise_script(script), *advise_session(made)]]


def test_a_good_script_is_left_alone():
    assert warnings("{say: Sit down.}", READY, "{hold: 5s}", "{rest: 5s}", "{hold: 5s}") == []


@pytest.mark.parametrize(
    ("steps", "head", "message"),
    [
        ([READY, "{hold: 5s}"], "settings: {rest: {default: 5s}}", "nothing uses the setting 'rest'"),
        ([READY, "{hold: 5s}"], "cues: {form: [Soft]}", "no step says the cues 'form'"),
        (["{say: Sit down.}", "{hold: 5s}"], "", "there is no time to get ready before this hold"),
        (["{say: Go.}", "{move: [{say: Up, for: 2s}]}"], "", "there is no time to get ready before this move"),
        ([READY, "{hold: 50min, count: none}", "{hold: 11min, count: none}"], "", "the session takes 1:01:09"),
        (["{say: Feel the VMO.}", READY, "{hold: 5s}"], "", "a voice would spell out or skip 'VMO'"),
        (["{say: Do 3x10 of it.}", READY, "{hold: 5s}"], "", "a voice would spell out or skip '3x10'"),
        (["{say: Take 5 kg.}", READY, "{hold: 5s}"], "", "a voice would spell out or skip '5 kg'"),
        (["{say: Hips/knees.}", READY, "{hold: 5s}"], "", "a voice would spell out or skip '/'"),
        (["{say: Now approx. there.}", READY, "{hold: 5s}"], "", "a voice would spell out or skip 'approx.'"),
    ],
)  # fmt: skip
def test_what_a_careful_colleague_would_mention(steps, head, message):
    assert warnings(*steps, head=head) == [message]


def test_a_rest_too_short_for_its_words():
    durations = {"Relax": 900, "Squeeze": 900, "Stay soft": 1500}
    found = warnings(
        READY, "{hold: 4s}", "{rest: 1.8s, cue: form}", "{hold: 4s}",
        head="cues: {form: [Stay soft]}", durations=durations,
    )  # fmt: skip
    assert "'Relax' is said 20 % faster, so that it fits" in found
    assert any(message.startswith("there is no room for 'Stay soft'") for message in found)


def test_unequal_sides_and_a_missing_switch_pause():
    found = warnings(
        READY, "{hold: 9s, start: Left leg, count: none}", "{hold: 6s, start: Right leg}"
    )
    assert found == [
        "the sides are unequal: left 9s and right 6s",
        "the side changes here without time to change over",
    ]


def test_each_side_is_equal_and_has_its_pause():
    assert warnings(READY, "{each side: {steps: [{hold: 9s, start: The $side leg}]}}") == []


def test_pronounced_words_are_not_spelled_out():
    assert warnings("{say: The VMO.}", READY, "{hold: 5s}", head="pronounce: {VMO: V M O}") == []


STEPS = "title: T\nsession:\n  - section: S\n    steps:\n"


def test_check_shows_mistakes_and_warnings_and_fails_on_mistakes_only(program):
    (program.folder / "wrong.yaml").write_text(STEPS + "      - hold: 10x\n      - rset: 5s\n")
    (program.folder / "rough.yaml").write_text(STEPS + "      - say: Go.\n      - hold: 10s\n")
    result = program.run("check", "rough.yaml")
    assert result.code == 0
    assert result.out.startswith("rough.yaml:6:9: warning: there is no time to get ready")
    result = program.run("check", "wrong.yaml", "rough.yaml", "sitting")
    assert result.code == 2
    assert "wrong.yaml:5:15: error: '10x' is not a duration" in result.out
    assert "wrong.yaml:6:9: error: 'rset' is not a step" in result.out
    assert "did you mean 'rest'?" in result.out
    assert "rough.yaml:6:9: warning" in result.out
    assert result.out.endswith("sitting: nothing to mend\n")


def test_check_writes_json_for_editors(program):
    (program.folder / "wrong.yaml").write_text(STEPS + "      - hold: 10x\n")
    result = program.run("check", "wrong.yaml", "--json")
    assert result.code == 2
    assert json.loads(result.out) == [
        {
            "file": "wrong.yaml",
            "line": 5,
            "column": 15,
            "end_column": 18,
            "severity": "error",
            "message": "'10x' is not a duration",
            "advice": "write it like 10s or 1min 30s",
        }
    ]


def test_sides_are_told_in_every_language():
    found = warnings(
        "{ready: 5s}",
        "{hold: 9s, start: 左腿, count: none}",
        "{hold: 6s, start: 右腿}",
        head="language: zh",
    )
    assert found[0] == "the sides are unequal: left 9s and right 6s"
