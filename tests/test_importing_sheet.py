"""Exercise sheets, as people fill them in."""

import pytest

from tests.importing_kit import imported, outline, sayings, script_from
from voicecoach.importing.cells import read_count, read_side, read_span
from voicecoach.script.problems import ScriptError

KNEE = """\
name,sets,reps,hold,rest,side,note
Straight leg raise,3,10,5,60,right,Keep the knee straight.
Calf stretch,,2,30,,both,
"""


def test_a_sheet_becomes_the_script_that_a_person_would_write():
    text, missed = imported(KNEE)
    assert missed == []
    assert (
        text
        == """\
# Made from file.csv by `voicecoach import`. Change what you like, then hear it:
#   voicecoach check file · voicecoach play file

title: My workout
summary: Straight leg raise, Calf stretch
language: en

settings:
  side: {choices: [left, right], default: right, about: the side you train}
  # Not in file.csv: the figures below are ours.
  rest: {default: 5s, min: 3s, max: 10s, about: how long you relax in between}
  ready: {default: 10s, min: 3s, max: 30s, about: time to get into place}

session:
  - section: Set up
    steps:
      - say: My workout.

  - section: Straight leg raise
    steps:
      - say: Straight leg raise.
      - say: Your $side side.
      - say: Keep the knee straight.
      - say: Hold for five seconds each time. We do ten.
      - ready: $ready
      - repeat:
          times: 3
          announce: set
          steps:
            - repeat:
                times: 10
                announce: [halfway, last]
                steps:
                  - hold: 5s
                    start: Hold
                  - rest: $rest
            - rest: 1min
              start: Rest

  - section: Calf stretch
    steps:
      - say: Calf stretch.
      - say: Hold for thirty seconds each time. We do two.
      - each side:
          steps:
            - say: Your $side side.
            - ready: $ready
            - repeat:
                times: 2
                announce: [halfway, last]
                steps:
                  - hold: 30s
                    start: Hold
                  - rest: $rest
"""
    )


def test_a_single_exercise_has_every_figure_as_a_setting():
    script = script_from("name,reps,hold,rest\nPlank,3,30,20\n")
    assert [section.section.text for section in script.session] == ["Set up", "Training"]
    assert outline(script) == [
        "say", "say", "ready $ready", "repeat $reps", "  hold $hold", "  rest $rest",
    ]  # fmt: skip
    defaults = {name: setting.default.text for name, setting in script.settings.items()}
    assert defaults == {"reps": "3", "hold": "30s", "rest": "20s", "ready": "10s"}


@pytest.mark.parametrize(
    ("row", "steps"),
    [
        ("1,10,5,3,", ["repeat $reps", "  hold $hold", "  rest $rest"]),
        ("3,10,5,3,", ["repeat $sets", "  repeat $reps", "    hold $hold", "    rest $rest", "  rest $pause"]),
        ("3,10,5,45,", ["repeat $sets", "  repeat $reps", "    hold $hold", "    rest $rest", "  rest $pause"]),
        ("3,,30,20,", ["repeat $sets", "  hold $hold", "  rest $pause"]),
        ("3,8,,60,", ["repeat $sets", "  repeat $reps", "    move $tempo $tempo", "  rest $pause"]),
        (",8,,60,", ["repeat $reps", "  move $tempo $tempo", "rest $pause"]),
        (",,30,10,", ["hold $hold", "rest $pause"]),
        (",1,,,", ["move $tempo $tempo"]),
        (",,10,,both", ["each side 10000", "  say", "  ready $ready", "  hold $hold"]),
    ],
)  # fmt: skip
def test_sets_repetitions_and_rests(row, steps):
    script = script_from(f"name,sets,reps,hold,rest,side\nRaise,{row}\n")
    assert outline(script)[-len(steps) :] == steps


def test_one_short_rest_beside_sets_is_between_the_holds():
    for rest, between, after in (("5", "5s", "1min"), ("45", "5s", "45s")):
        settings = script_from(f"name,sets,reps,hold,rest\nRaise,3,10,5,{rest}\n").settings
        assert (settings["rest"].default.text, settings["pause"].default.text) == (between, after)


def test_two_kinds_of_rest_may_have_a_column_each():
    sheet = "name,sets,reps,hold,rest,rest between sets\nRaise,3,10,5,4,90\n"
    settings = script_from(sheet).settings
    assert (settings["rest"].default.text, settings["pause"].default.text) == ("4s", "1min30s")


def test_the_same_figure_everywhere_is_a_setting_and_different_ones_are_not():
    script = script_from("name,sets,reps,hold,rest\nA,,10,5,3\nB,2,8,5,3\n")
    assert {"hold", "rest"} < script.settings.keys()
    assert script.settings.keys().isdisjoint({"sets", "reps"})
    repeats = [line for line in outline(script) if "repeat" in line]
    assert repeats == ["repeat 10", "repeat 2", "  repeat 8"]


def test_sides_that_differ_are_said_and_cannot_be_chosen():
    script = script_from("name,hold,side\nA,5,left\nB,5,R\n")
    assert "side" not in script.settings
    assert {"Your left side.", "Your right side."} < set(sayings(script))


