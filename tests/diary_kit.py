"""What tests of the diary share: made-up sessions, and a clock that is set by hand."""

from datetime import UTC, datetime, time, timedelta, timezone

import msgspec
from hypothesis import strategies as st

from voicecoach.diary.entry import Entry
from voicecoach.diary.programme import Programme
from voicecoach.units import MINUTE, Milliseconds

MONDAY = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
PROGRAMME = Programme(
    scripts=("sitting", "standing"),
    per_day=4,
    wakes=time(8),
    sleeps=time(21),
    first=MONDAY.date(),
)

_USUAL = Entry(
    id="usual",
    script="sitting",
    settings={"side": "right", "hold": "10s"},
    started_at=MONDAY,
    ended_at=MONDAY + timedelta(minutes=11),
    duration_ms=Milliseconds(11 * MINUTE),
    done_ms=Milliseconds(11 * MINUTE),
    outcome="completed",
)


def entry(entry_id, started_at=MONDAY, **fields):
    """An entry like any other, but for what is given."""
    ended_at = started_at + timedelta(minutes=11)
    usual = msgspec.structs.replace(_USUAL, id=entry_id, started_at=started_at, ended_at=ended_at)
    return msgspec.structs.replace(usual, **fields)


class SetClock:
    """Tells what it is set to."""

    def __init__(self, moment):
        self.moment = moment

    def __call__(self):
        return self.moment


_OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
_MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=_OFFSETS)  # noqa: DTZ001 - bounds have none
_WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
_LENGTHS = st.integers(0, 86_400_000).map(Milliseconds)
_SCORES = st.one_of(st.none(), st.integers(0, 10))

ENTRIES = st.builds(
    Entry,
    id=_WORDS.filter(bool),
    script=_WORDS,
    settings=st.dictionaries(_WORDS, _WORDS, max_size=3),
    started_at=_MOMENTS,
    ended_at=st.one_of(st.none(), _MOMENTS),
    duration_ms=_LENGTHS,
    done_ms=_LENGTHS,
    outcome=st.sampled_from(["completed", "stopped", "interrupted"]),
    pain=_SCORES,
    effort=_SCORES,
    note=_WORDS,
)


def entries_of(max_size=3):
    """Some entries, any two of them of another id."""
    return st.lists(ENTRIES, max_size=max_size, unique_by=lambda each: each.id)
