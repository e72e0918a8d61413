"""What authors write, right and wrong."""

import pytest

from tests.kit import TRAININGS, bundled, script_of
from voicecoach.script.loader import load, settings_of
from voicecoach.script.model import CountPolicy, Hold, Ref, Repeat
from voicecoach.script.problems import ScriptError

HEAD = "title: T\nsession:\n  - section: S\n    steps:\n"


def problems(text):
    with pytest.raises(ScriptError) as caught:
        load(text, "t.yaml")
    return caught.value.problems


def step_problem(step, head=""):
    """The only problem of a script with one wrong step, and where it stands in the step."""
    lines = f"title: T\n{head}session:\n  - section: S\n    steps:\n"
    (problem,) = problems(f"{lines}      - {step}\n")
    return problem.place.column - len("      - "), problem.message, problem.advice


def test_a_mistake_is_answered_as_a_good_compiler_answers():
    (problem,) = problems(f"{HEAD}      - hold: tenseconds\n")
    assert str(problem) == (
        "t.yaml:5:15: error: 'tenseconds' is not a duration\n"
        "    5 |       - hold: tenseconds\n"
        "      |               ^^^^^^^^^^ write it like 10s or 1min 30s"
    )


def test_all_mistakes_are_told_at_once_in_order():
    found = problems(
        "titel: T\n"
        "settings: {hold: {defualt: 10s}}\n"
        "session:\n"
        "  - section: S\n"
        "    steps:\n"
        "      - hould: 10s\n"
        "      - hold: 10x\n"
        "      - rest: 5s\n"
        "        start: Relax\n"
        "        cue: from\n"
    )
    assert [(problem.place.line, problem.advice) for problem in found] == [
        (1, "add 'title: …'"),
        (1, "did you mean 'title'?"),
        (2, "did you mean 'default'?"),
        (6, "did you mean 'hold'?"),
        (7, "write it like 10s or 1min 30s"),
    ]


@pytest.mark.parametrize(
    ("step", "column", "message", "advice"),
    [
        ("hould: 10s", 1, "'hould' is not a step", "did you mean 'hold'?"),
        ("{hold: 10s, cuont: up}", 13, "'cuont' is not known here", "did you mean 'count'?"),
        ("{hold: 10s, count: dwon}", 20, "'dwon' is not a way to count", "did you mean 'down'?"),
        ("{hold: 10s, rest: 5s}", 13, "'hold' and 'rest' are two steps", "begin the second with '- '"),
        ("{repeat: {steps: [{hold: 3s}]}}", 2, "a repeat has either 'times' or 'for'", "write 'times: 10' or 'for: 10min'"),
        ("{repeat: {times: 2, steps: []}}", 28, "this list is empty", ""),
        ("{repeat: {times: ten, steps: [{hold: 3s}]}}", 18, "'ten' is not a whole number", "write 10"),
        ("{repeat: {times: 2, announce: [halfwy], steps: [{hold: 3s}]}}", 32, "'halfwy' is not an announcement", "did you mean 'halfway'?"),
        ("{repeat: {times: 2, announce: time left every 1s, steps: [{hold: 3s}]}}", 31, "this is more often than anyone can listen to", ""),
        ("{move: [{say: Up}]}", 9, "a part of a movement has either 'for' or 'beats'", "write {say: Up, for: 3s}"),
        ("{move: [{say: Up, beats: 1}]}", 9, "this part is measured in beats, but how long is a beat?", "add 'beat: 1s' beside 'move'"),
        ("{hold: $hodl}", 8, "there is no setting 'hodl'", "did you mean 'hold'?"),
        ("{hold: $n}", 8, "'n' is a number, and a duration is needed here", ""),
        ("{say: Your $sied leg}", 7, "there is no setting 'sied'", "there are: hold, n"),
        ("{rest: 5s, cue: form}", 17, "there are no cues named 'form'", "write it under 'cues'"),
        ("{say: }", 7, "this should be a text", ""),
        ("{hold: 25h}", 8, "'25h' is longer than a day", ""),
        ("[1, 2]", 1, "this should be a step such as 'hold: 10s'", ""),
        ('{say: "bell \\a"}', 7, "there is an unprintable character in this text", ""),
    ],
)  # fmt: skip
def test_each_mistake_has_its_place_and_a_way_out(step, column, message, advice):
    head = "settings: {hold: {default: 10s}, n: {default: 3}}\n"
    assert step_problem(step, head) == (column, message, advice)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "this is not a script"),
        ("just words", "this is not a script"),
        ("- a\n- b", "this is not a script"),
        ("title: [", "this is not YAML"),
        ("title: 'x", "this is not YAML"),
        ("a: &x 1", "anchors and aliases"),
        ("a: *x", "anchors and aliases"),
        ("a: 1\na: 2", "'a' stands here a second time"),
        ("{a: 1, ? [b] : 2}", "a key is a single word"),
        ("[" * 100, "nested more than"),
        ("a: 1\n---\nb: 2", "a file holds one script"),
        ("#" * 1_000_001, "too large"),
        ("title: \x00", "this is not YAML"),
    ],
)
def test_what_is_not_a_script_is_refused(text, message):
    assert any(message in problem.message for problem in problems(text))


