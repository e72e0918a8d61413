"""Vorbis comments: what FLAC and Opus say of themselves (xiph.org/vorbis/doc/v-comment.html).

The names are those that players look for; FFmpeg turns its own names into them
(``comment`` is ``DESCRIPTION`` to some and ``COMMENT`` to most).
"""

import struct
from base64 import b64encode

from voicecoach.timeline import Timeline
from voicecoach.track.about import GENRE, About
from voicecoach.track.chapters import chapters
from voicecoach.track.lines import timecode
from voicecoach.track.png import png_size

_FRONT_COVER = 3
_TRUE_COLOUR = 24


def comments(about: About) -> dict[str, str]:
    """Return the comments of a track, without chapters and cover."""
    return {
        "TITLE": about.title,
        "ARTIST": about.artist,
        "ALBUM": about.album,
        "TRACKNUMBER": str(about.number),
        "TRACKTOTAL": str(about.of),
        "GENRE": GENRE,
        "LANGUAGE": about.language,
        "DATE": about.date,
        "COMMENT": about.comment,
        "LYRICS": about.lyrics,
    }


def chapter_comments(timeline: Timeline) -> dict[str, str]:
    """Return the chapters as comments (wiki.xiph.org/Chapter_Extension).

    FFmpeg's own way to write them is off by a second where one begins past the half of one.
    """
    named = {}
    for number, chapter in enumerate(chapters(timeline)):
        named[f"CHAPTER{number:03d}"] = timecode(chapter.start_ms)
        named[f"CHAPTER{number:03d}NAME"] = chapter.title
    return named


def picture_comment(cover: bytes) -> dict[str, str]:
    """Return a PNG as the comment that stands for a picture block of FLAC (RFC 9639, 8.8)."""
    width, height = png_size(cover)
    kind = b"image/png"
    block = struct.pack(">II", _FRONT_COVER, len(kind)) + kind
    block += struct.pack(">IIIIII", 0, width, height, _TRUE_COLOUR, 0, len(cover)) + cover
    return {"METADATA_BLOCK_PICTURE": b64encode(block).decode()}
