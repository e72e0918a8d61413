"""Whatever is imported, the script can be used, and says what the file says."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.importing_kit import imported, sayings, script_from
from tests.kit import timeline_of_script
from tests.test_bad_input import PIECES
from voicecoach.errors import VoicecoachError
from voicecoach.importing.formats import FORMATS
from voicecoach.importing.wording import WORDINGS, language_of
from voicecoach.importing.words import is_sayable, sentence, tidy
from voicecoach.importing.workout import Exercise, Workout
from voicecoach.importing.writing import write_script
from voicecoach.script.advice import advise
from voicecoach.script.loader import load
from voicecoach.script.phrases import LANGUAGES
from voicecoach.script.problems import Place
from voicecoach.script.values import MAX_WORDS, REF
from voicecoach.units import Milliseconds

HEADINGS = ["name", "sets", "reps", "hold", "rest", "pause", "side", "note", "x", "", "Hold (min)"]
CELLS = st.one_of(
    st.sampled_from(["", "1", "3", "10", "5s", "8-12", "3x10", "both", "left", "0:30", "-", "999"]),
    st.sampled_from(PIECES),
    st.text(max_size=30),
)
WITHOUT_HASTE = settings(deadline=None)  # the first import of a run reads whole libraries
SECONDS = st.integers(1, 90).map(lambda seconds: Milliseconds(1000 * seconds))
NAMES = st.text(min_size=1, max_size=90).map(tidy).filter(is_sayable)
PLACE = Place("file.csv", 1, 1)

EXERCISES = st.builds(
    Exercise,
    name=NAMES,
    place=st.just(PLACE),
    sets=st.integers(1, 3),
    reps=st.none() | st.integers(1, 4),
    hold=st.none() | SECONDS,
    rest=st.none() | SECONDS,
    pause=st.none() | SECONDS,
    side=st.sampled_from(["", "left", "right", "each"]),
    before=st.lists(NAMES, max_size=2).map(tuple),
    explained=st.booleans(),
    ready=st.none() | st.just(Milliseconds(0)) | SECONDS,
).filter(lambda exercise: exercise.before or not exercise.explained)
WORKOUTS = st.builds(
    Workout,
    title=NAMES,
    language=st.sampled_from(LANGUAGES),
    exercises=st.lists(EXERCISES, min_size=1, max_size=3).map(tuple),
    opening=st.lists(NAMES, max_size=1).map(tuple),
    closing=st.lists(NAMES, max_size=1).map(tuple),
)


def import_or_refuse(text, suffix):
    """Import; what is wrong may only be told as an error of ours, and what is written loads."""
    try:
        written, missed = imported(text, suffix)
    except VoicecoachError as error:
        assert str(error).startswith("file")  # noqa: PT017 - there need not be an error
        return
    assert all(message.isprintable() for message in missed)
    load(written, "file.yaml")


@given(st.lists(st.sampled_from(HEADINGS), max_size=8), st.lists(st.lists(CELLS, max_size=8), max_size=4), st.sampled_from(";,\t"))  # fmt: skip
@WITHOUT_HASTE
def test_any_sheet_is_refused_or_becomes_a_script_that_loads(headings, rows, delimiter):
    lines = [["name", *headings], *rows]
    import_or_refuse("\n".join(delimiter.join(cells) for cells in lines), ".csv")


@given(st.text(max_size=300), st.sampled_from(sorted(FORMATS)))
@WITHOUT_HASTE
def test_any_text_is_refused_or_becomes_a_script_that_loads(text, suffix):
    import_or_refuse(text, suffix)
    import_or_refuse(f"name,note\nA,{text}", ".csv")
    import_or_refuse(f"exercises:\n  - name: {text}\n    duration: 20s\n", ".yaml")


@given(st.data())
@WITHOUT_HASTE
def test_a_workout_with_pieces_too_many_is_refused_or_becomes_a_script_that_loads(data):
    text = "pause: {text: 'On {{.ExerciseName}}', duration: 9s}\nexercises:\n  - {name: A, duration: 20s}\n"
    for piece in data.draw(
        st.lists(st.sampled_from([*PIECES, "{{", "}}", "<<: ", "*a "]), max_size=3)
    ):
        at = data.draw(st.integers(0, len(text)))
        text = text[:at] + piece + text[at:]
    import_or_refuse(text, ".yaml")


@given(WORKOUTS)
@WITHOUT_HASTE
def test_any_workout_becomes_a_script_that_fits(workout):
    text = write_script(workout, "file.csv", "file")
    script = load(text, "file.yaml")
    timeline_of_script(script)
    unused = [each.message for each in advise(script) if "nothing uses" in each.message]
    assert (script.title, script.language, unused) == (workout.title, workout.language, [])


@WITHOUT_HASTE
@given(st.text(max_size=1500).map(tidy).filter(is_sayable))
def test_a_text_says_in_the_script_just_what_it_says_in_the_file(text):
    note = text.replace('"', '""')
    script = load(imported(f'name,hold,note\nA,5,"{note}"\n')[0], "file.yaml")
    parts = sayings(script)[1:-1]
    assert all(len(part) <= MAX_WORDS for part in parts)
    spoken = [REF.sub(lambda match: "$" if match["dollar"] else "?", part) for part in parts]
    plain = "".join(spoken).replace(" ", "")
    assert plain == "".join(filter(is_sayable, [sentence(text).replace(" ", "")]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_words_for_what_is_imported(language):
    words = WORDINGS[language]
    assert language_of(words.conjunction.upper()) == language
    exercises = (
        Exercise(name="A", place=PLACE, reps=4, hold=Milliseconds(5000), side="each"),
        Exercise(name="B", place=PLACE, reps=4, sets=2),
        Exercise(name="C", place=PLACE, hold=Milliseconds(5000), side="left"),
    )
    workout = Workout(title="T", language=language, exercises=exercises, closing=("Z.",))
    script = load(write_script(workout, "file.csv", "file"), "file.yaml")
    assert timeline_of_script(script).notes == ()
    assert set(WORDINGS) == set(LANGUAGES)


def test_texts_that_look_like_yaml_stay_texts():
    for text in ("yes", "null", "5", "- a", "a: b", "# no", "'", '"', "{a}", "*a", "&a", "!x", "| y", "$hold", "none"):  # fmt: skip
        script = script_from(f'name,hold,note\n"{text.replace(chr(34), chr(34) * 2)} x",5,\n')
        assert sayings(script)[0].replace("$$", "$") == sentence(f"{text} x")
