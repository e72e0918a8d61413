"""Made-up use of the program, for the tests of the course and for the pictures of it."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta, timezone
from functools import cache
from random import Random

from tests.kit import bundled
from voicecoach.course.stepping import Ladder, ladder_of
from voicecoach.course.survey import Known, Survey, survey
from voicecoach.course.usual import Usual
from voicecoach.diary.entry import Entry, Outcome
from voicecoach.diary.programme import History, Pause, Programme
from voicecoach.library import bundled_folder
from voicecoach.units import MINUTE, Milliseconds

ZONE = timezone(timedelta(hours=1))
TODAY = date(2026, 3, 15)
"""A Sunday."""

NOTES = (
    (
        "Felt easy today.",
        "Could feel the inner thigh well.",
        "Fine, also on the stairs afterwards.",
    ),
    ("Knee stiff after sitting all morning.", "Sore after a long walk yesterday."),
)
"""Of sessions without much pain, and of others."""


def day(number: int) -> date:
    """The day that lies so many before today."""
    return TODAY - timedelta(days=number)


def entry_of(
    script: str = "step",
    when: date = TODAY,
    hour: int = 8,
    settings: Mapping[str, str] = {},
    *,
    minute: int = 0,
    pain: int | None = 0,
    effort: int | None = None,
    note: str = "",
    outcome: Outcome = "completed",
) -> Entry:
    begun = datetime.combine(when, time(hour, minute), ZONE)
    length = Milliseconds(11 * MINUTE)
    return Entry(
        id=f"{script}-{begun:%Y%m%dT%H%M}",
        script=script,
        settings={"side": "right", **settings},
        started_at=begun,
        ended_at=begun + timedelta(milliseconds=length),
        duration_ms=length,
        done_ms=length if outcome == "completed" else Milliseconds(MINUTE),
        outcome=outcome,
        pain=pain,
        effort=effort,
        note=note,
    )


def programme_of(*scripts: str, per_day: int = 2, first: date, **more) -> Programme:
    return Programme(
        scripts=scripts, per_day=per_day, wakes=time(8), sleeps=time(21), first=first, **more
    )


def known_of(entries, answers: Mapping[str, Usual] | None = None) -> dict[str, Known]:
    """What is known of the scripts that the entries name; those not bundled are unknown."""
    usual = {name: Usual(script_name=name) for name in {entry.script for entry in entries}}
    usual |= answers or {}
    return {name: Known(*known_script(name), one) for name, one in usual.items()}


@cache
def known_script(name: str) -> tuple[str, Ladder | None]:
    """Title and ladder of a script; of one that is not bundled, what the program makes of it."""
    if not (bundled_folder() / f"{name}.yaml").exists():
        return name, None
    script = bundled(name)
    return script.title, ladder_of(name, script)


def survey_of(entries, history: History = (), answers=None, today=TODAY, weeks=4) -> Survey:
    entries = sorted(entries, key=lambda entry: entry.started_at)
    return survey(entries, history, known_of(entries, answers), today, weeks)


def made_up(seed: int, days: int = 14, today: date = TODAY) -> tuple[tuple[Entry, ...], History]:
    """Two weeks of someone who mends: fewer pains, a little more weight, a higher step.

    A day is half forgotten, two are a journey, and today is not over.
    """
    random = Random(seed)
    first = today - timedelta(days=days - 1)
    journey = Pause(today - timedelta(days=6), today - timedelta(days=5))
    history = (programme_of("sitting", "step", per_day=3, first=first, pauses=(journey,)),)
    entries = []
    for number in range(days):
        when = first + timedelta(days=number)
        if not history[0].due_on(when):
            continue
        for script in ("sitting", "step"):
            hours = (8, 13) if when == today else (8, 13, 19)
            likely = 0.5 if number == 4 else 0.95
            for hour in hours:
                if random.random() > likely:
                    continue
                entries.append(_session(random, script, when, hour, number / days))
    return tuple(sorted(entries, key=lambda entry: entry.started_at)), history


def _session(random: Random, script: str, when: date, hour: int, share: float) -> Entry:
    later = share >= 0.3 if script == "step" else share >= 0.45
    grown = (
        {"level": "2" if later else "1"}
        if script == "step"
        else {"weight": "1.5 kg" if later else "1 kg"}
    )
    ease = 3.4 if script == "sitting" else 2.6
    pain = round(max(0.0, ease * (1 - share) + random.gauss(0, 0.5)))
    effort = min(10, max(1, round(5 + 1.2 * later - 2 * share + random.gauss(0, 0.8))))
    note = random.choice(NOTES[pain > 2]) if random.random() < 0.08 else ""
    minute = random.randrange(50)
    return entry_of(script, when, hour, grown, minute=minute, pain=pain, effort=effort, note=note)
