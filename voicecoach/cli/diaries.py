"""The listener's diary, and the words in which commands tell of it."""

from collections.abc import Mapping
from datetime import date, datetime
from shutil import rmtree

from voicecoach.diary.agenda import agenda
from voicecoach.diary.entry import Score
from voicecoach.diary.port import DiaryError
from voicecoach.diary.programme import ONE_DAY
from voicecoach.diary.store import SqliteDiary
from voicecoach.diary.when import now
from voicecoach.errors import UsageError
from voicecoach.home import Home, find_home

HIGHEST = 10
_UNSAID = "none"


def open_diary() -> SqliteDiary:
    """Return the listener's diary; nothing is opened yet."""
    return SqliteDiary(find_home().diary_file)


def erase_all(home: Home) -> None:
    """Remove everything that tells what the listener has done.

    Raises:
        DiaryError: the system refused.
    """
    SqliteDiary(home.diary_file).erase()
    for folder in (home.bookmarks, home.usual):
        try:
            rmtree(folder)
        except FileNotFoundError:
            continue
        except OSError as error:
            reason = error.strerror or str(error)
            raise DiaryError(str(folder), reason, "remove that folder by hand") from error


def read_score(option: str, text: str) -> Score | None:
    """Read how strong something was, or ``none`` for what the listener does not say.

    Raises:
        UsageError: it is not from 0 to 10.
    """
    if text.strip().lower() == _UNSAID:
        return None
    try:
        score = int(text)
    except ValueError:
        score = -1
    if not 0 <= score <= HIGHEST:
        raise UsageError(
            f"{option} '{text}' is not a number from 0 (not at all) to {HIGHEST}, or '{_UNSAID}'"
        )
    return score


def day_in_words(day: date) -> str:
    """Write a day: ``Wednesday, 25 November 2026``."""
    return f"{day:%A}, {day.day} {day:%B} {day.year}"


def when_in_words(moment: datetime, now: datetime) -> str:
    """Write when something is due: ``now``, ``at 14:30``, ``tomorrow at 08:00``."""
    if moment <= now:
        return "now"
    day, today = moment.date(), now.date()
    if day == today:
        return f"at {moment:%H:%M}"
    named = "tomorrow" if day == today + ONE_DAY else f"on {day_in_words(day)}"
    return f"{named} at {moment:%H:%M}"


def due_script() -> str:
    """Return the script that is due next.

    Raises:
        UsageError: there is no programme, or nothing is due in it today.
        DiaryError: the diary cannot be read.
    """
    diary, moment = open_diary(), now()
    day = agenda(diary.history(), diary.entries(first=moment.date()), moment)
    if day.next:
        return day.next.script
    if day.programme is None:
        advice = "'voicecoach programme set SCRIPT --per-day N' makes one"
        raise UsageError(f"name a script, as there is no programme to choose from; {advice}")
    raise UsageError("nothing is due any more today: name a script to do one all the same")


def last_doses() -> Mapping[str, date]:
    """Return the day on which a dose of each script was done last, by its name.

    Raises:
        DiaryError: the diary cannot be read.
    """
    return {entry.script: entry.day for entry in open_diary().entries() if entry.is_dose}


def ago_in_words(day: date, today: date) -> str:
    """Write how long ago a day was: ``today``, ``yesterday``, ``3 days ago``."""
    days = (today - day).days
    return {0: "today", 1: "yesterday"}.get(days, f"{days} days ago")
