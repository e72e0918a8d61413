"""The scripts there are, with what one wants to know before choosing one."""

from collections.abc import Iterator, Mapping
from datetime import date
from unicodedata import east_asian_width

import msgspec

from voicecoach.cli.orders import open_library
from voicecoach.compiler.layout import lay_out
from voicecoach.compiler.plan import Phrase, Preferences
from voicecoach.compiler.planning import plan
from voicecoach.errors import VoicecoachError
from voicecoach.home import find_home
from voicecoach.library import Entry, Library
from voicecoach.script.model import Script
from voicecoach.units import HOUR, MINUTE, SECOND, Milliseconds

_CHARACTER = Milliseconds(60)
_IDEOGRAPH = Milliseconds(250)
"""What eSpeak NG takes for each on the average, at 165 words a minute, pauses included."""


class Listed(msgspec.Struct, frozen=True):
    """A script as it is listed.

    Attributes:
        name: by which it is asked for.
        title: of the exercise.
        summary: one sentence about it; may be empty.
        language: of its words, BCP 47.
        estimated_ms: about how long it takes as its author set it; no voice was asked.
        per_day: fewest and most times a day; None where that is not stated.
        last_done: the day a dose of it was done last; None where that is not known.
        own: whether it is the listener's own.
        path: of its file.
    """

    name: str
    title: str
    summary: str
    language: str
    estimated_ms: Milliseconds
    per_day: tuple[int, int] | None
    last_done: date | None
    own: bool
    path: str


class Broken(msgspec.Struct, frozen=True):
    """A script that cannot be used.

    Attributes:
        name: by which it would be asked for.
        reason: everything that is wrong with it.
    """

    name: str
    reason: str


def catalogue(last_doses: Mapping[str, date]) -> Iterator[Listed | Broken]:
    """Every script there is, the listener's own first.

    Args:
        last_doses: when scripts were done last, by name.
    """
    library, own_folder = open_library(), find_home().scripts
    for entry in library.entries():
        try:
            done = last_doses.get(entry.name)
            yield _listed(library, entry, done, own=entry.path.parent == own_folder)
        except VoicecoachError as error:
            yield Broken(entry.name, str(error))


def _listed(library: Library, entry: Entry, last_done: date | None, *, own: bool) -> Listed:
    script = library.load(str(entry.path))
    return Listed(
        name=entry.name,
        title=script.title,
        summary=script.summary,
        language=script.language,
        estimated_ms=estimated_length(script),
        per_day=script.dose.per_day if script.dose else None,
        last_done=last_done,
        own=own,
        path=str(entry.path),
    )


def estimated_length(script: Script, preferences: Preferences | None = None) -> Milliseconds:
    """About how long a session takes, without asking a voice.

    Args:
        script: that it is of.
        preferences: what the listener wants of it; None for what its author set.

    Raises:
        VoicecoachError: it cannot be as the listener wants.
    """
    return lay_out(plan(script, preferences or Preferences()), estimate)[-1].end_ms


def estimate(phrase: Phrase) -> Milliseconds:
    """About how long a phrase takes to say: good enough to choose by, never to place by."""
    text = phrase.utterance.text
    ideographs = sum(east_asian_width(character) in "WF" for character in text)
    letters = len(text) - ideographs
    return Milliseconds(letters * _CHARACTER + ideographs * _IDEOGRAPH)


def length_in_words(time: Milliseconds) -> str:
    """Write about how long something takes: ``50 s``, ``11 min``, ``1 h 5 min``."""
    if time < MINUTE:
        return f"{round(time / SECOND, -1):.0f} s"
    minutes = round(time / MINUTE)
    hours = minutes * MINUTE // HOUR
    return f"{hours} h {minutes - 60 * hours} min" if hours else f"{minutes} min"


def dose_in_words(per_day: tuple[int, int] | None) -> str:
    """Write how often something is to be done: ``3-4 a day``; nothing where it is not stated."""
    if per_day is None:
        return ""
    fewest, most = per_day
    return f"{fewest} a day" if fewest == most else f"{fewest}-{most} a day"
