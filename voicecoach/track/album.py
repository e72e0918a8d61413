"""From sessions to tracks: whole or by section, each with a name and what it says of itself."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

import msgspec

from voicecoach.compose import Take
from voicecoach.timeline import Timeline
from voicecoach.track.about import ARTIST, About
from voicecoach.track.captions import lyrics
from voicecoach.track.chapters import brief

_LONGEST_SLUG = 40
"""Letters of a title in the name of a file, so that of its 255 bytes some are left for the script's
name."""


class Session(msgspec.Struct, frozen=True):
    """A session that is to become tracks.

    Attributes:
        name: of its files.
        take: the session.
        comment: dose and settings.
        cover: a PNG file; None where nothing shows one.
    """

    name: str
    take: Take
    comment: str
    cover: bytes | None


class Track(msgspec.Struct, frozen=True):
    """A session or a section of one, as it becomes files.

    Attributes:
        name: of the files, without a suffix.
        take: what is heard.
        about: what it says of itself.
    """

    name: str
    take: Take
    about: About


def whole_tracks(sessions: Sequence[Session], date: str) -> list[Track]:
    """Make a track of each session; together they are an album.

    Args:
        sessions: in the order of their numbers.
        date: the day, ISO 8601.
    """
    return [
        Track(each.name, each.take, _about(each, each.take.timeline, number, len(sessions), date))
        for number, each in enumerate(sessions, 1)
    ]


def section_tracks(session: Session, date: str) -> list[Track]:
    """Make a track of each section of a session; the session is their album."""
    sections = list(_sections(session.take.timeline))
    return [
        Track(
            f"{session.name}-{number}-{_slug(section.title)}",
            Take(section, session.take.sounds),
            msgspec.structs.replace(
                _about(session, section, number, len(sections), date),
                album=brief(session.take.timeline.title),
            ),
        )
        for number, section in enumerate(sections, 1)
    ]


def numbered(tracks: Sequence[Track]) -> list[Track]:
    """Put numbers before the names, so that players that sort by name keep the order."""
    width = max(2, len(str(len(tracks))))
    return [
        msgspec.structs.replace(track, name=f"{number:0{width}d}-{track.name}")
        for number, track in enumerate(tracks, 1)
    ]


def _about(session: Session, timeline: Timeline, number: int, of: int, date: str) -> About:
    return About(
        title=brief(timeline.title),
        album=ARTIST,
        number=number,
        of=of,
        language=timeline.language,
        date=date,
        comment=session.comment,
        lyrics=lyrics(timeline),
        cover=session.cover,
    )


def _sections(timeline: Timeline) -> Iterator[Timeline]:
    """Cut a session where its sections begin; each is titled after its section."""
    for title, phases in groupby(timeline.phases, key=lambda phase: phase.section):
        own = list(phases)
        section = timeline.between(own[0].start_ms, own[-1].end_ms)
        yield msgspec.structs.replace(section, title=title)


def _slug(title: str) -> str:
    """Return what of a title can stand in the name of a file on any system."""
    letters = re.sub(r"\W+", "-", title).strip("-").lower()
    return letters[:_LONGEST_SLUG].rstrip("-") or "section"
