"""``voicecoach import``, as a user meets it."""

from pathlib import Path

import pytest

from tests.kit import REPOSITORY, Program

SHEET = "name,reps,hold,rest,side,note\nCalf stretch,3,30,10,both,Heel down.\n"
PAGE = REPOSITORY / "docs" / "importing.md"


@pytest.fixture
def fresh(tmp_path):
    return Program(tmp_path / "home", tmp_path)


def test_a_sheet_becomes_one_of_the_listeners_own_scripts(fresh):
    (fresh.folder / "Calf Stretch (new).csv").write_text(SHEET + ",,,,,lost\n")
    result = fresh.run("import", "Calf Stretch (new).csv")
    path = fresh.folder / "home" / "scripts" / "calf-stretch-new.yaml"
    assert (result.code, result.out) == (0, f"{path}\n")
    assert result.err == (
        "Calf Stretch (new).csv:3:1: warning: this row is left out: it has no name that can be said\n"
        "    3 | ,,,,,lost\n"
        "      | ^^^^^^^^^\n"
        "next: voicecoach check calf-stretch-new, then voicecoach play calf-stretch-new\n"
    )
    assert "title: Calf Stretch (new)\n" in path.read_text(encoding="utf-8")
    checked = fresh.run("check", "calf-stretch-new")
    assert (checked.code, checked.out) == (0, "calf-stretch-new: nothing to mend\n")
    assert "yours: Calf stretch" in fresh.run("list").out


def test_a_workout_of_w2a_passes_the_check_with_a_real_voice(program):
    workout = """\
i18n: {and: and}
pause: {text: 'Prepare for {{ .ExerciseName }}', duration: 10s}
half_time: {text: Change side, duration: 4s}
exercise_beginning: '{{ .ExerciseName }} for {{ .ExerciseDuration }}'
exercises:
  - {name: High knees running in place, duration: 30s}
  - {name: Side plank, duration: 30s, half_time: true}
"""
    (program.folder / "morning.yml").write_text(workout)
    result = program.run("import", "morning.yml", "--out", ".")
    assert (result.code, result.out) == (0, "morning.yaml\n")
    checked = program.run("check", "morning.yaml")
    assert (checked.code, checked.out) == (0, "morning.yaml: nothing to mend\n")


@pytest.mark.parametrize(
    ("out", "path"),
    [
        ("there", "there/legs.yaml"),
        ("new/folder", "new/folder/legs.yaml"),
        ("mine.yml", "mine.yml"),
        ("a b.yaml", "a b.yaml"),
    ],
)
def test_out_is_a_folder_or_the_file(fresh, out, path):
    (fresh.folder / "there").mkdir()
    (fresh.folder / "legs.csv").write_text(SHEET)
    result = fresh.run("import", "legs.csv", "--out", out)
    assert (result.code, result.out) == (0, f"{path}\n")
    assert (fresh.folder / path).read_text(encoding="utf-8").startswith("# Made from legs.csv")
    assert not (fresh.folder / "home").exists()


def test_nothing_is_replaced_unless_asked_for(fresh):
    (fresh.folder / "legs.csv").write_text(SHEET)
    (fresh.folder / "legs.yaml").write_text("mine")
    result = fresh.run("import", "legs.csv", "--out", ".")
    assert (result.code, result.out) == (2, "")
    assert "legs.yaml is there already: give another place with --out, or --force to replace it" in result.err  # fmt: skip
    assert (fresh.folder / "legs.yaml").read_text() == "mine"
    assert fresh.run("import", "legs.csv", "--out", ".", "--force").code == 0
    assert (fresh.folder / "legs.yaml").read_text().startswith("# Made from legs.csv")


def test_a_workout_is_never_replaced_by_the_script_made_of_it(fresh):
    workout = "exercises: [{name: Plank, duration: 20s}]\n"
    (fresh.folder / "legs.yaml").write_text(workout)
    result = fresh.run("import", "legs.yaml", "--out", ".", "--force")
    assert (result.code, result.out) == (2, "")
    assert "legs.yaml is what you import: give another place with --out" in result.err
    assert (fresh.folder / "legs.yaml").read_text() == workout
    own = fresh.run("new", "arms").out.strip()
    Path(own).write_text(workout)
    result = fresh.run("import", own, "--force")
    assert (result.code, "is what you import" in result.err) == (2, True)
    assert Path(own).read_text() == workout


def test_what_excel_saves_is_read(fresh):
    sheet = "\ufeffsep=;\r\nÜbung;Wdh;Halten;Pause\r\nBrücke;10;5;3\r\n"
    (fresh.folder / "plan.csv").write_bytes(sheet.encode())
    assert fresh.run("import", "plan.csv", "--out", ".").code == 0
    assert "- say: Brücke.\n" in (fresh.folder / "plan.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("sheet.csv", b"a,b\n", "sheet.csv:1:1: error: there is no column 'name'"),
        ("sheet.csv", b"name\n\xff\n", "sheet.csv:2: this is not UTF-8"),
        ("sheet.csv", b"#" * 5_000_000, "larger than 4,000,000 bytes: that is not a workout"),
        ("sheet.xlsx", b"PK", "sheet.xlsx cannot be imported as it is: save the sheet as CSV"),
        ("sheet", b"name\nA\n", "sheet cannot be imported: give a workout of w2a (.yaml) or a sheet"),
        ("sitting.csv", SHEET.encode(), "'sitting' already, a bundled one: give another place with --out"),
        ("work.yaml", b"title: x\nsession: []\n", "work.yaml:1:1: error: this is a script of voicecoach"),
    ],
)  # fmt: skip
def test_a_mistake_is_one_clear_message_and_exit_code_2(fresh, name, content, message):
    (fresh.folder / name).write_bytes(content)
    result = fresh.run("import", name)
    assert (result.code, result.out) == (2, "")
    assert message in result.err
    assert not (fresh.folder / "home").exists()


def test_a_file_that_is_not_there_is_told(fresh):
    result = fresh.run("import", "nowhere.csv")
    assert (result.code, result.out) == (2, "")
    assert "cannot read the workout nowhere.csv: No such file" in result.err


def test_the_page_shows_what_happens(fresh):
    """The sheet on the page about importing becomes the script on it."""
    page = PAGE.read_text(encoding="utf-8")
    sheet = page.partition("```csv\n")[2].partition("```")[0]
    script = page.partition("```yaml\n")[2].partition("```")[0]
    (fresh.folder / "knee.csv").write_text(sheet, encoding="utf-8")
    result = fresh.run("import", "knee.csv", "--out", ".")
    assert (fresh.folder / "knee.yaml").read_text(encoding="utf-8").partition("\n\n")[2] == script
    assert result.err.partition("next:")[0] == page.partition("```text\n")[2].partition("```")[0]