@pytest.mark.parametrize(
    "sheet",
    [
        "Note;Hold (sec);Exercise;Reps;Side\nSlowly.;5;Raise;10;L\n",
        "\n\nNOTES\tHold time\tName\tRepetitions\tleg\nSlowly.\t5 s\tRaise\t10x\tleft\n",
        "sep=,\r\ncomments,hold_s,exercise,times,side\r\nSlowly.,5,Raise,10 reps,Left\r\n",
        'name,hold,note,side,reps\n"Raise",0:05,"Slow\nly.",left ,"10"\n'.replace("Slow\nly", "Slowly"),
        "name,hold,note,side,reps,,\nRaise,5,Slowly.,left,10,,\n,,,,,,\n",
        "title,duration,note,side,reps\rRaise,5,Slowly.,left,10\r",
    ],
)  # fmt: skip
def test_headings_in_any_order_and_in_other_words(sheet):
    text, missed = imported(sheet)
    expected, _ = imported("name,reps,hold,side,note\nRaise,10,5,left,Slowly.\n")
    assert (text, missed) == (expected, [])


def test_a_german_sheet_becomes_a_german_script():
    sheet = "Übung;Sätze;Wdh.;Haltezeit;Pause;Seite;Bemerkung\nBrücke;3;10;5 Sek.;1,5 Min;beide;\n"
    script = script_from(sheet)
    assert script.language == "de"
    assert sayings(script)[-2:] == ["Halten Sie jedes Mal $hold, $reps Mal.", "Jetzt die $side Seite."]  # fmt: skip
    assert script.settings["pause"].default.text == "1min30s"


def test_what_cannot_be_carried_over_is_told_with_its_place():
    sheet = """\
name,reps,hold,rest,side,weight,reps
Raise,8-12,,30,up,5 kg,
,10,5,,,,
Plank,999,until tired,,,,,why
---,1,1,,,,
"""
    _, missed = imported(sheet)
    assert missed == [
        "1:26 the column 'weight' is left out",
        "1:6 the column 'reps' is left out",
        "2:7 reps '8-12' became 8",
        "2:16 side 'up' is left out",
        "3:1 this row is left out: it has no name that can be said",
        "4:27 'why' is left out: there is no heading above it",
        "4:7 reps '999' is left out",
        "4:11 hold 'until tired' is left out",
        "4:1 there is neither a hold nor a number of repetitions",
        "5:1 this row is left out: it has no name that can be said",
    ]


def test_an_exercise_without_any_figure_waits_for_the_listener():
    script = script_from("name,note\nWalk,Around the house.\n")
    assert outline(script) == ["say", "say", "wait $wait"]


@pytest.mark.parametrize(
    ("sheet", "told"),
    [
        ("", "1:1: error: there is nothing in this sheet"),
        ("\n;;;\n", "1:1: error: there is nothing in this sheet"),
        ("foo,bar\n1,2\n", "1:1: error: there is no column 'name'"),
        ("name,hold\n", "1:1: error: there are no exercises below this line"),
        ("name,hold\n,5\n", "1:1: error: there are no exercises below this line"),
        ("name\n" + "x\n" * 400, "301:1: error: this sheet is too long"),
        ("name\n" + "x" * 1_000_001, "1:1: error: this file is too large"),
        ("name\n" + "x" * 200_000, "2:1: error: this is not CSV: field larger than field limit"),
        (
            "name,reps,sets,hold\nA,200,200,60\n",
            "2:1: error: this session would take up to 725:33:30",
        ),
    ],
)
def test_what_is_no_sheet_is_refused_with_its_place(sheet, told):
    with pytest.raises(ScriptError) as caught:
        imported(sheet)
    assert str(caught.value).startswith(f"file.csv:{told}")


@pytest.mark.parametrize(
    ("cell", "milliseconds"),
    [
        ("10", 10_000), ("10s", 10_000), ("10 sec", 10_000), ("1:30", 90_000), ("00:00:30", 30_000),
        ('30"', 30_000), ("2'", 120_000), ("1,5 min", 90_000), ("5-10 s", 5_000), ("5 to 10", 5_000),
        ("2.5", 3_000), ("10 Sekunden", 10_000), ("1 min 30 s", 90_000), ("ten", None), ("2h", None),
        ("-5", None), ("1e3", None), ("0:00", None), ("5 parsecs", None), ("9" * 30, None),
    ],
)  # fmt: skip
def test_lengths_as_people_write_them(cell, milliseconds):
    span = read_span(cell, "s")
    assert (span.time if span else None) == milliseconds


def test_a_bare_number_has_the_unit_of_its_column():
    assert "hold: {default: 2min" in imported("name,hold (min)\nPlank,2\n")[0]


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ("10", (10, None)), ("10x", (10, None)), ("12 reps", (12, None)), ("8-12", (8, None)),
        ("8 – 12", (8, None)), ("3x10", (10, 3)), ("3 × 10", (10, 3)), ("3 x 8-12", (8, 3)),
        ("0", None), ("0x3", None), ("201", None), ("AMRAP", None), ("3x10x2", None), ("-3", None),
    ],
)  # fmt: skip
def test_numbers_as_people_write_them(cell, read):
    count = read_count(cell)
    assert ((count.number, count.sets) if count else None) == read


def test_sets_and_repetitions_may_share_a_cell():
    expected, _ = imported("name,sets,reps\nA,3,10\n")
    for sheet in ("name,reps\nA,3x10\n", "name,Sets x Reps\nA,3 x 10\n"):
        assert imported(sheet) == (expected, [])
    _, missed = imported("name,sets,reps\nA,4,3x10\n")
    assert missed == ["2:3 sets '4' is left out"]


@pytest.mark.parametrize(
    ("cell", "side"),
    [("Left", "left"), ("r", "right"), ("both  sides", "each"), ("L/R", "each"), ("rechtes Bein", "right"), ("left leg", "left"), ("top", None)],
)  # fmt: skip
def test_sides_as_people_write_them(cell, side):
    assert read_side(cell) == side
