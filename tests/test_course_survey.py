"""A survey of some weeks: what is in it, and how its figures are written."""

import json
from datetime import datetime, timedelta, timezone

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.course_kit import TODAY, day, entry_of, made_up, programme_of, survey_of
from voicecoach.course.feeling import changing, readings_of, scores_of
from voicecoach.course.figures import (
    mean_by_day,
    period_in_words,
    streak_in_words,
    weeks_of_doses,
    weeks_of_sessions,
)
from voicecoach.course.record import to_json
from voicecoach.script.settings import Value


def test_two_made_up_weeks_are_told_week_by_week():
    entries, history = made_up(seed=2)
    survey = survey_of(entries, history)
    assert period_in_words(survey) == "2 March to 15 March 2026"
    first, second = weeks_of_doses(survey)
    assert (first.label, second.label) == ("2 March", "9 March")
    assert second.days[:2] == ("-", "-")  # the journey
    assert second.days[-1].startswith("(")  # today
    assert [strand.title for strand in survey.strands] == ["Sitting training", "Step training"]
    assert streak_in_words(survey).startswith(f"{survey.streak.current} doses in a row now")


def test_made_up_use_is_the_same_for_the_same_seed():
    assert made_up(seed=7) == made_up(seed=7)
    assert made_up(seed=7) != made_up(seed=8)


def test_it_begins_where_there_is_something_to_tell():
    assert survey_of([entry_of(when=day(3))]).days[0].day == day(3)
    assert survey_of([], (programme_of("step", first=day(2)),)).days[0].day == day(2)
    assert survey_of([]).is_empty


@pytest.mark.parametrize(("weeks", "first"), [(1, day(6)), (2, day(13)), (9, day(40))])
def test_it_goes_back_so_many_calendar_weeks(weeks, first):
    survey = survey_of([entry_of(when=day(40)), entry_of()], weeks=weeks)
    assert survey.days[0].day == first
    assert survey.today == TODAY


def test_sessions_before_the_weeks_shown_still_count_for_streak_and_proposal():
    entries = [entry_of(when=day(number), hour=8 + at) for number in range(1, 20) for at in (0, 1)]
    history = (programme_of("step", first=day(19)),)
    survey = survey_of(entries, history, weeks=1)
    assert survey.streak.current == 38
    assert len(survey.strands[0].sessions) == 12
    assert survey.proposals[0].change.new == "2"


def test_what_lies_in_the_future_is_not_told():
    survey = survey_of([entry_of(), entry_of(when=TODAY + timedelta(1))])
    assert len(survey.strands[0].sessions) == 1


def test_a_week_of_a_script_sums_up_what_was_told():
    entries = [
        entry_of(when=day(6), pain=2, effort=5, settings={"level": "1"}),
        entry_of(when=day(5), pain=None, settings={"level": "1"}),
        entry_of(when=day(4), pain=5, effort=6, settings={"level": "2"}),
    ]
    survey = survey_of(entries, (programme_of("step", per_day=1, first=day(6)),))
    [strand] = survey.strands
    [week] = weeks_of_sessions(strand, survey)
    assert (week.doses, week.pain, week.effort) == ("3/6", "3.5 (2-5)", "5.5 (5-6)")
    assert week.settings == ("1 → 2",)
    assert mean_by_day(strand, survey.days, "pain")[:3] == [2, None, 5]


def test_a_week_without_any_session_of_a_script_is_told_where_it_was_due():
    entries = [entry_of(when=day(13)), entry_of("walking", when=day(13))]
    survey = survey_of(entries, (programme_of("step", first=day(13)),))
    step, walking = survey.strands[0], survey.strands[1]
    assert [week.doses for week in weeks_of_sessions(step, survey)] == ["1/14", "0/12"]
    assert [week.pain for week in weeks_of_sessions(step, survey)] == ["0.0 (0-0)", "-"]
    assert [week.doses for week in weeks_of_sessions(walking, survey)] == ["1"]


