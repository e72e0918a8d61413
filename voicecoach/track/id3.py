"""ID3 tags: what an MP3 says of itself, its chapters, its words and its cover.

Version 2.3, which every player reads (id3.org/id3v2.3.0), with the chapter frames of its
addendum (id3.org/id3v2-chapters-1.0).
"""

import struct
from collections.abc import Iterator

from voicecoach.timeline import Timeline
from voicecoach.track.about import GENRE, About
from voicecoach.track.captions import spoken
from voicecoach.track.chapters import chapters
from voicecoach.track.languages import three_letters

_UTF16 = b"\x01"
_NO_NAME = "".encode("utf-16") + b"\0\0"
_NO_OFFSET = 0xFFFFFFFF
_TOP_AND_ORDERED = 3
_MOST_CHAPTERS = 255
"""What the count of a table of contents can say; players need no table for the chapters."""

_IN_MILLISECONDS, _AS_LYRICS = 2, 1
_FRONT_COVER = 3


def tag(timeline: Timeline, about: About) -> bytes:
    """Make the tag of a track."""
    body = b"".join(_frames(timeline, about))
    size = bytes(len(body) >> shift & 0x7F for shift in (21, 14, 7, 0))
    return b"ID3\x03\x00\x00" + size + body


def _frames(timeline: Timeline, about: About) -> Iterator[bytes]:
    language = three_letters(about.language)
    yield from (_text(kind, text) for kind, text in _texts(about, language) if text)
    in_language = _UTF16 + language.encode()
    for kind, text in ((b"COMM", about.comment), (b"USLT", about.lyrics)):
        if text:
            yield _frame(kind, in_language + _NO_NAME + text.encode("utf-16"))
    if words := _timed_words(timeline):
        how = bytes([_IN_MILLISECONDS, _AS_LYRICS])
        yield _frame(b"SYLT", in_language + how + _NO_NAME + words)
    yield from _chapters(timeline)
    if about.cover:
        yield _frame(b"APIC", b"\0image/png\0" + bytes([_FRONT_COVER]) + b"\0" + about.cover)


def _texts(about: About, language: str) -> Iterator[tuple[bytes, str]]:
    year, _, day = about.date.partition("-")
    month, _, day = day.partition("-")
    yield b"TIT2", about.title
    yield b"TPE1", about.artist
    yield b"TALB", about.album
    yield b"TRCK", f"{about.number}/{about.of}"
    yield b"TCON", GENRE
    yield b"TLAN", language
    yield b"TYER", year
    yield b"TDAT", day + month


def _timed_words(timeline: Timeline) -> bytes:
    return b"".join(
        text.encode("utf-16") + b"\0\0" + struct.pack(">I", onset)
        for onset, text in spoken(timeline)
    )


def _chapters(timeline: Timeline) -> Iterator[bytes]:
    named = [(b"chp%d\0" % number, one) for number, one in enumerate(chapters(timeline))]
    if not named:
        return
    listed = [name for name, _ in named[:_MOST_CHAPTERS]]
    contents = b"toc\0" + bytes([_TOP_AND_ORDERED, len(listed)]) + b"".join(listed)
    yield _frame(b"CTOC", contents)
    for name, (start, end, title) in named:
        place = struct.pack(">IIII", start, end, _NO_OFFSET, _NO_OFFSET)
        yield _frame(b"CHAP", name + place + _text(b"TIT2", title))


def _text(kind: bytes, text: str) -> bytes:
    return _frame(kind, _UTF16 + text.encode("utf-16"))


def _frame(kind: bytes, contents: bytes) -> bytes:
    return kind + struct.pack(">IH", len(contents), 0) + contents
