"""What the listener tells of a session, read and checked before anything is kept."""

from collections.abc import Callable
from datetime import timedelta

import msgspec

from voicecoach.cli.catalogue import estimated_length
from voicecoach.cli.diaries import read_score
from voicecoach.cli.options import read_length
from voicecoach.cli.orders import take_order
from voicecoach.diary.entry import Entry, Outcome, kept_text
from voicecoach.diary.identity import new_id
from voicecoach.diary.when import localize, now, read_moment
from voicecoach.script.loader import settings_of
from voicecoach.script.settings import choose
from voicecoach.units import Milliseconds


class Correction(msgspec.Struct, frozen=True):
    """What is told of a session, as written; None and nothing for what is not.

    Attributes:
        at: when it began.
        done: how much of it was done.
        pain: from 0 to 10, or ``none``.
        effort: likewise.
        note: the listener's own words.
        assignments: settings.
    """

    at: str | None = None
    done: str | None = None
    pain: str | None = None
    effort: str | None = None
    note: str | None = None
    assignments: tuple[str, ...] = ()


def added(script: str, told: Correction) -> Entry:
    """Return an entry for a session that was done without this program.

    Where nothing else is told it was done to its end, just now.

    Raises:
        UsageError: there is no such script, or something told makes no sense.
    """
    order = take_order(script, told.assignments, "full", 0)
    chosen = choose(settings_of(order.script), order.preferences.settings)
    length = estimated_length(order.script, order.preferences)
    done = _done(length, told.done) if told.done is not None else length
    begun = now() - timedelta(milliseconds=done)
    entry = Entry(
        id=new_id(),
        script=kept_text(order.name),
        settings={name: value.text for name, value in chosen.items()},
        started_at=begun.replace(microsecond=0),
        ended_at=(begun + timedelta(milliseconds=done)).replace(microsecond=0),
        duration_ms=length,
        done_ms=done,
        outcome=_outcome(done, length),
    )
    return corrected(entry, msgspec.structs.replace(told, done=None, assignments=()))(entry)


def corrected(entry: Entry, told: Correction) -> Callable[[Entry], Entry]:
    """Return what puts right an entry, whatever else has changed in it meanwhile.

    Raises:
        UsageError: something told makes no sense.
    """
    changes: dict[str, object] = {}
    if told.pain is not None:
        changes["pain"] = read_score("--pain", told.pain)
    if told.effort is not None:
        changes["effort"] = read_score("--effort", told.effort)
    if told.note is not None:
        changes["note"] = kept_text(told.note.strip())
    if told.done is not None:
        done = _done(entry.duration_ms, told.done)
        changes |= {"done_ms": done, "outcome": _outcome(done, entry.duration_ms)}
    if told.at is not None:
        changes |= _begun(entry, told.at)
    if told.assignments:
        changes["settings"] = _settings(entry, told.assignments)
    return lambda entry: msgspec.structs.replace(entry, **changes)


def _done(length: Milliseconds, told: str) -> Milliseconds:
    """Read how much of a session was done: all of it at the most."""
    return min(read_length("--done", told), length)


def _outcome(done: Milliseconds, length: Milliseconds) -> Outcome:
    return "completed" if done == length else "stopped"


def _begun(entry: Entry, told: str) -> dict[str, object]:
    """Move an entry; where its end is known, that moves with it."""
    begun = read_moment(told, now(), localize)
    lasted = entry.ended_at - entry.started_at if entry.ended_at else None
    return {"started_at": begun, "ended_at": begun + lasted if lasted is not None else None}


def _settings(entry: Entry, assignments: tuple[str, ...]) -> dict[str, str]:
    kept = [f"{name}={text}" for name, text in entry.settings.items()]
    order = take_order(entry.script, (*kept, *assignments), "full", 0)
    chosen = choose(settings_of(order.script), order.preferences.settings)
    return {name: value.text for name, value in chosen.items()}