def test_values_mean_what_they_say_not_what_yaml_makes_of_them():
    script = script_of("{ready: 1:30}", "{say: no}")
    ready, say = script.session[0].steps
    assert (ready.ready, say.say.text) == (90_000, "no")


def test_a_text_over_several_lines_is_one_text():
    text = HEAD + "      - say: >-\n          One line\n          and another.\n"
    assert load(text, "t.yaml").session[0].steps[0].say.text == "One line and another."


def test_the_ways_to_count():
    script = script_of(
        "{hold: 9s, count: every 5}",
        "{hold: 9s, count: last 3}",
        "{hold: 9s, count: 'down, every 2, last 3'}",
    )
    assert [step.count for step in script.session[0].steps] == [
        CountPolicy("up", every=5),
        CountPolicy("none", last=3),
        CountPolicy("down", every=2, last=3),
    ]


@pytest.mark.parametrize("name", TRAININGS)
def test_the_trainings_name_an_affected_leg(name):
    side = settings_of(bundled(name))["side"]
    assert {choice.text for choice in side.choices} == {"left", "right"}


def test_the_sitting_training_reads_as_it_is_written():
    script = bundled("sitting")
    assert script.dose.per_day == (3, 4)
    (repeat,) = script.session[1].steps
    assert isinstance(repeat, Repeat)
    assert isinstance(repeat.for_, Ref)
    hold, rest = repeat.steps
    assert isinstance(hold, Hold)
    assert (hold.hold.name, hold.start.text, rest.cue.name) == ("hold", "Squeeze", "form")
    assert hold.place.source == "sitting.yaml:54"


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ("{min: 3s}", "a setting needs a default"),
        (
            "{default: 10s, min: 3}",
            "the default, the limits and the choices are of different kinds",
        ),
        ("{choices: [10s, 5]}", "the default, the limits and the choices are of different kinds"),
        ("{default: 10s, max: 3s}", "the default '10s' is not among what the setting takes"),
        ("{default: up, choices: [left, right]}", "the default 'up' is not among"),
        (f"{{default: {'x' * 300}}}", "this is too long"),
        (r'{default: "a\e[2J"}', "there is an unprintable character in this text"),
        (r'{choices: [left, "\u202eright"]}', "there is an unprintable character in this text"),
        (r'{choices: {left: "\aleft"}}', "there is an unprintable character in this text"),
    ],
)
def test_settings_have_to_make_sense(setting, message):
    (problem,) = problems(
        f"title: T\nsettings: {{x: {setting}}}\nsession: [{{section: S, steps: [hold: 3s]}}]"
    )
    assert message in problem.message


def test_levels_have_to_agree_and_names_have_to_be_usable():
    (problem,) = problems(
        "title: T\nlevels: {1: {a: 5s}, 2: {b: 5s}}\nsession: [{section: S, steps: [hold: $a]}]"
    )
    assert problem.message == "the levels do not all give the same names the same kind of value"
    (problem,) = problems(
        "title: T\nsettings: {Rest time: {default: 5s}}\nsession: [{section: S, steps: [hold: 3s]}]"
    )
    assert problem.message == "'Rest time' cannot be a name"


def test_an_unquoted_comma_or_colon_is_answered_with_quotes():
    (problem,) = problems(HEAD + "      - {rest: 60s, start: Lie still, and rest.}\n")
    assert problem.advice == "if it belongs to the text before it, put that in double quotes"
    (problem,) = problems(HEAD + "      - say: Remember: slowly\n")
    assert problem.advice == "put a text with a colon in double quotes"
