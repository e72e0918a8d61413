"""The rules on made-up courses: when a change is proposed, which one, and why."""

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.course_kit import TODAY, day, entry_of, known_of, programme_of, survey_of
from tests.kit import IN_CHINESE, TRAININGS, bundled, script_of
from voicecoach.course.findings import Case
from voicecoach.course.judging import judge
from voicecoach.course.rules import GROWTHS, RULES, Rules
from voicecoach.course.stepping import ladder_of
from voicecoach.course.usual import Usual
from voicecoach.script.loader import settings_of

PROGRAMME = (programme_of("sitting", "standing", "step", "walking", first=day(60)),)


def course(pains, script="step", per_day=2, **settings):
    """Sessions up to yesterday, so many a day, with these pains; the last one is yesterday's."""
    days = -(-len(pains) // per_day)
    return [
        entry_of(script, day(days - at // per_day), 8 + at % per_day, settings, pain=pain)
        for at, pain in enumerate(pains)
    ]


def verdict(entries, history=PROGRAMME, answers=None):
    [strand] = survey_of(entries, history, answers, weeks=60).strands
    return strand.verdict


EASY = [1, 2, 0, 1, 2, 1] * 3  # nine days, two a day


def test_a_course_that_goes_well_proposes_the_next_level_and_says_why():
    found = verdict(course(EASY, level="2"))
    assert (found.way, found.change.setting, found.change.new) == ("on", "level", "3")
    assert found.change.in_words == (
        "level 2 (height 10 centimetres) → level 3 (height 15 centimetres)"
    )
    assert found.advice == "take the next level"
    assert found.reasons == (
        "pain was 2 of 10 at most in the last 6 sessions at level 2 (rule: 2)",
        "14 of 14 doses of the last 7 days were done at level 2: 100 % (rule: 80 %)",
    )


@pytest.mark.parametrize(
    ("entries", "reason"),
    [
        ([*course([0] * 12), entry_of(pain=3)], "pain was 3 of 10 at most in the last 6 sessions"),
        (course([0] * 5), "pain is known of 5 sessions at level 1 (rule: 6)"),
        (course([0] * 11), "11 of 14 doses of the last 7 days were done"),
        (course([None] * 14), "pain is known of 0 sessions at level 1"),
        (
            course(EASY, level="4"),
            "level 4 (height 20 centimetres) is as far as this exercise goes",
        ),
        (course(EASY, level="9"), "level 9 is as far as this exercise goes"),
        (course(EASY, "walking"), "nothing is known to grow in this exercise"),
        (course(EASY, "own"), "nothing is known to grow in this exercise"),
    ],
)
def test_nothing_is_proposed_as_long_as_a_rule_is_not_met(entries, reason):
    found = verdict(entries)
    assert found.way == "stay"
    assert not found.is_proposal
    assert found.reasons[0].startswith(reason)


def test_twelve_of_fourteen_doses_are_enough_and_eleven_are_not():
    assert verdict(course([0] * 12)).way == "on"
    assert verdict(course([0] * 11)).way == "stay"


def test_without_a_programme_nobody_knows_whether_the_doses_were_done():
    found = verdict(course(EASY), history=())
    assert found.way == "stay"
    assert found.reasons == ("no dose was due in the 7 days before today",)


def test_only_sessions_at_the_last_level_count():
    before = course(EASY, level="1")
    assert verdict(before).way == "on"
    higher = entry_of(settings={"level": "2"})
    assert verdict([*before, higher]).reasons == (
        "pain is known of 1 session at level 2 (rule: 6)",
        "0 of 14 doses of the last 7 days were done at level 2: 0 % (rule: 80 %)",
    )


def test_a_session_without_an_answer_is_passed_over():
    assert verdict(course([1, None] * 7)).way == "on"


@pytest.mark.parametrize(
    ("pains", "reasons"),
    [
        ([0, 0, 5], ["pain was 5 of 10 on 14 March (rule: back from 5)"]),
        ([9, 0, 0], ["pain was 9 of 10 on 13 March (rule: back from 5)"]),
        ([0, 1, 2], ["pain rose over the last 3 sessions: 0, 1, 2 (rule: back)"]),
        ([1, None, 3, 4], ["pain rose over the last 3 sessions: 1, 3, 4 (rule: back)"]),
        ([9, 0, 0, 0], None),
        ([0, 1, 1], None),
        ([2, 1], None),
    ],
)
def test_high_or_rising_pain_proposes_a_step_back(pains, reasons):
    found = verdict(course([0] * 8 + pains, level="3"))
    if reasons is None:
        assert found.way != "back"
        return
    assert (found.way, found.change.new, list(found.reasons)) == ("back", "2", reasons)
    assert found.advice.endswith("ask your physiotherapist or doctor before you go on")


def test_pain_in_a_session_that_was_stopped_counts():
    assert verdict([*course(EASY), entry_of(pain=7, outcome="stopped")]).way == "back"


@pytest.mark.parametrize(
    ("script", "settings", "advice"),
    [
        ("step", {"level": "1"}, "do less"),
        ("walking", {}, "do less"),
        ("sitting", {"weight": "0.5 kg"}, "do less"),
        ("sitting", {"weight": "the weight"}, "take less weight"),
        ("standing", {"hold": "4s"}, "do less"),  # 2 s less is below the author's least
    ],
)
def test_where_there_is_no_step_back_it_is_said_in_words(script, settings, advice):
    found = verdict(course([6], script, **settings))
    assert found.change is None
    assert found.advice == f"{advice}, and ask your physiotherapist or doctor before you go on"


@pytest.mark.parametrize(
    ("script", "now", "on", "back"),
    [
        ("standing", {"hold": "10s"}, "12s", "8s"),
        ("standing", {}, "12s", "8s"),
        ("standing", {"hold": "59s"}, None, "57s"),
        ("standing-zh", {"hold": "1min"}, None, "58s"),
        ("sitting", {"weight": "1.5 kg"}, "2 kg", "1 kg"),
        ("sitting", {"weight": "1,25kg"}, "1.75 kg", "0.75 kg"),
        ("sitting", {"weight": "3 lb"}, None, None),
        ("sitting", {"weight": "two books"}, None, None),
        ("step", {}, "2", None),
        ("step", {"level": "3"}, "4", "2"),
    ],
)
def test_each_training_grows_as_the_protocol_says(script, now, on, back):
    ladder = ladder_of(script, bundled(script))
    value = ladder.value(now)
    assert (ladder.next(value, "on"), ladder.next(value, "back")) == (on, back)


def test_a_weight_that_nobody_has_told_grows_in_words():
    found = verdict(course(EASY, "sitting"))
    assert (found.way, found.change) == ("on", None)
    assert found.advice == (
        "take a little more weight, and tell how much it is: "
        "'voicecoach progress --keep sitting --set weight=…'"
    )


def test_a_script_of_ones_own_grows_by_its_levels():
    script = script_of("{hold: $long}", head="levels: {1: {long: 5s}, 2: {long: 9s}}")
    ladder = ladder_of("own", script)
    assert ladder.next("1", "on") == "2"
    assert ladder.in_words("2") == "level 2 (long 9s)"


def test_what_grows_are_settings_that_there_are():
    for name, growth in GROWTHS.items():
        assert name in (*TRAININGS, *IN_CHINESE)
        assert growth.setting in settings_of(bundled(name))


def test_an_answer_ends_the_matter_until_there_is_something_new():
    entries = course(EASY, level="2")
    proposal = verdict(entries)
    moment = entries[-1].started_at + timedelta(hours=1)
    for usual in (
        Usual(script_name="step").declining(moment),
        Usual(script_name="step").accepting(proposal, moment),
    ):
        found = verdict(entries, answers={"step": usual})
        assert found.way == "stay"
        assert found.reasons == ("there is no session since the last answer",)
        new = entry_of(when=TODAY, hour=20, settings={"level": "2"}, pain=8)
        assert verdict([*entries, new], answers={"step": usual}).way == "back"


def test_the_rules_are_data():
    case = Case(
        script="step",
        ladder=ladder_of("step", bundled("step")),
        sessions=course([4] * 14),
        days=survey_of(course([4] * 14), PROGRAMME).days,
        today=TODAY,
    )
    assert judge(case).way == "stay"
    assert judge(case, Rules(easy_pain=4)).way == "on"
    assert judge(case, Rules(high_pain=4)).way == "back"


PAINS = st.lists(st.one_of(st.none(), st.integers(0, 10)), min_size=1, max_size=40)
LEVELS = st.integers(1, 4)


@settings(deadline=None)
@given(PAINS, LEVELS, st.integers(1, 4))
def test_it_never_goes_on_in_pain_and_never_beyond_the_levels(pains, level, per_day):
    entries = course(pains, per_day=per_day, level=str(level))
    found = verdict(entries)
    told = [pain for pain in pains if pain is not None]
    if found.way == "on":
        assert max(told[-RULES.sessions :]) <= RULES.easy_pain
        assert len(told) >= RULES.sessions
        assert found.change.new == str(level + 1)
        assert level < 4
    if any(pain >= RULES.high_pain for pain in told[-RULES.recent_sessions :]):
        assert found.way == "back"
    if found.way == "back" and found.change:
        assert found.change.new == str(level - 1)
    assert found.reasons
    assert found == verdict(entries)


@settings(deadline=None)
@given(PAINS)
def test_after_an_answer_nothing_is_proposed_at_once(pains):
    entries = course(pains)
    moment = entries[-1].started_at + timedelta(minutes=20)
    declined = {"step": Usual(script_name="step").declining(moment)}
    assert verdict(entries, answers=declined).way == "stay"


@settings(deadline=None)
@given(st.lists(st.integers(0, 2), min_size=1, max_size=80), st.integers(1, 3))
def test_one_who_always_accepts_takes_no_two_steps_within_five_days(pains, per_day):
    history = (programme_of("step", per_day=per_day, first=day(90)),)
    usual, level, taken = Usual(script_name="step"), "1", []
    days = -(-len(pains) // per_day)
    entries = []
    for at, pain in enumerate(pains):
        when = day(days - at // per_day)
        entries.append(
            entry_of(when=when, hour=8 + at % per_day, settings={"level": level}, pain=pain)
        )
        [strand] = survey_of(entries, history, {"step": usual}, today=when, weeks=60).strands
        if strand.verdict.is_proposal:
            usual = usual.accepting(strand.verdict, entries[-1].started_at)
            if strand.verdict.way == "on":
                taken.append(when)
            level = usual.settings.get("level", level)
    assert all(later - earlier >= timedelta(5) for earlier, later in pairwise(taken))
    assert known_of(entries)["step"].ladder.measures(level)
