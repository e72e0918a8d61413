"""Playlists: extended M3U in UTF-8, which music players on phones and computers read."""

from collections.abc import Iterable, Iterator
from pathlib import PurePath

from voicecoach.timeline import Timeline
from voicecoach.track.about import About
from voicecoach.track.lines import one_line
from voicecoach.units import SECOND


def m3u8(title: str, entries: Iterable[tuple[PurePath, Timeline, About]]) -> str:
    """Write a playlist of files that lie in its own folder."""
    return "\n".join(["#EXTM3U", f"#PLAYLIST:{one_line(title)}", *_lines(entries), ""])


def _lines(entries: Iterable[tuple[PurePath, Timeline, About]]) -> Iterator[str]:
    for path, timeline, about in entries:
        seconds = round(timeline.duration_ms / SECOND)
        yield f"#EXTINF:{seconds},{one_line(about.artist)} - {one_line(about.title)}"
        yield path.name
