"""Workouts of w2a."""

import pytest

from tests.importing_kit import imported, outline, sayings, script_from
from tests.kit import phases, said, timeline_of_script
from voicecoach.script.problems import ScriptError

HEAD = """\
i18n: {and: and}
pause:
  text: Get ready for {{ .ExerciseName }}, {{.ExerciseDuration}}
  duration: 8s
half_time: {text: Other side, duration: 5s}
exercise_beginning: '{{ .ExerciseName }}'
"""
ONE = "exercises: [{name: Plank, duration: 40s}]\n"

MORNING = """\
tts: {espeak_ng_voice: en-gb}
audio_format: mp3
i18n: {and: and}
before_workout_announce: '{{ .WorkoutExercisesCount }} exercises, {{ .WorkoutDuration }}'
after_workout_announce: Done after {{ .WorkoutDurationWithoutPauses }} of work
pause: {text: 'Next {{ .ExerciseName }}', duration: 6s}
half_time: {text: Other side, duration: 5s}
exercise_beginning: '{{ .ExerciseName }}'
bridge: &bridge {name: Bridge, duration: 20s}
exercises:
  - <<: *bridge
  - name: Side plank
    duration: 1m
    half_time: true
    texts: [Elbow under the shoulder, Hips up]
  - {<<: *bridge, duration: 30s}
"""


def test_a_workout_becomes_the_script_that_a_person_would_write():
    text, missed = imported(MORNING, ".yaml")
    assert missed == [
        "1:1 'tts' is no part of a script",
        "2:1 'audio_format' is no part of a script",
        "15:5 these texts are said before the exercise, not in the course of it",
    ]
    assert (
        text.partition("language: en\n")[2]
        == """
settings:
  ready: {default: 6s, min: 3s, max: 30s, about: time to get into place}

session:
  - section: Set up
    steps:
      - say: Three exercises, two minutes eight seconds.

  - section: Bridge
    steps:
      - say: Next Bridge.
      - ready: $ready
      - hold: 20s
        start: Bridge
        count: last 5

  - section: Side plank
    steps:
      - say: Next Side plank.
      - say: Elbow under the shoulder.
      - say: Hips up.
      - say: Side plank.
      - ready: $ready
      - each side:
          switch: 5s
          start: Other side
          steps:
            - hold: 30s
              start: Go
              count: last 5

  - section: Bridge
    steps:
      - say: Next Bridge.
      - ready: $ready
      - hold: 30s
        start: Bridge
        count: last 5

  - section: Finish
    steps:
      - say: Done after one minute fifty seconds of work.
"""
    )


