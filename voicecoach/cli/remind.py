"""``voicecoach remind``: the doses as a calendar file."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from voicecoach.cli.telling import tell_path

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from voicecoach.diary.calendar import Exercise

SUFFIX = ".ics"


def remind(
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="The calendar file.")] = Path(
        f"voicecoach{SUFFIX}"
    ),
) -> None:
    """Write the daily doses as a calendar file, for a phone."""
    from voicecoach.cli.diaries import open_diary
    from voicecoach.cli.programme import required
    from voicecoach.diary.calendar import calendar
    from voicecoach.diary.when import now
    from voicecoach.errors import UsageError
    from voicecoach.track.writing import whole_file

    if out.suffix.lower() != SUFFIX:
        raise UsageError(
            f"--out writes a calendar: give it a name like {out.stem}{SUFFIX}, not {out}"
        )
    diary, moment = open_diary(), now()
    history = required(diary.history(), moment.date())
    exercises = [exercise_of(script) for script in history[-1].scripts]
    written = calendar(history, exercises, diary.identity(), local_zone(), moment)
    with whole_file(out) as file:
        file.write(written)
    tell_path(out)


def exercise_of(script: str) -> "Exercise":
    """Return what the calendar tells of a script.

    Raises:
        UsageError: there is none of that name any more, or it is broken.
    """
    from datetime import timedelta

    from voicecoach.cli.catalogue import estimated_length
    from voicecoach.cli.orders import open_library
    from voicecoach.diary.calendar import Exercise

    loaded = open_library().load(script)
    length = timedelta(milliseconds=estimated_length(loaded))
    return Exercise(script, loaded.title, length)


def local_zone() -> "ZoneInfo":
    """Return the time zone that the computer is set to.

    Raises:
        UsageError: it has no name, so that a calendar could not know its summer time.
    """
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    from tzlocal import get_localzone

    from voicecoach.errors import UsageError

    try:
        return ZoneInfo(get_localzone().key)
    except ZoneInfoNotFoundError as error:
        advice = "set the variable TZ to one such as Europe/Berlin"
        raise UsageError(f"the computer's time zone has no name; {advice}") from error
