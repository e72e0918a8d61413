"""The commands that show scripts, start one, and draw a session, as a user meets them."""

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.kit import TRAININGS, UNMEASURED, Program, timeline_of_script
from voicecoach.cli.catalogue import dose_in_words, estimate, length_in_words
from voicecoach.cli.new_script import filled
from voicecoach.compiler.plan import Phrase
from voicecoach.library import bundled_folder
from voicecoach.picture.lettering import columns
from voicecoach.script.loader import load
from voicecoach.speech import Utterance
from voicecoach.units import MINUTE, Milliseconds

OWN = "title: Mine\nsession: [{section: S, steps: [{hold: 3s}]}]\n"
ESCAPE = "\x1b"


@pytest.fixture
def own(tmp_path):
    """The program with two scripts of the listener's, one of them broken."""
    scripts = tmp_path / "home" / "scripts"
    scripts.mkdir(parents=True)
    (scripts / "mine.yaml").write_text(OWN)
    (scripts / "broken.yaml").write_text("titel: x\n")
    (scripts / "folder.yaml").mkdir()
    return Program(tmp_path / "home", tmp_path)


@pytest.fixture
def fresh(tmp_path):
    return Program(tmp_path / "home", tmp_path)


# list


def test_list_tells_how_long_and_how_often(own):
    result = own.run("list")
    lines = {line.split()[0]: line for line in result.out.splitlines()}
    assert result.code == 0
    assert "11 min  3-4 a day" in lines["sitting"]
    assert " a day" not in lines["walking"]
    assert "yours: Mine" in lines["mine"]
    assert result.out.startswith("mine ")


def test_a_broken_script_is_told_of_and_the_others_are_listed(own):
    result = own.run("list")
    assert result.code == 0
    assert set(TRAININGS) < {line.split()[0] for line in result.out.splitlines()}
    assert "'broken' cannot be used:" in result.err
    assert "did you mean 'title'?" in result.err
    assert "folder.yaml is not a file" in result.err


def test_list_as_json(own):
    listed = {entry["name"]: entry for entry in json.loads(own.run("list", "--json").out)}
    sitting = listed["sitting"]
    assert (sitting["title"], sitting["per_day"], sitting["own"]) == (
        "Sitting training",
        [3, 4],
        False,
    )
    assert (listed["mine"]["own"], listed["mine"]["per_day"]) == (True, None)
    assert abs(sitting["estimated_ms"] - 11 * MINUTE) < MINUTE
    assert sitting["path"] == str(bundled_folder() / "sitting.yaml")


def test_list_needs_no_voice_and_nothing_heavy(fresh):
    command = [sys.executable, "-X", "importtime", "-m", "voicecoach", "list"]
    done = subprocess.run(
        command, env=fresh.environment | UNMEASURED, capture_output=True, text=True, check=True
    )
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "voicecoach.cli.catalogue" in loaded
    assert loaded.isdisjoint(
        {"numpy", "rich", "av", "voicecoach.voice.catalogue", "multiprocessing"}
    )


@pytest.mark.parametrize(
    ("milliseconds", "words"),
    [
        (42_000, "40 s"),
        (60_000, "1 min"),
        (654_000, "11 min"),
        (3_900_000, "1 h 5 min"),
        (3_599_000, "1 h 0 min"),
    ],
)
def test_lengths_are_told_as_people_do(milliseconds, words):
    assert length_in_words(Milliseconds(milliseconds)) == words


def test_doses_are_told_as_people_do():
    assert [dose_in_words(dose) for dose in (None, (2, 2), (3, 4))] == ["", "2 a day", "3-4 a day"]


def test_an_ideograph_is_estimated_as_a_syllable():
    spoken = [Phrase(Utterance(text), text, "instruction") for text in ("Relax", "放松")]
    assert [estimate(phrase) for phrase in spoken] == [300, 500]


# new


def test_new_writes_a_script_that_can_be_played_at_once(fresh):
    result = fresh.run("new", "wall-slide")
    path = fresh.folder / "home" / "scripts" / "wall-slide.yaml"
    assert (result.code, result.out, result.err) == (0, f"{path}\n", "")
    checked = fresh.run("check", "wall-slide")
    assert (checked.code, checked.out) == (0, "wall-slide: nothing to mend\n")
    assert "wall-slide " in fresh.run("list").out


def test_the_template_compiles_without_notes_and_explains_every_key():
    text = filled("wall-slide", "wall-slide")
    timeline = timeline_of_script(load(text, "wall-slide.yaml"))
    assert (timeline.title, timeline.notes) == ("Wall slide", ())
    assert {phase.section for phase in timeline.phases} == {"Set up", "Exercise", "Finish"}
    assert len(text.splitlines()) < 70


@pytest.mark.parametrize(
    ("stem", "title"),
    [
        ("calf_raise-2", "Calf raise 2"),
        ("no", "No"),
        ("#: {TITLE} of NAME", "#: {TITLE} of NAME"),
        ("'quoted' \"twice\"", "'quoted' \"twice\""),
        ("坐姿", "坐姿"),
    ],
)
def test_the_title_is_made_of_the_name_whatever_it_is(stem, title):
    assert load(filled(stem, stem), "new.yaml").title == title


