"""A survey as JSON."""

from typing import Any

import msgspec

from voicecoach.course.doses import Day, Tally
from voicecoach.course.feeling import Reading
from voicecoach.course.survey import Strand, Survey
from voicecoach.diary.entry import Entry

VERSION = 1
"""Counts up when something in it is renamed or gone."""


def to_json(survey: Survey) -> str:
    """Write all that a survey says."""
    record = {
        "version": VERSION,
        "first": survey.days[0].day,
        "today": survey.today,
        "days": [_day(one) for one in survey.days],
        "streak": survey.streak,
        "scripts": [_script(strand) for strand in survey.strands],
        "proposals": [_verdict(strand) for strand in survey.strands if strand.verdict.is_proposal],
    }
    return msgspec.json.format(msgspec.json.encode(record)).decode()


def _day(one: Day) -> dict[str, Any]:
    scripts = {script: _tally(tally) for script, tally in one.scripts.items()}
    return {"day": one.day, **_tally(one.tally), "scripts": scripts}


def _tally(tally: Tally) -> dict[str, int]:
    return {"done": tally.done, "due": tally.due}


def _script(strand: Strand) -> dict[str, Any]:
    return {
        "script": strand.script,
        "sessions": [_session(entry) for entry in strand.sessions],
        "settings": {
            name: [_reading(one) for one in readings] for name, readings in strand.settings.items()
        },
        "verdict": strand.verdict.way,
        "reasons": strand.verdict.reasons,
    }


def _session(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "started_at": entry.started_at,
        "is_dose": entry.is_dose,
        "pain": entry.pain,
        "effort": entry.effort,
    }


def _reading(reading: Reading) -> dict[str, Any]:
    return {"started_at": reading.at, "value": reading.value.text}


def _verdict(strand: Strand) -> dict[str, Any]:
    verdict, change = strand.verdict, strand.verdict.change
    return {
        "script": verdict.script,
        "way": verdict.way,
        "advice": verdict.advice,
        "set": {change.setting: change.new} if change else {},
        "reasons": verdict.reasons,
    }