def test_every_exercise_takes_its_time_after_its_pause():
    timeline = timeline_of_script(script_from(MORNING, ".yaml"))
    lengths = [(hold.end_ms - hold.start_ms) // 1000 for hold in phases(timeline, "hold")]
    pauses = [(ready.end_ms - ready.start_ms) // 1000 for ready in phases(timeline, "ready")]
    assert (lengths, pauses) == ([20, 30, 30, 30], [6, 6, 6])
    assert [text for _, text in said(timeline, "count")][:5] == ["five", "four", "three", "two", "one"]  # fmt: skip


def test_a_pause_of_its_own_and_none():
    exercises = (
        "exercises: [{name: A, duration: 20s}, {name: B, duration: 20s, pause_duration: 15s}]\n"
    )
    lines = outline(script_from(HEAD + exercises, ".yaml"))
    assert [line for line in lines if "ready" in line] == ["ready 8000", "ready 15000"]
    without = HEAD.replace("duration: 8s", "duration: 0")
    lines = outline(script_from(without + exercises, ".yaml"))
    assert [line for line in lines if "ready" in line] == ["ready 15000"]


def test_texts_in_every_form_of_template():
    text, missed = imported("before_workout_announce: 'Go {{- .WorkoutDuration -}}!'\n" + HEAD + ONE, ".yml")  # fmt: skip
    assert ("say: Go forty-eight seconds!" in text, missed) == (True, [])


@pytest.mark.parametrize("template", ["{{ if .X }}Go{{ end }}", "{{ .Unknown }} Go", "{{"])
def test_a_template_that_is_not_understood_is_told_and_left_out(template):
    workout = f"after_workout_announce: '{template}'\n{HEAD}{ONE}"
    text, missed = imported(workout, ".yaml")
    assert "Finish" not in text
    assert missed == ["1:25 this template is left out: there is more in it than known fields"]


def test_words_that_may_not_fit_are_said_where_they_take_their_time():
    long = "Now we are going to do the exercise that everybody has been waiting for all the week"
    workout = HEAD.replace("'{{ .ExerciseName }}'", long).replace("Other side", long)
    workout += (
        "exercises: [{name: Plank, duration: 40s, half_time: true}, {name: B, duration: 9s}]\n"
    )
    script = script_from(workout, ".yaml")
    assert sayings(script).count(f"{long}.") == 2
    _, missed = imported(workout, ".yaml")
    assert missed == ["5:19 this may be too long for its time: the stock words are said instead"]


def test_the_language_is_told_by_its_word_for_and():
    german = (HEAD + ONE).replace("and: and", "and: und").replace("Get ready for", "Gleich kommt")
    script = script_from(german, ".yaml")
    assert (script.language, sayings(script)[-1]) == ("de", "Gleich kommt Plank, vierzig Sekunden.")
    text, missed = imported((HEAD + ONE).replace("and: and", "and: ja"), ".yaml")
    assert "language: en\n" in text
    assert missed == ["1:13 there are no stock words for the language that says 'ja'"]


def test_what_cannot_be_carried_over_is_told_with_its_place():
    workout = """\
log_level: debug
colour: red
unused: &unused {name: Jumps, duration: 10s}
pause: {text: Ready, duration: 1500ms, music: loud}
exercises:
  - {name: Plank, duration: 9s, half_time: yes, weight: 5}
"""
    _, missed = imported(workout, ".yaml")
    assert missed == [
        "1:1 'log_level' is no part of a script",
        "2:1 'colour' is left out",
        "3:1 'unused' is left out",
        "4:32 fractions of a second are rounded up",
        "4:40 'music' is left out",
        "6:5 each side has 5s, a whole number of seconds",
        "6:49 'weight' is left out",
    ]


def test_everything_wrong_is_told_at_once():
    workout = """\
pause: soon
exercise_beginning: [a, b]
exercises:
  - {name: '', duration: 30s}
  - {duration: 30s}
  - {name: A, duration: 30}
  - {name: B, duration: 2h}
  - {name: C, duration: 5s, half_time: perhaps}
  - {name: D, duration: 5s, texts: go}
  - just words
"""
    with pytest.raises(ScriptError) as caught:
        imported(workout, ".yaml")
    told = [f"{problem.place.line} {problem.message}" for problem in caught.value.problems]
    assert told == [
        "1 this should be a table with 'text' and 'duration'",
        "2 this should be a text",
        "4 this should be a name",
        "5 'name' is missing",
        "6 '30' is not a duration from 1 s to an hour",
        "7 '2h' is not a duration from 1 s to an hour",
        "8 this should be 'true' or 'false'",
        "9 this should be a list of texts",
        "10 this should be an exercise with 'name' and 'duration'",
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "1:1: error: this is not a workout of w2a"),
        ("- a\n", "1:1: error: this is not a workout of w2a"),
        ("title: x\n", "1:1: error: this is not a workout of w2a: it has no 'exercises'"),
        ("exercises: []\n", "1:12: error: this should be a list of exercises"),
        ("exercises: 5\n", "1:12: error: this should be a list of exercises"),
        ("title: x\nsession: []\n", "1:1: error: this is a script of voicecoach already"),
        ("exercises: *gone\n", "1:12: error: this is not YAML: '*gone' stands for nothing"),
        ("exercises: &a [*a]\n", "1:16: error: this is not YAML: '*a' stands for nothing"),
        ("exercises:\n - {name: 'a\n", "3:1: error: this is not YAML"),
        ("exercises: " + "[" * 60, "1:51: error: this is nested more than 40 levels deep"),
        ("#" * 1_000_001, "1:1: error: this file is too large"),
        (ONE.replace("Plank", "!!python/object:os.system x"), None),
    ],
)
def test_what_is_no_workout_is_refused_with_its_place(text, told):
    if told is None:
        assert "section: Training" in imported(text, ".yaml")[0]
        return
    with pytest.raises(ScriptError) as caught:
        imported(text, ".yaml")
    assert str(caught.value).startswith(f"file.yaml:{told}")


def test_aliases_of_aliases_do_not_grow_without_end():
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for number in range(1, 12):
        bomb += f"a{number}: &a{number} [{', '.join([f'*a{number - 1}'] * 10)}]\n"
    with pytest.raises(ScriptError, match="the aliases stand for too much"):
        imported(bomb + ONE, ".yaml")


def test_merge_keys_may_be_lists_and_merge_in_turn():
    workout = """\
base: &base {duration: 20s, half_time: true}
other: &other {duration: 90s, name: Other}
mine: &mine {<<: [*base, *other], name: Mine}
exercises:
  - <<: *mine
  - {<<: *mine, half_time: false}
"""
    lines = outline(script_from(workout, ".yaml"))
    assert [line for line in lines if "hold" in line] == ["  hold 10000", "hold 20000"]