def test_settings_over_time_are_those_that_grow_or_changed():
    entries = [
        entry_of("standing", day(3), settings={"hold": "8s", "rest": "5s", "side": "left"}),
        entry_of("standing", day(2), settings={"hold": "8 s", "rest": "5s", "side": "right"}),
        entry_of("standing", day(1), settings={"hold": "8s", "rest": "6s", "side": "right"}),
    ]
    [strand] = survey_of(entries).strands
    assert list(strand.settings) == ["hold", "rest"]
    assert [one.value.text for one in strand.settings["hold"]] == ["8s", "8s", "8s"]
    assert [one.value.text for one in strand.settings["rest"]] == ["5s", "5s", "6s"]


@pytest.mark.parametrize(
    ("levels", "told"), [("1", "1"), ("1122", "1 → 2"), ("121", "1 → 2 → 1"), ("1212", "1 → … → 2")]
)
def test_a_setting_is_told_as_it_went(levels, told):
    entries = [entry_of(hour=8 + at, settings={"level": one}) for at, one in enumerate(levels)]
    survey = survey_of(entries)
    assert weeks_of_sessions(survey.strands[0], survey)[0].settings == (told,)


def test_only_amounts_of_the_same_kind_compare():
    entries = [
        entry_of("sitting", day(number), settings={"weight": weight})
        for number, weight in ((4, "the weight"), (3, "2 lb"), (2, "1 kg"), (1, "1.5 kg"))
    ]
    found = readings_of(entries, "weight")
    assert [one.value for one in found] == [
        Value("quantity", "1 kg", 1000, "kg"),
        Value("quantity", "1.5 kg", 1500, "kg"),
    ]
    assert list(changing(entries)) == ["weight"]
    assert readings_of(entries[:1], "weight") == ()
    assert changing([entry_of(settings={"note": "x" * 300})]) == {}


@settings(deadline=None)
@given(st.lists(st.one_of(st.none(), st.integers(0, 10))))
def test_scores_are_of_what_was_told(told):
    scores = scores_of(told)
    known = [score for score in told if score is not None]
    if scores is None:
        assert not known
        return
    assert (scores.lowest, scores.highest) == (min(known), max(known))
    assert scores.lowest <= scores.mean <= scores.highest
    assert scores.count == len(known)


def test_the_json_says_all_of_it():
    entries, history = made_up(seed=2)
    survey = survey_of(entries, history)
    told = json.loads(to_json(survey))
    assert told["version"] == 1
    assert (told["first"], told["today"]) == ("2026-03-02", "2026-03-15")
    assert sum(one["done"] for one in told["days"]) == len(entries)
    assert told["streak"] == {"current": survey.streak.current, "longest": survey.streak.longest}
    step = told["scripts"][1]
    assert step["sessions"][0].keys() == {"id", "started_at", "is_dose", "pain", "effort"}
    assert step["settings"]["level"][0] == {
        "started_at": step["sessions"][0]["started_at"],
        "value": "1",
    }
    [proposal] = told["proposals"]
    assert (proposal["script"], proposal["way"], proposal["set"]) == ("step", "on", {"level": "3"})
    assert len(proposal["reasons"]) == 2


def test_who_travels_west_has_all_of_a_day_that_came_twice():
    """A session in Tokyo, one at home the day before, and one in Honolulu on Tokyo's day again."""
    tokyo, home, honolulu = (
        msgspec.structs.replace(
            entry_of(pain=pain),
            id=str(pain),
            started_at=datetime(2026, 3, at, hour, tzinfo=timezone(timedelta(hours=offset))),
        )
        for pain, at, hour, offset in ((8, 14, 8, 9), (1, 13, 20, -4), (0, 14, 8, -10))
    )
    survey = survey_of([tokyo, home, honolulu], (programme_of("step", first=day(6)),))
    [strand] = survey.strands
    assert mean_by_day(strand, survey.days, "pain")[-2] == 4
