"""The page: one sheet of A4 that needs nothing else, and says in a table what a chart shows."""

from collections.abc import Iterable
from datetime import datetime
from importlib.resources import files

import msgspec

from voicecoach import __version__
from voicecoach.course.doses import added, so_far
from voicecoach.course.feeling import scores_of
from voicecoach.course.figures import (
    WEEKDAYS,
    WeekOfSessions,
    period_in_words,
    streak_in_words,
    tally_in_words,
    weeks_of_doses,
    weeks_of_sessions,
)
from voicecoach.course.survey import Strand, Survey
from voicecoach.course.words import date_in_words, times
from voicecoach.diary.entry import Entry
from voicecoach.report.charts import doses_chart, strand_chart

MOST_NOTES = 6
"""The latest; a page has an end."""

LONGEST_NOTE = 200
"""Letters of one that are shown."""


class Section(msgspec.Struct, frozen=True):
    """One script on the page.

    Attributes:
        title: of the exercise.
        about: how often it was done, and how the last time.
        chart: as SVG.
        alt: what the chart shows, in words.
        columns: heads of the table.
        weeks: its rows.
    """

    title: str
    about: str
    chart: str
    alt: str
    columns: tuple[str, ...]
    weeks: tuple[WeekOfSessions, ...]


class Note(msgspec.Struct, frozen=True):
    """What the listener noted of a session.

    Attributes:
        when: the day, in words.
        script: its name.
        pain: if it was told.
        text: in the listener's words.
    """

    when: str
    script: str
    pain: int | None
    text: str


def page(survey: Survey, name: str, moment: datetime) -> bytes:
    """Write the page as HTML.

    Args:
        survey: what it tells.
        name: whose course it is; may be empty.
        moment: when it is written.
    """
    from jinja2 import Environment, StrictUndefined  # noqa: PLC0415 - 40 ms, for pages only

    environment = Environment(autoescape=True, undefined=StrictUndefined)
    template = environment.from_string(files(__package__).joinpath("page.html").read_text("utf-8"))
    total = added(so_far(one.tally, one.day, survey.today) for one in survey.days)
    written = template.render(
        title=f"Exercise course of {name}" if name else "Exercise course",
        period=period_in_words(survey),
        total=total,
        streak=streak_in_words(survey) if survey.streak.longest else "",
        weekdays=WEEKDAYS,
        weeks=weeks_of_doses(survey),
        doses_chart=doses_chart(survey),
        doses_alt=f"Doses done and due, day by day: {tally_in_words(total)} in all.",
        strands=[_section(strand, survey) for strand in survey.strands],
        proposals=survey.proposals,
        notes=_notes(entry for strand in survey.strands for entry in strand.sessions),
        written=f"{date_in_words(moment.date())} {moment.year}",
        version=__version__,
    )
    return written.encode()


def _section(strand: Strand, survey: Survey) -> Section:
    return Section(
        title=strand.title,
        about=_about(strand),
        chart=strand_chart(strand, survey),
        alt=_alt(strand),
        columns=("week of", "doses", "pain", "effort", *strand.settings),
        weeks=weeks_of_sessions(strand, survey),
    )


def _about(strand: Strand) -> str:
    stopped = sum(entry.outcome != "completed" for entry in strand.sessions)
    early = f", {stopped} of them not to the end" if stopped else ""
    last = ", ".join(f"{name} {text}" for name, text in strand.sessions[-1].settings.items())
    told = [strand.script, times(len(strand.sessions), "session") + early]
    return " · ".join([*told, f"last with {last}"] if last else told)


def _alt(strand: Strand) -> str:
    """Say what a script's chart shows."""
    told = [f"{strand.script}, {times(len(strand.sessions), 'session')}"]
    for what in ("pain", "effort"):
        scores = scores_of(getattr(entry, what) for entry in strand.sessions)
        if scores:
            told.append(f"{what} {scores.lowest} to {scores.highest}, {scores.mean:.1f} on average")
    for setting, readings in strand.settings.items():
        told.append(f"{setting} from {readings[0].value.text} to {readings[-1].value.text}")
    return "; ".join(told) + ". The table has the figures."


def _notes(entries: Iterable[Entry]) -> list[Note]:
    noted = sorted((entry for entry in entries if entry.note), key=lambda entry: entry.started_at)
    return [
        Note(date_in_words(entry.day), entry.script, entry.pain, _shortened(entry.note))
        for entry in noted[-MOST_NOTES:]
    ]


def _shortened(note: str) -> str:
    return note if len(note) <= LONGEST_NOTE else note[:LONGEST_NOTE].rstrip() + "…"
