"""``voicecoach progress``: what it shows, what it proposes, and what an answer does."""

import json
from datetime import datetime, time

import pytest

from tests.course_kit import TODAY, ZONE, entry_of, made_up
from tests.kit import Program
from voicecoach.cli import answering
from voicecoach.cli.course_view import show
from voicecoach.cli.orders import take_order
from voicecoach.diary.store import SqliteDiary
from voicecoach.diary.when import now
from voicecoach.errors import SettingError, UnknownNameError, UsageError
from voicecoach.home import find_home

EVENING = datetime.combine(TODAY, time(20), ZONE)


def fill(today=TODAY):
    diary = SqliteDiary(find_home().diary_file)
    entries, history = made_up(seed=2, today=today)
    diary.add(entries)
    diary.change_history(lambda _: history)
    return diary


@pytest.fixture
def diary(home):
    assert not home.exists()
    return fill()


@pytest.fixture
def own(home, tmp_path):
    """The program with a diary of the last two weeks."""
    fill(now().date())
    return Program(home, tmp_path)


def level_of(script="step"):
    return take_order(script, (), "full", 0).differing.get("level")


def shown(capsys):
    show(answering.look(EVENING, 4))
    return capsys.readouterr().out


@pytest.mark.usefixtures("diary")
def test_it_shows_figures_and_what_is_proposed_in_eighty_columns(capsys):
    out = shown(capsys)
    assert out.startswith("The course from 2 March to 15 March 2026\n")
    assert "9 March  -    -    6/6" in out
    assert "pain day by day, of 10: ▃▃▂▃▂▂▂··▂▂▁▁▁\n" in out
    assert "no change is proposed: 11 of 15 doses of the last 7 days were" in out
    assert "Proposed for step: take the next level\n" in out
    assert "level 2 (height 10 centimetres) → level 3 (height 15 centimetres)\n" in out
    assert "voicecoach progress --accept step" in out
    assert "This is not medical advice." in out
    assert max(map(len, out.splitlines())) <= 80
    assert all(line == line.rstrip() for line in out.splitlines())


@pytest.mark.usefixtures("diary")
def test_what_is_accepted_is_done_from_then_on_and_not_proposed_again(capsys):
    assert answering.accept("step", EVENING) == (
        "step: level 2 (height 10 centimetres) → level 3 (height 15 centimetres) from now on; "
        "'voicecoach progress --forget step' undoes it"
    )
    assert level_of().text == "3"
    assert "Proposed" not in shown(capsys)
    with pytest.raises(UsageError, match="nothing is proposed for 'step': there is no session"):
        answering.accept("step", EVENING)
    assert answering.forget("step", EVENING) == "step is as its author set it again"
    assert level_of() is None
    with pytest.raises(UsageError, match="nothing was accepted or kept for 'step'"):
        answering.forget("step", EVENING)


@pytest.mark.usefixtures("diary")
def test_settings_of_ones_own_are_kept_and_what_was_before_is_judged_no_more(capsys):
    assert answering.keep("sitting", EVENING, ["weight=2,5kg", "hold=8 s"]) == (
        "sitting: weight 2.5 kg, hold 8s from now on; "
        "'voicecoach progress --forget sitting' undoes it"
    )
    kept = take_order("sitting", (), "full", 0).differing
    assert {name: value.text for name, value in kept.items()} == {"hold": "8s", "weight": "2.5 kg"}
    assert "no change is proposed: there is no session since the last answer" in shown(capsys)
    with pytest.raises(SettingError, match="setting 'hold' cannot be '99s'"):
        answering.keep("sitting", EVENING, ["hold=99s"])


def test_what_is_declined_is_not_asked_again_until_there_is_something_new(diary, capsys):
    assert answering.decline("step", EVENING).startswith("step stays as it is")
    assert level_of() is None
    assert "Proposed" not in shown(capsys)
    diary.add([entry_of(hour=21, settings={"level": "2"}, pain=6)])
    out = shown(capsys)
    assert "Proposed for step: go back to the level before, and ask your physiotherapist" in out
    assert "- pain was 6 of 10 on 15 March (rule: back from 5)" in out


@pytest.mark.usefixtures("diary")
def test_what_changes_outside_of_the_script_is_accepted_in_words(diary):
    diary.add(
        entry_of("walking", hour=hour, pain=pain) for hour, pain in ((9, 1), (10, 2), (11, 3))
    )
    assert answering.accept("walking", EVENING) == (
        "walking: do less, and ask your physiotherapist or doctor before you go on"
    )


@pytest.mark.usefixtures("diary")
def test_only_what_is_in_the_diary_can_be_answered():
    with pytest.raises(UnknownNameError, match=r"called 'stp' \(did you mean 'step'\?\)"):
        answering.accept("stp", EVENING)
    with pytest.raises(UsageError, match="nothing is proposed for 'sitting': 11 of 15"):
        answering.decline("sitting", EVENING)


def test_a_script_that_is_gone_keeps_its_course(diary, capsys):
    diary.add([entry_of("gone", pain=2)])
    assert "no change is proposed: nothing is known to grow in this exercise" in shown(capsys)


def test_an_answer_that_cannot_be_kept_is_an_error(diary, home):
    assert diary.entries()
    (home / "state").write_text("in the way")
    with pytest.raises(UsageError, match="this cannot be kept in "):
        answering.accept("step", EVENING)


def test_an_empty_diary_says_how_to_begin(home, tmp_path):
    told = Program(home, tmp_path).run("progress")
    assert (told.code, told.err) == (0, "")
    assert told.out.startswith("The diary is empty: 'voicecoach play SCRIPT' writes it")


def test_a_pipe_gets_plain_characters_and_no_colours(own):
    told = own.run("progress", COLUMNS="200")
    assert told.code == 0
    assert "\x1b" not in told.out
    assert max(map(len, told.out.splitlines())) <= 80
    in_ascii = own.run("progress", PYTHONIOENCODING="ascii").out
    assert in_ascii.isascii()
    assert "level 2 (height 10 centimetres) > level 3" in in_ascii
    assert "?" not in in_ascii


def test_json_is_complete_and_the_answer_is_told(own):
    told = json.loads(own.run("progress", "--json", "--weeks", "9").out)
    assert [one["script"] for one in told["proposals"]] == ["step"]
    accepted = own.run("progress", "--accept", "step")
    assert (accepted.code, accepted.err) == (0, "")
    assert json.loads(own.run("progress", "--json").out)["proposals"] == []
    assert level_of().text == "3"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--accept", "step", "--decline", "step"], "one thing at a time: --accept, --decline,"),
        (["--accept", "step", "--html", "x.html"], "one thing at a time"),
        (["--keep", "sitting"], "--keep and --set go together: --keep sitting --set weight=1.5kg"),
        (["--set", "weight=1kg"], "--keep and --set go together"),
        (["--keep", "sitting", "--set", "wait=1kg"], "there is no setting 'wait'"),
        (["--name", "Ada"], "--name stands on the page that --html writes"),
        (["--accept", "nothing"], "there is no script in the diary called 'nothing'"),
        (["--html", "x.html"], "there is nothing to report: the diary is empty"),
        (["--html", "x.pdf"], "--html writes a page: give it a name like x.html, not x.pdf"),
        (["--weeks", "0"], "--weeks"),
    ],
)
def test_mistakes_get_one_sentence(home, tmp_path, arguments, told):
    result = Program(home, tmp_path).run("progress", *arguments)
    assert result.code == 2
    assert told in result.err
    assert not list(tmp_path.glob("*.html"))