def test_new_takes_a_path(fresh):
    for name, written in [("ankle.yaml", "ankle.yaml"), ("knees/slide", "knees/slide.yaml")]:
        result = fresh.run("new", name)
        assert (result.code, result.out.strip()) == (0, str(Path(written)))
        assert (fresh.folder / written).read_text(encoding="utf-8").startswith("# ")
    assert not (fresh.folder / "home").exists()


def test_new_never_overwrites(fresh):
    (fresh.folder / "mine.yaml").write_text(OWN)
    result = fresh.run("new", "mine.yaml")
    assert (result.code, result.out) == (2, "")
    assert "mine.yaml is there already" in result.err
    assert (fresh.folder / "mine.yaml").read_text() == OWN


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("", "give a name like wall-sit"),
        ("..", "give a name like wall-sit"),
        ("exercises/", "give a name like wall-sit"),
        (".hidden", "give a name like wall-sit"),
        ("back\\slash", "leave out"),
        ("a:b", "leave out"),
        ("line\nbreak", "characters that cannot be seen"),
        ("escape\x1b[2J", "'escape?[2J' cannot be"),
        ("坐" * 100, "it makes 305 bytes, and a file's name has at most 255"),
        ("sitting", "there is a script 'sitting' already"),
    ],
)
def test_a_name_that_makes_no_file_is_a_clear_error(fresh, name, message):
    result = fresh.run("new", name)
    assert (result.code, result.out) == (2, "")
    assert message in result.err
    assert not (fresh.folder / "home").exists()


def test_a_folder_that_cannot_be_made_is_exit_code_1(fresh):
    (fresh.folder / "file").write_text("in the way")
    result = fresh.run("new", "file/new.yaml")
    assert (result.code, result.out) == (1, "")
    assert "could not write" in result.err
    assert "Traceback" not in result.err


# timeline


@pytest.mark.parametrize("width", [40, 80, 150])
def test_the_picture_is_as_wide_as_the_terminal_and_has_no_escape_codes(program, width):
    result = program.run("timeline", "sitting", COLUMNS=str(width))
    picture, _, table = result.out.partition("\n\nSet up\n")
    assert result.out.startswith("Sitting training, 11:")
    assert all(columns(line) <= width for line in picture.splitlines())
    assert "hold: Squeeze" in picture
    assert "Each time I say squeeze" in table
    assert ESCAPE not in result.out


def test_a_terminal_without_blocks_gets_plain_characters(program):
    result = program.run("timeline", "wall-sit", PYTHONIOENCODING="ascii")
    picture, _, _ = result.out.partition("\n\nSet up\n")
    assert (result.code, picture.isascii()) == (0, True)
    assert "## hold: Down" in picture


def test_words_that_a_terminal_cannot_show_are_no_reason_to_fail(program):
    (program.folder / "own.yaml").write_text("# \n" + OWN.replace("Mine", "坐姿"), encoding="utf-8")
    settings = {**program.environment, "PYTHONIOENCODING": "cp1252"}
    command = program.command("timeline", "own.yaml")
    done = subprocess.run(
        command, env=settings, cwd=program.folder, capture_output=True, check=True
    )
    assert done.stdout.startswith(b"??, ")
    assert done.stderr == b""


def on_a_terminal(program, *arguments, **environment):
    """What the program writes to a terminal of 80 columns."""
    ours, theirs = pty.openpty()
    written = b""
    settings = {**program.environment, "TERM": "xterm", "COLUMNS": "80", **environment}
    with subprocess.Popen(
        program.command(*arguments), stdout=theirs, env=settings, cwd=program.folder
    ):
        os.close(theirs)
        while block := read_terminal(ours):
            written += block
    os.close(ours)
    return written.decode().replace("\r\n", "\n")


def read_terminal(end):
    try:
        return os.read(end, 65536)
    except OSError:  # how Linux says that the other end is closed
        return b""


def test_colours_are_added_on_a_terminal_that_wants_them(program):
    plain = program.run("timeline", "step", COLUMNS="80").out
    coloured = on_a_terminal(program, "timeline", "step")
    assert f"{ESCAPE}[32m▓▓" in coloured
    assert re.sub(r"\x1b\[\d*m", "", coloured) == plain
    assert on_a_terminal(program, "timeline", "step", NO_COLOR="1") == plain
    assert on_a_terminal(program, "timeline", "step", TERM="dumb") == plain


def test_a_sheet_is_written_whole_where_it_should_be(program):
    result = program.run("timeline", "sitting", "--svg", "leaflets/sitting.svg")
    assert (result.code, result.out, result.err) == (0, "leaflets/sitting.svg\n", "")
    assert [path.name for path in (program.folder / "leaflets").iterdir()] == ["sitting.svg"]
    text = (program.folder / "leaflets" / "sitting.svg").read_text(encoding="utf-8")
    assert ET.fromstring(text).tag == "{http://www.w3.org/2000/svg}svg"
    assert "Sitting training" in text


def test_json_and_a_sheet_can_be_had_at_once(program):
    result = program.run("timeline", "step", "--json", "--svg", "step.svg")
    assert json.loads(result.out)["title"] == "Step training"
    assert (program.folder / "step.svg").exists()


def test_a_sheet_that_cannot_be_written_is_exit_code_1(program):
    (program.folder / "sheet.svg").mkdir()
    result = program.run("timeline", "step", "--svg", "sheet.svg")
    assert (result.code, result.out) == (1, "")
    assert "could not write sheet.svg" in result.err
    assert list((program.folder / "sheet.svg").iterdir()) == []
